"""Are all bytes of a companyfacts document where EDGAR puts them? Then its rows are columns already.

EDGAR writes every row in one way::

    {"start":"D","end":"D","val":N,"accn":"A","fy":Y,"fp":"P","form":"F","filed":"D","frame":"R"}

with ``start`` and ``frame`` left out where there is none, and ``null`` for an unknown ``fy`` or ``fp``.
From the places of braces the place of each value follows by addition. Every byte of every row is
then compared with the pattern or taken as part of a value; what stands around the lists of rows, the lists
replaced by numbers, is small and decoded as JSON. Any doubt at all is a ``Doubt``: this module names no
fault and repairs none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from titre.kernel.entities import cik_entity
from titre.kernel.errors import ParseError
from titre.sources.companyfacts.byte_columns import are_numbers, coded, plain, same, strings, valid
from titre.sources.companyfacts.rows import is_accession, is_concept, is_unit
from titre.sources.rows import ConceptRow, FactRow, SourceKind
from titre.sources.tables import DIGITS, schema

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import NDArray

    Places: TypeAlias = NDArray[np.int64]

_SMALLEST = 64
"""bytes that one row has at least"""
_DAY = len("2025-03-31")
_ACCESSION = len("0000320193-23-000106")


class Doubt(Exception):
    """The document is not wholly as EDGAR writes; another reading must look at it."""


@dataclass(frozen=True, slots=True)
class Company:
    """What a document holds."""

    entity: str
    name: str
    concepts: list[ConceptRow]
    facts: Any
    """``pyarrow.Table``, sorted by concept and unit"""


def read_columns(data: bytes, file: str) -> Company:
    """Return what a document holds.

    Raises:
        Doubt: it has anything that EDGAR's documents do not have; faulty or not is for others to tell.
    """
    import msgspec
    import pyarrow as pa

    try:
        rows = _Rows(data)
        written = rows.outline(data)
        outline = _decoder().decode(written)
        lists = _lists(outline, rows.count_lists)
        _no_key_twice(written, sum(map(len, outline.facts.values())))
        rows.reorder([number for _, _, number in lists])
        entity = cik_entity(outline.cik)
        facts = rows.table(entity, file, [(concept, unit) for concept, unit, _ in lists])
    except (msgspec.MsgspecError, UnicodeDecodeError, pa.ArrowInvalid, ParseError, IndexError) as error:
        # A place outside of the document: it is cut short.
        raise Doubt from error
    concepts = [
        ConceptRow(f"{taxonomy}:{name}", concept.label, concept.description)
        for taxonomy, named in outline.facts.items()
        for name, concept in named.items()
    ]
    return Company(entity, outline.entityName, concepts, facts)


def _sure(condition: Any) -> None:  # noqa: ANN401 - a bool of Python or of numpy
    if not condition:
        raise Doubt


class _Rows:
    """The places of all values of all rows of a document, and the proof that nothing else is there."""

    def __init__(self, data: bytes) -> None:
        import numpy as np

        _sure(len(data) > _SMALLEST)
        self._data = data
        self._bytes = octets = np.frombuffer(data, np.uint8)
        # Eight bytes from any place on, as one number: a pattern is compared in one step.
        self._words = np.ndarray((len(data) - 7,), "<u8", data, 0, (1,))
        braces = np.flatnonzero(octets == ord("{"))
        before = octets[braces - 1]
        opening = before == ord("[")
        in_list = opening | (before == ord(","))
        self.row = braces[in_list]
        self._first = opening[in_list]
        _sure(len(self.row) and self._first[0] and self.row[0] > 0)
        self._locate()
        self._close()

    def _locate(self) -> None:
        import numpy as np

        row = self.row
        self.has_start = self._words[row] == _word(b'{"start"')
        started, instant = row[self.has_start], row[~self.has_start]
        self._expect(started, b'{"start":"')
        self._expect(started + 20, b'","end":"')
        self._expect(instant, b'{"end":"')
        self.start = row + 10
        self.end = row + np.where(self.has_start, 29, 8)
        self._expect(self.end + _DAY, b'","val":')
        self.value = self.end + 18
        self.value_length = self._length_to(b",", self.value, _LONGEST + 1)
        key = self.value + self.value_length + 1
        self._expect(key - 1, b',"accn":"')
        self.accession = key + 8
        self._expect(key + 28, b'","fy":')
        self.year = key + 35
        self._expect(key + 39, b',"fp":')
        self.period = key + 45
        self._expect(key + 49, b',"form":"')
        self.form = key + 58
        self.form_length = self._length_to(b'"', self.form, _LONGEST_FORM + 1)
        form_end = self.form + self.form_length
        self._expect(form_end, b'","filed":"')
        self.filed = form_end + 11
        after = self.filed + _DAY
        self.has_frame = self._bytes[after + 1] == ord(",")
        self._expect(after[self.has_frame], b'","frame":"')
        self.frame = after + 11
        self.frame_length = np.zeros_like(after)
        self.frame_length[self.has_frame] = self._length_to(
            b'"', self.frame[self.has_frame], _LONGEST_FRAME + 1
        )
        self.row_end = np.where(self.has_frame, self.frame + self.frame_length, after) + 1
        _sure((self._bytes[self.row_end - 1] == ord('"')).all())

    def _close(self) -> None:
        """Prove that each row ends where the next begins, or its list ends."""
        import numpy as np

        _sure((self._bytes[self.row_end] == ord("}")).all())
        behind = self._bytes[self.row_end + 1]
        followed = ~np.append(self._first[1:], True)
        _sure((behind == np.where(followed, ord(","), ord("]"))).all())
        _sure((self.row[1:] == self.row_end[:-1] + 2)[followed[:-1]].all())
        opening = self.row[self._first]
        _sure((self._bytes[opening - 2] == ord(":")).all())
        firsts = np.flatnonzero(self._first)
        self._counts = np.diff(np.append(firsts, len(self.row)))
        self._list_from = opening - 1
        self._list_to = self.row_end[~followed] + 2

    @property
    def count_lists(self) -> int:
        return len(self._list_from)

    def outline(self, data: bytes) -> bytes:
        """Return the document with each list of rows replaced by its number."""
        pieces: list[bytes] = []
        done = 0
        ends = self._list_to.tolist()
        for number, start in enumerate(self._list_from.tolist()):
            pieces += (data[done:start], b"%d" % number)
            done = ends[number]
        pieces.append(data[done:])
        return b"".join(pieces)

    def reorder(self, lists: Sequence[int]) -> None:
        """Put the lists into another order."""
        import numpy as np

        order = np.array(lists, np.int64)
        firsts = np.cumsum(self._counts) - self._counts
        counts, starts = self._counts[order], firsts[order]
        ends = np.cumsum(counts)
        self._counts = counts
        self.line = np.arange(len(self.row)) - np.repeat(ends - counts, counts)
        if (np.diff(order) == 1).all():
            return
        take = self.line + np.repeat(starts, counts)
        for name in _PER_ROW:
            setattr(self, name, getattr(self, name)[take])

    def table(self, entity: str, file: str, keys: Sequence[tuple[str, str]]) -> Any:  # noqa: ANN401
        """Return the rows as an Arrow table; an impossible day or number raises ``pyarrow.ArrowInvalid``."""
        import numpy as np
        import pyarrow as pa

        count = len(self.row)
        number = np.repeat(np.arange(len(keys), dtype=np.int32), self._counts)
        given = {
            "entity": same(entity, count),
            "concept": coded(number, [concept for concept, _ in keys]),
            "unit": coded(number, [unit for _, unit in keys]),
            "dimensions": same("", count),
            "start": self._days(self.start, self.has_start),
            "end": self._days(self.end),
            "value": self._values(),
            "accession": self._accessions(),
            "form": self._texts(self.form, self.form_length),
            "filed": self._days(self.filed),
            "fiscal_year": self._years(),
            "fiscal_period": self._periods(),
            "frame": self._texts(self.frame, self.frame_length, self.has_frame),
            "source": same(str(SourceKind.COMPANYFACTS), count),
            "file": same(file, count),
            "line": pa.array(self.line.astype(np.int32)),
            "rounded_dates": pa.repeat(pa.scalar(False), count),  # noqa: FBT003 - a value
        }
        fields = schema(FactRow)
        columns = [given.get(field.name) for field in fields]
        return pa.table(
            [
                pa.nulls(count, field.type) if column is None else column
                for field, column in zip(fields, columns, strict=True)
            ],
            names=fields.names,
        )

    def _expect(self, places: Places, pattern: bytes) -> None:
        words = self._words
        full, rest = divmod(len(pattern), 8)
        for part in range(full):
            _sure((words[places + 8 * part] == _word(pattern[8 * part : 8 * part + 8])).all())
        if rest and full:
            _sure((words[places + len(pattern) - 8] == _word(pattern[-8:])).all())
        elif rest:
            mask = (1 << 8 * rest) - 1
            _sure(((words[places] & mask) == _word(pattern)).all())

    def _length_to(self, mark: bytes, places: Places, most: int) -> Places:
        """Return how many bytes stand between each place and the mark that follows it."""
        import numpy as np

        marks = np.frombuffer(self._cut(places, most), np.uint8).reshape(-1, most) == ord(mark)
        lengths: Places = marks.argmax(axis=1)
        _sure(marks[np.arange(len(places)), lengths].all())
        return lengths

    def _cut(self, places: Places, length: int) -> bytes:
        """Return the bytes of that length from each place on, joined."""
        import numpy as np

        at = np.ndarray((len(self._data) - length,), f"V{length}", self._data, 0, (1,))
        return at[places].tobytes()

    def _days(self, places: Places, given: NDArray[np.bool_] | None = None) -> Any:  # noqa: ANN401
        import pyarrow as pa
        import pyarrow.compute as pc

        texts = strings(self._cut(places, _DAY), _DAY, len(places), given)
        days = texts.cast(pa.date32())
        earliest = pc.min(days.cast(pa.int32())).as_py()
        # Arrow knows the year 0, the rest of the world does not.
        _sure(earliest is None or earliest >= _FIRST_DAY)
        return days

    def _accessions(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        texts = strings(self._cut(self.accession, _ACCESSION), _ACCESSION, len(self.row))
        coded = texts.dictionary_encode()
        _sure(all(map(is_accession, coded.dictionary.to_pylist())))
        return coded

    def _periods(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        import numpy as np
        import pyarrow as pa

        numbers, written = self._choices(self.period)
        null = _NULL in written
        texts = [text for text in written if text != _NULL]
        _sure(all(text[:1] == text[3:] == b'"' and text[1:3].isalnum() for text in texts))
        position = np.array([-1 if text == _NULL else texts.index(text) for text in written], np.int32)
        chosen = (
            pa.array(position[numbers], mask=position[numbers] < 0) if null else pa.array(position[numbers])
        )
        return pa.DictionaryArray.from_arrays(
            chosen, pa.array([text[1:3].decode() for text in texts], pa.string())
        )

    def _years(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        import numpy as np
        import pyarrow as pa

        numbers, written = self._choices(self.year)
        _sure(all(text == _NULL or (text.isdigit() and text[:1] != b"0") for text in written))
        years = np.array([0 if text == _NULL else int(text) for text in written], np.int16)[numbers]
        return pa.array(years, pa.int16(), mask=years == 0)

    def _choices(self, places: Places) -> tuple[NDArray[np.int32], list[bytes]]:
        """Return the four bytes at each place as numbers of the few that there are."""
        import numpy as np
        import pyarrow as pa

        found = pa.array(np.frombuffer(self._cut(places, 4), "<u4")).dictionary_encode()
        numbers: NDArray[np.int32] = found.indices.to_numpy()
        return numbers, [number.to_bytes(4, "little") for number in found.dictionary.to_pylist()]

    def _texts(self, places: Places, lengths: Places, given: NDArray[np.bool_] | None = None) -> Any:  # noqa: ANN401
        import pyarrow as pa

        written, offsets = self._gather(places, lengths)
        _sure(plain(written))
        # A text that is given is not empty.
        _sure((lengths > 0).all() if given is None else (lengths[given] > 0).all())
        buffers = [valid(given), pa.py_buffer(offsets), pa.py_buffer(written)]
        return pa.StringArray.from_buffers(
            len(places), buffers[1], buffers[2], buffers[0]
        ).dictionary_encode()

    def _values(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        import pyarrow as pa

        lengths = self.value_length
        _sure((lengths > 0).all())
        written, offsets = self._gather(self.value, lengths)
        _sure(are_numbers(written, offsets))
        texts = pa.StringArray.from_buffers(len(lengths), pa.py_buffer(offsets), pa.py_buffer(written))
        return texts.cast(schema(FactRow).field("value").type)

    def _gather(self, places: Places, lengths: Places) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
        """Return the bytes of all texts, joined, and where each begins."""
        import numpy as np

        offsets = np.zeros(len(lengths) + 1, np.int64)
        np.cumsum(lengths, out=offsets[1:])
        index = np.arange(offsets[-1]) + np.repeat(places - offsets[:-1], lengths)
        return self._bytes[index], offsets.astype(np.int32)


_PER_ROW = (
    "start",
    "has_start",
    "end",
    "value",
    "value_length",
    "accession",
    "year",
    "period",
    "form",
    "form_length",
    "filed",
    "frame",
    "frame_length",
    "has_frame",
)
_LONGEST = DIGITS + len("-.")
_LONGEST_FORM = 20
_LONGEST_FRAME = len("CY2024Q4I")
_NULL = b"null"
_FIRST_DAY = -719_162
"""days from 1970-01-01 to 0001-01-01"""


def _word(text: bytes) -> int:
    return int.from_bytes(text, "little")


def _lists(outline: Any, count: int) -> list[tuple[str, str, int]]:  # noqa: ANN401 - the decoder's type is local
    """Return concept, unit and number of each list of rows, sorted by concept and unit."""
    lists = [
        (f"{taxonomy}:{name}", unit, number)
        for taxonomy, named in outline.facts.items()
        for name, concept in named.items()
        for unit, number in concept.units.items()
    ]
    # A key that stands twice hides a list; a number that the document wrote itself is none.
    _sure(sorted(number for _, _, number in lists) == list(range(count)))
    _sure(all(concept.units for named in outline.facts.values() for concept in named.values()))
    _sure(all(map(is_concept, {concept for concept, _, _ in lists})))
    _sure(all(map(is_unit, {unit for _, unit, _ in lists})))
    _sure(outline.entityName.strip())
    lists.sort()
    return lists


def _no_key_twice(outline: bytes, concepts: int) -> None:
    for key, most in (
        (b'"cik":', 1),
        (b'"entityName":', 1),
        (b'"facts":', 1),
        (b'"units":', concepts),
        (b'"label":', concepts),
        (b'"description":', concepts),
    ):
        _sure(outline.count(key) <= most)


@cache
def _decoder() -> Any:  # noqa: ANN401 - the decoder's type is local
    from msgspec import defstruct, json

    concept = defstruct(
        "Concept",
        [("units", dict[str, int]), ("label", str | None, None), ("description", str | None, None)],
        forbid_unknown_fields=True,
    )
    company = defstruct(
        "Company",
        [("cik", int | str), ("entityName", str), ("facts", dict[str, dict[str, concept]])],  # type: ignore[valid-type]
        forbid_unknown_fields=True,
    )
    return json.Decoder(company)
