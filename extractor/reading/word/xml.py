"""Names and small readings of WordprocessingML (ECMA-376 Part 1, §17) that the Word modules share.

Nothing here knows a document: namespaces, tags, on/off values, and how wrappers (content controls, tracked insertions, markup
compatibility) are seen through.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["W", "children", "first_choice", "is_on", "number", "value"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = frozenset(("0", "false", "off"))
# Their content counts as if the wrapper were not there.
_TRANSPARENT = frozenset((f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo", f"{W}hyperlink", f"{W}fldSimple",
                          f"{W}dir", f"{W}bdo"))

Element = Any


def value(parent: Element | None, tag: str) -> str | None:
    """The w:val of the child w:TAG; None where there is no such child or it has none."""
    found = None if parent is None else parent.find(W + tag)
    return None if found is None else found.get(f"{W}val")


def is_on(parent: Element | None, tag: str) -> bool | None:
    """An on/off property (§17.17.4): None where the child w:TAG is not there."""
    found = None if parent is None else parent.find(W + tag)
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def number(text: str | None) -> int | None:
    """A whole number as attributes hold it; None for anything else. Some writers give measures as decimals."""
    try:
        return None if text is None or len(text) > 20 else int(float(text))
    except (ValueError, OverflowError):
        return None


def first_choice(alternate: Element) -> Element | None:
    """What an mc:AlternateContent stands for: its first choice (the fallback repeats it for old programs), else the fallback."""
    found = alternate.find(f"{_MC}Choice")
    return found if found is not None else alternate.find(f"{_MC}Fallback")


def children(parent: Element) -> Iterator[Element]:
    """The children in order, wrappers seen through. Tracked deletions are left to the caller: they are children like others."""
    for child in parent:
        tag = child.tag
        if tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from children(content)
        elif tag in _TRANSPARENT:
            yield from children(child)
        elif tag == f"{_MC}AlternateContent":
            chosen = first_choice(child)
            if chosen is not None:
                yield from children(chosen)
        elif isinstance(tag, str):
            yield child
