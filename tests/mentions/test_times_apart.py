"""Times named together with gaps between: one stretch as a deadline, told apart by `times_apart`."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.mentions.calendar_time import joined
from extractor.mentions.deadlines import find_deadlines, read_deadline_value
from extractor.mentions.times_apart import times_apart
from extractor.records import Span
from tests.mentions.test_deadlines import REFERENCE


def apart(text: str, *, value: bool = True) -> list[list[str]]:
    read = read_deadline_value if value else find_deadlines
    deadlines = read(text, Span(0, len(text)), REFERENCE)
    assert deadlines
    return [[f"{first:%d/%m}-{last:%d/%m}" for first, last in times_apart(deadline)] for deadline in deadlines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tháng 3 và tháng 9", ["01/03-31/03", "01/09-30/09"]),
        ("Quý I, Quý III", ["01/01-31/03", "01/07-30/09"]),
        ("Quý II, Quý IV/2024", ["01/04-30/06", "01/10-31/12"]),
        ("Quý I & III/2024", ["01/01-31/03", "01/07-30/09"]),
        ("Quý II/2024; quý IV/2024", ["01/04-30/06", "01/10-31/12"]),
        ("03/2024, 09/2024", ["01/03-31/03", "01/09-30/09"]),
        ("T3, T9/2024", ["01/03-31/03", "01/09-30/09"]),
        ("Tháng 3-4 và tháng 9-10/2024", ["01/03-30/04", "01/09-31/10"]),
        ("Tháng 9, 3 và 4/2024", []),  # not in the order of time: nobody knows which is of another year
        ("Thường xuyên trong quý I, quý III", ["01/01-31/03", "01/07-30/09"]),
        ("Ngày 15/3 và ngày 15/9/2024", ["15/03-15/03", "15/09-15/09"]),
        ("Trước tháng 3 và tháng 9", ["01/03-31/03", "01/09-30/09"]),
        ("Quý I, II", []),
        ("Quý III, IV/2024, 2025", []),
        ("Tháng 3, 4, 5/2024", []),
        ("Từ tháng 3 đến tháng 9", []),
        ("6 tháng đầu năm và quý III", []),
        ("Tháng 3 và tháng 9 hằng năm", []),  # a recurrence names both
    ],
)
def test_times_with_gaps(text: str, expected: list[str]) -> None:
    assert apart(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổ chức hội thi trong tháng 3, 6 và 9/2024.", [["01/03-31/03", "01/06-30/06", "01/09-30/09"]]),
        ("Kiểm tra trong quý II, quý IV/2024.", [["01/04-30/06", "01/10-31/12"]]),
        ("thực hiện trong 3 tháng 5, 6 và 7/2024", [[]]),  # how many months, then which
        ("đợt 1 từ tháng 3 đến tháng 5, đợt 2 từ tháng 9 đến tháng 10", [[], []]),  # each a deadline of its own
        ("hoàn thành trước ngày 30/6 và 30/12/2024", [[], []]),
    ],
)
def test_times_with_gaps_in_running_text(text: str, expected: list[list[str]]) -> None:
    assert apart(text, value=False) == expected


def test_stretches_that_touch_are_one() -> None:
    first, second, far = (date(2024, 3, 1), date(2024, 3, 31)), (date(2024, 4, 1), date(2024, 4, 30)), (date(2024, 6, 1), date(2024, 6, 2))
    assert joined([far, second, first]) == ((first[0], second[1]), far)
    assert joined([(first[0], second[1]), first]) == ((first[0], second[1]),)
    assert joined([]) == ()
