"""A plan's tasks as rows for tables: what every export shows of a task, in words for people.

What a person corrected stands in the place of what is printed. A body is told by its full name. Characters that XML and terminals cannot
hold are left out, ends of lines are line feeds. `doubts` are the reasons to look at a task again: a confidence below which tasks are
doubtful, of the task or a field that nobody corrected, and the plan's warnings about places in it.
Promises: one row a task, in the plan's order; the same plan and language give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from extractor.exporting.deadline_wording import day_of, deadline_in_words
from extractor.exporting.export_words import word
from extractor.exporting.mention_wording import (
    Readings,
    agency_in_words,
    number_in_words,
    output_in_words,
    person_in_words,
    reference_in_words,
    target_in_words,
)
from extractor.lazy_patterns import lazy_pattern
from extractor.messages import Language, message_or
from extractor.records import DeadlineKind, Plan, PlanWarning, Section, Task
from extractor.vocabulary import load_vocabulary

__all__ = ["TaskRow", "held", "task_rows", "warning_text"]

# What XML 1.0 cannot hold, and the controls beyond it that no document means.
_UNHELD = lazy_pattern(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = lazy_pattern(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BULLET = "-–—+•* "
_FIELD_COLUMNS = {"lead_agencies": "leads", "coordinating_agencies": "coordinators", "deadline": "deadline", "outputs": "outputs"}


class TaskRow(Struct, frozen=True):
    """A task. `order` counts from 1; `number` is the item's own; `section` the heading it stands under; `page` its first, from 1.

    `deadline` are the words, `start` and `end` its days where they are known, `recurrence` iCalendar rules, one a line.
    """

    order: int
    id: str
    fingerprint: str
    number: str
    section: str
    task: str
    leads: tuple[str, ...]
    coordinators: tuple[str, ...]
    persons: tuple[str, ...]
    deadline: str
    kind: DeadlineKind | None
    start: date | None
    end: date | None
    recurrence: str
    outputs: tuple[str, ...]
    targets: tuple[str, ...]
    legal_basis: tuple[str, ...]
    page: int | None
    confidence: float
    doubts: tuple[str, ...]
    corrected: bool


def held(text: str) -> str:
    """The text without what files for people cannot hold; every end of a line a line feed."""
    return _UNHELD.sub("", _LINE_END.sub("\n", text))


def task_rows(plan: Plan, language: Language) -> tuple[TaskRow, ...]:
    """One row a task, in the plan's order."""
    sections = {section.id: section for section in plan.sections}
    told = tuple(warning for warning in plan.warnings if warning.span is not None and "count" not in warning.details)
    readings = Readings(plan)
    return tuple(_row(order, task, plan, readings, sections, told, language) for order, task in enumerate(plan.tasks, 1))


def _row(
    order: int,
    task: Task,
    plan: Plan,
    readings: Readings,
    sections: dict[str, Section],
    warnings: tuple[PlanWarning, ...],
    language: Language,
) -> TaskRow:
    deadline = task.deadline
    return TaskRow(
        order=order,
        id=task.id,
        fingerprint=task.fingerprint,
        number=held(task.number or ""),
        section=_heading(sections.get(task.section_id or "")),
        task=_work(task),
        leads=_distinct(map(agency_in_words, task.lead_agencies)),
        coordinators=_distinct(map(agency_in_words, task.coordinating_agencies)),
        persons=_distinct(person_in_words(person, readings) for person in task.persons),
        deadline=held(deadline_in_words(deadline, readings, language)),
        kind=deadline.kind if deadline else None,
        start=day_of(deadline.start) if deadline else None,
        end=day_of(deadline.end) if deadline else None,
        recurrence=held(deadline.recurrence or "") if deadline else "",
        outputs=_distinct(map(output_in_words, task.outputs)),
        targets=_distinct(target_in_words(target, readings, language) for target in task.targets),
        legal_basis=_distinct(reference_in_words(each, readings) for each in task.legal_references if not each.self),
        page=_page(task, plan),
        confidence=task.confidence,
        doubts=_distinct(_doubts(task, warnings, language)),
        corrected=task.corrected,
    )


def _page(task: Task, plan: Plan) -> int | None:
    """The page on which it begins: of its first place, else the one whose text it begins in."""
    if task.location:
        return task.location[0].page
    return next((page.number for page in plan.pages if page.start <= task.span.start < page.end), None)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(held, texts) if text))


def _heading(section: Section | None) -> str:
    if section is None:
        return ""
    return held(f"{section.number}. {section.heading}" if section.number else section.heading)


def _work(task: Task) -> str:
    """The title and text, without the item's number (the printed one too), which stands by itself, and without a bullet."""
    text = task.text
    for number in (task.number, *(original.number for original in task.originals)):
        if number and task.text.startswith(number):
            rest = task.text[len(number) :]
            if not rest[:1].isalnum():
                text = rest.lstrip(".)/ ")
                break
    text = text.lstrip(_BULLET) or text
    if task.title and not text.startswith(task.title):
        text = f"{task.title}: {text}"
    return held(text)


def _doubts(task: Task, warnings: tuple[PlanWarning, ...], language: Language) -> Iterator[str]:
    least = float(load_vocabulary("confidence")["doubtful_below"])
    if task.confidence < least and not task.corrected:
        yield word("text", "doubtful_task", language, value=number_in_words(task.confidence, language))
    for checked in task.field_confidence:
        value = getattr(task, checked.field)
        changed = task.corrected and all(getattr(original, checked.field) != value for original in task.originals)
        if checked.value < least and not changed:
            reasons = "; ".join(message_or(code, {}, language, code).rstrip(".") for code in checked.reasons)
            field = word("column", _FIELD_COLUMNS[checked.field], language)
            yield word("text", "doubtful_field", language, field=field, value=number_in_words(checked.value, language), reasons=reasons)
    for warning in warnings:
        if warning.span is not None and task.span.covers(warning.span):
            yield warning_text(warning, language)


def warning_text(warning: PlanWarning, language: Language) -> str:
    """What the warning tells, in the language; in its own Vietnamese words where this program does not know its code."""
    return held(message_or(warning.code, warning.details, language, warning.message))
