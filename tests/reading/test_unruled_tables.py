"""Tables without rulings or with too few: rows as the truth says, however little is drawn; and what is no table."""

from __future__ import annotations

import hashlib
import io
import json
import re
import unicodedata
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from msgspec.structs import replace

from extractor.document import Document, Source, Table
from extractor.reading.pdf.page_lines import Line
from extractor.reading.pdf.reader import read_pdf
from extractor.reading.pdf.unruled_columns import Word, crossed, head_columns, part_columns, words_of
from extractor.reading.pdf.unruled_rows import Item, part_rows
from extractor.reading.pdf.unruled_tables import _grid

ROOT = Path(__file__).parent.parent.parent
TRAPS, DEV = ROOT / "tests" / "traps", ROOT / "corpus" / "dev"
UNRULED = TRAPS / "t_noruling.pdf"


def read(data: bytes | Path) -> Document:
    content = data if isinstance(data, bytes) else data.read_bytes()
    return read_pdf(
        content, Source("a.pdf", "application/pdf", hashlib.sha256(content).hexdigest(), len(content), None, "digital"), ocr="never",
    )


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(document: Document) -> list[list[str]]:
    """Each row's cells; a cell merged over columns counts for its first, as in the truth."""
    return [
        [plain(document.slice(cell.span)) if cell.column == at else "" for at, cell in enumerate(row.cells)]
        for table in tables(document) for row in table.rows
    ]


def wanted(first_column: int = 0) -> list[list[str]]:
    truth = json.loads((TRAPS / "t_noruling.truth.json").read_text("utf-8"))["tables"][0]["rows"]
    return [[plain(cell) for cell in row[first_column:]] for row in truth]


