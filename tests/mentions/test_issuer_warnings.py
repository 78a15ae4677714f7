"""An issuer that had ended by the day of issue."""

import pytest

from extractor.mentions.issuer_warnings import issuer_warnings
from extractor.records import Issuer, Metadata


def warnings(name, day, superior=None):
    above = Issuer(text=superior, name=superior) if superior else None
    return [w.details for w in issuer_warnings(Metadata(issuer=Issuer(text=name, name=name), superior_issuer=above, date_issued=day), None)]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Ủy ban nhân dân tỉnh Bắc Giang", "2025-06-30"), ("Ủy ban nhân dân tỉnh Bắc Ninh", "2025-07-01"), ("Ủy ban nhân dân huyện Gio Linh", "2025-06-30"),
        ("Ủy ban nhân dân tỉnh Bắc Giang", "2026"), ("Ủy ban nhân dân tỉnh Bắc Giang", None),  # no whole date
        ("Ủy ban nhân dân tỉnh Bắc Giang", "2026-02-30"),  # no day of the calendar
        ("Ủy ban nhân dân xã Tân Hưng", "2026-01-01"), ("Sở Nội vụ", "2026-01-01"),
        ("Sở Giao thông vận tải", "2026-01-01"),  # nobody knows where
        # Each province carried out the decree of March 2025 by its own resolution.
        ("Sở Kế hoạch và Đầu tư", "2025-03-02"), ("Sở Lao động - Thương binh và Xã hội tỉnh Bắc Giang", "2025-06-30"),
    ],
)
def test_standing(name, day):
    assert warnings(name, day) == []


def test_ended():
    assert warnings("Ủy ban nhân dân tỉnh Bắc Giang", "2026-01-05") == [{
        "agency": "Ủy ban nhân dân tỉnh Bắc Giang", "since": "01/07/2025", "ground": "Nghị quyết số 202/2025/QH15", "date": "05/01/2026",
    }]
    assert [w["ground"] for w in warnings("Huyện ủy Gio Linh", "2026-01-05")] == ["Nghị quyết số 203/2025/QH15"]


def test_who_is_above_counts_too():
    assert [w["agency"] for w in warnings("Trung tâm Khuyến nông", "2025-07-01", "Sở Kế hoạch và Đầu tư")] == ["Sở Kế hoạch và Đầu tư"]
    assert [w["agency"] for w in warnings("Cục Quản lý doanh nghiệp", "2025-03-02", "Bộ Kế hoạch và Đầu tư")] == ["Bộ Kế hoạch và Đầu tư"]
