"""The passages are read and judged well enough; ``score.py`` says what is counted."""

from __future__ import annotations

import pytest

from claims.score import BARS, LANGUAGES, PAGE, files, page, passages, score

# One process counts: the counts are kept for the tests after the first.
pytestmark = pytest.mark.xdist_group("passages")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", BARS)
def test_the_bars_are_reached(language: str, what: str) -> None:
    part, whole, bar = BARS[what]
    counts = score(language)
    assert counts.share(part, whole) >= bar, "\n".join(counts.misses)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_right_or_cannot_be_checked_is_accused(language: str) -> None:
    counts = score(language)
    assert counts.accused == counts.caught, "\n".join(counts.misses)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_set_is_mixed(language: str) -> None:
    truths = [passage["truth"] for path in files(language) for passage, _ in passages(path)]
    assert len(truths) >= 100
    assert set(truths) == {"right", "wrong", "uncheckable"}
    assert min(truths.count("wrong"), truths.count("uncheckable")) >= len(truths) // 5


def test_the_documentation_shows_the_figures_of_now() -> None:
    assert PAGE.read_text("utf-8") == page()
