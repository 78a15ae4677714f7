"""Workers that stay: the same plans as without them, whatever happens to a worker, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from pathlib import Path

import pytest

from extractor import extract
from extractor.document import ReadingError
from extractor.exporting.formats import MissingLibrary
from extractor.reading import limits
from extractor.running import pool as pool_module
from extractor.running import worker
from extractor.running.pool import Arguments, Pool
from extractor.running.products import Product
from tests.running.test_worker import running, until

CORPUS = Path(__file__).parent.parent.parent / "corpus" / "dev"
PLAN = CORPUS / "so-ldtbxh-bac-giang-2024.pdf"
TEXT = "KẾ HOẠCH\nTuyên truyền năm 2024\n\nII. NỘI DUNG\n1. Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2024.\n".encode()
WAIT = 60.0
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals")


def instead(code: str) -> str:
    """The worker's code with other code before it begins to work."""
    return worker._CODE.replace("; work(", f"; import os, time, extractor; read = extractor.extract; exec({code!r}); work(")


SLOW = "extractor.extract = lambda *a, **k: time.sleep(60)"


def refused(future: Future[bytes]) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        future.result(WAIT)
    return caught.value


def test_the_same_plans_by_path_and_by_bytes() -> None:
    with Pool(2) as pool:
        futures = [pool.submit(PLAN), pool.submit(PLAN.read_bytes(), Arguments(filename=PLAN.name)), pool.submit(TEXT), pool.submit(str(PLAN))]
        plan = extract(PLAN).to_json()
        assert [future.result(WAIT) for future in futures] == [plan, plan, extract(TEXT).to_json(), plan]


def test_the_arguments_are_each_documents_own() -> None:
    with Pool(1) as pool:
        low, high, named = pool.submit(TEXT), pool.submit(TEXT, Arguments(min_confidence=1.0)), pool.submit(TEXT, Arguments(filename="a.txt"))
        assert low.result(WAIT) == extract(TEXT).to_json()
        assert high.result(WAIT) == extract(TEXT, min_confidence=1.0).to_json() != low.result()
        assert named.result(WAIT) == extract(TEXT, filename="a.txt").to_json()


def test_workers_stay() -> None:
    with Pool(1) as pool:
        pool.submit(TEXT).result(WAIT)
        before = pool.pids()
        pool.submit(TEXT).result(WAIT)
        assert len(before) == 1
        assert pool.pids() == before


def test_a_refusal_is_the_same_and_hurts_nobody() -> None:
    with Pool(1) as pool:
        bad, missing, good = pool.submit(b"%PDF-1.7 nothing"), pool.submit("nothing/here.pdf"), pool.submit(TEXT)
        for future, source in ((bad, b"%PDF-1.7 nothing"), (missing, "nothing/here.pdf")):
            ours = refused(future)
            with pytest.raises(ReadingError) as usual:
                extract(source)
            assert (ours.code, ours.details) == (usual.value.code, usual.value.details)
        assert good.result(WAIT) == extract(TEXT).to_json()


def test_paths_are_those_of_the_folder_where_the_pool_was_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(CORPUS)
    with Pool(1) as pool:
        monkeypatch.chdir(tmp_path)
        assert pool.submit(PLAN.name).result(WAIT) == extract(PLAN).to_json()


def test_limits_as_they_are_when_a_document_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(1) as pool:
        pool.submit(TEXT).result(WAIT)
        monkeypatch.setattr(limits, "MAX_PAGES", 1)
        assert refused(pool.submit(PLAN)).code == "too_many_pages"
        monkeypatch.undo()
        assert pool.submit(PLAN).result(WAIT) == extract(PLAN).to_json()


@POSIX
def test_a_killed_worker_is_replaced_and_its_document_tried_once_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tried = tmp_path / "tried"
    dies_once = f"""
def once(*a, **k):
    with open({str(tried)!r}, "a") as file: file.write("x")
    if len(open({str(tried)!r}).read()) == 1: os.kill(os.getpid(), 9)
    return read(*a, **k)
extractor.extract = once"""
    monkeypatch.setattr(worker, "_CODE", instead(dies_once))
    with Pool(1) as pool:
        assert pool.submit(TEXT).result(WAIT) == extract(TEXT).to_json()
        assert pool.submit(TEXT).result(WAIT) == extract(TEXT).to_json()
    assert tried.read_text() == "xxx"


