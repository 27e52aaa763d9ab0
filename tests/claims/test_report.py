"""The report tells each claim in every form, and lets nothing of the article be read as markup."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.known_figures import KnownFigures, KnownNames, told_events
from titre.claims import Check, check
from titre.claims.telling import report
from titre.claims.telling.rows import headings, table_rows

ARTICLE = """Meta and its rivals

Meta's revenue rose 22% to $164.5bn in 2024. Meta's net income was $69.4bn in 2024.

<b>Microsoft</b> could reach $5 trillion & more; "quoted" 'text'.
"""


def checked(text: str = ARTICLE) -> Check:
    return check(
        text,
        published=date(2025, 7, 17),
        figures=KnownFigures(),
        names=KnownNames(),
        events=told_events(),
    )


class _Page(HTMLParser):
    """Collects tags and attributes, and sees that tags close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.faults: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br", "input", "rect", "line", "wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"rect", "line"}:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_marks_each_claim_and_leads_to_it() -> None:
    result = checked()
    page = _Page(report.html(result))
    assert not page.faults
    assert not page.open
    links = [attrs for tag, attrs in page.tags if tag == "a" and "claim" in (attrs.get("class") or "")]
    targets = {attrs.get("id") for _, attrs in page.tags}
    assert len({link["href"] for link in links}) == len(result.claims)
    assert all((link["href"] or "").lstrip("#") in targets for link in links)
    text = "".join(page.text)
    assert "contradicted" in text
    assert "it is another metric: Operating income" in text


def test_the_page_asks_for_nothing_outside_and_runs_nothing() -> None:
    page = _Page(report.html(checked()))
    assert not [tag for tag, _ in page.tags if tag in {"script", "link", "iframe", "img", "object", "embed"}]
    assert not [name for _, attrs in page.tags for name in attrs if name == "src" or name.startswith("on")]
    assert "url(" not in report.html(checked())


def test_the_page_leads_to_the_filing() -> None:
    page = _Page(report.html(checked()))
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a" and "href" in attrs]
    assert any(link.startswith("https://www.sec.gov/Archives/edgar/data/1326801/") for link in links)


def test_the_page_draws_the_years_around() -> None:
    page = _Page(report.html(checked()))
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") == tags.count("caption") > 0
    assert tags.count("svg") == tags.count("tr") > tags.count("table")
    assert all(attrs.get("aria-hidden") for tag, attrs in page.tags if tag == "svg")
    told = "".join(page.text)
    assert "Revenue by period" in told
    assert "The dashed line is what the text states: $164.5bn." in told


def test_the_language_is_the_articles() -> None:
    french = checked("Le chiffre d'affaires de Meta a atteint 164,5 milliards de dollars en 2024.")
    assert '<html lang="fr">' in report.html(french)
    assert '<html lang="en">' in report.html(french, language="en")
    assert "164,5\N{NO-BREAK SPACE}Md$" in report.html(french)


def test_a_page_of_html_is_shown_without_its_tags() -> None:
    source = "<html><body><p>Meta's revenue was <b>$164.5bn</b> in 2024.</p></body></html>"
    page = _Page(report.html(checked(source)))
    assert "&lt;b&gt;" not in report.html(checked(source))
    assert "".join(page.text).count("$164.5bn") >= 2


_MARKUP = st.lists(
    st.sampled_from(
        ["<script>alert(1)</script>", '"', "'", "&", "<", ">", "&lt;", "</details>", "<p>", "]]>", "-->",
         "\n\n", "\n", " ", "Meta's revenue was $164.5bn in 2024. ", "perte de 3 % ", "onclick=", "\\", "é"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(_MARKUP)
@settings(max_examples=150, deadline=None)
def test_no_article_writes_markup_into_the_page(text: str) -> None:
    page = _Page(report.html(checked(text)))
    assert not page.faults
    assert not [tag for tag, _ in page.tags if tag == "script"]
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]


def test_rows_have_a_cell_for_each_heading() -> None:
    result = checked()
    rows = table_rows(result, "en")
    assert len(rows) == len(result.claims)
    assert {len(row) for row in rows} == {len(headings("en"))}
    assert rows[1][:2] == ("\N{CHECK MARK} supported", "$164.5bn")


def test_markdown_escapes_what_would_be_markup() -> None:
    text = report.markdown(checked("Meta's revenue was $164.5bn in 2024 | *so* `said` <b>Meta</b>."))
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert table
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {6}
    assert "https://www.sec.gov/" in text
