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


def read_context(
    element: _Element, prefixes: Prefixes, bound: Mapping[str | None, str] | None
) -> Context | Fault:
    """Return the context of an ``xbrli:context``, or what is wrong with it.

    Args:
        element: the element.
        prefixes: the prefixes of the report.
        bound: the namespaces in scope wherever in the element, or None if they differ within it.
    """
    entity = _entity(element)
    if isinstance(entity, Fault):
        return entity
    days = _days(element.find(_tag("period")))
    if isinstance(days, Fault):
        return days
    dimensions = _dimensions(element, prefixes, bound)
    if isinstance(dimensions, Fault):
        return dimensions
    return Context(entity, *days, dimensions)


def read_unit(element: _Element) -> str | Fault:
    """Return the unit of an ``xbrli:unit`` as ``kernel.units`` writes it, or what is wrong with it."""
    divide = element.find(_tag("divide"))
    if divide is None:
        above, below = list(element.iterchildren(_tag("measure"))), []
    else:
        above = list(divide.iterfind(f"{_tag('unitNumerator')}/{_tag('measure')}"))
        below = list(divide.iterfind(f"{_tag('unitDenominator')}/{_tag('measure')}"))
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


def _tag(name: str) -> str:
    return f"{{{XBRLI}}}{name}"


def _measure(element: _Element) -> str:
    return (element.text or "").strip().rpartition(":")[2]


def _entity(context: _Element) -> str | Fault:
    identifier = context.find(f"{_tag('entity')}/{_tag('identifier')}")
    text = (identifier.text or "").strip() if identifier is not None else ""
    if identifier is None or not text:
        return Fault(say("a context without an identifier"), say("the identifier of an entity"))
    scheme = (identifier.get("scheme") or "").strip()
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


def _days(period: _Element | None) -> tuple[date | None, date | None] | Fault:
    texts = {} if period is None else {child.tag: (child.text or "").strip() for child in period}
    if _tag("forever") in texts:
        return None, None
    start: date | Fault | None = None
    if _tag("instant") in texts:
        end = _day(texts[_tag("instant")], closes=True)
    elif _tag("startDate") in texts and _tag("endDate") in texts:
        start = _day(texts[_tag("startDate")], closes=False)
        end = _day(texts[_tag("endDate")], closes=True)
    else:
        return Fault(say("no period"), say("an instant, a start and an end, or forever"))
    if isinstance(start, Fault):
        return start
    if isinstance(end, Fault):
        return end
    if start is not None and start > end:
        return Fault(say("{start} to {end}", start=start, end=end), say("a period that ends after it starts"))
    return start, end


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


def _dimensions(context: _Element, prefixes: Prefixes, bound: Mapping[str | None, str] | None) -> str | Fault:
    containers = [
        container
        for container in (
            context.find(f"{_tag('entity')}/{_tag('segment')}"),
            context.find(_tag("scenario")),
        )
        if container is not None
    ]
    if not containers:
        return ""
    members: dict[str, str] = {}
    for element in _children(containers):
        named = _dimension(element, prefixes, element.nsmap if bound is None else bound)
        if isinstance(named, Fault):
            return named
        axis, member = named
        if axis in members:
            return Fault(axis, say("each axis once"))
        members[axis] = member
    return ";".join(f"{axis}={member}" for axis, member in sorted(members.items()))


def _children(containers: Iterable[_Element]) -> Iterable[_Element]:
    for container in containers:
        yield from container.iterchildren("*")


def _dimension(
    element: _Element, prefixes: Prefixes, bound: Mapping[str | None, str]
) -> tuple[str, str] | Fault:
    text = element.text or ""
    if element.tag not in (f"{{{XBRLDI}}}explicitMember", f"{{{XBRLDI}}}typedMember"):
        # Free content is older than dimensions; it stands as an axis of its own, lest its facts be taken
        # for the whole entity's.
        namespace, _, local = element.tag.rpartition("}")
        name = f"{prefixes.of(namespace[1:], element.prefix)}:{local}" if namespace else local
        return name, _plain(text_of(element))
    axis = prefixes.qualified(element.get("dimension") or "", bound)
    if axis is None:
        return Fault(element.get("dimension") or "", say("the name of an axis, its prefix bound"))
    if element.tag.endswith("typedMember"):
        return axis, _plain(text_of(element))
    member = prefixes.qualified(text, bound)
    if member is None:
        return Fault(text.strip(), say("the name of a member, its prefix bound"))
    return axis, member


def _plain(text: str) -> str:
    return " ".join(text.split()).replace(";", "%3B")
