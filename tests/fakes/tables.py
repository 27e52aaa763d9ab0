"""Tables made up for a test: fact CSVs, price CSVs, data sets, archives."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from titre.kernel.findings import Finding
from titre.sources.documents import Document
from titre.sources.rows import FactRow, FactTable
from titre.sources.tables import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FACT_HEADER = "cik,entity,concept,dimensions,unit,start,end,value,accession,form,filed"
FACT_ROW = (
    "1326801,Meta Platforms,us-gaap:Revenues,,USD,2024-01-01,2024-12-31,164501000000,"
    "0001326801-25-000017,10-K,2025-01-30"
)
SUB_HEADER = "adsh\tcik\tname\tsic\tformer\tchanged\tfye\tform\tperiod\tfy\tfp\tfiled\taccepted\tinstance"
SUB_ROW = (
    "0000037996-10-000011\t37996\tFORD MOTOR CO\t3711\t\t\t1231\t10-Q\t20100331\t2010\tQ1\t20100507\t"
    "2010-05-07 13:14:00.0\tf-20100331.xml"
)
TAG_HEADER = "tag\tversion\tcustom\tabstract\tdatatype\tiord\tcrdr\ttlabel\tdoc"
TAG_ROWS = (
    "Revenues\tus-gaap/2009\t0\t0\tmonetary\tD\tC\tRevenues\tAll of them.",
    "EarningsPerShareBasic\tus-gaap/2009\t0\t0\tperShare\tD\t\tEarnings per share\t",
    'TruckSales\t0000037996-10-000011\t1\t0\tmonetary\tD\tC\tSales of trucks\t"Called ""trucks"" there."',
)
NUM_HEADER = "adsh\ttag\tversion\tddate\tqtrs\tuom\tsegments\tcoreg\tvalue\tfootnote"


def number(value: str = "1000.0000", **cells: str) -> str:
    """Return a row of num.txt."""
    given = {
        "adsh": "0000037996-10-000011",
        "tag": "Revenues",
        "version": "us-gaap/2009",
        "ddate": "20100331",
        "qtrs": "1",
        "uom": "USD",
        "segments": "",
        "coreg": "",
        "footnote": "",
    } | cells
    return "\t".join(value if name == "value" else given[name] for name in NUM_HEADER.split("\t"))


def text(*lines: str) -> bytes:
    """Return lines as the bytes of a text."""
    return "".join(f"{line}\n" for line in lines).encode()


def data_set(*numbers: str, header: str = NUM_HEADER) -> tuple[Document, ...]:
    """Return the documents of a data set of one filing."""
    return (
        Document.of_bytes("q.zip!sub.txt", text(SUB_HEADER, SUB_ROW)),
        Document.of_bytes("q.zip!tag.txt", text(TAG_HEADER, *TAG_ROWS)),
        Document.of_bytes("q.zip!num.txt", text(header, *numbers)),
    )


def archive(content: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the bytes of a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as written:
        for name, data in content.items():
            written.writestr(name, data)
    return stream.getvalue()


def facts_of(items: Iterable[object]) -> list[dict[str, Any]]:
    """Return the facts among what a reader yields, each as a dictionary."""
    found: list[dict[str, Any]] = []
    for item in items:
        if isinstance(item, FactTable):
            found += item.table.cast(schema(FactRow)).to_pylist()
        elif isinstance(item, FactRow):
            found.append(item._asdict())
    return found


def faults_of(items: Iterable[object]) -> list[str]:
    """Return the findings among what a reader yields, each as its line."""
    return [str(item) for item in items if isinstance(item, Finding)]
