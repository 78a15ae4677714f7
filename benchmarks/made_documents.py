"""Plans of any length to measure with, as PDF and DOCX: the same numbers give the same document.

A plan is a letterhead, a title and one ruled table of tasks over all its pages. `rows` are spread evenly over `pages`, and the work of each
is told in as many lines as its share of a page has, so that pages grow while rows stay and the other way round. Every row is about another
commune: none repeats another. The PDF is drawn by PDFium, in the font that matplotlib (the extra `research`) brings, a text object a
printed line and a path a ruling, as printers of office programs do. `python -m benchmarks.made_documents FILE ROWS [PAGES]` writes one.
"""

from __future__ import annotations

import csv
import ctypes
import io
import sys
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

__all__ = ["docx_of", "long_docx", "long_pdf"]

ROOT = Path(__file__).resolve().parent.parent
_WIDTH, _HEIGHT = 595.0, 842.0  # A4, in points
_TOP, _BOTTOM, _LINE, _SIZE, _PADDING = 60.0, 790.0, 11.0, 8.0, 3.0
_FRONT = 9  # lines of the first page above the table
_EDGES = (40.0, 65.0, 285.0, 385.0, 475.0, 555.0)
_LETTERHEAD = ("UBND TỈNH BẮC GIANG", "SỞ NỘI VỤ", "Số: 15/KH-SNV"), (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Bắc Giang, ngày 15 tháng 01 năm 2024",
)
_TITLE = ("KẾ HOẠCH", "Thực hiện nhiệm vụ công tác năm 2024")
_HEAD = ("TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian")
_WORKS = (
    "Rà soát quy chế làm việc của",
    "Tổ chức tập huấn nghiệp vụ cho công chức",
    "Kiểm tra kỷ luật, kỷ cương hành chính tại",
    "Xây dựng báo cáo kết quả nhiệm vụ của",
    "Niêm yết thủ tục hành chính tại trụ sở",
)
_MANNERS = (
    "bảo đảm đúng tiến độ, chất lượng và hiệu quả",
    "gắn với trách nhiệm của người đứng đầu cơ quan, đơn vị",
    "tạo thuận lợi cho người dân và doanh nghiệp",
    "công khai, minh bạch và tiết kiệm chi phí",
)
_LEADS = ("Sở Tài chính", "Văn phòng Sở", "Thanh tra tỉnh", "Sở Tư pháp", "Sở Khoa học và Công nghệ", "Sở Y tế", "Công an tỉnh")
_PARTNERS = ("Các sở, ban, ngành", "UBND các xã, phường", "Sở Xây dựng")
_TIMES = ("Quý I/2024", "Tháng 6/2024", "Trước 30/9/2024", "Quý IV/2024")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class _Row(NamedTuple):
    """A row: its work, the manners that may be told of it, and its short cells."""

    number: str
    work: str
    manners: Iterator[str]
    short: tuple[str, str, str]


def _rows(count: int) -> Iterator[_Row]:
    with (ROOT / "models" / "communes.tsv").open(encoding="utf-8", newline="") as lines:
        communes = list(dict.fromkeys(line[1] for line in csv.reader(lines, delimiter="\t") if len(line) > 3))
    parts = zip(cycle(communes), cycle(_WORKS), cycle(_LEADS), cycle(_PARTNERS), cycle(_TIMES), strict=False)
    for number, (commune, work, *short) in zip(range(1, count + 1), parts, strict=False):
        yield _Row(str(number), f"{work} {commune}", cycle(_MANNERS), (short[0], short[1], short[2]))


