"""Reads a DOCX package into a Document.

python-docx opens the package, its parts and relations; the body is walked underneath it, since its own iteration loses automatic numbers,
notes, text boxes, tracked insertions and content controls. In order: styles and numbering, the body's blocks, then the notes it cites.

Promises: what Word prints in the body, once, in reading order, tracked changes accepted, automatic numbers as text; running heads and
feet left out. A table that only places text (letterhead, signature) becomes paragraphs with a column. A ruled table inside a cell follows
the table that holds it; one without lines gives its text to the cell.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zipfile import BadZipFile

from extractor.document import Align, Document, ReadingError, Source
from extractor.reading.building import DocumentBuilder, GridCell, Piece, Side
from extractor.reading.docx_tables import WordGrid, is_layout, read_grid
from extractor.reading.line_breaks import settle_breaks, settle_cell_breaks
from extractor.reading.pieces import join
from extractor.reading.word_numbering import Label, Numbering
from extractor.reading.word_styles import Styles, paragraph_format
from extractor.reading.word_text import InlineReader
from extractor.reading.word_xml import Element, W, children, value
from extractor.records import Span

__all__ = ["read_docx"]

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

MAX_POSITIONS = 300_000  # of all tables together; a wide merged cell over many empty rows makes a small file a huge grid


@dataclass(frozen=True, slots=True)
class _Paragraph:
    piece: Piece
    align: Align | None
    indent: float | None


@dataclass(frozen=True, slots=True)
class _Table:
    grid: WordGrid
    contents: dict[tuple[int, int], list[_Paragraph | _Table]]

    @property
    def layout(self) -> bool:
        return is_layout(self.grid, [place for place, blocks in self.contents.items() if _has_text(blocks)])


_Block = _Paragraph | _Table


def read_docx(data: bytes, source: Source) -> Document:
    """The Document of a DOCX file whose archive `opening` has found safe. Raises ReadingError: "docx_broken", "docx_too_large"."""
    parts = _open(data, source)
    body = parts["document"].find(f"{W}body")
    if body is None:
        raise ReadingError("docx_broken", file=source.filename or "-")
    reader = _Reader(Styles.of(parts["styles"]), Numbering.of(parts["numbering"]), source.filename or "-")
    builder = DocumentBuilder()
    _emit(builder, reader.blocks(body))
    notes = {**_notes("footnote", parts["footnotes"]), **_notes("endnote", parts["endnotes"])}
    for key, mark in list(reader.inline.marks.items()):
        if key in notes:
            builder.note(mark, _flatten(reader.blocks(notes[key]), []), key=key)
    for part in sorted(reader.unread):
        builder.warn("docx_part_not_read", part=part)
    document = builder.build(source)
    if document.text:
        return document
    builder.warn("document_without_text", file=source.filename or "-")
    return builder.build(source)


def _open(data: bytes, source: Source) -> dict[str, Element]:
    """The roots of the parts that hold text and its form; None for those a document does without."""
    from docx.opc.exceptions import PackageNotFoundError
    from docx.package import Package
    from lxml import etree

    def root(part: Element) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return part.element if hasattr(part, "element") else etree.fromstring(part.blob, parser)

    try:
        main = Package.open(io.BytesIO(data)).main_document_part
        parts: dict[str, Element] = dict.fromkeys(("styles", "numbering", "footnotes", "endnotes"))
        for relation in main.rels.values():
            name = relation.reltype.removeprefix(_RELATION)
            if name in parts and not relation.is_external:
                parts[name] = root(relation.target_part)
        parts["document"] = root(main)
    # What a damaged package makes python-docx raise depends on where the damage is.
    except (PackageNotFoundError, BadZipFile, etree.XMLSyntaxError, LookupError, ValueError, AttributeError, OSError, EOFError) as error:
        raise ReadingError("docx_broken", file=source.filename or "-") from error
    return parts


def _notes(kind: str, root: Element | None) -> dict[str, Element]:
    """The notes of a part by the keys that citations have; separators, which are kept as notes too, left out."""
    notes = () if root is None else root
    return {f"{kind}-{note.get(f'{W}id')}": note for note in notes if note.get(f"{W}type", "normal") == "normal"}


class _Reader:
    """Reads blocks in reading order, which is the order in which numbers and notes count."""

    def __init__(self, styles: Styles, numbering: Numbering, file: str) -> None:
        self.file = file
        self.positions = 0
        self.styles = styles
        self.numbering = numbering
        self.inline = InlineReader(styles)
        self.unread: set[str] = set()

    def blocks(self, container: Element) -> list[_Block]:
        """The paragraphs and tables of a body, cell, text box or note."""
        found: list[_Block] = []
        carried = Piece("")
        for child in children(container):
            if child.tag == f"{W}p" and (len(child) or carried.text):
                carried = self._paragraph(child, carried, found)
            elif child.tag == f"{W}tbl":
                found.append(self._table(child))
            elif child.tag in (f"{W}altChunk", f"{W}subDoc"):
                self.unread.add(child.tag.removeprefix(W))
        if carried.text:
            found.append(_Paragraph(carried, None, None))
        return found

    def _paragraph(self, element: Element, carried: Piece, found: list[_Block]) -> Piece:
        """Adds a paragraph; gives the text that runs into the next one because the mark between them was deleted."""
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle")
        mark = None if properties is None else properties.find(f"{W}rPr")
        inline = self.inline.read(element, style)
        text = join((carried, inline.piece)) if carried.text else inline.piece
        if mark is not None and mark.find(f"{W}del") is not None:
            return text
        form = paragraph_format(properties)
        styled = self.styles.paragraph(style)
        marked = self.styles.run(mark, style)
        label = None if marked.hidden and not text.text else self._label(form.over(styled).num_id, form.num_id, form.level, style)
        if label is not None:
            form = form.over(label.format)
            bold = marked.bold if label.bold is None else label.bold
            text = join((Piece(label.text, (Span(0, len(label.text)),) if bold else ()), text))
        form = form.over(styled)
        indent = None if form.left is None and form.first_line is None else (form.left or 0.0) + (form.first_line or 0.0)
        found.append(_Paragraph(text, form.align, indent))
        for box in inline.boxes:
            found += self.blocks(box)
        return Piece("")

    def _label(self, num_id: str | None, own_num_id: str | None, own_level: int | None, style: str | None) -> Label | None:
        if num_id is None or num_id == "0":
            return None
        level = own_level
        if level is None and own_num_id is None:
            level = self.numbering.level_of_style(num_id, self.styles.numbering_style(style))
            level = self.styles.paragraph(style).level if level is None else level
        return self.numbering.label(num_id, level or 0)

    def _table(self, element: Element) -> _Table:
        grid = read_grid(element, self.styles)
        self.positions += grid.height * grid.width
        if self.positions > MAX_POSITIONS:
            raise ReadingError("docx_too_large", file=self.file)
        return _Table(grid, {
            (cell.row, cell.column): [] if cell.element is None else self.blocks(cell.element) for cell in grid.cells
        })


def _has_text(blocks: Iterable[_Block]) -> bool:
    for block in blocks:
        if block.piece.text.strip() if isinstance(block, _Paragraph) else any(map(_has_text, block.contents.values())):
            return True
    return False


def _emit(builder: DocumentBuilder, blocks: Iterable[_Block], column: Side | None = None) -> None:
    for block in blocks:
        if isinstance(block, _Paragraph):
            piece = block.piece if column else settle_breaks(block.piece, block.align)
            builder.paragraph(piece, align=block.align, column=column, indent=block.indent)
        elif block.layout:
            _emit_layout(builder, block, column)
        else:
            inner: list[_Table] = []
            cells = [
                GridCell(_flatten(block.contents[cell.row, cell.column], inner), cell.row, cell.column, cell.row_span, cell.column_span)
                for cell in block.grid.cells
            ]
            builder.table(cells, header_rows=block.grid.header_rows)
            _emit(builder, inner)


def _emit_layout(builder: DocumentBuilder, table: _Table, column: Side | None) -> None:
    """A layout table: its left column from top to bottom, then its right one; a cell over the whole width parts what is above and below."""
    sides: dict[Side, list[_Block]] = {"left": [], "right": []}
    filled = [cell for cell in table.grid.cells if _has_text(table.contents[cell.row, cell.column])]
    beside = [cell.column for cell in filled if cell.column_span < table.grid.width]
    first = min(beside) if len(set(beside)) > 1 else 0

    def flush() -> None:
        for side, blocks in sides.items():
            _emit(builder, blocks, column or side)
            blocks.clear()

    for cell in filled:
        blocks = table.contents[cell.row, cell.column]
        if cell.column_span >= table.grid.width:
            flush()
            _emit(builder, blocks, column)
        else:
            sides["left" if cell.column == first else "right"] += blocks
    flush()


def _flatten(blocks: Iterable[_Block], inner: list[_Table]) -> Piece:
    """The text of a cell or note, a line a paragraph; ruled tables in it are added to `inner`."""
    return join(_pieces(blocks, inner), "\n")


def _pieces(blocks: Iterable[_Block], inner: list[_Table]) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, _Paragraph):
            yield settle_cell_breaks(block.piece)
        elif block.layout or not block.grid.ruled:
            for contents in block.contents.values():
                yield from _pieces(contents, inner)
        else:
            inner.append(block)
