// What a person sees: files are chosen or dropped, each is checked by itself, then all together.
const WORDS = {{words}};
const COLUMNS = ["date", "symbol", "isin", "figi", "market", "name", "weight", "side", "note"];
const HOLDS = { commitment: "commitment_holds", reveal: "reveal_holds", proof: "proof_holds", log: "log_holds" };
let language = WORDS[navigator.language.slice(0, 2)] ? navigator.language.slice(0, 2) : "en";
let files = [];

const byId = (id) => document.getElementById(id);
const words = (key) => WORDS[language][key];
function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  document.title = words("title");
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = words(one.dataset.say);
  for (const one of document.querySelectorAll("[data-language]")) {
    one.setAttribute("aria-pressed", String(one.dataset.language === chosen));
  }
  run();
}

function definitions(pairs) {
  const list = element("dl");
  for (const [name, text] of pairs) list.append(element("dt", name), element("dd", text));
  return list;
}

function table(name, caption, headings, rows) {
  const made = element("table"), head = element("tr"), body = element("tbody"), frame = element("div");
  made.append(element("caption", caption));
  for (const heading of headings) head.append(element("th", heading, { scope: "col" }));
  const top = element("thead");
  top.append(head);
  for (const row of rows) {
    const line = element("tr");
    for (const cell of row) line.append(element("td", cell, /^\d{4}-\d\d-\d\d$/.test(cell) ? { class: "day" } : {}));
    body.append(line);
  }
  made.append(top, body);
  frame.setAttribute("class", "scroll");
  frame.setAttribute("tabindex", "0");
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", caption + " – " + name);
  frame.append(made);
  return frame;
}

function stateOf(entry, entries, day) {
  const reveal = entries.find((one) => one.kind === "reveal" && one.list === entry.list);
  if (!reveal) return entry.rules.reveal_by < day ? words("overdue") : words("sealed");
  const late = entry.rules.reveal_by < reveal.time.slice(0, 10) ? ", " + words("late") : "";
  return words("revealed") + " " + reveal.time.slice(0, 10) + late;
}

function counted(entries, day) {
  const lists = entries.filter((entry) => entry.kind === "commitment");
  const revealed = entries.length - lists.length;
  const overdue = lists.filter((entry) => stateOf(entry, entries, day) === words("overdue")).length;
  return revealed + " / " + lists.length + " " + words("revealed") + ", " + overdue + " " + words("overdue");
}

function shown(name, found, day) {
  const part = element("article", undefined, { class: "holds" }), newest = found.entries[found.entries.length - 1];
  part.append(element("h2", "✓ " + name + " – " + words(HOLDS[found.kind])));
  const pairs = [];
  if (found.kind !== "log") {
    pairs.push([words("list"), newest.title + " (" + newest.list + ")"], [words("picks"), newest.picks]);
    pairs.push([words("committed"), newest.time.replace("T", " ").replace("Z", " UTC")], [words("reveal_by"), newest.rules.reveal_by]);
    pairs.push([words("universe"), newest.rules.universe || ""]);
  }
  if (found.kind === "log") pairs.push([words("state"), counted(found.entries, day)]);
  pairs.push([words("entry"), newest.number], [words("key"), newest.key], [words("head"), found.head]);
  part.append(definitions(pairs));
  if (found.picks.length) {
    const rows = found.picks.map((pick) => pick.row);
    const columns = COLUMNS.filter((key) => rows.some((row) => row[key]));
    const cells = rows.map((row) => columns.map((key) => row[key] || "")), order = new Map();
    for (const line of cells) order.set(line, line.join("\n"));
    cells.sort((a, b) => (order.get(a) < order.get(b) ? -1 : 1));
    part.append(table(name, words("rows"), columns.map((key) => words("column_" + key)), cells));
  }
  if (found.kind === "log") {
    const lists = found.entries.filter((entry) => entry.kind === "commitment");
    const headings = ["number", "list", "committed", "picks", "reveal_by", "state"].map(words);
    part.append(table(name, words("lists"), headings, lists.map((entry) => [
      entry.number, entry.list, entry.time.slice(0, 10), entry.picks, entry.rules.reveal_by,
      stateOf(entry, found.entries, day),
    ])));
  }
  return part;
}

function refused(name, error) {
  const part = element("article", undefined, { class: "refused" });
  part.append(element("h2", "✗ " + name + " – " + words("refused")));
  const got = error instanceof Refused ? error.got : String(error);
  const expected = error instanceof Refused ? error.expected : FORMAT;
  // What cannot be seen, or would turn what follows round, is told by its number.
  const seen = (text) => String(text).slice(0, 300).replace(new RegExp(UNSEEN.source, "gu"),
    (letter) => "U+" + letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0"));
  part.append(definitions([[words("got"), seen(got)], [words("expected"), seen(expected)]]));
  return part;
}

function passedOver(names) {
  const part = element("article");
  part.append(element("h2", words("passed_over")), element("p", names.join(", ")), element("p", words("stamps")));
  return part;
}

async function run() {
  const documents = files.filter((file) => file.name.endsWith(".json"));
  const others = files.filter((file) => !documents.includes(file)).map((file) => file.name);
  const parts = [], found = [], day = byId("date").value || new Date().toISOString().slice(0, 10);
  const known = (id) => byId(id).value.trim().toLowerCase() || null;
  let bad = 0;
  for (const file of documents) {
    try {
      const one = await check(new Uint8Array(await file.arrayBuffer()));
      one.head = await headOf(one.entries[one.entries.length - 1]);
      found.push(one);
      parts.push(shown(file.name, one, day));
    } catch (error) {
      bad += 1;
      parts.push(refused(file.name, error));
    }
  }
  try {
    if (found.length) await together(found, known("key"), known("head"));
  } catch (error) {
    bad += 1;
    parts.push(refused(words("together"), error));
  }
  if (others.length) parts.push(passedOver(others));
  byId("results").replaceChildren(...parts);
  byId("verdict").textContent = documents.length ? (bad ? words("some_refused") : words("all_hold")) : "";
  byId("verdict").setAttribute("class", bad ? "refused" : "holds");
  byId("results").dataset.done = String(Number(byId("results").dataset.done || 0) + 1);
}

byId("files").addEventListener("change", (event) => { files = [...event.target.files]; run(); });
for (const id of ["key", "head", "date"]) byId(id).addEventListener("change", run);
for (const one of document.querySelectorAll("[data-language]")) {
  one.addEventListener("click", () => speak(one.dataset.language));
}
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => { event.preventDefault(); files = [...event.dataTransfer.files]; run(); });
byId("unable").hidden = Boolean(globalThis.crypto && crypto.subtle);
speak(language);
