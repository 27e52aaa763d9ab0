"""How does an entry of a TOML file become a metric? Field by field, with every fault told at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import LANGUAGES, say
from titre.metrics.errors import FormulaFaulty
from titre.metrics.formulas import parse_formula
from titre.metrics.model import (
    Aggregation,
    Choice,
    Definition,
    Metric,
    Sign,
    Statement,
    UnitKind,
    Written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from enum import StrEnum

    from titre.kernel.declarations import Declaration
    from titre.kernel.messages import Message

STANDARD = "standard"
"""the name of the definition of a metric that has one only"""
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_CONCEPT = re.compile(r"[a-z][\w-]*:[A-Za-z_][\w.-]*", re.ASCII)
_COMPUTED = {"concepts", "formula", "formulas", "choice", "aggregation", "note"}
_FIELDS = {"statement", "unit", "sign", "label", "prose", "written", "definitions", "default"} | _COMPUTED


def declared_metric(name: str, entry: Mapping[str, Any], file: str) -> Metric:
    """Return the metric of an entry that is known to have no faults."""
    definitions = {
        key: _definition(key, value) for key, value in entry.get("definitions", {STANDARD: entry}).items()
    }
    aggregation = entry.get("aggregation")
    unit = UnitKind(entry["unit"])
    return Metric(
        name=name,
        statement=Statement(entry["statement"]),
        unit=unit,
        aggregation=Aggregation(aggregation or default_aggregation(unit, entry["statement"])),
        sign=Sign(entry.get("sign", Sign.EITHER)),
        label=_labels(entry.get("label") or {}, name),
        prose={language: tuple(names) for language, names in entry.get("prose", {}).items()},
        definitions=definitions,
        default=entry.get("default", next(iter(definitions))),
        written=Written(entry.get("written", Written.PERCENT)),
        source=file,
    )


def _labels(given: Mapping[str, str], name: str) -> dict[str, str]:
    """Return a label for every language: a desk in one language need not write those of the others."""
    other = next(iter(given.values()), name.replace("_", " "))
    return {**dict.fromkeys(LANGUAGES, other), **given}


def default_aggregation(unit: UnitKind, statement: str) -> Aggregation:
    """Return how a metric adds over time where its entry does not say."""
    if statement == Statement.BALANCE_SHEET:
        return Aggregation.INSTANT
    return Aggregation.FLOW if unit is UnitKind.MONEY else Aggregation.NONE


def _definition(name: str, entry: Mapping[str, Any]) -> Definition:
    texts = entry.get("formulas") or ([entry["formula"]] if "formula" in entry else [])
    aggregation = entry.get("aggregation") if name != STANDARD else None
    return Definition(
        name=name,
        concepts=tuple(entry.get("concepts", ())),
        formulas=tuple(parse_formula(text) for text in texts),
        choice=Choice(entry.get("choice", Choice.FIRST)),
        aggregation=Aggregation(aggregation) if aggregation else None,
        note=entry.get("note", {}),
    )


def declared_metrics(declaration: Declaration) -> tuple[dict[str, Metric], list[Finding]]:
    """Return the metrics of a file that are well formed, and what is wrong with the others."""
    metrics: dict[str, Metric] = {}
    findings: list[Finding] = []
    for name, entry in declaration.data.items():
        faults = list(_faults(declaration, name, entry))
        findings += faults
        if not faults:
            metrics[name] = declared_metric(name, entry, declaration.file)
    return metrics, findings


def _faults(  # noqa: C901 - one question a field, in the order of the fields
    declaration: Declaration, name: str, entry: object
) -> Iterator[Finding]:
    place = declaration.place
    words: tuple[tuple[str, type[StrEnum]], ...]
    words = (("statement", Statement), ("unit", UnitKind), ("sign", Sign), ("written", Written))
    if not _NAME.fullmatch(name):
        yield mismatch(place(name), name, say("a name in lowercase letters, digits and _"))
    if not isinstance(entry, dict):
        yield mismatch(place(name), str(entry), say("a table, [{name}]", name=name))
        return
    for key in entry:
        if key not in _FIELDS:
            yield mismatch(place(name, key), key, _one_of(_FIELDS))
    for key, known in words:
        if key not in entry and known in (Statement, UnitKind):
            yield mismatch(place(name), say("no {key}", key=key), _one_of(known))
        yield from _word(declaration, (name, key), entry.get(key), known)
    if "written" in entry and entry.get("unit") != UnitKind.RATIO:
        yield mismatch(place(name, "written"), str(entry["written"]), say("a metric whose unit is ratio"))
    for key in ("label", "prose"):
        yield from _by_language(declaration, (name, key), entry.get(key, {}), many=key == "prose")
    definitions = entry.get("definitions", {STANDARD: entry})
    if not isinstance(definitions, dict) or not definitions:
        yield mismatch(place(name, "definitions"), str(definitions), say("a table of definitions"))
        return
    if entry.get("default", next(iter(definitions))) not in definitions:
        yield mismatch(place(name, "default"), str(entry["default"]), _one_of(definitions))
    for key, value in definitions.items():
        path = (name, "definitions", key) if "definitions" in entry else (name,)
        yield from _definition_faults(declaration, path, value)


def _definition_faults(  # noqa: C901 - one question a field, in the order of the fields
    declaration: Declaration, path: tuple[str, ...], entry: object
) -> Iterator[Finding]:
    place = declaration.place
    if not isinstance(entry, dict):
        yield mismatch(place(*path), str(entry), say("a table with concepts or a formula"))
        return
    if len(path) > 1:
        for key in entry:
            if key not in _COMPUTED:
                yield mismatch(place(*path, key), key, _one_of(_COMPUTED))
    if not any(entry.get(key) for key in ("concepts", "formula", "formulas")):
        yield mismatch(place(*path), say("neither concepts nor a formula"), say("one of them"))
    yield from _word(declaration, (*path, "choice"), entry.get("choice"), Choice)
    yield from _word(declaration, (*path, "aggregation"), entry.get("aggregation"), Aggregation)
    concepts = entry.get("concepts", [])
    if not isinstance(concepts, list):
        yield mismatch(place(*path, "concepts"), str(concepts), say("a list of concepts"))
        concepts = []
    for concept in concepts:
        if not isinstance(concept, str) or not _CONCEPT.fullmatch(concept):
            yield mismatch(place(*path, "concepts"), str(concept), say("a concept such as us-gaap:Revenues"))
    texts = entry.get("formulas") or [entry.get("formula", "")]
    for text in texts if isinstance(texts, list) else [texts]:
        if not isinstance(text, str):
            yield mismatch(place(*path, "formula"), str(text), say("a formula as text"))
        elif text:
            yield from _formula(declaration, path, text)


def _formula(declaration: Declaration, path: tuple[str, ...], text: str) -> Iterator[Finding]:
    try:
        parse_formula(text)
    except FormulaFaulty as fault:
        yield Finding(declaration.place(*path, "formula"), fault.message)


def _word(
    declaration: Declaration, path: tuple[str, ...], got: object, words: type[StrEnum]
) -> Iterator[Finding]:
    if got is not None and got not in list(words):
        yield mismatch(declaration.place(*path), str(got), _one_of(words))


def _by_language(
    declaration: Declaration, path: tuple[str, ...], got: object, *, many: bool
) -> Iterator[Finding]:
    if not isinstance(got, dict):
        yield mismatch(declaration.place(*path), str(got), say("a table by language: en, fr"))
        return
    for language, value in got.items():
        if language not in LANGUAGES:
            yield mismatch(declaration.place(*path, language), language, _one_of(LANGUAGES))
        texts = value if many and isinstance(value, list) else [value]
        if (many and not isinstance(value, list)) or not all(isinstance(text, str) for text in texts):
            yield mismatch(declaration.place(*path, language), str(value), say("text, or a list of texts"))


def _one_of(words: Iterable[object]) -> Message:
    return say("one of {words}", words=", ".join(sorted(str(word) for word in words)))
