"""How do tools that gather findings read a check? As a log of SARIF 2.1.0, one run for all articles.

Source: OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*; what GitHub's code scanning
shows of it is in its own documentation. A claim that holds is no finding, so it is not among the results;
their number is in the properties of the run.
"""

from __future__ import annotations

from bisect import bisect_right
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from titre.claims.model import Verdict
from titre.claims.telling.correcting import correction
from titre.claims.telling.reading_view import spoken, title_of
from titre.claims.telling.wording import summary, understood
from titre.kernel.digests import Digest
from titre.kernel.messages import Message, say
from titre.kernel.printing import presentable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from titre.claims.model import Check, Claim

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Verdict.CONTRADICTED: "error", Verdict.APPROXIMATE: "note", Verdict.UNVERIFIABLE: "note"}
_RULES = tuple(_LEVELS)
_SHORT = {
    Verdict.CONTRADICTED: say("A figure that filings contradict"),
    Verdict.APPROXIMATE: say("A figure that is only roughly right"),
    Verdict.UNVERIFIABLE: say("A figure that cannot be checked"),
}
_FULL = {
    Verdict.CONTRADICTED: say(
        "The company, the metric and the period are each named, and no defensible definition gives what the "
        "text states."
    ),
    Verdict.APPROXIMATE: say(
        "The figure is cut off, rounded to one digit, or within one unit of the last digit stated."
    ),
    Verdict.UNVERIFIABLE: say(
        "Nothing that was filed or reported by the day decides it; the reason is told."
    ),
}
_HELP = {
    Verdict.CONTRADICTED: say(
        "Compare the text with the filing that is named. Where a cause fits exactly it is told: another "
        "year, another metric, a factor of ten, swapped digits."
    ),
    Verdict.APPROXIMATE: say("Write the figure to the digits that the filing has, or say about."),
    Verdict.UNVERIFIABLE: say(
        "Name the company, the metric and the period, import the filings that are missing, or enter what was "
        "announced in events.csv with its source."
    ),
}


def sarif_log(*checks: Check, language: str = "en") -> dict[str, Any]:
    """Return checks as the object of a SARIF log; sentences are in a language."""
    from importlib.metadata import version

    rules = [_rule(verdict, language) for verdict in _RULES]
    driver = {"name": "Titre", "version": version("titre"), "language": language, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        # Offsets are code points, as in the JSON of a check.
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n"],
        "artifacts": [_artifact(check, language) for check in checks],
        "results": [
            result for index, check in enumerate(checks) for result in _results(check, index, language)
        ],
    }
    log: dict[str, Any] = _presentable({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})
    return log


def _rule(verdict: Verdict, language: str) -> dict[str, Any]:
    help_text = _HELP[verdict].render(language)
    return {
        "id": verdict.value,
        "name": f"{verdict.value.capitalize()}Claim",
        "shortDescription": _words(_SHORT[verdict], language),
        "fullDescription": _words(_FULL[verdict], language),
        "help": {"text": help_text, "markdown": help_text},
        "defaultConfiguration": {"level": _LEVELS[verdict]},
        "properties": {"tags": ["figures", "fact-checking"], "precision": "high"},
    }


def _artifact(check: Check, language: str) -> dict[str, Any]:
    artifact: dict[str, Any] = {
        "location": _location(check),
        "encoding": "utf-8",
        "properties": {"summary": summary(check).render(language), "lang": check.lang},
    }
    if title := title_of(check):
        artifact["description"] = {"text": title}
    return artifact


def _location(check: Check) -> dict[str, Any]:
    source = check.source
    if source is None or source == "-":
        return {"uri": "stdin"}
    if "://" in source:
        return {"uri": source}
    path = PurePath(source)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    # The bytes of a name that is no UTF-8 are those of the disk (PEP 383).
    return {"uri": quote(path.as_posix(), errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}


def _results(check: Check, artifact: int, language: str) -> Iterator[dict[str, Any]]:
    location = {**_location(check), "index": artifact}
    lines = [0, *(at + 1 for at, letter in enumerate(check.text) if letter == "\n")]
    for claim, words in zip(check.claims, spoken(check), strict=True):
        if claim.verdict in _LEVELS:
            yield _result(claim, words, location, _region(lines, claim), language)


def _result(
    claim: Claim, words: str, location: dict[str, Any], region: dict[str, Any], language: str
) -> dict[str, Any]:
    told = claim.explanation.render(language)
    result: dict[str, Any] = {
        "ruleId": claim.verdict.value,
        "ruleIndex": _RULES.index(claim.verdict),
        "level": _LEVELS[claim.verdict],
        "message": {"text": f"{words} \N{EM DASH} {understood(claim).render(language)}. {told}"},
        "locations": [{"physicalLocation": {"artifactLocation": location, "region": region}}],
        # The same claim keeps its name when lines above it change.
        "partialFingerprints": {"claim/v1": Digest.of(_identity(claim)).value.hex()},
        "properties": _properties(claim, language),
    }
    right = correction(claim)
    if right is not None:
        change = {
            "artifactLocation": location,
            "replacements": [{"deletedRegion": region, "insertedContent": {"text": right}}],
        }
        description = _words(say("Replace by {words}", words=right), language)
        result["fixes"] = [{"description": description, "artifactChanges": [change]}]
    return result


def _region(starts: Sequence[int], claim: Claim) -> dict[str, Any]:
    first, last = bisect_right(starts, claim.start) - 1, bisect_right(starts, claim.end) - 1
    return {
        "startLine": first + 1,
        "startColumn": claim.start - starts[first] + 1,
        "endLine": last + 1,
        "endColumn": claim.end - starts[last] + 1,
        "charOffset": claim.start,
        "charLength": claim.end - claim.start,
        "snippet": {"text": claim.text},
    }


def _identity(claim: Claim) -> bytes:
    parts = (claim.verdict, claim.text, claim.entity, claim.metric, claim.segment, claim.period)
    return "\n".join(str(part) for part in parts).encode("utf-8", "surrogatepass")


def _properties(claim: Claim, language: str) -> dict[str, Any]:
    told = claim.as_json(language)
    told["filings"] = sorted({fact.url for fact in claim.figure.facts if fact.url}) if claim.figure else []
    told["figure"] = None if claim.figure is None else told["figure"]["value"]
    return {name: value for name, value in told.items() if value is not None and name not in _SAID_ELSEWHERE}


_SAID_ELSEWHERE = frozenset({"start", "end", "text", "verdict", "explanation"})


def _presentable(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value of which every text may stand in a document: viewers refuse a log for one bad sign."""
    if isinstance(value, str):
        return presentable(value)
    if isinstance(value, dict):
        return {name: _presentable(inner) for name, inner in value.items()}
    return [_presentable(inner) for inner in value] if isinstance(value, list) else value


def _words(message: Message, language: str) -> dict[str, str]:
    return {"text": message.render(language)}
