"""Worker processes that stay, for many documents: each takes the next one when it is free.

A thread for each worker hands it documents and waits for its answers, so that nothing is shared between processes that one which dies
could break. A worker that ends in the middle of a document, however it was (kill -9, no memory, a crash of native code), is replaced and
the document tried once more, then refused as "worker_ended". The time limit holds for each try, wherever the work then is. Workers are
replaced after many documents or when they have grown (`running.worker`), and end when this process ends.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread

from extractor.running.products import JSON, Product
from extractor.running.worker import MOST_DOCUMENTS, MOST_MEMORY, Arguments, Content, Worker, WorkerEnded, shown_name

__all__ = ["Arguments", "Pool", "available_cores"]

_TRIES = 2
_PAUSE = 0.5  # seconds before another try where the system gives no process
_LONGEST_ENDING = 3.0

_USUAL = Arguments()
_Job = tuple["Future[bytes]", Content | str, Arguments, Product]


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """Workers that read documents; to be closed, as by `with`, where an error closes it without waiting for what is not done.

    Any thread may submit. Memory: each document that waits stays in it, if given as bytes; who submits without end must bound that himself
    (`waiting`).
    """

    def __init__(
        self, workers: int, *, time_limit: float = 0.0, documents: int = MOST_DOCUMENTS, memory: int = MOST_MEMORY, most_answer: int = 0,
        folder: str | None = None,
    ) -> None:  # fmt: skip
        """Starts the processes. `time_limit`: seconds for each document, 0 for no limit. A worker is replaced after so many documents, or
        when it holds more than `memory` bytes. `most_answer`: bytes that may be made of a document, 0 for no limit. Paths are opened from
        `folder`, None for what is the working folder now."""
        if workers < 1:
            raise ValueError(f"workers is {workers}: at least 1 is needed")
        self.count = workers
        self._seconds = time_limit
        self._new_worker = partial(Worker, folder=folder or os.getcwd(), documents=documents, memory=memory, most_answer=most_answer)
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._lock = Lock()
        self._closed = False
        self._stopped = False
        self._reading: dict[Future[bytes], int] = {}  # by the number of the worker
        self._workers: dict[int, Worker] = {}
        self._threads = [Thread(target=self._serve, args=(number,), name=f"worker {number}", daemon=True) for number in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, source: Content | str | os.PathLike[str], arguments: Arguments = _USUAL, product: Product = JSON) -> Future[bytes]:
        """A document, by its bytes or its path: the future of its plan's JSON, or of what else is to be made of it.

        The future raises ReadingError for a document that cannot be read, MissingLibrary for a product that needs one, and CancelledError
        where the pool was closed before it was done.
        One that waits can be cancelled, one that is read too by `abandon`. Raises RuntimeError when the pool is closed.
        """
        future: Future[bytes] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is closed")
            self._jobs.put((future, source if isinstance(source, bytes | bytearray) else os.fspath(source), arguments, product))
        return future

    def abandon(self, future: Future[bytes]) -> None:
        """Nobody waits for this document any more: it loses its turn, or the worker that reads it. Can take two seconds."""
        if future.cancel():
            return
        with self._lock:
            number = self._reading.pop(future, None)
            worker = self._workers.get(number) if number is not None else None
            if worker is not None:
                worker.retire()  # so that it never has another's document when it is ended
        if worker is not None:
            worker.end()

    @property
    def waiting(self) -> int:
        """How many documents no worker has taken yet."""
        return self._jobs.qsize()

    @property
    def working(self) -> int:
        """How many documents are being read."""
        return len(self._reading)

    def pids(self) -> list[int]:
        """The processes of the workers that live."""
        with self._lock:
            return [worker.pid for worker in self._workers.values() if worker.is_ready()]

    def close(self, drain: bool = True) -> None:
        """Takes no more documents, and ends the workers: when all is done that was submitted, or at once."""
        with self._lock:
            self._closed = True
            self._stopped = self._stopped or not drain
            workers = list(self._workers.values()) if self._stopped else []
        for _ in self._threads:
            self._jobs.put(None)
        for worker in workers:
            worker.end()
        for thread in self._threads:
            thread.join(_LONGEST_ENDING if self._stopped else None)
        if any(thread.is_alive() for thread in self._threads):
            with self._lock:
                for worker in self._workers.values():
                    worker.kill()
            for thread in self._threads:
                thread.join()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        self.close(drain=error is None)

    def _serve(self, number: int) -> None:
        """One worker's thread. Its worker starts before there is a document for it."""
        with suppress(OSError, CancelledError):
            self._ready_worker(number)
        while (job := self._jobs.get()) is not None:
            future, source, arguments, product = job
            if self._stopped:
                future.cancel()
            if future.set_running_or_notify_cancel():
                self._finish(number, future, source, arguments, product)
            del job, future, source, arguments  # nothing of a document is kept while the next is waited for
        with self._lock:
            worker = self._workers.pop(number, None)
        if worker is not None:
            worker.close()

    def _finish(self, number: int, future: Future[bytes], source: Content | str, arguments: Arguments, product: Product) -> None:
        with self._lock:
            self._reading[future] = number
        try:
            answer = self._read(number, future, source, arguments, product)
        except Exception as error:  # whoever waits for the future is told of each
            self._done(future)
            future.set_exception(error)
        else:
            self._done(future)
            future.set_result(answer)

    def _read(self, number: int, future: Future[bytes], source: Content | str, arguments: Arguments, product: Product) -> bytes:
        for left in reversed(range(_TRIES)):
            try:
                return self._ready_worker(number, future).ask(source, arguments, self._seconds, product)
            except WorkerEnded as error:
                ended = error
            except OSError as error:  # the system gives no process now
                ended = WorkerEnded(error.errno or 0, str(error))
                time.sleep(_PAUSE if left else 0)
            if self._stopped or future not in self._reading:
                raise CancelledError
        raise ended.refusal(shown_name(source, arguments))

    def _ready_worker(self, number: int, future: Future[bytes] | None = None) -> Worker:
        """The worker of a thread, a new one in the place of one that has ended. `future`: of the document that it is for.

        Raises OSError; CancelledError in a stopped pool, or where the document was abandoned.
        """
        worker = self._workers.get(number)
        if worker is not None and worker.is_ready():
            return worker
        if worker is not None:
            worker.close()
        with self._lock:
            if self._stopped or (future is not None and future not in self._reading):
                raise CancelledError
            worker = self._workers[number] = self._new_worker()
        return worker

    def _done(self, future: Future[bytes]) -> None:
        with self._lock:
            self._reading.pop(future, None)
