"""Opening files: the content decides, every refusal is clear and cheap."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from random import Random
from unicodedata import normalize

import pytest

from extractor.document import ReadingError
from extractor.messages import message
from extractor.reading import limits
from extractor.reading.file_kinds import DOC, DOCX, HTML, MARKDOWN, ODT, RTF, TEXT, kind_of
from extractor.reading.opening import open_document
from tests.reading.word_package import package, paragraph, table

WORD = package(paragraph("Kế hoạch"))
PDF = (Path(__file__).parent.parent / "traps" / "t_merged.pdf").read_bytes()
BOMB = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document/>'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


OPEN_DOCUMENT = archive(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"})


def content_types(kind: str) -> dict[str, bytes]:
    return {"[Content_Types].xml": f'<Types><Override ContentType="application/{kind}.main+xml"/></Types>'.encode()}


def refused(data: bytes, name: str | None = None) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        open_document(data, filename=name)
    assert message(caught.value.code, caught.value.details, "vi") != message(caught.value.code, caught.value.details, "en")
    return caught.value


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.pdf", "file_empty"),
        (b"", None, "file_empty"),
        (WORD[:900], "a.docx", "docx_broken"),  # cut short: the directory at its end is missing
        (WORD[:60] + b"\xff" * 20 + WORD[80:], "a.docx", "docx_broken"),
        (WORD.replace(b"[Content_Types]", b"[Kontent_Types]"), "a.docx", "archive_not_document"),
        (archive(**{"hello.txt": b"x"}), "a.docx", "archive_not_document"),
        (b"Rar!\x1a\x07", "a.docx", "archive_not_document"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": b"<x/>"}), "a.ods", "format_not_supported"),
        (archive(**content_types("vnd.openxmlformats-officedocument.spreadsheetml.sheet")), "a.xlsx", "format_not_supported"),
        (package("", extra={"word/document.xml": BOMB}), "a.docx", "xml_forbidden"),
        (package("", extra={"word/theme.xml": b"\xff\xfe" + BOMB.decode().encode("utf-16-le")}), "a.docx", "xml_forbidden"),
        (package("", extra={"word/a.bin": b" " * 70_000 + BOMB}), "a.docx", "xml_forbidden"),  # whatever it is called
        *(
            (package("", extra={"word/document.xml": BOMB.decode().encode(encoding)}), "a.docx", "xml_forbidden")
            for encoding in ("utf-16", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp037")
        ),
        (package("", extra={"a.xml": "<a/>".encode("utf-32-be")}), "a.docx", "xml_forbidden"),  # no Office Open XML
        (package(f"{'<w:tbl><w:tr><w:tc>' * 90}{'</w:tc></w:tr></w:tbl>' * 90}"), "a.docx", "docx_too_deep"),
        (package(f"{'<w:sdt>' * 300}{'</w:sdt>' * 300}"), "a.docx", "docx_too_deep"),
        (package("", extra={"a.xml": b"<a>" + b"x" * (2**16 - 8) + b"<!DOCTYPE x>"}), "a.docx", "xml_forbidden"),  # over two blocks
        (package("", extra={"a.xml": b'<?xml version="1.0" encoding="UTF-7"?><x/>'}), "a.docx", "xml_forbidden"),  # could hide one
        (COMPOUND + "Workbook".encode("utf-16-le"), "a.xls", "format_not_supported"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "a.docx", "docx_encrypted"),
        (b"From: <Saved by Word>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related", "a.doc", "format_not_supported"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "picture_not_supported"),
        (b"\xff\xd8\xff\xe0", "scan.pdf", "picture_not_supported"),
        (b"<!DOCTYPE html><html>404</html>", "a.pdf", "name_hides_text"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><a/>', "a.xml", "format_not_supported"),
        (bytes(range(256)) * 8, "a.txt", "format_unknown"),
        ("Kế hoạch".encode(), "a.pdf", "name_hides_text"),
        ("Kế hoạch".encode(), "a.DOCX", "name_hides_text"),
        (b"Gr\xf6\xdfe na\xefve \xe0 c\xf4t\xe9", "a.txt", "text_encoding"),
    ],
)
def test_refusals(data: bytes, name: str | None, code: str) -> None:
    assert refused(data, name).code == code


def test_archives_that_unpack_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = archive(**{"word/document.xml": b"<a>" + bytes(300_000)})
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 200_000)
    assert refused(declared).code == "archive_too_large"
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 2**30)
    monkeypatch.setattr(limits, "MAX_XML_BYTES", 200_000)
    assert refused(declared).code == "archive_too_large"
    monkeypatch.setattr(limits, "MAX_XML_BYTES", 2**30)
    assert refused(declared).code != "archive_too_large"
    monkeypatch.setattr(limits, "MAX_ENTRIES", 0)
    assert refused(declared).code == "archive_too_large"
    monkeypatch.undo()
    # A size declared smaller than it is: what goes beyond it is never unpacked, and the check sum tells.
    assert refused(declared.replace((300_003).to_bytes(4, "little"), (4).to_bytes(4, "little"))).code == "docx_broken"


def _sharing(pages: int) -> bytes:
    """A PDF of pages that have one content of 6,000 letters, packed."""
    lines = "".join(f"({'Xay dung ke hoach. ' * 6}) ' " for _ in range(53))
    content = zlib.compress(f"BT /F 8 Tf 11 TL 30 820 Td {lines}ET".encode())
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
        *[b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"] * pages,
    ]
    body = b"".join(b"%d 0 obj%s\nendobj\n" % (number, made) for number, made in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"  # without a table of objects, which PDFium then makes


def test_pdf_that_pack_more_text_than_files_do() -> None:
    assert open_document(_sharing(2), ocr="never").source.pages == 2
    with pytest.raises(ReadingError) as caught:
        open_document(_sharing(100), ocr="never")
    assert caught.value.code == "pdf_overpacked"


@pytest.mark.parametrize("unit", [paragraph("a"), f"<w:p><!--{2000 * 'a'}--></w:p>", paragraph(2000 * "a")], ids=["paragraphs", "comments", "text"])
def test_archives_that_pack_more_than_offices_do(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred kilobytes may hold minutes of work, packed a thousandfold; the same in as many bytes is read."""
    monkeypatch.setattr(limits, "FREE_XML_BYTES", 2 * 2**20)
    body = unit * (3_000_000 // len(unit))
    assert refused(package(body)).code == "archive_overpacked"
    padded = package(body, extra={"word/media/image1.png": Random(0).randbytes(800_000)})
    assert open_document(padded).source.size_bytes > 600_000


def test_a_table_of_like_rows_packs_as_much_as_an_office_writes() -> None:
    """LibreOffice and Word dress each cell in some 200 bytes of formatting: 65 bytes of XML for a byte of the file."""
    dress = '<w:pPr><w:pStyle w:val="TableContents"/><w:bidi w:val="0"/><w:jc w:val="start"/><w:rPr></w:rPr></w:pPr>' * 2
    cells = ["Rà soát, lập danh sách hộ nghèo trên địa bàn xã", "Ủy ban nhân dân các xã", "Sở Nội vụ, Sở Y tế, Sở Tài chính, Công an tỉnh", "Quý II"]
    row = "<w:tr>" + "".join(f"<w:tc>{paragraph(cell).replace('<w:p>', '<w:p>' + dress)}</w:tc>" for cell in cells) + "</w:tr>"
    data = package(table("".join(row for _ in range(1_200))))
    assert len(data) < 40_000
    assert open_document(data).text.count("Quý II") == 1_200


def test_documents_of_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_XML_TAGS", 1_000)
    assert refused(package("<w:p/>" * 1_000)).code == "docx_too_large"
    monkeypatch.undo()
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr><w:p/></w:tc>'
    assert refused(package(table(wide, *["<w:tr><w:tc/></w:tr>"] * 6_000))).code == "docx_too_large"


def test_pictures_are_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_XML_BYTES", 100_000)
    picture = b"\x89PNG" + b"<!DOCTYPE " * 20_000
    assert open_document(package(paragraph("a"), extra={"word/media/image1.png": picture})).text == "a"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (WORD, "a.pdf", DOCX),
        (WORD, None, DOCX),
        ("Kế hoạch".encode(), "a.txt", TEXT),
        ("# Kế hoạch".encode(), "a.txt", TEXT),
        ("Kế hoạch".encode(), "a.MD", MARKDOWN),
        ("I. A\n\n| TT | Việc |\n".encode(), None, MARKDOWN),
        (b"I. A | B\nBM", None, TEXT),
        (b"BM 01: k\xe1\xba\xbf ho\xe1\xba\xa1ch", "a.txt", TEXT),  # begins like a bitmap
        (COMPOUND + "WordDocument".encode("utf-16-le"), "a.doc", DOC),
        (rb"{\rtf1\ansi K}", "a.doc", RTF),
        (OPEN_DOCUMENT, "a.odt", ODT),
        (b"\n<!-- saved from url -->\n<HTML><BODY>K</BODY></HTML>", "a.doc", HTML),
        (b"<p>K", "a.html", HTML),
        (b"<p>K", "a.md", MARKDOWN),  # Markdown may hold tags
        ("<html>K".encode("utf-16"), None, HTML),
        ("Kế hoạch năm 2024".encode("utf-16-le"), "a.txt", TEXT),
        ("\ufeffa\x0cb\x02".encode() + b"c" * 400, "a.txt", TEXT),  # a form feed and a stray control character
    ],
)
def test_kinds(data: bytes, name: str | None, kind: str) -> None:
    assert kind_of(data, name) == kind


