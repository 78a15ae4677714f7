"""A database of plans, open for asking: SQL, ready-made views, full text; answers as rows, pandas or polars frames."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.collecting import searching
from extractor.collecting.engine import QueryError, load_module, open_to_ask

__all__ = ["Answer", "Database"]


class Answer:
    """The result of a query, in memory: names of columns, and rows or frames. `arrow` is its pyarrow Table."""

    def __init__(self, arrow: Any) -> None:
        self.arrow = arrow

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.arrow.column_names)

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """Python values: str, int, float, bool, date, list, None."""
        return list(zip(*(column.to_pylist() for column in self.arrow.columns), strict=True))

    def pandas(self) -> Any:
        """A pandas DataFrame. Raises NotInstalled."""
        load_module("pandas")
        return self.arrow.to_pandas()

    def polars(self) -> Any:
        """A polars DataFrame. Raises NotInstalled."""
        return load_module("polars").from_arrow(self.arrow)


class Database:
    """Opened read-only; SQL can neither change it nor reach files, the network or settings.

    Raises `extractor.collecting.NoDatabase` where the file is none of this version, DatabaseInUse, OSError, NotInstalled.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._connection = open_to_ask(Path(path))

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def query(self, sql: str, parameters: Sequence[object] = ()) -> Answer:
        """The answer to one statement; `?` in it are the parameters. Raises QueryError."""
        duckdb = load_module("duckdb")
        try:
            statements = self._connection.extract_statements(sql)
            if len(statements) != 1:
                raise QueryError(f"{len(statements)} statements; one is needed")
            relation = self._connection.sql(statements[0], params=list(parameters))
            if relation is None:
                raise QueryError(f"{statements[0].type.name}: no table")
            return Answer(relation.to_arrow_table())
        except (duckdb.Error, ValueError) as error:
            raise QueryError(str(error)) from error

    def search(self, words: str, limit: int = 20) -> searching.Found:
        """The passages that have all words, the best first (`extractor.collecting.searching`)."""
        return searching.search(self._connection, words, limit)
