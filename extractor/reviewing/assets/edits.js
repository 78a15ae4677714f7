// What a person can do to a plan, as pure functions: a state in, a new state out; null where it cannot be done.
// A state is {tasks, dropped, checked}. A corrected task keeps what it was made of in `originals`; one that is again as it was extracted
// is no longer corrected. A value that stands nowhere in the document is a mention with the text "" at the end of its task.

const firstState = {tasks: plan.tasks, dropped: plan.dropped, checked: plan.corrected};

function taskOf(state, id) {
  return state.tasks.find((task) => task.id === id) ?? null;
}

// The tasks of the state with those of `ids` in the place of one another's: `made` stands where its text does.
function replaced(state, ids, made, dropped = state.dropped) {
  const rest = state.tasks.filter((task) => !ids.includes(task.id));
  for (const task of made) {
    const at = rest.findIndex((other) => byPlace(other, task) > 0);
    rest.splice(at < 0 ? rest.length : at, 0, task);
  }
  return settled({...state, tasks: rest, dropped});
}

function inPlace(state, id, task) {
  return settled({...state, tasks: state.tasks.map((other) => (other.id === id ? task : other))});
}

// A task that has the extent in which it was extracted is as sure as it was then, and so are its fields that are as they were; one that is
// again what was extracted is so to the letter.
function settled(state) {
  const uses = new Map();
  for (const task of state.tasks) {
    if (task.corrected) for (const original of task.originals) uses.set(original.id, (uses.get(original.id) ?? 0) + 1);
  }
  const tasks = state.tasks.map((task) => {
    const original = task.corrected && task.originals.length === 1 ? task.originals[0] : null;
    if (!original || original.id !== task.id || uses.get(original.id) > 1 || !same(original.span, task.span)) return task;
    if (FIELDS.every((field) => same(task[field], original[field]))) return uncorrected(original);
    const {location, confidence, confidence_reasons} = original;
    const field_confidence = original.field_confidence.filter(({field}) => same(task[field], original[field]));
    return {...task, location, confidence, confidence_reasons, field_confidence};
  });
  return {...state, tasks};
}

// A field's new value. What a person said of it is not doubted any more.
function withField(state, id, field, value) {
  const task = taskOf(state, id);
  if (!task || same(task[field], value)) return null;
  const changed = {...task, [field]: value, corrected: true, originals: originalsOf(task)};
  changed.field_confidence = task.field_confidence.filter((judged) => judged.field !== field);
  return inPlace(state, id, changed);
}

function typedAt(task) {
  return {text: "", span: {start: task.span.end, end: task.span.end}, location: []};
}

function mentionOf(span) {
  return {text: offsets.slice(span.start, span.end), span, location: knownPlaces(span)};
}

// Where a stretch of text stands, if a mention of the document is just that stretch.
function knownPlaces(span) {
  const is = (mention) => same(mention.span, span);
  for (const agency of plan.agencies) {
    const found = agency.mentions.find(is);
    if (found) return found.location;
  }
  return [...plan.deadlines, ...plan.targets, ...plan.legal_references, ...plan.tasks].find(is)?.location ?? [];
}

// An agency by its name: with its place where the task's own text names it.
function agencyNamed(task, name) {
  const agency = plan.agencies.find((known) => known.name === name);
  const mention = agency?.mentions.find((found) => within(found.span, task.span));
  return {...(mention ?? typedAt(task)), agency_id: agency?.id ?? null, name, found_in: "correction"};
}

function agencySelected(span) {
  const agency = plan.agencies.find((known) => known.mentions.some((mention) => same(mention.span, span)));
  const mention = mentionOf(span);
  return {...mention, agency_id: agency?.id ?? null, name: agency?.name ?? mention.text.replace(/\s+/g, " "), found_in: "correction"};
}

function outputTyped(task, text) {
  return {...typedAt(task), corrected_text: text};
}

