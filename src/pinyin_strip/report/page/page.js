// What the reader does: pages, keys, the current finding and what is decided about it.
const PRINTED_PAGES = 60;

function showPage() {
  const pages = data.files.length ? data.files[state.file][2] : 0;
  state.page = Math.max(0, Math.min(state.page, pages - 1));
  at("shown").replaceChildren((state.view === "ruby" ? rubyView : bothView)(pages ? sheetOf(state.file, state.page).passages : []));
  at("file").value = state.file;
  at("page").value = state.page + 1;
  at("page").max = at("pages").textContent = Math.max(1, pages);
  at("turn").hidden = pages < 2;
  at("page-before").disabled = state.page === 0;
  at("page-after").disabled = state.page >= pages - 1;
  showMarks();
}

function showMarks() {
  for (const mark of at("shown").querySelectorAll(".mark")) {
    const ids = idsOf(mark), states = new Set(ids.map(stateOf));
    mark.classList.remove("accepted", "rejected");
    if (!states.has("open")) mark.classList.add(states.has("accepted") ? "accepted" : "rejected");
    if (ids.includes(state.current)) mark.setAttribute("aria-current", "true"); else mark.removeAttribute("aria-current");
  }
}
const idsOf = (mark) => mark.dataset.ids.split(" ").map(Number);

function choose(id, { move = true } = {}) {
  const one = findings[id];
  if (!one) return;
  state.current = id;
  const place = state.groups.findIndex((group) => group.includes(one));
  if (place >= 0) state.part = Math.floor(place / LIST_PART);
  if (move && (one.file !== state.file || one.page !== state.page)) {
    Object.assign(state, { file: one.file, page: one.page });
    showPage();
  } else showMarks();
  showList();
  showDetail();
  if (move) at("shown").querySelector('[aria-current="true"]')?.scrollIntoView({ block: "center" });
  const item = at("list").querySelector('[aria-current="true"]'), box = at("browse");
  if (item && box.scrollHeight > box.clientHeight) box.scrollTop = item.offsetTop - (box.clientHeight - item.offsetHeight) / 2;
}

function showDetail() {
  const one = findings[state.current];
  if (!one) return;
  const { message, before, source, after, proposals } = detailsOf(one), now = decisions.get(one.id);
  const choices = proposals.map((proposal) => ["Accept", proposal[1], decisionOf(proposal)]);
  if (now && now.action !== "leave" && !choices.some(([, , decision]) => alikeDecision(decision, now))) {
    choices.push(["Accept", `write ${now.parts.map((part) => part[2]).join(" ")}, as loaded`, now, true]);
  }
  choices.push(["Reject", LEAVE_IT, LEAVE]);
  const focused = document.activeElement?.dataset?.choice;
  at("detail").replaceChildren(
    make("div", { className: "about", role: "group", "aria-label": "What was found" },
      make("div", { className: "head" }, make("h2", {}, make("span", { lang: "zh" }, `${one.base} ${one.given}`)), make("p", {}, make("span", { className: `sign v${one.verdict}` }, sign(one.verdict)), ` ${data.legend[one.verdict][0]}`, one.expected.length ? `, expected ${one.expected.join(", ")}` : "")),
      make("p", { className: "context" }, make("span", { lang: "zh" }, `…${before}`, make("b", {}, source), `${after}…`), " ", make("small", {}, placeOf(one))),
      make("p", {}, make("a", { href: `#rule-${one.code}` }, ruleOf(one)), ` ${message}`)),
    make("div", { className: "do" }, ...choices.map((choice, number) => choiceOf(one, choice, number))));
  if (focused) at("detail").querySelector(`[data-choice="${focused}"]`)?.focus();
  fitPanel();
}

// On a small screen the panel lies over the lower end of the page, which must not hide what is looked at.
function fitPanel() { document.documentElement.style.setProperty("--panel-height", `${at("panel").offsetHeight}px`); }

