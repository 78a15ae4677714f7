"""Finds the abbreviations that a document defines itself.

Two forms: a definition in words, "(sau đây gọi tắt là Ban Chỉ đạo)", "(viết tắt là KKT)", "sau đây gọi chung là các địa phương"; and bare
capitals in brackets, "thủ tục hành chính (TTHC)", accepted where the capitals are the initials of the words before them, or where an
agency's name ends before them ("Viện Văn hóa Nghệ thuật quốc gia Việt Nam (VICAS)"), unless they say what it is in the work ("(CĐT)").
A long form is never longer than the words whose initials it takes; for a definition in words that gives no initials it begins at the last
agency, capital or mark before it. A short form that explains nothing ("gọi chung là học sinh": no capital in it) is left out.
"""

from __future__ import annotations

import re
import unicodedata

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agencies import scan
from extractor.mentions.agency_tokens import words_of
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.records import Span

__all__ = ["find_abbreviations"]

_BRACKET = lazy_pattern(r"[(]([^()a-z][\w&.,-]{1,11})[)]")
_WORDS_FORM = lazy_pattern(
    r"[(,]?\s*(?:sau đây |dưới đây |từ đây )?(?:gọi tắt|viết tắt|gọi chung|gọi|được gọi)(?: tắt| chung)? là:?\s+"
    r"[\"'“”]?([^()\"“”;.\n]{2,60}?)[\"'“”]?\s*[);.]",
    re.IGNORECASE,
)
_SAID = ("gọi", "viết ")  # one of which every definition in words has, quick to find; most plans have none
_WORD = lazy_pattern(r"\w+")
_WINDOW = 160
# Bodies with proper names; behind a department's name capitals in brackets are its field or division ("Công an tỉnh (CSGT)").
_BODIES = frozenset({"viện", "học", "tập", "tổng", "công", "ngân", "quỹ", "tổ", "trung", "trường", "đại", "hiệp", "liên", "đài", "báo"})
_SMALL = frozenset({"và", "của", "các", "về", "cho"})


def _plain(text: str) -> str:
    """First letters are compared without marks: "Đ" stays, "Ư" is "U"."""
    kept = unicodedata.normalize("NFD", text.upper().replace("Đ", "\u0110"))
    return "".join(c for c in kept if not unicodedata.combining(c))


def _spelled(before: str, short: str) -> str | None:
    """The words at the end of `before` whose initials are the short form; small words may be left out."""
    initials = [c for c in _plain(short) if c.isalpha()]
    if not initials:
        return None
    words = list(_WORD.finditer(before))
    at = len(words) - 1
    for initial in reversed(initials):
        while at >= 0 and _plain(words[at].group())[:1] != initial and fold(words[at].group()) in _SMALL:
            at -= 1
        if at < 0 or _plain(words[at].group())[:1] != initial:
            return None
        at -= 1
    start = words[at + 1].start()
    return before[start:].strip(" ,;:\"“”") if len(initials) >= 2 and not re.search(r"[.;:()\n]", before[start:]) else None


def _agency_before(before: str, short: str) -> str | None:
    """The agency whose name ends `before`, for a short form of capitals that takes no initials of it ("Viện … quốc gia (VICAS)")."""
    if not (short.isalpha() and short.isupper() and len(short) > 2) or short in vocabulary().role_shorts:
        return None
    words = words_of(before, Span(0, len(before)), before)
    last = max(scan(words), key=lambda reading: reading.end, default=None)
    if last is None or last.collective or last.end != len(words) or words.at(last.start) not in _BODIES:
        return None
    return before[words.starts[last.start] :]


def find_abbreviations(text: str) -> dict[str, str]:
    """Short form to long form, as the document writes them; the first definition of a short form holds."""
    found: dict[str, str] = {}
    for match in _BRACKET.finditer(text):
        if not ("A" <= match[1][0] <= "Z" or "À" <= match[1][0] <= "Ỹ"):  # asked here: a class of so many is slow to compile
            continue
        before = text[max(0, match.start() - _WINDOW) : match.start()].rstrip()
        if (long := _spelled(before, match[1]) or _agency_before(before, match[1])) is not None:
            found.setdefault(match[1], long)
    folded = fold(text)
    for match in _WORDS_FORM.finditer(text) if any(said in folded for said in _SAID) else ():
        short = match[1].strip()
        before = text[max(0, match.start() - _WINDOW) : match.start()].rstrip(" (")
        if " " not in short and (long := _spelled(before, short)) is not None:
            found.setdefault(short, long)
    return found
