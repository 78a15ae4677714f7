"""Line breaks in cells; those in paragraphs are tried through DOCX in test_docx.py."""

from __future__ import annotations

import pytest

from extractor.reading.pieces import Piece
from extractor.reading.word.line_breaks import settle_breaks, settle_cell_breaks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Nội vụ\nSở Tài chính", "Sở Nội vụ\nSở Tài chính"),  # names without punctuation
        ("Các sở, ban,\nNgành", "Các sở, ban, Ngành"),  # a list that goes on
        ("Văn phòng Sở,\nphòng Kế hoạch", "Văn phòng Sở, phòng Kế hoạch"),
        ("hoàn thành\ntrước 30/6", "hoàn thành trước 30/6"),
        ("- một\n- hai", "- một\n- hai"),
        ("a) một\nđ) hai", "a) một\nđ) hai"),
        ("trước\n30/6/2024", "trước 30/6/2024"),  # a date is no item
        ("mục\n1. Một", "mục\n1. Một"),
        ("một\n\nHai", "một\n\nHai"),
    ],
)
def test_breaks_in_cells(text: str, expected: str) -> None:
    assert settle_cell_breaks(Piece(text)).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo quy định tại\nĐiều 5 Luật Giá.", "theo quy định tại Điều 5 Luật Giá."),  # an article that a sentence cites
        ("theo quy định của pháp luật\nĐiều 5. Tổ chức thực hiện", "theo quy định của pháp luật\nĐiều 5. Tổ chức thực hiện"),
        ("Quy định\nChương II\nQUY ĐỊNH CỤ THỂ", "Quy định\nChương II QUY ĐỊNH CỤ THỂ"),
    ],
)
def test_breaks_in_paragraphs(text: str, expected: str) -> None:
    assert settle_breaks(Piece(text), "justify").text == expected


def test_a_long_text_takes_no_long_time() -> None:
    text = "- \n1.1.1.1" * 50_000
    assert len(settle_breaks(Piece(text), "justify").text) == len(text)
