// The form of one task. Each change goes to `change` at once, as a new value of a field; the form shows the task as it then is.
// Stretches of the document are chosen in the text view or, by keyboard alone, in the form's own text, which has the lines around the task.

const AROUND = 400;

class Editor {
  constructor({change, apply, close, selected}) {
    Object.assign(this, {change, apply, close, selected});
    this.form = element("form", {class: "editor", "aria-label": word("editor")});
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  show(task) {
    const kept = this.form.contains(document.activeElement) ? document.activeElement.dataset.keep : null;
    this.task = task;
    this.form.replaceChildren(
      this.wordingPart(),
      this.agencyPart("lead_agencies"),
      this.agencyPart("coordinating_agencies"),
      this.deadlinePart(),
      this.listPart("outputs", ["corrected_text"], outputText, (values, before) => this.outputOf(values, before)),
      this.targetPart(),
      this.listPart("persons", ["name", "position", "role"], personText, (values, before) => this.personOf(values, before)),
      this.referencePart(),
      element("div", {class: "buttons"},
        button("done", () => this.close(), {class: "primary", data: {keep: "done"}}),
        button("merge", () => this.apply("merge"), {title: word("merge_hint")}),
        button("drop", () => this.apply("drop"), {title: word("drop_hint")})),
    );
    if (kept) this.form.querySelector(`[data-keep="${CSS.escape(kept)}"]`)?.focus();
  }

  set(field, value) {
    this.change(this.task.id, field, value);
  }

  part(name, ...content) {
    return element("fieldset", {class: name}, element("legend", {}, word(`field_${name}`)), ...content);
  }

  // The text around the task, with its own selected: splitting, another extent, and stretches for the fields.
  wordingPart() {
    const {span} = this.task;
    const from = offsets.unit(span.start), to = offsets.unit(span.end);
    const text = plan.text;
    const begin = Math.max(text.lastIndexOf("\n", Math.max(0, from - 2)) + 1, from - AROUND, 0);
    const next = text.indexOf("\n", to + 1);
    const end = Math.min(next < 0 ? text.length : next, to + AROUND);
    const area = choosable(text.slice(begin, end), {rows: 5, "aria-describedby": "extent-hint", data: {keep: "extent"}});
    area.setAttribute("aria-label", word("extent"));
    area.addEventListener("focus", () => {
      if (!area.dataset.met) area.setSelectionRange(from - begin, to - begin);
      area.dataset.met = "yes";
    });
    const chosen = () => offsets.trimmed(offsets.point(begin + area.selectionStart), offsets.point(begin + area.selectionEnd));
    this.inArea = () => (area.dataset.met && area.selectionStart < area.selectionEnd ? chosen() : null);
    const number = element("input", {type: "text", value: this.task.number ?? "", size: 6, data: {keep: "number"}});
    number.addEventListener("change", () => this.set("number", number.value.trim() || null));
    return this.part("task",
      labelled("number", number, {class: "inline"}),
      element("p", {id: "extent-hint", class: "hint"}, word("extent_hint")),
      area,
      element("div", {class: "buttons"},
        button("split_here", () => this.apply("split", offsets.point(begin + area.selectionStart)), {data: {keep: "split"}}),
        button("use_as_extent", () => this.withStretch((stretch) => this.apply("extent", stretch)), {data: {keep: "as-extent"}})));
  }

  withStretch(use) {
    const stretch = this.selected() ?? this.inArea();
    if (stretch) use(stretch);
    else announce(word("nothing_selected"));
  }

  agencyPart(field) {
    const name = field === "lead_agencies" ? "lead" : "coordinating";
    const input = element("input", {type: "text", list: "agency-names", "aria-label": word(`add_${name}`), placeholder: word(`add_${name}`), data: {keep: `${field}-add`}});
    const put = (agency) => this.set(field, distinct([...this.task[field], agency], (one) => one.name));
    const entered = () => {
      const typed = input.value.trim().replace(/\s+/g, " ");
      if (typed) put(agencyNamed(this.task, typed));
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") entered();
    });
    return this.part(field, this.chips(field, (agency) => agency.name),
      element("div", {class: "add"}, input,
        button("add", entered),
        button("use_selection", () => this.withStretch((stretch) => put(agencySelected(stretch))))));
  }

