"""What is asked: of whom, as known when? And how are several such questions answered by the same stages?

Most of what a small question costs is the planning of its stages, not its rows. So each company stands in
the tables once a question, under a name with the question's mark: what is known on another day, or was
reported first, goes through the same stages as another company would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.figures.model import Basis, Vintage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

_CALENDAR = ("known_years", "calendar_spans", "filed_years", "currencies")
"""what later stages read of the calendar, which is made once for all questions"""
_APART = 2**56
"""between the numbers of one fact for two questions: more than files and rows take, see ``store.views``"""
_FILED = "CAST(filing_order AS DECIMAL(38, 0)) * 10000000000000000000 + id"


@dataclass(frozen=True, slots=True)
class Question:
    """Of whom, as known when, by which filings and on which basis."""

    entities: tuple[str, ...] | None = None
    """None: all that the store holds"""
    as_of: date | None = None
    vintage: Vintage = Vintage.LATEST
    basis: Basis = Basis.ADJUSTED


class Together:
    """Questions that differ in day and vintage only; a lone one is asked as if there were no others."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = tuple(dict.fromkeys(questions))

    @property
    def single(self) -> bool:
        """Whether there is one question only, so that nothing needs a mark."""
        return len(self.questions) == 1

    @property
    def any_first(self) -> bool:
        """Whether any question is about what was reported first."""
        return any(one.vintage is Vintage.FIRST for one in self.questions)

    def mark(self, question: Question) -> str:
        """Return what the names of companies end in for a question: of one length for all."""
        return "" if self.single else f"@{self.questions.index(question):02}"

    def calendars(self) -> Iterator[tuple[str, str]]:
        """Yield the stages, names and queries, that give each question's companies the calendar."""
        if self.single:
            return
        marks = ", ".join(f"('{self.mark(one)}')" for one in self.questions)
        for name in _CALENDAR:
            query = "SELECT c.entity || q.mark AS entity, c.* EXCLUDE (entity)\n"
            yield name, f"{query}FROM memory.main.{name} c CROSS JOIN (VALUES {marks}) AS q(mark)"

    def blanks(self) -> dict[str, str]:
        """Return what stands in the stages where a question differs from another."""
        return self._blanks_of_one(self.questions[0]) if self.single else self._blanks_of_several()

    def _blanks_of_one(self, question: Question) -> dict[str, str]:
        first = question.vintage is Vintage.FIRST
        outermost = "min" if first else "max"
        return {
            "entity": "entity",
            "place": "place",
            "questions": "",
            "known": "" if question.as_of is None else f"AND known <= DATE '{question.as_of.isoformat()}'",
            "parity": "",
            "outermost_fact": f"{outermost}({_FILED})",
            "outermost_report": f"{outermost}_by(id, filing_order)",
            "is_first": f"'{question.vintage}' = 'first'",
            "operands": "chosen" if first else "versions",
            "of_operands": "",
            "or_earlier": _or_earlier("") if first else "",
            "since": "p.known" if first else "CAST(NULL AS DATE)",
        }

    def _blanks_of_several(self) -> dict[str, str]:
        # The lines of what was reported first have odd numbers.
        firsts = [self.mark(one) for one in self.questions if one.vintage is Vintage.FIRST]
        among = "right(entity, 3) IN ({})".format(", ".join(f"'{mark}'" for mark in firsts) or "''")
        rows = ", ".join(
            f"('{self.mark(one)}', {number}, {_day(one)})" for number, one in enumerate(self.questions)
        )
        return {
            "entity": "entity || q.mark AS entity",
            "place": f"place + q.number * {_APART}",
            "questions": f"\nCROSS JOIN (VALUES {rows}) AS q(mark, number, as_of)",
            "known": "AND (q.as_of IS NULL OR known <= q.as_of)",
            "parity": f" * 2 + CASE WHEN {among} THEN 1 ELSE 0 END",
            "outermost_fact": f"CASE WHEN series % 2 = 1 THEN min({_FILED}) ELSE max({_FILED}) END",
            "outermost_report": "CASE WHEN series % 2 = 1 THEN min_by(id, filing_order) "
            "ELSE max_by(id, filing_order) END",
            "is_first": "v.series % 2 = 1",
            "operands": "versions",
            "of_operands": " AND (v.series % 2 = 0 OR v.earliest = 1)",
            "or_earlier": _or_earlier("d.series % 2 = 1 AND "),
            "since": "CASE WHEN c.series % 2 = 1 THEN p.known END" if firsts else "CAST(NULL AS DATE)",
        }


def _or_earlier(where: str) -> str:
    return f" OR ({where}d.since < c.since AND d.grade <= c.grade AND d.mixed = 0 AND d.conflict = 0)"


def _day(question: Question) -> str:
    return "CAST(NULL AS DATE)" if question.as_of is None else f"DATE '{question.as_of.isoformat()}'"
