"""`extract serve` under many clients, hostile ones among them: every answer is held against the right one, memory and the end are watched.

    python -m benchmarks.service_load [--clients 32] [--seconds 120] [--workers N] [--seed 1]

Starts a service of its own on a free port. Each client begins with another of the last cases (`service_cases`), then
draws them one after the other; a client told to come again (429) does. Memory is measured each second. Of the workers
it is flat where the median of the last quarter, of the larger worker, is at most a tenth above that of the quarter
before. The service itself holds what is in hand, now more, now less: it is looked at with nothing in hand, before the
load, after its first half and at its end, and is flat where it has at most a tenth more at the end than after the
first half; what is loaded with the first request of each kind is there by then. Both are judged where the load lasts
a minute or more. At the end SIGTERM is sent with documents in hand: they must be answered, later ones refused with
503, and the status be 0.
Prints a report in Markdown; status 1 where anything was not as it should be.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.service_cases import MARK, ROOT, Case, Manner, cases, marked
from extractor.running.resident_memory import resident_memory
from extractor.serving.receiving import IDLE_SECONDS

__all__ = ["Load", "Report", "run"]

_BOUNDARY = "----------------------------0123456789"
_HALVES = 2
_LONGEST_WAIT = 300.0  # seconds for an answer
_LARGEST_MB = 8
_LOGGED = re.compile(r"[\d-]{10} [\d:,]{12} [A-Z]{3,7} (/[a-z.]*|other) \d{3} [\d.]+s \d+B\n\Z|The service has ended\.\n\Z")
_START = "import sys, cli; from extractor.serving import receiving; receiving.IDLE_SECONDS = {idle}; sys.exit(cli.main(sys.argv[1:]))"
_JUDGED_SECONDS = 60.0
_FLAT = 0.1
_REST_SECONDS = 12.0
_QUARTERS = 4
_OWN = 0.25  # of the requests are documents of their own


@dataclass(frozen=True)
class Load:
    clients: int = 32
    seconds: float = 120.0
    workers: int = 2
    queue: int = 16
    seed: int = 1
    scans: bool = True
    late: float = 5.0
    """Seconds until a client begins to take its answer."""
    idle: float = IDLE_SECONDS
    """Seconds without a byte after which the service refuses a document."""


@dataclass(frozen=True)
class Memory:
    """Bytes at a second: the service's own, and those of each worker, by its process."""

    second: float
    service: int
    workers: dict[int, int]


