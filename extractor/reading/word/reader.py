"""Reads a DOCX package into a Document.

The package is opened by `package`; the body is walked here, since python-docx's own iteration loses automatic numbers, notes, text
boxes, tracked insertions and content controls. In order: styles and numbering, the body's blocks, then the notes it cites.

Promises: what Word prints in the body, once, in reading order, tracked changes accepted, automatic numbers as text; running heads and
feet left out; text that is struck through, white on paper or too small to be read left out with a warning. Included files (w:altChunk) are
read where they stand if they are DOCX, HTML or text, else a warning names them.
"""

from __future__ import annotations

from itertools import islice

from msgspec import Struct, field

from extractor.document import Document, ReadingError, Source
from extractor.reading import limits
from extractor.reading.archives import check_archive
from extractor.reading.building import DocumentBuilder, Piece
from extractor.reading.legacy_fonts import encoding_of_text, may_be_legacy
from extractor.reading.legacy_letters import to_unicode
from extractor.reading.nested_blocks import NestedBlock, NestedParagraph, NestedTable, emit, flatten
from extractor.reading.pieces import join
from extractor.reading.word.numbering import Label, Numbering
from extractor.reading.word.package import Included, WordPackage, open_package
from extractor.reading.word.split_lists import join_split_lists
from extractor.reading.word.styles import RunFormat, Styles, paragraph_format
from extractor.reading.word.tabbed_columns import with_tabbed_closing
from extractor.reading.word.tables import read_grid
from extractor.reading.word.text import InlineReader
from extractor.reading.word.visibility import has_coloured_ground, is_shaded
from extractor.reading.word.xml import Element, W, children, value
from extractor.records import Span

__all__ = ["read_docx"]

_SAMPLED_TEXTS = 4000
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_docx(data: bytes, source: Source, *, converted: bool = False) -> Document:
    """The Document of a DOCX file whose archive `opening` has found safe.

    Raises ReadingError: "docx_broken", "docx_too_deep", "docx_too_large", "archive_overpacked", "text_too_long".

    `converted`: LibreOffice made it of an older format, whose lists it may have split.
    """
    file = source.filename or "-"
    state = _State(file)
    builder = DocumentBuilder(file, packed=len(data))
    package = open_package(data, file)
    if converted and (joined := join_split_lists(package.document, package.numbering)):
        builder.warn("lists_joined", count=joined)
    emit(builder, with_tabbed_closing(_blocks_of(package, state)))
    for mark, piece, key in state.notes:
        builder.note(mark, piece, key=key)
    for part in sorted(state.unread):
        builder.warn("docx_part_not_read", part=part)
    if state.guessed:
        builder.warn("encoding_guessed", file=file)
    if state.struck:
        builder.warn("struck_text_left_out")
    if state.unseen:
        builder.warn("hidden_text_left_out")
    return builder.build_telling(source)


class _State(Struct):
    """What is counted and collected over a document and the files it includes."""

    file: str
    notes: list[tuple[str, Piece, str]] = field(default_factory=list)  # mark, text, key
    unread: set[str] = field(default_factory=set)
    included: int = 0
    positions: int = 0
    guessed: bool = False  # whether text was decoded that no font's name told about
    struck: bool = False  # whether text was left out that is struck through
    unseen: bool = False  # or that nobody sees


def _blocks_of(package: WordPackage, state: _State) -> list[NestedBlock]:
    """The blocks of a package; its cited notes are added to the state."""
    body = package.document.find(f"{W}body")
    if body is None:
        raise ReadingError("docx_broken", file=state.file)
    reader = _Reader(package, state)
    blocks = reader.blocks(body)
    state.guessed = state.guessed or reader.inline.guessed
    notes = {**_notes("footnote", package.footnotes), **_notes("endnote", package.endnotes)}
    for key, mark in list(reader.inline.marks.items()):
        note = notes.get(key.removeprefix(reader.inline.prefix))
        if note is not None:
            state.notes.append((mark, flatten(reader.blocks(note), []), key))
    state.struck = state.struck or reader.inline.struck
    state.unseen = state.unseen or reader.inline.unseen
    return blocks


def _notes(kind: str, root: Element | None) -> dict[str, Element]:
    """The notes of a part by the keys that citations have; separators, which are kept as notes too, left out."""
    notes = () if root is None else root
    return {f"{kind}-{note.get(f'{W}id')}": note for note in notes if note.get(f"{W}type", "normal") == "normal"}


