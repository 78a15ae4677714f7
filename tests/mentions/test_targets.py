"""Targets: the rules of models/targets.toml against their examples, what a target says besides its figure, and tables of indicators."""

from __future__ import annotations

import time

import pytest
from msgspec import structs

from extractor.document import Cell, Document, Paragraph, Row, Source, Table
from extractor.mentions.context import Context
from extractor.mentions.numbers import number_value
from extractor.mentions.target_tables import is_indicator_table, read_indicator_table
from extractor.mentions.targets import find_product_targets, find_targets
from extractor.records import Span, Target
from extractor.vocabulary import load_vocabulary


def render(target: Target) -> str:
    """A target in the notation of the examples."""
    upper = f"..{target.value_max:g}" if target.value_max is not None else ""
    return f"{target.comparator} {target.value:g}{upper} {target.unit or ''}".strip()


def found(text: str) -> tuple[Target, ...]:
    return find_targets(text, Span(0, len(text)), Context())


def rules() -> list[tuple[str, dict[str, object]]]:
    data = load_vocabulary("targets")
    return [(rule["name"], rule) for rule in (*data["comparator"], *data["percentage"])] + [("triggers", data["triggers"])]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=name) for name, rule in rules()])
def test_rule_reads_its_examples(rule):
    assert rule["examples"], "a rule without examples"
    for sentence, expected in rule["examples"]:
        assert "; ".join(map(render, found(sentence))) == expected, sentence


@pytest.mark.parametrize("rule", [pytest.param(rule, id=name) for name, rule in rules() if "counter_examples" in rule])
def test_rule_leaves_its_counter_examples(rule):
    for sentence in rule["counter_examples"]:
        assert [render(target) for target in found(sentence)] == [], sentence


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Vận động nhân dân góp tối thiểu 1.500 ngày công", ">= 1500 ngày công"),
        ("không để xảy ra quá 02 vụ cháy", "<= 2 vụ cháy"),
        ("dành ít nhất 60 ngày làm việc", ">= 60 ngày làm việc"),
        ("xét xử ít nhất 02 vụ án", ">= 2 vụ án"),
        ("thành lập 20 tổ hội nghề nghiệp", "= 20 tổ hội nghề nghiệp"),
        ("thành lập 05 chi hội nghề nghiệp", "= 5 chi hội nghề nghiệp"),
        ("Sửa 04 phòng học, 01 nhà bếp", "= 4 phòng học; = 1 nhà bếp"),
    ],
)
def test_units_as_printed(sentence, expected):
    assert "; ".join(map(render, found(sentence))) == expected


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("Tỷ lệ che phủ rừng toàn tỉnh duy trì ổn định ở mức 60%.", "Tỷ lệ che phủ rừng toàn tỉnh"),  # before the verb
        ("95% chất thải rắn sinh hoạt đô thị được thu gom, xử lý.", "chất thải rắn sinh hoạt đô thị được thu gom"),  # behind the unit
        ("- Giảm năng lượng tiêu hao trên GRDP bình quân 1,0-1,5%/năm.", "năng lượng tiêu hao trên GRDP"),  # without its verb
        ("Phấn đấu tỷ lệ hồ sơ mức độ 3, mức độ 4 đạt từ 30% trở lên.", "tỷ lệ hồ sơ mức độ 3, mức độ 4"),  # a comma inside
        ("vốn đối ứng ngân sách huyện (tối thiểu 5%) đảm bảo", None),  # a remark in brackets
        ("Tổ chức 02 hội nghị tập huấn.", "tập huấn"),
        ("hạn chế đến mức thấp nhất số vụ vi phạm, không để xảy ra quá 02 vụ cháy", None),  # what must not happen begins anew
        ("Giải ngân 100% vốn trước ngày 31/12/2023.", "vốn"),  # the time is no part of it
        ("Giải ngân 100% kế hoạch vốn trong quý IV năm 2023", "kế hoạch vốn"),
        ("Bảo đảm an toàn theo cấp độ cho 03 hệ thống thông tin.", None),  # "độ" is no head inside a word
        ("Mỗi công đoàn cơ sở cử 01 đội (03 người).", None),  # a remark behind
        ("Chuyển đổi số cho 30 doanh nghiệp", None),
        ("Tổng hợp, xây dựng 03 báo cáo", None),  # "tổng" is no head of a verb
        ("Thay thế 45 máy trạm cũ tại các phòng chuyên môn", None),  # one syllable is no thing
        ("Nạo vét 12 km kênh mương trên địa bàn xã", "kênh mương"),
        ("Khảo sát 120 doanh nghiệp", None),  # a verb is no indicator
        ("Di dời 35 hộ dân khỏi vùng sạt lở", None),  # nor is a place
        ("Duy trì sĩ số từ 99% trở lên", "sĩ số"),
        ("Tổ chức 03 lớp tập huấn (40 người/lớp)", "tập huấn"),
        ("Độ che phủ rừng đạt 42%", "Độ che phủ rừng"),
        ("Tỷ lệ tổn thất điện năng toàn Tổng công ty không vượt quá 3,65%.", "Tỷ lệ tổn thất điện năng toàn Tổng công ty"),
        ("Nâng tỷ lệ bao phủ BHYT từ 93% lên 95%.", "tỷ lệ bao phủ BHYT"),
        ("SAIDI ≤ 95 phút", "SAIDI"),
        ("năm 2026 đạt 92%", None),  # a year is no indicator
        ("Chỉ số PAPI thuộc nhóm 10 tỉnh dẫn đầu cả nước", "Chỉ số PAPI"),
        ("Trẻ dưới 5 tuổi được tiêm chủng đầy đủ trên 95%.", "Trẻ dưới 5 tuổi được tiêm chủng đầy đủ"),
        ("Bảo đảm cơ số thuốc, giường bệnh đạt 100%", "cơ số thuốc, giường bệnh"),  # "số" is no head inside a word
        ("vận động 12 hộ còn lại bàn giao mặt bằng", "còn lại bàn giao mặt bằng"),  # nor does "bằng" end "mặt bằng"
        ("đến 2027 đạt 100% [Trạm Y tế xã]", None),
        ("Tổng diện tích gieo trồng đạt 12.000 ha", "Tổng diện tích gieo trồng"),
    ],
)  # fmt: skip
def test_indicators(sentence, indicator):
    (target,) = found(sentence)
    assert target.indicator == indicator


