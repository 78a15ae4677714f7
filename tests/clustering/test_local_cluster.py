"""The cluster that starts by itself: closed to everybody else, and gone with its end."""

from __future__ import annotations

import time
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
        until = time.monotonic() + 60
        while cluster.client.nthreads() and len(cluster.client.nthreads()) < 2:
            assert time.monotonic() < until
            time.sleep(0.1)
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
