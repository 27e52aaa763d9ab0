"""Every numeric fact of every filing at hand is what Arelle reads."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from titre.kernel.findings import Finding
from titre.sources.dimensions import SHARED_PREFIXES
from titre.sources.documents import document_of
from titre.sources.rows import FactRow
from titre.sources.transformations import rule
from titre.sources.xbrl import read_xbrl
from titre.sources.xbrl.inline import read_inline_xbrl
from titre.sources.xbrl.namespaces import standard_prefix

pytestmark = pytest.mark.shared

_SCRIPT = Path(__file__).parents[2] / "fakes" / "arelle_facts.py"
_SEC_RULES = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"


@pytest.fixture(scope="module")
def filings(shared: Path) -> list[Path]:
    return sorted((shared / "data" / "sec" / "filings").glob("*.gz"))


@pytest.fixture(scope="module")
def by_arelle(
    filings: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("arelle")
    paths = []
    for filing in filings:
        path = folder / filing.name.removesuffix(".gz")
        path.write_bytes(gzip.decompress(filing.read_bytes()))
        paths.append(str(path))
    run = subprocess.run([sys.executable, str(_SCRIPT), *paths], capture_output=True, check=True, timeout=120)
    read: dict[str, list[dict[str, Any]]] = json.loads(run.stdout)
    return read


def test_numeric_facts_equal_those_of_arelle(
    filings: list[Path], by_arelle: dict[str, list[dict[str, Any]]]
) -> None:
    assert len(filings) >= 9
    for filing in filings:
        rows = list(_read(filing))
        assert not [row for row in rows if isinstance(row, Finding)]
        ours = [row for row in rows if isinstance(row, FactRow) and row.unit is not None]
        theirs = by_arelle[filing.name.removesuffix(".gz")]
        assert len(theirs) > 600
        assert sorted(map(_ours, ours)) == sorted(_theirs(fact, _prefixes(ours)) for fact in theirs)


def _read(filing: Path) -> Any:  # noqa: ANN401 - rows of several kinds
    document = document_of(filing)
    return read_xbrl(document) if ".xml" in filing.name else read_inline_xbrl([document])


def _ours(row: FactRow) -> tuple[str, ...]:
    return (
        row.anchor or "",
        row.entity,
        row.concept,
        "nil" if row.value is None else f"{row.value.normalize():f}",
        row.unit or "",
        str(row.start),
        str(row.end),
        row.dimensions,
        str(row.decimals),
    )


def _theirs(fact: dict[str, Any], own: str) -> tuple[str, ...]:
    scheme, identifier = fact["entity"]
    assert scheme == "http://www.sec.gov/CIK"
    dimensions = {
        _prefixed(axis, own): member if isinstance(member, str) else _prefixed(member, own)
        for axis, member in fact["dimensions"]
    }
    above, below = fact["unit"]
    return (
        fact["id"] or "",
        f"CIK{identifier}",
        _prefixed(fact["concept"], own),
        "nil" if fact["nil"] else f"{_value(fact).normalize():f}",
        f"{above}/{below}" if below else above,
        str(fact["start"]),
        str(fact["end"]),
        ";".join(f"{axis}={member}" for axis, member in sorted(dimensions.items())),
        str(fact["decimals"]),
    )


def _value(fact: dict[str, Any]) -> Decimal:
    if fact["value"] is not None:
        return Decimal(fact["value"])
    # Arelle itself has none of the SEC's rules: the numbers in words are listed below.
    return _IN_WORDS[" ".join(fact["shown"].split()).lower()]


_IN_WORDS = {
    word: Decimal(number)
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
    )
}
_IN_WORDS["no"] = Decimal(0)


def _prefixed(name: list[str], own: str) -> str:
    namespace, local = name
    return f"{standard_prefix(namespace) or own}:{local}"


def _prefixes(rows: list[FactRow]) -> str:
    """Return the one prefix of the filer's own concepts."""
    own = {row.concept.partition(":")[0] for row in rows} - SHARED_PREFIXES
    assert own <= {"aapl", "amzn", "goog", "meta", "msft", "nvda"}
    assert len(own) == 1
    return next(iter(own))


def test_the_rule_of_numbers_in_words_is_the_sec_s_own() -> None:
    read = rule(_SEC_RULES, "numwordsen")
    assert read is not None
    assert all(read(word) == str(number) for word, number in _IN_WORDS.items())
