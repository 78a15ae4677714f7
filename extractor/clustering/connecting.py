"""The cluster that an address names: one that runs already, or one that is started on this machine for trying.

An address is "local" (a worker for each core) or "local:3"; "tcp://host:8786" or "host:8786"; "tls://host:8786", with the certificates
that Dask's configuration names; or the path of a scheduler file, as dask-jobqueue and `dask scheduler --scheduler-file` write.
"""

from __future__ import annotations

import json
import os
import re
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from extractor.clustering.errors import ClusterError, reason_of
from extractor.running.pool import available_cores

__all__ = ["Cluster", "check_address", "connected"]

_PACKAGES = ("distributed", "fsspec", "pyarrow")
_LOCAL = re.compile(r"local(?::([1-9]\d{0,2}))?\Z")
_HOST = re.compile(r"(?!local:)(?:(?:tcp|tls)://)?[^/\s]+:(\d{1,5})\Z")
_PORTS = range(1, 2**16)
_CONNECT_SECONDS = 30.0
_WORKERS_SECONDS = 120.0  # in which the first worker has to be there
_GONE_SECONDS, _LOCAL_GONE_SECONDS = 120.0, 15.0  # after which a run without any worker ends; a killed one of ours is replaced at once
_LOOK_SECONDS = 2.0  # after which the workers are counted anew


class Cluster:
    """A client of a cluster, and how many documents its workers can read at the same time now, and could at most.

    `patience`: seconds without any worker after which nobody waits for another.
    """

    def __init__(self, client: Any, address: str, patience: float) -> None:
        self.client = client
        self._address, self._patience, self._seen = address, patience, time.monotonic()
        self._threads, self._counted = 0, float("-inf")
        self.most_threads = 0

    def threads(self) -> int:
        """The threads of all workers, counted anew every other second: workers come and go. Raises ClusterError."""
        if time.monotonic() - self._counted >= _LOOK_SECONDS:
            try:
                self._threads = sum(self.client.nthreads().values())
            except (OSError, ValueError, RuntimeError) as error:  # ValueError, RuntimeError: of a client that is closed
                raise ClusterError("cluster_lost") from error
            self._counted = time.monotonic()
            self.most_threads = max(self.most_threads, self._threads)
            if self._threads:
                self._seen = self._counted
            elif self._counted - self._seen > self._patience:
                raise ClusterError("cluster_workers_gone", address=self._address, seconds=f"{self._patience:.0f}")
        return self._threads


def check_address(address: str) -> None:
    """Raises ClusterError for what is no address, and where the extra is not installed."""
    host = _HOST.match(address)
    if not (_LOCAL.match(address) or (host and int(host[1]) in _PORTS) or os.path.isfile(address)):
        raise ClusterError("cluster_no_address", address=address or "“”")
    missing = next((package for package in _PACKAGES if find_spec(package) is None), None)  # not loaded yet: that takes time
    if missing is not None:
        raise ClusterError("cluster_missing", package=missing)


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster of an address, with a worker at least. One that was started here has all its workers, and is ended.

    Raises ClusterError.
    """
    check_address(address)
    local = _LOCAL.match(address)
    if local is None:
        with _client(address, None, 1, _GONE_SECONDS) as cluster:
            yield cluster
        return
    from extractor.clustering.local_cluster import started

    count = int(local[1]) if local[1] else available_cores()
    with started(count) as (found, security), _client(found, security, count, _LOCAL_GONE_SECONDS) as cluster:
        yield cluster


@contextmanager
def _client(address: str, security: Any, workers: int, patience: float) -> Iterator[Cluster]:
    from distributed import Client

    try:
        where = _address_in(address) if os.path.isfile(address) else address
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other versions of libraries there: what decides is looked at by each worker
            client = Client(where, security=security, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError, KeyError) as error:  # a file that is no scheduler file, no certificates
        raise ClusterError("cluster_unreachable", address=address, reason=reason_of(error)) from error
    try:
        try:
            client.wait_for_workers(workers, timeout=_WORKERS_SECONDS)
        except TimeoutError as error:
            if not client.nthreads():
                raise ClusterError("cluster_no_workers", address=address, seconds=f"{_WORKERS_SECONDS:.0f}") from error
        yield Cluster(client, address, patience)
    finally:
        client.close(timeout=_LOOK_SECONDS)


def _address_in(path: str) -> str:
    """The address that a scheduler file tells. Raises OSError, ValueError, TypeError, KeyError for a file that does not."""
    with open(path, "rb") as file:
        return str(json.load(file)["address"])
