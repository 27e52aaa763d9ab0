"""``titre log``: every list ever committed: revealed, sealed, overdue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from titre.cli.group import the_desk
from titre.cli.language import language, tell
from titre.cli.options import Day, format_option
from titre.cli.output import echo, show_json, show_table
from titre.kernel.messages import count, say
from titre.kernel.numerals import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from titre.kernel.messages import Message
    from titre.records.log import ListState

date_option = click.option(
    "--date", "day", type=Day(), help=tell("Tell what is overdue on this day; today by default.")
)


@click.command(
    "log",
    help=tell(
        "Show every list that was ever committed and what became of it: revealed, sealed, or overdue past "
        "the day by which it was to be revealed."
    ),
)
@date_option
@format_option("table", "json")
def command(day: date | None, form: str) -> None:
    """Show the desk's own log."""
    desk = the_desk()
    states = desk.lists.states(day)
    if form == "json":
        show_json([state_json(state) for state in states])
        return
    if not states:
        echo(tell("no list was committed yet"))
        return
    show_states(states)
    head = desk.lists.log.entries()[-1].head
    echo(tell("newest head, for your letters: {head}", head=head))


def show_states(states: Sequence[ListState]) -> None:
    """Print the lists of a log, a line each, and how many are in which state."""
    headings = [
        tell("No."),
        tell("List"),
        tell("Committed"),
        tell("Picks"),
        tell("Reveal by"),
        tell("State"),
        tell("Head"),
    ]
    rows = [
        [
            str(state.commitment.number),
            state.commitment.list_name,
            state.commitment.text("time")[:10],
            state.commitment.text("picks"),
            state.commitment.reveal_by.isoformat(),
            state_words(state).render(language()),
            state.commitment.head[:16],
        ]
        for state in states
    ]
    show_table(headings, rows, right=(0, 3))
    echo(summary(states).render(language()))


def state_words(state: ListState) -> Message:
    """Return what became of a list, in words."""
    from titre.records.log import State

    if state.reveal is None:
        return say("OVERDUE") if state.state is State.OVERDUE else say("sealed")
    day = state.reveal.text("time")[:10]
    return say("revealed {day}, late", day=day) if state.late else say("revealed {day}", day=day)


def summary(states: Sequence[ListState]) -> Message:
    """Return how many lists of all are in which state."""
    from titre.records.log import State

    counted = [state.state for state in states]
    return say(
        "{revealed} of {all} revealed, {sealed} sealed, {overdue} overdue",
        revealed=counted.count(State.REVEALED),
        all=len(states),
        sealed=counted.count(State.SEALED),
        overdue=counted.count(State.OVERDUE),
    )


def moment(time: str) -> Message:
    """Return a time of an entry or a stamp, ``2024-07-23T20:05:00Z``, as a person reads it."""
    return say("{day} at {time} UTC", day=Told(date.fromisoformat(time[:10])), time=time[11:19])


def picks_of(number: int) -> Message:
    """Return how many picks, in words."""
    return count("{number} pick", "{number} picks", number)


def state_json(state: ListState) -> dict[str, Any]:
    """Return a list's state as another program reads it."""
    return {
        "number": state.commitment.number,
        "list": state.commitment.list_name,
        "title": state.commitment.text("title"),
        "committed": state.commitment.text("time"),
        "picks": int(state.commitment.text("picks")),
        "reveal_by": state.commitment.reveal_by.isoformat(),
        "state": state.state.value,
        "revealed": state.reveal.text("time") if state.reveal else None,
        "late": state.late,
        "head": state.commitment.head,
    }
