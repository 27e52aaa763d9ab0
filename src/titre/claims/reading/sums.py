"""Which metric do two others make together? "Cash and short-term investments", "dividends and buybacks"."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT
from titre.claims.reading.context import MetricSense
from titre.claims.reading.small_words import JOINING, LINKS
from titre.metrics.formulas import Call, Operation, Reference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from titre.claims.prose.tokens import Token
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.context import ContextLexicon
    from titre.claims.reading.mentions import Mention
    from titre.claims.reading.senses import Sense
    from titre.metrics.catalogues import Catalogue
    from titre.metrics.formulas import Expression

_POSSESSIVE = frozenset({"s", "'", "leur", "leurs"})


@lru_cache(maxsize=4)
def sums_of(catalogue: Catalogue) -> Mapping[frozenset[str], str]:
    """Return the metrics that are others added up, by the names of those."""
    found: dict[frozenset[str], str] = {}
    for metric in catalogue:
        for formula in metric.definition().formulas:
            parts = _parts(formula)
            if parts is not None and len(parts) > 1:
                found.setdefault(frozenset(parts), metric.name)
    return found


def _parts(expression: Expression) -> list[str] | None:
    """Return the metrics that an expression adds up, or None where it does anything else."""
    if isinstance(expression, Call) and expression.function == "or_zero":
        return _parts(expression.arguments[0])
    if isinstance(expression, Reference):
        return None if expression.definition or expression.segment else [expression.metric]
    match expression:
        case Operation("+", left, right) | Call("together", (left, right)):
            first, second = _parts(left), _parts(right)
            return None if first is None or second is None else first + second
    return None


def with_sums(
    senses: Sequence[Sense],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    lexicon: ContextLexicon,
    sums: Mapping[frozenset[str], str],
) -> list[Sense]:
    """Return the metrics of a sentence, those that share one amount and have a name together as one."""
    if len(senses) < 2 or _in_order(tokens, quantities, lexicon):  # noqa: PLR2004 - two are joined
        return list(senses)
    joined: list[Sense] = []
    named: list[set[str]] = []
    for sense in senses:
        if joined and _coordinated(joined[-1], sense, tokens, mentions):
            together = named[-1] | {sense.meaning.metrics[0]}
            metric = next(iter(together)) if len(together) == 1 else sums.get(frozenset(together))
            if metric is not None:
                joined[-1] = replace(joined[-1], meaning=MetricSense((metric,)), end=sense.end)
                named[-1] = together
                continue
        joined.append(sense)
        named.append({sense.meaning.metrics[0]})
    return joined


def _coordinated(first: Sense, second: Sense, tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    between = [
        token
        for place, token in enumerate(tokens[first.end : second.start], first.end)
        if not any(one.start <= place < one.end for one in mentions)
    ]
    plain = not (first.verb or second.verb) and first.meaning.sign == second.meaning.sign > 0
    return (
        plain
        and any(token.word in JOINING for token in between)
        and all(
            token.word in JOINING or token.word in LINKS or token.word in _POSSESSIVE for token in between
        )
    )


def _in_order(tokens: Sequence[Token], quantities: Sequence[Quantity], lexicon: ContextLexicon) -> bool:
    """Return whether amounts follow each other as their metrics do: "respectively", "62 and 164"."""
    if lexicon.in_order.all(tokens):
        return True
    amounts = [one for one in quantities if one.form == AMOUNT]
    return any(
        all(token.word in JOINING for token in tokens[left.last : right.first])
        for left, right in pairwise(amounts)
    )
