"""The builder that every reader feeds: it lays paragraphs, tables and notes out as one canonical text and gives the Document.

    builder = DocumentBuilder("plan.docx")
    builder.paragraph(Piece("1. Tuyên truyền …", bold=(Span(0, 2),)), align="justify")
    builder.table([GridCell(Piece("TT"), 0, 0), GridCell(Piece("Nội dung"), 0, 1, column_span=2)], header_rows=1)
    builder.note("2", Piece("Kế hoạch số …"), key="footnote-2")
    document = builder.build(source)

Blocks are given in reading order; notes at any time, they are laid out at the end. What it does, so that no reader needs to:
- every piece is made canonical (`pieces.canonical`): readers give text as they find it, with "\\n" only where a line really ends;
- a paragraph with "\\n" in it becomes one Paragraph a line; in a cell "\\n" parts its paragraphs; in a note it is a space;
- what holds no text is left out (paragraphs, notes, whole tables), rulers drawn with characters too ("______", "---o0o---"); an empty cell
  keeps an empty span;
- a merged cell's text stands once, in its first row; every position it covers gets the same Cell; positions nobody covers get empty cells;
- emphasis is joined over the spaces between; printed lines get their offsets; a page's stretch of text is found from the lines on it;
- a note is tied to the first place that cites its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from operator import attrgetter
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import (
    Align,
    Block,
    Cell,
    Document,
    Note,
    Page,
    Paragraph,
    ReadingError,
    ReadingWarning,
    Row,
    Source,
    Table,
    TextLine,
)
from extractor.reading import limits
from extractor.reading.pieces import Piece, canonical, join, split
from extractor.records import Span

__all__ = ["DocumentBuilder", "GridCell", "Piece", "Side"]

Side = Literal["left", "right"]

_RULING = "-–—_=*~¯ "


class GridCell(Struct, frozen=True, gc=False):
    """A cell on its way into a table: its text, first row and column (from 0), and how many of each it covers."""

    piece: Piece
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


_POSITION = attrgetter("row", "column")
_NOTHING = Piece("")


class DocumentBuilder:
    """Collects blocks in reading order; `build` gives the Document. For one document, used once.

    `file` is the name that errors show. What adds text raises ReadingError("text_too_long") beyond `limits.MAX_CHARACTERS`, and
    "archive_overpacked" beyond what an archive of `packed` bytes may hold.
    """

    def __init__(self, file: str | None = None, *, packed: int | None = None) -> None:
        self._file = file or "-"
        self._room = inf if packed is None else max(limits.FREE_CHARACTERS, limits.MAX_CHARACTERS_PACKED * packed)
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._lines: list[TextLine] = []
        self._cited: dict[str, int] = {}
        self._notes: list[tuple[str, str, Piece]] = []
        self._pages: list[tuple[int, float, float]] = []
        self._warnings: list[ReadingWarning] = []

    def paragraph(
        self, piece: Piece, *, align: Align | None = None, column: Side | None = None, indent: float | None = None,
    ) -> Span | None:
        """Adds a paragraph, or one a line of it. Gives the span of all of it, None where it holds no text. See document.Paragraph."""
        start = None
        for line in split(canonical(piece)):
            if not line.text or (line.text[0] in _RULING and line.text[-1] in _RULING and _is_ruler(line.text)):
                continue
            self._separate()
            offset = self._length
            span = self._place(line)
            start = span.start if start is None else start
            bold, italic = _emphasis(line.text, line.bold, offset), _emphasis(line.text, line.italic, offset)
            self._blocks.append(Paragraph(span, bold, italic, align, column, indent))
        return None if start is None else Span(start, self._length)

    def table(self, cells: Iterable[GridCell], *, header_rows: int = 0, columns_guessed: bool = False) -> Span | None:
        """Adds a table from its cells, in any order. Gives its span, None where no cell holds text.

        Cells that overlap are cut to what is still free; one whose own position is taken has its text added to the cell that holds it.
        """
        grid = _Grid(cells)
        if not any(cell.piece.text for cell in grid.cells):
            return None
        self._separate()
        start = self._length
        placed: dict[int, Cell] = {}
        rows: list[Row] = []
        for number in range(grid.height):
            if number:
                self._put("\n")
            row_start = self._length
            owners: list[int] = [grid.owner[number, column] for column in range(grid.width)]
            for position, index in enumerate(dict.fromkeys(owners)):
                if position:
                    self._put("\t")
                if index not in placed:
                    placed[index] = self._cell(grid.cells[index])
            rows.append(Row(tuple(placed[index] for index in owners), Span(row_start, self._length)))
        span = Span(start, self._length)
        self._blocks.append(Table(span, tuple(rows), header_rows, columns_guessed))
        return span

    def note(self, mark: str, piece: Piece, *, key: str) -> None:
        """Adds a footnote or endnote: the mark as printed, its text (without the mark), and the key by which pieces cite it."""
        flat = canonical(piece)
        if flat.text:
            self._notes.append((mark, key, replace(flat, text=flat.text.replace("\n", " "))))

    def page(self, number: int, width: float, height: float) -> None:
        """Registers a page (from 1, in order) and its size in points."""
        self._pages.append((number, width, height))

    def warn(self, code: str, *, span: Span | None = None, page: int | None = None, **details: object) -> None:
        """Adds a warning; see document.ReadingWarning."""
        self._warnings.append(ReadingWarning(code, {name: str(value) for name, value in details.items()}, span, page))

    def build(self, source: Source) -> Document:
        """The Document of all that was added."""
        body_end = self._length
        pages = _page_stretches(self._pages, self._lines, body_end)
        notes = []
        for mark, key, piece in self._notes:
            self._separate()
            notes.append(Note(self._place(piece), mark, self._cited.get(key)))
        return Document(
            source, "".join(self._parts), tuple(self._blocks), tuple(notes), pages, tuple(self._lines), tuple(self._warnings),
        )

    def build_telling(self, source: Source) -> Document:
        """The same; where it has no text a warning says so."""
        document = self.build(source)
        if document.text:
            return document
        self.warn("document_without_text", file=source.filename or "-")
        return self.build(source)

    def _separate(self) -> None:
        if self._length:
            self._put("\n")

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > limits.MAX_CHARACTERS:
            raise ReadingError("text_too_long", file=self._file, limit=f"{limits.MAX_CHARACTERS / 10**6:g}")
        if self._length > self._room:
            raise ReadingError("archive_overpacked", file=self._file)

    def _place(self, piece: Piece) -> Span:
        offset = self._length
        if piece.lines:
            self._lines += [
                TextLine(line.start + offset, line.end + offset, line.page, line.top, line.bottom, line.edges) for line in piece.lines
            ]
        for at, key in piece.cites:
            self._cited.setdefault(key, at + offset)
        self._put(piece.text)
        return Span(offset, self._length)

    def _cell(self, cell: GridCell) -> Cell:
        text, bold = cell.piece.text, cell.piece.bold
        all_bold = bool(bold) and _emphasis(text, bold, 0) == (Span(0, len(text)),)
        return Cell(self._place(cell.piece), cell.row, cell.column, cell.row_span, cell.column_span, all_bold)


class _Grid:
    """The cells on a full grid: `owner[row, column]` is the index in `cells` of the cell that covers the position."""

    def __init__(self, cells: Iterable[GridCell]) -> None:
        self.cells: list[GridCell] = []
        self.owner: dict[tuple[int, int], int] = {}
        for cell in sorted(cells, key=_POSITION):
            self._add(cell, canonical(cell.piece))
        self.height = 1 + max((row for row, _ in self.owner), default=-1)
        self.width = 1 + max((column for _, column in self.owner), default=-1)
        for row in range(self.height):
            for column in range(self.width):
                if (row, column) not in self.owner:
                    self._add(GridCell(_NOTHING, row, column), _NOTHING)

    def _add(self, cell: GridCell, piece: Piece) -> None:
        """Adds a cell, whose text is the piece."""
        taken = self.owner.get((cell.row, cell.column))
        if taken is not None:
            holder = self.cells[taken]
            pieces = [text for text in (holder.piece, piece) if text.text]
            self.cells[taken] = GridCell(join(pieces, "\n"), holder.row, holder.column, holder.row_span, holder.column_span)
            return
        if cell.row_span == cell.column_span == 1:  # as most cells are
            self.owner[cell.row, cell.column] = len(self.cells)
            self.cells.append(cell if piece is cell.piece else GridCell(piece, cell.row, cell.column))
            return
        width = 1
        while width < cell.column_span and (cell.row, cell.column + width) not in self.owner:
            width += 1
        columns = range(cell.column, cell.column + width)
        height = 1
        while height < cell.row_span and not any((cell.row + height, column) in self.owner for column in columns):
            height += 1
        for row in range(cell.row, cell.row + height):
            for column in columns:
                self.owner[row, column] = len(self.cells)
        self.cells.append(GridCell(piece, cell.row, cell.column, height, width))


def _is_ruler(text: str) -> bool:
    """Whether a text is a ruler: three signs of one and more, maybe with an ornament of noughts between two."""
    ornament = text.strip(_RULING)
    if not ornament:
        return len(text) >= 3
    left, right = len(text) - len(text.lstrip(_RULING)), len(text) - len(text.rstrip(_RULING))
    return min(left, right) >= 3 and len(ornament) <= 3 and not ornament.strip("oO0")


def _emphasis(text: str, spans: Sequence[Span], offset: int) -> tuple[Span, ...]:
    """The spans, moved by the offset, joined where only spaces part them and without spaces at their ends."""
    if not spans:
        return ()
    joined: list[list[int]] = []
    for span in sorted(spans):
        stretch = text[span.start : span.end]
        start = span.start + len(stretch) - len(stretch.lstrip())
        end = span.start + len(stretch.rstrip())
        if start >= end:
            continue
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return tuple(Span(start + offset, end + offset) for start, end in joined)


def _page_stretches(sizes: Sequence[tuple[int, float, float]], lines: Sequence[TextLine], body_end: int) -> tuple[Page, ...]:
    """Each page with the text from its first line to the next page's first line; a page without lines has an empty stretch.

    A row that a page break cuts has its text cell by cell: it counts for the page where the first of its lines on the new page stands.
    """
    first: dict[int, int] = {}
    for line in lines:
        first.setdefault(line.page, line.start)
    pages: list[Page] = []
    next_start = body_end
    for number, width, height in reversed(sizes):
        start = min(first.get(number, next_start), next_start)
        pages.append(Page(number, width, height, start, next_start))
        next_start = start
    if pages:
        pages[-1] = replace(pages[-1], start=0)
    return tuple(reversed(pages))
