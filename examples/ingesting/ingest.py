"""Puts task lists (plan.tasks.json) into SQLite or PostgreSQL.

    python examples/ingesting/ingest.py plans.db out/*.tasks.json
    python examples/ingesting/ingest.py postgresql://user:password@host:5432/database out/*.tasks.json

The tables are those of schema.sql beside this file, made where they are missing. A plan is put in whole or not at all. One that is there
(the same document, read by the same version) is replaced, so that to run this again changes nothing; but one that a person corrected is
never replaced by one that nobody did. PostgreSQL needs the package pg8000.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, count
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from extractor import load
from extractor.records import AgencyMention, Deadline, ExtractedTask, LegalReference, Mention, Plan, PlanError, Target

SCHEMA = Path(__file__).with_name("schema.sql")
Row = Sequence[Any]


class Database:
    """A connection, and how its SQL marks places for values."""

    def __init__(self, address: str) -> None:
        if address.startswith(("postgresql://", "postgres://")):
            import pg8000.dbapi

            to = urlsplit(address)
            self.connection: Any = pg8000.dbapi.connect(
                user=unquote(to.username or "postgres"), password=unquote(to.password) if to.password else None,
                host=to.hostname or "localhost", port=to.port or 5432, database=to.path.lstrip("/") or None,
            )  # fmt: skip
            self.place = "%s"
        else:
            self.connection = sqlite3.connect(address)
            self.connection.execute("PRAGMA foreign_keys = ON")
            self.place = "?"
        cursor = self.connection.cursor()
        # The statements are ours: none has ";" at the end of a line within it, and no query below "?" but for a value.
        for statement in SCHEMA.read_text("utf-8").split(";\n"):
            if statement.strip():
                cursor.execute(statement)
        self.connection.commit()

    def one(self, sql: str, values: Row) -> Row | None:
        cursor = self.connection.cursor()
        cursor.execute(sql.replace("?", self.place), values)
        found: Row | None = cursor.fetchone()
        return found

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        held = list(rows)
        if held:
            places = ", ".join([self.place] * len(held[0]))
            self.connection.cursor().executemany(f"INSERT INTO {table} VALUES ({places})", held)


def ingest(database: Database, plan: Plan) -> bool:
    """Puts a plan in; False where a corrected one is there and this one is not."""
    key = plan.source.sha256, plan.generator.version
    try:
        found = database.one("SELECT corrected FROM documents WHERE sha256 = ? AND version = ?", key)
        if found is not None and found[0] and not plan.corrected:
            return False
        database.connection.cursor().execute("DELETE FROM documents WHERE sha256 = ? AND version = ?".replace("?", database.place), key)
        for table, rows in rows_of(plan):
            database.insert(table, ((*key, *row) for row in rows))
        database.connection.commit()
        return True
    finally:
        database.connection.rollback()  # what was not committed


def rows_of(plan: Plan) -> Iterator[tuple[str, Iterable[Row]]]:
    """The rows of each table without the key, parents first."""
    data, period = plan.metadata, plan.metadata.period
    yield "documents", [(
        plan.schema_version, plan.source.filename, plan.source.media_type, plan.source.pages, data.kind and data.kind.code,
        data.kind and data.kind.name, data.number, data.issuer and data.issuer.name, data.place, data.date_issued, data.title, period.start,
        period.end, data.signer and data.signer.name, plan.corrected, len(plan.warnings), plan.text,
    )]  # fmt: skip
    yield "sections", ((s.id, s.parent_id, s.level, s.number, s.heading, s.role, s.span.start, s.span.end) for s in plan.sections)
    yield "agencies", ((a.id, a.name, a.level, a.kind, a.code, a.collective) for a in plan.agencies)
    tasks = list(numbered_tasks(plan))
    yield "tasks", ((no, layer, into, *task_row(task)) for no, layer, into, task in tasks)
    yield "task_agencies", (
        (no, role, place, a.agency_id, a.name, a.found_in, a.text)
        for no, _, _, task in tasks
        for role, agencies in (("lead", task.lead_agencies), ("coordinating", task.coordinating_agencies))
        for place, a in enumerate[AgencyMention](agencies)
    )
    yield "mentions", ((number, *row) for number, row in enumerate(mention_rows(plan, tasks)))
    deadlines = [(no, task.deadline) for no, _, _, task in tasks if task.deadline]
    yield "deadlines", (
        (number, no, d.kind, d.start, d.end, d.recurrence, d.duration, d.anchor, d.resolved, *place_of(d))
        for number, (no, d) in enumerate[tuple[int | None, Deadline]](chain(deadlines, others(plan.deadlines, deadlines)))
    )
    targets = [(no, target) for no, _, _, task in tasks for target in task.targets]
    yield "targets", (
        (number, no, t.indicator, t.comparator, t.value, t.value_max, t.unit, t.direction, t.due, *place_of(t))
        for number, (no, t) in enumerate[tuple[int | None, Target]](chain(targets, others(plan.targets, targets)))
    )
    references = [(no, reference) for no, _, _, task in tasks for reference in task.legal_references]
    yield "legal_references", (
        (number, no, r.type, r.symbol, r.issuer and r.issuer.name, r.date, r.title, r.pinpoint, r.iri, *place_of(r))
        for number, (no, r) in enumerate[tuple[int | None, LegalReference]](chain(references, others(plan.legal_references, references)))
    )


def numbered_tasks(plan: Plan) -> Iterator[tuple[int, str, int | None, ExtractedTask]]:
    """Every task with its number, its layer, and what became of it: those to be used first."""
    number = count(len(plan.tasks))
    for no, task in enumerate(plan.tasks):
        yield no, "used", None, task
    for no, task in enumerate(plan.tasks):
        for original in task.originals:
            yield next(number), "original", no, original
    for dropped in plan.dropped:
        yield next(number), "dropped", None, dropped


def task_row(task: ExtractedTask) -> Row:
    page = task.location[0].page if task.location else None
    corrected = bool(getattr(task, "corrected", False))
    return (
        task.id, task.fingerprint, task.number, task.section_id, task.parent_id, task.origin, task.title, task.text,
        task.span.start, task.span.end, page, task.confidence, corrected,
    )  # fmt: skip


def mention_rows(plan: Plan, tasks: Iterable[tuple[int, str, int | None, ExtractedTask]]) -> Iterator[Row]:
    for agency in plan.agencies:
        for mention in agency.mentions:
            yield "agency", None, agency.id, agency.name, *place_of(mention), page_of(mention)
    for no, _, _, task in tasks:
        for person in task.persons:
            yield "person", no, None, person.name, *place_of(person), page_of(person)
        for output in task.outputs:
            yield "output", no, None, output.corrected_text, *place_of(output), page_of(output)


def others(all_of_them: Iterable[Any], in_tasks: Iterable[tuple[int, Any]]) -> Iterator[tuple[None, Any]]:
    """Those of the document that stand in no task."""
    held = {mention.id for _, mention in in_tasks}
    return ((None, mention) for mention in all_of_them if mention.id not in held)


def place_of(mention: Mention) -> tuple[str, int, int]:
    return mention.text, mention.span.start, mention.span.end


def page_of(mention: Mention) -> int | None:
    return mention.location[0].page if mention.location else None


def main(words: Sequence[str]) -> int:
    if len(words) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    database, status = Database(words[0]), 0
    with closing(database.connection):
        for name in words[1:]:
            try:
                put = ingest(database, load(Path(name).read_bytes()))
                print(f"{name}: {'put in' if put else 'left as it is: a corrected plan is there'}")
            except (OSError, PlanError) as error:
                print(f"{name}: {error}", file=sys.stderr)
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
