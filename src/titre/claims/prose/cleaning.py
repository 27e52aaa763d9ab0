"""Which parts of an input are the article's prose, and which are not?

Markup is removed; addresses of the web, of money and of people, code, hashes, form fields, comment
sections and what follows them are masked. Every pattern reads a character a bounded number of times,
so that the time grows with the length whatever the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from titre.claims.prose.article import article_of, outside_edits
from titre.claims.prose.front_matter import front_edits
from titre.claims.prose.markdown import code_edits, entity_edits, mark_edits
from titre.claims.prose.markup import is_html, markup_edits
from titre.claims.prose.offers import offer_edits
from titre.claims.prose.text import MASK, Edit, Text, fold
from titre.claims.prose.wrapping import line_ends, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 200
"""characters that a line may have and still be a heading of a section or part of a form"""

_NUMBERED = r"""
      (?<!\w)
      (?:
        [0-9]{10}-[0-9]{2}-[0-9]{6}\b
      | (?=[A-Za-z]{0,40}[0-9])(?=[0-9]{0,40}[A-Za-z])[A-Za-z0-9]{24,}\b
      | [A-Z]{2}[0-9A-Z]{9}[0-9]\b
      | (?<![.,])(?:\+|00)[1-9][0-9]{0,2}[ .-]?(?:\([0-9]\))?[0-9](?:[ .-]?[0-9]{2,4}){3,5}(?![\w])
      | (?<![.,])0[1-9](?:[ .][0-9]{2}){4}(?![\w])
      )
"""
"""filings (accession numbers), coins and keys, ISIN, telephones"""
_ADDRESSES = re.compile(
    rf"""
      (?:https?|ftp)://[^\s<>"]+ | \bwww\.[^\s<>"]+ | \bmailto:[^\s<>"]+
    | [\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}
    | (?<![\w@])@\w{{2,40}}
    | {_NUMBERED}
    """,
    re.VERBOSE,
)
"""addresses of the web, mail, accounts, and what is numbered"""
_NUMBERS = re.compile(_NUMBERED, re.VERBOSE)
_ADDRESSED = re.compile(r"://|mailto:|@|www\.")
"""what every address has; without one, a text is gone through several times as fast"""

_TAIL = re.compile(
    r"\W*(?:\d{1,5}\W{1,3})?(?:commentaires?|reponses?|comments?|responses?|replies|reactions?)\W{0,3}(?:\(?\d{0,5}\)?)\W*"
    r"|\W*(?:laisser|laissez|poster|ecrire|ajouter) (?:une?|votre) (?:reponse|commentaire)\b.*"
    r"|\W*(?:leave|post|write|add) (?:a|your) (?:reply|comment)\b.*"
    r"|\W*(?:rejoindre|join) (?:la|the) (?:discussion|conversation)\W*"
    r"|\W*(?:\d{1,5} )?(?:thoughts|reflexions) (?:on|sur)\b.*"
)
"""a line, folded, from which on nothing is the article's any more"""
_FORM = re.compile(
    r"\W*\((?:obligatoire|facultatif|required|optional)\)\W*"
    r"|\W*(?:nom|name|e-?mail|courriel|site web|website|adresse de messagerie)\W{0,3}(?:\*|\(.{0,40}\))?\W*"
    r"|.{0,120}\b(?:cliquez ici|click here|abonnez-vous|subscribe (?:now|here)|s'abonner)\W*"
)
"""a line, folded, that belongs to a form or asks for a click"""


def clean(source: str) -> Text:
    """Return the prose of an input: plain text, Markdown or HTML, told apart by their marks."""
    text = readable(source).typeset_plainly()
    folded = fold(text.plain)
    text = text.edited([*_section_edits(folded), *offer_edits(folded)])
    masked = _NUMBERS if _ADDRESSED.search(text.plain) is None else _ADDRESSES
    return text.edited(Edit(found.start(), found.end(), MASK) for found in masked.finditer(text.plain))


@lru_cache(maxsize=4)
def readable(source: str) -> Text:
    """Return what a reader sees of an input: without its marks, in its own typography."""
    text = Text.of(source)
    if is_html(source):
        text = text.edited(markup_edits(source))
        article = article_of(source)
        return text if article is None else text.edited(outside_edits(text.plain, article))
    for edits in (line_ends, front_edits, code_edits, unwrapped, entity_edits, mark_edits):
        text = text.edited(edits(text.plain))
    return text


def _section_edits(folded: str) -> Iterator[Edit]:
    """Mask the lines of forms, and everything from the heading of a comment section on."""
    start = 0
    while start < len(folded):
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        if 0 < end - start <= _LONGEST:
            line = folded[start:end].strip()
            if line and _TAIL.fullmatch(line):
                yield Edit(start, len(folded), "")
                return
            if line and _FORM.fullmatch(line):
                yield Edit(start, end, "")
        start = end + 1
