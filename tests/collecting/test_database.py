"""Asking the database: SQL that can only read, the views, frames, and how answers are shown."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from extractor import extract
from extractor.collecting import Database, DatabaseInUse, NoDatabase, QueryError, build
from extractor.collecting.database import Answer
from extractor.collecting.showing import MOST_ROWS, as_csv, as_json, as_table

TEXTS = {
    "2024": (
        "ỦY BAN NHÂN DÂN\nTỈNH BẮC GIANG\n\nKẾ HOẠCH\nCải cách hành chính năm 2024\n\nCăn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;\n\n"
        "II. NỘI DUNG\n1. Sở Kế hoạch và Đầu tư chủ trì, phối hợp với Sở Nội vụ tổng hợp báo cáo theo Nghị định số 61/2018/NĐ-CP trước ngày 28/02/2024.\n"
        "2. Sở Nội vụ rà soát thủ tục hành chính trước ngày 30/6/2024; tỷ lệ hồ sơ giải quyết đúng hạn đạt 90%.\n3. Tuyên truyền trên các phương tiện thông tin đại chúng.\n"
    ),
    "2025": (
        "ỦY BAN NHÂN DÂN\nTỈNH BẮC GIANG\n\nKẾ HOẠCH\nCải cách hành chính năm 2025\n\nII. NỘI DUNG\n"
        "1. Sở Tài chính tổng hợp báo cáo trước ngày 28/02/2025.\n2. Sở Nội vụ rà soát thủ tục hành chính; tỷ lệ hồ sơ giải quyết đúng hạn năm 2025 đạt 95%.\n"
    ),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    for name, text in TEXTS.items():
        (folder / f"{name}.tasks.json").write_bytes(extract(text.encode(), filename=f"{name}.txt").to_json())
    build(folder, folder / "plans.duckdb")
    return folder / "plans.duckdb"


@pytest.fixture
def plans(database: Path) -> Iterator[Database]:
    with Database(database) as opened:
        yield opened


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT agency_today, agency, leads, coordinates FROM tasks_by_agency", [
            ("Sở Nội vụ", "Sở Nội vụ", 2, 1), ("Sở Tài chính", "Sở Kế hoạch và Đầu tư", 1, 0), ("Sở Tài chính", "Sở Tài chính", 1, 0),
        ]),
        ("SELECT quarter, agency, province, leads FROM tasks_by_agency_and_quarter WHERE leads > 0 AND quarter IS NOT NULL", [
            ("2024-Q1", "Sở Kế hoạch và Đầu tư", "Bắc Giang", 1), ("2024-Q2", "Sở Nội vụ", "Bắc Giang", 1), ("2025-Q1", "Sở Tài chính", "Bắc Giang", 1),
        ]),
        ("SELECT * FROM tasks_by_quarter", [("2024-Q1", 1, 1), ("2024-Q2", 1, 1), ("2025-Q1", 1, 1)]),
        ("SELECT year, comparator, value, unit FROM targets_by_indicator_and_year", [(2024, "=", 90.0, "%"), (2025, "=", 95.0, "%")]),
        ("SELECT indicator, count(*) FROM targets_by_indicator_and_year GROUP BY ALL", [("tỷ lệ hồ sơ giải quyết đúng hạn", 2)]),
        ("SELECT indicator FROM targets ORDER BY due", [("tỷ lệ hồ sơ giải quyết đúng hạn năm 2025",), ("tỷ lệ hồ sơ giải quyết đúng hạn",)]),
        ("SELECT law, tasks, plans, mentions FROM laws_by_tasks", [("61/2018/NĐ-CP", 1, 1, 2)]),
        ("SELECT days, task_text[:14] FROM overdue_on('2024-03-01')", [(2, "1. Sở Kế hoạch")]),
        ("SELECT days, deadline_end FROM overdue_on(DATE '2024-07-01')", [(124, date(2024, 2, 28)), (1, date(2024, 6, 30))]),
        ("SELECT kind_code, kind, plans, tasks FROM document_kinds", [("KH", "Kế hoạch", 2, 5)]),
        ("SELECT year, province, province_2025, plans, tasks FROM plans_by_year", [(2024, "Bắc Giang", "Bắc Ninh", 1, 3), (2025, "Bắc Giang", "Bắc Ninh", 1, 2)]),
        ("SELECT tasks, without_lead, without_deadline FROM gaps ORDER BY year", [(3, 1, 1), (2, 0, 1)]),
        ("SELECT count(*) FROM duplicates", [(0,)]),
        ("SELECT leads, coordinating FROM task_list WHERE deadline_end = '2024-02-28'", [(["Sở Kế hoạch và Đầu tư"], ["Sở Nội vụ"])]),
        ("SELECT mention, text FROM mentions WHERE task = 't001' AND mention <> 'agency' AND document IN (SELECT document FROM documents WHERE year = 2025) ORDER BY ALL", [
            ("deadline", "trước ngày 28/02/2025"), ("lead", "Sở Tài chính"),
        ]),
        ("SELECT agency, successor, since, duties, plans FROM succession WHERE agency LIKE 'Sở%'", [
            ("Sở Kế hoạch và Đầu tư", "Sở Tài chính", date(2025, 3, 1), None, 1),
        ]),
    ],
)
def test_views(plans: Database, sql: str, rows: list[object]) -> None:
    assert plans.query(sql).rows == rows


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM read_blob('{secret}')",
        "FROM '{secret}'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_parquet('https://example.org/a.parquet')",
        "COPY tasks TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.duckdb'",
        "INSTALL fts",
        "LOAD httpfs",
        "DELETE FROM tasks",
        "DROP VIEW overdue",
        "CREATE TABLE t AS SELECT 1",
        "UPDATE documents SET title = ''",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "SET temp_directory = '{folder}'",
        "PRAGMA profiling_output = '{folder}/profile'",
        "SELECT 1; SELECT 2",
        "",
        "SELEC 1",
        "SELECT nothing FROM tasks",
        "SELECT ?",
        "SELECT * FROM self",  # a variable of this program
    ],
)
def test_sql_reaches_nothing_but_the_tables(plans: Database, database: Path, tmp_path: Path, sql: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    before = database.read_bytes()
    with pytest.raises(QueryError):
        plans.query(sql.format(secret=secret, folder=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    assert database.read_bytes() == before


def test_parameters_are_values(plans: Database) -> None:
    assert plans.query("SELECT ? AS told", ["'; DROP TABLE tasks"]).rows == [("'; DROP TABLE tasks",)]


def test_frames(plans: Database) -> None:
    answer = plans.query("SELECT document, year, deadline_end FROM task_list ORDER BY ALL")
    assert answer.columns == ("document", "year", "deadline_end")
    assert (answer.pandas().shape, answer.polars().shape) == ((5, 3), (5, 3))
    assert answer.polars()["deadline_end"].drop_nulls().to_list() == [row[2] for row in answer.rows if row[2]]


@pytest.mark.parametrize("content", [b"", b"notes", b"\0" * 5000])
def test_what_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(NoDatabase):
        Database(tmp_path / "x")
    with pytest.raises(FileNotFoundError):
        Database(tmp_path / "y")


def test_a_database_of_somebody_else_is_told(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    duckdb.connect(str(tmp_path / "x.duckdb")).execute("CREATE TABLE properties (name VARCHAR, value VARCHAR)").close()
    with pytest.raises(NoDatabase):
        Database(tmp_path / "x.duckdb")


def test_a_database_that_another_program_writes_in_is_told_and_kept(database: Path) -> None:
    hold = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    before = database.read_bytes()
    with subprocess.Popen([sys.executable, "-c", hold, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(DatabaseInUse) as told:
            Database(database)
        with pytest.raises(DatabaseInUse):  # not even by force
            build(database.parent, database, force=True)
        holder.communicate()
    assert told.value.path == database
    assert database.read_bytes() == before


def answer_of(**columns: list[object]) -> Answer:
    return Answer(pytest.importorskip("pyarrow").table(columns))


def test_csv_and_json_have_the_values() -> None:
    answer = answer_of(a=["x", None, 'có "dấu", phẩy\nvà dòng'], b=[1, 2, -3], c=[date(2024, 2, 28), None, None], d=[["Sở A"], [], None])
    rows = list(csv.reader(io.StringIO(as_csv(answer.columns, answer.rows))))
    assert rows == [["a", "b", "c", "d"], ["x", "1", "2024-02-28", '["Sở A"]'], ["", "2", "", "[]"], ['có "dấu", phẩy\nvà dòng', "-3", "", ""]]
    told = json.loads(as_json(answer.columns, answer.rows))
    assert told[0] == {"a": "x", "b": 1, "c": "2024-02-28", "d": ["Sở A"]}
    assert [json.loads(as_json((), [])), as_csv(("a",), [])] == [[], "a\n"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "  =1", "＝1"])
def test_no_text_is_a_formula(cell: str) -> None:
    assert as_csv(("a",), [(cell,)]).splitlines()[1].lstrip('"').startswith("'")


def test_a_table_shows_no_control_characters_and_says_what_it_leaves_out() -> None:
    shown, left_out = as_table(answer_of(text=["\x1b[31mđỏ\x07"] * (MOST_ROWS + 2), number=[0.5] * (MOST_ROWS + 2)))
    assert ("\x1b" in shown, "\x07" in shown, "đỏ" in shown, "0.5" in shown, left_out) == (False, False, True, True, 2)
