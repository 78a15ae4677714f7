"""PDF becomes a Document: the pages are read one at a time (`page_reading`), and the modules beside this one lay them out.

    characters, rulings (PDFium) -> tables, lines, columns, notes (a page) -> running heads off, columns joined -> paragraphs, tables, notes

Each page is read, used and closed; what stays is its lines and cells. A page that cannot be read, as text or as a picture, or whose text is
doubtful is a warning; the others go on. A file that PDFium cannot open is a ReadingError: `pdf_encrypted` where a password is
missing, else `pdf_broken`.
"""

from __future__ import annotations

from _thread import allocate_lock
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractor.document import Document, OcrMode, ReadingError, Source
from extractor.lazy_patterns import lazy_pattern
from extractor.reading import limits
from extractor.reading.building import DocumentBuilder
from extractor.reading.pdf.column_joining import join_columns
from extractor.reading.pdf.footnotes import Marks, cite, notes_of
from extractor.reading.pdf.page_layout import PageLayout
from extractor.reading.pdf.page_lines import Line
from extractor.reading.pdf.page_paragraphs import Frame, alignment, frame_of, frame_of_column, goes_on, join_lines
from extractor.reading.pdf.page_reading import Progress, ReadPage, processors, read_pages
from extractor.reading.pdf.page_tables import PageTable
from extractor.reading.pdf.pdf_file import PdfError, PdfFile
from extractor.reading.pdf.running_heads import without_running_heads
from extractor.reading.pdf.table_joining import goes_on as table_goes_on
from extractor.reading.pdf.table_joining import join_tables

if TYPE_CHECKING:
    from extractor.reading.pdf.pages_ahead import PagesAhead
    from extractor.reading.scans.ocr_numbers import Correction

__all__ = ["read_pdf"]

# A form or picture that belongs to a layer ("optional content") says so in its dictionary, which no file compresses.
_LAYER = lazy_pattern(rb"/OC(?=[\s<])")

_ONE_AT_A_TIME = allocate_lock()  # PDFium serves one thread at a time

MOST_NAMES = 5
"""Attached files that a warning names."""
FEWEST_PAGES = 100
"""A shorter file is read about as fast by one process: another takes .07 s to start, as long as 15 pages take."""
FEWEST_LINES = 12
"""A page with fewer lines than this does not show its text area by itself."""


def read_pdf(
    data: bytes, source: Source, *, ocr: OcrMode = "auto", progress: Progress | None = None, password: str | None = None,
    two_processes: bool = False,
) -> Document:
    """The Document of a PDF file's bytes, opened with a password if one is given; `ocr`, `progress`: see `page_reading.read_pages`.

    `two_processes`: another may read the later part of a long file, if there are processors for both; the Document is the same.
    A second thread waits until the first has its Document.
    Raises ReadingError (`pdf_encrypted`, `pdf_broken`, `pdf_overpacked`, `too_many_pages`, `text_too_long`) where it cannot be read at all.
    """
    with _ONE_AT_A_TIME:
        return _read(data, source, ocr, progress, password, two_processes)


def _read(
    data: bytes, source: Source, ocr: OcrMode, progress: Progress | None, password: str | None, two_processes: bool
) -> Document:
    name = source.filename or "-"
    try:
        pdf = PdfFile(data, password)
    except PdfError as error:
        code = ("pdf_encrypted" if password is None else "password_wrong") if error.needs_password else "pdf_broken"
        raise ReadingError(code, file=name) from error
    builder = DocumentBuilder(name)
    try:
        count = len(pdf)
        if count > limits.MAX_PAGES:
            raise ReadingError("too_many_pages", file=name, pages=count, limit=limits.MAX_PAGES)
        _warn_of_attachments(pdf, builder)
        layered = _LAYER.search(data) is not None
        room = max(limits.FREE_CHARACTERS, limits.MAX_CHARACTERS_PACKED * len(data))
        long = two_processes and count >= FEWEST_PAGES and processors() > 1 and ocr != "always"
        with _pages_ahead(data, password, count, ocr, layered, room) if long else nullcontext() as ahead:
            read = _unpacked(read_pages(pdf, count, ocr, progress, layered=layered, ahead=ahead), room, name)
            pages = list(_laid_out(read, builder))
    finally:
        pdf.close()
    scans = {page.number: page.scan for page in pages if page.scan is not None}
    layouts = [page.layout for page in pages if page.layout is not None]
    corrections: list[Correction] = []
    if scans:
        from extractor.reading.scans.ocr_numbers import with_sequences

        layouts, corrections = with_sequences(layouts, scans)
    _assemble(join_columns(without_running_heads(layouts)), frozenset(scans), builder)
    document = builder.build(replace(source, pages=count, text_origin="digital"))
    if not scans:
        return document
    from extractor.reading.scans.scan_report import with_scans

    return with_scans(document, scans, corrections)


def _pages_ahead(
    data: bytes, password: str | None, count: int, ocr: OcrMode, layered: bool, room: int
) -> AbstractContextManager[PagesAhead | None]:
    from extractor.reading.pdf.pages_ahead import pages_ahead

    return pages_ahead(data, password, count, ocr, layered=layered, room=room)


def _warn_of_attachments(pdf: PdfFile, builder: DocumentBuilder) -> None:
    """A warning where the file holds others: attachments, or the parts of a portfolio."""
    count = pdf.attachments()
    if count:
        names = [name for index in range(min(count, MOST_NAMES)) if (name := pdf.attachment_name(index))]
        builder.warn("attachments_not_read", count=count, names=", ".join([*names, "…"] if count > len(names) else names))


