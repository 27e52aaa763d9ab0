"""The passages are read and judged well enough; ``score.py`` says what is counted."""

from __future__ import annotations

from fractions import Fraction

import pytest

from claims.score import FOLDER, passages, score

EXTRACTION = Fraction(99, 100)
RESOLUTION = Fraction(90, 100)
VERDICTS = Fraction(88, 100)
FOUND, RIGHT = Fraction(90, 100), Fraction(98, 100)


@pytest.mark.parametrize("language", ["french", "english"])
def test_the_bars_are_reached(language: str) -> None:
    counts = score(FOLDER / f"{language}.toml")
    missed = "\n".join(counts.misses)
    assert counts.share("matched", "found") >= EXTRACTION, missed
    assert counts.share("matched", "gold") >= EXTRACTION, missed
    assert counts.share("resolved", "resolvable") >= RESOLUTION, missed
    assert counts.share("rightly", "judged") >= VERDICTS, missed
    assert counts.share("caught", "wrong") >= FOUND, missed
    assert counts.share("caught", "accused") >= RIGHT, missed


@pytest.mark.parametrize("language", ["french", "english"])
def test_the_set_is_mixed(language: str) -> None:
    truths = [passage["truth"] for passage, _ in passages(FOLDER / f"{language}.toml")]
    assert set(truths) == {"right", "wrong", "uncheckable"}
    assert min(truths.count("wrong"), truths.count("uncheckable")) >= len(truths) // 5
