"""The report of the example article as a reader has it: in a real browser, without script, on any screen.

Axe reads each of them too: WCAG 2.2, levels A and AA, and its own good practices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fakes.browsers import IN_A_BROWSER, axe_faults, chromium
from titre.claims.telling.page import html
from titre.desk.example import example_article, make_example

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from titre.claims.model import Check
    from titre.desk import Desk


pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Desk]:
    folder = tmp_path_factory.mktemp("report")
    return {language: make_example(folder / language, language) for language in ("en", "fr")}


@pytest.fixture(scope="module")
def checks(desks: dict[str, Desk]) -> dict[str, Check]:
    return {
        language: desk.check(example_article(desk).read_text("utf-8"), source="letters/example.md")
        for language, desk in desks.items()
    }


@pytest.fixture(scope="module")
def reports(checks: dict[str, Check], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    paths = {language: folder / f"{language}.html" for language in checks}
    for language, path in paths.items():
        path.write_text(html(checks[language]), "utf-8")
    return paths


_SCREENS = [("en", 1280, "light"), ("fr", 320, "light"), ("fr", 800, "dark")]
_SCREEN_NAMES = ["wide", "narrow", "dark"]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a file as a page; what asks for anything else fails at the end."""
    asked: list[tuple[str, str]] = []
    contexts = []

    def page_of(path: Path, width: int = 1280, scheme: str = "light", *, script: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=script,
            bypass_csp=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append((path.as_uri(), request.url.partition("#")[0])))
        page.goto(path.as_uri())
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert asked
    assert all(own == other for own, other in asked), "the report asks for something outside itself"


@pytest.fixture(params=_SCREENS, ids=_SCREEN_NAMES)
def page(request: pytest.FixtureRequest, opened: Callable[..., Page], reports: dict[str, Path]) -> Page:
    """A report as its reader has it."""
    language, width, scheme = request.param
    return opened(reports[language], width, scheme)


@pytest.fixture(params=_SCREENS, ids=_SCREEN_NAMES)
def measured(request: pytest.FixtureRequest, opened: Callable[..., Page], reports: dict[str, Path]) -> Page:
    """The same, with every claim open, where a test may look with a script of its own."""
    language, width, scheme = request.param
    page = opened(reports[language], width, scheme, script=True)
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    return page


def test_every_claim_is_there_without_script(page: Page) -> None:
    assert page.locator("details").count() == 11
    assert page.locator("details.contradicted[open]").count() == 2
    assert page.locator("a.claim[href*='claim-']").count() >= 11
    assert page.locator("main, header, footer, h1").count() == 4


def test_a_claim_opens_and_closes_by_the_keyboard(page: Page) -> None:
    cards = page.locator("details").all()
    first = next(card for card in cards if card.get_attribute("open") is None)
    inside = first.locator(".inside")
    assert not inside.is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert inside.is_visible()
    assert inside.locator("a[href^='https://www.sec.gov/Archives/edgar/data/']").count() >= 1
    page.keyboard.press("Enter")
    assert not inside.is_visible()


def test_a_mark_in_the_text_opens_its_claim_and_leads_back(page: Page) -> None:
    mark = page.locator("a.claim.supported").first
    mark.focus()
    page.keyboard.press("Enter")
    card = page.locator(f"details:has({mark.get_attribute('href')})")
    assert card.locator(".inside").is_visible()
    back = card.locator(".back a")
    back.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{mark.get_attribute('id')}")


def test_verdicts_are_chosen_by_keys_alone(page: Page) -> None:
    page.locator("#show-all").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#show-contradicted").is_checked()
    shown = [card for card in page.locator("details.card").all() if card.is_visible()]
    assert len(shown) == 2
    page.keyboard.press("ArrowLeft")
    assert all(card.is_visible() for card in page.locator("details.card").all())