def test_paths(tmp_path: Path) -> None:
    path = tmp_path / "Kế hoạch.docx"
    path.write_bytes(WORD)
    document = open_document(path)
    assert document == open_document(str(path)) == open_document(WORD, filename=r"C:\của tôi\Kế hoạch.docx")
    assert (document.source.filename, document.source.size_bytes, len(document.source.sha256)) == ("Kế hoạch.docx", len(WORD), 64)
    assert document.warnings == ()
    with path.open("rb") as stream:
        assert open_document(stream) == document
    assert open_document(io.BytesIO(WORD)).source.filename is None
    with path.open(encoding="latin-1") as stream, pytest.raises(TypeError):
        open_document(stream)  # type: ignore[arg-type]


class Dribbling(io.RawIOBase):
    """A stream that gives a few bytes at a time, as pipes do."""

    def __init__(self, data: bytes) -> None:
        self.left = data

    def read(self, size: int = -1) -> bytes:
        block, self.left = self.left[: min(size, 7)], self.left[min(size, 7) :]
        return block


def test_a_stream_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "I. NỘI DUNG\n1. Sở Nội vụ tổng hợp báo cáo.\n" * 20
    assert open_document(Dribbling(text.encode())).text == open_document(text.encode()).text
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 100)
    endless = Dribbling(b"a" * 10**6)
    assert refused_by(endless) == "file_too_large"
    assert len(endless.left) > 10**6 - 200  # no more was read than tells


