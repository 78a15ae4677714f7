// The list of tasks: warnings, filters, a card a task. One card is current: it is opened, and the only one that Tab stops at.

class TaskList {
  constructor(onChoose, onEdit) {
    this.cards = document.getElementById("cards");
    this.onChoose = onChoose;
    this.onEdit = onEdit;
    this.filter = {...anything};
    this.made = new Map();
    this.headings = new Map();
    this.shown = [];
    this.current = null;
    this.buildFilters();
    this.cards.addEventListener("click", (event) => {
      const head = event.target.closest(".head");
      if (!head) return;
      head.focus({preventScroll: true}); // not every browser gives a button the focus that is clicked
      this.onChoose(head.closest("li").dataset.task);
    });
  }

  buildFilters() {
    const form = document.getElementById("filters");
    const kinds = ["by", "during", "from", "recurring", "ongoing", "relative", "none"];
    const names = [...new Set(plan.tasks.flatMap((task) => AGENCY_FIELDS.flatMap((field) => task[field].map((agency) => agency.name))))];
    const sections = plan.sections.map((section) => [section.id, `${"\u2003".repeat(section.level - 1)}${[section.number, section.heading].filter(Boolean).join(". ")}`.slice(0, 90), "vi"]);
    const select = (name, pairs) => labelled(`filter_${name}`, element("select", {name}, ...options(pairs)));
    const check = (name) => element("label", {class: "check"}, element("input", {type: "checkbox", name}), element("span", {}, word(`filter_${name}`)));
    form.append(
      element("div", {class: "row first"},
        labelled("filter_words", element("input", {type: "search", name: "words", placeholder: word("filter_words_hint"), "aria-keyshortcuts": "/"})),
        labelled("sort", element("select", {name: "sort"}, ...options(Object.keys(ORDERS).map((order) => [order, word(`sort_${order}`)])))),
        check("doubtful"), check("corrected")),
      element("details", {}, element("summary", {}, word("filter_more")), element("div", {class: "row"},
        select("agency", [["", word("all")], ...names.sort((one, other) => one.localeCompare(other, "vi")).map((name) => [name, name, "vi"])]),
        select("kind", [["", word("all")], ...kinds.map((kind) => [kind, word(`kind_${kind}`)])]),
        labelled("filter_from", element("input", {type: "date", name: "from"})),
        labelled("filter_to", element("input", {type: "date", name: "to"})),
        select("section", [["", word("all")], ...sections]),
        select("below", [["", word("all")], ...["0.5", "0.7", "0.8", "0.9"].map((value) => [value, word("below", {percent: Math.round(100 * value)})])]),
        element("div", {class: "buttons"}, button("filter_clear", () => this.clear(), {id: "filter-clear"})))),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.filterChanged());
  }

  filterChanged() {
    for (const control of document.getElementById("filters").elements) {
      if (control.name) this.filter[control.name] = control.type === "checkbox" ? control.checked : control.value;
    }
    this.arrange();
  }

  clear() {
    document.getElementById("filters").reset();
    this.filterChanged();
  }

  show(state, warningsOf) {
    this.state = state;
    this.warningsOf = warningsOf;
    this.arrange();
  }

  arrange() {
    this.shown = chosenTasks(this.state.tasks, this.filter);
    const rows = [], times = new Map();
    let section;
    for (const task of this.shown) {
      if (this.filter.sort === "order" && task.section_id !== section) {
        section = task.section_id;
        times.set(section, (times.get(section) ?? 0) + 1);
        rows.push(this.sectionRow(section, times.get(section)));
      }
      rows.push(this.card(task));
    }
    for (const id of this.made.keys()) if (!taskOf(this.state, id)) this.made.delete(id);
    const focused = this.cards.contains(document.activeElement) && document.activeElement.matches(".head") ? document.activeElement.closest("li").dataset.task : null;
    this.put(rows.filter(Boolean));
    if (focused && !this.cards.contains(document.activeElement)) (this.head(focused) ?? this.head(this.current))?.focus({preventScroll: true});
    const doubtful = this.state.tasks.filter(isDoubtful).length;
    const text = word("count", {shown: this.shown.length, all: this.state.tasks.length, doubtful});
    const count = document.getElementById("count");
    if (count.textContent !== text) count.textContent = text;
    this.tabStop();
  }

  // The rows in their order; what is there already is not moved where it need not be, so that it keeps its focus and selection.
  put(rows) {
    const wanted = new Set(rows);
    for (const row of [...this.cards.children]) if (!wanted.has(row)) row.remove();
    let next = this.cards.firstElementChild;
    for (const row of rows) {
      if (row === next) next = next.nextElementSibling;
      else this.cards.insertBefore(row, next);
    }
  }

  // The heading above the tasks of a section; the same element each time, of a section that comes again another.
  sectionRow(id, again) {
    const section = sectionOf.get(id);
    if (!section) return null;
    const key = `${id}:${again}`;
    if (!this.headings.has(key)) this.headings.set(key, this.headingOf(section));
    return this.headings.get(key);
  }

  headingOf(section) {
    return element("li", {class: "section", title: section.heading}, element("h2", {lang: "vi"}, [section.number, section.heading].filter(Boolean).join(". ")));
  }

  card(task) {
    const opened = this.current === task.id;
    const before = this.made.get(task.id);
    if (before && before.task === task && before.opened === opened && !before.editing) return before.card;
    if (before && before.editing && before.task === task) return before.card;
    const card = element("li", {class: "card", data: {task: task.id}}, this.headOf(task, opened), opened ? this.bodyOf(task) : null);
    card.classList.toggle("opened", opened);
    card.classList.toggle("doubtful", isDoubtful(task));
    card.classList.toggle("corrected", task.corrected);
    this.made.set(task.id, {task, opened, card});
    return card;
  }

