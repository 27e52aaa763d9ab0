"""What a company was worth: prices of a day beside what filings say. Each test's docstring is a ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fakes.clocks import SetClock
from fakes.disks import QuickDisk
from fakes.ledgers import ENTITY, read_ledger
from titre.figures import Figures, errors
from titre.figures.ranking import rank
from titre.figures.screening import screen
from titre.figures.tracing import recompute
from titre.kernel.numerals import write_exact
from titre.metrics import Catalogue
from titre.sources.rows import PriceRow
from titre.store.importing import import_paths
from titre.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from titre.figures import Figure

    Priced = Callable[..., Figures]

ACME = '[acme]\ncompany = "CIK0000000001"\nname = "Acme"\nsymbols = [{ symbol = "ACM" }]\n'
CLASS = "us-gaap:StatementClassOfStockAxis=us-gaap"


@pytest.fixture
def priced(request: pytest.FixtureRequest, tmp_path: Path) -> Priced:
    """Return a function for the figures of the test's ledger beside closes: ``"ACM 2024-02-01 10"``."""

    def of(*closes: str, declared: str = ACME, currency: str | None = "USD", file: str = "p.csv") -> Figures:
        desk = tmp_path / "securities.toml"
        desk.write_text(declared, "utf-8")
        store = Store(tmp_path / "store", QuickDisk(), SetClock(), securities_file=desk)
        rows = []
        for line, text in enumerate(closes, 2):
            symbol, day, value = text.split()
            price = Decimal(value)
            rows.append(
                PriceRow(symbol, date.fromisoformat(day), "close", price, currency, "vendor", file, line)
            )
        store.append([*read_ledger(request.function.__doc__ or ""), *rows])
        return Figures(store.snapshot(), Catalogue.load())

    return of


def value(figures: Figures, metric: str, period: str, **options: object) -> str:
    """Return the value of a figure as text; its tree must give it again."""
    figure: Figure = figures.figure(ENTITY, metric, period, **options)  # type: ignore[arg-type]  # a test's words
    assert figure.value is not None
    assert figure.lineage is not None
    assert recompute(figure.lineage) == figure.value
    return write_exact(figure.value)


def test_a_day_has_the_newest_count_known_on_it(priced: Priced) -> None:
    """The count on the cover, until the next filing is public.

    10-Q 2023-11-02 Q3 2023
      dei:EntityCommonStockSharesOutstanding 2023-10-20 100 shares
      Revenues 2023-07-01..2023-09-30 20
    10-K 2024-02-01 FY2023
      dei:EntityCommonStockSharesOutstanding 2024-01-25 90 shares
      Revenues 2023-01-01..2023-12-31 90
    """
    figures = priced("ACM 2024-01-31 10", "ACM 2024-02-01 11")
    assert value(figures, "market_capitalization", "2024-01-31") == "1000"
    assert value(figures, "market_capitalization", "2024-02-01") == "990"
    assert value(figures, "share_price", "2024-02-01") == "11"
    figure = figures.figure(ENTITY, "market_capitalization", "2024-02-04")
    assert (figure.value, figure.unit, figure.end) == (Decimal(990), "USD", date(2024, 2, 4))
    price = figure.as_json()["facts"][1]
    assert (price["concept"], price["end"], price["file"], price["line"]) == (
        "price:close",
        "2024-02-01",
        "p.csv",
        3,
    )
    assert figure.facts[0].accession.startswith("0000000001-24-")


def test_a_period_s_end_has_its_balance_sheet_once_that_is_filed(priced: Priced) -> None:
    """Two vintages of one value: as known on the day, and with the count of the balance sheet.

    10-Q 2023-11-02 Q3 2023
      dei:EntityCommonStockSharesOutstanding 2023-10-20 100 shares
      Revenues 2023-07-01..2023-09-30 20
      Revenues 2023-01-01..2023-09-30 60
      Revenues 2022-01-01..2022-09-30 50
    10-K 2024-02-01 FY2023
      CommonStockSharesOutstanding 2023-12-31 95 shares
      Revenues 2023-01-01..2023-12-31 90
      Revenues 2022-01-01..2022-12-31 80
      NetIncomeLoss 2023-01-01..2023-12-31 10
    """
    figures = priced("ACM 2023-12-29 10")
    assert value(figures, "market_capitalization", "2023") == "950"
    assert value(figures, "market_capitalization", "2023", vintage="first") == "1000"
    assert value(figures, "market_capitalization", "2023", as_of=date(2024, 1, 31)) == "1000"
    assert value(figures, "price_to_earnings", "2023") == "95"
    assert value(figures, "price_to_earnings", "2023Q4") == "95"
    with pytest.raises(errors.FigureRefused):
        figures.figure(ENTITY, "market_capitalization", "2022")


