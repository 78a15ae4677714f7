"""Pieces of text in their styles, and the screens that they can be written on as they stand.

They are what rich writes, to the byte. But to load rich takes as long as to read ten pages, so it is asked only where a character is not
one column wide and on streams that are not known here.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Literal, TextIO

__all__ = ["USUAL", "Paragraph", "Piece", "Style", "in_one_column", "is_known", "paragraph_pieces", "styled", "terminal_width"]

Style = Literal["", "bold", "yellow"]
Piece = tuple[str, Style]
Paragraph = tuple[str, Style]
"""A text of one line, which is broken where the screen ends."""

USUAL = 80  # columns where a terminal says that it has none
_CODES = {"": "", "bold": "1", "yellow": "33"}
_TELL_RICH = ("FORCE_COLOR", "TTY_COMPATIBLE")  # variables by which rich is told what a terminal can do
_ONE_COLUMN = re.compile(r"[\n -~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2015\u2018-\u201f\u2022\u2026\u2212\u2264\u2265\u25b8]*")


def in_one_column(text: str) -> bool:
    """Whether every character is one column wide."""
    return _ONE_COLUMN.fullmatch(text) is not None


def is_known(stream: TextIO) -> bool:
    """Whether pieces can be written on the stream: a file or terminal in UTF-8, no notebook, no Windows, and rich is told nothing else."""
    return (
        sys.platform != "win32"
        and isinstance(stream, io.TextIOWrapper | io.StringIO)
        and (stream.encoding or "utf-8").lower().startswith("utf")
        and not any(name in os.environ for name in _TELL_RICH)
        and not (stream.isatty() and os.environ.get("TERM", "").lower() in ("dumb", "unknown"))
    )


def terminal_width() -> int:
    """The columns of the terminal that a standard stream is; COLUMNS says otherwise."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal():
        return int(told) or USUAL
    for descriptor in range(3):
        try:
            return os.get_terminal_size(descriptor).columns or USUAL
        except OSError:
            continue
    return USUAL


def paragraph_pieces(paragraph: Paragraph, width: int) -> Iterator[Piece]:
    """The paragraph, not of blanks alone, on lines of at most `width`, broken between words and within longer ones.

    Ends of lines keep their blanks.
    """
    text, style = paragraph
    line = ""
    for word in re.findall(r"\s*\S+\s*", text):
        length = len(word.rstrip())
        if len(line) + length <= width:
            line += word
            continue
        if line:
            yield from ((line[:width], style), ("\n", ""))
        while length > width and len(word) > width:
            yield from ((word[:width], style), ("\n", ""))
            word = word[width:]
        line = word
    yield from ((line[:width], style), ("\n", ""))


def styled(pieces: Iterable[Piece], stream: TextIO) -> str:
    """The pieces as the stream shows them: a terminal in their styles, in colour unless NO_COLOR is set, a file without."""
    if not stream.isatty():
        return "".join(text for text, _ in pieces)
    codes = {**_CODES, "yellow": ""} if os.environ.get("NO_COLOR") else _CODES
    return "".join(f"\x1b[{codes[style]}m{text}\x1b[0m" if text and codes[style] else text for text, style in pieces)
