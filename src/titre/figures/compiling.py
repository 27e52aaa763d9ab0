"""Which SQL answers a question? Stages in order, each a query over those before it and the view ``facts``.

The texts of the stages stand in ``sql/``; here their blanks are filled. The same stages serve one figure and
the whole market, as tables made one after the other or as the common table expressions of one query.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from titre.figures.formula_sql import Columns, base_column, column, presence_column
from titre.figures.members import NEUTRAL
from titre.figures.model import Basis
from titre.figures.plans import fold_member
from titre.figures.questions import Question, Together
from titre.metrics.model import Aggregation, Choice, Sign, Statement, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from titre.figures.plans import Plan, Term

_FOLDER = Path(__file__).parent / "sql"
_STAGE = re.compile(r"^-- stage (?P<name>\w+):.*\n(?:--.*\n)*", re.MULTILINE)
_SOURCE = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
_KEPT = (
    "picked",
    "series",
    "spans_of_time",
    "base",
    "misscaled",
    "wrong_signs",
    "splits",
    "known_years",
    "usable",
    "lineage",
)
"""stages that the lineage of a figure is read from"""
_BLANK = re.compile(r"\{(\w+)\}")

CALENDAR_CONCEPTS = (
    "ifrs-full:BasicEarningsLossPerShare",
    "ifrs-full:CashFlowsFromUsedInOperatingActivities",
    "ifrs-full:ProfitLoss",
    "ifrs-full:ProfitLossAttributableToOwnersOfParent",
    "ifrs-full:Revenue",
    "us-gaap:EarningsPerShareBasic",
    "us-gaap:IncomeTaxExpenseBenefit",
    "us-gaap:NetCashProvidedByUsedInOperatingActivities",
    "us-gaap:NetIncomeLoss",
    "us-gaap:ProfitLoss",
    "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
    "us-gaap:Revenues",
    "us-gaap:SalesRevenueNet",
)
"""What nearly every company files for each of its periods, so that these show its calendar."""
_SPLIT_CONCEPTS = (
    "us-gaap:CommonStockSharesOutstanding",
    "us-gaap:EarningsPerShareBasic",
    "us-gaap:EarningsPerShareDiluted",
    "us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding",
    "us-gaap:WeightedAverageNumberOfSharesOutstandingBasic",
    "ifrs-full:AdjustedWeightedAverageShares",
    "ifrs-full:WeightedAverageShares",
    "ifrs-full:BasicEarningsLossPerShare",
    "ifrs-full:DilutedEarningsLossPerShare",
)
_SHARE_COUNTS = (
    "us-gaap:CommonStockSharesOutstanding",
    "us-gaap:SharesOutstanding",
    "us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding",
    "us-gaap:WeightedAverageNumberOfShareOutstandingBasicAndDiluted",
    "us-gaap:WeightedAverageNumberOfSharesOutstandingBasic",
    "ifrs-full:AdjustedWeightedAverageShares",
    "ifrs-full:NumberOfSharesOutstanding",
    "ifrs-full:WeightedAverageShares",
)
"""Counts of all the shares of a company, which earnings divided by earnings per share should give."""
_EARNINGS_PER_SHARE = (
    "us-gaap:EarningsPerShareBasic",
    "us-gaap:EarningsPerShareBasicAndDiluted",
    "us-gaap:EarningsPerShareDiluted",
    "ifrs-full:BasicEarningsLossPerShare",
    "ifrs-full:DilutedEarningsLossPerShare",
)
_EARNINGS = (
    "us-gaap:NetIncomeLoss",
    "us-gaap:NetIncomeLossAvailableToCommonStockholdersBasic",
    "us-gaap:ProfitLoss",
    "ifrs-full:ProfitLoss",
    "ifrs-full:ProfitLossAttributableToOwnersOfParent",
)
_OUT_OF_SCALE = (
    "max(CASE WHEN ratio BETWEEN 1.0 / 30 AND 30 THEN 1 ELSE 0 END) = 0 AND "
    "max(CASE WHEN ratio BETWEEN 0.0000004 AND 0.0000025 OR ratio BETWEEN 0.0004 AND 0.0025 "
    "OR ratio BETWEEN 400 AND 2500 OR ratio BETWEEN 400000 AND 2500000 THEN 1 ELSE 0 END) = 1"
)
"""A power of 1,000, give or take what earnings per share of a cent round off, and nothing near the same."""
_FOCUS = "dei:DocumentFiscalYearFocus"
_DOUBTFUL = 10
"""what a value filed in a wrong scale or with a wrong sign counts less, so that any other comes before it"""
_RATIO = "us-gaap:StockholdersEquityNoteStockSplitConversionRatio1"
_PERIODIC = ("10-K%", "10-Q%", "20-F%", "40-F%", "6-K%", "10-KT%", "10-QT%")
_ANNUAL = ("10-K%", "20-F%", "40-F%")
_AXES = (
    "us-gaap:StatementBusinessSegmentsAxis",
    "srt:ProductOrServiceAxis",
    "us-gaap:ProductOrServiceAxis",
    "srt:StatementGeographicalAxis",
    "us-gaap:StatementGeographicalAxis",
)
"""Axes on which a segment is looked for first, in this order; then any other."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One query, and the name under which later ones use it."""

    name: str
    query: str
    calendar: bool = False
    """whether it depends on the companies only, not on metrics, days or vintages"""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The stages of a question; the rows of the last have a column for each term asked for."""

    stages: tuple[Stage, ...]
    last: str
    zeroed: frozenset[int] = field(default_factory=frozenset)
    reading: str = "true"
    """the condition on facts that any stage reads"""

    def facts_of(self, entities: Iterable[str], source: str) -> str:
        """Return the query for the facts of companies that any stage reads."""
        return f"SELECT * FROM {source} WHERE entity IN ({_list(entities)}) AND {self.reading}"  # noqa: S608 - quoted by _list

    def spent(self) -> list[list[str]]:
        """Return, for each stage, the stages that nothing after it needs any more."""
        last_use = {stage.name: number for number, stage in enumerate(self.stages)}
        for number, stage in enumerate(self.stages):
            last_use.update(dict.fromkeys(_SOURCE.findall(stage.query), number))
        kept = {stage.name for stage in self.stages if stage.calendar} | {*_KEPT, self.last}
        spent: list[list[str]] = [[] for _ in self.stages]
        for stage in self.stages:
            if stage.name not in kept:
                spent[last_use[stage.name]].append(stage.name)
        return spent

    def uses(self) -> Counter[str]:
        """Return how many times each name stands in the stages as what is read."""
        return Counter(name for stage in self.stages for name in _SOURCE.findall(stage.query))

    def as_query(self) -> str:
        """Return one query that does everything."""
        parts = ",\n".join(f"{stage.name} AS (\n{stage.query}\n)" for stage in self.stages)
        return f"WITH {parts}\nSELECT * FROM {self.last}"


def compile_plan(
    plan: Plan, question: Question, *, ways: bool = False, beside: Sequence[Question] = ()
) -> Compiled:
    """Return the stages that answer a question about the terms of a plan.

    With ``ways`` the last has columns too that tell by which of several formulas a figure was made. Questions
    ``beside`` it, of other days and vintages, are answered by the same stages; see ``questions``.
    """
    together = Together((question, *beside))
    shares = _counts_shares(plan)
    adjusted = shares and question.basis is Basis.ADJUSTED
    files = ["calendar", "selection", *(["scale"] if shares else []), "versions", "windows"]
    files += [*(["splits"] if adjusted else []), "choice"]
    columns = Columns(plan, ways=ways)
    blanks = _blanks(plan, question, columns.zeroed, together, shares=shares, adjusted=adjusted)
    stages = [Stage("chains", _chains(plan))]
    for file in files:
        stages += [Stage(name, _filled(text, blanks), file == "calendar") for name, text in read_stages(file)]
        if file == "calendar":
            stages += [Stage(name, text) for name, text in together.calendars()]
    zeroed = sorted(columns.zeroed)
    if zeroed:
        stages.append(Stage("present", _present(zeroed)))
    stages.append(Stage("figures_by_period", columns.query(stages[-1].name)))
    concepts = _concepts(plan, shares=shares, adjusted=adjusted).union(CALENDAR_CONCEPTS, [_FOCUS])
    reading = f"concept IN ({_list(concepts)}) AND ({_dimensions(plan.members)} OR concept = '{_FOCUS}')"
    return Compiled(tuple(stages), stages[-1].name, frozenset(zeroed), reading)


@cache
def read_stages(file: str) -> tuple[tuple[str, str], ...]:
    """Return the names and texts of the stages of a file in ``sql/``, in their order, with their blanks."""
    text = (_FOLDER / f"{file}.sql").read_text("utf-8")
    matches = list(_STAGE.finditer(text))
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return tuple(
        (match["name"], text[match.end() : end].strip()) for match, end in zip(matches, ends, strict=True)
    )


def _filled(text: str, blanks: dict[str, str]) -> str:
    # Some blanks are filled with texts that have blanks themselves.
    for _ in range(2):
        text = _BLANK.sub(lambda match: blanks[match[1]], text)
    return text


def _counts_shares(plan: Plan) -> bool:
    kinds = {
        term.metric.unit
        for term in plan.terms
        if term.definition.concepts and term.metric.statement is not Statement.MARKET
    }
    return bool(kinds & {UnitKind.SHARES, UnitKind.MONEY_PER_SHARE})


def _blanks(
    plan: Plan, question: Question, zeroed: set[int], together: Together, *, shares: bool, adjusted: bool
) -> dict[str, str]:
    flows = _concepts_of(term for term in plan.terms if term.aggregation is Aggregation.FLOW)
    never_negative = _concepts_of(term for term in plan.terms if term.metric.sign is Sign.POSITIVE)
    members = plan.members
    return {
        "calendar_concepts": _list(CALENDAR_CONCEPTS),
        "concepts": _list(_concepts(plan, shares=shares, adjusted=adjusted)),
        "flow_concepts": _list(flows),
        "split_concepts": _list(_SPLIT_CONCEPTS),
        "entities": "" if question.entities is None else f"AND entity IN ({_list(question.entities)})",
        "annual": " OR ".join(f"form LIKE '{form}'" for form in _ANNUAL),
        "periodic": " OR ".join(f"form LIKE '{form}'" for form in _PERIODIC),
        "member": _member() if members else "''",
        "axis": _axis() if members else "0",
        "dimensions": _dimensions(members),
        "member_meant": _member_meant(members),
        "a_b_consistent": _part_consistent("a", "b"),
        "a_c_consistent": _consistent("a", "c"),
        "b_c_consistent": _consistent("b", "c"),
        "fact_join": "LEFT JOIN picked p ON p.id = w.id1" if together.any_first or adjusted else "",
        "share_counts": _list(_SHARE_COUNTS),
        "earnings_per_share": _list(_EARNINGS_PER_SHARE),
        "earnings": _list(_EARNINGS),
        "out_of_scale": _OUT_OF_SCALE,
        "doubtful_grade": str(_DOUBTFUL),
        "never_negative": _list(never_negative),
        "misscaled": f" + CASE WHEN m.id IS NULL THEN 0 ELSE {_DOUBTFUL} END" if shares else "",
        "misscaled_join": "LEFT JOIN misscaled m ON m.id = p.id" if shares else "",
        **together.blanks(),
        **_adjustment(adjusted=adjusted),
        "columns": "".join(f",\n       {text}" for text in _wide_columns(plan, zeroed)),
    }


def _concepts(plan: Plan, *, shares: bool, adjusted: bool) -> set[str]:
    """Return the concepts whose facts the metrics asked for may rest on or be checked by."""
    concepts = set(plan.concepts) | ({*_SPLIT_CONCEPTS, _RATIO} if adjusted else set())
    return concepts | ({*_SHARE_COUNTS, *_EARNINGS_PER_SHARE, *_EARNINGS} if shares else set())


def _concepts_of(terms: Iterable[Term]) -> set[str]:
    return {concept for term in terms for concept in term.definition.concepts}


def _adjustment(*, adjusted: bool) -> dict[str, str]:
    if not adjusted:
        none = "CAST(NULL AS DECIMAL(38, 12)) AS times, CAST(NULL AS DECIMAL(38, 12)) AS parts"
        return {"adjusted": "w.value", "factor": none, "factor_join": ""}
    return {
        "adjusted": "CASE WHEN f.above IS NULL OR c.kind NOT IN ('shares', 'money_per_share') THEN w.value "
        "WHEN c.kind = 'shares' THEN exact_quotient(w.value * f.above, f.below) "
        "ELSE exact_quotient(w.value * f.below, f.above) END",
        "factor": "CASE c.kind WHEN 'shares' THEN f.above WHEN 'money_per_share' THEN f.below END AS times, "
        "CASE c.kind WHEN 'shares' THEN f.below WHEN 'money_per_share' THEN f.above END AS parts",
        "factor_join": "LEFT JOIN factors f ON f.entity = c.entity AND f.known = p.known",
    }


def _consistent(one: str, other: str) -> str:
    """Return the condition that two values are of one vintage: filings of the same years state them."""
    return (
        f"(({one}.sole = 1 AND {other}.sole = 1) "
        f"OR ({one}.first_year <= {other}.last_year AND {other}.first_year <= {one}.last_year))"
    )


def _part_consistent(whole: str, part: str) -> str:
    """Return the condition that a stretch of time and one within it are of one vintage.

    A value changed by an amendment of its own year is not of the vintage of what was last stated before.
    """
    stale = " OR ".join(
        f"({new}.run > 1 AND {new}.first_year = {new}.label AND {old}.until < {new}.since)"
        for new, old in ((whole, part), (part, whole))
    )
    return f"({_consistent(whole, part)} AND NOT ({stale}))"


def _chains(plan: Plan) -> str:
    rows = []
    for term in plan.terms:
        additive = int(term.aggregation is Aggregation.FLOW)
        stands = int(term.aggregation is Aggregation.INSTANT)
        largest = int(term.definition.choice is not Choice.FIRST)
        member = fold_member(term.reference.segment) if term.reference.segment else ""
        per_share = term.metric.unit is UnitKind.MONEY_PER_SHARE
        # A close has its own basis of splits, which is not that of the day on which it was known.
        kind = "quote" if term.metric.statement is Statement.MARKET and per_share else term.metric.unit
        rows += [
            f"({term.number}, {_text(concept)}, {place}, {_text(member)}, {_text(kind)}, "
            f"{additive}, {stands}, {largest}, {int(term.metric.sign is not Sign.EITHER)})"
            for place, concept in enumerate(term.definition.concepts)
        ]
    names = "term, concept, place_in_chain, member, kind, additive, stands, largest, positive"
    values = ",\n       ".join(rows) or "(-1, '', 0, '', '', 0, 0, 0, 0)"
    return f"SELECT * FROM (VALUES {values}) AS chain({names})"  # noqa: S608 - quoted above


def _wide_columns(plan: Plan, zeroed: set[int]) -> list[str]:
    columns = [
        "min(CASE WHEN is_foreign = 0 THEN currency END) AS currency",
        "max(CASE WHEN is_foreign = 0 THEN currency END) AS other_currency",
    ]
    for term in plan.terms:
        if term.definition.concepts:
            usable = f"term = {term.number} AND conflict = 0 AND is_foreign = 0"
            columns.append(f"max(CASE WHEN {usable} THEN value END) AS {base_column(term)}")
        if term.number in zeroed:
            columns.append(f"max(CASE WHEN term = {term.number} THEN 1 ELSE 0 END) AS c{term.number}")
    return columns


def _present(zeroed: Iterable[int]) -> str:
    around = "OVER (PARTITION BY entity ORDER BY label RANGE BETWEEN 1 PRECEDING AND CURRENT ROW)"
    columns = ",\n       ".join(f"coalesce(max(c{number}) {around}, 0) AS p{number}" for number in zeroed)
    return f"SELECT *,\n       {columns}\nFROM wide"


def _member() -> str:
    """Return the expression for the one member that a fact is dimensioned by, folded."""
    bare = _without_neutral()
    local = f"regexp_replace({bare}, '^.*[:=]', '')"
    folded = f"regexp_replace(lower({local}), '[^a-z0-9]', '', 'g')"
    one = f"length({bare}) - length(replace({bare}, '=', '')) = 1"
    bare_name = f"regexp_replace(regexp_replace({folded}, 'member$', ''), 'segment$', '')"
    return f"CASE WHEN dimensions = '' THEN '' WHEN {one} THEN {bare_name} ELSE '?' END"


def _qualified() -> str:
    """Return the expression for the axis and the one member that a fact is dimensioned by, folded."""
    local = f"regexp_replace(regexp_replace({_without_neutral()}, '=.*$', ''), '^.*:', '')"
    folded = f"regexp_replace(lower({local}), '[^a-z0-9]', '', 'g')"
    return f"regexp_replace({folded}, 'axis$', '') || '=' || {_member()}"


def _dimensions(members: list[str]) -> str:
    """Return the condition on facts: without dimensions, or of a member, with its axis or without."""
    bare = [member for member in members if "=" not in member]
    qualified = [member for member in members if "=" in member]
    conditions = ["dimensions = ''"]
    conditions += [f"{_member()} IN ({_list(bare)})"] if bare else []
    conditions += [f"{_qualified()} IN ({_list(qualified)})"] if qualified else []
    return " OR ".join(conditions)


def _member_meant(members: list[str]) -> str:
    """Return the condition by which a line is of the member of a chain."""
    by_axis = f" OR c.member = {_qualified()}" if any("=" in member for member in members) else ""
    return f"c.member = x.member{by_axis}"


def _axis() -> str:
    bare = _without_neutral()
    whens = " ".join(f"WHEN {bare} LIKE '{axis}=%' THEN {place}" for place, axis in enumerate(_AXES, 1))
    return f"CASE WHEN dimensions = '' THEN 0 {whens} ELSE {len(_AXES) + 1} END"


def _without_neutral() -> str:
    text = "dimensions"
    for pair in NEUTRAL:
        text = f"replace(replace({text}, '{pair};', ''), ';{pair}', '')"
    return text


def _list(texts: Iterable[str]) -> str:
    return ", ".join(_text(text) for text in sorted(texts)) or "''"


def _text(text: str) -> str:
    return "'" + str(text).replace("'", "''") + "'"


__all__ = ["Compiled", "Question", "Stage", "column", "compile_plan", "presence_column"]