def test_multiples_of_a_day_take_the_twelve_months_known_on_it(priced: Priced) -> None:
    """The year's result is public on 1 February only.

    10-Q 2023-11-02 Q3 2023
      NetIncomeLoss 2023-01-01..2023-09-30 30
      NetIncomeLoss 2022-01-01..2022-09-30 20
      dei:EntityCommonStockSharesOutstanding 2023-10-20 100 shares
    10-K 2023-02-01 FY2022
      NetIncomeLoss 2022-01-01..2022-12-31 30
      StockholdersEquity 2022-12-31 200
    10-K 2024-02-01 FY2023
      NetIncomeLoss 2023-01-01..2023-12-31 50
      StockholdersEquity 2023-12-31 250
    """
    figures = priced("ACM 2024-01-31 10", "ACM 2024-02-01 10")
    assert value(figures, "price_to_earnings", "2024-01-31") == "25"
    assert value(figures, "price_to_earnings", "2024-02-01") == "20"
    assert value(figures, "price_to_book", "2024-02-01") == "4"
    # What was asked for as of a day before has no price yet.
    with pytest.raises(errors.NotYetFiled):
        figures.figure(ENTITY, "price_to_earnings", "2024-02-01", as_of=date(2024, 1, 31))


def test_a_loss_has_no_multiple(priced: Priced) -> None:
    """A multiple below zero would pass for a cheap one.

    10-K 2024-02-01 FY2023
      NetIncomeLoss 2023-01-01..2023-12-31 -50
      Revenues 2023-01-01..2023-12-31 500
      CommonStockSharesOutstanding 2023-12-31 100 shares
    """
    figures = priced("ACM 2023-12-29 10", "ACM 2024-02-01 10")
    assert value(figures, "price_to_sales", "2023") == "2"
    assert value(figures, "price_to_sales", "2024-02-01") == "2"
    for period in ("2023", "2024-02-01"):
        with pytest.raises(errors.NotDerivable):
            figures.figure(ENTITY, "price_to_earnings", period)


SPLIT = """A split of two for one between the count and the price.

    10-Q 2023-11-02 Q3 2023
      dei:EntityCommonStockSharesOutstanding 2023-10-20 100 shares
      Revenues 2023-07-01..2023-09-30 20
    """


def test_a_count_is_put_on_the_basis_of_the_price(priced: Priced) -> None:
    declared = ACME + 'splits = [{ day = 2023-12-01, ratio = "2:1" }]\n'
    figures = priced("ACM 2023-11-30 10", "ACM 2023-12-01 5", declared=declared + TRADED)
    assert value(figures, "market_capitalization", "2023-11-30") == "1000"
    assert value(figures, "market_capitalization", "2023-12-01") == "1000"


def test_adjusted_closes_need_adjusted_counts(priced: Priced) -> None:
    declared = ACME + 'splits = [{ day = 2023-12-01, ratio = "2:1" }]\n'
    figures = priced("ACM 2023-11-30 5", "ACM 2023-12-01 5", declared=declared + ADJUSTED)
    assert value(figures, "market_capitalization", "2023-11-30") == "1000"
    assert value(figures, "market_capitalization", "2023-12-01") == "1000"


def test_closes_of_which_it_is_not_known_are_refused_where_it_matters(priced: Priced) -> None:
    declared = ACME + 'splits = [{ day = 2023-12-01, ratio = "2:1" }]\n'
    figures = priced("ACM 2023-11-30 5", "ACM 2023-12-01 5", declared=declared)
    with pytest.raises(errors.SplitUnclear, match="closes"):
        figures.figure(ENTITY, "market_capitalization", "2023-11-30")
    assert value(figures, "market_capitalization", "2023-12-01") == "1000"


TRADED = '[files."p.csv"]\ncloses = "traded"\n'
ADJUSTED = '[files."p.csv"]\ncloses = "adjusted"\n'
for _test in (
    test_a_count_is_put_on_the_basis_of_the_price,
    test_adjusted_closes_need_adjusted_counts,
    test_closes_of_which_it_is_not_known_are_refused_where_it_matters,
):
    _test.__doc__ = SPLIT


