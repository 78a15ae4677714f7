"""What became of tasks, on plans of a few lines: a case a kind, and what must not be taken for it."""

from __future__ import annotations

import msgspec
import pytest

from extractor import compare, extract
from extractor.comparing.records import Alignment, Change
from extractor.records import Period, Plan
from tests.comparing.conftest import MakePlan, Row

REPORT = ("Tổng hợp, báo cáo kết quả cải cách hành chính về Bộ Nội vụ", "Sở Nội vụ", "Quý IV/2024")
TRAIN = ("Tổ chức 03 lớp tập huấn nghiệp vụ kiểm soát thủ tục hành chính cho công chức cấp xã", "Sở Nội vụ", "Quý II/2024")
COVER = ("Hỗ trợ người lao động đang tìm việc làm tham gia các phiên giao dịch việc làm", "Sở Lao động - Thương binh và Xã hội", "Quý III/2024")
ROADS = ("Kiểm tra tải trọng phương tiện trên các tuyến đường tỉnh; lắp đặt camera giám sát tại 10 nút giao thông trọng điểm", "Sở Giao thông vận tải", "Quý I/2024")


def aligned(make_plan: MakePlan, before: list[Row], after: list[Row], years: tuple[int, int] = (2024, 2025)) -> tuple[Alignment, ...]:
    return compare([make_plan(before, year=years[0]), make_plan(after, year=years[1])]).pairs[0].alignments


def changed(alignment: Alignment, field: str) -> Change:
    [change] = [change for change in alignment.changes if change.field == field]
    return change


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TRAIN[0], "kept"),
        (TRAIN[0].replace("03", "05"), "kept"),  # the figure moved, which is told as such
        (f"TỔ CHỨC {TRAIN[0][8:]}", "kept"),
        (TRAIN[0].replace("cho công chức cấp xã", "cho công chức cấp xã và cấp huyện"), "reworded"),
        ("Bồi dưỡng nghiệp vụ kiểm soát thủ tục hành chính cho cán bộ, công chức cấp xã: 03 lớp", "reworded"),
    ],
)
def test_kept_or_reworded(make_plan: MakePlan, text: str, kind: str) -> None:
    [_, one] = aligned(make_plan, [REPORT, TRAIN], [REPORT, (text, TRAIN[1], "Quý II/2025")])
    assert (one.kind, one.before, one.after) == (kind, ("t002",), ("t002",))
    assert bool(one.links[0].difference) is (text.lower() != TRAIN[0].lower())


def test_years_move_on_by_themselves(make_plan: MakePlan) -> None:
    [one] = aligned(make_plan, [("Xây dựng Kế hoạch cải cách hành chính năm 2024", "Sở Nội vụ", "Trước ngày 15/02/2024")], [
        ("Xây dựng Kế hoạch cải cách hành chính năm 2025", "Sở Nội vụ", "Trước ngày 15/02/2025")])  # fmt: skip
    assert (one.kind, one.changes, one.moved) == ("kept", (), False)


def test_dropped_and_new(make_plan: MakePlan) -> None:
    told = aligned(make_plan, [REPORT, ROADS], [REPORT, COVER])
    assert [(one.kind, one.before, one.after) for one in told] == [
        ("kept", ("t001",), ("t001",)), ("dropped", ("t002",), ()), ("new", (), ("t002",)),
    ]  # fmt: skip


def test_split_and_merged(make_plan: MakePlan) -> None:
    halves = [(text[0].upper() + text[1:], ROADS[1], "Quý I/2025") for text in ROADS[0].split("; ")]
    told = aligned(make_plan, [REPORT, ROADS], [*halves, REPORT])
    assert (told[1].kind, told[1].before, told[1].after) == ("split", ("t002",), ("t001", "t002"))
    told = aligned(make_plan, [*halves, REPORT], [REPORT, ROADS])
    assert (told[0].kind, told[0].before, told[0].after) == ("merged", ("t001", "t002"), ("t002",))
    assert len(told[0].links) == 2


