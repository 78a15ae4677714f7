"""`extract plans/ -o out/` as it is used: what it writes, tells and skips, and what is left when it is ended in the middle."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import extract, load
from extractor.running.batch import Outcome
from extractor.running.folder_run import run_into
from extractor.running.inputs import inputs_of
from extractor.running.ledger import InUse, opened
from extractor.running.worker import Arguments
from tests.conftest import Command

TEXT = "KẾ HOẠCH\nTuyên truyền năm {0}\n\nII. NỘI DUNG\n1. Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/{0}.\n"
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of four short documents."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for year in range(2020, 2024):
        (folder / f"plan{year}.txt").write_text(TEXT.format(year), "utf-8")
    return folder


@pytest.fixture
def plans(texts: Path, corpus: Path) -> Path:
    """The folder with documents of other kinds too, one broken."""
    folder = texts
    (folder / "deep").mkdir()
    shutil.copy(corpus / "so-ldtbxh-bac-giang-2024.docx", folder / "deep" / "plan.docx")
    shutil.copy(corpus / "so-ldtbxh-bac-giang-2024.pdf", folder / "deep" / "plan.pdf")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    return folder


def results(folder: Path) -> dict[str, bytes]:
    """The results below the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.tasks.json"))}


def report(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "report.json").read_bytes())
    return read


def statuses(folder: Path) -> dict[str, str]:
    return {Path(one["path"]).name: one["code"] or one["status"] for one in report(folder)["documents"]}


def test_a_folder(extract_command: Command, plans: Path, tmp_path: Path) -> None:
    done = extract_command("plans/", "-o", "out/")
    assert (done.returncode, done.stdout) == (1, b"")
    assert results(tmp_path / "out") == {
        f"{path.relative_to(plans).as_posix()}.tasks.json": extract(path).to_json()
        for path in sorted(plans.rglob("*.*")) if path.name != "broken.pdf"
    }  # fmt: skip
    told = done.stderr.decode()
    assert "plans/broken.pdf" in told
    assert "refused, cannot be read          1" in told
    assert statuses(tmp_path / "out")["broken.pdf"] == "pdf_broken"


