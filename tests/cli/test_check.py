"""``titre check`` as an editor runs it: files, patterns, standard input, the web; every form and status.

Run inside this process: what a process of its own adds is tested with the other verbs.
"""

from __future__ import annotations

import io
import json
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from fakes.commands import Ran
from titre.cli.language import speak
from titre.cli.main import run
from titre.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Check = Callable[..., Ran]

_FACTS = """\
cik,entity,concept,unit,start,end,value,accession,form,filed
77,Example Corp,us-gaap:Revenues,USD,2023-01-01,2023-12-31,1100000000,0000000077-24-000001,10-K,2024-02-01
77,Example Corp,us-gaap:Revenues,USD,2024-01-01,2024-12-31,1250000000,0000000077-25-000001,10-K,2025-02-03
"""
RIGHT = "Example Corp's revenue was $1.25bn in 2024.\n"
WRONG = "Example Corp's revenue was $1.52bn in 2024.\n"
OPEN = "Example Corp's revenue could reach $3bn in 2030.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check")
    desk = Desk.create(folder / "desk")
    (folder / "facts.csv").write_text(_FACTS, "utf-8")
    assert desk.import_([folder / "facts.csv"], workers=0).findings == []
    for name, text in (("right", RIGHT), ("wrong", WRONG), ("open", OPEN)):
        (desk.path / "letters" / f"{name}.md").write_text(text, "utf-8")
    return desk.path


@pytest.fixture
def check(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs ``titre check`` in the desk's folder."""
    monkeypatch.chdir(folder)
    speak("en")

    def checked(*arguments: str | Path, stdin: str = "") -> Ran:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = run(["check", *map(str, arguments)])
        shown = capsys.readouterr()
        return Ran(status, shown.out, shown.err)

    return checked


@pytest.mark.parametrize(
    ("name", "options", "status"),
    [
        ("right", (), 0),
        ("open", (), 0),
        ("wrong", (), 1),
        ("right", ("--strict",), 0),
        ("open", ("--strict",), 1),
        ("wrong", ("--format", "sarif"), 1),
    ],
)
def test_the_status_says_whether_a_claim_is_contradicted(
    check: Check, name: str, options: tuple[str, ...], status: int
) -> None:
    assert check(f"letters/{name}.md", *options).status == status


def test_a_claim_is_a_line(check: Check) -> None:
    lines = check("letters/wrong.md").out.splitlines()
    assert len(lines) == 3
    for told in (
        "contradicted",
        "$1.52bn",
        "Example Corp",
        "Revenue",
        "FY2024",
        "$1.25bn",
        "digits are swapped",
    ):
        assert told in lines[1]
    assert lines[2] == "1 claim: 1 contradicted"


def test_several_articles_and_patterns_are_checked_together(check: Check) -> None:
    ran = check("letters/*.md", "letters/right.md")
    assert ran.status == 1
    assert [line for line in ran.out.splitlines() if line.endswith(".md:")] == [
        "letters/open.md:",
        "letters/right.md:",
        "letters/wrong.md:",
    ]
    told = json.loads(check("letters/*.md", "--format", "json").out)
    assert [one["article"]["source"] for one in told] == [
        f"letters/{name}.md" for name in ("open", "right", "wrong")
    ]


@pytest.mark.parametrize(
    ("form", "suffix"), [("html", "html"), ("markdown", "md"), ("json", "json"), ("sarif", "sarif")]
)
def test_what_the_output_is_named_says_its_form(check: Check, tmp_path: Path, form: str, suffix: str) -> None:
    written = tmp_path / f"report.{suffix}"
    ran = check("letters/wrong.md", "letters/right.md", "-o", written)
    assert ran.out == ""
    assert str(written) in ran.err
    shown = check("letters/wrong.md", "letters/right.md", "--format", form).out
    assert shown.strip() == written.read_text("utf-8").strip()
    assert "1.52bn" in shown


def test_the_standard_input_is_an_article(check: Check) -> None:
    ran = check("-", "--published", "2025", "--format", "json", stdin=WRONG)
    assert ran.status == 1
    article = json.loads(ran.out)["article"]
    assert (article["source"], article["published"], article["text"]) == ("-", "2025-12-31", WRONG)


def test_what_was_not_filed_by_the_day_of_publication_is_not_held_against_an_article(check: Check) -> None:
    ran = check("-", "--published", "2025-01", "--format", "json", stdin=WRONG)
    (claim,) = json.loads(ran.out)["claims"]
    assert (ran.status, claim["verdict"], claim["figure"]) == (0, "unverifiable", None)
    assert "1.25" in (claim["later"] or "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("absent.md",), "absent.md: no such file"),
        (("absent/*.md",), "no file of that pattern"),
        (("letters",), "got a folder"),
        (("letters/right.md", "--published", "soon"), "expected a day, month or year"),
        (("letters/right.md", "--format", "table", "-o", "x.txt"), "a table is shown"),
        ((), "Missing argument"),
    ],
)
def test_misuse_ends_with_2(check: Check, arguments: tuple[str, ...], told: str) -> None:
    ran = check(*arguments)
    assert ran.status == 2
    assert told in ran.err
    assert ran.out == ""


