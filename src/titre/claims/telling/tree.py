"""What does a figure rest on? Its tree, as nested lists: each step's amount and rule, each fact's filing."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from titre.claims.telling.writing import MetricName
from titre.figures.model import Rule
from titre.figures.rules import describe
from titre.kernel.messages import count, say
from titre.kernel.numerals import write_day

if TYPE_CHECKING:
    from titre.claims.telling.markup import Pen
    from titre.figures.model import Fact, Figure, Lineage

_SHOWN_FACTS = 60
"""facts of one figure that are shown; the sum of a large group has more"""
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:@\w+)?(?:\[[^\]]*\])?")


def tree(figure: Figure, pen: Pen) -> str:
    """Return the tree of a figure as HTML; nothing where it has no value."""
    lineage = figure.lineage
    if lineage is None:
        return ""
    name = f"{escape(figure.name)}, {escape(str(figure.period))}"
    shown = _Tree(pen)
    steps = shown.step(lineage)
    left = sum(1 for step in lineage.walk() if step.fact is not None) - shown.facts
    more = ""
    if left > 0:
        more = f"<li>{pen.words(count('… and {number} fact more', '… and {number} facts more', left))}</li>"
    return f'<div class="tree"><p class="of">{name}</p><ul>{steps}{more}</ul></div>\n'


def formula_in_words(figure: Figure, pen: Pen) -> str | None:
    """Return the formula that gave a figure, its metrics named in words; None where it was filed."""
    lineage = figure.lineage
    if lineage is None or lineage.expression is None:
        return None
    from titre.metrics.formulas import write_formula

    written = escape(write_formula(lineage.expression), quote=False)
    return _NAME.sub(lambda found: escape(_label(found[0]).render(pen.language)), written)


class _Tree:
    """Writes steps, and counts the facts among them."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self.facts = 0

    def step(self, step: Lineage) -> str:
        """Return a step and those below it as an item of a list."""
        name = self._named(step)
        # That a company uses a concept for a metric is no step of arithmetic: both stand in one line.
        while step.rule is Rule.CONCEPT and len(step.operands) == 1 and step.note is None:
            step = step.operands[0]
            name = f"{name} {_concept(step.name)}" if _is_concept(step.name) else name
        if self.facts >= _SHOWN_FACTS:
            return ""
        amount = escape(step.written(self._pen.language))
        how = "" if step.rule is Rule.FILED else f" <span>{self._pen.words(describe(step.rule))}</span>"
        note = "" if step.note is None else f' <span class="note">{self._pen.words(step.note)}</span>'
        filed = ""
        if step.fact is not None:
            self.facts += 1
            filed = self._fact(step.fact)
        below = "".join(map(self.step, step.operands))
        return (
            f'<li><span class="step">{name}</span> <b>{amount}</b>{how}{note}{filed}'
            f"{f'<ul>{below}</ul>' if below else ''}</li>"
        )

    def _named(self, step: Lineage) -> str:
        if _is_concept(step.name):
            return _concept(step.name)
        return self._pen.words(_label(step.name))

    def _fact(self, fact: Fact) -> str:
        period = fact.end.isoformat() if fact.start is None else f"{fact.start} \N{EN DASH} {fact.end}"
        if fact.dimensions:
            period += f" [{fact.dimensions}]"
        filing = escape(f"{fact.form or ''} {fact.accession}".strip())
        if fact.url is not None:
            filing = f'<a href="{escape(fact.url)}" rel="noreferrer">{filing}</a>'
        filed = ""
        if fact.filed is not None:
            day = write_day(fact.filed, self._pen.language)
            told = say("filed {day}", day=day) if fact.filed_told else say("filed by {day}", day=day)
            filed = f", {self._pen.words(told)}"
        return f'<span class="fact">{escape(period)} \N{MIDDLE DOT} {filing}{filed}</span>'


def _is_concept(name: str) -> bool:
    return ":" in name


def _concept(name: str) -> str:
    """Return a concept, which may be parted behind its taxonomy and not at the hyphen of ``us-gaap``."""
    taxonomy, _, own = name.partition(":")
    return f"<code><span>{escape(taxonomy)}:</span><wbr>{escape(own)}</code>"


def _label(metric: str) -> MetricName:
    base, bracket, segment = metric.partition("[")
    return MetricName(base.partition("@")[0] + bracket + segment)
