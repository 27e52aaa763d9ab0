"""Which number do English words write? ``one hundred and twenty-five million``: up to quintillions."""

from __future__ import annotations

import re

DASHES = "\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\ufe58\ufe63\uff0d-"
_WORD = re.compile(r"[a-z]+")
_ONES = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_GROUPS = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "quintillion": 10**18,
}
_NOTHING = frozenset(("zero", "no", "none", "nil"))
_TEEN = 10


def number_of_words(text: str) -> int | None:
    """Return the whole number that English words write, or None; ``no``, ``none`` and ``nil`` are 0."""
    words = re.sub(f"[,{DASHES}]", " ", text.casefold()).split()
    if len(words) == 1 and words[0] in _NOTHING:
        return 0
    total, ceiling, group = 0, max(_GROUPS.values()) * 1000, []
    for word in words:
        size = _GROUPS.get(word)
        if size is None:
            group.append(word)
            continue
        count = _hundreds(group)
        if not count or size >= ceiling:
            return None
        total, ceiling, group = total + count * size, size, []
    rest = _hundreds(group) if group else 0
    return total + rest if words and rest is not None else None


def _hundreds(words: list[str]) -> int | None:
    """Return a number below a thousand, or None; ``and`` may stand before its last part."""
    if words.count("hundred") > 1 or not words:
        return None
    if "hundred" not in words:
        return _below_hundred(words[1:] if words[0] == "and" and len(words) > 1 else words)
    at = words.index("hundred")
    # "Fifteen hundred" is a way to say 1,500.
    hundreds, rest = _below_hundred(words[:at]), words[at + 1 :]
    if hundreds is None or words[at - 1] in _TENS:
        return None
    if rest[:1] == ["and"]:
        rest = rest[1:]
        if not rest:
            return None
    below = _below_hundred(rest) if rest else 0
    return None if below is None else hundreds * 100 + below


def _below_hundred(words: list[str]) -> int | None:
    match words:
        case [one] if one in _ONES:
            return _ONES[one]
        case [ten] if ten in _TENS:
            return _TENS[ten]
        case [ten, one] if ten in _TENS and _ONES.get(one, _TEEN) < _TEEN:
            return _TENS[ten] + _ONES[one]
    return None
