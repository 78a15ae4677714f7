"""Small DOCX packages from XML, as the cases need them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from extractor.document import Document, Paragraph, Source, Table
from extractor.reading.file_kinds import DOCX
from extractor.reading.word.reader import read_docx

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = " ".join((
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    'xmlns:v="urn:schemas-microsoft-com:vml"',
))
SOURCE = Source("a.docx", DOCX, "", 0, None, "digital")


def package(body: str, *, main_type: str = "document.main", extra: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """A DOCX of that body; `parts` are the contents of styles, numbering, footnotes, endnotes; `extra` is put in as it is."""
    roots = {"document": f"<w:body>{body}</w:body>", **parts}
    files = {f"word/{name}.xml": f"<w:{name} {NAMES}>{content}</w:{name}>" for name, content in roots.items()}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{main_type if name == "document" else name}+xml"/>' for name in roots
    )
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    files["_rels/.rels"] = _relations({"officeDocument": "word/document.xml"})
    files["word/_rels/document.xml.rels"] = _relations({name: f"{name}.xml" for name in parts})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if name not in (extra or {}):
                archive.writestr(name, content)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return stream.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def read(body: str, **parts: str) -> Document:
    """The Document of a body."""
    return read_docx(package(body, **parts), SOURCE)


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A w:p with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str, properties: str = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>') -> str:
    """A w:tbl, ruled unless told otherwise; a row is the XML of its cells, or of a whole w:tr."""
    lines = "".join(row if row.startswith("<w:tr>") else f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{lines}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    """A w:tc; text that is XML is its content."""
    content = text if text.startswith("<w:") else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def texts(document: Document) -> list[str]:
    """The paragraphs' texts; of a table "TABLE"."""
    return [document.slice(block.span) if isinstance(block, Paragraph) else "TABLE" for block in document.blocks]


def rows(document: Document) -> list[list[str]]:
    """The first table's rows, merged cells repeated."""
    found = next(block for block in document.blocks if isinstance(block, Table))
    return [[document.slice(each.span) for each in row.cells] for row in found.rows]
