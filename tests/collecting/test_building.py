"""The database of a folder: the same of the same files however it came to be, brought up to date, never half written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractor import extract
from extractor.collecting import Build, BuildError, Database, Refusal, build, building
from extractor.collecting.building import parquet_folder
from extractor.collecting.engine import OtherTables
from extractor.collecting.workshop import workshop
from extractor.records import Plan
from tests.collecting.conftest import Written


def tables(database: Path) -> dict[str, list[Any]]:
    """Every table's rows, in one order."""
    with Database(database) as plans:
        names = [row[0] for row in plans.query("SELECT table_name FROM duckdb_tables() ORDER BY ALL").rows]
        return {name: plans.query(f"SELECT * FROM {name} ORDER BY ALL").rows for name in names}


def parquet(database: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(parquet_folder(database).iterdir())}


@pytest.fixture
def made(tmp_path: Path, write_plan: Written) -> Path:
    write_plan("a", "a")
    write_plan("sub/b", "b", title="Chuyển đổi số")
    database = tmp_path / "plans.duckdb"
    assert build(tmp_path / "out", database) == Build(plans=2, added=2, changed=0, removed=0, superseded=(), broken=())
    return database


def test_a_plan_is_in_all_tables_that_speak_of_it(made: Path, plan: Plan) -> None:
    rows = tables(made)
    assert {name: len(found) for name, found in rows.items() if found} == {
        "deadlines": 2, "documents": 2, "files": 2, "passages": 2, "postings": 24, "properties": 4, "task_agencies": 2, "tasks": 2, "warnings": 2,
    }
    with Database(made) as plans:
        assert plans.query("SELECT path, title, province, province_2025, date_issued, issued, year FROM documents ORDER BY path").rows == [
            ("a.tasks.json", "Cải cách hành chính", "Bắc Giang", "Bắc Ninh", "2024-02", None, 2024),
            ("sub/b.tasks.json", "Chuyển đổi số", "Bắc Giang", "Bắc Ninh", "2024-02", None, 2024),
        ]
        assert plans.query("SELECT task, text, strftime(deadline_end, '%Y-%m-%d') FROM tasks").rows == [("t001", plan.text, "2024-02-28")] * 2


def test_how_far_it_is_is_told_file_by_file(made: Path, tmp_path: Path, write_plan: Written) -> None:
    write_plan("c", "c")
    (tmp_path / "out" / "d.tasks.json").write_bytes(b"{")
    told: list[tuple[int, int]] = []
    for _ in range(2):  # files that are known count too
        build(tmp_path / "out", made, progress=lambda done, count: told.append((done, count)))
    assert told == [(done, 4) for done in range(5)] * 2


