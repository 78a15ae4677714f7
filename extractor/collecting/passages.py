"""A plan's text in passages, the units that a search finds: each task whole, and each line outside of tasks.

Together they are all of the text but blanks. A passage stands in the innermost section that holds its beginning; a task inside another
task belongs to the outer one's passage.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractor.lazy_patterns import lazy_pattern
from extractor.records import Plan, Section

__all__ = ["Passage", "passages_of"]

_LINE = lazy_pattern(r"\S(?:[^\n]*\S)?")


class Passage(NamedTuple):
    """A stretch of the text, with the ids of its section and of the task that it is."""

    start: int
    end: int
    section: str | None
    task: str | None


def passages_of(plan: Plan) -> Iterator[Passage]:
    """The passages in the order of the text."""
    sections = sorted(plan.sections, key=lambda section: (section.span.start, -section.span.end), reverse=True)
    above: list[Section] = []
    for start, end, task in _stretches(plan):
        while sections and sections[-1].span.start <= start:
            above.append(sections.pop())
        while above and above[-1].span.end <= start:
            above.pop()
        yield Passage(start, end, above[-1].id if above else None, task)


def _stretches(plan: Plan) -> Iterator[tuple[int, int, str | None]]:
    done = 0
    for task in sorted(plan.tasks, key=lambda task: (task.span.start, -task.span.end)):
        if task.span.start < done or not task.text.strip():
            continue
        yield from _lines(plan.text, done, task.span.start)
        yield task.span.start, task.span.end, task.id
        done = task.span.end
    yield from _lines(plan.text, done, len(plan.text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, None]]:
    for line in _LINE.finditer(text, start, end):
        yield line.start(), line.end(), None
