"""Which day, month or year does a page show? The date rules of the five registries.

The results are XML Schema's: ``2025-03-31``, ``--03-31`` for a day of any year, ``2025-03`` for a month.
A year of one or two digits is of this century, as the registries say.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from titre.sources.transformations.months import folded, month_names, month_pattern
from titre.sources.transformations.numbers import ascii_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_GAP = r"[^0-9]+"
_DIGITS = {"day": r"([0-9]{1,2})", "month": r"([0-9]{1,2})", "year": r"([0-9]{4}|[0-9]{1,2})"}
_LEAP_YEAR = 2000
_CENTURY = 2000
_MONTHS = 12


def _iso(parts: Mapping[str, int]) -> str | None:
    """Return the date that a day, month and year make, any of day and year missing, or None if none."""
    year, month, day = parts.get("year"), parts["month"], parts.get("day")
    try:
        real = date(_LEAP_YEAR if year is None else year, month, 1 if day is None else day)
    except ValueError:
        return None
    if day is None:
        return real.isoformat()[: len("2025-03")]
    return f"--{real:%m-%d}" if year is None else real.isoformat()


def _number(part: str, digits: str) -> int:
    """Return the number of a part; a year of one or two digits is of this century."""
    return int(digits) + (_CENTURY if part == "year" and len(digits) <= len("25") else 0)


def _numbers(order: Sequence[str], digits: Sequence[str]) -> dict[str, int]:
    return {part: _number(part, written) for part, written in zip(order, digits, strict=True)}


def _numeric(*order: str, gap: str = _GAP, tail: str = "") -> Callable[[str], str | None]:
    """Return the rule of dates whose parts are all digits, in an order of ``day``, ``month``, ``year``."""
    form = re.compile(r"\s*" + gap.join(_DIGITS[part] for part in order) + tail + r"\s*")

    def read(text: str) -> str | None:
        match = form.fullmatch(ascii_digits(text))
        if match is None:
            return None
        return _iso(_numbers(order, match.groups()))

    return read


def _named(language: str, *order: str) -> Callable[[str], str | None]:
    """Return the rule of dates whose month is a name in a language."""
    compiled: list[re.Pattern[str]] = []

    def read(text: str) -> str | None:
        if not compiled:
            compiled.append(re.compile(_named_form(language, order)))
        match = compiled[0].fullmatch(folded(ascii_digits(text)))
        if match is None:
            return None
        parts = dict(zip(order, match.groups(), strict=True))
        month = month_names(language)[parts.pop("month")]
        return _iso({"month": month, **_numbers(tuple(parts), tuple(parts.values()))})

    return read


def _named_form(language: str, order: tuple[str, ...]) -> str:
    pieces = [r"\s*"]
    for position, part in enumerate(order):
        named = part == "month"
        if position:
            # Behind a name stands the rest of the word, if anything.
            pieces.append(r"[^0-9]*?" if named else r"[^0-9]*" if order[position - 1] == "month" else _GAP)
        pieces.append(month_pattern(language) if named else _DIGITS[part])
    # Behind the last digits may stand an ordinal's ending or the word for "year".
    pieces.append(r"[^0-9]*")
    return "".join(pieces)


_ERAS = {"明治": 1867, "明": 1867, "大正": 1911, "大": 1911, "昭和": 1925, "昭": 1925}
_ERAS |= {"平成": 1988, "平": 1988, "令和": 2018, "令": 2018}
_ERA_YEAR = rf"\s*({'|'.join(sorted(_ERAS, key=len, reverse=True))})\s*([0-9]{{1,2}}|元)\s*年"
_CJK_YEAR = r"\s*([0-9]{4}|[0-9]{1,2})\s*年"
_CJK_MONTH, _CJK_DAY = r"\s*([0-9]{1,2})\s*月", r"\s*([0-9]{1,2})\s*日"


def _era(*order: str) -> Callable[[str], str | None]:
    """Return the rule of dates by the eras of Japan's emperors, whose first year may be written 元."""
    form = re.compile(_ERA_YEAR + _CJK_MONTH + (_CJK_DAY if "day" in order else "") + r"\s*")

    def read(text: str) -> str | None:
        match = form.fullmatch(ascii_digits(text))
        if match is None:
            return None
        era, year, *rest = match.groups()
        parts = dict(zip(order, map(int, rest), strict=True))
        return _iso({"year": _ERAS[era] + (1 if year == "元" else int(year)), **parts})

    return read


