"""A row's time where its table draws a calendar as columns (drawn_columns.py): the columns that it marks, and the times in their cells.

Marks ("x" under T1, under Quý II, under 2014) are one stretch, from the first to the last column marked; `marks_apart` tells of gaps.
A time in a column is of the column's year ("Quý IV" under "2015"). In a column whose head says that it holds times every time counts; in
any other only a cell that is nothing but a time within what its column stands for ("Q3" under "2014", "15/11" under "Quý IV"), in a column
of a year not a day in figures alone ("2/5" may be two of five), and only where the row says nothing else there ("3/12 | 6/12 | 9/12 |
12/12" are shares). The year of a month or quarter is the head's, else the document's at that place, else that of a plan of one year;
without one the stretch is unresolved. What marks a cell is a cross, tick or dot, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from extractor.document import Cell, Document, Row
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.calendar_time import joined
from extractor.mentions.context import Context
from extractor.mentions.deadlines import read_deadline_value
from extractor.mentions.times_apart import Stretch
from extractor.month_lengths import last_day
from extractor.records import Deadline, Span
from extractor.structure.drawn_columns import Drawn

__all__ = ["in_its_year", "marked_stretch", "marks_apart", "times_in_columns"]

_MARK = lazy_pattern(r"[x×✓✔√•●■▪*+]+")
_LETTER = lazy_pattern(r"[^\W\d_]")
_WHOLE_YEAR = (1, 12)


def in_its_year(context: Context, year: int | None) -> Context:
    """The context of what stands in a column of a year: a time without one is of it. A column without a year changes nothing."""
    return replace(context, years=((0, year),), period=(str(year), str(year))) if year else context


def marked_stretch(document: Document, row: Row, drawn: Mapping[int, Drawn], context: Context) -> Deadline | None:
    """The stretch of the columns that a row marks, or None where it marks none."""
    marked = _marked(document, row, drawn)
    if not marked:
        return None
    span = Span(min(at.start for _, at in marked), max(at.end for _, at in marked))
    days = [_days(column, span.start, context) for column, _ in marked]
    known = [both for both in days if both]
    resolved = len(known) == len(days)
    start, until = (min(first for first, _ in known).isoformat(), max(last for _, last in known).isoformat()) if resolved else (None, None)
    return Deadline(
        text=document.slice(span), span=span, kind="during", start=start, end=until,
        recurrence=None, duration=None, anchor=None, resolved=resolved,
    )  # fmt: skip


def marks_apart(document: Document, row: Row, drawn: Mapping[int, Drawn], context: Context) -> tuple[Stretch, ...]:
    """The stretches of the columns that a row marks, in the order of time, where there are gaps between them; else empty."""
    marked = _marked(document, row, drawn)
    days = [_days(column, marked[0][1].start, context) for column, _ in marked]
    known = joined(both for both in days if both)
    return known if len(known) > 1 and all(days) else ()


def _marked(document: Document, row: Row, drawn: Mapping[int, Drawn]) -> list[tuple[Drawn, Span]]:
    return [
        (drawn[index], cell.span)
        for index, cell in enumerate(row.cells)
        if index in drawn and len(cell.span) and _is_mark(document.slice(cell.span))
    ]


def times_in_columns(document: Document, row: Row, drawn: Mapping[int, Drawn], context: Context) -> tuple[Deadline, ...]:
    """The times within what their column stands for, of a row that has nothing but these and marks in drawn columns; else none."""
    found = []
    for index, cell in enumerate(row.cells):
        printed = document.slice(cell.span).strip() if index in drawn else ""
        if printed and not _is_mark(printed):
            time = _time_within(document, cell, drawn[index], context)
            if time is None:
                return ()
            found.append(time)
    return tuple(found)


def _is_mark(printed: str) -> bool:
    return _MARK.fullmatch(fold(printed).strip()) is not None


def _time_within(document: Document, cell: Cell, column: Drawn, context: Context) -> Deadline | None:
    printed = document.slice(cell.span).strip()
    days = _days(column, cell.span.start, context)
    if days is None or cell.column_span > 1 or ((column.first, column.last) == _WHOLE_YEAR and not _LETTER.search(printed)):
        return None
    read = read_deadline_value(document.text, cell.span, in_its_year(context, column.year))
    first, last = (day.isoformat() for day in days)
    if len(read) != 1 or read[0].text != printed or not read[0].end:
        return None
    return read[0] if first <= (read[0].start or read[0].end) and read[0].end <= last else None


def _days(column: Drawn, at: int, context: Context) -> tuple[date, date] | None:
    """First and last day of what a column stands for; None where its year is not known."""
    year = (context.year_at(at) or context.period_year) if column.year is None else column.year
    return (date(year, column.first, 1), date(year, column.last, last_day(year, column.last))) if year else None
