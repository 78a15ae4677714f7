"""Two columns side by side: found in letterheads and closings, not in body text, titles and tables."""

from __future__ import annotations

from array import array
from typing import Literal

import pytest

from extractor.reading.pdf.column_joining import join_columns
from extractor.reading.pdf.page_characters import Style
from extractor.reading.pdf.page_columns import band_below, find_bands
from extractor.reading.pdf.page_layout import PageLayout
from extractor.reading.pdf.page_lines import Line, Run

Rows = list[list[tuple[float, float]]]
"""For each row, 18 points apart, the left and right edges of its runs."""

LETTERHEAD: Rows = [[(95, 240), (270, 530)], [(120, 220), (310, 480)], [(110, 230), (300, 500)]]
BODY: Rows = [[(121, 552)], [(85, 552)], [(85, 552)]]
CLOSING: Rows = [[(85, 140), (380, 480)], [(85, 230)], [(85, 200)], [(85, 210), (390, 470)]]


def rows(places: Rows) -> list[list[Run]]:
    style = Style(13.0, False, False)
    return [[Run(0, 5, left, right, 18.0 * y, 18.0 * y + 13, style) for left, right in row] for y, row in enumerate(places)]


@pytest.mark.parametrize(
    ("places", "bands"),
    [
        (LETTERHEAD, [(0, 3)]),
        ([*LETTERHEAD, [(280, 357)], *BODY], [(0, 3)]),  # the centred kind of document ends it
        ([*BODY, *CLOSING], [(3, 7)]),
        ([*BODY, [(85, 200)], *CLOSING], [(4, 8)]),  # the short last line of a paragraph stays body
        ([*LETTERHEAD, *BODY, *CLOSING], [(0, 3), (6, 10)]),
        ([*BODY, [(85, 180), (215, 552)], *BODY], []),  # one stretched line
        ([[(85, 100), (120, 300), (340, 420), (460, 540)]] * 5, []),  # a table without rulings
        ([[(85, 100), (140, 540)]] * 5, []),  # its number column
        ([], []),
    ],
)
def test_bands(places: Rows, bands: list[tuple[int, int]]) -> None:
    assert [(band.first, band.last) for band in find_bands(rows(places), 318.5, lambda _: "words")] == bands


WORDS = {
    "letterhead": [["UBND XÃ AN PHÚ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"], ["Số: 1/KH-UBND", "An Phú, ngày 1 tháng 3 năm 2025"]],
    "closing": [["Nơi nhận:", "CHỦ TỊCH"], ["- Lưu: VT."]],
}


def spoken(texts: list[list[str]], lefts: list[list[float]]) -> tuple[list[list[Run]], dict[int, str]]:
    """Rows of runs, 6 points a letter, and what each says by its start."""
    style = Style(13.0, False, False)
    words: dict[int, str] = {}
    made: list[list[Run]] = []
    for y, (row, places) in enumerate(zip(texts, lefts, strict=True)):
        made.append([])
        for text, left in zip(row, places, strict=True):
            start = 1000 * y + int(left)
            words[start] = text
            made[-1].append(Run(start, start + len(text), left, left + 6 * len(text), 18.0 * y, 18.0 * y + 13, style))
    return made, words


