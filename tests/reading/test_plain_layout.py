"""Text laid out in columns of characters: pages, wrapped paragraphs, texts side by side, tables without rulings."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from extractor.document import Paragraph, Table
from extractor.reading.layout_words import matches
from extractor.reading.text.cohesion import Cohesion
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.line_joining import Wrapping, cut_by_page, is_item, seam, wrapping, wraps
from extractor.reading.text.row_extents import row_extents
from extractor.reading.text.text_layout import is_laid_out
from extractor.vocabulary import load_vocabulary
from tests.reading.test_plain import paragraphs, read, tables

PLAN = """\
UBND TỈNH A                          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
  SỞ NỘI VỤ                               Độc lập - Tự do - Hạnh phúc
 Số: 12/KH-SNV                           A, ngày 02 tháng 3 năm 2025


                            KẾ HOẠCH
             Cải cách hành chính năm 2025 theo Quyết định số
                      75-QĐ/TU của Tỉnh ủy
                             -----

      I. MỤC ĐÍCH, YÊU CẦU
      1. Nâng cao trách nhiệm của người đứng đầu các cơ quan theo Kết luận 75-
KL/TW và Chương trình số 31-CTr/TW, bảo đảm phù hợp với điều kiện thực tiễn
- xã hội của tỉnh; phát huy vai trò
                                  2

quản lý điều hành của chính quyền.
      2. Phân công nhiệm vụ cụ thể.
 Nơi nhận:                               KT. GIÁM ĐỐC
 - Như trên;                             PHÓ GIÁM ĐỐC
 - Lưu: VT.
                                         Nguyễn Văn A
