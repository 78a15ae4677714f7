"""What programs read: NDJSON and Parquet."""

from __future__ import annotations

import builtins
import json
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from extractor.exporting import ndjson_file, parquet_file
from extractor.exporting.formats import MissingLibrary, export
from extractor.exporting.task_rows import task_rows
from extractor.records import Plan
from tests.exporting.made_plans import plan_of, plans


@settings(max_examples=50)
@given(plan=plans())
def test_a_line_is_the_task_as_in_the_plans_json(plan: Plan) -> None:
    lines = ndjson_file.export(plan, "vi").split(b"\n")
    assert lines.pop() == b""
    tasks = json.loads(plan.to_json())["tasks"]
    for line, task in zip(lines, tasks, strict=True):
        told = json.loads(line)
        identity = told.pop("plan")
        assert told == task
        assert identity["sha256"] == plan.source.sha256
        assert identity["number"] == plan.metadata.number
        span = told["span"]
        assert plan.text[span["start"] : span["end"]] == told["text"]


def test_columns_are_typed() -> None:
    plan = plan_of({"text": "Rà soát", "leads": ["Sở A", "Sở B"], "deadline": {"text": "28/02/2024", "end": "2024-02-28"}}, {"text": "Kiểm tra"})
    table = pq.read_table(pa.BufferReader(parquet_file.export(plan, "vi")))
    assert table.schema.equals(parquet_file.SCHEMA)
    first, second = table.to_pylist()
    assert (first["lead_agencies"], first["deadline_end"], first["deadline_kind"]) == (["Sở A", "Sở B"], date(2024, 2, 28), "by")
    assert (second["lead_agencies"], second["deadline_end"], second["number"]) == ([], None, None)
    assert first["plan_number"] == "14/KH-UBND"


@settings(max_examples=25)
@given(plan=plans())
def test_any_text_is_read_back_from_parquet(plan: Plan) -> None:
    data = parquet_file.export(plan, "vi")
    assert data == parquet_file.export(plan, "vi")
    found = pq.read_table(pa.BufferReader(data)).to_pylist()
    for told, row in zip(found, task_rows(plan, "vi"), strict=True):
        assert (told["task"], told["lead_agencies"], told["outputs"], told["deadline"] or "") == (row.task, [*row.leads], [*row.outputs], row.deadline)


def test_a_plan_without_tasks_is_an_empty_table() -> None:
    assert pq.read_table(pa.BufferReader(parquet_file.export(plan_of(), "vi"))).num_rows == 0
    assert ndjson_file.export(plan_of(), "vi") == b""


def test_what_to_install_is_said_where_pyarrow_is_missing(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    really = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return really(name, *rest)

    monkeypatch.delitem(__import__("sys").modules, "extractor.exporting.parquet_file")
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingLibrary) as error:
        export(plan, "parquet", "vi")
    assert error.value.extra == "parquet"
