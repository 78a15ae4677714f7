"""The province of a plan, of its issuer's names, of a district, of the letterhead's place."""

from __future__ import annotations

import msgspec
import pytest

from extractor.collecting.places import province_2025, province_of_plan
from extractor.records import Agency, Issuer, Plan


@pytest.mark.parametrize(
    ("issuer", "superior", "place", "level", "province"),
    [
        ("Ủy ban nhân dân tỉnh Bắc Giang", None, None, "province", "Bắc Giang"),
        ("Sở Công Thương", "Ủy ban nhân dân tỉnh Lào Cai", "Lào Cai", "province", "Lào Cai"),
        ("Tỉnh ủy Bà Rịa - Vũng Tàu", None, None, "party", "Bà Rịa - Vũng Tàu"),
        ("Thành ủy Cần Thơ", None, None, "party", "Cần Thơ"),
        ("Ủy ban nhân dân phường Hòa Khánh", "Ủy ban nhân dân thành phố Đà Nẵng", "Hòa Khánh", "commune", "Đà Nẵng"),
        ("Ủy ban nhân dân huyện Lạng Giang", None, "Lạng Giang", "district", "Bắc Giang"),  # one province only had it
        ("Ủy ban nhân dân huyện Châu Thành", None, "Châu Thành", "district", None),  # many had
        ("Ủy ban nhân dân thành phố Nam Định", None, "Nam Định", "district", "Nam Định"),
        ("Ủy ban nhân dân phường Bắc Giang", None, None, "commune", None),  # a ward of that name
        ("Bộ Y tế", None, "Hà Nội", "central", None),  # sits there
        ("Trường Đại học Nông Lâm", None, "Thái Nguyên", "unit", "Thái Nguyên"),
        ("Công ty A", None, "Paris", "other", None),
        (None, None, None, None, None),
    ],
)
def test_province(plan: Plan, issuer: str | None, superior: str | None, place: str | None, level: str | None, province: str | None) -> None:
    def named(name: str | None) -> Issuer | None:
        return Issuer(text=name, name=name, agency_id="a1") if name else None

    metadata = msgspec.structs.replace(plan.metadata, issuer=named(issuer), superior_issuer=named(superior), place=place)
    agencies = (Agency(id="a1", name=issuer or "", level=level),) if level else ()  # type: ignore[arg-type]
    assert province_of_plan(msgspec.structs.replace(plan, metadata=metadata, agencies=agencies)) == province


@pytest.mark.parametrize(("before", "after"), [("Bắc Giang", "Bắc Ninh"), ("Lào Cai", "Lào Cai"), ("Hà Nội", "Hà Nội"), ("Bình Dương", "Hồ Chí Minh"), ("Thừa Thiên Huế", "Huế")])
def test_the_province_since_the_mergers(before: str, after: str) -> None:
    assert province_2025(before) == after
