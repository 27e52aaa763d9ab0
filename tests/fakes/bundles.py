"""The kept set of good and bad bundles: what every verifier must accept, and what each must refuse.

``python tests/fakes/bundles.py`` writes it anew to ``tests/records/bundles``: a folder of files a bundle, and
what is expected of each in ``bundles.json``. Nothing in it is by chance: the same files come out each time.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from titre.records.commitments.canonical import canonical, written
from titre.records.commitments.documents import (
    SaltedRow,
    commitment_document,
    log_document,
    proof_document,
    reveal_document,
    tree_of,
)
from titre.records.commitments.entries import NO_HEAD, Signed, entry_head
from titre.records.commitments.trees import Tree
from titre.records.vault.keys import SigningKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = Path(__file__).parent.parent / "records" / "bundles"
KEY, OTHER_KEY = (SigningKey(sha256(text).digest()) for text in (b"the desk", b"somebody else"))
RULES = {
    "benchmark": "GDX",
    "costs": "0",
    "currency": "USD",
    "day_without_price": "previous",
    "embargo_end": "2025-07-16",
    "horizon": "",
    "missing_price": "last",
    "reference_price": "close",
    "returns": "total",
    "reveal_by": "2025-08-01",
    "side": "long",
    "universe": "Mines d’or et d’argent cotées à New York",
    "weighting": "equal",
}
_ORDER = 2**252 + 27742317777372353535851937790883648493


@dataclass
class Bundle:
    """Files that are verified together, and what is expected."""

    files: dict[str, bytes]
    told: str = ""
    """what each verifier must say that it got or expected; empty where everything holds"""
    options: dict[str, str] = field(default_factory=dict)


def rows(symbols: Sequence[str]) -> list[SaltedRow]:
    """Return rows as they are committed."""
    return [
        SaltedRow(
            {"date": "2024-07-23", "name": f"Mine n° {symbol}", "symbol": symbol},
            sha256(f"salt {symbol}".encode()).hexdigest(),
        )
        for symbol in symbols
    ]


MINERS = rows(["FNV", "NEM", "B", "AEM", "PAAS", "WPM", "KGC"])
SILVER = rows(["PAAS", "AG", "HL", "CDE", "SIL"])
ODD = [
    SaltedRow({"date": "2024-07-23", "isin": "FR0000121972", "name": name, "note": 'a \\ and a "'}, salt.salt)
    for name, salt in zip(["Électricité", "\u65e5\u672c", "\U0001f4c8 & <b>"], MINERS, strict=False)
]


class Desk:
    """A log being written by a key; what is wrong with an entry is signed as well."""

    def __init__(self, key: SigningKey = KEY) -> None:
        self.key = key
        self.entries: list[dict[str, Any]] = []

    def add(self, **own: Any) -> Signed:
        """Add an entry; what is given takes the place of what would be right."""
        entry = {
            "format": "titre/1",
            "key": self.key.public,
            "number": str(len(self.entries) + 1),
            "previous": entry_head(self.entries[-1]).hex() if self.entries else NO_HEAD,
            "time": f"2024-07-{23 + len(self.entries)}T20:05:00Z",
            **own,
        }
        self.entries.append(entry)
        return self.key.sign(entry)

    def commit(self, listed: str, salted: Sequence[SaltedRow], **own: Any) -> Signed:
        """Add a commitment."""
        return self.add(
            **{
                "kind": "commitment",
                "list": listed,
                "title": listed.capitalize(),
                "language": "fr",
                "picks": str(len(salted)),
                "rules": RULES,
                "tree": tree_of(salted).root.hex(),
                **own,
            }
        )

    def reveal(self, commitment: Signed, document: bytes, /, **own: Any) -> Signed:
        """Add a reveal."""
        digest = sha256(document).hexdigest()
        told = {
            "kind": "reveal",
            "list": commitment.list_name,
            "commitment": commitment.head,
            "digest": digest,
        }
        return self.add(**{**told, **own})

    def log(self) -> bytes:
        """Return the log's document."""
        return written(log_document(self.entries, self.key.sign(self.entries[-1]).signature))


def one(**own: Any) -> bytes:
    """Return the commitment of a list, with what is given in place of what would be right."""
    return written(commitment_document(Desk().commit("miners", MINERS, **own)))