def rise(series: Sequence[float]) -> float:
    """By which share the median of the last quarter is above that of the quarter before it."""
    half = series[len(series) // 2 :]
    return median(half[len(half) // 2 :]) / median(half[: len(half) // 2]) - 1


@dataclass
class Report:
    """What came of it. `wrong`: each answer that was not the right one, and whatever else should not be."""

    right: Counter[str] = field(default_factory=Counter)
    waits: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    took: float = 0.0
    drained: str = ""

    def rises(self) -> dict[str, float]:
        """`rise` of the service and of its largest worker; nothing of fewer than four measures."""
        largest = [max(now.workers.values()) for now in self.memory if now.workers]
        series = {"service": [now.service for now in self.memory], "largest worker": largest}
        return {name: rise(values) for name, values in series.items() if len(values) >= _QUARTERS}

    def lines(self) -> list[str]:
        times = sorted(self.seconds)
        shown = [
            f"{sum(self.right.values())} right answers (or clients gone as planned) in {self.took:.0f} s, {len(self.wrong)} wrong; "
            f"{self.waits} times told to come again (429)",
            f"seconds to an answer: median {times[len(times) // 2]:.2f}, 95 % {times[len(times) * 95 // 100]:.2f}, longest {times[-1]:.2f}",
            "",
            "| second | service MB | each worker MB, the oldest first |",
            "|---:|---:|---|",
        ]
        step = max(1, len(self.memory) // 12)
        for now in self.memory[::step]:
            workers = ", ".join(f"{now.workers[process] / 1e6:.0f}" for process in sorted(now.workers))
            shown.append(f"| {now.second:.0f} | {now.service / 1e6:.0f} | {workers} |")
        shown += ["", f"{len({process for now in self.memory for process in now.workers})} worker processes in all"]
        shown += [f"{name}: {share:+.1%} in the last quarter" for name, share in self.rises().items()]
        if self.rest:
            rest = ", ".join(f"{one / 1e6:.1f} MB" for one in self.rest)
            shown.append(f"service at rest before the load, after its first half and at its end: {rest}")
        shown += ["", self.drained, "", *(f"- {name}: {count}" for name, count in sorted(self.right.items()))]
        return shown + [f"WRONG {each}" for each in self.wrong[:50]]


class Service:
    """The command in a process of its own; what it logs is kept."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self.log: list[str] = []
        self.port = 0

    async def __aenter__(self) -> Service:
        command = [
            sys.executable, "-c", _START.format(idle=self._load.idle), "serve", "--port", "0", "--lang", "en",
            "--workers", str(self._load.workers), "--queue", str(self._load.queue), "--max-size", str(_LARGEST_MB), "--time-limit", "300",
        ]  # fmt: skip
        self.process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=asyncio.subprocess.PIPE)
        assert self.process.stderr
        first = (await self.process.stderr.readline()).decode()
        address = re.search(r"http://127\.0\.0\.1:(\d+)", first)
        assert address, first
        self.port = int(address[1])
        self._reader = asyncio.create_task(self._keep_log(self.process.stderr))
        return self

    async def _keep_log(self, stream: asyncio.StreamReader) -> None:
        while line := await stream.readline():
            self.log.append(line.decode())

    async def __aexit__(self, *_: object) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        await self._reader

    def workers(self) -> list[int]:
        """The processes of its workers (Linux)."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(worker) for children in threads for worker in children.read_text().split()]

    async def measured(self) -> dict[str, float]:
        _, body = await _asked(self.port, b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return {name: float(value) for name, value in re.findall(r"(?m)^(extract_\w+) (\S+)$", body.decode())}


async def run(load: Load) -> Report:
    report = Report()
    drawn = cases(_LARGEST_MB * 2**20, scans=load.scans)
    judged = load.seconds >= _JUDGED_SECONDS
    async with Service(load) as service:
        if judged:
            await _asked(service.port, _request(drawn[0]))
            report.rest.append(await _at_rest(service))
        start = time.monotonic()
        watching = asyncio.create_task(_watch(service, report, start))
        for _ in range(_HALVES):
            end = time.monotonic() + load.seconds / _HALVES
            await asyncio.gather(*(_client(number, service, drawn, load, report, end) for number in range(load.clients)))
            await _settled(service, report)
            if judged:
                report.rest.append(await _at_rest(service))
        report.took = time.monotonic() - start
        watching.cancel()
        if judged:
            grown = {"largest worker": report.rises()["largest worker"], "service at rest": report.rest[-1] / report.rest[-2] - 1}
            report.wrong += [f"memory of the {name} grew by {share:.1%}" for name, share in grown.items() if share > _FLAT]
        await _drains(service, drawn, report)
        report.wrong += [f"logged: {line}" for line in service.log if not _LOGGED.match(line)]
    return report


async def _watch(service: Service, report: Report, start: float) -> None:
    while True:
        await asyncio.sleep(1)
        now = await service.measured()
        if "extract_memory_bytes" in now:
            workers = {worker: resident_memory(worker) or 0 for worker in service.workers()}
            report.memory.append(Memory(time.monotonic() - start, int(now["extract_memory_bytes"]), workers))


async def _at_rest(service: Service) -> int:
    """The service's own memory when it has nothing in hand and has given back what is free."""
    await asyncio.sleep(_REST_SECONDS)
    return int((await service.measured())["extract_memory_bytes"])


async def _settled(service: Service, report: Report) -> None:
    """When all clients have gone no place is taken."""
    for _ in range(100):
        now = await service.measured()
        if now["extract_in_hand"] == 0 and now["extract_queue_length"] == 0:
            return
        await asyncio.sleep(0.1)
    report.wrong.append(f"places are still taken: {now}")


async def _client(number: int, service: Service, drawn: list[Case], load: Load, report: Report, end: float) -> None:
    rng = random.Random(f"{load.seed} {number}")
    first: Case | None = drawn[-1 - number % len(drawn)]  # the last are the largest
    while time.monotonic() < end:
        case, first = first or (marked(rng) if rng.random() < _OWN else rng.choice(drawn)), None
        while True:
            start = time.monotonic()
            try:
                status, body = await asyncio.wait_for(_asked(service.port, _request(case), case.manner, load.late), _LONGEST_WAIT)
            except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError) as error:
                report.wrong.append(f"{case.name}: {error!r}")
                break
            if status == 429:
                report.waits += 1
                await asyncio.sleep(rng.random() * 2)
                if time.monotonic() < end:
                    continue
                break
            problem = wrong(case, status, body)
            if problem is None:
                report.right[case.name] += 1
                report.seconds.append(time.monotonic() - start)
            else:
                report.wrong.append(f"{case.name}: {problem}")
            break


def wrong(case: Case, status: int, body: bytes) -> str | None:
    """What is wrong with an answer; None for the right one. A client that goes away has none (status 0)."""
    if case.manner.startswith("goes away"):
        return None if status == 0 else f"an answer {status} to nobody"
    if status != case.status:
        return f"status {status} in place of {case.status}: {body[:300]!r}"
    if case.plan is not None:
        return None if body == case.plan else "not its plan"
    answer = json.loads(body)
    if case.code is not None:
        return None if answer["code"] == case.code else f"{answer['code']} in place of {case.code}"
    marks = set(re.findall(rf"{MARK}[0-9a-f]+", body.decode()))
    assert case.filename
    own = answer["source"]["sha256"] == hashlib.sha256(case.data).hexdigest() and answer["source"]["filename"] == case.filename
    return None if own and marks == {case.filename.removesuffix(".txt")} else f"of another document: {marks} {answer['source']}"


def _request(case: Case) -> bytes:
    body = case.data
    headers = {"Host": "localhost", "Connection": "close", "Accept": "*/*"}
    if case.form:
        headers["Content-Type"] = f"multipart/form-data; boundary={_BOUNDARY}"
        parts = [f'Content-Disposition: form-data; name="file"; filename="{case.filename}"\r\n\r\n'.encode() + body]
        if case.password is not None:
            parts.insert(0, f'Content-Disposition: form-data; name="password"\r\n\r\n{case.password}'.encode())
        body = b"".join(f"--{_BOUNDARY}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{_BOUNDARY}--\r\n".encode()
    else:
        headers["Content-Type"] = "application/octet-stream"
        if case.filename:
            headers["Content-Disposition"] = f'attachment; filename="{case.filename}"'
    headers |= {"Content-Length": str(len(body)), **dict(case.headers)}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /plans{case.query} HTTP/1.1\r\n{head}\r\n".encode() + body


async def _asked(port: int, request: bytes, manner: Manner = "at once", late: float = 0.0) -> tuple[int, bytes]:
    """The status and body of the answer; status 0 where the client went away as it should."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    try:
        if manner in ("goes away in the middle", "goes away before the answer"):
            await _send(writer, request, manner)
            await asyncio.sleep(0.05)
            return 0, b""
        sending = asyncio.create_task(_send(writer, request, manner))  # a refusal can come before all is sent
        if manner == "takes its answer late":
            await asyncio.wait((sending,))
            await asyncio.sleep(late)
        head = await reader.readuntil(b"\r\n\r\n")
        if manner == "goes away within the answer" and head.startswith(b"HTTP/1.1 200 "):
            sending.cancel()
            return 0, b""
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else await reader.read()
        sending.cancel()
        await asyncio.wait((sending,))
        return int(head.split(b" ", 2)[1]), body
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def _send(writer: asyncio.StreamWriter, request: bytes, manner: Manner) -> None:
    if manner not in ("slowly", "stalls", "goes away in the middle"):
        writer.write(request)
        await writer.drain()
        return
    if manner == "slowly":
        step = len(request) // 20 + 1
        for start in range(0, len(request), step):
            writer.write(request[start : start + step])
            await writer.drain()
            await asyncio.sleep(0.1)
        return
    writer.write(request[: len(request) // 2])
    await writer.drain()


async def _drains(service: Service, drawn: list[Case], report: Report) -> None:
    """SIGTERM with documents in hand: they are answered, a later one is refused, and the process ends well with all its workers."""
    plan = next(case for case in drawn if case.filename == "long60.pdf")
    workers = service.workers()
    asked = [asyncio.create_task(_asked(service.port, _request(plan))) for _ in range(6)]
    while (await service.measured())["extract_in_hand"] < len(asked):
        await asyncio.sleep(0.01)
    start = time.monotonic()
    service.process.send_signal(signal.SIGTERM)
    await asyncio.sleep(0.1)
    late, body = await _asked(service.port, _request(plan))
    if late != 503 or json.loads(body)["code"] != "draining":
        report.wrong.append(f"a document after SIGTERM: {late}")
    for status, body in await asyncio.gather(*asked):
        if (problem := wrong(plan, status, body)) is not None:
            report.wrong.append(f"in hand at SIGTERM: {problem}")
    status = await asyncio.wait_for(service.process.wait(), 30)
    if status != 0:
        report.wrong.append(f"the service ended with status {status}")
    if left := [worker for worker in workers if Path(f"/proc/{worker}").exists()]:
        report.wrong.append(f"workers live on: {left}")
    took = time.monotonic() - start
    report.drained = f"SIGTERM with {len(asked)} documents in hand, a later one sent: status {status} after {took:.1f} s"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service_load")
    parser.add_argument("--clients", type=int, default=Load.clients)
    parser.add_argument("--seconds", type=float, default=Load.seconds)
    parser.add_argument("--workers", type=int, default=Load.workers)
    parser.add_argument("--seed", type=int, default=Load.seed)
    given = parser.parse_args()
    report = asyncio.run(run(Load(given.clients, given.seconds, given.workers, seed=given.seed)))
    print("\n".join(report.lines()))
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
