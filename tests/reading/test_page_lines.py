"""Characters to lines, lines to paragraphs: made pages, a case a line."""

from __future__ import annotations

from array import array
from itertools import pairwise

import pytest
from msgspec.structs import replace

from extractor.reading.pdf.footnotes import cite, notes_of
from extractor.reading.pdf.page_characters import GENERATED, PageCharacters, Style
from extractor.reading.pdf.page_lines import Line, runs_of, set_lines
from extractor.reading.pdf.page_paragraphs import Frame, alignment, ends_inside_word, frame_of, goes_on, is_marked, join_lines
from extractor.records import Span

PLAIN = Style(10.0, False, False)

Drawn = tuple[str, float, float, Style]
"""Text, left edge, bottom, style; each letter is 5 points wide."""


def characters(*drawn: Drawn) -> PageCharacters:
    text, left, bottom, objects = "", [], [], []
    styles: dict[int | None, Style] = {None: GENERATED}
    for number, (words, x, y, style) in enumerate(drawn, 1):
        text += words
        left += [x + 5 * i for i in range(len(words))]
        bottom += [y] * len(words)
        objects += [number] * len(words)
        styles[number] = style
    right = [x + 5 for x in left]
    top = [y - styles[number].size for y, number in zip(bottom, objects, strict=True)]
    return PageCharacters(600, 800, 0, text, left, right, top, bottom, objects, styles)


@pytest.mark.parametrize(
    ("drawn", "lines"),
    [
        ([("Kế", 0, 20, PLAIN), ("hoạch", 15, 20, PLAIN)], ["Kế hoạch"]),  # a gap is a space
        ([("Kế", 0, 20, PLAIN), ("t", 10.5, 20, PLAIN)], ["Kết"]),  # no gap is none
        ([("hoạch", 15, 20, PLAIN), ("Kế", 0, 20, PLAIN)], ["Kế hoạch"]),  # drawn from right to left
        ([("dưới", 0, 40, PLAIN), ("trên", 0, 20, PLAIN)], ["trên", "dưới"]),
        # Letters of a second font drawn after the others, into the room left for them.
        ([("T", 0, 20, PLAIN), ("nh B", 10, 20, PLAIN), ("c", 35, 20, PLAIN), ("ỉ", 5, 20, PLAIN), ("ắ", 30, 20, PLAIN)], ["Tỉnh Bắc"]),
        # Blanks of what was drawn between them say nothing of two letters.
        ([("th", 0, 20, PLAIN), ("c vi", 16, 20, PLAIN), ("ự", 10.7, 20, PLAIN)], ["thực vi"]),
        ([("nhà  27", 0, 20, PLAIN), ("ở", 18, 20, PLAIN)], ["nhà ở 27"]),  # a gap beside such a letter is a space sooner
        ([("nhà ở", 0, 20, PLAIN), ("cho", 26, 20, PLAIN)], ["nhà ở cho"]),  # a narrow gap parts two syllables
        ([("nhà ch", 0, 20, PLAIN), ("o,", 31, 20, PLAIN)], ["nhà cho,"]),  # and not the letters of one
        ([("tr", 0, 20, PLAIN), ("n", 11, 20, PLAIN)], ["trn"]),
        ([("Sở", 0, 20, PLAIN), ("1", 10, 16, Style(6.0, False, False)), (";", 15, 20, PLAIN)], ["Sở1;"]),  # raised
        ([("III.", 0, 20, PLAIN), ("KINH PHÍ", 20, 20, Style(10.0, True, False))], ["III. KINH PHÍ"]),  # a tab without room
        ([("   ", 0, 20, PLAIN)], []),
    ],
)
def test_lines(drawn: list[Drawn], lines: list[str]) -> None:
    page = characters(*drawn)
    found = set_lines(page, runs_of(page), 1)
    assert [line.text for line in found] == lines
    for line in found:
        assert len(line.edges) == len(line.text) + 1
        assert all(left <= right for left, right in pairwise(line.edges))


