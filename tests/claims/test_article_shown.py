"""The report shows an article as its author set it: Markdown and pages, its claims marked in place."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.known_figures import KnownFigures, KnownNames
from titre.claims import check
from titre.claims.telling.markdown_blocks import markdown_blocks
from titre.claims.telling.marking import marked_article
from titre.claims.telling.markup import Pen
from titre.claims.telling.reading_view import shown, spoken, title_of

_SIGN = re.compile(r"<sup><span aria-hidden=\"true\">.</span>\d+<span class=\"unseen\"> \w+</span></sup>")
_FULL = "words and words and words and words and words and words and words"
_MARK = re.compile(r"<a class=\"claim (\w+)\"[^>]*>(.*?)</a>", re.DOTALL)


def article(text: str, title: str = "") -> str:
    """Return an article as a report shows it; a claim's mark as ``{words}``."""
    checked = check(text, figures=KnownFigures(), names=KnownNames())
    written = marked_article(checked, "", Pen("en"), title=title)
    return _MARK.sub(r"{\2}", _SIGN.sub("", written)).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\n\nTwo *so* and **so**.", "<p>One</p>\n<p>Two <em>so</em> and <strong>so</strong>.</p>"),
        ("# Head\n\n### Deep\n\nHead\n---", "<h2>Head</h2>\n<h3>Deep</h3>\n<h3>Head</h3>"),
        ("2 * 3 * 4, a_b_c and 5*", "<p>2 * 3 * 4, a_b_c and 5*</p>"),
        ("***all*** _one_ __two__", "<p><strong><em>all</em></strong> <em>one</em> <strong>two</strong></p>"),
        (
            "- one\n- two\n  - deep\n- three",
            "<ul>\n<li>one</li>\n<li>two<ul>\n<li>deep</li>\n</ul>\n</li>\n<li>three</li>\n</ul>",
        ),
        ("3. three\n4) four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>'),
        ("- one\n1. two", "<ul>\n<li>one</li>\n</ul>\n<ol>\n<li>two</li>\n</ol>"),
        ("> Said\n> so\n\nNot", "<blockquote>\n<p>Said<br>\nso</p>\n</blockquote>\n<p>Not</p>"),
        (
            "[a](https://x.org/?a=1&b) [b](javascript:alert)",
            '<p><a href="https://x.org/?a=1&amp;b" rel="noreferrer">a</a> b</p>',
        ),
        (
            "<https://x.org> ![a picture](x.png)",
            '<p><a href="https://x.org" rel="noreferrer">https://x.org</a> <em>a picture</em></p>',
        ),
        ("`a *b*` \\*c\\*", "<p><code>a *b*</code> *c*</p>"),
        ("```py\na = 1\n\nb\n```\nc", '<pre tabindex="0"><code>a = 1\n\nb</code></pre>\n<p>c</p>'),
        ("```\nnever closed", "<p>```<br>\nnever closed</p>"),
        ("A word[^1].\n\n[^1]: The note.", "<p>A word<sup>1</sup>.</p>\n<p><sup>1</sup> The note.</p>"),
        ("a\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>"),
        (f"{_FULL}\n{_FULL}\nshort", f"<p>{_FULL}\n{_FULL}\nshort</p>"),
        (f"Short\n{_FULL}\nshort", f"<p>Short<br>\n{_FULL}\nshort</p>"),
        ("a&nbsp;b &amp; c", "<p>a\N{NO-BREAK SPACE}b &amp; c</p>"),
        ("one\r\ntwo\r\n\r\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("---\ntitle: Said\ndate: 2025-07-17\n---\nText", "<h2>Said</h2>\n<p>Text</p>"),
    ],
)  # fmt: skip
def test_marks_of_markdown_are_shown_as_what_they_mean(text: str, expected: str) -> None:
    assert article(text) == expected


def test_a_table_heads_its_columns() -> None:
    text = "| Company | Revenue 2024 |\n|---|--:|\n| Meta | $164.5bn |\n\nText"
    assert article(text) == (
        '<div class="wide" role="group" aria-label="Table" tabindex="0"><table>\n'
        '<tr><th scope="col">Company</th><th scope="col">Revenue 2024</th></tr>\n'
        "<tr><td>Meta</td><td>{$164.5bn}</td></tr>\n</table></div>\n<p>Text</p>"
    )


def test_a_claim_is_marked_across_marks_of_the_text() -> None:
    text = "Meta's revenue was **$164.5 billion** in 2024; net income was *$62.4* billion."
    assert article(text) == (
        "<p>Meta&#x27;s revenue was {<strong>$164.5 billion</strong>} in 2024; net income was "
        "{<em>$62.4</em> billion}.</p>"
    )
    checked = check(text, figures=KnownFigures(), names=KnownNames())
    assert spoken(checked) == ("$164.5 billion", "$62.4 billion")


def test_a_link_inside_a_claim_leads_to_its_card_alone() -> None:
    text = "Meta's revenue was [$164.5 billion](https://x.org) in 2024."
    assert article(text) == "<p>Meta&#x27;s revenue was {$164.5 billion} in 2024.</p>"