def changed(document: bytes, *path: str | int, value: Any = None) -> bytes:
    """Return a document with another value at a path."""
    whole: Any = json.loads(document)
    inside = whole
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value(inside[path[-1]]) if callable(value) else value
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def bundles() -> dict[str, Bundle]:
    """Return every bundle by its name."""
    return dict(
        [*_good(), *_rows(), *_headers(), *_logs(), *_signatures(), *_proofs(), *_written(), *_together()]
    )


_DESK = Desk()
_MINERS = _DESK.commit("miners", MINERS)
_COMMITMENT = written(commitment_document(_MINERS))
_REVEAL = written(reveal_document(_MINERS, MINERS))
_SILVER = _DESK.commit("silver", SILVER)
_DESK.reveal(_MINERS, _REVEAL)
_ODD = _DESK.commit("odd", ODD)
_LOG = _DESK.log()
_PROOFS = [written(proof_document(_MINERS, MINERS, index)) for index in range(len(MINERS))]
_TREE = _MINERS.text("tree")


def _good() -> Iterator[tuple[str, Bundle]]:
    yield "good-commitment", Bundle({"commitment.json": _COMMITMENT})
    yield "good-reveal", Bundle({"reveal.json": _REVEAL})
    for index in range(len(MINERS)):
        yield f"good-proof-{index}", Bundle({"proof.json": _PROOFS[index]})
    yield "good-log", Bundle({"log.json": _LOG})
    names = written(reveal_document(_ODD, ODD))
    yield "good-names", Bundle({"reveal.json": names})
    single = Desk().commit("single", MINERS[:1])
    yield "good-single", Bundle({"reveal.json": written(reveal_document(single, MINERS[:1]))})
    alone = written(proof_document(single, MINERS[:1], 0))
    yield "good-single-proof", Bundle({"proof.json": alone})
    everything = {
        "log.json": _LOG,
        "commitment.json": _COMMITMENT,
        "reveal.json": _REVEAL,
        "proof.json": _PROOFS[3],
    }
    known = {"key": KEY.public, "head": _SILVER.head}
    yield "good-all", Bundle(everything, options=known)
    # A rule may be called as the keys of an entry are: its text is any text.
    named = {**RULES, "key": "gold", "number": "", "format": "a_b", "constructor": "x"}
    yield "good-rules-of-any-name", Bundle({"commitment.json": one(rules=named)})
    earlier = Desk()
    earlier.commit("miners", MINERS)
    yield "good-log-and-an-earlier-one", Bundle({"earlier.json": earlier.log(), "log.json": _LOG})
    # Another desk has a list of the same name, and a shorter log: neither is measured by the other's.
    stranger = Desk(OTHER_KEY)
    strange = stranger.commit("miners", SILVER)
    theirs = written(reveal_document(strange, SILVER))
    stranger.reveal(strange, theirs)
    both = {
        "log.json": _LOG,
        "reveal.json": _REVEAL,
        "theirs-log.json": stranger.log(),
        "theirs.json": theirs,
    }
    yield "good-two-desks", Bundle({**both, "odd.json": written(reveal_document(_ODD, ODD))})