def test_letters_of_one_line_whose_fonts_have_other_boxes() -> None:
    page = characters(("1. M", 0, 24, PLAIN), ("c tiêu", 25, 24, PLAIN), ("ụ", 20, 20, PLAIN), ("dưới", 0, 38, PLAIN))
    page = replace(page, bases={1: 20.0, 2: 20.0, 3: 20.0, 4: 35.0})
    assert [line.text for line in set_lines(page, runs_of(page), 1)] == ["1. Mục tiêu", "dưới"]


def test_stamped_text_counts_only_on_a_printed_line() -> None:
    page = characters(("Số:", 0, 20, PLAIN), ("/KH-UBND", 50, 20, PLAIN), ("14", 25, 22, PLAIN), ("Ký bởi: Văn thư", 300, 90, PLAIN))
    stamped_from = page.text.index("14")
    assert [line.text for line in set_lines(page, runs_of(page, stamped_from), 1)] == ["Số: 14 /KH-UBND"]


def test_bold_words_whose_accents_came_from_a_plain_font() -> None:
    bold = Style(10.0, True, False)
    page = characters(("Th", 0, 20, bold), ("ủ", 10, 20, PLAIN), (" t", 15, 20, bold), ("ụ", 25, 20, PLAIN), ("c hành chính", 30, 20, bold))
    (line,) = set_lines(page, runs_of(page), 1)
    assert line.text == "Thủ tục hành chính"
    assert line.all_bold


def line(text: str, left: float = 85, right: float | None = None, bottom: float = 100, page: int = 1, size: float = 14.0) -> Line:
    """A printed line; its letters fill the room from left to right."""
    end = left + 6 * len(text) if right is None else right
    edges = array("d", [left + (end - left) * i / len(text) for i in range(len(text) + 1)])
    return Line(page, text, edges, bottom - size, bottom, size)


FRAME = Frame(85, 552, 121)
FULL = "đường lối, chính sách của Đảng và Nhà nước về cải cách hành chính; đưa tuyên truyền"


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (line(FULL, 121, 552), line("vào hoạt động thường xuyên", 85, 240, 118), True),
        (line(FULL, 85, 400), line("Vào hoạt động thường xuyên", 85, 240, 118), False),  # there was room for "Vào"
        (line(FULL, 85, 400), line("vào hoạt động thường xuyên", 85, 240, 118), True),  # broken by hand in the middle of a sentence
        (line(FULL + ";", 85, 400), line("vào hoạt động thường xuyên", 85, 240, 118), False),
        (line(FULL, 85, 552), line("Nâng cao nhận thức của cán bộ", 121, 300, 118), False),  # first-line indent
        (line(FULL + ";", 85, 552), line("- Đa dạng hóa các hình thức", 85, 300, 118), False),
        (line("theo quy định tại khoản 2 và điểm a khoản", 85, 552), line("1. Điều 15 của Luật", 85, 300, 118), True),  # inside a sentence
        (line(FULL, 121, 552), line("vào hoạt động", 85, 240, 160), False),  # a wide gap
        (line(FULL, 85, 552, page=1, bottom=760), line("cho người dân.", 85, 200, 70, page=2), True),  # cut by the page
        (line(FULL, 85, 552, page=1, bottom=760), line("Giao Sở Nội vụ", 121, 300, 70, page=2), False),
        (line(FULL + ".", 85, 552, page=1, bottom=760), line("Bộ phận chủ trì: Hạt Kiểm lâm.", 85, 300, 70, page=2), False),  # a label
        (line(FULL, 85, 552, page=1, bottom=760), line("Thời gian thực hiện: Quý II", 85, 300, 70, page=2), True),  # inside a sentence
        (line(FULL + ".", 85, 552, page=1, bottom=760), line("Thời gian tới, tập trung rà soát", 85, 300, 70, page=2), True),
        (line("- " + FULL, 103, 552), line("hỗ trợ sản xuất theo chuỗi", 115, 300, 118), True),  # hanging indent
        (line("KẾ HOẠCH", 280, 357), line("Tuyên truyền cải cách hành chính", 180, 457, 118), False),  # title lines
        (line(FULL, 103, 534), line("Thương binh và Xã hội", 250, 387, 118), True),  # a title too long for the page
        (line(FULL, 85, 552), line("1 Kế hoạch số 09", 85, 552, 118, size=10.0), False),  # another size
        (line("1. " + FULL + ".", 121, 552), line("Nâng cao nhận thức của cán bộ", 121, 300, 118), False),  # below an item that has ended
        (line("1. " + FULL, 121, 552), line("Nhà nước về cải cách hành chính", 121, 300, 118), True),  # in an indented one
    ],
)
def test_goes_on(above: Line, below: Line, joined: bool) -> None:
    assert goes_on([above], below, FRAME) is joined


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (FULL, "Căn cứ Luật Phòng, chống thiên tai", False),
        (FULL, "vào hoạt động thường xuyên", True),  # the title goes on
        (FULL + ",", "Thương binh và Xã hội", True),
    ],
)
def test_running_text_below_a_bold_title_that_fills_its_line(above: str, below: str, joined: bool) -> None:
    title = replace(line(above, 85, 552), bold=(Span(0, len(above)),))
    assert goes_on([title], line(below, 85, 552, 118), FRAME) is joined
    assert goes_on([title], replace(line(below, 85, 552, 118), bold=(Span(0, 7),)), FRAME)
    assert goes_on([replace(title, bold=())], line(below, 85, 552, 118), FRAME)


