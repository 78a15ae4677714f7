"""Reads HTML: pages as legal sites print them, files that Word saved as HTML, and HTML that a DOCX includes.

lxml parses them; nothing is fetched, no entity but HTML's own is known. In order:
1. the part that the page marks as its main text (main, article), if it holds most of it; else the body;
2. what is no text of the document is left out: scripts, forms, hidden elements, running heads and feet, navigation, and lists and blocks
   that are mostly links;
3. elements become paragraphs, lists get the numbers a browser prints, tables their merged cells, the footnotes of Word and LibreOffice
   become notes;
4. text in fonts from before Unicode is decoded (`legacy_fonts`), text that is struck through or too small is left out with a warning.
Promises: everything else that a browser prints is in the text, once, in reading order.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from extractor.document import Document, ReadingError, Source
from extractor.lazy_patterns import lazy_pattern
from extractor.reading import limits
from extractor.reading.building import DocumentBuilder
from extractor.reading.decoding import decode_html
from extractor.reading.html.content import content_of
from extractor.reading.html.inline import InlineWriter
from extractor.reading.html.styles import Look, is_ruled, look_of
from extractor.reading.legacy_fonts import encoding_of_text
from extractor.reading.nested_blocks import NestedBlock, NestedParagraph, NestedTable, emit
from extractor.reading.pieces import Piece
from extractor.reading.word.numbering import format_number
from extractor.reading.word.tables import WordCell, WordGrid

__all__ = ["HtmlText", "read_html", "read_html_text"]

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
    "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))
_LISTS = frozenset(("ol", "ul"))
_LIST_INDENT = 30.0  # points, of a browser
_COUNTERS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MARKER = lazy_pattern(r"\s*(?:[-–—+*•●▪o]\s|\(?\w{1,4}(?:\.\d{1,3}){0,3}[.)/]\s|(?:Điều|Chương|Mục|Phần)\s)")
_CITES = lazy_pattern(r"#_?(?:((?:ftn|edn)\d{1,4})|(sd(?:foot|end)note\d{1,4})sym)$")
_CITED_BY = lazy_pattern(r"#_?(?:(ftn|edn)ref(\d{1,4})|(sd(?:foot|end)note\d{1,4})anc)$")


class HtmlText(Struct, frozen=True):
    """What a page holds: blocks, notes (mark, text, key), whether it was cut, an encoding was guessed, struck or unseen text left out."""

    blocks: list[NestedBlock]
    notes: list[tuple[str, Piece, str]]
    cut: bool
    guessed: bool
    struck: bool = False
    unseen: bool = False


def read_html(data: bytes, source: Source) -> Document:
    """The Document of an HTML file. Raises ReadingError: "text_encoding" for bytes that are no text, "html_too_large"."""
    found = read_html_text(data, source.filename)
    builder = DocumentBuilder(source.filename)
    emit(builder, found.blocks)
    for mark, piece, key in found.notes:
        builder.note(mark, piece, key=key)
    if found.cut:
        builder.warn("html_cut")
    if found.guessed:
        builder.warn("encoding_guessed", file=source.filename or "-")
    if found.struck:
        builder.warn("struck_text_left_out")
    if found.unseen:
        builder.warn("hidden_text_left_out")
    return builder.build_telling(source)


def read_html_text(data: bytes, filename: str | None = None, prefix: str = "") -> HtmlText:
    """What a page's bytes hold; `prefix` begins the keys of its notes. Raises ReadingError: "text_encoding", "html_too_large"."""
    from lxml import etree

    if len(data) > limits.MAX_HTML_BYTES:
        raise ReadingError("html_too_large", file=filename or "-")
    text, guessed = decode_html(data, filename)
    if text.count("<") > limits.MAX_HTML_TAGS:
        raise ReadingError("html_too_large", file=filename or "-")
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root: Any = etree.fromstring(text.encode(), parser=parser)
    if root is None:
        return HtmlText([], [], False, guessed)
    content = content_of(root)
    encoding = encoding_of_text("".join(content.itertext()))
    reader = _Reader(InlineWriter(encoding), prefix, filename or "-")
    reader.read(content, Look())
    reader.end_paragraph(Look())
    # libxml2 stops at 256 elements within each other: what comes after is lost.
    cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    inline = reader.inline
    return HtmlText(reader.blocks, reader.notes, cut, guessed or inline.guessed, inline.struck, inline.unseen)