def test_the_same_files_give_the_same_bytes(made: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    build(tmp_path / "out", other)
    assert tables(other) == tables(made)
    assert parquet(other) == parquet(made)


def test_brought_up_to_date_is_as_built_anew(made: Path, tmp_path: Path, write_plan: Written) -> None:
    write_plan("a", "a", title="Sửa tên")  # changed
    write_plan("c", "c")  # new
    (tmp_path / "out" / "sub" / "b.tasks.json").unlink()
    assert build(tmp_path / "out", made) == Build(plans=2, added=1, changed=1, removed=1, superseded=(), broken=())
    anew = tmp_path / "anew.duckdb"
    build(tmp_path / "out", anew)
    assert tables(made) == tables(anew)
    assert parquet(made) == parquet(anew)


def test_what_has_not_changed_is_not_read_again(made: Path, tmp_path: Path, write_plan: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr(building, "plan_in", lambda folder, file, read_plan=building.plan_in: read.append(file.path) or read_plan(folder, file))
    before = (made.stat().st_ino, made.read_bytes())
    build(tmp_path / "out", made)
    assert (read, (made.stat().st_ino, made.read_bytes())) == ([], before)
    write_plan("c", "c")
    build(tmp_path / "out", made)
    assert read == ["c.tasks.json"]


def test_more_plans_than_one_batch(tmp_path: Path, write_plan: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    for sha in "abcde":
        write_plan(sha, sha)
    build(tmp_path / "out", tmp_path / "one.duckdb")
    monkeypatch.setattr(building, "BATCH", 2)
    build(tmp_path / "out", tmp_path / "many.duckdb")
    assert tables(tmp_path / "many.duckdb") == tables(tmp_path / "one.duckdb")


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ({}, {"corrected": True}, "second"),  # what a person checked
        ({"corrected": True}, {"version": "99.0"}, "first"),
        ({"version": "0.9"}, {"version": "0.10"}, "second"),  # the newer program
        ({}, {}, "first"),  # by name
    ],
)
def test_one_file_of_a_document_is_taken(tmp_path: Path, write_plan: Written, first: Any, second: Any, taken: str) -> None:
    write_plan("first", "a", **first)
    write_plan("second", "a", **second)
    done = build(tmp_path / "out", tmp_path / "plans.duckdb")
    assert (done.plans, [file.path for file in done.superseded]) == (1, [f"{'first' if taken == 'second' else 'second'}.tasks.json"])
    assert [row[1] for row in tables(tmp_path / "plans.duckdb")["documents"]] == [f"{taken}.tasks.json"]


def test_what_was_merged_of_corrections_is_taken_before_each(tmp_path: Path, write_plan: Written) -> None:
    for name in ("tasks", "corrected", "reviewed"):
        write_plan("a", "a", corrected=name != "tasks").rename(tmp_path / "out" / f"a.{name}.json")
        build(tmp_path / "out", tmp_path / "plans.duckdb")
        assert [row[1] for row in tables(tmp_path / "plans.duckdb")["documents"]] == [f"a.{name}.json"]


def test_a_corrected_plan_that_comes_later_takes_the_place(made: Path, tmp_path: Path, write_plan: Written) -> None:
    write_plan("z-corrected", "a", corrected=True)
    assert (build(tmp_path / "out", made).changed, {row[1] for row in tables(made)["documents"]}) == (1, {"sub/b.tasks.json", "z-corrected.tasks.json"})
    (tmp_path / "out" / "z-corrected.tasks.json").unlink()  # and gives it back
    build(tmp_path / "out", made)
    assert {row[1] for row in tables(made)["documents"]} == {"a.tasks.json", "sub/b.tasks.json"}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"source": {"sha256": "x"}, "generator": {"version": "1"}}', b"\xff\xfe", b"[" * 100_000],
)
def test_what_is_no_plan_is_told_and_left_out(made: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "out" / "bad.tasks.json").write_bytes(content)
    done = build(tmp_path / "out", made)
    assert (done.plans, [(file.path, bool(file.reason)) for file in done.broken]) == (2, [("bad.tasks.json", True)])
    assert build(tmp_path / "out", made) == done  # told again


def test_a_number_beyond_its_column_spoils_only_its_plan(tmp_path: Path, write_plan: Written) -> None:
    path = write_plan("big", "a")
    path.write_bytes(path.read_bytes().replace(b'"page": 1', b'"page": 99999999999999999999'))
    write_plan("good", "b")
    done = build(tmp_path / "out", tmp_path / "plans.duckdb")
    assert (done.plans, [file.path for file in done.broken]) == (1, ["big.tasks.json"])
    assert len(tables(tmp_path / "plans.duckdb")["tasks"]) == 1


def test_a_file_that_breaks_gives_its_place_to_the_next(tmp_path: Path, write_plan: Written) -> None:
    path = write_plan("corrected", "a", corrected=True)
    path.write_bytes(path.read_bytes().replace(b'"page": 1', b'"page": 0'))  # pages count from 1
    write_plan("plain", "a")
    done = build(tmp_path / "out", tmp_path / "plans.duckdb")
    assert (done.plans, done.superseded, [file.path for file in done.broken]) == (1, (), ["corrected.tasks.json"])


