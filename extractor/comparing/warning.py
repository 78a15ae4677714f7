"""What a reader should know of the plans before the comparison: named against the order of time, the same document twice, a scan.

The order given is taken as that of time, whatever the plans say: what is told as dropped is new where it is turned about. A plan is earlier
than the one named before it where it is of an earlier year and not issued later, or of the same year and issuer and of an earlier day;
where that is not known nothing is said, and plans of one year from several places have no order. What a scan lost or has otherwise looks
dropped, new or reworded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.comparing.changes import year_of
from extractor.comparing.records import ComparisonWarning
from extractor.records import Plan

__all__ = ["warnings_of"]


def warnings_of(plans: Sequence[Plan]) -> Iterator[ComparisonWarning]:
    """Those of order first, each of a plan and the last before it whose year is known; then two readings of one document; then scans."""
    dated = [place for place, plan in enumerate(plans) if year_of(plan) is not None]
    for before, after in pairwise(dated):
        if _is_earlier(plans[after], plans[before]):
            yield ComparisonWarning(code="order_of_time", plans=(before, after))
    first: dict[str, int] = {}
    for place, plan in enumerate(plans):
        if (there := first.setdefault(plan.source.sha256, place)) != place:
            yield ComparisonWarning(code="same_document", plans=(there, place))
    for place, plan in enumerate(plans):
        if plan.source.text_origin in ("ocr", "mixed"):
            yield ComparisonWarning(code="recognised", plans=(place,))


def _is_earlier(plan: Plan, other: Plan) -> bool:
    year, others = year_of(plan) or 0, year_of(other) or 0
    day, others_day = plan.metadata.date_issued or "", other.metadata.date_issued or ""
    if year != others:  # a plan of 2018 to 2020 may be issued after that of 2019
        return year < others and not (day and others_day and day > others_day)
    issuer, others_issuer = plan.metadata.issuer, other.metadata.issuer
    if len(day) != len(others_day) or not issuer or not others_issuer:
        return False
    return issuer.name == others_issuer.name and day < others_day
