"""What may a SARIF 2.1.0 log hold, as far as Titre writes one? As JSON Schema, from the standard's tables.

Source: OASIS SARIF 2.1.0 §3.13 to §3.55. Stricter than the standard's own schema: a property that is not
here is a fault, so that a misspelt one is seen.
"""

from __future__ import annotations

from typing import Any

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_INDEX: dict[str, Any] = {"type": "integer", "minimum": 0}
_ONE: dict[str, Any] = {"type": "integer", "minimum": 1}
_BAG: dict[str, Any] = {"type": "object"}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}


def _object(required: str = "", **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def _several(item: dict[str, Any], fewest: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": fewest}


_MESSAGE = _object("text", text=_TEXT, markdown=_TEXT)  # §3.11, §3.12
_LOCATION = _object(  # §3.4
    "uri",
    uri={"type": "string", "format": "uri-reference"},
    uriBaseId={"const": "%SRCROOT%"},
    index=_INDEX,
)
_REGION = _object(  # §3.30
    "startLine startColumn endLine endColumn",
    startLine=_ONE,
    startColumn=_ONE,
    endLine=_ONE,
    endColumn=_ONE,
    charOffset=_INDEX,
    charLength=_INDEX,
    snippet=_object("text", text=_TEXT),
)
_RULE = _object(  # §3.49
    "id",
    id=_TEXT,
    name={"type": "string", "pattern": "^[A-Z][A-Za-z]+$"},
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    defaultConfiguration=_object("level", level=_LEVEL),
    properties=_BAG,
)
_FIX = _object(  # §3.55
    "artifactChanges",
    description=_MESSAGE,
    artifactChanges=_several(
        _object(
            "artifactLocation replacements",
            artifactLocation=_LOCATION,
            replacements=_several(
                _object("deletedRegion", deletedRegion=_REGION, insertedContent=_object("text", text=_TEXT)),
                1,
            ),
        ),
        1,
    ),
)
_RESULT = _object(  # §3.27
    "message ruleId",
    ruleId=_TEXT,
    ruleIndex=_INDEX,
    level=_LEVEL,
    message=_MESSAGE,
    locations=_several(
        _object(
            "physicalLocation",
            physicalLocation=_object("artifactLocation region", artifactLocation=_LOCATION, region=_REGION),
        ),
        1,
    ),
    partialFingerprints={"type": "object", "additionalProperties": _TEXT},
    fixes=_several(_FIX),
    properties=_BAG,
)
_RUN = _object(  # §3.14
    "tool",
    tool=_object(
        "driver",
        driver=_object(
            "name",
            name=_TEXT,
            version=_TEXT,
            language={"type": "string", "pattern": "^[a-z]{2}$"},
            rules=_several(_RULE, 1),
        ),
    ),
    invocations=_several(_object("executionSuccessful", executionSuccessful={"type": "boolean"})),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    newlineSequences=_several(_TEXT, 1),
    artifacts=_several(_object(location=_LOCATION, encoding=_TEXT, description=_MESSAGE, properties=_BAG)),
    results=_several(_RESULT),
)
SARIF = _object(  # §3.13
    "version runs",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs=_several(_RUN),
)
