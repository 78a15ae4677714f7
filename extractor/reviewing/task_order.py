"""A plan's tasks while they are changed one by one, each change in constant time; their order is made at the end.

A task that takes another's place stands where that stood; one that is put in stands before the first that its place in the text precedes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.records import ExtractedTask, Span, Task

__all__ = ["TaskOrder", "place_of"]


def place_of(task: ExtractedTask) -> tuple[int, int]:
    """By which tasks are ordered: where it begins, the longer first."""
    return task.span.start, -task.span.end


class TaskOrder:
    def __init__(self, tasks: Iterable[Task]) -> None:
        self._slots: dict[int, Task] = dict(enumerate(tasks))
        self._given = len(self._slots)  # the slots of tasks that are put in come after
        self._next = self._given
        self._slot_of = {id(task): slot for slot, task in self._slots.items()}
        self._at: dict[Span, Task] = {}
        for task in self._slots.values():
            self._at.setdefault(task.span, task)

    def at(self, span: Span) -> Task | None:
        """A task with just this extent."""
        return self._at.get(span)

    def change(self, old: Task, new: Task) -> None:
        slot = self._slot_of.pop(id(old))
        self._set(slot, new)
        if self._at.get(old.span) is old:
            del self._at[old.span]
        self._at.setdefault(new.span, new)

    def remove(self, task: Task) -> None:
        del self._slots[self._slot_of.pop(id(task))]
        if self._at.get(task.span) is task:
            del self._at[task.span]

    def put(self, task: Task) -> None:
        self._set(self._next, task)
        self._next += 1
        self._at.setdefault(task.span, task)

    def _set(self, slot: int, task: Task) -> None:
        self._slots[slot] = task
        self._slot_of[id(task)] = slot

    def __iter__(self) -> Iterator[Task]:
        added = sorted((task for slot, task in self._slots.items() if slot >= self._given), key=place_of, reverse=True)
        for slot in range(self._given):
            if (task := self._slots.get(slot)) is not None:
                while added and place_of(added[-1]) < place_of(task):
                    yield added.pop()
                yield task
        yield from reversed(added)
