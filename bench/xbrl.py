"""How fast is a filing read, from its bytes to its last fact, beside Arelle?

::

    python -m bench.xbrl FOLDER

``FOLDER`` holds filings, ``.htm`` or ``.xml``, gzip or not. Both read the same file in turns within one
process; what is told is processor time, the least of some rounds. Arelle is offline and has no taxonomy, so
it validates next to nothing, and of plain instances it makes bare elements, no facts: its side is then the
finding of each element's context, unit and value, which is the least that anyone who wants the facts does.
Titre's side is everything it yields: also texts freed of their markup, footnotes, names and the filing.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.lines import Line
from titre.sources.documents import document_of
from titre.sources.xbrl import read_xbrl
from titre.sources.xbrl.inline import read_inline_xbrl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ROUNDS = 5
_BAR = "at least 10 times Arelle's speed"


def measure(filings: Path) -> list[Line]:
    """Return the speed on the inline, the plain and all filings of a folder, and with the starts of both."""
    began = time.process_time()
    arelle = _Arelle()
    start_of_arelle = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        paths = [_unpacked(path, Path(folder)) for path in _filings(filings)]
        times = {path: _side_by_side(path, arelle) for path in paths}
    pages = [times[path] for path in paths if path.suffix != ".xml"]
    instances = [times[path] for path in paths if path.suffix == ".xml"]
    lines = [
        _line(f"reading {len(pages)} inline filings", pages, _BAR),
        _line(f"reading {len(instances)} plain instances", instances, _BAR),
        _line(f"reading all {len(paths)} filings", [*pages, *instances], _BAR),
    ]
    one = max(pages or instances)
    with_starts = (one[0], one[1] + start_of_arelle)
    lines.append(_line("reading one filing, Arelle's import and start counted", [with_starts], _BAR))
    return lines


def _filings(folder: Path) -> list[Path]:
    kinds = (".htm", ".html", ".xhtml", ".xml")
    return sorted(path for path in folder.iterdir() if Path(path.name.removesuffix(".gz")).suffix in kinds)


def _unpacked(path: Path, folder: Path) -> Path:
    data = path.read_bytes()
    unpacked = folder / path.name.removesuffix(".gz")
    unpacked.write_bytes(gzip.decompress(data) if path.suffix == ".gz" else data)
    return unpacked


def _side_by_side(path: Path, arelle: _Arelle) -> tuple[float, float]:
    """Return the seconds that Titre and Arelle take to read a filing."""
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        ours.append(_seconds(_by_titre, path))
        theirs.append(_seconds(arelle.read, path))
    return min(ours), min(theirs)


def _seconds(read: Callable[[Path], Sequence[object]], path: Path) -> float:
    began = time.process_time()
    facts = read(path)
    spent = time.process_time() - began
    assert facts
    return spent


def _by_titre(path: Path) -> Sequence[object]:
    document = document_of(path)
    return list(read_xbrl(document) if path.suffix == ".xml" else read_inline_xbrl([document]))


class _Arelle:
    """Arelle, started."""

    def __init__(self) -> None:
        from arelle import Cntlr

        self._controller = Cntlr.Cntlr(
            hasGui=False, logFileName="logToBuffer", disable_persistent_config=True
        )
        self._controller.webCache.workOffline = True

    def read(self, path: Path) -> Sequence[object]:
        """Return what Arelle tells of each fact."""
        model = self._controller.modelManager.load(str(path))
        facts = [_told(model, item) for item in model.facts or model.undefinedFacts]
        self._controller.modelManager.close(model)
        self._controller.logHandler.clearLogBuffer()
        return facts


def _told(model: Any, item: Any) -> tuple[object, ...]:  # noqa: ANN401 - Arelle's model has no types
    context, unit = model.contexts[item.get("contextRef")], model.units.get(item.get("unitRef"))
    try:
        value = item.value if hasattr(item, "value") else item.textValue
    except Exception:  # noqa: BLE001 - a rule it does not know; it has an exception for each
        value = None
    dimensions = [
        (axis, given.memberQname if given.isExplicit else given.typedMember.textValue)
        for axis, given in context.qnameDims.items()
    ]
    return (
        item.qname,
        value,
        None if unit is None else unit.measures,
        context.entityIdentifier,
        context.startDatetime,
        context.endDatetime,
        dimensions,
        item.get("decimals"),
    )


def _line(what: str, times: Sequence[tuple[float, float]], bar: str) -> Line:
    mine, theirs = sum(ours for ours, _ in times), sum(of_arelle for _, of_arelle in times)
    got = f"{mine * 1000:.0f} ms, Arelle {theirs * 1000:.0f} ms: {theirs / mine:.1f} times its speed"
    return Line(what, got, bar)


def main() -> None:
    """Print the lines for a folder."""
    for line in measure(Path(sys.argv[1])):
        print(line)


if __name__ == "__main__":
    main()
