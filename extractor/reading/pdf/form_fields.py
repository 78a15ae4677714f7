"""The form fields (AcroForm) of a PDF: what is typed into them is text of the document, wherever it stands.

PDFium tells fields of text and choice from signatures, whose appearance (who signed when) is none. A value that the program which filled
the form in left to the reader to draw has no letters on the page; it is set into its field, a line of the value on a line, so that it is
read in its place. Hidden fields and passwords are left out. Nothing of a form is run.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from extractor.reading.pdf import pdfium
from extractor.reading.pdf.page_characters import Box, PageCharacters, Style
from extractor.reading.pdf.pdf_file import Page, PdfFile

__all__ = ["Field", "fields_of", "form_of", "with_values"]

LARGEST = 12.0
"""Points: the font size of a value that is set into its field; a lower field takes a smaller one."""
HEIGHT, WIDTH, PITCH = 0.75, 0.5, 1.2
"""The size of the field's height; of the size, the width of a letter and the distance of lines."""
HIDDEN = 0x02 | 0x20
PASSWORD = 1 << 13


class Field(Struct, frozen=True):
    """Where a field stands, in PDFium's points (from the bottom left), and its value where that is not drawn, else ""."""

    box: Box
    value: str


@contextmanager
def form_of(pdf: PdfFile) -> Iterator[int | None]:
    """PDFium's handle of a file's form, None where it has none."""
    if pdfium.FPDF_GetFormType(pdf.raw) == pdfium.FORMTYPE_NONE:
        yield None
        return
    from pypdfium2_raw import FPDF_FORMFILLINFO  # the one large structure that is needed, and few plans are forms

    settings = FPDF_FORMFILLINFO(version=2)  # PDFium keeps a pointer to it as long as the form is open
    form = pdfium.FPDFDOC_InitFormFillEnvironment(pdf.raw, ctypes.byref(settings))
    try:
        yield form
    finally:
        if form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def fields_of(form: int | None, page: Page) -> list[Field]:
    """The fields of a page that hold text."""
    if not form:
        return []
    kinds = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
    fields: list[Field] = []
    rect = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        item = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not item:
            continue
        shown = not pdfium.FPDFAnnot_GetFlags(item) & HIDDEN and not pdfium.FPDFAnnot_GetFormFieldFlags(form, item) & PASSWORD
        if pdfium.FPDFAnnot_GetFormFieldType(form, item) in kinds and pdfium.FPDFAnnot_GetRect(item, ctypes.byref(rect)) and shown:
            drawn = pdfium.FPDFAnnot_GetAP(item, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
            fields.append(Field((rect.left, rect.bottom, rect.right, rect.top), "" if drawn else _value(form, item)))
        pdfium.FPDFPage_CloseAnnot(item)
    return fields


def _value(form: int, item: int) -> str:
    size = pdfium.FPDFAnnot_GetFormFieldValue(form, item, None, 0)
    units = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetFormFieldValue(form, item, units, size)
    return bytes(units)[: max(0, size - 2)].decode("utf-16-le", "replace")


def with_values(characters: PageCharacters, fields: Sequence[Field], left: float, top: float) -> PageCharacters:
    """The page with the values that are not drawn set into their fields. `left`, `top`: the page's corner. A turned page stays as it is."""
    lines = [(field.box, number, text) for field in fields for number, text in enumerate(field.value.splitlines()) if text.strip()]
    if not lines or characters.turn:
        return characters
    characters = characters.from_top()
    texts, lefts, rights = [characters.text], [*characters.left], [*characters.right]
    tops, bottoms = [*characters.top], [*characters.bottom]
    objects, styles, bases = [*characters.objects], dict(characters.styles), dict(characters.bases)
    for address, (box, number, text) in enumerate(lines, 1):
        height = box[3] - box[1]
        size = max(1.0, min(LARGEST, HEIGHT * height))
        letter = min(WIDTH * size, (box[2] - box[0]) / len(text))
        above = top - box[3] + (height - size) / 2 if height < 2 * size else top - box[3] + PITCH * size * number
        starts = [box[0] - left + letter * at for at in range(len(text))]
        texts.append(text)
        lefts += starts
        rights += [start + letter for start in starts]
        tops += [above] * len(text)
        bottoms += [above + size] * len(text)
        objects += [-address] * len(text)
        styles[-address] = Style(size, False, False)
        bases[-address] = above + 0.8 * size
    return replace(
        characters, text="".join(texts), left=lefts, right=rights, top=tops, bottom=bottoms, objects=objects, styles=styles, bases=bases,
        fields=characters.fields | {-address for address in range(1, len(lines) + 1)}, starts=None, packed=None,
    )
