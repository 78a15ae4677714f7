"""The workers of the cluster that starts by itself: a program that starts them, each anew where it was killed, and ends with its parent.

Its standard input is a line of JSON (`Order`), and nothing more until it ends, as it does when the parent ends, however that was: then
the workers write to its end what they are writing, and end with all they started. What a worker has to load is loaded while the parent
makes the scheduler, once for all where the system lets a process be copied without harm; NumPy and pandas, which Dask and pyarrow load
wherever they are installed, are not needed and not loaded. A worker that ends by itself, as where there is no scheduler any more, is not
started again.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import multiprocessing
import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from typing import Any

import msgspec
from msgspec import Struct

from extractor.clustering.work import let_go
from extractor.running.lean_start import seeming_absent

__all__ = ["QUIET", "Order", "serve"]

QUIET = {  # what Dask measures of itself at leisure costs a tenth of a core
    "distributed.worker.profile.enabled": False, "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "10s",
}  # fmt: skip
_GARBAGE_OBJECTS = 1_000_000  # as of the program itself: what a shard is made of is no garbage, however often it is looked through
_END_SECONDS = 3.0  # in which what is being written has to be written
_HOST = "127.0.0.1"
# On macOS a copy of a process is no whole one; Windows knows none.
_WAY = "fork" if sys.platform == "linux" else "spawn"


class Order(Struct, frozen=True):
    """The scheduler's address, how many workers, a folder for their files, which is removed at the end; the certificates and key (PEM)."""

    address: str
    workers: int
    folder: str
    authority: str
    certificate: str
    key: str


def serve() -> None:
    """Does what standard input says, until it ends."""
    with seeming_absent("numpy"), seeming_absent("pandas"):
        import distributed  # noqa: F401

        gc.freeze()
        order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
        context: Any = multiprocessing.get_context(_WAY)
        workers = [_started(context, order) for _ in range(order.workers)]
        ending = Event()
        Thread(target=_end_with_input, args=(workers, ending), daemon=True).start()
        while workers:
            for sentinel in wait([worker.sentinel for worker in workers]):
                ended = next(worker for worker in workers if worker.sentinel == sentinel)
                ended.join()
                workers.remove(ended)
                if (ended.exitcode or 0) < 0 and not ending.is_set():
                    workers.append(_started(context, order))
    shutil.rmtree(order.folder, ignore_errors=True)


def _started(context: Any, order: Order) -> BaseProcess:
    worker: BaseProcess = context.Process(target=_work, args=(order,))
    worker.start()
    return worker


def _end_with_input(workers: list[BaseProcess], ending: Event) -> None:
    with suppress(OSError):
        os.read(0, 1)
    ending.set()
    for end in (BaseProcess.terminate, BaseProcess.kill):
        for worker in list(workers):
            end(worker)
        time.sleep(_END_SECONDS)


def _work(order: Order) -> None:
    gc.set_threshold(_GARBAGE_OBJECTS)
    signal.signal(signal.SIGTERM, lambda *_: Thread(target=_end, daemon=True).start())
    Thread(target=_end_with_parent, daemon=True).start()
    with seeming_absent("numpy"), seeming_absent("pandas"):
        asyncio.run(_worker(order))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    _end()


def _end() -> None:
    """What is being written is written to its end."""
    let_go(_END_SECONDS)
    os._exit(0)


async def _worker(order: Order) -> None:
    import dask
    from distributed import Worker
    from distributed.security import Security

    security = Security(
        require_encryption=True, tls_ca_file=order.authority, tls_worker_cert=order.certificate, tls_worker_key=order.key
    )  # fmt: skip
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set({**QUIET, "temporary-directory": order.folder, "distributed.worker.http.routes": []}):
        async with Worker(
            order.address, nthreads=1, host=_HOST, security=security, local_directory=order.folder, dashboard=False,
            dashboard_address=f"{_HOST}:0", memory_limit=0,  # the readers bound themselves
        ) as worker:  # fmt: skip
            await worker.finished()
