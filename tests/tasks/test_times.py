"""Times around a task: columns of beginning and end, "như trên" in them, and the time that an item's own text begins with."""

from __future__ import annotations

import pytest

from extractor import read
from extractor.extracting import plan_of
from extractor.records import Plan
from tests.tasks.plans import FRONT, plan_text, table_plan


def days(plan: Plan) -> list[tuple[str, str | None, str | None] | None]:
    return [task.deadline and (task.deadline.kind, task.deadline.start, task.deadline.end) for task in plan.tasks]


def test_a_beginning_as_above() -> None:
    plan = table_plan("""
STT | Tên nhiệm vụ | Chủ trì | Bắt đầu | Hoàn thành
1 | Rà soát văn bản | Sở Tư pháp | Tháng 6 | Tháng 7
2 | Kiểm tra văn bản | nt | nt | nt
3 | In ấn tài liệu | Sở Y tế | Tháng 5 | nt""")
    assert days(plan) == [("during", "2026-06-01", "2026-07-31")] * 2 + [("during", "2026-05-01", "2026-07-31")]


@pytest.mark.parametrize("marker", ["c) ", "1. ", "- ", "(iv) "])
def test_a_time_behind_the_marker_of_an_item(marker: str) -> None:
    plan = plan_of(plan_text(f"II. NHIỆM VỤ\n1. Bệnh án điện tử\n{marker}Từ ngày 01/9/2026, 100% hồ sơ được lập trên phần mềm, không in giấy."))
    assert days(plan) == [("from", "2026-09-01", None)]


@pytest.mark.parametrize(("heading", "warned"), [("1. Ngày 15/6/2026", False), ("1. Chương trình", True)])
def test_hours_are_not_warned_of_where_the_heading_gives_the_day(heading: str, warned: bool) -> None:
    rows = "STT | Nội dung | Chủ trì | Thời gian\n1 | Đón tiếp đại biểu | Sở Nội vụ | 7h00 - 7h15\n2 | Khai mạc | Sở Nội vụ | 07 giờ 15 - 08 giờ"
    plan = table_plan(rows, heading)
    assert ("deadline_not_understood" in {warning.code for warning in plan.warnings}) == warned
    assert [day is None for day in days(plan)] == [warned, warned]


@pytest.mark.parametrize("head", ["T1 | T2 | T3 | T4 | T5 | T6", "Tháng 1 | Tháng 2 | Tháng 3 | Tháng 4 | Tháng 5 | Tháng 6"])
def test_months_drawn_as_columns(head: str) -> None:
    plan = table_plan(f"""
STT | Nội dung | Chủ trì | {head}
1 | Rà soát văn bản | Sở Tư pháp | x | x | | | |
2 | Kiểm tra văn bản | Sở Y tế | | | X | X | | X
3 | In ấn tài liệu | Sở Y tế | | | | | | """)
    assert days(plan) == [("during", "2026-01-01", "2026-02-28"), ("during", "2026-03-01", "2026-06-30"), None]


def test_crosses_under_other_heads_are_no_months() -> None:
    plan = table_plan("STT | Nội dung | Chủ trì | Khối 1 | Khối 2 | Khối 3\n1 | Rà soát văn bản | Sở Tư pháp | x | | x")
    assert days(plan) == [None]


@pytest.mark.parametrize("head", ["Từ ngày | Đến ngày", "Từ | Đến"])
def test_from_and_until_as_columns(head: str) -> None:
    plan = table_plan(f"Công việc | Đơn vị phụ trách | {head}\nNhập học khóa 48 | Phòng Đào tạo | 05/9/2026 | 09/9/2026")
    assert days(plan) == [("during", "2026-09-05", "2026-09-09")]


def test_the_time_that_is_inspected_is_no_deadline() -> None:
    plan = table_plan("STT | Nội dung | Chủ trì | Thời kỳ thanh tra\n1 | Thanh tra việc sử dụng kinh phí | Thanh tra tỉnh | 2024-2025")
    assert days(plan) == [None]


MERGED = '<tr><td rowspan="2">TT</td><td rowspan="2">Nội dung</td><td rowspan="2">Chủ trì</td><td colspan="{}">{}</td></tr>'


