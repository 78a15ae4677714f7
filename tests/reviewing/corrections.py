"""What a person can make of a plan on the review page, made here in Python: a plan in, a corrected one out."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from extractor.records import AgencyMention, ExtractedTask, Output, Plan, Span, Task


def extracted(task: Task) -> ExtractedTask:
    return ExtractedTask(**{name: getattr(task, name) for name in ExtractedTask.__struct_fields__})


def originals(task: Task) -> tuple[ExtractedTask, ...]:
    return task.originals if task.corrected else (extracted(task),)


def typed_agency(task: ExtractedTask, name: str) -> AgencyMention:
    return AgencyMention(text="", span=Span(task.span.end, task.span.end), agency_id=None, name=name, found_in="correction")


def typed_output(task: ExtractedTask, text: str) -> Output:
    return Output(text="", span=Span(task.span.end, task.span.end), corrected_text=text)


def with_tasks(plan: Plan, tasks: list[Task], dropped: tuple[ExtractedTask, ...] = ()) -> Plan:
    ordered = sorted(tasks, key=lambda task: (task.span.start, -task.span.end))
    gone = sorted((*plan.dropped, *dropped), key=lambda task: (task.span.start, -task.span.end))
    return replace(plan, tasks=tuple(ordered), dropped=tuple(gone), corrected=True)


def with_fields(plan: Plan, at: int, **values: Any) -> Plan:
    tasks = list(plan.tasks)
    judged = tuple(one for one in tasks[at].field_confidence if one.field not in values)
    tasks[at] = replace(tasks[at], **values, field_confidence=judged, corrected=True, originals=originals(tasks[at]))
    return with_tasks(plan, tasks)


def over(plan: Plan, task: Task, start: int, end: int) -> Task:
    """The task over another stretch, without what it held."""
    return replace(
        task, text=plan.text[start:end], span=Span(start, end), location=(), lead_agencies=(), coordinating_agencies=(), persons=(),
        deadline=None, outputs=(), targets=(), legal_references=(), confidence=1.0, confidence_reasons=(), field_confidence=(), corrected=True,
    )  # fmt: skip


def split(plan: Plan, at: int) -> Plan:
    tasks = list(plan.tasks)
    task = tasks.pop(at)
    middle = (task.span.start + task.span.end) // 2
    first = replace(over(plan, task, task.span.start, middle), originals=originals(task))
    second = replace(over(plan, task, middle, task.span.end), originals=originals(task), id=f"{task.id}b", fingerprint="5" * 16, number=None)
    return with_tasks(plan, [*tasks, first, second])


def merged(plan: Plan, at: int) -> Plan:
    tasks = list(plan.tasks)
    one, other = tasks[at], tasks[at + 1]
    made = over(plan, one, min(one.span.start, other.span.start), max(one.span.end, other.span.end))
    made = replace(made, originals=(*originals(one), *originals(other)))
    return with_tasks(plan, [made, *(task for task in tasks if task not in (one, other))])


def dropped(plan: Plan, at: int) -> Plan:
    tasks = list(plan.tasks)
    gone = originals(tasks.pop(at))
    return with_tasks(plan, tasks, gone)


def added(plan: Plan, start: int, end: int, lead: str, identity: str = "t900") -> Plan:
    task = Task(
        text=plan.text[start:end], span=Span(start, end), id=identity, fingerprint="6" * 16, number=None, section_id=None, parent_id=None,
        origin="paragraph", title=None, confidence=1.0, corrected=True,
    )  # fmt: skip
    return with_tasks(plan, [*plan.tasks, replace(task, lead_agencies=(typed_agency(task, lead),))])
