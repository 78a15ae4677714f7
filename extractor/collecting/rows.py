"""A plan as rows of the tables of tables.sql, in the order of their columns; pure.

Values are the plan's own. Worked out here: `page` (of the first printed line, else of the beginning of the span), `province`, `year` (of
the period's start, else of issue), `heir` (the last body that took the whole of an agency's work over), `issued` and the days of deadlines
as dates where they are whole days of the calendar. A deadline, target or reference that several tasks have stands once for each; one of no
task once, without.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from extractor.collecting.passages import passages_of
from extractor.collecting.places import issuer_level, province_2025, province_of_plan
from extractor.collecting.words import folded_words, toneless
from extractor.records import Agency, ExtractedTask, Mention, Plan, Span

__all__ = ["Row", "rows_of"]

Row = tuple[Any, ...]
_Found = TypeVar("_Found", bound=Mention)
_Place = Callable[[Mention], tuple[int, int, int | None]]


def rows_of(plan: Plan, document: str, path: str) -> Mapping[str, Sequence[Row]]:
    """Table to its rows. `document` is the plan's key, `path` where its JSON stands."""
    place = _places(plan)
    passages = list(_passages(plan))
    parts: dict[str, Iterator[Row]] = {
        "documents": _documents(plan, path),
        "sections": _sections(plan),
        "tasks": _tasks(plan, place),
        "agencies": _agencies(plan),
        "agency_successors": _successors(plan),
        "agency_mentions": _agency_mentions(plan, place),
        "task_agencies": _task_agencies(plan, place),
        "persons": _persons(plan, place),
        "outputs": _outputs(plan, place),
        "deadlines": _deadlines(plan, place),
        "targets": _targets(plan, place),
        "legal_references": _legal_references(plan, place),
        "warnings": _warnings(plan),
        "passages": (row for _, row in passages),
    }
    rows = {table: [(document, *row) for row in part] for table, part in parts.items()}
    return {**rows, "postings": [(plain, word, document, row[0], count) for words, row in passages for plain, word, count in words]}


def _places(plan: Plan) -> _Place:
    page = _pages(plan)
    return lambda mention: (*_ends(mention.span), mention.location[0].page if mention.location else page(mention.span.start))


def _pages(plan: Plan) -> Callable[[int], int | None]:
    """Tells the page of an offset; None for what stands on no page's stretch of the text."""
    starts = [page.start for page in plan.pages]

    def page(at: int) -> int | None:
        found = bisect_right(starts, at) - 1
        return plan.pages[found].number if found >= 0 and at < plan.pages[found].end else None

    return page


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


def _year(*texts: str | None) -> int | None:
    return next((int(text[:4]) for text in texts if text), None)


def _documents(plan: Plan, path: str) -> Iterator[Row]:
    source, metadata = plan.source, plan.metadata
    kind, signer, period = metadata.kind, metadata.signer, metadata.period
    province = province_of_plan(plan)
    yield (
        path, source.filename, source.media_type, source.sha256, source.size_bytes, source.pages,
        len(plan.text), source.text_origin, source.ocr_confidence, kind and kind.code, kind and kind.name, metadata.number, metadata.title,
        metadata.issuer and metadata.issuer.name, issuer_level(plan), metadata.superior_issuer and metadata.superior_issuer.name,
        metadata.place, province, province and province_2025(province),
        metadata.date_issued, _day(metadata.date_issued), _year(period.start, metadata.date_issued), period.start, period.end,
        signer and signer.name, signer and signer.position, signer and signer.capacity,
        list(metadata.recipients), plan.corrected, plan.generator.version,
    )  # fmt: skip


def _sections(plan: Plan) -> Iterator[Row]:
    page = _pages(plan)
    for section in plan.sections:
        place = (*_ends(section.span), page(section.span.start))
        yield section.id, section.parent_id, section.level, section.number, section.heading, section.role, *place


def _tasks(plan: Plan, place: _Place) -> Iterator[Row]:
    for task in plan.tasks:
        deadline = task.deadline
        days = (deadline.text, deadline.kind, _day(deadline.start), _day(deadline.end), deadline.recurrence) if deadline else (None,) * 5
        yield (
            task.id, task.fingerprint, task.section_id, task.parent_id, task.number, task.origin, task.title, task.text,
            *days, task.confidence, task.corrected, *place(task),
        )  # fmt: skip


