"""Many plans as one database for research: built of their JSON, asked in SQL, searched in full text, drawn as figures.

    from extractor.collecting import Database, build
    build("out/", "plans.duckdb")
    with Database("plans.duckdb") as plans:
        plans.query("SELECT * FROM tasks_by_agency").polars()
        plans.search("một cửa điện tử").hits

DuckDB and what else is heavy is the extra `research`, and loaded when it is used. docs/database.md describes tables and views.
"""

from extractor.collecting.building import Build, Refusal, build
from extractor.collecting.database import Answer, Database
from extractor.collecting.engine import BuildError, DatabaseInUse, NoDatabase, NotInstalled, QueryError
from extractor.collecting.searching import Found, Hit

__all__ = [
    "Answer", "Build", "BuildError", "Database", "DatabaseInUse", "Found", "Hit", "NoDatabase", "NotInstalled", "QueryError", "Refusal",
    "build",
]  # fmt: skip