def _cjk(*order: str) -> Callable[[str], str | None]:
    form = re.compile(_CJK_YEAR + _CJK_MONTH + (_CJK_DAY if "day" in order else "") + r"\s*")

    def read(text: str) -> str | None:
        match = form.fullmatch(ascii_digits(text))
        return _iso(_numbers(order, match.groups())) if match else None

    return read


_SAKA_NAMES = tuple(
    re.compile(folded(pattern))
    for pattern in (
        "c[^ ]*ait|चैत्र",
        "vai|वैशाख|बैसाख",
        "jy|ज्येष्ठ",
        "dha|आषाढ",
        "vana|श्रावण|सावन",
        "bh[^ ]*dra|prosthapada|भाद्रपद|भादो",
        "in|आश्विन",
        "k[^ ]*rti|कार्तिक",
        "m[^ ]*rga|agra|मार्गशीर्ष|अगहन",
        "pau|पौष",
        "m[^ ]*gh|माघ",
        "ph[^ ]*lg|फाल्गुन",
    )
)
"""what tells a month of India's national calendar among its many transliterations, as the registry does"""
_SAKA_DATE = re.compile(r"\s*([0-9]{1,2})[^0-9]+?([^\s0-9][^0-9]*?)[^0-9]([0-9]{4}|[0-9]{2})\s*")
_SAKA_EPOCH = 78
_SAKA_LATEST = 21
"""two-digit years up to here are of the Saka century 2000, the others of 1900"""
_SAKA_LONG = range(1, 6)
"""months of 31 days, by index; Chaitra, the first, has 31 in a leap year, the others have 30"""


def _saka(text: str) -> str | None:
    """Return the day of a Saka date; its first month begins on 22 March, in leap years on the 21st."""
    match = _SAKA_DATE.fullmatch(ascii_digits(text))
    if match is None:
        return None
    day, name, year = int(match[1]), folded(match[2]), int(match[3])
    month = next((index for index, names in enumerate(_SAKA_NAMES) if names.search(name)), None)
    if len(match[3]) == len("46"):
        year += 2000 if year <= _SAKA_LATEST else 1900
    if month is None or not 1 <= year <= date.max.year - _SAKA_EPOCH - 1:
        return None
    leap = calendar.isleap(year + _SAKA_EPOCH)
    lengths = [31 if index in _SAKA_LONG or (leap and index == 0) else 30 for index in range(_MONTHS)]
    if not 1 <= day <= lengths[month]:
        return None
    first = date(year + _SAKA_EPOCH, 3, 21 if leap else 22)
    return (first + timedelta(days=sum(lengths[:month]) + day - 1)).isoformat()


_DAY, _MONTH, _YEAR = "day", "month", "year"
_ORDINAL = r"[A-Za-z]*"
_REST = r"[^0-9]*"
_EN_DAY_MONTH, _EN_MONTH_DAY = _named("en", _DAY, _MONTH), _named("en", _MONTH, _DAY)
_EN_DAY_MONTH_YEAR = _named("en", _DAY, _MONTH, _YEAR)
_EN_MONTH_DAY_YEAR = _named("en", _MONTH, _DAY, _YEAR)
_EN_MONTH_YEAR, _EN_YEAR_MONTH = _named("en", _MONTH, _YEAR), _named("en", _YEAR, _MONTH)
_DAY_MONTH, _MONTH_DAY = _numeric(_DAY, _MONTH), _numeric(_MONTH, _DAY, tail=_ORDINAL)
_DAY_MONTH_YEAR, _MONTH_DAY_YEAR = _numeric(_DAY, _MONTH, _YEAR), _numeric(_MONTH, _DAY, _YEAR)
_YEAR_MONTH_DAY = _numeric(_YEAR, _MONTH, _DAY, tail=_REST)