def test_hostile_texts_are_only_data(tmp_path: Path, write_plan: Written, plan: Plan) -> None:
    title = "'); DROP TABLE tasks; -- \x00 \x1b[31m $x^2$ {=cmd|' /C calc'!A0} \U0001f4a5"
    write_plan("o'; --", "a", title=title)
    build(tmp_path / "out", tmp_path / "it's.duckdb")
    assert [(row[1], row[13]) for row in tables(tmp_path / "it's.duckdb")["documents"]] == [("o'; --.tasks.json", title)]


def test_a_killed_build_leaves_the_old_database(made: Path, tmp_path: Path, write_plan: Written) -> None:
    before, beside = made.read_bytes(), parquet(made)
    write_plan("c", "c")
    program = (
        "import os, sys\nfrom extractor.collecting import building\n"
        "building._write_parquet = lambda *_: os.kill(os.getpid(), 9)\n"
        "building.build(sys.argv[1], sys.argv[2])\n"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path / "out", made], check=False, capture_output=True)
    assert (done.returncode, made.read_bytes(), parquet(made)) == (-9, before, beside)
    assert len(list(tmp_path.glob(".extract-*.part"))) == 1
    assert build(tmp_path / "out", made).added == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plans.duckdb", "plans.parquet"]


def test_only_what_nobody_owns_is_removed(tmp_path: Path) -> None:
    foreign = tmp_path / ".extract-foreign.part"
    foreign.mkdir()
    (tmp_path / ".extract-file.part").write_text("")
    with workshop(tmp_path) as first, workshop(tmp_path) as second:
        assert first.is_dir()
        (second / "inside").write_text("")
    assert {path.name for path in tmp_path.iterdir()} == {".extract-foreign.part", ".extract-file.part"}
    left = tmp_path / ".extract-left.part"
    left.mkdir()
    (left / "lock").write_bytes(b"")
    with workshop(tmp_path):
        assert not left.exists()


def test_a_folder_taken_before_it_was_locked_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter((False, True))
    monkeypatch.setattr("extractor.collecting.workshop.could_lock", lambda _: next(answers))
    with workshop(tmp_path) as folder:
        assert [folder] == list(tmp_path.iterdir())


def test_a_disk_without_locks_is_built_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.collecting.workshop.could_lock", lambda _: False)
    with workshop(tmp_path) as first, workshop(tmp_path) as second:
        assert {first, second} == set(tmp_path.iterdir())


