"""Warnings about legal references: each code once, and quiet on right citations."""

from __future__ import annotations

import pytest

from extractor.mentions.context import Context
from extractor.mentions.legal_finding import find_citations
from extractor.mentions.legal_warnings import reference_warnings
from extractor.messages import message

PLAN = Context(kind_code="KH", date_issued="2026-02")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Quyết định số 866/QĐ-Tg ngày 18/7/2023", ["symbol_misprint"]),
        ("Chỉ thị số 38-CT/TTg, Chỉ thị số 38-CT/TTg", ["symbol_misprint"]),  # once a symbol
        ("Nghị quyết số 12/QĐ-UBND", ["symbol_type_differs"]),
        ("Công văn số 12/KH-UBND; Chương trình hành động số 31-CTr/TW", []),  # "Công văn" for any; a longer name of the type
        ("Quy định số 214-QĐ/TW, Thông tri số 12-TT/TU", []),  # these share an abbreviation with another type
        ("Kế hoạch số 5/KH-UBND ngày 02/3/2020, Kế hoạch số 5/KH-UBND ngày 03/3/2020", ["reference_dates_differ"]),
        ("Kế hoạch số 5/KH-UBND ngày 02/3/2020, Kế hoạch số 5/KH-UBND năm 2020", []),  # a year that holds the day
        ("Nghị định số 12/2018/NĐ-CP ngày 23/4/2019", ["reference_year_differs"]),
        ("Kế hoạch số 5/KH-UBND ngày 02/3/2026", ["reference_in_future"]),
        ("Kế hoạch số 5/KH-UBND ngày 28/02/2026", []),  # the plan's day is blank: the month may hold both
        ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018, Kết luận số 75-KL/TW, Luật Giá", []),
    ],
)
def test_codes(text: str, codes: list[str]) -> None:
    warnings = reference_warnings(find_citations(text, PLAN, len(text)), PLAN)
    assert [warning.code for warning in warnings] == codes
    for warning in warnings:
        assert warning.span is not None
        assert all("{" not in message(warning.code, warning.details, language) for language in ("vi", "en"))
