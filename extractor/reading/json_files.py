"""Tells JSON from documents: read as prose, a plan's JSON would give a plan of nonsense.

A file is JSON where the whole of it is one object or array (RFC 8259), in UTF-8 or UTF-16, with or without a byte order mark; a text that
merely begins with a brace is none. Of its content nothing is kept but who made it, so that a large file costs no memory. What the program
itself writes names it in the first lines, so that a result is told by these alone, one that was cut off too.
"""

from __future__ import annotations

import codecs

import msgspec

from extractor.lazy_patterns import lazy_pattern
from extractor.release import NAME

__all__ = ["is_json", "is_own_json", "is_result"]

_BEGINS = lazy_pattern(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*[{\[]")
_ENDS = lazy_pattern(rb"[}\]][\s\x00]*$")
_TAIL = 64  # bytes in which the last bracket stands
_HEAD_BYTES = 1024  # in which a result names its program, before anything that is as long as a document
_RESULT = lazy_pattern(
    rb'(?:\xef\xbb\xbf)?\s{0,99}\{[^{}]{0,500}"generator"\s{0,9}:\s{0,99}\{\s{0,99}"name"\s{0,9}:\s{0,9}"' + NAME.encode() + b'"'
)
_NOTHING = msgspec.Raw(b"null")


class _Made(msgspec.Struct):
    generator: msgspec.Raw = _NOTHING


class _Maker(msgspec.Struct):
    name: str = ""


def is_result(data: bytes | bytearray) -> bool:
    """Whether the bytes begin as JSON that names this program as what made it, as it writes that."""
    return b"{" in data[:100] and _RESULT.match(data[:_HEAD_BYTES]) is not None


def is_json(data: bytes) -> bool:
    """Whether the bytes are one JSON object or array, and nothing else."""
    return _generator(data) is not None


def is_own_json(data: bytes) -> bool:
    """Whether the bytes are whole JSON that this program made, however it is written since: a plan, a comparison, a report."""
    try:
        return msgspec.json.decode(_generator(data) or _NOTHING, type=_Maker).name == NAME
    except msgspec.ValidationError:
        return False


def _generator(data: bytes) -> msgspec.Raw | None:
    """What JSON says of who made it, `null` where nothing; None for what is no JSON."""
    if not _BEGINS.match(data) or not _ENDS.search(data[-_TAIL:]):
        return None
    try:
        content = _in_utf_8(data)
        if content.lstrip().startswith(b"{"):
            return msgspec.json.decode(content, type=_Made).generator
        msgspec.json.decode(content, type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    return _NOTHING


def _in_utf_8(data: bytes) -> bytes:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16").encode()
    if data[:1] == b"\0" or data[1:2] == b"\0":
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le").encode()
    return data.removeprefix(codecs.BOM_UTF8)
