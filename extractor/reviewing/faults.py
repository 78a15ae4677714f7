"""What nobody can have meant: faults of a file of corrections, told before any of it is merged (`faults_in`).

What a person put in is looked at, not what the program extracted: a value that is not in the originals of its task. A day that no calendar
has, a first day behind the last; a rule of recurrence whose days do not exist; an agency or section that the plan does not have; an extent
that shares text with another task's, which no extraction and no correction on the page gives. That texts stand where their spans say, and
that numbers are in their range, is seen when the file is read (`extractor.records.decode`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal

from msgspec import Struct

from extractor.month_lengths import last_day
from extractor.records import AgencyMention, Deadline, ExtractedTask, LegalReference, Plan, Target, Task
from extractor.recurrence_rules import can_be
from extractor.shortening import shortened

__all__ = ["Fault", "faults_in"]

_SHOWN = 80  # characters of a task in what is told

Code = Literal["no_such_day", "days_reversed", "no_such_recurrence", "no_such_agency", "no_such_section", "extents_overlap"]


class Fault(Struct, frozen=True):
    """What is wrong: the task's id and first words, the field ("extent": its text and span), and the value, or the other task."""

    code: Code
    id: str
    task: str
    field: str
    value: str


def faults_in(corrected: Plan) -> list[Fault]:
    """The faults of a file of corrections, in the order of its tasks."""
    agencies, sections = {agency.id for agency in corrected.agencies}, {section.id for section in corrected.sections}
    faults = [
        Fault(code, task.id, shortened(task.text, _SHOWN), field, value)
        for task in corrected.tasks
        if task.corrected
        for code, field, value in (*_of_values(task, agencies), *_of_section(task, sections))
    ]
    faults += _overlaps(corrected)
    order = {task.id: at for at, task in enumerate(corrected.tasks)}
    return sorted(faults, key=lambda fault: order[fault.id])


def _of_values(task: Task, agencies: set[str]) -> Iterator[tuple[Code, str, str]]:
    for field in ("lead_agencies", "coordinating_agencies"):
        for agency in _put_in(task, field):
            yield from _of_agency(agency, field, agencies)
    if task.deadline is not None and task.deadline not in [original.deadline for original in task.originals]:
        yield from _of_deadline(task.deadline)
    for target in _put_in(task, "targets"):
        yield from _of_target(target)
    for reference in _put_in(task, "legal_references"):
        yield from _of_reference(reference, agencies)


def _put_in(task: Task, field: str) -> Iterable[Any]:
    """The values of a field that are in no original."""
    extracted = [value for original in task.originals for value in getattr(original, field)]
    return (value for value in getattr(task, field) if value not in extracted)


def _of_agency(agency: AgencyMention, field: str, agencies: set[str]) -> Iterator[tuple[Code, str, str]]:
    if agency.agency_id is not None and agency.agency_id not in agencies:
        yield "no_such_agency", field, agency.agency_id


def _of_deadline(deadline: Deadline) -> Iterator[tuple[Code, str, str]]:
    impossible = [day for day in (deadline.start, deadline.end) if day is not None and not _is_day(day)]
    for day in impossible:
        yield "no_such_day", "deadline", day
    if not impossible and deadline.start and deadline.end and deadline.start > deadline.end:
        yield "days_reversed", "deadline", f"{deadline.start} > {deadline.end}"
    if deadline.recurrence is not None and not can_be(deadline.recurrence):
        yield "no_such_recurrence", "deadline", deadline.recurrence


def _of_target(target: Target) -> Iterator[tuple[Code, str, str]]:
    if target.due is not None and not _is_day(target.due):
        yield "no_such_day", "targets", target.due


def _of_reference(reference: LegalReference, agencies: set[str]) -> Iterator[tuple[Code, str, str]]:
    if reference.date is not None and not _is_day(reference.date):
        yield "no_such_day", "legal_references", reference.date
    issuer = reference.issuer.agency_id if reference.issuer else None
    if issuer is not None and issuer not in agencies:
        yield "no_such_agency", "legal_references", issuer


def _of_section(task: Task, sections: set[str]) -> Iterator[tuple[Code, str, str]]:
    known = {original.section_id for original in task.originals} | sections | {None}
    if task.section_id not in known:
        yield "no_such_section", "section_id", str(task.section_id)


def _is_day(edtf: str) -> bool:
    """Whether the calendar has that year, month or day."""
    parts = [int(part) for part in edtf.split("-")]
    if parts[0] < date.min.year or not 1 <= (parts[1] if len(parts) > 1 else 1) <= 12:
        return False
    return len(parts) < 3 or 1 <= parts[2] <= last_day(parts[0], parts[1])


def _overlaps(plan: Plan) -> Iterator[Fault]:
    """Tasks that a person gave an extent which shares text with another's; each pair once, of the later by place."""
    ordered = sorted(plan.tasks, key=lambda task: (task.span.start, task.span.end))
    before: ExtractedTask | None = None
    for task in ordered:
        if before is not None and task.span.overlaps(before.span) and (_is_new(task) or _is_new(before)):
            told = task if _is_new(task) else before
            other = before if told is task else task
            yield Fault("extents_overlap", told.id, shortened(told.text, _SHOWN), "extent", shortened(other.text, _SHOWN))
        if before is None or task.span.end > before.span.end:
            before = task


def _is_new(task: ExtractedTask) -> bool:
    return isinstance(task, Task) and task.corrected and all(task.span != original.span for original in task.originals)
