"""What an article says of itself at its head counts for it, and only its title is read as prose."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.claims import check
from titre.claims.prose.front_matter import front_matter
from titre.claims.telling import report

LETTER = """---
title: "Meta made $62.4bn"
date: 2025-07-17T08:00:00Z
budget: $9bn
---
Meta's revenue was $164.5bn in 2024.
"""


@pytest.mark.parametrize("text", [LETTER, LETTER.replace("---", "+++").replace(": ", " = ", 1)])
def test_the_title_is_prose_and_the_day_that_of_publication(text: str) -> None:
    result = check(text)
    assert [claim.text for claim in result.claims] == ["$62.4bn", "$164.5bn"]
    assert all(text[claim.start : claim.end] == claim.text for claim in result.claims)
    assert (result.title, result.published) == ("Meta made $62.4bn", date(2025, 7, 17))
    assert check(text, published=date(2024, 1, 1)).published == date(2024, 1, 1)


def test_the_report_shows_the_title_in_place_of_the_head() -> None:
    page = report.html(check(LETTER))
    assert "budget" not in page
    assert page.count('class="claim ') == 2
    assert "<title>Meta made $62.4bn</title>" in page


@pytest.mark.parametrize(
    "text",
    [
        "Meta's revenue was $164.5bn.\n---\ntitle: no\n---\n",
        "---\n\nA line between two rules.\n\n---\n",
        "---\ntitle: never closed\n",
        "---",
        "",
    ],
)
def test_what_is_no_head_is_prose(text: str) -> None:
    assert front_matter(text) is None


def test_a_head_without_a_title_or_with_an_odd_day_is_passed_over() -> None:
    text = "---\ndate: soon\n---\nMeta's revenue was $164.5bn."
    result = check(text)
    assert (result.title, result.published) == (None, None)
    assert [claim.text for claim in result.claims] == ["$164.5bn"]


@given(st.text(st.sampled_from("-+\n:= tile\"'date2025"), max_size=60))
def test_any_head_keeps_offsets(inside: str) -> None:
    text = f"---\ntitle: {inside}\n---\nMeta's revenue was $164.5bn."
    claims = check(text).claims
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)
    assert "$164.5bn" in [claim.text for claim in claims]
