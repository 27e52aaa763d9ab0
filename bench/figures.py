"""How long does the market take? Twenty metrics, every quarter and twelve months, of synthetic companies.

Run as ``python -m bench.figures [COMPANIES …]``: for each number of companies it makes their facts (fifteen
years of quarterly filings with comparatives, besides as many facts that no metric asks for), then asks the
figures as a user would, and prints seconds, figures and the peak of memory.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from bench.lines import Line, show
from titre.figures import Figures
from titre.metrics import Catalogue
from titre.store.manifest import Manifest
from titre.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from titre.store.securities import Securities

METRICS = (
    "revenue",
    "cost_of_revenue",
    "gross_profit",
    "research_and_development",
    "operating_income",
    "pretax_income",
    "income_tax",
    "net_income",
    "depreciation_and_amortization",
    "ebitda",
    "operating_cash_flow",
    "capital_expenditure",
    "free_cash_flow",
    "dividends_paid",
    "share_repurchases",
    "total_assets",
    "cash_and_equivalents",
    "shareholders_equity",
    "operating_margin",
    "revenue_growth",
)
FIRST_YEAR, YEARS = 2010, 15

_FLOWS = (
    ("Revenues", 1),
    ("CostOfRevenue", 1),
    ("GrossProfit", 1),
    ("ResearchAndDevelopmentExpense", 1),
    ("OperatingIncomeLoss", 1),
    ("IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest", 1),
    ("IncomeTaxExpenseBenefit", 1),
    ("NetIncomeLoss", 1),
    ("DepreciationDepletionAndAmortization", 0),
    ("NetCashProvidedByUsedInOperatingActivities", 0),
    ("PaymentsToAcquirePropertyPlantAndEquipment", 0),
    ("PaymentsOfDividends", 0),
    ("PaymentsForRepurchaseOfCommonStock", 0),
    *((f"FlowNobodyAsksFor{number}", number % 2) for number in range(40)),
)
_BALANCES = (
    "Assets",
    "CashAndCashEquivalentsAtCarryingValue",
    "StockholdersEquity",
    *(f"BalanceNobodyAsksFor{number}" for number in range(20)),
)

_FACTS = """
CREATE TABLE concepts AS SELECT * FROM (VALUES {concepts}) AS c(concept, discrete, balance);
CREATE TABLE filings AS
SELECT 'CIK' || lpad(CAST(company AS VARCHAR), 10, '0') AS entity, company, year, quarter,
       make_date(year, quarter * 3, 1) + INTERVAL 1 MONTH - INTERVAL 1 DAY AS last_day,
       CAST(make_date(year, quarter * 3, 1) + INTERVAL 1 MONTH + INTERVAL 30 DAY AS DATE) AS filed,
       lpad(CAST(company AS VARCHAR), 10, '0') || '-' || lpad(CAST(year % 100 AS VARCHAR), 2, '0') || '-'
         || lpad(CAST(quarter AS VARCHAR), 6, '0') AS accession
FROM range(1, {companies} + 1) AS a(company), range({first}, {first} + {years}) AS b(year),
     range(1, 5) AS d(quarter);