class _Reader:
    """Reads the blocks of one package in reading order, which is the order in which numbers and notes count."""

    def __init__(self, package: WordPackage, state: _State) -> None:
        self.package = package
        self.state = state
        self.styles = Styles.of(package.styles)
        self.coloured = has_coloured_ground(package.document)  # whether anything but paper may be behind what is read now
        self.numbering = Numbering.of(package.numbering)
        sample = "".join(text.text or "" for text in islice(package.document.iter(f"{W}t"), _SAMPLED_TEXTS))
        self.inline = InlineReader(self.styles, encoding_of_text(sample), prefix=f"{state.included}/" if state.included else "")

    def blocks(self, container: Element) -> list[NestedBlock]:
        """The paragraphs and tables of a body, cell, text box or note."""
        found: list[NestedBlock] = []
        carried = Piece("")
        for child in children(container):
            if child.tag == f"{W}p" and (len(child) or carried.text):
                carried = self._paragraph(child, carried, found)
            elif child.tag == f"{W}tbl":
                found.append(self._table(child))
            elif child.tag in (f"{W}altChunk", f"{W}subDoc"):
                found += self._included(self.package.included.get(child.get(_R_ID, "")), child.tag.removeprefix(W))
        if carried.text:
            found.append(NestedParagraph(carried, None, None))
        return found

    def _paragraph(self, element: Element, carried: Piece, found: list[NestedBlock]) -> Piece:
        """Adds a paragraph; gives the text that runs into the next one because the mark between them was deleted."""
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle")
        mark = None if properties is None else properties.find(f"{W}rPr")
        form = paragraph_format(properties)
        styled = self.styles.paragraph(style)
        inline = self.inline.read(element, style, coloured=self.coloured or bool(form.over(styled).shaded))
        text = join((carried, inline.piece)) if carried.text else inline.piece
        if mark is not None and mark.find(f"{W}del") is not None:
            return text
        marked = self.styles.run(mark, style)
        label = None if marked.hidden and not text.text else self._label(form.over(styled).num_id, form.num_id, form.level, style)
        if label is not None and not (inline.left_out and not text.text.strip()):  # a struck item counts, but its number goes with it
            form = form.over(label.format)
            bold = marked.bold if label.bold is None else label.bold
            number = self._decoded(label.text, marked)
            text = join((Piece(number, (Span(0, len(number)),) if bold else ()), text))
        form = form.over(styled)
        indent = None if form.left is None and form.first_line is None else (form.left or 0.0) + (form.first_line or 0.0)
        found.append(NestedParagraph(text, form.align, indent))
        for box in inline.boxes:
            found += self._over_colour(box, True)
        return Piece("")

    def _over_colour(self, container: Element, coloured: bool) -> list[NestedBlock]:
        """The blocks of a text box or cell, which may have a colour of its own."""
        outside, self.coloured = self.coloured, self.coloured or coloured
        found = self.blocks(container)
        self.coloured = outside
        return found

    def _label(self, num_id: str | None, own_num_id: str | None, own_level: int | None, style: str | None) -> Label | None:
        if num_id is None or num_id == "0":
            return None
        level = own_level
        if level is None and own_num_id is None:
            level = self.numbering.level_of_style(num_id, self.styles.numbering_style(style))
            level = self.styles.paragraph(style).level if level is None else level
        return self.numbering.label(num_id, level or 0)

    def _decoded(self, number: str, marked: RunFormat) -> str:
        """A number with words ("§iÒu 1.") in Unicode."""
        encoding = self.inline.encoding if marked.legacy is None else marked.legacy.encoding
        return to_unicode(number, encoding) if encoding is not None and may_be_legacy(number) else number

    def _included(self, file: Included | None, kind: str) -> list[NestedBlock]:
        """The blocks of an included file; none, and a warning, where it cannot be read."""
        self.state.included += 1
        if file is None or self.state.included > limits.MAX_INCLUDED:
            self.state.unread.add(kind if file is None else file.name)
            return []
        if "html" in file.media_type or file.name.endswith((".htm", ".html", ".xhtml")):
            return self._included_html(file)
        try:
            check_archive(file.data, self.state.file)
            package = open_package(file.data, self.state.file)
        except ReadingError:
            self.state.unread.add(file.name)
            return []
        return _blocks_of(package, self.state)

    def _included_html(self, file: Included) -> list[NestedBlock]:
        from extractor.reading.html.reader import read_html_text

        try:
            found = read_html_text(file.data, prefix=f"{self.state.included}/")
        except ReadingError:
            self.state.unread.add(file.name)
            return []
        self.state.notes += found.notes
        self.state.guessed = self.state.guessed or found.guessed
        self.state.struck = self.state.struck or found.struck
        self.state.unseen = self.state.unseen or found.unseen
        return found.blocks

    def _table(self, element: Element) -> NestedTable:
        grid = read_grid(element, self.styles)
        self.state.positions += grid.height * grid.width
        if self.state.positions > limits.MAX_POSITIONS:
            raise ReadingError("docx_too_large", file=self.state.file)
        properties = element.find(f"{W}tblPr")
        shaded = self.styles.shades(value(properties, "tblStyle")) or any(
            is_shaded(own) for own in (properties, *element.iterfind(f"{W}tr/{W}tblPrEx"))
        )
        return NestedTable(grid, {
            (cell.row, cell.column): [] if cell.element is None else self._over_colour(
                cell.element, shaded or bool(is_shaded(cell.element.find(f"{W}tcPr")))
            )
            for cell in grid.cells
        })
