"""How the service starts, refuses when it is full, and ends: drained, at once, with nothing left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import h11
import pytest
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

import cli
from extractor import extract
from extractor.serving import server
from tests.running.test_worker import running
from tests.serving.running_service import DEV, TRAPS, RunningService
from tests.serving.test_service import problem, until

PLAN = DEV / "sct-lao-cai-kiem-tra-2026.docx"
LONG = TRAPS / "long60.pdf"


# Else the system takes megabytes for the client.
LITTLE_BUFFERS = """
import socket
from extractor.serving import addresses, server
listening = addresses.listening
def little(host, port):
    listener = listening(host, port)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    return listener
addresses.listening = little
"""


@contextmanager
def started(*words: str, before: str = "") -> Iterator[RunningService]:
    service = RunningService(*words, before=before)
    try:
        yield service
    finally:
        service.process.kill()
        service.wait()


def workers_of(service: RunningService) -> list[int]:
    """Each thread has its own children."""
    threads = Path(f"/proc/{service.process.pid}/task").glob("*/children")
    return [int(process) for children in threads for process in children.read_text().split()]


def test_a_full_queue_refuses_before_the_document_is_sent() -> None:
    with started("--workers", "1", "--queue", "0") as service, ThreadPoolExecutor() as pool:
        first = pool.submit(service.post, TRAPS / "scan_signed_letter.pdf")
        until(lambda: service.metric("extract_in_hand") == 1)
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
            connection.sendall(b"POST /plans HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n")
            answer = connection.recv(10_000)
        assert answer.startswith(b"HTTP/1.1 429 ")
        refused = service.post(PLAN)
        problem(refused, 429, "queue_full")
        assert 1 <= int(refused.headers["retry-after"]) <= 120
        assert service.client.get("/ready").status_code == 200
        assert first.result().status_code == 200
        assert service.post(PLAN).status_code == 200


def test_it_drains() -> None:
    """What is in hand, the waiting included, is answered; new documents are refused; the status is 0 and no worker is left."""
    with started("--workers", "1", "--queue", "5") as service, ThreadPoolExecutor() as pool:
        service.post(PLAN)
        workers = workers_of(service)
        answers = [pool.submit(service.post, LONG) for _ in range(3)]
        until(lambda: service.metric("extract_in_hand") == 3)
        service.process.send_signal(signal.SIGTERM)
        until(lambda: service.client.get("/ready").status_code == 503)
        problem(service.post(PLAN), 503, "draining")
        plan = extract(LONG).to_json()
        assert [answer.result().content for answer in answers] == [plan] * 3
        assert service.wait() == 0
        assert not any(running(worker) for worker in workers)
        assert service.log[-1] == "The service has ended.\n"


def test_what_is_not_done_in_time_is_refused_at_the_end() -> None:
    with started("--workers", "1", "--time-limit", "2") as service, ThreadPoolExecutor() as pool:
        service.post(PLAN)
        answers = [pool.submit(service.post, LONG, params={"ocr": "always"}) for _ in range(3)]
        until(lambda: service.metric("extract_in_hand") == 3)
        start = time.monotonic()
        assert service.end() == 0
        assert time.monotonic() - start < 12
        assert {answer.result().status_code for answer in answers} <= {503, 504}


def test_a_second_signal_ends_the_waiting() -> None:
    with started("--workers", "1") as service, ThreadPoolExecutor() as pool:
        service.post(PLAN)
        workers = workers_of(service)
        lost = pool.submit(service.post, LONG, params={"ocr": "always"})
        until(lambda: service.metric("extract_workers_busy") == 1)
        service.process.send_signal(signal.SIGINT)
        until(lambda: service.client.get("/ready").status_code == 503)
        start = time.monotonic()
        assert service.end() == 0
        assert time.monotonic() - start < 8
        assert not any(running(worker) for worker in workers)
        problem(lost.result(), 503, "draining")


def test_too_slow() -> None:
    with started("--workers", "1", "--time-limit", "1") as service:
        assert problem(service.post(LONG, params={"ocr": "always"}), 504, "document_too_slow")["details"]["limit"] == "1"
        assert service.post(PLAN).status_code == 200


def test_a_worker_that_is_killed_costs_nobody_an_answer() -> None:
    with started("--workers", "1") as service, ThreadPoolExecutor() as pool:
        service.post(PLAN)
        (worker,) = workers_of(service)
        answer = pool.submit(service.post, TRAPS / "scan_signed_letter.pdf")
        until(lambda: service.metric("extract_workers_busy") == 1)
        os.kill(worker, signal.SIGKILL)
        assert answer.result().content == extract(TRAPS / "scan_signed_letter.pdf").to_json()


def test_workers_end_with_the_service_however_it_ends() -> None:
    with started("--workers", "2") as service:
        until(lambda: len(workers_of(service)) == 2)
        workers = workers_of(service)
        service.process.kill()
        until(lambda: not any(running(worker) for worker in workers))


def test_clients_that_send_too_slowly() -> None:
    """Neither a document that stops coming nor a head that does holds anything for long."""
    before = "import extractor.serving.receiving as r, extractor.serving.server as s; r.IDLE_SECONDS = s._HEAD_SECONDS = 0.5"
    with started("--workers", "1", "--queue", "0", before=before) as service:
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
            connection.sendall(b"POST /plans HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf")
            assert connection.recv(10_000).startswith(b"HTTP/1.1 408 ")
        for head in (b"", b"GET / HTTP/1.1\r\nHost: loc"):
            with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
                connection.sendall(head)
                assert connection.recv(10_000) == b""
        assert service.post(PLAN).status_code == 200


def test_a_client_that_does_not_take_its_answer() -> None:
    with started("--workers", "1", "--queue", "0", before=f"{LITTLE_BUFFERS}server._TAKE_SECONDS = 0.5") as service:
        with not_reading(service) as connection:
            until(lambda: any("POST /plans 200" in line for line in service.log))
            until(lambda: service.metric("extract_in_hand") == 0)
            time.sleep(1)
            taken = 0
            with suppress(ConnectionError):
                while block := connection.recv(2**20):
                    taken += len(block)
        assert taken < len(extract(LONG.read_bytes()).to_json())
        assert service.post(PLAN).content == extract(PLAN).to_json()


def test_a_document_has_its_place_until_its_answer_is_taken() -> None:
    """So that what is in hand is bounded by the places, and an end waits for those that still take their answers."""
    with started("--workers", "1", "--queue", "0", before=LITTLE_BUFFERS) as service, not_reading(service) as connection:
        until(lambda: service.metric("extract_documents_total{outcome=\"done\"}") == 1)
        time.sleep(0.5)
        assert (service.metric("extract_in_hand"), service.metric("extract_workers_busy")) == (1, 0)
        problem(service.post(PLAN), 429, "queue_full")
        service.process.send_signal(signal.SIGTERM)
        until(lambda: service.client.get("/ready").status_code == 503)
        time.sleep(6)  # longer than what is left for the last block
        answer = b""
        while block := connection.recv(2**20):
            answer += block
        assert answer.partition(b"\r\n\r\n")[2] == extract(LONG.read_bytes()).to_json()
        assert service.wait() == 0


@contextmanager
def not_reading(service: RunningService) -> Iterator[socket.socket]:
    """A connection on which a long document was sent, and nothing of its answer read."""
    data = LONG.read_bytes()
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", service.port))
        head = f"POST /plans HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(data)}\r\n\r\n"
        connection.sendall(head.encode() + data)
        yield connection


def test_an_answer_that_is_too_large() -> None:
    with started("--workers", "1", before="import extractor.serving.service as s; s.MOST_ANSWER = 2**20") as service:
        assert problem(service.post(LONG), 422, "answer_too_large")["details"]["limit"] == "1"
        assert service.post(PLAN).status_code == 200


def test_what_is_overridden_of_uvicorn_is_there() -> None:
    """Another version that names it otherwise would do without our limits, and say nothing."""
    for name in ("connection_made", "on_response_complete", "pause_writing", "connection_lost"):
        assert name in vars(server._Protocol)
        assert callable(getattr(H11Protocol, name))
    assert callable(uvicorn.Server.capture_signals)
    protocol = server._Protocol(uvicorn.Config(lambda: None), uvicorn.server.ServerState(), {}, asyncio.new_event_loop())
    assert protocol.conn.their_state is h11.IDLE
    assert not {"_late", "_untaken", "_sending", "_expect_head", "_expect_taken", "_close_late", "_abort_untaken"} & set(dir(H11Protocol))


def test_an_error_of_its_own_is_told_without_words_of_a_document() -> None:
    before = "import extractor.serving.service as s\nasync def made(*a):\n raise ValueError('words of a document')\ns.Service.made = made"
    with started("--workers", "1", before=before) as service:
        problem(service.post(PLAN), 500, "internal")
        until(lambda: any("ValueError in" in line for line in service.log))
        until(lambda: any(" 500 " in line for line in service.log))
        assert "words of a document" not in "".join(service.log)


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert cli.main(["serve", "--port", str(taken.getsockname()[1]), "--lang", "en"]) == 1
    assert "Choose another port" in capsys.readouterr().err
    assert cli.main(["serve", "--host", "no.such.host.invalid", "--lang", "en"]) == 1
    assert "no.such.host.invalid" in capsys.readouterr().err


def test_packages_that_are_missing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.setattr("extractor.commands.serve.find_spec", lambda name: None if name == "uvicorn" else object())
    assert cli.main(["serve", "--lang", "vi"]) == 1
    told = capsys.readouterr().err
    assert "uvicorn" in told
    assert "pip install" in told


def test_others_are_let_in_with_a_warning_only() -> None:
    with started("--workers", "1", "--host", "0.0.0.0") as service:
        assert service.client.get("/health", headers={"Host": "extract-service"}).status_code == 200
        problem(service.client.get("/health", headers={"Host": "plans.example"}), 421, "host_not_known")
        assert any("other machines" in line for line in service.log)