def test_a_program_does_the_same(extract_command: Command, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    extract_command("plans", "-o", "out")
    folder, shown = Path("ours"), list[Outcome]()
    ended = run_into(folder, inputs_of(["plans"], folder), Arguments(), workers=2, time_limit=60, show=shown.append)
    assert ended.report == str(folder / "report.json")
    assert list(ended.outcomes) == shown
    assert {outcome.status for outcome in shown} == {"done", "refused"}
    assert (results(folder), ended.run.workers) == (results(tmp_path / "out"), 2)
    assert statuses(folder) == statuses(tmp_path / "out")
    with opened(folder), pytest.raises(InUse):
        run_into(folder, inputs_of(["plans"], folder), Arguments())


def test_the_report(extract_command: Command, plans: Path, tmp_path: Path) -> None:
    extract_command("plans", "-o", "out")
    told = report(tmp_path / "out")
    plan = load((tmp_path / "out" / "deep" / "plan.pdf.tasks.json").read_bytes())
    [entry] = [one for one in told["documents"] if one["path"] == "plans/deep/plan.pdf"]
    assert entry == {
        "path": "plans/deep/plan.pdf", "output": "deep/plan.pdf.tasks.json", "export": None, "status": "done", "code": None, "message": None,
        "tasks": len(plan.tasks), "warnings": len(plan.warnings), "sha256": plan.source.sha256,
    }  # fmt: skip
    [broken] = [one for one in told["documents"] if one["status"] == "refused"]
    assert (broken["output"], broken["tasks"], len(broken["sha256"])) == (None, None, 64)
    assert told["counts"] == {
        "documents": 7, "done": 6, "refused": 1, "failed": 0,
        "tasks": sum(one["tasks"] or 0 for one in told["documents"]), "warnings": sum(one["warnings"] or 0 for one in told["documents"]),
    }  # fmt: skip
    assert [one["output"] or "" for one in told["documents"]] == ["", *sorted(results(tmp_path / "out"))]


def test_neither_workers_nor_order_change_a_byte(extract_command: Command, plans: Path, tmp_path: Path) -> None:
    words = [path.relative_to(tmp_path).as_posix() for path in sorted(plans.rglob("*.*"))]
    made = []
    for workers in (1, 2, 3):
        random.Random(workers).shuffle(words)
        out = f"out{workers}"
        listed = "\n".join(words).encode()
        extract_command("--files-from", "-", "-o", out, "--workers", str(workers), stdin=listed)
        made.append((results(tmp_path / out), {name: value for name, value in report(tmp_path / out).items() if name != "run"}))
    assert made[0] == made[1] == made[2]


def test_started_again_it_skips_what_is_done_and_redoes_what_changed(extract_command: Command, plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract_command("plans", "-o", "out")
    first, before = results(out), {path: path.stat().st_mtime_ns for path in out.rglob("*.tasks.json")}
    (plans / "plan2020.txt").write_text(TEXT.format(2030), "utf-8")
    (plans / "plan2021.txt").unlink()
    (out / "plan2022.txt.tasks.json").write_bytes(first["plan2022.txt.tasks.json"].replace("báo cáo".encode(), "báo cao".encode()))
    (out / "plan2023.txt.tasks.json").unlink()
    again = extract_command("plans", "-o", "out")
    remade = {path.name for path, changed in before.items() if not path.exists() or path.stat().st_mtime_ns != changed}
    assert remade == {"plan2020.txt.tasks.json", "plan2022.txt.tasks.json", "plan2023.txt.tasks.json"}
    assert {name for name, data in results(out).items() if data != first[name]} == {"plan2020.txt.tasks.json"}
    told = report(out)
    assert told["other_results"] == ["plan2021.txt.tasks.json"]
    assert told["run"]["skipped"] == ["deep/plan.docx.tasks.json", "deep/plan.pdf.tasks.json"]
    assert b"1 result(s) of documents that were not among those given" in again.stderr


@pytest.mark.parametrize("options", [("--min-confidence", "0.99"), ("--ocr", "never"), ("--second-reader",), ("--force",)])
def test_other_options_and_force_redo_all(extract_command: Command, texts: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    extract_command("plans", "-o", "out")
    assert extract_command("plans", "-o", "out", *options).returncode == 0
    assert report(tmp_path / "out")["run"]["skipped"] == []
    if options != ("--force",):
        extract_command("plans", "-o", "out", *options)
        assert len(report(tmp_path / "out")["run"]["skipped"]) == 4


def test_another_version_or_changed_rules_redo_all(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.running import ledger
    from extractor.running.worker import Arguments

    now = ledger.made_with(Arguments())
    assert now == ledger.made_with(Arguments(filename="other.pdf"))
    monkeypatch.setattr(ledger, "VERSION", "9")
    other = ledger.made_with(Arguments())
    monkeypatch.setattr(ledger, "_data_files", dict)
    assert len({now, other, ledger.made_with(Arguments())}) == 3


def test_what_a_person_corrected_stays(extract_command: Command, texts: Path, tmp_path: Path) -> None:
    extract_command("plans", "-o", "out")
    path = tmp_path / "out" / "plan2020.txt.tasks.json"
    corrected = path.read_bytes().replace(b'\n "corrected": false', b'\n "corrected": true')
    assert load(corrected).corrected
    path.write_bytes(corrected)
    extract_command("plans", "-o", "out", "--second-reader")
    assert path.read_bytes() == corrected
    assert statuses(tmp_path / "out")["plan2020.txt"] == "done"
    (texts / "plan2020.txt").write_text(TEXT.format(2030), "utf-8")
    assert extract_command("plans", "-o", "out").returncode == 1
    assert path.read_bytes() == corrected
    assert statuses(tmp_path / "out")["plan2020.txt"] == "result_corrected"
    extract_command("plans", "-o", "out", "--force")
    assert path.read_bytes() == extract(texts / "plan2020.txt").to_json()


@POSIX
@pytest.mark.parametrize(("forced", "kept"), [((), True), (("--force",), False)])
def test_what_is_put_there_while_a_document_is_read_stays(
    extract_command: Command, entry_point: str, texts: Path, traps: Path, tmp_path: Path, forced: tuple[str, ...], kept: bool
) -> None:
    shutil.copy(traps / "scan_signed_letter.pdf", texts / "plan.pdf")
    extract_command("plans", "-o", "out")
    path = tmp_path / "out" / "plan.pdf.tasks.json"
    corrected = path.read_bytes().replace(b'\n "corrected": false', b'\n "corrected": true')
    with started(tmp_path, entry_point, "--ocr", "always", *forced) as process:  # it takes a second or more
        end = time.monotonic() + 30
        while not (tmp_path / "out" / "plan2023.txt.tasks.json").stat().st_mtime_ns > path.stat().st_mtime_ns and process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.005)
        path.write_bytes(corrected)
    assert (path.read_bytes() == corrected) is kept
    assert statuses(tmp_path / "out")["plan.pdf"] == "done"


def test_files_that_are_not_ours_stay(extract_command: Command, texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "plan2020.txt.tasks.json").write_text('{"mine": 1}')
    (out / "plan2021.txt.tasks.json").mkdir()
    (out / "plan2022.txt.tasks.json").write_bytes(extract(texts / "plan2022.txt").to_json()[:-20])  # cut, we do not leave such
    (out / "notes.txt").write_text("mine")
    extract_command("plans", "-o", "out")
    assert (out / "plan2020.txt.tasks.json").read_text() == '{"mine": 1}'
    assert (out / "notes.txt").read_text() == "mine"
    told = statuses(out)
    assert [told[f"plan{year}.txt"] for year in range(2020, 2024)] == ["result_not_ours", "result_not_written", "result_not_ours", "done"]


def test_a_report_that_is_not_ours_is_refused_before_the_work(extract_command: Command, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.json").write_text('{"mine": 1}')
    assert extract_command("plans", "-o", "out").returncode == 2
    assert not results(tmp_path / "out")


def test_a_document_that_takes_too_long_has_failed(extract_command: Command, texts: Path, tmp_path: Path, corpus: Path) -> None:
    shutil.copy(corpus / "so-ldtbxh-bac-giang-2024.pdf", texts / "plan.pdf")
    assert extract_command("plans", "-o", "out", "--ocr", "always", "--time-limit", "3").returncode == 1
    told = statuses(tmp_path / "out")
    assert (told["plan.pdf"], told["plan2020.txt"]) == ("document_too_slow", "done")
    assert report(tmp_path / "out")["counts"]["failed"] == 1


def test_into_the_folder_of_the_documents(extract_command: Command, texts: Path) -> None:
    for skipped in (0, 4):
        extract_command("plans", "-o", "plans")
        told = report(texts)
        assert (len(told["documents"]), len(told["run"]["skipped"])) == (4, skipped)
    assert len(results(texts)) == 4


def test_results_that_would_meet_are_refused_before_the_work(extract_command: Command, texts: Path, tmp_path: Path) -> None:
    shutil.copytree(texts, tmp_path / "again")
    done = extract_command("plans", "again", "-o", "out")
    assert done.returncode == 2
    assert b"would have one result" in done.stderr
    assert not (tmp_path / "out").exists()


def test_quiet_and_strict(extract_command: Command, texts: Path) -> None:
    assert extract_command("plans", "-o", "out", "--quiet").stderr == b""
    assert extract_command("plans", "-o", "out", "--strict").returncode == 1


def test_several_names_and_a_pattern(extract_command: Command, plans: Path, tmp_path: Path) -> None:
    extract_command("plans/**/*.docx", "plans/plan2020.txt", "-o", "out")
    assert list(results(tmp_path / "out")) == ["plans/deep/plan.docx.tasks.json", "plans/plan2020.txt.tasks.json"]


def test_one_file_into_a_folder(extract_command: Command, texts: Path, tmp_path: Path) -> None:
    assert extract_command("plans/plan2020.txt", "-o", "out/").returncode == 0
    assert list(results(tmp_path / "out")) == ["plans/plan2020.txt.tasks.json"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["plans", "-o", "plans/plan2020.txt"], "results of many documents need a folder"),
        (["*.docx", "-o", "out"], "no document matches"),
        (["--files-from", "/dev/null", "-o", "out"], "no document to read"),
        (["--files-from", "missing", "-o", "out"], "no such file"),
        (["--files-from", "plans/broken.pdf", "-o", "out"], "not a list of documents"),
        (["plans", "-o", "out", "--workers", "0"], "--workers"),
        (["plans", "-o", "out", "--time-limit", "nan"], "nan"),
    ],
)
def test_wrong_usage(extract_command: Command, plans: Path, tmp_path: Path, arguments: list[str], told: str) -> None:
    done = extract_command(*arguments)
    assert done.returncode in (1, 2)
    assert told in done.stderr.decode()
    assert not (tmp_path / "out").exists()


@POSIX
def test_names_that_are_no_unicode(extract_command: Command, tmp_path: Path) -> None:
    name = os.fsdecode(b"k\xff.txt")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / name).write_text(TEXT.format(2024), "utf-8")
    for skipped in (0, 1):
        assert extract_command("plans", "-o", "out").returncode == 0
        told = report(tmp_path / "out")
        assert (told["documents"][0]["path"], len(told["run"]["skipped"])) == ("plans/k\\udcff.txt", skipped)
    assert (tmp_path / "out" / f"{name}.tasks.json").is_file()


# Ended in the middle --------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def hundred(tmp_path: Path) -> Path:
    """Many small documents."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for number in range(100):
        (folder / f"{number:03d}.txt").write_text(TEXT.format(2000 + number), "utf-8")
    return folder


def started(tmp_path: Path, entry_point: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [entry_point, "plans", "-o", "out", "--workers", "2", *arguments]
    environment = {**os.environ, "LC_ALL": "en_US.UTF-8"}
    return subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for(out: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while len(list(out.glob("*.tasks.json"))) < count and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.002)


@POSIX
def test_killed_at_any_moment_and_finished_with_the_same_bytes(
    extract_command: Command, entry_point: str, hundred: Path, tmp_path: Path
) -> None:
    extract_command("plans", "-o", "undisturbed", "--workers", "2")
    out = tmp_path / "out"
    for count in (1, 20, 60):
        with started(tmp_path, entry_point) as process:
            wait_for(out, count, process)
            process.kill()
        for data in results(out).values():
            load(data)  # none is cut
        assert not (out / "report.json").exists()
        assert not list(out.glob(".extract-*"))
        (out / ".extract" / "parts" / ".extract-0123456789abcdef.part.json").write_bytes(b"{")
    with (out / ".extract" / "done.jsonl").open("ab") as lines:
        lines.write(b'{"result": "099.t')  # a line that was cut
    assert extract_command("plans", "-o", "out", "--workers", "2").returncode == 0
    assert report(out)["run"]["skipped"]
    undisturbed = tmp_path / "undisturbed"
    assert {name: (out / name).read_bytes() for name in names(out)} == {name: (undisturbed / name).read_bytes() for name in names(undisturbed)}


def names(folder: Path) -> list[str]:
    """All files, hidden ones too, but for the report."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != "report.json")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for the workers in /proc")
