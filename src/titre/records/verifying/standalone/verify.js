"use strict";
// The checks of the published format titre/1, with nothing but what a browser has.
// What a document may hold: a text like a pattern, a list, one of several objects, an object; "?" marks what need
// not be there.
const FORMAT = "titre/1", TEXT = ".*", HASH = "[0-9a-f]{64}", SIGNATURE = "[0-9a-f]{128}";
const DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const ENTRY = {
  format: FORMAT, key: HASH, list: "[a-z0-9][a-z0-9-]{0,63}", number: "[1-9][0-9]{0,9}", previous: HASH,
  time: DAY + "T([01][0-9]|2[0-3])(:[0-5][0-9]){2}Z",
};
const ENTRIES = new Map([
  ["commitment", {
    ...ENTRY, kind: "commitment", title: TEXT, language: TEXT, picks: "[1-9][0-9]{0,4}|100000", tree: HASH,
    rules: { reveal_by: DAY, "?": TEXT },
  }],
  ["reveal", { ...ENTRY, kind: "reveal", commitment: HASH, digest: HASH }],
]);
const ROW = { date: DAY };
for (const key of "figi isin market name note side symbol weight".split(" ")) ROW[key + "?"] = ".+";
const COMMITMENT = {
  document: "commitment", format: FORMAT, commitment: { entry: ENTRIES, signature: SIGNATURE },
};
const DOCUMENTS = new Map([
  ["commitment", COMMITMENT],
  ["reveal", { ...COMMITMENT, document: "reveal", picks: [{ row: ROW, salt: HASH }] }],
  ["proof", {
    ...COMMITMENT, document: "proof", row: ROW, salt: HASH, index: "0|[1-9][0-9]{0,4}", path: [HASH],
  }],
  ["log", { document: "log", format: FORMAT, entries: [ENTRIES], signature: SIGNATURE }],
]);
const UNSEEN = new RegExp(
  "[\\0-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb" +
  "\\ud800-\\udfff]", "u");
const MOST_BYTES = 64 * 1024 * 1024;

class Refused extends Error {
  constructor(got, expected) { super(got); this.got = got; this.expected = expected; }
}
function need(sound, got, expected) { if (!sound) throw new Refused(got, expected); }

const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const fromHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const utf8 = (text) => new TextEncoder().encode(text);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
}
const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));

// RFC 8785: there are no numbers, and keys are ASCII.
function canonical(value) {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  need(isObject(value), String(value), "texts");
  return "{" + Object.keys(value).sort().map((key) => JSON.stringify(key) + ":" + canonical(value[key])).join(",") + "}";
}

