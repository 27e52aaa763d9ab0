"""What does EDGAR say of a company and its filings? Names, symbols, year-end, and when each filing came.

The document of a company (``CIK0000320193.json``) and those of its older filings
(``CIK0000320193-submissions-001.json``, which tell the company by their name only) have the same columns.

``acceptanceDateTime`` ends in ``Z`` but is, filer by filer, either UTC or New York's clock; it does not say
which. EDGAR accepts filings from 06:00 to 22:00 New York time, so the hours of all filings of one document
often leave one reading only; where they do not, the instant is left unknown rather than guessed.
Source: https://www.sec.gov/search-filings/edgar-application-programming-interfaces
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from titre.kernel.entities import cik_entity
from titre.kernel.errors import ParseError
from titre.kernel.findings import Finding, Severity, mismatch
from titre.kernel.messages import say
from titre.sources.companyfacts.rows import is_accession
from titre.sources.filers.new_york import from_utc, in_utc
from titre.sources.rows import EntityRow, FilingRow
from titre.sources.strict_json import JsonObject, entries, parse, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from titre.sources.documents import Document
    from titre.sources.strict_json import JsonValue

_NAME = re.compile(r"CIK(?P<cik>\d{10})-submissions-\d+\.json", re.IGNORECASE | re.ASCII)
_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:T[\d:.]+Z?)?", re.ASCII)
_YEAR_END = re.compile(r"(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_NEEDED = ("accessionNumber", "filingDate", "form")
_USED = (*_NEEDED, "reportDate", "acceptanceDateTime", "primaryDocument")
_OPENS, _CLOSES = 6, 22
"""hours between which EDGAR accepts filings, by New York's clock; a filing that queued comes in later"""


