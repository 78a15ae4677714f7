"""Pieces: stretches of text on their way into a Document, with what stands off from them, and the one way to make them canonical.

A reader makes a `Piece` of each paragraph, cell or note, joins and cuts pieces as the layout asks, and hands them to
`building.DocumentBuilder`, which calls `canonical`. All offsets in a piece count from the start of its own text.

`canonical` promises, in this order: characters that print nothing (soft hyphen, zero width, byte order marks, controls) are gone; the text
is Unicode NFC; every kind of space and tab is one plain space, runs of them one; every kind of line break is "\\n", runs of them one; no
space stands at the beginning or end of a line. Dashes, quotes and letters stay as printed. Spans, lines and citations move along.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from extractor.document import TextLine
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span

__all__ = ["SYMBOL_FONTS", "Piece", "canonical", "cut", "join", "merged", "rewritten", "split"]


class Piece(Struct, frozen=True, gc=False):
    """Text with its emphasis, its place on pages, and the notes it cites.

    `lines`: printed lines, sorted and not overlapping; see TextLine for `edges`. Characters between lines (a space put in at a line break)
    need none. `cites`: (offset, key) where the mark of the note `key` stood; the mark itself is not in the text.
    """

    text: str
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    lines: tuple[TextLine, ...] = ()
    cites: tuple[tuple[int, str], ...] = ()


# Word's Symbol and Wingdings characters come as private use code points; these are the bullets and ticks of Vietnamese documents.
SYMBOL_FONTS = {
    "\uf0b7": "•", "\uf06c": "●", "\uf09f": "•", "\uf06f": "□", "\uf0a7": "▪", "\uf06e": "■", "\uf0d8": "➢", "\uf076": "❖",
    "\uf0fc": "✓", "\uf0fe": "☑", "\uf0a8": "□", "\uf02d": "-", "\uf02b": "+", "\uf0e8": "➔", "\uf0e0": "→", "\uf0b3": "≥", "\uf0a3": "≤",
}
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_ONE_FOR_ONE = str.maketrans({
    **SYMBOL_FONTS,
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_BREAKS, "\n"),
    **{chr(code): "\ufffd" for code in (0xD800, 0xDFFF, 0xFFFE, 0xFFFF)},
})
_SURROGATE = "\ud800-\udfff"
_SURROGATES = lazy_pattern(f"[{_SURROGATE}]")
_NOT_PRINTED = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
_UNPRINTED = lazy_pattern(f"[{_NOT_PRINTED}]+")
_NOT_CANONICAL = lazy_pattern(f"[{''.join(map(chr, _ONE_FOR_ONE))}{_SURROGATE}{_NOT_PRINTED}]")
_SPACING = lazy_pattern(r"\A[ \n]+| *\n[ \n]*| {2,}| \Z")


def canonical(piece: Piece) -> Piece:
    """The piece with canonical text (see the module's docstring) and everything that stands off from it moved along."""
    text = piece.text
    # Translating takes a hundred times as long as seeing that there is nothing to translate.
    if _NOT_CANONICAL.search(text):
        text = _SURROGATES.sub("\ufffd", text.translate(_ONE_FOR_ONE))
    elif unicodedata.is_normalized("NFC", text) and not _needs_spacing(text):
        return piece
    moves: list[_Edit] = []
    for step in (_drop_unprinted, _compose, _space):
        edit = step(text)
        if edit is not None:
            text = edit.text
            moves.append(edit)
    if not moves and text == piece.text:
        return piece
    return _moved(piece, text, moves)


def rewritten(piece: Piece, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> Piece:
    """The piece with each match of the pattern replaced by at most one character."""
    edit = _rewrite(piece.text, pattern, replacement)
    return _moved(piece, edit.text, [edit])


def _moved(piece: Piece, text: str, moves: Iterable[_Edit]) -> Piece:
    bold, italic, lines, cites = piece.bold, piece.italic, piece.lines, piece.cites
    for edit in moves:
        bold, italic = edit.spans(bold), edit.spans(italic)
        lines = tuple(moved for line in lines if (moved := edit.line(line)) is not None)
        cites = tuple((edit.offset(offset), key) for offset, key in cites)
    return Piece(text, bold, italic, lines, cites)


def join(pieces: Iterable[Piece], separator: str = "") -> Piece:
    """The pieces one after another, with the separator between them."""
    texts: list[str] = []
    bold: list[Span] = []
    italic: list[Span] = []
    lines: list[TextLine] = []
    cites: list[tuple[int, str]] = []
    at = 0
    for piece in pieces:
        if texts:
            at += len(separator)
        bold += _shifted(piece.bold, at)
        italic += _shifted(piece.italic, at)
        lines += [TextLine(line.start + at, line.end + at, line.page, line.top, line.bottom, line.edges) for line in piece.lines]
        cites += [(offset + at, key) for offset, key in piece.cites]
        texts.append(piece.text)
        at += len(piece.text)
    return Piece(separator.join(texts), tuple(bold), tuple(italic), tuple(lines), tuple(cites))


def cut(piece: Piece, start: int, end: int) -> Piece:
    """The characters start..end of the piece with what belongs to them. A citation at either end comes along."""
    if start == 0 and end == len(piece.text):
        return piece
    lines = [_clipped_line(line, start, end) for line in piece.lines if max(start, line.start) < min(end, line.end)]
    cites = tuple((offset - start, key) for offset, key in piece.cites if start <= offset <= end)
    return Piece(piece.text[start:end], _clipped(piece.bold, start, end), _clipped(piece.italic, start, end), tuple(lines), cites)


def split(piece: Piece) -> list[Piece]:
    """The piece cut at every "\\n", which is left out."""
    if "\n" not in piece.text:
        return [piece]
    bold, italic = _Cutter(piece.bold), _Cutter(piece.italic)
    cites, lines = deque(sorted(piece.cites)), deque(piece.lines)
    pieces = []
    start = 0
    for text in piece.text.split("\n"):
        end = start + len(text)
        here = []
        while lines and lines[0].start < end:
            here.append(_clipped_line(lines[0], start, end))
            if lines[0].end > end:
                break
            lines.popleft()
        cited = []
        while cites and cites[0][0] <= end:
            offset, key = cites.popleft()
            cited.append((offset - start, key))
        pieces.append(Piece(text, bold.take(start, end), italic.take(start, end), tuple(here), tuple(cited)))
        start = end + 1
    return pieces


class _Cutter:
    """Gives a set of spans stretch by stretch, from left to right."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = deque(merged(spans))

    def take(self, start: int, end: int) -> tuple[Span, ...]:
        taken = []
        while self.spans and self.spans[0].start < end:
            span = self.spans[0]
            if span.end > start:
                taken.append(Span(max(span.start, start) - start, min(span.end, end) - start))
            if span.end > end:
                break
            self.spans.popleft()
        return tuple(taken)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans sorted, those that touch or overlap made one, empty ones left out."""
    found: list[Span] = []
    for span in sorted(spans):
        if not len(span):
            continue
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _clipped_line(line: TextLine, start: int, end: int) -> TextLine:
    low, high = max(start, line.start), min(end, line.end)
    return TextLine(low - start, high - start, line.page, line.top, line.bottom, line.edges[low - line.start : high - line.start + 1])


def _shifted(spans: Sequence[Span], by: int) -> Sequence[Span]:
    return [Span(span.start + by, span.end + by) for span in spans] if by else spans


def _clipped(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    clipped = [(max(start, span.start) - start, min(end, span.end) - start) for span in spans]
    return tuple(Span(low, high) for low, high in clipped if low < high)


class _Edit(Struct, frozen=True):
    """A changed text: character i of it stands for the characters starts[i]..ends[i] of the text before.

    Arrays, because a paragraph may have millions of characters, and a list of numbers takes ten times the memory.
    """

    text: str
    starts: array[int]
    ends: array[int]

    def offset(self, before: int) -> int:
        return bisect_left(self.starts, before)

    def spans(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        moved = [(self.offset(span.start), self.offset(span.end)) for span in spans]
        return tuple(Span(start, end) for start, end in moved if start < end)

    def line(self, line: TextLine) -> TextLine | None:
        start, end = self.offset(line.start), self.offset(line.end)
        if start == end:
            return None
        first = line.start
        edges = [line.edges[self.starts[i] - first] for i in range(start, end)]
        edges.append(line.edges[min(self.ends[end - 1], line.end) - first])
        return TextLine(start, end, line.page, line.top, line.bottom, array("d", edges))


def _drop_unprinted(text: str) -> _Edit | None:
    return _rewrite(text, _UNPRINTED, lambda found: "") if _UNPRINTED.search(text) else None


def _needs_spacing(text: str) -> bool:
    """Whether a space or line break stands at an end of the text or beside another."""
    return text != text.strip(" \n") or "  " in text or "\n " in text or " \n" in text or "\n\n" in text


def _space(text: str) -> _Edit | None:
    if not _needs_spacing(text):
        return None

    def single(found: re.Match[str]) -> str:
        if found.start() == 0 or found.end() == len(text):
            return ""
        return "\n" if "\n" in found.group() else " "

    return _rewrite(text, _SPACING, single)


def _rewrite(text: str, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> _Edit:
    """The text with each match replaced by at most one character."""
    parts: list[str] = []
    starts, ends = array("i"), array("i")
    at = 0
    for found in pattern.finditer(text):
        if not found.group():
            continue
        parts.append(text[at : found.start()])
        starts.extend(range(at, found.start()))
        ends.extend(range(at + 1, found.start() + 1))
        new = replacement(found)
        if new:
            # The one that is kept stands where the run began: a line's last space keeps its width, not the gap's.
            parts.append(new)
            starts.append(found.start())
            ends.append(found.end())
        at = found.end()
    parts.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return _Edit("".join(parts), starts, ends)


def _extends(character: str) -> bool:
    """Whether a character may compose with the one before it: a combining mark, or a Hangul vowel or final."""
    return character > "\u02ff" and (unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff")


def _compose(text: str) -> _Edit | None:
    if unicodedata.is_normalized("NFC", text):
        return None
    parts: list[str] = []
    starts, ends = array("i"), array("i")
    at, length = 0, len(text)
    while at < length:
        end = at + 1
        while end < length and _extends(text[end]):
            end += 1
        composed = unicodedata.normalize("NFC", text[at:end])
        # All characters of a cluster share its place: a mark that does not compose stands where its letter stands.
        parts.append(composed)
        starts.append(at)
        starts.extend([at + 1] * (len(composed) - 1) if end - at > 1 else [at] * (len(composed) - 1))
        ends.extend([end] * len(composed))
        at = end
    return _Edit("".join(parts), starts, ends)