function outputSelected(span) {
  return {...mentionOf(span), corrected_text: null};
}

// Mentions of the whole document that stand in a stretch.
function standingIn(mentions, span) {
  return mentions.filter((mention) => within(mention.span, span));
}

// The deadline of the document that stands in a stretch, if there is just one.
function deadlineIn(span) {
  const deadlines = standingIn(plan.deadlines, span);
  return deadlines.length === 1 ? deadlines[0] : null;
}

// What a task has, over another stretch of text: mentions of its old text that the new one lacks are left, typed ones stand at its end.
function over(task, span, whole = task.span) {
  const moved = (mention) => (mention.text ? mention : {...mention, span: {start: span.end, end: span.end}});
  const keeps = (mention) => !mention.text || !within(mention.span, whole) || within(mention.span, span);
  const kept = (mentions) => mentions.filter(keeps).map(moved);
  // Who does it is said once for all that stands in one item.
  const who = (mentions) => (mentions.some(keeps) ? kept(mentions) : mentions);
  const again = (field) => {
    const others = kept(task[field]).filter((mention) => !mention.text || !within(mention.span, span));
    return [...standingIn(plan[field], span), ...others];
  };
  return {
    ...task,
    text: offsets.slice(span.start, span.end),
    span,
    location: same(span, task.span) ? task.location : knownPlaces(span),
    lead_agencies: who(task.lead_agencies),
    coordinating_agencies: who(task.coordinating_agencies),
    persons: kept(task.persons),
    deadline: task.deadline && keeps(task.deadline) ? moved(task.deadline) : null,
    outputs: kept(task.outputs),
    targets: again("targets"),
    legal_references: again("legal_references"),
    confidence: 1,
    confidence_reasons: [],
  };
}

// Whether another task has some of a stretch: no text is of two tasks (extractor/reviewing/faults.py).
function isTaken(state, span, id = null) {
  return state.tasks.some((task) => task.id !== id && task.span.start < span.end && span.start < task.span.end);
}

function withExtent(state, id, span) {
  const task = taskOf(state, id);
  if (!task || same(task.span, span) || isTaken(state, span, id)) return null;
  const changed = {...over(task, span), corrected: true, originals: originalsOf(task)};
  return replaced(state, [id], [changed]);
}

function split(state, id, at) {
  const task = taskOf(state, id);
  if (!task || at <= task.span.start || at >= task.span.end) return null;
  const first = offsets.trimmed(task.span.start, at);
  const second = offsets.trimmed(at, task.span.end);
  if (!first || !second) return null;
  const originals = originalsOf(task);
  const made = [
    {...over(task, first, task.span), corrected: true, originals},
    {...over(task, second, task.span), ...newIdentity(state, second), number: null, title: null, corrected: true, originals},
  ];
  for (const part of made) {
    part.field_confidence = [];
    part.deadline = part.deadline ?? deadlineIn(part.span);
  }
  return {state: replaced(state, [id], made), id: made[1].id};
}

function merge(state, id) {
  const at = state.tasks.findIndex((task) => task.id === id);
  const one = state.tasks[at], next = state.tasks[at + 1];
  if (!one || !next) return null;
  const span = {start: Math.min(one.span.start, next.span.start), end: Math.max(one.span.end, next.span.end)};
  const all = (field, name) => distinct([...one[field], ...next[field]], name);
  const joined = {
    ...one,
    lead_agencies: all("lead_agencies", (agency) => agency.name),
    coordinating_agencies: all("coordinating_agencies", (agency) => agency.name),
    persons: all("persons", personText),
    outputs: all("outputs", outputText),
    targets: all("targets", (target) => JSON.stringify([target.span, targetText(target)])),
    legal_references: all("legal_references", (reference) => JSON.stringify([reference.span, referenceText(reference)])),
    deadline: one.deadline ?? next.deadline,
  };
  const made = {
    ...over(joined, span, span),
    location: [...one.location, ...next.location],
    field_confidence: [],
    corrected: true,
    originals: distinct([...originalsOf(one), ...originalsOf(next)], (original) => original.id),
  };
  return {state: replaced(state, [one.id, next.id], [made]), id: one.id};
}

