"""Does an event say what a claim says? Guidance, deals, funding, statements, values on the market.

An event supports; that none is known contradicts nothing. Events of after the day are only shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from titre.claims.judging.fitting import BOUNDS, Fit, fit
from titre.claims.judging.verdicts import Judgement, unverifiable
from titre.claims.model import Basis, Detail, Kind, Role, Verdict
from titre.claims.prose.lexicons import quantity_lexicon
from titre.claims.prose.text import fold
from titre.claims.prose.tokens import tokens_of
from titre.claims.quantities.numbers import DigitStyle
from titre.claims.quantities.scanning import QuantityScanner
from titre.claims.telling.writing import Joined, MetricName, Shown
from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from titre.claims.evidence import Evidence
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.readings import Reading
    from titre.sources.rows import EventRow

_METRICS = {"market_capitalisation": "market_capitalization", "capex": "capital_expenditure"}
_KINDS = {
    Role.GUIDANCE: "guidance",
    Role.CONSENSUS: "consensus",
    Role.PRICE: "market",
    Role.FORECAST: "guidance",
}
_RECENT_DAYS = 100
_FIRST = frozenset(["first", "largest", "biggest", "premiere", "premier", "plus", "most"])
_FORMS = frozenset(
    [
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "plc",
        "sa",
        "se",
        "nv",
        "ag",
        "platforms",
        "com",
    ]
)


@dataclass(frozen=True, slots=True)
class Told:
    """An event put into words: who, how much, when, by which source."""

    event: EventRow

    def render(self, language: str = "en") -> str:
        """Return the event in a line."""
        low, high = self.event.low, self.event.high
        unit = self.event.unit or ""
        amount = Shown(low if low is not None else high, unit).render(language)
        if low is not None and high is not None and low != high:
            amount = f"{amount} – {Shown(high, unit).render(language)}"
        source = f", {self.event.origin}" if self.event.origin else ""
        return f"{self.event.entity} {amount} ({self.event.day.isoformat()}{source})"


def judge_reported(reading: Reading, evidence: Evidence) -> Judgement:
    """Return the judgement of a claim by the events known on the day."""
    if not reading.companies:
        return unverifiable(say("no company is named that the claim could be about"))
    known = [event for event in _about(reading, evidence) if _by(event, evidence.as_of)]
    if reading.kind is Kind.RANK:
        return _rank(reading, known, evidence.as_of)
    quantity = reading.quantity
    if quantity is None:
        return unverifiable(say("no event says so"))
    judged = None
    if reading.role in {Role.GUIDANCE, Role.CONSENSUS, Role.FORECAST}:
        judged = _guidance(reading, quantity, known)
    if judged is None and (reading.kind is Kind.CUMULATIVE or reading.deal == "funding"):
        judged = _sum_of_rounds(quantity, [event for event in known if event.kind == "funding"])
    if judged is None:
        judged = _single(reading, quantity, known)
    if judged is not None:
        return judged
    later = [event for event in _about(reading, evidence) if not _by(event, evidence.as_of)]
    return unverifiable(
        say("no event known on the day says so"), detail=Detail(later=_later(reading, later, evidence))
    )


def _about(reading: Reading, evidence: Evidence) -> list[EventRow]:
    """Return the events of the companies of a claim, and those that tell of them in their note."""
    companies = (*reading.companies, *reading.others)
    return [
        event
        for event in evidence.events
        if any(_is(event, company, evidence) or _noted(event, company) for company in companies)
    ]


def _is(event: EventRow, company: Company, evidence: Evidence) -> bool:
    if _core(event.entity) == _core(company.name):
        return True
    return bool(company.entity) and evidence.entity_of(event.entity) == company.entity


def _noted(event: EventRow, company: Company) -> bool:
    return (
        bool(event.note)
        and _core(company.name) != ()
        and _within(_core(company.name), _core(event.note or ""))
    )


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _by(event: EventRow, day: date | None) -> bool:
    return day is None or event.day <= day


def _guidance(reading: Reading, quantity: Quantity, known: Sequence[EventRow]) -> Judgement | None:
    """Judge by what each company has announced: its own range, or the sum of the ranges of several.

    Where a company has announced more than once by the day, its first and its last word both count.
    """
    kind = _KINDS[reading.role]
    parts: list[list[EventRow]] = []
    for company in reading.companies:
        said = sorted(
            (event for event in known if event.kind == kind and _fits_words(event, reading, company)),
            key=lambda event: event.day,
        )
        if not said:
            return None
        parts.append(said)
    for chosen, label in ((0, say("as first announced")), (-1, say("as last announced"))):
        events = [said[chosen] for said in parts]
        judged = _sum_judged(quantity, events, label if any(len(said) > 1 for said in parts) else None)
        # What names no metric is of what was announced only where it fits to the digit.
        if judged is not None and (reading.sense is not None or judged.verdict is Verdict.SUPPORTED):
            return judged
    return None


def _fits_words(event: EventRow, reading: Reading, company: Company) -> bool:
    metric = _METRICS.get(event.metric, event.metric)
    if _core(event.entity) != _core(company.name):
        return False
    if reading.sense is not None and metric not in reading.sense.metrics:
        return False
    return _of_year(event, reading)


def _of_year(event: EventRow, reading: Reading) -> bool:
    year = 0 if reading.when is None else reading.when.year
    return not year or not event.period or str(year) in event.period


def _sum_judged(quantity: Quantity, events: Sequence[EventRow], label: Message | None) -> Judgement | None:
    if len({event.unit for event in events}) != 1 or not _same_unit(quantity, events[0]):
        return None
    low = sum((_low(event) for event in events), Decimal())
    high = sum((_high(event) for event in events), Decimal())
    found, rule = _range_fit(quantity, low, high)
    if found is Fit.NONE:
        return None
    text = say("announced: {parts}", parts=Joined([Told(event) for event in events]))
    if len(events) > 1:
        unit = events[0].unit or ""
        text = say(
            "{text}; together {low} to {high}", text=text, low=Shown(low, unit), high=Shown(high, unit)
        )
    if label is not None:
        text = say("{text}; {note}", text=text, note=label)
    return _by_events(found, text, rule, events)


def _range_fit(quantity: Quantity, low: Decimal, high: Decimal) -> tuple[Fit, Message | None]:
    """Return how a stated quantity fits what was announced as a range."""
    if quantity.high is not None:
        half = quantity.step / 2
        if abs(quantity.value - low) <= half and abs(quantity.high - high) <= half:
            return Fit.EXACT, say("the range announced")
        inside = low - half <= quantity.value and quantity.high <= high + half
        return (Fit.APPROXIMATE, say("inside the range announced")) if inside else (Fit.NONE, None)
    if quantity.order:
        return max(fit(quantity, low), fit(quantity, high), key=lambda one: one[0])
    half = quantity.step / 2
    if low - half <= quantity.value <= high + half:
        return Fit.EXACT, say("inside what was announced")
    found, rule = max(fit(quantity, low), fit(quantity, high), key=lambda one: one[0])
    # "Up to 120" is not what somebody said who said 65, though 65 is less.
    return (Fit.NONE, None) if quantity.hedge in BOUNDS and found is not Fit.EXACT else (found, rule)


def _sum_of_rounds(quantity: Quantity, events: Sequence[EventRow]) -> Judgement | None:
    if not events or len({event.unit for event in events}) != 1 or not _same_unit(quantity, events[0]):
        return None
    total = sum((_low(event) for event in events), Decimal())
    found, rule = fit(quantity, total)
    if found is Fit.NONE:
        return None
    text = say(
        "funding rounds known: {parts}; together {total}",
        parts=Joined([Told(event) for event in events]),
        total=Shown(total, events[0].unit or ""),
    )
    return _by_events(found, text, rule, events)


def _single(reading: Reading, quantity: Quantity, known: Sequence[EventRow]) -> Judgement | None:
    """Judge by one event whose amount, or a number of whose note, is the one stated."""
    best: tuple[Fit, Message, Message | None, EventRow] | None = None
    for event in sorted(known, key=lambda one: one.day, reverse=True):
        if not _kind_fits(event, reading) or (event.kind == "guidance" and not _of_year(event, reading)):
            continue
        found, rule = (Fit.NONE, None)
        if (event.low is not None or event.high is not None) and _same_unit(quantity, event):
            found, rule = _range_fit(quantity, _low(event), _high(event))
        text = say("reported: {event}", event=Told(event))
        if event.note:
            text = say("{text}: {note}", text=text, note=event.note)
        if found is Fit.NONE and event.note and _in_note(quantity, event.note):
            found, rule = Fit.EXACT, say("stated by the event's note")
        if found is not Fit.NONE and (best is None or found > best[0]):
            best = (found, text, rule, event)
    return None if best is None else _by_events(best[0], best[1], best[2], [best[3]])


def _kind_fits(event: EventRow, reading: Reading) -> bool:
    if reading.role is Role.PRICE:
        return event.kind == "market"
    if reading.deal is not None:
        return event.kind == reading.deal or (reading.deal == "funding" and event.kind == "acquisition")
    return event.kind not in {"market", "guidance"} or reading.role is Role.FORECAST


@lru_cache(maxsize=1024)
def _note_quantities(note: str) -> tuple[Quantity, ...]:
    lexicon = quantity_lexicon("en")
    tokens = tokens_of(note)
    return tuple(QuantityScanner(tokens, lexicon, DigitStyle(lexicon.decimal)).scan())


def _in_note(quantity: Quantity, note: str) -> bool:
    return any(
        noted.form == quantity.form
        and fit(replace(quantity, hedge=None, high=None), noted.value)[0] is Fit.EXACT
        for noted in _note_quantities(note)
    )


def _rank(reading: Reading, known: Sequence[EventRow], day: date | None) -> Judgement:
    """Judge a first rank by a market event of late that says so itself."""
    for event in sorted(known, key=lambda one: one.day, reverse=True):
        metric = _METRICS.get(event.metric, event.metric)
        recent = day is None or (day - event.day).days <= _RECENT_DAYS
        own = any(_core(event.entity) == _core(company.name) for company in reading.companies)
        if event.kind == "market" and metric == reading.ranked_by and recent and own:
            text = say("reported: {event}", event=Told(event))
            if event.note:
                text = say("{text}: {note}", text=text, note=event.note)
            if _FIRST & set(_core(event.note or "")):
                rule = say("an event says that no other had reached it")
                return _by_events(Fit.EXACT, text, rule, [event])
            reason = say("{text}; it does not say how others rank", text=text)
            return unverifiable(reason)
    return unverifiable(say("no prices or events tell how the companies of the market rank"))


def _by_events(found: Fit, text: Message, rule: Message | None, events: Sequence[EventRow]) -> Judgement:
    verdict = Verdict.SUPPORTED if found is Fit.EXACT else Verdict.APPROXIMATE
    sources = tuple(f"{event.origin or event.file} ({event.day.isoformat()})" for event in events)
    return Judgement(verdict, text, basis=Basis.EVENTS, rule=rule, detail=Detail(sources=sources))


def _later(reading: Reading, later: Sequence[EventRow], evidence: Evidence) -> Message | None:
    """Return what has come out since: later events, or the figure that was filed for the year foreseen."""
    if later:
        return say("since then: {parts}", parts=Joined([Told(event) for event in later[:3]]))
    when = reading.when
    if when is None or when.period is None or reading.sense is None or len(reading.companies) != 1:
        return None
    company = reading.companies[0]
    if not company.files or not evidence.since:
        return None
    figure = evidence.figure(company.entity, reading.sense.metrics[0], when.period, latest=True)
    if figure is None:
        return None
    return say(
        "filed since: {metric}, {period}: {value}",
        metric=MetricName(figure.full_metric),
        period=str(figure.period),
        value=Shown.of(figure),
    )


def _same_unit(quantity: Quantity, event: EventRow) -> bool:
    return quantity.unit == event.unit or (quantity.unit is None and event.unit is not None)


def _low(event: EventRow) -> Decimal:
    value = event.low if event.low is not None else event.high
    return value if value is not None else Decimal()


def _high(event: EventRow) -> Decimal:
    value = event.high if event.high is not None else event.low
    return value if value is not None else Decimal()


def _core(name: str) -> tuple[str, ...]:
    """Return the words of a name without its legal form, folded."""
    words: Iterable[str] = (token.word for token in tokens_of(fold(name)) if token.kind != "mark")
    return tuple(word for word in words if word not in _FORMS)
