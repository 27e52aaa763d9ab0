#!/usr/bin/env python3
"""Check commitments, reveals, proofs and logs of lists of securities, offline: python3 verify.py FILE...

Needs Python 3.8 or newer and nothing else. Written from nothing but the published format titre/1."""
import argparse, calendar, hashlib, json, pathlib, re, sys, unicodedata
from datetime import datetime, timezone
HOLDS, REFUSED, GOT, EXPECTED, REVEALED, SEALED, LATE = "holds,REFUSED,got,expected,revealed,sealed,OVERDUE".split(",")
# What a document may hold: the keys of each kind, and the form of each text.
FORMAT, HASH, DAY = "titre/1", "[0-9a-f]{64}", "(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}"
SHAPES = dict(format=FORMAT, key=HASH, previous=HASH, tree=HASH, digest=HASH, salt=HASH, signature="[0-9a-f]{128}",
              list="[a-z0-9][a-z0-9-]{0,63}", number="[1-9][0-9]{0,9}", picks="[1-9][0-9]{0,4}|100000", reveal_by=DAY,
              index="0|[1-9][0-9]{0,4}", title=".*", language=".*", time=DAY + "T([01][0-9]|2[0-3])(:[0-5][0-9]){2}Z")
KEYS = dict(commitment="format key kind language list number picks previous rules time title tree",
            reveal="commitment digest format key kind list number previous time", signed="entry signature",
            commitment_document="commitment document format", reveal_document="commitment document format picks",
            proof_document="commitment document format index path row salt", pick="row salt",
            log_document="document entries format signature")
UNSEEN = "[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
def need(sound, got, expected):
    if not sound: raise ValueError(got, expected)
canonical = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
def read(data):  # RFC 8785 and a line feed; texts only, all to be seen, in Normalization Form C; keys of ASCII
    need(len(data) <= 2**26, "%d bytes" % len(data), "64 MiB at most")
    text, again = data.decode(), canonical(json.loads(data)) + b"\n"
    at = next((at for at, (one, other) in enumerate(zip(data, again)) if one != other), min(len(data), len(again)))
    need(data == again, "%s at byte %d" % (data[at:at + 20], at), "%s, canonical JSON" % again[at:at + 20])
    bare, keys = re.sub(r'"(?:[^"\\]|\\.)*"', "", text), re.findall(r'"((?:[^"\\]|\\.)*)":', text)
    need(re.fullmatch(r"[][{},:]*\n", bare), "values beside texts: " + bare.strip("[]{},:\n"), "texts")
    unseen = re.search(r"(?<!\\)(?:\\\\)*\\[^\"\\]|" + UNSEEN, text[:-1]) or re.search("[^ -~]", "".join(keys))
    need(not unseen, "the character %s" % ascii(unseen and unseen.group()), "characters that are seen; ASCII in keys")
    need(unicodedata.normalize("NFC", text) == text, "another normalization form", "Normalization Form C")
    return json.loads(text)
def fields(value, kind):
    need(sorted(value) == KEYS[kind].split(), "keys " + " ".join(sorted(value)), KEYS[kind])
    need(value.get("entries") != [] != value.get("picks"), value, "one entry or pick at least")
    for key, one in [*value.items(), *value.get("rules", {}).items()]:
        if key in ("rules", "row"):
            need(all(isinstance(text, str) for text in one.values()), "%s %s" % (key, one), "texts")
        elif key in SHAPES and (key != "picks" or kind == "commitment"):
            need(isinstance(one, str) and re.fullmatch(SHAPES[key], one), "%s %s" % (key, one), SHAPES[key])
    return value

# Ed25519, RFC 8032 section 5.1: the points of a curve, and whether a signature is of a key.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT, ZERO = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P), (0, 1)
def add(p, q):
    k = D * p[0] * p[1] * q[0] * q[1]
    return (p[0] * q[1] + p[1] * q[0]) * pow(1 + k, -1, P) % P, (p[1] * q[1] + p[0] * q[0]) * pow(1 - k, -1, P) % P