function extentOf({span}) {
  return span.end - span.start;
}

function distinct(values, name) {
  const seen = new Set();
  return values.filter((value) => !seen.has(name(value)) && seen.add(name(value)));
}

function add(state, span) {
  if (isTaken(state, span)) return null;
  const around = plan.sections.filter((section) => within(span, section.span));
  const task = {
    ...mentionOf(span),
    ...newIdentity(state, span),
    number: null,
    section_id: around.reduce((inner, section) => (!inner || extentOf(section) <= extentOf(inner) ? section : inner), null)?.id ?? null,
    parent_id: null,
    origin: "paragraph",
    title: null,
    lead_agencies: [],
    coordinating_agencies: [],
    persons: [],
    deadline: deadlineIn(span),
    outputs: [],
    targets: standingIn(plan.targets, span),
    legal_references: standingIn(plan.legal_references, span),
    confidence: 1,
    confidence_reasons: [],
    field_confidence: [],
    corrected: true,
    originals: [],
  };
  return {state: replaced(state, [], [task]), id: task.id};
}

// A task's extracted form goes to the dropped, unless another task is made of it too; one that a person added is only gone.
function drop(state, id) {
  const task = taskOf(state, id);
  if (!task) return null;
  const rest = state.tasks.filter((other) => other.id !== id);
  const gone = originalsOf(task).filter((original) => !rest.some((other) => other.corrected && other.originals.some((one) => one.id === original.id)));
  return replaced(state, [id], [], [...state.dropped, ...gone].sort(byPlace));
}

function undrop(state, id) {
  const extracted = state.dropped.find((task) => task.id === id);
  if (!extracted || taskOf(state, id) || isTaken(state, extracted.span)) return null;
  return replaced(state, [], [uncorrected(extracted)], state.dropped.filter((task) => task.id !== id));
}

// An id that no task has or had, and a fingerprint that the same stretch of the same document always has.
function newIdentity(state, span) {
  const used = new Set([...plan.tasks, ...plan.dropped, ...state.tasks, ...state.dropped].map((task) => task.id));
  for (const task of state.tasks) for (const original of task.originals) used.add(original.id);
  let number = used.size + 1;
  const id = () => `t${String(number).padStart(3, "0")}`;
  while (used.has(id())) number += 1;
  return {id: id(), fingerprint: stretchFingerprint(span)};
}

// FNV-1a, 64 bits, over the document's hash and the stretch: not secret, only the same each time.
function stretchFingerprint(span) {
  let hash = 0xcbf29ce484222325n;
  for (const letter of `${plan.source.sha256}:${span.start}:${span.end}`) {
    hash = ((hash ^ BigInt(letter.codePointAt(0))) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16).padStart(16, "0");
}

function isChanged(state) {
  return state.dropped.length > 0 || state.tasks.some((task) => task.corrected);
}

// The plan as it is saved. A task whose parent is gone hangs on what the parent became, else on the nearest one above that is there.
function savedPlan(state) {
  const there = new Set(state.tasks.map((task) => task.id));
  const above = new Map(state.dropped.map((task) => [task.id, task.parent_id]));
  for (const task of state.tasks) for (const original of task.originals) above.set(original.id, task.id);
  const hung = (task) => {
    const seen = new Set([task.id, null]);
    let parent = task.parent_id;
    while (!there.has(parent) && above.has(parent)) {
      seen.add(parent);
      parent = seen.has(above.get(parent)) ? null : above.get(parent);
    }
    return parent === task.parent_id ? task : {...task, parent_id: parent};
  };
  return {...plan, tasks: state.tasks.map(hung), corrected: state.checked || isChanged(state), dropped: state.dropped};
}
