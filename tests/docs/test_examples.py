"""What the documentation shows is what Titre does: its consoles and Python sessions are run."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.console import Command, File, python_of, steps_of
from titre.cli.group import VERBS
from titre.metrics.catalogues import Catalogue

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT / "docs"
_LEFT_OUT = "...\n"
_ENVIRONMENT = {"TITRE_LANG": "en", "NO_COLOR": "1", "COLUMNS": "110", "LC_ALL": "C.UTF-8"}


def _run(line: str, folder: Path) -> str:
    """Return what a command prints, without the spaces at the ends of lines."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **_ENVIRONMENT, "PATH": path}
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return "".join(f"{shown.rstrip()}\n" for shown in (done.stdout + done.stderr).splitlines())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a reader of the tutorial stands in at its end; each output is compared on the way."""
    folder = tmp_path_factory.mktemp("tutorial")
    for step in steps_of(PAGES / "tutorial.md"):
        if isinstance(step, File):
            (folder / step.name).write_text(step.text, "utf-8")
        elif step.line.startswith("cd "):
            folder /= step.line.removeprefix("cd ")
        else:
            _compare(step, _run(step.line, folder))
    return folder


def _compare(shown: Command, printed: str) -> None:
    """Compare; what stands before a line of three dots is what the output begins with."""
    if shown.output.endswith(_LEFT_OUT):
        assert printed.startswith(shown.output.removesuffix(_LEFT_OUT)), shown.line
    else:
        assert printed == shown.output, shown.line


def test_the_tutorial_prints_what_it_shows(desk: Path) -> None:
    assert (desk / "meta.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def _python(page: Path) -> list[str]:
    """Return the failures of the Python sessions of a page."""
    source = python_of(page)
    test = doctest.DocTestParser().get_doctest(source, {}, page.name, str(page), 0)
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    return told


def test_the_tutorials_python_gives_what_it_shows(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    assert _python(PAGES / "tutorial.md") == []


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_python_sessions_that_need_no_desk(page: Path) -> None:
    if page.name != "tutorial.md":
        assert _python(page) == []


def test_every_link_leads_to_a_page() -> None:
    for page in PAGES.rglob("*.md"):
        for target in re.findall(r"\]\(([\w./-]+\.md)", page.read_text("utf-8")):
            assert (page.parent / target).is_file(), (page.name, target)


def test_every_verb_is_shown_somewhere() -> None:
    text = "\n".join(page.read_text("utf-8") for page in PAGES.rglob("*.md"))
    assert [verb for verb in VERBS if f"titre {verb}" not in text] == []


def test_metrics_that_pages_ask_for_are_in_the_catalogue() -> None:
    catalogue = Catalogue.load()
    asked = re.compile(r"^\$ titre (?:figures|chart|why) \S+ (?P<metrics>[\w,]+)", re.MULTILINE)
    for page in PAGES.rglob("*.md"):
        for match in asked.finditer(page.read_text("utf-8")):
            for name in match["metrics"].split(","):
                assert name in catalogue, (page.name, name)