DATES_1 = {
    "dateslashus": _numeric(_MONTH, _DAY, _YEAR, gap="/"),
    "dateslasheu": _numeric(_DAY, _MONTH, _YEAR, gap="/"),
    "datedotus": _numeric(_MONTH, _DAY, _YEAR, gap=r"\."),
    "datedoteu": _numeric(_DAY, _MONTH, _YEAR, gap=r"\."),
    "datelongus": _EN_MONTH_DAY_YEAR,
    "dateshortus": _EN_MONTH_DAY_YEAR,
    "datelonguk": _EN_DAY_MONTH_YEAR,
    "dateshortuk": _EN_DAY_MONTH_YEAR,
    "datelongdaymonthuk": _EN_DAY_MONTH,
    "dateshortdaymonthuk": _EN_DAY_MONTH,
    "datelongmonthdayus": _EN_MONTH_DAY,
    "dateshortmonthdayus": _EN_MONTH_DAY,
    "dateslashdaymontheu": _numeric(_DAY, _MONTH, gap="/"),
    "dateslashmonthdayus": _numeric(_MONTH, _DAY, gap="/"),
    "datelongyearmonth": _EN_YEAR_MONTH,
    "dateshortyearmonth": _EN_YEAR_MONTH,
    "datelongmonthyear": _EN_MONTH_YEAR,
    "dateshortmonthyear": _EN_MONTH_YEAR,
}
DATES_2 = {
    "datedaymonth": _DAY_MONTH,
    "datedaymonthen": _EN_DAY_MONTH,
    "datedaymonthyear": _DAY_MONTH_YEAR,
    "datedaymonthyearen": _EN_DAY_MONTH_YEAR,
    "dateerayearmonthdayjp": _era(_MONTH, _DAY),
    "dateerayearmonthjp": _era(_MONTH),
    "datemonthday": _MONTH_DAY,
    "datemonthdayen": _EN_MONTH_DAY,
    "datemonthdayyear": _MONTH_DAY_YEAR,
    "datemonthdayyearen": _EN_MONTH_DAY_YEAR,
    "datemonthyearen": _EN_MONTH_YEAR,
    "dateyearmonthcjk": _cjk(_YEAR, _MONTH),
    "dateyearmonthdaycjk": _cjk(_YEAR, _MONTH, _DAY),
    "dateyearmonthen": _EN_YEAR_MONTH,
}
_HINDI = _named("hi", _DAY, _MONTH, _YEAR)
DATES_3 = {
    **DATES_2,
    "calindaymonthyear": _saka,
    "datedaymonthdk": _named("da", _DAY, _MONTH),
    "datedaymonthyeardk": _named("da", _DAY, _MONTH, _YEAR),
    # The third registry also takes a number as the month.
    "datedaymonthyearin": lambda text: _HINDI(text) or _DAY_MONTH_YEAR(text),
    "datemonthyear": _numeric(_MONTH, _YEAR),
    "datemonthyeardk": _named("da", _MONTH, _YEAR),
    "datemonthyearin": _named("hi", _MONTH, _YEAR),
    "dateyearmonthday": _YEAR_MONTH_DAY,
}
_LANGUAGES = [
    "bg",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fi",
    "fr",
    "hr",
    "it",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sv",
]
DATES_4 = {
    "date-day-month": _DAY_MONTH,
    "date-day-month-year": _DAY_MONTH_YEAR,
    "date-month-day": _MONTH_DAY,
    "date-month-day-year": _MONTH_DAY_YEAR,
    "date-month-year": _numeric(_MONTH, _YEAR),
    "date-year-month": _numeric(_YEAR, _MONTH, tail=_REST),
    "date-year-month-day": _YEAR_MONTH_DAY,
    "date-ind-day-monthname-year-hi": _saka,
    "date-jpn-era-year-month": _era(_MONTH),
    "date-jpn-era-year-month-day": _era(_MONTH, _DAY),
    "date-day-monthroman": _named("roman", _DAY, _MONTH),
    "date-day-monthroman-year": _named("roman", _DAY, _MONTH, _YEAR),
    "date-monthroman-year": _named("roman", _MONTH, _YEAR),
    **{f"date-day-monthname-{code}": _named(code, _DAY, _MONTH) for code in (*_LANGUAGES, "lv")},
    **{f"date-day-monthname-year-{code}": _named(code, _DAY, _MONTH, _YEAR) for code in (*_LANGUAGES, "hi")},
    **{f"date-monthname-year-{code}": _named(code, _MONTH, _YEAR) for code in (*_LANGUAGES, "hi")},
    **{f"date-monthname-day-{code}": _named(code, _MONTH, _DAY) for code in ("en", "hu", "lt")},
    "date-monthname-day-year-en": _EN_MONTH_DAY_YEAR,
    **{f"date-year-monthname-{code}": _named(code, _YEAR, _MONTH) for code in ("en", "hu", "lt", "lv")},
    **{f"date-year-monthname-day-{code}": _named(code, _YEAR, _MONTH, _DAY) for code in ("hu", "lt")},
    "date-year-day-monthname-lv": _named("lv", _YEAR, _DAY, _MONTH),
}
DATES_5 = {
    **DATES_4,
    "date-day-monthname-cy": _named("cy", _DAY, _MONTH),
    "date-day-monthname-year-cy": _named("cy", _DAY, _MONTH, _YEAR),
    "date-monthname-year-cy": _named("cy", _MONTH, _YEAR),
}
