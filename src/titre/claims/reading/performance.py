"""What does a claim say of what performed, before anything is looked up?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from titre.claims.reading.mentions import Company
    from titre.claims.reading.performance_days import Stretch

LIST, BENCHMARK, SECURITY, OTHER = "list", "benchmark", "security", "other"


@dataclass(frozen=True, slots=True)
class Subject:
    """What may perform, at a place of a sentence."""

    kind: str
    start: int
    end: int
    name: str = ""
    """the symbol of a security"""
    company: Company | None = None
    own: bool = False
    """whether the words say that it is the writer's"""
    owner: tuple[str, ...] = ()
    """the folded words that say whose it is"""


@dataclass(frozen=True, slots=True)
class Performance:
    """What a claim says of what performed, beside its quantity."""

    subject: Subject | None
    sure: bool
    """whether nothing else of the sentence may be meant"""
    stretch: Stretch
    statistic: str | None
    """``mean`` or ``median`` where the words say so"""
    income: str | None
    """``total`` or ``price`` where the words say so"""
    currency: str | None
    unclear: str | None
    """what keeps it from being judged: ``hours``, ``rate`` or ``part``"""
    said: frozenset[str]
    """the folded words of the sentence"""
    around: str
    """the text before the claim and up to its end"""
    others: tuple[Subject, ...] = ()
    """what else of the sentence may perform"""