  chips(field, shown) {
    return element("ul", {class: "chips"}, ...this.task[field].map((value, index) => element("li", {},
      element("span", {lang: "vi"}, shown(value)),
      element("button", {type: "button", class: "remove", "aria-label": word("remove", {what: shown(value)}), data: {keep: `${field}-${index}`},
        onclick: () => this.set(field, this.task[field].filter((_, at) => at !== index))}, "×"))));
  }

  deadlinePart() {
    const deadline = this.task.deadline;
    const control = (name, made) => Object.assign(made, {name: `deadline-${name}`});
    const kind = control("kind", element("select", {data: {keep: "deadline-kind"}}, ...options(
      [["", word("kind_none")], ...["by", "during", "from", "recurring", "ongoing", "relative"].map((one) => [one, word(`kind_${one}`)])], deadline?.kind ?? "")));
    const day = (name) => control(name, element("input", {type: "date", value: deadline?.[name] ?? "", data: {keep: `deadline-${name}`}}));
    const start = day("start"), end = day("end");
    const choice = (name, pairs, chosen) => control(name, element("select", {data: {keep: `deadline-${name}`}}, ...options([["", "–"], ...pairs], chosen)));
    const known = Object.entries(PLAIN_RULES).map(([plain, name]) => [plain, told.recurrence[name]]);
    const said = deadline?.recurrence ? oftenOf(deadline.recurrence) : null;
    if (deadline?.recurrence && !said) known.push([deadline.recurrence, recurrenceText(deadline.recurrence)]);
    const rule = choice("recurrence", known, said ? known.find(([plain]) => PLAIN_RULES[plain] === said.name)[0] : deadline?.recurrence ?? "");
    const weekday = choice("weekday", WEEK.map((one) => [one, told.recurrence[one]]), said?.weekday ?? "");
    const monthDays = Array.from({length: 31}, (_, at) => [String(at + 1), String(at + 1)]);
    const monthDay = choice("day", [...monthDays, ["-1", word("last_day")]], said?.day ?? "");
    const months = choice("months", Object.keys(MONTHS_OF).flatMap(monthsOf).map((one) => [one, one.replace(/,/g, ", ")]), said?.months ?? "");
    const chosenRule = () => {
      const name = PLAIN_RULES[rule.value];
      if (!name) return rule.value;
      const now = {name, weekday: name === "weekly" ? weekday.value : "", day: name === "monthly" || MONTHS_OF[name] ? monthDay.value : "",
        months: monthsOf(name).includes(months.value) ? months.value : ""};
      return said && same(now, said) ? deadline.recurrence : ruleOf(now);
    };
    const fault = element("p", {class: "fault", role: "alert"});
    const shown = () => {
      const name = kind.value === "recurring" ? PLAIN_RULES[rule.value] : null;
      rule.closest("label").hidden = kind.value !== "recurring";
      weekday.closest("label").hidden = name !== "weekly";
      monthDay.closest("label").hidden = !(name === "monthly" || MONTHS_OF[name]);
      months.closest("label").hidden = !MONTHS_OF[name];
      for (const option of months.options) option.hidden = option.disabled = option.value !== "" && !monthsOf(name).includes(option.value);
      if (months.selectedOptions[0]?.disabled) months.value = "";
      for (const [name, input] of [["start", start], ["end", end]]) input.closest("label").hidden = !kind.value || kind.value === (name === "start" ? "by" : "from");
    };
    const set = () => {
      shown();
      const value = this.deadlineOf(kind.value, start.value, end.value, chosenRule());
      delete fault.dataset.told;
      fault.textContent = typeof value === "string" ? word(value) : "";
      for (const input of [start, end, rule, months, monthDay]) input.setAttribute("aria-invalid", String(typeof value === "string"));
      if (typeof value !== "string" && !(value === null && this.task.deadline === null)) this.set("deadline", value);
    };
    const part = this.part("deadline",
      deadline?.text ? element("p", {class: "printed", lang: "vi"}, `“${deadline.text}”`) : null,
      element("div", {class: "row"}, labelled("deadline_kind", kind), labelled("deadline_start", start), labelled("deadline_end", end), labelled("deadline_recurrence", rule),
        labelled("deadline_weekday", weekday), labelled("deadline_months", months), labelled("deadline_day", monthDay)),
      fault,
      element("div", {class: "add"}, button("use_selection", () => this.withStretch((stretch) => this.apply("deadline", stretch)))));
    shown();
    // The last day of a deadline is not until when something repeats.
    kind.addEventListener("change", () => {
      if (kind.value === "recurring" && deadline?.kind !== "recurring") start.value = end.value = "";
    });
    for (const input of [kind, start, end, rule, weekday, months, monthDay]) input.addEventListener("change", set);
    return part;
  }

