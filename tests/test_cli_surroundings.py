"""The command line where its surroundings are hostile: closed and full streams, odd names, devices, folders, an early Ctrl-C."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor import load
from tests.conftest import Command
from tests.test_cli import SMALL_PLAN, pdf, small

__all__ = ["pdf", "small"]  # fixtures

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX streams, names and devices")
WRITING = ("plan.txt --quiet -o -", "schema", "--help", "--version", "evaluate .")


def shell(entry_point: str, arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs `extract` in a shell, which can close its streams."""
    told = {**os.environ, "LC_ALL": "en_US.UTF-8", **environment}
    return subprocess.run(f"'{entry_point}' {arguments}", shell=True, cwd=folder, env=told, capture_output=True, timeout=60, check=False)


@pytest.fixture
def annotated(small: Path) -> Path:
    """The folder of a small plan with its annotation."""
    small.with_name("plan.gold.json").write_text(json.dumps({"tasks": []}))
    return small.parent


@POSIX
@pytest.mark.parametrize("arguments", WRITING)
@pytest.mark.parametrize("state", [">&-", pytest.param(">/dev/full", marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device"))])
def test_output_that_cannot_be_written_is_told(entry_point: str, annotated: Path, arguments: str, state: str) -> None:
    done = shell(entry_point, f"{arguments} {state}", annotated)
    assert done.returncode == 1
    assert done.stderr.startswith(b"extract: standard output cannot be written: ")
    assert done.stderr.count(b"\n") == 1


@POSIX
@pytest.mark.parametrize("state", ["2>&-", pytest.param("2>/dev/full", marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device"))])
@pytest.mark.parametrize(
    ("arguments", "status"),
    [("plan.txt", 0), ("plan.txt -o -", 0), ("--bogus", 2), ("missing.txt", 1), ("plan.txt --strict --quiet", 1)],
)
def test_messages_that_cannot_be_told_are_dropped(entry_point: str, small: Path, arguments: str, status: int, state: str) -> None:
    done = shell(entry_point, f"{arguments} {state}", small.parent)
    assert (done.returncode, done.stderr) == (status, b"")
    if "-o -" in arguments:
        load(done.stdout)
    else:
        assert done.stdout == b""


@POSIX
@pytest.mark.parametrize("arguments", ["- <&-", "inspect - --page 1 -o x.png <&-"])
def test_closed_input_is_told(entry_point: str, tmp_path: Path, arguments: str) -> None:
    done = shell(entry_point, arguments, tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"standard input or output is closed" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["/"], 2, "/: a folder or several documents need"),
        ([".."], 2, "..: a folder or several documents need"),
        (["plan.txt", "", "-o", "out"], 2, 'DOCUMENT must name a file or folder, not ""'),
        (["plan.txt", "-", "-o", "out"], 2, 'DOCUMENT must name a file or folder, not "-"'),
        (["inspect", ".", "--page", "1", "-o", "x.png"], 1, ". is a folder"),
        ([""], 2, 'PLAN must name a file or folder, not ""'),
        (["plan.txt", "-o", ""], 2, '-o must name a file or folder, not ""'),
        (["inspect", "plan.txt", "--page", "1", "-o", "-"], 2, '-o must name a file or folder, not "-"'),
        (["evaluate", ""], 2, 'CORPUS must name a file or folder, not ""'),
        (["evaluate", ".", "--save", "-"], 2, '--save must name a file or folder, not "-"'),
        (["evaluate", ".", "--against", ""], 2, '--against must name a file or folder, not ""'),
        (["evaluate", ".", "--save", "missing/run.json"], 2, "folder of this file does not exist"),  # before anything is evaluated
        (["plan.txt", "-o", "missing/out.json"], 2, "folder of this file does not exist"),
        (["plan.txt", "-o", "a" * 300], 1, "file name is too long"),
        (["a" * 300], 1, "file name is too long"),
    ],
)
def test_names_that_cannot_be(extract_command: Command, small: Path, arguments: list[str], status: int, told: str) -> None:
    done = extract_command(*arguments)
    assert (done.returncode, done.stdout) == (status, b"")
    assert told in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert [path.name for path in small.parent.iterdir()] == ["plan.txt"]


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are Unicode")
@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_names_that_are_no_unicode(extract_command: Command, tmp_path: Path, output: tuple[str, ...]) -> None:
    name = os.fsdecode(b"k\xff.txt")
    (tmp_path / name).write_text(SMALL_PLAN, "utf-8")
    for _ in (1, 2):  # the second time over its own result
        done = extract_command(name, *output)
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr
    written = done.stdout or (tmp_path / os.fsdecode(b"k\xff.tasks.json")).read_bytes()
    assert load(written).source.filename == r"k\udcff.txt"


def test_the_result_of_another_input_is_kept(extract_command: Command, small: Path) -> None:
    small.with_name("plan.md").write_text(SMALL_PLAN, "utf-8")
    result = small.with_name("plan.tasks.json")
    assert extract_command("plan.txt").returncode == 0
    refused = extract_command("plan.md")
    assert (refused.returncode, load(result.read_bytes()).source.filename) == (2, "plan.txt")
    assert "plan.txt" in refused.stderr.decode()
    assert extract_command("plan.md", "--force").returncode == 0
    assert load(result.read_bytes()).source.filename == "plan.md"


def test_the_result_of_another_document_of_that_name_is_kept(extract_command: Command, tmp_path: Path) -> None:
    first, second, other = tmp_path / "a" / "plan.txt", tmp_path / "b" / "plan.txt", tmp_path / "c" / "plan.txt"
    for path, text in ((first, SMALL_PLAN), (second, SMALL_PLAN), (other, SMALL_PLAN.replace("2024", "2025"))):
        path.parent.mkdir()
        path.write_text(text, "utf-8")
    result = tmp_path / "out.json"

    def run(path: Path, *more: str) -> tuple[int, bool]:
        return extract_command(path, "-o", "out.json", *more).returncode, "2025" in load(result.read_bytes()).text

    assert run(first) == (0, False)
    assert run(second) == (0, False)  # the same document, elsewhere
    refused = extract_command(other, "-o", "out.json")
    assert (refused.returncode, "plan.txt" in refused.stderr.decode()) == (2, True)
    assert run(other) == (2, False)
    assert run(other, "--force") == (0, True)
    shutil.copy(first, other)  # a new version of the document, put in its place after the result was written
    assert run(other) == (0, False)


def test_the_result_of_another_standard_input_is_kept(extract_command: Command, tmp_path: Path) -> None:
    def run(text: str, *more: str) -> int:
        return extract_command("-", "-o", "x.json", *more, stdin=text.encode()).returncode

    other = SMALL_PLAN.replace("2024", "2025")
    assert [run(SMALL_PLAN), run(SMALL_PLAN), run(other), run(other, "--force")] == [0, 0, 2, 0]
    assert "2025" in load((tmp_path / "x.json").read_bytes()).text


@POSIX
def test_a_picture_follows_the_rules_of_destinations(extract_command: Command, pdf: Path) -> None:
    folder = pdf.parent
    os.mkfifo(folder / "pipe")
    (folder / "link.png").symlink_to("page.png")
    inspect = ("inspect", "plan.pdf", "--page", "1", "--force", "-o")
    assert [extract_command(*inspect, name).returncode for name in (os.devnull, "pipe", "link.png")] == [0, 2, 0]
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)
    assert (folder / "link.png").is_symlink()
    assert (folder / "page.png").read_bytes().startswith(b"\x89PNG")


def test_strict_says_why_even_if_quiet(extract_command: Command, small: Path) -> None:
    done = extract_command(small, "--strict", "--quiet", "-o", "-")
    warnings = len(load(done.stdout).warnings)
    assert done.returncode == 1
    assert f"plan.txt: {warnings} warning(s)" in done.stderr.decode()


@POSIX
@pytest.mark.parametrize(("encoding", "told"), [("ascii", "There is no file"), ("utf-8", "Không tìm thấy")])
def test_english_where_vietnamese_cannot_be_shown(entry_point: str, tmp_path: Path, encoding: str, told: str) -> None:
    done = shell(entry_point, "missing.txt", tmp_path, LC_ALL="vi_VN.UTF-8", PYTHONIOENCODING=encoding)
    assert told in done.stderr.decode()


@pytest.mark.parametrize("gold", ["", "[]", "{", '{"tasks": [{}]}', '{"tasks": [{"text": 7}]}', '{"targets": [{"value": "x"}]}', "[" * 100_000])
def test_a_broken_annotation_is_named(extract_command: Command, annotated: Path, gold: str) -> None:
    (annotated / "plan.gold.json").write_text(gold)
    done = extract_command("evaluate", ".")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("extract: plan.gold.json: the annotation is broken")


@POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("loaded", ["gc", "msgspec", "extractor.running.interrupts", "extractor.running.time_limit"])
def test_an_interrupt_at_any_time_is_told(entry_point: str, tmp_path: Path, name: str, loaded: str) -> None:
    """From where `cli` has begun (it imports gc first) to where it works: Python tells what is imported, and the input never ends."""
    sent = getattr(signal, name)
    command = [sys.executable, "-X", "importtime", entry_point, "-", "--lang", "en", "-o", "x.json"]
    child = subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(sent, signal.SIG_DFL if name != "SIGINT" else signal.default_int_handler),
    )
    assert child.stderr is not None
    for line in child.stderr:
        if line.decode().rpartition("|")[2].strip() == loaded:
            break
    child.send_signal(sent)
    told = child.communicate(timeout=20)[1]
    assert child.returncode == 130
    assert b"Traceback" not in told
    assert told.endswith(b"extract: Stopped; no file was left half written.\n")


@POSIX
def test_what_is_to_be_ignored_is_ignored(entry_point: str, small: Path) -> None:
    child = subprocess.Popen(
        [entry_point, "-", "-o", "x.json"], cwd=small.parent, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )
    time.sleep(0.3)
    child.send_signal(signal.SIGHUP)
    child.communicate(SMALL_PLAN.encode(), timeout=20)
    assert child.returncode == 0


def test_password_is_asked_on_a_terminal_only(extract_command: Command, traps: Path) -> None:
    done = extract_command(traps / "bad_password_user.pdf", "--password", "-o", "x.json")
    assert done.returncode == 2
    assert b"terminal" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("name", ["bad_password_user.pdf", "protected.docx"])
def test_password_typed_on_a_terminal(entry_point: str, traps: Path, tmp_path: Path, name: str) -> None:
    import pty

    main, side = pty.openpty()
    command = [entry_point, str(traps / name), "--password", "-o", str(tmp_path / "x.json"), "--quiet"]
    process = subprocess.Popen(command, stdin=side, stdout=side, stderr=side, start_new_session=True, preexec_fn=lambda: _control(side))
    os.close(side)
    while b":" not in os.read(main, 1024):  # what is typed before the question is thrown away
        pass
    os.write(main, b"secret\n")
    assert process.wait(timeout=60) == 0
    assert (tmp_path / "x.json").is_file()
    os.close(main)


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("typed", "status", "told"), [(b"\x04", 130, b"Stopped"), (b"\xff\xfe\n", 1, b"UTF-8"), (b"\n", 1, b"password"), (b"\x03", 130, b"Stopped")]
)
def test_what_is_no_password(entry_point: str, traps: Path, tmp_path: Path, typed: bytes, status: int, told: bytes) -> None:
    import pty

    main, side = pty.openpty()
    process = subprocess.Popen(
        [entry_point, str(traps / "protected.docx"), "--password", "-o", str(tmp_path / "x.json"), "--lang", "en"],
        stdin=side, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=lambda: _control(side),
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    os.close(side)
    while b":" not in os.read(main, 1024):
        pass
    os.write(main, typed)
    said = process.communicate(timeout=60)[1]
    assert (process.returncode, b"Traceback" in said, told in said) == (status, False, True)
    os.close(main)


def _control(side: int) -> None:
    """Makes the pseudo-terminal the one that the process asks on."""
    import fcntl
    import termios

    fcntl.ioctl(side, termios.TIOCSCTTY, 0)


def test_a_document_that_takes_too_long_is_stopped(extract_command: Command, corpus: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    done = extract_command(corpus / "so-ldtbxh-bac-giang-2024.pdf", "--ocr", "always", "--time-limit", "1", "-o", "x.json")
    assert done.returncode == 1
    assert b"--time-limit" in done.stderr
    assert b"Traceback" not in done.stderr
    assert time.monotonic() - started < 20
    assert not list(tmp_path.glob("x.json*"))


@pytest.mark.parametrize("seconds", ["0.01", "0.25"])
def test_the_limit_is_told_as_it_was_given(extract_command: Command, tmp_path: Path, corpus: Path, seconds: str) -> None:
    done = extract_command(corpus / "so-ldtbxh-bac-giang-2024.pdf", "--ocr", "always", "--time-limit", seconds, "-o", "x.json")
    assert (done.returncode, f"within {seconds} seconds" in done.stderr.decode()) == (1, True)


def test_code_that_lets_nobody_run_is_ended_too(tmp_path: Path) -> None:
    # A regular expression holds the interpreter: only its own timer can end this one.
    code = (
        "import re\nimport extractor.running.time_limit as t\nt.GRACE_SECONDS = 0.5\n"
        "with t.time_limit(0.5, lambda: None, status=1):\n    re.match(r'(a+)+$', 'a' * 40 + 'b')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)
    assert done.returncode == 1
    assert done.stderr == b""
