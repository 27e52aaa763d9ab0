"""The lexicons hold what the grammars need, and a faulty one tells each fault with its line."""

from __future__ import annotations

import pytest
from babel import Locale

from titre.claims.errors import LanguageUnknown
from titre.claims.prose.lexicons import FOLDER, LexiconFile, country_names, quantity_lexicon
from titre.claims.prose.tokens import tokens_of
from titre.claims.reading.context import MetricSense, context_lexicon, segment_lexicon
from titre.kernel.declarations import parse_declaration, read_declaration
from titre.kernel.messages import LANGUAGES
from titre.metrics import Catalogue


def test_countries_are_called_what_unicode_s_data_call_them() -> None:
    assert len(country_names()) > 240
    for code, names in country_names().items():
        assert names == tuple(Locale(language).territories[code] for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lexicons_of_each_language_load(language: str) -> None:
    assert quantity_lexicon(language).language == language
    assert context_lexicon(language).language == language


def test_a_language_without_grammar_is_refused() -> None:
    with pytest.raises(LanguageUnknown):
        quantity_lexicon("de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_metric_of_a_lexicon_is_in_the_catalogue(language: str) -> None:
    tables = read_declaration(FOLDER / f"context.{language}.toml").data
    senses = [MetricSense.parse(key) for table in ("metrics", "losses", "verbs") for key in tables[table]]
    named = {name for sense in senses for name in sense.metrics}
    assert len(named) > 10
    assert named <= set(Catalogue.load().names())


def test_every_fault_is_told_with_its_line() -> None:
    text = '[scales]\nsix = ["million"]\n9 = "milliard"\n12 = ["billion", "billion"]\n'
    file = LexiconFile(parse_declaration("bad.toml", text))
    file.phrases("scales", int)
    file.phrases("marks", int)
    told = [str(finding) for finding in file.findings]
    assert len(told) == 4
    assert [line for line in (2, 3, 4) if not any(f"line {line}," in one for one in told)] == []


def test_a_sense_is_written_with_its_sign() -> None:
    assert MetricSense.parse("net_income operating_income:-1") == (("net_income", "operating_income"), -1)
    with pytest.raises(ValueError, match="net-income"):
        MetricSense.parse("net-income")


def test_a_segment_means_its_company() -> None:
    match = segment_lexicon().at(tokens_of("le Métavers de Meta"), 1)
    assert match is not None
    assert match.meaning == "META/RealityLabs"
