// Which tasks the list shows, and in which order.

const anything = {words: "", agency: "", kind: "", from: "", to: "", section: "", below: "", doubtful: false, corrected: false, sort: "order"};

function searchText(task) {
  const parts = [task.number, task.title, task.text, task.id, ...task.persons.map(personText), ...task.outputs.map(outputText)];
  for (const field of AGENCY_FIELDS) parts.push(...task[field].map((agency) => `${agency.name} ${agency.text}`));
  parts.push(task.deadline && deadlineText(task.deadline), ...task.targets.map(targetText), ...task.legal_references.map(referenceText));
  return plainLetters(parts.filter(Boolean).join("\n"));
}

function sectionsAbove(id) {
  const above = [];
  for (let section = sectionOf.get(id); section && !above.includes(section.id); section = sectionOf.get(section.parent_id)) above.push(section.id);
  return above;
}

const searchTexts = new WeakMap();

function isChosen(task, filter) {
  if (!searchTexts.has(task)) searchTexts.set(task, searchText(task));
  const {deadline} = task;
  const start = deadline?.start ?? deadline?.end, end = deadline?.end ?? (deadline?.start ? "9999" : undefined);
  return (
    plainLetters(filter.words).split(/\s+/).every((part) => searchTexts.get(task).includes(part)) &&
    (!filter.agency || AGENCY_FIELDS.some((field) => task[field].some((agency) => agency.name === filter.agency))) &&
    (!filter.kind || (deadline?.kind ?? "none") === filter.kind) &&
    (!filter.from || (end !== undefined && end >= filter.from)) &&
    (!filter.to || (start !== undefined && start <= filter.to)) &&
    (!filter.section || sectionsAbove(task.section_id).includes(filter.section)) &&
    (!filter.below || sureness(task) < Number(filter.below)) &&
    (!filter.doubtful || isDoubtful(task)) &&
    (!filter.corrected || task.corrected)
  );
}

const ORDERS = {
  order: () => 0,
  deadline: (one, other) => compared(deadlineKey(one), deadlineKey(other)),
  agency: (one, other) => compared(one.lead_agencies[0]?.name ?? null, other.lead_agencies[0]?.name ?? null),
  confidence: (one, other) => sureness(one) - sureness(other),
};

function deadlineKey(task) {
  return task.deadline?.end ?? task.deadline?.start ?? null;
}

// What has nothing to be sorted by stands last.
function compared(one, other) {
  if (one === null || other === null) return (one === null) - (other === null);
  return one.localeCompare(other, "vi", {numeric: true});
}

function chosenTasks(tasks, filter) {
  return tasks.filter((task) => isChosen(task, filter)).sort(ORDERS[filter.sort]);
}