@pytest.mark.parametrize("death", ["os.abort()", "os.kill(os.getpid(), 9)", "os._exit(1)", "int('no number')"])
def test_a_document_that_kills_twice_is_refused_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch, death: str) -> None:
    dies = f"""
def deadly(source, **k):
    if source == b"deadly": {death}
    return read(source, **k)
extractor.extract = deadly"""
    monkeypatch.setattr(worker, "_CODE", instead(dies))
    with Pool(2) as pool:
        futures = [pool.submit(data, Arguments(filename="a.txt")) for data in (TEXT, b"deadly", TEXT, TEXT)]
        assert {futures[at].result(WAIT) for at in (0, 2, 3)} == {extract(TEXT, filename="a.txt").to_json()}
        error = refused(futures[1])
    assert (error.code, error.details["file"]) == ("worker_ended", "a.txt")


@POSIX
def test_a_worker_killed_while_it_waits_costs_no_try() -> None:
    with Pool(1) as pool:
        pool.submit(TEXT).result(WAIT)
        [process] = pool.pids()
        os.kill(process, signal.SIGKILL)
        until(lambda: not pool.pids())
        assert pool.submit(TEXT).result(WAIT) == extract(TEXT).to_json()


def test_the_limit_is_each_documents_and_the_worker_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = "extractor.extract = lambda source, **k: time.sleep(60) if source == b'slow' else read(source, **k)"
    monkeypatch.setattr(worker, "_CODE", instead(slow))
    with Pool(1, time_limit=2.0) as pool:
        start = time.monotonic()
        first, slow_one, last = pool.submit(TEXT), pool.submit(b"slow"), pool.submit(TEXT)
        assert refused(slow_one).code == "document_too_slow"
        assert first.result() == last.result(WAIT)
        assert time.monotonic() - start < 10  # tried once


def test_a_worker_that_lets_nobody_run_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_CODE", instead("import re; extractor.extract = lambda *a, **k: re.match(r'(a+)+$', 'a' * 60 + 'b')"))
    monkeypatch.setattr(worker, "_START_SECONDS", 0.2)
    monkeypatch.setattr(worker, "GRACE_SECONDS", 0.2)
    with Pool(1, time_limit=0.5) as pool:
        assert refused(pool.submit(TEXT)).code == "document_too_slow"


def test_a_worker_is_replaced_after_so_many_documents() -> None:
    with Pool(1, documents=2) as pool:
        seen = []
        for _ in range(4):
            pool.submit(TEXT).result(WAIT)
            seen += pool.pids() or [0]
        assert len({process for process in seen if process}) == 2


def test_a_worker_that_has_grown_is_replaced() -> None:
    with Pool(1, memory=1) as pool:
        assert pool.submit(TEXT).result(WAIT) == pool.submit(TEXT).result(WAIT)
        assert not pool.pids()


def test_what_is_printed_spoils_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    chatty = """
def chatting(*a, **k):
    print("x" * 200_000); os.write(1, b"y" * 200_000); os.write(2, b"z" * 200_000)
    return read(*a, **k)
extractor.extract = chatting"""
    monkeypatch.setattr(worker, "_CODE", instead(chatty))
    with Pool(1) as pool:
        assert [pool.submit(TEXT).result(WAIT) for _ in range(2)] == [extract(TEXT).to_json()] * 2


def test_a_document_that_waits_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_CODE", instead("extractor.extract = lambda *a, **k: (time.sleep(0.5), read(*a, **k))[1]"))
    with Pool(1) as pool:
        futures = [pool.submit(TEXT) for _ in range(3)]
        until(lambda: pool.working == 1)
        assert pool.waiting == 2
        assert futures[1].cancel()
        assert futures[2].result(WAIT) == futures[0].result()


def test_closed_when_all_is_done() -> None:
    pool = Pool(2)
    futures = [pool.submit(TEXT) for _ in range(5)]
    processes = pool.pids()
    pool.close()
    assert {future.result(0) for future in futures} == {extract(TEXT).to_json()}
    assert not any(running(process) for process in processes)
    with pytest.raises(RuntimeError):
        pool.submit(TEXT)
    pool.close()


def test_closed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_CODE", instead(SLOW))
    pool = Pool(2)
    futures = [pool.submit(TEXT) for _ in range(5)]
    until(lambda: pool.working == 2)
    processes = pool.pids()
    start = time.monotonic()
    pool.close(drain=False)
    assert time.monotonic() - start < 2
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(0)
    assert not any(running(process) for process in processes)


