"""What became of each list that was ever committed? Revealed, sealed, or overdue: all of them count."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from titre.records.commitments.entries import Signed


class State(StrEnum):
    """What became of a list."""

    REVEALED = "revealed"
    SEALED = "sealed"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class ListState:
    """A list that was committed, and what became of it."""

    commitment: Signed
    reveal: Signed | None
    state: State

    @property
    def late(self) -> bool:
        """Whether it was revealed after the day by which it had to be."""
        return self.reveal is not None and self.reveal.time.date() > self.commitment.reveal_by


def list_states(entries: Sequence[Signed], day: date | None, today: date) -> list[ListState]:
    """Return the state of every list on a day, by what the log then held; a deadline ends with its day.

    Without a day it is today, or the day of the newest entry where the machine's clock stands before it: no
    list is hidden by a clock.
    """
    day = day or max([today, *(entry.time.date() for entry in entries)])
    then = [entry for entry in entries if entry.time.date() <= day]
    reveals = {entry.list_name: entry for entry in then if entry.kind == "reveal"}
    found = []
    for entry in then:
        if entry.kind == "commitment":
            reveal = reveals.get(entry.list_name)
            waiting = State.OVERDUE if day > entry.reveal_by else State.SEALED
            found.append(ListState(entry, reveal, State.REVEALED if reveal else waiting))
    return found
