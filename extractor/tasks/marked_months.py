"""A row's months where a table draws them as columns ("T1 | T2 | … | T6", "x" in a row's months): one stretch, first to last month marked.

Columns are months where at least three neighbours in the head are named so, each the month after the one before; the year is the head's,
else the document's at that place, else that of a plan of one year. What marks a cell is a cross, tick or dot, nothing else.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from extractor.document import Document, Row
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.context import Context
from extractor.month_lengths import last_day
from extractor.records import Deadline, Span
from extractor.structure.tables import ReadTable

__all__ = ["marked_months"]

_MONTH = lazy_pattern(r"(?:t|th\.?|tháng)?\s*(0?[1-9]|1[0-2])(?:\s?[/.-]\s?((?:19|20)\d\d))?")
_NAMED = lazy_pattern(r"(?:t|th\.?|tháng)\s*\d")
_MARK = lazy_pattern(r"[x×✓✔√•●■▪*+]+")
_FEWEST = 3


def marked_months(document: Document, table: ReadTable, row: Row, context: Context) -> Deadline | None:
    """The stretch of the months that a row marks, or None where its table has no such columns or the row marks none."""
    months = _months(document, table)
    marked = [
        (months[index], cell.span)
        for index, cell in enumerate(row.cells)
        if index in months and _MARK.fullmatch(fold(document.slice(cell.span)).strip())
    ]
    if not marked:
        return None
    span = Span(min(at.start for _, at in marked), max(at.end for _, at in marked))
    (first, early), (last, late) = min(month for month, _ in marked), max(month for month, _ in marked)
    year = context.year_at(span.start) or context.period_year
    begin, end = (first or year), (last or year)
    days = (date(begin, early, 1), date(end, late, last_day(end, late))) if begin and end else None
    start, until = (day.isoformat() for day in days) if days else (None, None)
    return Deadline(
        text=document.slice(span), span=span, kind="during", start=start, end=until,
        recurrence=None, duration=None, anchor=None, resolved=days is not None,
    )  # fmt: skip


def _months(document: Document, table: ReadTable) -> dict[int, tuple[int, int]]:
    """The columns of months, each with the year that its head gives (0 for none) and the month."""
    for head in table.head:
        found: dict[int, tuple[int, int]] = {}
        named = False
        for index, cell in enumerate(head.row.cells):
            title = fold(document.slice(cell.span)).strip()
            if cell.column_span == 1 and (match := _MONTH.fullmatch(title)):
                found[index] = int(match[2] or 0), int(match[1])
                named = named or _NAMED.match(title) is not None
        running = all(right - left == 1 and found[right][1] == found[left][1] % 12 + 1 for left, right in pairwise(found))
        above = any("tháng" in fold(document.slice(row.row.span)) for row in table.head)
        if len(found) >= _FEWEST and running and (named or above):
            return found
    return {}
