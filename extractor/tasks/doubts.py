"""What a person should look at in the whole list: tables that gave no task, tasks that name nobody, no task at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Document, ReadingWarning
from extractor.mentions.target_tables import is_indicator_table
from extractor.structure.outline import Outline
from extractor.tasks.assigning import Assignment
from extractor.tasks.finding import Candidate

__all__ = ["doubts"]

_FEW_ROWS, _FEW_COLUMNS = 3, 3


def doubts(
    document: Document, tree: Outline, candidates: Sequence[Candidate], assignments: Sequence[Assignment]
) -> Iterator[ReadingWarning]:
    """The warnings about the task list, in document order, the general ones last."""
    for read in tree.tables:
        wide = read.table.rows and len(read.table.rows[0].cells) >= _FEW_COLUMNS
        if read.kind == "other" and wide and len(read.table.rows) >= _FEW_ROWS and not is_indicator_table(document, read.table):
            head = " | ".join(" ".join(document.slice(cell.span).split()) for cell in read.table.rows[0].distinct)
            yield ReadingWarning("table_not_understood", {"head": head[:80]}, read.table.span)
    nobody = [
        candidate
        for candidate, assignment in zip(candidates, assignments, strict=True)
        if candidate.node.role == "implementation" and not assignment.leads and not assignment.persons
    ]
    if nobody:
        yield ReadingWarning("tasks_without_lead", {"count": str(len(nobody))}, nobody[0].span)
    if not candidates:
        yield ReadingWarning("no_tasks")
