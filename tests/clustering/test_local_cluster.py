"""The cluster that starts by itself: closed to everybody else, and gone with its end."""

from __future__ import annotations

import os
import signal
import sys
import urllib.error
import urllib.request

import psutil
import pytest

from extractor.clustering.connecting import connected


def test_nobody_else_can_use_it_and_nothing_is_left() -> None:
    from distributed import Client

    def listening() -> dict[int, str]:
        here = psutil.Process()
        return {
            connection.laddr.port: connection.laddr.ip
            for process in (here, *here.children(recursive=True)) for connection in process.net_connections("tcp")
            if connection.status == psutil.CONN_LISTEN
        }  # fmt: skip

    before, others = listening(), psutil.Process().children(recursive=True)  # what other tests of this process keep
    with connected("local:2") as cluster:
        assert list(cluster.client.nthreads().values()) == [1, 1]
        opened = {port: ip for port, ip in listening().items() if port not in before}
        assert len(opened) >= 5
        assert set(opened.values()) == {"127.0.0.1"}
        for port in opened:
            with pytest.raises((urllib.error.URLError, OSError, ValueError)):  # not found, or no HTTP at all
                urllib.request.urlopen(f"http://127.0.0.1:{port}/info/main/workers.html", timeout=5)
        address = cluster.client.scheduler.address
        with pytest.raises((OSError, TypeError, RuntimeError)):
            Client(address.replace("tls://", "tcp://"), timeout=2, set_as_default=False)
        below = [process for process in psutil.Process().children(recursive=True) if process not in others]
    assert not psutil.wait_procs(below, timeout=15)[1]


def what_it_needs_not() -> list[str]:
    """In a worker: of what Dask and pyarrow load wherever it is installed, what is loaded when a shard was made."""
    import pyarrow as pa

    pa.Table.from_pylist([{"a": 1}], schema=pa.schema([("a", pa.int32())]))
    return [name for name in ("numpy", "pandas") if sys.modules.get(name) is not None]


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_worker_loads_no_more_than_it_needs_and_is_replaced_where_it_is_killed() -> None:
    with connected("local:1") as cluster:
        first = cluster.client.submit(os.getpid, pure=False).result()
        assert cluster.client.submit(what_it_needs_not, pure=False).result() == []
        os.kill(first, signal.SIGKILL)
        assert cluster.client.submit(os.getpid, pure=False).result(timeout=60) != first
