"use strict";
// The checks of the published format titre/1, with nothing but what a browser has.
const FORMAT = "titre/1", HASH = "[0-9a-f]{64}", DAY = "[0-9]{4}(-[0-9]{2}){2}";
const SHAPES = {
  format: FORMAT, key: HASH, previous: HASH, tree: HASH, digest: HASH, salt: HASH, signature: "[0-9a-f]{128}",
  list: "[a-z0-9][a-z0-9-]{0,63}", number: "[1-9][0-9]{0,9}", picks: "[1-9][0-9]{0,4}|100000", reveal_by: DAY,
  index: "0|[1-9][0-9]{0,4}", title: ".*", language: ".*", time: DAY + "T([01][0-9]|2[0-3])(:[0-5][0-9]){2}Z",
};
const KEYS = {
  commitment: "format key kind language list number picks previous rules time title tree",
  reveal: "commitment digest format key kind list number previous time",
  signed: "entry signature",
  pick: "row salt",
  commitment_document: "commitment document format",
  reveal_document: "commitment document format picks",
  proof_document: "commitment document format index path row salt",
  log_document: "document entries format signature",
};
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

function checkTexts(value, path) {
  if (typeof value === "string") {
    need(!UNSEEN.test(value), JSON.stringify(value) + " " + path, "characters that are seen");
    need(value.normalize("NFC") === value, JSON.stringify(value) + " " + path, "Normalization Form C");
    return;
  }
  need(value !== null && typeof value === "object", String(value) + " " + path, "a text");
  for (const [key, inside] of Object.entries(value)) {
    need(/^[ -~]*$/.test(key), JSON.stringify(key), "a key of ASCII");
    checkTexts(inside, path + "/" + key);
  }
}

function read(data) {
  need(data.length <= MOST_BYTES, data.length + " bytes", "64 MiB at most");
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  const document = JSON.parse(text);
  need(isObject(document), text.slice(0, 60), "an object");
  checkTexts(document, "");
  const again = canonical(document) + "\n";
  let at = 0;
  while (at < text.length && text[at] === again[at]) at += 1;
  need(text === again, JSON.stringify(text.slice(at, at + 20)) + " at " + at,
    JSON.stringify(again.slice(at, at + 20)) + ", canonical JSON");
  return document;
}

function fields(value, kind) {
  need(isObject(value), JSON.stringify(value), KEYS[kind]);
  const keys = Object.keys(value).sort().join(" ");
  need(keys === KEYS[kind], "keys " + keys, KEYS[kind]);
  const inner = isObject(value.rules) ? Object.entries(value.rules) : [];
  for (const [key, one] of [...Object.entries(value), ...inner]) {
    if (key === "rules" || key === "row") {
      need(isObject(one) && Object.values(one).every((text) => typeof text === "string"), key, "texts");
    } else if (SHAPES[key] && (key !== "picks" || kind === "commitment")) {
      const sound = typeof one === "string" && new RegExp("^(?:" + SHAPES[key] + ")$").test(one);
      need(sound, key + " " + JSON.stringify(one), SHAPES[key]);
    }
  }
  return value;
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

function isDay(text) {
  const time = Date.parse(text + "T00:00:00Z");
  return text >= "0001" && !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
function checkEntry(entry) {
  need(isObject(entry) && ["commitment", "reveal"].includes(entry.kind), JSON.stringify(entry).slice(0, 200), "an entry");
  fields(entry, entry.kind);
  need(isDay(entry.time.slice(0, 10)), "time " + entry.time, "a time that exists");
  if (entry.kind === "commitment") {
    need(isDay(entry.rules.reveal_by || ""), "reveal_by " + entry.rules.reveal_by, "a day that exists");
  }
}
async function checkLog(entries) {
  need(Array.isArray(entries) && entries.length > 0, "entries", "one entry at least");
  const seen = new Map();
  let head = "0".repeat(64), before = entries[0], number = 0;
  for (const entry of entries) {
    checkEntry(entry);
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
  fields(pick, "pick");
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
  need(["commitment", "reveal", "proof", "log"].includes(kind), "document " + kind, "commitment, reveal, proof or log");
  fields(document, kind + "_document");
  const digest = hex(await sha256(data));
  if (kind === "log") {
    await checkLog(document.entries);
    await checkSignature(document.entries[document.entries.length - 1], document.signature);
    return { kind, entries: document.entries, picks: [], digest };
  }
  const signed = fields(document.commitment, "signed"), entry = signed.entry;
  checkEntry(entry);
  need(entry.kind === "commitment", "kind " + entry.kind, "commitment");
  await checkSignature(entry, signed.signature);
  let picks = [], root = null;
  if (kind === "reveal") {
    picks = document.picks;
    need(Array.isArray(picks) && String(picks.length) === entry.picks, picks.length + " picks", entry.picks);
    root = await tree(await Promise.all(picks.map(leaf)));
  }
  if (kind === "proof") {
    picks = [{ row: document.row, salt: document.salt }];
    const size = Number(entry.picks), index = Number(document.index);
    need(index < size, "index " + index, "one below " + size);
    need(Array.isArray(document.path) && document.path.every((one) => new RegExp("^" + HASH + "$").test(one)),
      "path", "hashes of 64 hexadecimal digits");
    root = await climb(await leaf(picks[0]), index, size, document.path);
  }
  need(root === null || hex(root) === entry.tree, "tree " + (root && hex(root)), entry.tree);
  return { kind, entries: [entry], picks, digest };
}

async function together(found, key, head) {
  const heads = new Map();
  const digests = new Map(found.filter((one) => one.kind === "reveal").map((one) => [one.entries[0].list, one.digest]));
  const lengths = found.filter((one) => one.kind === "log").map((one) => one.entries.length);
  const most = lengths.length ? Math.max(...lengths) : Infinity;
  for (const entry of found.flatMap((one) => one.entries)) {
    const now = await headOf(entry), place = entry.key + " " + entry.number;
    if (!heads.has(place)) heads.set(place, now);
    need(heads.get(place) === now, "entry " + entry.number + " with head " + now, heads.get(place));
    need(Number(entry.number) <= most, "a log of " + most + " entries", "entry " + entry.number);
    need(!key || entry.key === key, "key " + entry.key, key);
    const told = digests.get(entry.list);
    need(entry.kind !== "reveal" || !told || told === entry.digest, "digest " + told, entry.digest);
  }
  need(!head || [...heads.values()].includes(head), "no entry of that head", "head " + head);
}
