"""A Spark of few threads in this process, for tests."""

from __future__ import annotations

import os
import shutil
import warnings
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from titre.sources.rows import FactRow
from titre.sources.tables import table
from titre.store.spark import spark_session

if TYPE_CHECKING:
    from fakes.ledgers import Ledgers

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
}


def started() -> Any:  # noqa: ANN401 - pyspark is optional
    """Return Spark in this process; skips the test where it cannot be had."""
    pytest.importorskip("sqlglot", reason="sqlglot is not installed; pip install 'titre[spark]'")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sql = pytest.importorskip(
            "pyspark.sql", reason="pyspark is not installed; pip install 'titre[spark]'"
        )
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java, and no java is on the path")
    builder = sql.SparkSession.builder.master("local[2]").appName("titre-tests")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def session_of(ledgers: Ledgers) -> Any:  # noqa: ANN401 - pyspark is optional
    """Return a Spark session of its own with the facts of ledgers, as ``Ledgers.connect`` has them."""
    session = spark_session()
    rows = table(FactRow, ledgers.rows)
    rows = rows.append_column("place", pa.array(range(rows.num_rows), pa.int64()))
    session.createDataFrame(rows).createOrReplaceTempView("fact_rows")
    session.sql(
        "SELECT *, filed AS known, "
        "CAST(CASE source WHEN 'companyfacts' THEN 1 ELSE 3 END AS SMALLINT) AS priority FROM fact_rows"
    ).createOrReplaceTempView("facts")
    return session
