"""What does a text claim, and do the figures bear it out? The one call that does it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.errors import LanguageUnknown
from titre.claims.evidence import Evidence
from titre.claims.judging.judge import Judge
from titre.claims.model import Check, Claim
from titre.claims.prose.article import article_of
from titre.claims.prose.cleaning import clean
from titre.claims.prose.front_matter import front_matter
from titre.claims.prose.sentences import told_language
from titre.claims.reading.reader import Reader
from titre.claims.since import with_what_came_since
from titre.kernel.messages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.claims.evidence import FigureSource, NameSource
    from titre.claims.judging.verdicts import Judgement
    from titre.claims.prose.text import Text
    from titre.claims.reading.readings import Reading
    from titre.claims.returns import RateSource, ReturnSource
    from titre.metrics.catalogues import Catalogue
    from titre.sources.rows import EventRow


def check(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    as_of: date | None = None,
    lang: str | None = None,
    source: str | None = None,
    since: bool = True,
    figures: FigureSource | None = None,
    names: NameSource | None = None,
    catalogue: Catalogue | None = None,
    events: Sequence[EventRow] = (),
    returns: ReturnSource | None = None,
    rates: RateSource | None = None,
) -> Check:
    """Return the claims of a text, each judged by what was known on a day.

    Args:
        text: plain text, Markdown or HTML; offsets in the result are code points of it.
        title: the article's title, if it is not in the text; that of a web page is known.
        published: the day of publication; words such as "last year" are read from it. Where it is not
            given, the day that a page or the text's head declares is taken, else the latest that the text
            names in full.
        as_of: the day whose knowledge counts; that of publication by default, and all that is known
            where there is none.
        lang: the language of the whole text; by default each sentence tells its own.
        source: the file or address that the text is from, to be named in reports.
        since: whether to look up what has been filed since that day, to be told beside the verdicts.
        figures: the engine of figures; without it claims are read, and none can be judged by filings.
        names: who bears a name; without it no company is known.
        catalogue: the metrics, with what prose calls them.
        events: what was reported outside the filings.
        returns: what lists and securities returned; without it no performance is judged.
        rates: what currencies were worth; without it no conversion is judged.

    Raises:
        LanguageUnknown: no grammar reads ``lang``.
    """
    if lang is not None and lang not in LANGUAGES:
        raise LanguageUnknown(lang)
    cleaned = clean(text)
    if (article := article_of(text)) is not None:
        title, published = title or article.title, published or article.published
    front = front_matter(text)
    if front is not None:
        published = published or front.published
    evidence = Evidence(figures, names, catalogue, events, as_of or published, returns, rates, since)
    reader = Reader(evidence, published)
    readings = reader.read(cleaned, title=title, language=lang)
    day = as_of or reader.published
    evidence.as_of = day
    judge = Judge(evidence, reader.published)
    judge.prepare(readings)
    judged = judge.judge(readings)
    if since and day is not None:
        judged = with_what_came_since(judged, evidence)
    return Check(
        text=text,
        title=title or (text[slice(*front.title)] if front is not None and front.title else None),
        source=source,
        lang=lang or told_language(cleaned.plain) or LANGUAGES[0],
        published=reader.published,
        as_of=day,
        claims=tuple(_claim(cleaned, reading, judgement) for reading, judgement in judged),
        details=tuple(judgement.detail for _, judgement in judged),
    )


def _claim(text: Text, reading: Reading, judgement: Judgement) -> Claim:
    start, end = text.span(reading.start, reading.end)
    quantity = reading.quantity
    sense = reading.sense
    metric = judgement.metric or (None if sense is None else sense.metrics[0])
    period = judgement.period
    if period is None and reading.when is not None and reading.when.period is not None:
        period = str(reading.when.period)
    return Claim(
        start=start,
        end=end,
        text=text.source[start:end],
        lang=reading.language,
        entity=judgement.entity or "+".join(company.name for company in reading.companies) or None,
        metric=None if metric is None else metric.partition("[")[0],
        segment=reading.segment,
        period=period,
        kind=reading.kind,
        role=reading.role,
        value=None if quantity is None else quantity.value,
        value_max=None if quantity is None else quantity.high,
        unit=None if quantity is None else quantity.unit,
        hedge=None
        if quantity is None
        else "order"
        if quantity.order and not quantity.hedge
        else quantity.hedge,
        direction=reading.direction,
        verdict=judgement.verdict,
        basis=judgement.basis,
        figure=judgement.figure,
        rule=judgement.rule,
        cause=None if judgement.cause is None else judgement.cause.words,
        cause_code=None if judgement.cause is None else judgement.cause.code,
        explanation=judgement.explanation,
    )
