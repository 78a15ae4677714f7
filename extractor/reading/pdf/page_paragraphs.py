"""Printed lines become paragraphs, across lines and pages.

Whether a line goes on with the paragraph before it is decided in this order: another column, size or alignment starts a paragraph; so does
a list mark ("1.", "a)", "-", "Điều 1.") unless it stands inside running text; so do a first-line indent, a wide gap above, and a line
before it that had room for the next word, unless it goes on in the middle of a sentence; so does a label at a page's top behind the end of
a sentence, and a line that is not bold below a bold title. What is left goes on. Titles (centred lines) and
the columns of a letterhead stay line by line, as they are printed, except a title line that was too long for the page.

A line ending in a hyphen inside a word or symbol ("75-" / "KL/TW") or inside a number ("15/2/20" / "25") is joined without a space, any
other with one.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import Align, TextLine
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.pdf.page_lines import Line
from extractor.reading.pieces import Piece
from extractor.reading.syllables import is_syllable
from extractor.records import Span

__all__ = ["Frame", "alignment", "ends_inside_word", "frame_of", "frame_of_column", "goes_on", "is_marked", "join_lines"]

_MARK = lazy_pattern(
    r"[-–—+•●▪■□*➢❖✓]\s|\d{1,3}(?:\.\d{1,2})*[.)]\s?(?=\D)|\d{1,2}(?:\.\d{1,2})+\s|[a-zđ]{1,2}[.)]\s|\(?[ivxIVX]{1,5}\)\s|\([a-zđ\d]{1,2}\)\s"
    r"|[IVXLC]{1,6}\.\s|[A-HĐ]\.\s|(?:Điều|ĐIỀU|Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Phụ lục|PHỤ LỤC)\s+(?:\d+|[IVXLC]+)\b"
)
_HYPHENS = ("-", "‐", "‑", "\u00ad")
_ENDS = (".", ";", ":", "!", "?", "…")
_CLOSING = ("\"", "”", "’", ")", "]")
_DASHES = ("-", "–", "—", "+", "•", "●", "▪")

EDGE, SCANNED_EDGE = 2.0, 6.0
"""Points by which lines that begin at one edge may differ, printed and as a recogniser measures them."""
SAME_SIZE, SCANNED_SAME_SIZE = 1.0, 2.5
"""Points by which the sizes of one paragraph's lines may differ, likewise."""
OFF_CENTRE = 8.0
"""Points a centred line may be off."""
INDENT = 0.7
"""Of the font size: what is a first-line indent."""
PITCHED = 150
"""Lines by which it is told how far apart those of a paragraph are."""
LOOK_BACK = 20
"""Lines of a paragraph whose spacing is looked at."""


class Frame(Struct, frozen=True):
    """The text area of a page: left and right edge, and where first lines begin, in points; whether its places were read off a picture.

    `pitch`: how far apart the lines of a paragraph are, in points, where paragraphs stand farther apart; None where that does not tell.
    """

    left: float
    right: float
    indent: float
    scanned: bool = False
    pitch: float | None = None

    @property
    def edge(self) -> float:
        """Points by which lines that begin at one edge may differ."""
        return SCANNED_EDGE if self.scanned else EDGE

    @property
    def same_size(self) -> float:
        """Points by which the sizes of one paragraph's lines may differ."""
        return SCANNED_SAME_SIZE if self.scanned else SAME_SIZE

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def frame_of(lines: Sequence[Line], width: float) -> Frame | None:
    """The text area of pages of this width, from their lines; None where there are too few to tell.

    The right edge is the farthest that several lines reach. Where no line comes near the page's right margin (at most 20 mm by Nghị định
    30/2020, Phụ lục I), none is full, and the margin is the edge.
    """
    body = [line for line in lines if line.column is None]
    if len(body) < 4:
        return None
    left = _shared([line.left for line in body], lowest=True)
    right = _shared([line.right for line in body], lowest=False)
    if left is None or right is None or right - left < 0.3 * width:
        return None
    indents = Counter(round(line.left) for line in body if left + 8 < line.left < left + 90)
    indent = max(indents, key=lambda value: (indents[value], value), default=left)
    return Frame(left, right if right > 0.8 * width else width - 57, indent, pitch=_pitch(body[:PITCHED]))