COPY (
  SELECT f.entity, 'us-gaap:' || c.concept AS concept, 'USD' AS unit, '' AS dimensions,
         CASE WHEN c.balance = 1 THEN NULL
              WHEN s.span = 1 THEN make_date(f.year - s.back, f.quarter * 3 - 2, 1)
              ELSE make_date(f.year - s.back, 1, 1) END AS start,
         CAST(make_date(f.year - s.back, f.quarter * 3, 1) + INTERVAL 1 MONTH - INTERVAL 1 DAY AS DATE)
           AS "end",
         CAST(1000000 * ((hash(c.concept) % 997) + f.company % 89 + 1)
              * CASE WHEN c.balance = 1 THEN 4 + (f.year - s.back) % 7
                     WHEN s.span = 1 THEN f.quarter + 1 ELSE f.quarter * (f.quarter + 3) / 2 END
              AS DECIMAL(38, 12)) AS value,
         CAST(NULL AS VARCHAR) AS text, CAST(NULL AS VARCHAR) AS decimals, f.accession,
         CASE WHEN f.quarter = 4 THEN '10-K' ELSE '10-Q' END AS form, f.filed,
         CAST(f.year AS SMALLINT) AS fiscal_year,
         CASE WHEN f.quarter = 4 THEN 'FY' ELSE 'Q' || f.quarter END AS fiscal_period,
         CAST(NULL AS VARCHAR) AS coregistrant, 'companyfacts' AS source, 'synthetic' AS file,
         CAST(0 AS INTEGER) AS line, false AS rounded_dates, f.filed AS known, CAST(1 AS SMALLINT) AS priority
  FROM filings f CROSS JOIN concepts c
  CROSS JOIN (VALUES (0, 0), (0, 1), (1, 0), (1, 1), (2, 0)) AS s(back, span)
  WHERE CASE WHEN c.balance = 1 THEN s.span = 0 AND s.back < 2
             WHEN f.quarter = 4 THEN s.span = 0
             WHEN f.quarter = 1 THEN s.span = 0 AND s.back < 2
             ELSE s.back < 2 AND (s.span = 0 OR c.discrete = 1) END
  ORDER BY entity, concept
) TO '{file}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880);
"""


class Synthetic:
    """A file of made-up facts, in place of a snapshot."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def connect(self, entities: Collection[str] | None = None) -> duckdb.DuckDBPyConnection:
        del entities
        connection = duckdb.connect()
        connection.execute("SET enable_progress_bar = false; SET threads = 2; SET memory_limit = '3GB'")
        rows = f"SELECT *, file_row_number AS place FROM read_parquet('{self._file}')"
        connection.execute(f"CREATE VIEW facts AS {rows}")
        return connection

    def facts_as_filed(self, entity: str) -> duckdb.DuckDBPyConnection:
        connection = self.connect([entity])
        connection.execute("CREATE VIEW fact_rows AS SELECT * FROM facts")
        return connection

    def names(self) -> Synthetic:
        return self

    def securities(self) -> Securities:
        return Snapshot(self._file.parent, Manifest()).securities()

    def entity(self, entity: str) -> Synthetic:
        raise LookupError(entity)

    @property
    def name(self) -> str:
        raise LookupError


def make(companies: int, file: Path) -> None:
    concepts = [f"('{name}', {discrete}, 0)" for name, discrete in _FLOWS]
    concepts += [f"('{name}', 0, 1)" for name in _BALANCES]
    script = _FACTS.format(
        concepts=", ".join(concepts), companies=companies, first=FIRST_YEAR, years=YEARS, file=file
    )
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute(script)


def measure(sizes: Sequence[int] = (250, 500, 1000)) -> Iterator[Line]:
    """Yield what the figures of so many companies take, each size in a process of its own."""
    before: tuple[int, float] | None = None
    spawning = multiprocessing.get_context("spawn")
    for companies in sizes:
        with tempfile.TemporaryDirectory(prefix="titre-bench-") as folder:
            file = Path(folder) / "facts.parquet"
            with spawning.Pool(1) as pool:
                pool.apply(make, (companies, file))
            with spawning.Pool(1) as pool:
                seconds, rows, peak = pool.apply(ask, (file,))
        ratio = ""
        if before is not None:
            ratio = f"; {companies / before[0]:.1f} times the companies take {seconds / before[1]:.2f} times"
        what = f"{len(METRICS)} metrics, all quarters and twelve months, {companies} companies"
        bar = "10 s and 4 GB at 1,000; twice the companies 2.1 times"
        yield Line(what, f"{seconds:.1f} s, {rows:,} rows, peak {peak:.1f} GB{ratio}", bar)
        before = companies, seconds


def ask(file: Path) -> tuple[float, int, float]:
    """Return the seconds that the figures of a file take, their number and the peak of memory in GB."""
    started = time.perf_counter()
    found = Figures(Synthetic(file), Catalogue.load()).table(None, METRICS)
    seconds = time.perf_counter() - started
    return seconds, found.num_rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    show("Figures", measure([int(word) for word in sys.argv[1:]] or (250, 500, 1000)))
