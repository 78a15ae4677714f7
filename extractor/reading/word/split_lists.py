"""Joins numbered lists that LibreOffice splits when it writes or reads old formats: a list that starts anew comes as two.

The first item of such a list becomes a list of its own, the others another one that starts anew ("1, 1, 2" where Word printed "1, 2, 3").
A list is joined to the next one if it has one item, the next begins on the very next row or paragraph, and both count alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from extractor.reading.word.xml import Element, W, value

__all__ = ["join_split_lists"]


def join_split_lists(document: Element, numbering: Element | None) -> int:
    """Changes the w:numId of such first items to that of the list they belong to. Gives how many were changed."""
    forms = _forms(numbering)
    marks = list(document.iter(f"{W}numPr"))
    uses = Counter(value(mark, "numId") for mark in marks)
    begins: dict[str | None, Element] = {}
    for mark in marks:
        begins.setdefault(value(mark, "numId"), mark)
    joined = 0
    for first, second in _neighbours(document):
        own, following = value(first, "numId"), value(second, "numId")
        alike = (form := forms.get((own, value(first, "ilvl")))) is not None and form == forms.get((following, value(second, "ilvl")))
        if own != following and uses[own] == 1 and begins[following] is second and alike:
            first.find(f"{W}numId").set(f"{W}val", following)
            joined += 1
    return joined


def _neighbours(document: Element) -> Iterator[tuple[Element, Element]]:
    """The w:numPr of rows and of paragraphs that directly follow one another."""
    for parent in document.iter(f"{W}body", f"{W}tc", f"{W}tbl"):
        before: Element | None = None
        for child in parent.iterchildren(f"{W}p", f"{W}tr", f"{W}tbl"):
            found = None if child.tag == f"{W}tbl" else _mark(child)
            if before is not None and found is not None:
                yield before, found
            before = found


def _mark(line: Element) -> Element | None:
    """The w:numPr of a paragraph, or of a row's first cell that holds text or a number."""
    if line.tag == f"{W}p":
        return line.find(f"{W}pPr/{W}numPr")
    for cell in line.iterchildren(f"{W}tc"):
        found = cell.find(f"{W}p/{W}pPr/{W}numPr")
        if found is not None or any((text.text or "").strip() for text in cell.iter(f"{W}t")):
            return found
    return None


def _forms(numbering: Element | None) -> dict[tuple[str | None, str | None], tuple[str | None, ...]]:
    """How the levels of each list count and look; bullets and levels without numbers left out."""
    if numbering is None:
        return {}
    levels: dict[str | None, dict[str | None, tuple[str | None, ...]]] = {
        abstract.get(f"{W}abstractNumId"): {
            level.get(f"{W}ilvl"): tuple(value(level, tag) for tag in ("numFmt", "lvlText", "start"))
            for level in abstract.iterfind(f"{W}lvl")
        }
        for abstract in numbering.iterfind(f"{W}abstractNum")
    }
    return {
        (number.get(f"{W}numId"), level): form
        for number in numbering.iterfind(f"{W}num") for level, form in levels.get(value(number, "abstractNumId"), {}).items()
        if form[0] not in ("bullet", "none")
    }
