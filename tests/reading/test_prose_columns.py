"""Prose in two text columns is read column by column; what only looks like it is left alone."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from extractor import extract
from extractor.document import Document, Paragraph
from extractor.reading.opening import open_document
from extractor.reading.pdf.page_characters import Style
from extractor.reading.pdf.page_layout import _with_tables
from extractor.reading.pdf.page_lines import Line, Run
from extractor.reading.pdf.page_paragraphs import Frame, goes_on
from extractor.reading.pdf.page_tables import PageTable
from extractor.reading.pdf.prose_columns import Columns, find_prose

Places = list[list[tuple[float, float]]]
"""For each row, 15 points apart, the left and right edges of its runs."""

PROSE: Places = [[(107, 297), (332, 544)], *[[(85, 297), (332, 543)]] * 6, [(85, 200), (354, 544)]]
WIDE: Places = [[(85, 544)]]


def rows(places: Places) -> list[list[Run]]:
    style = Style(12.0, False, False)
    return [[Run(0, 5, left, right, 15.0 * y, 15.0 * y + 12, style) for left, right in row] for y, row in enumerate(places)]


@pytest.mark.parametrize(
    ("places", "found"),
    [
        (PROSE, [(0, 8)]),
        ([*WIDE, *PROSE, *WIDE, *PROSE], [(1, 9), (10, 18)]),  # parted by what runs over the gutter
        ([*WIDE, [(85, 240)], *PROSE], [(2, 10)]),  # the short last line of a paragraph above
        (PROSE[:4], []),  # too few lines to tell
        ([[(95, 240), (270, 530)], [(120, 220), (310, 480)], [(110, 230), (300, 500)]] * 3, []),  # centred
        ([[(85, 140), (200, 544)]] * 10, []),  # labels and their values
        ([[(85, 300), (332, 400), (450, 544)]] * 10, []),  # a table
        ([[(85, 150 + 10 * at), (380, 480)] for at in range(10)], []),  # recipients and signature
        ([[(85, 297), (332, 420)]] * 10, []),  # the right side is narrower
    ],
)
def test_prose(places: Places, found: list[tuple[int, int]]) -> None:
    assert [(prose.first, prose.last) for prose in find_prose(rows(places), frozenset(), lambda _: "words")] == found


def test_a_wide_table_parts_it() -> None:
    found = find_prose(rows([*PROSE, *PROSE]), frozenset({8}), lambda _: "words")
    assert [(prose.first, prose.last) for prose in found] == [(0, 8), (8, 16)]


@pytest.mark.parametrize(
    ("places", "last"),
    [
        (PROSE[:2], 2),
        ([[(85, 297)], [(85, 150)]], 2),  # the last page ends in its left column
        ([*PROSE[:2], *WIDE], 2),
        ([*WIDE, *PROSE[:2]], 0),
        ([[(85, 150)], *WIDE], 0),  # a heading over the whole width
    ],
)
def test_the_columns_of_the_page_before_go_on(places: Places, last: int) -> None:
    found = find_prose(rows(places), frozenset(), lambda _: "words", Columns((85, 297), (332, 544)))
    assert [(prose.first, prose.last) for prose in found] == ([(0, last)] if last else [])


def test_a_closing_below_ends_it() -> None:
    closing: Places = [[(85, 140), (370, 480)], [(85, 200), (390, 460)], [(85, 160)], [(85, 170), (380, 470)]]
    made = rows([*PROSE, *closing])
    recipients = made[8][0]
    (prose,) = find_prose(made, frozenset(), lambda row: "Nơi nhận:" if recipients in row else "words")
    assert prose.last == 8


def line(text: str, left: float, bottom: float, within: tuple[float, float] | None) -> Line:
    edges = array("d", [left + 5.0 * at for at in range(len(text) + 1)])
    return Line(1, text, edges, bottom - 12, bottom, 12.0, within=within)


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    left, right = (85.0, 297.0), (332.0, 544.0)
    above = line("phối hợp với các xóm đo đạc, chỉnh lý hồ sơ", 85, 700, left)
    frame = Frame(332, 544, 354)
    assert goes_on([above], line("địa chính của các hộ gia đình", 332, 100, right), frame)
    assert not goes_on([above], line("Công an xã chủ trì, phối hợp", 354, 100, right), frame)  # a first line
    assert not goes_on([above], line("địa chính của các hộ gia đình", 85, 100, None), Frame(85, 544, 121))  # over the whole width


def test_a_table_stays_in_its_column() -> None:
    left, right = (85.0, 297.0), (332.0, 544.0)
    lines = [line(name, side[0], bottom, side) for name, side, bottom in (("a", left, 100), ("b", left, 300), ("c", right, 100), ("d", right, 400))]
    tables = [PageTable(1, xs, (top, top + 30), ()) for xs, top in (((90.0, 290.0), 150), ((340.0, 540.0), 200), ((90.0, 290.0), 350))]
    items = _with_tables(lines, tables)
    assert [item.text if isinstance(item, Line) else item.top for item in items] == ["a", 150, "b", 350, "c", 200, "d"]


@pytest.mark.parametrize(
    "name",
    [
        "two_columns",  # below a letterhead, above a closing on the next page; a narrow gutter with a rule
        "two_columns_ragged",  # set flush left; over two pages
        "two_columns_only",  # three pages, the last one in its left column only
    ],
)
def test_pages_of_prose_in_two_columns(name: str, traps: Path) -> None:
    pdf, docx = traps / f"{name}.pdf", traps / f"{name}.docx"
    assert open_document(pdf).text.split() == open_document(docx).text.split()
    assert [task.fingerprint for task in extract(pdf).tasks] == [task.fingerprint for task in extract(docx).tasks]


def test_the_letterhead_and_the_closing_stay_two_columns(traps: Path) -> None:
    document: Document = open_document(traps / "two_columns_ragged.pdf")
    sides = [(block.column, document.slice(block.span)) for block in document.blocks if isinstance(block, Paragraph) and block.column]
    assert ("left", "Số: 15/KH-UBND") in sides
    assert ("left", "- Lưu: VT.") in sides
    assert ("right", "Nguyễn Văn An") in sides
