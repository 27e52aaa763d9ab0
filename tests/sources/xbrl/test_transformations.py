"""Each rule of each registry, by answers known from its definition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.sources.transformations import rule
from titre.sources.transformations.registries import registries

_IXT = "http://www.xbrl.org/inlineXBRL/transformation/"
TR1, TR2, TR3 = f"{_IXT}2010-04-20", f"{_IXT}2011-07-31", f"{_IXT}2015-02-26"
TR4, TR5 = f"{_IXT}2020-02-12", f"{_IXT}2022-02-16"
OLDEST = "http://www.xbrl.org/2008/inlineXBRL/transformation"
SEC = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"

KNOWN: dict[str, dict[str, list[tuple[str, str | None]]]] = {
    TR1: {
        "dateslashus": [("3/31/2010", "2010-03-31"), ("03/31/10", "2010-03-31"), ("31/3/2010", None)],
        "dateslasheu": [("31/3/2010", "2010-03-31"), ("31.3.2010", None)],
        "datedotus": [("3.31.2010", "2010-03-31")],
        "datedoteu": [("31.3.2010", "2010-03-31"), ("30.2.2010", None)],
        "datelongus": [("March 31, 2010", "2010-03-31"), ("31 March 2010", None)],
        "dateshortus": [("Mar 31, 2010", "2010-03-31")],
        "datelonguk": [("31 March 2010", "2010-03-31")],
        "dateshortuk": [("31 Mar 10", "2010-03-31")],
        "datelongdaymonthuk": [("31 March", "--03-31"), ("31 June", None)],
        "dateshortdaymonthuk": [("29 Feb", "--02-29")],
        "datelongmonthdayus": [("December 31", "--12-31")],
        "dateshortmonthdayus": [("Dec 31", "--12-31")],
        "dateslashdaymontheu": [("31/12", "--12-31"), ("12/31", None)],
        "dateslashmonthdayus": [("12/31", "--12-31")],
        "datelongyearmonth": [("2010 March", "2010-03")],
        "dateshortyearmonth": [("10 Mar", "2010-03")],
        "datelongmonthyear": [("March 2010", "2010-03")],
        "dateshortmonthyear": [("Mar 10", "2010-03")],
        "numcomma": [("1234,5", "1234.5"), ("1.234,5", None)],
        "numcommadot": [("1,234,567.8", "1234567.8"), ("1234.5", None), ("12,34", None)],
        "numdotcomma": [("1.234.567,8", "1234567.8")],
        "numspacecomma": [("1 234,8", "1234.8"), ("1\u00a0234,8", "1234.8")],
        "numspacedot": [("1 234.8", "1234.8")],
        "numdash": [("-", "0"), ("--", None)],
    },
    TR2: {
        "booleanfalse": [("no such thing", "false")],
        "booleantrue": [("X", "true")],
        "nocontent": [("n/a", "")],
        "zerodash": [("\u2014", "0"), (" - ", "0"), ("0", None)],
        "numcommadecimal": [("1.234.567,8", "1234567.8"), ("1234567", "1234567"), ("1,2,3", None)],
        "numdotdecimal": [("1,234,567.80", "1234567.80"), ("1 234", "1234"), (".5", None)],
        "numunitdecimal": [
            ("12 dollars 5 cents", "12.05"),
            ("1,234 euro 50", "1234.50"),
            ("12", None),
            ("5-,6", None),
        ],
        "datedaymonth": [("31.12", "--12-31"), ("12/31", None)],
        "datedaymonthen": [("2nd of January", "--01-02")],
        "datedaymonthyear": [("2.12.2010", "2010-12-02"), ("31 11 2010", None)],
        "datedaymonthyearen": [("2 December, 2010", "2010-12-02")],
        "dateerayearmonthdayjp": [("平成22年12月2日", "2010-12-02"), ("令和元年5月1日", "2019-05-01")],
        "dateerayearmonthjp": [("昭和63年3月", "1988-03")],
        "datemonthday": [("12/31", "--12-31"), ("2-30", None)],
        "datemonthdayen": [("December 31st", "--12-31"), ("DEC 1", "--12-01")],
        "datemonthdayyear": [("12/31/2010", "2010-12-31")],
        "datemonthdayyearen": [("December 31, 2010", "2010-12-31"), ("Smarch 1, 2010", None)],
        "datemonthyearen": [("December 2010", "2010-12")],
        "dateyearmonthcjk": [("2010年12月", "2010-12"), ("２０１０年１２月", "2010-12")],
        "dateyearmonthdaycjk": [("2010年12月2日", "2010-12-02")],
        "dateyearmonthen": [("2010 December", "2010-12")],
    },
    TR3: {
        # 1 Chaitra 1946 of the Saka era is 21 March 2024, a leap year.
        "calindaymonthyear": [
            ("1 Chaitra 1946", "2024-03-21"),
            ("११ पौष ১", None),
            ("11 पौष 1921", "2000-01-01"),
            ("32 Chaitra 1946", None),
        ],
        "datedaymonthdk": [("2. maj", "--05-02")],
        "datedaymonthyeardk": [("2. december 2010", "2010-12-02")],
        "datedaymonthyearin": [("२ दिसंबर २०१०", "2010-12-02"), ("2/12/2010", "2010-12-02")],
        "datemonthyear": [("12 2010", "2010-12"), ("13 2010", None)],
        "datemonthyeardk": [("okt. 2010", "2010-10")],
        "datemonthyearin": [("मार्च २०१०", "2010-03")],
        "dateyearmonthday": [("2010/12/2", "2010-12-02")],
        "numdotdecimalin": [("1,23,45,678.90", "12345678.90"), ("1,234,56", None)],
        "numunitdecimalin": [("12,34,567 rupees 5 paise", "1234567.05")],
    },
    TR4: {
        "fixed-empty": [("anything", "")],
        "fixed-false": [("\u2610", "false")],
        "fixed-true": [("\u2612", "true")],
        "fixed-zero": [("\u2014", "0"), ("none", "0")],
        "num-comma-decimal": [("1.234,50", "1234.50"), ("1 234", "1234"), (",5", "0.5"), ("1,2,3", None)],
        "num-dot-decimal": [("1,234.50", "1234.50"), (".5", "0.5"), ("007", "7"), ("", None), ("(5)", None)],
        "num-unit-decimal": [("12 dollars 5 cents", "12.05"), ("１２ドル５セント", "12.05")],
        "numdotdecimalin": [("1,23,456", "123456")],
        "date-day-month": [("31.12", "--12-31")],
        "date-day-month-year": [("31-12-20", "2020-12-31")],
        "date-month-day": [("12-31", "--12-31")],
        "date-month-day-year": [("12-31-2020", "2020-12-31")],
        "date-month-year": [("12/2020", "2020-12"), ("6/0030", "0030-06"), ("6/30", "2030-06")],
        "date-year-month": [("2020-12", "2020-12"), ("2020年12月", "2020-12")],
        "date-year-month-day": [("2020年12月31日", "2020-12-31")],
        "date-ind-day-monthname-year-hi": [("1 चैत्र 1946", "2024-03-21")],
        "date-jpn-era-year-month": [("令和2年12月", "2020-12")],
        "date-jpn-era-year-month-day": [("大正1年8月1日", "1912-08-01")],
        "date-day-monthroman": [("2 XII", "--12-02"), ("2 XIII", None)],
        "date-day-monthroman-year": [("2-iv-2020", "2020-04-02")],
        "date-monthroman-year": [("IX 2020", "2020-09")],
        "date-monthname-day-en": [("September 30th", "--09-30")],
        "date-monthname-day-hu": [("augusztus 20.", "--08-20")],
        "date-monthname-day-lt": [("rugpjūčio 5 d.", "--08-05"), ("rugsėjo 5", "--09-05")],
        "date-monthname-day-year-en": [("January 26, 2025", "2025-01-26"), ("Feb 29, 2023", None)],
        "date-year-monthname-en": [("2020 July", "2020-07")],
        "date-year-monthname-hu": [("2020. július", "2020-07")],
        "date-year-monthname-lt": [("2020 m. liepos mėn.", "2020-07")],
        "date-year-monthname-lv": [("2020. gada jūlijs", "2020-07")],
        "date-year-monthname-day-hu": [("2020. július 5.", "2020-07-05")],
        "date-year-monthname-day-lt": [("2020 m. liepos 5 d.", "2020-07-05")],
        "date-year-day-monthname-lv": [("2020. gada 5. jūlijs", "2020-07-05")],
    },
    TR5: {
        "num-comma-decimal-apos": [("1'234'567,8", "1234567.8")],
        "num-dot-decimal-apos": [("1\u2019234\u2019567.8", "1234567.8"), ("1'234", "1234")],
        "num-unit-decimal-apos": [("1'234 Franken 5 Rappen", "1234.05")],
    },
    SEC: {
        "duryear": [("5", "P5Y"), ("-2.5", "-P2Y6M"), ("0", "P0Y"), ("22.3456", "P22Y4M4D"), ("five", None)],
        "durmonth": [("22", "P22M"), ("1.5", "P1M15D"), ("0.0", "P0M")],
        "durweek": [("2", "P14D")],
        "durday": [("90", "P90D"), ("1.5", "P1DT12H"), ("0", "P0D")],
        "durhour": [("36", "PT36H"), ("0", "PT0H")],
        "durwordsen": [
            ("five years", "P5Y"),
            ("three years and six months", "P3Y6M"),
            ("Thirty-one days", "P31D"),
            ("1 year, 2 months, 3 days", "P1Y2M3D"),
            ("no years", "P0D"),
            ("one hundred and twenty days", "P120D"),
            ("soon", None),
        ],
        "numwordsen": [
            ("no", "0"),
            ("None", "0"),
            ("zero", "0"),
            ("Twenty-five", "25"),
            ("one hundred and five", "105"),
            ("two thousand, three hundred and one", "2301"),
            ("one million two hundred thousand", "1200000"),
            ("fifteen hundred", "1500"),
            ("thousand", None),
            ("one million one billion", None),
            ("", None),
            ("twenty-eleven", None),
        ],
        "datequarterend": [
            ("first quarter of 2020", "2020-03-31"),
            ("2020 Q4", "2020-12-31"),
            ("Last quarter 2019", "2019-12-31"),
            ("fifth quarter of 2020", None),
        ],
        "numinf": [("\u221e", "INF")],
        "numneginf": [("-\u221e", "-INF")],
        "numnan": [("n/m", "NaN")],
        "boolballotbox": [("\u2610", "false"), ("\u2611", "true"), (" \u2612 ", "true"), ("x", None)],
        "yesnoballotbox": [("\u2610", "No"), ("\u2612", "Yes")],
        "exchnameen": [
            ("The Nasdaq Stock Market LLC", "NASDAQ"),
            ("NASDAQ Global Select Market", "NASDAQ"),
            ("New York Stock Exchange", "NYSE"),
            ("NYSE  Arca, Inc.", "NYSEArca"),
            ("Cboe BZX Exchange, Inc.", "CboeBZX"),
            ("Bourse de Paris", None),
        ],
        "entityfilercategoryen": [
            ("large accelerated filer", "Large Accelerated Filer"),
            ("Non-Accelerated Filer", "Non-accelerated Filer"),
        ],
        "stateprovnameen": [("California", "CA"), ("Québec", "QC"), ("new  york", "NY"), ("Bavaria", None)],
        "countrynameen": [("the Republic of Korea", "KR"), ("Côte d\u2019Ivoire", "CI"), ("England", "GB")],
        "edgarprovcountryen": [("Ontario, Canada", "A6"), ("Germany", "2M"), ("Unknown", "XX")],
    },
}
_DAY_NAMES = {
    "bg": ("5 юли", 7),
    "cs": ("5. července", 7),
    "da": ("5. juli", 7),
    "de": ("5. März", 3),
    "el": ("5 Ιουλίου", 7),
    "en": ("5 July", 7),
    "es": ("5 de agosto", 8),
    "et": ("5. märts", 3),
    "fi": ("5. heinäkuuta", 7),
    "fr": ("5 août", 8),
    "hi": ("5 जुलाई", 7),
    "hr": ("5. srpnja", 7),
    "it": ("5 luglio", 7),
    "lv": ("5. jūlijs", 7),
    "nl": ("5 mei", 5),
    "no": ("5. desember", 12),
    "pl": ("5 października", 10),
    "pt": ("5 de março", 3),
    "ro": ("5 iulie", 7),
    "sk": ("5. júla", 7),
    "sl": ("5. avgust", 8),
    "sv": ("5 maj", 5),
    "cy": ("5 Gorffennaf", 7),
}


def _expected(namespace: str, name: str) -> list[tuple[str, str | None]]:
    for registry in (namespace, TR5, TR4, TR3, TR2, TR1):
        if name in KNOWN[registry]:
            return KNOWN[registry][name]
    language = name.rpartition("-")[2]
    written, month = _DAY_NAMES[language]
    if name.startswith("date-day-monthname-year-"):
        return [(f"{written} 2020", f"2020-{month:02d}-05")]
    if name.startswith("date-day-monthname-"):
        return [(written, f"--{month:02d}-05")]
    assert name.startswith("date-monthname-year-")
    return [(f"{written.lstrip('5. ').removeprefix('de ')} 2020", f"2020-{month:02d}")]


_RULES = [(namespace, name) for namespace, rules in registries().items() for name in rules]


@pytest.mark.parametrize(("namespace", "name"), _RULES)
def test_a_rule_gives_its_known_answers(namespace: str, name: str) -> None:
    read = rule(namespace, name)
    assert read is not None
    for text, value in _expected(TR1 if namespace == OLDEST else namespace, name):
        assert (text, read(text)) == (text, value)


def test_each_known_answer_belongs_to_a_rule() -> None:
    assert not [
        (namespace, name) for namespace, names in KNOWN.items() for name in names if not rule(namespace, name)
    ]


def test_a_rule_of_another_registry_is_unknown() -> None:
    assert rule(TR1, "num-dot-decimal") is None
    assert rule("http://example.org/transformation", "numdotdecimal") is None


@given(st.text())
def test_no_rule_fails_on_any_text(text: str) -> None:
    for namespace, name in _RULES:
        read = rule(namespace, name)
        assert read is not None
        assert read(text) is None or isinstance(read(text), str)


@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_a_written_number_is_read_back(value: Decimal) -> None:
    dot, comma = rule(TR4, "num-dot-decimal"), rule(TR5, "num-comma-decimal")
    apostrophe, strict = rule(TR5, "num-dot-decimal-apos"), rule(TR2, "numdotdecimal")
    assert dot
    assert comma
    assert apostrophe
    assert strict
    american = f"{value:,}"
    assert Decimal(dot(american) or "") == value
    assert Decimal(strict(american) or "") == value
    assert Decimal(apostrophe(american.replace(",", "'")) or "") == value
    assert Decimal(comma(american.replace(",", " ").replace(".", ",")) or "") == value


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_written_day_is_read_back(day: date) -> None:
    for name, written in (
        ("date-monthname-day-year-en", f"{day:%B} {day.day}, {day.year}"),
        ("date-day-month-year", f"{day:%d.%m.%Y}"),
        ("date-year-month-day", f"{day.year}年{day.month}月{day.day}日"),
    ):
        read = rule(TR4, name)
        assert read is not None
        assert read(written) == day.isoformat()


@given(st.integers(min_value=1, max_value=10**18))
def test_a_number_in_words_is_read_back(number: int) -> None:
    read = rule(SEC, "numwordsen")
    assert read is not None
    assert read(_in_words(number)) == str(number)


_ONES = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety"


def _in_words(number: int) -> str:
    groups = ("quintillion", "quadrillion", "trillion", "billion", "million", "thousand", "")
    small, round_ten = ["", *_ONES.split()], ["", *_TENS.split()]
    words = []
    for power, group in zip(range(18, -1, -3), groups, strict=True):
        count = number // 10**power % 1000
        if not count:
            continue
        hundreds, rest = divmod(count, 100)
        tens, ones = divmod(rest, 10)
        if hundreds:
            words.append(f"{small[hundreds]} hundred")
        if rest:
            words.append(small[rest] if rest < 20 else f"{round_ten[tens]}-{small[ones]}".rstrip("-"))
        words.append(group)
    return " ".join(words).strip()
