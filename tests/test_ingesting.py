"""The worked ingestion (`examples/ingesting`, docs/ingesting.md) with SQLite: whole, repeatable, corrections and what was before them kept."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from examples.ingesting.ingest import Database, ingest
from extractor import extract, load
from extractor.records import Plan
from tests.reviewing.corrections import extracted as extracted_task
from tests.reviewing.corrections import typed_agency, with_fields, with_tasks

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "tests" / "contract" / "samples"
QUESTIONS = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "ingesting.md").read_text("utf-8"), re.DOTALL)
TEXT = """KẾ HOẠCH
Tuyên truyền năm 2025

II. NỘI DUNG
1. Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2025.
2. Sở Tư pháp rà soát văn bản trong tháng 3/2025.
"""
TABLES = ("documents", "sections", "agencies", "tasks", "task_agencies", "mentions", "deadlines", "targets", "legal_references")


@pytest.fixture
def database() -> Database:
    return Database(":memory:")


@pytest.fixture(scope="module")
def extracted() -> Plan:
    return extract(ROOT / "corpus" / "dev" / "so-ldtbxh-bac-giang-2024.docx")


@pytest.fixture(scope="module")
def corrected() -> Plan:
    """Another plan, of which a person gave a task another lead and day and dropped one."""
    plan = extract(TEXT.encode(), filename="plan.txt")
    task = plan.tasks[0]
    assert task.deadline
    lead, deadline = typed_agency(task, "Sở Tài chính tỉnh Lào Cai"), replace(task.deadline, end="2025-06-30")
    changed = with_fields(plan, 0, lead_agencies=(lead,), deadline=deadline)
    *kept, last = changed.tasks
    return load(with_tasks(changed, kept, (extracted_task(last),)).to_json())


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    return {table: database.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in TABLES}


def test_everything_is_there(database: Database, extracted: Plan) -> None:
    assert ingest(database, extracted)
    counts = {table: len(found) for table, found in rows(database).items()}
    assert counts["tasks"] == len(extracted.tasks)
    assert counts["sections"] == len(extracted.sections)
    assert counts["agencies"] == len(extracted.agencies)
    assert counts["task_agencies"] == sum(len(task.lead_agencies) + len(task.coordinating_agencies) for task in extracted.tasks)
    assert counts["deadlines"] >= len(extracted.deadlines)
    assert counts["legal_references"] >= len(extracted.legal_references)
    (text,) = database.connection.execute("SELECT text FROM documents").fetchone()
    for part, start, end in database.connection.execute("SELECT text, span_start, span_end FROM tasks"):
        assert text[start:end] == part


def test_again_changes_nothing(database: Database, extracted: Plan, corrected: Plan) -> None:
    for plan in (extracted, corrected):
        ingest(database, plan)
    once = rows(database)
    for plan in (corrected, extracted, corrected):
        assert ingest(database, plan)
    assert rows(database) == once


def test_a_new_version_stands_beside_the_old(database: Database, extracted: Plan) -> None:
    ingest(database, extracted)
    ingest(database, replace(extracted, generator=replace(extracted.generator, version="9.9")))
    assert len(rows(database)["documents"]) == 2
    database.connection.execute("DELETE FROM documents WHERE version = '9.9'")
    assert {row[1] for found in rows(database).values() for row in found} == {extracted.generator.version}


def test_what_a_person_corrected_stays_with_what_was_before(database: Database, corrected: Plan) -> None:
    ingest(database, corrected)
    plain = replace(corrected, corrected=False, dropped=(), tasks=tuple(replace(task, corrected=False, originals=()) for task in corrected.tasks))
    assert not ingest(database, plain)
    layers = database.connection.execute("SELECT layer, COUNT(*) FROM tasks GROUP BY layer ORDER BY layer").fetchall()
    assert layers == [("dropped", 1), ("original", 1), ("used", len(corrected.tasks))]
    by_a_person = database.connection.execute("SELECT name, text FROM task_agencies WHERE found_in = 'correction'").fetchall()
    assert by_a_person == [("Sở Tài chính tỉnh Lào Cai", "")]
    (changed,) = database.connection.execute(QUESTIONS[1]).fetchall()
    assert changed[-1] == "2025-06-30"


def test_a_plan_is_put_in_whole_or_not_at_all(database: Database, extracted: Plan) -> None:
    ingest(database, extracted)
    before = rows(database)
    twice = replace(extracted, sections=(*extracted.sections, extracted.sections[0]))
    with pytest.raises(sqlite3.IntegrityError):
        ingest(database, twice)
    assert rows(database) == before


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_questions_of_the_manual(database: Database, extracted: Plan, corrected: Plan, question: str) -> None:
    ingest(database, extracted)
    ingest(database, corrected)
    assert database.connection.execute(question).fetchall()


def test_the_command_of_the_manual(tmp_path: Path) -> None:
    (tmp_path / "plan.tasks.json").write_bytes((SAMPLES / "plan-1.0.tasks.json").read_bytes())
    (tmp_path / "broken.json").write_bytes(b"{")
    script = str(ROOT / "examples" / "ingesting" / "ingest.py")
    command = [sys.executable, script, "plans.db", "plan.tasks.json"]
    environment = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "plan.tasks.json: put in\n"
    assert subprocess.run([*command, "broken.json"], cwd=tmp_path, capture_output=True, env=environment, check=False).returncode == 1
    with sqlite3.connect(tmp_path / "plans.db") as connection:
        assert connection.execute("SELECT COUNT(*) FROM tasks").fetchone()[0] > 0
