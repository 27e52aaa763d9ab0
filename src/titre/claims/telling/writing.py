"""How are amounts, figures and lists of them put into a sentence, in the reader's language?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from titre.kernel.messages import Message, say
from titre.kernel.numerals import NO_BREAK, percentage, write_amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from titre.claims.model import Claim
    from titre.figures.model import Figure
    from titre.kernel.messages import Renderable

_KNOWN = frozenset({"percent", "times", "pure", "shares"})
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_CODE = 3
"""letters of a currency's code"""


@dataclass(frozen=True, slots=True)
class Shown:
    """An amount that is written in the reader's language; a dash where there is none."""

    value: Decimal | None
    unit: str | None

    @classmethod
    def of(cls, figure: Figure) -> Shown:
        """Return the value of a figure; a ratio as people write it, in percent or times."""
        return cls.ratio(figure.value, figure.unit, figure.written_in)

    @classmethod
    def ratio(cls, value: Decimal | None, unit: str | None, written_in: str) -> Shown:
        """Return an amount; ``written_in`` names the unit that people write it in, where it is another."""
        if value is not None and written_in == "percent":
            value = percentage(value)
        return cls(value, written_in or unit)

    def render(self, language: str = "en") -> str:
        """Return the amount with its unit."""
        if self.value is None:
            return "\N{EN DASH}"
        unit = (self.unit or "").replace("/share", "/shares").replace("/sharess", "/shares")
        if not unit or unit in _KNOWN or (unit[:_CODE].isupper() and unit[_CODE:] in {"", "/shares"}):
            return write_amount(self.value, unit, language)
        return f"{write_amount(self.value, '', language)}{NO_BREAK}{_thing(unit).render(language)}"


def _thing(unit: str) -> Message:
    """Return the words for what is counted; the lexicons' own word where there are no others."""
    words = {
        "points": say("points"),
        "basis_points": say("basis points"),
        "users": say("users"),
        "employees": say("employees"),
        "ounces": say("ounces"),
        "tonnes": say("tonnes"),
        "barrels": say("barrels"),
        "units": say("units"),
    }
    return words.get(unit, Message("{unit}", {"unit": unit}))


@dataclass(frozen=True, slots=True)
class MetricName:
    """A metric that is named as the catalogue names it in the reader's language, with its segment."""

    metric: str

    def render(self, language: str = "en") -> str:
        """Return the label; a desk's own metric is read from its name."""
        name, _, segment = self.metric.partition("[")
        label = _labels(language).get(name, name.replace("_", " "))
        return f"{label} ({_CAPITAL.sub(' ', segment.rstrip(']'))})" if segment else label


@cache
def _labels(language: str) -> dict[str, str]:
    # Imported late: reading a text needs no catalogue.
    from titre.metrics.catalogues import Catalogue

    return {metric.name: metric.label.get(language, "") or metric.name for metric in Catalogue.load()}


@dataclass(frozen=True, slots=True)
class Stated:
    """What a claim states, as a quantity, an order of magnitude or a direction."""

    claim: Claim

    def render(self, language: str = "en") -> str:
        """Return the quantity, both ends of a range, its order of magnitude, or the direction."""
        claim = self.claim
        if claim.value is None:
            words = {"up": say("rising"), "down": say("falling"), "flat": say("unchanged")}
            return words.get(claim.direction or "", say("first")).render(language)
        low = Shown(claim.value, claim.unit).render(language)
        if claim.value_max is None:
            if claim.hedge == "order":
                return say("of the order of {amount}", amount=low).render(language)
            return low
        return f"{low} \N{EN DASH} {Shown(claim.value_max, claim.unit).render(language)}"


@dataclass(frozen=True, slots=True)
class Part:
    """A company's part of a sum, or a figure with its period."""

    figure: Figure
    period: bool | None = None
    """whether the period stands with the amount; None names the company instead"""

    def render(self, language: str = "en") -> str:
        """Return the amount and what it is of."""
        amount = Shown.of(self.figure).render(language)
        if self.period is None:
            return f"{self.figure.name} {amount}"
        return f"{amount} ({self.figure.period})" if self.period else amount


@dataclass(frozen=True, slots=True)
class Joined:
    """Several things in one line."""

    items: Sequence[Renderable]

    def render(self, language: str = "en") -> str:
        """Return them with commas between."""
        return ", ".join(item.render(language) for item in self.items)
