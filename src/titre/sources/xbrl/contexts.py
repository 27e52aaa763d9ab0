"""Of whom, when and under which dimensions does a fact speak, and in which unit? Contexts and units.

Days are inclusive: XBRL writes an end as the midnight that closes a day, either as the day's own date or
as the next day at ``00:00:00``. Sources: XBRL 2.1 §4.7 and §4.8, XBRL Dimensions 1.0.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from titre.kernel.entities import cik_entity
from titre.kernel.errors import ParseError
from titre.kernel.messages import say
from titre.kernel.units import Unit
from titre.sources.xbrl.namespaces import ISO4217, XBRLDI, XBRLI
from titre.sources.xbrl.plain_text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

    from titre.kernel.messages import Message
    from titre.sources.xbrl.namespaces import Prefixes

CIK_SCHEME = "http://www.sec.gov/CIK"
_LEI_SCHEME = re.compile(r"https?://standards\.iso\.org/iso/17442(?::\d+)?/?")
_DAY = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:T(?P<time>\d{2}:\d{2}:\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_CURRENCY = re.compile(r"[A-Z]{3}")


def _tag(name: str) -> str:
    return f"{{{XBRLI}}}{name}"


_ENTITY, _IDENTIFIER, _SEGMENT, _SCENARIO = map(_tag, ("entity", "identifier", "segment", "scenario"))
_PERIOD, _INSTANT, _START, _END = map(_tag, ("period", "instant", "startDate", "endDate"))
_FOREVER, _MEASURE, _DIVIDE = map(_tag, ("forever", "measure", "divide"))
_EXPLICIT, _TYPED = f"{{{XBRLDI}}}explicitMember", f"{{{XBRLDI}}}typedMember"


class Context(NamedTuple):
    """What facts have in common: their entity, days and dimensions."""

    entity: str
    start: date | None
    end: date | None
    dimensions: str
    """``Axis=Member;Axis=Member``, sorted by axis; a typed member is its text, its semicolons ``%3B``"""


class Fault(NamedTuple):
    """Why something cannot be taken."""

    got: Message | str
    expected: Message


_NO_PERIOD = Fault(say("no period"), say("an instant, a start and an end, or forever"))
_NO_ENTITY = Fault(say("no identifier"), say("the identifier of an entity"))


class ContextReader:
    """Reads the contexts of one report; what they repeat, and they repeat nearly all, is read once."""

    def __init__(self, prefixes: Prefixes) -> None:
        self._prefixes = prefixes
        self._entities: dict[tuple[str | None, str | None], str | Fault] = {}
        self._days: dict[tuple[str | None, bool], date | Fault] = {}
        self._named: dict[tuple[str | None, str | None], tuple[str, str] | Fault] = {}

    def read(self, element: _Element, bound: Mapping[str | None, str] | None) -> Context | Fault:
        """Return the context of an ``xbrli:context``, or what is wrong with it.

        Args:
            element: the element.
            bound: the namespaces in scope wherever in the element, or None if they differ within it.
        """
        entity: str | Fault = _NO_ENTITY
        days: tuple[date | None, date | None] | Fault = _NO_PERIOD
        dimensions: list[_Element] = []
        for child in element:
            tag = child.tag
            if tag == _ENTITY:
                for part in child:
                    if part.tag == _IDENTIFIER:
                        entity = self._entity(part.get("scheme"), part.text)
                    elif part.tag == _SEGMENT:
                        dimensions += part
            elif tag == _PERIOD:
                days = self._period(child)
            elif tag == _SCENARIO:
                dimensions += child
        if isinstance(entity, Fault):
            return entity
        if isinstance(days, Fault):
            return days
        written = self._dimensions(dimensions, bound) if dimensions else ""
        return written if isinstance(written, Fault) else Context(entity, *days, written)

    def _entity(self, scheme: str | None, text: str | None) -> str | Fault:
        key = (scheme, text)
        if key not in self._entities:
            self._entities[key] = _entity((scheme or "").strip(), (text or "").strip())
        return self._entities[key]

    def _period(self, period: _Element) -> tuple[date | None, date | None] | Fault:
        texts = {child.tag: child.text for child in period}
        if _INSTANT in texts:
            instant = self._day(texts[_INSTANT], closes=True)
            return instant if isinstance(instant, Fault) else (None, instant)
        if _START not in texts or _END not in texts:
            return (None, None) if _FOREVER in texts else _NO_PERIOD
        start, end = self._day(texts[_START], closes=False), self._day(texts[_END], closes=True)
        if isinstance(start, Fault):
            return start
        if not isinstance(end, Fault) and start > end:
            written = say("{start} to {end}", start=start, end=end)
            end = Fault(written, say("a period that ends after it starts"))
        return end if isinstance(end, Fault) else (start, end)

    def _day(self, text: str | None, *, closes: bool) -> date | Fault:
        key = (text, closes)
        if key not in self._days:
            self._days[key] = _day((text or "").strip(), closes=closes)
        return self._days[key]

    def _dimensions(
        self, elements: Iterable[_Element], bound: Mapping[str | None, str] | None
    ) -> str | Fault:
        members: dict[str, str] = {}
        for element in elements:
            if bound is None or element.tag != _EXPLICIT:
                named = _dimension(element, self._prefixes, element.nsmap if bound is None else bound)
            else:
                key = (element.get("dimension"), element.text)
                named = self._named.get(key) or _dimension(element, self._prefixes, bound)
                self._named[key] = named
            if isinstance(named, Fault):
                return named
            axis, member = named
            if axis in members:
                return Fault(axis, say("each axis once"))
            members[axis] = member
        return ";".join([f"{axis}={members[axis]}" for axis in sorted(members)])


def read_unit(element: _Element) -> str | Fault:
    """Return the unit of an ``xbrli:unit`` as ``kernel.units`` writes it, or what is wrong with it."""
    divide = element.find(_DIVIDE)
    if divide is None:
        above, below = list(element.iterchildren(_MEASURE)), []
    else:
        above = list(divide.iterfind(f"{_tag('unitNumerator')}/{_MEASURE}"))
        below = list(divide.iterfind(f"{_tag('unitDenominator')}/{_MEASURE}"))
    if not above or (divide is not None and not below):
        return Fault(say("a unit without a measure"), say("a unit such as USD or USD/shares"))
    for measure in (*above, *below):
        prefix, colon, local = (measure.text or "").strip().partition(":")
        namespace = measure.nsmap.get(prefix) if colon else None
        if namespace == ISO4217 and not _CURRENCY.fullmatch(local):
            return Fault(local, say("the three capital letters of a currency"))
    unit = Unit(tuple(sorted(map(_measure, above))), tuple(sorted(map(_measure, below))))
    try:
        Unit.parse(str(unit))
    except ParseError:
        return Fault(str(unit), say("a unit such as USD or USD/shares"))
    return str(unit)


def _measure(element: _Element) -> str:
    return (element.text or "").strip().rpartition(":")[2]


def _entity(scheme: str, text: str) -> str | Fault:
    """Return the entity of an identifier in a scheme: a Central Index Key, an LEI or another authority's."""
    if not text:
        return _NO_ENTITY
    if scheme == CIK_SCHEME:
        try:
            return cik_entity(text)
        except ParseError:
            return Fault(text, say("a Central Index Key"))
    if _LEI_SCHEME.fullmatch(scheme):
        return f"LEI{text}"
    try:
        host = urlsplit(scheme).hostname or scheme
    except ValueError:
        host = scheme
    return f"{host}:{text}" if host else text


