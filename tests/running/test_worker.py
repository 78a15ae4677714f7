"""A document in a process of its own: the same plan, the same refusals, and an end where it takes too long or crashes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import extract
from extractor.document import ReadingError
from extractor.reading import limits
from extractor.running import worker

CORPUS = Path(__file__).parent.parent.parent / "corpus" / "dev"
TRAPS = Path(__file__).parent.parent / "traps"
SECONDS = 60.0


def refused(source: object, *, seconds: float = SECONDS, **named: object) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        extract(source, time_limit=seconds, **named)  # type: ignore[arg-type]
    return caught.value


def test_the_same_plan() -> None:
    path = CORPUS / "so-ldtbxh-bac-giang-2024.pdf"
    plan = extract(path)
    assert extract(path, time_limit=SECONDS) == plan
    assert plan.source.filename == path.name
    assert extract(io.BytesIO(path.read_bytes()), filename=path.name, time_limit=SECONDS) == plan


@pytest.mark.parametrize("name", ["k\udcff.md", "a/b\\\\kế hoạch.md", ""])
def test_the_same_name(name: str) -> None:
    assert extract(b"Ke hoach", filename=name, time_limit=SECONDS) == extract(b"Ke hoach", filename=name)


def test_the_same_refusal() -> None:
    error = refused(b"%PDF-1.7 nothing", filename="kế hoạch.pdf")
    with pytest.raises(ReadingError) as caught:
        extract(b"%PDF-1.7 nothing", filename="kế hoạch.pdf")
    assert (error.code, error.details) == (caught.value.code, caught.value.details)


def test_a_path_that_is_not_there() -> None:
    assert refused(CORPUS / "nothing.pdf").code == "file_not_found"


def test_the_password_reaches_the_worker() -> None:
    path = TRAPS / "protected.docx"
    assert refused(path).code == "docx_encrypted"
    assert refused(path, password="guess").code == "password_wrong"
    assert extract(path, password="secret", time_limit=SECONDS) == extract(path, password="secret")


def test_the_limits_as_they_are_set_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 1)
    assert refused(CORPUS / "so-ldtbxh-bac-giang-2024.pdf").code == "too_many_pages"


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_a_limit_that_is_none(seconds: float) -> None:
    with pytest.raises(ValueError, match="time_limit"):
        extract(b"Ke hoach", time_limit=seconds)


def test_the_limit() -> None:
    start = time.monotonic()
    error = refused(CORPUS / "so-ldtbxh-bac-giang-2024.pdf", seconds=0.5, ocr="always")
    assert (error.code, error.details["limit"]) == ("document_too_slow", "0.5")
    assert time.monotonic() - start < 8


def test_a_worker_that_lets_nobody_run_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_CODE", "import re; re.match(r'(a+)+$', 'a' * 60 + 'b')")
    monkeypatch.setattr(worker, "_START_SECONDS", 0.2)
    monkeypatch.setattr(worker, "GRACE_SECONDS", 0.2)
    assert refused(b"Ke hoach", seconds=0.2).code == "document_too_slow"


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise MemoryError", "import os; os._exit(1)"])
def test_a_worker_that_crashes(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(worker, "_CODE", code)
    assert refused(b"Ke hoach").code == "worker_ended"


def test_what_a_crash_says_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_CODE", "raise MemoryError('no room')")
    assert "no room" in refused(b"Ke hoach").__notes__[0]


def test_an_answer_that_is_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_CODE", "print('{}')")
    assert refused(b"Ke hoach").code == "worker_ended"


def test_what_is_printed_is_no_part_of_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    chatty = "; import os, extractor; read = extractor.extract; extractor.extract = lambda *a, **k: (os.write(1, b'x'), read(*a, **k))[1]; work()"
    monkeypatch.setattr(worker, "_CODE", worker._CODE.replace("; work()", chatty))
    assert extract(b"Ke hoach", time_limit=SECONDS) == extract(b"Ke hoach")


def test_no_module_of_the_working_folder_is_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('this is not the library')")
    monkeypatch.chdir(tmp_path)
    assert extract(b"Ke hoach", time_limit=SECONDS) == extract(b"Ke hoach")


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell")
def test_a_worker_whose_parent_ends_ends(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    tells = f"import os; open({str(told)!r}, 'w').write(str(os.getpid()))"
    slow = f"{tells}; import extractor, time; extractor.extract = lambda *a, **k: time.sleep(60); {worker._CODE}"
    parent = f"from extractor.running import worker; worker._CODE = {slow!r}; import extractor; extractor.extract(b'a', time_limit=50)"
    with subprocess.Popen([sys.executable, "-c", parent]) as started:
        until(told.exists)
        started.kill()
    until(lambda: not running(int(told.read_text() or 0)))


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or ") Z " not in state.read_text()
