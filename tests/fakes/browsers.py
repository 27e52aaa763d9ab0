"""A real browser: Debian's Chromium, asking for nothing that a test does not ask for."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

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

IN_A_BROWSER = [
    pytest.mark.skipif(_CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.xdist_group("browser"),
    # Playwright leaves its loop to the end of the process.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
"""what each module of such tests is marked with"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Have the browser while inside."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_QUIET))
        yield browser
        browser.close()


def axe_faults(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA and good practice."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response
    assert len(found["passes"]) > 15
    return [
        f"{fault['id']}: {node['html']}: {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
