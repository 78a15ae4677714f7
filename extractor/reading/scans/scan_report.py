"""What a Document says of its pages that were read as pictures: where the text came from, how sure the recogniser was, what to look at.

A word that the recogniser is unsure of is a warning where it matters most: in a date, a number or a document's symbol. Words of one line
are one warning. At last every line's place goes from the straightened picture back to the page as it leans.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from extractor.document import Document, Page, ReadingWarning, TextLine
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.scans.ocr_numbers import Correction
from extractor.reading.scans.page_scan import Scan, ScannedWord
from extractor.records import Span

__all__ = ["with_scans"]

UNSURE = 0.75
"""Below this confidence one word in four was wrong on the scans that were measured."""
_MATTERS = lazy_pattern(r"\d|[A-ZĐ]{2,}[-/&]|/[A-ZĐ]")


def with_scans(document: Document, scans: Mapping[int, Scan], corrections: Sequence[Correction] = ()) -> Document:
    """The document with the origin and confidence of its text, warnings for unsure and corrected words, places on the pages as they lean.

    `scans`: the pages that were read as pictures, by number; `corrections`: those that their own do not hold.
    """
    read = [page for page in document.pages if page.end > page.start]
    mixed = any(page.number not in scans for page in read)
    by_page: dict[int, list[TextLine]] = {}
    for line in document.lines:
        by_page.setdefault(line.page, []).append(line)
    warnings = [
        warning for number, scan in sorted(scans.items()) for warning in _unsure(document, scan.words, by_page.get(number, ()), number)
    ]
    warnings += [ReadingWarning("stamp_left_out", {}, None, number) for number, scan in scans.items() if scan.stamped]
    for correction in (*(one for scan in scans.values() for one in scan.corrections), *corrections):
        warnings += _corrected(document, correction, by_page.get(correction.page, ()))
    warnings.sort(key=lambda warning: (warning.page or 0, warning.span or Span(0, 0)))
    sizes = {page.number: page for page in document.pages}
    return replace(
        document,
        source=replace(
            document.source, text_origin="mixed" if mixed else "ocr", ocr_confidence=_confidence(scans),
        ),
        lines=tuple(
            _leaning(line, scans[line.page].lean, sizes[line.page]) if line.page in scans else line for line in document.lines
        ),
        warnings=(*document.warnings, *warnings),
    )


def _confidence(scans: Mapping[int, Scan]) -> float | None:
    """The mean over all letters read; None where none was."""
    letters = sum(len(word.text) for scan in scans.values() for word in scan.words)
    if not letters:
        return None
    return round(sum(len(word.text) * word.confidence for scan in scans.values() for word in scan.words) / letters, 3)


def _unsure(document: Document, words: Sequence[ScannedWord], lines: Sequence[TextLine], page: int) -> Iterator[ReadingWarning]:
    found: dict[int, Span] = {}
    for word in words:
        if word.confidence >= UNSURE or not _MATTERS.search(word.text):
            continue
        for index, line in enumerate(lines):
            span = _place(word, line)
            if span is not None:
                before = found.get(index, span)
                found[index] = Span(min(before.start, span.start), max(before.end, span.end))
                break
    for _, span in sorted(found.items()):
        yield ReadingWarning("ocr_uncertain", {"text": document.slice(span)}, span, page)


def _corrected(document: Document, correction: Correction, lines: Sequence[TextLine]) -> Iterator[ReadingWarning]:
    details = {"read": correction.read, "given": correction.given}
    for line in lines:
        if line.top < correction.top < line.bottom and line.edges[0] <= correction.left <= line.edges[-1]:
            if not correction.given:
                yield ReadingWarning("ocr_unread", details, Span(line.start, line.end), correction.page)
                return
            # The line may hold more: what was given stands where its middle does.
            at = document.text.find(correction.given, line.start, line.end)
            if at >= 0:
                yield ReadingWarning("ocr_corrected", details, Span(at, at + len(correction.given)), correction.page)
            return


def _place(word: ScannedWord, line: TextLine) -> Span | None:
    """The characters of the line that stand where the word does."""
    middle = (word.top + word.bottom) / 2
    if not (line.top < middle < line.bottom and word.left < line.edges[-1] and line.edges[0] < word.right):
        return None
    inside = [
        index for index in range(line.end - line.start)
        if word.left - 0.5 <= (line.edges[index] + line.edges[index + 1]) / 2 <= word.right + 0.5
    ]
    return Span(line.start + inside[0], line.start + inside[-1] + 1) if inside else None


def _leaning(line: TextLine, lean: float, page: Page) -> TextLine:
    """The line where it stands on the page before it was turned about its middle by the lean."""
    if not lean:
        return line
    sine, cosine = math.sin(math.radians(lean)), math.cos(math.radians(lean))
    across, down = page.width / 2, page.height / 2
    height = (line.top + line.bottom) / 2 - down
    shift = ((line.edges[0] + line.edges[-1]) / 2 - across) * sine + height * (cosine - 1)
    edges = array("d", [across + (edge - across) * cosine - height * sine for edge in line.edges])
    return TextLine(line.start, line.end, line.page, line.top + shift, line.bottom + shift, edges)
