"""Whether an Office archive is safe to parse, found before any parser sees it.

In order: the archive opens and is whole; few enough entries; declared sizes within limits; then every part that is XML is unpacked in
blocks, counted against what it declared and the size of the file, refused in an encoding that Office Open XML does not have, and searched
for a DTD, which no Office program writes and which XML bombs need.
Memory stays within a block; time within the limits.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from msgspec import Struct

from extractor.document import ReadingError
from extractor.lazy_patterns import lazy_pattern
from extractor.reading import limits

__all__ = ["CONTENT_TYPES", "check_archive"]

CONTENT_TYPES = "[Content_Types].xml"
_BLOCK = 2**16
_DOCTYPE = b"<!DOCTYPE"  # with zeros between its letters in what is wider than a byte
_LONGEST = 4 * len(_DOCTYPE)
# The first characters of XML in 32 bits, of any order of bytes, and in EBCDIC: ECMA-376 Part 2 allows UTF-8 and UTF-16 only.
_ODD_START = lazy_pattern(
    rb"\xff\xfe\x00\x00|\x00\x00\xfe\xff|\x00\x00\xff\xfe|\xfe\xff\x00\x00|\x4c\x6f\xa7\x94"
    rb"|<\x00{3}[^\x00]\x00{3}|\x00{3}<\x00{3}[^\x00]|\x00{2}<\x00{3}[^\x00]\x00|\x00<\x00{3}[^\x00]\x00{2}"
)
_DECLARED = lazy_pattern(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})""")
# In these a DTD is seen as the bytes above.
_ENCODINGS = frozenset((b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"))
# What zipfile and zlib raise for damaged archives; RuntimeError: encrypted entries; NotImplementedError: unknown compression.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, KeyError)


def check_archive(data: bytes, filename: str) -> tuple[frozenset[str], bytes]:
    """The names in the archive, and its content types (empty where it has none).

    Raises ReadingError: "docx_broken" (damaged, cut short), "archive_too_large", "archive_overpacked", "docx_too_large", "xml_forbidden".
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.MAX_ENTRIES or sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES:
                raise ReadingError("archive_too_large", file=filename, limit=limits.MAX_UNPACKED_BYTES // 2**20)
            packed = max(limits.FREE_XML_BYTES, limits.MAX_XML_PACKED * len(data))
            left = _Allowance(limits.MAX_XML_BYTES, packed, limits.MAX_XML_TAGS)
            types = b""
            for entry in entries:
                if entry.is_dir():
                    continue
                _check_part(archive, entry, left, filename)
                if entry.filename == CONTENT_TYPES and entry.file_size < 2**20:
                    types = archive.read(entry)
            return frozenset(entry.filename for entry in entries), types
    except _DAMAGE as error:
        raise ReadingError("docx_broken", file=filename) from error


class _Allowance(Struct):
    size: int
    packed: int
    tags: int


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: _Allowance, filename: str) -> None:
    """Takes what XML the part unpacks to from what is left; of other parts (pictures) only the beginning is looked at."""
    kept: bytes | None = None
    for block in _blocks(archive, entry):
        if kept is None:
            if _ODD_START.match(block):
                raise ReadingError("xml_forbidden", file=filename, part=entry.filename)
            if not _is_xml(block):
                return
            declared = _DECLARED.search(block[:800].replace(b"\x00", b""))
            if declared and declared.group(1).lower() not in _ENCODINGS:
                raise ReadingError("xml_forbidden", file=filename, part=entry.filename)
            kept = b""
        left.size -= len(block)
        left.packed -= len(block)
        left.tags -= block.count(b"<")
        if left.size < 0:
            raise ReadingError("archive_too_large", file=filename, limit=limits.MAX_XML_BYTES // 2**20)
        if left.packed < 0:
            raise ReadingError("archive_overpacked", file=filename)
        if left.tags < 0:
            raise ReadingError("docx_too_large", file=filename)
        window = kept + block
        if _DOCTYPE in window or (b"\x00" in window and _DOCTYPE in window.replace(b"\x00", b"")):
            raise ReadingError("xml_forbidden", file=filename, part=entry.filename)
        kept = window[-_LONGEST:]


def _blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as part:
        while block := part.read(_BLOCK):
            yield block


def _is_xml(block: bytes) -> bool:
    if block.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    start = block.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip()
    return start.startswith(b"<") or (not start and len(block) == _BLOCK)
