"""What people corrected, merged into a plan: `apply(plan, corrected)`.

The plan is the one that was corrected, one extracted anew (by a later version, from another file format), or one that has other people's
corrections already. A correction is what was made of some extracted tasks: one with other fields; one with another extent, several, or one
of several; none (dropped). One that a person added is made of none. The extracted tasks are found in the plan by fingerprint, then by place
and text, then by their words where no other has the same. Then, in this order:
1. What the plan has already stays as it is: to apply twice is to apply once.
2. Fields are merged one by one: what only one person changed is taken; where both did, not alike, the plan keeps its own, which is told.
3. Other extents, splitting, merging and dropping are taken whole, where the plan's tasks are as they were extracted; else told.
4. Where the plan's own reading of a corrected field is another than the person saw, the correction holds, which is told too.
Taking back is no correction: what the plan has as corrected or dropped stays so though the other has it as extracted.
Promises: a pure function; `apply(plan, c)` of what was corrected in `plan` itself is `c`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import asdict, replace

from extractor.folding import fold
from extractor.records import AgencyMention, ExtractedTask, Plan, Span, Task
from extractor.reviewing.placing import Placing
from extractor.reviewing.task_order import TaskOrder, place_of
from extractor.reviewing.units import Unit, extracted, key_of, units_of
from extractor.shortening import shortened

__all__ = ["Unmerged", "apply"]

FIELDS = (
    "number", "title", "lead_agencies", "coordinating_agencies", "persons", "deadline", "outputs", "targets", "legal_references",
)  # fmt: skip
"""What is merged one by one; text and span are the extent."""

_SHOWN = 80  # characters of a task in what is told

Code = Literal["task_gone", "place_gone", "other_extent", "other_value", "original_changed"]


class Unmerged(Struct, frozen=True):
    """What a person should look at: why, the task's first words, and the field where it is about one.

    "task_gone": the plan has no such task; "place_gone": nor the text that the task was given; "other_extent", "other_value": somebody
    corrected it otherwise, which stays; "original_changed": it was merged, but the program now reads another value than the person saw.
    """

    code: Code
    task: str
    field: str | None = None


def apply(plan: Plan, corrected: Plan) -> tuple[Plan, list[Unmerged]]:
    """The plan with the corrections, and what could not be merged or should be looked at, in the order of the corrected tasks."""
    merging = _Merging(plan, Placing(to=plan, of=corrected))
    for unit in units_of(corrected):
        if not unit.is_extracted:
            merging.merge(unit)
    return merging.result(), merging.told


class _Merging:
    """A plan's tasks while corrections are merged into them."""

    def __init__(self, plan: Plan, placing: Placing) -> None:
        self.plan, self.placing, self.corrected = plan, placing, placing.of
        self.extracted_there: dict[str | None, ExtractedTask] = {
            original.id: original for unit in units_of(placing.of) for original in unit.originals
        }
        self.tasks, self.dropped = TaskOrder(plan.tasks), list(plan.dropped)
        self.told: list[Unmerged] = []
        self.merged = False
        units = units_of(plan)
        self.unit_of = {key_of(original): unit for unit in units for original in unit.originals}
        self.originals = [original for unit in units for original in unit.originals]
        self.by_fingerprint = {original.fingerprint: original for original in self.originals}
        self.by_span = {original.span: original for original in reversed(self.originals)}
        words = Counter(fold(original.text) for original in self.originals)
        self.by_words = {fold(original.text): original for original in self.originals if words[fold(original.text)] == 1}
        self.used = {task.id for task in (*plan.tasks, *plan.dropped, *self.originals)}

    def merge(self, unit: Unit) -> None:
        if not unit.originals:
            for task in unit.results:
                self._merge_added(task)
            return
        found = [self._find(original) for original in unit.originals]
        for original, there in zip(unit.originals, found, strict=True):
            if there is None:
                self._tell("task_gone", original)
        ours = tuple(original for original in found if original is not None)
        if len(ours) < len(found):
            return
        units = list({id(one): one for one in (self.unit_of[key_of(original)] for original in ours)}.values())
        together = {key_of(original) for unit in units for original in unit.originals}
        if together != {key_of(original) for original in ours}:
            self._tell("other_extent", unit.originals[0])
        elif all(one.is_extracted for one in units):
            self._merge_fresh(unit, units, ours)
        elif len(units) == 1:
            self._merge_again(unit, units[0], ours)
        else:
            self._tell("other_extent", unit.originals[0])

    def _find(self, original: ExtractedTask) -> ExtractedTask | None:
        """The plan's extracted task that is this one."""
        there = self.by_fingerprint.get(original.fingerprint)
        if there is None and self.placing.same_text:
            there = self.by_span.get(original.span)
        return there or self.by_words.get(fold(original.text))

    def _merge_fresh(self, unit: Unit, units: Sequence[Unit], ours: tuple[ExtractedTask, ...]) -> None:
        """Into tasks that are as they were extracted."""
        old = [task for one in units for task in one.results]
        if unit.keeps_extent:
            self._merge_fields(unit.originals[0], unit.results[0], ours[0], old[0], (*ours,))
            return
        made = self._carried(unit, ours)
        if made is None:
            return
        for theirs, mine in zip(unit.originals if unit.results else (), ours if unit.results else (), strict=True):
            shift = mine.span.start - theirs.span.start
            for name in FIELDS:
                if not self._same(self.placing.values(theirs, name, shift, mine.span.end), getattr(mine, name)):
                    self._tell("original_changed", theirs, name)
        self._replace(old, made, () if unit.results else ours)

    def _merge_again(self, unit: Unit, there: Unit, ours: tuple[ExtractedTask, ...]) -> None:
        """Into what somebody made of the same tasks."""
        if not unit.results or not there.results:
            if unit.results or there.results:
                self._tell("other_extent", unit.originals[0])
            return
        if unit.keeps_extent and there.keeps_extent:
            self._merge_fields(unit.originals[0], unit.results[0], ours[0], there.results[0], there.results[0].originals)
            return
        made = self._carried(unit, ours)
        if made is None:
            return
        if [task.span for task in made] != [task.span for task in there.results]:
            self._tell("other_extent", unit.originals[0])
            return
        for mine, theirs in zip(there.results, made, strict=True):
            for name in FIELDS:
                if not self._same(getattr(mine, name), getattr(theirs, name)):
                    self._tell("other_value", mine, name)

    def _merge_fields(
        self, base: ExtractedTask, theirs: Task, ours: ExtractedTask, mine: Task, originals: tuple[ExtractedTask, ...]
    ) -> None:
        """`theirs` was corrected from `base`; `mine` is what the plan has, and was extracted as `ours`."""
        shift = mine.span.start - base.span.start
        changes: dict[str, Any] = {}
        for name in FIELDS:
            wanted = self.placing.values(theirs, name, shift, mine.span.end)
            was = self.placing.values(base, name, shift, mine.span.end)
            if self._same(wanted, was) or self._same(wanted, getattr(mine, name)):
                continue
            if not self._same(getattr(mine, name), getattr(ours, name)):
                self._tell("other_value", theirs, name)
                continue
            if not self._same(was, getattr(ours, name)):
                self._tell("original_changed", theirs, name)
            changes[name] = wanted
        if not changes:
            return
        judged = tuple(one for one in mine.field_confidence if one.field not in changes)
        task = replace(mine, **changes, field_confidence=judged, corrected=True, originals=originals)
        self.tasks.change(mine, task)
        self._renew(task.originals, (task,))

    def _merge_added(self, task: Task) -> None:
        span = self.placing.span(task.text, task.span, 0)
        if span is None:
            self._tell("place_gone", task)
            return
        there = self.tasks.at(span)
        added = self._placed(task, span, span.start - task.span.start)
        if there is None:
            section = self._section_of(task, self._section_at(span))
            added = replace(added, id=self._free_id(task.id), section_id=section, parent_id=None, originals=())
            self._replace((), (added,), ())
        elif there.corrected:
            for name in FIELDS:
                if not self._same(getattr(there, name), getattr(added, name)):
                    self._tell("other_value", task, name)
        else:
            changes = {name: getattr(added, name) for name in FIELDS if not self._same(getattr(there, name), getattr(added, name))}
            changes.pop("number", None)
            changes.pop("title", None)
            if changes:
                judged = tuple(one for one in there.field_confidence if one.field not in changes)
                made = replace(there, **changes, field_confidence=judged, corrected=True, originals=(extracted(there),))
                self.tasks.change(there, made)
                self._renew(made.originals, (made,))

    def _carried(self, unit: Unit, ours: tuple[ExtractedTask, ...]) -> tuple[Task, ...] | None:
        """What the person made, of the plan's own tasks; None, which is told, where its text is not there."""
        shift = ours[0].span.start - unit.originals[0].span.start
        there = {key_of(theirs): mine for theirs, mine in zip(unit.originals, ours, strict=True)}
        own_of = {theirs.id: mine for mine, theirs in zip(reversed(ours), reversed(unit.originals), strict=True)}
        made: list[Task] = []
        for result in unit.results:
            span = self.placing.span(result.text, result.span, shift)
            if span is None:
                self._tell("place_gone", result)
                return None
            task = self._placed(result, span, shift)
            own = own_of.get(result.id)
            made.append(
                replace(
                    task,
                    id=own.id if own else self._free_id(result.id),
                    fingerprint=own.fingerprint if own else result.fingerprint,
                    section_id=self._section_of(result, ours[0].section_id),
                    parent_id=self._parent_of(result),
                    originals=tuple(there[key_of(original)] for original in result.originals),
                )
            )
        return tuple(made)

    def _placed(self, task: Task, span: Span, shift: int) -> Task:
        """The task over the plan's text, its own fields carried over."""
        fields = {name: self.placing.values(task, name, shift, span.end) for name in FIELDS}
        return replace(task, **fields, span=span, location=self.placing.places(task.location), corrected=True)

    def _replace(self, old: Iterable[Task], made: Sequence[Task], dropped: Iterable[ExtractedTask]) -> None:
        for task in old:
            self.tasks.remove(task)
        for task in made:
            self.tasks.put(task)
            self.used.add(task.id)
        self.dropped.extend(dropped)
        originals = tuple({key_of(original): original for task in made for original in task.originals}.values())
        self._renew(originals or tuple(dropped), tuple(made))

    def _renew(self, originals: tuple[ExtractedTask, ...], results: tuple[Task, ...]) -> None:
        self.merged = True
        unit = Unit(originals, results)
        self.unit_of.update({key_of(original): unit for original in originals})

    def _free_id(self, wanted: str) -> str:
        number = len(self.used) + 1
        while wanted in self.used:
            wanted = f"t{number:03d}"
            number += 1
        return wanted

    def _section_at(self, span: Span) -> str | None:
        around = [section for section in self.plan.sections if section.span.covers(span)]
        return min(reversed(around), key=lambda section: len(section.span)).id if around else None

    def _same(self, one: Any, other: Any) -> bool:
        """Whether two values of a field say the same; where they stand counts in one text only, an agency in another by its name alone."""
        if self.placing.same_text:
            return bool(_meaning(one) == _meaning(other))
        agencies = isinstance(one, tuple) and any(isinstance(mention, AgencyMention) for mention in one)
        ignored = ("span", "found_in", "text") if agencies else ("span", "found_in")
        return bool(_meaning(one, *ignored) == _meaning(other, *ignored))

    def _section_of(self, result: Task, otherwise: str | None) -> str | None:
        """The section that the person's plan has it in, where this plan has the same."""
        theirs = next((section for section in self.corrected.sections if section.id == result.section_id), None)
        same = any(theirs is not None and (one.id, one.heading) == (theirs.id, theirs.heading) for one in self.plan.sections)
        return result.section_id if same else otherwise

    def _parent_of(self, result: Task) -> str | None:
        """The plan's own id of the task that the person's plan hangs it on."""
        theirs = self.extracted_there.get(result.parent_id)
        there = self._find(theirs) if theirs is not None else None
        return there.id if there is not None else result.parent_id if result.parent_id in self.used else None

    def _tell(self, code: Code, task: ExtractedTask, field: str | None = None) -> None:
        self.told.append(Unmerged(code, shortened(task.text, _SHOWN), field))

    def result(self) -> Plan:
        checked = self.corrected.corrected and not any(told.code != "original_changed" for told in self.told)
        return replace(
            self.plan,
            tasks=tuple(_hung(tuple(self.tasks), self.dropped)),
            dropped=tuple(sorted(self.dropped, key=place_of)),
            corrected=self.plan.corrected or self.merged or checked,
        )


def _hung(tasks: Sequence[Task], dropped: Iterable[ExtractedTask]) -> Iterator[Task]:
    """The tasks; one whose parent is gone hangs on what the parent became, else on the nearest one above that is there."""
    there = {task.id for task in tasks}
    above: dict[str | None, str | None] = {task.id: task.parent_id for task in dropped}
    for task in tasks:
        above.update({original.id: task.id for original in task.originals})
    for task in tasks:
        parent, seen = task.parent_id, {task.id, None}
        while parent not in there and parent in above:
            seen.add(parent)
            parent = above[parent] if above[parent] not in seen else None
        yield task if parent == task.parent_id else replace(task, parent_id=parent)


def _meaning(value: Any, *ignored: str) -> Any:
    """What a value says: without its ids and places on pages."""
    if isinstance(value, tuple):
        return tuple(_meaning(one, *ignored) for one in value)
    if isinstance(value, Struct):
        left_out = ("id", "agency_id", "location", *ignored)
        return {name: _meaning(part, *ignored) for name, part in asdict(value).items() if name not in left_out}
    return value