def drawn_plan(group: str, titles: str, *rows: str) -> Plan:
    """A plan of 2026 whose table draws these titles under a group head, which is left out where it is empty."""
    names = titles.split(" | ")
    cells = "".join(f"<td>{name}</td>" for name in names)
    head = MERGED.format(len(names), group) + f"<tr>{cells}</tr>" if group else f"<tr><td>TT</td><td>Nội dung</td><td>Chủ trì</td>{cells}</tr>"
    body = "".join(
        f"<tr><td>{number}</td><td>Rà soát văn bản {number}</td><td>Sở Tư pháp</td>{''.join(f'<td>{c.strip()}</td>' for c in row.split('|'))}</tr>"
        for number, row in enumerate(rows, start=1)
    )
    front = "".join(f"<p>{line}</p>" for line in FRONT.splitlines() if line)
    return plan_of(read(f"<html>{front}<p>II. NHIỆM VỤ</p><table>{head}{body}</table></html>".encode(), filename="plan.html"))


YEARS = "2026 | 2027 | 2028"


@pytest.mark.parametrize("group", ["Thời gian", "Thời gian thực hiện", "Lộ trình thực hiện", ""])
@pytest.mark.parametrize("titles", [YEARS, "Năm 2026 | Năm 2027 | Năm 2028"])
def test_years_drawn_as_columns(group: str, titles: str) -> None:
    plan = drawn_plan(group, titles, "x| |", "x|x|X", " |Q3|Q4", " | |Quý IV", " |Tháng 10|", " | | ")
    assert days(plan) == [
        ("during", "2026-01-01", "2026-12-31"),
        ("during", "2026-01-01", "2028-12-31"),
        ("during", "2028-10-01", "2028-12-31"),
        ("during", "2028-10-01", "2028-12-31"),
        ("during", "2027-10-01", "2027-10-31"),
        None,
    ]
    assert [(deadline.start, deadline.text) for deadline in plan.deadlines if deadline.text == "Q3"] == [("2027-07-01", "Q3")]
    assert not {"deadline_not_understood", "deadline_unresolved"} & {warning.code for warning in plan.warnings}


@pytest.mark.parametrize("group", ["Thời gian thực hiện", "Tiến độ năm 2026", ""])
@pytest.mark.parametrize("titles", ["Quý I | Quý II | Quý III | Quý IV", "Q1 | Q2 | Q3 | Q4"])
def test_quarters_drawn_as_columns(group: str, titles: str) -> None:
    plan = drawn_plan(group, titles, " |x|x| ", " | | |15/11", "x|x|x|x")
    assert days(plan) == [
        ("during", "2026-04-01", "2026-09-30"), ("during", "2026-11-15", "2026-11-15"), ("during", "2026-01-01", "2026-12-31"),
    ]  # fmt: skip


def test_quarters_of_a_year_named_above_them() -> None:
    plan = drawn_plan("Năm 2027", "Quý I | Quý II | Quý III | Quý IV", " | |x| ", " |15/5| | ")
    assert days(plan) == [("during", "2027-07-01", "2027-09-30"), ("during", "2027-05-15", "2027-05-15")]


@pytest.mark.parametrize(
    ("group", "titles", "row"),
    [
        ("Kinh phí (triệu đồng)", YEARS, "100|200|300"),  # money
        ("", YEARS, "2/5|3/5|5/5"),  # so many of so many
        ("", YEARS, "100|120|150"),
        ("", "Quý I | Quý II | Quý III | Quý IV", " | |15/11| "),  # a day outside the quarter
        ("", "Quý I | Quý II | Quý III | Quý IV", "3/12|6/12|9/12|12/12"),  # shares, of which one might be a day
        ("", YEARS, "Quý IV|100|"),
        ("", "2025 | 2030 | 2045", "x| | "),  # no neighbours: milestones or figures
        ("", "Quý I | Quý III | Quý IV", "x| | "),
        ("", "T11 | T12 | T1 | T2", " |x|x| "),  # whose months they are nobody can tell
    ],
)
def test_other_columns_draw_no_calendar(group: str, titles: str, row: str) -> None:
    assert all(day is None or day[1:] == (None, None) for day in days(drawn_plan(group, titles, row)))


def test_a_group_head_that_is_not_merged() -> None:
    plan = table_plan("""
TT | Nội dung | Chủ trì | Thời gian | |
 | | | 2026 | 2027 | 2028
1 | Rà soát văn bản | Sở Tư pháp | | x | x
2 | In ấn tài liệu | Sở Y tế | | | Quý IV""")
    assert days(plan) == [("during", "2027-01-01", "2028-12-31"), ("during", "2028-10-01", "2028-12-31")]


def test_a_column_of_times_beside_a_calendar_decides() -> None:
    plan = table_plan("STT | Nội dung | Chủ trì | Quý I | Quý II | Thời hạn hoàn thành\n1 | Rà soát văn bản | Sở Tư pháp | x | x | 30/5/2026")
    assert days(plan) == [("by", None, "2026-05-30")]


