"""The codes of TCVN3 (ABC), VNI and VIQR and the letters they stand for, from `models/legacy_encodings.toml`.

`code_pattern` finds the codes in a text, the longest first; `letter_of` gives the letter. Characters that an encoding does not know stay;
tone marks stay on the letter they stood on ("hoµ" is "hoà", "hßa" is "hòa").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal
from unicodedata import normalize

from extractor.lazy_patterns import lazy_pattern
from extractor.vocabulary import load_vocabulary

__all__ = ["Encoding", "code_pattern", "letter_of", "to_unicode"]

Encoding = Literal["tcvn3", "vni", "viqr"]

_VIQR_TONES = {"'": "\u0301", "’": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
# An escaped sign, an address, a list's letter; then codes. A full stop or question mark at a line's end is no tone, nor is a full stop
# between a plain vowel and a capital; after a hat ("Bo^. No^.i vu.", "So+? Y te^'") it is one.
_VIQR = lazy_pattern(
    r"\\[^\w\s]|\b(?:https?://|www\.)\S{1,500}|^[ \t]*[a-z]\.[ \t]|dd"
    r"|[aeiouy](?:[\^(+*](?:['’`~]|[.?](?!\s*$))?|['’`~]|\?(?!\s*$)|\.(?!\s+(?-i:[^\Wa-z\d_])|\s*$))?",
    re.IGNORECASE | re.MULTILINE,
)


def to_unicode(text: str, encoding: Encoding) -> str:
    """The text with the codes of the encoding made letters."""
    return code_pattern(encoding).sub(lambda found: letter_of(found.group(), encoding), text)


@cache
def code_pattern(encoding: Encoding) -> re.Pattern[str]:
    """Finds the codes of an encoding, and what of it must be left as it is."""
    if encoding == "viqr":
        return _VIQR
    return lazy_pattern("|".join(map(re.escape, sorted(_letters(encoding), key=len, reverse=True))))


def letter_of(code: str, encoding: Encoding) -> str:
    """The letter that a match of `code_pattern` stands for: one character, unless the match is no code and stays."""
    found = _letters(encoding).get(code)
    if found is None:
        return code[1:] if code[0] == "\\" else code
    return found


@cache
def _letters(encoding: Encoding) -> Mapping[str, str]:
    data = load_vocabulary("legacy_encodings")[encoding]
    if encoding == "tcvn3":
        return {"\u00ad": data["soft_hyphen"], **_pairs(data["letters"].split())}
    found = _vni(data) if encoding == "vni" else _viqr(data["hats"])
    for code, letter in list(found.items()):
        found[code.upper()] = found[code[0].upper() + code[1:]] = letter.upper()
        found.setdefault(code[0] + code[1:].upper(), letter)
    return found


def _vni(data: Mapping[str, str]) -> dict[str, str]:
    found = _pairs(data["letters"].split())
    for bases, marks in ("aeouyôö", data["marks"]), ("aeo", data["marks_of_aeo"]), ("a", data["marks_of_a"]):
        for mark, example in _pairs(marks.split()).items():
            accents = normalize("NFD", example)[1:]
            for base in bases:
                found[base + mark] = normalize("NFC", found.get(base, base) + accents)
    return found


def _viqr(hats: Mapping[str, str]) -> dict[str, str]:
    hatted = {base + hat: letter for hat, pairs in hats.items() for base, letter in _pairs(pairs.split()).items()}
    found = {"dd": "đ", **hatted}
    for code, letter in {**dict(zip("aeiouy", "aeiouy", strict=True)), **hatted}.items():
        for mark, tone in _VIQR_TONES.items():
            found[code + mark] = normalize("NFC", letter + tone)
    return found


def _pairs(words: Iterable[str]) -> dict[str, str]:
    return {word[0]: word[1] for word in words}