def test_a_document_that_nobody_waits_for_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is read loses its worker and is not tried again; one that waits its turn; what comes after them is read."""
    monkeypatch.setattr(worker, "_CODE", instead("read = extractor.extract; extractor.extract = lambda d, **k: time.sleep(60) if d == b'slow' else read(d, **k)"))
    with Pool(1) as pool:
        read, waits, after = pool.submit(b"slow"), pool.submit(b"slow"), pool.submit(TEXT)
        until(lambda: pool.working == 1)
        start = time.monotonic()
        pool.abandon(waits)
        pool.abandon(read)
        for future in (read, waits):
            with pytest.raises(CancelledError):
                future.result(10)
        assert time.monotonic() - start < 10
        assert after.result(10)
        pool.abandon(after)


def test_to_abandon_one_costs_no_other_its_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the answer comes while its worker is to be ended, who comes next has another worker."""
    tried = tmp_path / "tried"
    slow = f"""
def slow(data, **k):
    with open({str(tried)!r}, "ab") as file: file.write(data[:1])
    time.sleep(0.5)
    return read({TEXT!r})
extractor.extract = slow"""
    monkeypatch.setattr(worker, "_CODE", instead(slow))
    end = worker.Worker.end
    with Pool(1) as pool:
        first, second = pool.submit(b"1"), pool.submit(b"2")
        until(lambda: tried.exists() and tried.read_bytes() == b"1")

        retiring = pool._workers[0]

        def late(self: worker.Worker) -> None:
            if self is retiring:
                until(lambda: tried.read_bytes() == b"12")
            end(self)

        monkeypatch.setattr(worker.Worker, "end", late)
        monkeypatch.setattr(retiring, "close", lambda: None)  # by the thread that has the next document
        pool.abandon(first)
        assert second.result(WAIT) == extract(TEXT).to_json()
    assert tried.read_bytes() == b"12"


def test_an_answer_that_is_too_large() -> None:
    with Pool(1, most_answer=100) as pool:
        assert refused(pool.submit(TEXT, Arguments(filename="a.txt"))).details == {"file": "a.txt", "limit": "0"}
        assert len(pool.pids()) == 1


def test_a_library_that_is_missing_costs_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_CODE", instead("import sys; sys.modules['pyarrow'] = None"))
    with Pool(1) as pool:
        pool.submit(TEXT).result(WAIT)
        before = pool.pids()
        with pytest.raises(MissingLibrary) as caught:
            pool.submit(TEXT, product=Product("parquet")).result(WAIT)
        assert (caught.value.to, caught.value.extra, pool.pids()) == ("parquet", "parquet", before)


@POSIX
def test_a_worker_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_CODE", instead("import re; extractor.extract = lambda *a, **k: re.match(r'(a+)+$', 'a' * 60 + 'b')"))
    monkeypatch.setattr(pool_module, "_LONGEST_ENDING", 0.5)
    pool = Pool(1)
    future = pool.submit(TEXT)
    until(lambda: pool.working == 1)
    pool.close(drain=False)
    with pytest.raises(CancelledError):
        future.result(0)


def test_no_workers() -> None:
    with pytest.raises(ValueError, match="workers"):
        Pool(0)


@POSIX
@pytest.mark.parametrize("busy", [True, False])
def test_workers_end_with_their_parent_however_it_ends(tmp_path: Path, busy: bool) -> None:
    told = tmp_path / "pids"
    slow = f"worker._CODE = {instead(SLOW)!r}" if busy else ""
    script = f"""
from extractor.running import worker
from extractor.running.pool import Pool
import time
{slow}
pool = Pool(2)
{"pool.submit(b'a'); pool.submit(b'a')" if busy else ""}
while len(pool.pids()) < 2 or pool.working != {2 if busy else 0}: time.sleep(0.01)
time.sleep(0.5)
open({str(told)!r}, "w").write(" ".join(map(str, pool.pids())))
time.sleep(60)"""
    with subprocess.Popen([sys.executable, "-c", script]) as parent:
        until(lambda: told.exists() and len(told.read_text().split()) == 2)
        parent.kill()
    processes = list(map(int, told.read_text().split()))
    gone: Callable[[], bool] = lambda: not any(map(running, processes))  # noqa: E731
    until(gone)
