"""Deadlines: the rules of models/deadlines.toml against their examples, and what a phrase means in its document."""

from __future__ import annotations

import subprocess
import sys
import time

import holidays
import pytest

from extractor.folding import fold
from extractor.mentions import calendar_time, deadlines, named_times, recurrence, relative_times
from extractor.mentions.context import Context
from extractor.mentions.deadline_rules import deadline_rules
from extractor.mentions.deadlines import find_deadlines, main_deadline, read_deadline_value, read_heading_deadline
from extractor.mentions.named_times import find_named_periods
from extractor.records import Deadline, Span
from extractor.vocabulary import load_vocabulary

REFERENCE = Context(date_issued="2024-02-05", period=("2024", "2024"), years=((0, 2024),))


def render(deadline: Deadline) -> str:
    """A deadline in the notation of the examples."""
    match deadline.kind:
        case "by":
            return f"by ../{deadline.end or '?'}"
        case "from":
            return f"from {deadline.start or '?'}/.."
        case "recurring":
            bounds = f" {deadline.start}/{deadline.end or '..'}" if deadline.start else ""
            return f"recurring {deadline.recurrence or '?'}{bounds}"
        case "relative":
            return " ".join(["relative", *filter(None, (deadline.duration, deadline.anchor)), f"../{deadline.end or '?'}"])
    return f"{deadline.kind} {deadline.start or '?'}/{deadline.end or '?'}"


def in_text(text: str, context: Context = REFERENCE) -> list[str]:
    return [render(deadline) for deadline in find_deadlines(text, Span(0, len(text)), context)]


def as_value(text: str, context: Context = REFERENCE) -> list[str]:
    return [render(deadline) for deadline in read_deadline_value(text, Span(0, len(text)), context)]


def rules() -> list[tuple[str, dict[str, object], bool]]:
    """Each rule with examples, and whether it is read as a value."""
    data = load_vocabulary("deadlines")
    values = {"expression", "ongoing"}
    named = [(group, rule) for group in ("expression", "named", "rule", "ongoing", "relative", "frequency") for rule in data[group]]
    named.append(("recurrence", data["recurrence"]))
    return [(f"{group}: {rule.get('name', group)}", rule, group in values or bool(rule.get("value"))) for group, rule in named]


@pytest.mark.parametrize(("rule", "value"), [pytest.param(rule, value, id=name) for name, rule, value in rules()])
def test_rule_reads_its_examples(rule, value):
    assert rule["examples"], "a rule without examples"
    for phrase, expected in rule["examples"]:
        assert (as_value(phrase) if value else in_text(phrase)) == [expected], phrase
    for phrase, expected in rule.get("value_examples", []):
        assert as_value(phrase) == [expected], phrase


@pytest.mark.parametrize(
    ("rule", "value"), [pytest.param(rule, value, id=name) for name, rule, value in rules() if "counter_examples" in rule]
)
def test_rule_leaves_its_counter_examples(rule, value):
    for phrase in rule["counter_examples"]:
        assert (as_value(phrase) if value and "lead" in rule else in_text(phrase)) == [], phrase


def test_a_pattern_begins_and_has_what_its_rule_says():
    """Nothing is lost by trying a pattern only where one of its `begins` stands, and one of what it `has` behind."""
    listed = [
        *[(begins, has, rule[1]) for begins, has, rule in calendar_time._expressions().entries],
        *[(begins, has, rule.pattern) for begins, has, rule in named_times._rules().entries],
        *[(begins, has, rule[0]) for begins, has, rule in relative_times._rules().entries],
        *[(begins, has, rule.lead) for begins, has, rule in deadline_rules().leads.entries],
        *deadline_rules().ongoing.entries,
        *[(begins, has, rule[1]) for begins, has, rule in recurrence._rules().tokens.entries],
    ]
    phrases = [phrase for _, rule, _ in rules() for phrase in (*(e[0] for e in rule["examples"]), *rule.get("counter_examples", ()))]
    lines = [fold(phrase) for phrase in phrases]
    text = "\n".join(lines)
    for begins, has, pattern in listed:
        if begins:
            starts = [at for at in range(len(text)) if pattern.match(text, at)]
            assert all(text.startswith(begins, at) or ("0" in begins and text[at].isdecimal()) for at in starts), pattern.pattern
        if has:
            tails = [line[at:] for line in lines for at in range(len(line)) if pattern.match(line, at)]
            assert all(any(word in tail for word in has) for tail in tails), pattern.pattern


