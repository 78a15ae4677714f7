"""Whole plans as web pages print them: the tables that are read from each way of printing one, and what stands around them."""

import re
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import extract, read
from extractor.document import Document, Table
from extractor.reading.text.row_division import divide
from extractor.reading.text.short_rows import grid_of
from extractor.reading.text.spaced_tables import read_spaced_table
from extractor.reading.text.stacked_heads import stacked_head
from extractor.structure.tables import read_table

CORPUS = Path(__file__).parents[2] / "corpus"
Rows = list[list[str]]

HEAD = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
BODY = [
    ["1", "Ban hành kế hoạch", "Sở Y tế", "Sở Nội vụ", "Quý I/2026"],
    ["2", "Rà soát quy hoạch", "Sở Xây dựng", "Các xã", "Trước 30/6/2026"],
    ["3", "Kiểm tra các xã", "Sở Nội vụ", "Sở Y tế", "Tháng 8/2026"],
]


def with_bars_inside(rows: Rows) -> list[str]:
    return [" | ".join(row) + " |" for row in rows]


def with_bars_behind(rows: Rows) -> list[str]:
    return [line for row in rows for cell in row for line in (*textwrap.wrap(cell, 28), "|")]


def with_bars_around(rows: Rows) -> list[str]:
    return [line for row in rows for line in ("|", *(f"{cell} |" for cell in row))]


def with_blank_lines(rows: Rows) -> list[str]:
    return [line for row in rows for cell in row for line in (cell or " ", "")]


PRINTED: dict[str, Callable[[Rows], list[str]]] = {
    "bars inside": with_bars_inside,
    "bars behind": with_bars_behind,
    "bars around": with_bars_around,
    "blank lines": with_blank_lines,
}


def rows_of(document: Document) -> list[Rows]:
    """The texts of each table's rows, those of merged cells repeated, broken lines joined."""
    return [
        [[" ".join(document.slice(cell.span).split()) for cell in row.cells] for row in block.rows]
        for block in document.blocks if isinstance(block, Table)
    ]


def printed(lines: Sequence[str]) -> Document:
    text = ["KẾ HOẠCH", "Năm 2026", "", "I. NHIỆM VỤ", *lines, "Trên đây là Kế hoạch năm 2026 của Sở Y tế."]
    return read("\n".join(text).encode(), filename="plan.txt")


@pytest.mark.parametrize("way", PRINTED)
def test_each_way_of_printing_gives_the_rows(way: str) -> None:
    document = printed(PRINTED[way]([HEAD, ["I", "CÔNG TÁC CHỈ ĐẠO"], *BODY]))
    assert rows_of(document) == [[HEAD, ["I", *["CÔNG TÁC CHỈ ĐẠO"] * 4], *BODY]]
    assert document.text.endswith("\nTrên đây là Kế hoạch năm 2026 của Sở Y tế.")


@pytest.mark.parametrize("way", PRINTED)
def test_a_head_on_two_rows(way: str) -> None:
    head = [["TT", "Nội dung công việc", "Phân công thực hiện", "Thời gian"], ["Chủ trì", "Phối hợp"]]
    (rows,) = rows_of(printed(PRINTED[way]([*head, *BODY])))
    assert rows == [
        ["TT", "Nội dung công việc", "Phân công thực hiện", "Phân công thực hiện", "Thời gian"],
        ["TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian"],
        *BODY,
    ]


def with_bars_alone(rows: Rows) -> list[str]:
    """As converters of web pages write them: a bar before each row and behind each cell, on lines of their own."""
    return [line for row in rows for line in ("|", *(part for cell in row for part in (cell, "|")))]


@pytest.mark.parametrize("groups", [3, 60])
def test_many_titles_of_groups_make_a_long_table_no_shorter(groups: int) -> None:
    titles = [[f"{number}", f"Lĩnh vực thứ {number}"] for number in range(1, groups + 1)]
    body = [row for title in titles for row in (title, *BODY)]
    (rows,) = rows_of(printed(with_bars_alone([HEAD, *body])))
    assert rows == [HEAD, *(row if len(row) == len(HEAD) else [row[0], *[row[1]] * 4] for row in body)]


