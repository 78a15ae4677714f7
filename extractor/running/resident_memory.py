"""The memory that a process holds now, as the system tells it."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["resident_memory"]


def resident_memory(process: int | str) -> int | None:
    """Bytes of resident memory of a process, "self" for this one; None where the system does not tell (all but Linux) or it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None
