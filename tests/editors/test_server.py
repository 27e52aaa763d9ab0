"""The language server as an editor has it: a process at the other end of two streams."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from fakes.editor import Editor
from titre.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("pygls")

_FACTS = """\
cik,entity,concept,unit,start,end,value,accession,form,filed
77,Example Corp,us-gaap:Revenues,USD,2023-01-01,2023-12-31,1100000000,0000000077-24-000001,10-K,2024-02-01
77,Example Corp,us-gaap:Revenues,USD,2024-01-01,2024-12-31,1250000000,0000000077-25-000001,10-K,2025-02-03
"""
WRONG = (
    "\U0001f4c8 First line\r\n"
    "\U0001f4c8\U0001f4c8 Example Corp's revenue was $1.52bn in 2024, and revenue could reach $3bn in 2030.\n"
)
RIGHT = WRONG.replace("1.52", "1.25")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lsp")
    desk = Desk.create(folder / "desk")
    (folder / "facts.csv").write_text(_FACTS, "utf-8")
    assert desk.import_([folder / "facts.csv"], workers=0).findings == []
    return desk.path


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    with Editor(folder) as editor:
        capabilities = editor.begin(folder)
        assert capabilities["hoverProvider"]
        assert capabilities["codeActionProvider"]
        assert capabilities["textDocumentSync"]["change"] == 1
        yield editor


def _uri(folder: Path, name: str) -> str:
    return (folder / "letters" / name).as_uri()


def test_a_text_gets_its_verdicts_where_its_claims_stand(editor: Editor, folder: Path) -> None:
    found = editor.open(_uri(folder, "a.md"), WRONG)
    assert [(one["code"], one["severity"], one["source"]) for one in found] == [
        ("contradicted", 1, "titre"),
        ("unverifiable", 4, "titre"),
    ]
    line = WRONG.split("\n")[1]
    start = line.encode("utf-16-le").find("$1.52bn".encode("utf-16-le")) // 2
    assert found[0]["range"] == {
        "start": {"line": 1, "character": start},
        "end": {"line": 1, "character": start + 7},
    }
    assert "two digits are swapped" in found[0]["message"]
    assert "Example Corp" in found[0]["message"]
    assert found[0]["codeDescription"]["href"].startswith("https://www.sec.gov/Archives/edgar/data/77/")


def test_the_figure_its_formula_and_filings_are_shown_on_the_words(editor: Editor, folder: Path) -> None:
    uri = _uri(folder, "b.md")
    (found, _) = editor.open(uri, WRONG)
    place = {"textDocument": {"uri": uri}, "position": found["range"]["start"]}
    hover = editor.ask("textDocument/hover", place)
    assert hover["contents"]["kind"] == "markdown"
    for told in (
        "contradicted",
        "$1.25bn",
        "us-gaap:Revenues",
        "[10-K 0000000077-25-000001](https://www.sec.gov/",
    ):
        assert told in hover["contents"]["value"]
    elsewhere = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 2}}
    assert editor.ask("textDocument/hover", elsewhere) is None


def test_a_slip_is_replaced_by_the_right_figure(editor: Editor, folder: Path) -> None:
    uri = _uri(folder, "c.md")
    (found, _) = editor.open(uri, WRONG)
    asked = {"textDocument": {"uri": uri}, "range": found["range"], "context": {"diagnostics": [found]}}
    (action,) = editor.ask("textDocument/codeAction", asked)
    assert action["kind"] == "quickfix"
    assert action["edit"]["changes"] == {uri: [{"range": found["range"], "newText": "$1.25bn"}]}
    editor.change(uri, RIGHT, 2)
    (left,) = editor.diagnostics(uri, 2)
    assert left["code"] == "unverifiable"


def test_a_writer_who_types_on_is_checked_once(editor: Editor, folder: Path) -> None:
    uri = _uri(folder, "d.md")
    assert editor.open(uri, "Nothing yet.") == []
    for version in range(2, 12):
        editor.change(uri, WRONG if version == 11 else RIGHT, version)
    told = editor.hear("textDocument/publishDiagnostics")
    assert (told["uri"], told["version"]) == (uri, 11)
    assert told["diagnostics"][0]["code"] == "contradicted"


def test_what_has_changed_since_is_not_shown_at_the_old_place(editor: Editor, folder: Path) -> None:
    uri = _uri(folder, "e.md")
    (found, _) = editor.open(uri, WRONG)
    editor.change(uri, "x" + WRONG, 2)
    place = {"textDocument": {"uri": uri}, "position": found["range"]["start"]}
    assert editor.ask("textDocument/hover", place) is None
    editor.diagnostics(uri, 2)


def test_a_closed_text_has_no_verdicts_left(editor: Editor, folder: Path) -> None:
    uri = _uri(folder, "f.md")
    assert editor.open(uri, WRONG)
    editor.say("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert editor.diagnostics(uri, None) == []


def test_html_is_read_too_and_an_unsaved_text(editor: Editor, folder: Path) -> None:
    page = "<p>Example Corp&#39;s revenue was <b>$1.52bn</b> in 2024.</p>"
    (found,) = editor.open(_uri(folder, "g.html"), page)
    assert found["range"]["start"]["character"] == page.index("$")
    (other,) = editor.open("untitled:Untitled-1", "Example Corp's revenue was $1.52bn in 2024.")
    assert other["code"] == "contradicted"


def test_nonsense_does_not_end_the_session(editor: Editor, folder: Path) -> None:
    with pytest.raises(RuntimeError):
        editor.ask("titre/unknown", {})
    editor.say("titre/unknownToo", {})
    body = b'{"jsonrpc": "2.0", "method": '
    editor.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    unknown = {"textDocument": {"uri": "file:///nowhere/x.md"}, "position": {"line": 9, "character": 9}}
    assert editor.ask("textDocument/hover", unknown) is None
    assert editor.open(_uri(folder, "h.md"), WRONG)


def test_settings_and_language_come_from_the_editor(folder: Path) -> None:
    with Editor(folder, TITRE_LANG="en") as editor:
        editor.begin(folder, language="fr", published="2024-12")
        (found, _) = editor.open(_uri(folder, "a.md"), WRONG)
    # In December 2024 the year had not been reported.
    assert found["code"] == "unverifiable"
    assert "invérifiable" in found["message"]


def test_without_a_desk_the_writer_is_told_once_and_nothing_ends(tmp_path: Path, folder: Path) -> None:
    with Editor(tmp_path) as editor:
        editor.begin(tmp_path)
        uri = (tmp_path / "a.md").as_uri()
        assert editor.open(uri, WRONG) == []
        told = editor.hear("window/showMessage")
        assert "desk.toml" in told["message"]
        assert "titre new" in told["message"]
        editor.change(uri, RIGHT, 2)
        assert editor.diagnostics(uri, 2) == []
        # A text of a desk that is there is checked all the same.
        assert editor.open(_uri(folder, "a.md"), WRONG)


def test_a_damaged_desk_is_told_with_its_line(tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "desk")
    (desk.path / "metrics.toml").write_text("[broken\n", "utf-8")
    with Editor(desk.path) as editor:
        editor.begin(desk.path)
        assert editor.open((desk.path / "a.md").as_uri(), WRONG) == []
        assert "metrics.toml" in editor.hear("window/showMessage")["message"]


def test_the_desk_may_be_named(tmp_path: Path, folder: Path) -> None:
    with Editor(tmp_path, "--desk", str(folder)) as editor:
        editor.begin(tmp_path)
        assert editor.open((tmp_path / "a.md").as_uri(), WRONG)[0]["code"] == "contradicted"


def test_it_ends_with_its_editor(folder: Path) -> None:
    with Editor(folder) as editor:
        editor.begin(folder)
        assert editor.process.stdin is not None
        editor.process.stdin.close()
        assert editor.process.wait(30) == 0


def test_without_the_library_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from titre.cli.main import run

    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    monkeypatch.delitem(sys.modules, "titre.editors.server", raising=False)
    assert run(["lsp"]) == 1
    assert "titre[lsp]" in capsys.readouterr().err