def test_a_split_that_filings_show_has_no_day(priced: Priced) -> None:
    """Restated counts show a split between two filings; on which day in between nobody says.

    10-K 2023-02-01 FY2022
      WeightedAverageNumberOfSharesOutstandingBasic 2022-01-01..2022-12-31 100 shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2022-01-01..2022-12-31 110 shares
      dei:EntityCommonStockSharesOutstanding 2023-01-25 100 shares
      NetIncomeLoss 2022-01-01..2022-12-31 10
    10-K 2024-02-01 FY2023
      WeightedAverageNumberOfSharesOutstandingBasic 2022-01-01..2022-12-31 1000 shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2022-01-01..2022-12-31 1100 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2023-01-01..2023-12-31 1000 shares
      dei:EntityCommonStockSharesOutstanding 2024-01-25 1000 shares
      NetIncomeLoss 2023-01-01..2023-12-31 10
    """
    closes = ("ACM 2023-06-01 5", "ACM 2024-02-01 6")
    assert value(priced(*closes, declared=ACME + ADJUSTED), "market_capitalization", "2023-06-01") == "5000"


def test_traded_closes_within_such_a_time_are_refused(priced: Priced) -> None:
    """The same filings, and closes as traded.

    10-K 2023-02-01 FY2022
      WeightedAverageNumberOfSharesOutstandingBasic 2022-01-01..2022-12-31 100 shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2022-01-01..2022-12-31 110 shares
      dei:EntityCommonStockSharesOutstanding 2023-01-25 100 shares
      NetIncomeLoss 2022-01-01..2022-12-31 10
    10-K 2024-02-01 FY2023
      WeightedAverageNumberOfSharesOutstandingBasic 2022-01-01..2022-12-31 1000 shares
      WeightedAverageNumberOfDilutedSharesOutstanding 2022-01-01..2022-12-31 1100 shares
      WeightedAverageNumberOfSharesOutstandingBasic 2023-01-01..2023-12-31 1000 shares
      dei:EntityCommonStockSharesOutstanding 2024-01-25 1000 shares
      NetIncomeLoss 2023-01-01..2023-12-31 10
    """
    figures = priced("ACM 2023-06-01 5", "ACM 2024-02-01 6", declared=ACME + TRADED)
    with pytest.raises(errors.SplitUnclear):
        figures.figure(ENTITY, "market_capitalization", "2023-06-01")
    assert value(figures, "market_capitalization", "2024-02-01") == "6000"


CLASSES = """Three classes on the cover.

    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 90
      dei:EntityCommonStockSharesOutstanding 2024-01-25 100 shares [CLASS:CommonClassAMember]
      dei:EntityCommonStockSharesOutstanding 2024-01-25 10 shares [CLASS:CommonClassBMember]
      dei:EntityCommonStockSharesOutstanding 2024-01-25 50 shares [CLASS:CommonClassCMember]
    """.replace("CLASS", CLASS)
A = '[a]\ncompany = "CIK0000000001"\nclass = "CommonClassA"\nname = "A"\nsymbols = [{ symbol = "ACMA" }]\n'
C = '[c]\ncompany = "CIK0000000001"\nclass = "CommonClassC"\nname = "C"\nsymbols = [{ symbol = "ACMC" }]\n'


def test_every_class_has_its_own_price(priced: Priced) -> None:
    declared = A + 'stands_for = ["CommonClassB"]\n' + C
    figures = priced("ACMA 2024-02-01 10", "ACMC 2024-02-01 8", declared=declared)
    assert value(figures, "market_capitalization", "2024-02-01") == "1500"
    lineage = figures.figure(ENTITY, "market_capitalization", "2024-02-01").lineage
    assert lineage is not None
    notes = [step.note.render() for step in lineage.walk() if step.note is not None]
    assert notes == ["valued at the price of A"]


def test_a_listed_class_without_a_price_is_not_valued_at_another_s(priced: Priced) -> None:
    figures = priced("ACMA 2024-02-01 10", declared=A + 'stands_for = ["CommonClassB"]\n' + C)
    with pytest.raises(errors.PriceMissing, match="ACMC"):
        figures.figure(ENTITY, "market_capitalization", "2024-02-01")


def test_an_unlisted_class_that_may_be_either_is_refused(priced: Priced) -> None:
    figures = priced("ACMA 2024-02-01 10", "ACMC 2024-02-01 8", declared=A + C)
    with pytest.raises(errors.AmbiguousClass, match="A, C"):
        figures.figure(ENTITY, "market_capitalization", "2024-02-01")


def test_unlisted_classes_are_valued_at_the_only_price(priced: Priced) -> None:
    figures = priced("ACM 2024-02-01 10")
    assert value(figures, "market_capitalization", "2024-02-01") == "1600"