def test_a_calendar_goes_on_in_a_table_without_head() -> None:
    rows = [f"<tr><td>{n}</td><td>Rà soát văn bản {n}</td><td>Sở Tư pháp</td><td></td><td>{time}</td></tr>" for n, time in ((1, "x"), (2, "Quý IV"))]
    head = MERGED.format(2, "Thời gian") + "<tr><td>2027</td><td>2028</td></tr>"
    front = "".join(f"<p>{line}</p>" for line in FRONT.splitlines() if line)
    tables = f"<table>{head}{rows[0]}</table><p></p><table>{rows[1]}</table>"
    plan = plan_of(read(f"<html>{front}<p>II. NHIỆM VỤ</p>{tables}</html>".encode(), filename="plan.html"))
    assert days(plan) == [("during", "2028-01-01", "2028-12-31"), ("during", "2028-10-01", "2028-12-31")]


@pytest.mark.parametrize(
    ("work", "label", "expected"),
    [
        ("Điều tra ca bệnh trong vòng 48 giờ; xử lý ổ bệnh trong 7 ngày.", "Thời gian: Quý II/2026 - Quý IV/2026.", ("during", "2026-04-01", "2026-12-31")),
        ("Giải quyết hồ sơ trong thời hạn 10 ngày.", "Thời gian thực hiện: Thường xuyên.", ("ongoing", "2026-01-01", "2026-12-31")),
        ("Rà soát văn bản trước ngày 30/6/2026.", "Thời gian: Quý IV/2026.", ("by", None, "2026-06-30")),  # a day of its own
        ("Báo cáo trong 15 ngày kể từ ngày ký Kế hoạch này.", "Thời gian: Quý IV/2026.", ("relative", None, "2026-02-02")),
        ("Điều tra ca bệnh trong vòng 48 giờ.", "Chủ trì: Sở Y tế.", ("relative", None, None)),  # nothing else is said
    ],
)
def test_a_label_comes_before_a_mere_span(work: str, label: str, expected: tuple[str, str | None, str | None]) -> None:
    plan = plan_of(plan_text(f"II. NHIỆM VỤ\n1. Y tế\na) Nội dung: {work}\nb) {label}\nc) Sản phẩm: Báo cáo."))
    assert days(plan) == [expected]
    assert plan.tasks[0].text.startswith(work[:10])


@pytest.mark.parametrize(
    ("work", "kind"),
    [("Ra mắt tổ công nghệ số ngay sau Tết Nguyên đán Bính Ngọ.", "from"), ("Hoàn thành nghiệm thu hệ thống chậm nhất giữa năm 2026.", "by")],
)
def test_a_time_without_a_sure_day_is_warned_of(work: str, kind: str) -> None:
    plan = plan_of(plan_text(f"II. NHIỆM VỤ\n1. {work}"))
    assert days(plan) == [(kind, None, None)]
    assert "deadline_unresolved" in {warning.code for warning in plan.warnings}


@pytest.mark.parametrize(
    ("event", "issued", "warned"),
    [
        ("ngày ký Kế hoạch", "ngày    tháng 01 năm 2026", True),
        ("ngày Kế hoạch này được ban hành", "ngày    tháng 01 năm 2026", True),
        ("ngày ký Kế hoạch", "ngày 18 tháng 01 năm 2026", False),
        ("ngày nhận được hồ sơ", "ngày    tháng 01 năm 2026", False),  # another's day
    ],
)
def test_a_time_counted_from_a_blank_day_of_issue_is_warned_of(event: str, issued: str, warned: bool) -> None:
    front = FRONT.replace("ngày 18 tháng 01 năm 2026", issued)
    body = f"II. NHIỆM VỤ\n\n1. Ban hành kế hoạch chi tiết trong 05 ngày làm việc kể từ {event}.\n"
    plan = plan_of(read((front + body).encode(), filename="plan.md"))
    assert [task.deadline and task.deadline.kind for task in plan.tasks] == ["relative"]
    assert ("deadline_unresolved" in {warning.code for warning in plan.warnings}) == warned


@pytest.mark.parametrize(
    ("work", "kind"),
    [
        ("Phát thanh mỗi tuần ít nhất 02 lần về chuyển đổi số", "during"),  # how often, beside a stated time
        ("Phát thanh 02 lần/tháng về chuyển đổi số", "during"),
        ("Cập nhật chiến lược ít nhất 03 năm một lần", "during"),
        ("Báo cáo kết quả trước ngày 20 hằng tháng", "recurring"),
    ],
)
def test_how_often_is_no_term_beside_a_stated_time(work: str, kind: str) -> None:
    plan = plan_of(plan_text(f"II. NHIỆM VỤ\n1. {work}.\n- Đơn vị chủ trì: Sở Nội vụ.\n- Thời gian: Quý II/2026.\n2. Rà soát văn bản."))
    assert plan.tasks[0].deadline is not None
    assert plan.tasks[0].deadline.kind == kind