def test_a_cue_stands_where_a_rule_begins():
    """What no cue finds is never read: the search for places knows the first words of every table."""
    data = load_vocabulary("deadlines")
    tables = ("expression", "named", "rule", "ongoing", "relative")
    words = {word.replace("0", "5") for table in tables for rule in data[table] for word in rule.get("begins", ())}
    behind = ("", " 5", " nay")  # the letters of an abbreviation are a cue by what follows them
    lost = {word for word in words if not any((cue := deadlines._VALUE_CUE.search(word + rest)) and cue.start() == 0 for rest in behind)}
    assert lost == set()


def test_before_dawn():
    assert in_text("khai mạc rạng sáng 02/9/2024 tại Quảng trường") == ["during 2024-09-02/2024-09-02"]
    assert as_value("Rạng sáng ngày 02/9/2024") == ["during 2024-09-02/2024-09-02"]


def test_what_stands_before_is_something():
    """`Scan.before` looks for nothing at the beginning of a text."""
    known = deadline_rules()
    listed = [pattern for _, _, rule in known.leads.entries for pattern in (rule.introduced_by, rule.not_after, rule.only_after) if pattern]
    listed += [known.never_after, known.scheduled_before, known.routine_before, known.attributive_before, known.named_before]
    assert not any(pattern.search("") for pattern in (*listed, known.decided, known.done))


@pytest.mark.parametrize("phrase", [phrase for name, rule, _ in rules() for phrase, _ in rule["examples"] if name[:7] != "ongoing"])
def test_what_text_schedules_a_cell_schedules(phrase):
    """What reads as a deadline in a sentence reads as the same one in a cell."""
    text = in_text(phrase)
    assert not text or as_value(phrase) == text


def test_ongoing_behind_a_label():
    lasting = load_vocabulary("deadlines")["lasting"]
    for phrase, expected in lasting["text_examples"]:
        assert in_text(phrase) == [expected], phrase
    assert [phrase for phrase in lasting["text_counter_examples"] if in_text(phrase)] == []


def test_times_in_brackets_that_go_on():
    assert in_text("vận động các tổ chức hội (Quý III/2024, Quý I/2025 và thường xuyên).") == ["during 2024-07-01/2025-03-31"]
    assert in_text("sơ kết công tác (quý IV/2024 và các năm tiếp theo)") == ["from 2024-10-01/.."]


def test_from_a_time_to_an_event():
    assert in_text("Đợt 2: Từ tháng 01 đến ngày bầu cử 15/3/2026") == ["during 2026-01-01/2026-03-15"]
    assert in_text("Từ ngày 15/3/2024 đến ngày bầu cử.") == ["from 2024-03-15/.."]
    assert in_text("triển khai từ tháng 6/2024 đến khi kết thúc chiến dịch.") == ["from 2024-06-01/.."]
    assert in_text("áp dụng từ ngày 01/7/2024 đến khi có thông báo mới") == ["from 2024-07-01/.."]


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("họp giao ban vào ngày 15 và 30 hằng tháng", "15,30"),
        ("báo cáo vào các ngày 5, 15 và 25 hằng tháng.", "5,15,25"),
        ("tiếp công dân các ngày 01, 15 mỗi tháng", "1,15"),
        ("gửi báo cáo trước ngày 10, ngày 20 và ngày 30 của mỗi tháng", "10,20,30"),
        ("Hằng tháng, Văn phòng tổng hợp, báo cáo vào ngày 15 và 30.", "15,30"),
        ("Định kỳ hằng tháng (vào ngày 15 và 28)", "15,28"),
    ],
)
def test_several_days_of_each_month_are_one_time(phrase, days):
    assert in_text(phrase) == [f"recurring FREQ=MONTHLY;BYMONTHDAY={days}"]
    assert as_value(phrase) == in_text(phrase)


def test_days_of_one_month_do_not_recur():
    text = "báo cáo tiến độ 5 ngày một lần (vào các ngày 5, 10, 15, 20, 25 và 30 của tháng 7)"
    assert [deadline.text for deadline in find_deadlines(text, Span(0, len(text)), REFERENCE)] == ["5 ngày một lần"]
    assert in_text("tổ chức vào ngày 15 và 30 tháng 6/2024") == ["during 2024-06-15/2024-06-30"]


