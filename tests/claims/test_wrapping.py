"""What a mail program or an editor wrapped is read as if it had not; an author's own lines stay lines."""

from __future__ import annotations

import textwrap

import pytest

from claims.score import FOLDER, passages
from fakes.known_figures import KnownFigures, KnownNames
from titre.claims import check
from titre.claims.prose.cleaning import clean
from titre.claims.prose.wrapping import soft_breaks
from titre.claims.telling.reading_view import spoken

_FIGURES, _NAMES = KnownFigures(), KnownNames()
_LINE = "A line of prose that is about as long as those that a mail program makes"
_FILES = sorted(path.name for path in FOLDER.glob("*.toml"))


def told(text: str) -> list[tuple[str, ...]]:
    checked = check(text, figures=_FIGURES, names=_NAMES)
    assert all(text[claim.start : claim.end] == claim.text for claim in checked.claims)
    return [
        (words, claim.verdict, str(claim.entity), str(claim.metric), str(claim.period))
        for claim, words in zip(checked.claims, spoken(checked), strict=True)
    ]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n> "])
def test_a_wrapped_text_claims_what_it_claimed_before(width: int, end: str) -> None:
    """Passages of the public set, by threes as a paragraph, at the widths of mail, editors and terminals."""
    differing = []
    for file in _FILES:
        singles = [
            passage["text"].strip()
            for passage, _ in passages(FOLDER / file)
            if "\n" not in passage["text"].strip() and "title" not in passage
        ]
        for at in range(0, len(singles) - 2, 3):
            whole = " ".join(singles[at : at + 3])
            lines = textwrap.wrap(whole, width, break_on_hyphens=False, break_long_words=False)
            start = "> " if end.endswith("> ") else ""
            if told(start + end.join(lines)) != told(whole):
                differing.append(lines)
    assert differing == []


@pytest.mark.parametrize(
    "text",
    [
        "Meta's results\nMeta's revenue was $164.5bn in 2024, more than anybody at all had expected of it.",
        f"- {_LINE}\n- {_LINE}\n- {_LINE}",
        f"1. {_LINE}\n2. {_LINE}\n3. {_LINE}",
        f"# {_LINE}\n# {_LINE}\n# {_LINE}",
        f"{_LINE}.\n{_LINE}.\n{_LINE}.",
        f"{_LINE}\n\n{_LINE}\n\n{_LINE}",
        f"{_LINE}  \n{_LINE}\\\n{_LINE}",
        "| Company | Revenue | Net income | of the year |\n|---|---|---|---|\n| Meta | 164.5 | 62.4 | 2024 |",
        "Revenue   164.5   134.9   116.6   117.9   85.9\nIncome    62.4   39.1   23.2   39.4   29.1",
        "Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you",
        f"{_LINE * 3}\n{_LINE * 3}\n{_LINE * 3}",
    ],
)
def test_an_authors_own_lines_stay_lines(text: str) -> None:
    assert list(soft_breaks(text)) == []
    assert clean(text).plain.count("\n") == text.count("\n")


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\x0c", "\x1c", "\u2028", "\u3000 "])
def test_a_line_of_other_spaces_is_an_empty_line(space: str) -> None:
    text = f"{_LINE}\n{space}\n{_LINE}\n{_LINE}\n{space}"
    assert list(soft_breaks(text)) == list(soft_breaks(text.replace(space, " " * len(space))))
    assert clean(text).plain.count("\n") >= text.count("\n") - 1


def test_a_sentence_that_goes_on_is_joined_from_two_lines() -> None:
    first, second = "Meta's revenue was, in the year that has just ended,", "$164.5bn in 2024."
    assert list(soft_breaks(f"{first}\n{second}")) == [(len(first), len(first) + 1)]
    # A capital may begin a line of its own.
    assert list(soft_breaks(f"{first}\nMicrosoft's was more.")) == []
