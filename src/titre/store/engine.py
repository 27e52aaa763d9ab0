"""How is DuckDB opened, and how are values written in its SQL?"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def pattern(path: Path) -> str:
    """Return a path as a pattern of file names that only it fits."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


def literal(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