  headOf(task, opened) {
    const doubts = doubtsOf(task);
    const doubtful = (field) => (doubts.fields.has(field) ? element("span", {class: "doubt"}, word("doubtful")) : null);
    const names = (field) => task[field].map((agency) => agency.name).join("; ");
    const part = (kind, text, field) => (text || doubts.fields.has(field)
      ? element("span", {class: `part ${kind}`}, element("span", {class: "what"}, `${word(`short_${kind}`)} `), text ? element("span", {lang: "vi"}, text) : word("nothing"), " ", doubtful(field)) : null);
    const head = element("button", {type: "button", class: "head", "aria-expanded": String(opened), tabindex: "-1"},
      element("span", {class: "number"}, task.number ?? "–"),
      element("span", {class: "main"},
        element("span", {class: "work", lang: "vi"}, task.title && task.title !== task.text ? element("b", {}, `${task.title} `) : null, opened ? task.text : withoutMarker(task)),
        element("span", {class: "parts"},
          part("lead", names("lead_agencies"), "lead_agencies"),
          part("coordinating", names("coordinating_agencies"), "coordinating_agencies"),
          part("deadline", task.deadline ? deadlineText(task.deadline) : "", "deadline"),
          opened ? null : part("output", task.outputs.map(outputText).join("; "), "outputs"))),
      element("span", {class: "signs"},
        task.corrected ? element("span", {class: "badge corrected"}, word("corrected")) : null,
        doubts.task ? element("span", {class: "badge doubt"}, word("doubtful")) : null,
        element("span", {class: "sure", title: word("confidence")}, `${Math.round(100 * task.confidence)}%`),
        pageOf(task) ? element("span", {class: "at"}, word("page_short", {page: pageOf(task)})) : null));
    return head;
  }

  bodyOf(task) {
    const rows = [
      ["persons", task.persons.map(personText)],
      ["outputs", task.outputs.map(outputText)],
      ["targets", task.targets.map(targetText)],
      ["references", task.legal_references.map(referenceText)],
    ].filter(([, values]) => values.length);
    const reasons = [["task", task.confidence, task.confidence_reasons], ...task.field_confidence.map((field) => [field.field, field.value, field.reasons])];
    const details = element("dl", {});
    for (const [name, values] of rows) {
      details.append(element("dt", {}, word(name)), ...values.map((value) => element("dd", {lang: "vi"}, value)));
    }
    details.append(element("dt", {}, word("confidence")));
    for (const [field, value, codes] of reasons) {
      const low = value < told.doubtful_below;
      details.append(element("dd", {class: low ? "low" : null},
        element("b", {}, `${word(`field_${field}`)} ${Math.round(100 * value)}%`), ` ${codes.map((code) => told.reasons[code] ?? code).join(" ")}`));
    }
    if (task.corrected && task.originals.length) {
      details.append(element("dt", {}, word("as_extracted")), ...task.originals.map((original) => element("dd", {class: "original", lang: "vi"}, summaryOf(original))));
    }
    for (const warning of this.warningsOf(task)) details.append(element("dt", {}, word("warning")), element("dd", {class: "low"}, warning));
    return element("div", {class: "body"}, details, element("div", {class: "buttons"},
      button("edit", () => this.onEdit("edit", task.id), {class: "primary", "aria-keyshortcuts": "e"}),
      button("merge", () => this.onEdit("merge", task.id), {title: word("merge_hint")}),
      button("drop", () => this.onEdit("drop", task.id), {title: word("drop_hint")})));
  }

  head(id) {
    return this.made.get(id)?.card.querySelector(".head") ?? null;
  }

  tabStop() {
    const stop = this.shown.some((task) => task.id === this.current) ? this.current : this.shown[0]?.id;
    for (const task of this.shown) this.head(task.id)?.setAttribute("tabindex", task.id === stop ? "0" : "-1");
  }

  open(id) {
    this.current = id;
    this.arrange();
    const card = this.made.get(id)?.card;
    if (card?.isConnected) {
      reveal(card, this.cards);
      flash([card]);
    }
  }

  // The task before or after the current one in the list as it is shown.
  beside(step) {
    const at = this.shown.findIndex((task) => task.id === this.current);
    return this.shown[at < 0 ? (step > 0 ? 0 : this.shown.length - 1) : Math.min(this.shown.length - 1, Math.max(0, at + step))] ?? null;
  }

  edit(id, form) {
    const entry = this.made.get(id);
    entry.editing = true;
    entry.card.querySelector(".body")?.replaceWith(form);
    reveal(entry.card, this.cards);
  }

  stopEditing() {
    for (const entry of this.made.values()) {
      if (entry.editing) {
        entry.editing = false;
        entry.task = null;
      }
    }
  }
}

// The text without the number (the printed one too) or dash that begins it, which stands beside it.
function withoutMarker(task) {
  const {text} = task;
  const number = [task, ...originalsOf(task)].map((one) => one.number).find((one) => one && text.startsWith(one));
  if (number) return text.slice(number.length).replace(/^[.)/:]?\s+/, "") || text;
  return text.replace(/^[-–+*•]\s+/, "") || text;
}

// A task as extracted, in a line.
function summaryOf(task) {
  const names = (field) => task[field].map((agency) => agency.name).join("; ");
  return [task.text, names("lead_agencies") && `${word("short_lead")} ${names("lead_agencies")}`,
    names("coordinating_agencies") && `${word("short_coordinating")} ${names("coordinating_agencies")}`,
    task.deadline && `${word("short_deadline")} ${deadlineText(task.deadline)}`].filter(Boolean).join(" · ");
}
