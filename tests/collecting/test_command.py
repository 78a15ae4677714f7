"""`extract corpus`: what its commands print and write, and how they end."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.collecting.conftest import Written
from tests.conftest import Command


def test_from_a_folder_to_answers(extract_command: Command, tmp_path: Path, write_plan: Written) -> None:
    write_plan("a", "a")
    built = extract_command("corpus", "build", "out")
    assert (built.returncode, built.stdout) == (0, b"")
    assert "Plans in the database: 1 (added 1, changed 0, removed 0)" in built.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plans.duckdb", "plans.parquet"]
    sql = "SELECT task, deadline_end, page FROM tasks"
    assert [line.split() for line in extract_command("corpus", "query", sql).stdout.decode().splitlines()][::2] == [
        ["task", "deadline_end", "page"], ["t001", "2024-02-28", "1"],
    ]  # fmt: skip
    assert extract_command("corpus", "query", sql, "--format", "csv").stdout == b"task,deadline_end,page\nt001,2024-02-28,1\n"
    assert json.loads(extract_command("corpus", "query", sql, "--format", "json").stdout) == [{"task": "t001", "deadline_end": "2024-02-28", "page": 1}]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("options", "shown"), [((), True), (("--quiet",), False)])
def test_on_a_terminal_a_build_shows_how_far_it_is(tmp_path: Path, write_plan: Written, options: tuple[str, ...], shown: bool) -> None:
    import pty

    for number in range(3):
        write_plan(str(number), str(number))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cli", "--lang", "en", "corpus", "build", "out", *options]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs, env=environment) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
        assert process.stdout is not None
        assert process.stdout.read() == b""
    os.close(ours)
    assert (b"3/3" in seen, b"files/s, about 0:00 left" in seen) == (shown, shown)


def test_search_prints_place_and_snippet(extract_command: Command, write_plan: Written) -> None:
    write_plan("a", "a", title="Tên \x1b[31m đỏ")
    extract_command("corpus", "build", "out", "-o", "x.duckdb", "--quiet")
    done = extract_command("--lang", "vi", "corpus", "search", "tong hop", "-d", "x.duckdb")
    first, second = done.stdout.decode().splitlines()
    assert (first, second.strip()) == ("1. Tên [31m đỏ · a.tasks.json · t001", "Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2024.")
    assert "1 đoạn" in done.stderr.decode()
    told = json.loads(extract_command("corpus", "search", "tong hop", "-d", "x.duckdb", "--format", "json").stdout)
    assert [(hit["task"], hit["marks"]) for hit in told] == [("t001", [[10, 14], [15, 18]])]
    assert next(csv.reader(extract_command("corpus", "search", "xyz", "-d", "x.duckdb", "--format", "csv").stdout.decode().splitlines()))[0] == "document"


def test_stats_writes_figures_and_keeps_foreign_files(extract_command: Command, tmp_path: Path, write_plan: Written) -> None:
    write_plan("a", "a")
    extract_command("corpus", "build", "out")
    (tmp_path / "figures").mkdir()
    foreign = tmp_path / "figures" / "kinds.csv"
    foreign.write_text("mine")
    assert (extract_command("corpus", "stats", "-o", "figures").returncode, foreign.read_text()) == (2, "mine")
    assert [extract_command("corpus", "stats", "-o", "figures", *force).returncode for force in (["--force"], [])] == [0, 0]
    assert foreign.read_text() == "kind,plans\nKế hoạch,1\n"
    assert (tmp_path / "figures" / "kinds.svg").exists()


def test_errors_say_what_to_do(extract_command: Command, tmp_path: Path, write_plan: Written) -> None:
    write_plan("a", "a")
    write_plan("b", "b").write_text("{")
    assert extract_command("corpus", "build", "out").returncode == 1  # built, but for one
    done = {
        "no such file": extract_command("corpus", "query", "SELECT 1", "-d", "none.duckdb"),
        "extract corpus build": extract_command("corpus", "search", "a", "-d", "out/a.tasks.json"),
        "cannot be run": extract_command("corpus", "query", "COPY tasks TO 'x.csv'"),
        "--force": extract_command("corpus", "build", "out", "-o", "out/a.tasks.json"),
        "folder": extract_command("corpus", "build", "out", "-o", "nowhere/x.duckdb"),
        "Wrong usage": extract_command("corpus", "frobnicate"),
    }
    for part, run in done.items():
        assert part in run.stderr.decode()
        assert run.returncode in (1, 2)
        assert b"Traceback" not in run.stderr
    assert not (tmp_path / "x.csv").exists()


def test_help_is_there_in_both_languages(extract_command: Command) -> None:
    assert "Build" not in extract_command("--lang", "vi", "corpus", "--help").stdout.decode()
    assert "FOLDER" in extract_command("corpus", "build", "--help").stdout.decode()
    assert "Tùy chọn:" in extract_command("corpus", "search", "--help", "--lang", "vi").stdout.decode()


def test_a_folder_that_is_not_there_is_told_as_such(extract_command: Command) -> None:
    done = extract_command("corpus", "build", "nowhere", "--lang", "en")
    assert done.returncode == 1
    assert "nowhere: no such file" in done.stderr.decode()
