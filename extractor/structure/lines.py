"""The document as lines: one paragraph, or one printed line of it, with the hints of its layout, for the reading of front page and closing.

A table is one line without text; but a small table that holds the national motto or the recipients is a layout table that the reader left
whole, and its cells become lines in a left and a right column.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import Document, Paragraph, Table
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span
from extractor.short_texts import remembering_short_texts

__all__ = ["Line", "is_capitals", "lines_of", "part_of"]

_FOLDED = 400
_LAYOUT_ROWS = 8
_LAYOUT_COLUMNS = 4
_LAYOUT_SIGN = lazy_pattern(
    r"nơi nhận|chủ nghĩa việt nam|độc lập\s*-\s*tự do|đảng cộng sản việt nam"
    r"|(?:^|[\n\t])đoàn (?:tncs|thanh niên cộng sản) hồ chí minh(?:[\n\t]|$)"
)
_RULER = frozenset("_-–—=*.·|~o")


class Line(Struct, frozen=True):
    """A line of text. `folded` is the folded form of its first 400 characters; `block` the index of its block in the document.

    `centred`: centred or set in a column of its own. `bold`: all of it is. `capitals`: set in capitals (see is_capitals).
    A table's line has no text.
    """

    text: str
    folded: str
    start: int
    block: int
    column: Literal["left", "right"] | None = None
    centred: bool = False
    bold: bool = False
    table: bool = False
    capitals: bool = False

    @property
    def span(self) -> Span:
        """Where the line stands in the document's text."""
        return Span(self.start, self.start + len(self.text))

    @property
    def ruler(self) -> bool:
        """Whether it is empty or a printed rule ("-------", "*")."""
        return not self.table and len(self.text) < 120 and all(c in _RULER or c.isspace() for c in self.text)


@remembering_short_texts  # parts and metadata both ask it of front and closing
def is_capitals(text: str) -> bool:
    """Whether a text is set in capitals: four letters of five, symbols such as "07/CT-TTg" apart."""
    letters = list(filter(str.isalpha, text))
    return len(letters) >= 2 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def part_of(line: Line, start: int, end: int) -> Line:
    """A stretch of a line as a line of its own, blanks at its ends left out."""
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    head = text[:_FOLDED]
    return replace(line, text=text, folded=fold(head), start=line.start + start, capitals=is_capitals(head))


def lines_of(document: Document, within: Span | None = None) -> tuple[Line, ...]:
    """The lines of all blocks in order, or of those that lie within a span; every block has at least one."""
    blocks = enumerate(document.blocks) if within is None else document.blocks_within(within)
    return tuple(line for index, block in blocks for line in _block_lines(document, index, block))


def _block_lines(document: Document, index: int, block: Paragraph | Table) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        bold = sum(len(span) for span in block.bold) >= 0.9 * max(1, len(block.span))
        yield from _split(document.text, block.span, index, block.column, block.align == "center", bold)
    elif _is_layout(document, block):
        for row in block.rows:
            for cell in row.distinct:
                if cell.row == row.cells[0].row and cell.span.start < cell.span.end:
                    column: Literal["left", "right"] = "left" if cell.column == 0 else "right"
                    yield from _split(document.text, cell.span, index, column, True, cell.bold)
    else:
        yield Line("", "", block.span.start, index, table=True)


def _is_layout(document: Document, table: Table) -> bool:
    small = len(table.rows) <= _LAYOUT_ROWS and all(len(row.cells) <= _LAYOUT_COLUMNS for row in table.rows)
    return small and len(table.span) < 4000 and _LAYOUT_SIGN.search(fold(document.slice(table.span))) is not None


def _split(text: str, span: Span, block: int, column: Literal["left", "right"] | None, centred: bool, bold: bool) -> Iterator[Line]:
    at = span.start
    for part in text[span.start : span.end].split("\n"):
        head = part[:_FOLDED]
        yield Line(part, fold(head).strip(), at, block, column, centred or column is not None, bold, capitals=is_capitals(head))
        at += len(part) + 1
