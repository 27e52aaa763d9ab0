"""How do figures become series of a chart? Named in the reader's language, each with its filings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from titre.charts.series import Filing, Point, Series, distinct
from titre.kernel.messages import say
from titre.kernel.numerals import percentage
from titre.kernel.periods import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from titre.figures.model import Fact, Figure
    from titre.kernel.messages import Message
    from titre.metrics.catalogues import Catalogue

_CAPITAL_INSIDE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SMALL_WORD = re.compile(r" (?:And|For|In|Of|Or|The|To) ")


def series_of(
    given: Sequence[Series | Sequence[Figure]], language: str, catalogue: Catalogue | None = None
) -> tuple[Series, ...]:
    """Return what was given as series: those that are already, and figures of one entity, metric and unit.

    Figures of one sequence that differ in entity, metric or unit become a series each.
    ``catalogue`` gives the metrics their names; None means Titre's own.
    """
    if catalogue is None and any(not isinstance(each, Series) for each in given):
        from titre.metrics.catalogues import Catalogue

        catalogue = Catalogue.load()
    series: list[Series] = []
    for each in given:
        if isinstance(each, Series):
            series.append(each)
        elif catalogue is not None:
            series += _of_figures(each, language, catalogue)
    return tuple(series)


def _of_figures(figures: Iterable[Figure], language: str, catalogue: Catalogue) -> list[Series]:
    groups: dict[tuple[str, str, str, str], list[Figure]] = {}
    for figure in figures:
        key = (figure.entity, figure.name, figure.full_metric, figure.definition)
        groups.setdefault(key, []).append(figure)
    return [
        _series(group, unit, language, catalogue)
        for every in groups.values()
        for unit, group in _by_unit(every)
    ]


def _by_unit(figures: Sequence[Figure]) -> list[tuple[str, list[Figure]]]:
    """Return the figures by unit; a refusal, which has none, is a gap in the series of every unit."""
    units = list(dict.fromkeys(figure.unit for figure in figures if figure.unit)) or ["pure"]
    return [(unit, [each for each in figures if each.unit in {unit, None}]) for unit in units]


def _series(figures: Sequence[Figure], unit: str, language: str, catalogue: Catalogue) -> Series:
    first = figures[0]
    written_in = (first.written_in or unit) if unit == "pure" else unit
    return Series(
        entity=first.name,
        quantity=_quantity(first, language, catalogue),
        unit=written_in,
        points=tuple(_point(figure, percent=written_in == "percent") for figure in figures),
        as_of=first.as_of,
        notes=(*_notes(first, unit, catalogue), *_notes_of_prices(figures)),
    )


def _point(figure: Figure, *, percent: bool) -> Point:
    value = figure.value if figure.value is None or not percent else percentage(figure.value)
    return Point(
        figure.period,
        value,
        figure.start,
        figure.end,
        distinct(_filing(fact) for fact in figure.facts if not _is_price(fact)),
        figure.reason,
    )


def _is_price(fact: Fact) -> bool:
    return fact.concept.startswith("price:")


def _filing(fact: Fact) -> Filing:
    return Filing(fact.accession, fact.form or "", fact.filed if fact.filed_told else None, fact.url or "")


def _quantity(figure: Figure, language: str, catalogue: Catalogue) -> str:
    """Return the name of the metric in the reader's language, with its segment."""
    words = figure.metric.replace("_", " ")
    label = catalogue[figure.metric].label.get(language, words) if figure.metric in catalogue else words
    if figure.segment is None:
        return label
    return say("{quantity} of {segment}", quantity=label, segment=spaced(figure.segment)).render(language)


def spaced(segment: str) -> str:
    """Return the name of a member as words: ``Reality Labs`` for ``RealityLabs``."""
    words = _CAPITAL_INSIDE.sub(" ", segment.rpartition(":")[2].removesuffix("Member"))
    return _SMALL_WORD.sub(lambda word: word[0].lower(), words)


def _notes(figure: Figure, unit: str, catalogue: Catalogue) -> list[Message]:
    notes = []
    if str(figure.vintage) == "first":
        notes.append(say("As first reported."))
    if unit == "shares" or unit.endswith("/shares"):
        adjusted = str(figure.basis) == "adjusted"
        notes.append(say("Adjusted for splits.") if adjusted else say("As filed, not adjusted for splits."))
    known = figure.metric in catalogue
    if figure.definition and not (known and figure.definition == catalogue[figure.metric].default):
        notes.append(say("Definition: {definition}.", definition=figure.definition.replace("_", " ")))
    if figure.period.kind is PeriodKind.TRAILING and figure.period.calendar:
        notes.append(say("Twelve months by the calendar."))
    return notes


def _notes_of_prices(figures: Sequence[Figure]) -> list[Message]:
    if any(_is_price(fact) for figure in figures for fact in figure.facts):
        return [say("At closing prices imported into the desk.")]
    return []
