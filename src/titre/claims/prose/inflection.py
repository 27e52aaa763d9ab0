"""Which forms does a verb take that market prose uses? So that a lexicon names a verb once.

A phrase that begins with ``~`` is a verb. French: an infinitive in -er or -ir (of the second group), whose
endings are regular, and words that follow it (``~miser sur``). English: a base form, whose past and
participle follow it where they are irregular (``~rise rose risen``), or whose last letter is doubled
(``~slip+``). Persons that a report never speaks in are left out.
"""

from __future__ import annotations

MARK = "~"
_ER = (
    ["er", "e", "ent", "ait", "aient", "a", "èrent", "era", "eront", "erait", "eraient", "ant"],
    ["é", "ée", "és", "ées", "ons"],
)
_IR = (
    ["ir", "it", "issent", "issait", "issaient", "irent", "ira", "iront", "irait", "iraient", "issant"],
    ["i", "ie", "is", "ies", "issons"],
)
_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")
_VOWELS = "aeiou"


def is_verb(phrase: str) -> bool:
    """Return whether a lexicon marks a phrase as a verb; the mark alone is a sign of its own."""
    return phrase.startswith(MARK) and phrase != MARK


def forms_of(phrase: str, language: str) -> list[str]:
    """Return the forms of a verb that a lexicon marks, or the phrase itself where it is none.

    Raises:
        ValueError: a verb is written in a way that the rules do not know.
    """
    if not is_verb(phrase):
        return [phrase]
    verb = phrase.removeprefix(MARK).strip()
    if language != "fr":
        return _english(verb)
    verb, space, rest = verb.partition(" ")
    return [form + space + rest for form in _french(verb)]


def _french(verb: str) -> list[str]:
    for ending, endings in (("er", _ER), ("ir", _IR)):
        if verb.endswith(ending):
            stem = verb.removesuffix(ending)
            return [_softened(stem, one) + one for group in endings for one in group]
    raise ValueError(verb)


def _softened(stem: str, ending: str) -> str:
    """Return a stem that keeps its sound: "plonger" has "plongeait", "avancer" has "avançait"."""
    if ending[0] not in "ao":
        return stem
    return f"{stem}e" if stem.endswith("g") else f"{stem[:-1]}ç" if stem.endswith("c") else stem


def _english(verb: str) -> list[str]:
    base, *irregular = verb.split()
    doubled = base.endswith("+")
    base = base.removesuffix("+")
    if not base.isalpha() or len(irregular) not in {0, 2}:
        raise ValueError(verb)
    stem = base + base[-1] if doubled else base
    if base.endswith("e"):
        past, progressive = f"{base}d", f"{base[:-1]}ing"
    elif base.endswith("y") and base[-2] not in _VOWELS:
        past, progressive = f"{base[:-1]}ied", f"{base}ing"
    else:
        past, progressive = f"{stem}ed", f"{stem}ing"
    if base.endswith(_SIBILANTS):
        third = f"{base}es"
    elif base.endswith("y") and base[-2] not in _VOWELS:
        third = f"{base[:-1]}ies"
    else:
        third = f"{base}s"
    return [base, third, progressive, *(irregular or [past])]
