"""How long, or how many, does a page say in the SEC's own rules? Durations and numbers in words.

A number of years, months, weeks, days or hours becomes XML Schema's duration; what is left of a whole one
spills into smaller parts, a month counting 30.4375 days. Source: the SEC's registry, ixt-sec 2015-08-31.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from titre.sources.transformations.words import DASHES, number_of_words

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER = re.compile(r"\s*(?P<sign>[+-]?)(?P<number>[0-9]{1,12}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})\s*")
_MONTH_DAYS = Decimal("30.4375")
_PART = r"(?P<{name}>[a-z0-9{dashes}\s]+?)[{dashes}\s]+{name}s?"
_JOINED = rf"(?:\s*,)?(?:[{re.escape(DASHES)}\s]+(?:and\s+)?|$)"


def _years(number: Decimal) -> list[tuple[int, str]]:
    years = int(number)
    months = (number - years) * 12
    return [(years, "Y"), (int(months), "M"), (int((months - int(months)) * _MONTH_DAYS), "D")]


def _months(number: Decimal) -> list[tuple[int, str]]:
    months = int(number)
    return [(months, "M"), (int((number - months) * _MONTH_DAYS), "D")]


def _weeks(number: Decimal) -> list[tuple[int, str]]:
    return [(int(number * 7), "D")]


def _days(number: Decimal) -> list[tuple[int, str]]:
    days = int(number)
    return [(days, "D"), (int((number - days) * 24), "TH")]


def _hours(number: Decimal) -> list[tuple[int, str]]:
    return [(int(number), "TH")]


def _duration(parts_of: Callable[[Decimal], list[tuple[int, str]]]) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        match = _NUMBER.fullmatch(text)
        if match is None:
            return None
        parts = parts_of(Decimal(match["number"]))
        largest = parts[0]
        written = [part for part in parts if part[0]] or [largest]
        if largest not in written:
            written.insert(0, largest)
        sign = "-" if match["sign"] == "-" and any(number for number, _ in parts) else ""
        return sign + "P" + "".join(_component(number, unit) for number, unit in written)

    return read


def _component(number: int, unit: str) -> str:
    return f"T{number}H" if unit == "TH" else f"{number}{unit}"


_WORDS = re.compile(
    r"\s*"
    + "".join(
        f"(?:{_PART.format(name=name, dashes=re.escape(DASHES))}{_JOINED})?"
        for name in ("year", "month", "day")
    ),
    re.IGNORECASE,
)


def _duration_in_words(text: str) -> str | None:
    stripped = text.strip()
    match = _WORDS.fullmatch(stripped) if 0 < len(stripped) <= _LONGEST_DURATION else None
    if match is None:
        return None
    written = []
    for name, unit in (("year", "Y"), ("month", "M"), ("day", "D")):
        if match[name] is None:
            continue
        words = match[name].strip()
        number = int(words) if re.fullmatch(r"[0-9]{1,4}", words) else number_of_words(words)
        if number is None:
            return None
        if number:
            written.append(f"{number}{unit}")
    return "P" + ("".join(written) or "0D")


_LONGEST = 400
_LONGEST_DURATION = 150
"""characters: the form can be sought in many ways, and the longest duration in words has half of them"""


def _number_in_words(text: str) -> str | None:
    number = number_of_words(text) if len(text) <= _LONGEST else None
    return None if number is None else str(number)


_QUARTERS = {"first": "03-31", "1": "03-31", "second": "06-30", "2": "06-30", "third": "09-30", "3": "09-30"}
_QUARTERS |= {"fourth": "12-31", "last": "12-31", "4": "12-31"}
_QUARTER = r"(?<![0-9])(?P<quarter{at}>[1-4](?![0-9])|first|second|third|fourth|last)"
_QUARTER_END = re.compile(
    rf"[^0-9]*?{_QUARTER.format(at=1)}[^0-9]*(?P<year1>[0-9]{{4}})\s*"
    rf"|\s*(?P<year2>[0-9]{{4}})[^0-9]*?{_QUARTER.format(at=2)}[^0-9]*",
    re.IGNORECASE,
)


def _quarter_end(text: str) -> str | None:
    """Return the last day of a quarter of the calendar."""
    match = _QUARTER_END.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return None
    year = match["year1"] or match["year2"]
    return f"{year}-{_QUARTERS[(match['quarter1'] or match['quarter2']).lower()]}"


DURATIONS: dict[str, Callable[[str], str | None]] = {
    "duryear": _duration(_years),
    "durmonth": _duration(_months),
    "durweek": _duration(_weeks),
    "durday": _duration(_days),
    "durhour": _duration(_hours),
    "durwordsen": _duration_in_words,
    "numwordsen": _number_in_words,
    "datequarterend": _quarter_end,
    # Not numbers that could be kept: the number reader says so.
    "numinf": lambda _: "INF",
    "numneginf": lambda _: "-INF",
    "numnan": lambda _: "NaN",
}
