"""A plan each of whose fields has a value, and another value for each: for the tests that what a person put in is what is shown."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from extractor.records import AgencyMention, ExtractedTask, Plan, Task
from tests.exporting.made_plans import changed, plan_of


class Change(Struct, frozen=True):
    """A field's other value; what is shown of it, and what was shown before."""

    field: str
    value: object
    new: str
    old: str


def whole_plan() -> Plan:
    plan = plan_of(
        {
            "text": "7.7.7. Rà soát hồ sơ", "number": "7.7.7", "title": "Tên cũ", "leads": ["Sở Cũ"], "coordinators": ["Ban Cũ"],
            "persons": ["Đỗ Văn Cũ"], "deadline": {"text": "trước ngày 28/02/2024", "end": "2024-02-28"}, "outputs": ["Tờ trình cũ"],
            "targets": ["987 hồ sơ"], "legal_basis": ["Luật Cũ"],
        }
    )  # fmt: skip
    (task,) = plan.tasks
    return changed(plan, tasks=(replace(task, targets=(replace(task.targets[0], value=987.0, unit="hồ sơ"),)),))


def changes() -> list[Change]:
    (task,) = whole_plan().tasks
    assert task.deadline is not None

    def other(mention: AgencyMention, name: str) -> tuple[AgencyMention, ...]:
        return (replace(mention, name=name, found_in="correction"),)

    return [
        Change("number", "8.8.8", "8.8.8", "7.7.7"),
        Change("title", "Tên mới", "Tên mới", "Tên cũ"),
        Change("lead_agencies", other(task.lead_agencies[0], "Sở Mới"), "Sở Mới", "Sở Cũ"),
        Change("coordinating_agencies", other(task.coordinating_agencies[0], "Ban Mới"), "Ban Mới", "Ban Cũ"),
        Change("persons", (replace(task.persons[0], name="Nguyễn Văn Mới"),), "Nguyễn Văn Mới", "Đỗ Văn Cũ"),
        Change("deadline", replace(task.deadline, id=None, end="2024-05-31"), "31/05/2024", "28/02/2024"),
        *(
            Change("deadline", replace(task.deadline, id=None, kind="recurring", end=None, recurrence=rule), said, "28/02/2024")
            for rule, said in (
                ("FREQ=WEEKLY;BYDAY=SU", "hằng tuần, Chủ nhật"),
                ("FREQ=MONTHLY;BYMONTHDAY=-1", "hằng tháng, ngày cuối tháng"),
                ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "hằng quý, ngày 20 tháng 3, 6, 9, 12"),
                ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "hằng năm, ngày cuối tháng 12"),
                ("FREQ=YEARLY;BYMONTH=6,12", "6 tháng một lần, tháng 6, 12"),
                ("FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;BYDAY=MO,TH"),
            )
        ),
        Change("deadline", replace(task.deadline, id=None, kind="ongoing", end=None), "hường xuyên", "28/02/2024"),
        Change("outputs", (replace(task.outputs[0], corrected_text="Công văn mới"),), "Công văn mới", "Tờ trình cũ"),
        Change("targets", (replace(task.targets[0], id=None, value=42.5),), "42,5 hồ sơ", "987 hồ sơ"),
        Change("targets", (replace(task.targets[0], id=None, comparator="range", value=4.0, value_max=5.0),), "4–5 hồ sơ", "987 hồ sơ"),
        Change("targets", (replace(task.targets[0], id=None, value=42.0, indicator="Chỉ số mới"),), "Chỉ số mới: 42 hồ sơ", "987 hồ sơ"),
        Change("legal_references", (replace(task.legal_references[0], id=None, type="Nghị định", symbol="1/NĐ-CP"),), "Nghị định 1/NĐ-CP", "Luật Cũ"),
    ]


def with_change(plan: Plan, change: Change) -> Plan:
    """The plan as a person corrected that field."""
    (task,) = plan.tasks
    original = ExtractedTask(**{name: getattr(task, name) for name in ExtractedTask.__struct_fields__})
    made: Task = replace(task, corrected=True, originals=(original,), **{change.field: change.value})
    return changed(plan, tasks=(made,), corrected=True)
