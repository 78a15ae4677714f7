"""DuckDB, opened for one of two purposes: to build (files are written), or to ask.

Who asks may be anybody with any SQL: the database is opened read-only, without access to files or the network, and its settings are locked.
No extension is ever fetched. What is missing or no database of ours is told by the errors below.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from extractor.release import NAME

__all__ = [
    "EXTRA", "SCHEMA_VERSION", "BuildError", "DatabaseInUse", "NoDatabase", "NotInstalled", "OtherTables", "QueryError",
    "errors_of_building", "load_module", "open_to_ask", "open_to_build",
]  # fmt: skip

SCHEMA_VERSION = "1"
EXTRA = "research"
_OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False, "python_enable_replacements": False}
_BUILDING = {**_OFFLINE, "memory_limit": "512MB"}  # what sorting needs beyond goes to disk, beside the database
_IN_USE = ("Could not set lock", "being used by another process")  # DuckDB has no class of error for it; the second is Windows'
_LOCKED = {**_OFFLINE, "enable_external_access": False, "lock_configuration": True}


class NotInstalled(Exception):
    """A package of the extra `research` is missing; `package` names it."""

    def __init__(self, package: str) -> None:
        super().__init__(f"{package} is missing: pip install '{NAME}[{EXTRA}]'")
        self.package = package


class NoDatabase(Exception):
    """A file that is no database of plans, or one of another version of the tables."""


class OtherTables(NoDatabase):
    """A database that this program made with another version of the tables."""


class DatabaseInUse(Exception):
    """A database, at `path`, that another program holds open to write in it; the message is DuckDB's."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path


class BuildError(Exception):
    """What DuckDB could not do while it built; the message is its own."""


class QueryError(Exception):
    """SQL that the database refuses; the message is DuckDB's."""


def load_module(name: str) -> Any:
    """A package of the extra. Raises NotInstalled."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name.split(".")[0]:
            raise
        raise NotInstalled(error.name) from error


@contextmanager
def errors_of_building(path: Path) -> Iterator[None]:
    """DuckDB's errors as OSError where the disk of `path` is full, else as BuildError."""
    duckdb = load_module("duckdb")
    try:
        yield
    except duckdb.Error as error:
        if os.strerror(errno.ENOSPC) in str(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)) from error
        raise BuildError(str(error).splitlines()[0]) from error


def open_to_build(path: Path) -> Any:
    """A connection that writes, and may write other files. The file is made where it is missing. Nothing of a user's runs in it."""
    return load_module("duckdb").connect(str(path), config=_BUILDING)


def open_to_ask(path: Path) -> Any:
    """A connection that only reads this database. Raises NoDatabase, DatabaseInUse, OSError where the file cannot be read, NotInstalled."""
    duckdb = load_module("duckdb")
    with path.open("rb"):  # the system's own errors
        pass
    try:
        connection = duckdb.connect(str(path), read_only=True, config=_LOCKED)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        if isinstance(error, duckdb.IOException) and any(words in reason for words in _IN_USE):
            raise DatabaseInUse(path, reason) from error
        raise NoDatabase(reason) from error
    try:
        told = dict(connection.execute("SELECT name, value FROM properties").fetchall())
    except duckdb.Error as error:
        connection.close()
        raise NoDatabase(str(error).splitlines()[0]) from error
    if told.get("program") != NAME or told.get("schema_version") != SCHEMA_VERSION:
        connection.close()
        kind = OtherTables if told.get("program") == NAME else NoDatabase
        raise kind(f"schema_version {told.get('schema_version')}")
    return connection
