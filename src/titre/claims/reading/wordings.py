"""Which claims does a sentence make in words alone? How a metric moved, who ranks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.model import Kind, Role
from titre.claims.reading.context import MetricSense
from titre.claims.reading.readings import QUARTER_ON_QUARTER, Reading
from titre.claims.reading.timing import DAY, ENDING, MONTH_END, TRAILING
from titre.claims.reading.trends import ranks_of, trends_of
from titre.claims.reading.twelve_months import month_end, trailing
from titre.claims.reading.whos import owner_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.reading.linker import Linker
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.mentions import Mention
    from titre.claims.reading.timing import When


def trends(link: Linker) -> Iterator[Reading]:
    """Yield the trends that a sentence states without a number."""
    scene = link.scene
    for trend in trends_of(scene):
        mention = owner_of(scene, trend.sense) or _subject(scene, trend.first, trend.last)
        companies, sure = link.companies(mention)
        if not companies:
            continue
        month = month_end(scene)
        yield Reading(
            start=scene.tokens[trend.first].start,
            end=scene.tokens[trend.last - 1].end,
            language=link.sentence.language,
            kind=Kind.CHANGE_QOQ if trend.against == "qoq" else Kind.DIRECTION,
            role=Role.REPORTED,
            companies=companies,
            company_sure=sure,
            others=link.others(companies),
            sense=trend.sense.meaning,
            metric_sure=True,
            segment=None if mention is None else mention.segment,
            when=_period(scene, trend.against),
            direction=trend.direction,
            steady=trend.steady,
            against=trend.against,
            together=trend.together,
            trailing=trailing(scene),
            note_month=0 if month is None else month.month,
            note_year=0 if month is None else month.year,
        )


def ranks(link: Linker) -> Iterator[Reading]:
    """Yield the ranks that a sentence gives."""
    scene = link.scene
    for rank in ranks_of(scene):
        yield Reading(
            start=scene.tokens[rank.first].start,
            end=scene.tokens[rank.last - 1].end,
            language=link.sentence.language,
            kind=Kind.RANK,
            role=Role.PRICE if rank.by == "market_capitalization" else Role.REPORTED,
            companies=rank.mention.companies,
            company_sure=True,
            sense=MetricSense((rank.by,)),
            metric_sure=True,
            ranked_by=rank.by,
        )


def _period(scene: Scene, against: str | None) -> When | None:
    """Return the period of a trend; twelve months compared with a quarter's are trailing ones."""
    passed = {TRAILING, MONTH_END, DAY}
    if against == QUARTER_ON_QUARTER and trailing(scene):
        passed.add(ENDING)
    return next((when for when in scene.times if when.kind not in passed), None)


def _subject(scene: Scene, first: int, last: int) -> Mention | None:
    inside = [one for one in scene.mentions if one.end <= last]
    return inside[-1] if inside else next((m for m in scene.mentions if m.start >= first), None)