// One choice: for this finding, and beside it for every one that is like it.
function choiceOf(one, [verb, words, decision, alone = false], number) {
  const chosen = alikeDecision(decisions.get(one.id), decision), targets = openAlike(one).length, label = `${verb}: ${words}`;
  const single = make("button", { type: "button", "aria-pressed": String(Boolean(chosen)) }, label);
  single.dataset.choice = `one ${number}`;
  single.addEventListener("click", () => decideOne(one, chosen ? null : decision, words));
  if (targets < 2 || alone) return make("span", { className: "choice" }, single);
  const all = make("button", { type: "button", "aria-label": `${label}, for all ${targets} alike` }, `all ${targets}`);
  all.dataset.choice = `all ${number}`;
  all.addEventListener("click", () => decideAlike(one, decision, words));
  return make("span", { className: "choice" }, single, all);
}

// This finding and those like it that are still open: what was decided one by one stays as it is.
const openAlike = (one) => groupOf(one).filter(({ id }) => id === one.id || !decisions.has(id));

const LEAVE_IT = "leave it";
const decideOne = (one, decision, words) => decide([[one.id, decision]], `${one.base} ${one.given}: ${decision ? words : "undecided"}`);

function decideAlike(one, decision, words) {
  const targets = openAlike(one);
  const changes = targets.map((other) => [other.id, other.id === one.id || decision === LEAVE ? decision : sameFor(other, decision.action, words)]);
  const possible = changes.filter(([, found]) => found), left = targets.length - possible.length;
  decide(possible, `${one.base} ${one.given}: ${words}, all ${possible.length}${left ? `; not the other ${left}, where that cannot be done` : ""}`);
}

function sameFor(one, action, words) {
  const found = detailsOf(one).proposals.find((proposal) => proposal[0] === action && proposal[1] === words);
  return found && decisionOf(found);
}

function decide(changes, words) {
  if (!changes.length) return;
  undone.push({ words, before: put(changes), current: state.current });
  showDecided(words);
}

function undo() {
  const last = undone.pop();
  if (!last) return;
  put(last.before);
  showDecided(`Undone: ${last.words}`);
  if (last.current !== state.current) choose(last.current);
}

function showDecided(words = "") {
  at("decided").textContent = decisions.size;
  at("download").disabled = at("clear").disabled = decisions.size === 0;
  at("undo").disabled = undone.length === 0;
  at("kept").textContent = kept ? "kept in this browser" : "not kept: this browser stores nothing for this page, so download them before you leave";
  at("kept").hidden = kept && !decisions.size;
  at("kept").classList.toggle("warning", !kept);
  at("said").textContent = words;
  showMarks();
  showList();
  showDetail();
}

function step(by) {
  if (!state.shown.length) return;
  const place = state.shown.findIndex((one) => one.id === state.current);
  const next = place < 0 ? (by > 0 ? 0 : state.shown.length - 1) : Math.max(0, Math.min(place + by, state.shown.length - 1));
  choose(state.shown[next].id);
}

// After a decision by key: on to the next finding that is open, from the end of the list to its beginning.
function goOn() {
  const place = state.shown.findIndex((one) => one.id === state.current), isOpen = (one) => !decisions.has(one.id);
  const next = state.shown.slice(place + 1).find(isOpen) ?? state.shown.find(isOpen);
  if (next) choose(next.id);
  else at("said").textContent += ". Every finding shown is decided.";
}

async function load(input) {
  const [file] = input.files;
  if (!file) return;
  const told = [];
  try {
    const [changes, refused] = readDecisions(await file.text());
    decide(changes, `${counted(changes.length, "decision")} loaded`);
    told.push(`${file.name}: ${counted(changes.length, "decision")} loaded`, ...refused);
  } catch (error) {
    told.push(`${file.name}: nothing was loaded, because ${error.message}`);
  }
  at("loaded").replaceChildren(...told.map((line) => make("p", {}, line)));
  input.value = "";
}

// What is known of a mark, beside it: it stays while the pointer or the focus is in it, so that its link can be followed.
const card = at("card");
let leaving = 0;
const stay = () => clearTimeout(leaving);
const leave = () => { stay(); leaving = setTimeout(() => { card.hidden = true; }, 250); };

