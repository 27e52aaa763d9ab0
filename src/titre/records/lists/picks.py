"""Which picks does ``lists/NAME.csv`` hold? One a row, every fault told with its line."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import say
from titre.kernel.numerals import trimmed
from titre.records.commitments.canonical import text_fault
from titre.records.lists.model import Pick
from titre.records.lists.rules import LONGEST
from titre.sources.settings import TextForm
from titre.sources.tabular.cells import Reading
from titre.sources.tabular.delimited import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.sources.documents import Document
    from titre.sources.tabular.delimited import Record

COLUMNS = ("symbol", "isin", "figi", "market", "name", "date", "weight", "side", "note")
MOST_PICKS = 100_000
_FORM = TextForm()
_SYMBOL = re.compile(r"[A-Z0-9][A-Z0-9.\-/^=]{0,23}", re.ASCII)
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d", re.ASCII)
_FIGI = re.compile(r"[B-DF-HJ-NP-TV-Z]{2}G[B-DF-HJ-NP-TV-Z0-9]{8}\d", re.ASCII)
_MARKET = re.compile(r"[A-Z0-9]{4}", re.ASCII)


def read_picks(document: Document, *, weighting: str | None) -> Iterator[Pick | Finding]:
    """Yield the picks of a CSV, and a finding for each fault; a row with a fault gives no pick.

    ``weighting`` is what the rules say, None where they are faulty themselves.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    seen: dict[Pick, int] = {}
    faulty = False
    for record in records(document, _FORM, ["date"]):
        if isinstance(record, Finding):
            faulty = True
            yield record
            continue
        if not seen and (unknown := sorted(set(record.cells) - set(COLUMNS))):
            # A column that is not committed could be changed unseen.
            expected = say("only the columns {columns}", columns=", ".join(COLUMNS))
            yield mismatch(document.place("line 1"), ", ".join(unknown), expected)
            return
        reading = Reading(record, _FORM)
        pick = _pick(reading, weighting)
        if reading.faults or pick is None:
            faulty = True
            yield from reading.faults
            continue
        if weighting != "given" and pick in seen:
            yield mismatch(
                record.place(), say("the pick of line {line} again", line=seen[pick]), say("it once")
            )
            continue
        seen.setdefault(pick, record.line)
        yield pick
    if not seen and not faulty:
        yield mismatch(document.place(), say("no pick"), say("one pick at least"))
    if len(seen) > MOST_PICKS:
        yield mismatch(
            document.place(), say("{number} picks", number=len(seen)), say("at most {most}", most=MOST_PICKS)
        )


def isin_is_sound(text: str) -> bool:
    """Return whether a text is an ISIN, its check digit included (ISO 6166)."""
    if not _ISIN.fullmatch(text):
        return False
    digits = "".join(str(int(letter, 36)) for letter in text)
    doubled = (int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(digits)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _pick(reading: Reading, weighting: str | None) -> Pick | None:
    _check_form(reading)
    day = reading.day("date")
    weight = reading.number("weight")
    side = reading.record["side"]
    if weight is not None and weight <= 0:
        reading.fault("weight", say("a number above 0"))
    if weighting == "given" and weight is None and not reading.faults:
        reading.fault("weight", say("a weight, since the rules say weighting = given"))
    if weighting == "equal" and weight is not None:
        reading.fault("weight", say("no weight, since the rules say weighting = equal"))
    if side not in {"", "long", "short"}:
        reading.fault("side", say("one of {known}", known="long, short"))
    if day is None:
        return None
    record = reading.record
    return Pick(
        date=day,
        symbol=record["symbol"],
        isin=record["isin"],
        figi=record["figi"],
        market=record["market"],
        name=_composed(record, "name"),
        weight=None if weight is None else trimmed(weight),
        side=side,
        note=_composed(record, "note"),
    )


def _check_form(reading: Reading) -> None:
    record = reading.record
    if not record["symbol"] and not record["isin"]:
        reading.fault("symbol", say("a symbol or an ISIN"))
    if record["symbol"] and not _SYMBOL.fullmatch(record["symbol"]):
        reading.fault("symbol", say("capital letters A to Z, digits and . - / ^ ="))
    if record["isin"] and not isin_is_sound(record["isin"]):
        reading.fault("isin", say("an ISIN with its check digit, as US6516391066"))
    if record["figi"] and not _FIGI.fullmatch(record["figi"]):
        reading.fault("figi", say("a FIGI, as BBG000BPWXK1"))
    if record["market"] and not _MARKET.fullmatch(record["market"]):
        reading.fault("market", say("a market identifier code of ISO 10383, as XNYS"))
    for column in ("name", "note"):
        text = _composed(record, column)
        if len(text) > LONGEST:
            reading.fault(column, say("at most {most} characters", most=LONGEST))
        elif fault := text_fault(text):
            reading.fault(column, say("a text of one line without {fault}", fault=fault))


def _composed(record: Record, column: str) -> str:
    """Return a cell in Normalization Form C: what a Mac writes as two letters is the same word."""
    return unicodedata.normalize("NFC", record[column])
