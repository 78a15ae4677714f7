"""Reads plain text and Markdown: bytes to a Document.

The bytes are decoded (`decoding`), and the text is one of two: laid out in columns of characters, as `pdftotext -layout` writes it
(`text_layout`), or flowing, as Markdown and web pages are (`flowing_text`). Their drafts are laid out by the DocumentBuilder.
Promised: nothing is dropped but page numbers, rulers, marks of markup and repeated table heads; no file is refused that decodes.
"""

from __future__ import annotations

from extractor.document import Document, ReadingError, Source
from extractor.lazy_patterns import lazy_pattern
from extractor.reading import limits
from extractor.reading.building import DocumentBuilder
from extractor.reading.decoding import decode_plain
from extractor.reading.text.drafts import Draft, NoteDraft, TableDraft
from extractor.reading.text.flowing_text import read_flowing_text
from extractor.reading.text.text_layout import is_laid_out, read_laid_out_text

__all__ = ["read_plain"]

_MOST_BYTES = 4  # of a character, in UTF-8 and UTF-16
_MOST_DROPPED = 2  # times the characters that are kept: spaces of a layout, rulers, marks of markup
_CHARACTER = 6.0  # points of a character of an indent
_CONTROLS = lazy_pattern("[\x00-\x08\x0b\x0e-\x1f]")
"""C0 controls that no text means; tabs, line ends and form feeds are read."""

def read_plain(data: bytes, source: Source) -> Document:
    """The Document of a text file.

    Raises ReadingError: "text_encoding" for bytes that are no text, "text_too_long", "text_too_many_lines".
    """
    if len(data) > _MOST_BYTES * limits.MAX_CHARACTERS:
        raise _too_long(source)
    text, guessed = decode_plain(data, source.filename)
    if len(text) > _MOST_DROPPED * limits.MAX_CHARACTERS:
        raise _too_long(source)
    if text.count("\n") > limits.MAX_TEXT_LINES or text.count("\t") + text.count("|") > limits.MAX_TEXT_CELLS:
        raise ReadingError("text_too_many_lines", file=source.filename or "-")
    text, dropped = _CONTROLS.subn("", text)
    drafts = read_laid_out_text(text) if is_laid_out(text) else read_flowing_text(text)
    return _lay_out(drafts, source, guessed, dropped)


def _too_long(source: Source) -> ReadingError:
    return ReadingError("text_too_long", file=source.filename or "-", limit=f"{limits.MAX_CHARACTERS / 10**6:g}")


def _lay_out(drafts: list[Draft], source: Source, guessed: bool, dropped: int) -> Document:
    builder = DocumentBuilder(source.filename)
    if dropped:
        builder.warn("control_characters_dropped", file=source.filename or "-", count=dropped)
    if guessed:
        builder.warn("encoding_guessed", file=source.filename or "-")
    for draft in drafts:
        if isinstance(draft, NoteDraft):
            builder.note(draft.mark, draft.piece, key=draft.mark)
        elif isinstance(draft, TableDraft):
            span = builder.table(draft.cells, header_rows=draft.header_rows, columns_guessed=draft.columns_guessed)
            if draft.columns_guessed and span is not None:
                builder.warn("columns_guessed", span=span)
            if draft.unplaced and span is not None:
                builder.warn("cells_unplaced", span=span, count=draft.unplaced)
        else:
            indent = None if draft.indent is None else draft.indent * _CHARACTER
            builder.paragraph(draft.piece, column=draft.column, align=draft.align, indent=indent)
    return builder.build_telling(source)