def _rows() -> Iterator[tuple[str, Bundle]]:
    def bad(name: str, document: bytes, told: str = _TREE) -> tuple[str, Bundle]:
        return f"row-{name}", Bundle({"reveal.json": document}, told)

    yield bad("altered", changed(_REVEAL, "picks", 2, "row", "symbol", value="GOLD"))
    yield bad("dated-back", changed(_REVEAL, "picks", 2, "row", "date", value="2024-01-02"))
    yield bad("dropped", changed(_REVEAL, "picks", value=lambda picks: picks[:-1]), "6 picks")
    yield bad("doubled", changed(_REVEAL, "picks", value=lambda picks: [*picks, picks[-1]]), "8 picks")
    yield bad("doubled-for-another", changed(_REVEAL, "picks", value=lambda picks: [*picks[:-1], picks[0]]))
    yield bad("added", changed(_REVEAL, "picks", value=lambda picks: [*picks, ODD[0].value()]), "8 picks")
    yield bad("reordered", changed(_REVEAL, "picks", value=lambda picks: picks[::-1]))
    yield bad("salt-wrong", changed(_REVEAL, "picks", 0, "salt", value="00" * 32))
    yield bad("salt-short", changed(_REVEAL, "picks", 0, "salt", value="00" * 31), "00" * 31)
    yield bad(
        "salt-in-capitals", changed(_REVEAL, "picks", 0, "salt", value=str.upper), MINERS[0].salt.upper()
    )
    salts = [row.salt for row in MINERS]
    swapped = changed(
        changed(_REVEAL, "picks", 0, "salt", value=salts[1]), "picks", 1, "salt", value=salts[0]
    )
    yield bad("salts-swapped", swapped)
    yield bad("nested", changed(_REVEAL, "picks", 0, "row", "name", value=["Newmont"]), "Newmont")
    yield bad("without-its-own", changed(_REVEAL, "picks", 0, value={"row": {"symbol": "NEM"}}), "salt")
    yield bad("none", changed(_REVEAL, "picks", value=[]), "")
    # Two rows made one by moving what separates them.
    moved = changed(
        _REVEAL,
        "picks",
        0,
        "row",
        value={"date": "2024-07-23", "name": "Mine n° FNV", "symbol": "FNV", "note": ""},
    )
    yield bad("with-an-empty-note", moved, "note")
    # Committed so by the desk itself, and still no rows of the format.
    for name, own, told in (
        ("with-another-key", {"target": "100"}, "target"),
        ("without-date", {"date": None}, "date"),
        ("of-no-day", {"date": "2024-02-30"}, "2024-02-30"),
        ("of-no-date", {"date": "soon"}, "soon"),
        ("with-an-empty-name", {"name": ""}, "name"),
        ("with-a-key-of-two-words", {"a b": "c"}, "a b"),
    ):
        row = {key: text for key, text in {**MINERS[0].row, **own}.items() if text is not None}
        made = [SaltedRow(row, MINERS[0].salt), *MINERS[1:]]
        yield bad(f"committed-{name}", written(reveal_document(Desk().commit("miners", made), made)), told)


def _headers() -> Iterator[tuple[str, Bundle]]:
    for key, value in (
        ("picks", "6"),
        ("time", "2024-07-01T20:05:00Z"),
        ("list", "other"),
        ("title", "Other"),
        ("tree", "ab" * 32),
        ("number", "2"),
        ("previous", "ab" * 32),
    ):
        told = KEY.public
        yield (
            f"header-{key}",
            Bundle({"commitment.json": changed(_COMMITMENT, "commitment", "entry", key, value=value)}, told),
        )
    for key, value in (("benchmark", "GLD"), ("reveal_by", "2035-08-01"), ("costs", "1")):
        document = changed(_COMMITMENT, "commitment", "entry", "rules", key, value=value)
        yield f"header-rule-{key}", Bundle({"commitment.json": document}, KEY.public)
    # Signed by the desk itself, and still not in the format.
    signed = {
        "version": (one(format="titre/2"), "titre/1"),
        "kind": (one(kind="promise"), "promise"),
        "kind-no-text": (one(kind=["commitment"]), ""),
        "more-keys": (one(sponsor="me"), "sponsor"),
        "no-picks": (one(picks="0"), "picks"),
        "picks-with-zero": (one(picks="07"), "07"),
        "too-many-picks": (one(picks="100001"), "100001"),
        "no-such-day": (one(time="2024-02-30T20:05:00Z"), "2024-02-30"),
        "no-such-hour": (one(time="2024-07-23T24:05:00Z"), "2024-07-23T24:05:00Z"),
        "due-no-day": (one(rules={**RULES, "reveal_by": "2025-02-30"}), "2025-02-30"),
        "due-by-weeks": (one(rules={**RULES, "reveal_by": "2025-W31-5"}), "2025-W31-5"),
        "due-never": (
            one(rules={key: text for key, text in RULES.items() if key != "reveal_by"}),
            "reveal_by",
        ),
        "name-of-a-path": (one(list="../miners"), "../miners"),
        "title-no-text": (one(title=["Miners"]), "Miners"),
        "picks-no-text": (one(picks=["7"]), "7"),
        "key-of-an-object": (one(rules={**RULES, "__proto__": "x"}), "__proto__"),
        "key-empty": (one(rules={**RULES, "": "x"}), ""),
        "leap-second": (one(time="2024-07-23T23:59:60Z"), "2024-07-23T23:59:60Z"),
        "hash-in-capitals": (one(tree=_TREE.upper()), _TREE.upper()),
    }
    for name, (document, told) in signed.items():
        yield f"header-signed-{name}", Bundle({"commitment.json": document}, told)