def test_what_was_done_or_decided_is_no_deadline():
    past = load_vocabulary("deadlines")["past"]
    assert [phrase for phrase in past["value_counter_examples"] if as_value(phrase)] == []
    assert [phrase for phrase in past["text_counter_examples"] if in_text(phrase)] == []
    for phrase, expected in past["value_examples"]:
        assert as_value(phrase) == [expected], phrase


@pytest.mark.parametrize(
    ("phrase", "context", "expected"),
    [
        ("trước ngày 30/6", Context(years=((0, 2023),)), ["by ../2023-06-30"]),  # the nearest year of the document
        ("trước ngày 30/6", Context(period=("2025", "2025")), ["by ../2025-06-30"]),  # the plan's one year
        ("trước ngày 30/6", Context(period=("2021", "2025")), ["by ../?"]),  # a plan of five years does not tell
        ("trước ngày 30/6", Context(date_issued="2026-03-02"), ["by ../2026-06-30"]),  # later in the year of issue
        ("trước ngày 30/6", Context(date_issued="2026-09-02"), ["by ../?"]),  # which June, a plan of September does not say
        ("trước ngày 30/6", Context(date_issued="2026-05"), ["by ../2026-06-30"]),  # the day of issue left blank
        ("trước ngày 30/6", Context(), ["by ../?"]),
        ("trước ngày 29/02", Context(years=((0, 2023),)), ["by ../?"]),  # no such day that year
        ("trong 10 ngày kể từ ngày ký", Context(), ["relative P10D ngày ký ../?"]),  # the date of issue is not known
    ],
)  # fmt: skip
def test_missing_years(phrase, context, expected):
    assert in_text(phrase, context) == expected


SCHOOL_YEAR = """Học kỳ I từ ngày 05/9/2024 đến ngày 18/01/2025; học kỳ II từ ngày 20/01/2025 đến ngày 31/5/2025.
Luật Hóa chất có hiệu lực thi hành từ ngày 01 tháng 01 năm 2026."""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Học kỳ I", ["during 2024-09-05/2025-01-18"]),
        ("học kỳ II năm học 2024-2025", ["during 2025-01-20/2025-05-31"]),
        ("Hết học kỳ I", ["by ../2025-01-18"]),
        ("Cuối học kỳ I", ["during ?/?"]),  # a part of the term, whose edges nobody gives
        ("Trước ngày Luật có hiệu lực", ["by ../2025-12-31"]),  # the day before
        ("Từ ngày Luật này có hiệu lực thi hành", ["from 2026-01-01/.."]),
        ("Trong 30 ngày kể từ ngày Luật có hiệu lực", ["relative P30D ngày Luật có hiệu lực ../2026-01-31"]),
        ("Trước ngày Nghị định có hiệu lực", ["by ../?"]),  # another document's day
        ("Tháng 10", ["during 2024-10-01/2024-10-31"]),
        ("Quý II, II/2025", ["during ?/?"]),  # misread
        ("Tháng 3", ["during 2025-03-01/2025-03-31"]),  # of the school year that began in autumn
    ],
)  # fmt: skip
def test_times_that_the_document_names(value, expected):
    context = Context(date_issued="2024-08-28", period=("2024", "2025"), years=((0, 2024),), periods=find_named_periods(SCHOOL_YEAR))
    assert as_value(value, context) == expected


def test_a_day_of_effect_that_tells_which_things_is_no_deadline():
    assert in_text("rà soát công trình được đưa vào sử dụng trước ngày Luật PCCC và CNCH có hiệu lực thi hành") == []
    assert in_text("cơ sở đi vào hoạt động trước ngày Nghị định này có hiệu lực") == []
    assert in_text("theo tiêu chuẩn tại thời điểm đưa vào sử dụng đến trước ngày Luật có hiệu lực thi hành") == []
    assert in_text("hồ sơ phải được hoàn thành trước ngày Luật có hiệu lực") == ["by ../?"]


def test_a_name_with_two_times_is_open():
    assert find_named_periods(SCHOOL_YEAR + "\nLuật Đất đai có hiệu lực từ ngày 01/8/2024.").keys() == {"học kỳ i", "học kỳ ii"}


def test_the_year_is_the_one_of_the_place():
    text = "a) trước ngày 30/6. b) trước ngày 30/6."
    context = Context(years=((0, 2025), (text.index("b)"), 2026)))
    assert in_text(text, context) == ["by ../2025-06-30", "by ../2026-06-30"]