def times(n, p):
    return add(times(n // 2, add(p, p)), p if n % 2 else ZERO) if n else ZERO
def point(data):
    sign, y = divmod(int.from_bytes(data, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT % P
    need(y < P and x * x % P == square and (x or not sign), data.hex(), "a point of Ed25519")
    return x if x % 2 == sign else P - x, y
def signature_holds(key, message, signature):
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little")
    base = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    return s < L and times(8, a) != ZERO and times(s, base) == add(r, times(k % L, a))  # no key of small order
# Entries, and the tree of rows, RFC 9162 section 2.1.
sha = lambda data: hashlib.sha256(data).digest()
head_of = lambda entry: sha(b"titre/1 entry\n" + canonical(entry)).hex()
leaf = lambda pick: sha(b"\0titre/1 row\n" + bytes.fromhex(fields(pick, "pick")["salt"]) + canonical(pick["row"]))
half = lambda size: 1 << (size - 1).bit_length() - 1
def check_entry(entry):
    rules = fields(entry, entry["kind"]).get("rules", {"reveal_by": entry["time"][:10]})
    for year, month, day in (entry["time"][:10].split("-"), rules["reveal_by"].split("-")):
        last = calendar.monthrange(int(year), int(month))[1]
        need(0 < int(day) <= last, "the day %s-%s-%s" % (year, month, day), "at most %d" % last)
def check_log(entries):
    head, seen = "0" * 64, {}
    for number, entry in enumerate(entries, 1):
        check_entry(entry)
        name, kind, before = entry["list"], entry["kind"], entries[max(number - 2, 0)]
        wanted = dict(number=str(number), previous=head, key=before["key"], time=max(before["time"], entry["time"]))
        for key in wanted: need(entry[key] == wanted[key], "%s %s in entry %d" % (key, entry[key], number), wanted[key])
        need((kind, name) not in seen, "a second %s of %s" % (kind, name), "each list once")
        head, made = head_of(entry), seen.get(("commitment", name))
        need(kind == "commitment" or entry["commitment"] == made, "a reveal of " + entry.get("commitment", ""), made)
        seen[kind, name] = head
def tree(some):
    return sha(b"\1" + tree(some[:half(len(some))]) + tree(some[half(len(some)):])) if some[1:] else some[0]
def climb(node, index, size, path):
    need((size > 1) == bool(path), "a path of another length", "that of one row among all")
    if size == 1: return node
    below = climb(node, index % half(size), half(size) if index < half(size) else size - half(size), path[:-1])
    pair = [below, bytes.fromhex(path[-1])]
    return sha(b"\1" + b"".join(pair if index < half(size) else pair[::-1]))
def check(data):
    document = read(data)
    kind, entries, picks = document["document"], document.get("entries"), document.get("picks", [])
    fields(document, kind + "_document")
    signed = document if entries else fields(document["commitment"], "signed")
    entry = entries[-1] if entries else signed["entry"]
    check_log(entries) if entries else check_entry(entry)
    key, head, signature = bytes.fromhex(entry["key"]), head_of(entry), bytes.fromhex(signed["signature"])
    holds = signature_holds(key, b"titre/1 head\n" + bytes.fromhex(head), signature)
    need(holds, "a signature that does not hold for head " + head, "one by key " + key.hex())
    need(entries or entry["kind"] == "commitment", "kind " + entry["kind"], "commitment")
    if kind == "reveal":
        need(str(len(picks)) == entry["picks"], "%d picks" % len(picks), entry["picks"])
        root = tree([leaf(item) for item in picks])
    if kind == "proof":
        picks, size = [{"row": document["row"], "salt": document["salt"]}], int(entry["picks"])
        need(int(document["index"]) < size, "index " + document["index"], "one below %d" % size)
        root = climb(leaf(picks[0]), int(document["index"]), size, document["path"])
    need(not picks or root.hex() == entry["tree"], "tree " + (root.hex() if picks else ""), entry.get("tree"))
    return kind, entries or [entry], picks, hashlib.sha256(data).hexdigest()

# The command: each file by itself, then all together.
def together(found, key, head):
    heads, digests = {}, {made[0]["list"]: digest for kind, made, _, digest in found if kind == "reveal"}
    most = max((len(made) for kind, made, _, _ in found if kind == "log"), default=10**10)
    for entry in [entry for _, made, _, _ in found for entry in made]:
        now, told = head_of(entry), entry.get("digest")
        first = heads.setdefault((entry["key"], entry["number"]), now)
        need(first == now, "entry %s with head %s" % (entry["number"], now), first)
        need(int(entry["number"]) <= most, "a log of %d entries" % most, "entry " + entry["number"])
        need(key in (None, entry["key"]), "key " + entry["key"], key)
        need(digests.get(entry["list"], told) == told or not told, "digest " + digests.get(entry["list"], ""), told)
    need(head in (None, *heads.values()), "no entry of that head", head)
def show(name, kind, entries, picks, day):
    print("%s: %s: %s, key %s, head %s" % (name, kind, HOLDS, entries[-1]["key"], head_of(entries[-1])))
    for entry in [entry for entry in entries if entry["kind"] == "commitment"]:
        days = [one["time"][:10] for one in entries if one["kind"] == "reveal" and one["list"] == entry["list"]]
        late = entry["rules"]["reveal_by"] < (days or [day])[0]
        told = REVEALED + " " + "".join(days) if days else "" if late else SEALED
        print("  %(number)s %(list)s %(time)s %(picks)s" % entry, told if kind == "log" else "", LATE * late)
    for item in picks: print("   ", json.dumps(item["row"], ensure_ascii=False))
def main():
    parser, found, status = argparse.ArgumentParser(description=__doc__), [], 0
    for option in ("--key", "--head", "--date"): parser.add_argument(option)
    parser.add_argument("files", nargs="+")
    asked = parser.parse_args()
    for name in [*asked.files, None]:
        try:
            if name is None:
                together(found, asked.key, asked.head)
            else:
                found.append(check(pathlib.Path(name).read_bytes()))
                show(name, *found[-1][:3], asked.date or str(datetime.now(timezone.utc).date()))
        except Exception as error:  # whatever is malformed in any way is refused
            status, told = 1, error.args if len(error.args) == 2 else (repr(error), FORMAT)
            print("%s %s: %s %s, %s %s" % (REFUSED, name or "", GOT, str(told[0])[:300], EXPECTED, told[1]))
    return status
if __name__ == "__main__": sys.exit(main())
