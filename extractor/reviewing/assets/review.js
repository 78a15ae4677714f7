// The page put together: the state and its history, keys, saving, and what the parts tell one another.

const history = {states: [firstState], at: 0, saved: firstState};
const current = () => history.states[history.at];

const view = new DocumentView((id) => choose(id, {fromDocument: true}));
const list = new TaskList((id) => (list.current === id && !editing ? choose(null) : choose(id)), (what, id) => act(what, id));
let editing = null;
let stretch = null;

const editor = new Editor({
  change: (id, field, value) => become(withField(current(), id, field, value), word("changed_field", {field: word(`field_${field}`)})),
  apply: (what, value) => act(what, editing, value),
  close: () => closeEditing(),
  selected: () => stretch,
});

// A new state, or the announcement that what was asked for cannot be done.
function become(state, told, id, focus = false) {
  if (!state) {
    announce(word("not_possible"));
    return false;
  }
  history.states = [...history.states.slice(0, history.at + 1), state];
  history.at += 1;
  refresh();
  announce(told);
  if (id) choose(id, {focus});
  return true;
}

function refuse(name) {
  announce(word(name));
  return false;
}

function act(what, id, value) {
  const state = current();
  const made = {
    split: () => split(state, id, value),
    merge: () => merge(state, id),
    add: () => add(state, value),
  }[what]?.();
  if (what === "edit") return startEditing(id);
  if (["extent", "add"].includes(what) && isTaken(state, value, id)) return refuse("taken");
  if (["split", "merge", "add"].includes(what)) return made ? become(made.state, word(`told_${what}`), what === "split" ? id : made.id, what === "add") : become(null);
  if (what === "extent") return become(withExtent(state, id, value), word("told_extent"));
  if (what === "deadline") return become(withField(state, id, "deadline", deadlineSelected(value)), word("changed_field", {field: word("field_deadline")}));
  if (what === "drop") {
    const next = list.beside(1)?.id === id ? list.beside(-1)?.id : list.beside(1)?.id;
    stopEditing();
    if (become(drop(state, id), word("told_drop")) && next && next !== id) choose(next, {focus: true});
  }
  if (what === "undrop") become(undrop(state, id), word("told_undrop"), id);
}

// The deadline that the document has in the stretch, with its days; else one of unknown days.
function deadlineSelected(span) {
  const known = plan.deadlines.find((deadline) => same(deadline.span, span)) ?? standingIn(plan.deadlines, span)[0];
  return known ?? {...mentionOf(span), id: null, kind: "by", start: null, end: null, recurrence: null, duration: null, anchor: null, resolved: false};
}

function choose(id, {fromDocument = false, focus = false, tell = fromDocument} = {}) {
  if (editing && editing !== id) stopEditing();
  const task = id ? taskOf(current(), id) : null;
  if (task && !isChosen(task, list.filter)) list.clear();
  list.open(task?.id ?? null);
  view.choose(task);
  if (!task) return;
  if (!fromDocument) view.reveal(task);
  if (tell) announce(word("chosen", {number: task.number ?? "", text: shortened(task.text, 120)}));
  if (focus || fromDocument) list.head(task.id)?.focus({preventScroll: true});
}

function startEditing(id) {
  if (editing === id) return;
  choose(id);
  editing = id;
  editor.show(taskOf(current(), id));
  list.edit(id, editor.form);
  document.body.classList.add("editing");
  if (plan.text && view.view === "pages") announce(word("text_view_hint"));
  editor.form.querySelector("input, textarea, button")?.focus({preventScroll: true});
}

// What cannot be taken is told before it is left out: the form stays open once.
function closeEditing() {
  const fault = [...editor.form.querySelectorAll(".fault")].find((one) => one.textContent && !one.dataset.told);
  if (!fault) return stopEditing();
  fault.dataset.told = "yes";
  fault.textContent += ` ${word("fault_left_out")}`;
  reveal(fault, list.cards);
}

function stopEditing() {
  if (!editing) return;
  const id = editing;
  editing = null;
  document.body.classList.remove("editing");
  list.stopEditing();
  list.arrange();
  list.head(id)?.focus({preventScroll: true});
}

function refresh() {
  const state = current();
  if (editing && !taskOf(state, editing)) stopEditing();
  if (list.current && !taskOf(state, list.current)) list.current = null;
  if (editing) {
    const entry = list.made.get(editing);
    const task = taskOf(state, editing);
    if (entry && entry.task !== task) {
      entry.task = task;
      entry.card.querySelector(".head").replaceWith(list.headOf(task, true));
      entry.card.classList.toggle("corrected", task.corrected);
      editor.show(task);
    }
  }
  list.show(state, warningsFor);
  view.mark(state.tasks);
  const task = list.current ? taskOf(state, list.current) : null;
  view.choose(task);
  showDropped(state);
  showMet(state);
  document.getElementById("undo").disabled = history.at === 0;
  document.getElementById("redo").disabled = history.at === history.states.length - 1;
  document.getElementById("checked").checked = state.checked || isChanged(state);
  document.getElementById("checked").disabled = isChanged(state) || plan.corrected;
  const changes = state.tasks.filter((one) => one.corrected).length + state.dropped.length;
  document.getElementById("changes").textContent = changes ? word("changes", {count: changes}) : "";
}

