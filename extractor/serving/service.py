"""The service without HTTP: places for documents, workers that read them, and the end of it.

A document has a place from before its body is received until its answer is taken; there are as many places as workers and the queue
together, so that memory is bounded by them times the largest document or answer: who has the one has no longer the other but for the
moment in which a worker hands it over. Where no place is free, the client is told to come again before it has sent anything. A document
whose client has gone loses its turn, or, where it is being read for longer than a moment, its worker.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass

from extractor.document import ReadingError
from extractor.exporting.formats import MissingLibrary
from extractor.messages import Language
from extractor.running.pool import Arguments, Pool
from extractor.running.products import Product
from extractor.running.resident_memory import resident_memory
from extractor.running.worker import Content
from extractor.serving.metrics import Metrics, Sample
from extractor.serving.problems import Problem, problem_of

__all__ = ["MOST_ANSWER", "MOST_MEMORY", "ClientGone", "Service", "Settings"]

_LET_FINISH = 1.0  # seconds a document without a client is still read: a new worker costs as much
_MOST_RETRY = 120
MOST_ANSWER = 100 * 2**20  # bytes; the pictures of a review page have 24 MB, 32 as they stand in it
MOST_MEMORY = 300 * 2**20  # bytes that a worker may hold between two documents; plans leave it at 85, scans and the worst at up to 190


@dataclass(frozen=True)
class Settings:
    """`max_bytes` of one document; `seconds` that reading it may take; the language of who asks for none."""

    host: str = "127.0.0.1"
    port: int = 8700
    workers: int = 1
    queue: int = 16
    max_bytes: int = 50 * 2**20
    seconds: float = 60.0
    language: Language = "vi"


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


class Service:
    """One thread, that of the event loop, asks it everything. `close` ends the workers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.draining = False
        self._taken: dict[object, float] = {}  # when each place was taken, the oldest first
        self._pool = Pool(settings.workers, time_limit=settings.seconds, memory=MOST_MEMORY, most_answer=MOST_ANSWER)

    @property
    def in_hand(self) -> int:
        """Documents that are being received, wait, are read, or whose answers are being taken."""
        return len(self._taken)

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place for a document. Raises Problem: 503 "draining", 429 "queue_full"."""
        if self.draining:
            raise Problem(503, "draining", headers={"Retry-After": "5"})
        if self.in_hand >= self.settings.workers + self.settings.queue:
            raise Problem(429, "queue_full", headers={"Retry-After": str(self._retry_after())})
        place = object()
        self._taken[place] = time.monotonic()
        try:
            yield
        finally:
            del self._taken[place]

    def _retry_after(self) -> int:
        """Seconds until half of the queue will be done, by what documents took so far; at least half of what the oldest one took till now:
        where none is done yet, or all are slower than they were, what took long will take long."""
        by_mean = self.in_hand / 2 * self.metrics.mean_seconds / self.settings.workers
        oldest = time.monotonic() - next(iter(self._taken.values()))
        return min(max(1, math.ceil(max(by_mean, oldest / 2))), _MOST_RETRY)

    async def made(self, data: Content, arguments: Arguments, product: Product, gone: Awaitable[object]) -> bytes:
        """What is made of a document. `gone` is done when its client is.

        Raises Problem, ClientGone.
        """
        start = time.monotonic()
        outcome = "client_gone"
        try:
            answer = await self._answer(self._submitted(data, arguments, product), gone)
            outcome = "done"
            return answer
        except ReadingError as error:
            outcome = error.code
            raise problem_of(error) from None
        except MissingLibrary as error:
            outcome = "format_missing"
            raise Problem(501, outcome, {"format": error.to, "package": error.extra}) from None
        except Problem as problem:
            outcome = problem.code
            raise
        finally:
            self.metrics.document(outcome, time.monotonic() - start)

    def _submitted(self, data: Content, arguments: Arguments, product: Product) -> Future[bytes]:
        try:
            return self._pool.submit(data, arguments, product)
        except RuntimeError:  # closed meanwhile
            raise Problem(503, "draining", headers={"Retry-After": "5"}) from None

    async def _answer(self, future: Future[bytes], gone: Awaitable[object]) -> bytes:
        answer, end = asyncio.wrap_future(future), asyncio.ensure_future(gone)
        try:
            await asyncio.wait((answer, end), return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                future.cancel()  # where it waits
                await asyncio.wait((answer,), timeout=_LET_FINISH)
                raise ClientGone
            if answer.cancelled() or isinstance(answer.exception(), (asyncio.CancelledError, CancelledError)):
                raise Problem(503, "draining", headers={"Retry-After": "5"})
            return answer.result()
        finally:
            end.cancel()
            if not answer.done():
                await asyncio.to_thread(self._pool.abandon, future)
                await asyncio.wait((answer,))
            if answer.done() and not answer.cancelled():
                answer.exception()  # looked at: nobody else will

    def measured(self) -> list[Sample]:
        """What stands now, for the metrics."""
        places = self.settings.workers + self.settings.queue
        samples: list[Sample] = [
            ("extract_places", "gauge", "Documents that can be in hand at once, waiting ones included.", places),
            ("extract_in_hand", "gauge", "Documents in hand: received, waiting, read, or their answers not yet taken.", self.in_hand),
            ("extract_queue_length", "gauge", "Documents that wait for a worker.", self._pool.waiting),
            ("extract_workers", "gauge", "Worker processes that may be.", self.settings.workers),
            ("extract_workers_busy", "gauge", "Documents that are being read.", self._pool.working),
            ("extract_draining", "gauge", "1 when no new documents are taken.", float(self.draining)),
        ]
        own = resident_memory("self")
        if own is not None:
            workers = sum(resident_memory(process) or 0 for process in self._pool.pids())
            samples.append(("extract_memory_bytes", "gauge", "Resident memory of the service without its workers.", own))
            samples.append(("extract_workers_memory_bytes", "gauge", "Resident memory of the workers together.", workers))
        return samples

    def close(self) -> None:
        """Ends the workers, whatever they do; documents in hand are answered with 503."""
        self._pool.close(drain=False)
