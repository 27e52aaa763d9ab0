"""When are two spellings one name? Case, accents and punctuation never count, legal forms not always."""

from __future__ import annotations

import re
import unicodedata

_NO_WORD = re.compile(r"[^\w]+")
_JOINED = re.compile(r"(?<=\w)['’.](?=\w)")
_SITE = re.compile(r"\.com\b", re.IGNORECASE)
_STATE = re.compile(r"\s*[/\\][A-Za-z]{2,3}[/\\]?\s*$")
"""the state that EDGAR appends to some names: ``/DE/``, ``\\DE\\``, ``/NEW``"""

_LEGAL = frozenset(
    {
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "companies",
        "ltd",
        "limited",
        "llc",
        "lp",
        "llp",
        "plc",
        "ag",
        "se",
        "nv",
        "bv",
        "sa",
        "sas",
        "sarl",
        "spa",
        "ab",
        "asa",
        "as",
        "oyj",
        "oy",
        "gmbh",
        "kgaa",
        "kg",
        "kk",
        "group",
        "groupe",
        "holding",
        "holdings",
        "hldgs",
        "platforms",
        "trust",
        "the",
        "cl",
        "class",
        "a",
        "b",
        "c",
        "com",
        "new",
        "adr",
    }
)
"""words at the end of a name that seldom tell two companies apart; ``the`` at the beginning too"""


def fold(text: str) -> str:
    """Return a name without case, accents, punctuation: ``Télé-Québec Inc.`` becomes ``tele quebec inc``."""
    plain = (
        _SITE.sub(" com", _STATE.sub("", text)).replace("œ", "oe").replace("Œ", "OE").replace("&", " and ")
    )
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_NO_WORD.sub(" ", _JOINED.sub("", bare)).casefold().split())


def fold_ticker(symbol: str) -> str:
    """Return a symbol without case and with one sign for all: ``BRK.B`` and ``BRK-B`` are one."""
    return fold(symbol.replace(".", "-"))


def core(text: str) -> str:
    """Return a folded name without its legal form: ``Meta Platforms, Inc.`` becomes ``meta``.

    Never empty: a name of such words only keeps its first.
    """
    words = fold(text).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return " ".join(words)
