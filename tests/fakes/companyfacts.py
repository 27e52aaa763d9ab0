"""Companyfacts documents made up for a test, written as EDGAR writes them."""

from __future__ import annotations

import json
from typing import Any


def row(
    value: object = 1000, *, end: str = "2024-12-31", filed: str = "2025-01-30", **others: object
) -> dict[str, Any]:
    """Return one row; ``start`` and ``frame`` only where they are given."""
    given: dict[str, Any] = {"start": others.pop("start", None), "end": end, "val": value}
    given |= {
        "accn": "0001326801-25-000017",
        "fy": 2024,
        "fp": "FY",
        "form": "10-K",
        "filed": filed,
        "frame": None,
    }
    given |= others
    return {key: item for key, item in given.items() if key not in {"start", "frame"} or item is not None}


def document(
    units: dict[str, dict[str, list[dict[str, Any]]]],
    *,
    cik: int = 1326801,
    name: str = "Meta Platforms, Inc.",
) -> bytes:
    """Return the document of a company with these rows by concept and unit."""
    taxonomies: dict[str, dict[str, Any]] = {}
    for concept, of in units.items():
        taxonomy, _, local = concept.partition(":")
        told = {"label": local, "description": f"What {local} is: “money”, mostly.", "units": of}
        taxonomies.setdefault(taxonomy, {})[local] = told
    content = {"cik": cik, "entityName": name, "facts": taxonomies}
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


def company(number: int, rows: int = 30) -> bytes:
    """Return a document of a company with so many rows in each of three concepts."""
    made = [
        row(
            number * 1000 + index,
            end=f"{2000 + index % 25}-12-31",
            accn=f"{number:010d}-{index % 25:02d}-000001",
        )
        for index in range(rows)
    ]
    concepts = ("us-gaap:Assets", "us-gaap:Liabilities", "dei:EntityPublicFloat")
    return document(
        {concept: {"USD": made} for concept in concepts}, cik=number, name=f"Company {number} Inc"
    )