def long_pdf(pages: int, rows: int) -> bytes:
    """A PDF of that many pages and rows. Raises ValueError where a page has no row, or more than stand on one."""
    import pypdfium2

    each = -(-rows // pages)
    room = int((_BOTTOM - _TOP) / _LINE) - _FRONT - 2  # of the first page, whose share the others have too
    lines = room // each
    if rows < pages or lines < 1:
        raise ValueError(f"{rows} rows do not fill {pages} pages: each takes 1 to {room}")
    pdf = pypdfium2.PdfDocument.new()
    font = _Font(pdf)
    told = list(_rows(rows))
    for number in range(pages):
        page = _Page(pdf, font)
        first = number == 0
        if first:
            page.front()
        page.table(told[number * rows // pages : (number + 1) * rows // pages], lines, _TOP + _FRONT * _LINE if first else _TOP, head=first)
        page.done()
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


class _Font:
    """A font put into a document, and how wide it is."""

    def __init__(self, pdf: Any) -> None:
        import matplotlib
        import pypdfium2.raw as pdfium

        data = (Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf").read_bytes()
        held = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
        self.raw = pdfium.FPDFText_LoadFont(pdf, held, len(data), pdfium.FPDF_FONT_TRUETYPE, 1)
        self.width = cache(self._width)

    def _width(self, letter: str) -> float:
        import pypdfium2.raw as pdfium

        width = ctypes.c_float()
        pdfium.FPDFFont_GetGlyphWidth(self.raw, ord(letter), _SIZE, width)
        return width.value

    def wrapped(self, words: Iterator[str], room: float, most: int) -> list[str]:
        """The words as lines no wider than `room`, `most` at most; the last ends where no word fits any more."""
        lines: list[str] = [""]
        for word in words:
            longer = f"{lines[-1]} {word}".strip()
            if sum(map(self.width, longer)) <= room:
                lines[-1] = longer
            elif len(lines) == most:
                break
            else:
                lines.append(word)
        return lines


class _Page:
    """A page that is drawn: texts and rulings at places from the top left."""

    def __init__(self, pdf: Any, font: _Font) -> None:
        self._pdf, self._font = pdf, font
        self._page = pdf.new_page(_WIDTH, _HEIGHT)

    def text(self, text: str, left: float, line_top: float) -> None:
        import pypdfium2.raw as pdfium

        item = pdfium.FPDFPageObj_CreateTextObj(self._pdf, self._font.raw, _SIZE)
        units = (text + "\0").encode("utf-16-le")
        pdfium.FPDFText_SetText(item, (ctypes.c_ushort * (len(units) // 2)).from_buffer_copy(units))
        pdfium.FPDFPageObj_Transform(item, 1, 0, 0, 1, left, _HEIGHT - line_top - _SIZE)
        pdfium.FPDFPage_InsertObject(self._page, item)

    def ruling(self, x0: float, y0: float, x1: float, y1: float) -> None:
        import pypdfium2.raw as pdfium

        path = pdfium.FPDFPageObj_CreateNewPath(x0, _HEIGHT - y0)
        pdfium.FPDFPath_LineTo(path, x1, _HEIGHT - y1)
        pdfium.FPDFPath_SetDrawMode(path, pdfium.FPDF_FILLMODE_NONE, 1)
        pdfium.FPDFPageObj_SetStrokeWidth(path, 0.5)
        pdfium.FPDFPage_InsertObject(self._page, path)

    def front(self) -> None:
        """Letterhead and title."""
        for side, middle in zip(_LETTERHEAD, (_WIDTH / 4, _WIDTH * 0.7), strict=True):
            for at, text in enumerate(side):
                self._centred(text, middle, _TOP + at * _LINE)
        for at, text in enumerate(_TITLE):
            self._centred(text, _WIDTH / 2, _TOP + (at + 5) * _LINE)

    def _centred(self, text: str, middle: float, top: float) -> None:
        self.text(text, middle - sum(map(self._font.width, text)) / 2, top)

    def table(self, rows: Sequence[_Row], lines: int, top: float, *, head: bool) -> None:
        """Rows of that many lines, with rulings around each cell."""
        begins, at = [top], top
        if head:
            at = self._row([[text] for text in _HEAD], 1, at)
            begins.append(at)
        for row in rows:
            work = [row.number], self._font.wrapped(_words(row), _EDGES[2] - _EDGES[1] - 2 * _PADDING, lines)
            short = (self._font.wrapped(iter(text.split()), 80.0, lines) for text in row.short)
            at = self._row([*work, *short], lines, at)
            begins.append(at)
        for y in begins:
            self.ruling(_EDGES[0], y, _EDGES[-1], y)
        for x in _EDGES:
            self.ruling(x, top, x, at)

    def _row(self, cells: Sequence[Sequence[str]], lines: int, top: float) -> float:
        for cell, left in zip(cells, _EDGES, strict=False):
            for at, text in enumerate(cell):
                self.text(text, left + _PADDING, top + at * _LINE)
        return top + lines * _LINE + 1.0

    def done(self) -> None:
        self._page.gen_content()
        self._page.close()


def _words(row: _Row) -> Iterator[str]:
    """The words of a row's work, without an end."""
    yield from row.work.split()
    for manner in row.manners:
        yield from f"và {manner}".split()


def long_docx(rows: int, manners: int = 3) -> bytes:
    """A DOCX of that many rows; `manners`: how often the work is told on."""
    told = [(row, " và ".join([row.work, *islice(row.manners, manners)])) for row in _rows(rows)]
    table = [_HEAD, *((row.number, work, *row.short) for row, work in told)]
    body = [_paragraph(text) for text in (*_LETTERHEAD[0], *_LETTERHEAD[1], *_TITLE)]
    cells = ("".join(f"<w:tc><w:tcPr/>{_paragraph(cell)}</w:tc>" for cell in row) for row in table)
    rows_made = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    body.append(f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * len(_HEAD)}</w:tblGrid>{rows_made}</w:tbl>")
    return docx_of("".join(body), packed=False)  # its rows are more alike than any office's: packed it would be taken for harmful


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def docx_of(body: str, *, packed: bool = True) -> bytes:
    """A DOCX with this body (WordprocessingML)."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    package, office = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org/officeDocument/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    buffer = io.BytesIO()
    packing = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}', packing)
    return buffer.getvalue()


def main() -> None:
    """Writes the document that the command line names; its ending says which."""
    path, numbers = Path(sys.argv[1]), [int(word) for word in sys.argv[2:]]
    path.write_bytes(long_docx(*numbers) if path.suffix == ".docx" else long_pdf(numbers[1], numbers[0]))


if __name__ == "__main__":
    main()
