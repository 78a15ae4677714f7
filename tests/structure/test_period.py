"""The time a plan covers."""

import pytest

from extractor.records import Period
from extractor.structure.period import find_periods, own_phrases, period_of_title
from extractor.vocabulary import load_vocabulary

PERIODS = load_vocabulary("periods")


@pytest.mark.parametrize(("grain", "phrase", "start",
"end"), [(rule["grain"], *example) for rule in PERIODS["rule"] for example in rule["examples"]])
def test_example_is_found_by_its_rule(grain: str, phrase: str, start: str, end: str) -> None:
    found = find_periods(phrase)
    assert [(one.grain, one.period) for one in found] == [(grain, Period(start=start or None, end=end or None))]


@pytest.mark.parametrize("phrase", PERIODS["counter_examples"])
def test_counter_example_prints_no_period(phrase: str) -> None:
    assert find_periods(phrase) == ()


@pytest.mark.parametrize("title", PERIODS["things"]["examples"])
def test_the_time_of_what_is_planned_is_not_the_plans(title: str) -> None:
    assert period_of_title(title) is None


def test_the_time_of_what_is_planned_is_none_of_the_text_own() -> None:
    assert own_phrases("TIẾN ĐỘ BẦU CỬ ĐẠI BIỂU HĐND CÁC CẤP NHIỆM KỲ 2026 - 2031") == []
    assert [phrase.period for phrase in own_phrases("TIẾN ĐỘ THỰC HIỆN GIAI ĐOẠN 2026 - 2030")] == [Period(start="2026", end="2030")]


@pytest.mark.parametrize("title", PERIODS["things"]["other_examples"])
def test_terms_and_spans_of_plans(title: str) -> None:
    assert period_of_title(title) is not None


@pytest.mark.parametrize(("title", "start", "end"), [
    ("Tuyên truyền công tác cải cách hành chính năm 2024 của Sở Nội vụ", "2024", "2024"),
    ("PHÒNG, CHỐNG THIÊN TAI NĂM 2025 TRÊN ĐỊA BÀN TỈNH HẢI DƯƠNG", "2025", "2025"),
    # Own, closes the title.
    ("THỰC HIỆN NGHỊ QUYẾT SỐ 35/NQ-CP NGÀY 04/6/2019 VỀ GIÁO DỤC TRÊN ĐỊA BÀN TỈNH GIAI ĐOẠN 2020 - 2025", "2020", "2025"),
    # The cited one's.
    ("THỰC HIỆN CHỈ THỊ SỐ 19/CT-TTg VỀ THI ĐUA VÀ KẾ HOẠCH 5 NĂM (2021 - 2025) THEO NGHỊ QUYẾT ĐẠI HỘI ĐẢNG", None, None),
    ("THỰC HIỆN NGHỊ ĐỊNH SỐ 180/2026/NĐ-CP NGÀY 21 THÁNG 5 NĂM 2026 CỦA CHÍNH PHỦ", None, None),  # a date
    ("THỰC HIỆN CHIẾN LƯỢC QUỐC GIA PHÒNG, CHỐNG MA TÚY ĐẾN NĂM 2020 VÀ ĐỊNH HƯỚNG ĐẾN NĂM 2030", None, None),  # the strategy's
    ("Phát triển đô thị đến năm 2030, tầm nhìn đến năm 2045", None, "2030"),  # no start is printed
    ("Kiểm tra công vụ 6 tháng cuối năm 2024", "2024-07", "2024-12"),
    ("Cao điểm Tết Nguyên đán năm 2026 (từ ngày 05/01/2026 đến hết ngày 10/3/2026)", "2026-01-05", "2026-03-10"),  # days before years
])
def test_period_of_title(title: str, start: str | None, end: str | None) -> None:
    assert (period_of_title(title) or Period()) == Period(start=start, end=end)


def test_impossible_months_are_no_period() -> None:
    assert find_periods("tháng 13/2024; quý 5/2024; giai đoạn 2025-2020") == ()
