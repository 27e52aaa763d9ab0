"""Arelle's reading of the same filings, offline and without their taxonomies: run as a script, prints JSON.

It runs in a process of its own, one for all filings, because Arelle keeps global state and warns.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any


def facts_of(model: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - Arelle's model has no types
    """Return the numeric facts of a loaded report."""
    # Without a taxonomy the items of a plain instance are undefined facts, bare elements.
    return [_fact(model, item) for item in model.facts or model.undefinedFacts if item.get("unitRef")]


def _fact(model: Any, item: Any) -> dict[str, Any]:  # noqa: ANN401
    context, unit = model.contexts[item.get("contextRef")], model.units[item.get("unitRef")]
    return {
        "concept": _name(item.qname),
        "value": _value(item),
        "nil": item.get("{http://www.w3.org/2001/XMLSchema-instance}nil") in ("true", "1"),
        "unit": ["*".join(sorted(measure.localName for measure in part)) for part in unit.measures],
        "entity": list(context.entityIdentifier),
        "start": _day(context.startDatetime) if context.isStartEndPeriod else None,
        # Arelle gives the moment at which the last day is over.
        "end": None if context.isForeverPeriod else _day(context.endDatetime - timedelta(days=1)),
        "dimensions": [
            (_name(axis), _name(value.memberQname) if value.isExplicit else _typed(value))
            for axis, value in context.qnameDims.items()
        ],
        "decimals": item.get("decimals"),
        "id": item.get("id"),
        "shown": getattr(item, "rawValue", None),
    }


def _value(item: Any) -> str | None:  # noqa: ANN401
    """Return the value, or None where its format is one of the SEC's, for which Arelle has no rules."""
    if (item.get("format") or "").startswith("ixt-sec:"):
        return None
    return str(item.value if hasattr(item, "value") else item.textValue).strip()


def _name(qname: Any) -> list[str]:  # noqa: ANN401
    return [qname.namespaceURI, qname.localName]


def _typed(value: Any) -> str:  # noqa: ANN401
    return " ".join("".join(value.typedMember.itertext()).split())


def _day(moment: datetime) -> str:
    assert moment.time() == time()
    return moment.date().isoformat()


def main(paths: list[str]) -> None:
    """Print the numeric facts of each report by its name."""
    from arelle import Cntlr

    controller = Cntlr.Cntlr(hasGui=False, logFileName="logToBuffer", disable_persistent_config=True)
    controller.webCache.workOffline = True
    read = {}
    for path in paths:
        model = controller.modelManager.load(path)
        read[Path(path).name] = facts_of(model)
        controller.modelManager.close(model)
    sys.stdout.write(json.dumps(read))


if __name__ == "__main__":
    main(sys.argv[1:])
