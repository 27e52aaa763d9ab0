"""How does a list differ from what it was when it was committed?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from titre.kernel.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from titre.kernel.messages import Message
    from titre.records.lists.model import Pick, StockList


def differences(committed: StockList, found: StockList) -> list[Message]:
    """Return each difference: what is found, and what was committed; the order of picks is none."""
    told = [
        say("{key}: got {got}, expected {expected}", key=key, got=repr(got), expected=repr(was))
        for key, was, got in _pairs(committed, found)
        if was != got
    ]
    was, got = Counter(committed.picks), Counter(found.picks)
    told += [
        say("got the pick {pick}, which was not committed", pick=_shown(pick))
        for pick in (got - was).elements()
    ]
    told += [
        say("expected the pick {pick}, which is gone", pick=_shown(pick)) for pick in (was - got).elements()
    ]
    return told


def _pairs(committed: StockList, found: StockList) -> list[tuple[str, str, str]]:
    heading = [("title", committed.title, found.title), ("language", committed.language, found.language)]
    was, got = committed.rules.texts(), found.rules.texts()
    return heading + [(key, was[key], got[key]) for key in was]


def _shown(pick: Pick) -> str:
    row: Mapping[str, str] = pick.row()
    return ", ".join(f"{key} {text}" for key, text in row.items())
