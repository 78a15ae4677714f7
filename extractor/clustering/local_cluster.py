"""A cluster on this machine, for trying: a scheduler in this process and workers in others, of one thread each, that end with it.

Nobody else on the machine can use it: its connections are encrypted with a key of its own, which is forgotten with it, and it has no page
to look at. A worker that ends is replaced; what it had is given to others once. The workers are programs of their own, not copies of this
one, so that a script needs no `if __name__ == "__main__"`, and Ctrl-C on the terminal asks this process alone.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["started"]

_HTTP = "127.0.0.1:0"  # where Dask listens for browsers in any case: there is nothing to be had there
_QUIET = {  # what Dask measures of itself at leisure costs a tenth of a core
    "distributed.worker.profile.enabled": False, "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "10s",
}  # fmt: skip
_END_SECONDS = 5.0
# What watches the workers ends when its standard input does, as it does when this process ends, however that was, and they end with it.
_CODE = """
import json, os, shutil, sys, threading
sys.path[:], folder = json.loads(sys.argv.pop(1))
def watch():
    sys.stdin.buffer.read()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)
threading.Thread(target=watch, daemon=True).start()
from distributed.cli.dask_worker import main
main()
"""


@contextmanager
def started(workers: int) -> Iterator[tuple[str, Any]]:
    """The scheduler's address, and the security that a client needs. The workers may not be there yet."""
    import dask
    from distributed import LocalCluster
    from distributed.security import Security

    security = Security.temporary()
    with (
        tempfile.TemporaryDirectory(prefix="extract-", ignore_cleanup_errors=True) as folder,
        dask.config.set({**_QUIET, "temporary-directory": folder, "distributed.scheduler.http.routes": []}),
        LocalCluster(
            n_workers=0, processes=True, host="tls://127.0.0.1", dashboard_address=_HTTP, security=security,
            silence_logs=logging.CRITICAL, scheduler_kwargs={"allowed_failures": 1, "dashboard": False},
        ) as cluster,
    ):  # fmt: skip
        process = _workers(cluster.scheduler_address, workers, security, Path(folder))
        try:
            yield cluster.scheduler_address, security
        finally:
            process.terminate()
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdin is not None:
                process.stdin.close()


def _workers(address: str, count: int, security: Any, folder: Path) -> subprocess.Popen[bytes]:
    """The process that watches the workers. Its files, and the key, are in a folder that nobody else can look into."""
    settings = {**_QUIET, "distributed.worker.http.routes": []}
    files = []
    for option, part in (("ca-file", "tls_ca_file"), ("cert", "tls_worker_cert"), ("key", "tls_worker_key")):
        path = folder / f"{part}.pem"
        path.write_text(getattr(security, part))
        files += [f"--tls-{option}", str(path)]
    return subprocess.Popen(
        [
            sys.executable, "-P", "-c", _CODE, json.dumps([list(map(os.fspath, sys.path)), str(folder)]), address, "--nworkers", str(count),
            "--nthreads", "1", "--nanny", "--no-dashboard", "--dashboard-address", _HTTP,
            "--host", "127.0.0.1", "--memory-limit", "0",  # the readers bound themselves
            "--local-directory", str(folder), *files,
        ],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, **{f"DASK_{name.replace('.', '__').replace('-', '_').upper()}": str(value) for name, value in settings.items()}},
        process_group=None if sys.platform == "win32" else 0,
    )  # fmt: skip