def _logs() -> Iterator[tuple[str, Bundle]]:
    def bad(name: str, document: bytes, told: str, **others: bytes) -> tuple[str, Bundle]:
        files = {"log.json": document, **{f"{other}.json": data for other, data in others.items()}}
        return f"log-{name}", Bundle(files, told)

    yield bad("cut-in-front", changed(_LOG, "entries", value=lambda entries: entries[1:]), "entry 1")
    yield bad(
        "cut-within", changed(_LOG, "entries", value=lambda entries: entries[:1] + entries[2:]), "entry 2"
    )
    yield bad("cut-at-the-end", changed(_LOG, "entries", value=lambda entries: entries[:-1]), KEY.public)
    short = Desk()
    short.commit("miners", MINERS)
    yield bad("cut-and-signed", short.log(), "1 entries", commitment=written(commitment_document(_SILVER)))
    yield bad(
        "reordered",
        changed(_LOG, "entries", value=lambda entries: [entries[1], entries[0], *entries[2:]]),
        "entry 1",
    )
    yield bad("empty", changed(_LOG, "entries", value=[]), "entries")
    yield bad("altered", changed(_LOG, "entries", 0, "title", value="Better"), _MINERS.head)
    backwards = Desk()
    backwards.commit("miners", MINERS, time="2024-07-23T20:05:00Z")
    backwards.commit("silver", SILVER, time="2024-07-23T20:04:59Z")
    yield bad("clock-backwards", backwards.log(), "2024-07-23T20:05:00Z")
    twice = Desk()
    twice.commit("miners", MINERS)
    twice.commit("miners", SILVER)
    yield bad("list-twice", twice.log(), "each list once")
    again = Desk()
    made = again.commit("miners", MINERS)
    again.reveal(made, _REVEAL)
    again.reveal(made, _REVEAL)
    yield bad("revealed-twice", again.log(), "each list once")
    unknown = Desk()
    unknown.commit("silver", SILVER)
    unknown.reveal(made, _REVEAL)
    yield bad("reveal-of-nothing", unknown.log(), made.head)
    other = Desk()
    other.commit("miners", MINERS)
    other.commit("silver", SILVER, key=OTHER_KEY.public)
    yield bad("key-changed", other.log(), OTHER_KEY.public)
    forked = Desk()
    forked.commit("miners", MINERS)
    forked.commit("gold", MINERS)
    yield bad("fork", forked.log(), _SILVER.head, commitment=written(commitment_document(_SILVER)))
    lying = Desk()
    lying.reveal(lying.commit("miners", MINERS), b"something else")
    revealed = written(reveal_document(Desk().commit("miners", MINERS), MINERS))
    yield bad("reveal-of-other-bytes", lying.log(), sha256(b"something else").hexdigest(), reveal=revealed)


