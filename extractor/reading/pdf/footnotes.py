"""Footnotes (chú thích cuối trang): the lines below a page's rule become notes, and their marks in the text above become citations.

A line that begins with a mark (a number or stars) that follows the note before begins a note; another line goes on with it, also one that
a page break put under the next page's rule. A superscript in the page's text is a citation only where the page has a note of that mark,
so that "m²" stays; the mark itself leaves the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import TextLine
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pdf.page_lines import Line
from extractor.reading.pdf.page_paragraphs import join_lines
from extractor.reading.pieces import Piece, cut, join
from extractor.records import Span

__all__ = ["FootNote", "Marks", "cite", "notes_of"]

_MARK = lazy_pattern(r"\s*[(\[]?(\d{1,3}|\*{1,4})[)\]]?[.:]?\s*(?=\S)")

Marks = dict[int, dict[str, str]]
"""For each page its notes' marks, with the keys by which pieces cite them."""


class FootNote(Struct, frozen=True):
    """A note's mark as printed, its text without the mark, and the key by which pieces cite it."""

    mark: str
    piece: Piece
    key: str


def notes_of(pages: Sequence[tuple[int, Sequence[Line]]]) -> tuple[list[FootNote], Marks]:
    """The notes of all pages (number, lines below the rule), and which page has which."""
    found: list[tuple[str, str, list[Line]]] = []
    marks: Marks = {}
    for page, lines in pages:
        for line in lines:
            head = _MARK.match(line.text)
            if head is not None and _begins_note(head.group(1), line, head.end(1), found, page):
                key = f"{page}:{head.group(1)}:{len(found)}"
                marks.setdefault(page, {})[head.group(1)] = key
                found.append((head.group(1), key, [_without(line, head.end())]))
            elif found:
                found[-1][2].append(line)
            else:
                key = f"{page}::0"
                found.append(("", key, [line]))
    return [FootNote(mark, join_lines(lines), key) for mark, key, lines in found], marks


def _begins_note(mark: str, line: Line, end: int, found: Sequence[tuple[str, str, list[Line]]], page: int) -> bool:
    """Whether a mark begins a note: a superscript, the number after the last one's, or a page's first."""
    if any(span.start < end for span in line.raised) or not mark.isdigit():
        return True
    last = found[-1][0] if found else ""
    first_on_page = not found or found[-1][2][-1].page != page
    return (last.isdigit() and int(mark) == int(last) + 1) or (first_on_page and (mark == "1" or not last.isdigit()))


def _without(line: Line, start: int) -> Line:
    """The line from a character on."""
    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(max(0, span.start - start), span.end - start) for span in spans if span.end > start)

    return replace(
        line, text=line.text[start:], edges=line.edges[start:], bold=moved(line.bold), italic=moved(line.italic), raised=(),
    )


def cite(lines: Sequence[Line], piece: Piece, marks: Marks) -> Piece:
    """The piece that the lines were joined to, with the marks of notes cited in place of printed."""
    if not marks or not any(line.raised for line in lines):
        return piece
    parts: list[Piece] = []
    at = 0
    for line, place in zip(lines, piece.lines, strict=True):
        keys = marks.get(line.page, {})
        for span in line.raised:
            words = line.text[span.start : span.end].strip(" ,()[]")
            if words in keys:
                before = cut(piece, at, _trimmed(piece, at, place, span.start))
                parts.append(replace(before, cites=((len(before.text), keys[words]),)))
                at = place.start + span.end
    parts.append(cut(piece, at, len(piece.text)))
    return join(parts)


def _trimmed(piece: Piece, start: int, place: TextLine, offset: int) -> int:
    """Where the text before a mark ends: without the space some programs set before it."""
    end = place.start + offset
    return end - 1 if end > start and piece.text[end - 1] == " " else end