  // The deadline with these days, or the name of what is wrong with them. The printed words stay as they are.
  deadlineOf(kind, start, end, rule) {
    if (!kind) return null;
    const days = {start: kind === "by" ? null : start || null, end: kind === "from" ? null : end || null};
    if (kind === "by" && !days.end) return "fault_no_end";
    if (kind === "from" && !days.start) return "fault_no_start";
    if (kind === "during" && !(days.start && days.end)) return "fault_no_stretch";
    if (kind === "recurring" && !rule) return "fault_no_rule";
    if (kind === "recurring" && rule.startsWith("fault_")) return rule;
    if (days.start && days.end && days.start > days.end) return "fault_order";
    if ([days.start, days.end].some((day) => day && !/^(19|20|21)\d\d-/.test(day))) return "fault_year";
    const before = this.task.deadline;
    const recurrence = kind === "recurring" ? rule : null;
    const relative = kind === "relative" && before?.kind === "relative";
    const value = {
      ...(before ? {text: before.text, span: before.span, location: before.location} : typedAt(this.task)),
      id: before?.id ?? null, kind, ...days, recurrence,
      duration: relative ? before.duration : null, anchor: relative ? before.anchor : null,
      resolved: Boolean(days.start || days.end || recurrence),
    };
    const original = originalsOf(this.task)[0]?.deadline;
    if (original && ["text", "kind", "start", "end", "recurrence"].every((key) => same(original[key], value[key]))) return original;
    return before && same(before, value) ? before : {...value, id: null};
  }

