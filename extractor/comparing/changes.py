"""What moved between tasks that belong together, field by field: bodies, section, deadline, outputs, targets, documents cited.

Each change points at what either side says and where. What a plan of another year changes of itself is none: a deadline on the same day of
its plan's year, and a body that goes on under its name. A body that became another by reform is told as such (`bodies`). Of several tasks
on a side the fields of all count together. Figures are compared indicator by indicator, the most alike first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import date

from extractor.comparing.bodies import Body, cause_of
from extractor.comparing.headings import features_of_heading
from extractor.comparing.likeness import Seen, overlap, reference_key
from extractor.comparing.places import Placing
from extractor.comparing.records import Cause, Change, Field, Value
from extractor.comparing.words import features_of
from extractor.folding import fold
from extractor.month_lengths import last_day
from extractor.records import Deadline, Output, Plan, Target
from extractor.tasks.fingerprints import folded_words
from extractor.vocabulary import load_vocabulary

__all__ = ["Fields", "year_of"]


def year_of(plan: Plan) -> int | None:
    """The first year that a plan covers, else that of its issue."""
    start = plan.metadata.period.start or plan.metadata.date_issued
    return int(start[:4]) if start else None


class Fields:
    """The changes between groups of tasks of two plans.

    `day` is the later of the plans' days, None where one is not known; `renamed` are the ids of sections that are one (`headings`).
    """

    def __init__(self, before: Plan, after: Plan, day: str | None, renamed: Set[tuple[str, str]]) -> None:
        self._old, self._new = Placing(before), Placing(after)
        self._years = year_of(before), year_of(after)
        self._day, self._renamed = day, renamed
        self._alike: float = load_vocabulary("comparing")["thresholds"]["indicator"]
        self._same_section: float = load_vocabulary("comparing")["thresholds"]["section"]

    def changes(self, before: Sequence[Seen], after: Sequence[Seen]) -> Iterator[Change]:
        """All changes of a group that has tasks on both sides, in the order of the fields."""
        yield from self._bodies("lead_agencies", before, after, lambda seen: seen.leads)
        yield from self._bodies("coordinating_agencies", before, after, lambda seen: seen.coordinators)
        yield from self._section(before, after)
        yield from self._deadline(before, after)
        yield from self._outputs(before, after)
        yield from self._targets(before, after)
        yield from self._references(before, after)

    def _bodies(
        self, field: Field, before: Sequence[Seen], after: Sequence[Seen], bodies: Callable[[Seen], tuple[Body, ...]]
    ) -> Iterator[Change]:
        old, new = [body for seen in before for body in bodies(seen)], [body for seen in after for body in bodies(seen)]
        cause, steps = cause_of(old, new, self._day)
        if cause is None:
            return
        values = tuple(
            tuple(dict.fromkeys(placing.value(seen.task, mention, mention.name) for seen in side for mention in getattr(seen.task, field)))
            for placing, side in ((self._old, before), (self._new, after))
        )
        told = cause if old and new and field == "lead_agencies" else None
        yield Change(field=field, before=values[0], after=values[1], cause=told, steps=steps)

    def _section(self, before: Sequence[Seen], after: Sequence[Seen]) -> Iterator[Change]:
        old, new = ([features_of_heading(seen.section) for seen in side] for side in (before, after))
        if any((alike := overlap(a, b)) is None or alike >= self._same_section for a in old for b in new):
            return
        values = tuple(
            tuple(dict.fromkeys(placing.heading(seen.task, seen.section) for seen in side if seen.section))
            for placing, side in ((self._old, before), (self._new, after))
        )
        if all(values):
            ids = ((one.section.id, other.section.id) for one in before for other in after if one.section and other.section)
            cause: Cause | None = "renamed" if all(pair in self._renamed for pair in ids) else None
            yield Change(field="section", before=values[0], after=values[1], cause=cause)

    def _deadline(self, before: Sequence[Seen], after: Sequence[Seen]) -> Iterator[Change]:
        old = [(seen, seen.task.deadline) for seen in before if seen.task.deadline]
        new = [(seen, seen.task.deadline) for seen in after if seen.task.deadline]
        if not old and not new:
            return
        days = None
        if len(old) == len(new) == 1:
            if self._is_same_time(old[0][1], new[0][1]):
                return
            days = self._moved_by(old[0][1], new[0][1])
        elif {self._time(deadline, 0) for _, deadline in old} == {self._time(deadline, 1) for _, deadline in new}:
            return
        yield Change(
            field="deadline",
            before=tuple(self._old.value(seen.task, deadline, deadline.text) for seen, deadline in old),
            after=tuple(self._new.value(seen.task, deadline, deadline.text) for seen, deadline in new),
            days=days,
        )

    def _is_same_time(self, old: Deadline, new: Deadline) -> bool:
        return self._time(old, 0) == self._time(new, 1)

    def _time(self, deadline: Deadline, side: int) -> tuple[object, ...]:
        """What makes two times the same: their days within their plan's year, else how they come back, else their words."""
        if deadline.end is None and deadline.start is None:
            said = deadline.recurrence or deadline.duration
            return (said, deadline.anchor) if said else (folded_words(deadline.text),)
        return tuple(day and self._within_year(day, side) for day in (deadline.start, deadline.end))

    def _within_year(self, day: str, side: int) -> str:
        """The day with its year counted from the plan's; February ends with the 28th where it does so in the other plan's year."""
        own, other = self._years[side], self._years[1 - side]
        if own is None or other is None:
            return day
        after = int(day[:4]) - own
        within = "-02-28" if day.endswith("-02-29") and last_day(other + after, 2) == 28 else day[4:]
        return f"{after}{within}"

    def _moved_by(self, old: Deadline, new: Deadline) -> int | None:
        """Days from the one end to the other, after the first moved on by the years between the plans."""
        if not old.end or not new.end or self._years[0] is None or self._years[1] is None:
            return None
        moved = date.fromisoformat(old.end)
        year = moved.year + self._years[1] - self._years[0]
        moved = moved.replace(year=year, day=28) if (moved.month, moved.day) == (2, 29) else moved.replace(year=year)
        return (date.fromisoformat(new.end) - moved).days

    def _outputs(self, before: Sequence[Seen], after: Sequence[Seen]) -> Iterator[Change]:
        old, new = ([(seen, output) for seen in side for output in seen.task.outputs] for side in (before, after))
        texts = ({folded_words(_said(output)) for _, output in side} for side in (old, new))
        if next(texts) != next(texts):
            yield Change(
                field="outputs",
                before=tuple(self._old.value(seen.task, output, _said(output)) for seen, output in old),
                after=tuple(self._new.value(seen.task, output, _said(output)) for seen, output in new),
            )

    def _targets(self, before: Sequence[Seen], after: Sequence[Seen]) -> Iterator[Change]:
        old, new = ([(seen, target) for seen in side for target in seen.task.targets] for side in (before, after))
        ordered = sorted(
            (
                (alike, a, b)
                for a, (_, one) in enumerate(old)
                for b, (_, other) in enumerate(new)
                if (alike := _alike(one, other)) >= self._alike
            ),
            key=lambda found: (-found[0], found[1], found[2]),
        )
        partner: dict[int, int] = {}
        for _, a, b in ordered:
            if a not in partner and b not in partner.values():
                partner[a] = b
        for a, (seen, target) in enumerate(old):
            one = (self._old.value(seen.task, target, target.text),)
            if a not in partner:
                yield Change(field="targets", before=one)
                continue
            there, other = new[partner[a]]
            if _figure(target) != _figure(other):
                yield Change(field="targets", before=one, after=(self._new.value(there.task, other, other.text),))
        for b, (seen, target) in enumerate(new):
            if b not in partner.values():
                yield Change(field="targets", after=(self._new.value(seen.task, target, target.text),))

    def _references(self, before: Sequence[Seen], after: Sequence[Seen]) -> Iterator[Change]:
        old, new = (_cited(placing, side) for placing, side in ((self._old, before), (self._new, after)))
        gone, come = (tuple(value for key, value in one.items() if key not in other) for one, other in ((old, new), (new, old)))
        if gone or come:
            yield Change(field="legal_references", before=gone, after=come)


def _said(output: Output) -> str:
    return output.corrected_text if output.corrected_text is not None else output.text


def _figure(target: Target) -> tuple[object, ...]:
    return target.comparator, target.value, target.value_max


def _alike(one: Target, other: Target) -> float:
    """How alike two indicators are; 0 for other units. Without indicator the unit alone tells what is counted."""
    if fold(one.unit or "") != fold(other.unit or ""):
        return 0.0
    if not one.indicator and not other.indicator:
        return 1.0
    return overlap(features_of([one.indicator or ""], {}), features_of([other.indicator or ""], {})) or 0.0


def _cited(placing: Placing, side: Iterable[Seen]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for seen in side:
        for reference in seen.task.legal_references:
            if key := reference_key(reference):
                found.setdefault(key, placing.value(seen.task, reference, reference.symbol or reference.text))
    return found
