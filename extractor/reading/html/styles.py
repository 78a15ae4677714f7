"""How an element of an HTML page looks: what matters to its text of tags, attributes and inline styles (CSS in a `style` attribute).

Style sheets are not read: pages of legal sites set what matters (bold, centred, hidden, the font) in tags and `style`, as Word does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import Align
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.legacy_fonts import LegacyFont, legacy_font

__all__ = ["Look", "is_hidden", "is_ruled", "look_of"]

_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITALIC = frozenset(("i", "em"))
_STRUCK = frozenset(("s", "strike", "del"))
_ALIGN: Mapping[str, Align] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "justify": "justify",
}
_HEAVY = 600  # CSS font weights from 100 to 900; 700 is bold
_LONGEST_STYLE = 4000  # characters
_LEAST_POINTS = 2.0  # of text that can be read
_SIZE = lazy_pattern(r"(\d{0,6}\.?\d{1,6})(pt|px|mm|cm|in|pc|rem|em|%|)")
_POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0, "rem": 12.0, "": 0.75}
_NO_LINE = lazy_pattern(r"\b(?:none|hidden|0(?:px|pt)?|transparent|white|#fff(?:fff)?)(?=\s|$)", re.IGNORECASE)


class Look(Struct, frozen=True):
    """The look of text; an element has that of the element around it where it says nothing itself."""

    bold: bool = False
    italic: bool = False
    capitals: bool = False
    align: Align | None = None
    font: LegacyFont | None = None
    keeps_spaces: bool = False
    struck: bool = False
    tiny: bool = False


def look_of(element: Any, around: Look) -> Look:
    """The look of an element within text of the look `around`."""
    tag, css = element.tag, _properties(element.get("style", ""))
    look = around
    if tag in _BOLD:
        look = replace(look, bold=True)
    elif tag in _ITALIC:
        look = replace(look, italic=True)
    elif tag == "pre":
        look = replace(look, keeps_spaces=True)
    elif tag in _STRUCK:
        look = replace(look, struck=True)
    align = _ALIGN.get(css.get("text-align", element.get("align", "center" if tag == "center" else "")).lower())
    if align is not None and align != look.align:
        look = replace(look, align=align)
    face = css.get("font-family") or element.get("face")
    if face:
        look = replace(look, font=legacy_font(face.split(",")[0].strip(" \"'")))
    if not css:
        return look
    weight, style = css.get("font-weight", ""), css.get("font-style", "")
    if weight:
        look = replace(look, bold=weight in ("bold", "bolder") or (weight.isdecimal() and int(weight[:4]) >= _HEAVY))
    if style:
        look = replace(look, italic=style in ("italic", "oblique"))
    if "text-transform" in css:
        look = replace(look, capitals=css["text-transform"] == "uppercase")
    if "line-through" in css.get("text-decoration", "") + css.get("text-decoration-line", ""):
        look = replace(look, struck=True)  # what stands within cannot take it away
    if "font-size" in css:
        look = replace(look, tiny=_is_tiny(css["font-size"], around.tiny))
    if css.get("white-space", "").startswith("pre"):
        look = replace(look, keeps_spaces=True)
    return look


def _is_tiny(size: str, around: bool) -> bool:
    """Whether a font-size is too small to be read; `around`: whether that of the text around is."""
    found = _SIZE.match(size)
    if found is None:
        return around and size in ("inherit", "smaller", "larger")
    if found[2] in ("em", "%"):
        return around or not float(found[1])
    return float(found[1]) * _POINTS[found[2]] < _LEAST_POINTS


def is_hidden(element: Any) -> bool:
    """Whether an element is marked as not shown."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    css = _properties(element.get("style", ""))
    return css.get("display") == "none" or css.get("visibility") == "hidden" or css.get("mso-hide") == "all"


def is_ruled(table: Any, cells: list[Any]) -> bool:
    """Whether lines part the columns of a table, as far as attributes and inline styles say."""
    border = table.get("border")
    if border is not None and border.strip() not in ("", "0", "0px", "none"):
        return True
    drawn = [_draws(cell) for cell in cells]
    return any(drawn) and sum(drawn) * 2 >= len(drawn)


def _draws(cell: Any) -> bool:
    css = _properties(cell.get("style", ""))
    return any(
        name in css and css[name] and not _NO_LINE.search(css[name]) for name in ("border", "border-left", "border-right", "border-width")
    )


def _properties(style: str) -> Mapping[str, str]:
    """The declarations of a `style` attribute, of its beginning where it is long."""
    return _declared(style[:_LONGEST_STYLE])


@lru_cache(maxsize=4096)
def _declared(style: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip().lower() if name.strip().lower() != "font-family" else value.strip()
    return found
