"""Prose to claims to verdicts: a grammar a language, resolution, candidates, verdict rules, report."""

from titre.claims.checking import check
from titre.claims.errors import ClaimError, LanguageUnknown
from titre.claims.model import Basis, Check, Claim, Detail, Kind, Role, Verdict

__all__ = [
    "Basis",
    "Check",
    "Claim",
    "ClaimError",
    "Detail",
    "Kind",
    "LanguageUnknown",
    "Role",
    "Verdict",
    "check",
]