@pytest.mark.parametrize(
    ("texts", "lefts", "bands"),
    [
        (WORDS["closing"], [[85, 390], [85]], [(0, 2)]),  # the smallest closing
        # A short plan without a preamble: its headings are no part of the letterhead.
        ([*WORDS["letterhead"], ["I.", "MỤC ĐÍCH"], ["1.", "Công tác"]], [[120, 300], [130, 330], [85, 121], [121, 157]], [(0, 2)]),
        # The subject of a letter is.
        ([*WORDS["letterhead"], ["V/v vệ sinh"], ["năm 2025"], ["Kính gửi: A"]], [[120, 300], [130, 330], [130], [130], [121]], [(0, 4)]),
        # The star between the Party's names, and a dash, far from the other column, are no list marks.
        ([["TỈNH ỦY HÀ TĨNH", "ĐẢNG CỘNG SẢN VIỆT NAM"], ["*", "Hà Tĩnh, ngày 26 tháng 7 năm 2021"], ["Số 08-CTr/TU"]],
         [[120, 330], [160, 330], [130]], [(0, 3)]),
        # A symbol that goes on under its hyphen.
        ([["SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"], ["Số: 1/KHPH-SNV-", "An Phú, ngày 1 tháng 3 năm 2025"], ["TĐTN"], ["KẾ HOẠCH"]],
         [[120, 300], [100, 330], [150], [290]], [(0, 3)]),
        # The first row of a closing that the page's end cuts; inside a page one row is none.
        ([["Các sở báo cáo trước ngày 15 hằng tháng."], ["Nơi nhận:", "CHỦ TỊCH"]], [[85], [85, 390]], [(1, 2)]),
        ([["Nơi nhận:", "CHỦ TỊCH"], ["Các sở, ngành báo cáo Ủy ban nhân dân tỉnh trước ngày 15 hằng tháng."]], [[85, 390], [121]], []),
        # Numbers and dashes with tabs.
        ([["1.", "Công tác chỉ đạo"], ["-", "Kiện toàn Ban Chỉ đạo"], ["20/5/2025."], ["-", "Phân công thành viên phụ trách từng thôn"]],
         [[121, 157], [121, 157], [85], [121, 157]], []),
        # Two columns of prose.
        ([["Ban Chỉ đạo họp", "các xã báo cáo kết quả"], ["mỗi tháng một lần", "về huyện mỗi quý"]] * 2, [[85, 330]] * 4, []),
    ],
)
def test_bands_by_their_words(texts: list[list[str]], lefts: list[list[float]], bands: list[tuple[int, int]]) -> None:
    placed, words = spoken(texts, lefts)
    found = find_bands(placed, 318.5, lambda row: " ".join(words[run.start] for run in row))
    assert [(band.first, band.last) for band in found] == bands


def line(text: str, left: float, bottom: float, page: int = 1, column: Literal["left", "right"] | None = None) -> Line:
    edges = array("d", [left + 6.0 * at for at in range(len(text) + 1)])
    return Line(page, text, edges, bottom - 13, bottom, 13.0, column=column)


RECIPIENTS = [line("Nơi nhận:", 85, 740, column="left"), line("- Như trên;", 85, 756, column="left")]
SIGNER = [line("CHỦ TỊCH", 400, 740, column="right")]  # its middle is at 424


@pytest.mark.parametrize(
    ("places", "rows_of_it"),
    [
        ([[(85, 190), (379, 469)], [(85, 150)], [(121, 552)]], 2),
        ([[(85, 150)], [(379, 469)]], 0),  # none with both: the lines are given to their columns one by one
        ([[(121, 552)], [(85, 190), (379, 469)]], 0),
        ([[(85, 190), (330, 469)]], 0),  # not centred under the signer
        ([[(105, 190), (379, 469)]], 0),
    ],
)
def test_a_closing_goes_on_at_the_top_of_a_page(places: Rows, rows_of_it: int) -> None:
    band = band_below(rows(places), RECIPIENTS, SIGNER)
    assert (0 if band is None else band.last) == rows_of_it
    assert band_below(rows(places), [], []) is None


def test_a_closing_cut_by_a_page_is_whole() -> None:
    above = PageLayout(1, 595, 842, (line("Kế hoạch này.", 121, 700), *RECIPIENTS, *SIGNER))
    columns = (line("- Lưu: VT.", 85, 80, 2, "left"), line("Nguyễn An", 397, 80, 2, "right"))
    below = PageLayout(2, 595, 842, (*columns, line("PHỤ LỤC", 280, 140, 2)))
    joined = join_columns([above, below])
    assert [[item.text for item in page.items if isinstance(item, Line)] for page in joined] == [
        ["Kế hoạch này.", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Nguyễn An"], ["PHỤ LỤC"],
    ]


def test_a_letterhead_on_the_next_page_stays_there() -> None:
    above = PageLayout(1, 595, 842, (*RECIPIENTS, *SIGNER))
    below = PageLayout(2, 595, 842, (line("UBND XÃ", 85, 80, 2, "left"), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 80, 2, "right")))
    assert join_columns([above, below]) == [above, below]
