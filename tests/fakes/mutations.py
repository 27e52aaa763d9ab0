"""Bundles changed by chance, each by a seed: what no verifier may accept, and what all must judge alike.

Three kinds. *Bytes*: a good document in which a byte, or the writing of a value, is another. *Values*: a
good document with a value replaced, moved or taken away, canonically written again. *Signed*: documents
which a desk that errs or lies makes itself, so that hashes and signatures fit and only the rules of the
format decide.
"""

from __future__ import annotations

import copy
import json
import random
import re
from typing import TYPE_CHECKING, Any

from fakes import bundles
from fakes.bundles import KEY, MINERS, OTHER_KEY, Bundle, Desk
from titre.records.commitments.canonical import written
from titre.records.commitments.documents import (
    SaltedRow,
    commitment_document,
    proof_document,
    reveal_document,
    tree_of,
)
from titre.records.commitments.trees import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from titre.records.commitments.entries import Signed

_GOOD = ("good-commitment", "good-reveal", "good-proof-3", "good-log", "good-names", "good-single-proof")
_HASH = "ab" * 32
_WRITINGS = (
    "0", "-0", "7", "7.0", "7e0", "1E400", "-1", "9" * 400, "0.1", "1e-7", "NaN", "Infinity", "-Infinity",
    "true", "false", "null", "[]", "{}", '""', '"\\u0041"', '"\\ud83d\\ude00"', '"\\ud800"',
    '"\\udc00\\ud800"', '"\\/"', '"\\n"', '"\\u0000"', '"\\u001F"', '"\t"', "'a'", '{"a":"b","a":"b"}',
    "[,]", "[[]]", '/**/"a"', '"a" ', ' "a"', "[" * 400 + "]" * 400, "[" * 3000 + "]" * 3000,
    '{"a":' * 300 + '"b"' + "}" * 300, '"A\u030a"', '"\ufeff"', "",
)  # fmt: skip
"""what is written in the place of a value"""
TEXTS = (
    "", "0", "00", "1", "01", "-0", "-1", "+1", "1.0", "1e3", " 7", "7 ", "7", "\u0667", "\uff17", "2", "3",
    "8", "99999", "100000", "100001", "9999999999", "10000000000", "9" * 30, "NaN", "null", "é", "e\u0301",
    "\u212b", "\uac00", "\u1100\u1161", "\u1e9b\u0323", "\u0958", "\u2126", "\ufb1d", "\u2f81a",
    "a\u0300\u0316", "a\u0316\u0300", "\u200b", "\u200c", "\u00ad", "\u034f", "\u061c", "\u180e", "\u2028",
    "\u202e", "\u2060", "\u206f", "\u2070", "\ufeff", "\ufff8", "\ufff9", "\ufffc", "\ufffe", "\ufdd0",
    "\U0001f4c8", "\U000e0001", "\U0010ffff", "\x7f", "\x80", "\x9f", "\xa0", "\t", "\n", "a\n", "\r", "\0",
    "\x1f", 'a"b', "a\\b", "\\u0041", "\\n", "</script>", "a/b", "'", "A", "a", "-a", "a-", "a_b", "../a",
    "a" * 64, "a" * 65, "x" * 5000, "miners", "Miners", "titre/1", "titre/2", "commitment", "reveal",
    "promise", "signed", "long", "2024-02-29", "2023-02-29", "2100-02-29", "2000-02-29", "0000-01-01",
    "0001-01-01", "9999-12-31", "10000-01-01", "2024-2-3", "2024-00-10", "2024-13-01", "2024-01-00",
    "2024-04-31", "20240101", "2024-W01-1", "2024-001", "+2024-01-01", "-2024-01-01", "2024-01-01 ",
    "2024\u201001-01", "\u0662024-01-01", "2024-07-23T20:05:60Z", "2024-07-23T24:00:00Z",
    "2024-07-23T20:60:00Z", "2024-07-23T00:00:00Z", "2024-07-23T23:59:59Z", "2024-07-23t20:05:00z",
    "2024-07-23T20:05:00+00:00", "2024-07-23T20:05:00.0Z", "2024-07-23 20:05:00Z", "2024-07-23T20:05Z",
    "2023-02-29T20:05:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0" * 64,
    _HASH, _HASH.upper(), "g" * 64, _HASH[:-1], _HASH + "a", _HASH * 2, _HASH + "\n", "01" + "00" * 31,
    "01" + "00" * 30 + "80", "ec" + "ff" * 31, "ec" + "ff" * 30 + "7f", "00" * 31 + "80",
    "ed" + "ff" * 30 + "7f", "ee" + "ff" * 31,
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
)  # fmt: skip
"""what is signed in the place of a text: edges of every form that the format has"""
OTHERS: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    7,
    -1,
    1.5,
    10**30,
    [],
    {},
    [""],
    ["x"],
    [[]],
    {"a": "b"},
    {"a": []},
)
"""what is signed in the place of a text and is none"""