def test_a_title_of_a_group_between_cells_of_marks_alone() -> None:
    group = ["**5.1**", "** **", "**Thương mại**", "** **", "** **", "** **"]  # one more than the head has
    (rows,) = rows_of(printed(with_bars_alone([HEAD, BODY[0], group, *BODY[1:]])))
    assert rows == [HEAD, BODY[0], ["5.1", *["Thương mại"] * 4], *BODY[1:]]


@pytest.mark.parametrize("count", [5, 60])
@pytest.mark.parametrize("way", [with_bars_alone, with_bars_around, with_bars_inside])
def test_a_long_table_without_numbers(way: Callable[[Rows], list[str]], count: int) -> None:
    body = [[f"Rà soát việc thứ {at} của các xã", *row[2:]] for at, row in enumerate([BODY[at % 3] for at in range(count)])]
    (rows,) = rows_of(printed(way([HEAD[1:], *body])))
    assert rows == [HEAD[1:], *body]


def test_a_table_with_a_title_behind_a_signature_that_a_bar_closes() -> None:
    signature = ["|", "**KT. CHỦ TỊCH**", "PHÓ CHỦ TỊCH", "Nguyễn Văn An", "|", "", "**DANH MỤC NHIỆM VỤ**", "*(Kèm theo Kế hoạch này)*", ""]
    document = printed([*signature, *with_bars_alone([HEAD, *BODY])])
    assert rows_of(document) == [[HEAD, *BODY]]
    assert "\nDANH MỤC NHIỆM VỤ\n" in document.text


def test_heads_may_be_long_behind_a_number_column() -> None:
    head = [*HEAD[:-1], "Thời gian hoàn thành, hoặc kỳ hạn thực hiện đối với những nhiệm vụ thường xuyên được giao trong Kế hoạch này"]
    (rows,) = rows_of(printed(with_bars_alone([head, *BODY])))
    assert rows == [head, *BODY]


def test_the_head_once_more_behind_a_title_is_no_task() -> None:
    again = ["Nội dung", *HEAD[2:]]
    document = printed(with_bars_alone([HEAD, ["I", "Thương mại"], *BODY, ["II", "Công nghiệp"], again, *BODY]))
    (rows,) = rows_of(document)
    assert rows[6] == ["", *again]
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [row.kind for row in read_table(document, table).rows] == ["head", "group", *["task"] * 3, "group", "head", *["task"] * 3]


def test_a_head_whose_cells_over_several_columns_have_empty_ones_behind() -> None:
    lines = ["TT | Nội dung công việc | Cơ quan thực hiện | | Thời gian |", " | | Chủ trì | Phối hợp | |", *with_bars_inside(BODY)]
    (rows,) = rows_of(printed(lines))
    assert rows[1] == ["TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian"]
    assert rows[2:] == BODY


@pytest.mark.parametrize("way", PRINTED)
def test_a_row_that_lacks_cells(way: str) -> None:
    """An office that only ever helps is placed, one that may lead or help is not."""
    rows = [HEAD, *BODY, ["4", "Tổng kết", "Các xã", "Quý IV/2026"], ["5", "Sơ kết", "Sở Y tế", "Tháng 9/2026"]]
    document = printed(PRINTED[way](rows))
    (read_rows,) = rows_of(document)
    assert read_rows[4] == ["4", "Tổng kết", "", "Các xã", "Quý IV/2026"]
    assert read_rows[5] == ["5", "Sơ kết Sở Y tế", "", "", "Tháng 9/2026"]
    assert [warning.details["count"] for warning in document.warnings if warning.code == "cells_unplaced"] == ["1"]


def test_cells_of_a_head_that_blank_lines_break() -> None:
    head = ["TT", "Nội dung công việc", "Cơ quan", "chủ trì", "Cơ quan", "phối hợp", "Thời gian", "hoàn thành"]
    (rows,) = rows_of(printed(with_blank_lines([head, *BODY])))
    assert rows == [["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"], *BODY]