for _test in (
    test_every_class_has_its_own_price,
    test_a_listed_class_without_a_price_is_not_valued_at_another_s,
    test_an_unlisted_class_that_may_be_either_is_refused,
    test_unlisted_classes_are_valued_at_the_only_price,
):
    _test.__doc__ = CLASSES


def test_a_total_over_classes_needs_one_that_stands_for_all(priced: Priced) -> None:
    """The balance sheet gives one number for all classes.

    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 90
      CommonStockSharesOutstanding 2023-12-31 160 shares
    """
    closes = ("ACMA 2024-02-01 10", "ACMC 2024-02-01 8")
    with pytest.raises(errors.AmbiguousClass):
        priced(*closes, declared=A + C).figure(ENTITY, "market_capitalization", "2024-02-01")
    figures = priced(declared=A + 'stands_for = ["CommonClassC"]\n' + C)
    assert value(figures, "market_capitalization", "2024-02-01") == "1600"
    assert value(figures, "share_price", "2024-02-01") == "10"


def test_a_receipt_stands_for_several_shares(priced: Priced) -> None:
    """One listed unit is five shares.

    20-F 2024-04-01 FY2023
      ifrs-full:Revenue 2023-01-01..2023-12-31 800
      dei:EntityCommonStockSharesOutstanding 2023-12-31 100 shares
    """
    assert (
        value(
            priced("ACM 2024-04-02 50", declared=ACME + "shares = 5\n"), "market_capitalization", "2024-04-02"
        )
        == "1000"
    )


def test_a_price_in_another_currency_than_the_accounts(priced: Priced) -> None:
    """The value stands in the price's currency; a multiple would need a rate.

    20-F 2024-04-01 FY2023
      ifrs-full:Revenue 2023-01-01..2023-12-31 800 TWD
      ifrs-full:ProfitLoss 2023-01-01..2023-12-31 100 TWD
      dei:EntityCommonStockSharesOutstanding 2023-12-31 100 shares
    """
    figures = priced("ACM 2023-12-29 50", "ACM 2024-04-02 50")
    for period in ("2023", "2024-04-02"):
        found = figures.figure(ENTITY, "market_capitalization", period)
        assert (found.value, found.unit) == (Decimal(5000), "USD")
        with pytest.raises(errors.MixedCurrencies):
            figures.figure(ENTITY, "price_to_sales", period)


def test_refusals(priced: Priced) -> None:
    """No price, no count, an old count.

    10-K 2022-02-01 FY2021
      Revenues 2021-01-01..2021-12-31 90
      dei:EntityCommonStockSharesOutstanding 2022-01-25 100 shares
    """
    figures = priced("ACM 2022-01-31 10", "ACM 2022-02-01 10", "ACM 2024-02-01 10")
    with pytest.raises(errors.PriceMissing, match="no close of ACM on 2022-02-09"):
        figures.figure(ENTITY, "market_capitalization", "2022-02-09")
    with pytest.raises(errors.ShareCountMissing):
        figures.figure(ENTITY, "market_capitalization", "2022-01-31")
    with pytest.raises(errors.ShareCountMissing):
        figures.figure(ENTITY, "market_capitalization", "2024-02-01")
    with pytest.raises(errors.PriceMissing):
        figures.figure("CIK0000000009", "market_capitalization", "2024-02-01")
    with pytest.raises(errors.PriceMissing):
        figures.figure(ENTITY, "market_capitalization", "2021")


def test_a_count_in_another_scale_gives_no_value(priced: Priced) -> None:
    """A cover in thousands: a company would be worth a thousandth.

    10-Q 2023-11-02 Q3 2023
      dei:EntityCommonStockSharesOutstanding 2023-10-20 100000 shares
      Revenues 2023-07-01..2023-09-30 20
    10-K 2024-02-01 FY2023
      dei:EntityCommonStockSharesOutstanding 2024-01-25 99 shares
      Revenues 2023-01-01..2023-12-31 90
    """
    figures = priced("ACM 2024-01-31 10", "ACM 2024-02-01 10")
    assert value(figures, "market_capitalization", "2024-01-31") == "1000000"
    with pytest.raises(errors.AmbiguousValue, match="scale"):
        figures.figure(ENTITY, "market_capitalization", "2024-02-01")


def test_files_that_differ_give_no_value(priced: Priced) -> None:
    """Two closes of one day.

    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 90
      dei:EntityCommonStockSharesOutstanding 2024-01-25 100 shares
    """
    priced("ACM 2024-02-01 10", file="one.csv")
    with pytest.raises(errors.PriceAmbiguous, match=r"one\.csv"):
        priced("ACM 2024-02-01 11", file="two.csv").figure(ENTITY, "market_capitalization", "2024-02-01")


