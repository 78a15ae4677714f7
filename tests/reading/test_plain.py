"""Plain text and Markdown to Documents: decoding, paragraphs, notes, tables in all the forms converters give them."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from extractor.document import Document, Paragraph, ReadingError, Source, Table
from extractor.reading.text.reader import read_plain
from extractor.vocabulary import load_vocabulary

DEV = Path(__file__).parents[2] / "corpus" / "dev"


def read(text: str | bytes) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read_plain(data, Source(None, "text/plain", "0" * 64, len(data), None, "text"))


def paragraphs(document: Document) -> list[str]:
    return [document.slice(block.span) for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[document.slice(cell.span) for cell in row.distinct] for row in block.rows]
        for block in document.blocks if isinstance(block, Table)
    ]


@pytest.mark.parametrize("data", [
    "Kế hoạch".encode(),
    b"\xef\xbb\xbf" + "Kế hoạch".encode(),  # the mark of UTF-8
    b"\xff\xfe" + "Kế hoạch".encode("utf-16-le"),
    b"\xfe\xff" + "Kế hoạch".encode("utf-16-be"),
    "Kê\u0301 hoa\u0323ch\r\n".encode(),  # decomposed
])
def test_decodes(data: bytes) -> None:
    assert read(data).text == "Kế hoạch"


@pytest.mark.parametrize("data", [b"K\xea ho\xa1ch", b"\xff\xfeK", b"PK\0\0"])
def test_what_is_no_text_is_an_error(data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        read(data)
    assert caught.value.code == "text_encoding"
    assert caught.value.code in load_vocabulary("messages")


@pytest.mark.parametrize(("text", "expected"), [
    ("**KẾ HOẠCH**  \n**Tuyên truyền năm 2024**", ["KẾ HOẠCH", "Tuyên truyền năm 2024"]),  # a hard break
    ("**PHỤ LỤC****CÁC NHIỆM VỤ***(Kèm theo)*", ["PHỤ LỤC", "CÁC NHIỆM VỤ", "(Kèm theo)"]),  # glued lines
    ("#### ***Nơi nhận:***\n\n- Lưu: VT;\n- UBND tỉnh.", ["Nơi nhận:", "- Lưu: VT;", "- UBND tỉnh."]),
    ("Thời hạn thực hiện (*) là 5\\. tháng", ["Thời hạn thực hiện (*) là 5. tháng"]),  # a star that is none; an escape
    ("một\n* *\n-----\n\\*\\*\\*\nhai", ["một", "hai"]),  # rulers
    ("[Bản trích tự động]\n\nNội dung", ["[Bản trích tự động]", "Nội dung"]),
    (  # cut in two by a page
        "theo Nghị định số 61/2018/NĐ-CP của Chính phủ; các\n\ncơ quan, đơn vị đánh giá.",
        ["theo Nghị định số 61/2018/NĐ-CP của Chính phủ; các cơ quan, đơn vị đánh giá."],
    ),
    (  # begins in lower case, but the sentence above has ended
        "Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện.\n\ncác đơn vị báo cáo.",
        ["Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện.", "các đơn vị báo cáo."],
    ),
    (  # capitals are a title, not half a sentence
        "TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NHÀ NƯỚC NĂM 2024\n\ncủa Sở Nội vụ",
        ["TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NHÀ NƯỚC NĂM 2024", "của Sở Nội vụ"],
    ),
    ("Tăng cường trách nhiệm của người đứng đầu,\n\n- Đa dạng hóa.", ["Tăng cường trách nhiệm của người đứng đầu,", "- Đa dạng hóa."]),
])
def test_markdown_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(read(text)) == expected


def test_emphasis_has_spans() -> None:
    document = read("- *Cải cách thể chế*: **tập trung** các quy định")
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert [document.slice(span) for span in block.italic] == ["Cải cách thể chế"]
    assert [document.slice(span) for span in block.bold] == ["tập trung"]


def test_a_note_is_tied_and_the_paragraph_around_it_joined() -> None:
    document = read(
        "Bám sát các nội dung kế hoạch của Sở<sup>1</sup> và theo\n\n<sup>1</sup> Kế hoạch số 09/KH-SNV\n\nquy định 5m<sup>2</sup>."
    )
    assert paragraphs(document) == ["Bám sát các nội dung kế hoạch của Sở và theo quy định 5m2."]
    (note,) = document.notes
    assert (note.mark, document.slice(note.span)) == ("1", "Kế hoạch số 09/KH-SNV")
    assert note.cited_at is not None
    assert document.text[: note.cited_at].endswith("của Sở")


@pytest.mark.parametrize("text", [
    "| ỦY BAN NHÂN DÂN TỈNH A ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --- |\n| --- | --- |\n"
    "| Số: 1/KH-UBND | *A, ngày 2* |",
    "ỦY\nBAN NHÂN DÂN TỈNH A\n-------\n|\n"
    "CỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\nSố: 1/KH-UBND\n|\nA, ngày\n2\n|",
    "| \nỦY BAN NHÂN DÂN TỈNH A |\n"
    "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc |\n|\nSố: 1/KH-UBND |\nA, ngày 2 |",
    "ỦY BAN NHÂN DÂN TỈNH A | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc |\nSố: 1/KH-UBND | A, ngày 2 |",
    "ỦY BAN NHÂN DÂN TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\nSố: 1/KH-UBND\tA, ngày 2",
])
def test_a_letterhead_is_two_columns_of_paragraphs(text: str) -> None:
    document = read(text + "\n\nKẾ HOẠCH")
    found = {(block.column, document.slice(block.span)) for block in document.blocks if isinstance(block, Paragraph)}
    assert found == {
        ("left", "ỦY BAN NHÂN DÂN TỈNH A"), ("left", "Số: 1/KH-UBND"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("right", "Độc lập - Tự do - Hạnh phúc"), ("right", "A, ngày 2"),
        (None, "KẾ HOẠCH"),
    }



ENDING = """\
1. Thực hiện các chương trình của Chính phủ[1], Bộ Y tế [2] và
[1] theo quy định [4].

