"""A text as a terminal may show it: all text of documents and names of files is hostile."""

from __future__ import annotations

import unicodedata

__all__ = ["plain"]


def plain(text: str) -> str:
    """The text on one line, without control and invisible formatting characters."""
    line = " ".join(text.split())
    if line.isprintable():  # most are: none of those is left then
        return line
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in line).split())
