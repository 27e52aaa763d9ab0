"""Which kind of document is this? Told by its first bytes or its header row; the name only helps.

A kind says which reader is right. What a path holds is told in ``recognition``.
"""

from __future__ import annotations

import csv
import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from titre.kernel.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from titre.sources.settings import EventMapping, PriceMapping, ReadSettings, TextForm


class DocumentKind(StrEnum):
    """What a document, or several that belong together, can be."""

    COMPANYFACTS = "companyfacts"
    SUBMISSIONS = "submissions"
    TICKERS = "tickers"
    INLINE_XBRL = "inline_xbrl"
    XBRL = "xbrl"
    FILING = "filing"
    """the documents of one filing, in a zip or in a folder named by the accession number"""
    DATA_SET = "data_set"
    FACT_CSV = "fact_csv"
    PRICES = "prices"
    RATES = "rates"
    EVENTS = "events"


EXPECTED = say(
    "companyfacts, submissions or ticker JSON, inline XBRL, plain XBRL, a filing's zip, "
    "a Financial Statement Data Set, or a CSV of facts, prices, dividends, ECB rates or events"
)
"""What can be imported, for a message."""


class Unknown(NamedTuple):
    """A document of no kind: what was got, and whether its name promised data."""

    got: Message
    expected: Message = EXPECTED
    promised: bool = False


def kind_of(head: bytes, name: str, settings: ReadSettings) -> DocumentKind | Unknown:
    """Return the kind that a document's first bytes tell; ``name`` is its last part, without ``.gz``.

    64 kilobytes are enough: namespaces, the first keys of an object and a header row stand there.
    """
    if not head:
        return Unknown(say("an empty file"), promised=True)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    wide = _wide_encoding(head)
    if wide is not None and head.decode(wide, "replace").lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return Unknown(say("JSON in {encoding}", encoding=wide.upper()), say("UTF-8"), promised=True)
    if head.startswith(b"\x1f\x8b"):
        return Unknown(say("gzip inside gzip"), say("it unpacked once"), promised=True)
    if start[:1] in (b"{", b"["):
        return _json_kind(start, name)
    if start[:1] == b"<" or _WIDE_MARKUP.match(head):
        return _markup_kind(start, name)
    return _text_kind(head, name, settings)


def _wide_encoding(head: bytes) -> str | None:
    """Return the encoding of two or four bytes a letter that a text of ASCII's letters begins in, if any."""
    for name, beginning in _WIDE:
        if beginning.match(head):
            return name
    return None


_WIDE = (
    ("utf-32-le", re.compile(rb"\xff\xfe\0\0|[^\0]\0\0\0")),
    ("utf-32-be", re.compile(rb"\0\0\xfe\xff|\0\0\0[^\0]")),
    ("utf-16-le", re.compile(rb"\xff\xfe|[^\0]\0")),
    ("utf-16-be", re.compile(rb"\xfe\xff|\0[^\0]")),
)
_KEY = re.compile(rb'"(\w+)"\s*:')
_JSON_KEYS = (
    ({b"facts", b"entityName"}, DocumentKind.COMPANYFACTS),
    ({b"filings", b"cik"}, DocumentKind.SUBMISSIONS),
    ({b"entityType", b"cik"}, DocumentKind.SUBMISSIONS),
    ({b"accessionNumber", b"filingDate"}, DocumentKind.SUBMISSIONS),
    ({b"cik_str", b"ticker"}, DocumentKind.TICKERS),
    ({b"fields", b"data"}, DocumentKind.TICKERS),
)
_JSON_NAMES = (
    (re.compile(r"CIK\d{10}-submissions-\d+\.json", re.IGNORECASE), DocumentKind.SUBMISSIONS),
    (re.compile(r"CIK\d{10}\.json", re.IGNORECASE), DocumentKind.COMPANYFACTS),
    (re.compile(r"company_tickers(_exchange)?\.json", re.IGNORECASE), DocumentKind.TICKERS),
)


def _json_kind(start: bytes, name: str) -> DocumentKind | Unknown:
    keys = set(_KEY.findall(start))
    for needed, kind in _JSON_KEYS:
        if needed <= keys:
            return kind
    # A damaged or an empty document of EDGAR is named as such; its reader says what is wrong with it.
    for pattern, kind in _JSON_NAMES:
        if pattern.fullmatch(name):
            return kind
    return Unknown(say("JSON of another kind"), promised=name.lower().endswith(".json"))