"""


def test_a_plan_is_unwrapped() -> None:
    document = read(PLAN)
    assert paragraphs(document) == [
        "UBND TỈNH A", "SỞ NỘI VỤ", "Số: 12/KH-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "A, ngày 02 tháng 3 năm 2025",
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2025 theo Quyết định số 75-QĐ/TU của Tỉnh ủy",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Nâng cao trách nhiệm của người đứng đầu các cơ quan theo Kết luận 75-KL/TW và Chương trình số 31-CTr/TW, bảo đảm phù hợp với "
        "điều kiện thực tiễn - xã hội của tỉnh; phát huy vai trò quản lý điều hành của chính quyền.",
        "2. Phân công nhiệm vụ cụ thể.",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.",
        "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn A",
    ]
    columns = [block.column for block in document.blocks if isinstance(block, Paragraph)]
    assert columns == ["left"] * 3 + ["right"] * 3 + [None] * 5 + ["left"] * 3 + ["right"] * 3


def test_an_indent_of_all_lines_is_no_layout() -> None:
    lines = ["1. Mở lớp tập huấn cho cán bộ, công chức.", "Giao Sở Nội vụ chủ trì.", "Báo cáo trước ngày 15/8."] * 3
    assert not is_laid_out("\n".join(f"    {line}" for line in lines))
    assert is_laid_out("\n".join(f"    {' ' * 6 * (n % 2)}{line}" for n, line in enumerate(lines)))  # first lines stand farther in


def test_form_feeds_part_pages_like_numbers_do() -> None:
    assert paragraphs(read(PLAN.replace("                                  2\n", "\f"))) == paragraphs(read(PLAN))


HEAD = ["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian", "Sản phẩm", "Kinh phí", "Ghi chú"]
WORK = [
    "Xây dựng kế hoạch tuyên truyền cải cách hành chính và tổ chức thực hiện trên địa bàn tỉnh",
    "Rà soát thủ tục", "Tổ chức hội nghị tập huấn cho cán bộ, công chức các xã, phường",
]
REST = [
    ["Sở Nội vụ", "Quý I/2025", "Kế hoạch", "100 triệu", "Mới"],
    ["Văn phòng Sở", "Tháng 6", "Báo cáo", "Không", "Cũ"],
    ["Các sở", "", "Hội nghị", "", ""],  # empty cells, the last ones too
]
WIDTHS = [6, 34, 18, 14, 14, 12, 10]


def printed(rows: list[list[str]], columns: int, *, centred: bool, shift: int = 0) -> list[str]:
    """Rows as a layout converter prints them: cells wrapped at their widths, centred against each other or at the top."""
    lines: list[str] = []
    for row in rows:
        cells = [re.findall(rf".{{1,{width - 3}}}(?:\s|$)", text) for text, width in zip(row[:columns], WIDTHS, strict=False)]
        height = max(map(len, cells))
        if centred:  # an odd cell can stand in the middle of an odd height only
            cells = [[""] * ((height - len(cell)) // 2) + cell for cell in cells]
        for number in range(height):
            texts = [(cell[number].strip() if number < len(cell) else "").ljust(width) for cell, width in zip(cells, WIDTHS, strict=False)]
            lines.append((" " * shift + "".join(texts)).rstrip())
    return lines


@pytest.mark.parametrize("columns", [3, 4, 5, 6, 7])
@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize("page_break", [False, True])  # the second page is shifted and repeats the head
def test_tables_in_layout_columns(columns: int, centred: bool, page_break: bool) -> None:
    rows = [[str(number), work, *rest][:columns] for number, (work, rest) in enumerate(zip(WORK, REST, strict=True), start=1)]
    head = HEAD[:columns]
    lines = printed([head, *rows[:2]], columns, centred=centred)
    lines += ["\f", *printed([head], columns, centred=centred, shift=2)] if page_break else []
    lines += printed(rows[2:], columns, centred=centred, shift=2 if page_break else 0)
    text = "\n".join(["                    PHỤ LỤC", "", *lines, "", "", "                    PHỤ LỤC 2", "Hết."])
    document = read(text)
    assert tables(document) == [[head, *rows]]
    assert paragraphs(document) == ["PHỤ LỤC", "PHỤ LỤC 2", "Hết."]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert table.columns_guessed
    assert [(warning.code, warning.span) for warning in document.warnings] == [("columns_guessed", table.span)]


def test_a_group_row_covers_all_columns() -> None:
    rows = [*printed([HEAD[:4]], 4, centred=False), "I     Nhiệm vụ thực hiện theo lộ trình đến năm 2030 của toàn tỉnh"]
    rows += printed([["1", WORK[1], "Sở Nội vụ", "Quý I"], ["2", WORK[2], "Sở Y tế", "Quý II"]], 4, centred=False)
    (table,) = tables(read("\n".join(["                 PHỤ LỤC", "", *rows])))
    assert table[1] == ["I", "Nhiệm vụ thực hiện theo lộ trình đến năm 2030 của toàn tỉnh"]
    assert table[3] == ["2", WORK[2], "Sở Y tế", "Quý II"]


def test_a_short_group_row_stays_in_the_work_column() -> None:
    rows = [*printed([HEAD[:5]], 5, centred=False), "B     Công tác tuyên truyền"]
    rows += printed([["1", WORK[1], "Sở Nội vụ", "Quý I", "Tin bài"], ["2", WORK[2], "Sở Y tế", "Quý II", "Báo cáo"]], 5, centred=False)
    (table,) = tables(read("\n".join(["                 PHỤ LỤC", "", *rows])))
    assert table[1] == ["B", "Công tác tuyên truyền", "", "", ""]


def test_a_caption_in_brackets_is_no_head() -> None:
    caption = "      (Kèm theo Kế hoạch số    /KH-SNV ngày    tháng 02 năm 2024 của Sở Nội vụ)"
    rows = printed([HEAD[:4], ["1", WORK[1], "Sở Nội vụ", "Quý I"], ["2", WORK[2], "Sở Y tế", "Quý II"]], 4, centred=False)
    (table,) = tables(read("\n".join(["                 PHỤ LỤC", caption, *rows])))
    assert table[0] == HEAD[:4]


def test_a_row_cut_by_a_page_goes_on() -> None:
    lines = printed([HEAD[:4], ["1", WORK[0], "Sở Nội vụ", "Quý I"]], 4, centred=False)
    lines += ["\f", *printed([HEAD[:4]], 4, centred=False), "      và báo cáo kết quả"]
    lines += printed([["2", WORK[1], "Sở Y tế", "Quý II"]], 4, centred=False)
    (table,) = tables(read("\n".join(["                 PHỤ LỤC", "", *lines])))
    assert table[1:] == [["1", f"{WORK[0]} và báo cáo kết quả", "Sở Nội vụ", "Quý I"], ["2", WORK[1], "Sở Y tế", "Quý II"]]


def test_rows_are_parted_so_that_numbers_come_out_in_the_middle() -> None:
    work = ["Một", "hai", "ba", "Bốn", "năm", "sáu", "Bảy"]
    extents = row_extents([1, 4, 6], [False] * 7, work, top_aligned=False, whole_first=True, open_end=False)
    assert extents == [(0, 3), (3, 6), (6, 7)]
    assert all(end == start for (_, end), (start, _) in pairwise(extents))


@pytest.mark.parametrize(("first", "second", "between"), [
    ("Kết luận 75-", "KL/TW", ""), ("giai đoạn 2016-", "2020", ""), ("chính trị -", "xã hội", " "), ("các", "bon", " "),
])
def test_seam(first: str, second: str, between: str) -> None:
    assert seam(first, second) == between


@pytest.mark.parametrize(("line", "expected"), [
    ("- Tổ chức", True), ("a) Tổ chức", True), ("1.2. Về ngân sách", True), ("IV. TỔ CHỨC", True), ("Điều 3. Chánh", True),
    ("28/7/2026 của Bộ", False), ("31-CTr/TW ngày", False), ("Điều kiện thực tiễn", False), ("100% nguồn nước", False), ("a.b.c", False),
])
def test_is_item(line: str, expected: bool) -> None:
    assert is_item(line) is expected


@pytest.mark.parametrize(("first", "second", "width", "expected"), [
    ("I. KẾT QUẢ", "đạt được", 90, False),  # capitals do not go on in small letters
    ("1. Về nhận", "thức số", 90, True),
    ("Quyết định số 685/QĐ-UBND ngày", "21/3/2022 chọn", 35, True),  # a full line
    ("Căn cứ Luật Đất đai;", "Căn cứ Luật Nhà ở;", 90, False),
    ("Ngắn", "- mục", 4, False),
    ("giáo dục, “Tuần sinh hoạt công dân", "- học sinh, sinh viên” đầu năm học.", 80, True),  # a dash inside a quotation, inside a name
    ("phối hợp với Sở Lao động", "- Thương binh và Xã hội rà soát", 80, True),
    ("Tổ chức “Ngày hội non sông”", "- Treo băng rôn “Chào mừng” trước ngày bầu cử", 80, False),
    ("quy định tại khoản 5 Điều 4; khoản 3", "Điều 6; khoản 5 Điều 9 của Luật", 38, True),  # an article that is cited
    ("theo quy định của pháp luật về giá tại", "Điều 6. Tổ chức thực hiện", 38, False),
    ("nghiêm trọng khi cần thiết.", "Đơn vị thực hiện: Công ty A", 30, False),  # full or not, a label begins anew behind a sentence
    ("TRIỂN KHAI GIAI ĐOẠN 2026 -", "2030 TRÊN ĐỊA BÀN", 80, True),  # a span of years
    ("Năm 2026 -", "2. Kiểm tra", 80, False),
    ("quản lý rừng bền vững theo quy định tại khoản", "3 - Điều 61 Luật Lâm nghiệp", 0, True),  # what is cited
    ("I. Các điều", "1. Kiểm tra", 0, False),
    ("**III. NHIỆM VỤ, GIẢI PHÁP TRỌNG", "TÂM, CỤ THỂ**", 80, True),  # bold type goes on
    ("**2. Nhiệm vụ về khoa học", "Công nghệ số**", 80, True),
    ("**III. NHIỆM VỤ**", "**Công nghệ**", 80, False),
    ("**THỦ TƯỚNG", "Điện các bộ**", 80, False),
    ("k) Đài Truyền hình Việt Nam (VTV) chủ trì, phối hợp", "Bộ Khoa học và Công nghệ", 80, True),  # an order goes on
    ("1. Cơ quan chủ trì, phối hợp", "Sở Y tế chủ trì tổ chức", 80, False),
])
def test_wraps(first: str, second: str, width: int, expected: bool) -> None:
    assert wraps(first, second, Wrapping(width, width) if width else None) is expected


def test_the_first_lines_of_items_are_full_at_a_width_of_their_own() -> None:
    item = "{}. Các bộ, ngành, địa phương rà soát, có cam kết\nlộ trình, khẩn trương thực hiện, hoàn thành các nhiệm vụ được giao trong năm nay.\nTổ chức thực hiện nghiêm kỷ luật, kỷ cương hành chính; phòng, chống tham nhũng\nvà lãng phí ở các cơ quan.\n"
    wrapped = wrapping("".join(item.format(number) for number in range(1, 9)).split("\n"))
    assert wrapped is not None
    assert not wrapped.parted
    assert wraps("9. Đài Truyền hình tỉnh đưa tin, tập trung vào", "Bộ Y tế", wrapped, opens=True)  # no room for the next word
    assert not wraps("9. Nhiệm vụ về khoa học", "Bộ Y tế rà soát", wrapped, opens=True)
    assert not wraps("Nhiệm vụ của Đài Truyền hình tỉnh và các huyện", "Bộ Y tế", wrapped, opens=True)  # no item


def test_cut_by_page_wants_an_open_sentence() -> None:
    open_half = "chủ động tổ chức thực hiện việc tuyên truyền đảm bảo"
    assert cut_by_page(open_half, "hiệu quả. Tổng hợp")
    assert not cut_by_page(open_half + ".", "hiệu quả.")
    assert not cut_by_page(open_half, "a) hiệu quả")


def test_cohesion_knows_words_that_stand_together() -> None:
    cohesion = Cohesion(["Cục Lâm nghiệp và Cục Lâm nghiệp", "Phó Chủ tịch", "các Phó Chủ tịch", "Phó Chủ 2026  - 2030"])
    assert cohesion.between("của Cục", "Lâm nghiệp") > 0
    assert cohesion.between("năm 2027", "Lâm nghiệp") == 0
    assert cohesion.strangeness("Phó Chủ", "2026 - 2030") > cohesion.strangeness("Phó Chủ", "tịch UBND")


@pytest.mark.parametrize("name", list(load_vocabulary("layout_words")))
def test_rules_and_examples_agree(name: str) -> None:
    rule = load_vocabulary("layout_words")[name]
    assert [text for text in rule["examples"] if not matches(name, text)] == []
    assert [text for text in rule["counter_examples"] if matches(name, text)] == []


@pytest.mark.parametrize(("raw", "text"), [
    ("**1. **Tổ chức", "1. Tổ chức"),  # converters leave blanks inside the marks
    ("**KT. CHỦ TỊCH **", "KT. CHỦ TỊCH "),
    ("**1.**** **Các cơ quan", "1. Các cơ quan"),
    ("bổ sung** 485** văn bản", "bổ sung 485 văn bản"),
    ("**III. NHIỆM VỤ ***(chi tiết kèm theo)*", "III. NHIỆM VỤ (chi tiết kèm theo)"),
    ("*- Đơn vị chủ trì: *Sở Tư pháp.", "- Đơn vị chủ trì: Sở Tư pháp."),
    ("__Nơi nhận__:", "Nơi nhận:"),
    ("Số: ____/KH", "Số: ____/KH"),
    ("a * b ** c", "a * b ** c"),
    ("(*) ghi chú", "(*) ghi chú"),
])
def test_emphasis_leaves_no_marks(raw: str, text: str) -> None:
    assert inline(raw).text == text


def test_blank_lines_part_the_paragraphs_of_wrapped_text() -> None:
    items = "\n\n".join(f"{number}. Tổ chức tuyên truyền, phổ biến giáo dục pháp luật cho Nhân dân\nTỉnh ủy và các sở, ban, ngành trên địa\nbàn tỉnh." for number in range(1, 9))
    wrapped = wrapping([line.strip() for line in items.split("\n")])
    assert wrapped is not None
    assert wrapped.parted
    assert wraps("1. Tổ chức tuyên truyền", "Tỉnh ủy và các sở", wrapped)  # a capital, and the line is short
    assert not wraps("1. Tổ chức tuyên truyền", "2. Kiểm tra", wrapped)
    assert not wraps("Đơn vị chủ trì: Sở Y tế", "Đơn vị phối hợp: Sở Tài chính", wrapped)
    assert not wraps("Nơi nhận:", "Như trên;", wrapped)
    assert not wraps("Như trên;", "Lưu: VT.", wrapped)


@pytest.mark.parametrize(("first", "second", "joined"), [
    ("phương tiện cơ động, ưu tiên các địa bàn bị ngập sâu, chia cắt có cấp độ", "1. Cấp ngay mì tôm", True),  # no room for "1."
    ("vai trò của Công an thành phố, các tập đoàn công nghiệp, bưu chính, viễn thông", "- Viễn thông Quân đội", True),
    ("phương tiện cơ động, ưu tiên các địa bàn cấp độ", "1. Cấp ngay mì tôm", False),  # there was room
    ("phương tiện cơ động, ưu tiên các địa bàn bị ngập sâu, chia cắt, sạt lở nặng.", "1. Cấp ngay mì tôm", False),  # a sentence's end
    ("- Phương tiện cơ động, ưu tiên các địa bàn bị ngập sâu, chia cắt, sạt lở nặng", "- Cấp ngay mì tôm", False),  # two items of a list
])
def test_a_number_for_which_a_full_line_had_no_room_is_no_items(first: str, second: str, joined: bool) -> None:
    assert wraps(first, second, Wrapping(75, 30, parted=True)) == joined
    assert not wraps(first, second, Wrapping(75, 30))


def test_a_number_alone_on_its_line_goes_on() -> None:
    wrapped = Wrapping(75, 30, parted=True)
    assert wraps("**III.", "NHIỆM VỤ CHỦ YẾU ***(chi tiết kèm theo)*", wrapped)
    assert wraps("**2.**", "TỔ CHỨC THỰC HIỆN (tại xã)", wrapped)
    assert not wraps("TM.", "NHIỆM VỤ CHỦ YẾU (chi tiết)", wrapped)
    assert not wraps("III.", "NHIỆM VỤ CHỦ YẾU (chi tiết)", None)


def test_cells_tell_nothing_of_how_the_text_is_wrapped() -> None:
    items = "\n\n".join(f"{number}. Tổ chức tuyên truyền, phổ biến giáo dục\npháp luật trên địa\nbàn tỉnh." for number in range(1, 21))
    lines = [line.strip() for line in items.split("\n")]
    rows = ["|", "Rà soát văn bản quy phạm pháp luật của", "|", "Sở Tư pháp", "|", "- Báo cáo;", "- Văn bản.", "|"] * 40
    assert wrapping([*lines, "", *rows]) == wrapping(lines)
    letterhead = ["|", "UBND TỈNH", "|"]
    assert wrapping([*letterhead, *(line for line in lines if line), *letterhead]) is not None  # bars far apart hold no cell


def test_first_lines_of_paragraphs_hold_less() -> None:
    lines = [line for n in range(1, 9) for line in (f"{n}. Tập trung triển khai các nhiệm vụ và giải pháp về", "thực hiện cấu trúc lại quy trình, cung cấp dịch vụ công trực tuyến trên Cổng", "dịch vụ công quốc gia.")]
    wrapped = wrapping(lines)
    assert wrapped is not None
    assert not wrapped.parted
    assert wrapped.opening < wrapped.width
    assert wraps("9. Hoàn thành cắt giảm, đơn giản hóa các thủ tục", "TTHC, ĐKKD", wrapped, opens=True)
    assert not wraps("9. Hoàn thành cắt giảm", "TTHC, ĐKKD", wrapped, opens=True)


TELEGRAM = """\
   BỘ CHỈ HUY PHÒNG THỦ DÂN SỰ
         TỈNH NGHỆ AN                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                              Độc lập - Tự do - Hạnh phúc
     Số: 14/CĐ-PTDS                          Nghệ An, hồi 16 giờ 00 ngày 19 tháng 9 năm 2024