def warned(plan: Plan, code: str) -> list[dict[str, str]]:
    return [dict(warning.details) for warning in plan.warnings if warning.code == code]


def reasons(plan: Plan) -> list[bool]:
    """Of each task, whether its deadline has the doubt that several times are named."""
    fields = [next(field for field in task.field_confidence if field.field == "deadline") for task in plan.tasks]
    return ["several_times" in field.reasons for field in fields]


def test_times_with_gaps_are_one_stretch_in_doubt_and_told() -> None:
    plan = table_plan("""
STT | Nội dung | Chủ trì | Thời gian hoàn thành
1 | Mở lớp tập huấn cho cán bộ | Sở Tư pháp | Tháng 3 và tháng 9
2 | Báo cáo kết quả thực hiện | Sở Y tế | Quý I, Quý III
3 | Kiểm tra văn bản | Sở Y tế | Quý I, II""")
    assert days(plan) == [("during", "2026-03-01", "2026-09-30"), ("during", "2026-01-01", "2026-09-30"), ("during", "2026-01-01", "2026-06-30")]
    assert reasons(plan) == [True, True, False]
    assert warned(plan, "deadline_with_gaps") == [
        {"text": "Tháng 3 và tháng 9", "times": "01/03/2026 – 31/03/2026; 01/09/2026 – 30/09/2026"},
        {"text": "Quý I, Quý III", "times": "01/01/2026 – 31/03/2026; 01/07/2026 – 30/09/2026"},
    ]
    assert not warned(plan, "several_deadlines")


def test_marks_with_gaps_are_one_stretch_in_doubt_and_told() -> None:
    plan = drawn_plan("Thời gian thực hiện", "Quý I | Quý II | Quý III | Quý IV", "x| |x| ", "x|x| | ")
    assert days(plan) == [("during", "2026-01-01", "2026-09-30"), ("during", "2026-01-01", "2026-06-30")]
    assert reasons(plan) == [True, False]
    assert [details["times"] for details in warned(plan, "deadline_with_gaps")] == ["01/01/2026 – 31/03/2026; 01/07/2026 – 30/09/2026"]


def test_a_deadline_with_gaps_of_a_heading_is_told_once() -> None:
    plan = plan_of(plan_text("II. NHIỆM VỤ\n1. Trong tháng 3 và tháng 9/2026\n- Sở Y tế kiểm tra văn bản.\n- Sở Nội vụ rà soát văn bản."))
    assert days(plan) == [("during", "2026-03-01", "2026-09-30")] * 2
    assert len(warned(plan, "deadline_with_gaps")) == 1


def test_tasks_of_several_deadlines_are_named() -> None:
    plan = plan_of(plan_text("""II. NHIỆM VỤ
1. Sở Y tế rà soát văn bản, hoàn thành trước ngày 30/4/2026; cập nhật trước ngày 25 hằng tháng.
2. Sở Nội vụ in ấn tài liệu trước ngày 15/5/2026.
3. Sở Tư pháp tiêm phòng đợt 1 từ tháng 3 đến tháng 5, đợt 2 từ tháng 9 đến tháng 10."""))
    assert warned(plan, "several_deadlines") == [{"count": "2", "tasks": "t001, t003"}]
    assert reasons(plan) == [True, False, True]


def test_tasks_of_several_deadlines_that_are_left_out_are_not_named() -> None:
    document = plan_text("II. NHIỆM VỤ\n1. Sở Y tế rà soát văn bản trước ngày 30/4/2026; cập nhật trước ngày 25 hằng tháng.")
    assert warned(plan_of(document), "several_deadlines")
    assert not warned(plan_of(document, min_confidence=1.0), "several_deadlines")


def test_of_several_rhythms_in_the_same_words_the_first_is_the_main_one() -> None:
    reports = "Định kỳ hằng tháng (trước ngày 16 hằng tháng), 6 tháng (trước ngày 16/6), các sở báo cáo Sở Công Thương."
    plan = plan_of(plan_text(f"III. TỔ CHỨC THỰC HIỆN\n1. {reports}"))
    assert [task.deadline and task.deadline.recurrence for task in plan.tasks] == ["FREQ=MONTHLY;BYMONTHDAY=16"]
    assert [deadline.recurrence for deadline in plan.deadlines] == ["FREQ=MONTHLY;BYMONTHDAY=16", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=16"]
