"""How long does an article take to read, to judge and to tell, warm, and does the time grow in proportion?

Run as ``python -m bench claims``. The article is a thousand words of results and of talk. Texts
made to be slow (runs of digits, nested brackets, one unbroken line) are read at two lengths; a check of
much prose is told at two lengths in each format.
"""

from __future__ import annotations

import time
from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING

from bench.lines import Line
from titre.claims import check
from titre.claims.evidence import Evidence
from titre.claims.prose.cleaning import clean
from titre.claims.reading.reader import Reader
from titre.claims.telling import report
from titre.claims.telling.rows import table_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from titre.claims.model import Check
    from titre.desk.desk import Desk

_PUBLISHED = date(2025, 7, 17)
_WORDS = 1000
_RUNS = 5
_LENGTH = 500_000
"""characters of the shorter of two texts whose times are compared"""
_TOLD = 100_000
"""characters of the shorter of two checked texts whose reports are compared"""
_FORMATS: dict[str, Callable[[Check], object]] = {
    "a table": lambda one: table_rows(one, "en"),
    "JSON": lambda one: report.json_text(report.json_value(one, language="en")),
    "HTML": lambda one: report.html(one, language="en"),
    "Markdown": lambda one: report.markdown(one, language="en"),
    "SARIF": lambda one: report.json_text(report.sarif_log(one, language="en")),
}
_SENTENCES = (
    "Meta's revenue climbed to $164.5 billion in 2024 from $134.9 billion in 2023.",
    "Alphabet's operating margin widened to 32% in 2024, even as capex surged 63% to $52.5bn.",
    "In the first quarter of 2025, Meta's net income reached $16.6 billion, a third more than a year before.",
    "Amazon's net income nearly doubled in 2024, while its operating income rose 86%.",
    "The company said that it would go on hiring, that its teams were pleased with what they had built.",
    "Customers in every region had told them so over the summer, and more than once in some of them.",
    "Nobody asked about the weather, the food or the music, and the evening ended early.",
)
_SLOW = {
    "prose": " ".join(_SENTENCES) + "\n\n",
    "digits": "1234567890",
    "brackets": "((([[[",
    "one line of words and numbers": "de 12 à 14 % et 3,5 milliards de dollars ",
    "a table": "| Revenue | 1 | 2 | 3 |\n",
    "amounts and nothing else": "$5 ",
    "apostrophes": "l'",
    "stops": "!",
    "points": "...",
    "rows of bars": "|a|b|\n|-|-|\n",
}


def measure(desk: Desk) -> Iterator[Line]:
    """Yield the lines: reading and judging an article, and how times grow with length."""
    text = _article()
    evidence = Evidence(None, desk.snapshot().names(), desk.catalogue, desk.events(), _PUBLISHED)
    read = _best(lambda: Reader(evidence, _PUBLISHED).read(clean(text)))
    yield Line("to read an article of 1,000 words, warm", f"{read * 1000:.0f} ms", "20 ms")
    names, catalogue, events = desk.snapshot().names(), desk.catalogue, desk.events()

    def check_of(text: str) -> Check:
        return check(
            text,
            published=_PUBLISHED,
            figures=desk.engine,
            names=names,
            catalogue=catalogue,
            events=events,
        )

    judged = _best(lambda: check_of(text))
    yield Line("to read and judge it, warm", f"{judged * 1000:.0f} ms", "120 ms: 20 to read, 100 to judge")
    yield from _telling(check_of)
    for name, piece in _SLOW.items():
        short, long = (_time_of(_repeated(piece, size), evidence) for size in (_LENGTH, 2 * _LENGTH))
        told = f"{long:.1f} s, {long / short:.1f} times that of half of it"
        yield Line(f"1 MB of {name}", told, "2 times")


def _telling(check_of: Callable[[str], Check]) -> Iterator[Line]:
    """Yield how long a check takes to be told, a line a format."""
    article = check_of(_article())
    short, long = (check_of(_repeated(_SLOW["prose"], size)) for size in (_TOLD, 2 * _TOLD))
    for form, told in _FORMATS.items():
        times = [_best(lambda told=told, one=one: told(one), 1) for one in (short, long)]  # type: ignore[misc]  # bound at once
        got = f"{_best(lambda told=told: told(article)) * 1000:.0f} ms"  # type: ignore[misc]  # bound at once
        much = (
            f"{times[1]:.1f} s for {2 * _TOLD // 1000} kB, {times[1] / times[0]:.1f} times that of half of it"
        )
        yield Line(f"to tell the check of 1,000 words as {form}, warm", f"{got}; {much}", "2 times")


def _time_of(text: str, evidence: Evidence) -> float:
    return _best(lambda: Reader(evidence, _PUBLISHED).read(clean(text)), 1)


def _article() -> str:
    words, kept = 0, []
    for sentence in cycle(_SENTENCES):
        kept.append(sentence)
        words += len(sentence.split())
        if words >= _WORDS:
            return " ".join(kept)
    raise AssertionError


def _repeated(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def _best(call: Callable[[], object], runs: int = _RUNS) -> float:
    """Return the seconds of processor time of the fastest run, after one that warms up."""
    if runs > 1:
        call()
    times: list[float] = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)