// Warnings about a task that was corrected or dropped since say so.
function showMet(state) {
  const done = [...state.tasks.filter((task) => task.corrected).flatMap((task) => [task, ...task.originals]), ...state.dropped];
  for (const [index, row] of [...document.querySelectorAll("#warnings li")].entries()) {
    const {span} = plan.warnings[index];
    const met = span !== null && span.start < span.end && done.some((task) => within(span, task.span));
    row.classList.toggle("met", met);
    row.querySelector(".sign").textContent = met ? ` (${word("corrected")})` : "";
  }
}

function showDropped(state) {
  const box = document.getElementById("dropped");
  box.hidden = state.dropped.length === 0;
  box.querySelector("summary").textContent = word("dropped", {count: state.dropped.length});
  box.querySelector("ul").replaceChildren(...state.dropped.map((task) => element("li", {}, element("span", {lang: "vi"}, task.text), button("undrop", () => act("undrop", task.id)))));
}

function move(step) {
  if (history.states[history.at + step]) {
    history.at += step;
    refresh();
    announce(word(step < 0 ? "told_undo" : "told_redo"));
  }
}

function warningsFor(task) {
  return plan.warnings.flatMap((warning, index) => (warning.span && within(warning.span, task.span) && warning.span.start < warning.span.end ? [told.warnings[index]] : []));
}

function showWarnings() {
  const box = document.getElementById("warnings");
  box.hidden = plan.warnings.length === 0;
  box.open = plan.warnings.length > 0;
  box.querySelector("summary").textContent = word("warnings", {count: plan.warnings.length});
  box.querySelector("ul").append(...plan.warnings.map((warning, index) => {
    const text = `${warning.page ? `${word("page_short", {page: warning.page})}: ` : ""}${told.warnings[index]}`;
    const goes = warning.span || warning.page;
    return element("li", {}, goes ? element("button", {type: "button", onclick: () => view.revealPlace(warning.span, warning.page)}, text) : text, element("span", {class: "sign"}));
  }));
}

function save() {
  const state = current();
  const name = (plan.source.filename ?? "plan").replace(/\.[^.]*$/, "") || "plan";
  const file = new Blob([`${JSON.stringify(savedPlan(state), null, 1)}\n`], {type: "application/json"});
  const address = URL.createObjectURL(file);
  element("a", {href: address, download: `${name}.corrected.json`}).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  history.saved = state;
  announce(word("told_save", {name: `${name}.corrected.json`}));
}

function showSelection() {
  const found = view.selectedSpan();
  const bar = document.getElementById("selection");
  if (found) stretch = found;
  else if (document.activeElement?.tagName === "TEXTAREA") stretch = null;
  else if (!bar.contains(document.activeElement) && !editor.form.contains(document.activeElement)) stretch = null;
  bar.hidden = stretch === null;
  if (!stretch) return;
  const task = list.current ? taskOf(current(), list.current) : null;
  const use = (name, make) => (task ? button(name, () => {
    make(stretch);
    unselect();
  }) : null);
  const put = (field, value) => become(withField(current(), task.id, field, [...task[field], value]), word("changed_field", {field: word(`field_${field}`)}));
  bar.replaceChildren(
    element("span", {class: "quoted"}, `“${shortened(offsets.slice(stretch.start, stretch.end), 60)}”`),
    ...[
      use("as_lead", (span) => put("lead_agencies", agencySelected(span))),
      use("as_coordinating", (span) => put("coordinating_agencies", agencySelected(span))),
      use("as_deadline", (span) => act("deadline", task.id, span)),
      use("as_output", (span) => put("outputs", outputSelected(span))),
      use("as_extent", (span) => act("extent", task.id, span)),
      task && task.span.start < stretch.start && stretch.start < task.span.end ? button("as_split", () => {
        act("split", task.id, stretch.start);
        unselect();
      }) : null,
      button("as_task", () => {
        act("add", null, stretch);
        unselect();
      }, {class: "primary"}),
    ].filter(Boolean),
  );
}

function unselect() {
  getSelection().removeAllRanges();
  stretch = null;
  showSelection();
}