def test_a_price_without_a_currency_is_none(priced: Priced) -> None:
    """A number of no currency.

    10-K 2024-02-01 FY2023
      Revenues 2023-01-01..2023-12-31 90
      dei:EntityCommonStockSharesOutstanding 2024-01-25 100 shares
    """
    with pytest.raises(errors.PriceMissing, match="currency"):
        priced("ACM 2024-02-01 10", currency=None).figure(ENTITY, "market_capitalization", "2024-02-01")


def test_ranks_and_screens_of_a_day(priced: Priced) -> None:
    """Companies without a price are left out, and told.

    10-K 2024-02-01 FY2023
      NetIncomeLoss 2023-01-01..2023-12-31 50
      dei:EntityCommonStockSharesOutstanding 2024-01-25 100 shares
    """
    figures = priced("ACM 2024-02-01 10")
    found = rank(figures, "market_capitalization", "2024-02-01")
    assert [figure.value for figure in found.figures] == [1000]
    met = screen(figures, "price_to_earnings < 21 and market_capitalization > 900", "2024-02-01")
    assert met.met == (ENTITY,)
    table = figures.table(None, ["market_capitalization", "net_income"], frequency="annual")
    assert {row["metric"] for row in table.to_pylist()} == {"net_income"}


@pytest.fixture(scope="session")
def marketed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The real filings and prices."""
    folder = tmp_path_factory.mktemp("marketed")
    securities = folder / "securities.toml"
    securities.write_text('[files."prices/*.csv"]\nsymbols_on = 2026-08-01\ncloses = "adjusted"\n', "utf-8")
    store = Store(folder / "store", securities_file=securities)
    data = shared / "data"
    names = ("AAPL", "AMZN", "GOOGL", "META", "MSFT", "NVDA")
    paths = [data / "sec" / "companyfacts", data / "sec" / "filings", data / "sec" / "transcribed"]
    from titre.sources.settings import ReadSettings

    import_paths(
        store, [*paths, *(data / "prices" / f"{name}.csv" for name in names)], ReadSettings(), workers=0
    )
    return Figures(store.snapshot(), Catalogue.load())


@pytest.mark.shared
def test_nvidia_is_the_most_valuable_company(marketed: Figures) -> None:
    """Closes of 2025-07-16 times the newest counts filed by then, by hand.

    Nvidia 171.37 x 24,400,000,000; Apple 210.16 x 14,935,826,000; Amazon 223.19 x 10,597,729,352; Alphabet
    182.97 x 12,155,000,000; Meta 702.91 x (2,189,898,148 + 343,761,117).
    """
    found = rank(marketed, "market_capitalization", "2025-07-16")
    assert [(figure.entity[-7:], write_exact(figure.value or Decimal(0))) for figure in found.figures] == [
        ("1045810", "4181428000000"),
        ("0320193", "3138913192160"),
        ("1018724", "2365307214072.88"),
        ("1652044", "2224000350000"),
        ("1326801", "1780934433961.15"),
    ]
    # Microsoft's one filing at hand is of 2015: its count is too old.
    left = {figure.entity: figure.reason for figure in found.left_out}
    assert "no count" in str(left["CIK0000789019"])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("entity", "period", "expected"),
    [
        # 227.79 on 2024-09-27 x 15,116,786,000 of the balance sheet
        ("CIK0000320193", "2024", "3443452682940"),
        # 142.62 on 2025-01-24 x 24,477,000,000
        ("CIK0001045810", "2025", "3490909740000"),
        # 113.06 on 2024-07-26 x 2,460,000,000 counted before the split of ten for one
        ("CIK0001045810", "2025Q2", "2781276000000"),
    ],
)
def test_fiscal_period_ends(marketed: Figures, entity: str, period: str, expected: str) -> None:
    figure = marketed.figure(entity, "market_capitalization", period)
    assert figure.value is not None
    assert write_exact(figure.value) == expected


@pytest.mark.shared
def test_every_market_figure_computes_again_from_its_tree(marketed: Figures) -> None:
    metrics = [metric.name for metric in marketed.catalogue if metric.statement == "market"]
    found = marketed.figures(None, metrics, ["2025-07-16"])
    found += marketed.figures(["CIK0000320193", "CIK0001045810"], metrics, ["2024", "TTM 2025Q1", "2025Q1"])
    given = [figure for figure in found if figure.value is not None]
    assert len(given) > 50
    for figure in given:
        assert figure.lineage is not None
        assert recompute(figure.lineage) == figure.value, (figure.name, figure.metric)
        assert all(fact.accession or (fact.file and fact.line) for fact in figure.facts)
