"""Paragraphs and tables within tables, as Word and HTML nest them, and how they are handed to the builder.

In order: a table that only places text (letterhead, signature) becomes paragraphs, those of two cells side by side with a column; other
tables become tables, paragraphs in a cell being lines of it. A ruled table inside a cell follows the table that holds it; one without
lines gives its text to the cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from extractor.document import Align
from extractor.reading.building import DocumentBuilder, GridCell, Piece, Side
from extractor.reading.pieces import join
from extractor.reading.word.line_breaks import settle_breaks, settle_cell_breaks
from extractor.reading.word.tables import WordGrid, is_layout

__all__ = ["NestedBlock", "NestedParagraph", "NestedTable", "emit", "flatten"]

LONGEST_SIDE = 4000
"""Characters that a text beside another has at most; the cell of a web page's frame that holds the document has more."""


class NestedParagraph(Struct, frozen=True):
    """A paragraph on its way to the builder; see document.Paragraph."""

    piece: Piece
    align: Align | None = None
    indent: float | None = None
    column: Side | None = None


class NestedTable(Struct, frozen=True):
    """A table and what stands in its cells, by their (row, column)."""

    grid: WordGrid
    contents: dict[tuple[int, int], list[NestedBlock]]

    @property
    def layout(self) -> bool:
        """Whether it only places text."""
        return is_layout(self.grid, [place for place, blocks in self.contents.items() if _has_text(blocks)])


NestedBlock = NestedParagraph | NestedTable


def _has_text(blocks: Iterable[NestedBlock]) -> bool:
    for block in blocks:
        if block.piece.text.strip() if isinstance(block, NestedParagraph) else any(map(_has_text, block.contents.values())):
            return True
    return False


def emit(builder: DocumentBuilder, blocks: Iterable[NestedBlock], column: Side | None = None) -> None:
    """Adds the blocks to the builder, in order; `column` where they stand beside others."""
    for block in blocks:
        if isinstance(block, NestedParagraph):
            beside = column or block.column
            piece = block.piece if beside else settle_breaks(block.piece, block.align)
            builder.paragraph(piece, align=block.align, column=beside, indent=block.indent)
        elif block.layout:
            _emit_layout(builder, block, column)
        else:
            inner: list[NestedTable] = []
            cells = [
                GridCell(flatten(block.contents[cell.row, cell.column], inner), cell.row, cell.column, cell.row_span, cell.column_span)
                for cell in block.grid.cells
            ]
            builder.table(cells, header_rows=block.grid.header_rows)
            emit(builder, inner)


def _emit_layout(builder: DocumentBuilder, table: NestedTable, column: Side | None) -> None:
    """A layout table: its left column from top to bottom, then its right one; a cell over the whole width parts what is above and below."""
    sides: dict[Side, list[NestedBlock]] = {"left": [], "right": []}
    filled = [cell for cell in table.grid.cells if _has_text(table.contents[cell.row, cell.column])]
    beside = [cell.column for cell in filled if cell.column_span < table.grid.width]
    first = min(beside) if len(set(beside)) > 1 else 0

    def flush() -> None:
        for side, blocks in sides.items():
            emit(builder, blocks, column or (side if _length(blocks) <= LONGEST_SIDE else None))
            blocks.clear()

    for cell in filled:
        blocks = table.contents[cell.row, cell.column]
        if cell.column_span >= table.grid.width:
            flush()
            emit(builder, blocks, column)
        else:
            sides["left" if cell.column == first else "right"] += blocks
    flush()


def _length(blocks: Iterable[NestedBlock]) -> int:
    return sum(
        len(block.piece.text) if isinstance(block, NestedParagraph) else sum(map(_length, block.contents.values())) for block in blocks
    )


def flatten(blocks: Iterable[NestedBlock], inner: list[NestedTable]) -> Piece:
    """The text of a cell or note, a line a paragraph; ruled tables in it are added to `inner`."""
    return join(_pieces(blocks, inner), "\n")


def _pieces(blocks: Iterable[NestedBlock], inner: list[NestedTable]) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, NestedParagraph):
            yield settle_cell_breaks(block.piece)
        elif block.layout or not block.grid.ruled:
            for contents in block.contents.values():
                yield from _pieces(contents, inner)
        else:
            inner.append(block)