const has = (value, key) => Object.prototype.hasOwnProperty.call(value, key);
const patterns = new Map();
function matches(shape, text) {
  if (!patterns.has(shape)) patterns.set(shape, new RegExp("^(?:" + shape + ")$"));
  return patterns.get(shape).test(text);
}
function dayExists(text) {
  const time = Date.parse(text + "T00:00:00Z");
  return text >= "0001" && !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
function fit(value, shape, at) {
  const must = (sound, expected) => {
    if (!sound) throw new Refused(at + " " + String(JSON.stringify(value)).slice(0, 300), expected);
  };
  if (typeof shape === "string") {
    must(typeof value === "string" && !UNSEEN.test(value), "a text of characters that are seen");
    must(value.normalize("NFC") === value, "a text in Normalization Form C");
    must(matches(shape, value), "a text like " + shape);
    must(!shape.startsWith(DAY) || dayExists(value.slice(0, 10)), "a day that exists");
  } else if (Array.isArray(shape)) {
    must(Array.isArray(value) && (value.length || shape[0] === HASH), "a list that is not empty");
    value.forEach((one, place) => fit(one, shape[0], at + "/" + place));
  } else if (shape instanceof Map) {
    // Told apart by their own word.
    const word = shape === ENTRIES ? "kind" : "document", known = [...shape.keys()];
    must(isObject(value), "an object");
    need(known.includes(value[word]), at + "/" + word + " " + JSON.stringify(value[word]), known.join(" or "));
    fit(value, shape.get(value[word]), at);
  } else {
    must(isObject(value), "an object");
    const keys = Object.keys(value).sort();
    const known = keys.every((key) => /^[a-z][a-z_]*$/.test(key) &&
      (has(shape, key) || has(shape, key + "?") || has(shape, "?")));
    const all = Object.keys(shape).every((key) => key.endsWith("?") || has(value, key));
    need(known && all, at + " keys " + keys.join(" "), "keys " + Object.keys(shape).sort().join(" "));
    for (const key of keys) {
      const under = [key, key + "?", "?"].find((one) => has(shape, one));
      fit(value[key], shape[under], at + "/" + key);
    }
  }
}

function read(data) {
  need(data.length <= MOST_BYTES, data.length + " bytes", "64 MiB at most");
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  const document = JSON.parse(text);
  const again = canonical(document) + "\n";
  let at = 0;
  while (at < text.length && text[at] === again[at]) at += 1;
  need(text === again, JSON.stringify(text.slice(at, at + 20)) + " at " + at,
    JSON.stringify(again.slice(at, at + 20)) + ", canonical JSON");
  fit(document, DOCUMENTS, "");
  return document;
}

const headOf = async (entry) => hex(await sha256(utf8("titre/1 entry\n" + canonical(entry))));

// Ed25519, RFC 8032: by the browser where it can, else by the same arithmetic in whole numbers.
const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value) => ((value % P) + P) % P;
function power(base, exponent) {
  let result = 1n;
  for (base = mod(base); exponent; exponent >>= 1n, base = base * base % P) if (exponent & 1n) result = result * base % P;
  return result;
}
const inverse = (value) => power(value, P - 2n);
const D = mod(-121665n * inverse(121666n)), ROOT = power(2n, (P - 1n) / 4n);
const little = (bytes) => BigInt("0x" + hex(Array.from(bytes).reverse()));
const ZERO = [0n, 1n, 1n, 0n];
function add(p, q) {
  const a = mod((p[1] - p[0]) * (q[1] - q[0])), b = mod((p[1] + p[0]) * (q[1] + q[0]));
  const c = mod(2n * p[3] * q[3] * D), d = mod(2n * p[2] * q[2]);
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}
function times(n, p) {
  let total = ZERO;
  for (; n; n >>= 1n, p = add(p, p)) if (n & 1n) total = add(total, p);
  return total;
}
const equal = (p, q) => mod(p[0] * q[2] - q[0] * p[2]) === 0n && mod(p[1] * q[2] - q[1] * p[2]) === 0n;
function point(bytes) {
  const number = little(bytes), sign = number >> 255n, y = number & (2n ** 255n - 1n);
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (P + 3n) / 8n);
  if (x * x % P !== square) x = x * ROOT % P;
  need(y < P && x * x % P === square && (x || !sign), hex(bytes), "a point of Ed25519");
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, x * y % P];
}
async function holdsByHand(key, message, signature) {
  const a = point(key), r = point(signature.slice(0, 32)), s = little(signature.slice(32));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-512", joined(signature.slice(0, 32), key, message)));
  const base = [...point(fromHex("58" + "66".repeat(31)))];
  return s < L && equal(times(s, base), add(r, times(little(digest) % L, a)));
}
async function holds(key, message, signature) {
  const a = point(key);
  // A key of small order signs anything.
  if (equal(times(8n, a), ZERO)) return false;
  try {
    const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, signature, message);
  } catch (error) {
    return holdsByHand(key, message, signature);
  }
}
async function checkSignature(entry, signature) {
  const head = await headOf(entry);
  const sound = await holds(fromHex(entry.key), joined(utf8("titre/1 head\n"), fromHex(head)), fromHex(signature));
  need(sound, "a signature that does not hold for head " + head, "one by key " + entry.key);
}

