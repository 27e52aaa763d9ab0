"""How does the desk hand out figures by the thousand? As Arrow tables, by DuckDB or by Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    from titre.figures.figures import Figures
    from titre.store.snapshot import Snapshot

    Engine: TypeAlias = Literal["duckdb", "spark"]


def figure_parts(
    engine: Figures,
    snapshot: Snapshot,
    entities: Sequence[str] | None,
    metrics: Sequence[str],
    *,
    by: Engine,
    master: str | None,
    **asked: Any,  # noqa: ANN401 - handed on to Figures.tables
) -> Iterator[Any]:
    """Yield the table of the figures of entities in parts, each with the names of the companies."""
    spark = None
    if by == "spark":
        # Whether the question can be asked at all is known before anything is started.
        engine.references(metrics, asked.get("definition"))
        spark = snapshot.spark(entities, master=master)
    names: dict[str, str] = {}
    for part in engine.tables(entities, metrics, spark=spark, **asked):
        yield _named(part, engine, names)


def _named(part: Any, engine: Figures, names: dict[str, str]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a table with the name of each company beside its identifier."""
    import pyarrow as pa

    entities = part["entity"].combine_chunks()
    known = entities.dictionary.to_pylist()
    for entity in known:
        if entity not in names:
            names[entity] = engine.name(entity)
    dictionary = pa.array([names[entity] for entity in known], pa.string())
    named = pa.DictionaryArray.from_arrays(entities.indices, dictionary)
    return part.add_column(1, "name", named)
