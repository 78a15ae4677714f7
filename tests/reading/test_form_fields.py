"""What is typed into the fields of a form is read in its place; who signed when is not."""

from __future__ import annotations

import pytest

from extractor.document import Paragraph
from extractor.reading.opening import open_document
from extractor.reading.pdf.page_characters import Style
from extractor.reading.pdf.page_lines import Run, rows_of

PRINTED = b"BT /F 12 Tf 85 760 Td (Ten ke hoach:) Tj 0 -80 Td (Can cu Luat To chuc chinh quyen dia phuong.) Tj ET"


def field(rect: tuple[int, int, int, int], value: str, *, kind: str = "Tx", drawn: bool = True, more: str = "") -> tuple[bytes, bytes | None]:
    """A field's widget and, where it is drawn, its appearance."""
    text = f"<FEFF{value.encode('utf-16-be').hex()}>"
    widget = f"<</Type/Annot/Subtype/Widget/FT/{kind}/T(a)/V{text}/F 4/DA(/F 12 Tf 0 g)/Rect[{' '.join(map(str, rect))}]{more}"
    return widget.encode(), f"/Tx BMC q BT /F 12 Tf 0 g 2 4 Td ({value}) Tj ET Q EMC".encode() if drawn else None


def form(*fields: tuple[bytes, bytes | None]) -> bytes:
    """A page with PRINTED on it and these fields."""
    numbers = [6 + 2 * at for at in range(len(fields))]
    widgets = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]/DR<</Font<</F 5 0 R>>>>>>>>" % widgets,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[%s]>>" % widgets,
        b"<</Length %d>>stream\n%s\nendstream" % (len(PRINTED), PRINTED),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, (widget, drawing) in zip(numbers, fields, strict=True):
        appearance = b"/AP<</N %d 0 R>>" % (number + 1) if drawing is not None else b""
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 500 40]/Resources<</Font<</F 5 0 R>>>>"
        objects += [widget + appearance + b">>", b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(drawing or b""), drawing or b"")]
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return data + head + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))


FIRST, LAST = "Ten ke hoach:", "Can cu Luat To chuc chinh quyen dia phuong."


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ([field((200, 756, 400, 774), "Cai cach")], [f"{FIRST} Cai cach", LAST]),  # beside printed text
        ([field((85, 715, 500, 733), "Ra soat thu tuc")], [FIRST, "Ra soat thu tuc", LAST]),  # alone on its line
        ([field((85, 715, 500, 733), "Quy I", kind="Ch", more="/Ff 131072/Opt[(Quy I)]")], [FIRST, "Quy I", LAST]),
        ([field((85, 600, 300, 640), "Ky boi: Van thu", kind="Sig")], [FIRST, LAST]),  # a signature is no text
        # Left to the reader to draw.
        ([field((85, 715, 500, 733), "Rà soát thủ tục; báo cáo trước ngày 15/3", drawn=False)], [FIRST, "Rà soát thủ tục; báo cáo trước ngày 15/3", LAST]),
        ([field((200, 756, 400, 774), "Cải cách", drawn=False)], [f"{FIRST} Cải cách", LAST]),
        ([field((85, 700, 500, 740), "Một là\rHai là", drawn=False, more="/Ff 4096")], [FIRST, "Một là", "Hai là", LAST]),
        ([field((85, 715, 500, 733), "Ẩn", drawn=False, more="/F 2")], [FIRST, LAST]),
        ([field((85, 715, 500, 733), "mật khẩu", drawn=False, more="/Ff 8192")], [FIRST, LAST]),
        ([field((85, 715, 500, 733), " ", drawn=False), field((85, 600, 300, 640), "")], [FIRST, LAST]),  # empty
    ],
)
def test_fields(fields: list[tuple[bytes, bytes | None]], texts: list[str]) -> None:
    document = open_document(form(*fields), ocr="never")
    lines = [line for block in document.blocks if isinstance(block, Paragraph) for line in document.slice(block.span).split("\n")]
    assert " ".join(lines) == " ".join(texts)
    assert all(document.locate(block.span) for block in document.blocks)


def test_a_field_has_its_place_on_the_page() -> None:
    document = open_document(form(field((85, 715, 500, 733), "Rà soát", drawn=False)), ocr="never")
    (line,) = [line for line in document.lines if document.text[line.start : line.end] == "Rà soát"]
    assert (line.edges[0], line.top >= 109, line.bottom <= 127) == (85, True, True)


def test_only_typed_stamps_make_a_line_of_their_own() -> None:
    style = Style(12.0, False, False)
    printed = Run(0, 4, 85, 200, 100, 112, style)
    typed = Run(4, 8, 85, 200, 130, 142, style, stamped=True, typed=True)
    stamped = Run(8, 12, 400, 500, 160, 172, style, stamped=True)
    assert rows_of([printed, typed, stamped]) == [[printed], [typed]]
