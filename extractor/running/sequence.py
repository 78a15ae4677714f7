"""Many documents for a program (`extractor.extract_many`): each path with its plan, or what kept it from being read, in their order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, TimeoutError
from typing import TypeVar

from extractor.document import ReadingError
from extractor.records import Plan, decode
from extractor.running.pool import Pool, available_cores
from extractor.running.worker import Arguments

__all__ = ["plans_of"]

_Path = TypeVar("_Path", bound=str | os.PathLike[str])

_AHEAD = 8  # documents in hand for each worker: the others go on while one takes long
_LOOK_SECONDS = 0.5  # after which Ctrl-C is heard on systems that do not end a wait for it


def plans_of(
    paths: Iterable[_Path], arguments: Arguments, workers: int | None, time_limit: float
) -> Iterator[tuple[_Path, Plan | ReadingError]]:
    """Each path with its plan or ReadingError. The workers end with the iterator."""
    count = available_cores() if workers is None else workers
    with Pool(count, time_limit=time_limit) as pool:
        coming = iter(paths)
        reading: deque[tuple[_Path, Future[bytes]]] = deque()
        while True:
            while len(reading) < count * _AHEAD and (path := next(coming, None)) is not None:
                reading.append((path, pool.submit(path, arguments)))
            if not reading:
                return
            path, future = reading.popleft()
            yield path, _result(future)


def _result(future: Future[bytes]) -> Plan | ReadingError:
    while True:
        try:
            return decode(future.result(_LOOK_SECONDS))
        except ReadingError as error:
            return error
        except TimeoutError:
            continue
