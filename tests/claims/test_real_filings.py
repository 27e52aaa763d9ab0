"""The article that Titre was asked for, on the real filings and events beside the checkout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from titre.claims import Basis, Check, Claim, Kind, Role, Verdict, check
from titre.figures import Figures
from titre.metrics import Catalogue
from titre.sources.documents import document_of
from titre.sources.rows import EventRow
from titre.sources.settings import ReadSettings
from titre.sources.tabular.events import read_events
from titre.store.importing import import_paths
from titre.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared


@dataclass(frozen=True)
class Checked:
    """The check, and its claims by what they state."""

    result: Check

    def claim(self, value: str, unit: str) -> Claim:
        """Return the one claim of a value that is no order of magnitude."""
        found = [
            claim
            for claim in self.result.claims
            if claim.value == Decimal(value) and claim.unit == unit and claim.hedge != "order"
        ]
        assert len(found) == 1
        return found[0]

    def trend(self, metric: str, kind: Kind) -> Claim:
        """Return the first trend of a metric."""
        return next(one for one in self.result.claims if (one.metric, one.kind) == (metric, kind))


@pytest.fixture(scope="module")
def seed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    store = Store(tmp_path_factory.mktemp("claims") / "store")
    sec = shared / "data" / "sec"
    settings = ReadSettings()
    import_paths(store, [sec / "filings", sec / "transcribed"], settings, workers=0)
    events = read_events(document_of(shared / "data" / "events.csv"), settings.events)
    snapshot = store.snapshot()
    catalogue = Catalogue.load()
    result = check(
        (shared / "seed" / "article.txt").read_text("utf-8"),
        published=date(2025, 7, 17),
        figures=Figures(snapshot, catalogue),
        names=snapshot.names(),
        catalogue=catalogue,
        events=[event for event in events if isinstance(event, EventRow)],
    )
    return Checked(result)


def test_the_profit_is_ebitda_by_its_gloss(seed: Checked) -> None:
    claim = seed.claim("80000000000", "USD")
    assert (claim.entity, claim.metric, claim.period) == ("Meta Platforms", "ebitda", "FY2024")
    assert claim.verdict is Verdict.APPROXIMATE
    assert claim.figure is not None
    assert claim.figure.value == Decimal(84_878_000_000)


def test_the_loss_of_the_segment_is_supported(seed: Checked) -> None:
    claim = seed.claim("18000000000", "USD")
    assert (claim.entity, claim.segment, claim.hedge) == ("Meta Platforms", "RealityLabs", "nearly")
    assert claim.verdict is Verdict.SUPPORTED
    assert claim.figure is not None
    assert claim.figure.value == Decimal(-17_729_000_000)
    assert claim.figure.facts


def test_trends_are_supported_and_the_month_that_ends_no_quarter_is_told(seed: Checked) -> None:
    assert seed.trend("revenue", Kind.DIRECTION).verdict is Verdict.SUPPORTED
    cash = seed.trend("free_cash_flow", Kind.CHANGE_QOQ)
    assert (cash.direction, cash.verdict, cash.period) == ("down", Verdict.SUPPORTED, "TTM 2025Q1")
    assert "no quarter of the company ends in the month named" in cash.explanation.render()


def test_the_spending_of_four_companies_is_their_guidance_with_its_parts(seed: Checked) -> None:
    claim = seed.claim("320000000000", "USD")
    assert claim.entity is not None
    assert set(claim.entity.split("+")) == {"Amazon", "Alphabet", "Meta Platforms", "Microsoft"}
    assert (claim.role, claim.verdict, claim.basis) == (Role.GUIDANCE, Verdict.SUPPORTED, Basis.EVENTS)
    told = claim.explanation.render()
    assert all(part in told for part in ("$100bn", "$105bn", "$75bn", "$60bn", "$65bn", "$80bn"))


def test_deals_and_ranks_rest_on_events(seed: Checked) -> None:
    stake = seed.claim("14000000000", "USD")
    assert (stake.verdict, stake.basis) == (Verdict.SUPPORTED, Basis.EVENTS)
    assert "implied value about 29 billion" in stake.explanation.render()
    assert seed.claim("49", "percent").verdict is Verdict.SUPPORTED
    funding = seed.claim("1000000000", "EUR")
    assert (funding.entity, funding.verdict, funding.basis) == ("Mistral AI", Verdict.SUPPORTED, Basis.EVENTS)
    rank = next(claim for claim in seed.result.claims if claim.kind is Kind.RANK)
    assert (rank.entity, rank.verdict) == ("Nvidia", Verdict.SUPPORTED)


def test_the_list_cannot_be_judged_without_its_prices(seed: Checked) -> None:
    claim = seed.claim("62", "percent")
    assert (claim.kind, claim.verdict) == (Kind.PERFORMANCE, Verdict.UNVERIFIABLE)


def test_nothing_is_called_contradicted_and_nothing_read_after_the_article(seed: Checked) -> None:
    assert seed.result.count(Verdict.CONTRADICTED) == 0
    after = seed.result.text.index("J'accepte les BTC")
    assert all(claim.end < after for claim in seed.result.claims)
