// The document: pictures of its pages with boxes over them, or its text with marked stretches.
// A stretch that several mentions share is cut where any of them begins or ends, and bears the signs of all.

const MARGIN = 1.5; // points around a box, which is as tight as the letters
const KINDS = ["task", "lead", "coordinating", "agency", "deadline", "output", "target", "reference"];

class DocumentView {
  constructor(onChoose) {
    this.sheet = document.getElementById("sheet");
    this.pages = document.getElementById("pages");
    this.text = document.getElementById("text");
    this.onChoose = onChoose;
    this.figures = new Map([...this.pages.querySelectorAll("figure")].map((figure) => [Number(figure.dataset.page), figure]));
    this.layers = new Map();
    for (const page of plan.pages) {
      const figure = this.figures.get(page.number);
      if (!figure) continue;
      figure.style.setProperty("--ratio", `${page.width} / ${page.height}`);
      const layer = element("div", {class: "layer", "aria-hidden": "true"});
      figure.append(layer);
      this.layers.set(page.number, {layer, page});
    }
    this.lines = [];
    for (const node of [this.pages, this.text]) node.addEventListener("click", (event) => this.clicked(event));
    document.getElementById("show-pages").addEventListener("click", () => this.show("pages"));
    document.getElementById("show-text").addEventListener("click", () => this.show("text"));
    document.getElementById("show-pages").hidden = this.figures.size === 0;
    this.buildText();
    this.buildLegend();
    this.show(this.figures.size ? "pages" : "text");
  }

  show(view) {
    this.view = view;
    this.pages.hidden = view !== "pages";
    this.text.hidden = view !== "text";
    for (const name of ["pages", "text"]) document.getElementById(`show-${name}`).setAttribute("aria-pressed", String(name === view));
    document.body.dataset.view = view;
    if (this.chosen) this.reveal(this.chosen);
  }

  buildLegend() {
    const legend = document.getElementById("legend");
    for (const kind of KINDS) {
      const box = element("input", {type: "checkbox", checked: true, data: {kind}});
      box.addEventListener("change", () => this.sheet.classList.toggle(`no-${kind}`, !box.checked));
      legend.append(element("label", {class: `sign ${kind}`}, box, element("span", {}, word(`kind_of_mark_${kind}`))));
    }
  }

  // The lines of the text, each a paragraph whose spans are made by `mark`.
  buildText() {
    let unit = 0, number = 0;
    const pageStarts = plan.pages.map((page) => [offsets.unit(page.start), page.number]);
    let chunk = null;
    for (const [index, content] of plan.text.split("\n").entries()) {
      if (index % 40 === 0) this.text.append(chunk = element("div", {class: "chunk"}));
      while (number < pageStarts.length && pageStarts[number][0] <= unit) {
        chunk.append(element("div", {class: "page-break", data: {page: pageStarts[number][1]}}, word("page_number", {page: pageStarts[number][1]})));
        number += 1;
      }
      const line = element("p", {data: {unit}});
      this.lines.push({line, start: unit, end: unit + content.length, signs: null});
      chunk.append(line);
      unit += content.length + 1;
    }
  }

  mark(tasks) {
    const marks = marksOf(tasks);
    this.markText(marks);
    this.markPages(marks);
    this.choose(this.chosen ?? null);
  }

  markText(marks) {
    const spans = marks.filter(({span}) => span.start < span.end)
      .map((mark) => ({...mark, from: offsets.unit(mark.span.start), to: offsets.unit(mark.span.end)}))
      .sort((one, other) => one.from - other.from);
    let next = 0, open = [];
    for (const entry of this.lines) {
      while (next < spans.length && spans[next].from < entry.end) open.push(spans[next++]);
      open = open.filter((mark) => mark.to > entry.start);
      const here = open.filter((mark) => mark.from < entry.end);
      const signs = here.map((mark) => `${mark.kind}:${mark.tasks}:${mark.from}:${mark.to}`).join(" ");
      if (signs === entry.signs) continue;
      entry.signs = signs;
      entry.line.replaceChildren(...this.segments(entry, here));
    }
  }

  segments({start, end}, marks) {
    const cuts = new Set([start, end]);
    for (const mark of marks) for (const cut of [mark.from, mark.to]) if (start < cut && cut < end) cuts.add(cut);
    const places = [...cuts].sort((one, other) => one - other);
    return places.slice(1).map((to, index) => {
      const from = places[index];
      const over = marks.filter((mark) => mark.from < to && mark.to > from);
      const segment = element(over.length ? "mark" : "span", {data: {unit: from}}, plan.text.slice(from, to));
      if (over.length) {
        segment.className = [...new Set(over.map((mark) => mark.kind))].join(" ");
        segment.dataset.tasks = [...new Set([...over].sort((one, other) => one.span.end - one.span.start - (other.span.end - other.span.start)).flatMap((mark) => mark.tasks))].join(" ");
        segment.title = this.titleOf(over);
      }
      return segment;
    });
  }

  titleOf(marks) {
    return distinct(marks.map((mark) => `${word(`kind_of_mark_${mark.kind}`)}${mark.name ? `: ${mark.name}` : ""}`), String).join("\n");
  }

  markPages(marks) {
    const boxes = new Map([...this.layers.keys()].map((page) => [page, []]));
    for (const mark of marks) {
      for (const {page, bbox} of mark.places) boxes.get(page)?.push({mark, bbox});
    }
    for (const [number, {layer, page}] of this.layers) {
      layer.replaceChildren(...boxes.get(number).map(({mark, bbox: [left, top, right, bottom]}) => {
        const box = element("div", {class: `box ${mark.kind}`, title: this.titleOf([mark]), data: {tasks: mark.tasks.join(" ")}});
        const part = (value, whole) => `${(100 * value) / whole}%`;
        box.style.left = part(left - MARGIN, page.width);
        box.style.top = part(top - MARGIN, page.height);
        box.style.width = part(right - left + 2 * MARGIN, page.width);
        box.style.height = part(bottom - top + 2 * MARGIN, page.height);
        return box;
      }));
    }
  }

