"""What tells how sure a task and its fields are, as codes that `models/messages.toml` explains: how each was found, then each doubt.

`signs` gives them for the task itself ("text"), its leads, and for its coordinating agencies, deadline and products where there are any or
something asks for them: a filled cell or label that was not understood, "phối hợp" in the text. Which codes there are is told by FOUND,
DOUBTS and ANYWHERE, what each is worth by `models/confidence.toml`. A second reader's agreement, where there is one, is a code too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from extractor.document import Document
from extractor.records import AgencyMention, CheckedField, Deadline, Mention, Span
from extractor.tasks.assigning import Assignment
from extractor.tasks.finding import Candidate

__all__ = ["ANYWHERE", "DOUBTS", "FOUND", "Signed", "signs"]

Signed = Literal["text"] | CheckedField
"""What has signs: the task itself, and its fields."""

_PLACES = ("found_in_cell", "found_in_label", "found_in_sentence", "found_in_heading", "found_in_introduction")
FOUND: Mapping[Signed, tuple[str, ...]] = {
    "text": ("table_row", "field_block", "list_item", "paragraph"),
    "lead_agencies": (*_PLACES, "not_named"),
    "coordinating_agencies": (*_PLACES, "not_named"),
    "deadline": (*_PLACES, "not_named"),
    "outputs": ("found_in_cell", "found_in_label"),
}
"""How a field can have been found; "not_named": it is empty."""
DOUBTS: Mapping[Signed, tuple[str, ...]] = {
    "text": ("unknown_wording", "nobody_named", "no_time", "part_unknown", "ends_open"),
    "lead_agencies": ("several_named", "lead_expected", "value_not_understood"),
    "coordinating_agencies": ("value_not_understood",),
    "deadline": ("several_times", "time_unresolved", "only_beginning", "recurring_time", "value_not_understood"),
    "outputs": (),
}
"""What makes a field less sure."""
ANYWHERE = ("columns_guessed_here", "ocr_doubtful", "reader_agrees", "reader_disagrees")
"""What anything can have besides."""

_CODES = {place.removeprefix("found_in_"): place for place in _PLACES}
_ACCURATE_LISTS = 4  # two or three leads were one too many or too few in one case of four, longer lists hardly ever
_OPEN_ENDS = (":", "!")
_AGREES = 0.5


def signs(
    document: Document,
    candidate: Candidate,
    assignment: Assignment,
    unsure: Sequence[Span],
    agreement: Mapping[Signed, float | None] | None = None,
) -> Iterator[tuple[Signed, tuple[str, ...]]]:
    """What is signed, the task itself first, with its codes.

    `unsure`: where the recogniser of scanned pages was not sure, in order. `agreement`: how far a second reader agrees, 0 to 1; None, or no
    entry, where it has no opinion.
    """
    table = candidate.node.table
    everywhere = ("columns_guessed_here",) if table and table.table.columns_guessed else ()
    not_read = [warning.code for warning in assignment.warnings]

    def told(signed: Signed, found: str, doubts: Sequence[str], values: Sequence[Mention | Candidate]) -> tuple[Signed, tuple[str, ...]]:
        codes = (found, *doubts, *everywhere)
        if unsure and any(_touches(unsure, value.span) for value in values):
            codes = (*codes, "ocr_doubtful")
        if agreement and (agrees := agreement.get(signed)) is not None:
            codes = (*codes, "reader_agrees" if agrees >= _AGREES else "reader_disagrees")
        return signed, codes

    text = document.slice(candidate.span)
    leads, helpers, time = assignment.leads, assignment.coordinating, assignment.deadline
    yield told("text", candidate.origin, _doubts_of_text(candidate, assignment, text), (candidate,))
    found = _place_of_agency(candidate, leads[0]) if leads else "not_named"
    yield told("lead_agencies", found, _doubts_of_leads(candidate, assignment, not_read), leads)
    if helpers:
        yield told("coordinating_agencies", _place_of_agency(candidate, helpers[0]), (), helpers)
    elif candidate.labels and any(label.field == "coordinating" and len(label.value) for label in candidate.labels):
        yield told("coordinating_agencies", "not_named", ("value_not_understood",), ())
    elif "phối hợp" in text or "Phối hợp" in text:
        yield told("coordinating_agencies", "not_named", (), ())
    if time:
        found = _place(candidate, time.span)
        yield told("deadline", found, _doubts_of_deadline(assignment, time, found), (time,))
    elif "deadline_not_understood" in not_read:
        yield told("deadline", "not_named", ("value_not_understood",), ())
    if assignment.outputs:
        yield told("outputs", "found_in_cell" if candidate.origin == "table_row" else "found_in_label", (), assignment.outputs)


def _doubts_of_text(candidate: Candidate, assignment: Assignment, text: str) -> list[str]:
    doubts = [] if candidate.certain else ["unknown_wording"]
    if candidate.origin != "table_row":
        if not (assignment.leads or assignment.coordinating or assignment.persons):
            doubts.append("nobody_named")
        if not assignment.deadline:
            doubts.append("no_time")
        if candidate.node.role is None:
            doubts.append("part_unknown")
    if text.endswith(_OPEN_ENDS):
        doubts.append("ends_open")
    return doubts


def _doubts_of_leads(candidate: Candidate, assignment: Assignment, not_read: Sequence[str]) -> tuple[str, ...]:
    if assignment.leads:
        return ("several_named",) if 1 < len(assignment.leads) < _ACCURATE_LISTS else ()
    if "lead_names_no_agency" in not_read:
        return ("value_not_understood",)
    return ("lead_expected",) if candidate.node.role == "implementation" and not assignment.persons else ()


def _doubts_of_deadline(assignment: Assignment, time: Deadline, found: str) -> list[str]:
    doubts = ["several_times"] if len(assignment.deadlines) > 1 or assignment.apart else []
    if not time.resolved:
        doubts.append("time_unresolved")
    if time.kind == "recurring":
        doubts.append("recurring_time")
    elif time.kind == "from" and found != "found_in_sentence":
        doubts.append("only_beginning")
    return doubts


def _place_of_agency(candidate: Candidate, mention: AgencyMention) -> str:
    """Where an agency was found; a sentence that is not the task's own introduces it."""
    if mention.found_in == "sentence" and not candidate.span.covers(mention.span):
        return "found_in_introduction"
    return _CODES[mention.found_in]


def _place(candidate: Candidate, span: Span) -> str:
    """Where a time was found: in the task's own text, in its row, in a labelled line, in a heading, else in what introduces it."""
    if candidate.span.covers(span):
        return "found_in_sentence"
    row = candidate.node.row
    if row and row.row.span.covers(span):
        return "found_in_cell"
    if any(label.value.covers(span) for label in candidate.labels):
        return "found_in_label"
    return "found_in_heading" if any(n.heading and n.heading.covers(span) for n in candidate.around) else "found_in_introduction"


def _touches(unsure: Sequence[Span], span: Span) -> bool:
    """Whether a span shares text with one of the spans, which are in order and do not overlap."""
    at = bisect_left(unsure, span.end, key=lambda other: other.start)
    return at > 0 and unsure[at - 1].end > span.start
