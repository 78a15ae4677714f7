"""Reads plain text and Markdown: bytes to a Document.

The bytes are decoded (`decode`), and the text is one of two: laid out in columns of characters, as `pdftotext -layout` writes it
(`text_layout`), or flowing, as Markdown and web pages are (`flowing_text`). Their drafts are laid out by the DocumentBuilder.
Promised: nothing is dropped but page numbers, rulers, marks of markup and repeated table heads; no file is refused that decodes.
"""

from __future__ import annotations

import codecs
import unicodedata

from extractor.document import Document, ReadingError, Source
from extractor.reading.building import DocumentBuilder
from extractor.reading.drafts import Draft, NoteDraft, TableDraft
from extractor.reading.flowing_text import read_flowing_text
from extractor.reading.text_layout import is_laid_out, read_laid_out_text

__all__ = ["decode", "read_plain"]

_MARKED = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_plain(data: bytes, source: Source) -> Document:
    """The Document of a text file. Raises ReadingError("text_encoding") for bytes that are no text."""
    text = decode(data, source.filename)
    drafts = read_laid_out_text(text) if is_laid_out(text) else read_flowing_text(text)
    return _lay_out(drafts, source)


def decode(data: bytes, filename: str | None = None) -> str:
    """The text: UTF-8 (with or without its mark) or UTF-16 with its mark; NFC, "\\n" for every line end. Raises ReadingError."""
    encoding, start = next(((name, len(mark)) for mark, name in _MARKED if data.startswith(mark)), ("utf-8", 0))
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError("text_encoding", file=filename or "-") from error
    if "\0" in text:
        raise ReadingError("text_encoding", file=filename or "-")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n").replace("\u00a0", " ")
    return unicodedata.normalize("NFC", text)


def _lay_out(drafts: list[Draft], source: Source) -> Document:
    builder = DocumentBuilder()
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
            builder.paragraph(draft.piece, column=draft.column, align=draft.align)
    return builder.build(source)
