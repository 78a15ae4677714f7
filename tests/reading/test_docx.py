"""DOCX: what Word prints is in the text, once, and nothing else is."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest

from extractor.document import Document, Paragraph, ReadingError, Table
from extractor.reading import limits
from extractor.reading.opening import open_document
from extractor.reading.word.reader import read_docx
from extractor.records import Span
from tests.reading.word_package import NAMES, SOURCE, cell, package, paragraph, read, rows, table, texts


def run(content: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def t(text: str) -> str:
    return f"<w:t>{text}</w:t>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


BOX = "<w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run(t("18") + "<w:noBreakHyphen/>" + t("NQ/TW")), "18-NQ/TW"),
        (run(t("Hà") + "<w:softHyphen/>" + t(" Nội")), "Hà Nội"),
        (run(t("a") + "<w:tab/>" + t("b") + '<w:ptab w:alignment="left"/>' + t("c")), "a b c"),
        (run('<w:t xml:space="preserve">Số:       /KH-UBND</w:t>'), "Số: /KH-UBND"),  # a gap to be filled in
        (run(t("ba\n\tlần")), "ba lần"),  # white space of the XML prints as a space
        (run('<w:sym w:font="Wingdings" w:char="F0FC"/>' + t(" xong")), "✓ xong"),
        (run('<w:sym w:font="Symbol" w:char="B3"/>' + t(" 90%")), "≥ 90%"),
        (run('<w:sym w:font="Arial" w:char="zz"/>' + t("a")), "a"),  # no such character
        (run("<w:del/>" + t("a")), "a"),
        (f'<w:del>{run("<w:delText>30/6</w:delText>")}</w:del><w:ins>{run(t("15/12"))}</w:ins>', "15/12"),
        (f"<w:moveFrom>{run(t('đi'))}</w:moveFrom><w:moveTo>{run(t('đến'))}</w:moveTo>", "đến"),
        (f"<w:hyperlink>{run(t('liên kết'))}</w:hyperlink>", "liên kết"),
        (f"<w:smartTag><w:smartTag>{run(t('thẻ'))}</w:smartTag></w:smartTag>", "thẻ"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run(t('ô điền'))}</w:sdtContent></w:sdt>", "ô điền"),
        (f'<w:fldSimple w:instr="PAGE">{run(t("7"))}</w:fldSimple>', "7"),
        (field("begin") + run("<w:instrText>REF x</w:instrText>") + field("separate") + run(t("kết quả")) + field("end"), "kết quả"),
        # A field within the instruction of another: its result is no text of the document.
        (field("begin") * 2 + field("separate") + run(t("1=1")) + field("end") + field("separate") + run(t("đúng")) + field("end"), "đúng"),
        (run(t("hiện")) + run(t(" ẩn"), "<w:vanish/>") + run(t(" lại"), '<w:vanish w:val="0"/>'), "hiện lại"),
        (run(t("Kế hoạch"), "<w:caps/>"), "KẾ HOẠCH"),
        (f"<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>{run(t(' đồng'))}", "x+1 đồng"),
        (run("<w:ruby><w:rt><w:r><w:t>trên</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>dưới</w:t></w:r></w:rubyBase></w:ruby>"), "dưới"),
        (run(f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>") + run(t("thân")), "thân|HỎA TỐC"),
        # A text box is written twice, for new and old programs: it counts once.
        (run(f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>{BOX}"
             "</v:shape></w:pict></mc:Fallback></mc:AlternateContent>"), "HỎA TỐC"),
        (run(f"<mc:AlternateContent><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>"), "HỎA TỐC"),
        (run(t("_" * 12)), ""),  # a ruler drawn with characters
        (run(t("K\u00ea\u0301 hoa\u0323ch")), "Kế hoạch"),  # decomposed
    ],
)  # fmt: skip
def test_text_of_a_paragraph(content: str, expected: str) -> None:
    assert "|".join(texts(read(f"<w:p>{content}</w:p>"))) == expected


@pytest.mark.parametrize(
    ("align", "lines", "expected"),
    [
        ("both", ["vốn chủ sở hữu của", "tổ chức"], ["vốn chủ sở hữu của tổ chức"]),  # an old wrap pasted in
        ("both", ["theo Chỉ thị của", "Thủ tướng"], ["theo Chỉ thị của Thủ tướng"]),
        ("both", ["gồm:", "- một;", "- hai."], ["gồm:", "- một;", "- hai."]),
        ("both", ["1. Một", "2. Hai"], ["1. Một", "2. Hai"]),
        ("both", ["Xong.", "Câu sau"], ["Xong.", "Câu sau"]),
        ("both", ["năm 2024.", "và sau đó"], ["năm 2024. và sau đó"]),
        ("center", ["Chương I", "QUY ĐỊNH CHUNG"], ["Chương I", "QUY ĐỊNH CHUNG"]),
        ("right", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("center", ["CHÍNH PHỦ", "________"], ["CHÍNH PHỦ"]),
    ],
)
def test_line_breaks_part_items_not_sentences(align: str, lines: list[str], expected: list[str]) -> None:
    content = "<w:br/>".join(map(t, lines))
    assert texts(read(f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{run(content)}</w:p>')) == expected


def numbered(text: str, num: str = "1", level: int = 0, more: str = "") -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>{more}')


def level(at: int, kind: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">' + level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)")
    + level(3, "bullet", "-") + '</w:abstractNum><w:abstractNum w:abstractNumId="8">' + level(0, "decimal", "%1", '<w:pStyle w:val="Muc"/>')
    + level(1, "decimal", "%1.%2.", '<w:pStyle w:val="Tieumuc"/>') + level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="0"/>')
    + level(3, "upperRoman", "Điều %1-%4.", '<w:isLgl/><w:suff w:val="nothing"/>')
    + level(4, "bullet", "\u00a7", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>') + '</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="8"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)  # fmt: skip
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mucnho"><w:basedOn w:val="Muc"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Tieumuc"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Dam"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (numbered("Một") + numbered("Hai"), ["I. Một", "II. Hai"]),
        # Deeper levels begin anew below each number above them.
        (numbered("A") + numbered("b", level=1) + numbered("c", level=2) + numbered("d", level=2) + numbered("e", level=1)
         + numbered("f", level=2) + numbered("g", level=3), ["I. A", "1. b", "a) c", "b) d", "2. e", "a) f", "- g"]),
        (numbered("x", "2") + numbered("y", "3"), ["1 x", "2 y"]),  # two lists of one definition count on
        (numbered("x", "2") + numbered("y", "4") + numbered("z", "4"), ["1 x", "5 y", "6 z"]),
        (numbered("x", "2") + numbered("y", "2", 1) + numbered("z", "2", 2) + numbered("u", "2") + numbered("v", "2", 2),
         ["1 x", "1.1. y", "a) z", "2 u", "b) v"]),  # lvlRestart 0: goes on
        (numbered("x", "2", 3), ["Điều 1-1.x"]),  # legal style: decimals; no space after
        (numbered("x", "2", 4), ["▪ x"]),  # a symbol font's bullet
        (paragraph("x", '<w:pStyle w:val="Muc"/>') + paragraph("y", '<w:pStyle w:val="Mucnho"/>'), ["1 x", "2 y"]),
        (paragraph("x", '<w:pStyle w:val="Muc"/>') + paragraph("y", '<w:pStyle w:val="Tieumuc"/>'), ["1 x", "1.1. y"]),  # level by style
        (paragraph("x", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'), ["x"]),  # numbering taken away
        (numbered("x", "99") + numbered("y", "1", 8), ["x", "y"]),  # no such list, no such level
        (paragraph("x", '<w:pStyle w:val="A"/>'), ["x"]),  # styles based on each other
        # A paragraph that was deleted counts for nothing; what is left of it runs into the next one.
        (numbered("x") + '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
         f"<w:del>{run(t('y'))}</w:del>{run(t('còn '))}</w:p>" + numbered("z"), ["I. x", "II. còn z"]),
        (paragraph("x", '<w:pStyle w:val="An"/>') + paragraph("y"), ["y"]),  # hidden through its style
        (f"<w:sdt><w:sdtContent>{numbered('x')}</w:sdtContent></w:sdt>" + numbered("y"), ["I. x", "II. y"]),
        (table(cell(numbered("", "2")) + cell("a"), cell(numbered("", "2")) + cell("b")), ["TABLE"]),
    ],
)  # fmt: skip
def test_automatic_numbers(body: str, expected: list[str]) -> None:
    assert texts(read(body, numbering=NUMBERING, styles=STYLES)) == expected


def test_numbers_of_a_number_column() -> None:
    body = table(cell(numbered("", "2")) + cell("a"), cell(numbered("", "2")) + cell("b"))
    assert rows(read(body, numbering=NUMBERING)) == [["1", "a"], ["2", "b"]]


MERGED = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([cell("a", MERGED) + cell("b"), cell("", GOES_ON) + cell("c")], [["a", "b"], ["a", "c"]]),
        ([cell("a", '<w:gridSpan w:val="2"/>'), cell("b") + cell("c")], [["a", "a"], ["b", "c"]]),
        ([cell("a", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>"), cell("b") + cell("c")], [["a", "a"], ["b", "c"]]),
        ([cell("a", MERGED) + cell("b"), cell("", MERGED) + cell("c")], [["a", "b"], ["", "c"]]),
        ([cell("a") + cell("b"), cell("", GOES_ON) + cell("c")], [["a", "b"], ["a", "c"]]),  # the owner itself is not marked
        ([cell("a", GOES_ON) + cell("b")], [["a", "b"]]),  # goes on from nothing
        ([cell("a") + cell("b"), f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("c")}</w:tr>'], [["a", "b"], ["", "c"]]),
        ([cell("a") + cell("b"), f"<w:tr><w:trPr><w:del/></w:trPr>{cell('x')}</w:tr>"], [["a", "b"]]),
        ([cell("a") + cell("b"), f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('x')}</w:tr>"], [["a", "b"]]),
        ([cell("a") + f"<w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt>"], [["a", "b"]]),
        ([cell("a") + cell("<w:p><w:r><w:t>b</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>c</w:t></w:r></w:p>")], [["a", "b\nc"]]),
        ([cell("a") + cell("b"), cell("c")], [["a", "b"], ["c", ""]]),  # a row too short
        ([cell("a", '<w:gridSpan w:val="2000000000"/>') + cell("b")], [["a\nb"] * 63]),  # beyond the last column there is
    ],
)
def test_cells(lines: list[str], expected: list[list[str]]) -> None:
    assert rows(read(table(*lines))) == expected


def test_header_rows_are_those_marked_at_the_top() -> None:
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('TT')}{cell('Việc')}</w:tr>"
    document = read(table(head, cell("1") + cell("a"), head))
    assert isinstance(document.blocks[0], Table)
    assert document.blocks[0].header_rows == 1


def sides(document: Document) -> list[tuple[str | None, str]]:
    return [(block.column, document.slice(block.span)) for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Letterhead: the left column from top to bottom, then the right one.
        (table(cell("UBND TỈNH") + cell("CỘNG HÒA"), cell("Số: 1") + cell("ngày 1"), properties=""),
         [("left", "UBND TỈNH"), ("left", "Số: 1"), ("right", "CỘNG HÒA"), ("right", "ngày 1")]),
        (table(cell("Nơi nhận:") + cell("") + cell("CHỦ TỊCH"), properties=""), [("left", "Nơi nhận:"), ("right", "CHỦ TỊCH")]),
        (table(cell("") + cell("CHỦ TỊCH"), properties=""), [("right", "CHỦ TỊCH")]),
        (table(cell("A") + cell("B"), cell("cả bề ngang", '<w:gridSpan w:val="2"/>'), cell("C") + cell("D"), properties=""),
         [("left", "A"), ("right", "B"), (None, "cả bề ngang"), ("left", "C"), ("right", "D")]),
        (table(cell("khung")), [(None, "khung")]),  # a box around a text
        # Lines in white, or none asked for where the style draws them, are not seen.
        (table(cell("A") + cell("B"), properties='<w:tblBorders><w:insideV w:val="single" w:color="FFFFFF"/></w:tblBorders>'),
         [("left", "A"), ("right", "B")]),
        (table(cell("A", '<w:tcBorders><w:right w:val="nil"/><w:left w:val="nil"/></w:tcBorders>')
               + cell("B", '<w:tcBorders><w:right w:val="nil"/><w:left w:val="nil"/></w:tcBorders>')), [("left", "A"), ("right", "B")]),
        (table(cell("A") + cell("B", '<w:tcBorders><w:left w:val="single"/></w:tcBorders>'), properties=""), []),  # ruled: a table
        (table(cell("A") + cell("B") + cell("C"), properties=""), []),  # three texts side by side: a table without lines
        (table(*[cell("A") + cell("B")] * 7, properties=""), []),  # too long for a letterhead
    ],
)  # fmt: skip
def test_tables_that_only_place_text(body: str, expected: list[tuple[str | None, str]]) -> None:
    assert sides(read(body)) == expected


def test_a_closing_with_tabs_is_two_columns() -> None:
    lines = ("Nơi nhận:<w:tab/>TM. ỦY BAN NHÂN DÂN", "- Như trên;<w:tab/>CHỦ TỊCH", "- Lưu: VT.")
    body = "".join(paragraph(line.replace("<w:tab/>", "</w:t><w:tab/><w:t>")) for line in (*lines, "PHỤ LỤC"))
    assert sides(read(body)) == [
        ("left", "Nơi nhận:"), ("left", "- Như trên;"), ("left", "- Lưu: VT."), ("right", "TM. ỦY BAN NHÂN DÂN"), ("right", "CHỦ TỊCH"), (None, "PHỤ LỤC"),
    ]


def test_a_table_style_draws_lines() -> None:
    styles = '<w:style w:type="table" w:styleId="G"><w:tblPr><w:tblBorders><w:insideV w:val="single"/></w:tblBorders></w:tblPr></w:style>' \
        '<w:style w:type="table" w:styleId="H"><w:basedOn w:val="G"/></w:style>'
    body = table(cell("A") + cell("B"), properties='<w:tblStyle w:val="H"/>')
    assert texts(read(body, styles=styles)) == ["TABLE"]
    assert texts(read(body)) == ["A", "B"]


def test_nested_tables() -> None:
    ruled, unruled = table(cell("trong A") + cell("trong B")), table(cell("C") + cell("D"), properties="")
    document = read(table(cell("1") + cell(paragraph("việc") + ruled), cell("2") + cell(paragraph("việc") + unruled)))
    assert rows(document) == [["1", "việc"], ["2", "việc\nC\nD"]]
    assert texts(document) == ["TABLE", "TABLE"]
    assert document.text.endswith("trong A\ttrong B")


NOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t> Kế hoạch số 9</w:t></w:r></w:p>'
    '<w:p><w:r><w:t>ngày 12/01</w:t></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>Hai</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="4"><w:p><w:r><w:t>không nơi nào viện dẫn</w:t></w:r></w:p></w:footnote>'
)


def test_notes_are_kept_apart_and_tied_to_where_they_are_cited() -> None:
    cite = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    star = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
    document = read(f"<w:p>{run(t('một'))}{cite.format(2)}{run(t(' hai'))}{star}{cite.format(77)}</w:p>", footnotes=NOTES)
    assert document.text == "một hai\nKế hoạch số 9 ngày 12/01\nHai"
    assert [(note.mark, note.cited_at, document.slice(note.span)) for note in document.notes] == [
        ("1", 3, "Kế hoạch số 9 ngày 12/01"), ("*", 7, "Hai"),
    ]  # fmt: skip
    assert document.body_end == 7


def test_emphasis_through_runs_and_styles() -> None:
    def emphasis(body: str) -> list[str]:
        document = read(body, styles=STYLES + '<w:style w:type="paragraph" w:default="1" w:styleId="N"/>')
        block = document.blocks[0]
        assert isinstance(block, Paragraph)
        return [document.slice(span) for span in block.bold]

    assert emphasis(f"<w:p>{run(t('1.'), '<w:b/>')}{run('<w:tab/>')}{run(t('Việc'), '<w:b/>')}{run(t(' thường'))}</w:p>") == ["1. Việc"]
    assert emphasis(paragraph("cả đoạn", '<w:pStyle w:val="Muc"/>')) == ["cả đoạn"]
    assert emphasis(paragraph("tắt", '<w:pStyle w:val="Muc"/>', '<w:b w:val="0"/>')) == []
    # Toggle properties of a paragraph style and a character style cancel out (ECMA-376 Part 1, 17.7.3).
    assert emphasis(paragraph("tắt", '<w:pStyle w:val="Muc"/>', '<w:rStyle w:val="Dam"/>')) == []
    assert emphasis(paragraph("đậm", "", '<w:rStyle w:val="Dam"/>')) == ["đậm"]


def test_alignment_and_indentation() -> None:
    centred = '<w:jc w:val="center"/><w:ind w:left="400" w:hanging="200"/>'
    styles = f'<w:style w:type="paragraph" w:styleId="G"><w:pPr>{centred}</w:pPr></w:style>'
    document = read(
        paragraph("a", '<w:pStyle w:val="G"/>') + paragraph("b", '<w:pStyle w:val="G"/><w:jc w:val="both"/><w:ind w:firstLine="720.0"/>')
        + paragraph("c", '<w:ind w:left="rộng"/>'), styles=styles,
    )  # fmt: skip
    assert [(p.align, p.indent) for p in document.blocks if isinstance(p, Paragraph)] == [("center", 10.0), ("justify", 56.0), (None, None)]


def test_text_that_lies_in_another_file_is_a_warning() -> None:
    assert [warning.code for warning in read('<w:altChunk/><w:p><w:r><w:t>a</w:t></w:r></w:p>').warnings] == ["docx_part_not_read"]


def test_an_empty_document_is_a_warning() -> None:
    assert [warning.code for warning in read("<w:p/>").warnings] == ["document_without_text"]


def test_a_template_is_read() -> None:
    assert read_docx(package(paragraph("a"), main_type="template.main"), SOURCE).text == "a"


@pytest.mark.parametrize(
    "extra",
    [
        {"word/document.xml": b"<w:document"},  # cut short
        {"word/document.xml": f"<w:document {NAMES}/>".encode()},  # no body
        {"_rels/.rels": b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'/>"},
        {"[Content_Types].xml": b""},
        {"word/_rels/document.xml.rels": b"<x/>"},
    ],
)
def test_damaged_packages_are_refused(extra: dict[str, bytes]) -> None:
    with pytest.raises(ReadingError) as caught:
        read_docx(package(paragraph("a"), extra=extra), SOURCE)
    assert caught.value.code == "docx_broken"


def test_an_open_field_or_a_damaged_note_part_loses_no_text() -> None:
    assert texts(read(f"<w:p>{field('begin')}</w:p>" + paragraph("sau"))) == ["sau"]
    assert texts(read(f"<w:p>{field('end')}{field('separate')}{run(t('a'))}</w:p>")) == ["a"]


def with_chunk(name: str, kind: str, data: bytes, before: str = "") -> bytes:
    """A DOCX that includes a file where its text ends, and again where a relation is missing."""
    body = f'{before}{paragraph("trước")}<w:altChunk {RELATION} r:id="c1"/>{paragraph("sau")}<w:altChunk {RELATION} r:id="none"/>'
    plain = package(body)
    with zipfile.ZipFile(io.BytesIO(plain)) as opened:
        types = opened.read("[Content_Types].xml").replace(b"<Default ", f'<Default Extension="{kind}" ContentType="{name}"/><Default '.encode(), 1)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="/word/chunk.{kind}"/></Relationships>'
    )
    return package(body, extra={
        "[Content_Types].xml": types, "word/_rels/document.xml.rels": relations.encode(), f"word/chunk.{kind}": data,
    })


RELATION = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
CITING = '<w:p><w:r><w:t>ý</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'


@pytest.mark.parametrize(
    ("name", "kind", "data", "expected", "unread"),
    [
        ("text/html", "html", "<html><p>HTML <b>kèm</b></p><table border=1><tr><td>1<td>2</table>".encode(), ["HTML kèm", "TABLE"], []),
        (WORD_TYPE, "docx", package(paragraph("kèm")), ["kèm"], []),
        (WORD_TYPE, "docx", package(CITING, footnotes=NOTE.format("chú thích")), ["ý"], []),
        ("application/rtf", "rtf", b"{\\rtf1 a}", [], ["/word/chunk.rtf"]),
        (WORD_TYPE, "docx", b"PK\x03\x04broken", [], ["/word/chunk.docx"]),
        ("text/html", "html", b"\xff\xfe\x00", [], ["/word/chunk.html"]),
    ],
)
def test_included_files(name: str, kind: str, data: bytes, expected: list[str], unread: list[str]) -> None:
    document = read_docx(with_chunk(name, kind, data), SOURCE)
    assert texts(document) == ["trước", *expected, "sau"]
    assert [warning.details["part"] for warning in document.warnings] == [*unread, "altChunk"]


def test_notes_of_included_files_are_their_own() -> None:
    document = read_docx(with_chunk(WORD_TYPE, "docx", package(CITING, footnotes=NOTE.format("chú thích")), before=CITING), SOURCE)
    assert [(document.slice(note.span), note.cited_at) for note in document.notes] == [("chú thích", 9)]


def test_files_that_include_themselves_many_times(monkeypatch: pytest.MonkeyPatch) -> None:
    data = package(paragraph("a"))
    for _ in range(4):
        data = with_chunk(WORD_TYPE, "docx", data)
    assert len(texts(read_docx(data, SOURCE))) == 9
    monkeypatch.setattr(limits, "MAX_INCLUDED", 2)
    assert len(texts(read_docx(data, SOURCE))) == 6


def test_strict_ooxml(traps: Path) -> None:
    """ISO/IEC 29500 Part 1 names namespaces and relations in another way, and gives lengths with their units."""
    bold = run(t("Kế hoạch"), '<w:b w:val="true"/>')
    data = package(f'<w:p><w:pPr><w:ind w:firstLine="36pt"/></w:pPr>{bold}</w:p>' + table(cell("1") + cell("2")), styles="")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as opened, zipfile.ZipFile(stream, "w") as strict:
        for name in opened.namelist():
            content = opened.read(name).replace(b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")
            content = content.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/", b"http://purl.oclc.org/ooxml/wordprocessingml/")
            strict.writestr(name, content)
    document = open_document(stream.getvalue())
    assert (texts(document), rows(document)) == (["Kế hoạch", "TABLE"], [["1", "2"]])
    (block, _) = document.blocks
    assert isinstance(block, Paragraph)
    assert (block.bold, block.indent) == ((Span(0, 8),), 36.0)


def test_shapes_in_groups_are_read_once() -> None:
    """A group holds shapes with text and groups of them; WordArt and old shapes stand in w:pict."""
    inner = BOX.replace("HỎA TỐC", "MẬT")
    group = f"<wpg:grpSp><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></wpg:grpSp><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>"
    space = 'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    drawing = f"<w:drawing {space}><wpg:wgp>{group}</wpg:wgp></w:drawing>"
    old = f"<w:pict><v:group><v:shape><v:textbox>{BOX}</v:textbox></v:shape><v:shape><v:textbox>{inner}</v:textbox></v:shape></v:group></w:pict>"
    both = f"<mc:AlternateContent><mc:Choice>{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    assert texts(read(f"<w:p>{run(both)}</w:p>")) == ["HỎA TỐC", "MẬT"]
    assert texts(read(f"<w:p>{run(old)}</w:p>")) == ["HỎA TỐC", "MẬT"]


def normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def truth(traps: Path, name: str) -> tuple[Document, dict[str, Any]]:
    return read_docx((traps / f"{name}.docx").read_bytes(), SOURCE), json.loads((traps / f"{name}.truth.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["t_autonum", "t_docx_misc", "t_merged", "t_nfd", "t_noheader_split", "long60"])
def test_traps_are_exact(traps: Path, name: str) -> None:
    document, expected = truth(traps, name)
    found = iter(texts(document))
    missing = [block["text"] for block in expected["blocks"] if normal(block["text"]) not in found]
    assert missing == []
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for wanted, got in zip(expected["tables"], tables, strict=False):
        cells = [[normal(document.slice(each.span)) for each in row.cells] for row in got.rows][got.header_rows or 1 :]
        for row, kind in zip(cells, wanted["kinds"], strict=True):
            if kind == "group":  # merged over the columns; the truth has the text once
                row[2:] = [""] * (len(row) - 2)
        assert cells == [[normal(text) for text in row] for row in wanted["rows"]]
    left, right = ([text for side, text in sides(document) if side == which] for which in ("left", "right"))
    assert left[: len(expected.get("header_left", []))] == [normal(text) for text in expected.get("header_left", [])]
    assert right[: len(expected.get("header_right", []))] == [normal(text) for text in expected.get("header_right", [])]
    assert [document.slice(note.span) for note in document.notes] == expected.get("footnotes", [])


def test_what_is_not_printed_does_not_appear(traps: Path) -> None:
    document, expected = truth(traps, "t_docx_misc")
    assert [text for text in [*expected["forbidden"], expected["footer"]] if text in document.text] == []
    assert [document.text.count(box) for box in expected["textboxes"]] == [1, 1]


def test_every_cell_and_paragraph_is_where_its_span_says(corpus: Path) -> None:
    for path in sorted(corpus.glob("*.docx")):
        document = read_docx(path.read_bytes(), SOURCE)
        at = 0
        for block in document.blocks:
            assert block.span.start == at + (1 if at else 0), path.name
            at = block.span.end
            if isinstance(block, Paragraph):
                assert "\n" not in document.slice(block.span)
                assert all(block.span.covers(span) for span in (*block.bold, *block.italic))
            else:
                assert all(block.span.covers(each.span) for row in block.rows for each in row.cells)
        assert document.body_end == at
        assert all(note.span.start > at for note in document.notes)
        assert document.slice(Span(0, len(document.text))) == unicodedata.normalize("NFC", document.text)