@pytest.mark.parametrize("count", [4, 40])
def test_rows_that_lack_a_last_cell_merged_over_all_of_them(count: int) -> None:
    """Where one of them could be in two columns it stands as the others do."""
    head = [*HEAD, "Sản phẩm", "Kinh phí"]
    whole = [["1", "Ban hành kế hoạch", "Sở Y tế", "Sở Nội vụ", "Quý I/2026", "Kế hoạch", "Ngân sách tỉnh cấp hằng năm theo phân cấp"]]
    short = [[str(at), f"Rà soát hồ sơ đợt {at}", "Sở Y tế", "Sở Nội vụ", "Quý I/2026", "Kế hoạch"] for at in range(2, count)]
    other = [[str(count), "Lập danh mục", "Sở Y tế", "Sở Nội vụ", "Quý I/2026", "Danh mục"]]
    bars = [line for row in [head, *whole, *short, *other] for line in ("|", *(part for cell in row for part in (cell, "|")))]
    document = printed(bars)
    (rows,) = rows_of(document)
    assert rows == [head, *whole, *([*row, ""] for row in short + other)]
    assert not [warning for warning in document.warnings if warning.code == "cells_unplaced"]


def test_a_head_one_cell_on_a_line_with_broken_cells_and_the_columns_numbers() -> None:
    head = ["TT", "Nội dung công việc", "Cơ quan", "chủ trì", "Cơ quan", "phối hợp", "Thời gian", "hoàn thành", "(1)", "(2)", "(3)", "(4)", "(5)"]
    lines = [*head, *BODY[0], *BODY[1], *head, *BODY[2]]
    (rows,) = rows_of(printed(lines))
    assert rows == [["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"], *BODY]


def test_a_menu_above_a_letterhead_is_no_head() -> None:
    lines = [
        "Trang chủ | Văn bản | Biểu mẫu | Hỏi đáp", "Tải về | In | Lưu trữ", "Số hiệu | 386/QĐ-UBND | Ngày ban hành | 07/03/2017 |",
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", "Số: 386/QĐ-UBND | Hà Giang, ngày 07 tháng 3 năm 2017 |",
        "BAN HÀNH KẾ HOẠCH NÂNG CAO CHỈ SỐ NĂNG LỰC CẠNH TRANH NĂM 2017", "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao chỉ số năng lực cạnh tranh năm 2017.",
        "| TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hoàng Văn Thịnh |",
        "KẾ HOẠCH", "NÂNG CAO CHỈ SỐ NĂNG LỰC CẠNH TRANH NĂM 2017",
        "(Ban hành kèm theo Quyết định số 386/QĐ-UBND ngày 07/3/2017 của UBND tỉnh Hà Giang)",
        "I. NHIỆM VỤ", "1. Sở Tư pháp rà soát thủ tục hành chính, hoàn thành trước ngày 30/6/2017.",
    ]  # fmt: skip
    plan = extract("\n".join(lines).encode(), filename="plan.txt")
    found = plan.metadata
    assert (found.kind and found.kind.code, found.number, found.place) == ("QĐ", "386/QĐ-UBND", "Hà Giang")
    assert found.signer is not None
    assert found.signer.name == "Hoàng Văn Thịnh"
    assert [(task.text[:10], [lead.text for lead in task.lead_agencies]) for task in plan.tasks] == [("1. Sở Tư p", ["Sở Tư pháp"])]


