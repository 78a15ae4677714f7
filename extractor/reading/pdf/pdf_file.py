"""A PDF file opened with PDFium: its pages, their text, their pictures.

    pdf = PdfFile(data, password)
    page = pdf[0]
    try: ...
    finally: page.close()
    pdf.close()

What opens closes: text pages before their page, pages before their file, each at most once however often it is told to. The file's bytes
are kept as long as it is open. What PDFium refuses is a PdfError.
"""

from __future__ import annotations

import ctypes
import math
from typing import Any

from msgspec import Struct

from extractor.reading.pdf import pdfium

__all__ = ["Bitmap", "Page", "PdfError", "PdfFile", "TextPage"]

WHITE = 0xFFFFFFFF


class PdfError(Exception):
    """Something PDFium could not open or draw. `needs_password`: a password is missing or wrong."""

    def __init__(self, reason: str, *, needs_password: bool = False) -> None:
        super().__init__(reason)
        self.needs_password = needs_password


class Bitmap(Struct, frozen=True):
    """A picture: its pixels by rows from the top, each of so many bytes (`channels`: one in grey, else three)."""

    width: int
    height: int
    channels: int
    pixels: ctypes.Array[ctypes.c_ubyte]

    def to_numpy(self) -> Any:
        """The pixels as an array, height x width in grey, else height x width x 3."""
        import numpy as np

        shape = (self.height, self.width, self.channels) if self.channels > 1 else (self.height, self.width)
        return np.frombuffer(memoryview(self.pixels), np.uint8).reshape(shape)


class PdfFile:
    """The pages of a file, by their index from 0. Raises PdfError where PDFium cannot open it or it has no page."""

    def __init__(self, data: bytes, password: str | None = None) -> None:
        self._data = data  # PDFium reads it as it goes
        secret = None if password is None else password.encode()
        self.raw: int | None = pdfium.FPDF_LoadMemDocument64(data, len(data), secret)
        if not self.raw or pdfium.FPDF_GetPageCount(self.raw) < 1:
            error = pdfium.FPDF_GetLastError()
            self.close()
            raise PdfError(f"Failed to load document ({error}).", needs_password=error == pdfium.FPDF_ERR_PASSWORD)

    def __len__(self) -> int:
        return int(pdfium.FPDF_GetPageCount(self.raw))

    def __getitem__(self, index: int) -> Page:
        return Page(self, index)

    def attachments(self) -> int:
        """How many files are attached."""
        return max(0, int(pdfium.FPDFDoc_GetAttachmentCount(self.raw)))

    def attachment_name(self, index: int) -> str:
        """The name of an attached file, "" where it has none."""
        attached = pdfium.FPDFDoc_GetAttachment(self.raw, index)
        size = pdfium.FPDFAttachment_GetName(attached, None, 0) if attached else 0
        name = ctypes.create_string_buffer(max(2, size))  # ended by a zero of two bytes
        pdfium.FPDFAttachment_GetName(attached, name, size)
        return name.raw[:-2].decode("utf-16-le", "replace")

    def close(self) -> None:
        """Closes it; its pages are closed before."""
        if self.raw:
            pdfium.FPDF_CloseDocument(self.raw)
            self.raw = None


class Page:
    """A page of an open file. Raises PdfError where it cannot be loaded."""

    def __init__(self, pdf: PdfFile, index: int) -> None:
        self.pdf = pdf
        self.raw: int | None = pdfium.FPDF_LoadPage(pdf.raw, index)
        if not self.raw:
            raise PdfError("Failed to load page.")

    def get_size(self) -> tuple[float, float]:
        """Width and height in points."""
        return pdfium.FPDF_GetPageWidthF(self.raw), pdfium.FPDF_GetPageHeightF(self.raw)

    def get_rotation(self) -> int:
        """By how many degrees it is turned for viewing, clockwise: 0, 90, 180 or 270."""
        return 90 * (int(pdfium.FPDFPage_GetRotation(self.raw)) % 4)

    def get_textpage(self) -> TextPage:
        """Its text, to be closed before the page."""
        return TextPage(self)

    def render(
        self, scale: float, *, grey: bool = False, rotation: int = 0, crop: tuple[float, float, float, float] = (0, 0, 0, 0),
        annotations: bool = True,
    ) -> Bitmap:
        """The page drawn on white, in grey or in red, green and blue, `scale` pixels a point, turned by further degrees.

        `crop`: how much is cut off, in points, at the left, bottom, right and top of the turned page.
        Raises ValueError where that leaves nothing, PdfError where PDFium cannot draw.
        """
        width, height = (math.ceil(side * scale) for side in self.get_size())
        if rotation in (90, 270):
            width, height = height, width
        left, bottom, right, top = (math.ceil(edge * scale) for edge in crop)
        columns, rows = width - left - right, height - bottom - top
        if columns < 1 or rows < 1:
            raise ValueError("nothing of the page is left to draw")
        channels = 1 if grey else 3
        flags = pdfium.FPDF_GRAYSCALE if grey else pdfium.FPDF_REVERSE_BYTE_ORDER
        pixels = (ctypes.c_ubyte * (channels * columns * rows))()
        bitmap = pdfium.FPDFBitmap_CreateEx(
            columns, rows, pdfium.FPDFBitmap_Gray if grey else pdfium.FPDFBitmap_BGR, pixels, channels * columns,
        )
        if not bitmap:
            raise PdfError("Failed to make a bitmap.")
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, WHITE)
            place = -left, -top, width, height, rotation // 90
            pdfium.FPDF_RenderPageBitmap(bitmap, self.raw, *place, flags | (pdfium.FPDF_ANNOT if annotations else 0))
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return Bitmap(columns, rows, channels, pixels)

    def close(self) -> None:
        """Closes it; its text pages are closed before."""
        if self.raw:
            pdfium.FPDF_ClosePage(self.raw)
            self.raw = None


class TextPage:
    """The text of an open page. Raises PdfError where PDFium cannot tell it."""

    def __init__(self, page: Page) -> None:
        self.raw: int | None = pdfium.FPDFText_LoadPage(page.raw)
        if not self.raw:
            raise PdfError("Failed to load text page.")

    def count_chars(self) -> int:
        """How many characters it has, those that PDFium puts in included."""
        return max(0, int(pdfium.FPDFText_CountChars(self.raw)))

    def beginning(self, count: int) -> str:
        """The text of its first characters, as PDFium gives it: some may be left out."""
        units = (ctypes.c_ushort * (2 * count + 2))()
        written = pdfium.FPDFText_GetText(self.raw, 0, count, units)
        return bytes(units)[: 2 * max(0, written - 1)].decode("utf-16-le", "ignore")

    def close(self) -> None:
        """Closes it."""
        if self.raw:
            pdfium.FPDFText_ClosePage(self.raw)
            self.raw = None