def test_a_worker_killed_in_the_middle_changes_nothing(extract_command: Command, entry_point: str, hundred: Path, tmp_path: Path) -> None:
    extract_command("plans", "-o", "undisturbed")
    killed = 0
    with started(tmp_path, entry_point) as process:
        for count in (5, 30, 60):
            wait_for(tmp_path / "out", count, process)
            for worker in list(workers_of(process.pid))[:1]:
                os.kill(worker, signal.SIGKILL)
                killed += 1
        _, told = process.communicate(timeout=60)
    assert (process.returncode, killed) == (0, 3), told.decode()
    assert results(tmp_path / "out") == results(tmp_path / "undisturbed")


def workers_of(parent: int) -> Iterator[int]:
    """The processes of the workers that a run has started."""
    for state in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(state.read_text().rpartition(")")[2].split()[1]) == parent:
                yield int(state.parent.name)


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_stops_at_once(entry_point: str, hundred: Path, tmp_path: Path, number: signal.Signals) -> None:
    for further in range(100, 500):  # it must not be done before it is asked
        shutil.copy(hundred / "000.txt", hundred / f"{further}.txt")
    out = tmp_path / "out"
    with started(tmp_path, entry_point) as process:
        wait_for(out, 5, process)
        workers = list(workers_of(process.pid))
        process.send_signal(number)
        start = time.monotonic()
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - start < 5
    assert told.decode().strip() == "extract: Stopped; no file was left half written."
    assert not (out / "report.json").exists()
    assert not list((out / ".extract" / "parts").iterdir())
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