@pytest.mark.parametrize(
    ("sentence", "direction", "due"),
    [
        ("Phấn đấu đến năm 2030, 70% số hộ dân được di dời.", "reach", "2030"),
        ("Giảm 9% phát thải khí nhà kính.", "decrease", None),
        ("Tăng tỷ lệ bao phủ bảo hiểm y tế lên 95%.", "increase", None),
        ("Tăng cường tuyên truyền; tỷ lệ hài lòng đạt 90%.", "reach", None),  # "tăng cường" is no rise
        ("Tỷ lệ hộ nghèo giảm còn dưới 1% vào năm 2025.", "decrease", "2025"),  # the year behind
        ("Kế hoạch đến năm 2030. Đạt 95% hồ sơ.", "reach", None),  # another sentence's year
        ("Nâng cấp 03 trạm y tế", "reach", None),  # to make better, not more
        ("lập hồ sơ sức khỏe đến 31/12/2026 đạt 90%", "reach", "2026-12-31"),
        ("hồ sơ đến 31/6/2026 đạt 90%", "reach", "2026"),  # no such day
        ("đến 2027 đạt 100%", "reach", "2027"),
        ("giải phóng mặt bằng trước 30/6/2024; thu hút tối thiểu 15 dự án", "reach", None),  # another clause's day
    ],
)  # fmt: skip
def test_direction_and_due(sentence, direction, due):
    (target,) = found(sentence)
    assert (target.direction, target.due) == (direction, due)


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("nâng tỷ lệ bao phủ từ 92,5% năm 2025 lên 95% năm 2026", "2026"),  # right behind
        ("năm 2025 đạt 80%, phấn đấu năm 2026 đạt 85%", "2026"),  # of its own clause
        ("Năm 2027, tỷ lệ hài lòng đạt 90%", "2027"),
        ("phấn đấu đạt 60%, tăng so với năm 2025", None),
        ("So với năm 2026, tỷ lệ hộ nghèo còn 3%", None),
        ("Thực hiện Nghị quyết năm 2021 của tỉnh, tỷ lệ hài lòng phấn đấu 90%", None),  # a year that is over
        ("Kế hoạch giai đoạn 2026-2030, tỷ lệ hài lòng đạt 90%", None),
    ],
)
def test_the_year_of_a_figure(sentence, due):
    context = Context(date_issued="2026-02-05", period=("2026", "2026"))
    (target,) = find_targets(sentence, Span(0, len(sentence)), context)
    assert target.due == due


