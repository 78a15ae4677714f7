"""The workers' side of a run on a cluster: a few documents are read and their results written, by the code of the run on one machine.

A Dask worker reads nothing itself. It has as many processes of `running.pool` as threads, with the time limit, the second try and the
bounds of memory of every run, in which rules and models stay loaded; they end when there was nothing to read for a minute. The documents
of a chunk wait for files side by side, so that a slow way to them costs no time of a core.
Before its first chunk of a run a worker looks whether it is one that can give the same results: the same version, rules and models, and
the run's mark in the place of the results (`ClusterError`).
What Dask writes down or shows of a task is its number: values that name documents do not tell them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Condition, Timer

from msgspec import Struct

from extractor.clustering.errors import ClusterError
from extractor.clustering.fetching import Fetched
from extractor.running.batch import Outcome, outcomes
from extractor.running.inputs import Input
from extractor.running.ledger import Entry, made_with
from extractor.running.places import STATE_FOLDER, Place
from extractor.running.pool import Pool
from extractor.running.worker import Arguments

__all__ = ["MARK_NAME", "Chunk", "Job", "Read", "check_fit", "let_go", "read_chunk"]

MARK_NAME = f"{STATE_FOLDER}/run"
_IDLE_SECONDS = 60.0


class Job(Struct, frozen=True):
    """What is the same for all chunks of a run.

    `folder`: from which paths of documents lead, empty where all are URLs; `made_with`: of the machine that asks; `mark`: what stands at
    MARK_NAME in the place as long as the run lasts.
    """

    place: Place
    folder: str
    made_with: str
    mark: str
    arguments: Arguments
    time_limit: float
    force: bool

    def __repr__(self) -> str:
        return "Job(…)"


class Chunk(Struct, frozen=True):
    """Documents, and what is written down of their results."""

    documents: tuple[Input, ...]
    entries: tuple[Entry, ...]

    def __repr__(self) -> str:
        return f"Chunk({len(self.documents)} documents)"


class Read(Struct, frozen=True):
    """What became of the documents of a chunk, in their order, and the results that are now to be written down."""

    outcomes: tuple[Outcome, ...]
    entries: tuple[Entry, ...]

    def __repr__(self) -> str:
        return f"Read({len(self.outcomes)} documents)"


class _Part:
    """The part of a ledger that a chunk needs: `batch.Results`."""

    def __init__(self, place: Place, chunk: Chunk) -> None:
        self.place = place
        self._entries = {entry.result: entry for entry in chunk.entries}
        self.added: list[Entry] = []

    def entry(self, result: str) -> Entry | None:
        return self._entries.get(result)

    def add(self, entry: Entry) -> None:
        self.added.append(entry)


def read_chunk(job: Job, chunk: Chunk) -> Read:
    """Reads the documents, writes their results, and says what became of each. Raises ClusterError, OSError."""
    from distributed import get_worker

    check_fit(job)
    part = _Part(job.place, chunk)
    with _lent_pool(get_worker().state.nthreads, job.folder, job.time_limit) as pool, ThreadPoolExecutor(len(chunk.documents)) as threads:
        sources = Fetched(pool, job.folder)

        def read(document: Input) -> Outcome:
            return next(outcomes((document,), part, sources, job.arguments, force=job.force))

        ended = tuple(threads.map(read, chunk.documents))
    return Read(ended, tuple(part.added))


_fit: set[str] = set()  # the mark of the run that was looked at last


def check_fit(job: Job) -> None:
    """Raises ClusterError where this worker would give other results, or write them elsewhere."""
    if job.mark in _fit:
        return
    if made_with(job.arguments) != job.made_with:
        raise ClusterError("worker_other_program", worker=_here())
    if job.folder and not os.path.isdir(job.folder):
        raise ClusterError("worker_sees_no_documents", worker=_here(), folder=job.folder)
    try:
        seen = job.place.standing(MARK_NAME)
    except OSError as error:
        raise ClusterError("worker_sees_no_results", worker=_here(), folder=job.place.shown("")) from error
    if seen != job.mark.encode():
        raise ClusterError("worker_sees_no_results", worker=_here(), folder=job.place.shown(""))
    _fit.clear()
    _fit.add(job.mark)


def _here() -> str:
    from distributed import get_worker

    return str(get_worker().address)


class _Lent:
    """A pool, how many use it, and what ends it when nobody has for some time."""

    def __init__(self, pool: Pool) -> None:
        self.pool, self.users = pool, 0
        self.ending: Timer | None = None


_lock = Condition()  # told when nobody uses a pool any more
_pools: dict[tuple[str, float], _Lent] = {}


@contextmanager
def _lent_pool(count: int, folder: str, seconds: float) -> Iterator[Pool]:
    """This process's pool for documents below a folder with a time limit, one for all threads."""
    key = folder, seconds
    with _lock:
        lent = _pools.get(key)
        if lent is None:
            lent = _pools[key] = _Lent(Pool(count, time_limit=seconds, folder=folder or None))
        lent.users += 1
        if lent.ending is not None:
            lent.ending.cancel()
    try:
        yield lent.pool
    finally:
        with _lock:
            lent.users -= 1
            if not lent.users:
                _lock.notify_all()
                lent.ending = Timer(_IDLE_SECONDS, _end, (key,))
                lent.ending.daemon = True
                lent.ending.start()


def _end(key: tuple[str, float]) -> None:
    with _lock:
        lent = _pools.get(key)
        if lent is None or lent.users:
            return
        del _pools[key]
    lent.pool.close()


def let_go(seconds: float) -> None:
    """Lets go of the documents in hand; returns when nothing is being written any more, after so many seconds at most.

    For a process that ends then: nothing can be read in it afterwards.
    """
    _lock.acquire()  # for good: nobody may begin another
    for lent in _pools.values():
        lent.pool.close(drain=False)
    _lock.wait_for(lambda: not any(lent.users for lent in _pools.values()), seconds)
