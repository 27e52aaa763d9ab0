"""What do several companies make together, and in which order do they stand?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Unpack

from titre.figures import arithmetic
from titre.figures.errors import MixedCurrencies
from titre.figures.model import Figure, Lineage, Rule
from titre.kernel.messages import say
from titre.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from titre.figures.figures import Figures
    from titre.figures.options import Options


@dataclass(frozen=True, slots=True)
class Ranking:
    """Companies by the value of a metric, the largest first; and those that could not be placed."""

    figures: tuple[Figure, ...]
    left_out: tuple[Figure, ...]
    """without a value (each says why), or in another currency than most"""


def sum_of(
    figures: Figures, entities: Sequence[str], metric: str, period: Period | str, **options: Unpack[Options]
) -> Figure:
    """Return the sum of a metric over companies, each in its own fiscal period of that name.

    For a calendar period each member gives the fiscal period that ends nearest to it; the operands of the
    lineage say which, member by member. ``options`` are those of ``Figures.figure``.

    Raises:
        FigureError: a member has no figure, or the members report in different currencies.
    """
    asked = Period.parse(period) if isinstance(period, str) else period
    if asked.calendar:
        options.setdefault("nearest", True)
    members = [figures.figure(entity, metric, asked, **options) for entity in entities]
    units = {member.unit for member in members}
    name = " + ".join(member.name for member in members)
    if len(units) > 1:
        told = ", ".join(f"{member.name}: {member.unit}" for member in members)
        raise MixedCurrencies(members[0].full_metric, name, asked, say("{members}", members=told))
    return _joined(members, asked, name)


def _joined(members: Sequence[Figure], period: Period, name: str) -> Figure:
    first = members[0]
    total = arithmetic.ZERO
    for member in members:
        assert member.value is not None
        total = arithmetic.plus(total, member.value)
    starts = [member.start for member in members if member.start is not None]
    ends = [member.end for member in members if member.end is not None]
    return replace(
        first,
        entity="+".join(member.entity for member in members),
        name=name,
        period=period,
        start=min(starts) if starts else None,
        end=max(ends),
        value=total,
        _reason=None,
        _lineage=lambda: Lineage(
            name=first.full_metric,
            period=str(period),
            value=total,
            unit=first.unit or "",
            rule=Rule.GROUP,
            start=min(starts) if starts else None,
            end=max(ends),
            operands=tuple(_member(member) for member in members),
            signs=(1,) * len(members),
        ),
    )


def _member(member: Figure) -> Lineage:
    assert member.lineage is not None
    note = say("{company}, {start} to {end}", company=member.name, start=member.start, end=member.end)
    return replace(member.lineage, note=note)


def rank(
    figures: Figures,
    metric: str,
    period: Period | str,
    *,
    entities: Collection[str] | None = None,
    top: int | None = None,
    **options: Unpack[Options],
) -> Ranking:
    """Return companies, all by default, in the order of a metric's value in a period.

    Amounts in different currencies have no order: the currency of most companies counts, the others are
    left out and told.

    Raises:
        UnknownMetric: the metric is not in the catalogue.
    """
    found = figures.figures(entities, [metric], [period], **options)
    units = Counter(figure.unit for figure in found if figure.value is not None)
    unit = min(units, key=lambda name: (-units[name], name or "")) if units else None
    placed = [figure for figure in found if figure.value is not None and figure.unit == unit]
    left_out = [figure for figure in found if figure.value is None or figure.unit != unit]
    placed.sort(key=lambda figure: (-(figure.value or arithmetic.ZERO), figure.entity))
    return Ranking(tuple(placed[:top]), tuple(left_out))
