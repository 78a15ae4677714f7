"""Spans, places and folding hold on any text."""

from __future__ import annotations

import unicodedata
from array import array

from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Cell, Document, Paragraph, ReadingError, Row, Source, Table, TextLine
from extractor.folding import fold
from extractor.records import Span

SOURCE = Source(None, "text/plain", "", 0, None, "text")
NFC = st.text().map(lambda text: unicodedata.normalize("NFC", text))


@given(NFC)
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(st.sampled_from("UuỦủỷyYýQqQoOòÒóaAàáhHt -–\u2011\u00a0đĐÐ“”İß")))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2)), max_size=6), st.integers(0, 40), st.integers(0, 40))
def test_a_span_is_located_by_the_lines_it_touches(shape: list[tuple[int, int]], first: int, second: int) -> None:
    lines: list[TextLine] = []
    at = 0
    for number, (length, gap) in enumerate(shape):
        at += gap
        lines.append(TextLine(at, at + length, number + 1, 10.0, 20.0, array("d", range(length + 1))))
        at += length
    document = Document(SOURCE, "x" * at, (), lines=tuple(lines))
    span = Span(min(first, second), max(first, second))
    expected = [
        (line.page, float(max(span.start, line.start) - line.start), float(min(span.end, line.end) - line.start))
        for line in lines if max(span.start, line.start) < min(span.end, line.end)
    ]  # fmt: skip
    assert [(place.page, place.bbox.x0, place.bbox.x1) for place in document.locate(span)] == expected


@given(st.lists(st.integers(1, 5), max_size=6), st.integers(0, 30), st.integers(0, 30))
def test_blocks_within_a_span_lie_wholly_in_it(lengths: list[int], first: int, second: int) -> None:
    starts = [sum(lengths[:at]) + at for at in range(len(lengths))]  # a line break between two blocks
    blocks = tuple(Paragraph(Span(start, start + length)) for start, length in zip(starts, lengths, strict=True))
    span = Span(min(first, second), max(first, second))
    document = Document(SOURCE, "x" * 40, blocks)
    assert list(document.blocks_within(span)) == [(at, block) for at, block in enumerate(blocks) if span.covers(block.span)]


def test_the_body_ends_where_the_notes_begin() -> None:
    assert Document(SOURCE, "a\nb", (Paragraph(Span(0, 1)),)).body_end == 1
    assert Document(SOURCE, "", ()).body_end == 0


def test_a_row_gives_its_merged_cells_once() -> None:
    wide, last = Cell(Span(0, 1), 0, 0, column_span=2), Cell(Span(2, 3), 0, 2)
    row = Row((wide, wide, last), Span(0, 3))
    assert row.distinct == (wide, last)
    assert Table(Span(0, 3), (row,)) == Table(Span(0, 3), (row,))


def test_an_error_keeps_its_code_and_its_details_as_text() -> None:
    error = ReadingError("file_too_large", file="a.pdf", limit=5)
    assert (error.code, error.details) == ("file_too_large", {"file": "a.pdf", "limit": "5"})
