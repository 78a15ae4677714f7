"""On which day a task recurs, chosen on the review page, kept and exported; and that no text becomes two tasks'."""

from __future__ import annotations

from io import BytesIO

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from extractor.exporting.formats import export
from extractor.records import Deadline, Span
from extractor.reviewing.faults import faults_in
from tests.reviewing.conftest import Opener
from tests.reviewing.test_applying import plan_of
from tests.reviewing.test_page_in_browser import ESCAPE, held

RULES = [
    ({"recurrence": "FREQ=WEEKLY", "weekday": "FR"}, "FREQ=WEEKLY;BYDAY=FR", "hằng tuần, thứ Sáu"),
    ({"recurrence": "FREQ=MONTHLY", "day": "25"}, "FREQ=MONTHLY;BYMONTHDAY=25", "hằng tháng, ngày 25"),
    ({"recurrence": "FREQ=MONTHLY", "day": "-1"}, "FREQ=MONTHLY;BYMONTHDAY=-1", "hằng tháng, ngày cuối tháng"),
    ({"recurrence": "FREQ=MONTHLY;INTERVAL=3", "months": "3,6,9,12", "day": "20"}, "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
     "hằng quý, ngày 20 tháng 3, 6, 9, 12"),
    ({"recurrence": "FREQ=MONTHLY;INTERVAL=6", "months": "6,12"}, "FREQ=YEARLY;BYMONTH=6,12", "6 tháng một lần, tháng 6, 12"),
    ({"recurrence": "FREQ=YEARLY", "months": "12", "day": "15"}, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", "hằng năm, ngày 15 tháng 12"),
]  # fmt: skip


@pytest.mark.parametrize(("chosen", "rule", "told"), RULES, ids=[rule[1] for rule in RULES])
def test_the_day_of_a_recurrence_is_chosen_kept_and_exported(open_page: Opener, chosen: dict[str, str], rule: str, told: str) -> None:
    plan = plan_of()
    person = open_page(plan)
    person.edit("t002")
    person.fill("[name=deadline-kind]", "recurring")
    for name, value in chosen.items():
        assert person.one(f"[name=deadline-{name}]").is_displayed()
        person.fill(f"[name=deadline-{name}]", value)
    assert person.text(".deadline .fault") == ""
    corrected = held(plan, person.saved())
    due = corrected.tasks[1].deadline
    assert due is not None
    assert (due.kind, due.recurrence, faults_in(corrected)) == ("recurring", rule, [])
    person.press(ESCAPE)
    assert f"Hạn: {told}" in person.text(f"{person.card('t002')} .parts")
    dated = replace(corrected, metadata=replace(corrected.metadata, date_issued="2024-02-05"))
    calendar = export(dated, "ics", "vi").decode().replace("\r\n ", "")
    (recurs,) = [line for line in calendar.splitlines() if line.startswith("RRULE:")]
    assert set(recurs.removeprefix("RRULE:").split(";")) >= {part for part in rule.split(";") if not part.startswith("FREQ")}
    cells = [cell for row in load_workbook(BytesIO(export(corrected, "xlsx", "vi"))).worksheets[0].values for cell in row]
    assert {told, rule} <= set(cells)
    again = open_page(corrected)  # the form shows what was chosen, and leaves it as it is
    again.edit("t002")
    for name, value in chosen.items():
        assert again.script(f"return document.querySelector('[name=deadline-{name}]').value") == value
    again.fill("[name=deadline-end]", "2024-12-31")
    due = again.saved().tasks[1].deadline
    assert due is not None
    assert (due.recurrence, due.end) == (rule, "2024-12-31")


def test_a_day_that_no_month_has_is_not_taken(open_page: Opener) -> None:
    person = open_page(plan_of(), language="en")
    person.edit("t002")
    person.fill("[name=deadline-kind]", "recurring")
    person.fill("[name=deadline-recurrence]", "FREQ=YEARLY")
    assert not person.one("[name=deadline-weekday]").is_displayed()
    person.fill("[name=deadline-day]", "31")
    assert person.text(".deadline .fault") == "Choose the month."
    person.fill("[name=deadline-months]", "4")
    assert person.text(".deadline .fault") == "The month has no such day."
    person.fill("[name=deadline-months]", "5")
    assert person.text(".deadline .fault") == ""
    due = person.saved().tasks[1].deadline
    assert due is not None
    assert due.recurrence == "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=31"


def test_a_rule_of_a_document_is_shown_in_parts_and_kept_to_the_letter(open_page: Opener) -> None:
    """Its days are those of a rule that the page would write otherwise."""
    rule = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
    plan = plan_of()
    deadline = Deadline(text="", span=Span(plan.tasks[1].span.end, plan.tasks[1].span.end), kind="recurring", recurrence=rule, resolved=True)
    person = open_page(replace(plan, tasks=(plan.tasks[0], replace(plan.tasks[1], deadline=deadline), *plan.tasks[2:])))
    person.edit("t002")
    shown = {name: person.script(f"return document.querySelector('[name=deadline-{name}]').value") for name in ("recurrence", "months", "day")}
    assert shown == {"recurrence": "FREQ=MONTHLY;INTERVAL=3", "months": "3,6,9,12", "day": "-1"}
    person.fill("[name=deadline-end]", "2026-12-31")
    due = person.saved().tasks[1].deadline
    assert due is not None
    assert due.recurrence == rule


def test_no_text_is_of_two_tasks(open_page: Opener) -> None:
    """What `extract apply` would refuse."""
    plan = plan_of()
    person = open_page(plan)
    first, second = plan.tasks[:2]
    person.select_text(second.span.start + 3, second.span.end)  # one in another
    person.use_selection_as(0)  # a new task: none is chosen
    person.edit(first.id)
    person.script("document.querySelector('[data-keep=extent]').focus()")
    person.script("const box = document.querySelector('[data-keep=extent]'); box.setSelectionRange(0, box.value.length)")
    person.one("[data-keep=as-extent]").click()  # with the lines around it
    person.until(lambda: "nhiệm vụ khác" in person.text("#live"))
    assert person.saved() == plan
