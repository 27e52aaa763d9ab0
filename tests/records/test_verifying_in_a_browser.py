"""The page by which a stranger verifies, in a real browser: the kept set, the keyboard, narrow and dark."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import pytest

from fakes import bundles
from fakes.browsers import IN_A_BROWSER, chromium
from titre.records.verifying.writing import page_verifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_WITHOUT_ED25519 = """
const real = SubtleCrypto.prototype.importKey;
SubtleCrypto.prototype.importKey = function (form, key, algorithm, ...rest) {
  globalThis.byHand = (globalThis.byHand || 0) + 1;
  return algorithm === "Ed25519" ? Promise.reject(new DOMException("", "NotSupportedError"))
    : real.call(this, form, key, algorithm, ...rest);
};
"""
_ALL = """
async (kept) => {
  const told = {};
  for (const [name, bundle] of Object.entries(kept)) {
    const found = [], refused = [];
    const tell = (error) =>
      refused.push(error instanceof Refused ? [error.got, error.expected] : [String(error), FORMAT]);
    for (const file of bundle.files) {
      try { found.push(await check(fromHex(file))); } catch (error) { tell(error); }
    }
    try { await together(found, bundle.options.key, bundle.options.head); } catch (error) { tell(error); }
    told[name] = refused;
  }
  return told;
}
"""
KEPT: dict[str, dict[str, Any]] = json.loads((bundles.FOLDER / "bundles.json").read_text("utf-8"))

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "verify.html"
    path.write_bytes(page_verifier())
    return path


def opened(browser: Browser, file: Path, script: str = "", **context: Any) -> Page:  # noqa: ANN401 - Playwright's
    """Return the page in a browser of its own; whatever it logs or asks for fails the test."""
    page = browser.new_context(**{"locale": "en-GB", **context}).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("request", lambda request: wrong.append(request.url) if request.url != file.as_uri() else None)
    if script:
        page.add_init_script(script)
    page.goto(file.as_uri())
    page.wait_for_selector("#results[data-done='1']", state="attached")
    assert wrong == []
    return page


def verified(page: Page, name: str) -> str:
    """Give a kept bundle to the page and return what it shows."""
    done = int(page.locator("#results").get_attribute("data-done") or 0)
    kept = KEPT[name]
    for key in ("key", "head"):
        # Set as a script would: a change of one is not verified by itself.
        page.evaluate(
            "([id, value]) => { document.getElementById(id).value = value; }",
            [key, kept["options"].get(key, "")],
        )
    page.set_input_files("#files", [bundles.FOLDER / name / one for one in kept["files"]])
    page.wait_for_function("done => Number(document.getElementById('results').dataset.done) > done", arg=done)
    return page.inner_text("#results")


@pytest.mark.parametrize("script", ["", _WITHOUT_ED25519], ids=["browser", "by-hand"])
def test_the_page_holds_to_the_kept_set(browser: Browser, file: Path, script: str) -> None:
    page = opened(browser, file, script)
    kept = {
        name: {
            "files": [(bundles.FOLDER / name / one).read_bytes().hex() for one in bundle["files"]],
            "options": bundle["options"],
        }
        for name, bundle in KEPT.items()
    }
    told = page.evaluate(_ALL, kept)
    assert list(told) == list(KEPT)
    for name, bundle in KEPT.items():
        assert (told[name] == []) is bundle["holds"], (name, told[name])
        assert bundle["told"] in "\n".join(map(str, told[name])), (name, told[name])
        assert all(got and expected for got, expected in told[name]) or not bundle["told"]
    if script:
        assert page.evaluate("globalThis.byHand") > len(KEPT) / 3
    page.context.close()


@pytest.mark.parametrize(
    "name", ["good-all", "good-single-proof", "row-altered", "log-cut-and-signed", "written-key-twice"]
)
def test_what_is_chosen_is_told(browser: Browser, file: Path, name: str) -> None:
    page = opened(browser, file)
    text = verified(page, name)
    holds = KEPT[name]["holds"]
    assert (page.locator("article.refused").count() == 0) is holds
    assert page.inner_text("#verdict") == ("Everything holds." if holds else "Something is refused.")
    assert KEPT[name]["told"] in text
    if not holds:
        assert page.locator("article.refused dt").all_inner_texts() == ["Got", "Expected"]
    page.context.close()


def test_rows_and_states_are_shown(browser: Browser, file: Path) -> None:
    page = opened(browser, file)
    text = verified(page, "good-names")
    assert "Électricité" in text
    assert "\U0001f4c8 & <b>" in text
    page.evaluate("() => { document.getElementById('date').value = '2025-08-02'; }")
    text = verified(page, "good-all")
    assert page.locator("table caption").all_inner_texts() == [
        "Every list that was committed",
        "Rows as committed",
        "Rows as committed",
    ]
    assert "OVERDUE" in text
    assert "revealed 2024-07-25" in text
    assert "1 / 3 revealed, 2 OVERDUE" in text
    page.context.close()


def test_the_page_is_french_for_the_french(browser: Browser, file: Path) -> None:
    page = opened(browser, file, locale="fr-FR")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.inner_text("h1") == "Vérifier une liste de titres"
    assert "toutes les lignes tiennent" in verified(page, "good-reveal")
    assert page.locator("table th").all_inner_texts() == ["Date", "Symbole", "Nom"]
    assert "REFUSÉ" in verified(page, "row-altered")
    page.get_by_role("button", name="English").press("Enter")
    page.wait_for_function("document.documentElement.lang === 'en'")
    assert page.inner_text("h1") == "Verify a list of securities"
    page.context.close()


def test_what_is_no_document_is_passed_over_and_told(browser: Browser, file: Path, tmp_path: Path) -> None:
    page = opened(browser, file)
    for name in ("stamp-1.tsr", "entry.txt"):
        (tmp_path / name).write_bytes(b"no document")
    given = [bundles.FOLDER / "good-log" / "log.json", tmp_path / "stamp-1.tsr", tmp_path / "entry.txt"]
    page.set_input_files("#files", given)
    page.wait_for_selector("article.holds")
    assert page.inner_text("#verdict") == "Everything holds."
    assert "Not read by this page" in page.inner_text("#results")
    assert "stamp-1.tsr, entry.txt" in page.inner_text("#results")
    page.context.close()


def test_what_cannot_be_seen_is_told_by_its_number(browser: Browser, file: Path) -> None:
    page = opened(browser, file)
    assert "U+202EsreniM" in verified(page, "written-turned-round")
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (320, "light"), (320, "dark")])
def test_nothing_is_wider_than_the_screen_and_all_can_be_read(
    browser: Browser, file: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(
        browser, file, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page.locator("summary").click()
    for name in ("good-all", "row-altered"):
        verified(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page)
        assert found.response["violations"] == []
    page.context.close()
