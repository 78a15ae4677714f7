"""Opens a DOCX package: its parts that hold text and its form, and the files that are included in it (w:altChunk).

python-docx opens the package; strict OOXML (ISO/IEC 29500 Part 1), which has other names for the same, is renamed before. A package without
styles, numbering or notes, as some programs write them, lacks those parts only.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from extractor.document import ReadingError
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.archives import CONTENT_TYPES
from extractor.reading.word.xml import Element

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.package import Package

__all__ = ["Included", "WordPackage", "open_package"]

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARTS = ("styles", "numbering", "footnotes", "endnotes")
_STRICT = b"http://purl.oclc.org/ooxml/"
# The name of a strict namespace or relation is that of the transitional one without the year.
_STRICT_NAME = lazy_pattern(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/(\w)")

_TYPE = lazy_pattern(rb"<(?:\w{1,20}:)?(?:Default|Override)\b[^>]{1,1000}>")
_WORD_FILE = lazy_pattern(rb"""(?:Extension=["']|\.)(?:docx|docm|dotx|dotm)["']""", re.IGNORECASE)
_OWN_TYPE = lazy_pattern(rb"""ContentType=["'][^"']{0,300}["']""")


class Included(Struct, frozen=True):
    """A file that the document includes: its name in the package, media type and bytes."""

    name: str
    media_type: str
    data: bytes


class WordPackage(Struct, frozen=True):
    """The roots of the parts, None for one that is not there, and what is included, by the relation's id."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    included: Mapping[str, Included]


def open_package(data: bytes, filename: str) -> WordPackage:
    """The package of a DOCX whose archive is safe (`archives.check_archive`).

    Raises ReadingError: "docx_too_deep" (libxml2 reads 256 elements within each other), "docx_broken".
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docx.package import Package
    from lxml import etree

    def root(part: Element) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return part.element if hasattr(part, "element") else etree.fromstring(part.blob, parser)

    try:
        package = Package.open(io.BytesIO(_readable(data)))
        main = package.main_document_part
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
        opened = WordPackage(root(main), **parts, included=included)
        _unlink(package)
        return opened
    # What a damaged package makes python-docx raise depends on where the damage is.
    except (
        PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, LookupError, ValueError, TypeError, AttributeError, OSError,
        EOFError,
    ) as error:
        deep = getattr(error, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT
        raise ReadingError("docx_too_deep" if deep else "docx_broken", file=filename) from error


def _unlink(package: Package) -> None:
    """Takes the parts of a package apart: each leads to others and back, and such circles stay in memory until Python looks for them."""
    left: list[Package | Part] = [package]
    while left:
        relations = left.pop().rels
        left += relations.related_parts.values()
        relations.related_parts.clear()
        relations.clear()


def _readable(data: bytes) -> bytes:
    """The package as python-docx can open it: with the names of transitional OOXML, included DOCX files not taken for documents."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read(CONTENT_TYPES)
        strict = _STRICT in archive.read("_rels/.rels")
        named = _TYPE.sub(_hide_included, types)
        if not strict and named == types:
            return data
        changed = io.BytesIO()
        with zipfile.ZipFile(changed, "w") as copy:
            for entry in archive.infolist():
                content = named if entry.filename == CONTENT_TYPES else archive.read(entry)
                if strict and entry.filename.endswith((".xml", ".rels")):
                    content = _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", content)
                copy.writestr(entry.filename, content)
        return changed.getvalue()


def _hide_included(entry: re.Match[bytes]) -> bytes:
    """An entry of the content types; that of an included Word file says no more than that it is a file."""
    return _OWN_TYPE.sub(b'ContentType="application/octet-stream"', entry[0]) if _WORD_FILE.search(entry[0]) else entry[0]
