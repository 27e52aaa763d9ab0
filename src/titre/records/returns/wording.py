"""In which words does every record speak? What it is, by which rules, since when anyone could know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.kernel.messages import count, say
from titre.kernel.numerals import NO_BREAK, Told, write_day, write_number
from titre.records.returns.amounts import to_decimal
from titre.records.stamps.pricing import Priced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from titre.kernel.messages import Message
    from titre.records.returns.record import Record


def percent(ratio: Fraction, language: str, *, signed: bool = True) -> str:
    """Return a ratio in percent, to the hundredth: ``+26.85%``."""
    number = write_number(to_decimal(ratio * 100, 2), language, places=2, signed=signed)
    return f"{number}{NO_BREAK if language == 'fr' else ''}%"


def honesty(record: Record) -> Message:
    """Return the sentence that stands below every record."""
    costs = record.rules.costs
    if costs:
        return say(
            "Hypothetical: computed from closing prices, not from trades; before tax, after costs of "
            "{costs}% of each purchase and each sale. Past returns say nothing of those to come.",
            costs=costs,
        )
    return say(
        "Hypothetical: computed from closing prices, not from trades; before tax and costs. Past returns say "
        "nothing of those to come."
    )


def rules_told(record: Record) -> Message:
    """Return in a sentence by which rules the numbers came about."""
    income = record.rules.returns == "total"
    kind = (
        say("Total return, distributions reinvested at the close of their ex-day")
        if income
        else say("Price return")
    )
    return say(
        "{kind}, in {currency}. Each pick from its reference price to the close of {day}, {weighting}. Euro "
        "reference rates of the European Central Bank.",
        kind=kind,
        currency=record.currency,
        day=Told(record.to),
        weighting=say("all of equal weight")
        if record.rules.weighting == "equal"
        else say("weighted as the list says"),
    )


def span(record: Record, language: str) -> Message:
    """Return from which day to which other a record is, and in which currency."""
    start, end = (write_day(day, language) for day in (record.start, record.to))
    return say("{start} to {end}, in {currency}", start=start, end=end, currency=record.currency)


def standing_told(record: Record) -> Iterator[Message]:
    """Yield since when anyone could know of the list, and which reference prices are older than that."""
    standing = record.standing
    if standing is None:
        return
    if standing.commitment is None:
        yield say("The list is not committed: that it was chosen on its days is the desk's word alone.")
        return
    if standing.stamp is None:
        yield say(
            "Committed on {day}, says the desk; no independent time stamp is beside it.",
            day=Told(standing.commitment.time.date()),
        )
        return
    yield say(
        "Existed by {day}, says {authority}.",
        day=Told(standing.stamp.time.date()),
        authority=standing.stamp.authority,
    )
    found = [standing.priced(each.pick, record.rules) for each in record.returns]
    if before := found.count(Priced.BEFORE):
        yield count(
            "{number} reference price is older than that: for it the choice is the desk's word alone.",
            "{number} reference prices are older than that: for them the choice is the desk's word alone.",
            before,
        )
    if same := found.count(Priced.SAME_DAY):
        yield count(
            "{number} reference price is of that very day: only the hours tell which came first.",
            "{number} reference prices are of that very day: only the hours tell which came first.",
            same,
        )


def priced_before(record: Record, at: int) -> bool:
    """Return whether the reference price of a pick is older than the earliest stamp of the list."""
    standing = record.standing
    return standing is not None and standing.priced(record.returns[at].pick, record.rules) is Priced.BEFORE
