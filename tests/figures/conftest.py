"""Fixtures of the figures: the ledger in a test's docstring, and the real filings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fakes.filed import Filed
from fakes.ledgers import ENTITY, figures_of
from titre.figures import Figures
from titre.metrics import Catalogue
from titre.sources.settings import ReadSettings
from titre.store.importing import import_paths
from titre.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from titre.figures import Figure


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """The figures of the ledger in the test's docstring."""
    return figures_of(request.function.__doc__ or "")


@pytest.fixture
def value(figures: Figures) -> Callable[..., str]:
    """Return a function for the value of a figure of the test's ledger, as text."""

    def of(metric: str, period: str, **options: object) -> str:
        from titre.kernel.numerals import write_exact

        figure: Figure = figures.figure(ENTITY, metric, period, **options)  # type: ignore[arg-type]  # a test's words
        assert figure.value is not None
        return write_exact(figure.value)

    return of


@pytest.fixture(scope="session")
def filed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Filed:
    """The real filings beside the checkout, imported once."""
    store = Store(tmp_path_factory.mktemp("filed") / "store")
    sec = shared / "data" / "sec"
    import_paths(
        store, [sec / "companyfacts", sec / "filings", sec / "transcribed"], ReadSettings(), workers=0
    )
    snapshot = store.snapshot()
    return Filed(Figures(snapshot, Catalogue.load()), snapshot, snapshot.names())
