"""The mark by which an exported file is known as this program's own, as it was written: the document it is of, and a digest of its content.

A file that somebody has worked in since (a tracking sheet filled in, a table edited) has another content than its mark says, so it counts
as theirs and is never overwritten without force. It also says whether a person's corrections are in it. CSV and NDJSON can bear no mark.
"""

from __future__ import annotations

from typing import Literal, get_args
from urllib.parse import quote, unquote

from msgspec import Struct

from extractor.digests import sha256
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Plan
from extractor.release import NAME

__all__ = ["ICS_PROPERTY", "PARQUET_KEY", "Mark", "Marked", "mark_in", "mark_text", "parse"]

Marked = Literal["xlsx", "docx", "md", "ics", "parquet"]  # of `Format`
ICS_PROPERTY = f"X-{NAME.upper()}"
PARQUET_KEY = NAME.encode()
_MAIN_PARTS = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_MARK = lazy_pattern(rf"{NAME} 1 ([0-9a-f]{{64}}) ([\w.~%-]+) ([\w.~%-]+)( corrected)?")
_MD_LINE = lazy_pattern(rf"\n<!-- ({NAME} 1 \S+ \S+ \S+(?: corrected)?) -->\n\Z")
_ICS_LINES = lazy_pattern(rf"{ICS_PROPERTY}:((?:[^\r\n]|\r\n )+)\r\n(?=BEGIN:VEVENT|END:VCALENDAR)")


class Mark(Struct, frozen=True):
    """What a mark says: the digest of the content around it, name and SHA-256 of the document, and whether a person corrected the plan.

    `written` is the mark itself.
    """

    digest: str
    filename: str | None
    sha256: str
    corrected: bool
    written: str


def mark_text(plan: Plan, digest: str) -> str:
    """The mark on one line, of printable ASCII without <, > and &."""
    source = plan.source
    corrected = " corrected" if plan.corrected else ""
    return f"{NAME} 1 {digest} {quote(source.sha256, safe='') or '-'} {quote(source.filename or '', safe='') or '-'}{corrected}"


def parse(text: str) -> Mark | None:
    found = _MARK.search(text)
    if found is None:
        return None
    sha256, filename = (None if part == "-" else unquote(part) for part in found.group(2, 3))
    return Mark(found[1], filename, sha256 or "", corrected=found[4] is not None, written=found[0])


def mark_in(data: bytes, kind: str) -> Mark | None:
    """The mark of a file of the kind (a format's name), if its content is what this program wrote; None for any other file."""
    if kind not in get_args(Marked):
        return None
    if kind == "parquet":
        return _parquet_mark(data)
    if kind in _MAIN_PARTS:
        from extractor.files.office_package import mark_of_package

        return mark_of_package(data, _MAIN_PARTS[kind])
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    found = (_MD_LINE if kind == "md" else _ICS_LINES).search(text)
    mark = parse(found[1].replace("\r\n ", "")) if found else None
    if found is None or mark is None or mark.digest != sha256((text[: found.start()] + text[found.end() :]).encode()):
        return None
    return mark


def _parquet_mark(data: bytes) -> Mark | None:
    """Of a file written by pyarrow, which nobody edits in place, the mark alone decides."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return None
    try:
        metadata = pq.read_schema(pa.BufferReader(data)).metadata or {}
    except (pa.ArrowException, OSError):
        return None
    return parse(metadata.get(PARQUET_KEY, b"").decode(errors="replace"))
