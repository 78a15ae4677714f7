"""Pieces and the builder: one canonical text, and everything that stands off from it stays at its characters."""

from __future__ import annotations

import unicodedata
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Document, Paragraph, Source, Table, TextLine
from extractor.reading.building import DocumentBuilder, GridCell
from extractor.reading.pieces import Piece, canonical, cut, join, split
from extractor.records import Span

SOURCE = Source(None, "text/plain", "", 0, None, "text")
# What the canonical form changes, between letters that it keeps.
LETTERS = "aạKếđ1-–\u0301\u0323\u031b \u00a0\t\n\r\x0b\u00ad\u200b\ufeff\x02\uf0b7\ud800\u1100\u1161\u2126\u09c7\u09be"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=30) | st.text(max_size=30)


def built(builder: DocumentBuilder) -> Document:
    return builder.build(SOURCE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \u00a0\t b ", "a b"),
        ("a\r\nb\u2028\u2028c\n", "a\nb\nc"),
        ("a \n b", "a\nb"),
        ("kê\u0301 hoa\u0323ch", "kế hoạch"),
        ("kê\u200b\u0301", "kế"),  # what prints nothing may part a letter from its mark
        ("quý I\u00ad/2024\ufeff", "quý I/2024"),
        ("2021 – 2025 ‑ 5", "2021 – 2025 ‑ 5"),  # dashes as printed
        ("\uf0b7 a \uf0fc", "• a ✓"),
        ("a\x02b", "ab"),
        ("\ud800", "\ufffd"),  # half a character cannot be written as JSON
        ("\u2126", "\u03a9"),
    ],
)
def test_canonical_text(text: str, expected: str) -> None:
    assert canonical(Piece(text)).text == expected


@given(TEXTS)
def test_canonical_text_is_what_it_promises(text: str) -> None:
    found = canonical(Piece(text)).text
    assert unicodedata.is_normalized("NFC", found)
    assert found == found.strip(" \n")
    assert not any(pair in found for pair in ("  ", " \n", "\n ", "\n\n"))
    assert not set(found) & set("\t\r\x0b\u00a0\u00ad\u200b\ufeff\x02\ud800")
    found.encode()
    assert canonical(Piece(found)).text == found


@given(st.text("aĐ- \t\n\u00ad\u200b", max_size=30), st.data())
def test_what_stands_off_keeps_its_characters(text: str, data: st.DataObject) -> None:
    span = Span(*sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2))))
    piece = canonical(Piece(text, (span,), (span,), cites=((span.end, "n"),)))
    printed = "".join(c for c in text[span.start : span.end] if c in "aĐ-")
    assert "".join(piece.text[moved.start : moved.end] for moved in piece.bold).replace(" ", "").replace("\n", "") == printed
    assert piece.italic == piece.bold
    before = "".join(c for c in text[: span.end] if c in "aĐ-")
    assert piece.text[: piece.cites[0][0]].replace(" ", "").replace("\n", "") == before


@given(TEXTS, st.data())
def test_lines_keep_their_places(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    line = TextLine(start, end, 1, 0.0, 1.0, array("d", range(start, end + 1)))
    for moved in canonical(Piece(text, lines=(line,) if start < end else ())).lines:
        assert len(moved.edges) == moved.end - moved.start + 1
        assert list(moved.edges) == sorted(moved.edges)
        assert start <= moved.edges[0] <= moved.edges[-1] <= end


def test_a_composed_letter_has_the_width_of_its_parts() -> None:
    text = "kê\u0301  x"
    line = TextLine(0, 6, 1, 0.0, 1.0, array("d", (0.0, 5.0, 9.0, 9.5, 12.0, 14.0, 20.0)))
    assert canonical(Piece(text, lines=(line,))).lines == (TextLine(0, 4, 1, 0.0, 1.0, array("d", (0.0, 5.0, 9.5, 14.0, 20.0))),)


@given(st.lists(TEXTS, max_size=4))
def test_joining_and_cutting_are_inverse(parts: list[str]) -> None:
    pieces = [Piece(part, (Span(0, len(part)),) if part else (), cites=((len(part), str(at)),)) for at, part in enumerate(parts)]
    whole = join(pieces, "\n")
    at = 0
    for number, piece in enumerate(pieces):
        found = cut(whole, at, at + len(piece.text))
        assert (found.text, found.bold) == (piece.text, piece.bold)
        assert (len(piece.text), str(number)) in found.cites
        at += len(piece.text) + 1


@given(st.lists(st.text("ab ", max_size=4), min_size=1, max_size=5), st.data())
def test_split_is_cutting_at_each_line(parts: list[str], data: st.DataObject) -> None:
    text = "\n".join(parts)
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted), max_size=3))
    piece = Piece(text, tuple(Span(*span) for span in spans))
    found = split(piece)
    assert [each.text for each in found] == parts
    at = 0
    for each in found:
        bold = {place for span in each.bold for place in range(span.start, span.end)}
        assert bold == {place - at for span in piece.bold for place in range(span.start, span.end) if at <= place < at + len(each.text)}
        at += len(each.text) + 1


