"""Bundles changed by chance: every change is refused, and Titre, its two verifiers and a fourth agree.

The fourth verifier, `fakes.by_the_document`, was written from `docs/commitment-format.md` alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from fakes import bundles, by_the_document, mutations
from fakes.browsers import IN_A_BROWSER, chromium
from titre.records.verifying.together import verify
from titre.records.verifying.writing import page_verifier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fakes.bundles import Bundle

KEPT: dict[str, dict[str, Any]] = json.loads((bundles.FOLDER / "bundles.json").read_text("utf-8"))
Judge: TypeAlias = "Callable[[Bundle], str]"
"""gives why a bundle is refused; empty where it holds"""


def by_titre(bundle: Bundle) -> str:
    found = verify(bundle.files.items(), **bundle.options)
    told = "\n".join(map(str, found.refused))
    assert all(" got " in str(error) and ", expected " in str(error) for error in found.refused), told
    return told


def by_the_format(bundle: Bundle) -> str:
    key, head = (bundle.options.get(name, "") for name in ("key", "head"))
    try:
        by_the_document.verify(list(bundle.files.values()), key, head)
    except by_the_document.Refused as error:
        return str(error)
    return ""


@pytest.fixture(scope="module")
def by_the_file(standalone: Any) -> Judge:  # noqa: ANN401 - a module that is published
    def judge(bundle: Bundle) -> str:
        key, head = (bundle.options.get(name) for name in ("key", "head"))
        try:
            standalone.together([standalone.check(data) for data in bundle.files.values()], key, head)
        except Exception as error:  # noqa: BLE001 - whatever it is, the file tells it as refused
            return repr(error)
        return ""

    return judge


@pytest.mark.parametrize("name", KEPT)
def test_the_document_is_enough_to_write_a_verifier(name: str) -> None:
    kept = KEPT[name]
    files = {file: (bundles.FOLDER / name / file).read_bytes() for file in kept["files"]}
    assert (by_the_format(bundles.Bundle(files, options=kept["options"])) == "") is kept["holds"]


@pytest.mark.parametrize("seed", range(3))
def test_every_change_of_a_byte_or_a_value_is_refused(seed: int, by_the_file: Judge) -> None:
    for data in (*mutations.bytes_changed(seed, 100), *mutations.values_changed(seed, 60)):
        bundle = bundles.Bundle({"changed.json": data})
        assert by_titre(bundle), data
        assert by_the_file(bundle), data
        assert by_the_format(bundle), data


@pytest.mark.parametrize("seed", range(3))
def test_all_agree_on_what_a_desk_signs(seed: int, by_the_file: Judge) -> None:
    held = 0
    for bundle in mutations.signed_anew(seed, 40):
        told = by_titre(bundle), by_the_file(bundle), by_the_format(bundle)
        assert len({not one for one in told}) == 1, (told, bundle)
        held += not told[0]
    assert held > 5


@pytest.mark.parametrize("kind", mutations.KINDS)
def test_each_kind_of_what_a_desk_signs_holds_and_fails_at_times(kind: str) -> None:
    told = {bool(by_titre(bundle)) for bundle in mutations.signed_anew(11, 40, kinds=(kind,))}
    assert told == {True, False}


_PAGE = """
async (given) => {
  const told = [];
  for (const bundle of given) {
    const found = [], refused = [];
    const tell = (error) => refused.push(String(error));
    for (const file of bundle.files) {
      try { found.push(await check(fromHex(file))); } catch (error) { tell(error); }
    }
    try { await together(found, bundle.options.key, bundle.options.head); } catch (error) { tell(error); }
    told.push(refused.join(" "));
  }
  return told;
}
"""


@pytest.mark.skipif(IN_A_BROWSER[0].args[0], reason="Chromium is not installed")
@pytest.mark.xdist_group("browser")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_page_judges_as_titre_does(tmp_path: Path) -> None:
    path = tmp_path / "verify.html"
    path.write_bytes(page_verifier())
    changed = [*mutations.bytes_changed(7, 200), *mutations.values_changed(7, 150)]
    given = [bundles.Bundle({"changed.json": data}) for data in changed]
    given += mutations.signed_anew(7, 250)
    sent = [{"files": [data.hex() for data in one.files.values()], "options": one.options} for one in given]
    with chromium() as browser:
        page = browser.new_page()
        page.goto(path.as_uri())
        told = page.evaluate(_PAGE, sent)
    assert all(told[: len(changed)])
    for bundle, by_the_page in zip(given, told, strict=True):
        assert (by_the_page == "") is (by_titre(bundle) == ""), (by_the_page, bundle)
