"""A database of plans built of the JSON files below a folder, anew or from what stands there.

Only what came, changed or went since the last build is touched, told by the hash of each file; the tables are the same as of a build anew,
whatever the order in which files came. What was built by another version of this program or of the tables is built anew.
All work is done beside the destination, in a folder that is removed at the end, or by the next build (`workshop`): a build that is stopped
leaves the old database, and who reads it goes on reading it. The Parquet files (`NAME.parquet/`, a file a table) are put in their place
after the database; where they are not those of the database, the next build writes them again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from extractor.collecting.engine import SCHEMA_VERSION, NoDatabase, OtherTables, errors_of_building, load_module, open_to_ask, open_to_build
from extractor.collecting.rows import rows_of
from extractor.collecting.sources import File, choose, look, plan_in, preference
from extractor.collecting.workshop import workshop
from extractor.digests import sha256
from extractor.records import PlanError
from extractor.release import NAME, VERSION

__all__ = ["Build", "Progress", "Refusal", "build", "parquet_folder"]

Progress = Callable[[int, int], None]
"""Called with how many files are through, and of how many."""

BATCH = 200  # plans that are put in at once: memory, and the stretches in which the index is sorted
_HERE = Path(__file__).parent
# Tables with a plan's rows, and the order in which Parquet has them. The index is no data.
_ORDER = {
    "documents": "document",
    "sections": "document, span_start, section",
    "tasks": "document, span_start, task",
    "agencies": "document, agency",
    "agency_successors": "document, agency, position",
    "agency_mentions": "document, agency, position",
    "task_agencies": "document, task, role, position",
    "persons": "document, task, position",
    "outputs": "document, task, position",
    "deadlines": "document, position",
    "targets": "document, position",
    "legal_references": "document, position",
    "warnings": "document, position",
    "passages": "document, passage",
}
_PARQUET_ORDER = {"properties": "name", "files": "path", **_ORDER}


class Refusal(Exception):
    """What stands at the destination, or where its Parquet goes, is not ours; `path` is that."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class Build(Struct, frozen=True):
    """What a build did: how many plans the database has, how many came, changed and went, and the files that are not in it."""

    plans: int
    added: int
    changed: int
    removed: int
    superseded: tuple[File, ...]
    broken: tuple[File, ...]


def parquet_folder(database: Path) -> Path:
    """Where the Parquet files stand: "plans.parquet" beside "plans.duckdb"."""
    return database.with_name(f"{database.name if database.suffix == '.parquet' else database.stem}.parquet")


def build(
    folder: str | os.PathLike[str], database: str | os.PathLike[str], *, force: bool = False, progress: Progress | None = None
) -> Build:
    """Makes `database` one of all `*.tasks.json`, and corrected plans beside them, below the folder.

    `progress` is called once all files have been looked at, and then after each that is read or known already.

    Raises Refusal where something else stands there (with `force` only where it is no file), DatabaseInUse where another program
    holds it open, OSError, a full disk among them, BuildError for what else DuckDB could not do, `extractor.collecting.NotInstalled`.
    """
    source, place = Path(folder), Path(os.path.realpath(database))
    if not source.exists():
        raise FileNotFoundError(2, os.strerror(2), str(source))
    if not source.is_dir():
        raise NotADirectoryError(20, os.strerror(20), str(source))
    old = _known_files(place, force)
    beside = parquet_folder(place)
    if beside.exists() and not force and not (beside / "properties.parquet").is_file():
        raise Refusal(beside)
    with workshop(place.parent) as beside_it, errors_of_building(place):
        made = beside_it / "plans.duckdb"
        if old is not None:
            shutil.copyfile(place, made)
        connection = open_to_build(made)
        try:
            report, files = _brought_up_to_date(connection, source, old, progress)
            inputs = _finish(connection, files) if old is None or files != sorted(old.values(), key=lambda file: file.path) else None
            if inputs is not None or not _is_parquet_of(connection, beside):
                _write_parquet(connection, beside_it / "parquet")
        finally:
            connection.close()
        if inputs is not None:
            if place.exists():
                shutil.copymode(place, made)
            os.replace(made, place)
        if (beside_it / "parquet").is_dir():
            if beside.exists():
                os.replace(beside, beside_it / "before")
            os.replace(beside_it / "parquet", beside)
    return report


def _known_files(place: Path, force: bool) -> dict[str, File] | None:
    """The files that the database at the place was built of, by path; None where it is to be built anew."""
    if not place.exists():
        return None
    if not place.is_file():
        raise Refusal(place)
    try:
        connection = open_to_ask(place)
    except OtherTables:
        return None
    except NoDatabase:
        if force:
            return None
        raise Refusal(place) from None
    try:
        told = dict(connection.execute("SELECT name, value FROM properties").fetchall())
        if told.get("program_version") != VERSION:
            return None
        columns = ", ".join(File.__struct_fields__)
        return {row[0]: File(*row) for row in connection.execute(f"SELECT {columns} FROM files").fetchall()}
    finally:
        connection.close()