function showCard(mark) {
  if (!matchMedia("(hover: hover)").matches && !mark.matches(":focus-visible")) return; // a tap opens the panel instead
  const box = mark.getBoundingClientRect();
  stay();
  card.replaceChildren(...idsOf(mark).flatMap((id) => {
    const one = findings[id];
    return [make("p", {}, make("b", {}, `given ${one.given}`), one.expected.length ? `, expected ${one.expected.join(", ")}` : ""),
      make("p", {}, make("a", { href: `#rule-${one.code}` }, ruleOf(one)), ` ${detailsOf(one).message}`)];
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
at("shown").addEventListener("click", (event) => onMark(event, (mark) => { // again: its next finding
  const ids = idsOf(mark);
  choose(ids[(ids.indexOf(state.current) + 1) % ids.length], { move: false });
  mark.scrollIntoView({ block: "nearest" });
}));
at("list").addEventListener("click", (event) => {
  const { id, group } = event.target.closest("button")?.dataset ?? {};
  if (id === undefined && group === undefined) return;
  choose(Number(id ?? group));
  at("list").querySelector('[aria-current="true"]')?.focus({ preventScroll: true });
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
at("accept-safe").addEventListener("click", () => {
  const safe = state.shown.filter(isSafe);
  decide(safe.map((one) => [one.id, decisionOf(detailsOf(one).proposals[0])]), `${counted(safe.length, "safe one")} accepted`);
});
at("before").addEventListener("click", () => step(-1));
at("after").addEventListener("click", () => step(1));
at("undo").addEventListener("click", undo);
at("download").addEventListener("click", download);
at("load").addEventListener("change", (event) => load(event.target));
at("clear").addEventListener("click", () => decide([...decisions.keys()].map((id) => [id, null]), `${counted(decisions.size, "decision")} cleared`));

const accepted = (one) => detailsOf(one).proposals[0];
const removed = (one) => detailsOf(one).proposals.find(([action]) => action === "remove");
function byKey(one, proposal, all) {
  if (!proposal) { at("said").textContent = "Nothing to accept here."; return; }
  const decision = proposal === LEAVE ? LEAVE : decisionOf(proposal), words = proposal === LEAVE ? LEAVE_IT : proposal[1];
  (all ? decideAlike : decideOne)(one, decision, words);
  goOn();
}
const KEYS = {
  n: () => step(1),
  p: () => step(-1),
  u: undo,
  a: (one, all) => byKey(one, accepted(one), all),
  x: (one, all) => byKey(one, removed(one), all),
  r: (one, all) => byKey(one, LEAVE, all),
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") card.hidden = true;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  const key = event.key.toLowerCase();
  if (!at("keys").checked || typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, key)) return;
  const one = findings[state.current];
  if (!one && "axr".includes(key)) return;
  KEYS[key](one, event.shiftKey);
  event.preventDefault();
});
addEventListener("beforeunload", (event) => { if (!downloaded && !kept) event.preventDefault(); });
addEventListener("storage", (event) => { // another window shows the same file
  const file = data.files.findIndex((one, number) => keyOf(number) === event.key);
  if (file < 0) return;
  recall(file);
  showDecided("Taken over from another window");
});
const legend = document.querySelector(".legend");
let legendWasOpen = false;
addEventListener("beforeprint", () => {
  legendWasOpen = legend.open;
  legend.open = true;
  const pages = data.files.flatMap(([name, , count], file) => Array.from({ length: count }, (_, page) => [name, file, page]));
  const wanted = pages.length <= PRINTED_PAGES ? pages : pages.filter(([, file, page]) => file === state.file && page === state.page);
  const texts = wanted.flatMap(([name, file, page]) => [...(page && wanted.length > 1 ? [] : [make("h2", {}, name)]), rubyView(sheetOf(file, page).passages)]);
  const listed = findings.filter((one) => wanted.some(([, file, page]) => one.file === file && one.page === page));
  at("printed").replaceChildren(...texts, make("h2", {}, "Findings"), make("ol", {}, ...listed.map(lineOf)));
});
addEventListener("afterprint", () => { at("printed").replaceChildren(); legend.open = legendWasOpen; });
new ResizeObserver(fitPanel).observe(at("panel"));
showPage();
filter();
showDecided();
