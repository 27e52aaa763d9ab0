"""By which prefix does a namespace go? The one EDGAR writes, whatever the document calls it.

A document chooses its prefixes freely, so ``us-gaap:Revenues`` is recognised by its namespace. A namespace
that no authority owns, a filer's own, keeps the document's prefix.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

XBRLI: Final = "http://www.xbrl.org/2003/instance"
LINK: Final = "http://www.xbrl.org/2003/linkbase"
XLINK: Final = "http://www.w3.org/1999/xlink"
XBRLDI: Final = "http://xbrl.org/2006/xbrldi"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XHTML: Final = "http://www.w3.org/1999/xhtml"
XSD: Final = "http://www.w3.org/2001/XMLSchema"
ISO4217: Final = "http://www.xbrl.org/2003/iso4217"
INLINE: Final = ("http://www.xbrl.org/2013/inlineXBRL", "http://www.xbrl.org/2008/inlineXBRL")
"""Inline XBRL 1.1 and 1.0"""

_FIXED = {
    XBRLI: "xbrli",
    ISO4217: "iso4217",
    "http://www.xbrl.org/2009/utr": "utr",
}
_STANDARD = (
    # FASB: us-gaap, srt, ebp, us-gaap-sup, …
    re.compile(r"https?://fasb\.org/(?P<prefix>[a-z\-]+)/[\w\-.]+", re.ASCII),
    # SEC: dei, country, currency, exch, ecd, cyd, stpr, naics, sic, invest, rr, oef, vip, …
    re.compile(r"https?://xbrl\.sec\.gov/(?P<prefix>[a-z\-]+)/[\w\-.]+", re.ASCII),
    # XBRL US, who kept these taxonomies until 2010
    re.compile(r"https?://xbrl\.us/(?P<prefix>[a-z\-]+)/[\w\-.]+", re.ASCII),
    # IFRS Foundation: ifrs-full, ifrs-smes, ifrs-mc; until 2010 one taxonomy, named ifrs
    re.compile(r"https?://xbrl\.ifrs\.org/taxonomy/[\w\-.]+/(?P<prefix>[a-z\-]+)", re.ASCII),
    re.compile(r"https?://xbrl\.iasb\.org/taxonomy/[\w\-.]+/(?P<prefix>[a-z\-]+)", re.ASCII),
    # ESMA: esef_cor, esef_all
    re.compile(r"https?://www\.esma\.europa\.eu/taxonomy/[\w\-.]+/(?P<prefix>[a-z_]+)", re.ASCII),
)
_RESERVED = frozenset(
    [
        "us-gaap",
        "srt",
        "dei",
        "ifrs-full",
        "country",
        "currency",
        "exch",
        "ecd",
        "cyd",
        "stpr",
        "naics",
        "sic",
        "invest",
        "iso4217",
        "xbrli",
    ]
)


def standard_prefix(namespace: str) -> str | None:
    """Return the prefix that EDGAR writes for a namespace, or None for one that is a filer's own."""
    fixed = _FIXED.get(namespace)
    if fixed is not None:
        return fixed
    for pattern in _STANDARD:
        match = pattern.fullmatch(namespace)
        if match:
            return match["prefix"]
    return None


class Prefixes:
    """The prefix of each namespace met in a report; a namespace keeps the first that it was met under."""

    def __init__(self) -> None:
        self._by_namespace: dict[str, str] = {}
        self._by_local: dict[tuple[str | None, str], str] = {}

    def of(self, namespace: str, own: str | None) -> str:
        """Return the prefix of a namespace that the document binds to ``own`` (None: its default)."""
        prefix = self._by_namespace.get(namespace)
        if prefix is None:
            prefix = standard_prefix(namespace) or self._own(namespace, own)
            self._by_namespace[namespace] = prefix
        return prefix

    def qualified(self, name: str, bound: Mapping[str | None, str]) -> str | None:
        """Return a qualified name as EDGAR writes it, or None where its prefix is bound to nothing.

        Args:
            name: as the document writes it, ``prefix:local`` or ``local``.
            bound: the namespaces in scope, by prefix.
        """
        prefix, colon, local = name.strip().partition(":")
        if not colon:
            prefix, local = "", prefix
        namespace = bound.get(prefix or None)
        known = self._by_local.get((namespace, local))
        if known is not None and (namespace is not None or not prefix):
            return known
        if not _NAME.fullmatch(local) or (prefix and namespace is None):
            return None
        qualified = local if namespace is None else f"{self.of(namespace, prefix or None)}:{local}"
        self._by_local[namespace, local] = qualified
        return qualified

    def _own(self, namespace: str, own: str | None) -> str:
        """Return a prefix for a filer's own namespace that no standard one can be taken for."""
        if own is None:
            words = [
                word for word in re.split(r"[/:#.]", namespace) if re.fullmatch(r"[A-Za-z][\w\-]*", word)
            ]
            own = words[-1].lower() if words else "own"
        return f"own-{own}" if own in _RESERVED else own


_NAME = re.compile(r"[^\W\d][\w.\-]*")
