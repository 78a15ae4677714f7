"""Tables whose cells a bar closes."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import read
from extractor.reading.text.bar_tables import read_bar_table
from extractor.reading.text.drafts import TableDraft


def rows_of(table: TableDraft | None) -> list[list[str]]:
    """The texts of a table's rows on its grid; of a merged cell only where it begins."""
    assert table is not None
    width = max(cell.column + cell.column_span for cell in table.cells)
    rows = [[""] * width for _ in range(1 + max(cell.row for cell in table.cells))]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.piece.text
    return rows


HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]


def lines_of(rows: list[list[str]]) -> list[str]:
    """The lines of rows of cells: a bar opens each row and closes each cell, alone on its line."""
    return [line for row in rows for line in ("|", *_closed(row))]


def _closed(row: list[str]) -> list[str]:
    return [part for cell in row for part in (*([cell] if cell else []), "|")]


def closing_at_ends(rows: list[list[str]]) -> list[str]:
    """A bar opens each row and closes each cell at the end of its line."""
    return [line for row in rows for line in ("|", *(f"{cell} |".strip() for cell in row))]


def not_opened(rows: list[list[str]]) -> list[str]:
    """Bars close the cells only."""
    return [line for row in rows for line in _closed(row)]


LAYOUTS = pytest.mark.parametrize("layout", [lines_of, closing_at_ends, not_opened])
Layout = Callable[[list[list[str]]], list[str]]


@LAYOUTS
def test_rows_groups_and_empty_cells(layout: Layout) -> None:
    rows = [
        HEAD,
        ["I", "CÔNG TÁC CHỈ ĐẠO"],
        ["1", "Ban hành kế hoạch", "Sở Y tế", "Quý I"],
        ["2", "Rà soát quy hoạch", "Sở Xây dựng", ""],
        ["II. KIỂM TRA"],
        ["3", "Kiểm tra các xã", "Sở Nội vụ", "2026"],
    ]
    lines = layout(rows)
    found = read_bar_table([*lines, "Trên đây là Kế hoạch."], 0)
    assert rows_of(found.table) == [row + [""] * (4 - len(row)) for row in rows]
    assert found.taken == len(lines)


