"""Bytes of text files become text, whatever encoding they were saved in.

In order: a byte order mark; UTF-16 without one, by its zeros; UTF-8; what an HTML page says of itself; then the encodings of one byte that
Vietnamese was written in (Windows-1258, TCVN3, VNI) and UTF-8 with damage, of which the one that makes most words syllables is taken. At
last, text of letters that stand for others (TCVN3, VNI or VIQR, read as Western text at some time) is put right.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple
from unicodedata import normalize

from extractor.document import ReadingError
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.legacy_fonts import LEAST_SHARE, SAMPLE, decode_text, encoding_of_text
from extractor.reading.legacy_letters import Encoding
from extractor.reading.syllables import syllable_share

__all__ = ["Decoded", "decode_html", "decode_plain", "is_utf_16"]

_MARKED = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = lazy_pattern(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._-]{1,30})""", re.IGNORECASE)
_SAMPLED_BYTES = 4096
_MOST_STRAY_ZEROS = 1
_LEAST_ZEROS = 0.2
"""Of every second byte of UTF-16 in Vietnamese about two thirds are zeros; of other text none."""


class Decoded(NamedTuple):
    """The text, and whether its encoding was guessed from its letters."""

    text: str
    guessed: bool


def decode_plain(data: bytes, filename: str | None = None) -> Decoded:
    """The text of a file without markup, in NFC, "\\n" for every line end. Raises ReadingError("text_encoding")."""
    text = _unicode(data, filename)
    guess: Encoding | None = None
    if text is None:
        text = _by_syllables(data, filename)
        guessed = True
    else:
        guess = encoding_of_text(text, plain=True)
        guessed = guess is not None
        text = decode_text(text, guess) if guess is not None else text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n").replace("\u00a0", " ")
    return Decoded(normalize("NFC", text), guessed)


def decode_html(data: bytes, filename: str | None = None) -> Decoded:
    """The text of an HTML file, entities and old fonts untouched. Raises ReadingError("text_encoding")."""
    text = _unicode(data, filename)
    if text is not None:
        return Decoded(text, False)
    named = _CHARSET.search(data[:_SAMPLED_BYTES])
    if named is not None:
        try:
            return Decoded(data.decode(named[1].decode("ascii"), "replace"), False)
        except LookupError:
            pass
    return Decoded(_by_syllables(data, filename), True)


def is_utf_16(data: bytes) -> bool:
    """Whether bytes are UTF-16, marked or by their zeros."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _order_of_zeros(data) is not None


def _order_of_zeros(data: bytes) -> str | None:
    sample = data[:_SAMPLED_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    least = max(2.0, _LEAST_ZEROS * len(sample) / 2)
    if odd > least and not even:
        return "utf-16-le"
    return "utf-16-be" if even > least and not odd else None


def _unicode(data: bytes, filename: str | None) -> str | None:
    """The text if the bytes are Unicode in some form."""
    encoding, start = next(((name, len(mark)) for mark, name in _MARKED if data.startswith(mark)), (_order_of_zeros(data) or "utf-8", 0))
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise ReadingError("text_encoding", file=filename or "-") from error
        return None
    if text.count("\0") > max(_MOST_STRAY_ZEROS, len(text) / 200):
        raise ReadingError("text_encoding", file=filename or "-")
    return text


def _by_syllables(data: bytes, filename: str | None) -> str:
    """The text in the encoding that makes most syllables of a sample; damaged UTF-8 is one."""
    shares = {name: syllable_share(_read_as(name, data[:SAMPLE])) for name in ("utf-8", "cp1258", "tcvn3", "vni")}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] < LEAST_SHARE or b"\0" in data:
        raise ReadingError("text_encoding", file=filename or "-")
    return _read_as(best, data)


def _read_as(encoding: str, data: bytes) -> str:
    if encoding in ("tcvn3", "vni"):
        return decode_text(data.decode("latin-1"), "tcvn3" if encoding == "tcvn3" else "vni")
    return normalize("NFC", data.decode(encoding, "replace"))
