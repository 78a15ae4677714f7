"""Tables over several pages: what the next page's first row is."""

from __future__ import annotations

from array import array

import pytest
from msgspec.structs import replace

from extractor.reading.pdf.page_lines import Line
from extractor.reading.pdf.page_tables import PageTable, PlacedCell
from extractor.reading.pdf.table_joining import FIT, goes_on, join_tables
from extractor.records import Span

XS = (50.0, 80.0, 300.0, 400.0, 500.0)


def cell(text: str, row: int, column: int, page: int, rows: int = 1, columns: int = 1, bold: bool = False) -> PlacedCell:
    lines = []
    for index, words in enumerate(text.split("\n") if text else []):
        edges = array("d", [XS[column] + 4.0 * i for i in range(len(words) + 1)])
        lines.append(Line(page, words, edges, 100.0 + 12 * index, 110.0 + 12 * index, 10.0, (Span(0, len(words)),) if bold else ()))
    return PlacedCell(row, column, rows, columns, tuple(lines))


def table(page: int, *rows: list[str], bold: int = 0) -> PageTable:
    cells = [cell(text, y, x, page, bold=y < bold) for y, row in enumerate(rows) for x, text in enumerate(row)]
    return PageTable(page, XS, tuple(100.0 + 20 * y for y in range(len(rows) + 1)), tuple(cells))


HEAD = ["TT", "Nội dung", "Chủ trì", "Thời gian"]
ONE = ["1", "Xây dựng Kế hoạch tuyên truyền năm", "Văn phòng Sở", "Quý I/2024"]


def joined(*parts: PageTable) -> tuple[list[list[str]], int]:
    whole = join_tables(parts, {})
    height = 1 + max(cell.row for cell in whole.cells)
    rows = [[""] * 4 for _ in range(height)]
    for placed in whole.cells:
        for row in range(placed.row, placed.row + placed.row_span):
            rows[row][placed.column] = placed.piece.text
    return rows, whole.header_rows


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (["2", "Báo cáo kết quả", "", ""], [ONE, ["2", "Báo cáo kết quả", "", ""]]),  # a row of its own
        (["", "2024 của Sở", "", ""], [["1", ONE[1] + " 2024 của Sở", *ONE[2:]]]),  # text in one cell only
        (["", "", "và các phòng", ""], [["1", ONE[1], "Văn phòng Sở và các phòng", ONE[3]]]),  # nothing but a column's rest
        (["", "2024", "và các phòng", ""], [["1", ONE[1] + " 2024", "Văn phòng Sở và các phòng", ONE[3]]]),
        (["", "- Báo cáo kết quả", "Phòng A", "Quý II"], [ONE, ["", "- Báo cáo kết quả", "Phòng A", "Quý II"]]),  # begins anew
    ],
)
@pytest.mark.parametrize("repeated", [True, False])
def test_the_first_row_of_the_next_page(first: list[str], last: list[list[str]], repeated: bool) -> None:
    rows, header_rows = joined(table(1, HEAD, ONE), table(2, HEAD, first) if repeated else table(2, first))
    assert rows == [HEAD, *last]
    assert header_rows == int(repeated)


def test_a_repeated_header_that_lost_a_word() -> None:
    rows, header_rows = joined(table(1, HEAD, ONE), table(2, [*HEAD[:3], "Thời"], ["2", "Báo cáo kết quả", "", ""]))
    assert (rows, header_rows) == ([HEAD, ONE, ["2", "Báo cáo kết quả", "", ""]], 1)


def test_a_bold_row_with_one_cell_is_a_group() -> None:
    rows, _ = joined(table(1, HEAD, ONE), table(2, ["", "Nhóm nhiệm vụ", "", ""], bold=1))
    assert rows[-1] == ["", "Nhóm nhiệm vụ", "", ""]


def test_a_merged_cell_cut_by_the_page_is_one_again() -> None:
    above = PageTable(1, XS, (0.0, 1.0), tuple(cell(text, 0, x, 1) for x, text in enumerate(["1", "Việc một.", "Phòng Việc\nlàm, Trung tâm", "Quý I"])))
    below = PageTable(
        2, XS, (0.0, 1.0, 2.0),
        (
            cell("2", 0, 0, 2), cell("Việc hai.", 0, 1, 2), cell("dịch vụ", 0, 2, 2, rows=2), cell("Quý II", 0, 3, 2),
            cell("3", 1, 0, 2), cell("Việc ba.", 1, 1, 2), cell("Quý III", 1, 3, 2),
        ),
    )
    rows, _ = joined(above, below)
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert {row[2] for row in rows} == {"Phòng Việc làm, Trung tâm dịch vụ"}


