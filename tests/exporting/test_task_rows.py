"""What every export shows of a task."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from extractor.exporting.task_rows import held, task_rows
from extractor.messages import message
from extractor.records import (
    AgencyMention,
    Deadline,
    ExtractedTask,
    FieldConfidence,
    LegalReference,
    Output,
    Plan,
    PlanWarning,
    Span,
    Target,
    Task,
)
from tests.exporting.made_plans import changed, plan_of


def extracted(task: Task) -> ExtractedTask:
    return ExtractedTask(**{name: getattr(task, name) for name in ExtractedTask.__struct_fields__})


def corrected(plan: Plan, **fields: object) -> Plan:
    """The plan with its first task as a person corrected it."""
    task = plan.tasks[0]
    return changed(plan, tasks=(msgspec.structs.replace(task, corrected=True, originals=(extracted(task),), **fields), *plan.tasks[1:]))


def at_end(plan: Plan) -> Span:
    return Span(plan.tasks[0].span.end, plan.tasks[0].span.end)


def test_a_row(plan: Plan) -> None:
    (row,) = task_rows(plan, "vi")
    assert (row.order, row.number, row.leads, row.deadline, row.end, row.page) == (
        1, "1", ("Sở Nội vụ tỉnh Bắc Giang",), "trước ngày 28/02/2024", date(2024, 2, 28), 1,
    )  # fmt: skip
    assert row.task == "Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2024."
    assert not row.corrected


@pytest.mark.parametrize(
    ("number", "title", "text", "shown"),
    [
        ("1", None, "1. Rà soát", "Rà soát"),
        ("a", None, "a) Rà soát", "Rà soát"),
        ("2", None, "2026 là năm rà soát", "2026 là năm rà soát"),  # the number is not its beginning
        (None, None, "- Rà soát", "Rà soát"),
        (None, None, "-", "-"),  # nothing else is left
        ("3", "Công khai", "3. Công bố TTHC", "Công khai: Công bố TTHC"),
        ("3", "Công khai", "Công khai TTHC", "Công khai TTHC"),
    ],
)
def test_the_work_is_told_without_its_number_and_bullet(number: str | None, title: str | None, text: str, shown: str) -> None:
    assert task_rows(plan_of({"text": text, "number": number, "title": title}), "vi")[0].task == shown


def test_what_a_person_put_in_is_shown_in_the_place_of_what_is_printed() -> None:
    plan = plan_of({"text": "Rà soát", "leads": ["Sở Tài chính"], "outputs": ["Báo cáo", "Tờ trình"], "deadline": {"text": "Quý II/2024", "end": "2024-06-30"}})
    task, end = plan.tasks[0], at_end(plan)
    other = corrected(
        plan,
        lead_agencies=(AgencyMention(text="", span=end, name="Sở Nội vụ", found_in="correction"),),
        outputs=(msgspec.structs.replace(task.outputs[0], corrected_text="Báo cáo năm"), Output(text="", span=end, corrected_text="Công văn")),
        deadline=Deadline(text="", span=end, kind="by", end="2024-05-31", resolved=True),
        targets=(Target(text="", span=end, comparator=">=", value=95.5, unit="%", indicator="Hồ sơ đúng hạn"),),
        legal_references=(LegalReference(text="", span=end, type="Nghị định", symbol="30/2020/NĐ-CP"),),
    )
    (row,) = task_rows(other, "vi")
    assert row.corrected
    assert (row.leads, row.outputs, row.deadline, row.end) == (("Sở Nội vụ",), ("Báo cáo năm", "Công văn"), "đến 31/05/2024", date(2024, 5, 31))
    assert row.targets == ("Hồ sơ đúng hạn: >= 95,5%",)
    assert row.legal_basis == ("Nghị định 30/2020/NĐ-CP",)


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("by", {"end": "2024-05-31"}, "đến 31/05/2024"),
        ("from", {"start": "2024-05-31"}, "từ 31/05/2024"),
        ("during", {"start": "2024-04-01", "end": "2024-06-30"}, "01/04/2024 – 30/06/2024"),
        ("ongoing", {"start": "2024-01-01", "end": "2024-12-31"}, "2024"),
        ("ongoing", {}, "Thường xuyên"),
        ("recurring", {"recurrence": "FREQ=MONTHLY;INTERVAL=3"}, "hằng quý"),
        ("recurring", {"recurrence": "FREQ=MONTHLY;INTERVAL=3", "end": "2024-04-30"}, "hằng quý; đến 30/04/2024"),
        ("recurring", {"recurrence": "FREQ=WEEKLY;BYDAY=FR"}, "hằng tuần, thứ Sáu"),
        ("recurring", {"recurrence": "FREQ=MONTHLY;BYMONTHDAY=25"}, "hằng tháng, ngày 25"),
        ("recurring", {"recurrence": "FREQ=MONTHLY;BYMONTHDAY=-1"}, "hằng tháng, ngày cuối tháng"),
        ("recurring", {"recurrence": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"}, "hằng quý, ngày 20 tháng 3, 6, 9, 12"),
        ("recurring", {"recurrence": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"}, "6 tháng một lần, ngày cuối tháng 6, 12"),
        ("recurring", {"recurrence": "FREQ=YEARLY;BYMONTH=12"}, "hằng năm, tháng 12"),
        ("recurring", {"recurrence": "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15\nFREQ=MONTHLY"}, "hằng năm, ngày 15 tháng 6; hằng tháng"),
        ("recurring", {"recurrence": "FREQ=WEEKLY;BYDAY=MO,TH"}, "FREQ=WEEKLY;BYDAY=MO,TH"),  # no words for it
    ],
)
def test_a_deadline_without_words_of_the_document_is_told_by_its_days(kind: str, values: dict[str, str], words: str) -> None:
    plan = plan_of({"text": "Rà soát"})
    deadline = Deadline(text="", span=at_end(plan), kind=kind, resolved=True, **values)  # type: ignore[arg-type]
    assert task_rows(corrected(plan, deadline=deadline), "vi")[0].deadline == words


def test_other_days_for_the_printed_words_are_told_not_the_words() -> None:
    """A reader of the words alone would take the wrong day."""
    plan = plan_of({"text": "Rà soát", "deadline": {"text": "trước ngày 15/12", "end": "2023-12-15"}})
    deadline = plan.tasks[0].deadline
    assert deadline is not None
    assert task_rows(corrected(plan, deadline=msgspec.structs.replace(deadline, end="2024-12-15")), "vi")[0].deadline == "đến 15/12/2024"
    assert task_rows(corrected(plan), "vi")[0].deadline == "trước ngày 15/12"  # another field was corrected


def test_a_day_that_no_calendar_has_is_none() -> None:
    row = task_rows(plan_of({"text": "Rà soát", "deadline": {"text": "30/02", "end": "2024-02-30"}}), "vi")[0]
    assert (row.deadline, row.end) == ("30/02", None)


def test_doubts_of_the_task_its_fields_and_places_in_it() -> None:
    plan = plan_of({"text": "Rà soát", "confidence": 0.5}, {"text": "Kiểm tra"})
    task = plan.tasks[0]
    judged = (FieldConfidence(field="lead_agencies", value=0.2, reasons=("not_named",)), FieldConfidence(field="outputs", value=0.95, reasons=()))
    warnings = (
        PlanWarning(code="number_missing", message="?", span=task.span, details={"symbol": "/KH"}),
        PlanWarning(code="unheard_of", message="Mã lạ", span=task.span),  # of a later version
        PlanWarning(code="doubtful_tasks", message="?", span=task.span, details={"count": "2", "tasks": "t001"}),  # speaks of the whole list
    )
    plan = changed(plan, warnings=warnings, tasks=(msgspec.structs.replace(task, field_confidence=judged), plan.tasks[1]))
    first, second = task_rows(plan, "en")
    assert len(first.doubts) == 4
    assert first.doubts[0].startswith("May be no task")
    assert first.doubts[1].startswith("Lead (confidence 0.2): Not told")
    assert first.doubts[2:] == (message("number_missing", {"symbol": "/KH"}, "en"), "Mã lạ")
    assert second.doubts == ()


def test_what_a_person_corrected_is_not_doubted() -> None:
    plan = plan_of({"text": "Rà soát", "confidence": 0.5})
    judged = (FieldConfidence(field="lead_agencies", value=0.2, reasons=("not_named",)), FieldConfidence(field="deadline", value=0.2, reasons=("not_named",)))
    plan = changed(plan, tasks=(msgspec.structs.replace(plan.tasks[0], field_confidence=judged),))
    lead = AgencyMention(text="", span=at_end(plan), name="Sở Nội vụ", found_in="correction")
    assert [doubt.split(" (")[0] for doubt in task_rows(corrected(plan, lead_agencies=(lead,)), "vi")[0].doubts] == ["Thời hạn"]


def test_the_plans_own_name_is_no_legal_basis() -> None:
    plan = plan_of({"text": "Rà soát", "legal_basis": ["Kế hoạch này", "Luật Viên chức"]})
    own, law = plan.tasks[0].legal_references
    plan = changed(plan, tasks=(msgspec.structs.replace(plan.tasks[0], legal_references=(msgspec.structs.replace(own, self=True), law)),))
    assert task_rows(plan, "vi")[0].legal_basis == ("Luật Viên chức",)


def test_what_files_cannot_hold_is_left_out() -> None:
    assert held("a\x00b\x1bc\ufffe\r\nd\x0be\u2028f\tg👍") == "abc\nd\ne\nf\tg👍"
