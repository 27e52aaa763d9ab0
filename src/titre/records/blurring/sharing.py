"""What do other lists of the desk give away of this one? The picks that they share.

Two lists that differ by one pick have means that differ by its return: whoever compares them finds its name,
though neither list gives it away. Of lists that share picks only one is shown while none is revealed. The
names of a list that is revealed are known: what is shown of this one must hide the others without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.records.errors import PicksShared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    from titre.records.lists.model import Pick

    Identity: TypeAlias = Callable[[Pick], str]
    """which security a pick is"""


def refuse_shared(picks: Sequence[Pick], other: str, theirs: Iterable[Pick], identity: Identity) -> None:
    """Refuse to show a list that shares picks with another of which something was shown.

    Raises:
        PicksShared: it does.
    """
    shared = _identities(picks, identity) & _identities(theirs, identity)
    if shared:
        raise PicksShared(other)


def known_rows(picks: Sequence[Pick], revealed: Iterable[Pick], identity: Identity) -> frozenset[int]:
    """Return the places of the picks whose names revealed lists have."""
    told = _identities(revealed, identity)
    return frozenset(at for at, pick in enumerate(picks) if _identities([pick], identity) & told)


def _identities(picks: Iterable[Pick], identity: Identity) -> set[str]:
    """Return all that picks are called: one list may have a symbol where another has the ISIN."""
    return {one for pick in picks for one in (identity(pick), pick.symbol, pick.isin) if one}
