"""How do the picks of a record stand in a table? A column a fact, those left out that say nothing.

What is the same for every pick and told elsewhere, its days and the benchmark's return on them, has no
column; nor has a part by currency where there is one currency. At a narrow terminal the prices give way too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from titre.kernel.messages import count, say
from titre.kernel.numerals import NO_BREAK, write_number
from titre.records.returns import withheld
from titre.records.returns.amounts import to_decimal
from titre.records.returns.wording import percent, priced_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from titre.kernel.messages import Message
    from titre.records.returns.following import Way
    from titre.records.returns.picks import PickReturn
    from titre.records.returns.quotes import Quote
    from titre.records.returns.record import Record

_GAP = 2
"""blanks between two columns of a terminal"""
RETURN = "return"
PRICES = frozenset({"first_price", "last_price"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is, its heading, and a cell for each row."""

    key: str
    heading: str
    cells: tuple[str, ...]
    right: bool = False

    @property
    def width(self) -> int:
        """The letters of its widest cell."""
        return max(map(len, (self.heading, *self.cells)))


def columns(record: Record, language: str, *, brief: bool = False) -> list[Column]:
    """Return the columns of a record's table, a row for each pick, in the order of ``ordered``.

    In ``brief`` ordinary distributions are not counted: what they made is the income.
    """
    if record.embargo is not None:
        heads, rows = withheld.headings(language), withheld.rows(record.embargo, language)
        return [
            Column(f"band {place}", heading, tuple(row[place] for row in rows), right=place != 1)
            for place, heading in enumerate(heads)
        ]
    places = ordered(record)
    found = []
    for key, heading, cell in _COLUMNS:
        cells = tuple(cell(record, at, language) for at in places)
        found.append(Column(key, heading.render(language), cells, right=key not in _WORDS))
    told = tuple(_told(record, at, language, brief=brief) for at in places)
    found.append(Column("happened", say("what happened").render(language), told))
    return [column for column in found if not _says_nothing(record, column)]


def fitted(record: Record, language: str, width: int) -> list[Column]:
    """Return the columns that a terminal of a width has room for: the full ones, or those that count most."""
    found = columns(record, language)
    if _wide(found) <= width:
        return found
    found = columns(record, language, brief=True)
    return found if _wide(found) <= width else [column for column in found if column.key not in PRICES]


def ordered(record: Record) -> list[int]:
    """Return the places of the picks from the best to the worst; those without a number last."""
    returns = record.returns
    return sorted(
        range(len(returns)),
        key=lambda at: (not returns[at].known, -returns[at].total if returns[at].known else 0),
    )


def _wide(found: Sequence[Column]) -> int:
    return sum(column.width for column in found) + _GAP * (len(found) - 1)


def _says_nothing(record: Record, column: Column) -> bool:
    """Return whether a column may be left out: its cells are empty, or one for all and told elsewhere."""
    if column.key in _ALWAYS:
        return False
    if column.key == "currency":
        return all(not made.known or made.parts.currency == 1 for made in record.returns)
    first, *others = set(column.cells)
    if others:
        return False
    # Days that a horizon sets are not those above the table.
    above = {"from": record.start.isoformat(), "to": record.to.isoformat()}.get(column.key, first)
    return not first or (column.key in _ONCE and len(column.cells) > 1 and first == above)


def _name(record: Record, at: int, language: str) -> str:
    made = record.returns[at]
    return say("{name} (short)", name=made.name).render(language) if made.short else made.name


def _weight(record: Record, at: int, language: str) -> str:
    return percent(record.returns[at].weight, language, signed=False)


def _part(part: Callable[[PickReturn], Fraction]) -> Callable[[Record, int, str], str]:
    def cell(record: Record, at: int, language: str) -> str:
        made = record.returns[at]
        return percent(part(made) - 1, language) if made.known else ""

    return cell


def _total(record: Record, at: int, language: str) -> str:
    made = record.returns[at]
    return percent(made.total - 1, language) if made.known else "–"


def _benchmark(record: Record, at: int, language: str) -> str:
    other = record.benchmark[at] if record.benchmark else None
    return percent(other.total - 1, language) if other is not None and other.known else ""


def _first(record: Record, at: int, language: str) -> str:
    way = record.returns[at].way
    return "" if way is None else _price(way.legs[0].first, language)


def _last(record: Record, at: int, language: str) -> str:
    way = record.returns[at].way
    return "" if way is None else _price(way.legs[-1].last, language)


def _told(record: Record, at: int, language: str, *, brief: bool) -> str:
    """Return what happened to a pick, or why it has no number."""
    made = record.returns[at]
    if made.way is None:
        return made.reason.render(language) if made.reason is not None else ""
    early = (say("priced before anyone could know of the list"),) if priced_before(record, at) else ()
    return "; ".join(told.render(language) for told in (*_happened(made.way, brief=brief), *early))


def _happened(way: Way, *, brief: bool) -> Iterator[Message]:
    """Yield what happened on a way; of ordinary distributions the number only, and in brief not even that."""
    paid = sum(step.kind == "dividend" for leg in way.legs for step in leg.steps)
    if paid and not brief:
        yield count("{number} distribution", "{number} distributions", paid)
    for leg in way.legs:
        yield from (step.told for step in leg.steps if step.kind != "dividend")
        if leg.history is not None and leg.first is not None:
            splits = sum(leg.first.day < day <= leg.end for day, _ in leg.history.splits)
            if splits:
                yield count("{number} split", "{number} splits", splits)


def _price(quote: Quote | None, language: str) -> str:
    """Return a price with its cents, or with all its places where it has more."""
    if quote is None:
        return ""
    value = to_decimal(quote.value)
    exponent = value.as_tuple().exponent
    places = max(2, -exponent if isinstance(exponent, int) else 0)
    return f"{write_number(value, language, places=places)}{NO_BREAK}{quote.currency}"


_COLUMNS: tuple[tuple[str, Message, Callable[[Record, int, str], str]], ...] = (
    ("pick", say("pick"), _name),
    ("weight", say("weight"), _weight),
    ("from", say("from"), lambda record, at, _: record.returns[at].start.isoformat()),
    ("first_price", say("first price"), _first),
    ("to", say("to"), lambda record, at, _: record.returns[at].end.isoformat()),
    ("last_price", say("last price"), _last),
    ("by_price", say("by price"), _part(lambda made: made.parts.price)),
    ("income", say("by income"), _part(lambda made: made.parts.income)),
    ("currency", say("by currency"), _part(lambda made: made.parts.currency)),
    (RETURN, say("return"), _total),
    ("benchmark", say("benchmark"), _benchmark),
)
_WORDS = {"pick", "from", "to"}
_ALWAYS = {"pick", RETURN}
_ONCE = {"weight", "from", "to", "benchmark"}
"""what is told once where it is the same for all: days above, the benchmark among what all make together"""
