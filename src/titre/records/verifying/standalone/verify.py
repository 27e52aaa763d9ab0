#!/usr/bin/env python3
"""Check lists of securities offline, by the published format titre/1 alone. Python 3.8 or newer: verify.py FILE..."""
import argparse, datetime, hashlib, json, pathlib, re, sys, unicodedata
WORDS = "holds,REFUSED,got,expected,revealed,sealed,OVERDUE,key,head"
HOLDS, REFUSED, GOT, EXPECTED, REVEALED, SEALED, LATE, KEY, HEAD = WORDS.split(",")
# What a document may hold: a text like a pattern, a list, one of two objects, an object; "?" marks what need not be.
FORMAT, TEXT, HASH, SIGNATURE, DAY = "titre/1", ".*", "[0-9a-f]{64}", "[0-9a-f]{128}", "[0-9]{4}-[0-9]{2}-[0-9]{2}"
ENTRY = dict(format=FORMAT, key=HASH, list="[a-z0-9][a-z0-9-]{0,63}", number="[1-9][0-9]{0,9}", previous=HASH,
             time=DAY + "T([01][0-9]|2[0-3])(:[0-5][0-9]){2}Z")
COMMITMENT = dict(ENTRY, kind="commitment", title=TEXT, language=TEXT, picks="[1-9][0-9]{0,4}|100000", tree=HASH,
                  rules={"reveal_by": DAY, "?": TEXT})
ENTRIES = (COMMITMENT, dict(ENTRY, kind="reveal", commitment=HASH, digest=HASH))
ROW = {"date": DAY, **dict.fromkeys("figi? isin? market? name? note? side? symbol? weight?".split(), ".+")}
ONE = dict(document="commitment", format=FORMAT, commitment=dict(entry=ENTRIES, signature=SIGNATURE))
DOCUMENTS = (ONE, dict(ONE, document="reveal", picks=[dict(row=ROW, salt=HASH)]),
             dict(ONE, document="proof", row=ROW, salt=HASH, index="0|[1-9][0-9]{0,4}", path=[HASH]),
             dict(document="log", format=FORMAT, entries=[ENTRIES], signature=SIGNATURE))
UNSEEN = "[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
def need(sound, got, expected):
    if not sound: raise ValueError(re.sub(UNSEEN, "?", str(got)[:300]), expected)
canonical = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
def read(data):  # RFC 8785 and a line feed
    need(len(data) <= 2**26, "%d bytes" % len(data), "64 MiB at most")
    document = json.loads(data.decode())
    again = canonical(document) + b"\n"
    at = next((at for at, (one, other) in enumerate(zip(data, again)) if one != other), min(len(data), len(again)))
    need(data == again, "%s at byte %d" % (data[at:at + 20], at), "%s, canonical JSON" % again[at:at + 20])
    fit(document, DOCUMENTS, "")
    return document