def test_a_decision_whose_title_is_lost_keeps_its_kind() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", "Số: 1108/QĐ-UBND | Quảng Trị, ngày 09 tháng 6 năm 2011 |",
        "ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ", "Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26 tháng 11 năm 2003;", "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành kèm theo Quyết định này Chương trình hành động sử dụng năng lượng tiết kiệm.",
        "Điều 2. Quyết định này có hiệu lực từ ngày ký.", "Nơi nhận:", "- Như Điều 3;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An",
        "CHƯƠNG TRÌNH HÀNH ĐỘNG", "SỬ DỤNG NĂNG LƯỢNG TIẾT KIỆM TỈNH QUẢNG TRỊ",
        "(Ban hành kèm theo Quyết định số 1108/QĐ-UBND ngày 09/6/2011)", "I. NHIỆM VỤ", "1. Sở Công Thương tổ chức tập huấn.",
    ]  # fmt: skip
    found = extract("\n".join(lines).encode(), filename="plan.txt").metadata
    assert (found.kind and found.kind.code, found.title) == ("QĐ", "SỬ DỤNG NĂNG LƯỢNG TIẾT KIỆM TỈNH QUẢNG TRỊ")


WRAPPED = """KẾ HOẠCH
CHUYỂN ĐỔI SỐ NĂM 2023
PHẦN I. KẾT QUẢ THỰC HIỆN CHUYỂN
ĐỔI SỐ NĂM 2022
Để thể hiện quyết tâm lớn trong chiến lược
chuyển đổi số, tỉnh đã chọn ngày ban hành
nghị quyết làm ngày chuyển đổi số hằng
năm của các sở, ban, ngành.
II. TỔ CHỨC
THỰC HIỆN
1. Sở Y tế mua sắm, tặng
5.000 mũ bảo hiểm cho học sinh các trường
tiểu học trên địa bàn tỉnh.
2. Sở Nội vụ báo cáo kết quả thực hiện về
Ủy ban nhân dân tỉnh trước ngày 30/6/2023.
"""


def test_headings_in_capitals_and_quantities_go_on_over_wrapped_lines() -> None:
    plan = extract(WRAPPED.encode(), filename="plan.txt")
    assert [section.heading for section in plan.sections] == ["KẾT QUẢ THỰC HIỆN CHUYỂN ĐỔI SỐ NĂM 2022", "TỔ CHỨC THỰC HIỆN"]
    assert [re.sub(r"\s+", " ", task.text)[:45] for task in plan.tasks] == [
        "1. Sở Y tế mua sắm, tặng 5.000 mũ bảo hiểm ch", "2. Sở Nội vụ báo cáo kết quả thực hiện về Ủy ",
    ]  # fmt: skip


def test_a_line_that_only_names_who_is_told_to_act_heads_the_paragraphs_below() -> None:
    lines = [
        "KẾ HOẠCH", "Bình đẳng giới năm 2026", "", "I. TỔ CHỨC THỰC HIỆN", "", "Sở Nội vụ:", "",
        "Tham mưu Ủy ban nhân dân thành phố kiện toàn Ban Vì sự tiến bộ của phụ nữ.", "", "Tổng hợp kết quả, báo cáo Ủy ban nhân dân thành phố.", "",
        "Sở Tư pháp, Sở Tài chính:", "", "Thẩm định việc lồng ghép vấn đề bình đẳng giới trong các văn bản.", "",
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Sở Nội vụ.",
    ]  # fmt: skip
    plan = extract("\n".join(lines).encode(), filename="plan.txt")
    assert [(section.level, section.heading) for section in plan.sections] == [
        (1, "TỔ CHỨC THỰC HIỆN"), (2, "Sở Nội vụ:"), (2, "Sở Tư pháp, Sở Tài chính:"),
    ]  # fmt: skip
    assert [[lead.text for lead in task.lead_agencies] for task in plan.tasks] == [["Sở Nội vụ"], ["Sở Nội vụ"], ["Sở Tư pháp", "Sở Tài chính"]]


PLANS = ["bo-cong-thuong-luat-hoa-chat-2025", "b5-dai-hoc-nong-lam-tuyen-sinh-2026", "b8-bgtvt-tai-trong-xe-2014", "b4-cuc-attp-kiem-tra-hau-kiem-2027"]


