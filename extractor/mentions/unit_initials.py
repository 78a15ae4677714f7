"""Units that a document names both in full and by initials, without saying so: "Phòng KH&HTQT" beside "Phòng Khoa học và Hợp tác quốc tế".

A name in full begins with the same head and its syllables with the letters of the short one; an ampersand or nothing stands for "và". Two
or three letters fit much, so that the name must end there; one that several names in full fit is left as it is. Short forms that everybody
uses ("Sở GD&ĐT") are not looked for.
"""

from __future__ import annotations

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.naming import initial_of, is_common_short, known_field
from extractor.short_texts import remembering_short_texts

__all__ = ["find_unit_initials"]

_HEADS = (
    "phòng", "trung tâm", "ban", "khoa", "viện", "hội", "chi cục", "cục", "vụ", "sở", "đội", "trạm", "tổ", "bộ môn", "văn phòng", "chi hội",
    "công ty",
)
_SHORT = lazy_pattern(r"[A-ZĐ](?<= .)[A-ZĐ&-]{1,9}(?![\w/])")  # with the capital first, so that all other letters are skipped
_WORD = lazy_pattern(r"[^\W\d_]+")
_SMALL = frozenset({"và", "-", "&", ","})
_ENDS = lazy_pattern(r"\s*(?:[,;.:()\n\t|]|\Z|(?:và|của|thuộc|tỉnh|huyện|xã|thành phố|trường|sở)(?!\w))")
_BEFORE_SHORT = tuple(f"{head} " for head in _HEADS)
_LONGEST_HEAD = max(map(len, _HEADS)) + 2
_LONGEST_NAME = 120
_SURE = 4
_MOST = 60


def find_unit_initials(text: str) -> dict[str, str]:
    """Names by initials as printed ("Phòng KH&HTQT") to the names in full, by the document's own writing."""
    found: dict[str, str] = {}
    tried: set[str] = set()
    for match in _SHORT.finditer(text):
        head = _head_before(text, match.start())
        if head is None or len(tried) > _MOST:
            continue
        printed = f"{text[match.start() - len(head) - 1 : match.start()]}{match.group()}"
        if printed in tried:
            continue
        tried.add(printed)
        letters = [initial_of(letter) for letter in match.group() if letter.isalpha()]
        if len(letters) < 2 or known_field(match.group()) or is_common_short(match.group()):
            continue
        longs = _in_full(text, head, letters)
        if len(longs) == 1:
            found[printed] = next(iter(longs.values()))
    return found


def _head_before(text: str, at: int) -> str | None:
    before = fold(text[max(0, at - _LONGEST_HEAD) : at])
    return _head_at_end(before) if before.endswith(_BEFORE_SHORT) else None


@remembering_short_texts  # the same stands before a short form again and again
def _head_at_end(before: str) -> str | None:
    heads = (head for head in _HEADS if before.endswith(f"{head} ") and not before[: -len(head) - 1][-1:].isalpha())
    return max(heads, key=len, default=None)


def _in_full(text: str, head: str, letters: list[str]) -> dict[str, str]:
    """The names of the document that begin with the head and go on in the letters, by their folded form."""
    names: dict[str, str] = {}
    for begun in (head.capitalize(), head):
        at = text.find(f"{begun} ")
        while at >= 0:
            start = at + len(begun)
            if initial_of(text[start + 1 : start + 2] or " ") == letters[0] and (end := _spells(text, start, letters)) is not None:
                names.setdefault(fold(text[start:end]), text[at:end])
            at = text.find(f"{begun} ", start)
    return names


def _spells(text: str, start: int, letters: list[str]) -> int | None:
    """The end of the words behind the head whose initials are the letters; None where they are not."""
    wanted = iter(letters)
    letter = next(wanted)
    line = text[start : start + _LONGEST_NAME].split("\n", 1)[0]
    for word in _WORD.finditer(line):
        if initial_of(word.group()[0]) != letter:
            if word.group() in _SMALL:
                continue
            return None
        if len(word.group()) == 1 or (word.group().isupper() and len(word.group()) > 1):
            return None  # a short form itself
        following = next(wanted, None)
        if following is None:
            end = start + word.end()
            return end if len(letters) >= _SURE or _ENDS.match(text, end) else None
        letter = following
    return None