def _signatures() -> Iterator[tuple[str, Bundle]]:
    def bad(name: str, document: bytes, told: str = KEY.public) -> tuple[str, Bundle]:
        return f"signature-{name}", Bundle({"commitment.json": document}, told)

    entry = dict(_MINERS.entry)
    yield bad(
        "by-another-key",
        changed(_COMMITMENT, "commitment", "signature", value=OTHER_KEY.sign(entry).signature),
    )
    yield bad("of-another-entry", changed(_COMMITMENT, "commitment", "signature", value=_SILVER.signature))
    yield bad("zero", changed(_COMMITMENT, "commitment", "signature", value="0" * 128))
    yield bad("short", changed(_COMMITMENT, "commitment", "signature", value="0" * 126), "0" * 126)
    first, scalar = _MINERS.signature[:64], int.from_bytes(bytes.fromhex(_MINERS.signature[64:]), "little")
    grown = first + (scalar + _ORDER).to_bytes(32, "little").hex()
    yield bad("malleable", changed(_COMMITMENT, "commitment", "signature", value=grown))
    # The neutral element as key: with itself as R and 0 as S it signs every message.
    neutral = "01" + "00" * 31
    weak = {"entry": {**entry, "key": neutral}, "signature": neutral + "00" * 32}
    yield bad("by-a-key-of-small-order", changed(_COMMITMENT, "commitment", value=weak), neutral)
    # The same point, written with the sign of a zero: libraries read it, the standard does not.
    minus = "01" + "00" * 30 + "80"
    signed = {"entry": {**entry, "key": minus}, "signature": neutral + "00" * 32}
    yield bad("by-a-key-of-minus-zero", changed(_COMMITMENT, "commitment", value=signed), minus)
    beyond = (2**255 - 18).to_bytes(32, "little").hex()
    twisted = {"entry": {**entry, "key": beyond}, "signature": neutral + "00" * 32}
    yield bad("by-a-key-beyond-the-field", changed(_COMMITMENT, "commitment", value=twisted), beyond)
    nowhere = "02" + "00" * 31
    absent = {"entry": {**entry, "key": nowhere}, "signature": neutral + "00" * 32}
    yield bad("by-no-point", changed(_COMMITMENT, "commitment", value=absent), nowhere)
    known = Bundle({"commitment.json": _COMMITMENT}, OTHER_KEY.public, {"key": OTHER_KEY.public})
    yield "signature-not-by-the-known-key", known
    yield "signature-not-of-the-known-head", Bundle({"log.json": _LOG}, "ab" * 32, {"head": "ab" * 32})


def _proofs() -> Iterator[tuple[str, Bundle]]:
    def bad(name: str, document: bytes, told: str = _TREE) -> tuple[str, Bundle]:
        return f"proof-{name}", Bundle({"proof.json": document}, told)

    proof = _PROOFS[3]
    yield bad("row-altered", changed(proof, "row", "symbol", value="GOLD"))
    yield bad("salt-wrong", changed(proof, "salt", value="00" * 32))
    of_silver = written(proof_document(_SILVER, SILVER, 0))
    signed = _MINERS.value()
    yield bad(
        "for-another-list", changed(_PROOFS[0], "commitment", value=_SILVER.value()), _SILVER.text("tree")
    )
    yield bad("for-another-list-of-other-size", changed(of_silver, "commitment", value=signed))
    yield bad("index-other", changed(proof, "index", value="2"))
    yield bad("index-beyond", changed(proof, "index", value="7"), "7")
    yield bad("index-with-zero", changed(proof, "index", value="03"), "03")
    yield bad("index-negative", changed(proof, "index", value="-1"), "-1")
    yield bad("path-short", changed(proof, "path", value=lambda path: path[:-1]), "path")
    yield bad("path-long", changed(proof, "path", value=lambda path: [*path, path[0]]), "path")
    yield bad("path-altered", changed(proof, "path", 0, value="ab" * 32))
    yield bad("path-reordered", changed(proof, "path", value=lambda path: path[::-1]))
    yield bad("path-in-halves", changed(proof, "path", 0, value=lambda one: one[:32]), "path")
    yield bad("path-in-capitals", changed(proof, "path", 0, value=str.upper), "path")
    yield bad(
        "path-with-a-space", changed(proof, "path", 0, value=lambda one: one[:32] + " " + one[32:]), "path"
    )
    pair = Tree([MINERS[0].leaf, MINERS[1].leaf]).root.hex()
    shorter = changed(_PROOFS[0], "path", value=lambda path: [pair, *path[2:]])
    yield bad("path-over-a-pair", shorter, "path")
    yield bad("path-no-list", changed(proof, "path", value=lambda path: path[0]), "path")


