"""The report of the example article as a reader has it: in a real browser, without script, on any screen."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from titre.claims.telling.page import html
from titre.desk.example import example_article, make_example

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

pytestmark = [
    pytest.mark.skipif(_CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.xdist_group("browser"),
    # Playwright leaves its loop to the end of the process.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=["en", "fr"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    desk = make_example(folder / "desk", request.param)
    path = folder / f"{request.param}.html"
    path.write_text(html(desk.check(example_article(desk).read_text("utf-8"))), "utf-8")
    return path


@pytest.fixture(params=[(1200, "light"), (360, "light"), (800, "dark")], ids=["wide", "narrow", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, report: Path) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=False
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    yield page
    context.close()
    assert asked == [report.as_uri()], "the report asks for something outside itself"


def test_every_claim_is_there_without_script(page: Page) -> None:
    assert page.locator("details").count() == 11
    assert page.locator("details.contradicted[open]").count() == 2
    marked = page.locator("mark, [class*=claim], a[href^='#claim-']")
    assert marked.count() >= 11


def test_a_claim_opens_and_closes_by_the_keyboard(page: Page) -> None:
    first = page.locator("details").first
    inside = first.locator(".inside")
    assert not inside.is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert inside.is_visible()
    assert inside.locator("a[href*='0001326801-25-000017']").count() >= 1


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    boxes = [element.bounding_box() for element in page.locator("h1, p, summary").all()]
    size = page.viewport_size
    assert size is not None
    assert boxes
    assert all(box["x"] + box["width"] <= size["width"] + 1 for box in boxes if box is not None)


def test_a_french_report_is_french(page: Page, report: Path) -> None:
    text = page.locator("body").inner_text()
    english = ("supported", "contradicted", "unverifiable", "Published", "Claims")
    if report.stem == "fr":
        assert not [word for word in english if word in text]
        assert "contredite" in text
    else:
        assert "contradicted" in text
