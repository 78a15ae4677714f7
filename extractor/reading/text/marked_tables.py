"""Tables that are marked in the text: rows of pipes, rows of tabs, HTML tables. Gives TableDrafts.

In this order:
1. a row is cut into cells (`pipe_cells`, `tab_cells`) or read with its spans (`html_table`);
2. the head is the row above Markdown's "| --- |", or a first row that begins with the head of a number column ("TT");
3. a head that comes again is dropped, and a row without a number after it, or one that plainly goes on from the middle of a sentence,
   is the second half of the row above: its cells are joined to those.
No row is dropped but a repeated head; a row of another width keeps all its cells.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html.parser import HTMLParser

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.building import GridCell
from extractor.reading.layout_words import matches
from extractor.reading.limits import MAX_HTML_POSITIONS
from extractor.reading.pieces import Piece, join
from extractor.reading.text.drafts import TableDraft
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.line_joining import cut_by_page, is_item, seam
from extractor.reading.text.stacked_heads import heads_parts_of

__all__ = ["html_table", "is_pipe_row", "is_separator", "pipe_cells", "table_of_rows"]

_SEPARATOR = frozenset("|-: 	")
_BAR = lazy_pattern(r"(?<!\\)\|")
_MOST_SPAN = 100


def is_pipe_row(line: str) -> bool:
    """Whether a line is a row of pipes: a bar at both ends and a cell between."""
    bare = line.strip()
    return len(bare) > 2 and bare[0] == "|" and bare[-1] == "|" and bare != "||"


def is_separator(line: str) -> bool:
    """Whether a row is the line between head and body: "| --- | :-: |"."""
    return "|" in line and "--" in line and _SEPARATOR.issuperset(line)


def pipe_cells(line: str) -> list[str]:
    """The raw cells of a row of pipes."""
    bare = line.strip()
    return [cell.strip() for cell in _BAR.split(bare[1:-1])]


def table_of_rows(rows: Sequence[Sequence[str]], *, header_rows: int, notes: Collection[str]) -> TableDraft:
    """The table of raw rows of cells: its first `header_rows` rows are the head, repeated heads and cut rows are mended.

    Markdown has heads of one row only: a second one that heads parts of its cells is the head's too.
    """
    if not header_rows and rows and matches("number_column", _plain(rows[0][0])):
        header_rows = 1
    if header_rows == 1 and len(rows) > 1 and heads_parts_of([_plain(cell) for cell in rows[0]], [_plain(cell) for cell in rows[1]]):
        header_rows = 2
    head = [_key(row) for row in rows[:header_rows]]
    whole: list[list[Piece]] = []
    after_head = False
    for number, row in enumerate(rows):
        if number >= header_rows and head and _key(row) in head:
            after_head = True
            continue
        pieces = [inline(cell, notes) for cell in row]
        if number > header_rows and whole and _goes_on(whole[-1], pieces, after_head=after_head):
            whole[-1] = _joined(whole[-1], pieces)
        else:
            whole.append(pieces)
        after_head = False
    cells = tuple(GridCell(piece, row, column) for row, whole_row in enumerate(whole) for column, piece in enumerate(whole_row))
    return TableDraft(cells, header_rows)


def html_table(source: str, notes: Collection[str]) -> TableDraft:
    """The table of an HTML `<table>`, with its merged cells. The head: `<th>`, `<thead>`, or a first row that begins with "TT".

    Cells over more than MAX_HTML_POSITIONS positions of the grid in all are read as cells of one position.
    """
    reader = _HtmlTable()
    reader.feed(source.replace("<![", "&lt;!["))  # a marked section, at which the parser gives up
    reader.close()
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(reader.rows):
        column = 0
        for text, row_span, column_span in row:
            while (number, column) in taken:
                column += 1
            height = min(row_span, len(reader.rows) - number)
            if len(taken) + height * column_span > MAX_HTML_POSITIONS:
                height = column_span = 1
            taken.update((number + down, column + right) for down in range(height) for right in range(column_span))
            cells.append(GridCell(inline(text, notes), number, column, height, column_span))
            column += column_span
    header_rows = reader.header_rows
    if not header_rows and cells and matches("number_column", cells[0].piece.text):
        header_rows = cells[0].row_span
    return TableDraft(tuple(cells), header_rows)


def _plain(cell: str) -> str:
    return inline(cell).text.strip()


def _key(row: Sequence[str]) -> str:
    return "\t".join("".join(fold(_plain(cell)).split()) for cell in row).rstrip("\t")


def _goes_on(above: Sequence[Piece], cells: Sequence[Piece], *, after_head: bool) -> bool:
    """Whether a row is the second half of the one above: no number, and after a repeated head or in the middle of a sentence."""
    if len(cells) < 2 or cells[0].text.strip() or len(cells) > len(above):
        return False
    halves = [(first.text.strip(), second.text.strip()) for first, second in zip(above[1:], cells[1:], strict=False)]
    filled = [(first, second) for first, second in halves if second]
    if not filled or not all(first or after_head for first, second in filled):
        return False
    in_sentence = any(cut_by_page(first, second) for first, second in filled)
    return in_sentence or (after_head and not any(is_item(second) for _, second in filled))


def _joined(above: Sequence[Piece], cells: Sequence[Piece]) -> list[Piece]:
    joined = list(above)
    for column, second in enumerate(cells):
        first = joined[column]
        if not second.text.strip():
            continue
        joined[column] = join([first, second], seam(first.text.strip(), second.text.strip())) if first.text.strip() else second
    return joined


class _HtmlTable(HTMLParser):
    """The rows of a table as (raw text, rows, columns) a cell; tags inside a cell that `inline` reads are kept for it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.rows: list[list[tuple[str, int, int]]] = []
        self.header_rows = 0
        self._parts: list[str] | None = None
        self._spans = (1, 1)
        self._in_head = False
        self._head_cells = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "thead":
            self._in_head = True
        elif tag == "tr":
            self._finish_cell()
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._finish_cell()
            if not self.rows:
                self.rows.append([])
            given = dict(attrs)
            self._spans = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._parts = []
            self._head_cells = tag == "th"
        elif self._parts is not None:
            self._parts.append("\n" if tag in {"p", "div", "li", "br"} else self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "thead":
            self._in_head = False
        elif tag in {"td", "th", "tr", "table"}:
            self._finish_cell()
        elif self._parts is not None and tag not in {"p", "div", "li"}:
            self._parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data.replace("\n", " "))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _finish_cell(self) -> None:
        if self._parts is None:
            return
        self.rows[-1].append(("".join(self._parts), *self._spans))
        self._parts = None
        if (self._in_head or self._head_cells) and self.header_rows >= len(self.rows) - 1:
            self.header_rows = len(self.rows)


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _MOST_SPAN) if value and value.isascii() and value.isdigit() and len(value) < 6 else 1
