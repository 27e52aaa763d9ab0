"""How is a record told? As JSON and CSV for programs, as rows and sentences for people."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from titre.kernel.messages import count, say
from titre.kernel.numerals import write_exact
from titre.kernel.printing import inert
from titre.records.returns import withheld
from titre.records.returns.amounts import to_decimal
from titre.records.returns.wording import honesty, percent, priced_before, standing_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from titre.kernel.findings import Finding
    from titre.kernel.messages import Message
    from titre.records.returns.quotes import Quote
    from titre.records.returns.record import Record
    from titre.records.returns.statistics import Statistics

_MOST_NOTES = 12
"""of single picks that are told one by one"""
CSV_COLUMNS = (
    "name", "symbol", "isin", "chosen", "side", "weight", "start", "start_price", "end", "end_price",
    "price_currency", "currency", "price_return", "income_return", "currency_return", "total_return",
    "benchmark_return", "priced_before_stamp", "fate", "reason", "honesty",
)  # fmt: skip


def notes(record: Record) -> Iterator[Message]:
    """Yield what must be told beside the numbers: what is missing, by which rules, with which prices."""
    if record.embargo is not None:
        yield from withheld.notes(record, record.embargo)
        return
    yield from standing_told(record)
    missing = sum(not each.known for each in record.returns)
    if missing:
        yield count(
            "Incomplete: {number} pick has no number. It is not dropped: the list has no mean until it "
            "has one.",
            "Incomplete: {number} picks have no number. They are not dropped: the list has no mean until "
            "they have one.",
            missing,
        )
    stale = sum(each.known and not each.complete for each in record.returns)
    if stale:
        rule = say("at their last price") if record.rules.missing_price == "last" else say("at nothing")
        yield count(
            "Incomplete: the prices of {number} pick end before the day; it counts {rule}.",
            "Incomplete: the prices of {number} picks end before the day; they count {rule}.",
            stale,
            rule=rule,
        )
    yield from _benchmark_notes(record)
    if record.drawdown is not None and record.drawdown > 1:
        yield say(
            "On some day more than everything was lost: what is sold short can cost more than it brought. "
            "No limit to losses and no call for collateral is counted."
        )
    yield from _some(record.marks)
    yield from _some([finding.message for finding in record.findings])


def _some(told: Sequence[Message]) -> Iterator[Message]:
    """Yield the first of what is told of single picks, and how many more there are."""
    yield from told[:_MOST_NOTES]
    if len(told) > _MOST_NOTES:
        yield say("… and {number} more, in JSON.", number=len(told) - _MOST_NOTES)


def _benchmark_notes(record: Record) -> Iterator[Message]:
    """Yield why there is nothing to compare with, or that its prices end before the day."""
    unknown = next((each for each in record.benchmark if not each.known), None)
    if unknown is not None and unknown.reason is not None:
        yield say(
            "Nothing to compare with: {name} has no number. {reason}",
            name=record.rules.benchmark,
            reason=unknown.reason,
        )
    elif not all(each.complete for each in record.benchmark):
        yield say("The prices of {name} end before the day.", name=record.rules.benchmark)


def as_json(record: Record) -> dict[str, Any]:
    """Return the record as ``titre record --format json`` prints it; returns are ratios."""
    if record.embargo is not None:
        return withheld.as_json(record, record.embargo)
    return {
        "list": record.chosen.name,
        "title": record.chosen.title,
        "currency": record.currency,
        "from": record.start.isoformat(),
        "to": record.to.isoformat(),
        "as_of": record.as_of and record.as_of.isoformat(),
        "complete": record.complete,
        **withheld.standing_json(record),
        "n": len(record.returns),
        **_statistics(record.statistics),
        "portfolio": _ratio(record.portfolio and record.portfolio - 1),
        "annualised": record.annualised and write_exact(record.annualised),
        "money_weighted": record.money_weighted,
        "drawdown": record.drawdown,
        "mean_at_worst": _ratio(record.at_worst),
        "benchmark": None
        if not record.rules.benchmark
        else {"name": record.rules.benchmark, **_statistics(record.of_benchmark)},
        "picks": [_pick(record, at) for at in range(len(record.returns))],
        "findings": [str(finding) for finding in record.findings],
        "marks": [mark.render() for mark in record.marks],
        "notes": [note.render() for note in notes(record)],
        "rules": record.rules.texts(),
        "honesty": honesty(record).render(),
    }


def as_csv(record: Record) -> str:
    """Return a line for each pick, in the order of the list (RFC 4180); each says what it is."""
    if record.embargo is not None:
        return withheld.as_csv(record, record.embargo)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, CSV_COLUMNS, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for at, made in enumerate(record.returns):
        told = _pick(record, at)
        start, end = told["start"] or {}, told["end"] or {}
        writer.writerow(
            {
                **told,
                "name": inert(told["name"]),
                "start": start.get("day"),
                "start_price": start.get("price"),
                "end": end.get("day"),
                "end_price": end.get("price"),
                "price_currency": start.get("currency"),
                "currency": record.currency,
                "honesty": honesty(record).render(),
                "priced_before_stamp": "yes" if told["priced_before_stamp"] else "",
                "reason": "" if made.reason is None else inert(made.reason.render()),
            }
        )
    return stream.getvalue()


def findings(record: Record) -> list[Finding]:
    """Return what makes prices untrustworthy; nothing under embargo, for a finding names a security."""
    return record.findings if record.embargo is None else []


def summary(record: Record, language: str) -> list[tuple[str, str]]:
    """Return what the picks make together, each with its name."""
    if record.embargo is not None:
        return withheld.summary(record, language)
    told: list[tuple[Message, str]] = [(say("picks"), str(len(record.returns)))]
    found = record.statistics
    if found is not None:
        told += [
            (say("mean"), percent(found.mean, language)),
            (say("median"), percent(found.median, language)),
            (say("hit rate"), percent(found.hit_rate, language, signed=False)),
            (say("best"), percent(found.best, language)),
            (say("worst"), percent(found.worst, language)),
        ]
        if found.dispersion is not None:
            spread = percent(Fraction(found.dispersion), language, signed=False)
            told.append((say("dispersion (standard deviation)"), spread))
    if record.at_worst is not None:
        told.append(
            (say("mean, had the picks without a number lost all"), percent(record.at_worst, language))
        )
    if record.of_benchmark is not None:
        name = say("{name} on the same dates", name=record.rules.benchmark)
        told.append((name, percent(record.of_benchmark.mean, language)))
    if record.drawdown is not None:
        told.append((say("largest drawdown"), percent(-Fraction(record.drawdown), language)))
    if record.annualised is not None:
        told.append((say("annualised"), percent(Fraction(record.annualised), language)))
    if record.money_weighted is not None:
        told.append((say("money-weighted, a year"), percent(Fraction(record.money_weighted), language)))
    return [(name.render(language), value) for name, value in told]


def _pick(record: Record, at: int) -> dict[str, Any]:
    made = record.returns[at]
    other = record.benchmark[at] if at < len(record.benchmark) else None
    way = made.way
    return {
        "name": made.name,
        "symbol": made.pick.symbol,
        "isin": made.pick.isin,
        "chosen": made.pick.date.isoformat(),
        "side": "short" if made.short else "long",
        "weight": _ratio(made.weight),
        "start": _quote(None if way is None else way.legs[0].first),
        "end": _quote(None if way is None else way.legs[-1].last),
        "until": made.end.isoformat(),
        "price_return": _ratio(None if way is None else made.parts.price - 1),
        "income_return": _ratio(None if way is None else made.parts.income - 1),
        "currency_return": _ratio(None if way is None else made.parts.currency - 1),
        "total_return": _ratio(None if way is None else made.total - 1),
        "benchmark_return": _ratio(other.total - 1 if other is not None and other.known else None),
        "priced_before_stamp": priced_before(record, at),
        "fate": None if way is None else str(way.fate),
        "reason": None if made.reason is None else made.reason.render(),
        "steps": []
        if way is None
        else [
            {
                "day": step.day.isoformat(),
                "kind": str(step.kind),
                "factor": write_exact(to_decimal(step.factor)),
                "told": step.told.render(),
                "place": step.place,
            }
            for leg in way.legs
            for step in leg.steps
        ],
    }


def _quote(quote: Quote | None) -> dict[str, str] | None:
    if quote is None:
        return None
    return {
        "day": quote.day.isoformat(),
        "price": write_exact(to_decimal(quote.value)),
        "currency": quote.currency,
        "place": quote.place,
    }


def _statistics(found: Statistics | None) -> dict[str, Any]:
    names = ("mean", "median", "hit_rate", "best", "worst")
    if found is None:
        return {**dict.fromkeys(names), "dispersion": None}
    return {
        **{name: _ratio(getattr(found, name)) for name in names},
        "dispersion": None if found.dispersion is None else write_exact(found.dispersion),
    }


def _ratio(value: Fraction | None) -> str | None:
    return None if value is None else write_exact(to_decimal(value))
