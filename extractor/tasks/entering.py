"""The tasks as a plan holds them: what was found and assigned, with the mentions of each task's own text as the same values.

`enter_tasks` promises: ids are in document order; a task's targets and references are those of the document that stand in its own stretches
of text, and in the notes cited there; its section is the innermost that holds it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeVar

from msgspec.structs import replace

from extractor.document import Document, Places
from extractor.records import Deadline, LegalReference, Mention, Metadata, Span, Target, Task
from extractor.structure.outline import Outline
from extractor.structure.tables import Column
from extractor.tasks.assigning import Assignment
from extractor.tasks.confidence import field_confidence, share_right
from extractor.tasks.finding import Candidate
from extractor.tasks.fingerprints import fingerprints
from extractor.tasks.signs import Signed, signs

__all__ = ["COUNTING", "Agreement", "enter_tasks", "placed"]

_M = TypeVar("_M", bound=Mention)
Agreement = Mapping[Signed, float | None]
"""How far the second reader agrees with a task and its fields, 0 to 1; None where it has no opinion."""
COUNTING: tuple[Column, ...] = ("target", "output", "note")
"""The columns of a task table, beside the work, that may state figures to be reached."""
# Warnings whose place holds words that may be misread.
_MISREAD = frozenset({"ocr_uncertain", "ocr_corrected", "ocr_unread"})


def placed(locate: Places, mentions: Iterable[_M]) -> tuple[_M, ...]:
    """The mentions with where they stand on pages."""
    return tuple(replace(mention, location=locate(mention.span)) for mention in mentions)


def enter_tasks(
    document: Document,
    locate: Places,
    metadata: Metadata,
    tree: Outline,
    candidates: Sequence[Candidate],
    assignments: Sequence[Assignment],
    references: Sequence[LegalReference],
    targets: Sequence[Target],
    deadlines: Sequence[Deadline],
    agreements: Sequence[Agreement | None],
) -> tuple[Task, ...]:
    """The tasks in document order, ids "t001" on. `agreements`: the second reader's on each, None where it has not read."""
    section_ids = {node.span: section.id for (node, _), section in zip(tree.section_nodes(), tree.sections, strict=True)}
    marks = fingerprints(metadata, [_identity(document, candidate) for candidate in candidates])
    by_value = {_value(deadline): deadline for deadline in deadlines}
    in_targets, in_references = _starts(targets), _starts(references)
    cited = sorted((note.cited_at, note.span) for note in document.notes if note.cited_at is not None)
    unsure = sorted(warning.span for warning in document.warnings if warning.code in _MISREAD and warning.span)
    tasks = []
    found = zip(candidates, assignments, marks, agreements, strict=True)
    for number, (candidate, assignment, mark, agreement) in enumerate(found, start=1):
        own = _own_spans(candidate)
        notes = _cited_within(cited, own) if cited else []
        home = next((node.span for node in (candidate.node, *candidate.around) if node.heading and node.span in section_ids), None)
        main = assignment.deadline
        (_, reasons), *fields = signs(document, candidate, assignment, unsure, agreement)
        tasks.append(
            Task(
                id=f"t{number:03d}",
                fingerprint=mark,
                text=document.slice(candidate.span),
                span=candidate.span,
                location=locate(candidate.span),
                number=candidate.number,
                section_id=section_ids[home] if home else None,
                parent_id=None,
                origin=candidate.origin,
                title=" ".join(document.slice(candidate.title).split()) if candidate.title else None,
                lead_agencies=assignment.leads,
                coordinating_agencies=assignment.coordinating,
                persons=placed(locate, assignment.persons),
                deadline=by_value[_value(main)] if main else None,
                outputs=placed(locate, assignment.outputs),
                targets=_within(targets, in_targets, own),
                legal_references=_within(references, in_references, [*own, *notes]),
                confidence=share_right("text", reasons),
                confidence_reasons=reasons,
                field_confidence=tuple(field_confidence(field, codes) for field, codes in fields),
            )
        )
    return tuple(tasks)


def _value(deadline: Deadline) -> tuple[object, ...]:
    """What tells a deadline from another: several may stand in the same words ("hằng tháng (trước ngày 16), 6 tháng (trước ngày 16/6)")."""
    return deadline.span, deadline.kind, deadline.start, deadline.end, deadline.recurrence, deadline.duration


def _identity(document: Document, candidate: Candidate) -> tuple[list[str], str]:
    """The headings above a task from the outside in, and its words."""
    headings = [document.slice(node.heading) for node in reversed(candidate.around) if node.heading]
    marker = candidate.node.body.start - candidate.node.span.start if candidate.span.start == candidate.node.span.start else 0
    title = document.slice(candidate.title) + "\n" if candidate.title else ""
    return headings, title + document.text[candidate.span.start + max(0, marker) : candidate.span.end]


def _own_spans(candidate: Candidate) -> list[Span]:
    """The stretches of text that are a task's own: its text, its title, and of a table row the cells with products and targets."""
    node = candidate.node
    spans = [candidate.span]
    if candidate.title:
        spans.append(candidate.title)
    if node.table and node.row:
        spans += [cell.span for column in COUNTING for cell in node.table.cells(node.row.row, column)]
    return spans


def _cited_within(cited: Sequence[tuple[int, Span]], spans: Iterable[Span]) -> list[Span]:
    """The notes, given by where they are cited, of which one of the spans has the citation, at its end too."""
    found: list[Span] = []
    for span in spans:
        first, last = bisect_left(cited, span.start, key=itemgetter(0)), bisect_right(cited, span.end, key=itemgetter(0))
        found += [note for _, note in cited[first:last]]
    return found


def _starts(mentions: Iterable[Mention]) -> list[int]:
    return [mention.span.start for mention in mentions]


def _within(mentions: Sequence[_M], starts: Sequence[int], spans: Sequence[Span]) -> tuple[_M, ...]:
    """The mentions, in document order and with where they start, that lie in one of the spans."""
    found: set[int] = set()
    for span in spans:
        at = bisect_left(starts, span.start)
        while at < len(mentions) and mentions[at].span.end <= span.end:
            found.add(at)
            at += 1
    return tuple(mentions[at] for at in sorted(found)) if found else ()
