"""Parquet: one row a task with typed columns, for data frames (pandas, Polars, DuckDB, Spark). Needs pyarrow (the extra `parquet`).

`SCHEMA` below is the contract of the columns: lists for what a task can have several of, days as dates, what is not known null. The words
are those of the row (`task_rows`), in Vietnamese whatever the language, names of bodies in full. Columns `plan_…` repeat what tells the
plan. Status is no column: a plan does not tell it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.exporting.ndjson_file import plan_identity
from extractor.exporting.task_rows import TaskRow, task_rows
from extractor.files.marks import PARQUET_KEY, mark_text
from extractor.messages import Language
from extractor.records import Plan

__all__ = ["SCHEMA", "export", "file_of", "table_of"]

_TEXTS = pa.list_(pa.field("item", pa.string(), nullable=False))
SCHEMA = pa.schema(
    [
        pa.field("plan_sha256", pa.string(), nullable=False),
        pa.field("plan_filename", pa.string()),
        pa.field("plan_kind", pa.string()),
        pa.field("plan_number", pa.string()),
        pa.field("plan_title", pa.string()),
        pa.field("plan_issuer", pa.string()),
        pa.field("plan_date_issued", pa.string()),  # EDTF: the day can be missing
        pa.field("order", pa.int32(), nullable=False),  # from 1
        pa.field("id", pa.string(), nullable=False),
        pa.field("fingerprint", pa.string(), nullable=False),
        pa.field("number", pa.string()),  # as printed
        pa.field("section", pa.string()),  # the heading it stands under
        pa.field("task", pa.string(), nullable=False),
        pa.field("lead_agencies", _TEXTS, nullable=False),
        pa.field("coordinating_agencies", _TEXTS, nullable=False),
        pa.field("persons", _TEXTS, nullable=False),
        pa.field("deadline", pa.string()),  # the words
        pa.field("deadline_kind", pa.string()),  # by, during, from, recurring, ongoing, relative
        pa.field("deadline_start", pa.date32()),
        pa.field("deadline_end", pa.date32()),
        pa.field("deadline_recurrence", pa.string()),  # iCalendar RRULE
        pa.field("outputs", _TEXTS, nullable=False),
        pa.field("targets", _TEXTS, nullable=False),
        pa.field("legal_basis", _TEXTS, nullable=False),
        pa.field("page", pa.int32()),  # from 1
        pa.field("confidence", pa.float64(), nullable=False),  # 0 to 1
        pa.field("doubts", _TEXTS, nullable=False),
        pa.field("corrected", pa.bool_(), nullable=False),
    ]
)


def export(plan: Plan, language: Language) -> bytes:
    """The file, of one row group for each hundred thousand tasks or fewer."""
    return file_of(table_of([plan]).replace_schema_metadata({PARQUET_KEY: mark_text(plan, "0" * 64)}))


def table_of(plans: Iterable[Plan]) -> pa.Table:
    """The tasks of all plans as rows of `SCHEMA`, in their order."""
    rows = []
    for plan in plans:
        identity = {f"plan_{name}": value for name, value in plan_identity(plan).items()}
        rows += [{**identity, **_columns(row)} for row in task_rows(plan, "vi")]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def file_of(table: pa.Table) -> bytes:
    """The table as a file: the same table gives the same bytes with the same version of pyarrow."""
    target = pa.BufferOutputStream()
    pq.write_table(table, target, compression="zstd", row_group_size=100_000)
    data: bytes = target.getvalue().to_pybytes()
    return data


def _columns(row: TaskRow) -> dict[str, object]:
    return {
        "order": row.order,
        "id": row.id,
        "fingerprint": row.fingerprint,
        "number": row.number or None,
        "section": row.section or None,
        "task": row.task,
        "lead_agencies": row.leads,
        "coordinating_agencies": row.coordinators,
        "persons": row.persons,
        "deadline": row.deadline or None,
        "deadline_kind": row.kind,
        "deadline_start": row.start,
        "deadline_end": row.end,
        "deadline_recurrence": row.recurrence or None,
        "outputs": row.outputs,
        "targets": row.targets,
        "legal_basis": row.legal_basis,
        "page": row.page,
        "confidence": row.confidence,
        "doubts": row.doubts,
        "corrected": row.corrected,
    }
