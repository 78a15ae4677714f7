"""The table of tasks as DOCX and Markdown: read back by other libraries, and by this program's own readers."""

from __future__ import annotations

from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Pt
from hypothesis import given, settings
from markdown_it import MarkdownIt

from extractor import extract
from extractor.exporting import markdown_table, word_table
from extractor.exporting.formats import Format, export
from extractor.exporting.printed_table import printed_cells
from extractor.exporting.task_rows import TaskRow, task_rows
from extractor.records import Plan
from tests.exporting.made_plans import plan_of, plans

DEV = Path(__file__).parents[2] / "corpus" / "dev"
HEAD = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành", "Sản phẩm"]


def as_document(plan: Plan) -> Any:
    return Document(BytesIO(word_table.export(plan, "vi")))


def test_laid_out_after_the_decree() -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20-25, 30-35 and 15-20 mm, Times New Roman, page numbers but on the first page."""
    document = as_document(plan_of({"text": "Rà soát"}))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(size.mm, 1) for size in sizes] == [297, 210, 20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert 'w:instr="PAGE"' in section.header._element.xml
    assert (document.styles["Normal"].font.name, document.styles["Normal"].font.size) == ("Times New Roman", Pt(13))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "Phụ lục",
        "DANH MỤC NHIỆM VỤ",
        "Kế hoạch Cải cách hành chính",
        "(Kèm theo Kế hoạch số 14/KH-UBND ngày 05 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh Bắc Giang)",
    ]
    (table,) = document.tables
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [cell.text for cell in table.rows[0].cells] == HEAD


def test_what_the_plan_leaves_open_is_left_open() -> None:
    told = [paragraph.text for paragraph in as_document(plan_of({"text": "Rà soát"}, number=None, date_issued="2024-02", issuer=None)).paragraphs]
    assert told[3] == "(Kèm theo Kế hoạch số … ngày … tháng 02 năm 2024 của …)"


@pytest.mark.parametrize(
    ("deadline", "shown"),
    [
        ({"text": "trước ngày 15/12", "end": "2024-12-15"}, "trước ngày 15/12 (đến 15/12/2024)"),  # can be read without the plan
        ({"text": "trước ngày 15/12/2024", "end": "2024-12-15"}, "trước ngày 15/12/2024"),
        ({"text": "15/12/24", "end": "2024-12-15"}, "15/12/24"),
        ({"text": "Nhiệm vụ thường xuyên", "kind": "ongoing", "start": "2026-01-01", "end": "2030-12-31"}, "Nhiệm vụ thường xuyên (2026 – 2030)"),
        ({"text": "06/2024", "kind": "during", "start": "2024-01-01", "end": "2024-06-30"}, "06/2024 (01/01/2024 – 30/06/2024)"),  # its beginning stood elsewhere
        ({"text": "tháng 3 đến 11/2024", "kind": "during", "start": "2024-03-01", "end": "2024-11-30"}, "tháng 3 đến 11/2024"),
        ({"text": "Quý II/2024", "kind": "during", "start": "2024-04-01", "end": "2024-06-30"}, "Quý II/2024"),
        ({"text": "hằng quý", "kind": "recurring", "recurrence": "FREQ=MONTHLY;INTERVAL=3", "end": "2024-12-31"}, "hằng quý"),
        ({"text": "sau khi có hướng dẫn", "kind": "relative"}, "sau khi có hướng dẫn"),
    ],
)
def test_a_deadline_without_its_year_has_its_days_beside_it(deadline: dict[str, str], shown: str) -> None:
    (row,) = task_rows(plan_of({"text": "Rà soát", "deadline": deadline}), "vi")
    assert printed_cells(row, "vi")[4] == shown


def test_a_dash_says_that_nobody_is_named() -> None:
    (row,) = task_rows(plan_of({"text": "Rà soát"}), "vi")
    assert printed_cells(row, "vi") == ("1", "Rà soát", "-", "", "", "")


@settings(max_examples=20)
@given(plan=plans())
def test_any_text_is_read_back_from_word(plan: Plan) -> None:
    data = word_table.export(plan, "vi")
    assert data == word_table.export(plan, "vi")
    head, *rows = [[cell.text for cell in row.cells] for row in Document(BytesIO(data)).tables[0].rows]
    assert head == HEAD
    assert rows == [list(printed_cells(row, "vi")) for row in task_rows(plan, "vi")]


def cells_of_markdown(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and token.level > 2:
            parts = ["\n" if child.content == "<br>" else child.content for child in token.children or ()]
            assert {child.type for child in token.children or ()} <= {"text", "html_inline", "text_special"}
            rows[-1].append("".join(parts))
    return rows


@settings(max_examples=100)
@given(plan=plans())
def test_any_text_is_read_back_from_markdown(plan: Plan) -> None:
    """Blanks at the ends of a cell are not kept: Markdown has none there."""
    head, *rows = cells_of_markdown(markdown_table.export(plan, "vi").decode())
    assert head == HEAD
    expected = [[" ".join(cell.split()) for cell in printed_cells(row, "vi")] for row in task_rows(plan, "vi")]
    assert [[" ".join(cell.split()) for cell in row] for row in rows] == expected


@cache
def read_back(path: Path, to: Format) -> Counter[str]:
    """How many fields of the plan's tasks are read otherwise from its own export."""
    plan = extract(path)
    rows = task_rows(plan, "vi")
    back = task_rows(extract(export(plan, to, "vi"), filename=f"plan.tasks.{to}"), "vi")
    found = Counter(tasks=len(rows), others=len(back) - len(rows))
    for one, other in zip(rows, back, strict=False):
        for name in ("task", "leads", "coordinators", "outputs", "kind", "start", "end", "recurrence"):
            found[name] += told(one, name) != told(other, name)
    return found


def told(row: TaskRow, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(value, tuple):
        return sorted(" ".join(text.split()).casefold() for text in value)
    return " ".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("to", ["docx", "md"])
def test_the_plans_of_the_corpus_are_read_back_to_the_same_tasks(to: Format) -> None:
    """Names in full are now and then taken apart otherwise than the words they stood for: these few, and nothing else."""
    files = sorted(path for path in DEV.iterdir() if path.suffix in (".docx", ".md", ".txt"))
    found = sum((read_back(path, to) for path in files), Counter())
    assert found["tasks"] > 300
    assert {name for name in found if found[name]} == {"tasks", "coordinators"}
    assert found["coordinators"] <= 4
