"""Corrections merge into the plan they were made in, into one extracted anew, and with other people's; what cannot be is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from extractor.records import Generator, Metadata, Plan, Section, SourceRecord, Span, Struct, Task, decode
from extractor.reviewing.applying import apply
from extractor.reviewing.task_order import TaskOrder
from tests.reviewing.corrections import added, dropped, extracted, merged, split, typed_agency, typed_output, with_fields

LINES = ("Sở Nội vụ tổng hợp.", "Văn phòng 𝄞 đôn đốc các xã.", "Sở Y tế kiểm tra.", "Công an tỉnh bảo vệ.", "Sở Tài chính cấp kinh phí.")


def plan_of(lines: tuple[str, ...] = LINES, before: str = "KẾ HOẠCH\n") -> Plan:
    text = before + "\n".join(lines)
    tasks = []
    for number, line in enumerate(lines, 1):
        start = text.index(line)
        task = Task(
            text=line, span=Span(start, start + len(line)), id=f"t{number:03d}", fingerprint=f"{number:016x}", number=str(number),
            section_id="s001", parent_id="t001" if number == 3 else None, origin="list_item", title=None, confidence=0.9,
        )  # fmt: skip
        tasks.append(task)
    section = Section(id="s001", parent_id=None, level=1, number=None, heading="KẾ HOẠCH", role="content", span=Span(0, len(text)))
    return Plan(
        schema_version="1.0", generator=Generator(name="x", version="1", models={}), metadata=Metadata(), text=text, pages=(),
        source=SourceRecord(filename="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=1, pages=None, text_origin="text", ocr_confidence=None),
        sections=(section,), tasks=tuple(tasks), legal_references=(), agencies=(), targets=(), deadlines=(), warnings=(),
    )  # fmt: skip


def lead(plan: Plan, at: int, name: str) -> Plan:
    return with_fields(plan, at, lead_agencies=(typed_agency(plan.tasks[at], name),))


def output(plan: Plan, at: int, text: str) -> Plan:
    return with_fields(plan, at, outputs=(typed_output(plan.tasks[at], text),))


def any_edit(plan: Plan, draw: Callable[[st.SearchStrategy[Any]], Any], at: int) -> Plan:
    kind = draw(st.sampled_from(["lead", "output", "number", "split", "merge", "drop"]))
    name = draw(st.sampled_from(["Sở A", "Sở B", "=cmd()"]))
    return {
        "lead": lambda: lead(plan, at, name), "output": lambda: output(plan, at, name), "number": lambda: with_fields(plan, at, number=name),
        "split": lambda: split(plan, at), "merge": lambda: merged(plan, at) if at + 1 < len(plan.tasks) else plan, "drop": lambda: dropped(plan, at),
    }[kind]()  # fmt: skip


@st.composite
def corrected_plans(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Plan:
    plan = plan_of()
    untouched = [task.id for task in plan.tasks]
    for _ in range(draw(st.integers(1, 3))):
        here = [at for at, task in enumerate(plan.tasks) if task.id in untouched]
        if not here:
            break
        at = draw(st.sampled_from(here))
        untouched = [one for one in untouched if one not in {task.id for task in plan.tasks[at : at + 2]}]
        plan = any_edit(plan, draw, at)
    if draw(st.booleans()):
        plan = added(plan, 0, len("KẾ HOẠCH"), "Sở C")
    return plan


def without_hanging(plan: Plan) -> Plan:
    return replace(plan, tasks=tuple(replace(task, parent_id=None) for task in plan.tasks))


@given(corrected_plans())
def test_what_was_corrected_in_a_plan_is_what_comes_of_it(corrected: Plan) -> None:
    made, told = apply(plan_of(), corrected)
    assert told == []
    # Sections of added tasks and what hangs on a task that is gone are the merging's own matter.
    assert without_hanging(made) == without_hanging(replace(corrected, tasks=tuple(
        replace(task, section_id="s001") for task in corrected.tasks)))  # fmt: skip
    assert decode(made.to_json()) == made
    ids = {task.id for task in made.tasks}
    assert len(ids) == len(made.tasks)
    assert all(task.parent_id is None or task.parent_id in ids for task in made.tasks)


@given(corrected_plans())
def test_to_apply_twice_is_to_apply_once(corrected: Plan) -> None:
    once, _ = apply(plan_of(), corrected)
    assert apply(once, corrected) == (once, [])


@given(corrected_plans(), st.sampled_from(["", "UBND TỈNH\nKẾ HOẠCH\n", "Số: 1\n\n"]))
def test_in_a_text_that_moved_the_same_is_corrected(corrected: Plan, before: str) -> None:
    """Every stretch is that of the same words, and what was typed stands at the end of its task."""
    if any(not task.originals for task in corrected.tasks if task.corrected) and "KẾ HOẠCH" not in before:
        return
    moved = plan_of(before=before)
    made, told = apply(moved, corrected)
    assert told == []
    assert sorted(task.text for task in made.tasks) == sorted(task.text for task in corrected.tasks)
    assert decode(made.to_json()) == made
    assert apply(made, corrected) == (made, [])
    for task in made.tasks:
        assert all(mention.span.start == task.span.end for mention in (*task.lead_agencies, *task.outputs))


@given(st.data(), st.permutations(range(5)))
def test_two_people_who_corrected_different_tasks_are_merged_in_any_order(data: st.DataObject, order: list[int]) -> None:
    plan = without_hanging(plan_of())
    edits = ["lead", "output", "drop", "number"]
    make = {"lead": lambda at: lead(plan, at, "Sở A"), "output": lambda at: output(plan, at, "Báo cáo"), "drop": lambda at: dropped(plan, at),
            "number": lambda at: with_fields(plan, at, number="X")}  # fmt: skip
    one, other = (make[data.draw(st.sampled_from(edits))](order[n]) for n in (0, 1))
    first, told = apply(apply(plan, one)[0], other)
    second, _ = apply(apply(plan, other)[0], one)
    assert first == second
    assert told == []


def test_two_people_who_corrected_different_fields_of_a_task_are_merged() -> None:
    plan = plan_of()
    made, told = apply(apply(plan, lead(plan, 1, "Sở A"))[0], output(plan, 1, "Báo cáo"))
    assert told == []
    assert [agency.name for agency in made.tasks[1].lead_agencies] == ["Sở A"]
    assert [one.corrected_text for one in made.tasks[1].outputs] == ["Báo cáo"]
    assert len(made.tasks[1].originals) == 1


CONFLICTS = [
    (lambda plan: lead(plan, 1, "Sở A"), lambda plan: lead(plan, 1, "Sở B"), "other_value", "lead_agencies"),
    (lambda plan: dropped(plan, 1), lambda plan: lead(plan, 1, "Sở B"), "other_extent", None),
    (lambda plan: lead(plan, 1, "Sở A"), lambda plan: dropped(plan, 1), "other_extent", None),
    (lambda plan: split(plan, 1), lambda plan: merged(plan, 1), "other_extent", None),
    (lambda plan: merged(plan, 1), lambda plan: lead(plan, 2, "Sở A"), "other_extent", None),
    (lambda plan: lead(plan, 1, "Sở A"), lambda plan: merged(plan, 1), "other_extent", None),
    (lambda plan: split(plan, 1), lambda plan: lead(plan, 1, "Sở A"), "other_extent", None),
    (lambda plan: added(plan, 0, 8, "Sở A"), lambda plan: added(plan, 0, 8, "Sở B"), "other_value", "lead_agencies"),
]


@pytest.mark.parametrize(("one", "other", "code", "field"), CONFLICTS)
def test_two_people_who_corrected_the_same_otherwise_are_told_and_the_first_stays(one: Any, other: Any, code: str, field: str | None) -> None:
    plan = plan_of()
    first, _ = apply(plan, one(plan))
    made, told = apply(first, other(plan))
    assert made == first
    assert [(each.code, each.field) for each in told] == [(code, field)]


def test_a_task_that_is_gone_is_told() -> None:
    plan = plan_of()
    shorter = plan_of(LINES[:2])
    made, told = apply(shorter, lead(plan, 3, "Sở A"))
    assert [(each.code, each.task) for each in told] == [("task_gone", "Công an tỉnh bảo vệ.")]
    assert made == shorter


def test_text_that_is_gone_is_told() -> None:
    plan = plan_of()
    shorter = plan_of(before="")
    _, told = apply(shorter, added(plan, 0, len("KẾ HOẠCH"), "Sở A"))
    assert [(each.code, each.task) for each in told] == [("place_gone", "KẾ HOẠCH")]


def test_a_correction_holds_where_the_program_now_reads_otherwise_and_is_told() -> None:
    plan = plan_of()
    anew = replace(plan, tasks=(replace(plan.tasks[0], lead_agencies=(typed_agency(plan.tasks[0], "Sở Khác"),)), *plan.tasks[1:]))
    made, told = apply(anew, lead(plan, 0, "Sở A"))
    assert [agency.name for agency in made.tasks[0].lead_agencies] == ["Sở A"]
    assert [agency.name for agency in made.tasks[0].originals[0].lead_agencies] == ["Sở Khác"]
    assert [(each.code, each.field) for each in told] == [("original_changed", "lead_agencies")]


def test_what_the_program_now_reads_as_corrected_needs_no_correction() -> None:
    plan = plan_of()
    anew = replace(plan, tasks=(replace(plan.tasks[0], lead_agencies=(typed_agency(plan.tasks[0], "Sở A"),)), *plan.tasks[1:]))
    made, told = apply(anew, lead(plan, 0, "Sở A"))
    assert (made.tasks, told) == (anew.tasks, [])
    assert made.corrected


def test_a_plan_that_was_checked_without_a_change_is_checked() -> None:
    plan = plan_of()
    assert apply(plan, replace(plan, corrected=True)) == (replace(plan, corrected=True), [])
    assert apply(plan, plan) == (plan, [])


def test_what_hung_on_a_dropped_task_hangs_on_the_one_above() -> None:
    plan = plan_of()
    assert [task.parent_id for task in apply(plan, dropped(plan, 0))[0].tasks] == [None, None, None, None]
    tasks = list(plan.tasks)
    tasks[1] = replace(tasks[1], parent_id="t001")
    tasks[2] = replace(tasks[2], parent_id="t002")
    nested = replace(plan, tasks=tuple(tasks))
    assert [task.parent_id for task in apply(nested, dropped(nested, 1))[0].tasks] == [None, "t001", None, None]
    assert [task.parent_id for task in apply(nested, merged(nested, 0))[0].tasks] == [None, "t001", None, None]


def test_ids_that_two_people_gave_are_made_different() -> None:
    plan = plan_of()
    first, _ = apply(plan, added(plan, 0, 3, "Sở A"))
    other = replace(added(plan, 4, 8, "Sở B"), tasks=tuple(
        replace(task, fingerprint="7" * 16) if task.id == "t900" else task for task in added(plan, 4, 8, "Sở B").tasks))  # fmt: skip
    made, told = apply(first, other)
    assert told == []
    assert len({task.id for task in made.tasks}) == len(made.tasks) == 7


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings_in(one)
    elif isinstance(value, Struct):
        yield from strings_in(tuple(asdict(value).values()))


def test_ids_of_the_documents_mentions_are_the_plans_own() -> None:
    plan = plan_of()
    corrected = lead(plan, 0, "Sở Nội vụ tỉnh X")
    made, _ = apply(plan, corrected)
    assert made.tasks[0].lead_agencies[0].agency_id is None
    assert "Sở Nội vụ tỉnh X" in set(strings_in(made.tasks[0]))


def test_many_corrections_are_merged_in_about_their_number_of_steps() -> None:
    """Records compared with one another, whatever the number of tasks, would be quadratic: as many comparisons as pairs."""
    lines = [f"Sở số {number} làm việc {number}." for number in range(3_000)]
    plan = many_of(lines)
    changes = {
        "fields": [replace(plan, corrected=True, tasks=tuple(replace(task, number="9", corrected=True, originals=(extracted(task),)) for task in plan.tasks))],
        "dropped": [replace(plan, tasks=(), dropped=tuple(map(extracted, plan.tasks)), corrected=True)],
        "extents": [replace(plan, corrected=True, tasks=tuple(shorter(task) for task in plan.tasks))],
        "chain": [replace(plan, corrected=True, tasks=tuple(
            replace(task, corrected=True, originals=(extracted(task), extracted(plan.tasks[(at + 1) % 3_000]))) for at, task in enumerate(plan.tasks)
        ))],
    }  # fmt: skip
    for name, corrected in changes.items():
        begun = time.process_time()
        for one in corrected:
            made, told = apply(plan, one)
            assert told == [], name
            assert made == one, name
        assert time.process_time() - begun < 1.5, name  # quadratic it takes from 3 s (fields) to 20


def many_of(lines: list[str]) -> Plan:
    plan = plan_of()
    text, tasks = "", []
    for at, line in enumerate(lines):
        span = Span(len(text), len(text) + len(line))
        tasks.append(replace(plan.tasks[0], text=line, span=span, id=f"t{at + 1:03d}", fingerprint=f"{at:016x}", number=None, parent_id=None, section_id=None,
            lead_agencies=(), coordinating_agencies=(), persons=(), deadline=None, outputs=(), targets=(), legal_references=(), location=()))  # fmt: skip
        text += line + "\n"
    return replace(plan, text=text, tasks=tuple(tasks), sections=(), agencies=(), deadlines=(), targets=(), legal_references=(), warnings=(), pages=())


def shorter(task: Task) -> Task:
    span = Span(task.span.start, task.span.end - 1)
    return replace(task, text=task.text[:-1], span=span, corrected=True, originals=(extracted(task),))


def test_tasks_keep_their_order_while_they_are_changed() -> None:
    one, two, three = many_of(["a một", "b hai", "c ba"]).tasks
    order = TaskOrder([one, two, three])
    other = replace(two, number="2")
    order.change(two, other)
    order.remove(one)
    before, between = replace(one, id="x"), replace(two, id="y")
    order.put(between)
    order.put(before)
    assert [task.id for task in order] == [before.id, other.id, between.id, three.id]
    assert order.at(one.span) is before
    assert order.at(Span(1, 2)) is None
