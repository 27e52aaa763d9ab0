"""What does the catalogue say of a metric, in words and as JSON?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from titre.kernel.messages import say
from titre.metrics.formulas import write_formula
from titre.metrics.model import Statement, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.metrics.model import Definition, Metric


_STATEMENTS = {
    Statement.INCOME: say("income statement"),
    Statement.CASH_FLOW: say("cash flow statement"),
    Statement.BALANCE_SHEET: say("balance sheet"),
    Statement.PER_SHARE: say("per share"),
    Statement.RATIOS: say("ratios"),
    Statement.MARKET: say("market"),
}
_UNITS = {
    UnitKind.MONEY: say("money"),
    UnitKind.SHARES: say("shares"),
    UnitKind.MONEY_PER_SHARE: say("money a share"),
    UnitKind.RATIO: say("ratio"),
}


def statement_words(metric: Metric, language: str) -> str:
    """Return in words where a metric belongs in a set of accounts."""
    return _STATEMENTS[metric.statement].render(language)


def unit_words(metric: Metric, language: str) -> str:
    """Return in words in which kind of unit a metric is."""
    return _UNITS[metric.unit].render(language)


def described(metric: Metric, language: str) -> Iterator[tuple[str, str]]:
    """Yield what a metric is, as headings and texts in a language."""
    yield metric.name, metric.label[language]
    yield say("statement").render(language), statement_words(metric, language)
    yield say("unit").render(language), unit_words(metric, language)
    for code, names in metric.prose.items():
        if names:
            yield f"{say('in prose').render(language)} ({code})", ", ".join(names)
    for name, definition in metric.definitions.items():
        mark = (
            f" ({say('default').render(language)})"
            if name == metric.default and len(metric.definitions) > 1
            else ""
        )
        yield f"{say('definition').render(language)} {name}{mark}", definition.note.get(language, "")
        for concept in definition.concepts:
            yield "", f"    {concept}"
        for formula in definition.formulas:
            yield "", f"    = {write_formula(formula)}"


def as_json(metric: Metric) -> dict[str, Any]:
    """Return a metric as an object for JSON."""
    return {
        "name": metric.name,
        "statement": str(metric.statement),
        "unit": str(metric.unit),
        "aggregation": str(metric.aggregation),
        "label": dict(metric.label),
        "prose": {language: list(names) for language, names in metric.prose.items()},
        "default": metric.default,
        "definitions": {name: _definition(of) for name, of in metric.definitions.items()},
    }


def _definition(definition: Definition) -> dict[str, Any]:
    return {
        "concepts": list(definition.concepts),
        "formulas": [write_formula(formula) for formula in definition.formulas],
        "choice": str(definition.choice),
        "note": dict(definition.note),
    }
