"""Performances are judged by the desk's lists and prices: right, wrong and uncheckable, in both languages."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from titre import Desk
from titre.claims import Basis, Claim, Kind, Verdict
from titre.claims.telling.page import html
from titre.claims.telling.sarif import sarif_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

RULES = """[list]
title = "{title}"
language = "en"
[rules]
universe = "{universe}"
currency = "USD"
benchmark = "IDX"
embargo_end = 2026-07-16
reveal_by = 2026-07-16
"""
DAYS = (
    *("2024-07-16", "2024-07-23", "2024-12-31", "2025-04-30", "2025-06-30"),
    *("2025-07-15", "2025-07-16", "2025-07-17"),
)
CLOSES = {
    # From the first day to the last but one: +50 %, +20 %, −20 %, +98 %: 37 % on average, 35 % the median.
    "AAA": ("100", "100", "110", "130", "143", "148", "150", "150"),
    "BBB": ("100", "100", "105", "110", "115", "118", "120", "120"),
    "CCC": ("50", "50", "48", "44", "42", "41", "40", "40"),
    "DDD": ("10", "10", "12", "15", "18", "19", "19.8", "19.8"),
    "EEE": ("100", "100", "110", "120", "123", "126", "127", "127"),
    "IDX": ("200", "200", "210", "250", "270", "278", "282", "282"),
}
BETWEEN = "between 23 July 2024 and 16 July 2025"
ENTRE = "entre le 23 juillet 2024 et le 16 juillet 2025"


def _desk(folder: Path, lists: Mapping[str, tuple[str, str, Iterable[str]]]) -> Desk:
    made = Desk.create(folder)
    (made.path / "securities.toml").write_text(
        '[files."*.csv"]\nsymbols_on = 2025-07-31\ncloses = "traded"\n'
    )
    (made.path / "lists").mkdir(exist_ok=True)
    for name, (title, universe, symbols) in lists.items():
        rules = RULES.format(title=title, universe=universe)
        (made.path / "lists" / f"{name}.toml").write_text(rules)
        rows = "".join(f"{symbol},2024-07-23\n" for symbol in symbols)
        (made.path / "lists" / f"{name}.csv").write_text(f"symbol,date\n{rows}")
    prices = folder / "prices.csv"
    lines = [
        f"{day},{symbol},{close},USD"
        for symbol, closes in CLOSES.items()
        for day, close in zip(DAYS, closes, strict=True)
    ]
    prices.write_text("date,symbol,close,currency\n" + "\n".join(lines) + "\n")
    dividends = folder / "dividends.csv"
    dividends.write_text("symbol,ex_date,amount,currency\nIDX,2025-04-30,2.5,USD\n")
    desk = Desk(made.path)
    desk.import_([prices, dividends])
    return desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    lists = {
        "miners": ("Gold miners 2024", "Minières aurifères", ("AAA", "BBB", "CCC", "DDD")),
        "banks": ("Regional banks", "Banks of the regions", ("EEE",)),
    }
    return _desk(tmp_path_factory.mktemp("desk") / "desk", lists)


@pytest.fixture(scope="module")
def embargoed(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    lists = {
        "miners": ("Gold miners 2024", "Minières aurifères", ("AAA", "BBB", "CCC", "DDD")),
        "banks": ("Regional banks", "Banks of the regions", ("EEE",)),
    }
    made = _desk(tmp_path_factory.mktemp("embargo") / "desk", lists)
    for file in (made.path / "lists").glob("*.toml"):
        file.write_text(file.read_text().replace("2026-07-16", "2099-07-16"))
    return made


def claims(desk: Desk, text: str, published: str = "2025-07-17") -> list[Claim]:
    found = desk.check(text, published=published).claims
    assert all(one.kind is Kind.PERFORMANCE for one in found), [one.kind for one in found]
    return list(found)


def only(desk: Desk, text: str) -> Claim:
    found = claims(desk, text)
    assert len(found) == 1, [one.text for one in found]
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        f"Our list of gold miners made 37 % on average {BETWEEN}.",
        f"The median of our list of gold miners made 35 % {BETWEEN}.",
        f"Our list of gold miners gained 35 % {BETWEEN}.",
        "My gold miners portfolio has made 37 % since 23 July 2024.",
        f"Notre liste de minières aurifères gagne 37 % en moyenne {ENTRE}.",
        f"La performance moyenne de notre liste de minières aurifères atteint 37%… {ENTRE}.",
        "Notre portefeuille de minières aurifères a gagné 37 % depuis le 23 juillet 2024.",
        f"Our list of regional banks returned more than 25 % {BETWEEN}.",
    ],
)
def test_a_list_that_made_what_is_said(desk: Desk, text: str) -> None:
    claim = only(desk, text)
    assert claim.verdict is Verdict.SUPPORTED, claim.explanation
    assert claim.basis is Basis.PRICES
    assert claim.entity in {"Gold miners 2024", "Regional banks"}
    assert claim.period is not None
    assert claim.period.startswith("2024-07-23/2025-07-1")
    assert claim.figure is None


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (f"Our list of gold miners made 62 % on average {BETWEEN}.", None),
        (f"Our list of gold miners made 41 % on average {BETWEEN}.", "benchmark"),
        (f"Our list of gold miners made 35 % on average {BETWEEN}.", "median"),
        (f"Our list of gold miners made 98 % on average {BETWEEN}.", "best pick"),
        (f"Our list of gold miners made 27 % on average {BETWEEN}.", "Regional banks"),
        (f"Our list of gold miners made 73 % on average {BETWEEN}.", "swapped"),
        (f"Our list of gold miners made 370 % on average {BETWEEN}.", "10 times"),
        (f"Our list of gold miners lost 37 % on average {BETWEEN}.", "sign"),
        (f"Notre liste de minières aurifères a perdu 37 % {ENTRE}.", "sign"),
        (f"Notre liste de minières aurifères gagne 41 % en moyenne {ENTRE}.", "benchmark"),
        (f"Notre liste de minières aurifères gagne 62 % en moyenne {ENTRE}.", None),
        (f"Our list of gold miners made 7.75 % on average {BETWEEN}.", "2024-12-31"),
    ],
)
def test_a_list_that_did_not(desk: Desk, text: str, cause: str | None) -> None:
    claim = only(desk, text)
    assert claim.verdict is Verdict.CONTRADICTED, claim.explanation
    assert "37% (mean of the picks" in claim.explanation.render("en").replace("37.00", "37")
    if cause is None:
        assert claim.cause is None
    else:
        assert claim.cause is not None
        assert cause in claim.cause.render("en")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"Berkshire's portfolio made 62 % {BETWEEN}.", "none of the desk's lists"),
        (f"The portfolio of Warren Smith made 62 % {BETWEEN}.", "none of the desk's lists"),
        (f"The portfolio made 62 % {BETWEEN}.", "not certain which"),
        ("Our list of gold miners made 62 % on average.", "does not name both days"),
        ("Our list of gold miners is up 62 % since January.", "does not name both days"),
        (f"Gold returned 62 % {BETWEEN}.", "no prices of what is meant"),
        (f"The best of our gold miners list made 62 % {BETWEEN}.", "some picks of a list"),
        (f"Our list of gold miners made 62 % a year {BETWEEN}.", "yearly rate"),
        ("Our list of gold miners made 62 % between 23 July 2024 and 16 July 2026.", "after the one"),
        ("Our list of gold miners made 62 % between 3 March 2021 and 16 July 2025.", "none of the desk's"),
        (f"Le portefeuille de Warren Dupont gagne 62 % {ENTRE}.", "none of the desk's lists"),
        ("Notre liste de minières aurifères gagne 62 % en moyenne.", "does not name both days"),
        (f"L'or a gagné 62 % {ENTRE}.", "no prices of what is meant"),
    ],
)
def test_what_cannot_be_told_contradicts_nothing(desk: Desk, text: str, reason: str) -> None:
    claim = only(desk, text)
    assert claim.verdict is Verdict.UNVERIFIABLE, claim.explanation
    assert reason in claim.explanation.render("en")


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (f"IDX rose 41 % {BETWEEN}.", [Verdict.SUPPORTED]),
        # With its dividend reinvested, 42.41 %.
        (f"IDX rose 42 % {BETWEEN}.", [Verdict.SUPPORTED]),
        (f"IDX rose 42 % {BETWEEN}, excluding dividends.", [Verdict.APPROXIMATE]),
        (f"IDX rose 55 % {BETWEEN}.", [Verdict.CONTRADICTED]),
        (f"Le fonds indiciel IDX gagne 41 % {ENTRE}, contre 27 % pour EEE.", [Verdict.SUPPORTED] * 2),
        (f"Our gold miners list made 37 % {BETWEEN}, against 41 % for IDX.", [Verdict.SUPPORTED] * 2),
        (
            f"Notre liste de minières aurifères gagne 37 % en moyenne {ENTRE}, contre 62 % pour IDX.",
            [Verdict.SUPPORTED, Verdict.CONTRADICTED],
        ),
        (f"Our gold miners list beat its benchmark, which made 41 % {BETWEEN}.", [Verdict.SUPPORTED]),
        ("IDX gained 41 % in a year.", [Verdict.SUPPORTED]),
        ("IDX rose 1.4 % on 16 July 2025.", [Verdict.SUPPORTED]),
        ("IDX rose 9 % on 16 July 2025.", [Verdict.CONTRADICTED]),
        ("IDX rose 9 % intraday on 16 July 2025.", [Verdict.UNVERIFIABLE]),
        ("IDX rose 60 % in 2019.", [Verdict.UNVERIFIABLE]),
        (f"ZZZ rose 41 % {BETWEEN}.", [Verdict.UNVERIFIABLE]),
    ],
)
def test_securities_and_benchmarks(desk: Desk, text: str, verdicts: list[Verdict]) -> None:
    found = claims(desk, text)
    assert [one.verdict for one in found] == verdicts, [str(one.explanation) for one in found]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("AAA gained 30 % in the first half.", "2024-12-31/2025-06-30"),
        ("AAA rose 30 % in the first six months of 2025.", "2024-12-31/2025-06-30"),
        (
            "AAA gagne 30 % au premier semestre, dont le 30 juin est la dernière séance.",
            "2024-12-31/2025-06-30",
        ),
        ("AAA gained 18 % between the end of December and the end of April.", "2024-12-31/2025-04-30"),
        ("AAA a gagné 18 % entre fin décembre et fin avril.", "2024-12-31/2025-04-30"),
    ],
)
def test_halves_and_ends_of_months_are_days(desk: Desk, text: str, days: str) -> None:
    claim = only(desk, text)
    assert (claim.verdict, claim.period) == (Verdict.SUPPORTED, days)


def test_a_year_spoken_of_is_not_the_one_that_runs(desk: Desk) -> None:
    text = "Souvenons-nous de 2022 : cette année-là, l'action AAA avait perdu les deux tiers de sa valeur."
    assert only(desk, text).verdict is Verdict.UNVERIFIABLE


def test_a_return_names_the_closes_it_rests_on(desk: Desk) -> None:
    check = desk.check(f"IDX rose 41 % {BETWEEN}.", published="2025-07-17")
    assert [line.rpartition("/")[2] for line in check.details[0].sources] == [
        "prices.csv:43 (2024-07-23)",
        "prices.csv:48 (2025-07-16)",
    ]


def test_a_lists_picks_are_not_told(desk: Desk) -> None:
    check = desk.check(f"Our list of gold miners made 62 % on average {BETWEEN}.", published="2025-07-17")
    told = json.dumps(check.as_json("en")) + html(check) + json.dumps(sarif_log(check))
    assert not [symbol for symbol in ("AAA", "BBB", "CCC", "DDD") if symbol in told]
    assert check.as_json()["claims"][0]["sources"] == ["lists/miners.toml"]
    assert "Gold miners 2024" in html(check)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"Our list of gold miners made 37 % on average {BETWEEN}.", Verdict.SUPPORTED),
        (f"Our list of gold miners made about 45 % on average {BETWEEN}.", Verdict.CONTRADICTED),
        (f"Our list of gold miners lost 37 % on average {BETWEEN}.", Verdict.CONTRADICTED),
        (f"Notre liste de minières aurifères gagne 62 % en moyenne {ENTRE}.", Verdict.CONTRADICTED),
        (f"Notre liste de minières aurifères gagne 98 % en moyenne {ENTRE}.", Verdict.CONTRADICTED),
        (f"Our list of regional banks returned 37 % {BETWEEN}.", Verdict.CONTRADICTED),
        ("Our list of gold miners made 62 % in a year.", Verdict.UNVERIFIABLE),
    ],
)
def test_under_embargo_no_return_is_told(embargoed: Desk, text: str, verdict: Verdict) -> None:
    checked = embargoed.check(text, published="2025-07-17")
    (claim,) = checked.claims
    assert claim.verdict is verdict, claim.explanation
    assert claim.cause is None
    for language in ("en", "fr"):
        told = json.dumps(checked.as_json(language)["claims"], ensure_ascii=False).replace(claim.text, "")
        told += claim.explanation.render(language)
        assert "2099" in told
        assert not any(
            made in told for made in ("37.00", "37,00", "35.00", "98.00", "98,00", "27.00", "27,00")
        )


def test_an_incomplete_record_judges_nothing(tmp_path: Path) -> None:
    desk = _desk(tmp_path / "desk", {"short": ("Gold miners", "Miners", ("AAA", "QQQQ"))})
    claim = only(desk, f"Our list of gold miners made 62 % on average {BETWEEN}.")
    assert claim.verdict is Verdict.UNVERIFIABLE
    assert "1 of 2 picks lack prices" in claim.explanation.render("en")
    assert "QQQQ" not in claim.explanation.render("en")


def test_the_only_list_of_a_desk_is_taken_and_said_so(tmp_path: Path) -> None:
    desk = _desk(tmp_path / "desk", {"one": ("Gold miners", "Miners", ("AAA", "BBB"))})
    right = only(desk, f"The portfolio gained 35 % {BETWEEN}.")
    assert right.verdict is Verdict.SUPPORTED
    loose = only(desk, "The portfolio is up 62 % since January.")
    assert loose.verdict is Verdict.UNVERIFIABLE
    assert "only list" in loose.explanation.render("en")


def test_a_desk_without_lists_judges_no_list(tmp_path: Path) -> None:
    claim = only(_desk(tmp_path / "desk", {}), f"Our list of gold miners made 62 % {BETWEEN}.")
    assert claim.verdict is Verdict.UNVERIFIABLE
    assert "needs the list and its prices" in claim.explanation.render("en")


def test_an_article_without_performances_reads_no_list(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(type(desk.lists), "read", lambda _, name: asked.append(name))
    desk.check("Revenue was 12 billion dollars in 2024. It rose 12 % on the year.", published="2025-07-17")
    assert asked == []


@pytest.mark.shared
def test_the_seeds_list_is_judged_by_a_desk_that_has_it(shared: Path, tmp_path: Path) -> None:
    made = Desk.create(tmp_path / "desk")
    (made.path / "securities.toml").write_text(
        '[files."*.csv"]\nsymbols_on = 2025-07-31\ncloses = "adjusted"\n'
    )
    (made.path / "lists").mkdir(exist_ok=True)
    rules = RULES.format(title="Minières", universe="Or et métaux").replace('benchmark = "IDX"\n', "")
    (made.path / "lists" / "minieres.toml").write_text(rules)
    (made.path / "lists" / "minieres.csv").write_text("symbol,date\nKGC,2024-07-23\nAGI,2024-07-23\n")
    desk = Desk(made.path)
    desk.import_([shared / "data" / "prices" / name for name in ("KGC.csv", "AGI.csv", "dividends.csv")])
    text = (shared / "seed" / "article.txt").read_text("utf-8")
    check = desk.check(text, published="2025-07-17")
    (claim,) = [one for one in check.claims if one.value == Decimal(62) and one.unit == "percent"]

    assert claim.entity == "Minières"
    assert claim.period == "2024-07-23/2025-07-16"
    assert claim.basis is Basis.PRICES
