"""What the columns and rows of a table are: task table, indicator table, or neither (bảng phân công nhiệm vụ, bảng chỉ tiêu).

Columns are known by their headers, after `models/table_headers.toml` (its order is the precedence; of a header on several levels the
lowest that says something decides, then all of them together). A column of indicators ("Chỉ tiêu") beside work that is ordered holds its
targets. Beside who and when, a column whose header says nothing but whose cells order actions is the work. Cells that say themselves who
leads and who helps are read by `told_cells`. A table without a header of its own takes the columns of the one before it, where both have
the same number, and the calendar that they draw (drawn_columns.py). Rows are, in this precedence: head, numbering of the columns ("(1) (2)
(3)"), empty, sum, group (work text alone), task.
Promises: every row gets one kind; a table whose header is not understood is neither, and no task is read out of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import Literal

from msgspec import Struct

from extractor.document import Cell, Document, Row, Table
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span
from extractor.short_texts import remembering_short_texts
from extractor.structure.actions import kind_of_text
from extractor.structure.drawn_columns import Drawn, drawn_columns, draws_calendar
from extractor.structure.numbering import DECIMAL, Marker, parse_cell_number, parse_long_number, parse_marker
from extractor.structure.told_cells import Told, told_cells
from extractor.vocabulary import load_vocabulary, opening, patterns_of

Column = Literal[
    "number", "work", "lead", "coordinating", "start", "time", "output", "person", "target", "indicator", "funding", "unit", "note", "basis"
]
RowKind = Literal["head", "numbering", "empty", "sum", "group", "task"]

_HEAD_ROWS = 4
_LETTER = lazy_pattern(r"\w")
_WHO_WHEN_WHAT = ("lead", "coordinating", "time", "output", "person")
_REPEATING = (*_WHO_WHEN_WHAT, "start")
_NUMBERING = lazy_pattern(r"\(?[\dA-Ea-e]{1,2}\)?(?:\s*=.*)?")
_SUMS = ("tổng", "cộng")
_SUM = lazy_pattern(r"(?:tổng cộng|cộng|tổng số|tổng|tổng kinh phí|cộng:.*|tổng cộng:.*)\s*:?")
_LONGEST_DITTO, _LONGEST_REFERENCE = 20, 40  # characters of "Như trên", "Các cơ quan, đơn vị như mục 1"
_LONGEST_HEADER, _NAMED_AGAIN = 40, 2
_NUMBER = lazy_pattern(r"\d+")
_REPORTS = 2  # a column is a report where one cell in so many is
_YEAR = lazy_pattern(r"(?:năm\s+)?20\d\d|giai đoạn 20\d\d\s*-\s*20\d\d")


class TableRow(Struct, frozen=True):
    """One row read: its marker (of the number cell or of the text itself), the cell with the work and the work's span without marker."""

    kind: RowKind
    row: Row
    marker: Marker | None = None
    work: Span | None = None


class ReadTable(Struct, frozen=True):
    """A table with the meaning of its columns (by column index, from left to right) and rows. `kind` "other": neither tasks nor indicators.

    `repeated` gives, for cells that say "như trên", the cell above them that they repeat. `told` gives what cells say of who leads and
    who helps, whatever their column is. `where` tells the columns of each meaning, `drawn` the calendar that columns of tasks draw.
    """

    table: Table
    kind: Literal["tasks", "indicators", "other"]
    columns: Mapping[int, Column]
    rows: tuple[TableRow, ...]
    repeated: Mapping[Span, Cell]
    where: Mapping[Column, tuple[int, ...]]
    told: Mapping[Span, tuple[Told, ...]] = {}
    drawn: Mapping[int, Drawn] = {}

    @property
    def head(self) -> Iterator[TableRow]:
        """The rows of the head, which come first."""
        return takewhile(lambda row: row.kind == "head", self.rows)

    def cells(self, row: Row, column: Column) -> tuple[Cell, ...]:
        """The row's cells with text in columns of a meaning, each once, left to right; for "như trên" the cell that it repeats."""
        telling = self.told and column in ("lead", "coordinating")
        within = self.where.get(column, ())
        if not within and not telling:
            return ()
        found: dict[Span, Cell] = {}
        if not telling:
            for index in within:
                if index < len(row.cells):
                    cell = row.cells[index]
                    if cell.span.end > cell.span.start:
                        found[cell.span] = self.repeated.get(cell.span, cell)
            return tuple(found.values())
        for index, printed in enumerate(row.cells):
            cell = self.repeated.get(printed.span, printed)
            if cell.span in self.told:
                found |= {part.span: part for meaning, part in self.told[cell.span] if meaning == column}
            elif index in within and len(printed.span):
                found[cell.span] = cell
        return tuple(found.values())


