"""Keeps the parsed data files of `models/` between runs, as Python keeps the bytecode of its modules.

To parse the 25 that a plan needs takes a fiftieth of the time of a command for fifty pages, and a twentieth of that for one; to take them
up takes a third of that. Each stands in a file of the package's `__pycache__` (that of `sys.pycache_prefix` where it is set), so who may
write it may write the program as well, and counts as long as its source has the size and the time of change that it was parsed at. A file
that is missing, unreadable, of another Python or damaged is as good as none. None is written where Python is told to keep none.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractor.kept_files import kept_in, place_of, put

__all__ = ["taken_up"]


def taken_up(source: Path, parse: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
    """What `parse` gives of a data file, taken up from an earlier run where it was kept. Raises OSError where the file is not there."""
    state, path = _state(source), _path(source)
    if path is None:
        return parse(source)
    match kept_in(path):
        case made_by, made_of, dict(content) if (made_by, made_of) == (sys.version, state):
            return content
    parsed = parse(source)
    if not sys.dont_write_bytecode:
        put(path, (sys.version, state, parsed))
    return parsed


def _state(source: Path) -> tuple[str, int, int]:
    found = source.stat()
    return str(source), found.st_size, found.st_mtime_ns


def _path(source: Path) -> Path | None:
    return place_of(source.name)