@POSIX
def test_a_second_run_into_one_folder_is_refused(extract_command: Command, entry_point: str, hundred: Path, tmp_path: Path) -> None:
    with started(tmp_path, entry_point) as process:
        wait_for(tmp_path / "out", 1, process)
        process.send_signal(signal.SIGSTOP)  # it would be done before the second has begun
        second = extract_command("plans", "-o", "out")
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=60)
    assert (process.returncode, second.returncode) == (0, 1)
    assert b"another run is writing" in second.stderr
    assert len(results(tmp_path / "out")) == 100


def test_the_bar_on_a_terminal(entry_point: str, hundred: Path, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    environment = {**os.environ, "LC_ALL": "en_US.UTF-8", "TERM": "xterm", "COLUMNS": "100"}
    (hundred / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    command = [entry_point, "plans", "-o", "out"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=follower, stderr=follower) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                read = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            if not read:
                break
            shown += read
    os.close(leader)
    assert process.returncode == 1
    assert b"documents/s" in shown
    assert b"bad.pdf: " in shown
    assert b"Traceback" not in shown


def test_lines_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from extractor.running import telling
    from extractor.running.batch import Outcome
    from extractor.running.inputs import Input

    monkeypatch.setattr(telling, "LINE_SECONDS", 0.0)
    with telling.shown(2, "en", quiet=False) as show:
        show(Outcome(Input("a.pdf", "a.pdf.tasks.json"), "done"))
        show(Outcome(Input("b.pdf", "b.pdf.tasks.json"), "skipped"))
    lines = capsys.readouterr().err.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["1/2", "2/2"]


def test_from_a_script_without_a_guard(tmp_path: Path, hundred: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("""
import pathlib, sys
from extractor import extract_many
for path, plan in extract_many(sorted(pathlib.Path("plans").iterdir())[:5], workers=2):
    print(path.name, len(plan.tasks))
""")
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert done.stdout.decode().splitlines() == [f"00{number}.txt 1" for number in range(5)], done.stderr.decode()
