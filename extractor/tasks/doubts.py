"""What a person should look at in the whole list: tables that gave no task, items left out beside tasks (told by their first words), tasks
that name nobody, none at all; tasks that may be none, those of several deadlines, and those left out because they were not sure enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Document, ReadingWarning
from extractor.mentions.target_tables import is_indicator_table
from extractor.records import Span, Task
from extractor.shortening import shortened
from extractor.structure.actions import kind_of_text
from extractor.structure.outline import Node, Outline
from extractor.structure.tables import ReadTable, column_of_header
from extractor.tasks.assigning import Assignment
from extractor.tasks.confidence import doubtful_below
from extractor.tasks.finding import Candidate, is_general_request, is_telling

__all__ = ["doubtful_tasks", "doubts", "left_out", "several_deadlines"]

_TOLD = frozenset({"lead", "coordinating", "time", "person"})
_FEW_ROWS, _FEW_COLUMNS, _FEW_WORDS = 3, 3, 3
_MOST_NAMED, _BEGINNING = 30, 40


def doubts(
    document: Document,
    tree: Outline,
    candidates: Sequence[Candidate],
    assignments: Sequence[Assignment],
    rejected: Sequence[Candidate] = (),
) -> Iterator[ReadingWarning]:
    """The warnings about the task list, in document order, the general ones last; what was `rejected` has a warning of its own."""
    for read in tree.tables:
        wide = read.table.rows and len(read.table.rows[0].cells) >= _FEW_COLUMNS
        if read.kind == "other" and wide and _may_tell_tasks(document, read) and not is_indicator_table(document, read.table):
            head = " | ".join(" ".join(document.slice(cell.span).split()) for cell in read.table.rows[0].distinct)
            yield ReadingWarning("table_not_understood", {"head": head[:80]}, read.table.span)
    known = frozenset(candidate.node.span for candidate in (*candidates, *rejected))
    left_out = list(_left_out(document, tree.roots, known))
    for code in ("items_left_out", "items_telling"):
        if spans := [span for why, span in left_out if why == code]:
            yield ReadingWarning(code, {"count": str(len(spans)), "items": _beginnings(document, spans)}, spans[0])
    nobody = [
        candidate
        for candidate, assignment in zip(candidates, assignments, strict=True)
        if candidate.node.role == "implementation" and not assignment.leads and not assignment.persons
    ]
    if nobody:
        yield ReadingWarning("tasks_without_lead", {"count": str(len(nobody))}, nobody[0].span)
    if not candidates:
        yield ReadingWarning("no_tasks")


def doubtful_tasks(tasks: Sequence[Task]) -> Iterator[ReadingWarning]:
    """One warning with the ids of the tasks that may be none, at most the first 30 of them."""
    least = doubtful_below()
    unsure = [task for task in tasks if task.confidence < least]
    if unsure:
        yield ReadingWarning("doubtful_tasks", _named(unsure), unsure[0].span)


def several_deadlines(tasks: Sequence[Task], assignments: Sequence[Assignment]) -> Iterator[ReadingWarning]:
    """One warning with the ids of the tasks that have one of several deadlines, at most the first 30 of them."""
    several = [task for task, assignment in zip(tasks, assignments, strict=True) if len(assignment.deadlines) > 1]
    if several:
        yield ReadingWarning("several_deadlines", _named(several), several[0].span)


def _named(tasks: Sequence[Task]) -> dict[str, str]:
    more = ["…"] if len(tasks) > _MOST_NAMED else []
    return {"count": str(len(tasks)), "tasks": ", ".join([task.id for task in tasks[:_MOST_NAMED]] + more)}


def left_out(tasks: Sequence[Task], min_confidence: float) -> Iterator[ReadingWarning]:
    """A warning of how many tasks are below the wanted confidence."""
    count = sum(task.confidence < min_confidence for task in tasks)
    if count:
        yield ReadingWarning("tasks_below_confidence", {"count": str(count), "least": f"{min_confidence:.10g}"})


def _may_tell_tasks(document: Document, read: ReadTable) -> bool:
    """Whether a table has rows enough to tell tasks: one below its head, where that says who or when, else some."""
    rows = read.table.rows
    if len(rows) >= _FEW_ROWS:
        return True
    heads = (document.slice(cell.span) for cell in rows[0].distinct)
    return len(rows) > 1 and any(column_of_header(head) in _TOLD for head in heads)


def _beginnings(document: Document, spans: Sequence[Span]) -> str:
    """How items begin, by which a person finds them; at most the first 30."""
    named = [f"“{shortened(document.slice(span), _BEGINNING)}”" for span in spans[:_MOST_NAMED]]
    return "; ".join(named + ["…"] * (len(spans) > _MOST_NAMED))


def _left_out(document: Document, nodes: Sequence[Node], taken: frozenset[Span]) -> Iterator[tuple[str, Span]]:
    """The items beside tasks that are none, with the code of why: no rule knows what they begin with, or they tell and order nothing."""
    tasks_beside = any(node.span in taken for node in nodes)
    for node in nodes:
        if node.span in taken:
            continue
        yield from _left_out(document, node.children, taken)
        if tasks_beside and node.kind == "item" and not node.children and not node.labels:
            text = document.slice(node.span)
            said = len(text.split()) >= _FEW_WORDS and not text.isupper() and not text.endswith(":")
            if said and is_telling(text):
                yield "items_telling", node.span
            elif said and kind_of_text(text) == "unknown" and not is_general_request(text):
                yield "items_left_out", node.span
