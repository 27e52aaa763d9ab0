"""How is DuckDB opened, and how are values written in its SQL?"""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from titre.store.errors import StoreUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb


def connection() -> duckdb.DuckDBPyConnection:
    """Return a connection in memory: times in UTC, nothing fetched from anywhere, spilling where it may."""
    import duckdb

    opened = duckdb.connect(":memory:")
    # What a file of the store holds never changes, so that its footer is read once.
    opened.execute(
        "SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET parquet_metadata_cache = true; "
        "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; "
        f"SET temp_directory = {literal(str(Path(tempfile.gettempdir()) / 'titre-duckdb'))}"
    )
    return opened


@contextmanager
def damage_told(folder: Path) -> Iterator[None]:
    """Tell that a file of the store is damaged or gone where a query inside finds it so.

    What the engine says of a query itself, not of a file, is a bug of ours and goes through.

    Raises:
        StoreUnreadable: a data file is damaged or gone.
    """
    try:
        yield
    except Exception as error:
        engine = sys.modules.get("duckdb")
        if engine is None:
            raise
        of_files = (engine.IOException, engine.InvalidInputException, engine.SerializationException)
        # What the reader of Parquet's own headers throws has the class of no kind.
        if isinstance(error, of_files) or type(error) is engine.Error:
            raise StoreUnreadable.of(folder, error) from error
        raise


def rows_of_lists(columns: Iterable[tuple[str, str, Sequence[object]]]) -> str:
    """Return the query for the rows of columns, by name, type and values; its parameters are the values.

    A frame or an Arrow table that is registered costs the import of pandas: most of a second.
    """
    return "SELECT " + ", ".join(f'unnest(CAST(? AS {type_}[])) AS "{name}"' for name, type_, _ in columns)


def pattern(path: Path) -> str:
    """Return a path as a pattern of file names that only it fits."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


def literal(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