def read_submissions(document: Document) -> Iterator[EntityRow | FilingRow | Finding]:
    """Yield the names and filings of a submissions document, and a finding for each fault.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    value = parse(document, document.read())
    if isinstance(value, Finding):
        yield value
        return
    company: dict[str, JsonValue] = {}
    for item in entries(document, value, ""):
        if isinstance(item, Finding):
            yield item
        else:
            company.setdefault(*item)
    if not isinstance(value, JsonObject):
        return
    older = "accessionNumber" in company
    entity = _entity(document, company.get("cik"), older=older)
    if isinstance(entity, Finding):
        yield entity
        return
    if older:
        yield from _filings(document, entity, value, "")
        return
    yield from _names(document, entity, company)
    yield from _parts(document, entity, company.get("filings"))


def _entity(document: Document, cik: JsonValue, *, older: bool) -> str | Finding:
    match = _NAME.fullmatch(document.stem)
    if older and cik is None and match is None:
        expected = say("a name as CIK0000320193-submissions-001.json, for nothing else tells the company")
        return mismatch(document.place(), document.stem, expected)
    text = match["cik"] if older and match and cik is None else cik
    try:
        return cik_entity(str(text) if isinstance(text, str) else "")
    except ParseError:
        return mismatch(document.place("cik"), shown(cik), say("a Central Index Key"))


def _parts(document: Document, entity: str, filings: JsonValue) -> Iterator[FilingRow | Finding]:
    for item in entries(document, filings, "filings"):
        if isinstance(item, Finding):
            yield item
        elif item[0] == "recent":
            yield from _filings(document, entity, item[1], "filings/recent")


def _names(document: Document, entity: str, company: dict[str, JsonValue]) -> Iterator[EntityRow | Finding]:
    file = document.name
    name = company.get("name")
    if isinstance(name, str) and name.strip():
        yield EntityRow(entity, "name", name.strip(), file)
    else:
        yield mismatch(document.place("name"), shown(name), say("the name of the company"))
    yield from _former_names(document, entity, company.get("formerNames"))
    for key, kind in (("tickers", "ticker"), ("exchanges", "exchange")):
        given = company.get(key) or []
        texts = [text for text in given if isinstance(text, str)] if isinstance(given, list) else []
        if not isinstance(given, list) or any(text is not None and text not in texts for text in given):
            yield mismatch(document.place(key), shown(given), say("a list of texts"))
        yield from (EntityRow(entity, kind, text, file) for text in dict.fromkeys(texts) if text)
    sic = company.get("sic")
    if isinstance(sic, str) and sic:
        yield EntityRow(entity, "sic", str(sic), file)
    yield from _year_end(document, entity, company.get("fiscalYearEnd"))


def _former_names(document: Document, entity: str, given: JsonValue) -> Iterator[EntityRow | Finding]:
    if given is None:
        return
    if not isinstance(given, list):
        yield mismatch(document.place("formerNames"), shown(given), say("a list of names"))
        return
    for index, former in enumerate(given):
        name = former.get("name") if isinstance(former, JsonObject) else None
        if not isinstance(former, JsonObject) or not isinstance(name, str) or not name.strip():
            place = document.place(f"formerNames/{index}")
            yield mismatch(place, shown(former), say("an object with a name"))
            continue
        since, until = _day(former.get("from")), _day(former.get("to"))
        yield EntityRow(entity, "former_name", name.strip(), document.name, since, until)


def _year_end(document: Document, entity: str, given: JsonValue) -> Iterator[EntityRow | Finding]:
    if given is None or given == "":
        return
    match = _YEAR_END.fullmatch(given) if isinstance(given, str) else None
    # A leap year, for a year may end on February 29.
    if match is None or _day(f"2024-{match['month']}-{match['day']}") is None:
        yield mismatch(document.place("fiscalYearEnd"), shown(given), say("month and day, as 1231"))
        return
    yield EntityRow(entity, "fiscal_year_end", f"--{match['month']}-{match['day']}", document.name)


def _filings(document: Document, entity: str, value: JsonValue, path: str) -> Iterator[FilingRow | Finding]:
    columns: dict[str, list[JsonValue]] = {}
    for item in entries(document, value, path):
        if isinstance(item, Finding):
            yield item
        elif isinstance(item[1], list):
            columns.setdefault(item[0], item[1])
    count = len(columns.get("accessionNumber", []))
    uneven = [name for name in _USED if len(columns.get(name, [])) != count and name in (*_NEEDED, *columns)]
    for name in uneven:
        got = say("{count} values", count=len(columns.get(name, [])))
        place = document.place(f"{path}/{name}".lstrip("/"))
        yield mismatch(place, got, say("{count} as there are accession numbers", count=count))
    if any(name in uneven for name in _NEEDED):
        return
    used = {name: columns[name] for name in _USED if name in columns and name not in uneven}
    instants = _instants(used.get("acceptanceDateTime", [None] * count))
    for index in range(count):
        row = {name: column[index] for name, column in used.items()}
        yield from _filing(document, entity, row, instants[index], f"{path}/{{}}/{index}".lstrip("/"))


def _filing(
    document: Document,
    entity: str,
    row: dict[str, JsonValue],
    accepted: datetime | None,
    path: str,
) -> Iterator[FilingRow | Finding]:
    accession, form, filed = row["accessionNumber"], row["form"], _day(row["filingDate"])
    sound = True
    if not isinstance(accession, str) or not is_accession(accession):
        expected = say("an accession number, as 0000320193-23-000106")
        yield mismatch(document.place(path.format("accessionNumber")), shown(accession), expected)
        sound = False
    if filed is None:
        place = document.place(path.format("filingDate"))
        yield mismatch(place, shown(row["filingDate"]), say("a day that exists, as 2025-03-31"))
        sound = False
    report = row.get("reportDate")
    if report and _day(report) is None:
        place = document.place(path.format("reportDate"))
        expected = say("a day that exists, as 2025-03-31")
        yield Finding(
            place,
            say("got {got}, expected {expected}", got=shown(report), expected=expected),
            severity=Severity.WARNING,
        )
    if sound:
        primary = row.get("primaryDocument")
        yield FilingRow(
            accession=str(accession),
            entity=entity,
            form=str(form) if isinstance(form, str) and form else None,
            filed=filed,
            file=document.name,
            period_end=_day(report),
            accepted=accepted,
            primary_document=str(primary) if isinstance(primary, str) and primary else None,
        )


def _instants(given: Sequence[JsonValue]) -> list[datetime | None]:
    """Return the instants in UTC of a document's times of acceptance, all None where they could be either."""
    clocks = [_clock(text) for text in given]
    # Filings of the last century have a day only, written as midnight.
    clocks = [clock if clock and clock.time() != time.min else None for clock in clocks]
    told = [clock for clock in clocks if clock is not None]
    as_new_york = all(_OPENS <= clock.hour < _CLOSES for clock in told)
    as_utc = all(_OPENS <= from_utc(clock.replace(tzinfo=UTC)).hour < _CLOSES for clock in told)
    if as_new_york == as_utc:
        return [None] * len(clocks)
    if as_utc:
        return [clock.replace(tzinfo=UTC) if clock else None for clock in clocks]
    return [in_utc(clock) if clock else None for clock in clocks]


def _clock(text: JsonValue) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        clock = datetime.fromisoformat(text)
    except ValueError:
        return None
    # A year in which a clock can be turned by five hours without leaving the calendar.
    return clock.replace(tzinfo=None) if date.min.year < clock.year < date.max.year else None


def _day(text: JsonValue) -> date | None:
    match = _DAY.fullmatch(text) if isinstance(text, str) else None
    try:
        return date.fromisoformat(match["day"]) if match else None
    except ValueError:
        return None
