"""Does a bundle hold, by `docs/commitment-format.md` and nothing else? Written from that page alone.

It is here to see whether the page is enough, and shares no idea with the other verifiers: its own reader of
the one writing (no JSON library), its own Ed25519, the tree built on a stack. Where it and Titre's
verifiers disagree, the page is to be mended first.
"""

import hashlib
import re
import unicodedata
from datetime import date

Value = str | list["Value"] | dict[str, "Value"]

LARGEST = 64 * 1024 * 1024
FORBIDDEN = [
    (0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200F),
    (0x2028, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xD800, 0xDFFF),
]  # fmt: skip
ROW = {"date", "symbol", "isin", "figi", "market", "name", "weight", "side", "note"}
ENTRY = {"format", "key", "kind", "list", "number", "previous", "time"}
OF_KIND = {"commitment": {"title", "language", "picks", "rules", "tree"}, "reveal": {"commitment", "digest"}}
DOCUMENT = {
    "commitment": {"commitment"},
    "reveal": {"commitment", "picks"},
    "proof": {"commitment", "row", "salt", "index", "path"},
    "log": {"entries", "signature"},
}


class Refused(Exception):
    """The bundle does not hold to the page; what was expected and what was got."""


def need(holds: object, expected: str, got: object = "") -> None:
    """Refuses unless it holds."""
    if not holds:
        raise Refused(f"expected {expected}, got {got!r}")


# --- Values: a reader that knows the one writing only


def read(data: bytes) -> Value:
    """The value written in a file, by the one writing that is right."""
    need(len(data) <= LARGEST, "at most 64 MiB", len(data))
    try:
        text = data.decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        raise Refused(f"expected UTF-8, got {error}") from None
    value, end = _value(text, 0, 0)
    need(text[end:] == "\n", "one line feed and the end", text[end : end + 20])
    return value


def _value(text: str, at: int, depth: int) -> tuple[Value, int]:
    need(
        depth < 10, "no more than the keys of the page", "deep nesting"
    )  # the deepest: commitment, entry, rules
    match text[at : at + 1]:
        case '"':
            return _text(text, at)
        case "[":
            return _list(text, at + 1, depth)
        case "{":
            return _object(text, at + 1, depth)
    raise Refused(f"expected a text, a list or an object, got {text[at : at + 20]!r}")


def _list(text: str, at: int, depth: int) -> tuple[Value, int]:
    values: list[Value] = []
    if text[at : at + 1] == "]":
        return values, at + 1
    while True:
        value, at = _value(text, at, depth + 1)
        values.append(value)
        after, at = text[at : at + 1], at + 1
        need(after in {",", "]"}, "a comma or ]", after)
        if after == "]":
            return values, at


def _object(text: str, at: int, depth: int) -> tuple[Value, int]:
    values: dict[str, Value] = {}
    if text[at : at + 1] == "}":
        return values, at + 1
    last = None
    while True:
        key, at = _text(text, at)
        need(re.fullmatch("[a-z][a-z_]*", key), "a key of small letters and _", key)
        need(last is None or key > last, "keys in order, each once", key)
        need(text[at : at + 1] == ":", "a colon", text[at : at + 1])
        values[key], at = _value(text, at + 1, depth + 1)
        last, after, at = key, text[at : at + 1], at + 1
        need(after in {",", "}"}, "a comma or }", after)
        if after == "}":
            return values, at


def _text(text: str, at: int) -> tuple[str, int]:
    found = re.compile(r'"((?:[^"\\]|\\["\\])*+)"').match(text, at)
    if found is None:
        raise Refused(f'expected a text in which only " and \\ are escaped, got {text[at : at + 20]!r}')
    written = re.sub(r"\\(.)", r"\1", found[1])
    for low, high in FORBIDDEN:
        for mark in {mark for mark in written if low <= ord(mark) <= high}:
            raise Refused(f"expected no U+{ord(mark):04X}, got {written!r}")
    need(unicodedata.normalize("NFC", written) == written, "Normalization Form C", written)
    return written, found.end()


def write(value: Value) -> bytes:
    """`canonical(value)`."""
    if isinstance(value, str):
        return b'"' + value.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'
    if isinstance(value, list):
        return b"[" + b",".join(map(write, value)) + b"]"
    return b"{" + b",".join(write(key) + b":" + write(value[key]) for key in sorted(value)) + b"}"


# --- Shapes


def obj(value: Value, where: str, keys: set[str] | None = None) -> dict[str, Value]:
    """An object, with these keys and no others."""
    if not isinstance(value, dict):
        raise Refused(f"{where}: expected an object, got {value!r}")
    need(keys is None or set(value) == keys, f"{where} with {sorted(keys or ())}", sorted(value))
    return value


def texts(value: Value, where: str) -> dict[str, str]:
    """An object of texts."""
    found = {key: held for key, held in obj(value, where).items() if isinstance(held, str)}
    need(len(found) == len(obj(value, where)), f"{where}: texts", value)
    return found