def test_of_several_articles_one_that_cannot_be_read_is_told_and_the_others_are_checked(
    check: Check, tmp_path: Path
) -> None:
    (tmp_path / "latin.txt").write_bytes("Résumé".encode("latin-1"))
    ran = check(tmp_path / "latin.txt", "letters/right.md")
    assert ran.status == 1
    assert "latin.txt: byte 1: expected UTF-8" in ran.err
    assert "1 claim: 1 supported" in ran.out
    alone = check(tmp_path / "latin.txt")
    assert (alone.status, alone.out) == (1, "")


def test_json_is_json_whatever_the_article_holds(check: Check) -> None:
    text = f"\x1b[31m\x85\u202e{WRONG}"
    for form in ("json", "sarif"):
        ran = check("-", "--format", form, stdin=text)
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out
        assert json.loads(ran.out)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    page = f"""<!doctype html><html><head><title>Example and the market</title>
<meta property="article:published_time" content="2025-07-17"></head><body><nav>$9bn</nav>
<article><h1>Example and the market</h1><p>{WRONG.strip()} The company said so in its annual report.</p>
<p>Nobody else has said anything of the kind about this company so far, and few will do so soon.</p>
</article><footer>Example Corp's revenue was $9bn in 2024.</footer></body></html>"""
    (tmp_path / "page.html").write_text(page, "utf-8")

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(tmp_path))  # type: ignore[arg-type]  # the server's own

        def log_message(self, *parts: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_article_of_the_web_is_checked_and_an_absent_one_is_told(check: Check, site: str) -> None:
    ran = check(f"{site}/page.html", "--format", "json")
    told = json.loads(ran.out)
    (claim,) = told["claims"]
    assert (ran.status, claim["verdict"], claim["text"]) == (1, "contradicted", "$1.52bn")
    assert told["article"]["source"] == f"{site}/page.html"
    assert told["article"]["text"][claim["start"] : claim["end"]] == "$1.52bn"
    absent = check(f"{site}/absent.html")
    assert absent.status == 1
    assert "no such document" in absent.err


def test_a_report_speaks_as_its_article_does_unless_it_is_asked_for_a_language(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TITRE_LANG", raising=False)
    french = "Le chiffre d'affaires de Example Corp a atteint 1,25 milliard de dollars en 2024."
    assert '<html lang="fr">' in check("-", "--format", "html", stdin=french).out
    assert '<html lang="en">' in check("-", "--format", "html", stdin=RIGHT).out
    monkeypatch.setenv("TITRE_LANG", "en")
    assert '<html lang="en">' in check("-", "--format", "html", stdin=french).out


def test_a_report_tells_what_came_out_later(check: Check) -> None:
    ran = check("-", "--published", "2025-01-15", "--format", "html", stdin=WRONG)
    assert "Since then" in ran.out
    assert "$1.25bn" in ran.out