@cache
def _rules() -> tuple[tuple[Column, frozenset[str], tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (column, frozenset(rule["is"]), tuple(rule["has"]), tuple(rule["not"]))  # type: ignore[misc]
        for column, rule in load_vocabulary("table_headers").items()
    )


def _says(folded: str, beginning: str) -> bool:
    """Whether a text stands where a word begins."""
    at = folded.find(beginning)
    while at > 0 and _LETTER.match(folded, at - 1):
        at = folded.find(beginning, at + 1)
    return at >= 0


@remembering_short_texts
def column_of_header(header: str) -> Column | None:
    """What a column holds by its header's text; None where the header does not say."""
    folded = " ".join(fold(header).split()).strip(" .:*()")
    for column, whole, parts, forbidden in _rules():
        if folded in whole or (any(_says(folded, part) for part in parts) and not any(_says(folded, part) for part in forbidden)):
            return column
    return None


def read_table(document: Document, table: Table, before: ReadTable | None = None) -> ReadTable:
    """The table with its columns and rows. `before` is the table before it, for one that goes on without header."""
    head, columns = _head(document, table)
    earlier: Sequence[Row] = ()
    drawn: Mapping[int, Drawn] = drawn_columns(document, table.rows[:head], columns)
    if not columns and before and before.columns and table.rows and len(table.rows[0].cells) == len(before.table.rows[0].cells):
        head, columns, earlier, drawn = 0, dict(before.columns), before.table.rows, before.drawn
    columns = _without_reports(document, table.rows[head:], columns)
    columns = _with_work(document, table.rows[head:], columns)
    told = told_cells(document, table.rows, head, columns)
    kind = _kind(document, table, head, columns, told=bool(told))
    if kind == "tasks":  # "Chỉ tiêu" beside the work is how much of it is to be done
        columns = {index: "target" if column == "indicator" else column for index, column in columns.items()}
    rows = (*(TableRow("head", row) for row in table.rows[:head]), *_rows(document, table.rows[head:], columns))
    where = {column: tuple(i for i, c in columns.items() if c == column) for column in set(columns.values())}
    return ReadTable(table, kind, columns, rows, _repeated(document, (*earlier, *table.rows[head:]), columns), where, told, drawn)


def _repeated(document: Document, rows: Sequence[Row], columns: Mapping[int, Column]) -> dict[Span, Cell]:
    """The cells that say "như trên" and what they repeat: the nearest filled cell above in the column that says more.

    Those that say "như mục 1" repeat the cell of the nearest row above with that number, or none where there is no such row.
    """
    found: dict[Span, Cell] = {}
    numbers = next((index for index, column in columns.items() if column == "number"), 0)
    numbered: dict[str, list[int]] = {}
    for index, column in columns.items():
        above = None
        for at, row in enumerate(rows if column in _REPEATING else ()):
            cell = row.cells[index] if index < len(row.cells) else None
            if cell is None or not len(cell.span) or cell.column_span == len(row.cells):
                continue
            printed = document.slice(cell.span) if len(cell.span) < _LONGEST_REFERENCE else ""
            if not printed or len(printed) >= _LONGEST_DITTO or not says_as_above(printed):
                number = row_repeated(printed) if "hư " in printed or "heo " in printed else None
                if number is None:
                    above = cell
                    continue
                numbered = numbered or _rows_by_number(document, rows, numbers)
                above_it = bisect_left(numbered.get(number, []), at)
                cells = rows[numbered[number][above_it - 1]].cells if above_it else []
                if index < len(cells) and len(cells[index].span):
                    above = found[cell.span] = found.get(cells[index].span, cells[index])
            elif above is not None:
                found[cell.span] = above
    return found


def _rows_by_number(document: Document, rows: Sequence[Row], numbers: int) -> dict[str, list[int]]:
    """The rows, in order, that have a number in their column of numbers."""
    found: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if numbers < len(row.cells):
            found.setdefault(document.slice(row.cells[numbers].span).strip(" .)"), []).append(at)
    return found


def _head(document: Document, table: Table) -> tuple[int, dict[int, Column]]:
    """How many rows the head has, and its columns; (0, {}) where no head is understood."""
    for first, row in enumerate(table.rows[:_HEAD_ROWS]):
        if len(row.distinct) < 2:
            continue  # a caption merged over all columns
        depth = max((cell.row + cell.row_span for cell in row.distinct if len(cell.span)), default=first + 1)
        depth = max(first + 1, min(depth, first + _HEAD_ROWS, len(table.rows)), min(table.header_rows, len(table.rows)))
        depth += depth < len(table.rows) and draws_calendar(document, table.rows[depth], depth)
        columns = _columns(document, table.rows[first:depth])
        if len(set(columns.values()) - {"number", "note"}) >= 2:
            return depth, columns
    return 0, {}


def _columns(document: Document, head: Sequence[Row]) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for index in range(len(head[0].cells)):
        levels = list(dict.fromkeys(document.slice(row.cells[index].span) for row in head if index < len(row.cells)))
        texts = [*reversed([text for text in levels if text.strip()]), " ".join(levels)]
        column = next((found for text in texts if (found := column_of_header(text))), None)
        if column:
            columns[index] = column
    return columns


@remembering_short_texts
def row_repeated(cell: str) -> str | None:
    """The number of the row that a cell says it is as ("Các đơn vị như mục 1"); None where it says no such thing."""
    number = _NUMBER.search(cell) if len(cell) < _LONGEST_REFERENCE else None
    return number.group() if number and opening("table_cells", "as_row", fold(cell).strip()) is not None else None


@remembering_short_texts
def says_as_above(cell: str) -> bool:
    """Whether a cell says that it is as the one above ("-nt-", "Như trên")."""
    return len(cell) < _LONGEST_DITTO and opening("table_cells", "as_above", fold(cell).strip()) is not None


@remembering_short_texts
def reports_done(cell: str) -> bool:
    """Whether a cell of a time or product reports what was done ("Đã hoàn thành", "Đang thực hiện")."""
    return opening("table_cells", "report", fold(cell).strip()) is not None


def names_measured(cell: str) -> bool:
    """Whether a cell names what is measured ("Tỷ lệ hồ sơ trực tuyến")."""
    return patterns_of("table_cells", "measured").match(fold(cell).strip()) is not None


def lists_procedures(heads: str) -> bool:
    """Whether a table's heads, a line each, are those of a catalogue of administrative procedures (danh mục thủ tục hành chính)."""
    return patterns_of("table_cells", "catalogue").match(fold(heads)) is not None


def _without_reports(document: Document, rows: Sequence[Row], columns: dict[int, Column]) -> dict[int, Column]:
    """The columns without those of products and times whose cells mostly report what was done."""

    def reports(index: int) -> bool:
        texts = [document.slice(row.cells[index].span) for row in rows if index < len(row.cells)]
        filled = [text for text in texts if text.strip()]
        return bool(filled) and sum(map(reports_done, filled)) * _REPORTS >= len(filled)

    return {index: column for index, column in columns.items() if column not in ("output", "time") or not reports(index)}


def _with_work(document: Document, rows: Sequence[Row], columns: dict[int, Column]) -> dict[int, Column]:
    """The columns; where none is the work but two or more say who, when or what, the first unknown one whose cells mostly order actions."""
    held = set(columns.values())
    if held & {"work", "indicator", "target", "unit"} or len(held & set(_WHO_WHEN_WHAT)) < 2:
        return columns
    before = min(index for index, column in columns.items() if column in _WHO_WHEN_WHAT)
    for index in (i for i in range(before) if i not in columns):
        texts = [document.slice(row.cells[index].span) for row in rows if index < len(row.cells) and len(row.cells[index].span)]
        if texts and sum(kind_of_text(text) == "action" for text in texts) * 2 > len(texts):
            return dict(sorted((columns | {index: "work"}).items()))
    return columns


def _kind(
    document: Document, table: Table, head: int, columns: Mapping[int, Column], *, told: bool
) -> Literal["tasks", "indicators", "other"]:
    held = set(columns.values())
    if lists_procedures("\n".join(document.slice(cell.span) for row in table.rows[:head] for cell in row.distinct)):
        return "other"
    years = {c.column for row in table.rows[:head] for c in row.distinct if _YEAR.fullmatch(fold(document.slice(c.span)).strip())}
    if (len(years) >= 2 and "unit" in held) or (held & {"indicator", "target"} and not _orders_work(document, table.rows[head:], columns)):
        return "indicators"
    return "tasks" if "work" in held and (told or held & set(_WHO_WHEN_WHAT)) else "other"


def _orders_work(document: Document, rows: Sequence[Row], columns: Mapping[int, Column]) -> bool:
    """Whether a table with a column of figures to be reached orders work: it says of work when it is due, or its work reads as orders.

    "Nhiệm vụ | Chỉ tiêu | Chủ trì | Thời hạn" does; "Chỉ tiêu | Đơn vị chủ trì | Năm 2026" does not, nor "Nội dung | Chỉ tiêu năm 2026 |
    Cơ quan chủ trì" where the contents are "Tỷ lệ …", "Số …".
    """
    held = set(columns.values())
    if "work" not in held:
        return "indicator" not in held
    if held & {"time", "output"} and "indicator" not in held:
        return True
    spans = {cell.span: None for row in rows for i, cell in enumerate(row.cells) if columns.get(i) == "work" and len(cell.span)}
    works = [document.slice(span) for span in spans]
    if held & {"time", "output"} and held & {"lead", "coordinating", "person"}:
        return sum(map(names_measured, works)) * 2 <= len(works)
    return bool(works) and sum(kind_of_text(work) == "action" for work in works) * 2 >= len(works)


def _rows(document: Document, rows: Sequence[Row], columns: Mapping[int, Column]) -> Iterator[TableRow]:
    above = 0
    for row in rows:
        read = _row(document, row, columns, above)
        if read.marker is not None and read.marker.depth == DECIMAL:
            above = read.marker.ordinal or above
        yield read


def _row(document: Document, row: Row, columns: Mapping[int, Column], above: int) -> TableRow:
    """The row; `above` is the last number above it."""
    filled = [cell for cell in row.distinct if cell.span.end > cell.span.start]
    if not filled:
        return TableRow("empty", row)
    if _is_head_again(document, row, columns):
        return TableRow("head", row)
    # From the right, where cells seldom are numbers.
    if len(filled) > 1 and all(_NUMBERING.fullmatch(fold(document.slice(cell.span)).strip()) for cell in reversed(filled)):
        return TableRow("numbering", row)
    held = [row.cells[i] for i, column in columns.items() if column == "number" and i < len(row.cells)]
    numbers = [cell for cell in held if cell.column_span == 1 and len(cell.span)]
    if not numbers and len(filled) == 2 and 1 < filled[1].column_span == len(row.cells) - 1:
        numbers = filled[:1]  # a group's number, where the table has no column for one
    texts = [document.slice(cell.span) for cell in numbers]
    marker = next((found for text in texts if (found := parse_cell_number(text) or parse_long_number(text, above))), None)
    others = [cell for cell in filled if not (cell in numbers and (marker or len(cell.span) <= 4))]
    work = _work_cell(row, columns, others)
    if work is None:
        return TableRow("empty", row, marker)
    text = document.slice(work.span)
    folded = fold(text).strip()
    if folded.startswith(_SUMS) and _SUM.fullmatch(folded):
        return TableRow("sum", row, marker, work.span)
    span = work.span
    if marker is None and (marker := parse_marker(text)) and marker.numbered:
        span = Span(span.start + marker.length, span.end)
    elif marker and not marker.numbered:
        marker = None
    repeated = len(others) == 1 or all(fold(document.slice(cell.span)).strip() == folded for cell in reversed(others))
    return TableRow("group" if repeated else "task", row, marker, span)


def _is_head_again(document: Document, row: Row, columns: Mapping[int, Column]) -> bool:
    """Whether a row behind a group's title names the columns once more: two cells at least beside the work's, each as its column."""
    again = 0
    for index, cell in enumerate(row.cells):
        column = columns.get(index)
        if column in ("work", "number") or not len(cell.span):
            continue
        if len(cell.span) > _LONGEST_HEADER or column is None or column_of_header(document.slice(cell.span)) != column:
            return False
        again += 1
    return again >= _NAMED_AGAIN


def _work_cell(row: Row, columns: Mapping[int, Column], others: Sequence[Cell]) -> Cell | None:
    """The cell that tells the work: the last filled work column; in a row with one text alone, that text, wherever it stands."""
    if len(others) == 1:
        return others[0]
    works = [row.cells[i] for i, column in columns.items() if column in ("work", "indicator") and i < len(row.cells)]
    return next((cell for cell in reversed(works) if len(cell.span)), None)
