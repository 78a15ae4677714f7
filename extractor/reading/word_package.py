"""Opens a DOCX package: its parts that hold text and its form, and the files that are included in it (w:altChunk).

python-docx opens the package; strict OOXML (ISO/IEC 29500 Part 1), which has other names for the same, is renamed before. A package without
styles, numbering or notes, as some programs write them, lacks those parts only.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from extractor.document import ReadingError
from extractor.reading.word_xml import Element

__all__ = ["Included", "WordPackage", "open_package"]

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARTS = ("styles", "numbering", "footnotes", "endnotes")
_STRICT = b"http://purl.oclc.org/ooxml/"
# The name of a strict namespace or relation is that of the transitional one without the year.
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/(\w)")


@dataclass(frozen=True, slots=True)
class Included:
    """A file that the document includes: its name in the package, media type and bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The roots of the parts, None for one that is not there, and what is included, by the relation's id."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    included: Mapping[str, Included]


def open_package(data: bytes, filename: str) -> WordPackage:
    """The package of a DOCX whose archive is safe (`archives.check_archive`). Raises ReadingError("docx_broken")."""
    from docx.opc.exceptions import PackageNotFoundError
    from docx.package import Package
    from lxml import etree

    def root(part: Element) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return part.element if hasattr(part, "element") else etree.fromstring(part.blob, parser)

    try:
        main = Package.open(io.BytesIO(_transitional(data))).main_document_part
        parts: dict[str, Element] = dict.fromkeys(_PARTS)
        included: dict[str, Included] = {}
        for key, relation in main.rels.items():
            name = relation.reltype.removeprefix(_RELATION)
            if relation.is_external:
                continue
            if name in parts:
                parts[name] = root(relation.target_part)
            elif name == "aFChunk":
                part = relation.target_part
                included[key] = Included(str(part.partname), part.content_type, part.blob)
        return WordPackage(root(main), **parts, included=included)
    # What a damaged package makes python-docx raise depends on where the damage is.
    except (
        PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, LookupError, ValueError, AttributeError, OSError, EOFError,
    ) as error:
        raise ReadingError("docx_broken", file=filename) from error


def _transitional(data: bytes) -> bytes:
    """The package with the names of transitional OOXML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _STRICT not in archive.read("_rels/.rels"):
            return data
        renamed = io.BytesIO()
        with zipfile.ZipFile(renamed, "w") as copy:
            for entry in archive.infolist():
                content = archive.read(entry)
                if entry.filename.endswith((".xml", ".rels")):
                    content = _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", content)
                copy.writestr(entry.filename, content)
        return renamed.getvalue()