@pytest.mark.parametrize(
    ("printed", "value"),
    [("95,5", 95.5), ("1.200", 1200), ("12.500,75", 12500.75), ("05", 5), ("1.5", 1.5), ("1.234.567", 1234567), ("0,5", 0.5)],
)
def test_numbers(printed, value):
    assert number_value(printed) == value


@pytest.mark.parametrize(
    ("figure", "count"),
    [
        ("1.000.000.000 đồng", 1),
        ("9" * 16 + " đồng", 0),  # beyond what anything counts
        ("9" * 400 + "%", 0),  # infinity as a float
        ("10 - " + "9" * 400 + "%", 0),
        ("1" + ".000" * 200 + "%", 0),
    ],
)
def test_numbers_beyond_measure_are_no_targets(figure, count):
    assert len(found(f"Phấn đấu đạt {figure}.")) == count


@pytest.mark.parametrize("text", ["Tỷ lệ hồ sơ trực tuyến đạt 100-20%", "Đến năm 2050 -5% số hộ"])
def test_what_goes_down_is_no_range(text):
    assert not [target for target in find_targets(text, Span(0, len(text)), Context()) if target.comparator == "range"]


def test_spans_are_of_the_whole_text():
    text = "Năm trước. Hồ sơ trực tuyến đạt trên 90% tổng số."
    (target,) = find_targets(text, Span(11, len(text)), Context())
    assert text[target.span.start : target.span.end] == target.text == "trên 90%"


def test_what_was_reached_is_no_target():
    excluded = load_vocabulary("targets")["excluded"]
    context = Context(date_issued="2026-02-05", period=("2026", "2026"))
    for sentence in excluded["told_counter_examples"]:
        assert [render(target) for target in find_targets(sentence, Span(0, len(sentence)), context)] == [], sentence
    for sentence, expected in excluded["told_examples"]:
        assert "; ".join(map(render, find_targets(sentence, Span(0, len(sentence)), context))) == expected, sentence


def test_a_number_that_a_body_is_called_after_is_no_target():
    excluded = load_vocabulary("targets")["excluded"]
    for sentence in excluded["numbered_counter_examples"]:
        assert find_targets(sentence, Span(0, len(sentence)), Context()) == (), sentence
    for sentence, expected in excluded["numbered_examples"]:
        assert "; ".join(map(render, find_targets(sentence, Span(0, len(sentence)), Context()))) == expected, sentence


def test_product_cells():
    triggers = load_vocabulary("targets")["triggers"]
    for cell, expected in triggers["product_examples"]:
        read = find_product_targets(cell, Span(0, len(cell)), Context())
        assert "; ".join(map(render, read)) == expected, cell
    for cell in triggers["product_counter_examples"]:
        assert find_product_targets(cell, Span(0, len(cell)), Context()) == (), cell


def table(rows: list[list[str]], header_rows: int = 1) -> Document:
    """A document of one table."""
    text, made = "", []
    for number, row in enumerate(rows):
        cells, begin = [], len(text)
        for column, value in enumerate(row):
            text += "\t" if column else ""
            cells.append(Cell(Span(len(text), len(text) + len(value)), number, column))
            text += value
        made.append(Row(tuple(cells), Span(begin, len(text))))
        text += "\n"
    block = Table(Span(0, len(text) - 1), tuple(made), header_rows)
    return Document(Source(None, "text/plain", "0" * 64, len(text), None, "text"), text[:-1], (block,))


def read(document: Document) -> list[tuple[str | None, str, str | None]]:
    (block,) = document.blocks
    assert isinstance(block, Table)
    targets = read_indicator_table(document, block, Context())
    assert all(document.slice(target.span) == target.text for target in targets)
    assert is_indicator_table(document, block) == bool(targets)
    return [(target.indicator, render(target), target.due) for target in targets]


