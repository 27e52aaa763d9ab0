"""A check as other programs read it: JSON by its published schema, SARIF by the standard, a notebook."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema

from claims.score import FOLDER, passages
from fakes.known_figures import KnownFigures, KnownNames, told_events
from titre.claims import Basis, Check, Kind, Role, Verdict, check
from titre.claims.telling import report
from titre.claims.telling.correcting import correction
from titre.figures.model import Rule, Vintage
from titre.kernel.errors import TitreError

_SCHEMA = json.loads((Path(__file__).parent.parent.parent / "docs/schema/check.json").read_text("utf-8"))
_FIGURES, _NAMES, _EVENTS = KnownFigures(), KnownNames(), told_events()

ARTICLE = (
    "\U0001f4c8 Numbers\r\n"
    "\U0001f4c8 Meta\u2019s revenue was $146.5bn in 2024.\n"
    "Meta could reach revenue of $400bn in 2030. Meta's revenue was $160bn in 2024."
)


def checked(text: str, *, title: str | None = None, source: str | None = None) -> Check:
    return check(
        text,
        title=title,
        source=source,
        published=date(2025, 7, 17),
        figures=_FIGURES,
        names=_NAMES,
        events=_EVENTS,
    )


# -- JSON ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["english.toml", "french.toml"])
def test_every_passage_is_told_as_the_schema_says(file: str) -> None:
    validator = jsonschema.Draft202012Validator(_SCHEMA)
    told = []
    for passage, _ in passages(FOLDER / file):
        result = checked(passage["text"], title=passage.get("title"))
        told.append(json.loads(report.json_text(report.json_value(result, language="fr"))))
    assert not [error.message for one in told for error in validator.iter_errors(one)]
    validator.validate(told)
    claims = [claim for one in told for claim in one["claims"]]
    assert {claim["verdict"] for claim in claims} >= {"supported", "contradicted", "unverifiable"}


def test_the_schema_names_all_there_is_and_nothing_else() -> None:
    told = checked(ARTICLE).as_json()
    parts = _SCHEMA["$defs"]
    figure = next(claim["figure"] for claim in told["claims"] if claim["figure"])
    for name, value in (
        ("check", told),
        ("claim", told["claims"][0]),
        ("figure", figure),
        ("fact", figure["facts"][0]),
    ):
        assert set(parts[name]["properties"]) == set(value)
        assert set(parts[name]["required"]) == set(value)
    assert set(parts["check"]["properties"]["article"]["properties"]) == set(told["article"])
    claim = parts["claim"]["properties"]
    for field, words in (("kind", Kind), ("role", Role), ("verdict", Verdict), ("basis", Basis)):
        assert [word for word in claim[field]["enum"] if word] == [member.value for member in words]
    assert parts["figure"]["properties"]["vintage"]["enum"] == [vintage.value for vintage in Vintage]
    assert all(rule.value for rule in Rule)


def test_several_articles_are_a_list() -> None:
    result = checked(ARTICLE, source="a.md")
    assert report.json_value(result) == result.as_json()
    assert [one["article"]["source"] for one in report.json_value(result, result)] == ["a.md", "a.md"]


def test_offsets_are_of_the_text_that_is_told() -> None:
    told = checked(ARTICLE).as_json()
    text = told["article"]["text"]
    assert told["claims"]
    assert all(text[claim["start"] : claim["end"]] == claim["text"] for claim in told["claims"])


# -- SARIF ---------------------------------------------------------------------------------------------


def _sarif(*checks: Check, language: str = "en") -> dict[str, Any]:
    log = report.sarif_log(*checks, language=language)
    # The standard's schema, as classes made from it; a property that it does not know is a fault.
    StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate(log)
    run: dict[str, Any] = json.loads(json.dumps(log))["runs"][0]
    return run


def test_a_sarif_log_has_what_does_not_hold_and_where() -> None:
    result = checked(ARTICLE, source="letters/a.md")
    run = _sarif(result)
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        ("contradicted", "error"),
        ("unverifiable", "note"),
        ("approximate", "note"),
    ]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    where = run["results"][0]["locations"][0]["physicalLocation"]
    assert where["artifactLocation"] == {"uri": "letters/a.md", "uriBaseId": "%SRCROOT%", "index": 0}
    region = where["region"]
    line = re.split("\r\n|\n", ARTICLE)[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "$146.5bn"
    at = region["charOffset"]
    assert ARTICLE[at : at + region["charLength"]] == region["snippet"]["text"] == "$146.5bn"


def test_a_sarif_log_proposes_the_right_figure() -> None:
    (fix,) = _sarif(checked(ARTICLE))["results"][0]["fixes"]
    assert fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "$164.5bn"


def test_several_articles_are_several_artifacts() -> None:
    sources = ["a b.md", str(Path("/tmp/letters/é.md")), "https://example.org/a", "-"]
    run = _sarif(*(checked(ARTICLE, source=source) for source in sources), language="fr")
    assert [one["location"]["uri"] for one in run["artifacts"]] == [
        "a%20b.md",
        "file:///tmp/letters/%C3%A9.md",
        "https://example.org/a",
        "stdin",
    ]
    placed = [one["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for one in run["results"]]
    assert placed == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3


@pytest.mark.parametrize("file", ["english.toml", "french.toml"])
def test_every_passage_is_valid_sarif(file: str) -> None:
    checks = [
        checked(passage["text"], source=f"{n}.md") for n, (passage, _) in enumerate(passages(FOLDER / file))
    ]
    run = _sarif(*checks)
    assert len(run["results"]) == sum(
        claim.verdict is not Verdict.SUPPORTED for one in checks for claim in one.claims
    )


# -- what no document may hold -----------------------------------------------------------------------


_DIRT = st.text(
    st.sampled_from([*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\ud800", "\udfff", "\ufffe"])
)
_REFUSED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@settings(max_examples=40)
@given(dirt=_DIRT, title=st.one_of(st.none(), _DIRT))
def test_no_form_holds_what_a_document_may_not(dirt: str, title: str | None) -> None:
    text = f"{dirt} Meta's revenue was $146.5bn in 2024.{dirt} Apple\ud800 earned $1bn in 2024."
    result = checked(text, title=title, source="a\udc80.md")
    told = [report.html(result), report.markdown(result), json.dumps(report.sarif_log(result))]
    told += [one["message"]["text"] for one in json.loads(told[2])["runs"][0]["results"]]
    assert [form for form in told if _REFUSED.search(form)] == []
    assert "\\ud8" not in told[2]
    # Its offsets stay those of the text as it was read.
    assert all(text[claim["start"] : claim["end"]] == claim["text"] for claim in result.as_json()["claims"])


def test_a_control_character_shows_as_one_that_is_none() -> None:
    result = checked("Meta's\x00 revenue\x1b[31m was $146.5bn in 2024.", source="a\udc80.md")
    shown = "Meta's\N{REPLACEMENT CHARACTER} revenue\N{REPLACEMENT CHARACTER}[31m was"
    assert shown.replace("'", "&#x27;") in report.html(result)
    where = _sarif(result)["artifacts"][0]["location"]
    assert where == {"uri": "a%80.md", "uriBaseId": "%SRCROOT%"}


# -- long texts and empty ones -----------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_text_without_claims_is_told_in_every_form(language: str) -> None:
    result = checked("Nothing was said." if language == "en" else "Rien n'a été dit.")
    assert report.json_value(result)["claims"] == []
    assert _sarif(result, language=language)["results"] == []
    none = {"en": "No claim was found", "fr": "Aucune affirmation"}[language]
    assert none in report.html(result, language=language)
    assert none in report.markdown(result, language=language)


def test_an_article_of_three_thousand_words_is_told_whole_in_every_form() -> None:
    filler = (
        "Customers in every region had told them so over the summer, and more than once in some of them. "
    )
    text = "\n\n".join(f"{filler * 8}Meta's revenue was $146.5bn in 2024." for _ in range(20))
    assert len(text.split()) > 3000
    result = checked(text)
    assert len(result.claims) == 20
    assert report.html(result).count('<a href="#claim-') == 20
    assert report.markdown(result).count(" contradicted |") == 20
    assert len(_sarif(result)["results"]) == 20
    assert len(report.json_value(result)["claims"]) == 20


# -- corrections ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Meta's revenue was $146.5bn in 2024.", "$164.5bn"),
        (
            "Le chiffre d'affaires de Meta a atteint 134,9 milliards de dollars en 2024.",
            "164,5 milliards de dollars",
        ),
        ("Meta : chiffre d'affaires de 16,45 milliards de dollars en 2024.", "164,50 milliards de dollars"),
        # The scale is the slip, not the number.
        ("Le chiffre d'affaires de Meta a atteint 164,5 billions de dollars en 2024.", None),
        # The sign is.
        ("Le bénéfice opérationnel des Reality Labs a été de 17,7 milliards de dollars en 2024.", None),
        ("Meta's revenue was $164.5bn in 2024.", None),
        ("Meta's revenue rose 32% in 2024.", None),
    ],
)
def test_a_claim_is_put_right_only_where_its_number_is_the_slip(text: str, right: str | None) -> None:
    (claim,) = checked(text).claims
    assert correction(claim) == right


@pytest.mark.parametrize("file", ["english.toml", "french.toml"])
def test_what_is_put_right_is_supported(file: str) -> None:
    proposed = 0
    for passage, _ in passages(FOLDER / file):
        text = passage["text"]
        for claim in checked(text).claims:
            right = correction(claim)
            if right is None:
                continue
            proposed += 1
            again = checked(text[: claim.start] + right + text[claim.end :])
            same = [one for one in again.claims if one.start == claim.start]
            assert [one.verdict for one in same] == [Verdict.SUPPORTED], (text, right)
    assert proposed


# -- a notebook, days ----------------------------------------------------------------------------------


def test_a_notebook_shows_the_claims_and_no_markup_of_the_article() -> None:
    shown = checked("Meta's revenue was $146.5bn in 2024. <script>alert(1)</script>")._repr_html_()
    assert "$146.5bn" in shown
    assert "contradicted" in shown
    assert "<script" not in shown


@pytest.mark.parametrize(
    ("written", "day"),
    [("2025-07-17", date(2025, 7, 17)), ("2024-02", date(2024, 2, 29)), ("2025", date(2025, 12, 31))],
)
def test_a_day_of_publication_may_be_a_month_or_a_year(written: str, day: date) -> None:
    from titre.claims.publication import publication_day

    assert publication_day(written) == day


@pytest.mark.parametrize("written", ["", "2025-13", "2025-02-30", "17/07/2025", "2025-7", "20250717", "0000"])
def test_what_is_no_day_of_publication_is_refused(written: str) -> None:
    from titre.claims.publication import publication_day

    with pytest.raises(TitreError, match="expected a day, month or year"):
        publication_day(written)
