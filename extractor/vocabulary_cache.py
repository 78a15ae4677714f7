"""Keeps the parsed data files of `models/` between runs, as Python keeps the bytecode of its modules.

To parse the 25 that a plan needs takes a fiftieth of the time of a command for fifty pages, and a twentieth of that for one; to take them
up takes a third of that. Each stands in a file of the package's `__pycache__` (that of `sys.pycache_prefix` where it is set), so who may
write it may write the program as well, and counts as long as its source has the size and the time of change that it was parsed at. A file
that is missing, unreadable, of another Python or damaged is as good as none. None is written where Python is told to keep none.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["taken_up"]


def taken_up(source: Path, parse: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    """What `parse` gives of a data file, taken up from an earlier run where it was kept. Raises OSError where the file is not there."""
    state, path = _state(source), _path(source)
    if path is None:
        return parse(source)
    try:
        made_by, made_of, content = marshal.loads(path.read_bytes())
        if (made_by, made_of) == (sys.version, state) and isinstance(content, dict):
            return content
    except (OSError, EOFError, ValueError, TypeError):  # none, or damaged
        pass
    parsed = parse(source)
    if not sys.dont_write_bytecode:
        _keep(path, (sys.version, state, parsed))
    return parsed


def _keep(path: Path, what: Any) -> None:
    """Writes it, whole or not at all; what cannot be written, or holds what Python does not marshal (a date), is left."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(marshal.dumps(what))
        part.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            part.unlink()


def _state(source: Path) -> tuple[str, int, int]:
    found = source.stat()
    return str(source), found.st_size, found.st_mtime_ns


def _path(source: Path) -> Path | None:
    """Beside the bytecode of this module; None where Python keeps none (a package run from an archive)."""
    cached = __spec__.cached
    return Path(cached).with_name(f"{source.name}.{sys.implementation.cache_tag}.bin") if cached else None
