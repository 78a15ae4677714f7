"""What a page of plain text has at its edges and no reader wants: page numbers, running heads and feet, and marks of the page itself.

Pages are told by form feeds, or by marks that programs write ("===== Trang 2 =====", "--- PAGE BREAK ---") where there are several. A first
or last line of a page is dropped where it is a number alone, or where most pages have one there that differs in its figures only
("18.CTRTW31.DOC 2"). Promises: no line inside a page is dropped; a text without pages stays as it is.
"""

from __future__ import annotations

from collections import Counter

from extractor.lazy_patterns import lazy_pattern

__all__ = ["without_page_edges"]

_PAGE_NUMBER = lazy_pattern(r"[-–\s]{0,3}\d{1,3}[-–\s]{0,3}$")
_RULE = r"[ \t]*[=\-–_*#]{2,}[ \t]*"
_PAGE_MARK = lazy_pattern(rf"(?im)^{_RULE}(?:page[ \t]+break|(?:trang|page)[ \t]+\d{{1,4}}(?:[ \t]*(?:/|of)[ \t]*\d{{1,4}})?){_RULE}$\n?")
_FIGURES = lazy_pattern(r"\d+")
_LONGEST = 80
_FEWEST = 3
"""Pages that must have such a line."""


def without_page_edges(text: str) -> list[str]:
    """The lines of a text, those at the edges of its pages that are no text left out; pages are parted by an empty line."""
    if "\f" not in text and len(_PAGE_MARK.findall(text)) >= _FEWEST - 1:
        text = _PAGE_MARK.sub("\f", text)
    pages = [page.strip("\n").split("\n") for page in text.split("\f")]
    if len(pages) == 1:
        return text.split("\n")
    heads, feet = Counter(_shape(page[0]) for page in pages), Counter(_shape(page[-1]) for page in pages)
    lines: list[str] = []
    for page in pages:
        first = len(page) > 1 and _is_edge(page[0], heads, len(pages))
        last = len(page) > 1 + first and _is_edge(page[-1], feet, len(pages))
        lines += [*page[first : len(page) - last], ""]
    return lines


def _is_edge(line: str, shapes: Counter[str], pages: int) -> bool:
    if _PAGE_NUMBER.match(line):
        return True
    count = shapes[_shape(line)]
    return bool(line.strip()) and len(line) <= _LONGEST and count >= _FEWEST and 2 * count >= pages


def _shape(line: str) -> str:
    return _FIGURES.sub("0", line.strip())