TM. ỦY BAN NHÂN DÂN

[1]
Quyết định số 1679/QĐ-TTg về
Chiến lược dân số.
[2] Thông tư số 02/2021/TT-BYT.

[3] Không nơi nào dẫn.

Phụ lục"""


def test_notes_in_brackets_at_the_end() -> None:
    document = read(ENDING)
    notes = [(note.mark, document.slice(note.span)) for note in document.notes]
    assert notes == [("[1]", "Quyết định số 1679/QĐ-TTg về Chiến lược dân số."), ("[2]", "Thông tư số 02/2021/TT-BYT.")]
    assert [document.text[note.cited_at - 7 : note.cited_at + 3] for note in document.notes if note.cited_at] == ["ính phủ, B", "Bộ Y tế và"]
    texts = [document.slice(block.span) for block in document.blocks]
    assert texts[0].endswith("theo quy định [4].")  # no note of that mark
    assert texts[-2:] == ["[3] Không nơi nào dẫn.", "Phụ lục"]


def test_brackets_that_open_a_line_are_no_notes_where_nothing_cites_them() -> None:
    document = read("Danh mục\n\n[1] Quyết định số 12/QĐ-UBND.\n\n[2] Kế hoạch số 9/KH-UBND.")
    assert not document.notes
    assert "[1] Quyết định số 12/QĐ-UBND." in document.text


def test_a_letterhead_with_a_bar_in_each_line() -> None:
    document = read("UBND TỈNH A | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ | Độc lập - Tự do - Hạnh phúc\nSố: 1/KH-SYT | A, ngày 2\n\nKẾ HOẠCH")
    assert [(block.column, document.slice(block.span)) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("left", "UBND TỈNH A"), ("left", "SỞ Y TẾ"), ("left", "Số: 1/KH-SYT"), ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("right", "Độc lập - Tự do - Hạnh phúc"), ("right", "A, ngày 2"), (None, "KẾ HOẠCH"),
    ]


CLOSINGS = [
    (  # the recipients before the bar, the name behind blank lines
        "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT, VLXD. | BỘ TRƯỞNG\n\nPhạm Hồng Hà\n\nKẾ HOẠCH\nTổ chức lập quy hoạch",
        ["Nơi nhận:", "- Như Điều 2;", "- Lưu: VT, VLXD.", "BỘ TRƯỞNG", "Phạm Hồng Hà", "KẾ HOẠCH", "Tổ chức lập quy hoạch"],
    ),
    (  # all recipients on one line, a bar at the end
        "Nơi nhận: - Như trên; - Lưu: VT. | TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nĐỗ Trung Thoại |\n\nPhụ lục kèm theo",
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đỗ Trung Thoại", "Phụ lục kèm theo"],
    ),
    (  # a bar on each row
        "Nơi nhận: | TM. ỦY BAN NHÂN DÂN\n- Như trên; | CHỦ TỊCH\n- Lưu: VT. |\n\nNguyễn Văn An\nTổ chức thực hiện",
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An", "Tổ chức thực hiện"],
    ),
    (  # not on each, the name on a row of its own
        "Nơi nhận: | GIÁM ĐỐC |\n- Như trên;\n- Lưu: VT. |\n\n | Nguyễn Văn An |\n\nPhụ lục kèm theo",
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Nguyễn Văn An", "Phụ lục kèm theo"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CLOSINGS)
def test_recipients_and_signature_parted_by_a_bar(text: str, expected: list[str]) -> None:
    document = read(text)
    assert paragraphs(document) == expected
    columns = [block.column for block in document.blocks if isinstance(block, Paragraph)]
    assert columns[:2] == ["left", "left"]
    assert "right" in columns
    assert columns[-1] is None


def test_recipients_run_together_in_a_cell_are_parted() -> None:
    document = read("| *Nơi nhận:* - Như Điều 3; - Lưu: VT. | KT. BỘ TRƯỞNG  THỨ TRƯỞNG     Nguyễn Văn A |\n| --- | --- |")
    assert paragraphs(document) == ["Nơi nhận:", "- Như Điều 3;", "- Lưu: VT.", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Nguyễn Văn A"]


ROWS = [["TT", "Nội dung", "Chủ trì"], ["1", "Xây dựng kế hoạch", "Sở Nội vụ"], ["2", "Báo cáo", ""]]


@pytest.mark.parametrize("text", [
    "| TT | Nội dung | Chủ trì |\n|---|:-:|---|\n| 1 | Xây dựng kế hoạch | Sở Nội vụ |\n| 2 | Báo cáo | |",
    "TT\tNội dung\tChủ trì\n1\tXây dựng kế hoạch\tSở Nội vụ\n2\tBáo cáo\t",
    "<b>TT</b>\t<b>Nội dung</b>\tChủ trì\n1\tXây dựng\tSở Nội vụ\n\nTT\tNội dung\tChủ trì\n\tkế hoạch\t\n2\tBáo cáo\t",  # cut by a page
    "<table><tr><th>TT</th><th>Nội dung</th><th>Chủ trì</th></tr>\n<tr><td>1</td><td>Xây dựng<br>kế hoạch</td><td>Sở Nội vụ</td></tr>"
    "<tr><td>2</td><td>Báo cáo</td><td></td></tr></table>",
])
def test_marked_tables(text: str) -> None:
    document = read(text)
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert (block.header_rows, block.columns_guessed) == (1, False)
    (rows,) = tables(document)
    assert [[cell.replace("\n", " ") for cell in row] for row in rows] == ROWS


@pytest.mark.parametrize(("second", "head"), [
    ("| | | Chủ trì | Phối hợp | |", 2),
    ("| | | **Chủ trì** | **Phối hợp** | |", 2),
    ("| | | Chủ trì | | |", 1),  # one alone may be a value
    ("| | | Chủ trì | Phối hợp | 5 |", 1),
    ("| | Chủ trì | Phối hợp | | |", 1),  # not under who
    ("| | | Sở Nội vụ | Sở Y tế | |", 1),
])
def test_a_second_row_that_heads_parts_of_the_head_of_a_markdown_table(second: str, head: int) -> None:
    text = f"| TT | Nhiệm vụ | Phân công thực hiện | | Kinh phí |\n|---|---|---|---|---|\n{second}\n| 1 | Rà soát | Sở A | Sở B | 5 |"
    (table,) = [block for block in read(text.encode()).blocks if isinstance(block, Table)]
    assert table.header_rows == head


def test_html_merges_reach_every_row() -> None:
    document = read("<table><tr><td>1</td><td rowspan=2>Sở Nội vụ</td></tr><tr><td>2</td></tr></table>")
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert [document.slice(row.cells[1].span) for row in block.rows] == ["Sở Nội vụ", "Sở Nội vụ"]


LINEAR = {
    # three columns, the whole head on lines of its own
    "TT\nNhiệm vụ\nChủ trì\n1\nLập dự toán\nSở Tài chính\n2\nBáo cáo\nSở Nội vụ": [
        ["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Lập dự toán", "Sở Tài chính"], ["2", "Báo cáo", "Sở Nội vụ"],
    ],
    # a group row, and two heads left in pipes
    "| STT | Nhiệm vụ |\n| --- | --- |\nChủ trì\nSản phẩm\nI\nNhóm việc\n1\nLập dự toán\nSở Tài chính\nBáo cáo": [
        ["STT", "Nhiệm vụ", "Chủ trì", "Sản phẩm"], ["I", "Nhóm việc"], ["1", "Lập dự toán", "Sở Tài chính", "Báo cáo"],
    ],
    # a list inside a cell is one cell
    "TT\nNhiệm vụ\nSản phẩm\n1\nTuyên truyền\n- Tin bài;\n- Phóng sự\n2\nTập huấn\nBáo cáo": [
        ["TT", "Nhiệm vụ", "Sản phẩm"], ["1", "Tuyên truyền", "- Tin bài;\n- Phóng sự"], ["2", "Tập huấn", "Báo cáo"],
    ],
    # a row cut by a page: work and agency go on, in the order of the columns
    "TT\nNhiệm vụ\nChủ trì\nThời gian\n1\nRà soát quy định và xây dựng\nChi cục Kiểm\nQuý I\nkế hoạch bảo vệ\nlâm tỉnh\n"
    "2\nBáo cáo\nSở Nội vụ\nQuý II": [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
        ["1", "Rà soát quy định và xây dựng kế hoạch bảo vệ", "Chi cục Kiểm lâm tỉnh", "Quý I"], ["2", "Báo cáo", "Sở Nội vụ", "Quý II"],
    ],
    # a missing cell: the value tells its column
    "TT\nNhiệm vụ\nChủ trì\nThời gian\n1\nLập dự toán\nSở Tài chính\nQuý I\n2\nBáo cáo\nQuý I": [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], ["1", "Lập dự toán", "Sở Tài chính", "Quý I"], ["2", "Báo cáo", "", "Quý I"],
    ],
}


@pytest.mark.parametrize(("text", "rows"), LINEAR.items())
def test_tables_with_a_cell_on_each_line(text: str, rows: list[list[str]]) -> None:
    document = read(text)
    assert tables(document) == [rows]
    assert [warning.code for warning in document.warnings] == ["columns_guessed"]
    assert all(warning.code in load_vocabulary("messages") for warning in document.warnings)


def test_what_cannot_be_placed_is_kept_and_told() -> None:
    document = read("TT\nNhiệm vụ\nChủ trì\nThời gian\n1\nLập dự toán\nSở Tài chính\nQuý I\n2\nBáo cáo\nSở Y tế")
    assert tables(document)[0][2] == ["2", "Báo cáo\nSở Y tế", "", ""]
    assert [(warning.code, warning.details) for warning in document.warnings][1:] == [("cells_unplaced", {"count": "1"})]


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["lines", "paragraphs"])
def test_rows_go_on_beyond_999(between: str) -> None:
    """Each number follows the one above; a year among the cells is none."""
    rows = [[str(number), f"Báo cáo kết quả của xã số {number}", "Sở Nội vụ", "2026"] for number in range(1, 1031)]
    document = read("KẾ HOẠCH\nNăm 2026\n\n" + between.join(["TT", "Nhiệm vụ", "Chủ trì", "Thời gian", *(cell for row in rows for cell in row)]))
    assert tables(document) == [[["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], *rows]]


def test_after_a_linear_table_the_text_goes_on() -> None:
    document = read("TT\nNhiệm vụ\nChủ trì\n1\nBáo cáo\nSở Nội vụ\nKế hoạch này có hiệu lực từ ngày ký.\nPHỤ LỤC 2\nDanh mục")
    assert tables(document) == [[["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Báo cáo", "Sở Nội vụ"]]]
    assert paragraphs(document)[0] == "Kế hoạch này có hiệu lực từ ngày ký."


def test_a_line_break_inside_a_name_or_behind_a_joining_word_ends_no_paragraph() -> None:
    text = (
        "Điều 2. Quyết định này có hiệu\nlực kể từ ngày ký.\nĐiều 3. Các thành viên Ban Chỉ\nhuy Phòng, chống thiên tai tỉnh, Văn phòng Thường trực Ban\n"
        "Chỉ huy và\nThủ trưởng cơ quan,\nđơn vị có liên quan chịu trách nhiệm thi\nhành Quyết định này."
    )
    assert paragraphs(read(text))[1:] == [
        "Điều 3. Các thành viên Ban Chỉ huy Phòng, chống thiên tai tỉnh, Văn phòng Thường trực Ban Chỉ huy và Thủ trưởng cơ quan, "
        "đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này."
    ]


def test_wrapped_lines_of_a_web_page_are_joined() -> None:
    text = (
        "1. Về nhận\nthức số\nĐể thể hiện quyết tâm lớn trong\nchiến lược chuyển đổi số, tỉnh đã ban hành Quyết định số 685/QĐ-UBND ngày\n"
        "21/3/2022 chọn ngày 26/3 hàng năm là Ngày chuyển đổi số; tổ chức các chuyến\nđi.\nII. KẾT QUẢ"
    )
    assert paragraphs(read(text)) == [
        "1. Về nhận thức số",
        "Để thể hiện quyết tâm lớn trong chiến lược chuyển đổi số, tỉnh đã ban hành Quyết định số 685/QĐ-UBND ngày "
        "21/3/2022 chọn ngày 26/3 hàng năm là Ngày chuyển đổi số; tổ chức các chuyến đi.",
        "II. KẾT QUẢ",
    ]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", [
    "bac-giang-2019-md.md", "so-ldtbxh-2024-md.md", "bo-nnmt-nd180-2026.txt", "tinh-uy-lao-cai-ctr104-2026.txt",
])
def test_every_task_of_the_dev_plans_stands_in_one_stretch(name: str) -> None:
    path = DEV / name
    document = read(path.read_bytes())
    gold = json.loads(path.with_name(f"{path.stem}.gold.json").read_text())
    text = squeezed(document.text)
    # A field block's gold text is its title and its content, with the label between them left out.
    missing = [part for task in gold["tasks"] for part in task["text"].split("\n") if squeezed(part) not in text]
    assert missing == []


@pytest.mark.parametrize("text", [
    "|" * 100_000, "*" * 100_000, "* a" * 40_000, "[" * 100_000, " " * 100_000 + "a", "\n" * 200_000, "<sup>" * 20_000, "a\t" * 50_000,
    "TT\n" * 30_000, "1\n" * 50_000,
    "TT   a   b\n" + "1    x    y\n" * 5_000, "a |\n" * 40_000, "    a     b\n" * 20_000, "A\n|\n" * 30_000,
    "| TT | a | b |\n|---|---|---|\n" + "x\n" * 50_000, "a" * 200_000, "TT   a   b\n" + "x\n" * 50_000, "<table>" * 20_000,
], ids=range(18))
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 6


def test_bold_marks_with_blanks_inside_are_marks() -> None:
    text = "KẾT LUẬN\n\n** 2.1. **Tập trung lãnh đạo.\n\n** Ghi chú: số liệu\n"
    assert paragraphs(read(text)) == ["KẾT LUẬN", "2.1. Tập trung lãnh đạo.", "** Ghi chú: số liệu"]


def test_a_number_between_bold_marks_begins_an_item() -> None:
    """The line above is full, so that nothing but the number tells."""
    text = (
        "**3.** Bộ Tài chính chủ trì cùng Bộ Xây dựng và\ncác bộ, ngành liên quan rà soát, đề xuất thưởng cho\ncác công trình về đích sớm, hoàn thành trong năm 2025.\n"
        "**4.** Đài truyền hình Việt Nam chủ trì đạo diễn,\nphối hợp với các bộ ngành, địa phương liên quan xây dựng\nchương trình."
    )
    assert [paragraph[:12] for paragraph in paragraphs(read(text))] == ["3. Bộ Tài ch", "4. Đài truyề"]


@pytest.mark.parametrize("behind", [
    ["Nơi nhận:", "- Như trên;", "CHỦ TỊCH", "Nguyễn Văn An"],
    ["PHỤ LỤC I", "PHÂN CÔNG NHIỆM VỤ", "1. Sở Tài chính bố trí kinh phí."],
    ["- Sở Tài chính bố trí kinh phí."],
])
def test_what_stands_behind_the_last_note_is_none_of_it(behind: list[str]) -> None:
    text = ["KẾ HOẠCH", "Năm 2026", "I. NHIỆM VỤ", "1. Thực hiện Quyết định[1] và Kế hoạch[2].", "", "[1] Quyết định số 1/QĐ-TTg.", "[2] Kế hoạch số 2.", *behind]
    document = read("\n".join(text))
    assert [document.slice(note.span) for note in document.notes] == ["Quyết định số 1/QĐ-TTg.", "Kế hoạch số 2."]
    assert behind[-1].removeprefix("- ") in document.text
