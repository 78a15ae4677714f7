"""A run over many documents on a cluster: the results, the report and what is written down of it as `running.folder_run` leaves them.

Documents go out in small chunks, no more of them than keep the workers busy, so that neither the scheduler nor this process ever holds
the whole run (`work` is the other side); the last chunks are smaller, so that no worker waits long for another at the end. What comes
back is written down here, so that a run started again goes on. As soon as all documents of a shard are through it is made too (`shards`).
A worker that is lost costs nothing but time: the scheduler gives what it had to another, as often as its configuration allows
(`distributed.scheduler.allowed-failures`; once where the cluster was started by us). A chunk that was lost with each of them is given out
again document by document, so that one which ends every worker is told, as "worker_ended", and the others of its chunk are read.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from operator import itemgetter
from queue import Empty, SimpleQueue
from typing import Any

from extractor.clustering import url_ledger
from extractor.clustering.connecting import Cluster
from extractor.clustering.errors import ClusterError
from extractor.clustering.fetching import digest_of_document
from extractor.clustering.shards import SHARD_DOCUMENTS, Shard, make_shard, remove_from
from extractor.clustering.url_place import UrlPlace
from extractor.clustering.urls import is_url
from extractor.clustering.work import MARK_NAME, Chunk, Job, Read, read_chunk
from extractor.document import ReadingError
from extractor.reading.opening import base_name
from extractor.running import ledger
from extractor.running.batch import Outcome
from extractor.running.folder_run import Ended, Show, ended_run
from extractor.running.inputs import Input, Inputs
from extractor.running.ledger import Entry, Ledger, made_with
from extractor.running.places import Folder, Place
from extractor.running.worker import Arguments

__all__ = ["run_on"]

CHUNK_DOCUMENTS = 8
_AHEAD = 2  # chunks for each thread of the workers: one is read, one waits there
_ENDS = ("finished", "error", "cancelled")  # of a future
_LOOK_SECONDS = 0.5  # after which Ctrl-C is heard, and workers that have come are given work


def run_on(
    cluster: Cluster, place: Folder | UrlPlace, inputs: Inputs, arguments: Arguments, *,
    time_limit: float = 0.0, force: bool = False, show: Show,
) -> Ended:  # fmt: skip
    """Reads the documents (`running.inputs`, `url_inputs`) on the workers and writes the result of each, the shards and the report.

    The folder of a place is a whole path, which leads to the same on all workers; so do the paths of documents from the working folder.
    `show` is called with each outcome, in this thread. Raises what `folder_run.run_into` raises, and ClusterError.
    """
    with _opened(place) as done, _marked(place) as mark:
        folder = "" if all(is_url(document.path) for document in inputs.documents) else os.getcwd()
        job = Job(place, folder, made_with(arguments), mark, arguments, time_limit, force)

        def coming() -> Generator[Outcome]:
            work = _Work(cluster, done, job)
            try:
                yield from work.outcomes(inputs.documents)
            finally:
                work.drop()
            remove_from(place, -(-len(inputs.documents) // SHARD_DOCUMENTS))

        return ended_run(done, inputs, arguments, coming, workers=lambda: cluster.most_threads, force=force, show=show)


def _opened(place: Folder | UrlPlace) -> AbstractContextManager[Ledger]:
    return url_ledger.opened(place) if isinstance(place, UrlPlace) else ledger.opened(place.path)


@contextmanager
def _marked(place: Place) -> Iterator[str]:
    """A mark in the place by which workers know that they see it, as long as the block lasts."""
    mark = os.urandom(8).hex()
    place.write(MARK_NAME, mark.encode())
    try:
        yield mark
    finally:
        place.remove(MARK_NAME)


class _Work:
    """What was given out and has not come back."""

    def __init__(self, cluster: Cluster, done: Ledger, job: Job) -> None:
        self._cluster, self._done, self._job = cluster, done, job
        self._back: SimpleQueue[Any] = SimpleQueue()  # futures that are through
        self._out: dict[Any, tuple[Input, ...] | Shard] = {}
        self._again: deque[tuple[Input, ...]] = deque()  # documents of chunks that were lost

    def outcomes(self, documents: Iterable[Input]) -> Iterator[Outcome]:
        """What becomes of each document, as soon as it is known; ends when the shards stand too."""
        coming = deque(documents)
        shards = _Shards(tuple(coming))
        while True:
            while (coming or self._again) and len(self._out) < (most := max(self._cluster.threads() * _AHEAD, 1)):
                self._give(self._again.popleft() if self._again else _chunk(coming, most))
            if not self._out:
                return
            try:
                future = self._back.get(timeout=_LOOK_SECONDS)
            except Empty:
                self._cluster.threads()  # raises where there have been none for long
                continue
            if future.status not in _ENDS:  # the worker that had the answer is lost: it is made again
                future.add_done_callback(self._back.put)
                continue
            given = self._out.pop(future)
            if isinstance(given, Shard):
                self._made(future)
                continue
            for outcome in self._read(future, given):
                yield outcome
                shard = shards.through(outcome, self._done.entry(outcome.document.result))
                if shard is not None:
                    self._submit(shard, make_shard, self._job.place, shard, self._job.force)

    def drop(self) -> None:
        """Nobody waits for what is out any more."""
        if self._out:
            self._cluster.client.cancel(list(self._out), force=True)

    def _give(self, documents: tuple[Input, ...]) -> None:
        entries = (self._done.entry(document.result) for document in documents)
        self._submit(documents, read_chunk, self._job, Chunk(documents, tuple(entry for entry in entries if entry is not None)))

    def _submit(self, given: tuple[Input, ...] | Shard, task: Any, *arguments: object) -> None:
        # Nothing of a document is in the task's key; what was given out first is done first.
        key = f"extract-{'shard' if isinstance(given, Shard) else 'chunk'}-{os.urandom(8).hex()}"
        try:
            future = self._cluster.client.submit(task, *arguments, key=key, pure=False)
        except (OSError, RuntimeError, ValueError) as error:  # of a client that is closed
            raise ClusterError("cluster_lost") from error
        self._out[future] = given
        future.add_done_callback(self._back.put)

    def _read(self, future: Any, documents: tuple[Input, ...]) -> Iterator[Outcome]:
        from distributed import KilledWorker

        try:
            read: Read = _answer(future)
        except KilledWorker:
            if len(documents) > 1:
                self._again += [(document,) for document in documents]
            else:
                yield self._lost(documents[0])
            return
        for entry in read.entries:
            self._done.add(entry)
        yield from read.outcomes

    def _made(self, future: Any) -> None:
        from distributed import KilledWorker

        try:
            _answer(future)
        except KilledWorker as error:
            raise ClusterError("cluster_worker_lost") from error

    def _lost(self, document: Input) -> Outcome:
        """A document with which each worker that had it ended."""
        error = ReadingError("worker_ended", file=base_name(document.path), status="?")
        return Outcome(document, "failed", error, sha256=digest_of_document(document.path, self._job.folder))


def _chunk(coming: deque[Input], most: int) -> tuple[Input, ...]:
    """The next documents: a chunk, or fewer where what comes is not enough for so many whole ones."""
    return tuple(coming.popleft() for _ in range(min(CHUNK_DOCUMENTS, max(len(coming) // most, 1))))


class _Shards:
    """Which documents of each shard are not through yet."""

    def __init__(self, documents: tuple[Input, ...]) -> None:
        self._number = {document.result: at // SHARD_DOCUMENTS for at, document in enumerate(documents)}
        self._left = dict[int, int]()
        for number in self._number.values():
            self._left[number] = self._left.get(number, 0) + 1
        self._results = dict[int, list[tuple[str, str | None]]]()

    def through(self, outcome: Outcome, entry: Entry | None) -> Shard | None:
        """The shard whose last document this is. `entry`: what is written down of the result."""
        result = outcome.document.result
        number = self._number[result]
        if outcome.error is None:
            self._results.setdefault(number, []).append((result, entry.sha256 if entry is not None else None))
        self._left[number] -= 1
        return None if self._left[number] else Shard(number, tuple(sorted(self._results.pop(number, ()), key=itemgetter(0))))


def _answer(future: Any) -> Any:
    """What a task gave, or raised. Raises ClusterError where it is not known, or is that a worker lacks the program or memory."""
    from distributed.client import CancelledError

    try:
        return future.result()
    except CancelledError as error:
        raise ClusterError("cluster_lost") from error
    except MemoryError as error:
        raise ClusterError("cluster_worker_lost") from error
    except ImportError as error:
        raise ClusterError("worker_no_program", package=error.name or "extractor") from error