@LAYOUTS
def test_a_head_in_two_rows(layout: Layout) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Phân công thực hiện", "Thời gian", "Ghi chú"],
        ["Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"],
        ["1", "Ban hành kế hoạch", "Sở Y tế", "Sở Nội vụ", "01/2026", "3/2026", "A"],
        ["2", "Rà soát quy hoạch", "Sở Xây dựng", "", "02/2026", "5/2026", ""],
        ["3", "Kiểm tra các xã", "Sở Nội vụ", "Sở Y tế", "4/2026", "6/2026", ""],
    ]
    found = read_bar_table(layout(rows), 0)
    assert rows_of(found.table) == [
        ["TT", "Nhiệm vụ", "Phân công thực hiện", "", "Thời gian", "", "Ghi chú"],
        ["", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc", ""],
        *rows[2:],
    ]
    assert found.table is not None
    assert found.table.header_rows == 2


def test_a_title_behind_the_head() -> None:
    rows = [HEAD, ["Quý I/2026"], ["1", "Ban hành", "Sở Y tế", "01/2026"], ["2", "Rà soát", "Sở Y tế", "02/2026"], ["Quý II/2026"], ["3", "Sơ kết", "Sở Y tế", "5/2026"]]
    found = read_bar_table(not_opened(rows), 0)
    assert rows_of(found.table) == [row + [""] * (4 - len(row)) for row in rows]


MERGED = [
    ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"],
    ["1", "Ban hành kế hoạch", "Sở Y tế", "Các xã", "Quý I/2026"],
    ["2", "Rà soát quy hoạch", "Sở Xây dựng", "Các xã", "Quý II/2026"],
    ["3", "Kiểm tra các xã", "Sở Nội vụ", "", "Quý II/2026"],
]


@LAYOUTS
def test_a_cell_merged_with_the_one_above_is_the_one_that_is_missing(layout: Layout) -> None:
    found = read_bar_table(layout([*MERGED, ["4", "Sơ kết", "Sở Nội vụ", "Các xã"], ["5", "Tổng kết", "Sở Y tế", "Các xã", "Quý III/2026"]]), 0)
    assert found.table is not None
    assert rows_of(found.table)[4] == ["4", "Sơ kết", "Sở Nội vụ", "Các xã", ""]
    assert [(cell.row, cell.row_span) for cell in found.table.cells if cell.piece.text == "Quý II/2026"] == [(2, 1), (3, 2)]
    assert found.table.unplaced == 0


def test_where_a_table_writes_no_empty_cells_none_is_merged() -> None:
    rows = [*MERGED[:3], ["3", "Kiểm tra các xã", "Sở Xây dựng", "Các xã", "Quý II/2026"], ["4", "Sơ kết", "Sở Y tế", "Các xã"]]
    found = read_bar_table(not_opened(rows), 0)
    assert found.table is not None
    assert {cell.row_span for cell in found.table.cells} == {1}


@LAYOUTS
def test_what_can_stand_in_two_columns_is_placed_in_none(layout: Layout) -> None:
    """An agency that leads elsewhere as often as it helps, in a row without the one or the other."""
    rows = [
        MERGED[0],
        ["1", "Ban hành kế hoạch", "Sở Y tế", "Sở Nội vụ", "Quý I/2026"],
        ["2", "Rà soát quy hoạch", "Sở Nội vụ", "Sở Y tế", "Quý II/2026"],
        ["3", "Kiểm tra các xã", "Sở Y tế", "Quý II/2026"],
        ["4", "Sơ kết", "Sở Nội vụ", "Sở Y tế", "Quý II/2026"],
        ["5", "Tổng kết", "Sở Y tế", "Sở Nội vụ", "Quý III/2026"],
    ]
    found = read_bar_table(layout(rows), 0)
    assert found.table is not None
    assert found.table.unplaced == 1
    assert rows_of(found.table)[3] == ["3", "Kiểm tra các xã\nSở Y tế", "", "", "Quý II/2026"]


@LAYOUTS
def test_labels_in_a_cell_begin_lines(layout: Layout) -> None:
    rows = [HEAD, *([str(n), "Ban hành", "Chủ trì: Sở Y tế", "2026"] for n in range(1, 4))]
    lines = [part for line in layout(rows) for part in (["Chủ trì: Sở", line.replace("Chủ trì: Sở Y tế", "Y tế")] if "Chủ trì:" in line else [line])]
    lines = [part for line in lines for part in (["Y tế", line.replace("Y tế", "Phối hợp: Sở Nội vụ")] if line.startswith("Y tế") else [line])]
    assert rows_of(read_bar_table(lines, 0).table)[1][2] == "Chủ trì: Sở Y tế\nPhối hợp: Sở Nội vụ"


def test_what_stands_between_two_tables_is_in_neither() -> None:
    rows = [HEAD, *([str(n), "Ban hành", "Sở Y tế", "2026"] for n in range(1, 4))]
    lines = not_opened(rows)
    document = read("\n".join([*lines, "II. KIỂM TRA", "Các đơn vị thực hiện bảng dưới đây.", *lines]).encode(), filename="plan.txt")
    assert [type(block).__name__ for block in document.blocks] == ["Table", "Paragraph", "Paragraph", "Table"]


def test_rows_that_the_page_leaves_out() -> None:
    lines = [*lines_of([HEAD, ["1", "Ban hành", "Sở Y tế", "2026"]]), "….........", *lines_of([["7", "Rà soát", "Sở Nội vụ", "2027"], ["8", "Sơ kết", "Sở Y tế", ""]])]
    assert [row[0] for row in rows_of(read_bar_table(lines, 0).table)] == ["TT", "1", "7", "8"]


def test_a_cell_of_several_lines_is_one_text() -> None:
    lines = lines_of([HEAD, ["1", "Ban hành", "Sở Y tế", "2026"], ["2", "Rà soát", "Sở Y tế", "2026"]])
    lines[lines.index("Ban hành") : lines.index("Ban hành") + 1] = ["Ban hành", "kế hoạch", "- Mục một"]
    table = read_bar_table(lines, 0)
    assert rows_of(table.table)[1][1] == "Ban hành kế hoạch\n- Mục một"


@pytest.mark.parametrize("rows", [
    [["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI"], ["Số: 12/KH-UBND", "Sơn La, ngày 1"]],
    [["Một đoạn văn dài " * 8, "hai", "ba"], ["1", "a", "b"], ["2", "a", "b"]],
    [HEAD],
    [],
])
def test_no_table(rows: list[list[str]]) -> None:
    assert read_bar_table(["|", *lines_of(rows)], 0).table is None


def test_the_closing_is_none_of_it() -> None:
    rows = [HEAD, *([str(n), "Việc", "Sở Y tế", "2026"] for n in range(1, 5))]
    table = read_bar_table([*lines_of(rows), "|", "**Nơi nhận:**", "- Như trên;", "|", "TM. ỦY BAN NHÂN DÂN", "|"], 0)
    assert table.taken == len(lines_of(rows))


CELLS = st.sampled_from(["Sở Y tế", "Rà soát quy hoạch", "2026", ""])


@given(st.lists(st.tuples(CELLS.filter(bool), CELLS, CELLS), min_size=2, max_size=30))
def test_numbered_rows_come_back_as_they_were(cells: list[tuple[str, str, str]]) -> None:
    rows = [HEAD, *([f"{number}.", *row] for number, row in enumerate(cells, 1))]
    for layout in (lines_of, closing_at_ends, not_opened):
        found = read_bar_table(layout(rows), 0)
        assert rows_of(found.table) == rows
        assert found.taken == len(layout(rows))


@given(st.lists(st.sampled_from(["|", "1", "Sở Y tế", "", "**I**", "Nơi nhận:"]), max_size=80))
def test_what_follows_a_head_gives_rows_of_one_width(lines: list[str]) -> None:
    table = read_bar_table([*lines_of([HEAD, ["1", "Rà soát", "Sở Y tế", "2026"], ["2", "Kiểm tra", "Sở Nội vụ", "2026"]]), *lines], 0)
    assert {len(row) for row in rows_of(table.table)} == {len(HEAD)}
    assert 0 < table.taken <= len(lines) + len(lines_of([HEAD] * 3))


def _seconds(text: str) -> float:
    started = time.process_time()
    read(text.encode(), filename="plan.md")
    return time.process_time() - started


@pytest.mark.parametrize("unit", [
    "|\na\n|\nb\n|\n\ntext\n",
    "|\n1\n|\nViệc\n|\n|\n",
    "TT\n|\na\n|\nb\n|\n",
    "TT |\n",
    "1 |\n",
])
def test_the_time_is_linear(unit: str) -> None:
    _seconds(unit * 50)
    assert _seconds(unit * 1200) < 8 * max(_seconds(unit * 300), 0.05)
