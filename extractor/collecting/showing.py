"""Answers for people and programs: a table for the terminal, CSV, JSON, and the list of what a search found.

Texts of plans are hostile: control characters are left out of what a terminal shows, and a text cell of CSV that a spreadsheet could take
for a formula (OWASP, "CSV Injection") gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from extractor.collecting.database import Answer
from extractor.collecting.searching import Hit
from extractor.exporting.csv_file import guarded
from extractor.messages import Language, wording
from extractor.terminal.plain_text import plain

__all__ = ["MOST_ROWS", "as_csv", "as_json", "as_list", "as_table"]

MOST_ROWS = 1_000  # of a table for people
_LONGEST_CELL = 300
_WIDE = 200  # columns where nobody watches


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Comma-separated, a line feed behind each row; lists as JSON, days as ISO 8601."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(map(guarded, columns))
    writer.writerows([_cell(value) for value in row] for row in rows)
    return target.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return guarded(value)
    return value if value is None or isinstance(value, int | float) else _written(value)


def _written(value: Any) -> str:
    """A value as in JSON, a text that it is there without quotes."""
    encoded = msgspec.json.encode(value, enc_hook=str)
    return str(msgspec.json.decode(encoded)) if encoded.startswith(b'"') else encoded.decode()


def as_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """An array with an object for each row, a row a line."""
    lines = (msgspec.json.encode(dict(zip(columns, row, strict=True)), enc_hook=str).decode() for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def as_table(answer: Answer) -> tuple[str, int]:
    """The first rows as a table that fits the terminal, and how many rows are left out."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    numbers = [str(field.type).startswith(("int", "uint", "float", "double", "decimal")) for field in answer.arrow.schema]
    for column, number in zip(answer.columns, numbers, strict=True):
        table.add_column(Text(plain(column)), justify="right" if number else "left", overflow="fold")
    for row in Answer(answer.arrow.slice(0, MOST_ROWS)).rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    target = io.StringIO()
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDE
    Console(file=target, width=width, highlight=False, markup=False, emoji=False, no_color=True).print(table)
    lines = "".join(f"{line.rstrip()}\n" for line in target.getvalue().splitlines())
    return lines, max(0, answer.arrow.num_rows - MOST_ROWS)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    text = plain(f"{value:.10g}" if isinstance(value, float) else value if isinstance(value, str) else _written(value))
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 2]} …"


def as_list(hits: Sequence[Hit], language: Language) -> str:
    """A paragraph for each hit: the plan and the place in it, and the snippet below."""
    return "".join(f"{number}. {_place(hit, language)}\n   {plain(hit.snippet)}\n" for number, hit in enumerate(hits, 1))


def _place(hit: Hit, language: Language) -> str:
    page = wording("label", "on_page", language, page=hit.page) if hit.page is not None else None
    parts = (hit.title or wording("label", "no_title", language), hit.path, page, hit.heading, hit.task)
    return " · ".join(plain(part) for part in parts if part)
