"""A cluster on this machine, for trying: a scheduler in this process and workers in others, of one thread each, that end with it.

Nobody else on the machine can use it: its connections are encrypted with a key of its own, which is forgotten with it, and it has no page
to look at. A worker that is killed is replaced; what it had is given to others once. The workers are programs of their own
(`local_workers`), not copies of this one, so that a script needs no `if __name__ == "__main__"`, and Ctrl-C on the terminal asks this
process alone. They load what they need while the scheduler is made here. At the end they are ended at once: nothing of theirs is left to
be done.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import IO, Any

import msgspec

from extractor.clustering.errors import ClusterError, reason_of
from extractor.clustering.local_workers import QUIET, Order

__all__ = ["started"]

_HTTP = "127.0.0.1:0"  # where Dask listens for browsers in any case: there is nothing to be had there
_END_SECONDS = 5.0
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from extractor.clustering.local_workers import serve; serve()"


@contextmanager
def started(count: int) -> Iterator[tuple[str, Any]]:
    """The scheduler's address, and the security that a client needs. The workers may not be there yet. Raises ClusterError."""
    with tempfile.TemporaryDirectory(prefix="extract-", ignore_cleanup_errors=True) as folder, _workers() as orders:
        import dask
        from distributed import LocalCluster
        from distributed.security import Security

        security = Security.temporary()
        with ExitStack() as until_end:
            until_end.enter_context(dask.config.set({**QUIET, "temporary-directory": folder, "distributed.scheduler.http.routes": []}))
            try:
                cluster = until_end.enter_context(LocalCluster(
                    n_workers=0, processes=True, host="tls://127.0.0.1", dashboard_address=_HTTP, security=security,
                    silence_logs=logging.CRITICAL, scheduler_kwargs={"allowed_failures": 1, "dashboard": False},
                ))  # fmt: skip
            except (OSError, RuntimeError, ImportError, MemoryError) as error:
                raise ClusterError("cluster_not_started", reason=reason_of(error)) from error
            order = Order(cluster.scheduler_address, count, folder, security.tls_ca_file, security.tls_worker_cert, security.tls_worker_key)
            with suppress(OSError):  # of a program that has ended: there are no workers then
                orders.write(msgspec.json.encode(order) + b"\n")
                orders.flush()
            yield cluster.scheduler_address, security


@contextmanager
def _workers() -> Iterator[IO[bytes]]:
    """Where the program that starts the workers is told its order; it is ended with the block."""
    with subprocess.Popen(
        [sys.executable, "-P", "-c", _CODE, json.dumps(list(map(os.fspath, sys.path)))],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        process_group=None if sys.platform == "win32" else 0,
    ) as process:  # fmt: skip
        orders = process.stdin
        if orders is None:
            raise AssertionError
        try:
            yield orders
        finally:
            with suppress(OSError):
                orders.close()
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
