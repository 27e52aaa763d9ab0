"""The page of a record as a reader has it: in a real browser, on any screen, and for axe."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from fakes.browsers import IN_A_BROWSER, axe_faults, chromium
from fakes.markets import TextMarket
from titre.records.lists import Pick, Rules, StockList
from titre.records.returns.page import record_page
from titre.records.returns.record import record_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = IN_A_BROWSER
START, END = date(2024, 1, 2), date(2024, 6, 28)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of a list with gains, losses, distributions and a pick without a number, in both languages."""
    market = TextMarket()
    for at, symbol in enumerate(("AAA", "BBB", "CCC", "FUND")):
        days = (START + timedelta(days=day) for day in range((END - START).days + 1))
        closes = {
            day.isoformat(): f"{100 + (3 - 2 * at) * number / 20:.2f}" for number, day in enumerate(days)
        }
        market.add(symbol, dict(closes), dividends={"2024-03-05": "1.25"})
    picks = tuple(Pick(START, symbol) for symbol in ("AAA", "BBB", "CCC", "FUND"))
    rules = Rules("all", "USD", END, END, benchmark="FUND")
    folder = tmp_path_factory.mktemp("records")
    found = {}
    for language, chosen in (("en", picks), ("fr", (*picks, Pick(START, "NOBODY")))):
        record = record_of(StockList("one", "A <list>", language, rules, chosen), market, END)
        found[language] = folder / f"{language}.html"
        found[language].write_text(record_page(record, language), "utf-8")
    return found


@pytest.fixture(
    params=[("en", 320, "light"), ("en", 1280, "dark"), ("fr", 1280, "light"), ("fr", 320, "dark")]
)
def page(request: pytest.FixtureRequest, browser: Browser, pages: dict[str, Path]) -> Iterator[Page]:
    language, width, scheme = request.param
    asked: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(pages[language].as_uri())
    yield opened
    context.close()
    assert asked == [pages[language].as_uri()], "the page asks for something outside itself"


def test_axe_finds_no_fault(page: Page) -> None:
    assert axe_faults(page) == []


def test_nothing_stands_over_the_edge_and_letters_of_charts_can_be_read(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    for picture in page.locator("figure svg").all():
        box = picture.bounding_box()
        assert box is not None
        assert box["width"] >= 500


def test_what_is_wider_than_the_screen_is_moved_by_keys(page: Page) -> None:
    region = page.locator(".scroll").last
    region.focus()
    width = page.evaluate("innerWidth")
    before = region.evaluate("element => element.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    moved = region.evaluate("element => element.scrollLeft") > before
    assert moved == (width < 400)


def test_every_pick_is_there_losses_too(page: Page) -> None:
    names = page.locator("tbody th").all_inner_texts()
    assert names[:4] == ["AAA", "BBB", "CCC", "FUND"]
    assert page.locator("tr.loss").count() == 2
    french = page.locator("html").get_attribute("lang") == "fr"
    text = page.locator("main").inner_text()
    assert ("Hypothétique" if french else "Hypothetical") in text
    assert "GIPS" not in text
    if french:
        # A pick without a number has its row, and the list no mean.
        assert names[4] == "NOBODY"
        assert page.locator("figure").count() == 1
        assert "Incomplet" in text