def _good() -> list[bytes]:
    return [path.read_bytes() for name in _GOOD for path in sorted((bundles.FOLDER / name).glob("*.json"))]


def bytes_changed(seed: int, number: int) -> Iterator[bytes]:
    """Yield good documents of which some bytes are others; every one is to be refused."""
    chance, good = random.Random(seed), _good()
    made = 0
    while made < number:
        document = chance.choice(good)
        changed = _rewritten(document, chance) if chance.random() < 0.5 else _struck(document, chance)
        if changed not in good:
            made += 1
            yield changed


def _struck(document: bytes, chance: random.Random) -> bytes:
    at, other = chance.randrange(len(document)), bytes([chance.randrange(256)])
    match chance.randrange(6):
        case 0:
            return document[:at] + other + document[at + 1 :]
        case 1:
            return document[:at] + document[at + 1 :]
        case 2:
            return document[:at] + other + document[at:]
        case 3:
            return document[:at]
        case 4:
            return document[:at] + bytes([document[at] ^ 1 << chance.randrange(8)]) + document[at + 1 :]
        case _:
            upto = chance.randrange(at, len(document))
            return document[:upto] + document[at:]


def _rewritten(document: bytes, chance: random.Random) -> bytes:
    """Return a document in which one text is written otherwise, or a key of an object stands twice."""
    text = document.decode()
    place = chance.choice(list(re.finditer(r'"(?:[^"\\]|\\.)*"', text)))
    writing = chance.choice(_WRITINGS)
    if chance.random() < 0.2 and text[place.end()] == ":":
        twice = f"{place.group()}:{writing or '[]'},"
        return (text[: place.start()] + twice + text[place.start() :]).encode()
    return (text[: place.start()] + writing + text[place.end() :]).encode()


def values_changed(seed: int, number: int) -> Iterator[bytes]:
    """Yield good documents with a value put elsewhere, taken away or replaced; every one is to be refused."""
    chance, good = random.Random(seed), _good()
    made = 0
    while made < number:
        changed = _changed(json.loads(chance.choice(good)), chance)
        if changed not in good:
            made += 1
            yield changed


def _changed(document: Any, chance: random.Random) -> bytes:  # noqa: ANN401 - JSON
    paths = [path for path in _paths(document) if path]
    path = chance.choice(paths)
    inside = document
    for step in path[:-1]:
        inside = inside[step]
    match chance.randrange(4):
        case 0:
            inside.pop(path[-1])
        case 1:
            inside[path[-1]] = copy.deepcopy(chance.choice(OTHERS))
        case 2:
            inside[path[-1]] = chance.choice(TEXTS)
        case _:
            taken = document
            for step in chance.choice(paths):
                taken = taken[step]
            inside[path[-1]] = copy.deepcopy(taken)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - JSON
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inside:
        yield from _paths(one, (*path, step))


KINDS = ("entry", "row", "log", "proof", "many")


def signed_anew(seed: int, number: int, kinds: Sequence[str] = KINDS) -> Iterator[Bundle]:
    """Yield bundles whose hashes and signatures fit; some hold, some do not, as the format alone says."""
    chance = random.Random(seed)
    makers = {"entry": _entry, "row": _row, "log": _log, "proof": _proof, "many": _many}
    for _ in range(number):
        yield makers[chance.choice(kinds)](chance)


def _other(chance: random.Random) -> Any:  # noqa: ANN401 - JSON
    return copy.deepcopy(chance.choice(OTHERS)) if chance.random() < 0.15 else chance.choice(TEXTS)


def _entry(chance: random.Random) -> Bundle:
    """A commitment that its desk made, one key of it with another value."""
    keys = [
        "format",
        "key",
        "kind",
        "language",
        "list",
        "number",
        "picks",
        "previous",
        "rules",
        "time",
        "title",
        "tree",
    ]
    key, value = chance.choice(keys), _other(chance)
    if key == "rules" and chance.random() < 0.8:
        rule = chance.choice(
            ["reveal_by", "benchmark", "", "é", "a\nb", "picks", "format", "key", "__proto__", "row"]
        )
        value = {**bundles.RULES, rule: value}
    return Bundle({"commitment.json": bundles.one(**{key: value})})


