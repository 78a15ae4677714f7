"""The Document: one immutable canonical text, and everything that stands off from it by spans.

`reading` builds it once; nothing changes it afterwards. What it holds:

- `text`: Unicode NFC, reading order. Blocks are separated by "\\n", table rows by "\\n", the cells of a row by "\\t",
  the paragraphs within one cell by "\\n". Notes (footnotes, chú thích cuối trang) stand at the end, after the last block,
  one on a line. Running heads, page numbers and citing marks of notes are not in the text.
- `blocks`: paragraphs and tables in reading order, as spans of the text.
- `lines`: where the text stands on pages (PDF only), sorted by start and not overlapping.

Offsets are code points into `text`, half-open. Lengths on a page are PDF points, the origin at the page's top left.
Two values are equal when all their fields are. They are msgspec Structs, like all frozen values of the package: defined and made in a
fraction of the time of frozen dataclasses, which a document of thousands of cells feels; `msgspec.structs.replace` changes a copy.
Those that come in thousands have `gc=False`: they hold each other in one direction only, so the collector of cycles need not visit them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import Literal

from msgspec import Struct, field

from extractor.messages import message
from extractor.records import BoundingBox, Location, Span

__all__ = [
    "Block",
    "Cell",
    "Document",
    "Note",
    "OcrMode",
    "Page",
    "Paragraph",
    "Places",
    "ReadingError",
    "ReadingWarning",
    "Row",
    "Source",
    "Table",
    "TextLine",
]

_BLOCK_START = attrgetter("span.start")

Align = Literal["left", "center", "right", "justify"]
MediaType = Literal[
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/msword",
    "application/vnd.oasis.opendocument.text",
    "application/rtf",
    "text/html",
    "text/plain",
    "text/markdown",
]
OcrMode = Literal["auto", "always", "never"]
"""Which pages are read as pictures: those whose text is missing or lies, all, none."""


class ReadingError(Exception):
    """The document cannot be read at all. `code` and `details` fill a message of `models/messages.toml`."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = {name: str(value) for name, value in details.items()}

    def __reduce__(self) -> tuple[object, ...]:
        """So that it can go from process to process, its notes too."""
        return partial(type(self), self.code, **self.details), (), self.__dict__

    def __str__(self) -> str:
        """The Vietnamese message; `messages.message(code, details, "en")` gives the English one."""
        return message(self.code, self.details)


class ReadingWarning(Struct, frozen=True):
    """Something a reader could not do, that a person should look at. `code` is a key of `models/messages.toml`."""

    code: str
    details: dict[str, str] = field(default_factory=dict)
    span: Span | None = None
    page: int | None = None


class TextLine(Struct, frozen=True, gc=False):
    """One printed line: the characters start..end stand on `page` between `top` and `bottom`.

    `edges[i]` is the left edge of character start+i, `edges[-1]` the right edge of the last: end - start + 1 numbers, packed, as they are
    most of what a long document holds. Nothing changes them.
    """

    start: int
    end: int
    page: int
    top: float
    bottom: float
    edges: array[float]


class Page(Struct, frozen=True):
    """A page (from 1), its size in points, and the stretch of text that begins on it."""

    number: int
    width: float
    height: float
    start: int
    end: int


class Paragraph(Struct, frozen=True, gc=False):
    """One paragraph. `bold` and `italic` are the emphasised stretches, empty where the format tells nothing.

    `column`: "left" or "right" where two texts stand side by side outside a ruled table (letterhead, signature); such a pair is given
    left column first. `align` and `indent` (points, of the first line) are None where the format does not say.
    """

    span: Span
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    align: Align | None = None
    column: Literal["left", "right"] | None = None
    indent: float | None = None


class Cell(Struct, frozen=True, gc=False):
    """A table cell. A merged cell is given to every row and column it covers, as the same value: its span is its owner's.

    `row` and `column` are its first row and column (from 0), `row_span` and `column_span` how many it covers.
    A cell without text has an empty span. `bold`: all of its text is.
    """

    span: Span
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    bold: bool = False


