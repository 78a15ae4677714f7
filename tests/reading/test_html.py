"""HTML: what a browser prints of the document, and nothing of the page around it."""

from __future__ import annotations

import pytest

from extractor.document import Document, Paragraph, ReadingError
from extractor.reading import limits
from extractor.reading.opening import open_document
from extractor.records import Span
from tests.reading.word_package import rows, texts


def read(body: str, head: str = "") -> Document:
    return open_document(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), filename="a.html")


LETTERHEAD = """
<table border="0" width="100%"><tr>
 <td valign="top" align="center"><b>ỦY BAN NHÂN DÂN<br>TỈNH BẮC GIANG</b><br>-------<br>Số: 14/KH-UBND</td>
 <td align="center"><p><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br/>Độc lập - Tự do - Hạnh phúc</strong></p><p><i>Bắc Giang, ngày 18 tháng 01 năm 2019</i></p>
</td></tr></table>
"""
MENU = "<ul>" + "<li><a href='/x'>Văn bản mới</a></li>" * 6 + "</ul>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Kế\n  hoạch&nbsp;năm &#7841; &ecirc; &amp;</p>", ["Kế hoạch năm ạ ê &"]),
        ("<p>a<br>b</p>", ["a b"]),  # the sentence goes on
        ("<p align=center>KẾ HOẠCH<br>Năm 2024</p>", ["KẾ HOẠCH", "Năm 2024"]),
        ("Một<br><br>Hai<br>\n<br>Ba", ["Một", "Hai", "Ba"]),  # a page whose paragraphs are parted by line breaks
        ("<div>Một<p>Hai</p>Ba</div>", ["Một", "Hai", "Ba"]),
        ("<p>a <span>b</span><span>c</span> <b>d</b></p>", ["a bc d"]),
        ("<p>a<script>x()</script><style>p{}</style><!-- y -->b</p><noscript>z</noscript>", ["ab"]),
        ("<p>hiện<span style='display:none'> ẩn</span><span hidden> ẩn</span></p>", ["hiện"]),
        ("<p style='text-transform:uppercase'>Kế hoạch</p>", ["KẾ HOẠCH"]),
        ("<ol><li>Một</li><li>Hai<ol type=a start=3><li>c</li></ol></li><li value=9>Ba</li></ol>", ["1. Một", "2. Hai", "c. c", "9. Ba"]),
        ("<ul><li>Một</li><li>- Hai</li></ul><ol><li>1. Ba</li></ol>", ["• Một", "- Hai", "1. Ba"]),  # its own marks
        (f"<nav>x</nav><header>x</header>{MENU}<p>Văn bản</p><footer>x</footer>", ["Văn bản"]),
        (f"<article><p>{'Nội dung ' * 20}</p></article><p>Bình luận</p>", [("Nội dung " * 20).strip()]),
        ("<p>Theo <a href='/1'>Luật A</a>, <a href='/2'>Luật B</a>, <a href='/3'>Luật C</a>, <a href='/4'>Luật D</a></p>",
         ["Theo Luật A, Luật B, Luật C, Luật D"]),  # most of it links, but it is all there is
        ("<pre>a   b\nc</pre>", ["a b c"]),
        ("<p>K&Otilde; <font face='.VnTime'>ho¹ch</font></p>", ["KÕ hoạch"]),
        ("<p style=\"font-family:'VNI-Times',serif\">Keá hoaïch</p>", ["Kế hoạch"]),
        (LETTERHEAD, ["ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG", "Số: 14/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                      "Độc lập - Tự do - Hạnh phúc", "Bắc Giang, ngày 18 tháng 01 năm 2019"]),
        ("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>a&e;b</p>", ["]>", "a&e;b"]),  # no entity but HTML's own
    ],
)  # fmt: skip
def test_texts(body: str, expected: list[str]) -> None:
    assert texts(read(body)) == expected


@pytest.mark.parametrize(
    ("body", "expected", "warned"),
    [
        ("<p>a<s> b </s>c <del>d</del><strike>e</strike></p>", ["a c"], ["struck_text_left_out"]),
        ("<p style='text-decoration: underline line-through'>a <b>b</b></p><p>c</p>", ["c"], ["struck_text_left_out"]),
        ("<ol><li><s>Một</s></li><li>Hai</li></ol>", ["2. Hai"], ["struck_text_left_out"]),  # it counts, as a browser shows
        ("<p style='font-size:0'>a</p><p>b<span style='font-size:1px'>c</span></p>", ["b"], ["hidden_text_left_out"]),
        ("<div style='font-size:0'><p style='font-size:13pt'>a</p><span style='font-size:2em'>b</span></div>", ["a"], ["hidden_text_left_out"]),
        ("<p style='font-size:0.8em'>a <u>b</u> <ins>c</ins> <span style='font-size:small'>d</span></p>", ["a b c d"], []),
        ("<div style='font-size:0'> <p style='font-size:1rem'>a<s> </s>b</p> </div>", ["a b"], []),  # nothing but white space
    ],
)
def test_struck_and_unseen_text_is_left_out_and_told(body: str, expected: list[str], warned: list[str]) -> None:
    document = read(body)
    assert (texts(document), [warning.code for warning in document.warnings]) == (expected, warned)