def _pitch(lines: Sequence[Line]) -> float | None:
    """How far apart lines are that go on in lower case, where each list mark behind the end of a sentence stands farther below."""
    inside: list[float] = []
    between: list[float] = []
    for high, low in pairwise(lines):
        if high.page != low.page or high.foot >= low.foot:
            continue
        if not _has_ended(high.text):
            if low.text[:1].islower() and not is_marked(low.text):
                inside.append(low.foot - high.foot)
        elif is_marked(low.text):
            between.append(low.foot - high.foot)
    if min(len(inside), len(between)) < 3:
        return None
    pitch = sorted(inside)[len(inside) // 2]
    return pitch if min(between) > 1.25 * pitch else None


def frame_of_column(lines: Sequence[Line], edges: tuple[float, float]) -> Frame:
    """The text area of one of two text columns, given its edges and lines."""
    left, right = edges
    indents = Counter(round(line.left) for line in lines if left + 4 < line.left < left + 90)
    return Frame(left, right, max(indents, key=lambda value: (indents[value], value), default=left))


def _shared(values: Sequence[float], *, lowest: bool) -> float | None:
    """The lowest or highest value that at least two, and one in twenty, have to within two points."""
    ordered = sorted(values, reverse=not lowest)
    fewest = max(2, len(ordered) // 20)
    for index in range(len(ordered) - fewest + 1):
        if abs(ordered[index + fewest - 1] - ordered[index]) <= 2:
            return ordered[index]
    return None


def _has_ended(text: str) -> bool:
    """Whether a line ends with the end of a sentence or of an item."""
    return text.endswith(_ENDS) or (text.endswith(_CLOSING) and text[:-1].endswith(_ENDS))


def _is_dashed(text: str) -> bool:
    return text.startswith(_DASHES) and text[1:2].isspace()


def is_marked(text: str) -> bool:
    """Whether a line begins with a list mark or the number of a heading."""
    return _MARK.match(text) is not None


def alignment(line: Line, frame: Frame) -> Align:
    """How a line stands in its frame. An item that begins where first lines begin is not taken for a centred one."""
    off = abs((line.left + line.right) / 2 - frame.centre)
    if (
        (off < OFF_CENTRE and line.left > frame.left + INDENT * line.size) or (off < 2.5 and abs(line.left - frame.left) > frame.edge)
    ) and not _is_item(line, frame):
        return "center"
    if line.left > frame.centre and line.right > frame.right - 2 * line.size:
        return "right"
    return "justify" if line.right > frame.right - 3 else "left"


def _is_item(line: Line, frame: Frame) -> bool:
    return line.left < frame.left + 90 and (
        (is_marked(line.text) and not line.all_bold)
        or (abs(line.left - frame.indent) < 2 and line.right > frame.right - 60 and not line.text.isupper())
    )


def goes_on(paragraph: Sequence[Line], line: Line, frame: Frame) -> bool:
    """Whether a line belongs to the paragraph of the lines before it. `frame` is that of the line's page and text column."""
    before = paragraph[-1]
    if line.within != before.within:
        if line.within is None or before.within is None:
            return False
        paragraph = [*paragraph[:-1], before := _moved(before, line.within[0] - before.within[0])]
    if line.column != before.column or abs(line.size - before.size) > frame.same_size:
        return False
    if line.column is not None:
        return line.column == "left" and _is_dashed(paragraph[0].text) and not (
            is_marked(line.text) or _has_ended(before.text) or line.page != before.page
        )
    centred = alignment(before, frame) == "center", alignment(line, frame) == "center"
    if all(centred):
        same = before.all_bold == line.all_bold and before.all_italic == line.all_italic and before.page == line.page
        return same and not is_marked(line.text) and _was_full(line, frame.right - frame.left - (before.right - before.left))
    if _below_title(paragraph, line):
        return False
    # A line that somebody broke by hand goes on in the middle of its sentence.
    broken = line.text[:1].islower() and not is_marked(line.text) and not _has_ended(before.text)
    if any(centred) or not (broken or _was_full(line, frame.right - before.right)) or _set_off(paragraph, line):
        return False
    marked = is_marked(line.text) and not matches("dash_inside_name", f"{before.text[-24:]}|{line.text[:24]}")
    hanging = before.page == line.page and (
        (len(paragraph) > 1 and abs(line.left - before.left) < frame.edge) or (len(paragraph) == 1 and is_marked(before.text))
    )
    if line.left > frame.left + INDENT * line.size and not (hanging and before.left > frame.left - frame.edge):
        return False
    below = hanging and len(paragraph) == 1 and abs(line.left - before.left) < frame.edge
    if below and (marked or (_begins_anew(before, line) and (before.all_bold or not _is_close(before, line, frame)))):
        return False
    if before.page != line.page and _has_ended(before.text) and line.text[:1].isupper() and matches("label_line", line.text):
        return False
    return not marked or (not _has_ended(before.text) and before.all_bold == line.all_bold)


def _moved(line: Line, by: float) -> Line:
    """The line as it would stand in the next text column."""
    return replace(line, edges=array("d", [edge + by for edge in line.edges]))


def _below_title(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether running text begins below a title that fills its line, where neither is seen to be centred: bold above, and not below."""
    before = paragraph[-1]
    if line.bold or not line.text[:1].isupper() or is_marked(paragraph[0].text) or before.text.endswith((",", *_HYPHENS)):
        return False
    return before.page == line.page and all(above.all_bold for above in paragraph)


def _is_close(before: Line, line: Line, frame: Frame) -> bool:
    """Whether a line is as near to the one above as only the lines of one paragraph are on these pages."""
    return frame.pitch is not None and line.foot - before.foot < frame.pitch + 1


def _begins_anew(before: Line, line: Line) -> bool:
    """Whether a line under the first one of an item, where that begins, is its own paragraph: after its end, or below a bold heading."""
    return line.text[:1].isupper() and (_has_ended(before.text) or (before.all_bold and not line.bold))


def _was_full(line: Line, room: float) -> bool:
    """Whether `room`, what the line before left free, is too little for the first word of this one."""
    space = line.text.find(" ")
    word = line.edges[space if space > 0 else len(line.text)] - line.left
    return word + 0.2 * line.size > room - 2


def _set_off(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether the line stands farther below than the paragraph's own lines do, or than any line spacing would put it."""
    lines = pairwise(paragraph[-LOOK_BACK:])
    pitches = [low.foot - high.foot for high, low in lines if high.page == low.page and high.foot < low.foot]
    gap = line.foot - paragraph[-1].foot
    if line.page != paragraph[-1].page:
        return False
    return gap > 1.25 * min(pitches) + 1 if pitches else gap > 2.4 * line.size


def ends_inside_word(text: str) -> bool:
    """Whether a line's last hyphen or slash goes on inside a word or symbol on the next line."""
    return (text.endswith(_HYPHENS) and text[-2:-1].isalnum()) or (text.endswith("/") and text[-2:-1].isdecimal())


def _is_cut(above: str, below: str) -> bool:
    """Whether, between letters or digits, a narrow cell or column cut a number or a word in two ("15/2/20" / "25", "chuỗ" / "i")."""
    if above[-1:].isdigit() and below[:1].isdigit():
        return matches("inside_number", f"{above[-24:]}|{below[:6]}")
    if not above.isalpha() or not below[:1].isalpha():
        return False
    word = above + below.split(maxsplit=1)[0]
    return matches("inside_word", f"{above}|{below[:6]}") or (not is_syllable(above) and above[1:].islower() and is_syllable(word))


def _is_joined(above: str, below: str) -> bool:
    """Whether a line goes on without a space on the next."""
    if not above[-1:].isalnum():
        return ends_inside_word(above)
    return (" " not in above or above[-1].isdigit()) and _is_cut(above, below)


def join_lines(lines: Sequence[Line], breaks: Iterable[int] = ()) -> Piece:
    """The text of the lines as one piece. `breaks`: the indexes of lines that begin a paragraph of their own ("\\n" before them)."""
    if len(lines) == 1:  # as most cells are
        line = lines[0]
        place = TextLine(0, len(line.text), line.page, line.top, line.bottom, line.edges)
        return Piece(line.text, line.bold, line.italic, (place,))
    starts = frozenset(breaks)
    text: list[str] = []
    bold: list[Span] = []
    italic: list[Span] = []
    places: list[TextLine] = []
    at = 0
    above = ""
    for index, line in enumerate(lines):
        words = line.text
        if index:
            between = "\n" if index in starts else "" if _is_joined(above, words) else " "
            text.append(between)
            at += len(between)
        if line.bold:
            bold += [Span(span.start + at, span.end + at) for span in line.bold]
        if line.italic:
            italic += [Span(span.start + at, span.end + at) for span in line.italic]
        end = at + len(words)
        places.append(TextLine(at, end, line.page, line.top, line.bottom, line.edges))
        text.append(words)
        at = end
        above = words
    return Piece("".join(text), tuple(bold), tuple(italic), tuple(places))
