"""Why a run on a cluster cannot begin or go on."""

from __future__ import annotations

__all__ = ["ClusterError", "reason_of"]


class ClusterError(Exception):
    """`code` and `details` fill an error of `models/interface.toml`.

    "cluster_missing" (the extra is not installed), "cluster_no_address", "cluster_unreachable", "cluster_no_workers" (at the start),
    "cluster_workers_gone" (all, later), "cluster_not_started" (the one on this machine), "cluster_lost" (the
    scheduler went away, or dropped what it was given), "cluster_worker_lost" (each worker that made a shard ended), "worker_other_program"
    (another version, other rules or models), "worker_no_program", "worker_sees_no_results", "worker_sees_no_documents".
    """

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code, details)
        self.code, self.details = code, details

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.code, self.details)


def reason_of(error: BaseException) -> str:
    """What a library says of an error, its first line; the error's kind where it says nothing."""
    return str(error).partition("\n")[0] or type(error).__name__


def _again(code: str, details: dict[str, str]) -> ClusterError:
    return ClusterError(code, **details)
