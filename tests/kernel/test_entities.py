"""Identifiers of entities, and where EDGAR shows their filings."""

from __future__ import annotations

import pytest

from titre.kernel.entities import cik_entity, cik_number, filing_url
from titre.kernel.errors import ParseError


@pytest.mark.parametrize("given", [320193, "320193", "0000320193", "CIK0000320193", "cik320193"])
def test_a_central_index_key_has_one_spelling(given: int | str) -> None:
    assert cik_entity(given) == "CIK0000320193"
    assert cik_number(cik_entity(given)) == 320193


@pytest.mark.parametrize("given", ["", "AAPL", "12345678901", "-5", "٣٢٠"])
def test_what_is_none_is_refused(given: str) -> None:
    with pytest.raises(ParseError, match="CIK"):
        cik_entity(given)


def test_a_filing_is_shown_by_edgar() -> None:
    assert (
        filing_url("CIK0001326801", "0001326801-25-000017")
        == "https://www.sec.gov/Archives/edgar/data/1326801/000132680125000017/0001326801-25-000017-index.html"
    )
    assert filing_url("private:mistral-ai", "0001326801-25-000017") is None
    assert filing_url("CIK0001326801", "local:abc") is None
