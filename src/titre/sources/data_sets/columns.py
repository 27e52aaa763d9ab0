"""Which facts does a block of a data set hold? Read in columns: what stands often is looked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from titre.sources.data_sets.lines import unquoted
from titre.sources.data_sets.terms import dimensions_of, period_of, unit_in
from titre.sources.rows import FactRow, SourceKind
from titre.sources.tables import schema
from titre.sources.tabular.cells import unit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from titre.sources.data_sets.terms import Tables
    from titre.sources.documents import Document

_COLUMNS = ("adsh", "tag", "version", "ddate", "qtrs", "uom", "segments", "coreg", "footnote")
_VALUE = r"^(-?\d{1,24}(\.\d{1,12})?)?$"


def columns_of(document: Document, names: list[str], block: bytes, first: int, tables: Tables) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the facts of a block of whole lines as an Arrow table, or None where a line is at fault."""
    import pyarrow as pa

    try:
        given = _parsed(names, block)
        if given is None:
            return None
        return _Block(given, tables).table(document.name, first)
    except (pa.ArrowInvalid, _Odd):
        return None


class _Odd(Exception):
    """Something in the block wants a closer look."""


class _Block:
    """The cells of a block, each distinct cell of a column once, and where it stands."""

    def __init__(self, given: Any, tables: Tables) -> None:  # noqa: ANN401 - pyarrow has no types
        import numpy as np

        self.tables = tables
        self.count = given.num_rows
        self.value = given.column("value")
        self.distinct: dict[str, list[str]] = {}
        self.codes: dict[str, Any] = {}
        for name in _COLUMNS:
            if name in given.column_names:
                column = given.column(name).combine_chunks().dictionary_encode()
                self.distinct[name] = [unquoted(cell) for cell in column.dictionary.to_pylist()]
                self.codes[name] = column.indices.to_numpy().astype(np.int64)
            else:
                self.distinct[name], self.codes[name] = [""], np.zeros(self.count, np.int64)

    def table(self, file: str, first: int) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return the facts in the order of the lines."""
        import numpy as np
        import pyarrow as pa

        fields = schema(FactRow)
        filings = [self.tables.filings.get(adsh) for adsh in self.distinct["adsh"]]
        if None in filings:
            raise _Odd
        start, end = self._days()
        given = {
            **{
                name: self._of_filing([getattr(filing, name) for filing in filings], fields.field(name))
                for name in ("entity", "form", "filed", "fiscal_year", "fiscal_period")
            },
            "concept": self._made(("tag", "version"), self._concept),
            "unit": self._made(("tag", "version", "uom"), self._unit),
            "start": start,
            "end": end,
            "value": self._values(fields.field("value").type),
            "dimensions": self._made(("segments", "coreg"), dimensions_of),
            "accession": self._of_filing(self.distinct["adsh"], fields.field("accession")),
            "coregistrant": self._made(("coreg",), lambda coreg: coreg or None),
            "footnote": self._made(("footnote",), lambda footnote: footnote or None),
            "source": self._same(str(SourceKind.DATA_SET)),
            "file": self._same(file),
            "line": pa.array(np.arange(first, first + self.count, dtype=np.int32)),
            "rounded_dates": pa.repeat(pa.scalar(True), self.count),  # noqa: FBT003 - a value
        }
        columns = [given.get(field.name) for field in fields]
        return pa.table(
            [
                pa.nulls(self.count, field.type) if column is None else column
                for field, column in zip(fields, columns, strict=True)
            ],
            names=fields.names,
        )

    def _concept(self, tag: str, version: str) -> str:
        concept = self.tables.concept(tag, version)
        if concept is None:
            raise _Odd
        return concept

    def _unit(self, tag: str, version: str, uom: str) -> str | None:
        if unit_of(uom) is None:
            raise _Odd
        return unit_in(uom, per_share=(tag, version) in self.tables.per_share)

    def _values(self, kind: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
        import pyarrow as pa
        import pyarrow.compute as pc

        if not pc.all(pc.match_substring_regex(self.value, _VALUE)).as_py():
            raise _Odd
        empty = pc.equal(self.value, "")
        return pc.if_else(empty, pa.scalar(None, pa.string()), self.value).cast(kind)

    def _days(self) -> tuple[Any, Any]:
        import pyarrow as pa

        texts, codes = self._combined(("ddate", "qtrs"))
        periods = []
        for ddate, qtrs in texts:
            period = period_of(ddate, qtrs)
            if period is None:
                raise _Odd
            periods.append(period)
        first = pa.array([start for start, _ in periods], pa.date32())
        last = pa.array([end for _, end in periods], pa.date32())
        return first.take(pa.array(codes)), last.take(pa.array(codes))

    def _combined(self, names: Sequence[str]) -> tuple[list[tuple[str, ...]], Any]:
        """Return the distinct combinations of columns, and which of them each line has."""
        import numpy as np

        together = self.codes[names[0]]
        for name in names[1:]:
            together = together * len(self.distinct[name]) + self.codes[name]
        distinct, at, codes = np.unique(together, return_index=True, return_inverse=True)
        if len(distinct) == 0:
            return [], codes
        columns = [[self.distinct[name][code] for code in self.codes[name][at].tolist()] for name in names]
        return list(zip(*columns, strict=True)), codes

    def _made(self, names: Sequence[str], make: Callable[..., str | None]) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return what is made of each combination of columns, as a dictionary column."""
        import numpy as np
        import pyarrow as pa

        texts, codes = self._combined(names)
        made = pa.array([make(*text) for text in texts], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), made).cast(pa.string())

    def _of_filing(self, values: Sequence[object], field: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
        import pyarrow as pa

        return pa.array(values, field.type).take(pa.array(self.codes["adsh"]))

    def _same(self, text: str) -> Any:  # noqa: ANN401 - pyarrow has no types
        import numpy as np
        import pyarrow as pa

        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(self.count, np.int32)), pa.array([text]))


def _parsed(names: list[str], block: bytes) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the cells of a block, or None where not every line is a row of them."""
    import pyarrow as pa
    from pyarrow import csv

    read = csv.ReadOptions(column_names=names, block_size=len(block) + 1, use_threads=False)
    parse = csv.ParseOptions(delimiter="\t", quote_char=False, ignore_empty_lines=False)
    convert = csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()),
        strings_can_be_null=False,
        include_columns=[name for name in (*_COLUMNS, "value") if name in names],
    )
    given = csv.read_csv(pa.BufferReader(block), read, parse, convert)
    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    return given if given.num_rows == lines else None
