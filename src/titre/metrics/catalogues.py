"""Which metrics are there? Titre's own, and a desk's, which adds to them or takes their place.

Titre's own files are vouched for by the tests; a desk's file is checked whole when it is loaded.
"""

from __future__ import annotations

import difflib
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from titre.kernel.declarations import read_declaration
from titre.metrics.checking import check_metrics
from titre.metrics.declaring import declared_metric, declared_metrics
from titre.metrics.errors import CatalogueFaulty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from titre.metrics.model import Metric

FOLDER = Path(__file__).parent / "catalogue"


class Catalogue:
    """Metrics by name."""

    def __init__(
        self, metrics: Mapping[str, Metric], raw: Mapping[str, tuple[str, Any]] | None = None
    ) -> None:
        self._metrics = dict(metrics)
        # An entry of Titre's own is read in full when it is first asked for: most runs need a few.
        self._raw = dict(raw or {})

    @classmethod
    def load(cls, desk_file: Path | None = None) -> Catalogue:
        """Return Titre's own metrics, and those of a desk's ``metrics.toml``, which win.

        Raises:
            DeclarationUnreadable: the desk's file is not there or is no TOML.
            CatalogueFaulty: the desk's file has faults; all of them, with their lines.
        """
        if desk_file is None:
            return cls({}, _own())
        declaration = read_declaration(desk_file)
        metrics, findings = declared_metrics(declaration)
        own = {name: entry for name, entry in _own().items() if name not in declaration.data}
        catalogue = cls(metrics, own)
        findings += check_metrics(catalogue, declaration, metrics)
        if findings:
            raise CatalogueFaulty(findings)
        return catalogue

    def __getitem__(self, name: str) -> Metric:
        found = self._metrics.get(name)
        if found is None:
            file, entry = self._raw[name]
            found = self._metrics[name] = declared_metric(name, entry, file)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._metrics or name in self._raw

    def __iter__(self) -> Iterator[Metric]:
        return (self[name] for name in self.names())

    def __len__(self) -> int:
        return len(self.names())

    def names(self) -> tuple[str, ...]:
        """Return the names of all metrics, in the order they are declared; a desk's own come last."""
        return tuple(dict.fromkeys((*self._raw, *self._metrics)))

    def near(self, name: str) -> list[str]:
        """Return the names that look most like one that is not there, best first."""
        return difflib.get_close_matches(name, self.names(), n=3)

    def by_prose(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Return the names that prose in a language gives to metrics, and the metrics that each may mean."""
        found: dict[str, tuple[str, ...]] = {}
        for metric in self:
            for name in metric.prose.get(language, ()):
                found[name] = (*found.get(name, ()), metric.name)
        return found


@cache
def _own() -> Mapping[str, tuple[str, Any]]:
    entries: dict[str, tuple[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text("utf-8")).items():
            entries[name] = (f"catalogue/{path.name}", entry)
    return entries