def text(value: Value, where: str, pattern: str = ".*") -> str:
    """A text like the pattern."""
    if not isinstance(value, str) or not re.fullmatch(pattern, value, re.DOTALL):
        raise Refused(f"{where}: expected a text like {pattern}, got {value!r}")
    return value


def digits(value: Value, where: str, bytes_: int = 32) -> bytes:
    """A hash, key or signature."""
    return bytes.fromhex(text(value, where, f"[0-9a-f]{{{2 * bytes_}}}"))


def number(value: Value, where: str, least: int, most: int) -> int:
    """A whole number, written in the one way."""
    found = int(text(value, where, "0|[1-9][0-9]{0,17}"))
    need(least <= found <= most, f"{where} from {least} to {most}", value)
    return found


def day(value: Value, where: str) -> date:
    """A day that there is."""
    year, month, of_month = text(value, where, r"[0-9]{4}-[0-9]{2}-[0-9]{2}").split("-")
    try:
        return date(int(year), int(month), int(of_month))
    except ValueError:
        raise Refused(f"{where}: expected a day that there is, got {value!r}") from None


# --- Rows and trees


def leaf(row: Value, salt: Value) -> bytes:
    """The leaf of a row."""
    held = texts(row, "row")
    need(set(held) <= ROW and "date" in held, "date and known keys", sorted(held))
    need(all(held.values()), "no empty text in a row", held)
    day(held["date"], "date")
    return hashlib.sha256(b"\x00titre/1 row\n" + digits(salt, "salt") + write(row)).digest()


def _pair(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: list[bytes]) -> bytes:
    """The tree's root, by a stack of the full trees so far (RFC 9162, 2.1.2)."""
    stack: list[tuple[int, bytes]] = []
    for each in leaves:
        size, top = 1, each
        while stack and stack[-1][0] == size:
            left = stack.pop()
            size, top = size * 2, _pair(left[1], top)
        stack.append((size, top))
    whole = stack.pop()[1]
    while stack:
        whole = _pair(stack.pop()[1], whole)
    return whole