def _day(text: str, *, closes: bool) -> date | Fault:
    """Return the day that a boundary closes or opens."""
    expected = say("a day that exists, as 2025-03-31")
    match = _DAY.fullmatch(text)
    if match is None:
        return Fault(text, expected)
    try:
        day = date.fromisoformat(match["day"])
        if closes and match["time"] == "00:00:00":
            return day - timedelta(days=1)
        if not closes and match["time"] == "24:00:00":
            return day + timedelta(days=1)
    except (ValueError, OverflowError):
        return Fault(text, expected)
    return day


def _dimension(
    element: _Element, prefixes: Prefixes, bound: Mapping[str | None, str]
) -> tuple[str, str] | Fault:
    explicit = element.tag == _EXPLICIT
    if not explicit and element.tag != _TYPED:
        # Free content is older than dimensions; it stands as an axis of its own, lest its facts be taken
        # for the whole entity's.
        namespace, _, local = element.tag.rpartition("}")
        name = f"{prefixes.of(namespace[1:], element.prefix)}:{local}" if namespace else local
        return name, _plain(text_of(element))
    written = element.get("dimension") or ""
    axis = prefixes.qualified(written, bound)
    if axis is None:
        return Fault(written, say("the name of an axis, its prefix bound"))
    if not explicit:
        return axis, _plain(text_of(element))
    text = element.text or ""
    member = prefixes.qualified(text, bound)
    if member is None:
        return Fault(text.strip(), say("the name of a member, its prefix bound"))
    return axis, member


def _plain(text: str) -> str:
    return " ".join(text.split()).replace(";", "%3B")