@pytest.mark.parametrize(
    ("value", "context", "expected"),
    [
        ("Thường xuyên", Context(period=("2026", "2030")), ["ongoing 2026-01-01/2030-12-31"]),
        ("Thường xuyên", Context(period=("2021-07", "2021-12")), ["ongoing 2021-07-01/2021-12-31"]),  # the period, not its year
        ("Thường xuyên", Context(period=("2024-01", "2024-02")), ["ongoing 2024-01-01/2024-02-29"]),
        ("Thường xuyên", Context(period=("2024-05-15", "2024-06-15")), ["ongoing 2024-05-15/2024-06-15"]),
        ("Thường xuyên từ tháng 3/2024", Context(period=("2024-01", "2024-06")), ["ongoing 2024-03-01/2024-06-30"]),
        ("Cả năm", Context(period=("2024-01", "2024-06")), ["ongoing 2024-01-01/2024-12-31"]),
        ("Thường xuyên", Context(period=(None, "2030")), ["ongoing ?/2030-12-31"]),  # a plan "đến năm 2030"
        ("Thường xuyên", Context(period=("2026", None)), ["ongoing ?/?"]),
        ("Thường xuyên", Context(), ["ongoing ?/?"]),  # no period: known to be ongoing, not when
        ("Năm 2024", Context(), ["during 2024-01-01/2024-12-31"]),
        ("Quý II", Context(), ["during ?/?"]),
        ("Thường xuyên, báo cáo trước ngày 15/12/2024", Context(), ["ongoing ?/?", "by ../2024-12-15"]),
        ("Sau khi có hướng dẫn của Bộ", Context(), ["relative khi có hướng dẫn của Bộ ../?"]),
        ("", Context(), []),
        ("Theo Kế hoạch của Trung ương", Context(), []),
    ],
)  # fmt: skip
def test_values(value, context, expected):
    assert as_value(value, context) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("3. Nhiệm vụ thường xuyên", ["ongoing 2024-01-01/2024-12-31"]),
        ("1. Các nhiệm vụ cần làm ngay trong năm 2026", ["during 2026-01-01/2026-12-31"]),
        ("KẾ HOẠCH TUYÊN TRUYỀN NĂM 2024", []),  # the subject's year
        ("II. MỤC TIÊU ĐẾN NĂM 2030", []),
        ("C. MỘT SỐ NHIỆM VỤ TRỌNG TÂM TỪ NAY ĐẾN NĂM 2025", ["by ../2025-12-31"]),
        ("NHIỆM VỤ THỰC HIỆN ĐỀ ÁN PHÁT TRIỂN RỪNG TỪ NAY ĐẾN NĂM 2030", []),  # the scheme's name
        ("II. Giai đoạn 2027 - 2028", ["during 2027-01-01/2028-12-31"]),  # nothing but a time
        ("Năm 2026", ["during 2026-01-01/2026-12-31"]),
    ],
)  # fmt: skip
def test_headings(heading, expected):
    assert [render(d) for d in read_heading_deadline(heading, Span(0, len(heading)), REFERENCE)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hàng năm, tiến hành rà soát. Đến năm 2015, hoàn thành chương trình.", "by ../2015-12-31"),  # a habit ends nothing
        ("xây dựng kế hoạch trước ngày 15/3/2024; hoàn thành trước ngày 30/11/2024", "by ../2024-11-30"),  # the last step
        ("áp dụng từ ngày 01/4/2024, định kỳ hằng quý báo cáo", "recurring FREQ=MONTHLY;INTERVAL=3"),  # a beginning ends nothing
        ("trước ngày 31/02/2024 và trong tháng 3/2024", "during 2024-03-01/2024-03-31"),  # one that is no day
    ],
)  # fmt: skip
def test_main_deadline(text, expected):
    found = main_deadline(find_deadlines(text, Span(0, len(text)), REFERENCE))
    assert found is not None
    assert render(found) == expected


def test_no_main_deadline_of_none():
    assert main_deadline(()) is None


def test_spans_are_of_the_whole_text():
    text = "Căn cứ Nghị quyết. Sở Nội vụ báo cáo trước ngày 15/3/2024 để tổng hợp."
    (deadline,) = find_deadlines(text, Span(19, len(text)), REFERENCE)
    assert text[deadline.span.start : deadline.span.end] == deadline.text == "trước ngày 15/3/2024"