YEARS = ["TT", "Chỉ tiêu", "ĐVT", "Thực hiện 2025", "Năm 2026", "Năm 2030"]
TASKS = ["TT", "Nội dung", "Cơ quan chủ trì", "Thời gian thực hiện", "Kinh phí (triệu đồng)"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # a column a year; what was reached so far is no target
        ([YEARS, ["1", "Tỷ lệ hộ nghèo", "%", "5,2", "4,5", "≤ 1"]],
         [("Tỷ lệ hộ nghèo", "= 4.5 %", "2026"), ("Tỷ lệ hộ nghèo", "<= 1 %", "2030")]),
        # one column; bounds and units in the cell
        ([["TT", "Nội dung", "Mục tiêu"], ["1", "Tỷ lệ chôn lấp", "<30%"], ["2", "Khu sinh thái", "01 khu"]],
         [("Tỷ lệ chôn lấp", "< 30 %", None), ("Khu sinh thái", "= 1 khu", None)]),
        # the bound at the end of the name, the unit in it, the thing counted
        ([["Chỉ tiêu", "Năm 2027"], ["Tỷ trọng năng lượng tái tạo đạt tối thiểu", "26,1%"], ["Thu ngân sách (tỷ đồng)", "12.500"],
          ["Số xã được công nhận", "Trên 25"]],
         [("Tỷ trọng năng lượng tái tạo đạt tối thiểu", ">= 26.1 %", "2027"), ("Thu ngân sách (tỷ đồng)", "= 12500 tỷ đồng", "2027"),
          ("Số xã được công nhận", "> 25 xã", "2027")]),
        # "trở lên" behind the unit
        ([["Chỉ tiêu", "Năm 2027"], ["Tỷ lệ hài lòng", "95% trở lên"], ["Số xã", "Từ 5 xã trở lên"]],
         [("Tỷ lệ hài lòng", ">= 95 %", "2027"), ("Số xã", ">= 5 xã", "2027")]),
        # "TH 2025" is what was done; a lower bound in the last year
        ([["TT", "Chỉ tiêu", "ĐVT", "TH 2025", "2026", "2027"], ["1", "Diện tích", "ha", "107.300", "110.000", "≥ 127.000"]],
         [("Diện tích", "= 110000 ha", "2026"), ("Diện tích", ">= 127000 ha", "2027")]),
        # a head above the years says how they are gone through; one that tells of what was done holds no targets
        ([["Chỉ tiêu", "ĐVT", "Hiện trạng 2015", "Lộ trình thực hiện", "Lộ trình thực hiện"],
          ["", "", "", "2016", "Năm 2020"], ["Hồ sơ trực tuyến", "%", "3", "5", "≥ 30"]],
         [("Hồ sơ trực tuyến", "= 5 %", "2016"), ("Hồ sơ trực tuyến", ">= 30 %", "2020")]),
        ([["Chỉ tiêu", "ĐVT", "Kết quả thực hiện", "Kế hoạch thực hiện các năm"], ["", "", "2014", "2016"],
          ["Hồ sơ trực tuyến", "%", "3", "5"]],
         [("Hồ sơ trực tuyến", "= 5 %", "2016")]),
        # a range, a group row, an empty cell
        ([["Chỉ tiêu", "Đơn vị", "2026"], ["I. Kinh tế", "", ""], ["Giảm tiêu hao", "%/năm", "1,0-1,5"], ["Khác", "%", ""]],
         [("Giảm tiêu hao", "range 1..1.5 %/năm", "2026")]),
        # what is to come of each, with a unit and who answers for it; a row that says by when
        ([["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi"], ["I", "Giai đoạn 2025-2027", "", "", ""],
          ["1", "Tỷ lệ hồ sơ trực tuyến", "%", "95%", "Sở Nội vụ"], ["II", "Giai đoạn 2028-2030", "", "", ""], ["1", "Tỷ lệ hài lòng", "%", "≥ 99", "Sở Y tế"]],
         [("Tỷ lệ hồ sơ trực tuyến", "= 95 %", "2027"), ("Tỷ lệ hài lòng", ">= 99 %", "2030")]),
        # results that were reached: nobody answers for them, a year to come stands beside, or the head says so
        ([["TT", "Chỉ tiêu", "ĐVT", "Kết quả"], ["1", "Tỷ lệ hồ sơ trực tuyến", "%", "95"]], []),
        ([["TT", "Chỉ tiêu", "ĐVT", "Kết quả", "Năm 2026", "Chủ trì"], ["1", "Hồ sơ trực tuyến", "%", "95", "97", "Sở Y tế"]],
         [("Hồ sơ trực tuyến", "= 97 %", "2026")]),
        ([["TT", "Chỉ tiêu", "ĐVT", "Kết quả thực hiện", "Chủ trì"], ["1", "Hồ sơ trực tuyến", "%", "95", "Sở Y tế"]], []),
        ([["TT", "Nội dung", "Đơn vị", "Kết quả", "Chủ trì"], ["1", "Tổ chức tập huấn", "lớp", "02", "Sở Y tế"]], []),  # tasks and what comes of them
        # tasks with sums are no indicators
        ([TASKS, ["1", "Tổ chức tập huấn", "Sở Nội vụ", "2026", "120"]], []),
        # a table of years that are times
        ([["TT", "Nhiệm vụ", "Thời hạn năm 2026"], ["1", "Lập đề án", "Quý II"]], []),
        # a body in each row, an indicator in each head
        ([["TT", "Đơn vị", "Chỉ tiêu hồ sơ trực tuyến (%)", "Tỷ lệ thanh toán (%)"], ["1", "Sở Tư pháp", "80", "≥ 75"]],
         [("Sở Tư pháp: Chỉ tiêu hồ sơ trực tuyến (%)", "= 80 %", None), ("Sở Tư pháp: Tỷ lệ thanh toán (%)", ">= 75 %", None)]),
        ([["TT", "Đơn vị", "Số điện thoại"], ["1", "Sở Tư pháp", "80"]], []),  # figures that nobody wants reached
        ([["Chỉ tiêu", "Năm 2026"]], []),  # nothing below the head
    ],
)  # fmt: skip
def test_tables(rows, expected):
    assert read(table(rows, 1 + sum(not row[0] for row in rows))) == expected  # a head on two levels has nothing below its first cell


