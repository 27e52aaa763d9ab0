"""How is a record told while its list is under embargo? By numbers and bands; see ``embargo``."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from fractions import Fraction
from math import isnan
from typing import TYPE_CHECKING, Any

from titre.kernel.messages import count, say
from titre.kernel.numerals import Told, write_exact
from titre.records.blurring.means import STEP
from titre.records.returns.wording import honesty, percent, standing_told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from titre.kernel.messages import Message
    from titre.records.returns.embargo import Embargo
    from titre.records.returns.paths import Paths
    from titre.records.returns.record import Record

CSV_COLUMNS = ("row", "day", "at_least", "below", "honesty")


def notes(record: Record, embargo: Embargo) -> Iterator[Message]:
    """Yield what must be told, without a word that tells a name."""
    yield say(
        "Under embargo until {day}: rows have numbers and bands, the mean is that of the ends of months.",
        day=Told(embargo.end),
    )
    yield from standing_told(record)


def hints(record: Record, embargo: Embargo) -> Iterator[Message]:
    """Yield what the desk itself is told: others would learn from it whose prices ended."""
    yield say("The desk itself sees the names with --names.")
    missing = sum(not each.complete for each in record.returns)
    if missing:
        yield count(
            "Incomplete: {number} pick has no number, or one of an earlier day.",
            "Incomplete: {number} picks have no number, or one of an earlier day.",
            missing,
        )
    if not any(embargo.rows):
        yield say("Nothing is published; titre list blur publishes bands and means that give no name away.")


def headings(language: str) -> list[str]:
    """Return the headings of the rows."""
    return [text.render(language) for text in (say("row"), say("day"), say("at least"), say("below"))]


def rows(embargo: Embargo, language: str) -> list[list[str]]:
    """Return a row for each pick by its number in the commitment: the band that was published last."""
    found = []
    for number, shown in enumerate(embargo.rows, 1):
        if shown is None:
            found.append([str(number), "", "", ""])
        else:
            day, band = shown
            ends = (percent(Fraction(end), language) for end in (band.low, band.high))
            found.append([str(number), day.isoformat(), *ends])
    return found


def summary(record: Record, language: str) -> list[tuple[str, str]]:
    """Return how many picks there are, and the mean at the end of each month that is over."""
    told = [(say("picks").render(language), str(len(record.returns)))]
    for day, mean, other in means(record):
        name = say("mean on {day}", day=Told(day)).render(language)
        told.append((name, percent(Fraction(mean), language)))
        if other is not None:
            name = say("{name} on {day}", name=record.rules.benchmark, day=Told(day)).render(language)
            told.append((name, percent(Fraction(other), language)))
    return told


def means(record: Record) -> list[tuple[date, Decimal, Decimal | None]]:
    """Return the list's mean at the ends of months as far as it is shown, and the benchmark's beside it."""
    if record.embargo is None:
        return []
    other = {} if record.of_benchmark is None else _by_day(record.benchmark_paths)
    return [(day, mean.quantize(STEP), other.get(day)) for day, mean in record.embargo.means.items()]


def _by_day(paths: Paths | None) -> dict[date, Decimal]:
    """Return the mean of paths by day, rounded as the list's own."""
    if paths is None:
        return {}
    values = zip(paths.days, paths.mean, strict=True)
    return {day: Decimal(repr(float(value) - 1)).quantize(STEP) for day, value in values if not isnan(value)}


def as_json(record: Record, embargo: Embargo) -> dict[str, Any]:
    """Return what of the record is shown, for programs; returns are ratios."""
    return {
        "list": record.chosen.name,
        "title": record.chosen.title,
        "currency": record.rules.currency,
        "to": record.to.isoformat(),
        "as_of": record.as_of and record.as_of.isoformat(),
        # From which day on a pick has no price would tell which it is.
        "complete": None,
        "embargo_end": embargo.end.isoformat(),
        **standing_json(record),
        "n": len(record.returns),
        "means": [
            {"day": day.isoformat(), "mean": str(mean), "benchmark": None if other is None else str(other)}
            for day, mean, other in means(record)
        ],
        "rows": [
            {
                "row": number,
                "day": shown and shown[0].isoformat(),
                "at_least": shown and write_exact(shown[1].low),
                "below": shown and write_exact(shown[1].high),
            }
            for number, shown in enumerate(embargo.rows, 1)
        ],
        "notes": [note.render() for note in notes(record, embargo)],
        "rules": record.rules.texts(),
        "honesty": honesty(record).render(),
    }


def as_csv(record: Record, embargo: Embargo) -> str:
    """Return a line for each row by its number (RFC 4180)."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    told = honesty(record).render()
    for number, shown in enumerate(embargo.rows, 1):
        band = ("", "", "") if shown is None else (shown[0], *map(write_exact, (shown[1].low, shown[1].high)))
        writer.writerow([number, *band, told])
    return stream.getvalue()


def standing_json(record: Record) -> dict[str, Any]:
    """Return since when anyone could know of the list."""
    standing = record.standing
    if standing is None:
        return {"committed": None, "stamped": None}
    stamp = standing.stamp
    return {
        "committed": standing.commitment and standing.commitment.text("time"),
        "stamped": stamp and {"time": stamp.time.isoformat(), "authority": stamp.authority},
    }