def led_to(own: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Where the path leads, as RFC 9162 says it in 2.1.3.2."""
    fn, sn, r = index, size - 1, own
    for p in path:
        need(sn != 0, "a path that ends at the root", "a hash too many")
        if fn & 1 or fn == sn:
            r = _pair(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = _pair(r, p)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "a path that ends at the root", "a hash too few")
    return r


# --- Ed25519 (RFC 8032), in affine coordinates: slow, short, and unlike the others

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]
NEUTRAL: Point = (0, 1)


def add(one: Point, other: Point) -> Point:
    """The sum of two points of the curve."""
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2 % P
    inverse = pow((1 + product) * (1 - product), -1, P)
    x = (x1 * y2 + x2 * y1) * (1 - product) * inverse % P
    return x, (y1 * y2 + x1 * x2) * (1 + product) * inverse % P


def times(scalar: int, point: Point) -> Point:
    """The point added so many times."""
    total = NEUTRAL
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def point(data: bytes) -> Point:
    """The point that 32 bytes write, in the one way."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    need(y < P, "a point within the field", data.hex())
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    need((x * x - square) % P == 0, "a point of the curve", data.hex())
    need(x or not sign, "no minus before zero", data.hex())
    return (P - x if x & 1 != sign else x), y


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signed(key: bytes, message: bytes, signature: bytes) -> None:
    """Refuses a signature that the key did not make."""
    of_key = point(key)
    need(times(8, of_key) != NEUTRAL, "a key not of small order", key.hex())
    s = int.from_bytes(signature[32:], "little")
    need(s < ORDER, "a signature below the order", signature.hex())
    hashed = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(hashed, "little") % ORDER
    x, y = add(times(s, BASE), times(k, (-of_key[0] % P, of_key[1])))
    written = (y | (x & 1) << 255).to_bytes(32, "little")
    need(written == signature[:32], f"a signature by {key.hex()}", signature.hex())


# --- Entries, documents, bundles


def head(entry: Value) -> bytes:
    """An entry's head; refuses an entry that is none."""
    held = obj(entry, "entry")
    kind = text(held.get("kind", ""), "kind", "commitment|reveal")
    obj(entry, "entry", ENTRY | OF_KIND[kind])
    text(held["format"], "format", "titre/1")
    digits(held["key"], "key")
    text(held["list"], "list", "[a-z0-9][a-z0-9-]{0,63}")
    number(held["number"], "number", 1, 9_999_999_999)
    digits(held["previous"], "previous")
    moment = text(
        held["time"], "time", r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
    )
    day(moment[:10], "time")
    if kind == "commitment":
        text(held["title"], "title")
        text(held["language"], "language")
        number(held["picks"], "picks", 1, 100000)
        rules = texts(held["rules"], "rules")
        day(rules.get("reveal_by", ""), "reveal_by")
        digits(held["tree"], "tree")
    else:
        digits(held["commitment"], "commitment")
        digits(held["digest"], "digest")
    return hashlib.sha256(b"titre/1 entry\n" + write(entry)).digest()


def _commitment(value: Value) -> dict[str, Value]:
    held = obj(value, "commitment", {"entry", "signature"})
    entry = obj(held["entry"], "entry")
    text(entry.get("kind", ""), "kind", "commitment")
    of_entry = head(entry)
    signed(
        digits(entry["key"], "key"), b"titre/1 head\n" + of_entry, digits(held["signature"], "signature", 64)
    )
    return entry


def _log(document: dict[str, Value]) -> list[dict[str, Value]]:
    entries = document["entries"]
    if not isinstance(entries, list) or not entries:
        raise Refused(f"expected entries, got {entries!r}")
    previous, committed, revealed = b"\x00" * 32, {}, set()
    chain: list[dict[str, Value]] = []
    for place, value in enumerate(entries, start=1):
        now, entry = head(value), obj(value, "entry")
        need(entry["number"] == str(place), f"entry {place}", entry["number"])
        need(entry["previous"] == previous.hex(), f"previous {previous.hex()}", entry["previous"])
        if chain:
            need(entry["key"] == chain[0]["key"], f"key {chain[0]['key']}", entry["key"])
            need(
                str(entry["time"]) >= str(chain[-1]["time"]), f"time from {chain[-1]['time']}", entry["time"]
            )
        name = str(entry["list"])
        if entry["kind"] == "commitment":
            need(name not in committed, "each list committed once", name)
            committed[name] = now.hex()
        else:
            need(
                committed.get(name) == entry["commitment"],
                f"commitment {committed.get(name)}",
                entry["commitment"],
            )
            need(name not in revealed, "each list revealed once", name)
            revealed.add(name)
        chain.append(entry)
        previous = now
    key = digits(chain[0]["key"], "key")
    signed(key, b"titre/1 head\n" + previous, digits(document["signature"], "signature", 64))
    return chain


def _entries(document: dict[str, Value]) -> list[dict[str, Value]]:
    """Checks a document and gives the entries that it shows."""
    text(document.get("format", ""), "format", "titre/1")
    kind = text(document.get("document", ""), "document", "|".join(DOCUMENT))
    obj(document, kind, DOCUMENT[kind] | {"document", "format"})
    if kind == "log":
        return _log(document)
    entry = _commitment(document["commitment"])
    size = int(str(entry["picks"]))
    if kind == "reveal":
        picks = document["picks"]
        if not isinstance(picks, list):
            raise Refused(f"expected picks, got {picks!r}")
        need(len(picks) == size, f"{size} picks", len(picks))
        held = [obj(pick, "pick", {"row", "salt"}) for pick in picks]
        found = root([leaf(pick["row"], pick["salt"]) for pick in held])
        need(found.hex() == entry["tree"], f"tree {entry['tree']}", found.hex())
    if kind == "proof":
        index, path = number(document["index"], "index", 0, size - 1), document["path"]
        if not isinstance(path, list):
            raise Refused(f"expected a path, got {path!r}")
        found = led_to(
            leaf(document["row"], document["salt"]), index, size, [digits(each, "path") for each in path]
        )
        need(found.hex() == entry["tree"], f"tree {entry['tree']}", found.hex())
    return [entry]


def verify(files: list[bytes], key: str = "", known: str = "") -> None:
    """Refuse unless each file holds and all agree, with a key or a head known from elsewhere too."""
    documents = [obj(read(data), "document") for data in files]
    shown = [_entries(document) for document in documents]
    heads: dict[tuple[str, str], str] = {}
    logs: dict[str, list[dict[str, Value]]] = {}
    for document, entries in zip(documents, shown, strict=True):
        for entry in entries:
            need(key in {"", entry["key"]}, f"key {key}", entry["key"])
            own = head(entry).hex()
            first = heads.setdefault((str(entry["key"]), str(entry["number"])), own)
            need(first == own, f"head {first}", own)
        of_key = str(entries[0]["key"])
        if document["document"] == "log" and len(entries) > len(logs.get(of_key, [])):
            logs[of_key] = entries
    need(known in {"", *heads.values()}, f"head {known}", sorted(heads.values()))
    for of_key, number_ in heads:
        whole = of_key not in logs or int(number_) <= len(logs[of_key])
        need(whole, f"a log with entry {number_}", len(logs.get(of_key, [])))
    for document, entries, data in zip(documents, shown, files, strict=True):
        log, first = logs.get(str(entries[0]["key"]), []), head(entries[0]).hex()
        told = [entry["digest"] for entry in log if entry.get("commitment") == first]
        own = hashlib.sha256(data).hexdigest()
        need(document["document"] != "reveal" or told in ([], [own]), f"digest {told}", own)