def test_paragraphs() -> None:
    builder = DocumentBuilder()
    assert builder.paragraph(Piece(" KẾ HOẠCH \n\n năm 2024 ", (Span(1, 9), Span(12, 16))), align="center", column="left") == Span(0, 17)
    assert builder.paragraph(Piece(" \n ")) is None
    assert builder.paragraph(Piece("---o0o---")) is None
    assert builder.paragraph(Piece("a.......b"), indent=36.0) == Span(18, 27)
    document = built(builder)
    assert document.text == "KẾ HOẠCH\nnăm 2024\na.......b"
    assert document.blocks == (
        Paragraph(Span(0, 8), (Span(0, 8),), (), "center", "left"), Paragraph(Span(9, 17), (Span(9, 12),), (), "center", "left"),
        Paragraph(Span(18, 27), indent=36.0),
    )  # fmt: skip


def test_emphasis_is_joined_over_spaces() -> None:
    builder = DocumentBuilder()
    builder.paragraph(Piece("1. Việc chung", (Span(0, 2), Span(3, 7), Span(7, 8))))
    block = built(builder).blocks[0]
    assert isinstance(block, Paragraph)
    assert block.bold == (Span(0, 7),)


def grid(*cells: GridCell) -> tuple[Document, list[list[str]]]:
    builder = DocumentBuilder()
    builder.table(cells)
    document = built(builder)
    block = document.blocks[0]
    assert isinstance(block, Table)
    return document, [[document.slice(each.span) for each in row.cells] for row in block.rows]


@pytest.mark.parametrize(
    ("cells", "text", "rows"),
    [
        # A merged cell's text stands once; every position it covers repeats it.
        ([GridCell(Piece("A"), 0, 0, 2, 1), GridCell(Piece("B"), 0, 1), GridCell(Piece("C"), 1, 1)], "A\tB\n\tC", [["A", "B"], ["A", "C"]]),
        ([GridCell(Piece("A"), 0, 0, 1, 2), GridCell(Piece("B"), 1, 1)], "A\n\tB", [["A", "A"], ["", "B"]]),
        ([GridCell(Piece("B"), 0, 1), GridCell(Piece(" x\ny "), 0, 0)], "x\ny\tB", [["x\ny", "B"]]),  # in any order
        # Cells that overlap are cut; of two at one place both texts are kept.
        ([GridCell(Piece("A"), 0, 0, 1, 9), GridCell(Piece("B"), 0, 1)], "A\nB", None),
        ([GridCell(Piece("A"), 1, 0), GridCell(Piece("B"), 0, 0, 5, 1), GridCell(Piece("C"), 1, 1)], "B\nA\n\tC", None),
        ([GridCell(Piece("A"), 0, 0), GridCell(Piece(""), 0, 0), GridCell(Piece("B"), 0, 0)], "A\nB", [["A\nB"]]),
    ],
)
def test_tables(cells: list[GridCell], text: str, rows: list[list[str]] | None) -> None:
    document, found = grid(*cells)
    assert sorted(document.text.split()) == sorted(text.split())
    if rows is not None:
        assert (document.text, found) == (text, rows)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=8))
def test_every_grid_is_full_and_loses_nothing(places: list[tuple[int, int, int, int]]) -> None:
    document, found = grid(*[GridCell(Piece(f"ô{at}"), *place) for at, place in enumerate(places)])
    assert len({len(row) for row in found}) == 1
    assert sorted(document.text.split()) == sorted(f"ô{at}" for at in range(len(places)))
    block = document.blocks[0]
    assert isinstance(block, Table)
    for number, row in enumerate(block.rows):
        for column, each in enumerate(row.cells):
            assert each.row <= number < each.row + each.row_span
            assert each.column <= column < each.column + each.column_span


def test_a_table_without_text_is_left_out() -> None:
    builder = DocumentBuilder()
    assert builder.table([GridCell(Piece(" "), 0, 0)]) is None
    assert builder.table([]) is None
    assert built(builder).blocks == ()


def test_notes_and_pages() -> None:
    builder = DocumentBuilder()
    builder.page(1, 595, 842)
    builder.page(2, 595, 842)
    builder.page(3, 842, 595)
    first, second = TextLine(0, 3, 1, 10, 20, array("d", range(4))), TextLine(4, 6, 3, 10, 20, array("d", range(3)))
    builder.note("1", Piece("chú\nthích"), key="n")
    builder.note("2", Piece(" "), key="m")
    builder.paragraph(Piece("một ba", lines=(first, second), cites=((3, "n"), (6, "n"))))
    document = built(builder)
    assert document.text == "một ba\nchú thích"
    assert [(note.mark, note.cited_at, document.slice(note.span)) for note in document.notes] == [("1", 3, "chú thích")]
    assert [(page.number, page.start, page.end) for page in document.pages] == [(1, 0, 4), (2, 4, 4), (3, 4, 6)]
    assert document.locate(Span(1, 6))[1].page == 3