class Row(Struct, frozen=True, gc=False):
    """A logical row, parts cut by a page break joined: one cell a grid column, a merged cell repeated."""

    cells: tuple[Cell, ...]
    span: Span

    @property
    def distinct(self) -> tuple[Cell, ...]:
        """The row's cells, each once, from left to right."""
        seen: dict[int, Cell] = {}
        for cell in self.cells:
            seen.setdefault(cell.column, cell)
        return tuple(seen.values())


class Table(Struct, frozen=True):
    """A table, joined over pages, repeated headers once. The first `header_rows` rows are its head (0: not known).

    `columns_guessed`: the columns were inferred, not ruled or marked up.
    """

    span: Span
    rows: tuple[Row, ...]
    header_rows: int = 0
    columns_guessed: bool = False


Block = Paragraph | Table


class Note(Struct, frozen=True):
    """A footnote: its text's span, the mark as printed, and the offset in the text where it is cited (None: nowhere found)."""

    span: Span
    mark: str
    cited_at: int | None


class Source(Struct, frozen=True):
    """The file as it came. `pages` is None where the format has none."""

    filename: str | None
    media_type: MediaType
    sha256: str
    size_bytes: int
    pages: int | None
    text_origin: Literal["digital", "ocr", "mixed", "text"]
    ocr_confidence: float | None = None


class Document(Struct, frozen=True):
    """One document, read. See the module's docstring for what the text promises."""

    source: Source
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    pages: tuple[Page, ...] = ()
    lines: tuple[TextLine, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()

    @property
    def body_end(self) -> int:
        """Where the blocks end and the notes begin."""
        return self.blocks[-1].span.end if self.blocks else 0

    def blocks_within(self, span: Span) -> Iterator[tuple[int, Block]]:
        """The blocks that lie wholly within a span, in order, each with its index."""
        for index in range(bisect_left(self.blocks, span.start, key=_BLOCK_START), len(self.blocks)):
            block = self.blocks[index]
            if block.span.end > span.end:
                return
            yield index, block

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def locate(self, span: Span) -> tuple[Location, ...]:
        """Where a span stands: one bounding box a printed line, top to bottom; empty where no page is known. For many spans: `Places`."""
        return Places(self.lines)(span)


class Places:
    """Where spans of a text stand on its pages, given its printed lines; each span is located and each length rounded once.

    Rounding is most of the cost, and the cells of a row, or the lines of a paragraph, have their lengths in common.
    """

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = lines
        self._starts = [line.start for line in lines]
        self._found: dict[Span, tuple[Location, ...]] = {}
        self._whole: dict[int, Location] = {}
        self._rounded = _Rounded()

    def __call__(self, span: Span) -> tuple[Location, ...]:
        """One bounding box a printed line, top to bottom; empty where no page is known."""
        found = self._found.get(span)
        if found is None:
            found = self._found[span] = tuple(self._boxes(span.start, span.end))
        return found

    def _boxes(self, start: int, end: int) -> list[Location]:
        found = []
        for index in range(max(0, bisect_right(self._starts, start) - 1), bisect_left(self._starts, end)):
            line = self._lines[index]
            if start <= line.start < line.end <= end:  # as lines of cells and paragraphs mostly are, each of several spans
                location = self._whole.get(index)
                if location is None:
                    location = self._whole[index] = self._box(line, line.start, line.end)
                found.append(location)
            elif (first := max(start, line.start)) < (last := min(end, line.end)):
                found.append(self._box(line, first, last))
        return found

    def _box(self, line: TextLine, first: int, last: int) -> Location:
        rounded = self._rounded
        edges = line.edges[first - line.start : last - line.start + 1].tolist()
        edges.sort()
        box = BoundingBox(rounded[edges[0]], rounded[line.top], rounded[edges[-1]], rounded[line.bottom])
        return Location(page=line.page, bbox=box)


class _Rounded(dict[float, float]):
    """Lengths with two decimals, each computed once."""

    def __missing__(self, length: float) -> float:
        value = self[length] = round(length, 2)
        return value