HOSTILE = ["trước ngày ", "1/", "6 tháng, ", "trong 15 ngày kể từ ngày ", "hằng năm ", "(", "1, ", "đến hết ", "9" * 50, "quý ", "vào "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_lines_are_read_in_linear_time(unit):
    text = unit * (100_000 // len(unit))
    begun = time.process_time()
    in_text(text)
    as_value(text)
    assert time.process_time() - begun < 10.0


@pytest.mark.parametrize(("text", "expected"), [
    ("Báo cáo trước ngày 15/6/2024 và 15/12/2024", ["by ../2024-06-15", "by ../2024-12-15"]),
    ("Hoàn thành trước ngày 10-15/6/2024", ["by ../2024-06-15"]),  # a range has one end
    ("họp vào Chủ nhật tuần thứ 2 hằng tháng", ["recurring FREQ=MONTHLY;BYDAY=2SU"]),
    ("giao ban vào thứ Hai tuần đầu tiên của tháng", ["recurring FREQ=MONTHLY;BYDAY=1MO"]),
    ("kiểm tra vào thứ Sáu tuần cuối hằng quý", ["recurring ?"]),  # no rule says so: the words stay, unresolved
    ("báo cáo chậm nhất ngày 05 của tháng sau quý báo cáo", ["recurring FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"]),
])
def test_several_days_and_days_of_a_week_of_the_month(text: str, expected: list[str]) -> None:
    assert in_text(text) == expected


def test_the_words_of_a_span_before_an_event() -> None:
    text = "Đăng ký trước khai mạc 10 ngày."
    (deadline,) = find_deadlines(text, Span(0, len(text)), REFERENCE)
    assert (deadline.text, deadline.anchor, deadline.duration) == ("trước khai mạc 10 ngày", "trước khai mạc", "P10D")


def test_a_span_from_a_day_with_a_name() -> None:
    assert in_text("nộp báo cáo sau 5 ngày kể từ ngày khai giảng") == ["relative P5D ngày khai giảng ../2024-09-10"]
    assert in_text("hoàn thành 10 ngày trước khai giảng năm học mới")[0].endswith("../2024-08-26")


@pytest.mark.parametrize(
    ("issued", "expected"),
    [("2025-12-10", "during 2026-01-01/2026-01-31"), ("2025-03-20", "during 2025-01-01/2025-01-31")],  # a late date stays as it is
)
def test_months_before_the_issue_at_a_years_end_are_to_come(issued, expected):
    assert as_value("Tháng 01", Context(date_issued=issued, years=((0, 2025),))) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    ("Hằng năm, lập kế hoạch trước ngày 15/01, báo cáo trước ngày 15/12.",
     ["recurring FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]),
    ("Hằng năm, rà soát danh mục; hoàn thành trước ngày 15/12", ["recurring FREQ=YEARLY", "by ../2024-12-15"]),  # another clause
    ("Hằng năm, các đơn vị tự đánh giá, năm nay gửi trước ngày 30/6.", ["recurring FREQ=YEARLY", "by ../2024-06-30"]),
    ("Hằng tháng, báo cáo trước ngày 15/12", ["recurring FREQ=MONTHLY", "by ../2024-12-15"]),  # a day of one month is none of every month
    ("Hằng năm, báo cáo trước ngày 15/12/2024", ["recurring FREQ=YEARLY", "by ../2024-12-15"]),
    ("báo cáo năm (trước ngày 10/12)", ["by ../2024-12-10"]),  # a plan of one year has one
])
def test_a_day_apart_from_its_frequency(text: str, expected: list[str]) -> None:
    assert in_text(text) == expected


def test_a_report_of_the_year_in_a_plan_of_several() -> None:
    context = Context(date_issued="2024-02-05", period=("2024", "2028"), years=((0, 2024),))
    assert in_text("báo cáo năm (trước ngày 10/12)", context) == ["recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"]
    both = "báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12"
    assert in_text(both, context) == ["recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]
    assert in_text(both) == ["by ../2024-06-15", "by ../2024-12-15"]  # a plan of one year
    periodic = "định kỳ báo cáo kết quả thực hiện trước ngày 20/11 về Sở Nội vụ"
    assert in_text(periodic, context) == ["recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20"]
    assert in_text(periodic) == ["by ../2024-11-20"]
    assert in_text("định kỳ sơ kết. Báo cáo trước ngày 20/11/2026", context) == ["by ../2026-11-20"]  # another sentence
    assert in_text("định kỳ báo cáo, hoàn thành trước ngày 20/11/2026", context) == ["by ../2026-11-20"]  # a day of one year


def test_a_day_apart_is_one_deadline_with_its_frequency() -> None:
    text = "Hằng năm, Sở Y tế báo cáo UBND tỉnh trước ngày 15/12."
    (deadline,) = find_deadlines(text, Span(0, len(text)), REFERENCE)
    assert deadline.text == text[:-1]


@pytest.mark.parametrize(("text", "context", "expected"), [
    ("tổ chức mít tinh ngày 15/7", Context(), []),  # nobody knows whether that is to come
    ("tổ chức mít tinh ngày 15/7/2024", Context(date_issued="2024-08-01"), []),
    ("tổ chức mít tinh ngày 15/7/2024", Context(date_issued="2024-07-15"), ["during 2024-07-15/2024-07-15"]),
    ("báo cáo trong tuần sau", Context(date_issued="2024-12-30"), ["during 2025-01-06/2025-01-12"]),
    ("hoàn thành trong quý sau", Context(date_issued="2024-12-30"), ["during 2025-01-01/2025-03-31"]),
    ("hoàn thành trong tháng tới", Context(date_issued="2024-11-05"), ["during 2024-12-01/2024-12-31"]),
    ("hoàn thành trong năm tới", Context(date_issued="2024-11"), ["during 2025-01-01/2025-12-31"]),
    ("báo cáo trước 10 giờ ngày mai", Context(date_issued="2024-11"), ["by ../?"]),  # the day of issue left blank
])
def test_times_that_the_day_of_issue_decides(text: str, context: Context, expected: list[str]) -> None:
    assert in_text(text, context) == expected


def test_days_of_two_frequencies() -> None:
    monthly, quarterly = "recurring FREQ=MONTHLY;BYMONTHDAY=20", "recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"
    assert in_text("Định kỳ vào ngày 20 hằng tháng, ngày 15 tháng cuối quý báo cáo") == [monthly, quarterly]
    assert in_text("báo cáo hằng tháng (ngày 20), quý (ngày 15 tháng cuối quý)") == [monthly, quarterly]
    assert in_text("nộp vào ngày 5 và ngày 20 hằng tháng") == ["recurring FREQ=MONTHLY;BYMONTHDAY=5,20"]
    assert as_value("Trước 20 hằng tháng; trước 15/12 hằng năm") == [monthly, "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]
    assert in_text("báo cáo hằng tháng (ngày 20), năm (ngày 15/12)") == [monthly, "recurring FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]


@pytest.mark.parametrize(("text", "last"), [
    ("trong 05 ngày làm việc kể từ ngày 26/4/2024", "2024-05-07"),  # past 30 April and 1 May; the Saturday worked for 29 April counts
    ("trong 03 ngày làm việc kể từ ngày 30/8/2024", "2024-09-06"),  # past the two days of the National Day
    ("trong 10 ngày làm việc kể từ ngày 20/01/2025", "2025-02-10"),  # past Tết: 27 to 31 January
    ("trong 05 ngày làm việc kể từ ngày 16/4/2024", "2024-04-24"),  # past 10 March of the lunar year
    ("trong 02 ngày làm việc kể từ ngày 29/12/2022", "2023-01-03"),  # 1 January on a Sunday: the Monday off
    ("gửi tài liệu chậm nhất 03 ngày làm việc trước ngày 04/9/2024", "2024-08-28"),  # counted back
    ("trong 250 ngày làm việc kể từ ngày 02/01/2024", "2024-12-31"),
    ("trong 15 ngày làm việc kể từ ngày Kế hoạch này được ký ban hành", "2024-03-04"),
    ("trong 15 ngày làm việc kể từ ngày nhận được Kế hoạch này", None),  # nobody knows that day
    ("trong 24 giờ làm việc kể từ ngày ký", None),
])
def test_working_days(text: str, last: str | None) -> None:
    (deadline,) = find_deadlines(text, Span(0, len(text)), REFERENCE)
    assert (deadline.kind, deadline.end, deadline.resolved) == ("relative", last, last is not None)


@pytest.mark.parametrize(("year", "days"), [
    (2023, ["01-01", "01-20", "01-21", "01-22", "01-23", "01-24", "01-25", "01-26", "04-29", "04-30", "05-01", "09-01", "09-02"]),
    (2025, ["01-01", "01-28", "01-29", "01-30", "01-31", "02-01", "04-07", "04-30", "05-01", "09-01", "09-02"]),
    (2027, ["01-01", "02-05", "02-06", "02-07", "02-08", "02-09", "04-16", "04-30", "05-01", "09-02", "09-03"]),
])
def test_the_public_holidays_are_those_of_the_labour_code(year: int, days: list[str]) -> None:
    """One day of the new year, five of Tết, 10 March of the lunar year, 30 April, 1 May, two of the National Day."""
    calendar = holidays.country_holidays("VN", years=year)
    assert [day for day in days if f"{year}-{day}" not in calendar] == []


def test_the_calendar_is_loaded_where_working_days_count_from_a_known_day() -> None:
    program = (
        "import sys; from extractor.mentions.context import Context; from extractor.mentions.deadlines import find_deadlines;"
        "from extractor.records import Span; text = sys.argv[1];"
        "find_deadlines(text, Span(0, len(text)), Context(date_issued='2024-02-05')); print('holidays' in sys.modules)"
    )
    for text, loaded in (("trong 15 ngày làm việc kể từ ngày ký", "True"), ("trong 15 ngày làm việc kể từ ngày nhận hồ sơ", "False")):
        assert subprocess.run([sys.executable, "-c", program, text], capture_output=True, text=True, check=True).stdout.strip() == loaded


@pytest.mark.parametrize(("text", "expected"), [
    ("vào ngày 15 tháng 3, 6, 9 hằng năm", ["recurring FREQ=YEARLY;BYMONTH=3,6,9;BYMONTHDAY=15"]),
    ("trước ngày 15 các tháng 3, 6, 9, 12", ["recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"]),
    ("trước ngày 15 tháng 6 và tháng 12 hằng năm", ["recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"]),
    ("trước ngày 15 tháng 6 và 15 tháng 12 hằng năm", ["recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"]),
    ("trước 30 tháng 11 hằng năm", ["recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"]),
    ("vào tháng 3, 6, 9, 12 hằng năm", ["recurring FREQ=YEARLY;BYMONTH=3,6,9,12"]),
    ("các tháng 3, 6, 9 hằng năm tổ chức ra quân", ["recurring FREQ=YEARLY;BYMONTH=3,6,9"]),
    ("ngày 15 tháng 3, 6, 9", []),  # nothing says that it recurs
    ("trước ngày 15 tháng 3, 6, 13 hằng năm", ["recurring ?"]),  # no such month
    ("Chậm nhất ngày 25 của tháng báo cáo", ["recurring FREQ=MONTHLY;BYMONTHDAY=25"]),
    ("số liệu từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo", []),  # what it covers
    ("thu tiền từ ngày 01 đến ngày 05 hằng tháng", ["recurring FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5"]),
    ("quý (trước ngày 20 tháng cuối quý), hằng năm (trước ngày 20/11) báo cáo",
     ["recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "recurring FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20"]),
    ("mỗi năm 01 lần vào quý IV", ["recurring FREQ=YEARLY"]),
])
def test_days_of_several_months_and_what_they_cover(text: str, expected: list[str]) -> None:
    assert in_text(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("Từ 8h00 đến 11h30 ngày 15/4/2024, tổ chức", ["during 2024-04-15/2024-04-15"]),
    ("Cấm đường từ 22h00 đến 05h00 ngày 19/9/2024", ["during 2024-09-19/2024-09-19"]),
    ("Từ 7h30 ngày 15/4 đến 17h00 ngày 16/4/2024", ["during 2024-04-15/2024-04-16"]),
    ("bắt đầu từ ngày 01/3/2024 và kết thúc vào ngày 31/5/2024", ["during 2024-03-01/2024-05-31"]),
    ("bắt đầu từ tháng 3/2024, kết thúc trước ngày 31/5/2024", ["during 2024-03-01/2024-05-31"]),
    ("bắt đầu từ ngày 01/3/2024, kết thúc khi có thông báo", ["from 2024-03-01/.."]),
    ("bắt đầu từ ngày 01/6/2024 và kết thúc vào ngày 31/5/2024", ["from 2024-06-01/..", "during 2024-05-31/2024-05-31"]),  # misprinted
    ("trước ngày 05 tháng 7 và 05 tháng 01 năm sau", ["by ../2024-07-05", "by ../2025-01-05"]),
    ("trước ngày 05/7 và 05/01 năm sau", ["by ../2024-07-05", "by ../2025-01-05"]),
])
def test_from_the_one_time_to_the_other(text: str, expected: list[str]) -> None:
    assert in_text(text) == expected


@pytest.mark.parametrize(("printed", "value", "expected"), [
    ("Nghị quyết Đại hội nhiệm kỳ 2025-2030", "Trong nhiệm kỳ", ["during 2025-01-01/2030-12-31"]),
    ("Nghị quyết Đại hội nhiệm kỳ 2025-2030", "Cuối nhiệm kỳ", ["during ?/?"]),  # a part of it, whose edges nobody gives
    ("nhiệm kỳ 2020-2025, nhiệm kỳ 2025-2030", "Trong nhiệm kỳ", ["during ?/?"]),  # which of the two
    ("nhiệm kỳ 2030-2025", "Trong nhiệm kỳ", ["during ?/?"]),  # misprinted
    ("năm học 2024 - 2025 từ ngày 05/9/2024 đến ngày 31/5/2025", "Năm học 2024-2025", ["during 2024-09-05/2025-05-31"]),
    ("năm học 2024-2025", "Năm học 2024-2025", ["during ?/?"]),
])
def test_terms_and_school_years_that_the_document_dates(printed: str, value: str, expected: list[str]) -> None:
    assert as_value(value, Context(date_issued="2025-08-28", period=("2025", "2025"), periods=find_named_periods(printed))) == expected


@pytest.mark.parametrize(("text", "kind", "last"), [
    ("gửi kế hoạch chi tiết trong 10 ngày kể từ ngày ký", "Kế hoạch", "2024-02-15"),
    ("trong 10 ngày kể từ ngày ký ban hành Kế hoạch", "Quyết định", "2024-02-15"),  # which the decision issues
    ("trong 10 ngày kể từ ngày ký Quyết định", "Quyết định", "2024-02-15"),
    ("trong 10 ngày kể từ ngày ký Quyết định", "Kế hoạch", None),  # another act's day
    ("trong 10 ngày kể từ ngày ký Quyết định này", "Kế hoạch", "2024-02-15"),
    ("văn bản mới ban hành được giới thiệu trong 10 ngày kể từ ngày ký", "Kế hoạch", None),  # whenever such a paper comes
    ("gửi Nghị quyết của HĐND xã trong 10 ngày kể từ ngày ban hành", "Kế hoạch", None),
    ("Văn phòng thẩm định hồ sơ; gửi kết quả trong 10 ngày kể từ ngày ký", "Kế hoạch", "2024-02-15"),  # another clause's paper
])
def test_whose_day_of_issue_it_is(text: str, kind: str, last: str | None) -> None:
    context = Context(kind_name=kind, date_issued="2024-02-05", period=("2024", "2024"), years=((0, 2024),))
    (deadline,) = find_deadlines(text, Span(0, len(text)), context)
    assert (deadline.kind, deadline.end) == ("relative", last)


@pytest.mark.parametrize(("text", "expected"), [
    ("Quý II/2022; Quý IV/2024", ["during 2022-04-01/2022-06-30", "during 2024-10-01/2024-12-31"]),  # years lie between
    ("Quý IV/2024; Quý I/2025", ["during 2024-10-01/2025-03-31"]),
    ("Quý II/2022, Quý IV/2024", ["during 2022-04-01/2024-12-31"]),
    ("Ngày 10/3 âm lịch", ["during ?/?"]),  # no day of the common calendar
    ("Từ ngày 15/4 đến ngày 15/5 (âm lịch)", ["during ?/?"]),
    ("Rằm tháng Giêng", []),
    ("Các ngày 15, 16, 18 và 20/3/2024", ["during 2024-03-15/2024-03-20"]),
])
def test_lists_and_days_of_the_lunar_year(text: str, expected: list[str]) -> None:
    assert as_value(text) == expected


def test_a_day_that_tells_which_things_are_meant() -> None:
    past = load_vocabulary("deadlines")["past"]
    assert [phrase for phrase in past["things_counter_examples"] if in_text(phrase)] == []
    for phrase, expected in past["things_examples"]:
        assert in_text(phrase) == [expected], phrase


@pytest.mark.parametrize("phrase", [
    "nộp chậm nhất ngày 30/01 năm sau năm có thay đổi", "Chậm nhất ngày 30 tháng 8 của năm tuyển sinh",
    "trước ngày 15/12 của năm báo cáo", "trước ngày 20 tháng 11 của năm trước năm kế hoạch", "Trước ngày 31/12 năm trước",
])  # fmt: skip
def test_a_day_of_a_year_that_nobody_knows(phrase: str) -> None:
    assert in_text(phrase) == []
