"""Do the words say that an amount is not the metric's own figure: an average, adjusted, a part, a rate?

The figure of the whole neither bears such an amount out nor refutes it, however well it fits. Only what the
words say plainly and right beside the metric or the amount counts here; what they only leave open is
``scope``'s matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from titre.claims.quantities.scales import AMOUNT, MULTIPLE
from titre.claims.reading.clauses import words_of
from titre.claims.reading.small_words import LINKS
from titre.claims.reading.strangers import is_of_stranger
from titre.claims.reading.timing import RUN, SPAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from titre.claims.prose.phrases import Match
    from titre.claims.quantities.scanning import Quantity
    from titre.claims.reading.linking import Scene
    from titre.claims.reading.mentions import Mention
    from titre.claims.reading.readings import Reading
    from titre.claims.reading.senses import Sense

RATE, AVERAGE, MEAN, REDEFINED, FRACTION, DIFFERENCE, PART, ANOTHER = (
    "rate",
    "average",
    "mean",
    "redefined",
    "fraction",
    "difference",
    "part",
    "another",
)
"""an amount a day or a head; a mean, by a word beside the metric, or of a clause; counted otherwise; half or
twice of it; by how much it exceeds another; of a part of the company; of somebody else"""
_LED = 3
"""tokens between "an average of" and its amount, between "Meta's" and "advertising arm" """
_OF = frozenset({"of", "de", "d", "'", "du"})
_IN = frozenset({"in", "en", "au", "aux"})
_PEOPLE = frozenset({"boss", "s"})
"""who speaks for a company"""
_PER_SHARE = frozenset({"diluted_eps", "basic_eps", "dividends_per_share"})


def told_otherwise(
    scene: Scene, quantity: Quantity, reading: Reading, sense: Sense | None, mention: Mention | None
) -> str:
    """Return what an amount is instead of the metric's own figure, as the lexicon names it, or nothing."""
    start, end = words_of(scene, quantity)
    for match in _outside_names(scene):
        # "Grew 14 % a year on average" is told of each year, and computed so.
        beside = match.start == quantity.last or (
            _names(sense, match) and not _between(scene, quantity, match)
        )
        own = beside or start <= match.start < end
        own = own and not (match.meaning == MEAN and _is_over_years(reading))
        part = match.meaning == PART and reading.segment is None and _narrows(scene, sense, match)
        if match.meaning == DIFFERENCE and reading.rivals:
            # By how much it exceeds that of another company: judged by both.
            continue
        if part or (own and _holds(quantity, sense, match)):
            return AVERAGE if match.meaning == MEAN else match.meaning
    if is_of_stranger(scene, quantity, sense, reading.companies) or _is_of_crowd(scene, quantity, mention):
        return ANOTHER
    if reading.segment is not None or mention is None or mention not in scene.mentions:
        return ""
    return PART if _heads_a_part(scene, quantity, mention) else ""


def _is_over_years(reading: Reading) -> bool:
    """Return whether a change is told of each of several years, from one to another."""
    when = reading.when
    return reading.yearly and when is not None and (when.kind in {SPAN, RUN} or bool(when.over or when.since))


def _outside_names(scene: Scene) -> Iterator[Match[str]]:
    """Yield what tells of another amount, but for what belongs to a metric's or a company's name."""
    taken = [(one.start, one.end) for one in scene.senses]
    taken += [(one.start, one.end) for one in scene.mentions]
    causes = scene.all(scene.lexicon.causes)
    for match in scene.all(scene.lexicon.otherwise):
        named = any(first < match.end and match.start < last for first, last in taken)
        if not named and not any(0 <= match.start - one.end <= _LED for one in causes):
            yield match


def _between(scene: Scene, quantity: Quantity, match: Match[str]) -> bool:
    """Return whether an amount stands between: "adjusted, 60 cents, against 25 as published"."""
    return any(one.form == AMOUNT and match.end <= one.first < quantity.first for one in scene.quantities)


def _names(sense: Sense | None, match: Match[str]) -> bool:
    """Return whether words stand right beside the metric: they are as good as a part of its name."""
    return sense is not None and (match.end == sense.start or 0 <= match.start - sense.end <= 1)


def _holds(quantity: Quantity, sense: Sense | None, match: Match[str]) -> bool:
    """Return whether what tells of another amount tells it of a quantity."""
    before, behind = quantity.first - match.end, match.start - quantity.last
    if match.meaning == RATE:
        of_a_share = sense is not None and sense.meaning.metrics[0] in _PER_SHARE
        return behind == 0 and quantity.form == AMOUNT and quantity.step > 1 and not of_a_share
    if match.meaning == AVERAGE:
        return _names(sense, match) or 0 <= before <= _LED
    if match.meaning in {FRACTION, DIFFERENCE}:
        return before == 0 and quantity.form == AMOUNT
    # "Excluding a charge of 3 billion": the amount is what is left out.
    return match.meaning == MEAN or (match.meaning == REDEFINED and not 0 <= before <= 1)


def _narrows(scene: Scene, sense: Sense | None, match: Match[str]) -> bool:
    """Return whether a metric is named of a part: "advertising revenue", "les ventes en Chine"."""
    if sense is None or sense.verb:
        return False
    # "Les ventes de Meta en Inde": the company may stand between.
    named = {place for one in scene.mentions for place in range(one.start, one.end)}
    between = [scene.tokens[place] for place in range(sense.end, match.start) if place not in named]
    led = 0 < len(between) <= _LED and all(token.word in LINKS | {"from", "dans"} for token in between)
    return led or match.end == sense.start or _opens_with(scene, match)


def _opens_with(scene: Scene, match: Match[str]) -> bool:
    """Return whether a place opens what is told: "In India alone, Amazon …", "Apple in China: "."""
    tokens = scene.tokens
    if match.start < 1 or tokens[match.start - 1].word not in _IN:
        return False
    behind = match.end
    while behind < len(tokens) and (tokens[behind].text == "," or scene.lexicon.alone.at(tokens, behind)):
        behind += 1
    opens = match.start == 1 and any(one.start == behind for one in scene.mentions)
    named = any(one.end == match.start - 1 for one in scene.mentions)
    leads = behind < len(tokens) and tokens[behind].text == ":"
    return (opens and behind > match.end) or (named and leads)


def _is_of_crowd(scene: Scene, quantity: Quantity, mention: Mention | None) -> bool:
    """Return whether a company is only named for those around it: "Amazon customers saved 12 billion"."""
    if mention is None or mention not in scene.mentions or mention.end >= quantity.first:
        return False
    noun = scene.tokens[mention.end].word
    return noun.endswith("s") and scene.lexicon.others.meaning_of(noun) is not None and noun not in _PEOPLE


def _heads_a_part(scene: Scene, quantity: Quantity, mention: Mention) -> bool:
    """Return whether a company is only whose part is spoken of: "Alphabet's venture arm", "la filiale de"."""
    tokens, kinds = scene.tokens, scene.lexicon.arms
    if mention.end > quantity.first or quantity.form == MULTIPLE:
        return False
    if tokens[mention.end].text == "'":
        behind = range(mention.end + 1, min(mention.end + 2 + _LED, quantity.first))
        return any(kinds.at(tokens, place) is not None for place in behind)
    place = mention.start - 1
    if place < 0 or tokens[place].word not in _OF:
        return False
    first = max(0, place - _LED)
    heads = [at for at in range(first, place) if kinds.at(tokens, at) is not None]
    between = tokens[heads[-1] + 1 : place] if heads else []
    return bool(heads) and all(one.kind == "word" or one.word in LINKS for one in between)