def test_what_every_plan_says_belongs_to_its_like(make_plan: MakePlan) -> None:
    """Reports to different bodies are told apart although most of their words are the same."""
    other = ("Tổng hợp, báo cáo kết quả chuyển đổi số về Bộ Khoa học và Công nghệ", "Sở Khoa học và Công nghệ", "Quý IV/2024")
    told = aligned(make_plan, [REPORT, other], [other, REPORT])
    assert [(one.kind, one.before, one.after) for one in told] == [("kept", ("t001",), ("t002",)), ("kept", ("t002",), ("t001",))]


BINS = ("Hướng dẫn các hộ gia đình phân loại rác thải sinh hoạt tại nguồn, trang bị thùng chứa hai ngăn", "Phòng Kinh tế", "Quý II/2024")
BINS_ANEW = ("Vận động bà con để riêng rác thải sinh hoạt ngay ở nhà, mua thùng chứa hai ngăn cho từng hộ", "Phòng Kinh tế", "Quý II/2025")
LAMPS = ("Thay bóng đèn chiếu sáng công cộng tiết kiệm điện trên các tuyến phố", "Phòng Kinh tế", "Quý II/2025")


def test_two_that_are_left_and_clearly_like_nothing_else_belong_together(make_plan: MakePlan) -> None:
    told = aligned(make_plan, [REPORT, TRAIN, BINS], [LAMPS, BINS_ANEW, TRAIN, REPORT])
    [one] = [one for one in told if "t003" in one.before]
    assert (one.kind, one.after) == ("reworded", ("t002",))
    assert one.links[0].likeness.score < 0.42  # by itself too little


def test_no_second_look_at_plans_that_have_nothing_else_in_common(make_plan: MakePlan) -> None:
    told = aligned(make_plan, [ROADS, COVER, BINS], [LAMPS, BINS_ANEW, TRAIN])
    assert {one.kind for one in told} == {"dropped", "new"}


def test_what_is_like_two_tasks_alike_is_not_paired_by_a_second_look(make_plan: MakePlan) -> None:
    twin = (BINS[0].replace("các hộ gia đình", "các trường học"), BINS[1], BINS[2])
    told = aligned(make_plan, [REPORT, TRAIN, BINS, twin], [BINS_ANEW, TRAIN, REPORT])
    assert [one.before for one in told if one.kind == "dropped"] == [("t003",), ("t004",)]


def test_the_same_work_on_another_object_is_another_task(make_plan: MakePlan) -> None:
    other = ("Tổ chức 03 lớp tập huấn kỹ năng phòng cháy, chữa cháy cho chủ nhà trọ", "Sở Nội vụ", "Quý II/2025")
    told = aligned(make_plan, [REPORT, TRAIN], [TRAIN, other, REPORT])
    assert [(one.kind, one.after) for one in told if "t002" in (*one.before, *one.after) or one.kind == "new"] == [
        ("kept", ("t001",)), ("new", ("t002",)),
    ]  # fmt: skip


def test_merged_into_one_that_tells_them_in_fewer_words(make_plan: MakePlan) -> None:
    count = ("Rà soát, thống kê toàn bộ các điểm tập kết rác thải tự phát dọc kênh, mương trên địa bàn, báo cáo trước ngày 30/6", "Phòng Kinh tế", "")
    both = ("Thống kê điểm rác tự phát dọc kênh mương; cấp thùng chứa hai ngăn cho hộ gia đình phân loại rác", "Phòng Kinh tế", "")
    told = aligned(make_plan, [REPORT, TRAIN, BINS, count], [REPORT, TRAIN, both])
    [one] = [one for one in told if one.after == ("t003",)]
    assert (one.kind, one.before) == ("merged", ("t003", "t004"))