def test_a_label_as_near_as_a_paragraph_s_own_lines_goes_on_with_it() -> None:
    def page(gap: float) -> list[Line]:
        lines, foot = [], 100.0
        for number in range(1, 5):
            lines.append(line(f"{number}. {FULL}", 85, 552, foot := foot + gap))
            lines.append(line("vào hoạt động.", 85, 200, foot := foot + 15))
        return lines

    above, label = line("a) " + FULL + ".", 85, 552, 500), line("Thời gian: Quý II.", 85, 300, 515)
    apart, even = frame_of(page(25), 600), frame_of(page(15), 600)
    assert apart is not None
    assert even is not None
    assert (apart.pitch, even.pitch) == (15, None)
    assert goes_on([above], label, apart)
    assert not goes_on([above], label, even)
    assert not goes_on([above], replace(label, bottom=525.0, top=511.0), apart)
    assert not goes_on([replace(above, bold=(Span(0, len(above.text)),))], label, apart)  # a bold heading above


def test_lines_are_as_far_apart_as_their_base_lines() -> None:
    # The middle line is in a font whose letters reach less far down.
    places = [(100, 96.0), (113, 112.0), (132, 128.0)]
    lines = [replace(line(FULL, 85, 552, bottom), base=base) for bottom, base in places]
    assert goes_on(lines[:2], lines[2], FRAME)
    assert not goes_on([replace(one, base=None) for one in lines[:2]], replace(lines[2], base=None), FRAME)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (line(FULL, 85, 552), line("vào hoạt động thường xuyên của các sở, ban, ngành", 89, 549, 118)),  # in the middle, but as wide as the page
        (line(FULL, 121, 552, size=14.8), line("vào hoạt động thường xuyên", 86, 240, 118, size=16.4)),  # sizes of one font
    ],
)
def test_a_scanned_line_may_be_off(above: Line, below: Line) -> None:
    scanned = Frame(85, 552, 121, scanned=True)
    assert goes_on([above], below, scanned)
    assert not goes_on([above], line("Nâng cao nhận thức của cán bộ", 121, 300, 118), scanned)  # a first-line indent all the same


