"""`extract plans/ -o out/ --cluster …` as it is used: a cluster of its own, workers killed in the middle, stopped, told what is wrong."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.clustering.conftest import TEXT, bucket_contents, contents
from tests.conftest import Command

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals")
WAIT = 120.0


def started(tmp_path: Path, entry_point: str, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "LC_ALL": "en_US.UTF-8", "TMPDIR": str(tmp_path / "temporary")}
    (tmp_path / "temporary").mkdir(exist_ok=True)
    return subprocess.Popen([entry_point, *arguments], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def until(process: subprocess.Popen[bytes], reached: Callable[[], Any]) -> Any:
    end = time.monotonic() + WAIT
    while not (found := reached()) and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.01)
    return found


def readers_of(process: int) -> list[psutil.Process]:
    """The processes below one that read documents."""
    found = []
    for below in psutil.Process(process).children(recursive=True):
        try:
            if "extractor.running.work" in " ".join(below.cmdline()):
                found.append(below)
        except psutil.Error:
            continue
    return found


@pytest.fixture
def many_plans(plans: Path, corpus: Path) -> Path:
    """Some eighty, a few of which take a little longer."""
    for number in range(60):
        (plans / f"more{number:03d}.txt").write_text(TEXT.format(1900 + number), "utf-8")
    for number in range(4):
        shutil.copy(corpus / "so-ldtbxh-bac-giang-2024.pdf", plans / f"more{number * 15:03d}.pdf")
    return plans


@POSIX
def test_three_workers_of_which_two_are_killed_in_the_middle(
    extract_command: Command, entry_point: str, many_plans: Path, tmp_path: Path
) -> None:
    extract_command("plans", "-o", "undisturbed")
    out, killed = tmp_path / "out", set[int]()
    with started(tmp_path, entry_point, "plans", "-o", "out", "--cluster", "local:3", "--quiet") as process:
        for count in (8, 30):
            until(process, lambda count=count: len(list(out.rglob("*.tasks.json"))) >= count)
            parents = {reader.ppid() for reader in readers_of(process.pid)} - killed
            assert parents, "no worker reads"
            os.kill(min(parents), signal.SIGKILL)
            killed.add(min(parents))
            written = len(list(out.rglob("*.tasks.json")))
            assert written < 83, "all was done before a worker was killed"
        _, told = process.communicate(timeout=WAIT)
    assert (process.returncode, len(killed)) == (1, 2), told.decode()
    assert [line.partition(":")[0] for line in told.decode().splitlines()] == ["plans/broken.pdf"], told.decode()
    assert contents(out) == contents(tmp_path / "undisturbed")


@POSIX
def test_asked_to_stop_it_stops_and_leaves_nothing(entry_point: str, many_plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with started(tmp_path, entry_point, "plans", "-o", "out", "--cluster", "local:2", "--quiet") as process:
        until(process, lambda: len(list(out.rglob("*.tasks.json"))) >= 5)
        below = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=WAIT)
    assert process.returncode == 130, told.decode()
    assert "extract: Stopped" in told.decode()
    assert "Traceback" not in told.decode()
    assert not (out / "report.json").exists()
    assert not (out / ".extract" / "run").exists()
    _, alive = psutil.wait_procs(below, timeout=15)
    assert not alive
    assert not list((out / ".extract" / "parts").iterdir())
    assert not list((tmp_path / "temporary").iterdir())


@POSIX
def test_killed_it_goes_on_where_it_was(extract_command: Command, entry_point: str, many_plans: Path, tmp_path: Path) -> None:
    extract_command("plans", "-o", "undisturbed")
    out = tmp_path / "out"
    with started(tmp_path, entry_point, "plans", "-o", "out", "--cluster", "local:2", "--quiet") as process:
        done = out / ".extract" / "done.jsonl"
        until(process, lambda: done.exists() and done.read_bytes().count(b"\n") >= 16)
        below = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.communicate(timeout=WAIT)
    _, alive = psutil.wait_procs(below, timeout=30)  # a worker whose scheduler is gone ends itself
    assert not alive
    again = extract_command("plans", "-o", "out", "--cluster", "local:2")
    assert again.returncode == 1
    assert b"skipped, done before" in again.stderr
    made = contents(out)
    assert made.pop(".extract/run", None) is None
    assert made == contents(tmp_path / "undisturbed")


def test_a_cluster_that_runs_already_by_address_and_by_file(
    extract_command: Command, plans: Path, tmp_path: Path, s3: Any, bucket: str
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "2", "--no-nanny", "--no-dashboard"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    extract_command("plans", "-o", "alone")
    with (
        subprocess.Popen([*scheduler, "--scheduler-file", "scheduler.json"], **quiet) as first,
        subprocess.Popen([*worker, "--local-directory", str(tmp_path / "dask")], **quiet) as second,
    ):
        try:
            done = extract_command("plans", "-o", "out", "--cluster", address)
            assert done.returncode == 1, done.stderr.decode()
            assert contents(tmp_path / "out") == contents(tmp_path / "alone")
            done = extract_command("plans", "-o", f"s3://{bucket}/out", "--cluster", "scheduler.json")
            assert done.returncode == 1, done.stderr.decode()
            assert f"Report: s3://{bucket}/out/report.json" in done.stderr.decode()
            written, usual = bucket_contents(s3, f"{bucket}/out"), contents(tmp_path / "alone")
            assert written == usual
            assert second.poll() is None
        finally:
            second.terminate()
            second.wait(WAIT)
            first.terminate()


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["plans", "-o", "out", "--cluster", "nowhere"], 2, "nowhere is no address of a cluster"),
        (["plans", "-o", "out", "--cluster", "local:0"], 2, "is no address of a cluster"),
        (["plans", "-o", "out", "--cluster", "local:1000"], 2, "local:999 at most"),
        (["plans", "-o", "out", "--cluster", "127.0.0.1:99999"], 2, "127.0.0.1:99999 is no address of a cluster"),
        (["plans", "-o", "out", "--cluster", ""], 2, "“” is no address of a cluster"),
        (["plans", "-o", "out", "--cluster", "local", "--workers", "2"], 2, "--workers does not go with --cluster"),
        (["plans", "-o", "out", "--cluster", "local", "--to", "xlsx"], 2, "--to does not go with --cluster"),
        (["plans", "-o", "s3://bucket/out"], 2, "URLs are read and written with --cluster only"),
        (["s3://bucket/plans", "-o", "out"], 2, "URLs are read and written with --cluster only"),
        (["nothing://bucket/plans", "-o", "out", "--cluster", "local"], 1, "nothing"),
        (["plans", "-o", "out", "--cluster", "plans/00.txt"], 1, "plans/00.txt cannot be reached"),
    ],
)
def test_what_is_wrong_is_told(extract_command: Command, plans: Path, tmp_path: Path, arguments: list[str], status: int, told: str) -> None:
    done = extract_command(*arguments)
    assert (done.returncode, "Traceback" in done.stderr.decode()) == (status, False), done.stderr.decode()
    assert told in " ".join(done.stderr.decode().split())
    assert not (tmp_path / "out").exists()
