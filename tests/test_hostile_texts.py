"""Texts that once ended an extraction, or took a time that grew with the square of their length, and others of which neither shall do so."""

import time

import pytest

from benchmarks.hostile_texts import LAYOUTS, WORDS
from extractor import extract


def _seconds(text: str) -> float:
    started = time.process_time()
    extract(text.encode(), filename="plan.md")
    return time.process_time() - started


@pytest.mark.parametrize("text", [
    "KẾ HOẠCH\n1. Rà soát bảng kích thước (×10), gọi tắt là 2020; (gọi tắt là “115”).",  # a short form without letters
    "1. Sở Y tế phối hợp với " + "các sở (" * 1500,  # brackets in brackets
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM    " + "x " * 100,  # columns of characters in lines too long for them
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM    " + "x " * 100 + ("\n" + "y " * 125) * 50,
    "<table><tr><td>a <![x b</td></tr></table>",  # a marked section that never ends
    "<table>" + "<tr>" + "<td rowspan=100 colspan=100>a</td>" * 200 + "</tr></table>",
])
def test_is_read(text: str) -> None:
    assert _seconds(text) < 10


@pytest.mark.parametrize(("unit", "end"), [
    ("|\nab\n|\n\n", ""),
    ("|\na\n|\nb\n", ""),
    ("|a|b|\n", "|" + "a|" * 41),
    ("TT\nab\ncd\n1\n", ""),
    ("a; ", ""),
    (";", ""),
    ("Sản phẩm: báo cáo; ", ""),
    ("Phối hợp: Sở A\n- Rà soát\n", ""),
    ("Phối hợp: Sở A\n- Rà soát\n- Kiểm tra\nThời gian: Quý I\n", ""),
])
def test_the_time_is_linear(unit: str, end: str) -> None:
    _seconds(unit * 50 + end)
    assert _seconds("1. " + unit * 1600 + end) < 10 * max(_seconds("1. " + unit * 400 + end), 0.05)


@pytest.mark.parametrize(("layout", "words"), [
    ("an item", "percentages"),
    ("one line", "ranges"),
    ("one line", "percentages without a gap"),
    ("an item", "months listed"),
    ("one line", "digits and slashes"),
    ("an item", "agencies joined"),
    ("one line", "abbreviations in brackets"),
    ("an item", "decisions"),
    ("one line", "brackets in brackets"),
    ("short lines", "a capital"),
    ("items", "labels"),
    ("items", "each so many"),
    ("a cell of leads", "departments by number"),
    ("a cell of times", "dates"),
    ("capital line", "laws"),
    ("lines", "combining marks"),
])
def test_twice_the_length_takes_less_than_three_times_as_long(layout: str, words: str) -> None:
    """CPU time, so that other programs do not count, and one good try of three is enough; what grows with the square takes four times."""
    def ratio() -> float:
        return _seconds(LAYOUTS[layout](WORDS[words], 32_000)) / max(_seconds(LAYOUTS[layout](WORDS[words], 16_000)), 0.02)

    _seconds(LAYOUTS[layout](WORDS[words], 1_000))
    assert any(ratio() < 3 for _ in range(3))


def test_an_item_of_semicolons_takes_no_more_than_its_length() -> None:
    """An item is read for who acts up to a length; of up to that long there may be many."""
    def ratio() -> float:
        return _seconds("1. " + "1;" * 9_000) / max(_seconds("1. " + "1;" * 2_250), 0.02)

    _seconds("1. 1;")
    assert any(ratio() < 6 for _ in range(3))  # four times as long; more than ten times as long before
