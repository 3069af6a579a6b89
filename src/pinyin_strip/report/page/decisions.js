// What was decided: kept by the browser for files with these bytes, undone, downloaded, loaded back.
const FORMAT = "pinyin-strip decisions", VERSION = 2;
const decisions = new Map(); // finding → what is done about it: { action: "replace", "remove" or "leave", parts }
const LEAVE = { action: "leave", parts: [] };
const undone = []; // what can be undone, the last one last: { words, before: [[finding, its decision before]], current }
let downloaded = true, kept = true;

function stateOf(id) {
  const decision = decisions.get(id);
  return decision ? (decision.action === "leave" ? "rejected" : "accepted") : "open";
}
const alikeDecision = (one, other) => one && other && one.action === other.action && JSON.stringify(one.parts) === JSON.stringify(other.parts);
const decisionOf = ([action, , parts]) => ({ action, parts });

// A decision belongs to a finding by what does not change while the bytes of the file stay the same.
const identity = (file, text, start, end, code) => [file, text, start, end, code].join(" ");
const byIdentity = new Map(findings.map((one) => [identity(one.file, one.text, one.start, one.end, one.code), one.id]));
const isDecision = (one) => one && ["replace", "remove", "leave"].includes(one.action) && Array.isArray(one.parts) &&
  one.parts.every((part) => Array.isArray(part) && part.length === 3 && part.slice(0, 2).every(Number.isInteger) && typeof part[2] === "string");
const byFile = data.files.map(() => []);
for (const one of findings) byFile[one.file].push(one.id);

// The decisions about a file, or about all files that have any.
const decidedIn = (file) => byFile[file].filter((id) => decisions.has(id));
function decisionFile() {
  const files = data.files.map(([path, sha256, , reading], file) => ({
    path, sha256, reading, decisions: decidedIn(file).map((id) => {
      const { text, code, start, end, base, given } = findings[id], { action, parts } = decisions.get(id);
      return { text, code, start, end, base, given, action, parts };
    }),
  }));
  return { format: FORMAT, version: VERSION, files: files.filter((file) => file.decisions.length) };
}

// Give findings decisions, null for none; return what was there before.
function put(changes) {
  const before = changes.map(([id]) => [id, decisions.get(id) ?? null]);
  for (const [id, decision] of changes) if (decision) decisions.set(id, decision); else decisions.delete(id);
  downloaded = false;
  kept = true;
  for (const file of new Set(changes.map(([id]) => findings[id].file))) keep(file);
  return before;
}

const STORED = ["text", "start", "end", "code", "action", "parts"];
const keyOf = (file) => `${FORMAT} ${data.files[file][1]} ${data.files[file][0]}`;

function keep(file) {
  try {
    const rows = decidedIn(file).map((id) => { const row = { ...findings[id], ...decisions.get(id) }; return STORED.map((name) => row[name]); });
    if (rows.length) localStorage.setItem(keyOf(file), JSON.stringify(rows)); else localStorage.removeItem(keyOf(file));
  } catch { kept = false; } // not allowed here, or full
}

// Read back what the browser has kept about a file.
function recall(file) {
  let rows = [];
  try { rows = JSON.parse(localStorage.getItem(keyOf(file)) ?? "[]"); } catch { kept = false; }
  for (const id of byFile[file]) decisions.delete(id);
  for (const [id, decision] of matching(file, Array.isArray(rows) ? rows.filter(Array.isArray).map((row) => named(STORED, row)) : [])) decisions.set(id, decision);
}

// Those of some decisions about a file that are about findings of this page.
function matching(file, listed) {
  return listed.filter(isDecision).map(({ text, start, end, code, action, parts }) => [byIdentity.get(identity(file, text, start, end, code)), { action, parts }])
    .filter(([id]) => id !== undefined);
}

// The text of a file of decisions → [changes, what could not be loaded]. Throws an error that says what is wrong with it.
function readDecisions(text) {
  let written;
  try { written = JSON.parse(text); } catch { throw new Error("it is not JSON, so it is no file of decisions that a report has written"); }
  if (written?.format !== FORMAT || !Array.isArray(written.files)) throw new Error("it is no file of decisions that a report has written");
  if (written.version !== VERSION) throw new Error(`it holds decisions of version ${written.version}, and this report reads version ${VERSION} only; decide again in this report`);
  const changes = [], refused = [];
  for (const one of written.files) {
    const listed = Array.isArray(one?.decisions) ? one.decisions : [];
    const same = data.files.map((file, at) => at).filter((at) => data.files[at][1] === one?.sha256);
    const file = same.find((at) => data.files[at][0] === one.path) ?? same[0];
    if (file === undefined) {
      const known = data.files.some(([path]) => path === one?.path);
      refused.push(`${one?.path}: ${known ? "its content is not what these decisions were made about" : "not a file of this report"}; its ${counted(listed.length, "decision")} not loaded`);
      continue;
    }
    const found = matching(file, listed);
    changes.push(...found);
    if (found.length < listed.length) refused.push(`${data.files[file][0]}: ${counted(listed.length - found.length, "decision")} about nothing that this report has found; not loaded`);
  }
  return [changes, refused];
}

function counted(number, what) { return `${number} ${what}${number === 1 ? "" : "s"}`; }

function download() {
  const blob = new Blob([JSON.stringify(decisionFile(), null, 1)], { type: "application/json" });
  const link = make("a", { href: URL.createObjectURL(blob), download: "decisions.json" });
  document.body.append(link);
  link.click();
  link.remove();
  downloaded = true;
}

for (const file of data.files.keys()) recall(file);
downloaded = decisions.size === 0;
