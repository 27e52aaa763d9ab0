"""What hostile files, terminals and machines do to the whole program: a clear line, and nothing else lost."""

from __future__ import annotations

import json
import os
import subprocess
import tomllib
import zipfile
from typing import TYPE_CHECKING

import pytest

from fakes.commands import COMMAND, titre

if TYPE_CHECKING:
    from pathlib import Path

_FACTS = """\
cik,entity,concept,dimensions,unit,start,end,value,accession,form,filed
77,{name},us-gaap:Revenues,,USD,2023-01-01,2023-12-31,1000000,0000000077-24-000001,10-K,2024-02-01
"""
_DOCUMENT = (
    '{"cik":%d,"entityName":"Example","facts":{"us-gaap":{"Revenues":{"label":"R","description":"D","units":'
    '{"USD":[{"start":"2023-01-01","end":"2023-12-31","val":1000,"accn":"0000000077-24-000001","fy":2023,'
    '"fp":"FY","form":"10-K","filed":"2024-02-01"}]}}}}}'
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    assert titre("new", "desk", cwd=tmp_path).status == 0
    (tmp_path / "good.csv").write_text(_FACTS.format(name="Example"), "utf-8")
    return tmp_path / "desk"


def _shell(script: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a script of the shell in which ``$TITRE`` is the command."""
    given = {"TITRE": str(COMMAND), "PATH": os.environ["PATH"], "XDG_STATE_HOME": str(cwd), **environment}
    return subprocess.run(
        ["sh", "-c", script], cwd=cwd, env=given, capture_output=True, timeout=120, check=False
    )


def test_texts_that_are_no_unicode_cost_themselves_only(desk: Path) -> None:
    label, name, number = (desk.parent / f"{what}.json" for what in ("label", "name", "number"))
    label.write_text((_DOCUMENT % 78).replace('"R"', '"\\ud800"'), "utf-8")
    name.write_text((_DOCUMENT % 79).replace('"Example"', '"\\udfff"'), "utf-8")
    number.write_text((_DOCUMENT % 80).replace("1000", "1e99999999999999999999"), "utf-8")
    ran = titre("import", label, name, number, desk.parent / "good.csv", cwd=desk)
    assert ran.status == 1
    assert [line.split(": ")[2:4] for line in ran.err.splitlines()] == [
        ["facts/us-gaap/Revenues/label", r"got \ud800, expected a text"],
        ["entityName", r"got \udfff, expected the name of the entity"],
        [
            "facts/us-gaap/Revenues/units/USD/0/val",
            "got 1e99999999999999999999, expected a number of at most 38 digits",
        ],
    ]
    held = json.loads(titre("status", "--format", "json", cwd=desk).out)
    assert {entity["entity"] for entity in held["entities"]} == {
        "CIK0000000077",
        "CIK0000000078",
        "CIK0000000079",
    }


def test_names_that_a_terminal_obeys_or_that_are_no_text_are_read_and_shown(desk: Path) -> None:
    folder = desk.parent / "hostile"
    folder.mkdir()
    bad = os.fsencode(folder) + b"/a\x1b[31m\nb\xff.json"
    good = os.fsencode(folder) + b"/good\xff.csv"
    with open(bad, "wb") as stream:  # noqa: PTH123 - a name that is no text
        stream.write(b"{}")
    with open(good, "wb") as stream:  # noqa: PTH123 - a name that is no text
        stream.write(_FACTS.format(name="Exa\x1b[31mmple").encode())
    ran = titre("import", folder, cwd=desk)
    assert ran.status == 1
    assert r"a\x1b[31m\x0ab\xff.json: got JSON of another kind" in ran.err
    assert "1 source added" in ran.out
    shown = titre("facts", "77", "us-gaap:Revenues", cwd=desk).out + titre("status", cwd=desk).out
    assert r"Exa\x1b[31mmple" in shown
    assert "\x1b" not in shown + ran.err
    (fact,) = json.loads(titre("facts", "77", "--format", "json", cwd=desk).out)
    assert fact["file"].endswith(r"good\xff.csv")


def test_an_article_cannot_command_the_terminal(desk: Path) -> None:
    article = desk.parent / "article.txt"
    article.write_text("Acme\x1b]0;owned\x07 earned $39 billion\x9b31m in 2024.", "utf-8")
    for form in ("table", "markdown", "json"):
        ran = titre("check", article, "--format", form, cwd=desk)
        assert ran.status == 0
        assert "39 billion" in ran.out
        assert not {"\x1b", "\x07", "\x9b"} & set(ran.out + ran.err)


def test_a_path_that_may_not_be_read_and_one_wrong_file_among_many_are_told(desk: Path) -> None:
    many = desk.parent / "many"
    many.mkdir()
    for number in range(60):
        (many / f"{number:02}.bin").write_bytes(b"\x01other")
    (many / "z.json").write_text("{", "utf-8")
    ran = titre("import", many, desk.parent / "good.csv", cwd=desk)
    assert ran.status == 1
    assert ran.err.startswith(f"error: {many / 'z.json'}: ")
    assert "… and 11 more findings" in ran.err
    assert "1 source added (3 rows), 0 known already, 1 fault" in ran.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_does_not_keep_the_others_from_being_read(desk: Path) -> None:
    closed = desk.parent / "closed"
    closed.mkdir(mode=0)
    ran = titre("import", closed, desk.parent / "good.csv", cwd=desk)
    closed.chmod(0o755)
    assert (ran.status, ran.err) == (1, f"error: {closed}: not allowed to read it\n")
    assert "1 source added" in ran.out


def test_archives_that_want_to_harm_are_told_and_their_good_members_read(desk: Path) -> None:
    path = desk.parent / "evil.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in enumerate(("../up.json", "/root.json", "C:\\drive.json", "a/../../b.json"), 80):
            archive.writestr(name, _DOCUMENT % number)
        archive.writestr("bomb.json", b'{"facts":{},"entityName":"' + b" " * 70_000_000)
        archive.write(desk.parent / "good.csv", "inner/good.csv")
    inner = desk.parent / "nested.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.write(path, "evil.zip")
    ran = titre("import", path, inner, cwd=desk)
    assert ran.status == 1
    reasons = [line.partition("!")[2] for line in ran.err.splitlines()]
    assert [reason.split(": ")[0] for reason in reasons] == [
        "../up.json",
        "/root.json",
        "C:\\drive.json",
        "a/../../b.json",
        "evil.zip",
        "bomb.json",
    ]
    assert "refused as a bomb" in ran.err
    assert "expected it unpacked" in ran.err
    assert "1 source added (3 rows)" in ran.out


def test_streams_that_are_closed_full_or_of_another_encoding(desk: Path) -> None:
    assert titre("import", desk.parent / "good.csv", cwd=desk).status == 0
    closed = _shell('"$TITRE" status >&- 2>&- <&-; echo $?', desk)
    assert (closed.stdout, closed.stderr) == (b"0\n", b"")
    piped = _shell('"$TITRE" facts 77 --format json | head -c 1', desk)
    assert (piped.stdout, piped.stderr) == (b"[", b"")
    latin = _shell('"$TITRE" --lang fr facts 77 us-gaap:Revenues', desk, PYTHONIOENCODING="latin-1")
    assert latin.returncode == 0
    assert "unité".encode("latin-1") in latin.stdout
    # The narrow space of French has no letter there: the nearest is a space.
    assert b"1 000 000" in latin.stdout
    narrow = _shell('"$TITRE" facts 77 --format json', desk, PYTHONIOENCODING="ascii")
    assert json.loads(narrow.stdout)[0]["value"] == "1000000"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110 - a device
def test_a_full_disk_behind_the_output_is_one_line(desk: Path) -> None:
    ran = _shell('"$TITRE" metrics >/dev/full', desk)
    assert (ran.returncode, ran.stderr) == (1, b"titre: the output: No space left on device\n")


def test_an_output_that_cannot_be_written_is_one_line_and_leaves_what_was_there(desk: Path) -> None:
    article = desk.parent / "a.txt"
    article.write_text("Acme earned $39 billion in 2024.", "utf-8")
    ran = titre("check", article, "-o", "absent/report.html", cwd=desk)
    assert (ran.status, ran.err) == (1, "titre: absent/report.html: No such file or directory\n")
    (desk / "report.html").write_text("before", "utf-8")
    assert titre("check", article, "-o", "report.html", cwd=desk).status == 0
    assert "39 billion" in (desk / "report.html").read_text("utf-8")
    assert [path.name for path in desk.iterdir() if "draft" in path.name] == []


@pytest.mark.parametrize("keep", [0, 40, None])
def test_a_data_file_that_is_damaged_or_gone_is_one_line_for_every_verb(desk: Path, keep: int | None) -> None:
    document = desk.parent / "a.json"
    document.write_text(_DOCUMENT % 77, "utf-8")
    assert titre("import", document, cwd=desk).status == 0
    (path,) = (desk / "store" / "facts").iterdir()
    whole = path.read_bytes()
    if keep is None:
        path.unlink()
    else:
        # The header of the file, and its footer at the end, are sound: what stands between is not.
        spoiled = bytes(octet ^ 0x5A for octet in whole[4:-800])
        path.write_bytes(whole[:4] + spoiled + whole[-800:] if keep else b"")
    article = desk.parent / "a.txt"
    article.write_text("Example's revenue was $1 billion in 2023.", "utf-8")
    for arguments in (["status"], ["facts", "77"], ["figures", "77", "revenue"], ["check", article]):
        ran = titre(*arguments, cwd=desk)
        assert (ran.status, ran.err.count("\n")) == (1, 1), arguments
        assert ran.err.startswith(f"titre: {desk / 'store'}: cannot be read: ")
        assert "SELECT" not in ran.err
    path.write_bytes(whole)
    assert titre("facts", "77", cwd=desk).status == 0


def test_what_nobody_asks_for_is_refused_in_one_line(desk: Path) -> None:
    assert titre("import", desk.parent / "good.csv", cwd=desk).status == 0
    for arguments in (
        ["metrics", "revenu"],
        ["figures", "77", "revenue", "--period", "CY9999Q4"],
        ["figures", "77", "revenue", "--period", "TTM 0000Q1"],
        ["facts", "7'; DROP TABLE facts; --"],
    ):
        ran = titre(*arguments, cwd=desk)
        assert (ran.status, ran.err.count("\n"), ran.out) == (1, 1, ""), arguments


def test_a_folder_that_is_gone_is_one_line(tmp_path: Path) -> None:
    ran = _shell('mkdir gone; cd gone; rmdir ../gone; "$TITRE" status', tmp_path)
    assert (ran.returncode, ran.stderr) == (1, b"titre: .: No such file or directory\n")


def test_what_is_no_text_in_a_title_stands_as_a_sign_of_it(desk: Path) -> None:
    (desk / "a.txt").write_text("Acme earned $39 billion in 2024.", "utf-8")
    ran = _shell('"$TITRE" check a.txt --title "$(printf "\\377")" -o r.html', desk)
    assert ran.returncode == 0
    assert "<title>\N{REPLACEMENT CHARACTER}" in (desk / "r.html").read_text("utf-8")


def test_a_desk_may_have_any_name_that_is_a_text(tmp_path: Path) -> None:
    name = 'a "quoted"\n\x1b[31m\x7f name'
    ran = titre("new", name, cwd=tmp_path)
    assert ran.status == 0
    assert "\x1b" not in ran.out
    settings = (tmp_path / name / "desk.toml").read_text("utf-8")
    assert tomllib.loads(settings)["desk"]["name"] == name
    refused = subprocess.run(
        [COMMAND, "new", b"no\xff"], cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert refused.returncode == 1
    assert refused.stderr.startswith(rb"titre: no\xff: a path that is no UTF-8")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    (tmp_path / "file").touch()
    beside = titre("new", "file/desk", cwd=tmp_path)
    assert (beside.status, beside.err.count("\n")) == (1, 1)
