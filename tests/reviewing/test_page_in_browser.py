"""The review page as a person uses it: opened from disk in headless browsers, with mouse and keyboard, saved, and what was saved applied."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2
import pytest
from msgspec.structs import replace

from extractor import extract
from extractor.records import Plan, Span, Task, json_schema
from extractor.reviewing.applying import apply
from extractor.shortening import shortened
from tests.exporting.corrected_fields import Change, changes, whole_plan, with_change
from tests.reviewing.browsers import Browser
from tests.reviewing.conftest import Opener, Person, same_json
from tests.reviewing.test_applying import plan_of

ENTER, ESCAPE, TAB = "\ue007", "\ue00c", "\ue004"


def held(plan: Plan, saved: Plan) -> Plan:
    """What was saved holds the contract, and applied to the plan it gives itself."""
    import json

    jsonschema.validate(json.loads(saved.to_json()), json_schema())
    made, told = apply(plan, saved)
    assert told == []
    assert [task.id for task in made.tasks] == [task.id for task in saved.tasks]
    for ours, theirs in zip(made.tasks, saved.tasks, strict=True):
        assert [name for name in Task.__struct_fields__ if getattr(ours, name) != getattr(theirs, name)] == []
    assert made == saved
    return saved


def names(task: Task) -> list[str]:
    return [agency.name for agency in task.lead_agencies]


def test_shows_the_document_beside_its_tasks(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    plan, data = pdf_plan
    person = open_page(plan, data)
    assert len(person.all("figure.page img")) == 7
    assert len(person.all("#cards li.card")) == len(plan.tasks)
    assert len(person.all("#warnings li")) == len(plan.warnings)
    for at in range(7):  # pictures are lazy: each is there when it is looked at
        person.script("document.images[arguments[0]].scrollIntoView()", at)
        person.until(lambda: person.script("return document.images[arguments[0]].naturalWidth", at) > 900)  # noqa: B023
    for kind in ("task", "lead", "coordinating", "agency", "deadline", "output", "target", "reference"):
        assert person.script("return document.querySelectorAll(`#pages .box.${arguments[0]}`).length", kind) > 0, kind
    assert person.script("return document.documentElement.lang") == "vi"
    assert person.script("return performance.getEntriesByType('resource').filter((entry) => !entry.name.startsWith('data:')).length") == 0
    assert person.faults() == []


def test_a_click_goes_both_ways(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    plan, data = pdf_plan
    person = open_page(plan, data)
    last = plan.tasks[-1]
    person.open(last.id)
    top, bottom, upper, lower = person.script(
        "const box = document.querySelector(`#pages .box.task.chosen`).getBoundingClientRect(), sheet = document.querySelector('#sheet').getBoundingClientRect();"
        "return [box.top, box.bottom, sheet.top, sheet.bottom]"
    )
    assert upper <= top
    assert bottom <= lower
    person.script("document.querySelector('#sheet').scrollTop = 0")
    person.script("document.querySelector(`#pages .box.task[data-tasks~='${arguments[0]}']`).click()", plan.tasks[0].id)
    assert person.script("return document.querySelector('#cards li.opened').dataset.task") == plan.tasks[0].id
    assert person.script("return document.activeElement.closest('li').dataset.task") == plan.tasks[0].id
    person.one("#show-text").click()
    person.script("document.querySelector(`#text mark.task[data-tasks~='${arguments[0]}']`).click()", plan.tasks[3].id)
    assert person.script("return document.querySelector('#cards li.opened').dataset.task") == plan.tasks[3].id


def test_marks_are_switched_off(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    person = open_page(*pdf_plan)
    for box in person.all("#legend input"):
        box.click()
    visible = person.script("return [...document.querySelectorAll('#pages .box')].filter((box) => getComputedStyle(box).display !== 'none').length")
    assert visible == 0


def shown(person: Person) -> list[str]:
    return list(person.script("return [...document.querySelectorAll('#cards li.card')].map((card) => card.dataset.task)"))


def test_filters_and_sorts(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    plan, data = pdf_plan
    person = open_page(plan, data)
    person.focus("#sheet")
    person.press("/")
    person.press("xay dung video huong dan")
    assert shown(person) == [task.id for task in plan.tasks if "Xây dựng video hướng dẫn" in task.text] != []
    person.script("document.querySelector('#filter-clear').click()")
    person.one("#filters summary").click()
    agency = plan.tasks[-2].lead_agencies[0].name
    person.fill("[name=agency]", agency)
    assert shown(person) == [task.id for task in plan.tasks if agency in [a.name for a in (*task.lead_agencies, *task.coordinating_agencies)]]
    person.fill("[name=agency]", "")
    person.fill("[name=from]", "2024-04-01")
    person.fill("[name=to]", "2024-06-30")
    assert shown(person) == [
        task.id for task in plan.tasks if (due := task.deadline) and due.end and due.end >= "2024-04-01" and (due.start or due.end) <= "2024-06-30"
    ]  # fmt: skip
    person.script("document.querySelector('#filter-clear').click()")
    person.fill("[name=kind]", "none")
    assert shown(person) == [task.id for task in plan.tasks if task.deadline is None]
    person.fill("[name=kind]", "")
    person.one("[name=doubtful]").click()
    doubtful = [task.id for task in plan.tasks if min(task.confidence, *(field.value for field in task.field_confidence)) < 0.7]
    assert shown(person) == doubtful != []
    person.one("[name=doubtful]").click()
    person.fill("[name=sort]", "confidence")
    sure = {task.id: min(task.confidence, *(field.value for field in task.field_confidence)) for task in plan.tasks}
    assert [sure[one] for one in shown(person)] == sorted(sure.values())
    section = plan.tasks[-1].section_id
    person.fill("[name=sort]", "order")
    person.fill("[name=section]", section or "")
    assert shown(person) == [task.id for task in plan.tasks if task.section_id == section]


def test_an_untouched_plan_is_saved_as_it_was(open_page: Opener, pdf_plan: tuple[Plan, bytes], corpus: Path) -> None:
    for plan in (pdf_plan[0], extract(corpus / "ttg-chi-thi-15-2025.docx"), plan_of()):
        person = open_page(plan)
        assert person.saved() == plan


def test_a_plan_is_checked_with_nothing_to_correct(open_page: Opener) -> None:
    plan = plan_of()
    person = open_page(plan)
    person.one("#checked").click()
    assert held(plan, person.saved()) == replace(plan, corrected=True)
    assert person.file_name == "a.corrected.json"


def test_the_lead_is_edited(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    plan, data = pdf_plan
    task = plan.tasks[-1]
    person = open_page(plan, data)
    person.edit(task.id)
    person.one(".lead_agencies .add input").send_keys("Văn phòng Sở", ENTER)
    person.one(".lead_agencies .add input").send_keys("Đài <b>Phát thanh</b>", ENTER)
    assert [chip.text for chip in person.all(".lead_agencies .chips span")] == ["Văn phòng Sở", "Đài <b>Phát thanh</b>"]
    person.all(".coordinating_agencies .remove")[0].click()
    saved = held(plan, person.saved())
    corrected = saved.tasks[-1]
    assert names(corrected) == ["Văn phòng Sở", "Đài <b>Phát thanh</b>"]
    known, typed = corrected.lead_agencies
    assert known.agency_id == next(agency.id for agency in plan.agencies if agency.name == "Văn phòng Sở")
    assert (typed.text, typed.span, typed.found_in) == ("", Span(task.span.end, task.span.end), "correction")
    assert corrected.coordinating_agencies == task.coordinating_agencies[1:]
    assert corrected.corrected
    assert [original.lead_agencies for original in corrected.originals] == [task.lead_agencies]
    assert saved.corrected
    assert saved.tasks[:-1] == plan.tasks[:-1]


def test_what_is_put_back_is_no_correction(open_page: Opener) -> None:
    plan = plan_of()
    person = open_page(plan)
    person.edit("t002")
    person.one(".lead_agencies .add input").send_keys("Sở A", ENTER)
    person.one(".lead_agencies .remove").click()
    assert person.saved() == plan


def test_the_deadline_is_set_and_checked(open_page: Opener) -> None:
    plan = plan_of()
    person = open_page(plan, language="en")
    person.edit("t002")
    person.fill("[name=deadline-kind]", "by")
    assert person.text(".deadline .fault") == "A last day is needed."
    assert person.saved() == plan
    person.fill("[name=deadline-end]", "2026-06-30")
    assert person.text(".deadline .fault") == ""
    due = held(plan, person.saved()).tasks[1].deadline
    assert due is not None
    assert (due.kind, due.start, due.end, due.text, due.resolved) == ("by", None, "2026-06-30", "", True)
    person.fill("[name=deadline-kind]", "during")
    assert person.text(".deadline .fault") == "A first and a last day are needed."
    person.fill("[name=deadline-start]", "2026-07-01")
    assert person.text(".deadline .fault") == "The first day is after the last."
    person.fill("[name=deadline-start]", "2026-06-01")
    person.fill("[name=deadline-kind]", "recurring")
    assert person.text(".deadline .fault") == "Choose how it repeats."
    person.fill("[name=deadline-recurrence]", "FREQ=MONTHLY;INTERVAL=3")
    due = held(plan, person.saved()).tasks[1].deadline
    assert due is not None
    assert (due.kind, due.recurrence) == ("recurring", "FREQ=MONTHLY;INTERVAL=3")
    person.fill("[name=deadline-kind]", "")
    assert person.saved() == plan


def test_a_deadline_made_recurring_does_not_end_on_its_day(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    plan, _ = pdf_plan
    task = next(task for task in plan.tasks if task.deadline and task.deadline.kind == "by")
    person = open_page(plan)
    person.edit(task.id)
    person.fill("[name=deadline-kind]", "recurring")
    person.fill("[name=deadline-recurrence]", "FREQ=MONTHLY;INTERVAL=3")
    due = next(one for one in held(plan, person.saved()).tasks if one.id == task.id).deadline
    assert due is not None
    assert (due.kind, due.start, due.end) == ("recurring", None, None)
    person.press(ESCAPE)
    assert "Hạn: hằng quý" in person.text(f"{person.card(task.id)} .parts")


def test_a_rule_without_words_is_not_shown_beside_the_printed_ones(open_page: Opener) -> None:
    from extractor.records import Deadline

    plan = plan_of(("Sở Nội vụ tổng hợp thứ Hai hằng tuần.", *plan_of().text.split("\n")[2:]))
    words = "thứ Hai hằng tuần"
    at = plan.text.index(words)
    deadline = Deadline(text=words, span=Span(at, at + len(words)), kind="recurring", recurrence="FREQ=WEEKLY;BYDAY=MO", resolved=True)
    person = open_page(replace(plan, tasks=(replace(plan.tasks[0], deadline=deadline), *plan.tasks[1:])))
    assert person.text(f"{person.card('t001')} .parts").strip().endswith(words)


def test_outputs_targets_persons_and_references_are_edited(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    plan, data = pdf_plan
    task = plan.tasks[-1]
    person = open_page(plan, data)
    person.edit(task.id)
    first = person.one(".outputs .values input")
    first.clear()
    first.send_keys("Tờ gấp đã phát hành", TAB)
    person.one(".outputs .add input").send_keys("Báo cáo", ENTER)
    person.one("[data-keep=targets-add-indicator]").send_keys("Tỷ lệ")
    person.fill("[data-keep=targets-add-comparator]", ">=")
    person.all(".targets .add button")[0].click()
    assert person.text(".targets .fault") == "Cần một số."
    person.one("[data-keep=targets-add-value]").send_keys("95.5")
    person.one("[data-keep=targets-add-unit]").send_keys("%")
    person.all(".targets .add button")[0].click()
    person.one("[data-keep=persons-add-name]").send_keys("Nguyễn Văn A")
    person.one("[data-keep=persons-add-position]").send_keys("Trưởng phòng", ENTER)
    person.one("[data-keep=references-add]").send_keys("14/KH-UBND", ENTER)
    corrected = held(plan, person.saved()).tasks[-1]
    assert [(one.text, one.corrected_text) for one in corrected.outputs] == [(task.outputs[0].text, "Tờ gấp đã phát hành"), ("", "Báo cáo")]
    assert [(one.indicator, one.comparator, one.value, one.unit) for one in corrected.targets[len(task.targets) :]] == [("Tỷ lệ", ">=", 95.5, "%")]
    assert [(one.name, one.position, one.role) for one in corrected.persons[len(task.persons) :]] == [("Nguyễn Văn A", "Trưởng phòng", "in_charge")]
    assert corrected.legal_references[-1].symbol == "14/KH-UBND"


@pytest.mark.parametrize("change", changes(), ids=lambda change: f"{change.field}-{change.new}")
def test_the_card_shows_the_corrected_value(open_page: Opener, change: Change) -> None:
    """As the exports do (tests/exporting/test_corrected_values.py): the same values in the same words."""

    def card_of(plan: Plan) -> str:
        person = open_page(plan)
        closed = person.text(f"{person.card('t001')} .head")
        person.open("t001")
        return closed + "\n" + "; ".join(person.script("return [...document.querySelectorAll('.card .body dd:not(.original)')].map((one) => one.innerText)"))

    before = card_of(whole_plan())
    after = card_of(with_change(whole_plan(), change))
    if change.field == "deadline":
        assert change.old in before
    assert change.new not in before
    assert change.new in after
    assert change.old not in after


def test_a_figure_that_is_typed_over_is_shown_at_once(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    plan, _ = pdf_plan
    task = next(task for task in plan.tasks if task.targets)
    person = open_page(plan)
    person.edit(task.id)
    box = person.one("[data-keep=targets-0-value]")
    box.clear()
    box.send_keys("42", TAB)
    person.press(ESCAPE)
    values = person.script("return [...document.querySelectorAll('.card .body dd')].map((one) => one.innerText)")
    assert sum("42%" in value for value in values) == 1
    assert [value for value in values if value.endswith(task.targets[0].text)] == []


# Object.hasOwn stays: the driver itself asks for it.
LATER = """
for (const name of ["toSorted", "toReversed", "toSpliced", "with", "at", "findLast", "findLastIndex"]) delete Array.prototype[name];
delete Object.groupBy; delete globalThis.structuredClone; delete String.prototype.at;
delete HTMLDialogElement.prototype.showModal; delete HTMLDialogElement.prototype.close;
window.lacking = [].toSorted === undefined;
"""


def test_it_works_without_what_older_browsers_lack(open_page: Opener, browser: Browser, pdf_plan: tuple[Plan, bytes]) -> None:
    with browser.before_each_page(LATER):
        person = open_page(*pdf_plan)
        assert person.script("return window.lacking")
        assert person.all("#not-started") == []
        assert person.all("#text mark.task")
        person.one("#help-open").click()
        assert person.one("#help").is_displayed()
        person.one("#help button").click()
        assert not person.one("#help").is_displayed()
        person.open(pdf_plan[0].tasks[0].id)
        person.one(".card .buttons button:nth-child(3)").click()
        assert len(held(pdf_plan[0], person.saved()).dropped) == 1
        assert person.faults() == []


LACKING = """
delete Element.prototype.toggleAttribute;
Document.prototype.getElementById = ((own) => function (id) {
  if (id === "dropped") throw new Error("lacking");
  return own.call(this, id);
})(Document.prototype.getElementById);
"""


def test_what_fails_is_told_and_saving_works(open_page: Opener, browser: Browser) -> None:
    with browser.before_each_page(LACKING):
        plan = plan_of()
        person = open_page(plan)
        assert person.one("#not-started").is_displayed()
        assert person.saved() == plan


def test_a_task_is_split_at_the_cursor_and_merged_again(open_page: Opener) -> None:
    plan = plan_of()
    person = open_page(plan)
    person.edit("t002")
    area = person.one(".editor textarea")
    area.click()
    value = area.get_attribute("value")
    person.script("arguments[0].setSelectionRange(arguments[1], arguments[1])", area, len(value[: value.index("đôn đốc")].encode("utf-16-le")) // 2)
    person.one("[data-keep=split]").click()
    saved = held(plan, person.saved())
    assert [task.text for task in saved.tasks[1:3]] == ["Văn phòng 𝄞", "đôn đốc các xã."]
    assert [task.originals[0].text for task in saved.tasks[1:3]] == ["Văn phòng 𝄞 đôn đốc các xã."] * 2
    assert len({task.id for task in saved.tasks}) == len({task.fingerprint for task in saved.tasks}) == 6
    person.press(ESCAPE)
    person.press("m")
    assert same_json(person.saved(), plan)


def test_tasks_are_merged_dropped_and_taken_back(open_page: Opener) -> None:
    plan = plan_of()
    person = open_page(plan)
    person.open("t002")
    person.press("m")
    saved = held(plan, person.saved())
    assert [task.text for task in saved.tasks][1] == "Văn phòng 𝄞 đôn đốc các xã.\nSở Y tế kiểm tra."
    assert [original.id for original in saved.tasks[1].originals] == ["t002", "t003"]
    person.open("t004")
    person.one(f"{person.card('t004')} .buttons button:nth-child(3)").click()
    assert person.script("return document.activeElement.closest('li').dataset.task") == "t005"
    saved = held(plan, person.saved())
    assert [task.id for task in saved.dropped] == ["t004"]
    person.one("#undo").click()
    person.one("#undo").click()
    assert person.saved() == plan
    person.one("#redo").click()
    person.one("#redo").click()
    assert person.saved() == saved
    person.one("#dropped summary").click()
    person.one("#dropped button").click()
    assert held(plan, person.saved()).dropped == ()


def test_a_task_is_added_from_selected_text(open_page: Opener) -> None:
    plan = plan_of()
    person = open_page(plan)
    person.select_text(0, len("KẾ HOẠCH"))
    person.use_selection_as(0)
    saved = held(plan, person.saved())
    task = saved.tasks[0]
    assert (task.text, task.span, task.corrected, task.originals, task.section_id) == ("KẾ HOẠCH", Span(0, 8), True, (), "s001")


def test_selected_text_is_used_beyond_the_basic_plane(open_page: Opener) -> None:
    """Offsets are code points, also behind a character of two UTF-16 units; over the marks that the text is cut into."""
    plan = plan_of()
    person = open_page(plan)
    person.open("t003")
    start = len(plan.text[: plan.text.index("Sở Y tế")].encode("utf-16-le")) // 2
    person.select_text(start, start + len("Sở Y tế"))
    person.use_selection_as(0)  # lead
    person.select_text(start + len("Sở Y tế "), start + len("Sở Y tế kiểm tra"))
    person.use_selection_as(3)  # output
    person.select_text(start, start + len("Sở Y tế kiểm tra."))
    person.use_selection_as(2)  # deadline of unknown days
    task = held(plan, person.saved()).tasks[2]
    assert [(agency.text, agency.name) for agency in task.lead_agencies] == [("Sở Y tế", "Sở Y tế")]
    assert [one.text for one in task.outputs] == ["kiểm tra"]
    assert task.deadline is not None
    assert (task.deadline.text, task.deadline.resolved) == ("Sở Y tế kiểm tra.", False)
    person.select_text(start, start + len("Sở Y tế kiểm"))
    person.use_selection_as(4)  # extent
    assert held(plan, person.saved()).tasks[2].text == "Sở Y tế kiểm"


def test_what_is_selected_is_told_in_short(open_page: Opener) -> None:
    """Cut as the program cuts texts elsewhere."""
    line = "Sở Nội vụ chủ trì, phối hợp với các cơ quan, đơn vị - các xã tổng hợp báo cáo hằng quý."
    plan = plan_of((line, *plan_of().text.split("\n")[2:]))
    person = open_page(plan)
    start = plan.text.index(line)
    for end in range(55, len(line), 3):
        person.select_text(start, start + end)
        assert person.text("#selection .quoted") == f"“{shortened(line[:end], 60)}”"


def test_what_cannot_be_taken_is_told_before_it_is_left_out(open_page: Opener) -> None:
    plan = plan_of()
    person = open_page(plan, language="en")
    person.edit("t002")
    person.fill("[name=deadline-kind]", "by")
    person.press(ESCAPE)
    assert "was not taken" in person.text(".deadline .fault")
    person.press(ESCAPE)
    assert person.all(".editor") == []
    assert person.saved() == plan


def test_a_warning_about_what_was_corrected_says_so(open_page: Opener) -> None:
    from extractor.records import PlanWarning

    plan = plan_of()
    plan = replace(plan, warnings=(PlanWarning(code="x", message="Một", span=plan.tasks[0].span), PlanWarning(code="x", message="Hai", span=plan.tasks[1].span)))
    person = open_page(plan)
    assert person.text("#warnings ul").split("\n") == ["Một", "Hai"]
    person.focus("#cards .head")
    person.press("j", "j", "\ue017")
    assert person.text("#warnings ul").split("\n") == ["Một", "Hai (đã sửa)"]
    person.one("#undo").click()
    assert person.text("#warnings ul").split("\n") == ["Một", "Hai"]


def test_a_double_click_selects_what_is_used(open_page: Opener) -> None:
    from selenium.webdriver import ActionChains

    plan = plan_of(("Sở Nội vụ tổng hợp. Báo cáo.", *plan_of().text.split("\n")[2:]))
    person = open_page(plan)
    person.open("t001")
    mark = person.one("#text mark.task")
    at_its_beginning = ActionChains(person.driver).move_to_element_with_offset(mark, 12 - mark.size["width"] // 2, 0)
    at_its_beginning.double_click().perform()
    person.until(lambda: person.one("#selection").is_displayed())
    quoted = person.text("#selection .quoted").strip("“”")
    person.use_selection_as(3)
    assert [one.text for one in held(plan, person.saved()).tasks[0].outputs] == [quoted]


def test_by_keyboard_alone(open_page: Opener) -> None:
    plan = plan_of()
    person = open_page(plan)
    person.focus("#cards .head")
    person.press("j", "j")
    assert person.script("return document.activeElement.closest('li').dataset.task") == "t002"
    person.press("k", "e")
    assert person.script("return document.activeElement.dataset.keep") == "number"
    for _ in range(20):
        if person.script("return document.activeElement.dataset.keep") == "lead_agencies-add":
            break
        person.press(TAB)
    person.press("Sở Nội vụ", ENTER)
    assert person.script("return document.activeElement.dataset.keep") == "lead_agencies-add"
    person.press(ESCAPE)
    assert person.script("return document.activeElement.closest('li').dataset.task") == "t001"
    person.press("?")
    assert person.one("#help").is_displayed()
    person.press(ESCAPE)
    assert names(held(plan, person.saved()).tasks[0]) == ["Sở Nội vụ"]
    person.begin()
    reached = []
    for _ in range(60):
        person.press(TAB)
        reached.append(person.script("return document.activeElement.id || document.activeElement.name || document.activeElement.className"))
    assert {"undo", "save", "print-all", "help-open", "show-text", "sheet", "words", "sort", "head"} <= set(reached)


@pytest.mark.parametrize("pages", [True, False])
def test_from_the_document_to_its_tasks_by_keyboard(open_page: Opener, pdf_plan: tuple[Plan, bytes], pages: bool) -> None:
    plan, data = pdf_plan
    person = open_page(plan, data if pages else None)
    chosen = "return document.querySelector('#cards li.opened')?.dataset.task ?? null"
    person.focus("#sheet")
    person.press("j")
    assert person.script(chosen) == plan.tasks[0].id
    person.press("j", "j", "k")
    assert person.script(chosen) == plan.tasks[1].id
    assert person.script("return document.activeElement.id") == "sheet"
    person.until(lambda: plan.tasks[1].text[:30] in person.text("#live"))
    last = "const parts = document.querySelectorAll(`[data-tasks~='${arguments[0]}']`); for (const part of parts) part.scrollIntoView()"
    person.script(last, plan.tasks[-2].id)  # scrolled on: the walk goes on from what is seen
    person.press("j")
    assert person.script(chosen) in {task.id for task in plan.tasks[-10:]}
    person.press(ENTER)
    at = person.script("return document.activeElement.closest('li').dataset.task")
    assert at == person.script(chosen)
    person.press("g")
    assert person.script("return document.activeElement.id") == "sheet"


def test_a_task_is_added_by_keyboard(open_page: Opener) -> None:
    from selenium.webdriver import ActionChains, Keys

    plan = plan_of()
    person = open_page(plan)
    person.focus("#adding summary")
    person.press(ENTER)
    person.until(lambda: person.script("return document.activeElement.tagName") == "TEXTAREA")
    ActionChains(person.driver).key_down(Keys.CONTROL).send_keys(Keys.HOME).key_up(Keys.CONTROL).key_down(Keys.SHIFT).send_keys(Keys.END).key_up(Keys.SHIFT).perform()
    person.press("x", ENTER, "\ue017")  # changes nothing
    ActionChains(person.driver).key_down(Keys.CONTROL).send_keys(Keys.HOME).key_up(Keys.CONTROL).key_down(Keys.SHIFT).send_keys(Keys.END).key_up(Keys.SHIFT).perform()
    person.press(TAB, ENTER)
    at = person.script("return document.activeElement.closest('li').dataset.task")
    task = held(plan, person.saved()).tasks[0]
    assert at == task.id
    assert (task.text, task.corrected, task.originals) == ("KẾ HOẠCH", True, ())


def test_a_task_is_split_by_keyboard(open_page: Opener) -> None:
    from selenium.webdriver import Keys

    plan = plan_of()
    person = open_page(plan)
    person.focus("#cards .head")
    person.press("e", TAB, Keys.HOME, *[Keys.RIGHT] * len("Sở Nội vụ"), TAB, ENTER)
    assert [task.text for task in held(plan, person.saved()).tasks[:2]] == ["Sở Nội vụ", "tổng hợp."]


def test_each_half_of_a_task_has_the_deadline_that_stands_in_it(open_page: Opener) -> None:
    from selenium.webdriver import Keys

    from extractor.records import Deadline

    line = "Đợt 1 tháng 3, đợt 2 tháng 9."
    plan = plan_of((line, *plan_of().text.split("\n")[2:]))

    def deadline(words: str, end: str) -> Deadline:
        at = plan.text.index(words)
        return Deadline(text=words, span=Span(at, at + len(words)), kind="by", end=end, resolved=True)

    both = deadline("tháng 3", "2026-03-31"), deadline("tháng 9", "2026-09-30")
    plan = replace(plan, deadlines=both, tasks=(replace(plan.tasks[0], deadline=both[1]), *plan.tasks[1:]))
    person = open_page(plan)
    person.focus("#cards .head")
    person.press("e", TAB, Keys.HOME, *[Keys.RIGHT] * len("Đợt 1 tháng 3,"), TAB, ENTER)
    assert [task.deadline for task in held(plan, person.saved()).tasks[:2]] == list(both)


def test_keys_of_one_letter_count_in_the_list_and_the_document_only(open_page: Opener) -> None:
    """WCAG 2.1.4: speech, or a hand on the keyboard, does nothing elsewhere."""
    plan = plan_of()
    person = open_page(plan)
    person.open("t002")
    for selector in ("#show-text", "#save", "#filters summary"):
        person.focus(selector)
        person.press("\ue017", *(key for key in "mej?/t" if key not in person.browser.own_keys))
        assert person.script("return document.activeElement.matches(arguments[0])", selector)
        assert not person.one("#help").is_displayed()
        assert person.all(".editor") == []
    assert person.saved() == plan
    person.focus("#cards .head")
    person.press("\ue017")
    assert [task.id for task in person.saved().dropped] == ["t002"]


def test_what_is_vietnamese_is_read_as_vietnamese(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    """WCAG 3.1.2: on the English page too, each text of the document bears its language."""
    plan, data = pdf_plan
    person = open_page(plan, data, "en")
    person.open(plan.tasks[-1].id)
    person.press("e")
    person.script("window.dispatchEvent(new Event('beforeprint'))")
    texts = [agency.name for task in plan.tasks for agency in task.lead_agencies] + [" ".join(task.text.split()) for task in plan.tasks] + [plan.metadata.title]
    english = person.script(
        "const texts = new Set(arguments[0]), found = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
        "for (let node = walk.nextNode(); node; node = walk.nextNode()) if (texts.has(node.data.split(/\\s+/).join(' ').trim())) {"
        "  if (node.parentElement.closest('[lang]').lang !== 'vi') found.push(node.data); } return found",
        texts,
    )
    assert english == []
    assert person.script("return document.querySelectorAll('#cards [lang=vi]').length") > len(plan.tasks)


def test_what_was_done_is_told_to_screen_readers(open_page: Opener) -> None:
    person = open_page(plan_of(), language="en")
    person.open("t001")
    person.press("m")
    person.until(lambda: person.text("#live") == "Merged with the next task.")
    person.press("m", "m", "m")
    person.press("m")
    person.until(lambda: person.text("#live") == "That cannot be done here.")


HOSTILE = "</script><script>window.broken = 1</script><img src=x onerror='window.broken = 2'>\u2028<!--{{plan}}&lt;\"'`${7*7}"


def hostile(value: Any) -> Any:
    """The plan with the hostile text in each field that is free text."""
    import msgspec

    data = msgspec.to_builtins(value)

    def spoiled(part: Any, key: str = "") -> Any:
        if isinstance(part, dict):
            return {name: spoiled(one, name) for name, one in part.items()}
        if isinstance(part, list):
            return [spoiled(one, key) for one in part]
        free = isinstance(part, str) and key in {
            "name", "number", "title", "heading", "filename", "place", "symbol", "position", "indicator", "unit", "corrected_text", "duration",
            "anchor", "pinpoint", "recurrence", "message", "recipients",
        }  # fmt: skip
        return HOSTILE if free else part

    return msgspec.convert(spoiled(data), Plan)


def test_a_hostile_document_is_only_text(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    plan = hostile(pdf_plan[0])
    text = plan_of((HOSTILE, "Sở A: " + HOSTILE))
    for one, data in ((plan, pdf_plan[1]), (text, None)):
        person = open_page(one, data)
        person.open(one.tasks[-1].id)
        person.press("e")
        person.until(lambda: person.all(".editor"))  # noqa: B023
        assert "onerror='window.broken = 2'" in person.script("return document.body.innerText")
        person.script("window.dispatchEvent(new Event('beforeprint'))")
        assert person.script("return window.broken ?? null") is None
        assert person.script("return document.querySelectorAll('img[src=x], main script').length") == 0
        assert person.saved() == one
        assert person.faults() == []


def test_the_policy_forbids_what_is_not_the_pages_own(open_page: Opener) -> None:
    person = open_page(plan_of())
    person.script("const made = document.createElement('img'); made.src = 'https://example.invalid/x.png'; document.body.append(made);")
    person.until(lambda: any("Content Security Policy" in fault.replace("-", " ") for fault in person.faults()))


def test_leaving_with_unsaved_corrections_asks(open_page: Opener) -> None:
    person = open_page(plan_of())
    leave = "const leaving = new Event('beforeunload', {cancelable: true}); window.dispatchEvent(leaving); return leaving.defaultPrevented"
    assert not person.script(leave)
    person.open("t002")
    person.press("m")
    assert person.script(leave)
    person.saved()
    assert not person.script(leave)


def test_it_prints_the_document_and_the_table(open_page: Opener, pdf_plan: tuple[Plan, bytes]) -> None:
    plan, data = pdf_plan
    person = open_page(plan, data)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(person.browser.printed()))
    assert "DANH MỤC NHIỆM VỤ" in text
    assert "Bỏ lọc" not in text
    assert " ".join(plan.tasks[-1].text.split())[:30] in " ".join(text.split())


def test_a_plan_of_three_hundred_tasks_stays_fluid(open_page: Opener, traps: Path) -> None:
    plan = extract(traps / "long60.pdf")
    person = open_page(plan, (traps / "long60.pdf").read_bytes())
    spent = person.script(
        "const begun = performance.now(); for (const at of [10, 300, 150]) document.querySelectorAll('#cards .head')[at].click();"
        "document.body.offsetHeight; return (performance.now() - begun) / 3"
    )
    assert spent < 500, f"{spent} ms a click"
    assert person.saved() == plan


@pytest.mark.parametrize("seed", [15, 16])
def test_whatever_is_done_what_is_saved_applies(open_page: Opener, pdf_plan: tuple[Plan, bytes], seed: int) -> None:
    """Random splitting, merging, dropping, taking back, adding, undoing: what is saved is a plan, and the same comes of applying it."""
    plan, _ = pdf_plan
    person, chance = open_page(plan), random.Random(seed)
    for _ in range(20):
        ids = shown(person)
        what = chance.choice(["m", "Delete", "split", "undo", "lead", "add", "extent", "undrop"])
        person.open(chance.choice(ids))
        if what in ("m", "Delete"):
            person.script("document.querySelector('#sheet').dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))", what)
        elif what == "undo":
            person.script("document.querySelector('#undo').click()")
        elif what == "undrop":
            person.script("document.querySelector('#dropped button')?.click()")
        elif what in ("split", "lead"):
            person.press("e")
            if what == "lead":
                person.one(".lead_agencies .add input").send_keys(chance.choice(["Văn phòng Sở", "Sở Khác"]), ENTER)
            else:
                person.script("const area = document.querySelector('.editor textarea'); area.focus(); area.setSelectionRange(arguments[0], arguments[0])", chance.randrange(20, 120))
                person.script("document.querySelector('[data-keep=split]').click()")
            person.press(ESCAPE)
        else:
            start = chance.randrange(len(plan.text) - 200)
            person.select_text(start, start + chance.randrange(20, 200))
            person.script("[...document.querySelectorAll('#selection button')].at(arguments[0]).click()", -1 if what == "add" else 4)
    held(plan, person.saved())
    assert person.faults() == []