HOSTILE = ["1", "100% ", "đạt 1.000", "từ 1-", "tổ chức ít nhất ", "02 hội nghị, ", "(", "1.000.", "giảm từ 30% xuống ", " ", "đạt "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_lines_are_read_in_linear_time(unit):
    text = unit * (100_000 // len(unit))
    begun = time.process_time()
    found(text)
    assert time.process_time() - begun < 10.0


@pytest.mark.parametrize("unit", ["10% ", "đạt 10%, ", "tỷ lệ 1% và 5/7 xã; ", "02 hội nghị và 3 lớp, "])
def test_the_time_grows_with_the_length_and_no_faster(unit):
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begun = time.process_time()
        found(text)
        return time.process_time() - begun

    seconds(1_000)  # compiles what is needed
    assert seconds(40_000) < 8 * seconds(10_000) + 0.1  # four times as long; sixteen times where it were quadratic


PLAN = Context(date_issued="2026-02-05", period=("2026", "2030"))
HEAD = ["TT", "Chỉ tiêu", "ĐVT"]
ROW = ["1", "Tỷ lệ hộ nghèo", "%"]


@pytest.mark.parametrize(
    ("rows", "header_rows", "expected"),
    [
        # a year before the plan's own is what was reached, under whatever head
        ([[*HEAD, "2025", "2026", "2030"], [*ROW, "5", "4,5", "2,5"]], 1, [("= 4.5 %", "2026"), ("= 2.5 %", "2030")]),
        ([[*HEAD, "Kế hoạch 2025", "Ước TH 2025", "Kế hoạch 2026"], [*ROW, "4", "5", "4,5"]], 1, [("= 4.5 %", "2026")]),
        ([[*HEAD, "Năm 2025 (ước TH)", "Năm 2026 (KH)"], [*ROW, "5", "4,5"]], 1, [("= 4.5 %", "2026")]),
        ([[*HEAD, "Năm 2023", "Năm 2024"], [*ROW, "5", "4,5"]], 1, []),
        # what compares is none
        ([[*HEAD, "UTH 2025", "KH 2026", "KH2026/UTH2025 (%)", "2026/2025 (%)", "2026 so với 2025"], [*ROW, "5", "4,5", "90", "91", "92"]], 1,
         [("= 4.5 %", "2026")]),
        # heads of two rows, the year in either
        ([[*HEAD, "Hiện trạng 2025", "Lộ trình thực hiện", "Lộ trình thực hiện"], [*HEAD, "Hiện trạng 2025", "2026", "2027"], [*ROW, "5", "4,5", "4"]], 2,
         [("= 4.5 %", "2026"), ("= 4 %", "2027")]),
        ([[*HEAD, "Mục tiêu", "Mục tiêu"], [*HEAD, "Năm 2026", "Năm 2030"], [*ROW, "4,5", "2,5"]], 2, [("= 4.5 %", "2026"), ("= 2.5 %", "2030")]),
        ([[*HEAD, "Năm 2025", "Năm 2026", "Năm 2026"], [*HEAD, "Thực hiện", "Thực hiện quý I", "Kế hoạch"], [*ROW, "5", "4,8", "4,5"]], 2,
         [("= 4.5 %", "2026")]),
        ([[*HEAD, "Năm 2026", "Năm 2026", "Năm 2026"], [*HEAD, "Quý I", "6 tháng đầu năm", "Cả năm"], [*ROW, "6", "5", "4"]], 2,
         [("= 6 %", "2026-03"), ("= 5 %", "2026-06"), ("= 4 %", "2026")]),
        ([[*HEAD, "Giai đoạn 2026-2030", "Trong đó năm 2026"], [*ROW, "3", "5"]], 1, [("= 3 %", "2030"), ("= 5 %", "2026")]),
        # the unit in the head, and a remark there that is none
        ([["TT", "Chỉ tiêu", "Năm 2026 (%)", "Năm 2030 (KH)"], ["1", "Tỷ lệ hộ nghèo", "4,5", "2,5"]], 1, [("= 4.5 %", "2026"), ("= 2.5", "2030")]),
        # so many of so many, more than there are, a bound without a unit
        ([[*HEAD, "Kế hoạch 2026"], ["1", "Số xã đạt chuẩn", "xã", "5/7"], ["2", "Số thôn", "thôn", "30"], ["3", "Số hộ", "hộ", "7/5"]], 1,
         [("= 5 xã", "2026"), ("= 30 thôn", "2026")]),
        ([[*HEAD, "Kế hoạch 2026"], [*ROW, "10 trở xuống"]], 1, [("<= 10 %", "2026")]),
        # a year in each row
        ([["Năm", "Tỷ lệ hộ nghèo (%)", "Ghi chú"], ["2025", "5", ""], ["2026", "4,5", ""], ["2027", "≤ 4", ""]], 1,
         [("= 4.5 %", "2026"), ("<= 4 %", "2027")]),
    ],
)  # fmt: skip
def test_tables_of_years(rows, header_rows, expected):
    document = table(rows, header_rows)
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert [(render(target), target.due) for target in read_indicator_table(document, block, PLAN)] == expected


GROUPED = ["TT", "Chỉ tiêu", "ĐVT", "Năm 2025", "Kế hoạch", "Kế hoạch", "Đơn vị chịu trách nhiệm"]


@pytest.mark.parametrize("header_rows", [0, 1])
@pytest.mark.parametrize("group", ["Kế hoạch", "Lộ trình thực hiện", "Mục tiêu", "Phân kỳ"])
@pytest.mark.parametrize("years", [("2026", "2027"), ("Năm 2026", "Năm 2027"), ("2026", "Giai đoạn 2026 - 2027")])
def test_years_under_a_group_head(header_rows, group, years):
    """Each year is the due year of its own figures, and never a target's value, whether the format says how deep the head is or not."""
    head = [title if title != "Kế hoạch" else group for title in GROUPED]
    document = table([head, ["", "", "", "", *years, ""], [*ROW, "5", "4,5", "< 4", "Sở Y tế"]], header_rows)
    (block,) = document.blocks
    assert isinstance(block, Table)
    targets = read_indicator_table(document, block, PLAN)
    assert [(render(target), target.due) for target in targets] == [("= 4.5 %", "2026"), ("< 4 %", "2027")]


def test_a_head_is_as_deep_as_its_cells_reach():
    document = table([[*HEAD, "Kế hoạch", "Kế hoạch"], ["", "", "", "lần đầu", "2027"], [*ROW, "4,5", "4"]], 0)
    (block,) = document.blocks
    assert isinstance(block, Table)
    owner = structs.replace(block.rows[0].cells[1], row_span=2)
    rows = tuple(Row((row.cells[0], owner, *row.cells[2:]), row.span) if n < 2 else row for n, row in enumerate(block.rows))
    merged = structs.replace(block, rows=rows)
    assert [(render(t), t.due) for t in read_indicator_table(document, merged, PLAN)] == [("= 4.5 %", "2030"), ("= 4 %", "2027")]


def test_figures_like_years_below_a_head_are_figures():
    rows = [["TT", "Chỉ tiêu", "ĐVT", "Năm 2026", "Năm 2027"], ["1", "Số lao động", "người", "2010", "2025"]]
    document = table(rows, 0)
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert [(t.value, t.due) for t in read_indicator_table(document, block, PLAN)] == [(2010, "2026"), (2025, "2027")]


def test_what_a_figure_of_a_table_does():
    document = table([[*HEAD, "Năm 2026"], ["1", "Hộ nghèo", "%", "giảm 1 - 1,5"], ["2", "Thu nhập", "%", "tăng 5"], ["3", "Giảm tai nạn", "%", "10"]])
    (block,) = document.blocks
    assert isinstance(block, Table)
    assert [target.direction for target in read_indicator_table(document, block, PLAN)] == ["decrease", "increase", "decrease"]


def below(lines: list[str], rows: list[list[str]], header_rows: int = 1) -> Document:
    """A document of a table below some paragraphs."""
    text, made = "\n".join(lines) + "\n", table(rows, header_rows)
    (block,) = made.blocks
    assert isinstance(block, Table)

    def moved(span: Span) -> Span:
        return Span(span.start + len(text), span.end + len(text))

    paragraphs, at = [], 0
    for line in lines:
        paragraphs.append(Paragraph(Span(at, at + len(line))))
        at += len(line) + 1
    rows_below = tuple(Row(tuple(structs.replace(cell, span=moved(cell.span)) for cell in row.cells), moved(row.span)) for row in block.rows)
    whole = structs.replace(block, span=moved(block.span), rows=rows_below)
    return structs.replace(made, text=text + made.text, blocks=(*paragraphs, whole))


CAPTION = "Phân bổ chỉ tiêu trồng rừng cho các xã như sau:"
COMMUNES = [["TT", "Xã", "Keo", "Quế"], ["1", "Tân Hưng", "120", "45,5"], ["2", "Tân Lập", "80", ""]]
OF_COMMUNES = [("Tân Hưng: Keo", "= 120 ha"), ("Tân Hưng: Quế", "= 45.5 ha"), ("Tân Lập: Keo", "= 80 ha")]


@pytest.mark.parametrize(
    ("lines", "rows", "expected"),
    [
        # the unit in a line above, in brackets behind the caption, in a column, in the heads
        ([CAPTION, "ĐVT: ha"], COMMUNES, OF_COMMUNES),
        (["Phụ lục: Giao kế hoạch trồng rừng (ha)", "(Kèm theo Kế hoạch này)"], COMMUNES, OF_COMMUNES),
        ([CAPTION], [["Cây", "ĐVT", "Toàn huyện", "Vùng giữa"], ["Lúa", "ha", "900", "815"], ["Nấm", "tấn", "46", "18"]],
         [("Lúa: Toàn huyện", "= 900 ha"), ("Lúa: Vùng giữa", "= 815 ha"), ("Nấm: Toàn huyện", "= 46 tấn"), ("Nấm: Vùng giữa", "= 18 tấn")]),
        ([CAPTION], [["Xã", "Keo (ha)", "Cây phân tán (cây)"], ["Tân Hưng", "12", "900"], ["Tân Lập", "8", "700"]],
         [("Tân Hưng: Keo (ha)", "= 12 ha"), ("Tân Hưng: Cây phân tán (cây)", "= 900 cây"), ("Tân Lập: Keo (ha)", "= 8 ha"),
          ("Tân Lập: Cây phân tán (cây)", "= 700 cây")]),
        # totals are figures like the others; a row that numbers the columns is none, nor is a column of what there is
        ([CAPTION, "ĐVT: ha"], [*COMMUNES, ["", "Tổng cộng", "200", "45,5"]],
         [*OF_COMMUNES, ("Tổng cộng: Keo", "= 200 ha"), ("Tổng cộng: Quế", "= 45.5 ha")]),
        ([CAPTION, "ĐVT: ha"], [COMMUNES[0], ["A", "B", "1", "2"], *COMMUNES[1:]], OF_COMMUNES),
        ([CAPTION, "ĐVT: ha"], [[*row, more] for row, more in zip(COMMUNES, ["Hiện trạng", "9", "8"], strict=True)], OF_COMMUNES),
        # the sentence that introduces it is the last of its paragraph
        (["Kết quả năm trước đạt khá. Phân bổ chỉ tiêu như sau:", "Đơn vị tính: ha"], COMMUNES, OF_COMMUNES),
        # what was reached, the situation, sums, a list of staff, nothing said, no unit, other columns, one figure a row
        (["Kết quả thực hiện chỉ tiêu trồng rừng", "ĐVT: ha"], COMMUNES, []),
        (["Mục tiêu", "Hiện trạng rừng", "ĐVT: ha"], COMMUNES, []),
        ([CAPTION, "ĐVT: triệu đồng"], COMMUNES, []),
        ([CAPTION], [["Xã", "ĐVT", "2026", "2027"], ["Tân Hưng", "triệu đồng", "5", "6"], ["Tân Lập", "triệu đồng", "7", "8"]], []),
        (["Phân bổ kinh phí theo chỉ tiêu", "ĐVT: ha"], COMMUNES, []),
        (["Các xã trồng rừng:", "ĐVT: ha"], COMMUNES, []),
        ([CAPTION], COMMUNES, []),
        ([CAPTION, "ĐVT: ha"], [[*row, more] for row, more in zip(COMMUNES, ["Người phụ trách", "Nguyễn An", "Lê Bình"], strict=True)], []),
        ([CAPTION, "ĐVT: ha"], [row[:3] for row in COMMUNES], []),
    ],
)  # fmt: skip
def test_tables_that_share_a_quantity_out(lines, rows, expected):
    document = below(lines, rows)
    *_, block = document.blocks
    assert isinstance(block, Table)
    targets = read_indicator_table(document, block, Context())
    assert all(document.slice(target.span) == target.text for target in targets)
    assert [(target.indicator, render(target)) for target in targets] == expected


@pytest.mark.parametrize(
    ("caption", "heads", "due"),
    [
        ("Phân bổ chỉ tiêu trồng rừng năm 2026 (ha)", ("Keo", "Quế"), ["2026", "2026"]),
        ("Phân bổ chỉ tiêu trồng rừng năm 2026 (ha)", ("Quý I", "Quý II"), ["2026-03", "2026-06"]),
        ("Phân bổ chỉ tiêu trồng rừng (ha)", ("Năm 2026", "Năm 2027"), ["2026", "2027"]),
        ("Phân bổ chỉ tiêu trồng rừng (ha)", ("Keo", "Quế"), ["2030", "2030"]),
        ("Phân bổ chỉ tiêu trồng rừng năm 2025 (ha)", ("Keo", "Quế"), []),  # a year before the plan's own
    ],
)
def test_when_what_is_shared_out_is_due(caption, heads, due):
    document = below([caption], [["Xã", *heads], ["Tân Hưng", "1", "2"], ["Cộng", "", ""]])
    *_, block = document.blocks
    assert isinstance(block, Table)
    assert [target.due for target in read_indicator_table(document, block, PLAN)] == due


def test_what_stands_above_a_table_that_shares_out():
    rules = load_vocabulary("targets")["shared"]

    def says(line: str) -> bool:
        document = below([line, "ĐVT: ha"], COMMUNES)
        *_, block = document.blocks
        assert isinstance(block, Table)
        return is_indicator_table(document, block)

    assert [line for line in rules["examples"] if not says(line)] == []
    assert [line for line in rules["counter_examples"] if says(line)] == []