def _written() -> Iterator[tuple[str, Bundle]]:
    def bad(name: str, document: bytes, told: str) -> tuple[str, Bundle]:
        return f"written-{name}", Bundle({"commitment.json": document}, told)

    good = _COMMITMENT
    mark = b'"title":"Miners"'
    yield bad("key-twice", good.replace(mark, b'"title":"Better",' + mark), "title")
    yield bad("key-twice-after", good.replace(mark, mark + b',"title":"Better"'), "title")
    yield bad("number", good.replace(b'"picks":"7"', b'"picks":7'), "7")
    yield bad("number-with-point", good.replace(b'"picks":"7"', b'"picks":7.0'), "7")
    yield bad("number-with-exponent", good.replace(b'"picks":"7"', b'"picks":7e0'), "")
    yield bad("number-beyond", good.replace(b'"picks":"7"', b'"picks":9007199254740993'), "900719925474099")
    yield bad("true", good.replace(mark, b'"title":true'), "t")
    yield bad("null", good.replace(mark, b'"title":null'), "text")
    yield bad("nan", good.replace(mark, b'"title":NaN'), "")
    yield bad("without-line-feed", good[:-1], "canonical")
    yield bad("with-carriage-return", good[:-1] + b"\r\n", "canonical")
    yield bad("with-trailing-data", good + b"{}\n", "JSON")
    yield bad("with-trailing-space", good + b" ", "canonical")
    yield bad("with-byte-order-mark", b"\xef\xbb\xbf" + good, "JSON")
    yield bad("with-spaces", good.replace(b'":', b'": '), "canonical")
    yield bad(
        "in-another-order",
        good.replace(
            b'"document":"commitment","format":"titre/1"', b'"format":"titre/1","document":"commitment"'
        ),
        "canonical",
    )
    yield bad("with-escapes", good.replace(mark, b'"title":"\\u004diners"'), "canonical")
    yield bad("with-escaped-slash", good.replace(b"titre/1", b"titre\\/1"), "canonical")
    yield bad("in-latin-1", good.replace("cotées".encode(), "cotées".encode("latin-1")), "")
    for name, text in {
        "decomposed": "Mine\u0301s",
        "with-zero-width-space": "Min\u200bers",
        "turned-round": "\u202esreniM",
        "with-soft-hyphen": "Mi\u00adners",
        "with-control": "Miners\u0007",
        "with-line-break": "Miners\nbetter",
        "with-c1-control": "Miners\u0085",
    }.items():
        yield bad(name, one(title=text), "")
    yield bad("with-half-a-pair", good.replace(mark, b'"title":"\\ud800"'), "")
    key = '"title":"Miners","titré":"x"'.encode()
    yield bad("with-another-alphabet-in-a-key", good.replace(mark, key), "titr")
    yield bad("empty", b"", "")
    yield bad("list", b"[]\n", "")
    yield bad("text", b'"titre/1"\n', "")
    yield bad("deep", b"[" * 50_000 + b"]" * 50_000 + b"\n", "")
    yield bad("page", b"<!doctype html>\n", "")
    yield bad("of-another-version", changed(good, "format", value="titre/2"), "titre/1")
    yield bad("of-another-kind", changed(good, "document", value="promise"), "promise")
    yield bad("of-the-kind-of-an-entry", changed(good, "document", value="signed"), "signed")
    yield bad("with-more-keys", changed(good, "sponsor", value="me"), "sponsor")
    less = json.loads(good)
    del less["format"]
    yield bad("with-fewer-keys", canonical(less) + b"\n", "format")
    revealing = Desk()
    told = revealing.reveal(revealing.commit("miners", MINERS), _REVEAL)
    yield bad("with-a-reveals-entry", written(commitment_document(told)), "reveal")


def _together() -> Iterator[tuple[str, Bundle]]:
    files = {"reveal.json": _REVEAL, "proof.json": changed(_PROOFS[0], "row", "symbol", value="GOLD")}
    yield "together-one-of-two-is-bad", Bundle(files, _TREE)


def main() -> None:
    """Write the kept set anew."""
    kept = bundles()
    FOLDER.mkdir(exist_ok=True)
    for name, bundle in kept.items():
        (FOLDER / name).mkdir(exist_ok=True)
        for file, data in bundle.files.items():
            (FOLDER / name / file).write_bytes(data)
    listed = {
        name: {
            "files": sorted(bundle.files),
            "told": bundle.told,
            "options": bundle.options,
            "holds": name.startswith("good-"),
        }
        for name, bundle in kept.items()
    }
    (FOLDER / "bundles.json").write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
