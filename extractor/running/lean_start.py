"""What a start of the program need not load: each command pays for its imports anew.

A library that takes another's names where it is installed, and else the standard library's, loads much for what comes to the same:
msgspec takes `get_type_hints`, `Required` and `NotRequired` of typing_extensions, with which come inspect, ast and tokenize, a tenth of the
time of a short plan; Python 3.11 and later have all three in typing. Dask takes numpy and pandas for values that a run here does not have.
Only for a process that is ours alone: other code in it might give msgspec types that are newer than its Python.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["seeming_absent"]


@contextmanager
def seeming_absent(name: str) -> Iterator[None]:
    """Within the block a module that is not loaded yet cannot be imported (ImportError); one that is loaded stays. For one thread alone."""
    modules: dict[str, Any] = sys.modules
    if name in modules:
        yield
        return
    modules[name] = None
    try:
        yield
    finally:
        if modules.get(name, name) is None:
            del modules[name]