def drawn(draw: Callable[[Any, float, list[float], list[float]], None]) -> bytes:
    """The table without rulings with something drawn on its pages, given their height and the table's edges as they were inferred."""
    from extractor.reading.pdf.page_reading import read_pages
    from extractor.reading.pdf.pdf_file import PdfFile

    layouts = {page.number: page.layout for page in read_pages(PdfFile(UNRULED.read_bytes()), 3, "never")}
    pdf = pypdfium2.PdfDocument(UNRULED)
    for number, layout in layouts.items():
        if layout is not None and layout.last_table is not None:
            page = pdf[number - 1]
            draw(page, layout.height, list(layout.last_table.xs), list(layout.last_table.ys))
            page.gen_content()
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def line(page: Any, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
    path = pdfium.FPDFPageObj_CreateNewPath(x0, y0)
    pdfium.FPDFPath_LineTo(path, x1, y1)
    pdfium.FPDFPath_SetDrawMode(path, pdfium.FPDF_FILLMODE_NONE, True)
    pdfium.FPDFPageObj_SetStrokeWidth(path, width)
    pdfium.FPDFPage_InsertObject(page, path)


def across(page: Any, height: float, xs: list[float], ys: list[float]) -> None:
    for y in ys:
        line(page, xs[0], height - y, xs[-1], height - y)


def across_twice(page: Any, height: float, xs: list[float], ys: list[float]) -> None:
    for y in ys:
        line(page, xs[0], height - y - 0.8, xs[-1], height - y - 0.8)
        line(page, xs[0], height - y + 0.8, xs[-1], height - y + 0.8)


def below_head(page: Any, height: float, xs: list[float], ys: list[float]) -> None:
    across(page, height, xs, [ys[0], ys[1], ys[-1]])


def frame(page: Any, height: float, xs: list[float], ys: list[float]) -> None:
    across(page, height, xs, [ys[0], ys[1], ys[-1]])
    for x in (xs[0], xs[-1]):
        line(page, x, height - ys[0], x, height - ys[-1])


def bands(page: Any, height: float, xs: list[float], ys: list[float]) -> None:
    for top, bottom in zip(ys[::2], ys[1::2], strict=False):
        path = pdfium.FPDFPageObj_CreateNewRect(xs[0], height - bottom, xs[-1] - xs[0], bottom - top)
        pdfium.FPDFPageObj_SetFillColor(path, 220, 230, 245, 255)
        pdfium.FPDFPath_SetDrawMode(path, pdfium.FPDF_FILLMODE_WINDING, False)
        pdfium.FPDFPage_InsertObjectAtIndex(page, path, 0)  # below the text


@pytest.mark.parametrize("draw", [across, across_twice, below_head, frame, bands])
def test_partial_rulings(draw: Callable[[Any, float, list[float], list[float]], None]) -> None:
    document = read(drawn(draw))
    (table,) = tables(document)
    assert rows(document)[1:] == wanted()
    assert (table.columns_guessed, table.header_rows) == (True, 1)


@pytest.mark.parametrize(
    ("name", "first_column", "heads", "guessed"),
    [
        ("t_noruling", 0, 1, True),
        ("unruled_two_levels", 0, 2, True),  # a head over two others; letters from a second font
        ("unruled_no_numbers", 1, 1, True),  # rows told by their text alone
        ("ruled_columns_only", 0, 1, True),  # open at the page's end, group rows cut the rulings
        ("ruled_dotted", 0, 1, False),
    ],
)
def test_rows_are_exact(name: str, first_column: int, heads: int, guessed: bool) -> None:
    document = read(TRAPS / f"{name}.pdf")
    (table,) = tables(document)
    assert rows(document)[heads:] == wanted(first_column)
    assert (table.columns_guessed, table.header_rows) == (guessed, heads)
    assert [(w.code, w.span, w.page) for w in document.warnings] == ([("columns_guessed", table.span, 2)] if guessed else [])


def test_a_head_on_two_levels() -> None:
    found = rows(read(TRAPS / "unruled_two_levels.pdf"))[:2]
    assert found == [
        ["TT", "NỘI DUNG CÔNG VIỆC", "ĐƠN VỊ THỰC HIỆN", "", "THỜI GIAN HOÀN THÀNH", "SẢN PHẨM"],
        ["TT", "NỘI DUNG CÔNG VIỆC", "CHỦ TRÌ", "PHỐI HỢP", "THỜI GIAN HOÀN THÀNH", "SẢN PHẨM"],
    ]


@pytest.mark.parametrize("spanning", [(0,), (1,), (0, 1), (0, 1, 2)])
def test_rows_over_columns_below_a_head_leave_no_place_without_a_cell(spanning: tuple[int, ...]) -> None:
    rows_of_items = [
        [item("x", column, 100.0 + 40 * row), *([replace(item("over", 1, 90.0 + 40 * row), last=2)] if row in spanning else [])]
        for row in range(3) for column in (0,)
    ]
    grid = _grid(rows_of_items, [100.0, 200.0], 1, headed=True)
    places = [
        (row, column) for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span) for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(places) == [(row, column) for row in range(len(grid.ys) - 1) for column in range(len(grid.xs) - 1)]
    assert list(grid.xs) == sorted(grid.xs)


@pytest.mark.parametrize("path", sorted([*DEV.glob("*.pdf"), *TRAPS.glob("t_*.pdf"), TRAPS / "seed2_wordlike.pdf", TRAPS / "long60.pdf"]))
def test_what_is_ruled_or_no_table_is_not_guessed(path: Path) -> None:
    if path != UNRULED:
        assert not any(table.columns_guessed for table in tables(read(path)))


def words(*texts: tuple[str, float], bottom: float = 100.0, size: float = 10.0, bold: bool = False) -> list[Word]:
    """Words that begin at the given place; every letter is half the font size wide, and spaces part words."""
    found = []
    for text, left in texts:
        edges = array("d", [left + 0.5 * size * at for at in range(len(text) + 1)])
        found += words_of(Line(1, text, edges, bottom - size, bottom, size))
    return found


def test_columns_part_at_the_whitest_place() -> None:
    head = words(("TT", 50), ("Nội dung", 120), ("Chủ trì", 250), ("Thời hạn", 340))
    body = [
        words(("1", 52), ("Rà soát thủ tục hành", 80), ("Sở Nội vụ", 236), ("Quý I", 330), bottom=120),
        words(("chính của tỉnh năm", 80), bottom=132),
    ]
    columns, over = head_columns([head])
    assert [round(left) for left, _ in columns] == [50, 120, 250, 340]
    assert over == []
    edges = part_columns(columns, body)
    assert 60 < edges[0] < 80
    assert 180 < edges[1] < 236
    assert crossed(words(("Tuyên truyền trên phương tiện thông tin đại chúng", 80)), edges) == [1, 2]


@pytest.mark.parametrize(
    "texts",
    [
        (("Nơi nhận:", 50), ("GIÁM ĐỐC", 330)),  # two columns only
        (("Căn cứ Luật Tổ chức chính quyền địa phương ngày", 50),),
    ],
)
def test_fewer_than_three_columns_are_no_head(texts: tuple[tuple[str, float], ...]) -> None:
    assert len(head_columns([words(*texts)])[0]) < 3


def item(text: str, column: int, bottom: float, *, anchor: bool = False, left: float | None = None) -> Item:
    left = 50.0 + 100 * column if left is None else left
    return Item(
        bottom - 11, bottom, left, left + 5 * len(text), column, column, 10.0, 5.0 * len(text.split()[0]), text[0].islower(), False, anchor,
    )


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        # Numbers in the middle of their rows; the texts' lines overlap those of other columns by half.
        (
            [
                item("1", 0, 106, anchor=True), item("Rà soát thủ tục hành", 1, 100), item("chính.", 1, 112), item("Sở A", 2, 106),
                item("2", 0, 130, anchor=True), item("Báo cáo tình hình và", 1, 124), item("kết quả.", 1, 136), item("Sở B", 2, 130),
            ],
            [["1", 4], ["2", 4]],
        ),
        # Numbers on the first line.
        (
            [
                item("1", 0, 100, anchor=True), item("Rà soát thủ tục hành", 1, 100), item("chính.", 1, 112), item("Sở A", 2, 100),
                item("2", 0, 124, anchor=True), item("Báo cáo tình hình và", 1, 124), item("kết quả.", 1, 136), item("Sở B", 2, 124),
            ],
            [["1", 4], ["2", 4]],
        ),
    ],
)
def test_rows_by_their_numbers(items: list[Item], expected: list[list[object]]) -> None:
    found = part_rows(items, (), goes_on=False)
    assert [len(row) for row in found] == [count for _, count in expected]
    assert all(sum(item.anchor for item in row) == 1 for row in found)
