"""What was made of what: a plan's extracted tasks and the tasks that a person made of them, those that share an original together."""

from __future__ import annotations

from msgspec import Struct

from extractor.records import ExtractedTask, Plan, Span, Task

__all__ = ["Key", "Unit", "extracted", "key_of", "units_of"]

Key = tuple[str, Span]


class Unit(Struct, frozen=True):
    """Extracted tasks and what a person made of them."""

    originals: tuple[ExtractedTask, ...]
    results: tuple[Task, ...]

    @property
    def is_extracted(self) -> bool:
        return len(self.originals) == len(self.results) == 1 and not self.results[0].corrected

    @property
    def keeps_extent(self) -> bool:
        if len(self.originals) != 1 or len(self.results) != 1:
            return False
        original, result = self.originals[0], self.results[0]
        return original.span == result.span and original.id == result.id


def key_of(task: ExtractedTask) -> Key:
    return task.fingerprint, task.span


def extracted(task: Task) -> ExtractedTask:
    return ExtractedTask(**{name: getattr(task, name) for name in ExtractedTask.__struct_fields__})


def units_of(plan: Plan) -> list[Unit]:
    """The plan's tasks and dropped tasks, in the order of the tasks; a task without originals is a unit of its own."""
    made_of = [task.originals if task.corrected else (extracted(task),) for task in plan.tasks]
    first = list(range(len(made_of)))  # of each task one before it, or itself, that is in its unit

    def root(at: int) -> int:
        while first[at] != at:
            first[at] = first[first[at]]
            at = first[at]
        return at

    seen: dict[Key, int] = {}
    for at, originals in enumerate(made_of):
        for original in originals:
            one, other = sorted((root(at), root(seen.setdefault(key_of(original), at))))
            first[other] = one
    together: dict[int, tuple[dict[Key, ExtractedTask], list[Task]]] = {}
    for at, (task, originals) in enumerate(zip(plan.tasks, made_of, strict=True)):
        known, results = together.setdefault(root(at), ({}, []))
        for original in originals:
            known.setdefault(key_of(original), original)
        results.append(task)
    units = [Unit(tuple(known.values()), tuple(results)) for known, results in together.values()]
    return units + [Unit((task,), ()) for task in plan.dropped if key_of(task) not in seen]
