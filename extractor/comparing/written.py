"""Whether a file is a comparison that this program wrote: such a one may be overwritten by another."""

from __future__ import annotations

from pathlib import Path

import msgspec

from extractor.comparing.page import MARK
from extractor.release import NAME

__all__ = ["is_comparison"]

_HEAD = 2048


class _Named(msgspec.Struct):
    name: str


class _Written(msgspec.Struct):
    schema_version: str
    generator: _Named


def is_comparison(path: Path) -> bool:
    """By what stands in it, JSON or page. Raises OSError."""
    data = path.read_bytes()
    if MARK.partition('content="')[0].encode() in data[:_HEAD] and b'<meta name="kind" content="comparison">' in data[:_HEAD]:
        return NAME.encode() in data[:_HEAD]
    try:
        written = msgspec.json.decode(data, type=_Written)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return written.generator.name == NAME and written.schema_version.startswith("compare-")
