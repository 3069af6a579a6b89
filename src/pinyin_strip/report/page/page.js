// What the reader does: pages, filters, keys, decisions.
const at = (id) => document.getElementById(id);
const LIST_PART = 50, PRINTED_PAGES = 60;
const state = { file: 0, page: 0, view: "ruby", current: -1, part: 0, shown: findings };
const decisions = new Map(); // finding → number of the accepted proposal, or -1 for rejected
let downloaded = true;

function stateOf(id) {
  if (!decisions.has(id)) return "open";
  return decisions.get(id) < 0 ? "rejected" : "accepted";
}

function showPage() {
  const pages = data.files.length ? data.files[state.file][2] : 0;
  state.page = Math.max(0, Math.min(state.page, pages - 1));
  at("shown").replaceChildren((state.view === "ruby" ? rubyView : bothView)(pages ? sheetOf(state.file, state.page).runs : []));
  at("file").value = state.file;
  at("page").value = state.page + 1;
  at("page").max = at("pages").textContent = Math.max(1, pages);
  at("page-before").disabled = state.page === 0;
  at("page-after").disabled = state.page >= pages - 1;
  showDecisions();
}

function showDecisions() {
  for (const mark of at("shown").querySelectorAll(".mark")) {
    const ids = mark.dataset.ids.split(" ").map(Number);
    mark.classList.remove("accepted", "rejected");
    const states = new Set(ids.map(stateOf));
    if (!states.has("open")) mark.classList.add(states.has("accepted") ? "accepted" : "rejected");
    if (ids.includes(state.current)) mark.setAttribute("aria-current", "true"); else mark.removeAttribute("aria-current");
  }
}

function filter() {
  const [rule, verdict, file, base, status] = ["rule", "verdict", "file", "base", "state"].map((name) => at(`by-${name}`).value.trim());
  state.shown = findings.filter((one) =>
    (!rule || one.code === rule) && (!verdict || one.verdict === Number(verdict)) && (!file || one.file === Number(file)) &&
    (!base || one.base.includes(base) || one.given.includes(base)) && (!status || stateOf(one.id) === status));
  state.part = 0;
  showList();
}

function showList() {
  const { shown } = state, parts = Math.max(1, Math.ceil(shown.length / LIST_PART));
  state.part = Math.max(0, Math.min(state.part, parts - 1));
  const from = state.part * LIST_PART;
  at("list").replaceChildren(...shown.slice(from, from + LIST_PART).map(itemOf));
  at("count").textContent = `${shown.length} of ${findings.length} findings`;
  at("list-part").textContent = `${shown.length ? from + 1 : 0}–${Math.min(from + LIST_PART, shown.length)}`;
  at("list-before").disabled = state.part === 0;
  at("list-after").disabled = state.part >= parts - 1;
  at("accept-safe").disabled = !shown.some(isSafe);
}

const doneTo = (one) => ({ open: "", accepted: " ✔ accepted", rejected: " ✘ rejected" })[stateOf(one.id)];

function itemOf(one) {
  const wanted = one.expected.length ? ` → ${one.expected.join(", ")}` : "";
  const button = make("button", { type: "button" },
    make("span", { className: "sign", "aria-hidden": "true" }, sign(one.verdict)),
    make("span", {}, make("span", { lang: "zh" }, `${one.base} ${one.given}`), `${wanted}${doneTo(one)}`,
      make("small", {}, `${one.code} ${data.legend[one.verdict][0]} · ${data.files[one.file][0]}:${one.line}`)));
  button.dataset.id = one.id;
  if (one.id === state.current) button.setAttribute("aria-current", "true");
  return make("li", {}, button);
}

// A finding on paper, where nothing can be opened.
function lineOf(one) {
  return make("li", {}, `${data.files[one.file][0]}:${one.line}:${one.column}: ${one.code} ${detailsOf(one).message}${doneTo(one)}`);
}

function choose(id, { move = true } = {}) {
  const one = findings[id];
  if (!one) return;
  state.current = id;
  const place = state.shown.indexOf(one);
  if (place >= 0) state.part = Math.floor(place / LIST_PART);
  if (move && (one.file !== state.file || one.page !== state.page)) {
    Object.assign(state, { file: one.file, page: one.page });
    showPage();
  } else showDecisions();
  showList();
  showDetail(one);
  if (move) {
    at("shown").querySelector('[aria-current="true"]')?.scrollIntoView({ block: "center" });
    const item = at("list").querySelector('[aria-current="true"]');
    if (item) at("findings").scrollTop = Math.max(at("findings").scrollTop, item.offsetTop + item.offsetHeight - at("findings").clientHeight);
  }
}

