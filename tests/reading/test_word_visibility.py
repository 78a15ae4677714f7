"""Text of Word documents that is struck through or that nobody sees is left out and told; in doubt it is read."""

from __future__ import annotations

import pytest

from tests.reading.word_package import paragraph, read, table, texts

STRUCK, UNSEEN = ["struck_text_left_out"], ["hidden_text_left_out"]
WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
STYLES = (
    '<w:style w:type="character" w:styleId="Xoa"><w:rPr><w:strike/></w:rPr></w:style>'
    f'<w:style w:type="character" w:styleId="Trang"><w:rPr>{WHITE}</w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Nho"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    f'<w:style w:type="paragraph" w:styleId="Nen"><w:pPr>{DARK}</w:pPr></w:style>'
    f'<w:style w:type="table" w:styleId="Bang"><w:tblStylePr w:type="firstRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr></w:style>'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


@pytest.mark.parametrize(
    ("body", "expected", "warned"),
    [
        (line(run("giữ"), run(" bỏ ", "<w:strike/>"), run("lại")), ["giữ lại"], STRUCK),
        (line(run("giữ "), run("bỏ", "<w:dstrike/>")), ["giữ"], STRUCK),
        (line(run("giữ "), run("bỏ", '<w:rStyle w:val="Xoa"/>')), ["giữ"], STRUCK),
        (line(run("giữ", '<w:rStyle w:val="Xoa"/><w:strike w:val="0"/>')), ["giữ"], []),
        (line(run("giữ "), run("bỏ", WHITE)), ["giữ"], UNSEEN),
        (line(run("giữ "), run("bỏ", '<w:rStyle w:val="Trang"/>')), ["giữ"], UNSEEN),
        (line(run("a"), run(" ", WHITE), run("b")), ["a b"], []),  # white space is white anyway
        (line(run("giữ "), run("bỏ", '<w:sz w:val="2"/>')), ["giữ"], UNSEEN),
        (line(run("bỏ"), run(" giữ", '<w:sz w:val="26"/>'), properties='<w:pStyle w:val="Nho"/>'), ["giữ"], UNSEEN),
        (line(run("giữ", '<w:sz w:val="4"/>')), ["giữ"], []),
        (line(run("giữ", '<w:color w:val="FFFF00"/>')), ["giữ"], []),  # yellow
        # White text on a ground of colour, whatever gives it.
        (line(run("giữ", WHITE + DARK)), ["giữ"], []),
        (line(run("giữ", WHITE + '<w:highlight w:val="black"/>')), ["giữ"], []),
        (line(run("giữ", WHITE), properties=DARK), ["giữ"], []),
        (line(run("giữ", WHITE), properties='<w:pStyle w:val="Nen"/>'), ["giữ"], []),
        (line(run("giữ", WHITE + "<w:outline/>")), ["giữ"], []),
        (line(run("bỏ", WHITE), properties='<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>') + line(run("giữ")), ["giữ"], UNSEEN),
    ],
)
def test_what_nobody_reads(body: str, expected: list[str], warned: list[str]) -> None:
    document = read(body, styles=STYLES)
    assert (texts(document), [warning.code for warning in document.warnings]) == (expected, warned)


def test_tables_with_a_head_of_colour() -> None:
    head = f"<w:tc><w:tcPr>{{}}</w:tcPr>{paragraph('Nội dung', run=WHITE)}</w:tc><w:tc>{paragraph('Chủ trì')}</w:tc>"
    ruled = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>'
    assert "Nội dung" in read(table(head.format(DARK)), styles=STYLES).text
    for properties in (f'<w:tblStyle w:val="Bang"/>{ruled}', ruled + DARK):
        assert "Nội dung" in read(table(head.format(""), properties=properties), styles=STYLES).text
    assert "Nội dung" not in read(table(head.format(""), properties=ruled), styles=STYLES).text


def test_a_page_or_a_picture_of_colour_is_behind_the_text() -> None:
    white = line(run("giữ", WHITE))
    anchor = (
        '<w:p><w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" behindDoc="1"/>'
        "</w:drawing></w:r></w:p>"
    )
    assert texts(read(anchor + white)) == ["giữ"]
    box = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{white}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    assert texts(read(box)) == ["giữ"]


def test_a_struck_item_counts_and_its_number_goes_with_it() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    mark = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(line(run(text, look), properties=mark) for text, look in (("Một", ""), ("Hai", "<w:strike/>"), ("Ba", "")))
    assert texts(read(body, numbering=numbering)) == ["1. Một", "3. Ba"]
