"""The workbook, read with another library than the one that wrote it."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from itertools import product
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from extractor.exporting.row_heights import row_height
from extractor.exporting.sheet_names import LONGEST, sheet_names, utf16_length
from extractor.exporting.task_rows import task_rows
from extractor.exporting.tracking_sheet import MOST_AGENCIES, export
from extractor.records import Plan
from tests.exporting.made_plans import changed, plan_of, plans

HEAD = 4  # the row of the columns' names, from 1


def opened(plan: Plan, language: Any = "vi") -> Workbook:
    return load_workbook(BytesIO(export(plan, language)))


def column(sheet: Any, name: str) -> int:
    return next(cell.column for cell in sheet[HEAD] if cell.value == name)


def values(sheet: Any, name: str) -> list[Any]:
    return [sheet.cell(row, column(sheet, name)).value for row in range(HEAD + 1, sheet.max_row + 1)]


def test_the_columns_that_offices_use(plan: Plan) -> None:
    sheet = opened(plan).worksheets[0]
    names = [cell.value for cell in sheet[HEAD]]
    assert names[:11] == ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Hạn cuối", "Sản phẩm", "Chỉ tiêu", "Căn cứ", "Trang", "Trạng thái"]
    assert {"Độ tin cậy", "Cần kiểm tra", "Đã sửa", "Loại thời hạn"} <= set(names)
    assert "Kế hoạch Cải cách hành chính" in sheet["A2"].value
    assert "Ủy ban nhân dân tỉnh Bắc Giang" in sheet["A2"].value


def test_a_row_with_a_real_date(plan: Plan) -> None:
    sheet = opened(plan).worksheets[0]
    cell = sheet.cell(HEAD + 1, column(sheet, "Hạn cuối"))
    assert (cell.value, cell.number_format, cell.is_date) == (datetime(2024, 2, 28), "dd/mm/yyyy", True)
    assert values(sheet, "Thời hạn") == ["trước ngày 28/02/2024"]
    assert values(sheet, "Loại thời hạn") == ["Chậm nhất"]
    assert values(sheet, "Chủ trì") == ["Sở Nội vụ tỉnh Bắc Giang"]
    assert values(sheet, "Độ tin cậy") == [0.9]


def test_laid_out_for_print_and_work(plan: Plan) -> None:
    for sheet in opened(plan).worksheets:
        assert sheet.freeze_panes == f"C{HEAD + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{HEAD}:")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 9, 0)
        assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
        cell = sheet.cell(HEAD + 1, 2)
        assert (cell.font.name, cell.alignment.wrap_text) == ("Times New Roman", True) or not cell.value
    sheet = opened(plan).worksheets[0]
    assert sheet.print_area == f"'Theo dõi'!$A${HEAD}:$K${HEAD + 1}".replace(f"$A${HEAD}", "$A$1")  # without the columns for checking


def test_states_are_chosen_from_a_list(plan: Plan) -> None:
    (validation,) = opened(plan).worksheets[0].data_validations.dataValidation
    assert str(validation.sqref) == f"K{HEAD + 1}"
    assert {"Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Quá hạn"} <= set(validation.formula1.strip('"').split(","))


def test_agencies_have_sheets_that_look_the_status_up() -> None:
    book = opened(plan_of({"text": "Một", "leads": ["Sở A", "Sở B"]}, {"text": "Hai", "leads": ["sở a"]}, {"text": "Ba", "coordinators": ["Sở C"]}))
    assert book.sheetnames == ["Theo dõi", "Cơ quan", "Cảnh báo", "Sở A", "Sở B"]  # names that differ in case only are one
    assert values(book["Sở A"], "Nhiệm vụ") == ["Một", "Hai"]
    assert values(book["Sở A"], "Trạng thái") == [
        f"=IFERROR(INDEX('Theo dõi'!$K$5:$K$7,MATCH($A{row},'Theo dõi'!$A$5:$A$7,0))&\"\",\"\")" for row in (5, 6)
    ]
    index = book["Cơ quan"]
    assert [[cell.value for cell in row[1:5]] for row in index.iter_rows(min_row=HEAD + 1)] == [["Sở A", 2, 0, "Sở A"], ["Sở B", 1, 0, "Sở B"], ["Sở C", 0, 1, None]]
    assert index.cell(HEAD + 1, 5).hyperlink.location == "'Sở A'!A1"


def test_of_many_agencies_those_with_most_tasks_have_a_sheet() -> None:
    names = [f"Sở số {number}" for number in range(MOST_AGENCIES + 3)]
    book = opened(plan_of({"text": "Một", "leads": names}, {"text": "Hai", "leads": names[3:]}))
    assert book.sheetnames[3:] == names[3:]
    assert book["Cơ quan"]["A3"].value.startswith("3 cơ quan")


def test_persons_have_a_column_where_some_are_named() -> None:
    assert values(opened(plan_of({"text": "Một", "persons": ["Ông A"]})).worksheets[0], "Người phụ trách") == ["Ông A"]


def test_pages_are_links_to_the_file_beside() -> None:
    cell = opened(plan_of({"text": "Một"}, filename="kế hoạch #1 50%.pdf")).worksheets[0].cell(HEAD + 1, 10)
    assert (cell.value, cell.hyperlink.target, cell.hyperlink.location) == ("1", "kế%20hoạch%20%231%2050%25.pdf", "page=1")


@pytest.mark.parametrize("name", ["//server/share/a.pdf", "\\\\server\\a.pdf", "javascript:alert(1)", "..", "C:a.pdf", "a\nb.pdf", "x" * 300])
def test_no_link_leads_anywhere_but_beside(name: str) -> None:
    """A plan that somebody sent can have any name in it."""
    cell = opened(plan_of({"text": "Một"}, filename=name)).worksheets[0].cell(HEAD + 1, 10)
    assert (cell.value, cell.hyperlink) == (1, None)


def test_warnings_have_a_sheet(plan: Plan) -> None:
    sheet = opened(plan)["Cảnh báo"]
    assert sheet.max_row == HEAD + 1
    assert values(opened(changed(plan, warnings=()))["Cảnh báo"], "Nội dung cảnh báo") == ["Không có cảnh báo."]


def test_the_same_plan_gives_the_same_bytes(plan: Plan) -> None:
    data = export(plan, "vi")
    assert data == export(plan, "vi")
    with ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_days_before_excels_first_are_text() -> None:
    sheet = opened(plan_of({"text": "Một", "deadline": {"text": "xưa", "end": "1899-12-31"}})).worksheets[0]
    assert values(sheet, "Hạn cuối") == ["31/12/1899"]


def test_text_that_no_cell_can_hold_is_cut_and_says_so() -> None:
    sheet = opened(plan_of({"text": "👍" * 20_000})).worksheets[0]
    text = values(sheet, "Nhiệm vụ")[0]
    assert text.endswith("👍 […]")
    assert 32_700 < utf16_length(text) <= 32_767


@settings(max_examples=20)
@given(plan=plans())
def test_any_text_is_read_back_and_none_is_a_formula(plan: Plan) -> None:
    data = export(plan, "vi")
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    rows = task_rows(plan, "vi")
    for name, expected in (
        ("Nhiệm vụ", [row.task for row in rows]),
        ("Thời hạn", [row.deadline for row in rows]),
        ("Chủ trì", [";\n".join(row.leads) for row in rows]),
        ("Sản phẩm", [";\n".join(row.outputs) for row in rows]),
        ("Số trong văn bản", [row.number for row in rows]),
    ):
        assert [value or "" for value in values(sheet, name)] == expected
    with ZipFile(BytesIO(data)) as archive:
        formulas = [f for part in archive.namelist() if "worksheets/sheet" in part for f in re.findall(rb"<f>(.*?)</f>", archive.read(part))]
    assert all(formula.startswith(b"IFERROR(INDEX(") for formula in formulas)


@settings(max_examples=50)
@given(plans())
def test_names_of_sheets_are_what_excel_takes(plan: Plan) -> None:
    names = [lead.name for task in plan.tasks for lead in (*task.lead_agencies, *task.coordinating_agencies)]
    made = sheet_names([*names, *names, "History", "x" * 40, "x" * 41, "", "'a'"], ["Theo dõi"])
    assert len({name.casefold() for name in [*made, "theo dõi"]}) == len(made) + 1
    assert all(1 <= utf16_length(name) <= LONGEST and not re.search(r"[\[\]:*?/\\]", name) and name.strip("'") == name for name in made)


def test_long_names_are_cut_between_words() -> None:
    assert sheet_names(["Sở Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xây dựng"]) == [
        "Sở Lao động - Thương binh và…",
        "Sở Lao động - Thương binh… (2)",
    ]


def test_heights_grow_with_the_text_up_to_excels_limit() -> None:
    heights = [row_height(((text * count, 20.0),), 11) for text, count in product(["Rà soát "], [1, 10, 50, 5000])]
    assert heights == sorted(heights)
    assert heights[-1] == 409
    assert row_height((("a\nb\nc", 20.0),), 11) == row_height((("a", 20.0), ("x\ny\nz", 20.0)), 11)


def test_dates_are_dates() -> None:
    assert task_rows(plan_of({"text": "Một", "deadline": {"text": "x", "end": "2024-02-28"}}), "vi")[0].end == date(2024, 2, 28)
