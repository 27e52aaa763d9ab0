"""How are periods, titles and sources said in the reader's language?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.charts.series import distinct
from titre.kernel.messages import Message, say
from titre.kernel.numerals import write_day
from titre.kernel.periods import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.charts.series import Filing, Series

_MONTHS = (
    say("Jan"),
    say("Feb"),
    say("Mar"),
    say("Apr"),
    say("May"),
    say("Jun"),
    say("Jul"),
    say("Aug"),
    say("Sep"),
    say("Oct"),
    say("Nov"),
    say("Dec"),
)
_LENGTHS = {
    (PeriodKind.YEAR, False): say("fiscal years"),
    (PeriodKind.QUARTER, False): say("fiscal quarters"),
    (PeriodKind.TRAILING, False): say("twelve months to the end of each fiscal quarter"),
    (PeriodKind.YEAR, True): say("calendar years"),
    (PeriodKind.QUARTER, True): say("calendar quarters"),
    (PeriodKind.TRAILING, True): say("twelve months to the end of each calendar quarter"),
}
_NAMED = 3
"""forms and entities that a source line names; the rest are counted"""


def period_words(period: Period, language: str) -> str:
    """Return a period as a reader says it: ``2024``, ``Q1 2025``, ``31 March 2025``."""
    if period.day is not None:
        return write_day(period.day, language)
    if period.kind is PeriodKind.YEAR:
        return f"{period.year:04d}"
    quarter = say("Q{quarter} {year}", quarter=period.quarter, year=f"{period.year:04d}")
    return quarter.render(language)


def quarter_word(period: Period, language: str) -> str:
    """Return a quarter without its year: ``Q1``."""
    return say("Q{quarter}", quarter=period.quarter).render(language)


def month_word(day: date, language: str) -> str:
    """Return the month of a day in short."""
    return _MONTHS[day.month - 1].render(language)


def length_words(periods: Sequence[Period], language: str) -> str:
    """Return of what length the periods are, or nothing where they are instants or of several."""
    kinds = {(period.kind, period.calendar) for period in periods}
    words = _LENGTHS.get(kinds.pop()) if len(kinds) == 1 else None
    return words.render(language) if words else ""


def names_of(series: Sequence[Series]) -> list[str]:
    """Return a name for each series that tells it from the others, as short as can be."""
    entities, quantities = {each.entity for each in series}, {each.quantity for each in series}
    if len(quantities) == 1 and len(entities) > 1:
        return [each.entity for each in series]
    if len(entities) == 1:
        return [each.quantity for each in series]
    return [full_name(each) for each in series]


def common_name(series: Sequence[Series]) -> str:
    """Return what the series of a panel have in common: the quantity or the entity, else all their names."""
    entities, quantities = {each.entity for each in series}, {each.quantity for each in series}
    if len(quantities) == 1:
        return quantities.pop()
    if len(entities) == 1:
        return entities.pop()
    return ", ".join(map(full_name, series))


def full_name(series: Series) -> str:
    """Return the name of a series that needs no context."""
    return f"{series.entity} – {series.quantity}" if series.entity else series.quantity


def title_of(series: Sequence[Series], language: str) -> str:
    """Return a title for series that were given none: whose, and of what."""
    entities = list(dict.fromkeys(each.entity for each in series if each.entity))
    quantities = list(dict.fromkeys(each.quantity for each in series))
    subject = _listed(entities, language)
    if not subject:
        return _listed(quantities, language)
    matter = _listed([_lowered(quantity) for quantity in quantities], language)
    return say("{entity}: {quantity}", entity=subject, quantity=matter).render(language)


def source_lines(series: Sequence[Series], language: str) -> list[str]:
    """Return where the values come from: whose filings, of which days and forms; then the notes."""
    filings = distinct(filing for each in series for point in each.points for filing in point.filings)
    lines = []
    if filings:
        lines.append(_source(filings, series, language))
    days = {each.as_of for each in series if each.as_of}
    if len(days) == 1:
        lines.append(say("As known on {day}.", day=write_day(days.pop(), language)).render(language))
    notes = dict.fromkeys(note.render(language) for each in series for note in each.notes)
    return [*lines, *notes]


def _source(filings: Sequence[Filing], series: Sequence[Series], language: str) -> str:
    entities = _listed(list(dict.fromkeys(each.entity for each in series if each.entity)), language)
    forms = _listed(sorted({filing.form for filing in filings if filing.form}), language)
    days = sorted({filing.filed for filing in filings if filing.filed})
    if not days and len(filings) == 1 and filings[0].accession:
        return say(
            "Source: {form} of {entities}, accession number {accession}.",
            form=forms,
            entities=entities,
            accession=filings[0].accession,
        ).render(language)
    if not days:
        return say("Source: filings of {entities}.", entities=entities).render(language)
    first, last = write_day(days[0], language), write_day(days[-1], language)
    if len(filings) == 1:
        return say(
            "Source: {form} of {entities}, filed on {day}, accession number {accession}.",
            form=forms,
            entities=entities,
            day=first,
            accession=filings[0].accession,
        ).render(language)
    return say(
        "Source: {count} filings of {entities} ({forms}), filed from {first} to {last}.",
        count=len(filings),
        entities=entities,
        forms=forms,
        first=first,
        last=last,
    ).render(language)


def _listed(names: Sequence[str], language: str) -> str:
    """Return names joined for a sentence; more than a few are counted."""
    if len(names) > _NAMED:
        counted = say("{count} others", count=len(names) - _NAMED + 1)
        return _joined([*names[: _NAMED - 1], counted.render(language)], language)
    return _joined(list(names), language)


def _joined(names: list[str], language: str) -> str:
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(names)
    return say("{names} and {last}", names=", ".join(names[:-1]), last=names[-1]).render(language)


def _lowered(text: str) -> str:
    """Return a label as it stands inside a sentence: acronyms keep their capitals."""
    return text[:1].lower() + text[1:] if len(text) > 1 and text[1].islower() else text


def note_of_cut() -> Message:
    """Return the note that an axis of values leaves zero out."""
    return say("The axis does not start at zero.")


def note_of_calendar() -> Message:
    """Return the note that slots are calendar periods."""
    return say("Fiscal periods stand at the calendar period nearest to them.")
