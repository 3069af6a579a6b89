"use strict";
// Runs of the source → elements. Everything that comes from a text is set as text, never as markup.
const make = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value; else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
};

const data = JSON.parse(document.getElementById("data").textContent);
const ROW = ["code", "file", "page", "line", "column", "verdict", "base", "given", "expected", "fixable"];
const DETAILS = ["message", "before", "after", "start", "end", "proposals"];
const named = (names, row) => Object.fromEntries(names.map((name, at) => [name, row[at]]));
const findings = data.findings.map((row, id) => Object.assign(named(ROW, row), { id }));

// A page of text is read when it is first turned to, so that a long text does not keep anybody waiting.
const sheets = [...document.querySelectorAll("script.sheet")];
let sheetsBefore = 0;
const firstSheet = data.files.map(([, , count]) => (sheetsBefore += count) - count);
const read = new Map();
function sheetOf(file, page) {
  const number = firstSheet[file] + page;
  if (!read.has(number)) read.set(number, sheets[number] ? JSON.parse(sheets[number].textContent) : { runs: [], details: {} });
  return read.get(number);
}
const detailsOf = (one) => named(DETAILS, sheetOf(one.file, one.page).details[one.id]);
const sign = (verdict) => data.legend[verdict][1];

function rubyOf(text, reading) {
  return make("ruby", {}, text, make("rp", {}, "("), make("rt", {}, reading), make("rp", {}, ")"));
}

function describe(finding) {
  const wanted = finding.expected.length ? `, expected ${finding.expected.join(" or ")}` : "";
  return `${finding.base} ${finding.given}${wanted}: ${finding.code} ${(data.rules[finding.code] || [""])[0]}`;
}

function markOf(content, verdict, ids) {
  const label = ids.map((id) => describe(findings[id])).join("; ");
  const mark = make("button", { type: "button", className: `mark v${verdict}`, "aria-label": label }, content,
    make("span", { className: "sign", "aria-hidden": "true" }, sign(verdict)));
  mark.dataset.ids = ids.join(" ");
  return mark;
}

function whole(run) {
  if (typeof run === "string") return { kind: "", text: run, ids: [] };
  const [kind, text, verdict, ids, reading] = run.length === 1 ? ["g", run[0], 0, [], ""] : run.length === 2 ? ["b", run[0], 0, [], run[1]] : run;
  return { kind, text, verdict, ids, parts: [[text, reading]] };
}

// Neighbouring hanzi of one gloss share one mark, so that a word is one stop of the tab key.
function joined(runs) {
  const out = [];
  for (const run of runs.map(whole)) {
    const last = out[out.length - 1];
    if (last && run.kind === "b" && last.kind === "b" && run.ids.length && last.ids.join() === run.ids.join()) last.parts.push(...run.parts);
    else out.push(run);
  }
  return out;
}

function rubyView(runs) {
  const view = make("div", { className: "ruby" });
  for (const run of joined(runs)) {
    if (!run.kind) view.append(run.text);
    else if (run.kind === "r") view.append(markOf(make("ins", {}, run.parts[0][1]), run.verdict, run.ids));
    else if (run.kind === "b") {
      const ruby = run.parts.map(([text, reading]) => rubyOf(text, reading));
      view.append(run.ids.length ? markOf(make("span", {}, ...ruby), run.verdict, run.ids) : make("span", { className: `v${run.verdict}` }, ...ruby));
    } else if (run.kind === "k") view.append(markOf(run.text, run.verdict, run.ids));
  }
  return view;
}

function bothView(runs) {
  const source = make("div"), clean = make("div");
  for (const run of joined(runs)) {
    const text = run.kind ? run.parts.map(([part]) => part).join("") : run.text;
    if (run.kind === "r") {
      source.append(markOf(make("del", {}, text), run.verdict, run.ids));
      clean.append(make("ins", {}, run.parts[0][1]));
    } else if (run.kind === "g") source.append(run.ids.length ? markOf(make("del", {}, text), run.verdict, run.ids) : make("del", {}, text));
    else {
      source.append(run.kind === "k" ? markOf(text, run.verdict, run.ids) : text);
      clean.append(text);
    }
  }
  const column = (title, body) => make("section", { "aria-label": title }, make("h3", {}, title), body);
  const both = make("div", { className: "both" }, column("Source", source), column("Clean", clean));
  source.className = clean.className = "ruby";
  return both;
}