@pytest.mark.parametrize("way", PRINTED)
@pytest.mark.parametrize("name", PLANS)
def test_a_plan_printed_so_has_the_tasks_of_its_word_document(name: str, way: str) -> None:
    """Without the spans of merged cells, which no such page has: each of the tasks is found, and no other."""
    (path,) = CORPUS.glob(f"*/{name}.docx")
    document = read(path)
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            whole = [[document.slice(cell.span) for cell in row.distinct if cell.row == at] for at, row in enumerate(block.rows)]
            lines += PRINTED[way]([[" ".join(cell.split("\n")) for cell in row] for row in whole])
        else:
            lines += [document.slice(block.span).replace("\n", " "), *([""] if way == "blank lines" else [])]
    expected = {_bare(task.text)[:60] for task in extract(path).tasks}
    found = {_bare(task.text)[:60] for task in extract("\n".join(lines).encode(), filename="plan.txt").tasks}
    assert len(expected & found) >= 0.95 * len(expected | found)


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


CELLS = st.sampled_from(["Sở Y tế", "Rà soát quy hoạch", "Quý I/2026", ""])


@given(st.lists(st.tuples(CELLS.filter(bool), CELLS, CELLS), min_size=2, max_size=30))
def test_numbered_rows_are_divided_as_they_were(cells: list[tuple[str, str, str]]) -> None:
    flat = [cell for number, row in enumerate(cells, 1) for cell in (str(number), *row)]
    found = divide([*HEAD[:4], *flat], 4, 4)
    assert found is not None
    assert found.rows == tuple((4 + 4 * at, 8 + 4 * at) for at in range(len(cells)))


@given(st.lists(st.lists(st.sampled_from(["Sở Y tế", "Sở Nội vụ", "Quý I", "2026", "việc", ""]), min_size=1, max_size=4), max_size=12))
def test_a_grid_keeps_every_text(rows: Rows) -> None:
    numbered = [[str(number), *row] for number, row in enumerate(rows, 1)]
    table = grid_of(HEAD, numbered, ())
    kept = "\n".join(cell.piece.text for cell in table.cells).split("\n")
    assert sorted(filter(None, kept)) == sorted([*HEAD, *(text for row in numbered for text in row if text)])


@pytest.mark.parametrize(("first", "second", "over"), [
    (["TT", "Nội dung", "Phân công thực hiện", "Thời gian"], ["Chủ trì", "Phối hợp"], {2: 2}),
    (["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"], ["Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"], {2: 2, 3: 2}),
    (["TT", "Chỉ tiêu", "Lộ trình thực hiện"], ["2026", "2027", "2028"], {2: 3}),
    (["TT", "Nội dung", "Kinh phí thực hiện"], ["Chủ trì", "Phối hợp"], None),
    (["TT", "Nội dung", "Phân công"], ["Chủ trì"], None),
    (["TT", "Nội dung", "Phân công"], ["1", "Rà soát"], None),
])  # fmt: skip
def test_heads_on_two_rows_are_told_by_their_words(first: list[str], second: list[str], over: dict[int, int] | None) -> None:
    found = stacked_head(first, second)
    assert (found.over if found else None) == over


def test_a_number_column_alone_makes_no_table() -> None:
    assert read_spaced_table(["TT", "", "Một đoạn văn.", "", "Đoạn nữa."], 0, ()) is None
    assert read_spaced_table(["TT"], 0, ()) is None


@pytest.mark.parametrize("unit", ["TT\n\na\n\nb\n\n", "1\n\na\n\n", "I\n\n", "a | b | c |\n", "a | | c |\n | b | |\n"])
def test_hostile_lines_take_linear_time(unit: str) -> None:
    def seconds(times: int) -> float:
        return min(once(times), once(times))  # one may meet what Python collects of other tests

    def once(times: int) -> float:
        begun = time.process_time()
        read(f"TT\n\nb\n\nc\n\n{unit * times}".encode(), filename="plan.txt")
        return time.process_time() - begun

    seconds(50)
    assert seconds(1600) < 8 * max(seconds(400), 0.05)