function showDetail(one) {
  const { message, before, after, proposals } = detailsOf(one);
  const [name] = data.rules[one.code] || [""];
  const buttons = proposals.map(([action, label], number) => actionButton(`Accept: ${label}`, one.id, number, action));
  buttons.push(actionButton("Reject: leave it", one.id, -1, "leave"));
  const undo = make("button", { type: "button", disabled: !decisions.has(one.id) }, "Undecided again");
  undo.addEventListener("click", () => decide(one.id, null));
  at("detail").replaceChildren(
    make("h2", { lang: "zh" }, `${one.base} ${one.given}`),
    make("p", {}, `${sign(one.verdict)} ${data.legend[one.verdict][0]}`, one.expected.length ? `, expected ${one.expected.join(", ")}` : ""),
    make("p", {}, make("a", { href: `#rule-${one.code}` }, `${one.code} ${name}`), ` ${message}`),
    make("p", {}, make("span", { lang: "zh" }, `…${before}`, make("b", {}, sourceOf(one)), `${after}…`),
      make("br"), make("small", {}, `${data.files[one.file][0]}:${one.line}:${one.column}`)),
    make("div", { className: "do" }, ...buttons, undo));
}

// The reading as it stands in the source, with its brackets where they are known.
const sourceOf = (one) => {
  const pages = [one.page, one.page + 1].filter((page) => page < data.files[one.file][2]);
  const run = pages.flatMap((page) => sheetOf(one.file, page).runs.map(whole)).find(({ kind, ids }) => "gkr".includes(kind || " ") && ids.includes(one.id));
  return run ? run.text : one.given;
};

function actionButton(label, id, number, action) {
  const button = make("button", { type: "button", "aria-pressed": String(decisions.get(id) === number) }, label);
  button.dataset.action = action;
  button.addEventListener("click", () => decide(id, number));
  return button;
}

function decide(id, number) { decideAll([id], number); }

function decideAll(ids, number) {
  for (const id of ids) if (number === null) decisions.delete(id); else decisions.set(id, number);
  downloaded = false;
  at("decided").textContent = decisions.size;
  at("download").disabled = decisions.size === 0;
  const focused = document.activeElement?.dataset?.action;
  showDecisions();
  showList();
  if (ids.includes(state.current)) showDetail(findings[state.current]);
  if (focused) at("detail").querySelector(`[data-action="${focused}"]`)?.focus();
}

const isSafe = (one) => stateOf(one.id) === "open" && one.fixable && (data.rules[one.code] || [])[1] === "safe";

function step(by) {
  if (!state.shown.length) return;
  const place = state.shown.findIndex((one) => one.id === state.current);
  const next = place < 0 ? (by > 0 ? 0 : state.shown.length - 1) : Math.max(0, Math.min(place + by, state.shown.length - 1));
  choose(state.shown[next].id);
}

function decisionFile() {
  const files = data.files.map(([path, sha256]) => ({ path, sha256, decisions: [] }));
  for (const [id, number] of [...decisions].sort(([one], [other]) => one - other)) {
    const { code, base, given, file } = findings[id], { start, end, proposals } = detailsOf(findings[id]);
    const [action, , parts] = number < 0 ? ["leave", "", []] : proposals[number];
    files[file].decisions.push({ code, start, end, base, given, action, parts });
  }
  return { format: "pinyin-strip decisions", version: 1, files: files.filter((file) => file.decisions.length) };
}

function download() {
  const blob = new Blob([JSON.stringify(decisionFile(), null, 1)], { type: "application/json" });
  const link = make("a", { href: URL.createObjectURL(blob), download: "decisions.json" });
  document.body.append(link);
  link.click();
  link.remove();
  downloaded = true;
}

// What is known of a mark, beside it: it stays while the pointer or the focus is in it, so that its link can be followed.
const card = at("card");
let leaving = 0;
const stay = () => clearTimeout(leaving);
const leave = () => { stay(); leaving = setTimeout(() => { card.hidden = true; }, 250); };

