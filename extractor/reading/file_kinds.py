"""What a file really is, by its content; its name decides nothing but plain text or Markdown.

Precedence: PDF, Office archives (by their content types), old Word files (compound files), other known formats by their first bytes, JSON
as a whole, HTML by its first tag (or any, where the name says HTML), then text. What is known and cannot be read raises a ReadingError that
says what to do.
"""

from __future__ import annotations

import re
from typing import Final

from extractor.document import MediaType, ReadingError
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.compound_files import SIGNATURE, is_encrypted_word
from extractor.reading.json_files import is_json, is_own_json

__all__ = ["DOC", "DOCX", "HTML", "MARKDOWN", "ODT", "PDF", "RTF", "TEXT", "kind_of"]

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC: Final = "application/msword"
ODT: Final = "application/vnd.oasis.opendocument.text"
RTF: Final = "application/rtf"
HTML: Final = "text/html"
TEXT: Final = "text/plain"
MARKDOWN: Final = "text/markdown"

_HEAD = 1024  # PDF 1.7, Annex H: the header may stand anywhere in the first 1024 bytes
_COMPOUND_STREAMS = (
    ("Workbook", "Excel 97–2003 (XLS)"), ("PowerPoint Document", "PowerPoint 97–2003 (PPT)"),
)
_TEXT_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"  # OpenDocument 1.2 Part 3, §3.3: the first entry, not compressed
_ARCHIVE_TYPES = (
    (b"wordprocessingml.", None), (b"ms-word.", None), (b"spreadsheetml.", "Excel (XLSX)"), (b"ms-excel.", "Excel (XLSX)"),
    (b"presentationml.", "PowerPoint (PPTX)"),
)
_PICTURES = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"), (b"BM", "BMP"),
)
_ARCHIVES = ((b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "GZIP"))
_MARKUP = lazy_pattern(r"\s*(?:<!--(?:[^-]|-(?!->)){0,500}-->\s*)?<(?:\?xml|!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE)
_TAG = lazy_pattern(r"<(?:html|body|div|p|table|span|br|center|font)\b", re.IGNORECASE)
_MAIL = lazy_pattern(rb"(?:[\w-]{1,40}:[^\n]{0,300}\n[ \t]?){0,20}?MIME-Version:", re.IGNORECASE)
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_MARKDOWN_MARKS = lazy_pattern(r"^(?:#{1,6} \S|\|.*\|[ \t]*$|\*\*\S)", re.MULTILINE)
_MARKDOWN_SUFFIXES = (".md", ".markdown")
_MOST_STRAY = 4
_CONTROLS = lazy_pattern(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(data: bytes, filename: str | None) -> MediaType:
    """The media type that `data` is to be read as.

    Raises ReadingError: "format_not_supported", "picture_not_supported", "archive_not_document", "is_a_result" (of this program),
    "json_not_document", "format_unknown", "doc_encrypted", and what `archives.check_archive` raises.
    """
    shown = filename or "-"
    head = data[:_HEAD]
    if b"%PDF-" in head:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(data, shown)
    if head.startswith(SIGNATURE):
        if "WordDocument".encode("utf-16-le") in data:
            if is_encrypted_word(data):
                raise ReadingError("doc_encrypted", file=shown)
            return DOC
        found = next((name for stream, name in _COMPOUND_STREAMS if stream.encode("utf-16-le") in data), "OLE")
        raise ReadingError("format_not_supported", file=shown, format=found)
    for magic, name in _PICTURES:
        # "BM" alone may begin a text: a bitmap has zeros in its header.
        if head.startswith(magic) and (name != "BMP" or b"\x00" in head):
            raise ReadingError("picture_not_supported", file=shown, format=name)
    for magic, name in _ARCHIVES:
        if head.startswith(magic):
            raise ReadingError("archive_not_document", file=shown, format=name)
    if head.startswith(rb"{\rtf"):
        return RTF
    if _MAIL.match(head):
        raise ReadingError("format_not_supported", file=shown, format="MHT")
    if is_json(data):
        raise ReadingError("is_a_result" if is_own_json(data) else "json_not_document", file=shown)
    return _markup(data, filename) or _text(data, filename)


def _markup(data: bytes, filename: str | None) -> MediaType | None:
    """HTML, or None for what is no markup."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    head = data[: 8 * _HEAD].decode(encoding, "ignore").removeprefix("\ufeff")
    begins = _MARKUP.match(head)
    if begins and "<?xml" in begins.group() and "<html" not in head.lower():
        raise ReadingError("format_not_supported", file=filename or "-", format="XML")
    if begins or ((filename or "").lower().endswith(_HTML_SUFFIXES) and _TAG.search(head)):
        return HTML
    return None


def _archive(data: bytes, shown: str) -> MediaType:
    from extractor.reading.archives import check_archive  # zipfile and its compressions are slow to import, and a PDF needs none

    names, types = check_archive(data, shown)
    if not types:
        if "mimetype" in names and "content.xml" in names:
            if _TEXT_DOCUMENT in data[:_HEAD]:
                return ODT
            raise ReadingError("format_not_supported", file=shown, format="OpenDocument (ODS, ODP)")
        raise ReadingError("archive_not_document", file=shown, format="ZIP")
    if "word/document.xml" not in names:
        for mark, name in _ARCHIVE_TYPES:
            if mark in types and name is not None:
                raise ReadingError("format_not_supported", file=shown, format=name)
            if mark in types:
                return DOCX
        raise ReadingError("archive_not_document", file=shown, format="ZIP")
    return DOCX


def _text(data: bytes, filename: str | None) -> MediaType:
    from extractor.reading.decoding import is_utf_16

    encoded = is_utf_16(data)
    sample = data[: 64 * _HEAD]
    # Converters leave stray control characters in a text, however short; binary files are full of them.
    if not encoded and len(_CONTROLS.findall(sample)) > max(_MOST_STRAY, len(sample) / 200):
        raise ReadingError("format_unknown", file=filename or "-")
    name = (filename or "").lower()
    if name.endswith(_MARKDOWN_SUFFIXES):
        return MARKDOWN
    if name.endswith(".txt"):
        return TEXT
    return MARKDOWN if _MARKDOWN_MARKS.search(sample.decode("utf-8", "ignore")) else TEXT
