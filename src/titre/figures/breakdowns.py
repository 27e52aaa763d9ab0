"""Do the parts of a metric make the whole? Every member of an axis, and what is between them and the total.

Members of one axis may overlap: a region beside its countries, a product beside its kinds. The parts are the
most members that together make the total exactly; the others are part of these, or hold several of them.
Where no such set is filed, all are parts, and the difference is named by what the company files as
reconciling items, if these make it exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from titre.figures import arithmetic
from titre.figures.members import RECONCILING, Member
from titre.figures.plans import fold_axis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from titre.figures.figures import Figures
    from titre.figures.model import Figure
    from titre.figures.options import Options
    from titre.kernel.periods import Period

_MOST = 16
"""members of which every set is tried"""


@dataclass(frozen=True, slots=True)
class Part:
    """A member of an axis and its figure."""

    member: Member
    figure: Figure


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A metric of a company by the members of one axis."""

    axis: str
    total: Figure
    parts: tuple[Part, ...]
    overlapping: tuple[Part, ...]
    """members that others hold, or that hold others"""
    difference: Decimal
    """the total less the sum of the parts"""
    named: tuple[Part, ...] = ()
    """the reconciling items that make the difference; none where it is nil or nothing filed makes it"""


def breakdowns(
    figures: Figures, entity: str, metric: str, period: Period | str, **options: Unpack[Options]
) -> list[Breakdown]:
    """Return a metric of a company in a period by every axis on which it is filed.

    Raises:
        FigureError: there is no figure for the whole.
    """
    total = figures.figure(entity, metric, period, **options)
    members = figures.members(entity, metric, as_of=options.get("as_of"))
    names = [f"{metric}[{member.reference}]" for member in members]
    given = figures.figures([entity], names, [period], **options) if names else []
    by_axis: dict[str, list[Part]] = {}
    for member, figure in zip(members, given, strict=True):
        if figure.value is not None and figure.unit == total.unit:
            by_axis.setdefault(fold_axis(member.short_axis), []).append(Part(member, figure))
    reconciling = by_axis.get(RECONCILING, [])
    found = [_breakdown(total, parts, reconciling) for _, parts in sorted(by_axis.items())]
    # Reconciling items are no parts, but where a company puts its segments on their axis.
    return [one for one in found if one.difference == 0 or fold_axis(one.axis) != RECONCILING]


def _breakdown(total: Figure, parts: list[Part], reconciling: list[Part]) -> Breakdown:
    axis = parts[0].member.axis
    assert total.value is not None
    whole = _making(total.value, parts)
    if whole is not None:
        rest = tuple(part for part in parts if part not in whole)
        return Breakdown(axis, total, tuple(whole), rest, arithmetic.ZERO)
    difference = arithmetic.minus(total.value, _sum(parts))
    own = fold_axis(parts[0].member.short_axis) == RECONCILING
    named = None if own else _making(difference, reconciling)
    if named is None and not own:
        # A part that holds others is in the way: with the reconciling items the whole may be made.
        both = _making(total.value, [*parts, *reconciling])
        kept = [part for part in both or () if part in parts]
        if both is not None and len(kept) > 1:
            rest = tuple(part for part in parts if part not in kept)
            named = [part for part in both if part in reconciling]
            return Breakdown(axis, total, tuple(kept), rest, _sum(named), tuple(named))
    return Breakdown(axis, total, tuple(parts), (), difference, tuple(named or ()))


def _sum(parts: Sequence[Part]) -> Decimal:
    total = arithmetic.ZERO
    for part in parts:
        assert part.figure.value is not None
        total = arithmetic.plus(total, part.figure.value)
    return total


def _making(total: Decimal, parts: Sequence[Part]) -> list[Part] | None:
    """Return the most of some parts that together make a total exactly, or None where no set does."""
    if parts and _sum(parts) == total:
        return list(parts)
    if not 0 < len(parts) <= _MOST:
        return None
    best: dict[Decimal, tuple[int, ...]] = {arithmetic.ZERO: ()}
    for number, part in enumerate(parts):
        value = part.figure.value
        assert value is not None
        for sum_, chosen in list(best.items()):
            longer = (*chosen, number)
            made = arithmetic.plus(sum_, value)
            if len(longer) > len(best.get(made, ())) or made not in best:
                best[made] = longer
    chosen = best.get(total, ())
    return [parts[number] for number in chosen] if chosen else None