def _agencies(plan: Plan) -> Iterator[Row]:
    for agency in plan.agencies:
        yield agency.id, agency.name, agency.level, agency.kind, agency.collective, agency.code, _heir(agency)


def _heir(agency: Agency) -> str | None:
    return next((successor.name for successor in reversed(agency.successors) if successor.duties is None), None)


def _successors(plan: Plan) -> Iterator[Row]:
    for agency in plan.agencies:
        for position, successor in enumerate(agency.successors):
            yield agency.id, position, successor.name, _day(successor.since), successor.ground, successor.duties


def _agency_mentions(plan: Plan, place: _Place) -> Iterator[Row]:
    for agency in plan.agencies:
        for position, mention in enumerate(agency.mentions):
            yield agency.id, position, mention.text, *place(mention)


def _task_agencies(plan: Plan, place: _Place) -> Iterator[Row]:
    for task in plan.tasks:
        for role, named in (("lead", task.lead_agencies), ("coordinating", task.coordinating_agencies)):
            for position, agency in enumerate(named):
                yield task.id, role, position, agency.agency_id, agency.name, agency.found_in, agency.text, *place(agency)


def _persons(plan: Plan, place: _Place) -> Iterator[Row]:
    for task in plan.tasks:
        for position, person in enumerate(task.persons):
            yield task.id, position, person.role, person.name, person.position, person.text, *place(person)


def _outputs(plan: Plan, place: _Place) -> Iterator[Row]:
    for task in plan.tasks:
        for position, output in enumerate(task.outputs):
            yield task.id, position, output.text, output.corrected_text, *place(output)


def _of_tasks(plan: Plan, every: Sequence[_Found], of: Callable[[ExtractedTask], Iterable[_Found]]) -> Iterator[tuple[_Found, str | None]]:
    """Each mention with each task that has it, in the order of the plan; then those that only tasks have (a person put them in)."""
    tasks: dict[_Found, list[str]] = defaultdict(list)
    for task in plan.tasks:
        for mention in of(task):
            tasks[mention].append(task.id)
    for mention in dict.fromkeys((*every, *tasks)):
        for owner in tasks.get(mention, [None]):
            yield mention, owner


def _deadlines(plan: Plan, place: _Place) -> Iterator[Row]:
    pairs = _of_tasks(plan, plan.deadlines, lambda task: [task.deadline] if task.deadline else [])
    for position, (one, task) in enumerate(pairs):
        yield (
            position, one.id, task, one.kind, _day(one.start), _day(one.end), one.recurrence, one.duration, one.anchor, one.resolved,
            one.text, *place(one),
        )  # fmt: skip


def _targets(plan: Plan, place: _Place) -> Iterator[Row]:
    for position, (one, task) in enumerate(_of_tasks(plan, plan.targets, lambda task: task.targets)):
        yield (
            position, one.id, task, one.indicator, one.comparator, one.value, one.value_max, one.unit, one.direction, one.due,
            one.text, *place(one),
        )  # fmt: skip


def _legal_references(plan: Plan, place: _Place) -> Iterator[Row]:
    for position, (one, task) in enumerate(_of_tasks(plan, plan.legal_references, lambda task: task.legal_references)):
        yield (
            position, one.id, task, one.type, one.symbol, one.number, one.year, one.issuer and one.issuer.name, one.date, one.title,
            one.pinpoint, one.iri, one.self, one.text, *place(one),
        )  # fmt: skip


def _warnings(plan: Plan) -> Iterator[Row]:
    page = _pages(plan)
    for position, warning in enumerate(plan.warnings):
        start, end = _ends(warning.span) if warning.span else (None, None)
        told = warning.page if warning.page is not None or start is None else page(start)
        yield position, warning.code, warning.message, start, end, told


def _passages(plan: Plan) -> Iterator[tuple[list[tuple[str, str, int]], Row]]:
    """Each passage's words, without and with their marks, with how often they stand in it, and its row."""
    page = _pages(plan)
    for number, (start, end, section, task) in enumerate(passages_of(plan)):
        text = plan.text[start:end]
        words = folded_words(text)
        plain = toneless(" ".join(words))
        bare = dict(zip(words, plain.split(" "), strict=True)) if words else {}
        counted = [(bare[word], word, count) for word, count in Counter(words).items()]
        yield counted, (number, section, task, text, f" {plain} ", len(words), start, end, page(start))