def test_a_build_that_fails_leaves_nothing_beside(made: Path, tmp_path: Path, write_plan: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made.read_bytes()
    write_plan("c", "c")

    def fail(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(building, "_write_parquet", fail)
    with pytest.raises(OSError, match="space"):
        build(tmp_path / "out", made)
    assert made.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plans.duckdb", "plans.parquet"]


@pytest.mark.parametrize(
    ("said", "error", "told"),
    [
        ("Failed to commit: Could not write file: No space left on device", OSError, "No space"),
        ("Out of Memory Error: could not allocate block", BuildError, "could not allocate"),
    ],
)
def test_what_duckdb_cannot_do_leaves_the_old_database(
    made: Path, tmp_path: Path, write_plan: Written, monkeypatch: pytest.MonkeyPatch, said: str, error: type[Exception], told: str
) -> None:
    before = made.read_bytes()
    write_plan("c", "c")

    def fail(*_: object) -> None:
        raise duckdb.Error(said)

    monkeypatch.setattr(building, "_finish", fail)
    with pytest.raises(error, match=told):
        build(tmp_path / "out", made)
    assert made.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plans.duckdb", "plans.parquet"]


def test_parquet_that_is_missing_or_older_is_written_again(made: Path, tmp_path: Path) -> None:
    files = parquet(made)
    (parquet_folder(made) / "properties.parquet").unlink()
    with pytest.raises(Refusal):  # no longer known as ours
        build(tmp_path / "out", made)
    build(tmp_path / "out", made, force=True)
    assert parquet(made) == files


def test_a_foreign_file_is_kept(tmp_path: Path, write_plan: Written) -> None:
    write_plan("a", "a")
    foreign = tmp_path / "plans.duckdb"
    foreign.write_text("my notes")
    with pytest.raises(Refusal):
        build(tmp_path / "out", foreign)
    assert foreign.read_text() == "my notes"
    build(tmp_path / "out", foreign, force=True)
    assert tables(foreign)["documents"]


@pytest.mark.skipif(os.name == "nt", reason="no such device")
def test_a_device_is_never_replaced(tmp_path: Path, write_plan: Written) -> None:
    write_plan("a", "a")
    with pytest.raises(Refusal):
        build(tmp_path / "out", "/dev/null", force=True)


def test_another_version_is_built_anew(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "VERSION", "99.0")
    assert build(tmp_path / "out", made).added == 2


def test_other_tables_of_ours_are_built_anew(made: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(made)) as connection:
        connection.execute("UPDATE properties SET value = '0' WHERE name = 'schema_version'")
    with pytest.raises(OtherTables):
        Database(made)
    assert build(tmp_path / "out", made).added == 2
    with duckdb.connect(str(made)) as connection:  # another program's, with tables that look like ours
        connection.execute("UPDATE properties SET value = 'other' WHERE name = 'program'")
    with pytest.raises(Refusal):
        build(tmp_path / "out", made)


def test_an_empty_folder_gives_an_empty_database(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert build(tmp_path / "out", tmp_path / "plans.duckdb").plans == 0
    assert tables(tmp_path / "plans.duckdb")["documents"] == []
    with pytest.raises(FileNotFoundError):
        build(tmp_path / "nowhere", tmp_path / "plans.duckdb")
    with pytest.raises(NotADirectoryError):
        build(tmp_path / "plans.duckdb", tmp_path / "other.duckdb")


def test_everything_a_plan_names_is_in_the_database(tmp_path: Path, corpus: Path) -> None:
    plan = extract(corpus / "so-ldtbxh-bac-giang-2024.pdf")
    (tmp_path / "plan.tasks.json").write_bytes(plan.to_json())
    build(tmp_path, tmp_path / "plans.duckdb")
    rows = {name: len(found) for name, found in tables(tmp_path / "plans.duckdb").items()}
    assert rows["tasks"] == len(plan.tasks)
    assert rows["sections"] == len(plan.sections)
    assert rows["agencies"] == len(plan.agencies)
    assert rows["agency_mentions"] == sum(len(agency.mentions) for agency in plan.agencies)
    assert rows["agency_successors"] == sum(len(agency.successors) for agency in plan.agencies)
    assert rows["task_agencies"] == sum(len(task.lead_agencies) + len(task.coordinating_agencies) for task in plan.tasks)
    assert rows["outputs"] == sum(len(task.outputs) for task in plan.tasks)
    assert rows["persons"] == sum(len(task.persons) for task in plan.tasks)
    with Database(tmp_path / "plans.duckdb") as plans:
        for table, key, records in (
            ("deadlines", "deadline", plan.deadlines), ("targets", "target", plan.targets), ("legal_references", "reference", plan.legal_references),
        ):  # fmt: skip
            assert {row[0] for row in plans.query(f"SELECT {key} FROM {table}").rows} == {record.id for record in records}
        for text, start, end, page in plans.query("SELECT text, span_start, span_end, page FROM mentions").rows:
            assert plan.text[start:end] == text
            assert page in range(1, len(plan.pages) + 1)
        told = "".join("".join(row[0].split()) for row in plans.query("SELECT text FROM passages ORDER BY passage").rows)
        assert told == "".join(plan.text.split())
