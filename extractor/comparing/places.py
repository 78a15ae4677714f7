"""Where in a plan something stands: its span and the first page of it."""

from __future__ import annotations

from bisect import bisect_right

from extractor.comparing.records import Value
from extractor.records import Mention, Plan, Section, Span, Task

__all__ = ["Placing"]


class Placing:
    """The places of one plan. Pages count from 1; a document without pages has none."""

    def __init__(self, plan: Plan) -> None:
        self._starts = [page.start for page in plan.pages]
        self._numbers = [page.number for page in plan.pages]

    def page(self, span: Span) -> int | None:
        """The page on which a span begins."""
        at = bisect_right(self._starts, span.start) - 1
        return self._numbers[max(at, 0)] if self._numbers else None

    def value(self, task: Task, mention: Mention, text: str) -> Value:
        """What a task says: `text` is what is meant, which a person may have put in the printed text's place."""
        page = mention.location[0].page if mention.location else self.page(mention.span)
        return Value(task=task.id, text=" ".join(text.split()), span=mention.span, page=page)

    def heading(self, task: Task, section: Section) -> Value:
        """The heading above a task, with its number; the span is the section's."""
        number = f"{section.number}. " if section.number else ""
        return Value(task=task.id, text=f"{number}{' '.join(section.heading.split())}", span=section.span, page=self.page(section.span))
