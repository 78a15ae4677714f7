"""Tells the program's own JSON (task lists, reports) from documents: read as prose, it would give a plan of nonsense."""

from __future__ import annotations

from extractor.lazy_patterns import lazy_pattern
from extractor.release import NAME

__all__ = ["is_result"]

_HEAD_BYTES = 1024  # in which a result names its program, before anything that is as long as a document
_GENERATOR = lazy_pattern(
    rb'(?:\xef\xbb\xbf)?\s{0,99}\{[^{}]{0,500}"generator"\s{0,9}:\s{0,99}\{\s{0,99}"name"\s{0,9}:\s{0,9}"' + NAME.encode() + b'"'
)


def is_result(data: bytes | bytearray) -> bool:
    """Whether the bytes begin as JSON that names this program as what made it."""
    return b"{" in data[:100] and _GENERATOR.match(data[:_HEAD_BYTES]) is not None