CÔNG ĐIỆN
Về việc ứng phó với bão số 4

{items}

Nơi nhận:                                        TRƯỞNG BAN
- Bộ Y tế;                                       (Đã ký)

- Lưu: VT, NN.                                   Lê Hồng Vinh

PHỤ LỤC
"""


@pytest.mark.parametrize("words", [8, 60])  # wrapped text, and a line a paragraph
def test_a_letterhead_and_a_closing_that_blanks_part(words: int) -> None:
    items = "\n\n".join(f"{number}. " + "rà soát phương án " * words for number in range(1, 9))
    document = read(TELEGRAM.format(items=items))
    found = [(block.column, document.slice(block.span)) for block in document.blocks if isinstance(block, Paragraph)]
    assert found[:8] == [
        ("left", "BỘ CHỈ HUY PHÒNG THỦ DÂN SỰ"), ("left", "TỈNH NGHỆ AN"), ("left", "Số: 14/CĐ-PTDS"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("right", "Độc lập - Tự do - Hạnh phúc"),
        ("right", "Nghệ An, hồi 16 giờ 00 ngày 19 tháng 9 năm 2024"), (None, "CÔNG ĐIỆN"), (None, "Về việc ứng phó với bão số 4"),
    ]
    assert found[-7:] == [
        ("left", "Nơi nhận:"), ("left", "- Bộ Y tế;"), ("left", "- Lưu: VT, NN."),
        ("right", "TRƯỞNG BAN"), ("right", "(Đã ký)"), ("right", "Lê Hồng Vinh"), (None, "PHỤ LỤC"),
    ]


WRAPPED_CELLS = """\
      Căn cứ Nghị quyết Đại hội đại biểu Phụ nữ huyện lần thứ IX, Ban Thường vụ Hội Liên hiệp