@pytest.mark.parametrize(
    ("years", "before", "after", "days"),
    [
        ((2024, 2025), "Tháng 02/2024", "Tháng 02/2025", None),  # the month is a day shorter
        ((2023, 2024), "Tháng 02/2023", "Tháng 02/2024", None),
        ((2024, 2025), "Trước ngày 28/02/2024", "Trước ngày 28/02/2025", None),
        ((2024, 2028), "Trước ngày 28/02/2024", "Trước ngày 29/02/2028", 1),
        ((2024, 2025), "Tháng 02/2024", "Tháng 03/2025", 31),
    ],
)
def test_the_end_of_february_is_the_same_in_every_year(make_plan: MakePlan, years: tuple[int, int], before: str, after: str, days: int | None) -> None:
    [one] = aligned(make_plan, [(TRAIN[0], TRAIN[1], before)], [(TRAIN[0], TRAIN[1], after)], years)
    assert [change.days for change in one.changes] == ([] if days is None else [days])


def test_moved_by_reform_is_no_move(make_plan: MakePlan) -> None:
    [one] = aligned(make_plan, [COVER], [(COVER[0], "Sở Nội vụ", "Quý III/2026")], (2024, 2026))
    change = changed(one, "lead_agencies")
    assert (one.kind, change.cause, one.moved) == ("kept", "reform", False)
    [step] = change.steps
    assert (step.since, step.ground, step.after) == ("2025-03-01", "Nghị định số 45/2025/NĐ-CP", "Sở Nội vụ")


def test_the_same_move_before_the_reform_is_one(make_plan: MakePlan) -> None:
    [one] = aligned(make_plan, [COVER], [(COVER[0], "Sở Nội vụ", "Quý III/2023")], (2022, 2023))
    assert (changed(one, "lead_agencies").cause, changed(one, "lead_agencies").steps, one.moved) == ("not_by_reform", (), True)


def test_moved_with_a_part_of_the_duties(make_plan: MakePlan) -> None:
    [one] = aligned(make_plan, [COVER], [(COVER[0], "Sở Y tế", "Quý III/2026")], (2024, 2026))
    change = changed(one, "lead_agencies")
    assert (change.cause, one.moved) == ("part_of_reform", True)
    assert [step.duties for step in change.steps] == ["bảo trợ xã hội, trẻ em, phòng, chống tệ nạn xã hội"]


def test_a_body_that_joins(make_plan: MakePlan) -> None:
    [one] = aligned(make_plan, [ROADS], [(ROADS[0], "Sở Giao thông vận tải; Công an tỉnh", "Quý I/2024")], (2023, 2024))
    assert (changed(one, "lead_agencies").cause, one.moved) == ("some_stay", False)


def test_without_a_date_no_reform_is_told(make_plan: MakePlan) -> None:
    before, dated = make_plan([COVER], year=2024), make_plan([(COVER[0], "Sở Nội vụ", "")], year=2026)
    undated = msgspec.structs.replace(dated, metadata=msgspec.structs.replace(dated.metadata, date_issued=None, period=Period()))
    for after, cause in ((dated, "reform"), (undated, "not_known")):
        assert changed(compare([before, after]).pairs[0].alignments[0], "lead_agencies").cause == cause


def test_the_body_of_each_province_is_the_same(make_plan: MakePlan) -> None:
    plans = [make_plan([(TRAIN[0], f"Văn phòng Ủy ban nhân dân tỉnh {name}", "")], province=name) for name in ("Bắc Giang", "Lào Cai")]
    [one] = compare(plans).pairs[0].alignments
    assert (one.kind, one.changes) == ("kept", ())


def test_deadlines_move_within_the_year(make_plan: MakePlan) -> None:
    [one] = aligned(make_plan, [(REPORT[0], "Sở Nội vụ", "Trước ngày 30/11/2024")], [(REPORT[0], "Sở Nội vụ", "Trước ngày 20/11/2025")])
    change = changed(one, "deadline")
    assert (change.days, change.before[0].text, change.after[0].text) == (-10, "Trước ngày 30/11/2024", "Trước ngày 20/11/2025")