async function checkLog(entries) {
  const seen = new Map();
  let head = "0".repeat(64), before = entries[0], number = 0;
  for (const entry of entries) {
    number += 1;
    const wanted = {
      number: String(number), previous: head, key: before.key, time: before.time > entry.time ? before.time : entry.time,
    };
    for (const [key, value] of Object.entries(wanted)) {
      need(entry[key] === value, key + " " + entry[key] + " in entry " + number, value);
    }
    const made = seen.get("commitment " + entry.list);
    need(!seen.has(entry.kind + " " + entry.list), "a second " + entry.kind + " of " + entry.list, "each list once");
    need(entry.kind === "commitment" || entry.commitment === made, "a reveal of " + entry.commitment, String(made));
    head = await headOf(entry);
    seen.set(entry.kind + " " + entry.list, head);
    before = entry;
  }
}

// The tree of rows, RFC 9162 section 2.1.
async function leaf(pick) {
  return sha256(joined(utf8("\0titre/1 row\n"), fromHex(pick.salt), utf8(canonical(pick.row))));
}
const pairOf = (left, right) => sha256(joined(Uint8Array.of(1), left, right));
async function tree(level) {
  while (level.length > 1) {
    const above = [];
    for (let at = 0; at < level.length; at += 2) {
      above.push(at + 1 < level.length ? pairOf(level[at], level[at + 1]) : level[at]);
    }
    level = await Promise.all(above);
  }
  return level[0];
}
async function climb(node, index, size, path) {
  let last = size - 1, used = 0;
  for (; last; index >>= 1, last >>= 1) {
    if (index % 2 || index < last) {
      need(used < path.length, "a path of " + path.length, "a longer one");
      const beside = fromHex(path[used]);
      used += 1;
      node = await (index % 2 ? pairOf(beside, node) : pairOf(node, beside));
    }
  }
  need(used === path.length, "a path of " + path.length, "a shorter one");
  return node;
}

async function check(data) {
  const document = read(data), kind = document.document;
  const digest = hex(await sha256(data));
  if (kind === "log") {
    await checkLog(document.entries);
    await checkSignature(document.entries[document.entries.length - 1], document.signature);
    return { kind, entries: document.entries, picks: [], digest };
  }
  const signed = document.commitment, entry = signed.entry;
  need(entry.kind === "commitment", "kind " + entry.kind, "commitment");
  await checkSignature(entry, signed.signature);
  let picks = [], root = null;
  if (kind === "reveal") {
    picks = document.picks;
    need(String(picks.length) === entry.picks, picks.length + " picks", entry.picks);
    root = await tree(await Promise.all(picks.map(leaf)));
  }
  if (kind === "proof") {
    picks = [{ row: document.row, salt: document.salt }];
    const size = Number(entry.picks), index = Number(document.index);
    need(index < size, "index " + index, "one below " + size);
    root = await climb(await leaf(picks[0]), index, size, document.path);
  }
  need(root === null || hex(root) === entry.tree, "tree " + (root && hex(root)), entry.tree);
  return { kind, entries: [entry], picks, digest };
}

async function together(found, key, head) {
  const heads = new Map(), logs = new Map();
  // The longest log of each key.
  for (const one of found) {
    const known = logs.get(one.entries[0].key);
    if (one.kind === "log" && !(known && known.length >= one.entries.length)) logs.set(one.entries[0].key, one.entries);
  }
  for (const one of found) {
    const log = logs.get(one.entries[0].key) || [], first = await headOf(one.entries[0]);
    const told = log.find((entry) => entry.kind === "reveal" && entry.commitment === first);
    need(one.kind !== "reveal" || !told || told.digest === one.digest, "digest " + one.digest, told && told.digest);
    for (const entry of one.entries) {
      const now = await headOf(entry), place = entry.key + " " + entry.number;
      if (!heads.has(place)) heads.set(place, now);
      need(heads.get(place) === now, "entry " + entry.number + " with head " + now, heads.get(place));
      need(Number(entry.number) <= (log.length || Infinity), "a log of " + log.length + " entries", entry.number);
      need(!key || entry.key === key, "key " + entry.key, key);
    }
  }
  need(!head || [...heads.values()].includes(head), "no entry of that head", "head " + head);
}
