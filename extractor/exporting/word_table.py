"""DOCX: the tasks as an appendix to the plan, laid out after Nghị định 30/2020/NĐ-CP, Phụ lục I.

A4 across, for the six columns' sake; margins 20 mm above and below, 30 mm left, 15 mm right; Times New Roman 13 (the word "Phụ lục" 14);
the appendix's name in bold capitals, below it in italics which document it belongs to; the page's number in the middle of the upper margin,
none on the first. The head is repeated on each page, rows are not broken where they fit on one. No national title, number or signature
is made up: what the document leaves open stays "…".
Promises: text as the document has it, line for line; characters that XML cannot hold are left out. `extract` reads it back to the same
tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from extractor.exporting.export_words import word
from extractor.exporting.plan_head import attached_to, named
from extractor.exporting.printed_table import COLUMNS, printed_cells
from extractor.exporting.task_rows import task_rows
from extractor.files.office_package import UNSEALED, sealed
from extractor.lazy_patterns import lazy_pattern
from extractor.messages import Language
from extractor.records import Plan

__all__ = ["export"]

_FONT = "Times New Roman"
_WIDTHS = (12, 100, 38, 38, 32, 32)  # millimetres, of the 252 between the margins
_CENTRED = frozenset({"order"})
_LANGUAGE: Language = "vi"
_BREAKS = lazy_pattern(r"(\n|\t)")
_WRITTEN = datetime(2000, 1, 1)


def export(plan: Plan, language: Language) -> bytes:
    """The document: Vietnamese, whatever the language, as the plan is."""
    document = Document()
    _lay_out(document)
    core = document.core_properties
    core.title, core.comments, core.author, core.last_modified_by = named(plan, _LANGUAGE)[:250], UNSEALED, "", ""
    core.language, core.created, core.modified = "vi-VN", _WRITTEN, _WRITTEN
    _line(document, "Phụ lục", size=14, bold=True)
    _line(document, word("text", "list_of_tasks", _LANGUAGE).upper(), bold=True)
    _line(document, named(plan, _LANGUAGE), bold=True)
    _line(document, attached_to(plan), italic=True, after=8)
    table = document.add_table(rows=0, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(_padding())
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    head = [word("printed", name, _LANGUAGE) for name in COLUMNS]
    table._tbl.append(_row(head, head=True))
    for row in task_rows(plan, _LANGUAGE):
        table._tbl.append(_row(printed_cells(row, _LANGUAGE)))
    target = BytesIO()
    document.save(target)
    return sealed(target.getvalue(), plan)


def _lay_out(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("eastAsia", "cs", "hAnsi", "ascii"):
        fonts.set(qn(f"w:{script}"), _FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_after = Pt(0)
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(_run("2"))
    number._p.append(field)


def _line(document: Any, text: str, *, size: int = 13, bold: bool = False, italic: bool = False, after: int = 0) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(after)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _padding() -> Any:
    """Two points above and below the text of each cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Pt(2).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _row(texts: Sequence[str], *, head: bool = False) -> Any:
    row = OxmlElement("w:tr")
    kept = OxmlElement("w:trPr")
    kept.append(OxmlElement("w:cantSplit"))
    if head:
        kept.append(OxmlElement("w:tblHeader"))
    row.append(kept)
    for name, width, text in zip(COLUMNS, _WIDTHS, texts, strict=True):
        row.append(_cell(text, width, head=head, centred=head or name in _CENTRED))
    return row


def _cell(text: str, width: int, *, head: bool, centred: bool) -> Any:
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    size = OxmlElement("w:tcW")
    size.set(qn("w:w"), str(Mm(width).twips))
    size.set(qn("w:type"), "dxa")
    properties.append(size)
    if head:
        middle = OxmlElement("w:vAlign")
        middle.set(qn("w:val"), "center")
        properties.append(middle)
    cell.append(properties)
    for line in text.split("\n"):
        paragraph = OxmlElement("w:p")
        if centred:
            format_ = OxmlElement("w:pPr")
            place = OxmlElement("w:jc")
            place.set(qn("w:val"), "center")
            format_.append(place)
            paragraph.append(format_)
        if line:
            paragraph.append(_run(line, bold=head))
        cell.append(paragraph)
    return cell


def _run(text: str, *, bold: bool = False) -> Any:
    run = OxmlElement("w:r")
    if bold:
        properties = OxmlElement("w:rPr")
        properties.append(OxmlElement("w:b"))
        run.append(properties)
    for part in _parts(text):
        run.append(part)
    return run


def _parts(text: str) -> Iterator[Any]:
    for piece in _BREAKS.split(text):
        if piece == "\t":
            yield OxmlElement("w:tab")
        elif piece:
            element = OxmlElement("w:t")
            element.text = piece
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield element
