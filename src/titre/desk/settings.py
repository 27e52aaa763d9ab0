"""What does ``desk.toml`` say? The settings of a desk, each with a default, every fault told with its line.

::

    [desk]
    name = "my-desk"
    language = "fr"               # the language of reports, charts and messages; else the machine's
    [edgar]
    identity = "Name name@example.org"
    address = "https://…"         # a mirror of EDGAR, where one is used
    [vendors.address]             # what a plug-in for prices needs to know, see ``sources.network``
    template = "https://…/{symbol}.csv"
    [prices]                      # column mappings, see ``sources.tabular.mappings``
    [events]
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from titre.kernel.declarations import DeclarationFaulty, read_declaration
from titre.kernel.findings import Finding, mismatch
from titre.kernel.messages import LANGUAGES, say
from titre.sources.errors import MappingFaulty
from titre.sources.settings import ReadSettings
from titre.sources.tabular.mappings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from titre.kernel.declarations import Declaration
    from titre.kernel.messages import Message

IDENTITY_VARIABLE = "TITRE_IDENTITY"
_TABLES: Mapping[str, tuple[str, ...]] = {
    "desk": ("name", "language"),
    "edgar": ("identity", "address"),
    "ecb": ("address",),
    "lists": ("least_fitting",),
}
_MAPPED = ("prices", "events")
_VENDORS = "vendors"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a desk."""

    name: str
    language: str | None = None
    """``en`` or ``fr``; None where the machine's decides"""
    identity: str | None = None
    """who asks EDGAR: a name and an e-mail address"""
    edgar_address: str | None = None
    """a mirror that has EDGAR's documents under EDGAR's paths; None for EDGAR itself"""
    rates_address: str | None = None
    """where the history of the euro's reference rates is, if not at the European Central Bank"""
    vendors: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """what each plug-in for prices is told, by its name"""
    reading: ReadSettings = field(default_factory=ReadSettings)
    least_fitting: int = 10
    """securities of the universe that must fit each row of a list that is shown under embargo"""

    @classmethod
    def read(cls, file: Path) -> Settings:
        """Return the settings of a ``desk.toml``; the environment's identity wins over the file's.

        Raises:
            DeclarationUnreadable: the file is not there or no TOML.
            DeclarationFaulty: with every fault, each with its line.
        """
        declared = read_declaration(file, name=file.name)
        faults = [*_faults(declared)]
        reading = ReadSettings()
        try:
            reading = read_settings({key: declared.data[key] for key in _MAPPED if key in declared.data})
        except MappingFaulty as error:
            faults += [Finding(declared.place(*key.split(".")), fault) for key, fault in error.faults.items()]
        if faults:
            raise DeclarationFaulty(faults)
        desk = declared.data.get("desk", {})
        edgar = declared.data.get("edgar", {})
        identity = os.environ.get(IDENTITY_VARIABLE) or edgar.get("identity")
        return cls(
            name=desk.get("name") or file.resolve().parent.name,
            language=desk.get("language") or None,
            identity=identity or None,
            edgar_address=edgar.get("address") or None,
            rates_address=declared.data.get("ecb", {}).get("address") or None,
            vendors=declared.data.get(_VENDORS, {}),
            reading=reading,
            least_fitting=int(declared.data.get("lists", {}).get("least_fitting", "10")),
        )

    def filed_on(self, day: date | None) -> ReadSettings:
        """Return the reading settings for documents that were filed on a day and do not tell it."""
        return replace(self.reading, filed=day) if day else self.reading


def _faults(declared: Declaration) -> list[Finding]:
    faults: list[Finding] = []
    for table, value in declared.data.items():
        if table in _MAPPED:
            continue
        if table == _VENDORS:
            faults += _vendor_faults(declared, value)
            continue
        if table not in _TABLES:
            known = ", ".join((*_TABLES, _VENDORS, *_MAPPED))
            faults.append(mismatch(declared.place(table), table, say("one of {known}", known=known)))
        elif not isinstance(value, dict):
            faults.append(mismatch(declared.place(table), _shown(value), say("a table")))
        else:
            for key, given in value.items():
                expected = _expected(table, key, given)
                if expected is not None:
                    faults.append(mismatch(declared.place(table, key), _shown(given), expected))
    return faults


def _vendor_faults(declared: Declaration, vendors: object) -> Iterator[Finding]:
    """Yield what is wrong with the options of plug-ins: each is a text, under the plug-in's name."""
    tables = vendors.items() if isinstance(vendors, dict) else [("", vendors)]
    for name, options in tables:
        place = (_VENDORS, name) if name else (_VENDORS,)
        if not isinstance(options, dict):
            yield mismatch(declared.place(*place), _shown(options), say("a table"))
            continue
        for key, given in options.items():
            if not isinstance(given, str):
                expected = say("a text in quotation marks")
                yield mismatch(declared.place(*place, key), _shown(given), expected)


def _expected(table: str, key: str, value: object) -> Message | None:
    """Return what was expected in place of a value, or None where it is sound."""
    if key not in _TABLES[table]:
        return say("a key of [{table}]: {known}", table=table, known=", ".join(_TABLES[table]))
    if not isinstance(value, str):
        return say("a text in quotation marks")
    if key == "least_fitting" and not (value.isascii() and value.isdigit() and int(value) > 1):
        return say("a whole number above 1 in quotation marks")
    if key == "language" and value not in ("", *LANGUAGES):
        return say("one of {known}", known=", ".join(LANGUAGES))
    return None


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    return value if isinstance(value, str) else repr(value)
