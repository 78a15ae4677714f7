// The plan as it was read, and what is asked of its records. Nothing here changes it.

const FIELDS = ["number", "title", "text", "span", "lead_agencies", "coordinating_agencies", "persons", "deadline", "outputs", "targets",
  "legal_references"];
const AGENCY_FIELDS = ["lead_agencies", "coordinating_agencies"];

const plan = JSON.parse(document.getElementById("plan").textContent);
const told = JSON.parse(document.getElementById("words").textContent);
const offsets = new Offsets(plan.text);
const sectionOf = new Map(plan.sections.map((section) => [section.id, section]));
const knownAgency = new Map(plan.agencies.map((agency) => [agency.id, agency]));

function word(name, details = {}) {
  return told.words[name].replace(/\{(\w+)\}/g, (whole, key) => (key in details ? String(details[key]) : whole));
}

function same(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.prototype.hasOwnProperty.call(other, key) && same(one[key], other[key]));
}

// A task as extracted: without what says that a person corrected it.
function extractedOf(task) {
  const {corrected, originals, ...extracted} = task;
  return extracted;
}

function originalsOf(task) {
  return task.corrected ? task.originals : [extractedOf(task)];
}

function uncorrected(extracted) {
  return {...extracted, corrected: false, originals: []};
}

function within(inner, outer) {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function byPlace(one, other) {
  return one.span.start - other.span.start || other.span.end - one.span.end;
}

// Where a task is to be shown: its own places, else those of what it was made of.
function placesOf(task) {
  return task.location.length ? task.location : originalsOf(task).flatMap((original) => original.location);
}

function pageOf(task) {
  const places = placesOf(task);
  if (places.length) return places[0].page;
  return plan.pages.find((page) => page.start <= task.span.start && task.span.start < page.end)?.number ?? null;
}

function doubtsOf(task) {
  const doubts = task.field_confidence.filter((field) => field.value < told.doubtful_below);
  return {task: task.confidence < told.doubtful_below, fields: new Set(doubts.map((field) => field.field))};
}

function isDoubtful(task) {
  const doubts = doubtsOf(task);
  return doubts.task || doubts.fields.size > 0;
}

function sureness(task) {
  return Math.min(task.confidence, ...task.field_confidence.map((field) => field.value));
}

function agencyNames() {
  return [...new Set(plan.agencies.map((agency) => agency.name))].sort((one, other) => one.localeCompare(other, "vi"));
}

function outputText(output) {
  return output.corrected_text ?? output.text;
}

// The printed words stand for a value only where the program read that value from those very words; what a person put in the place of a
// printed value is told by its values. The exports say the same (extractor/exporting/mention_wording.py).
const readings = new Set();

function meant({id, location, ...value}) {
  return JSON.stringify(Object.keys(value).sort().map((key) => [key, value[key] && typeof value[key] === "object" ? [value[key].start, value[key].end] : value[key]]));
}

for (const mention of [...plan.targets, ...plan.deadlines, ...plan.legal_references]) readings.add(meant(mention));
for (const task of [...plan.tasks.flatMap(originalsOf), ...plan.dropped]) {
  for (const mention of [...task.persons, ...task.targets, ...task.legal_references]) readings.add(meant(mention));
  if (task.deadline) readings.add(meant(task.deadline));
}

function wordsTell(mention) {
  return mention.text !== "" && readings.has(meant(mention));
}

// At most ten digits; a comma before decimals in Vietnamese.
function numberText(value) {
  const told = String(Number(value.toPrecision(10)));
  return document.documentElement.lang === "vi" ? told.replace(".", ",") : told;
}

function targetText(target) {
  const sign = ["=", "range"].includes(target.comparator) ? "" : `${target.comparator} `;
  const value = numberText(target.value) + (target.value_max === null ? "" : `–${numberText(target.value_max)}`);
  const figure = wordsTell(target) ? target.text : `${sign}${value}${target.unit && target.unit !== "%" ? " " : ""}${target.unit ?? ""}`;
  return target.indicator && !figure.includes(target.indicator) ? `${target.indicator}: ${figure}` : figure;
}

function referenceText(reference) {
  return wordsTell(reference) ? reference.text : [reference.type, reference.symbol, reference.title].filter(Boolean).join(" ") || reference.text;
}

function personText(person) {
  return wordsTell(person) ? person.text : [person.name, person.position].filter(Boolean).join(", ") || person.text;
}

function shownDay(day) {
  return day ? day.split("-").reverse().join("/") : "";
}

// What a deadline says in days: "đến 28/02/2024"; "" where none is known.
function deadlineDays(deadline) {
  const {start, end, kind, recurrence} = deadline;
  const days = start && end ? (start === end ? shownDay(end) : `${shownDay(start)} – ${shownDay(end)}`)
    : end ? word("until", {day: shownDay(end)}) : start ? word("since", {day: shownDay(start)}) : "";
  // A rule is put in words beside the printed ones only where these do not tell it.
  const again = kind === "recurring" && recurrence && (PLAIN_RULES[recurrence] || !wordsTell(deadline)) ? recurrenceText(recurrence) : "";
  return [again, days].filter(Boolean).join("; ");
}

function deadlineText(deadline) {
  const days = deadlineDays(deadline);
  if (!wordsTell(deadline)) return days || (deadline.kind === "ongoing" ? "" : deadline.text) || word(`kind_${deadline.kind}`);
  return days && !deadline.text.includes(days) ? `${deadline.text} (${days})` : deadline.text;
}