def refused_by(source: io.RawIOBase | bytes, filename: str | None = None) -> str:
    with pytest.raises(ReadingError) as caught:
        open_document(source, filename=filename)  # type: ignore[arg-type]
    assert str(caught.value) == message(caught.value.code, caught.value.details)
    return caught.value.code


@pytest.mark.parametrize(
    ("limit", "value", "data", "name", "code"),
    [
        ("MAX_CHARACTERS", 100, b"a" * 500, "a.txt", "text_too_long"),  # by its bytes, before it is decoded
        ("MAX_CHARACTERS", 100, b"a " * 90, "a.txt", "text_too_long"),  # while it is built
        ("MAX_TEXT_LINES", 100, b"a\n" * 101, "a.txt", "text_too_many_lines"),
        ("MAX_TEXT_CELLS", 100, b"a\tb|c\n" * 51, "a.txt", "text_too_many_lines"),
        ("MAX_CHARACTERS", 100, package(paragraph("a" * 101)), "a.docx", "text_too_long"),
        ("MAX_CHARACTERS", 100, b"<html><p>" + b"a" * 101, "a.html", "text_too_long"),
        ("MAX_HTML_BYTES", 100, b"<html><p>" + b"a" * 101, "a.html", "html_too_large"),
        ("MAX_PAGES", 1, PDF, "a.pdf", "too_many_pages"),
        ("MAX_CHARACTERS", 100, PDF, "a.pdf", "text_too_long"),
    ],
)
def test_limits(monkeypatch: pytest.MonkeyPatch, limit: str, value: int, data: bytes, name: str, code: str) -> None:
    monkeypatch.setattr(limits, limit, value)
    assert refused_by(data, name) == code


