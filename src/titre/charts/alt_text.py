"""What does a chart show, for who does not see it? Its kind; the first, last and extremes of each series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.charts.changes import last_change
from titre.charts.words import full_name, period_words
from titre.kernel.messages import Message, count, say
from titre.kernel.numerals import write_amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from titre.charts.panels import Drawn
    from titre.charts.timeline import Placed

_MOST_TOLD = 12
"""series that are described; more than a listener can follow are counted"""
_LISTED = 3
"""periods without a value that are named; more are counted"""


def alt_text(kind: Message, title: str, length: str, drawn: Sequence[Drawn], language: str) -> str:
    """Return the alternative text of a chart: sentences that name its values, rounded as one speaks.

    ``length`` says of what length the periods are; empty where they are of several.
    """
    parts = [kind.render(language), *([length] if length else [])]
    head = say("{title} – {kind}.", title=title, kind=", ".join(parts)).render(language)
    told = [_told(each, title, language) for each in drawn[:_MOST_TOLD]]
    if len(drawn) > _MOST_TOLD:
        rest = len(drawn) - _MOST_TOLD
        words = count("{number} more series is in the table.", "{number} more series are in the table.", rest)
        told.append(words.render(language))
    return " ".join([head, *told])


def _name(drawn: Drawn, title: str) -> str:
    """Return the short name of a series where the title says the rest."""
    said = f"{title} {drawn.name}".casefold()
    whole = drawn.series.entity.casefold() in said and drawn.series.quantity.casefold() in said
    return drawn.name if whole else full_name(drawn.series)


def _told(drawn: Drawn, title: str, language: str) -> str:
    name = _name(drawn, title)
    if not drawn.valued:
        return say("{name}: no value.", name=name).render(language)
    sentences = [_course(drawn, name, language)]
    change = last_change(drawn)
    if change is not None and len(drawn.valued) > 2:  # noqa: PLR2004 - two values are told already
        sentences.append(say("Last change: {change}.", change=change.words(language)).render(language))
    missing = [placed for placed in drawn.row if placed.point.value is None]
    if missing:
        sentences.append(_missing(missing, language))
    return " ".join(sentences)


def _course(drawn: Drawn, name: str, language: str) -> str:
    valued, unit = drawn.valued, drawn.series.unit
    first, last = valued[0], valued[-1]
    if len(valued) == 1:
        return say("{name}: {value} in {period}.", name=name, **_point(first, unit, language)).render(
            language
        )
    first_words, last_words = _point(first, unit, language), _point(last, unit, language)
    course = say(
        "{name}: from {first} in {start} to {last} in {end}",
        name=name,
        first=first_words["value"],
        start=first_words["period"],
        last=last_words["value"],
        end=last_words["period"],
    )
    if len(valued) == 2:  # noqa: PLR2004 - the extremes of two are the two
        return say("{sentence}.", sentence=course).render(language)
    least, greatest = _extremes(valued)
    least_words, greatest_words = _point(least, unit, language), _point(greatest, unit, language)
    return say(
        "{course}; highest {high} in {high_period}, lowest {low} in {low_period}.",
        course=course,
        high=greatest_words["value"],
        high_period=greatest_words["period"],
        low=least_words["value"],
        low_period=least_words["period"],
    ).render(language)


def _extremes(valued: Sequence[Placed]) -> tuple[Placed, Placed]:
    """Return the first of the least and the first of the greatest values."""
    numbers = [placed.point.value for placed in valued if placed.point.value is not None]
    return valued[numbers.index(min(numbers))], valued[numbers.index(max(numbers))]


def _point(placed: Placed, unit: str, language: str) -> dict[str, str]:
    value = placed.point.value
    assert value is not None
    return {
        "value": write_amount(value, unit, language),
        "period": period_words(placed.period, language),
    }


def _missing(missing: Sequence[Placed], language: str) -> str:
    if len(missing) > _LISTED:
        return count("No value for {number} period.", "No value for {number} periods.", len(missing)).render(
            language
        )
    periods = ", ".join(period_words(placed.period, language) for placed in missing)
    return say("No value for {periods}.", periods=periods).render(language)


def moved_together(first: Drawn, second: Drawn) -> Message | None:
    """Return how often two series moved the same way from a period to the next; None without such a step."""
    values = {placed.slot: placed.point.value for placed in second.valued}
    steps = together = 0
    for before, after in zip(first.row, first.row[1:], strict=False):
        pair = before.point.value, after.point.value
        other = values.get(before.slot), values.get(after.slot)
        if None in pair or None in other:
            continue
        steps += 1
        together += _rise(*pair) == _rise(*other)
    if not steps:
        return None
    return count(
        "In {together} of {number} step from one period to the next both moved the same way.",
        "In {together} of {number} steps from one period to the next both moved the same way.",
        steps,
        together=together,
    )


def _rise(before: Decimal | None, after: Decimal | None) -> int:
    """Return 1 for a rise, 0 for none, −1 for a fall."""
    assert before is not None
    assert after is not None
    return (after > before) - (after < before)
