"""Which sentences of a letter sell the letter? Its price, its back issues, its dossiers are no market claims.

Told by how such a sentence begins: it bids its reader subscribe, order or become a member, or speaks of the
letter's own issues and subscriptions. What a company sells to its own subscribers begins otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from titre.claims.prose.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_GOODS_EN = r"(?:copy|copies|issues?|report|dossier|guide|(?:news)?letter|book|e-?book|course|trial|access)"
_GOODS_FR = (
    r"(?:dossier|lettre|guide|rapport|etude|livre|newsletter|revue|numeros?|formation|suite|offre|acces|essai"
    r"|conseils)"
)
_OWN_FR = r"(?:notre|nos|votre|ce|cette|ma|mon|mes|le|la)"
_FEW = r"(?:[\w'-]{1,20} ){0,3}"
"""words between a verb and what is offered"""
_BEGINNINGS = (
    # What an offer bids its reader do, in English.
    r"(?:to )?(?:subscribe|unsubscribe|sign up|renew your|upgrade (?:to|your))\b(?! revenue)",
    r"(?:to )?become an? (?:[\w-]{1,20} )?(?:member|subscriber|supporter|patron)\b",
    rf"(?:to )?(?:order|buy|download|get|read|receive|claim) (?:my|our|your|this|a free) {_FEW}{_GOODS_EN}\b",
    r"(?:reply to|forward) this e-?mail\b",
    # What it says of the letter itself.
    r"(?:past|back|single) issues\b",
    rf"(?:my|our|your) (?:[\w-]{{1,20}} )?(?:subscriptions?|membership|{_GOODS_EN}) (?:costs?|is|are)\b",
    r"(?:a |an |the )?(?:[\w-]{1,20} )?(?:subscription|membership) to (?:this|our|my) ",
    # The same in French.
    r"(?:pour |afin de )?(?:vous )?(?:abonner|desabonner|inscrire)\b",
    r"(?:abonnez|reabonnez|desabonnez|inscrivez)-vous\b",
    r"devenez (?:[\w-]{1,20} )?(?:membre|abonne)",
    rf"pour (?:recevoir|lire|telecharger|commander|obtenir|decouvrir) {_OWN_FR} {_FEW}{_GOODS_FR}\b",
    rf"(?:recevez|commandez|telechargez|decouvrez|lisez|profitez de|obtenez) {_OWN_FR} {_FEW}{_GOODS_FR}\b",
    r"(?:notre|votre|mon) abonnement (?:[\w-]{1,20} )?(?:est|coute|revient|passe)\b",
    r"l'abonnement (?:[\w-]{1,20} )?a (?:la lettre|notre|cette)\b",
    r"(?:les )?(?:anciens|vieux) numeros\b",
    r"offre (?:valable|reservee|limitee)\b",
    # What a paper prints of itself.
    r"(?:\(c\)|\u00a9|copyright)(?!\w)",
    r"(?:n[o\u00b0] ?\d{1,6}\W{1,3})?(?:prix|price)(?: (?:de vente|au numero))? ?: ?[\d$\u20ac\u00a3]",
)
_START = r"(?:\A|(?<=\n)|(?<=[.!?\u2026\"')*_][ ]))[^\w\n\u00a9(]{0,6}"
_OFFER = re.compile(rf"{_START}(?:{'|'.join(_BEGINNINGS)})(?:[^.!?\n]|\.(?=\w)){{0,400}}")


def offer_edits(folded: str) -> Iterator[Edit]:
    """Yield the edits that take out of a folded text the sentences that sell it."""
    for found in _OFFER.finditer(folded):
        yield Edit(found.start(), found.end(), "")