_WIDE_MARKUP = re.compile(rb"(?:\xff\xfe)?<\0|(?:\xfe\xff)?\0<")
"""Markup in two-byte characters."""
_PROMISES_DATA = re.compile(r".*\.(json|csv|tsv|txt|zip)", re.IGNORECASE)
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def _markup_kind(start: bytes, name: str) -> DocumentKind | Unknown:
    # Imported late: the package of XBRL brings much with it that a table of prices never needs.
    from titre.sources.xbrl.sniffing import is_inline_xbrl, is_xbrl_instance

    if is_inline_xbrl(start):
        return DocumentKind.INLINE_XBRL
    if is_xbrl_instance(start):
        return DocumentKind.XBRL
    promised = _PROMISES_DATA.fullmatch(name) is not None
    if _WEB_PAGE.search(start):
        # A block page that was saved as a report; XML of another kind stands beside many.
        promised = promised or name.lower().endswith((".xml", ".xbrl"))
        return Unknown(say("a web page without inline XBRL"), promised=promised)
    return Unknown(say("XML of another kind"), promised=promised)


def _text_kind(head: bytes, name: str, settings: ReadSettings) -> DocumentKind | Unknown:
    columns = header_row(head, settings.events.form)
    if is_fact_header(columns):
        return DocumentKind.FACT_CSV
    if is_rate_header(columns):
        return DocumentKind.RATES
    if events_fit(columns, settings.events):
        return DocumentKind.EVENTS
    for mapping in settings.prices:
        if prices_fit(header_row(head, mapping.form), mapping):
            return DocumentKind.PRICES
    if name.lower().endswith((".csv", ".tsv")):
        # What a file holds goes to a terminal: nothing that a terminal would obey.
        shown = "".join(letter if letter.isprintable() else "?" for letter in ", ".join(columns)[:200])
        return Unknown(say("a table with the columns {columns}", columns=shown))
    return Unknown(say("a file of another kind"))


FACT_COLUMNS = (
    "cik",
    "entity",
    "concept",
    "dimensions",
    "unit",
    "start",
    "end",
    "value",
    "accession",
    "form",
    "filed",
)
"""The header row of a fact CSV."""
_FACT_NEEDED = {"cik", "concept", "unit", "end", "value", "accession"}
_CURRENCY = re.compile(r"[A-Z]{3}")
_SEPARATORS = ",;\t"
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
"""The first bytes that tell the encoding of a text, whatever a mapping says."""


def header_row(head: bytes, form: TextForm) -> tuple[str, ...]:
    """Return the names of the columns in the first line, as written but for spaces around them."""
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if head.startswith(mark)), form.encoding)
    text = head.decode(marked, "replace")
    line = (text.splitlines() or [""])[0]
    separator = form.separator or separator_of(line)
    return tuple(cell.strip() for cell in next(csv.reader([line], delimiter=separator), []))


def separator_of(line: str) -> str:
    """Return which of comma, semicolon and tab separates the cells of a header row."""
    return max(_SEPARATORS, key=line.count)


def is_fact_header(columns: Collection[str]) -> bool:
    """Return whether the columns are those of a fact CSV."""
    return {column.casefold() for column in columns} >= _FACT_NEEDED


def is_rate_header(columns: tuple[str, ...]) -> bool:
    """Return whether the columns are those of the ECB's rates: a day, then a currency each."""
    first, *others = columns or ("",)
    named = [column for column in others if column]
    return first.casefold() == "date" and bool(named) and all(map(_CURRENCY.fullmatch, named))


def events_fit(columns: Collection[str], mapping: EventMapping) -> bool:
    """Return whether a file with these columns is one of events."""
    return _folded(columns) >= _folded(
        mapping.columns.get(name, "\0") for name in ("entity", "day", "kind", "metric", "low")
    )


def prices_fit(columns: Collection[str], mapping: PriceMapping) -> bool:
    """Return whether a file with these columns can be read with a mapping."""
    got = _folded(columns)
    needed = _folded([mapping.day, *([mapping.symbol] if mapping.symbol else [])])
    return got >= needed and bool(got & _folded(mapping.values.values()))


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}