class _Reader:
    """Walks the elements, which libxml2 nests 256 deep at most."""

    def __init__(self, inline: InlineWriter, prefix: str, file: str) -> None:
        self.inline = inline
        self.prefix = prefix
        self.file = file
        self.blocks: list[NestedBlock] = []
        self.notes: list[tuple[str, Piece, str]] = []
        self.note: tuple[str, str] | None = None
        self.positions = 0
        self.mark = ""  # of the list item that was begun
        self.lists = 0  # around what is read

    def read(self, element: Any, around: Look) -> None:
        """Reads an element; the text after it is its parent's."""
        tag = element.tag
        look = look_of(element, around)
        if tag == "table":
            self.end_paragraph(around)
            table = self.table(element, look)
            self.end_paragraph(look)
            self.blocks += table
            return
        if tag == "br":
            self.line_break(around)
            return
        if tag == "a" and self.is_note_mark(element):
            return
        block = tag in _BLOCKS
        if block:
            self.end_paragraph(around)
            if tag == "li":
                self.number(element, look)
        elif tag in ("td", "th"):
            self.inline.write(" ", look)
        self.lists += tag in _LISTS
        self.children(element, look)
        if block:
            self.end_paragraph(look)
        self.lists -= tag in _LISTS

    def children(self, element: Any, look: Look) -> None:
        """Reads what stands in an element."""
        self.inline.write(element.text or "", look)
        counter = _start(element)
        for child in element:
            if child.tag == "li" and element.tag == "ol":
                counter = _whole(child.get("value"), counter)
                child.set("value", str(counter))
                counter += 1
            self.read(child, look)
            self.inline.write(child.tail or "", look)

    def number(self, item: Any, look: Look) -> None:
        """What a browser prints before a list's item, unless the text brings its own."""
        parent = item.getparent()
        own = "".join(item.itertext())[:40]
        if "list-style" in (parent.get("style") or "") + (item.get("style") or "") or _MARKER.match(own) or not own.strip():
            return
        self.mark = ""
        if parent.tag == "ol":
            self.mark = format_number(_whole(item.get("value"), 1), _COUNTERS.get(parent.get("type", "1"), "decimal")) + ". "
        elif parent.tag == "ul":
            self.mark = "• "
        self.inline.write(self.mark, look)

    def line_break(self, look: Look) -> None:
        """A line break; the second in a row ends the paragraph."""
        if self.inline.ends_with_break:
            self.end_paragraph(look)
        else:
            self.inline.break_line(look)

    def end_paragraph(self, look: Look) -> None:
        """Ends the paragraph that is being collected, if any."""
        left_out = self.inline.left_out
        piece = self.inline.take()
        if left_out and piece.text.strip() == self.mark.strip():
            return  # the number of an item that is struck goes with it
        if self.note is not None and piece.text.strip():
            self.notes.append((self.note[0], piece, self.note[1]))
            self.note = None
        elif piece.text.strip():
            self.blocks.append(NestedParagraph(piece, look.align, self.lists * _LIST_INDENT if self.lists else None))

    def is_note_mark(self, link: Any) -> bool:
        """Whether a link is a footnote's mark: it then cites the note, or begins it."""
        target = link.get("href", "")[-300:]
        mark = "".join(link.itertext()).strip(" []()\n\xa0")
        if found := _CITES.search(target):
            self.inline.cite(self.prefix + (found[1] or found[2]))
            return True
        found = _CITED_BY.search(target)
        if found and self.inline.empty:
            self.note = (mark, self.prefix + (found[3] or found[1] + found[2]))
        return found is not None

    def table(self, table: Any, look: Look) -> list[NestedBlock]:
        """A table as a grid with its contents; its caption stands before it."""
        outer, self.blocks = self.blocks, []
        before: list[NestedBlock] = []
        contents: dict[tuple[int, int], list[NestedBlock]] = {}
        cells: list[WordCell] = []
        elements: list[Any] = []
        taken: set[tuple[int, int]] = set()
        height = width = header_rows = 0
        for row, line in enumerate(_rows(table)):
            column = 0
            height = row + 1
            line_look = look_of(line, look)
            if header_rows == row and (line.getparent().tag == "thead" or (len(line) and all(cell.tag == "th" for cell in line))):
                header_rows += 1
            for element in line:
                if element.tag not in ("td", "th"):
                    continue
                while (row, column) in taken:
                    column += 1
                row_span, column_span = _span(element, "rowspan"), _span(element, "colspan")
                self._count(row_span * column_span)
                self.read(element, line_look)
                contents[row, column], self.blocks = self.blocks, []
                cells.append(WordCell(element, row, column, row_span, column_span))
                elements.append(element)
                taken.update((row + down, column + right) for down in range(row_span) for right in range(column_span))
                column += column_span
                width = max(width, column)
        for caption in table.iterchildren("caption"):
            self.read(caption, look)
            before += self.blocks
            self.blocks = []
        self.blocks = outer
        if not cells:
            return before
        self._count(height * width - len(taken))
        cells = [WordCell(cell.element, cell.row, cell.column, min(cell.row_span, height - cell.row), cell.column_span) for cell in cells]
        grid = WordGrid(tuple(cells), height, width, header_rows if header_rows < height else 0, is_ruled(table, elements))
        return [*before, NestedTable(grid, contents)]


    def _count(self, positions: int) -> None:
        self.positions += max(0, positions)
        if self.positions > limits.MAX_HTML_POSITIONS:
            raise ReadingError("html_too_large", file=self.file)


def _rows(table: Any) -> list[Any]:
    """The rows of a table, not those of tables in it."""
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows += child.iterchildren("tr")
    return rows


def _span(cell: Any, name: str) -> int:
    return max(1, min(_whole(cell.get(name), 1), limits.MAX_HTML_SPAN))


def _start(element: Any) -> int:
    return _whole(element.get("start"), 1) if element.tag == "ol" else 1


def _whole(text: str | None, default: int) -> int:
    """A whole number of up to five digits, as attributes hold it."""
    found = re.match(r"\s*(\d{1,5})", text or "")
    return int(found[1]) if found else default
