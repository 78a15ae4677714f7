"""CSV as Excel and programs read it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings

from extractor.exporting.csv_file import COLUMNS, export, guarded
from extractor.exporting.task_rows import task_rows
from extractor.records import Plan
from tests.exporting.made_plans import plan_of, plans


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_one_row_a_task_several_values_in_a_cell() -> None:
    plan = plan_of({"text": "Rà soát\nbáo cáo", "leads": ["Sở A", "Sở B"], "deadline": {"text": "28/02/2024", "end": "2024-02-28"}}, {"text": "Kiểm tra"})
    head, first, second = read(export(plan, "vi"))
    row = dict(zip(head, first, strict=True))
    assert (row["STT"], row["Nhiệm vụ"], row["Chủ trì"], row["Hạn cuối"], row["Trạng thái"]) == ("1", "Rà soát\nbáo cáo", "Sở A; Sở B", "2024-02-28", "")
    assert len(second) == len(head) == len(COLUMNS)
    assert export(plan, "vi").count(b"\r\n") == 3
    assert read(export(plan, "en"))[0][1] == "Task"


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'=1", "  -x"])
def test_what_begins_like_a_formula_is_guarded(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "a=1", "Sở Nội vụ", "12", "(=1)"])
def test_what_does_not_is_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


@settings(max_examples=60)
@given(plan=plans())
def test_any_text_is_read_back(plan: Plan) -> None:
    found = read(export(plan, "vi"))[1:]
    rows = task_rows(plan, "vi")
    assert len(found) == len(rows)
    for cells, row in zip(found, rows, strict=True):
        assert not any(cell.lstrip()[:1] in set("=+-@") and cell[:1] != "'" for cell in cells if cell.strip())
        plain = [cell.removeprefix("'") for cell in cells]
        told = dict(zip(COLUMNS, plain, strict=True))
        assert (told["task"], told["leads"], told["outputs"], told["deadline"]) == (row.task, "; ".join(row.leads), "; ".join(row.outputs), row.deadline)
