"""Of a web page the article counts, and its claims keep their places in the page."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titre.claims import check
from titre.claims.prose.article import article_of
from titre.claims.prose.cleaning import clean

_PROSE = (
    "Meta&rsquo;s revenue was <b>$164.5bn</b> in 2024, and it grew 22% on the year before,"
    " the company said<sup>1</sup> in <a href='/f'>a filing</a>."
)
PAGE = f"""<!doctype html>
<html lang="en"><head><title>Meta and its servers | The Example</title>
<meta property="article:published_time" content="2025-07-17T08:00:00Z"></head>
<body><header><a href="/">The Example</a> <a href="/markets">Markets</a></header>
<div class="sidebar most-read"><p>Most read: Apple earned $400bn in 2024.</p></div>
<main><h1>Meta and its servers cost $39bn</h1><p>{_PROSE}</p>
<ul><li>Net income: $62.4bn</li></ul>
<table><tr><th>EBITDA</th><td>$84.9bn</td></tr></table>
<p>Amazon&#39;s sales were $638bn in the same year, as the company reported in February of the next one.</p>
</main>
<div id="comments" class="comments"><p>Bob: Meta lost $900bn in 2024!</p></div>
<footer>Call 0800 123 456. We made $7bn.</footer></body></html>
"""


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    article_of.cache_clear()


def _claims(page: str) -> list[str]:
    return [claim.text for claim in check(page).claims]


def test_only_the_articles_claims_are_taken() -> None:
    pytest.importorskip("trafilatura")
    article_of.cache_clear()
    assert _claims(PAGE) == ["$39bn", "$164.5bn", "22%", "$62.4bn", "$84.9bn", "$638bn"]


def test_claims_keep_their_places_in_the_page() -> None:
    for claim in check(PAGE).claims:
        assert PAGE[claim.start : claim.end] == claim.text


def test_the_page_tells_its_title_and_day() -> None:
    pytest.importorskip("trafilatura")
    article_of.cache_clear()
    result = check(PAGE)
    assert result.published == result.as_of == date(2025, 7, 17)
    assert result.title is not None
    assert result.title.startswith("Meta and its servers")
    assert check(PAGE, published=date(2024, 1, 1), title="T").published == date(2024, 1, 1)
    assert check(PAGE.replace('content="2025-07-17T08:00:00Z"', "")).published is None


@pytest.mark.usefixtures("without_library")
def test_without_the_library_menus_and_footers_are_left_out_all_the_same() -> None:
    claims = _claims(PAGE)
    assert "$164.5bn" in claims
    assert "$7bn" not in claims


def test_a_fragment_is_all_article() -> None:
    assert article_of("<p>Meta made $164.5bn.</p>") is None
    assert _claims("<p>Meta made <b>$164.5bn</b> of revenue.</p>") == ["$164.5bn"]


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<!doctype html>",
        "<html><body>Meta's revenue was $164.5bn in 2024.</body></html>",
        "<html><p>Meta's revenue was $164.5bn in 2024.",
        "<html>" + "<div>" * 3000 + "Meta's revenue was $164.5bn in 2024.",
        "<!-- \u00e9 --><!DOCTYPE html><title></title><p>Meta's revenue was $164.5bn in 2024.\x00",
    ],
)
def test_odd_pages_are_read(page: str) -> None:
    text = clean(page)
    assert ("$164.5bn" in text.plain) == ("$164.5bn" in page)


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class=menu>", "</div>", "<b>", "&amp;", "&#8239;", "<!--", "-->", "<script>",
     "</script>", "Meta's revenue was $164.5bn in 2024. ", "perte de 3 % ", "<table><tr><td>", "\n\n", "<h1>",
     "é", "\x00", "<"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join))
@settings(max_examples=60, deadline=None)
def test_any_page_is_checked_and_every_claim_is_where_it_says(inside: str) -> None:
    page = f"<!doctype html><html><body>{inside}"
    assert all(page[claim.start : claim.end] == claim.text for claim in check(page).claims)


def test_a_long_page_takes_no_longer_in_proportion() -> None:
    paragraph = f"<p>{_PROSE}</p>\n"
    page = f"<!doctype html><html><body><main>{paragraph * 400}</main></body></html>"
    assert clean(page).plain.count("164.5bn") == 400
