"""Files of the program's own that stand beside its bytecode between runs: what is written there is whole or not there at all.

They lie in the package's `__pycache__` (that of `sys.pycache_prefix` where it is set), so who may write them may write the program as well.
A file that is missing, unreadable or damaged is as good as none.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["kept_in", "place_of", "put"]


def place_of(name: str) -> Path | None:
    """The place of a file of this Python's; None where Python keeps no bytecode (a package run from an archive)."""
    cached = __spec__.cached
    return Path(cached).with_name(f"{name}.{sys.implementation.cache_tag}.bin") if cached else None


def kept_in(path: Path) -> Any:
    """What was put into a file; None where it is missing, unreadable or damaged."""
    try:
        return marshal.loads(path.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return None


def put(path: Path, what: Any) -> None:
    """Writes it beside the place and renames it. What cannot be written, or holds what Python does not marshal (a date), is left."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(marshal.dumps(what))
        part.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            part.unlink()
