"""Texts of documents on a terminal."""

from __future__ import annotations

from extractor.terminal.plain_text import plain


def test_plain_is_one_line() -> None:
    assert plain(" a\r\n\tb\x00 \u200bc ") == "a b c"