function showHelp() {
  const box = document.getElementById("help");
  const keys = [["j ↓", "key_next"], ["k ↑", "key_previous"], ["Enter", "key_open"], ["g", "key_document"], ["j k", "key_in_document"], ["e", "key_edit"], ["m", "key_merge"], ["Delete", "key_drop"], ["/", "key_search"],
    ["t", "key_view"], ["Ctrl+Z", "undo"], ["Ctrl+Y", "redo"], ["Ctrl+S", "save"], ["Esc", "key_close"], ["?", "help"]];
  const table = element("dl", {});
  for (const [key, name] of keys) table.append(element("dt", {}, element("kbd", {}, key)), element("dd", {}, word(name)));
  box.replaceChildren(element("h2", {id: "help-title"}, word("help")), element("p", {}, word("help_text")), table, element("p", {}, word("help_privacy")),
    button("close", () => closeHelp(box)));
  if (box.showModal) box.showModal();
  else box.setAttribute("open", ""); // a browser without dialogs
  box.querySelector("button").focus();
}

function closeHelp(box) {
  if (box.close) box.close();
  else box.removeAttribute("open");
}

function onKey(event) {
  const typing = event.target.matches?.("input:not([type=checkbox]), select, textarea");
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (document.getElementById("help").hasAttribute("open")) return;
  if (command && key === "s") return taken(event, save);
  if (command && !typing && (key === "y" || (key === "z" && event.shiftKey))) return taken(event, () => move(1));
  if (command && !typing && key === "z") return taken(event, () => move(-1));
  if (event.key === "Escape" && editing) return taken(event, closeEditing);
  if (event.key === "Escape" && stretch) return taken(event, unselect);
  // Keys without Ctrl count only where the focus is in the list's tasks or in the document (WCAG 2.1.4).
  const inDocument = event.target.id === "sheet", inList = event.target.closest?.("#cards") !== null;
  if (typing || command || event.altKey || !(inDocument || inList)) return;
  const id = list.current;
  const still = !editing;
  const step = {j: 1, k: -1, ArrowDown: inDocument ? 0 : 1, ArrowUp: inDocument ? 0 : -1}[event.key];
  const onHead = event.target.matches(".head");
  const actions = {
    "?": showHelp,
    "/": () => document.querySelector("#filters [name=words]").focus(),
    t: () => view.show(view.view === "pages" || !view.figures.size ? "text" : "pages"),
    g: inList && still ? () => document.getElementById("sheet").focus({preventScroll: true}) : null,
    Enter: inDocument && id ? () => list.head(id)?.focus() : null,
    e: still && (id || onHead) ? () => startEditing(onHead ? event.target.closest("li").dataset.task : id) : null,
    m: id && still ? () => act("merge", id) : null,
    Delete: id && still ? () => act("drop", id) : null,
  };
  if (step && still) {
    const next = inDocument ? view.beside(step, current().tasks) : list.beside(step);
    if (next) taken(event, () => choose(next.id, {focus: inList, tell: inDocument}));
  } else if (actions[event.key]) taken(event, actions[event.key]);
}

function taken(event, action) {
  event.preventDefault();
  action();
}

function translate() {
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  for (const node of document.querySelectorAll("[data-title]")) node.title = word(node.dataset.title);
}

// What saves and asks stands first: whatever else should fail, nothing that was done is lost.
function start() {
  const click = (id, action) => document.getElementById(id).addEventListener("click", action);
  click("undo", () => move(-1));
  click("redo", () => move(1));
  click("save", save);
  click("print-all", () => printPage("all"));
  click("print-list", () => printPage("list"));
  click("help-open", showHelp);
  document.getElementById("checked").addEventListener("change", (event) => become({...current(), checked: event.target.checked}, word("checked")));
  document.addEventListener("keydown", onKey);
  document.addEventListener("selectionchange", showSelection);
  window.addEventListener("beforeprint", () => buildPrintTable(current().tasks));
  window.addEventListener("beforeunload", (event) => {
    if (current() !== history.saved) event.preventDefault();
  });
  translate();
  const {title, number, issuer, date_issued: issued} = plan.metadata;
  document.getElementById("title").textContent = title ?? plan.source.filename ?? word("no_title");
  document.getElementById("about").textContent = [number, issuer?.name, issued && shownDay(issued), plan.source.filename].filter(Boolean).join(" · ");
  document.body.append(suggestions("agency-names", agencyNames()),
    suggestions("reference-symbols", [...new Set(plan.legal_references.map((reference) => reference.symbol).filter(Boolean))]));
  showWarnings();
  new Adding({
    beginAt: () => offsets.unit((taskOf(current(), list.current) ?? current().tasks[0])?.span.end ?? 0),
    add: (span) => act("add", null, span),
  });
  refresh();
  // Until here the page says that it did not start (review.html).
  document.getElementById("not-started").remove();
}

start();