def test_targets_move(make_plan: MakePlan) -> None:
    text = "Nâng tỷ lệ hồ sơ nộp trực tuyến đạt {}% trở lên trên Cổng Dịch vụ công"
    plans = [make_plan([(text.format(share), "Sở Nội vụ", "")], year=year) for year, share in ((2024, 30), (2025, 70), (2026, 100))]
    comparison = compare(plans)
    change = changed(comparison.pair(0, 1).alignments[0], "targets")
    assert (comparison.pair(0, 1).alignments[0].kind, change.before[0].text[:2], change.after[0].text[:2]) == ("kept", "30", "70") or (
        "30" in change.before[0].text and "70" in change.after[0].text
    )
    [indicator] = comparison.indicators
    assert [(point.plan, point.year, point.value) for point in indicator.points] == [(0, 2024, 30.0), (1, 2025, 70.0), (2, 2026, 100.0)]
    assert indicator.unit == "%"


def test_other_units_are_other_indicators(make_plan: MakePlan) -> None:
    plans = [make_plan([(f"Tổ chức {count} tập huấn kiểm soát thủ tục hành chính", "Sở Nội vụ", "")], year=year) for year, count in ((2024, "03 lớp"), (2025, "200 người dự"))]
    assert all(len({point.plan for point in one.points}) == 1 for one in compare(plans).indicators)


def test_an_indicator_of_few_words_is_followed_within_its_task_only(make_plan: MakePlan) -> None:
    def rows(subject: str) -> list[Row]:
        return [(f"Tổ chức 03 lớp tập huấn; {subject}", "Sở Nội vụ", "")]

    roads, records = "kiểm tra tải trọng phương tiện trên các tuyến đường tỉnh", "chỉnh lý hồ sơ lưu trữ tồn đọng của các cơ quan"
    for later, series in ((roads, [2]), (records, [1, 1])):
        told = compare([make_plan(rows(roads)), make_plan(rows(later), year=2025)]).indicators
        assert [len({point.plan for point in one.points}) for one in told if one.name == "tập huấn"] == series


def test_load_by_quarter_counts_heirs_with_what_came_before(make_plan: MakePlan) -> None:
    plans = [make_plan([COVER, ROADS], year=2024), make_plan([(COVER[0], "Sở Nội vụ", "Quý III/2026"), (ROADS[0], "Sở Xây dựng", "Cả năm 2026")], year=2026)]
    loads = {(load.plan, load.agency): load for load in compare(plans).loads}
    assert {plan for plan, agency in loads if agency.startswith("Sở Nội vụ")} == {0, 1}
    own = {plan: load.quarters for (plan, agency), load in loads.items() if agency.startswith("Sở Xây dựng")}
    assert (own[0]["Q1"], own[1]["year"], sum(own[1].values())) == (1, 1, 1)


def test_documents_cited(make_plan: MakePlan) -> None:
    text = "Rà soát thủ tục hành chính theo Nghị định số {} của Chính phủ"
    comparison = compare([make_plan([(text.format(symbol), "Sở Nội vụ", "")]) for symbol in ("61/2018/NĐ-CP", "118/2025/NĐ-CP")])
    assert {one.symbol: one.tasks for one in comparison.citations} == {"61/2018/NĐ-CP": (("t001",),), "118/2025/NĐ-CP": (("t001",),)}
    change = changed(comparison.pairs[0].alignments[0], "legal_references")
    assert ([value.text for value in change.before], [value.text for value in change.after]) == (["61/2018/NĐ-CP"], ["118/2025/NĐ-CP"])


