"""Which small words, of both languages, tell how the parts of a sentence hang together?"""

from __future__ import annotations

LINKS = frozenset(
    [
        "de",
        "d",
        "'",
        "du",
        "des",
        "of",
        "in",
        "en",
        "as",
        "comme",
        "a",
        "an",
        "the",
        "le",
        "la",
        "les",
        "l",
        "son",
        "sa",
        "ses",
        "its",
        "their",
        "that",
    ]
)
"""may stand between an amount and what it is of"""
COMPARING = frozenset({"from", "against", "versus", "vs", "contre", "than", "with", "apres", "after"})
"""before what a quantity is compared with"""
OF_TIME = frozenset({"when", "where", "quand", "où", "lorsque", "lorsqu"})
"""open a clause that tells of a period, as they are written"""
JOINING = frozenset({"and", "et", "&", "plus", "+", ",", "/"})
"""join the members of a list"""
THAN = frozenset({"than", "que", "qu"})
"""before whom or what something is more than"""
