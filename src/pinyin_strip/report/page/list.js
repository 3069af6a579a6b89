// The list: findings that are alike stand in one group, the most frequent first, or each for itself in the order of the text.
const LIST_PART = 50, MEMBERS = 20; // groups in a part of the list; findings of the open group that are listed
const at = (id) => document.getElementById(id);
const state = { file: 0, page: 0, view: "ruby", current: -1, part: 0, shown: findings, groups: [], groupOf: new Map() };

// Alike: the same hanzi, the same reading given and expected, seen by the same rule.
const alike = (one) => [one.base, one.given, one.code, ...one.expected].join("\n");

function filter() {
  const [rule, verdict, file, base, status] = ["rule", "verdict", "file", "base", "state"].map((name) => at(`by-${name}`).value.trim());
  const chosen = findings.filter((one) =>
    (!rule || one.code === rule) && (!verdict || one.verdict === Number(verdict)) && (!file || one.file === Number(file)) &&
    (!base || one.base.includes(base) || one.given.includes(base)) && (!status || stateOf(one.id) === status));
  const groups = new Map();
  for (const one of chosen) if (groups.has(alike(one))) groups.get(alike(one)).push(one); else groups.set(alike(one), [one]);
  state.groupOf = groups;
  const ordered = [...groups.values()].sort((one, other) => other.length - one.length || one[0].id - other[0].id);
  state.groups = at("order").value === "text" ? chosen.map((one) => [one]) : ordered;
  state.shown = state.groups.flat();
  state.part = 0;
  showList();
}

// Every finding shown that is like this one, itself included.
const groupOf = (one) => state.groupOf.get(alike(one)) ?? [one];

function showList() {
  const { shown, groups } = state, parts = Math.max(1, Math.ceil(groups.length / LIST_PART));
  state.part = Math.max(0, Math.min(state.part, parts - 1));
  const from = state.part * LIST_PART, some = shown.length < findings.length ? `${shown.length} of ${findings.length}` : `${shown.length}`;
  at("list").replaceChildren(...groups.slice(from, from + LIST_PART).map(groupItem));
  at("count").textContent = `${some} ${findings.length === 1 ? "finding" : "findings"}${groups.length < shown.length ? ` in ${counted(groups.length, "group")}` : ""}`;
  at("list-part").textContent = `${groups.length ? from + 1 : 0}–${Math.min(from + LIST_PART, groups.length)} of ${groups.length}`;
  at("list-parts").hidden = parts === 1;
  at("list-before").disabled = state.part === 0;
  at("list-after").disabled = state.part >= parts - 1;
  at("accept-safe").disabled = !shown.some(isSafe);
}

const isSafe = (one) => stateOf(one.id) === "open" && one.fixable && (data.rules[one.code] || [])[1] === "safe";
const doneTo = (one) => ({ open: "", accepted: " ✔ accepted", rejected: " ✘ rejected" })[stateOf(one.id)];
const wantedOf = (one) => (one.expected.length ? ` → ${one.expected.join(", ")}` : "");

function titleOf(one, ...more) {
  return [make("span", { className: `sign v${one.verdict}`, "aria-hidden": "true" }, sign(one.verdict)),
    make("span", {}, make("span", { lang: "zh" }, `${one.base} ${one.given}`), wantedOf(one), ...more)];
}

function groupItem(group) {
  const [one] = group;
  if (group.length === 1) return make("li", {}, findingButton(one, ...titleOf(one, doneTo(one), make("small", {}, `${ruleOf(one)} · ${placeOf(one)}`))));
  const open = group.some(({ id }) => id === state.current), decided = group.filter(({ id }) => decisions.has(id)).length;
  const done = decided === group.length ? "all decided" : decided ? `${decided} decided` : "";
  const button = make("button", { type: "button", className: "group", "aria-expanded": String(open) },
    ...titleOf(one, make("b", { className: "times" }, ` ×${group.length}`), make("small", {}, [ruleOf(one), done].filter(Boolean).join(" · "))));
  button.dataset.group = (group.find(({ id }) => !decisions.has(id)) ?? one).id;
  return make("li", {}, button, ...(open ? [membersOf(group)] : []));
}

function membersOf(group) {
  const place = group.findIndex(({ id }) => id === state.current), from = Math.max(0, Math.min(place - MEMBERS / 2, group.length - MEMBERS));
  const to = Math.min(group.length, from + MEMBERS);
  const rest = (number, where) => (number > 0 ? [make("li", { className: "rest" }, `${number} more ${where}`)] : []);
  return make("ol", { className: "members" }, ...rest(from, "before"),
    ...group.slice(from, to).map((one) => make("li", {}, findingButton(one, make("span", {}, placeOf(one), doneTo(one))))), ...rest(group.length - to, "after"));
}

function findingButton(one, ...content) {
  const button = make("button", { type: "button" }, ...content);
  button.dataset.id = one.id;
  if (one.id === state.current) button.setAttribute("aria-current", "true");
  return button;
}

// A finding on paper, where nothing can be opened.
const lineOf = (one) => make("li", {}, `${fullPlace(one)}: ${one.code} ${detailsOf(one).message}${doneTo(one)}`);
