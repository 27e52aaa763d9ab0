"""Are formulas read as they are written, and refused in one clear line?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titre.metrics.errors import FormulaFaulty
from titre.metrics.formulas import (
    Call,
    Expression,
    Negation,
    Number,
    Operation,
    Reference,
    parse_formula,
    parse_reference,
    references,
    write_formula,
)

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
NUMBERS = st.decimals(0, 10**9, places=3).map(lambda value: Number(Decimal(f"{value:f}")))
REFERENCES = st.builds(
    Reference,
    NAMES,
    st.none() | NAMES,
    st.none() | st.from_regex(r"[A-Za-z]{1,6}( [A-Za-z]{1,6})?", fullmatch=True),
)


def _larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return (
        st.builds(Negation, inner)
        | st.builds(Operation, st.sampled_from("+-*/"), inner, inner)
        | st.builds(
            lambda function, x: Call(function, (x,)), st.sampled_from(["yoy", "average", "abs"]), inner
        )
        | st.builds(lambda x: Call("lag", (x, Number(Decimal(2)))), inner)
    )


LEAVES: st.SearchStrategy[Expression] = st.one_of(NUMBERS, REFERENCES)
FORMULAS = st.recursive(LEAVES, _larger, max_leaves=12)


@given(FORMULAS)
def test_what_is_written_is_read_back(formula: Expression) -> None:
    assert parse_formula(write_formula(formula)) == formula


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    formula = _read(text)
    if isinstance(formula, FormulaFaulty):
        assert 1 <= formula.position <= len(text) + 1
    else:
        assert parse_formula(write_formula(formula)) == formula


def _read(text: str) -> Expression | FormulaFaulty:
    try:
        return parse_formula(text)
    except FormulaFaulty as fault:
        return fault


def test_precedence() -> None:
    assert write_formula(parse_formula("a-(b-c)")) == "a - (b - c)"
    assert write_formula(parse_formula("(a-b)-c")) == "a - b - c"
    assert write_formula(parse_formula("a*(b+c)/d")) == "a * (b + c) / d"
    assert write_formula(parse_formula("-(a+b)")) == "-(a + b)"


def test_definitions_and_segments() -> None:
    assert parse_reference("capital_expenditure@net[Reality Labs]") == Reference(
        "capital_expenditure", "net", "Reality Labs"
    )
    named = [str(reference) for reference in references(parse_formula("a + yoy(b@c) / lag(d[E], 4)"))]
    assert named == ["a", "b@c", "d[E]"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "formula '', character 1: got the end, expected a number, a metric, a function or ("),
        ("a +", "formula 'a +', character 4: got the end, expected a number, a metric, a function or ("),
        ("a b", "formula 'a b', character 3: got 'b', expected an operator or the end"),
        ("(a", "formula '(a', character 3: got the end, expected )"),
        ("exec(a)", "got 'exec', expected one of average, lag, yoy, or_zero, abs"),
        ("together(a)", "expected at least 2 arguments"),
        ("yoy(a, b, c)", "expected at most 1 arguments"),
        ("a; b", "expected a number, a metric, an operator or a bracket"),
        ("a[]", "expected the name of a segment in brackets"),
        ("a@", "expected the name of a definition"),
        ("(" * 60 + "a" + ")" * 60, "expected at most 40 brackets inside each other"),
        ("-" * 60 + "a", "expected at most 40 brackets inside each other"),
        ("a+" * 3000 + "a", "expected a shorter formula"),
    ],
)
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(FormulaFaulty) as caught:
        parse_formula(text)
    assert message in str(caught.value)


def test_a_formula_is_no_reference() -> None:
    with pytest.raises(FormulaFaulty, match="the name of one metric"):
        parse_reference("a + b")
