"""Text that nobody sees is left out with a warning that gives its place; what is seen, and the text of a picture, stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.document import Document, ReadingWarning
from tests.reading.test_unruled_tables import DEV, TRAPS, plain, read

ABOVE = "1. The office of the province sends its report to the council."
LINE = "3. The hidden agency builds a house before 01/01/2030."
BELOW = "4. The last line of the page ends it."
TEXT = f"({LINE}) Tj"
AT = "BT /F 12 Tf 70 600 Td"
WHITE, BLACK, GREY = "1 g", "0 g", "0.8 g"
BOX = "60 595 400 18 re f"
PICTURE = "q 400 0 0 18 60 595 cm BI /W 4 /H 1 /CS /G /BPC 8 ID {} EI Q"
PLAIN_PICTURE, PRINTED_PICTURE = PICTURE.format("~~~~"), PICTURE.format("~!~!")


def _form_of_text(layer: int) -> bytes:
    """A form with the line, which belongs to a layer."""
    content = f"{AT} {TEXT} ET".encode()
    return (
        b"<< /Type /XObject /Subtype /Form /OC %d 0 R /BBox [0 0 595 842] /Resources << /Font << /F 4 0 R >> >> /Length %d >>\nstream\n%s\nendstream"
        % (layer, len(content), content)
    )


def page(content: str, *, box: str = "", rotate: int = 0) -> bytes:
    """A page, A4, with two lines around what the content paints."""
    around = f"BT /F 12 Tf 70 700 Td ({ABOVE}) Tj ET\n{{}}\n0 g BT /F 12 Tf 70 500 Td ({BELOW}) Tj ET".format(content).encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R 7 0 R] /D << /OFF [6 0 R] >> >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {box} /Rotate {rotate} /Contents 5 0 R /Resources << /Font << /F 4 0 R >> "
        "/Properties << /Off 6 0 R /On 7 0 R >> /XObject << /Form 8 0 R /OffForm 9 0 R /OnForm 10 0 R >> "
        "/ExtGState << /Clear << /ca 0 >> /Multiply << /BM /Multiply >> >> >> >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(around), around),
        b"<< /Type /OCG /Name (off) >>",
        b"<< /Type /OCG /Name (on) >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 10 0] /Resources << >> /Length 24 >>\nstream\n"
        b"1 g 50 595 400 18 re f  \nendstream",
        *(_form_of_text(layer) for layer in (6, 7)),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def warnings(document: Document) -> list[ReadingWarning]:
    """What is said of unseen text: that the words are not Vietnamese is said too."""
    return [warning for warning in document.warnings if warning.code == "unseen_text_left_out"]


@pytest.mark.parametrize(
    "content",
    [
        f"BT /F 12 Tf -700 600 Td {TEXT} ET",
        f"BT /F 12 Tf 70 -60 Td {TEXT} ET",
        f"BT /F 12 Tf 70 900 Td {TEXT} ET",
        f"BT /F 0.5 Tf 70 600 Td {TEXT} ET",
        f"{AT} 3 Tr {TEXT} ET 0 Tr",
        f"q {AT} 7 Tr {TEXT} ET Q",
        f"q /Clear gs {AT} {TEXT} ET Q",
        f"{WHITE} {AT} {TEXT} ET",
        f"0.99 g {AT} {TEXT} ET",
        f"0.2 g {BOX} {AT} {TEXT} ET",  # dark on dark
        f"/OC /Off BDC {AT} {TEXT} ET EMC",
        f"/P BMC /OC /Off BDC {AT} {TEXT} ET EMC EMC",
        f"q 0 0 10 10 re W n {AT} {TEXT} ET Q",
        f"q 0 0 595 842 re W n 60 650 400 20 re W n {AT} {TEXT} ET Q",
        f"{AT} {TEXT} ET {WHITE} {BOX}",
        f"{AT} {TEXT} ET {BLACK} {BOX}",  # an office blacked it out
        f"{AT} {TEXT} ET {PLAIN_PICTURE}",
        f"{AT} {TEXT} ET /Form Do",
        f"{PRINTED_PICTURE} {AT} 3 Tr {TEXT} ET 0 Tr {BLACK} {BOX}",  # on a scan
        "/OffForm Do",
    ],
)
@pytest.mark.parametrize("rotate", [0, 90])
def test_unseen_text_is_left_out(content: str, rotate: int) -> None:
    document = read(page(content, rotate=rotate))
    assert plain(document.text) == plain(f"{ABOVE}\n{BELOW}")
    (warning,) = warnings(document)
    assert (warning.code, warning.page, warning.details["count"]) == ("unseen_text_left_out", 1, "1")


@pytest.mark.parametrize(
    "content",
    [
        f"{AT} {TEXT} ET",
        f"{BLACK} {BOX} {WHITE} {AT} {TEXT} ET",
        f"{GREY} {BOX} {BLACK} {AT} {TEXT} ET",
        f"{PRINTED_PICTURE} {WHITE} {AT} {TEXT} ET",
        f"{PRINTED_PICTURE} {AT} 3 Tr {TEXT} ET 0 Tr",  # a recogniser's layer
        f"{PLAIN_PICTURE} {AT} 3 Tr {TEXT} ET 0 Tr",  # and one that is a little off its letters
        f"{AT} {TEXT} ET {PRINTED_PICTURE}",  # text below the picture it was read from
        f"{AT} {TEXT} ET q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID ~ EI Q",
        f"{AT} {TEXT} ET q /Multiply gs 1 1 0 rg {BOX} Q",  # a marker pen
        f"{AT} {TEXT} ET {WHITE} 60 580 400 17 re f",  # below the line
        f"{AT} {TEXT} ET q 0 0 10 10 re W n {WHITE} {BOX} Q",
        f"/OC /On BDC {AT} {TEXT} ET EMC",
        "/OnForm Do",
        f"q 60 590 400 25 re W n {AT} {TEXT} ET Q",
        f"{BLACK} 2 Tr {WHITE} 0 G {AT} {TEXT} ET 0 Tr",  # outlined letters
        f"q 0.05 0 0 0.05 0 0 cm BT /F 240 Tf 1400 12000 Td {TEXT} ET Q",
    ],
)
def test_what_is_seen_stays(content: str) -> None:
    document = read(page(content))
    assert plain(document.text) == plain(f"{ABOVE}\n{LINE}\n{BELOW}")
    assert warnings(document) == []


def test_text_in_and_beyond_the_crop_box() -> None:
    document = read(page(f"{AT} {TEXT} ET", box="/CropBox [0 550 595 842]"))
    assert plain(document.text) == plain(f"{ABOVE}\n{LINE}")
    assert [warning.code for warning in warnings(document)] == ["unseen_text_left_out"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{AT} (3. The first agency reports before 30/9/2024.) Tj ET {WHITE} {BOX} {BLACK} {AT} (3. The other one reports by 15/12/2024.) Tj ET",
         "3. The other one reports by 15/12/2024."),
        (f"{AT} (3. The other one reports) Tj ET {WHITE} {BOX} {BLACK} {AT} (3. The first agency reports before 30/9/2024.) Tj ET",
         "3. The first agency reports before 30/9/2024."),
        (f"{AT} (3. The first agency reports before 30/9/2024.) Tj ET {WHITE} 232 595 100 18 re f {BLACK} BT /F 12 Tf 236 600 Td (15/12/24.) Tj ET",
         "3. The first agency reports before 15/12/24."),
        (f"{AT} (3. The agency of Mr Nguyen Van An reports.) Tj ET {BLACK} 152 595 99 18 re f",
         "3. The agency of reports."),
    ],
)
def test_a_line_that_is_painted_over_is_read_as_it_shows(content: str, expected: str) -> None:
    document = read(page(content))
    assert plain(document.text) == plain(f"{ABOVE}\n{expected}\n{BELOW}")
    assert [warning.code for warning in warnings(document)] == ["unseen_text_left_out"]


@pytest.mark.parametrize("path", sorted([*DEV.glob("*.pdf"), *TRAPS.glob("t_*.pdf"), *TRAPS.glob("unruled*.pdf"), TRAPS / "long60.pdf"]), ids=lambda path: path.stem)
def test_usual_documents_have_no_unseen_text(path: Path) -> None:
    assert not any(warning.code == "unseen_text_left_out" for warning in read(path).warnings)
