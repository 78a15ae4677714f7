"""Many documents for a program (`extractor.extract_many`): each path with its plan, or what kept it from being read, in their order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

from extractor.document import ReadingError
from extractor.records import Plan, decode
from extractor.running.in_hand import in_hand
from extractor.running.pool import Pool, available_cores
from extractor.running.worker import Arguments

__all__ = ["plans_of"]

_Path = TypeVar("_Path", bound=str | os.PathLike[str])

_AHEAD = 8  # documents in hand for each worker: the others go on while one takes long


def plans_of(
    paths: Iterable[_Path], arguments: Arguments, workers: int | None, time_limit: float
) -> Iterator[tuple[_Path, Plan | ReadingError]]:
    """Each path with its plan or ReadingError. The workers end with the iterator."""
    count = available_cores() if workers is None else workers
    with Pool(count, time_limit=time_limit) as pool:

        def submit(path: _Path) -> Future[bytes]:
            return pool.submit(path, arguments)

        for path, future in in_hand(paths, submit, count * _AHEAD, in_order=True):
            yield path, _result(future)


def _result(future: Future[bytes]) -> Plan | ReadingError:
    try:
        return decode(future.result())
    except ReadingError as error:
        return error
