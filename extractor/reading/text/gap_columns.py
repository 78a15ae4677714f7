"""Two texts side by side that blanks alone part: a letterhead or closing in columns of characters.

They begin on a line with one wide gap (`side_by_side_at`) and go on as long as no line crosses it. A letterhead ends with the paragraph
that holds its date, or where blank lines leave nothing on the right; a closing before what begins a new part. Of a letterhead also the
lines at once above the gap's first are its left text ("BỘ CHỈ HUY PHÒNG THỦ" / "DÂN SỰ TỈNH      CỘNG HÒA …"; `lines_above`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.pieces import Piece
from extractor.reading.text.drafts import TextDraft
from extractor.reading.text.line_joining import is_capitals, is_item, is_ruler, seam

__all__ = ["CENTRED_INDENT", "GAP", "Beside", "indent_of", "is_centred", "lines_above", "side_by_side_at", "sides_of"]

GAP = lazy_pattern(r"\S( {4,})\S")
CENTRED_INDENT = 9
_LONGEST_SIDE = 60
_OFF_CENTRE = 0.09


class Beside(Struct, frozen=True):
    """Where two texts side by side end, the offset that cuts their lines, and whether they are a letterhead."""

    end: int
    cut: int
    letterhead: bool


def indent_of(line: str) -> int:
    """The number of blanks that a line begins with."""
    return len(line) - len(line.lstrip())


def is_centred(line: str, width: int) -> bool:
    """Whether a line stands in the middle of the width."""
    indent = indent_of(line)
    return indent >= CENTRED_INDENT and abs((indent + len(line)) / 2 - width / 2) <= max(3.0, width * _OFF_CENTRE)


def side_by_side_at(lines: Sequence[str], at: int, width: int) -> Beside | None:
    """The two texts side by side that begin on line `at`, None where none begin.

    Their lines leave one gap free. A line in the middle of the page ends them.
    """
    found = GAP.search(lines[at])
    if not found or GAP.search(lines[at], found.end(1)) or len(lines[at]) > 2 * _LONGEST_SIDE + len(found[1]):
        return None
    end, cut = _free(lines, at, min(len(lines), at + _LONGEST_SIDE), width, found.span(1))
    if not any(matches("national_heading", line[cut:]) for line in lines[at:end] if line[cut:].strip()):
        return Beside(end, cut, letterhead=False)
    end, cut = _free(lines, at, _letterhead_end(lines, at, end, cut), width, found.span(1))
    return Beside(end, cut, letterhead=True)


def _free(lines: Sequence[str], at: int, until: int, width: int, gap: tuple[int, int]) -> tuple[int, int]:
    """Up to where the lines leave a gap free, which is that of the first of them, and the middle of what is left of it."""
    left, right = gap
    end = at
    for index in range(at, until):
        line = lines[index]
        if not line.strip():
            continue
        if index > at and is_centred(line, width) and not line[right:].strip() and not is_ruler(line):
            break
        own = GAP.search(line)
        free = own.span(1) if own else (len(line), right) if len(line) < right else (left, indent_of(line))
        low, high = max(left, free[0]), min(right, free[1])
        if high - low < 2 or (index > at and matches("part_start", line)):
            break
        left, right, end = low, high, index + 1
    return end, (left + right) // 2


def _letterhead_end(lines: Sequence[str], at: int, end: int, cut: int) -> int:
    """The index behind the paragraph with the last line of a letterhead's right text, of its date where it has one."""
    last = max(index for index in range(at, end) if lines[index][cut:].strip())
    last = next((index for index in range(at, end) if matches("issuing_date", lines[index][cut:])), last)
    while last + 1 < end and lines[last + 1].strip():
        last += 1
    return last + 1


def lines_above(rest: Sequence[str], beside: Beside) -> int:
    """How many of the lines at once above two texts side by side belong to the left text of a letterhead: the first of a name."""
    count = 0
    while beside.letterhead and count < len(rest) and is_capitals(rest[-1 - count].strip()) and len(rest[-1 - count]) <= beside.cut:
        count += 1
    return count


def sides_of(lines: Sequence[str], cut: int) -> list[TextDraft]:
    """Two texts side by side: the left text's lines, then the right text's."""
    drafts: list[TextDraft] = []
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    for side in sides:
        above = ""
        texts: list[str] = []
        for line in lines:
            text = (line[:cut] if side == "left" else line[cut:]).strip()
            if is_ruler(text):
                above = ""
                continue
            if above and not is_item(text) and (text[0].islower() or matches("unfinished", above[-20:])):
                texts[-1] += seam(above, text) + text
            else:
                texts.append(text)
            above = text
        drafts += [TextDraft(Piece(text), column=side) for text in texts]
    return drafts
