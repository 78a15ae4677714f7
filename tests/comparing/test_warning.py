"""Plans named against the order of time, and one document twice: what is told, and what is not."""

from __future__ import annotations

import msgspec
import pytest

from extractor import compare
from extractor.records import Period, Plan
from tests.comparing.conftest import MakePlan

ROWS = [("Rà soát thủ tục hành chính", "Sở Nội vụ", "")]


def told(*plans: Plan) -> list[tuple[str, tuple[int, ...]]]:
    return [(warning.code, warning.plans) for warning in compare(plans).warnings]


def dated(plan: Plan, date: str | None, sha256: str = "") -> Plan:
    metadata = msgspec.structs.replace(plan.metadata, date_issued=date, period=Period(start=None, end=None))
    return msgspec.structs.replace(plan, metadata=metadata, source=msgspec.structs.replace(plan.source, sha256=sha256 or str(date)))


@pytest.mark.parametrize(
    ("dates", "pairs"),
    [
        (("2022", "2023", "2024"), []),
        (("2024", "2022", "2023"), [(0, 1)]),
        (("2024", "2023", "2022"), [(0, 1), (1, 2)]),
        (("2024", None, "2022"), [(0, 2)]),  # the last one known
        ((None, "2022", None), []),
        (("2024-02-10", "2024-01-10"), [(0, 1)]),  # of one issuer
        (("2024-01-10", "2024-02-10"), []),
        (("2024-02-10", "2024-02"), []),  # whether it is earlier is not known
    ],
)
def test_the_order_of_time(make_plan: MakePlan, dates: tuple[str | None, ...], pairs: list[tuple[int, int]]) -> None:
    plan = make_plan(ROWS)
    plans = [dated(plan, date, str(place)) for place, date in enumerate(dates)]
    assert told(*plans) == [("order_of_time", pair) for pair in pairs]


def test_a_plan_of_several_years_may_be_issued_after_one_of_its_years(make_plan: MakePlan) -> None:
    plan = dated(make_plan(ROWS), "2020-01-10", "a")
    years = msgspec.structs.replace(plan, metadata=msgspec.structs.replace(plan.metadata, period=Period(start="2018", end="2020")))
    assert told(dated(plan, "2019-01-10", "b"), years) == []
    assert told(dated(plan, "2021-01-10", "b"), years) == [("order_of_time", (0, 1))]


def test_plans_of_one_year_from_two_places_have_no_order(make_plan: MakePlan) -> None:
    assert told(dated(make_plan(ROWS), "2024-02-10"), dated(make_plan(ROWS, province="Lào Cai"), "2024-01-10")) == []


def test_a_scan_is_told(make_plan: MakePlan) -> None:
    plans = [make_plan(ROWS, year=year) for year in (2023, 2024, 2025)]
    origins = ("text", "mixed", "ocr")
    scans = [
        msgspec.structs.replace(plan, source=msgspec.structs.replace(plan.source, text_origin=origin))
        for plan, origin in zip(plans, origins, strict=True)
    ]
    assert told(*scans) == [("recognised", (1,)), ("recognised", (2,))]


def test_one_document_twice(make_plan: MakePlan) -> None:
    one, other = make_plan(ROWS), make_plan(ROWS, year=2025)
    assert told(one, other) == []
    assert told(one, one, other) == [("same_document", (0, 1))]