def _row(chance: random.Random) -> Bundle:
    """A reveal or a proof of rows of which one has another value, or a key too many or too few."""
    row: dict[str, Any] = dict(MINERS[0].row)
    key = chance.choice(
        ["date", "date", "symbol", "name", "note", "weight", "target", "", "salt", "picks", "rules"]
    )
    if chance.random() < 0.2:
        row.pop(key, None)
    else:
        row[key] = _other(chance)
    salted = [SaltedRow(row, MINERS[0].salt), *MINERS[1 : chance.randrange(1, 7)]]
    signed = Desk().commit("miners", salted)
    document = reveal_document(signed, salted) if chance.random() < 0.5 else proof_document(signed, salted, 0)
    return Bundle({"shown.json": written(document)})


def _log(chance: random.Random) -> Bundle:
    """A log whose desk made any of its entries otherwise, in any order."""
    desk = Desk(chance.choice([KEY, KEY, OTHER_KEY]))
    commitments: list[Signed] = []
    for name in chance.choices(["miners", "silver", "gold"], k=chance.randrange(1, 5)):
        own: dict[str, Any] = {}
        if chance.random() < 0.3:
            keys = [
                "key",
                "number",
                "previous",
                "time",
                "commitment",
                "digest",
                "kind",
                "list",
                "picks",
                "more",
            ]
            own[chance.choice(keys)] = _other(chance)
        if chance.random() < 0.2:
            own["time"] = f"2024-07-{chance.randrange(20, 30)}T20:05:00Z"
        if commitments and chance.random() < 0.5:
            desk.reveal(chance.choice(commitments), b"what was revealed", **own)
        else:
            entry = desk.commit(name, MINERS, **own)
            if isinstance(entry.entry["list"], str):
                commitments.append(entry)
    return Bundle({"log.json": desk.log()})


def _proof(chance: random.Random) -> Bundle:
    """A proof of a row of any tree, its place or its path another; a pair shown as a leaf beside it."""
    size = chance.randrange(1, 12)
    salted = [SaltedRow({"date": "2024-07-23", "symbol": f"S{at}"}, f"{at:064x}") for at in range(size)]
    signed = Desk().commit("many", salted, picks=str(max(1, size + chance.choice([0, 0, 0, 1, -1]))))
    index = chance.randrange(size)
    document: dict[str, Any] = dict(proof_document(signed, salted, index))
    document["index"] = str(max(0, index + chance.choice([0, 0, 1, -1, 64, size])))
    path = [beside.hex() for beside in tree_of(salted).path(index)]
    match chance.randrange(6):
        case 0:
            path = [*path, chance.choice([_HASH, *path])]
        case 1:
            path = path[:-1]
        case 2:
            chance.shuffle(path)
        case 3 if path:
            path = [Tree([bytes.fromhex(one) for one in path[:2]]).root.hex(), *path[2:]]
    document["path"] = path
    return Bundle({"proof.json": written(document)})


def _many(chance: random.Random) -> Bundle:
    """Documents of two desks, of longer and shorter logs and of forks, verified together."""
    files: dict[str, bytes] = {}
    for name, key in (("one", KEY), ("other", OTHER_KEY)):
        desk = Desk(key)
        signed = desk.commit("miners", MINERS)
        shown = {"commitment": written(commitment_document(signed)), "short": desk.log()}
        shown["reveal"] = written(reveal_document(signed, MINERS))
        desk.reveal(signed, shown["reveal"] if chance.random() < 0.7 else b"other bytes")
        later = desk.commit("silver", MINERS[: chance.randrange(1, 4)])
        shown |= {"log": desk.log(), "later": written(commitment_document(later))}
        shown["proof"] = written(proof_document(signed, MINERS, 2))
        fork = Desk(key)
        other = fork.commit(chance.choice(["miners", "gold"]), MINERS)
        shown["fork"] = written(commitment_document(other))
        for kind in chance.sample(sorted(shown), chance.randrange(4)):
            files[f"{name}-{kind}.json"] = shown[kind]
    options = {"key": chance.choice([KEY, OTHER_KEY]).public} if chance.random() < 0.2 else {}
    return Bundle(files or {"commitment.json": bundles.one()}, options=options)
