"""docs/database.md describes every table, column and view that a database has, and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.collecting import Database, build

PAGE = (Path(__file__).parents[2] / "docs" / "database.md").read_text("utf-8")
_TABLE = re.compile(r"^### (\w+)\n(.*?)(?=^##|\Z)", re.M | re.S)
_COLUMN = re.compile(r"^\| `(\w+)` \| ([\w\[\]]+) \| \S.* \|$", re.M)
_VIEW = re.compile(r"^\| `(\w+)` \| (`\w+`(?:, `\w+`)*) \| \S.* \|$", re.M)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    build(folder, folder / "plans.duckdb")
    return folder / "plans.duckdb"


def test_every_column_of_every_table_is_described(empty: Path) -> None:
    with Database(empty) as plans:
        rows = plans.query(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE table_name IN (SELECT table_name FROM duckdb_tables()) "
            "ORDER BY table_name, column_index"
        ).rows
    described = [(table, *column) for table, part in sorted(_TABLE.findall(PAGE)) for column in _COLUMN.findall(part)]
    assert described == rows


def test_every_view_is_described(empty: Path) -> None:
    with Database(empty) as plans:
        names = [row[0] for row in plans.query("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY ALL").rows]
        views = {name: plans.query(f"FROM {name} LIMIT 0").columns for name in names}
    assert {name: tuple(re.findall(r"\w+", columns)) for name, columns in _VIEW.findall(PAGE)} == views