@pytest.mark.parametrize(
    ("text", "read", "dropped"),
    [
        ("Kế\x02 hoạch", "Kế hoạch", "1"),  # one in a short text
        ("\x00Kế hoạch\x1f", "Kế hoạch", "2"),
        ("Kế\thoạch\x0cnăm\r\n", None, None),  # tab, form feed and line ends mean something
    ],
)
def test_control_characters_are_dropped(text: str, read: str | None, dropped: str | None) -> None:
    document = open_document(text.encode(), filename="a.txt")
    assert [warning.details["count"] for warning in document.warnings if warning.code == "control_characters_dropped"] == [dropped] * bool(dropped)
    assert read is None or document.text == read


def test_a_name_that_is_no_unicode_is_escaped() -> None:
    assert open_document(b"a", filename="k\udcff.txt").source.filename == r"k\udcff.txt"


def test_a_name_that_misleads_is_a_warning() -> None:
    warnings = open_document(WORD, filename="a.pdf").warnings
    assert [(warning.code, warning.details) for warning in warnings] == [
        ("name_misleads", {"file": "a.pdf", "suffix": ".pdf", "format": "DOCX"})
    ]
    assert open_document(WORD, filename="a").warnings == ()


@pytest.mark.parametrize(("path", "code"), [("không có.pdf", "file_not_found"), ("", "file_is_folder"), ("a\0b", "file_unreadable")])
def test_paths_that_cannot_be_read(tmp_path: Path, path: str, code: str) -> None:
    with pytest.raises(ReadingError) as caught:
        open_document(f"{tmp_path}/{path}")
    assert caught.value.code == code
    assert message(code, caught.value.details)


def test_an_encrypted_pdf_opens_with_its_password(traps: Path) -> None:
    path = traps / "bad_password_user.pdf"
    assert open_document(path, password="secret").text
    with pytest.raises(ReadingError) as missing:
        open_document(path)
    assert missing.value.code == "pdf_encrypted"
    with pytest.raises(ReadingError) as wrong:
        open_document(path, password="guess")
    assert wrong.value.code == "password_wrong"


def test_reasons_are_told_in_the_language(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    with pytest.raises(ReadingError) as caught:
        open_document(tmp_path / "a.txt" / "b.txt")
    told = {language: message(caught.value.code, caught.value.details, language) for language in ("vi", "en")}
    assert ("không phải thư mục" in told["vi"], "no folder" in told["en"]) == (True, True)


def test_names_are_kept_in_nfc() -> None:
    assert open_document(b"x", filename=normalize("NFD", "kế hoạch.txt")).source.filename == "kế hoạch.txt"


@pytest.mark.parametrize("data", [b" \n\t" * 100, "\u200b\u200c\u200d\ufeff\u00ad".encode() * 10, b"<p> </p>"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_file_without_text_is_a_warning(data: bytes, name: str) -> None:
    if name.endswith(".html") == data.startswith(b"<"):
        assert [warning.code for warning in open_document(data, filename=name).warnings] == ["document_without_text"]