  listPart(field, keys, shown, valueOf) {
    const list = element("ul", {class: "values"}, ...this.task[field].map((value, index) => {
      const inputs = keys.map((key) => this.inputFor(field, index, key, key === "corrected_text" ? outputText(value) : value[key]));
      const changed = () => {
        const values = Object.fromEntries(keys.map((key, at) => [key, inputs[at].value.trim()]));
        const next = valueOf(values, value);
        if (next) this.set(field, this.task[field].map((one, at) => (at === index ? next : one)));
      };
      for (const input of inputs) input.addEventListener("change", changed);
      return element("li", {}, ...inputs, element("button", {type: "button", class: "remove", "aria-label": word("remove", {what: shown(value)}),
        onclick: () => this.set(field, this.task[field].filter((_, at) => at !== index))}, "×"));
    }));
    const fresh = keys.map((key) => this.inputFor(field, "add", key, key === "role" ? "in_charge" : ""));
    const put = () => {
      const next = valueOf(Object.fromEntries(keys.map((key, at) => [key, fresh[at].value.trim()])), null);
      if (next) this.set(field, [...this.task[field], next]);
    };
    for (const input of fresh) {
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter") put();
      });
    }
    return this.part(field, list, element("div", {class: "add"}, ...fresh, button("add", put),
      field === "outputs" ? button("use_selection", () => this.withStretch((stretch) => this.set(field, [...this.task[field], outputSelected(stretch)]))) : null));
  }

  inputFor(field, index, key, value) {
    const label = word(key === "corrected_text" ? "output" : `person_${key}`);
    const keep = `${field}-${index}-${key}`;
    if (key === "role") {
      return element("select", {"aria-label": label, data: {keep}}, ...options([["in_charge", word("role_in_charge")], ["performer", word("role_performer")]], value ?? "in_charge"));
    }
    return element("input", {type: "text", value: value ?? "", "aria-label": label, placeholder: label, data: {keep}});
  }

  outputOf({corrected_text: typed}, before) {
    if (!typed) return null;
    if (!before || !before.text) return outputTyped(this.task, typed);
    return {...before, corrected_text: typed === before.text ? null : typed};
  }

  personOf({name, position, role}, before) {
    if (!name && !position) return null;
    return {...(before ?? typedAt(this.task)), name: name || null, position: position || null, role};
  }

  targetPart() {
    const fields = ["indicator", "comparator", "value", "value_max", "unit"];
    const fault = element("p", {class: "fault", role: "alert"});
    const controls = (target, index) => fields.map((key) => {
      const label = word(`target_${key}`), keep = `targets-${index}-${key}`;
      if (key === "comparator") {
        const signs = ["=", ">=", ">", "<=", "<", "range", "~"];
        return element("select", {"aria-label": label, data: {keep}}, ...options(signs.map((sign) => [sign, word(`comparator_${signs.indexOf(sign)}`)]), target?.comparator ?? "="));
      }
      const number = key.startsWith("value");
      return element("input", {type: number ? "number" : "text", step: number ? "any" : null, value: target?.[key] ?? "", "aria-label": label, placeholder: label, data: {keep}});
    });
    const read = (inputs, before) => {
      const [indicator, comparator, value, most, unit] = inputs.map((input) => input.value.trim());
      fault.textContent = "";
      delete fault.dataset.told;
      const faulty = value === "" || !Number.isFinite(Number(value)) ? "fault_value" : comparator === "range" && !(most !== "" && Number(most) >= Number(value)) ? "fault_range" : null;
      if (faulty) fault.textContent = word(faulty);
      if (faulty) return null;
      const next = {
        ...(before ?? {...typedAt(this.task), id: null, direction: null, due: null}),
        indicator: indicator || null, comparator, value: Number(value), value_max: comparator === "range" ? Number(most) : null, unit: unit || null,
      };
      const printed = plan.targets.find((target) => same({...next, id: target.id}, target));
      return printed ?? {...next, id: null};
    };
    const list = element("ul", {class: "values"}, ...this.task.targets.map((target, index) => {
      const inputs = controls(target, index);
      for (const input of inputs) {
        input.addEventListener("change", () => {
          const next = read(inputs, target);
          if (next) this.set("targets", this.task.targets.map((one, at) => (at === index ? next : one)));
        });
      }
      return element("li", {class: "target-values"}, target.text ? element("q", {lang: "vi"}, target.text) : null, ...inputs,
        element("button", {type: "button", class: "remove", "aria-label": word("remove", {what: targetText(target)}),
          onclick: () => this.set("targets", this.task.targets.filter((_, at) => at !== index))}, "×"));
    }));
    const fresh = controls(null, "add");
    return this.part("targets", list, fault, element("div", {class: "add target-values"}, ...fresh, button("add", () => {
      const next = read(fresh, null);
      if (next) this.set("targets", [...this.task.targets, next]);
    })));
  }

  referencePart() {
    const input = element("input", {type: "text", list: "reference-symbols", "aria-label": word("add_reference"), placeholder: word("add_reference"), data: {keep: "references-add"}});
    const put = () => {
      const typed = input.value.trim();
      if (!typed) return;
      const known = plan.legal_references.find((reference) => reference.symbol === typed);
      const empty = {type: null, number: null, year: null, issuer: null, date: null, title: null, pinpoint: null, iri: null, self: false};
      this.set("legal_references", [...this.task.legal_references, {...(known ?? empty), ...typedAt(this.task), id: null, pinpoint: null, symbol: typed}]);
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") put();
    });
    return this.part("legal_references", this.chips("legal_references", referenceText), element("div", {class: "add"}, input, button("add", put)));
  }
}
