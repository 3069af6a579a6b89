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
const ROW = ["code", "file", "page", "text", "start", "end", "place", "verdict", "base", "given", "expected", "fixable"];
const DETAILS = ["message", "before", "source", "after", "proposals"];
const named = (names, row) => Object.fromEntries(names.map((name, at) => [name, row[at]]));
const findings = data.findings.map((row, id) => Object.assign(named(ROW, row), { id }));

// A page of text is read when it is first turned to, so that a long text does not keep anybody waiting.
const sheets = [...document.querySelectorAll("script.sheet")];
let sheetsBefore = 0;
const firstSheet = data.files.map(([, , count]) => (sheetsBefore += count) - count);
const read = new Map();
function sheetOf(file, page) {
  const number = firstSheet[file] + page;
  if (!read.has(number)) read.set(number, sheets[number] ? JSON.parse(sheets[number].textContent) : { passages: [], details: {} });
  return read.get(number);
}
const detailsOf = (one) => named(DETAILS, sheetOf(one.file, one.page).details[one.id]);
const sign = (verdict) => data.legend[verdict][1];
const ruleOf = (one) => `${one.code} ${(data.rules[one.code] || [""])[0]}`;
const fullPlace = (one) => `${data.files[one.file][0]}:${one.place}`;
const placeOf = (one) => (data.files.length > 1 ? `${data.files[one.file][0]} · ${one.place}` : one.place);

function rubyOf(text, reading) {
  return make("ruby", {}, text, make("rp", {}, "("), make("rt", {}, reading), make("rp", {}, ")"));
}

function describe(finding) {
  const wanted = finding.expected.length ? `, expected ${finding.expected.join(" or ")}` : "";
  return `${finding.base} ${finding.given}${wanted}: ${ruleOf(finding)}`;
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

function rubyOfRuns(runs) {
  const out = [];
  for (const run of joined(runs)) {
    if (!run.kind) out.push(run.text);
    else if (run.kind === "r") out.push(markOf(make("ins", {}, run.parts[0][1]), run.verdict, run.ids));
    else if (run.kind === "b") {
      const ruby = run.parts.map(([text, reading]) => rubyOf(text, reading));
      out.push(run.ids.length ? markOf(make("span", {}, ...ruby), run.verdict, run.ids) : make("span", { className: `v${run.verdict}` }, ...ruby));
    } else if (run.kind === "k") out.push(markOf(run.text, run.verdict, run.ids));
  }
  return out;
}

function sourceOfRuns(runs) {
  return joined(runs).map((run) => {
    const text = run.kind ? run.parts.map(([part]) => part).join("") : run.text;
    const shown = run.kind === "r" || run.kind === "g" ? make("del", {}, text) : text;
    return run.ids.length && run.kind !== "b" ? markOf(shown, run.verdict, run.ids) : shown;
  });
}

function cleanOfRuns(runs) {
  return runs.map(whole).filter(({ kind }) => kind !== "g")
    .map((run) => (run.kind === "r" ? make("ins", {}, run.parts[0][1]) : run.text));
}

// Labels of neighbours mostly begin alike: what is new in one is enough beside its text, the rest is in its title.
function shortened(label, before) {
  const parts = label.split(/(?<=, | > )/), others = before.split(/(?<=, | > )/);
  const same = parts.findIndex((part, at) => part !== others[at]);
  return parts.slice(same < 0 ? -1 : same).join("");
}

function passagesOf(passages, cellsOf) {
  const labelled = passages.some(([label]) => label);
  return passages.map(([label, runs], at) => {
    const short = shortened(label, at ? passages[at - 1][0] : ""), begins = short === label ? " begins" : "";
    const place = make("div", { className: "place", title: label, lang: "en" }, short);
    return make("div", { className: labelled ? `passage labelled${begins}` : "passage" }, ...(labelled ? [place] : []), ...cellsOf(runs));
  });
}

function rubyView(passages) {
  return make("div", { className: "view" }, ...passagesOf(passages, (runs) => [make("div", { className: "ruby" }, ...rubyOfRuns(runs))]));
}

function bothView(passages) {
  const titles = make("div", { className: passages.some(([label]) => label) ? "passage labelled titles" : "passage titles" }, make("h3", {}, "Source"), make("h3", {}, "Clean"));
  return make("div", { className: "view both" }, titles, ...passagesOf(passages, (runs) => [
    make("div", { className: "ruby source" }, ...sourceOfRuns(runs)), make("div", { className: "ruby clean" }, ...cleanOfRuns(runs))]));
}