def test_letterhead_stands_side_by_side() -> None:
    columns = [block.column for block in read(LETTERHEAD).blocks if isinstance(block, Paragraph)]
    assert columns == ["left"] * 3 + ["right"] * 3


def test_emphasis_and_alignment() -> None:
    document = read("<p align='right'>a <b>b</b> <span style='font-style:italic;font-weight:700'>c</span></p>")
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert (block.bold, block.italic, block.align) == ((Span(2, 5),), (Span(4, 5),), "right")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<table border=1><tr><th>TT<th>Việc<tr><td>1<td>A</table>", [["TT", "Việc"], ["1", "A"]]),
        ("<table border=1><tr><td rowspan=2>1<td>a<td>b<tr><td colspan=2>c</table>", [["1", "a", "b"], ["1", "c", "c"]]),
        ("<table border=1><tr><td rowspan=9>1<td>a<tr><td>b</table>", [["1", "a"], ["1", "b"]]),  # more rows than there are
        ("<table><tr><td style='border:solid windowtext 1.0pt'>1<td style='border:solid'>a</table>", [["1", "a"]]),  # Word's
        ("<table>" + "<tr><td>1<td>a<td>b</tr>" * 3 + "</table>", [["1", "a", "b"]] * 3),  # lines in a style sheet
        ("<table border=1><tr><td>1<td>a<ul><li>b</li></ul><p>c</p></table>", [["1", "a\n• b\nc"]]),
    ],
)
def test_tables(table: str, expected: list[list[str]]) -> None:
    assert rows(read(table)) == expected


def test_a_table_in_a_table_that_frames_the_page() -> None:
    page = f"<table><tr><td>{MENU}</td><td>{'<p>Nội dung dài của văn bản.</p>' * 200}<table border=1><tr><td>1<td>2</table></td></tr></table>"
    document = read(page)
    assert texts(document)[-1] == "TABLE"
    assert {block.column for block in document.blocks if isinstance(block, Paragraph)} == {None}


def test_headers() -> None:
    document = read("<table border=1><thead><tr><td>TT<td>Việc</thead><tbody><tr><td>1<td>A</table>")
    assert getattr(document.blocks[0], "header_rows", None) == 1


@pytest.mark.parametrize(
    ("cited", "note"),
    [
        ('<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>', '<div id="ftn1"><p><a href="#_ftnref1">[1]</a> Chú thích</p></div>'),  # Word
        ('<a href="x.html#sdfootnote1sym"><sup>1</sup></a>', '<div><p><a href="#sdfootnote1anc">1</a>Chú thích</p></div>'),  # LibreOffice
    ],
)
def test_footnotes(cited: str, note: str) -> None:
    document = read(f"<p>Kế hoạch{cited} năm</p>{note}")
    assert document.text == "Kế hoạch năm\nChú thích"
    assert [(found.mark, found.cited_at) for found in document.notes] == [("1", 8)]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("<html><p>Kế hoạch</p>".encode("utf-16"), "a.html"),
        (b'<html><meta charset="windows-1258"><p>' + "K\u00ea\u0301 hoa\u0323ch".encode("cp1258") + b"</p>", "a.htm"),
        ("<p>Kế hoạch</p>".encode(), "a.html"),
        ("\ufeff<html><p>Kế hoạch</p>".encode(), "a.doc"),  # Word opens it like its own
        ('<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><p>Kế hoạch</p></html>'.encode(), "a.xhtml"),
    ],
)
def test_encodings_and_names(data: bytes, name: str) -> None:
    document = open_document(data, filename=name)
    assert (document.text, document.source.media_type, document.warnings) == ("Kế hoạch", "text/html", ())


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [warning.code for warning in read("<div>a" * 300).warnings] == ["html_cut"]
    for content in ("<table>" + "<tr><td colspan=200 rowspan=200>a" * 50, "<b>a</b>" * 50_001 + "<table>" + "<tr><td>a" * 100_001):
        with pytest.raises(ReadingError) as caught:
            read(content)
        assert caught.value.code == "html_too_large"
    monkeypatch.setattr(limits, "MAX_HTML_TAGS", 10)
    with pytest.raises(ReadingError):
        read("<br>" * 10)
    monkeypatch.undo()
    assert [warning.code for warning in read("<p> </p>").warnings] == ["document_without_text"]
