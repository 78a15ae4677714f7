"""Printed lines become paragraphs, across lines and pages.

Whether a line goes on with the paragraph before it is decided in this order: another column, size or alignment starts a paragraph; so does a
list mark ("1.", "a)", "-", "Điều 1.") unless it stands inside running text; so do a first-line indent, a wide gap above, and a line before it
that had room for the next word. What is left goes on. Titles (centred lines) and the columns of a letterhead stay line by line, as they
are printed, except a title line that was too long for the page.

A line ending in a hyphen inside a word or symbol ("75-" / "KL/TW") is joined without a space, any other with one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.document import Align, TextLine
from extractor.reading.page_lines import Line
from extractor.reading.pieces import Piece
from extractor.records import Span

__all__ = ["Frame", "alignment", "ends_inside_word", "frame_of", "goes_on", "is_marked", "join_lines"]

_MARK = re.compile(
    r"[-–—+•●▪■□*➢❖✓]\s|\d{1,3}(?:\.\d{1,3})*[.)]\s?(?=\D)|\d{1,3}(?:\.\d{1,3})+\s|[a-zđ]{1,2}[.)]\s|\(?[ivxIVX]{1,5}\)\s|\([a-zđ\d]{1,2}\)\s"
    r"|[IVXLC]{1,6}\.\s|[A-HĐ]\.\s|(?:Điều|ĐIỀU|Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Phụ lục|PHỤ LỤC)\s+(?:\d+|[IVXLC]+)\b"
)
_INSIDE_WORD = re.compile(r"(?:[^\W_][-‐‑]|\d/)\Z")
_ENDED = re.compile(r"[.;:!?…][\"”’)\]]?\Z|/\.\Z")
_DASH = re.compile(r"[-–—+•●▪]\s")

OFF_CENTRE = 8.0
"""Points a centred line may be off."""
INDENT = 0.7
"""Of the font size: what is a first-line indent."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The text area of a page: left and right edge, and where first lines begin, in points."""

    left: float
    right: float
    indent: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def frame_of(lines: Sequence[Line]) -> Frame | None:
    """The text area that most of the lines fill; None where there are too few wide ones to tell."""
    if not lines:
        return None
    reach = max(line.right for line in lines) - min(line.left for line in lines)
    wide = [line for line in lines if line.column is None and line.right - line.left > 0.75 * reach]
    if len(wide) < 4:
        return None
    right = _usual(line.right for line in wide)
    full = [line for line in wide if line.right > right - 12]
    lefts = Counter(round(line.left) for line in full)
    left = min(value for value, count in lefts.items() if count >= 0.12 * len(full))
    indent = _usual(line.left for line in lines if left + 8 < line.left < left + 90 and line.column is None)
    return Frame(min(line.left for line in full if abs(line.left - left) < 2), right, indent or left)


def _usual(values: Iterable[float]) -> float:
    """The value, to the point, that most have; of equally frequent ones the largest; 0 for none."""
    counted = Counter(round(value) for value in values)
    return float(max(counted, key=lambda value: (counted[value], value), default=0))


def is_marked(text: str) -> bool:
    """Whether a line begins with a list mark or the number of a heading."""
    return _MARK.match(text) is not None


def alignment(line: Line, frame: Frame) -> Align:
    """How a line stands in its frame. A line that begins where first lines begin is not taken for a centred one."""
    room = INDENT * line.size
    centred = abs((line.left + line.right) / 2 - frame.centre) < OFF_CENTRE and line.left > frame.left + room
    if centred and (abs(line.left - frame.indent) > 2 or not (is_marked(line.text) or line.right > frame.right - 60)):
        return "center"
    if line.left > frame.centre and line.right > frame.right - 2 * line.size:
        return "right"
    return "justify" if line.right > frame.right - 3 else "left"


def goes_on(paragraph: Sequence[Line], line: Line, frame: Frame) -> bool:
    """Whether a line belongs to the paragraph of the lines before it. `frame` is that of the line's page."""
    before = paragraph[-1]
    if line.column != before.column or abs(line.size - before.size) > 1:
        return False
    if line.column is not None:
        return line.column == "left" and bool(_DASH.match(paragraph[0].text)) and not (
            is_marked(line.text) or _ENDED.search(before.text) or line.page != before.page
        )
    centred = alignment(before, frame) == "center", alignment(line, frame) == "center"
    if all(centred):
        same = before.all_bold == line.all_bold and before.all_italic == line.all_italic and before.page == line.page
        return same and not is_marked(line.text) and _was_full(before, line, frame.right - frame.left - (before.right - before.left))
    if any(centred) or not _was_full(before, line, frame.right - before.right) or _set_off(paragraph, line):
        return False
    hanging = before.page == line.page and (
        (len(paragraph) > 1 and abs(line.left - before.left) < 2) or (len(paragraph) == 1 and is_marked(before.text))
    )
    if line.left > frame.left + INDENT * line.size and not (hanging and before.left > frame.left - 2):
        return False
    if hanging and len(paragraph) == 1 and is_marked(line.text) and abs(line.left - before.left) < 2:
        return False
    return not is_marked(line.text) or (not _ENDED.search(before.text) and before.all_bold == line.all_bold)


def _was_full(before: Line, line: Line, room: float) -> bool:
    """Whether the line before had no room left for the first word of this one."""
    space = line.text.find(" ")
    word = line.edges[space if space > 0 else len(line.text)] - line.left
    return word + 0.2 * line.size > room - 2


def _set_off(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether the line stands farther below than the paragraph's own lines do, or than any line spacing would put it."""
    pitches = [low.bottom - high.bottom for high, low in zip(paragraph, paragraph[1:], strict=False) if high.page == low.page]
    gap = line.bottom - paragraph[-1].bottom
    if line.page != paragraph[-1].page:
        return False
    return gap > 1.25 * min(pitches) + 1 if pitches else gap > 2.4 * line.size


def ends_inside_word(text: str) -> bool:
    """Whether a line's last hyphen or slash goes on inside a word or symbol on the next line."""
    return _INSIDE_WORD.search(text) is not None


def join_lines(lines: Sequence[Line], breaks: Iterable[int] = ()) -> Piece:
    """The text of the lines as one piece. `breaks`: the indexes of lines that begin a paragraph of their own ("\\n" before them)."""
    starts = frozenset(breaks)
    text: list[str] = []
    bold: list[Span] = []
    italic: list[Span] = []
    places: list[TextLine] = []
    at = 0
    for index, line in enumerate(lines):
        if index:
            between = "\n" if index in starts else "" if ends_inside_word(lines[index - 1].text) else " "
            text.append(between)
            at += len(between)
        bold += [Span(span.start + at, span.end + at) for span in line.bold]
        italic += [Span(span.start + at, span.end + at) for span in line.italic]
        end = at + len(line.text)
        places.append(TextLine(at, end, line.page, line.top, line.bottom, line.edges))
        text.append(line.text)
        at = end
    return Piece("".join(text), tuple(bold), tuple(italic), tuple(places))