@pytest.mark.parametrize(
    ("text", "left", "right", "expected"),
    [
        ("KẾ HOẠCH", 280, 357, "center"),
        ("- Cơ quan chủ trì: Văn phòng Sở", 121, 516, "left"),  # in the middle by chance
        (FULL, 85, 552, "justify"),
        ("Người ký", 480, 552, "right"),
        ("Giao Sở", 121, 170, "left"),
        ("ĐỘNG CỦA CÁC KHU KINH TẾ, KHU CÔNG NGHIỆP, CỤM CÔNG NGHIỆP", 121, 516, "center"),  # of a title, which capitals are
    ],
)
def test_alignment(text: str, left: float, right: float, expected: str) -> None:
    assert alignment(line(text, left, right), FRAME) == expected


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("1. Mục đích", True), ("1.1. Đợt 1", True), ("3.2.1 Nội dung", True), ("a) Rà soát", True), ("đ) Báo cáo", True), ("- Nội dung", True),
        ("+ Nghị quyết", True), ("II. NỘI DUNG", True), ("Điều 3. Thi hành", True), ("(1) Một là", True), ("PHỤ LỤC II", True),
        ("2024 của Sở", False), ("30.000 đồng", False), ("15/12/2024.", False), ("Điều kiện", False), ("18-NQ/TW", False), ("–5", False),
    ],
)  # fmt: skip
def test_is_marked(text: str, marked: bool) -> None:
    assert is_marked(text) is marked


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("số 6138/UBND-", "KGVX ngày", "số 6138/UBND-KGVX ngày"),
        ("Quyết định số 12/", "QĐ-UBND", "Quyết định số 12/QĐ-UBND"),
        ("kinh tế -", "xã hội", "kinh tế - xã hội"),
        ("cán bộ,", "công chức", "cán bộ, công chức"),
        ("và/", "hoặc", "và/ hoặc"),
        ("01/202", "4", "01/2024"),  # cut by a narrow cell
        ("107.30", "0", "107.300"),
        ("ST", "T", "STT"),
        ("chuỗ", "i", "chuỗi"),
        ("Văn", "phòng Sở", "Văn phòng Sở"),
        ("TTĐT", "tỉnh", "TTĐT tỉnh"),
        ("01/2024", "4", "01/2024 4"),
    ],
)
def test_joined_lines(above: str, below: str, text: str) -> None:
    assert join_lines([line(above), line(below, bottom=118)]).text == text


def test_a_line_that_ends_inside_a_word() -> None:
    assert ends_inside_word("số 6138/UBND-")
    assert ends_inside_word("Quyết định số 12/")
    assert not ends_inside_word("kinh tế -")


def raised(text: str, mark: str, page: int = 1) -> Line:
    at = text.index(mark)
    whole = line(text, page=page)
    return Line(page, text, whole.edges, whole.top, whole.bottom, whole.size, raised=(Span(at, at + len(mark)),))


def test_notes_and_citations() -> None:
    notes, marks = notes_of([
        (1, [line("1 Kế hoạch số 09/KH-UBND"), line("2 Công văn số 5 ngày"), line("12 tháng 3 năm 2024")]),
        (2, [line("của Sở Nội vụ."), line("3 Báo cáo.", page=2)]),
    ])
    assert [(note.mark, note.piece.text) for note in notes] == [
        ("1", "Kế hoạch số 09/KH-UBND"), ("2", "Công văn số 5 ngày 12 tháng 3 năm 2024 của Sở Nội vụ."), ("3", "Báo cáo."),
    ]
    body = raised("của Sở²; trong", "²"), raised("của Sở1; trong", "1"), raised("rộng 20 m2 đất", "2", page=3)
    texts = [cite([one], join_lines([one]), marks) for one in body]
    assert [piece.text for piece in texts] == ["của Sở²; trong", "của Sở; trong", "rộng 20 m2 đất"]  # only where the page has the note
    assert texts[1].cites == ((6, notes[0].key),)