def fit(value, shape, at):
    if isinstance(shape, str):
        need(isinstance(value, str) and re.fullmatch(shape, value), "%s %s" % (at, value), "a text like " + shape)
        seen = not re.search(UNSEEN, value) and unicodedata.normalize("NFC", value) == value
        need(seen, "%s %s" % (at, ascii(value)), "characters that are seen, in Normalization Form C")
        try: shape.startswith(DAY) and datetime.date.fromisoformat(value[:10])
        except ValueError: need(False, "%s %s" % (at, value), "a day that exists")
    elif isinstance(shape, list):
        need(isinstance(value, list) and (value or shape == [HASH]), "%s %s" % (at, value), "a list that is not empty")
        for place, one in enumerate(value): fit(one, shape[0], "%s/%d" % (at, place))
    elif isinstance(shape, tuple):
        word = "kind" if shape is ENTRIES else "document"
        known, got = {one[word]: one for one in shape}, str(value.get(word) if isinstance(value, dict) else value)
        need(got in known, "%s/%s %s" % (at, word, got), " or ".join(known))
        fit(value, known[got], at)
    else:
        keys, needed = sorted(value) if type(value) is dict else [str(value)], {key for key in shape if key[-1] != "?"}
        known = all(re.fullmatch("[a-z][a-z_]*", key) and {key, key + "?", "?"} & set(shape) for key in keys)
        need(known and needed <= set(keys), "%s keys %s" % (at, " ".join(keys)), "keys " + " ".join(sorted(shape)))
        for key in keys: fit(value[key], shape.get(key, shape.get(key + "?", shape.get("?"))), at + "/" + key)
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
leaf = lambda pick: sha(b"\0titre/1 row\n" + bytes.fromhex(pick["salt"]) + canonical(pick["row"]))
half = lambda size: 1 << (size - 1).bit_length() - 1
def check_log(entries):
    head, seen = "0" * 64, {}
    for number, entry in enumerate(entries, 1):
        name, kind, before = entry["list"], entry["kind"], entries[max(number - 2, 0)]
        wanted = dict(number=str(number), previous=head, key=before["key"], time=max(before["time"], entry["time"]))
        wanted.update(commitment=seen.get(("commitment", name))) if kind == "reveal" else None
        for key in wanted: need(entry[key] == wanted[key], "%s %s in entry %d" % (key, entry[key], number), wanted[key])
        need((kind, name) not in seen, "a second %s of %s" % (kind, name), "each list once")
        head = seen[kind, name] = head_of(entry)
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
    kind, entries, picks = document["document"], document.get("entries", []), document.get("picks", [])
    check_log(entries)
    signed = document if entries else document["commitment"]
    entry = entries[-1] if entries else signed["entry"]
    key, head, signature = bytes.fromhex(entry["key"]), head_of(entry), bytes.fromhex(signed["signature"])
    holds = signature_holds(key, b"titre/1 head\n" + bytes.fromhex(head), signature)
    need(holds, "a signature that does not hold for head " + head, "one by key " + key.hex())
    need(entries or entry["kind"] == "commitment", "kind " + entry["kind"], "commitment")
    if kind == "reveal":
        need(str(len(picks)) == entry["picks"], "%d picks" % len(picks), entry["picks"])
        root = tree([leaf(item) for item in picks])
    if kind == "proof":
        picks, size, index = [document], int(entry["picks"]), int(document["index"])
        need(index < size, "index %d" % index, "one below %d" % size)
        root = climb(leaf(document), index, size, document["path"])
    need(not picks or root.hex() == entry["tree"], "tree " + (root.hex() if picks else ""), entry.get("tree"))
    return kind, entries or [entry], picks, hashlib.sha256(data).hexdigest()
# The command: each file by itself, then all together.
def together(found, key, head):
    heads = {}  # and the longest log of each key
    logs = {made[0]["key"]: made for kind, made, *_ in sorted(found, key=lambda one: len(one[1])) if kind == "log"}
    for kind, made, _, digest in found:
        log = logs.get(made[0]["key"], [])
        told = {one["commitment"]: one["digest"] for one in log if one["kind"] == "reveal"}
        need(kind != "reveal" or told.get(head_of(made[0]), digest) == digest, "digest " + digest, told)
        for entry in made:
            now = head_of(entry)
            first = heads.setdefault((entry["key"], entry["number"]), now)
            need(first == now, "entry %s with head %s" % (entry["number"], now), first)
            need(int(entry["number"]) <= (len(log) or 10**10), "a log of %d entries" % len(log), entry["number"])
            need(key in (None, entry["key"]), "key " + entry["key"], key)
    need(head in (None, *heads.values()), "no entry of that head", head)
def show(name, kind, entries, picks, day):
    print("%s: %s: %s, %s %s, %s %s" % (name, kind, HOLDS, KEY, entries[-1]["key"], HEAD, head_of(entries[-1])))
    for entry in [entry for entry in entries if entry["kind"] == "commitment"]:
        days = [one["time"][:10] for one in entries if one["kind"] == "reveal" and one["list"] == entry["list"]]
        late = LATE if entry["rules"]["reveal_by"] < (days or [day])[0] else "" if days else SEALED
        told = " ".join([REVEALED, *days, late] if days else [late]) if kind == "log" else ""  # the log alone can tell
        print("  %(number)s %(list)s %(time)s %(picks)s" % entry, told)
    for item in picks: print("   ", json.dumps(item["row"], ensure_ascii=False))
def main():
    parser, found, status = argparse.ArgumentParser(description=__doc__), [], 0
    for option in ("--key", "--head", "--date"): parser.add_argument(option)
    parser.add_argument("files", nargs="+")
    asked = parser.parse_args()
    for name in [*asked.files, None]:
        try:
            if name: found.append(check(pathlib.Path(name).read_bytes()))
            else: together(found, asked.key, asked.head)
        except Exception as error:  # whatever is malformed in any way is refused
            status, told = 1, error.args if len(error.args) == 2 else (repr(error), FORMAT)
            print("%s %s: %s %s, %s %s" % (REFUSED, name or "", GOT, told[0], EXPECTED, told[1]))
        else:
            if name: show(name, *found[-1][:3], asked.date or str(datetime.datetime.now(datetime.timezone.utc).date()))
    return status
if __name__ == "__main__": sys.exit(sys.stdout.reconfigure(errors="backslashreplace") or main())