@pytest.mark.parametrize(
    ("xs", "same"),
    [
        (XS, True),
        (tuple(x + 30 for x in XS), True),  # margins of odd and even pages
        ((50.0, 80.0, 500.0), True),  # a page with group rows only
        ((50.0, 120.0, 300.0, 400.0, 500.0), False),
        ((50.0, 80.0, 300.0, 400.0, 540.0), False),
    ],
)
def test_goes_on(xs: tuple[float, ...], same: bool) -> None:
    assert goes_on(table(1, HEAD), PageTable(2, xs, (0.0, 1.0), ())) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Nộp trực tiếp;\n- Nộp qua bưu chính.", "- Nộp trực tiếp;\n- Nộp qua bưu chính."),
        ("Trước ngày\n28/2/2024", "Trước ngày 28/2/2024"),
        ("Số 5/QĐ-\nUBND", "Số 5/QĐ-UBND"),
        ("Sở Y tế\nSở Tài chính và các cơ quan", "Sở Y tế\nSở Tài chính và các cơ quan"),  # names below one another
        ("Sở Nông nghiệp và\nMôi trường và các cơ quan", "Sở Nông nghiệp và Môi trường và các cơ quan"),  # one name, broken by hand
        ("Sở Kế hoạch,\nTài chính và các cơ quan", "Sở Kế hoạch, Tài chính và các cơ quan"),
        ("Chủ trì: Công an phường sở tại và\nlực lượng Quân sự\nPhối hợp: Trạm Y tế", "Chủ trì: Công an phường sở tại và lực lượng Quân sự\nPhối hợp: Trạm Y tế"),
        ("Chủ trì: Công an phường\nPhối hợp: Ban Quản lý chợ", "Chủ trì: Công an phường\nPhối hợp: Ban Quản lý chợ"),  # labels, in a full line too
        ("Nắm tình hình, giao công an\nPhối hợp: Ban Quản lý chợ", "Nắm tình hình, giao công an Phối hợp: Ban Quản lý chợ"),
        ("Chủ trì: Công an phường và\nPhối hợp: Ban Quản lý chợ", "Chủ trì: Công an phường và Phối hợp: Ban Quản lý chợ"),
        ("THỜI GIAN\nTHỰC HIỆN CỦA CÁC CƠ QUAN", "THỜI GIAN THỰC HIỆN CỦA CÁC CƠ QUAN"),  # a head
    ],
)
def test_paragraphs_in_a_cell(text: str, expected: str) -> None:
    rows, _ = joined(table(1, HEAD, ["1", text, "", ""]))
    assert rows[1][1] == expected


@pytest.mark.parametrize(
    ("head", "shift", "heads", "same"),
    [
        (HEAD, 12.0, 1, True),  # inferred a little differently
        (["TT", "Nội dung", "Chú trì", "Thời gian"], 0.0, 1, True),  # misread
        (["STT", "Tên thủ tục", "Mức phí", "Thời gian"], 0.0, 1, False),
        (ONE, 0.0, 0, True),  # no head besides
        (HEAD, 40.0, 1, False),
    ],
)
def test_goes_on_where_columns_were_inferred(head: list[str], shift: float, heads: int, same: bool) -> None:
    first = replace(table(1, HEAD, ONE), guessed=True, header_rows=1)
    second = table(2, head, ["2", "Báo cáo", "Phòng A", "Quý II"])
    second = replace(second, guessed=True, header_rows=heads, xs=tuple(x + shift for x in XS))
    assert goes_on(first, second) is same
    if same:
        rows, header_rows = joined(first, second)
        assert (len(rows), header_rows) == (4 - heads, 1)


@pytest.mark.parametrize("step", [1.0, 2.0, 4.0, 20.0])
def test_rulings_closer_than_tables_of_two_pages_fit(step: float) -> None:
    xs = tuple(50.0 + step * at for at in range(12))
    parts = []
    for page in (1, 2):
        cells = [replace(cell("", y, 0, page), column=x) for y in range(3) for x in range(11)]
        parts.append(PageTable(page, xs, (100.0, 120.0, 140.0, 160.0), tuple(cells)))
    whole = join_tables(parts, {})
    columns = {placed.column for placed in whole.cells}
    assert columns == set(range(len(columns)))
    assert len(columns) == 11 or step <= FIT
