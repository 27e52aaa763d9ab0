"""Sentences kept as templates, put into words where a person reads."""

from __future__ import annotations

from titre.kernel.errors import ParseError, TitreError
from titre.kernel.findings import Finding, Place, Severity, mismatch
from titre.kernel.messages import Lines, count, say


def test_a_message_inside_a_message_is_said_in_the_same_language() -> None:
    inner = say("no such file or folder")
    outer = say("{place}: {reason}", place="a.csv", reason=inner)
    assert outer.render("en") == "a.csv: no such file or folder"
    assert outer.render("fr") != outer.render("en")
    assert outer.render("fr").startswith("a.csv")


def test_an_unknown_language_reads_as_english() -> None:
    assert say("no such file or folder").render("de") == "no such file or folder"


def test_one_thing_and_several_are_said_differently() -> None:
    def words(number: int, language: str) -> str:
        return count("{number} row", "{number} rows", number).render(language)

    assert [words(number, "en") for number in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
    # In French nought is singular.
    assert [words(number, "fr") for number in (0, 1, 2)] == ["0 ligne", "1 ligne", "2 lignes"]


def test_lines_stand_one_below_the_other() -> None:
    assert str(Lines([say("one {it}", it=1), say("two")])) == "one 1\ntwo"


def test_an_error_says_what_was_got_and_what_was_expected() -> None:
    error = ParseError(say("unit"), "x" * 500, say("USD"))
    assert isinstance(error, TitreError)
    assert str(error).startswith("unit: got 'xxx")
    assert "(500 characters)" in str(error)


def test_a_finding_is_one_line_with_its_place() -> None:
    finding = mismatch(Place("a.csv", "line 3, value"), "1,2\n3", say("a number"), subject="Revenues")
    assert str(finding) == "a.csv: line 3, value: got '1,2\\n3', expected a number (Revenues)"
    assert finding.severity is Severity.ERROR
    assert str(Finding(Place("b.csv"), say("two\nlines"))).count("\n") == 0


def test_a_place_is_told_in_the_readers_language() -> None:
    finding = mismatch(Place("a.csv", "line 3, column cik"), "x", say("a number"))
    assert finding.render("en").startswith("a.csv: line 3, column cik: ")
    assert finding.render("fr").startswith("a.csv: ligne 3, colonne cik: ")
    assert (
        Place("metrics.toml", "line 12, margin.formula").render("fr")
        == "metrics.toml: ligne 12, margin.formula"
    )
    assert Place("facts.json", "facts/us-gaap/line 3").render("fr") == "facts.json: facts/us-gaap/line 3"