function showCard(mark) {
  const ids = mark.dataset.ids.split(" ").map(Number), box = mark.getBoundingClientRect();
  stay();
  card.replaceChildren(...ids.flatMap((id) => {
    const one = findings[id], [name] = data.rules[one.code] || [""];
    return [make("p", {}, make("b", {}, `given ${one.given}`), one.expected.length ? `, expected ${one.expected.join(", ")}` : ""),
      make("p", {}, make("a", { href: `#rule-${one.code}` }, `${one.code} ${name}`), ` ${detailsOf(one).message}`)];
  }));
  mark.after(card); // so that the tab key leads from the mark to the link
  card.hidden = false;
  const left = Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8);
  card.style.left = `${Math.max(8, left) + scrollX}px`;
  card.style.top = `${box.bottom + 3 + scrollY}px`;
}

const onMark = (event, act) => { const mark = event.target.closest?.(".mark"); if (mark) act(mark); };
for (const name of ["mouseover", "focusin"]) {
  at("shown").addEventListener(name, (event) => { if (card.contains(event.target)) stay(); else onMark(event, showCard); });
}
for (const name of ["mouseout", "focusout"]) at("shown").addEventListener(name, leave);
at("shown").addEventListener("click", (event) => onMark(event, (mark) => choose(Number(mark.dataset.ids.split(" ")[0]), { move: false })));
at("list").addEventListener("click", (event) => {
  const id = event.target.closest("button")?.dataset.id;
  if (id === undefined) return;
  choose(Number(id));
  at("list").querySelector('[aria-current="true"]')?.focus();
});
at("file").addEventListener("change", () => { Object.assign(state, { file: Number(at("file").value), page: 0 }); showPage(); });
at("page").addEventListener("change", () => { state.page = Number(at("page").value) - 1 || 0; showPage(); });
at("page-before").addEventListener("click", () => { state.page -= 1; showPage(); });
at("page-after").addEventListener("click", () => { state.page += 1; showPage(); });
at("list-before").addEventListener("click", () => { state.part -= 1; showList(); });
at("list-after").addEventListener("click", () => { state.part += 1; showList(); });
for (const view of ["ruby", "both"]) {
  at(`view-${view}`).addEventListener("click", () => {
    state.view = view;
    for (const name of ["ruby", "both"]) at(`view-${name}`).setAttribute("aria-pressed", String(name === view));
    showPage();
  });
}
at("filters").addEventListener("input", filter);
at("filters").addEventListener("submit", (event) => event.preventDefault());
at("accept-safe").addEventListener("click", () => { decideAll(state.shown.filter(isSafe).map((one) => one.id), 0); });
at("before").addEventListener("click", () => step(-1));
at("after").addEventListener("click", () => step(1));
at("download").addEventListener("click", download);

const propose = (one, number) => { if (detailsOf(one).proposals[number]) decide(one.id, number); };
const KEYS = {
  n: () => step(1),
  p: () => step(-1),
  a: (one) => propose(one, 0),
  x: (one) => propose(one, detailsOf(one).proposals.findIndex(([action]) => action === "remove")),
  r: (one) => decide(one.id, -1),
  u: (one) => decide(one.id, null),
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") card.hidden = true;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (!at("keys").checked || typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
  const one = findings[state.current];
  if (!one && !"np".includes(event.key)) return;
  KEYS[event.key](one);
  event.preventDefault();
});
addEventListener("beforeunload", (event) => { if (!downloaded) event.preventDefault(); });
addEventListener("beforeprint", () => {
  const pages = data.files.flatMap(([name, , count], file) => Array.from({ length: count }, (_, page) => [name, file, page]));
  const wanted = pages.length <= PRINTED_PAGES ? pages : pages.filter(([, file, page]) => file === state.file && page === state.page);
  const texts = wanted.flatMap(([name, file, page]) => [...(page && wanted.length > 1 ? [] : [make("h2", {}, name)]), rubyView(sheetOf(file, page).runs)]);
  const listed = findings.filter((one) => wanted.some(([, file, page]) => one.file === file && one.page === page));
  at("printed").replaceChildren(...texts, make("h2", {}, "Findings"), make("ol", {}, ...listed.map(lineOf)));
});
addEventListener("afterprint", () => at("printed").replaceChildren());
showPage();
filter();