def test_the_title_is_not_said_twice_unless_it_claims_something() -> None:
    assert article("# The *title*\n\nText", "The title") == "<p>Text</p>"
    text = "---\ntitle: The title\n---\n# The title\n\nText"
    assert article(text, "The title") == "<p>Text</p>"
    claims = "# Meta's revenue was $164.5bn in 2024\n\nText"
    assert article(claims, "Meta's revenue was $164.5bn in 2024").startswith("<h2>Meta")


def test_a_page_is_shown_with_its_headings_lists_tables_and_quotations() -> None:
    page = (
        "<html><body><h1>The title</h1><nav>Menu</nav><h3>Part</h3><p>Meta&#39;s revenue was "
        "<b>$164.5&nbsp;bn</b> in <a href='https://x.org/a?b&amp;c'>2024</a>.<br>More</p>"
        "<blockquote><p>Nobody had said <i>so</i> before</p></blockquote>"
        "<ul><li>one<ol><li>deep</li></ol></li><li>two</li></ul>"
        "<table><thead><tr><th>Company</th><th>Revenue 2024</th></tr></thead>\n<tbody>"
        "<tr><td><p>Meta</p></td>"
        "<td>$164.5bn</td></tr></tbody></table></body></html>"
    )
    assert article(page, "The title") == (
        "<h2>Part</h2>\n<p>Meta&#x27;s revenue was {<strong>$164.5\N{NO-BREAK SPACE}bn</strong>} in "
        '<a href="https://x.org/a?b&amp;c" rel="noreferrer">2024</a>.<br>\nMore</p>\n'
        "<blockquote>\n<p>Nobody had said <em>so</em> before</p>\n</blockquote>\n"
        "<ul>\n<li>one<ol>\n<li>deep</li>\n</ol>\n</li>\n<li>two</li>\n</ul>\n"
        '<div class="wide" role="group" aria-label="Table" tabindex="0"><table>\n'
        '<tr><th scope="col">Company</th><th scope="col">Revenue 2024</th></tr>\n'
        "<tr><td>Meta</td><td>{$164.5bn}</td></tr>\n</table></div>"
    )


def test_a_page_that_tables_set_is_shown_as_paragraphs() -> None:
    words = "Nobody would take this for a cell of figures, for it goes on and on, as a paragraph does. " * 3
    page = f"<html><table><tr><td><p>{words}</p><p>{words}</p></td><td></td></tr></table></html>"
    assert article(page) == "\n".join([f"<p>{words.strip()}</p>"] * 2)


def test_titles_are_said_without_their_marks() -> None:
    assert title_of(check("# The *title* of `it`[^1]\n\nText")) == "The title of it1"


_PIECES = st.lists(
    st.sampled_from(
        ["**", "*", "_", "`", "```\n", "| a | b |\n", "|---|---|\n", "- ", "  - ", "1. ", "> ", "# ",
         "\n", "\n\n", "[x](https://x.org)", "[", "](", ")", "![", "[^1]", "[^1]: ", "\\", "&nbsp;",
         "---\n", "===\n", "  \n", "\r\n", "Meta's revenue was $164.5bn in 2024. ", "net income was ",
         "$62.4 ", "billion ", "word ", "\x00", "\ud800", "<p>", "</p>", "<b>", "</b>", "<td>", "<tr>",
         "<table>", "</table>", "<li>", "<ul>", "</ul>", "<a href='https://x'>", "<blockquote>",
         "<h2>", "</h2>", "<br>", "\U0001f4c8", "e\u0301"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(_PIECES)
@settings(max_examples=300, deadline=None)
def test_every_claim_that_is_seen_is_named_and_signed_once(text: str) -> None:
    checked = check(text, figures=KnownFigures(), names=KnownNames())
    written = marked_article(checked, "", Pen("en"))
    names = re.findall(r" id=\"mark-(\d+)\"", written)
    signs = re.findall(r"</span>(\d+)<span class=\"unseen\">", written)
    assert len(names) == len(set(names))
    assert sorted(names) == sorted(signs)
    assert len(spoken(checked)) == len(checked.claims)
    view = shown(checked)
    runs = [run for block in view.blocks for run in block.runs]
    assert all(one.end <= two.start for one, two in pairwise(runs))


@given(_PIECES)
@settings(max_examples=200, deadline=None)
def test_no_word_of_a_plain_text_is_lost(text: str) -> None:
    blocks = markdown_blocks(text)
    seen = "".join(text[run.start : run.end] for block in blocks for run in block.runs)
    for word in ("revenue", "billion", "word"):
        assert seen.count(word) == text.count(word)


_SLOW = [
    "*a ",
    "**",
    "_a",
    "[",
    "](",
    "`",
    "```\n",
    "~~~\n",
    "> ",
    "- a\n",
    "# \t",
    "|-",
    "| a |\n|--|\n",
    "\\",
]


@pytest.mark.parametrize("piece", [*_SLOW, " ", "&", "[^1]", "=\n"])
def test_no_text_takes_longer_than_its_length_asks(piece: str) -> None:
    """No bound on time is tested here; what goes wrong here would not end within the test's patience."""
    assert markdown_blocks(piece * (200_000 // len(piece))) is not None
