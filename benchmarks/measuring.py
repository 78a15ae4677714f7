"""Runs a command as a child process and measures it: wall clock, CPU time and peak memory, of the child alone (POSIX only).

The command finds its modules compiled, as an installed one does: where the environment forbids Python to keep them
(PYTHONDONTWRITEBYTECODE), a checkout would compile them at each start, which takes 0.1 s.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["CommandFailed", "Measure", "best_of"]

_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is bytes on macOS, kibibytes elsewhere


class CommandFailed(RuntimeError):
    """The measured command did not end with status 0."""


@dataclass(frozen=True)
class Measure:
    """Seconds and megabytes (10**6 bytes)."""

    wall: float
    cpu: float
    peak: float


def _measured(command: Sequence[str], setting: Mapping[str, str]) -> Measure:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONHASHSEED": "0", **setting}
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise CommandFailed(f"{' '.join(command)}: status {child.returncode}")
    return Measure(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss * _RSS_UNIT / 1e6)


def best_of(command: Sequence[str], times: int, *, before: Callable[[], Mapping[str, str]] = dict) -> Measure:
    """The fastest wall clock and CPU time and the highest peak of several runs. Raises CommandFailed.

    `before` is called ahead of each run and gives variables for its environment. The peak is never below what the calling process holds,
    as a child begins with it: a caller makes its documents in another process.
    """
    runs = [_measured(command, before()) for _ in range(times)]
    return Measure(wall=min(run.wall for run in runs), cpu=min(run.cpu for run in runs), peak=max(run.peak for run in runs))
