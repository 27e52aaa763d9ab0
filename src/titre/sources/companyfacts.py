"""What does one of EDGAR's companyfacts documents hold? Every row of every concept and unit, with its place.

Two readings of one document: a fast one in columns, for the documents EDGAR sends, and a slow one, row by
row, which names the fault and its place in a document that the fast one cannot vouch for.

A row's place is its index in the JSON array of its concept and unit. ``fy`` and ``fp`` speak of the filing.
Source: https://www.sec.gov/search-filings/edgar-application-programming-interfaces
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from titre.kernel.entities import cik_entity
from titre.kernel.errors import ParseError
from titre.sources import companyfacts_rows
from titre.sources.rows import ConceptRow, EntityRow, FactRow, FactTable, SourceKind
from titre.sources.tables import schema, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from titre.sources.documents import Document
    from titre.sources.rows import Yield


def read_companyfacts(document: Document) -> Iterator[Yield]:
    """Yield the facts of a companyfacts document, its entity and its concepts, and what is wrong with it.

    Raises:
        DocumentUnreadable: the bytes cannot be got.
    """
    data = document.read()
    yielded = _fast(document, data)
    if yielded is not None:
        yield from yielded
        return
    rows = []
    for item in companyfacts_rows.read_rows(document, data):
        if isinstance(item, FactRow):
            rows.append(item)
        else:
            yield item
    if rows:
        yield FactTable(table(FactRow, rows))


def _fast(document: Document, data: bytes) -> list[Yield] | None:
    """Return what the document holds, or None where anything in it wants a closer look."""
    import msgspec
    import pyarrow as pa

    try:
        company = _decoder().decode(data)
        entity = cik_entity(company.cik)
        columns = _Columns(company.facts)
        if not columns.vouched(data):
            return None
        facts = columns.table(entity, document.name)
    except (msgspec.MsgspecError, UnicodeDecodeError, pa.ArrowInvalid, ParseError):
        return None
    concepts = [
        ConceptRow(f"{taxonomy}:{name}", concept.label, concept.description)
        for taxonomy, named in company.facts.items()
        for name, concept in named.items()
    ]
    return [EntityRow(entity, "name", company.entityName, document.name), *concepts, FactTable(facts)]


class _Columns:
    """The rows of a document laid side by side, sorted by concept and unit."""

    def __init__(self, facts: dict[str, dict[str, Any]]) -> None:
        self.concepts = 0
        self.rows: list[Any] = []
        self.keys: list[tuple[str, str]] = []
        self.counts: list[int] = []
        named = {f"{taxonomy}:{name}": value for taxonomy, of in facts.items() for name, value in of.items()}
        for concept in sorted(named):
            self.concepts += 1
            for unit, rows in sorted(named[concept].units.items()):
                self.rows += rows
                self.keys.append((concept, unit))
                self.counts.append(len(rows))

    def vouched(self, data: bytes) -> bool:
        """Return whether nothing was dropped by a repeated key, and whether the texts have their form."""
        # Decoding keeps the last of two equal keys; a dropped concept, unit or row shows in these counts.
        complete = (
            data.count(b'"accn"') == len(self.rows)
            and data.count(b'"units"') == self.concepts
            and data.count(b'"facts"') == data.count(b'"entityName"') == data.count(b'"cik"') == 1
        )
        return (
            complete
            and all(
                companyfacts_rows.is_accession(accession) for accession in {row.accn for row in self.rows}
            )
            and all(
                companyfacts_rows.is_concept(concept) and companyfacts_rows.is_unit(unit)
                for concept, unit in self.keys
            )
        )

    def table(self, entity: str, file: str) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return the rows as an Arrow table; an invalid date or number raises ``pyarrow.ArrowInvalid``."""
        import pyarrow as pa

        fields = schema(FactRow)
        rows, count = self.rows, len(self.rows)
        start, end = _dates([row.start for row in rows]), _dates([row.end for row in rows])
        given = {
            "entity": _repeated([entity], [count]),
            "concept": _repeated([concept for concept, _ in self.keys], self.counts),
            "unit": _repeated([unit for _, unit in self.keys], self.counts),
            "dimensions": _repeated([""], [count]),
            "start": start,
            "end": end,
            "value": _decimals([bytes(row.val) for row in rows]),
            "accession": pa.array([row.accn for row in rows], pa.string()),
            "form": pa.array([row.form for row in rows], pa.string()),
            "filed": _dates([row.filed for row in rows]),
            "fiscal_year": pa.array([row.fy for row in rows], pa.int16()),
            "fiscal_period": pa.array([row.fp for row in rows], pa.string()),
            "frame": pa.array([row.frame for row in rows], pa.string()),
            "source": _repeated([str(SourceKind.COMPANYFACTS)], [count]),
            "file": _repeated([file], [count]),
            "line": _places(self.counts),
            "rounded_dates": pa.repeat(pa.scalar(False), count),  # noqa: FBT003 - a value
        }
        columns = [given.get(field.name) for field in fields]
        return pa.table(
            [
                pa.nulls(count, field.type) if column is None else column
                for field, column in zip(fields, columns, strict=True)
            ],
            names=fields.names,
        )


def _dates(texts: Sequence[str | None]) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    return pa.array(texts, pa.string()).cast(pa.date32())


def _decimals(texts: Sequence[bytes]) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    return pa.array(texts, pa.binary()).cast(pa.string()).cast(schema(FactRow).field("value").type)


def _repeated(values: Sequence[str], counts: Sequence[int]) -> Any:  # noqa: ANN401 - pyarrow has no types
    import numpy as np
    import pyarrow as pa

    indices = np.repeat(np.arange(len(values), dtype=np.int32), counts)
    return pa.DictionaryArray.from_arrays(indices, pa.array(values, pa.string()))


def _places(counts: Sequence[int]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the index of each row in the array it stands in."""
    import numpy as np
    import pyarrow as pa

    ends = np.cumsum(counts, dtype=np.int32)
    starts = ends - np.array(counts, dtype=np.int32)
    total = int(ends[-1]) if len(ends) else 0
    return pa.array(np.arange(total, dtype=np.int32) - np.repeat(starts, counts))


@cache
def _decoder() -> Any:  # noqa: ANN401 - the decoder's type is local
    from msgspec import Raw, defstruct, json

    # An unknown field is refused here, so that the slow reading can name it.
    row = defstruct(
        "Row",
        [
            ("end", str),
            ("val", Raw),
            ("accn", str),
            ("form", str),
            ("filed", str),
            ("fy", int | None, None),
            ("fp", str | None, None),
            ("start", str | None, None),
            ("frame", str | None, None),
        ],
        gc=False,
        forbid_unknown_fields=True,
    )
    concept = defstruct(
        "Concept",
        [("units", dict[str, list[row]]), ("label", str | None, None), ("description", str | None, None)],  # type: ignore[valid-type]
        gc=False,
        forbid_unknown_fields=True,
    )
    company = defstruct(
        "Company",
        [("cik", int | str), ("entityName", str), ("facts", dict[str, dict[str, concept]])],  # type: ignore[valid-type]
        forbid_unknown_fields=True,
    )
    return json.Decoder(company)
