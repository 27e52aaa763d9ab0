"""What does prose call a company of a longer registered name? "Ford", "Disney", "Walmart", "Costco".

The first word where it tells the company from all others of the store and is no common word; the words that
a name writes apart, joined; the family name after a given one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORTEST = 4
"""letters of a word that may stand for a company alone"""
_PIECE = 5
"""letters of two words up to which prose writes them as one: "Wal Mart" """
_GIVEN = frozenset(
    [
        "walt",
        "estee",
        "ralph",
        "eli",
        "john",
        "charles",
        "henry",
        "philip",
        "william",
        "james",
        "thomas",
        "tommy",
    ]
)
_COMMON = frozenset(
    ["advance", "advanced", "air", "alabama", "alaska", "alliance", "allied", "alpha", "america", "american", "analog", "applied", "arch", "archer", "argentina", "arizona", "arkansas", "associated", "atlantic", "auto", "automatic", "baker", "banco", "bancorp", "bank", "best", "beta", "big", "bio", "black", "blue", "boardwalk", "boston", "brazil", "bristol", "brown", "burlington", "business", "california", "cameron", "campbell", "canada", "capital", "cardinal", "care", "career", "carolina", "cash", "center", "central", "century", "chemical", "chesapeake", "chicago", "chile", "china", "church", "cincinnati", "city", "clean", "clear", "cleveland", "coast", "colorado", "columbia", "commerce", "commercial", "common", "community", "computer", "connecticut", "consolidated", "constellation", "cooper", "core", "crawford", "credit", "crown", "dakota", "dallas", "data", "delaware", "delta", "denver", "detroit", "diamond", "digital", "direct", "discover", "discovery", "dish", "dollar", "dominion", "duke", "dynamic", "eagle", "east", "eastern", "edgar", "edge", "electric", "electronic", "energy", "enterprise", "equity", "europe", "exchange", "express", "family", "federal", "fidelity", "fifth", "financial", "first", "florida", "forest", "fortune", "foster", "france", "franklin", "freedom", "frontier", "fund", "gas", "general", "genesis", "genuine", "georgia", "german", "global", "gold", "golden", "good", "grand", "great", "green", "growth", "gulf", "hartford", "hawaii", "hawaiian", "health", "heritage", "high", "hill", "home", "host", "houston", "hudson", "icon", "idaho", "illinois", "imperial", "independence", "independent", "india", "indiana", "industrial", "infinity", "info", "innovative", "insurance", "integrated", "inter", "international", "intuitive", "iowa", "ireland", "iron", "island", "israel", "issuer", "italy", "jacobs", "japan", "jones", "kansas", "kentucky", "king", "korea", "laboratory", "lake", "land", "legacy", "level", "liberty", "life", "light", "limited", "lincoln", "live", "logistic", "london", "louisiana", "main", "maine", "major", "manhattan", "marathon", "marine", "market", "marsh", "martin", "maryland", "massachusetts", "master", "materials", "media", "medical", "memphis", "mercury", "metro", "mexico", "michigan", "micro", "mid", "middle", "midwest", "minnesota", "mississippi", "missouri", "mobile", "modern", "monster", "montana", "moody", "morgan", "motor", "murphy", "mutual", "nasdaq", "national", "nationwide", "natural", "nebraska", "net", "network", "nevada", "new", "nice", "nippon", "noble", "norfolk", "north", "northern", "northwest", "nuclear", "nyse", "ocean", "office", "ohio", "oil", "oklahoma", "old", "one", "open", "optical", "orchard", "oregon", "overseas", "owens", "pacific", "palm", "papa", "paris", "park", "parker", "patriot", "patterson", "penn", "pennsylvania", "people", "peoples", "peru", "philadelphia", "philip", "phoenix", "pinnacle", "pioneer", "planet", "plum", "popular", "port", "power", "precision", "premier", "price", "pride", "prime", "principal", "pro", "professional", "progress", "progressive", "prudential", "public", "quality", "quest", "quick", "radio", "rail", "range", "real", "red", "regal", "regency", "regional", "regions", "reliance", "republic", "research", "resource", "resources", "reynolds", "rock", "rocky", "ross", "royal", "safe", "saint", "salem", "san", "santa", "sara", "sciences", "select", "service", "shaw", "sigma", "signature", "silver", "simon", "simple", "sky", "smart", "smith", "solar", "solid", "sonic", "source", "south", "southern", "southwest", "southwestern", "spain", "spdr", "spectra", "spectrum", "spirit", "sports", "standard", "star", "state", "states", "steel", "sterling", "stone", "strategic", "street", "summit", "sun", "super", "superior", "swift", "synergy", "systems", "target", "team", "tech", "technology", "tennessee", "texas", "thermo", "thor", "time", "toronto", "total", "tower", "town", "trade", "transport", "travel", "tree", "trinity", "triple", "true", "ultra", "union", "unit", "united", "unity", "universal", "urban", "utah", "valley", "value", "vector", "vermont", "vertex", "victory", "village", "virginia", "vision", "vulcan", "washington", "waste", "wave", "welcome", "wells", "west", "western", "white", "wide", "wild", "wind", "wisconsin", "work", "world", "wright", "wyoming", "young"]
)
"""words that open names and mean no company alone: common ones, places, family names of many"""


def everyday_names(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what prose calls companies besides their names, and whose it is.

    Args:
        names: each identifier with its folded name without its legal form.
    """
    every = [(entity, core.split()) for entity, core in names if core]
    firsts = Counter(word for word, _ in {(words[0], entity) for entity, words in every})
    lasts = Counter(word for word, _ in {(words[-1], entity) for entity, words in every})
    for entity, words in every:
        if len(words) < 2:  # noqa: PLR2004 - what is one word already stands alone
            continue
        first, second = words[0], words[1]
        if first in _GIVEN and lasts[second] == 1 and len(second) >= _SHORTEST and second not in _COMMON:
            yield second, entity
        elif firsts[first] == 1 and len(first) >= _SHORTEST and first not in _COMMON:
            yield first, entity
        if 1 < len(first) <= _PIECE >= len(second) > 1 and first not in _COMMON and second != "and":
            yield f"{first} {second}", entity
            yield f"{first}{second}", entity
