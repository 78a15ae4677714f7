"""Which text of a Word document nobody sees on paper, as far as its properties tell: of a colour like paper's, or too small to be read.

White text is unseen only where nothing may be behind it but paper: no shading or highlight of its run, paragraph (directly or by style),
cell, table or table style, no outline or shadow of the letters, no text box, no picture or shape behind the text, no background. In doubt
it is seen.
"""

from __future__ import annotations

from extractor.reading.word.xml import Element, W, number, value

__all__ = ["has_coloured_ground", "is_paper_white", "is_set_off", "is_shaded", "is_too_small", "shades_table"]

LEAST_HALF_POINTS = 4  # of text that can be read: two points
_LEAST_WHITE = 0xF8  # of each of red, green and blue
_BEHIND = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"
_VML = ("{urn:schemas-microsoft-com:vml}shape", "{urn:schemas-microsoft-com:vml}rect", "{urn:schemas-microsoft-com:vml}roundrect",
        "{urn:schemas-microsoft-com:vml}group", "{urn:schemas-microsoft-com:vml}oval")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_EFFECTS = frozenset((
    f"{W}outline", f"{W}shadow", f"{W}emboss", f"{W}imprint", f"{_W14}textOutline", f"{_W14}textFill", f"{_W14}glow", f"{_W14}shadow",
))
_NO_PATTERN = (None, "clear", "nil")
_NO_FILL = (None, "auto", "none", "white")


def is_paper_white(colour: str | None) -> bool:
    """Whether a w:color names white, or what looks like it."""
    if colour is None or len(colour) != 6:
        return False
    try:
        return all(part >= _LEAST_WHITE for part in bytes.fromhex(colour))
    except ValueError:
        return False


def is_too_small(half_points: str | None) -> bool:
    """Whether a w:sz is one that nobody can read."""
    size = number(half_points)
    return size is not None and 0 < size < LEAST_HALF_POINTS


def is_shaded(properties: Element | None) -> bool | None:
    """Whether a w:rPr, w:pPr, w:tcPr or w:tblPr colours what is behind the text; None where it says nothing."""
    if properties is None:
        return None
    if (value(properties, "highlight") or "none") not in ("none", "white"):
        return True
    shade = properties.find(f"{W}shd")
    if shade is None:
        return None
    fill = shade.get(f"{W}fill")
    return (
        shade.get(f"{W}val") not in _NO_PATTERN or not (fill in _NO_FILL or is_paper_white(fill)) or shade.get(f"{W}themeFill") is not None
    )


def is_set_off(properties: Element) -> bool:
    """Whether a w:rPr draws letters so that white ones are seen: with an outline, a shadow, another filling."""
    return any(child.tag in _EFFECTS for child in properties)


def shades_table(style: Element) -> bool:
    """Whether a table style shades any of its cells."""
    return any(is_shaded(shade.getparent()) for shade in style.iter(f"{W}shd"))


def has_coloured_ground(document: Element) -> bool:
    """Whether anything but paper may be behind text somewhere: a background, or a picture or shape that is behind the text."""
    if document.find(f"{W}background") is not None:
        return True
    if any(anchor.get("behindDoc") in ("1", "true") for anchor in document.iter(_BEHIND)):
        return True
    return any("z-index:-" in (shape.get("style") or "").replace(" ", "") for shape in document.iter(*_VML))