def _brought_up_to_date(
    connection: Any, source: Path, old: dict[str, File] | None, progress: Progress | None
) -> tuple[Build, list[File]]:
    if old is None:
        connection.execute((_HERE / "tables.sql").read_text("utf-8"))
        connection.execute((_HERE / "views.sql").read_text("utf-8"))
    before = {file.document: file for file in (old or {}).values() if file.state == "used"}
    batch = _Batch(connection, before)

    def use(file: File) -> str | None:
        kept = before.get(file.document)
        if kept is not None and (kept.path, kept.sha256) == (file.path, file.sha256):
            return None
        try:
            batch.add(rows_of(plan_in(source, file), str(file.document), file.path))
        except (PlanError, ValueError, OverflowError) as error:  # of no table's type: a number beyond its range
            return str(error)
        return None

    files = choose(_told(sorted(look(source, old or {}), key=preference), progress), use)
    batch.put_in()
    used = {file.document for file in files if file.state == "used"}
    gone = set(before) - used
    batch.remove(sorted(filter(None, gone)))
    states = {state: tuple(file for file in files if file.state == state) for state in ("superseded", "broken")}
    changed = sum(document in before for document in batch.done)
    report = Build(
        plans=len(used), added=len(batch.done) - changed, changed=changed, removed=len(gone),
        superseded=states["superseded"], broken=states["broken"],
    )  # fmt: skip
    return report, files


def _told(files: list[File], progress: Progress | None) -> Iterator[File]:
    """The files; how many are through is told as the next is asked for."""
    for done, file in enumerate(files):
        if progress is not None:
            progress(done, len(files))
        yield file
    if progress is not None:
        progress(len(files), len(files))


class _Batch:
    """Rows of plans that wait to be put in; those of a plan that the database has already are taken out then."""

    def __init__(self, connection: Any, before: dict[str | None, File]) -> None:
        self._arrow = load_module("pyarrow")
        self._connection, self._before = connection, before
        tables = (*_ORDER, "postings")
        self._schemas = {table: connection.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema for table in tables}
        self._waiting: list[dict[str, Any]] = []
        self._keys: list[str] = []
        self.done: list[str] = []

    def add(self, rows: Any) -> None:
        """Raises ValueError, OverflowError where a value does not fit its column; nothing of the plan is then put in."""
        tables = {table: self._table(schema, rows[table]) for table, schema in self._schemas.items() if rows[table]}
        self._waiting.append(tables)
        self._keys.append(rows["documents"][0][0])
        if len(self._waiting) >= BATCH:
            self.put_in()

    def _table(self, schema: Any, rows: Sequence[tuple[Any, ...]]) -> Any:
        columns = zip(*rows, strict=True)
        arrays = [self._arrow.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
        return self._arrow.Table.from_arrays(arrays, schema=schema)

    def put_in(self) -> None:
        if not self._waiting:
            return
        self._connection.execute("BEGIN")
        self.remove([key for key in self._keys if key in self._before])
        for table in self._schemas:
            parts = [tables[table] for tables in self._waiting if table in tables]
            if parts:
                self._connection.register("waiting", self._arrow.concat_tables(parts))
                order = " ORDER BY plain, word" if table == "postings" else ""
                self._connection.execute(f"INSERT INTO {table} SELECT * FROM waiting{order}")
                self._connection.unregister("waiting")
        self._connection.execute("COMMIT")
        self.done += self._keys
        self._waiting, self._keys = [], []

    def remove(self, documents: Sequence[str]) -> None:
        """Takes all rows of these plans out."""
        for table in self._schemas if documents else ():
            self._connection.execute(f"DELETE FROM {table} WHERE document IN (SELECT unnest(?))", [list(documents)])


def _finish(connection: Any, files: Sequence[File]) -> str:
    """Writes the files and properties; the hash of what the database was made of."""
    inputs = sha256(msgspec.json.encode(files))
    connection.execute("DELETE FROM files")
    if files:
        columns = [list(column) for column in zip(*map(msgspec.structs.astuple, files), strict=True)]
        marks = ", ".join("unnest(?)" for _ in columns)
        connection.execute(f"INSERT INTO files SELECT {marks}", columns)
    connection.execute("DELETE FROM properties")
    told = {"program": NAME, "program_version": VERSION, "schema_version": SCHEMA_VERSION, "inputs": inputs}
    connection.executemany("INSERT INTO properties VALUES (?, ?)", list(told.items()))
    return inputs


def _is_parquet_of(connection: Any, folder: Path) -> bool:
    try:
        read = load_module("pyarrow.parquet").read_table(folder / "properties.parquet")
    except (OSError, ValueError):
        return False
    return dict(zip(*(column.to_pylist() for column in read.columns), strict=True)) == dict(
        connection.execute("SELECT name, value FROM properties").fetchall()
    )


def _write_parquet(connection: Any, folder: Path) -> None:
    folder.mkdir()
    for table, order in _PARQUET_ORDER.items():
        file = str(folder / f"{table}.parquet").replace("'", "''")
        connection.execute(f"COPY (SELECT * FROM {table} ORDER BY {order}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