def test_nothing_is_wider_than_the_screen(measured: Page) -> None:
    """WCAG 2.2, 1.4.10: 320 pixels without scrolling in two directions."""
    wide = measured.evaluate(
        """[...document.body.querySelectorAll('*')].filter(element => !element.closest('.unseen, .skip')
        && element.getBoundingClientRect().right > innerWidth + 0.5).map(element => element.outerHTML)"""
    )
    assert wide == []
    assert measured.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_pressed_is_large_enough(measured: Page) -> None:
    """WCAG 2.2, 2.5.8: 24 pixels; links within a sentence are excepted."""
    sizes = measured.evaluate(
        """[...document.querySelectorAll('summary, .filter label, .first a, .fact a, .back a')]
        .map(element => element.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"""
    )
    assert len(sizes) > 30
    assert min(sizes) >= 24


def test_axe_finds_no_fault(measured: Page) -> None:
    assert axe_faults(measured) == []


def test_a_french_report_is_french(page: Page) -> None:
    text = page.locator("body").inner_text()
    english = (
        "supported",
        "contradicted",
        "unverifiable",
        "Published",
        "Claims",
        "Show",
        "The text",
        "The figure",
    )
    if page.locator("html").get_attribute("lang") == "fr":
        assert not [word for word in english if word in text]
        assert "contredite" in text
    else:
        assert "contradicted" in text


def test_on_paper_every_claim_is_open_and_nothing_is_there_to_be_pressed(
    opened: Callable[..., Page], reports: dict[str, Path]
) -> None:
    page = opened(reports["en"], 794)
    page.emulate_media(media="print")
    heights = [element.bounding_box() for element in page.locator(".inside").all()]
    assert len([box for box in heights if box is not None and box["height"] > 40]) == 11
    assert not page.locator(".back").first.is_visible()
    assert not page.locator("input").first.is_visible()
    assert len(page.pdf()) > 10_000


def test_a_report_of_several_articles_names_each_claim_once(
    opened: Callable[..., Page], checks: dict[str, Check], tmp_path: Path
) -> None:
    path = tmp_path / "several.html"
    path.write_text(html(checks["en"], checks["fr"]), "utf-8")
    page = opened(path, script=True)
    names = [element.get_attribute("id") for element in page.locator("[id]").all()]
    assert len(names) == len(set(names))
    assert page.locator("nav li").count() == page.locator("h2[id]").count() == 2
    assert axe_faults(page) == []


_MARKED_UP = """# Meta's *year*

Meta's revenue was **$164.5 billion** in 2024, says [the report](https://example.org/report)[^1].

### A level is left out

> - Its net income was *$69.4* billion in 2024;
>   1. `code` and ![a picture](https://example.org/x.png)

| Company | Revenue 2024 | Net income 2024 | Operating income 2024 | Capital expenditure 2024 | |
|---|--:|--:|--:|--:|--|
| Meta | $164.5bn | $62.4bn | $69.4bn | $37.3bn | x |

```python
a_long_line = "that is wider than a small screen, and that nothing may hide from who goes by keys alone"
```

[^1]: A note.
"""


@pytest.mark.parametrize("width", [320, 1280])
def test_an_article_with_marks_of_its_own_is_readable_and_accessible(
    opened: Callable[..., Page], desks: dict[str, Desk], tmp_path: Path, width: int
) -> None:
    path = tmp_path / "marked.html"
    path.write_text(html(desks["en"].check(_MARKED_UP, published="2025-07-17")), "utf-8")
    page = opened(path, width, script=True)
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".article :is(h2, h3)").all_inner_texts() == ["A level is left out"]
    assert page.locator(".article table th").count() == 5
    assert "*" not in page.locator(".article").inner_text()


@pytest.mark.parametrize("width", [800, 1280])
def test_words_twice_as_large_fit(opened: Callable[..., Page], reports: dict[str, Path], width: int) -> None:
    """WCAG 2.2, 1.4.4: 200 percent, of the words alone; 1.4.10 holds what is enlarged as a whole."""
    page = opened(reports["fr"], width, script=True)
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = page.evaluate(
        """[...document.querySelectorAll('summary, dd, .bars td, .filter label, h1, h2')].filter(element =>
        element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== 'visible')
        .map(element => element.outerHTML)"""
    )
    assert cut == []
