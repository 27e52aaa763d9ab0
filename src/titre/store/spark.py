"""How does Spark read the store? Its files as the views that DuckDB has, row for row.

Every machine of the cluster must see the store's folder under the path that this one knows it by.
"""

from __future__ import annotations

import os
import re
import warnings
from itertools import count
from typing import TYPE_CHECKING, Any

from titre.store.dialects import spark_query
from titre.store.errors import SparkMissing, SparkUnreachable
from titre.store.views import STANDARD_VIEWS, view_queries

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from titre.store.manifest import DataFile, Manifest

LOCAL = "local[*]"
_SETTINGS = {
    "spark.sql.ansi.enabled": "true",  # a number that does not fit is an error, not a silent NULL
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",  # twelve places are twelve places
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "false",
}


def spark_session(master: str | None = None) -> Any:  # noqa: ANN401 - pyspark is imported late
    """Return a session with settings of its own, of the Spark at a master.

    One that runs in this process is taken as it is; else ``master`` is asked for, or what the environment or
    Spark's own settings name, or the cores of this machine.

    Raises:
        SparkMissing: pyspark is not installed.
        SparkUnreachable: there is no Java, or nobody answers at the master.
    """
    with warnings.catch_warnings():
        # pyspark speaks of the versions of libraries that are not asked for anything here.
        warnings.simplefilter("ignore")
        try:
            from py4j.protocol import Py4JError
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            raise SparkMissing from None
    found = SparkSession.getActiveSession()
    if found is None:
        builder = SparkSession.builder.appName("titre")
        try:
            found = _asked(builder, master).getOrCreate()
        except (PySparkException, Py4JError, OSError) as error:
            raise SparkUnreachable(str(error)) from error
    session = found.newSession()
    for name, value in _SETTINGS.items():
        session.conf.set(name, value)
    return session


def _asked(builder: Any, master: str | None) -> Any:  # noqa: ANN401 - pyspark is imported late
    """Return the builder of a session at a master; one on this machine is told to be small and quiet."""
    from pyspark import SparkConf

    wanted = master or os.environ.get("SPARK_MASTER")
    if wanted and wanted.startswith("sc://"):
        return builder.remote(wanted)
    if wanted is None and SparkConf().contains("spark.master"):
        return builder
    wanted = wanted or LOCAL
    if wanted.startswith("local"):
        quiet = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
        few = {"spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1))}
        for name, value in (quiet | few | {"spark.log.level": "ERROR"}).items():
            builder = builder.config(name, value)
    return builder.master(wanted)


def make_views(
    session: Any,  # noqa: ANN401 - pyspark is imported late
    folder: Path,
    manifest: Manifest,
    entities: Collection[str] | None = None,
    *,
    views: Collection[str] = STANDARD_VIEWS,
) -> None:
    """Make the views of a manifest in a session, as ``Snapshot.connect`` does in DuckDB."""
    numbers = count()

    def rows(files: Sequence[DataFile]) -> str:
        # A path is no pattern: what Hadoop would take for one is kept from it.
        paths = [_escaped(str((folder / file.name).resolve())) for file in files]
        name = f"files_{next(numbers)}"
        read = session.read.parquet(*paths)
        index = {file.name.rsplit("/", 1)[-1]: place for place, file in enumerate(files)}
        _numbered(read, index).createOrReplaceTempView(name)
        return name

    for name, query in view_queries(manifest, entities, views, rows):
        session.sql(spark_query(query)).createOrReplaceTempView(name)


def _numbered(read: Any, index: dict[str, int]) -> Any:  # noqa: ANN401 - pyspark is imported late
    """Return the rows with the number of their file and their own in it."""
    from pyspark.sql import functions

    pairs = [functions.lit(part) for pair in index.items() for part in pair]
    place = functions.create_map(*pairs)[functions.col("_metadata.file_name")]
    return read.select(
        "*", place.alias("file_index"), functions.col("_metadata.row_index").alias("file_row_number")
    )


def _escaped(path: str) -> str:
    return re.sub(r"([\\*?\[\]{}])", r"\\\1", path)