def test_what_a_person_corrected_is_what_counts(make_plan: MakePlan) -> None:
    plan = make_plan([COVER])
    [task] = plan.tasks
    [lead] = task.lead_agencies
    end = task.span.end
    put_in = msgspec.structs.replace(lead, text="", span=type(lead.span)(end, end), name="Sở Tài chính", agency_id=None, found_in="correction")
    corrected = msgspec.structs.replace(plan, tasks=(msgspec.structs.replace(task, lead_agencies=(put_in,), corrected=True),), corrected=True)
    change = changed(compare([plan, corrected]).pairs[0].alignments[0], "lead_agencies")
    assert (change.after[0].text, change.cause) == ("Sở Tài chính", "not_by_reform")


def test_rows_for_a_frame(make_plan: MakePlan) -> None:
    rows = list(compare([make_plan([REPORT, ROADS]), make_plan([REPORT, COVER], year=2025)]).rows())
    assert [(row["kind"], row["before"], row["after"]) for row in rows] == [("kept", "t001", "t001"), ("dropped", "t002", None), ("new", None, "t002")]
    assert {tuple(row) for row in rows} == {tuple(rows[0])}


def test_a_section_under_another_heading_is_renamed_and_its_tasks_did_not_move() -> None:
    def plan(first: str, second: str, tasks: str = "abcd") -> Plan:
        told = {
            "a": "1. Sở Nội vụ tổng hợp, báo cáo kết quả thực hiện cải cách hành chính.",
            "b": "2. Sở Tư pháp rà soát văn bản quy phạm pháp luật của tỉnh.",
            "c": "1. Sở Tài chính thẩm định kinh phí bảo trì cầu đường bộ.",
            "d": "2. Sở Xây dựng lắp đặt biển báo giao thông tại các xã.",
        }
        a, b, c, d = (told[task] for task in tasks)
        text = f"KẾ HOẠCH\nCải cách hành chính năm 2024\n\nII. {first}\n{a}\n{b}\n\nIII. {second}\n{c}\n{d}\n"
        return extract(text.encode(), filename="plan.txt")

    before = plan("NHIỆM VỤ TRỌNG TÂM", "CHÍNH QUYỀN ĐIỆN TỬ")
    after = plan("NHIỆM VỤ TRỌNG TÂM", "CHUYỂN ĐỔI SỐ")
    assert len(before.tasks) == len(after.tasks) == 4
    for pair in (compare([before, after]).pairs[0], compare([after, before]).pairs[0]):
        told = [(one.before, one.moved, [change.cause for change in one.changes if change.field == "section"]) for one in pair.alignments]
        assert told == [(("t001",), False, []), (("t002",), False, []), (("t003",), False, ["renamed"]), (("t004",), False, ["renamed"])]
    exchanged = plan("NHIỆM VỤ TRỌNG TÂM", "CHUYỂN ĐỔI SỐ", "cbad")  # one of two tasks stays: half is not most
    assert {one.before: one.moved for one in compare([before, exchanged]).pairs[0].alignments} == {
        ("t001",): True, ("t002",): False, ("t003",): True, ("t004",): True,
    }  # fmt: skip
    both = plan("CHUYỂN ĐỔI SỐ", "CHÍNH QUYỀN ĐIỆN TỬ", "cdab")  # its old heading is still there: they moved
    assert [one.moved for one in compare([before, both]).pairs[0].alignments] == [True, True, True, True]


def test_the_section_moved_where_its_heading_is_another() -> None:
    text = "KẾ HOẠCH\nCải cách hành chính năm 2024\n\n{}\n1. Sở Nội vụ tổng hợp, báo cáo kết quả thực hiện trước ngày 28/02/2024.\n"
    before, renumbered, other = (
        extract(text.format(heading).encode(), filename="plan.txt")
        for heading in ("III. TỔ CHỨC THỰC HIỆN", "V. TỔ CHỨC THỰC HIỆN", "II. NHIỆM VỤ TRỌNG TÂM")
    )
    assert not compare([before, renumbered]).pairs[0].alignments[0].moved
    moved = compare([before, other]).pairs[0].alignments[0]
    assert ([value.text for value in changed(moved, "section").after], moved.moved) == (["II. NHIỆM VỤ TRỌNG TÂM"], True)