  clicked(event) {
    if (String(getSelection())) return;
    const tasks = event.target.closest("[data-tasks]")?.dataset.tasks.split(" ").filter(Boolean) ?? [];
    // A further click on what several tasks share goes on to the next of them.
    if (tasks.length) this.onChoose(tasks[(tasks.indexOf(this.chosen?.id) + 1) % tasks.length]);
  }

  partsOf(task) {
    const root = this.view === "pages" ? this.pages : this.text;
    return [...root.querySelectorAll(`.task[data-tasks~="${CSS.escape(task.id)}"]`)];
  }

  choose(task) {
    for (const part of this.sheet.querySelectorAll(".chosen")) part.classList.remove("chosen");
    this.chosen = task;
    if (!task) return;
    for (const root of [this.pages, this.text]) {
      for (const part of root.querySelectorAll("[data-tasks]")) {
        if (part.dataset.tasks.split(" ").includes(task.id)) part.classList.add("chosen");
      }
    }
  }

  reveal(task) {
    const parts = this.partsOf(task);
    if (parts.length) {
      reveal(parts[0], this.sheet);
      flash(parts);
    } else {
      this.revealPlace(task.span, pageOf(task));
    }
  }

  // The task before or after the place that is seen: the chosen one's, if it is seen, else the top of what is.
  beside(step, tasks) {
    const frame = this.sheet.getBoundingClientRect();
    const seen = tasks.map((task) => [task, this.partsOf(task)[0]?.getBoundingClientRect()]).filter(([, box]) => box);
    const chosen = seen.findIndex(([task, box]) => task.id === this.chosen?.id && box.bottom > frame.top && box.top < frame.bottom);
    if (chosen >= 0) return seen[chosen + step]?.[0] ?? null;
    const first = seen.findIndex(([, box]) => box.bottom > frame.top + HEADING);
    return (step > 0 ? seen[first] : seen[(first < 0 ? seen.length : first) - 1])?.[0] ?? null;
  }

  // A stretch of the document, by its page where pictures are shown, by its line in the text.
  revealPlace(span, page) {
    let target = null;
    if (this.view === "pages" && page) target = this.figures.get(page);
    if (!target && span) {
      const unit = offsets.unit(span.start);
      target = this.lines.find((entry) => entry.end >= unit)?.line;
      if (this.view === "pages") this.show("text");
    }
    if (!target) return;
    reveal(target, this.sheet);
    flash([target]);
  }

  // The stretch of text that is selected in the text view, in code points; null where none is.
  selectedSpan() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.text.contains(range.commonAncestorContainer)) return null;
    const start = this.unitAt(range.startContainer, range.startOffset), end = this.unitAt(range.endContainer, range.endOffset);
    return start === null || end === null || end <= start ? null : offsets.trimmed(offsets.point(start), offsets.point(end));
  }

  unitAt(node, offset) {
    if (node.nodeType === Node.TEXT_NODE) {
      const owner = node.parentElement.closest("[data-unit]");
      return owner ? Number(owner.dataset.unit) + offset : null;
    }
    const at = node.childNodes[offset];
    if (at?.nodeType === Node.TEXT_NODE) return this.unitAt(at, 0);
    const owner = at instanceof Element ? (at.matches("[data-unit]") ? at : at.querySelector("[data-unit]")) : null;
    if (owner) return Number(owner.dataset.unit);
    const before = node.matches("[data-unit]") ? node : [...node.querySelectorAll("[data-unit]")].pop();
    return before ? Number(before.dataset.unit) + before.textContent.length : null;
  }
}

// Everything that is marked: {kind, tasks (ids), span, places, name}. Tasks first, so that what they hold lies over them.
function marksOf(tasks) {
  const marks = new Map();
  const put = (kind, mention, task, name) => {
    if (!mention.text) return;
    const key = `${kind}:${mention.span.start}:${mention.span.end}`;
    const mark = marks.get(key) ?? {kind, tasks: [], span: mention.span, places: mention.location, name};
    if (task) mark.tasks.push(task.id);
    marks.set(key, mark);
  };
  for (const task of tasks) put("task", {...task, location: placesOf(task)}, task, task.number ?? "");
  for (const task of tasks) {
    for (const output of task.outputs) put("output", output, task, "");
    for (const agency of task.lead_agencies) put("lead", agency, task, agency.name);
    for (const agency of task.coordinating_agencies) put("coordinating", agency, task, agency.name);
    if (task.deadline) put("deadline", task.deadline, task, deadlineDays(task.deadline));
    for (const target of task.targets) put("target", target, task, "");
    for (const reference of task.legal_references) put("reference", reference, task, reference.symbol ?? "");
  }
  const named = (mention) => ["lead", "coordinating"].some((kind) => marks.has(`${kind}:${mention.span.start}:${mention.span.end}`));
  for (const agency of plan.agencies) {
    for (const mention of agency.mentions) if (!named(mention)) put("agency", mention, null, agency.name);
  }
  for (const deadline of plan.deadlines) put("deadline", deadline, null, deadlineDays(deadline));
  for (const target of plan.targets) put("target", target, null, "");
  for (const reference of plan.legal_references) put("reference", reference, null, reference.symbol ?? "");
  return [...marks.values()];
}