Phụ nữ huyện xây dựng kế hoạch như sau:

      II. NỘI DUNG CÔNG VIỆC

 STT    Nội dung                              Bộ phận           Phối hợp            Thời gian
                                              thực hiện

  1     Tổ chức họp mặt kỷ niệm 101 năm       Ban Tuyên giáo    Ban Dân vận         Ngày 07/3
        Ngày Quốc tế Phụ nữ 8/3                                 Huyện ủy

  2     Khảo sát hộ nghèo do phụ nữ làm       Ban Gia đình -    Hội phụ nữ các      Quý II
        chủ hộ để lập kế hoạch giúp đỡ        Xã hội            xã, thị trấn

      {after}

      - Mỗi cơ sở duy trì sinh hoạt chi, tổ hội hai tháng một lần, thu hút trên 70% hội viên dự.
      - Báo cáo quý vào ngày 12 tháng cuối quý; báo cáo năm trước ngày 10/11/2011, gửi về Hội cấp
trên để tổng hợp.
"""


@pytest.mark.parametrize("after", ["III. PHÂN CÔNG THỰC HIỆN", "Trên đây là kế hoạch năm 2011 của Hội Liên hiệp Phụ nữ huyện."])
def test_a_table_of_wrapped_cells_ends_where_the_text_goes_on(after: str) -> None:
    document = read(WRAPPED_CELLS.format(after=after))
    (table,) = tables(document)
    assert table[1:] == [
        ["1", "Tổ chức họp mặt kỷ niệm 101 năm Ngày Quốc tế Phụ nữ 8/3", "Ban Tuyên giáo", "Ban Dân vận Huyện ủy", "Ngày 07/3"],
        ["2", "Khảo sát hộ nghèo do phụ nữ làm chủ hộ để lập kế hoạch giúp đỡ", "Ban Gia đình - Xã hội", "Hội phụ nữ các xã, thị trấn", "Quý II"],
    ]
    assert [text[:20] for text in paragraphs(document)[-3:]] == [after[:20], "- Mỗi cơ sở duy trì ", "- Báo cáo quý vào ng"]