def _unpacked(pages: Iterable[ReadPage], room: int, name: str) -> Iterator[ReadPage]:
    """The pages. Raises ReadingError("pdf_overpacked") where those so far hold more characters than there is room for."""
    for page in pages:
        room -= page.layout.length if page.layout is not None else 0
        if room < 0:
            raise ReadingError("pdf_overpacked", file=name)
        yield page


def _laid_out(pages: Iterable[ReadPage], builder: DocumentBuilder) -> Iterator[ReadPage]:
    """The pages that could be read; each page's size, and a warning for what a person should look at, go to the builder."""
    for page in pages:
        if page.layout is None:
            builder.page(page.number, 0.0, 0.0)
        else:
            builder.page(page.number, page.layout.width, page.layout.height)
            if page.layout.struck:
                builder.warn("struck_text_left_out", page=page.number)
            if page.layout.unseen:
                left, top, _, _ = min(page.layout.unseen, key=lambda box: (box[1], box[0]))
                builder.warn(
                    "unseen_text_left_out", page=page.number, count=len(page.layout.unseen), left=round(left), top=round(top),
                )
        if page.warning is not None:
            builder.warn(page.warning, page=page.number, reason=page.reason)
        if page.layout is not None:
            yield page


def _assemble(pages: Sequence[PageLayout], scanned: frozenset[int], builder: DocumentBuilder) -> None:
    """Feeds paragraphs, tables and notes of all pages to the builder in reading order. `scanned`: the pages that were read as pictures."""
    notes, marks = notes_of([(page.number, page.notes) for page in pages if page.notes])
    frames = _frames(pages, scanned)
    lines: list[Line] = []
    tables: list[PageTable] = []

    def close() -> None:
        if lines:
            _add_paragraph(builder, lines, frames[lines[0].page, lines[0].within], marks)
            lines.clear()
        if tables:
            _add_table(builder, tables, marks)
            tables.clear()

    for page in pages:
        for item in page.items:
            if isinstance(item, PageTable):
                if lines or not (tables and tables[-1].page < item.page and table_goes_on(tables[-1], item)):
                    close()
                tables.append(item)
            else:
                if tables or not (lines and goes_on(lines, item, frames[item.page, item.within])):
                    close()
                lines.append(item)
    close()
    for note in notes:
        builder.note(note.mark, note.piece, key=note.key)


def _add_paragraph(builder: DocumentBuilder, lines: Sequence[Line], frame: Frame, marks: Marks) -> None:
    piece = cite(lines, join_lines(lines), marks)
    first = lines[0]
    if first.column is not None:
        builder.paragraph(piece, column=first.column)
    else:
        builder.paragraph(piece, align=alignment(first, frame), indent=round(first.left - frame.left, 1))


def _add_table(builder: DocumentBuilder, parts: Sequence[PageTable], marks: Marks) -> None:
    """Adds the table that the parts make, and after it those nested in its cells."""
    table = join_tables(parts, marks)
    guessed = any(part.guessed for part in parts)
    span = builder.table(table.cells, header_rows=table.header_rows, columns_guessed=guessed)
    if guessed and span is not None:
        builder.warn("columns_guessed", span=span, page=parts[0].page)
    for part in parts:
        for inner in part.inner:
            _add_table(builder, [inner], marks)


Area = tuple[int, tuple[float, float] | None]
"""A page, and the edges of a text column on it where it has two."""


def _frames(pages: Sequence[PageLayout], scanned: frozenset[int]) -> dict[Area, Frame]:
    """Each page's text area: its own where it has enough lines to tell, else that of all pages of its size, else what is printed on it.

    Prose in two columns has one for each.
    """
    by_size: dict[tuple[float, float], list[Line]] = {}
    for page in pages:
        by_size.setdefault(_size(page), []).extend(_lines(page))
    shared = {size: frame_of(lines, size[0]) if len(lines) >= 2 * FEWEST_LINES else None for size, lines in by_size.items()}
    frames: dict[Area, Frame] = {}
    for page in pages:
        lines = _lines(page)
        own = frame_of(lines, page.width) if len(lines) >= FEWEST_LINES else None
        frames[page.number, None] = own or shared[_size(page)] or _printed(page)
        columns: dict[tuple[float, float], list[Line]] = {}
        for item in page.items:
            if isinstance(item, Line) and item.within is not None:
                columns.setdefault(item.within, []).append(item)
        frames |= {(page.number, edges): frame_of_column(inside, edges) for edges, inside in columns.items()}
    return {area: replace(frame, scanned=area[0] in scanned) for area, frame in frames.items()}


def _size(page: PageLayout) -> tuple[float, float]:
    return round(page.width, -1), round(page.height, -1)


def _lines(page: PageLayout) -> list[Line]:
    return [item for item in page.items if isinstance(item, Line) and item.within is None]


def _printed(page: PageLayout) -> Frame:
    """The area between the outermost lines and tables."""
    lefts = [item.xs[0] if isinstance(item, PageTable) else item.left for item in page.items]
    rights = [item.xs[-1] if isinstance(item, PageTable) else item.right for item in page.items]
    left, right = min(lefts, default=0.0), max(rights, default=page.width)
    return Frame(left, right, left)
