"""Automatic numbers of Word paragraphs, as Word prints them ("1.", "a)", "II.", "-").

A paragraph names a list (numId) and a level. The list points to an abstract definition that may override single levels or their start;
all lists of one definition count on together (ECMA-376 Part 1, §17.9). Precedence for a level: the list's override, its definition.
A number at one level starts the levels below it anew, unless they say otherwise (w:lvlRestart).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pieces import SYMBOL_FONTS
from extractor.reading.word.styles import ParagraphFormat, paragraph_format
from extractor.reading.word.xml import Element, W, is_on, number, value

__all__ = ["Label", "Numbering", "format_number"]

_LEVELS = 9
_PLACEHOLDER = lazy_pattern(r"%([1-9])")
_SYMBOL_FONT = lazy_pattern(r"symbol|wingdings|webdings", re.IGNORECASE)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
          (4, "iv"), (1, "i"))
_MOST = 32767  # Word's highest start value


class Label(Struct, frozen=True):
    """The number as printed, with the space after it, whether it is bold (None: as the paragraph), and the level's indentation."""

    text: str
    bold: bool | None
    format: ParagraphFormat


class _Level(Struct, frozen=True):
    start: int
    kind: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None
    bold: bool | None
    format: ParagraphFormat


class _List(Struct, frozen=True):
    definition: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbering(Struct):
    """The lists of one document and how far each has counted: `label` must be asked once a paragraph, in reading order."""

    lists: Mapping[str, _List]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None) -> Numbering:
        """The lists of a w:numbering element; none where a document has none."""
        if root is None:
            return cls({})
        definitions: dict[str, dict[int, _Level]] = {}
        linked: dict[str, str] = {}
        links: dict[str, str] = {}
        for element in root.iterfind(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId", "")
            definitions[name] = dict(_levels(element))
            if (style := value(element, "styleLink")) is not None:
                linked[style] = name
            if (style := value(element, "numStyleLink")) is not None:
                links[name] = style
        lists: dict[str, _List] = {}
        for element in root.iterfind(f"{W}num"):
            name = value(element, "abstractNumId") or ""
            name = linked.get(links.get(name, ""), name)
            levels = dict(definitions.get(name, {}))
            starts: dict[int, int] = {}
            for override in element.iterfind(f"{W}lvlOverride"):
                levels.update(_levels(override))
                at, start = number(override.get(f"{W}ilvl")), number(value(override, "startOverride"))
                if at is not None and start is not None:
                    starts[at] = start
            lists[element.get(f"{W}numId", "")] = _List(name, levels, starts)
        return cls(lists)

    def level_of_style(self, num_id: str | None, style: str | None) -> int | None:
        """The level of the list that is linked to a paragraph style."""
        found = self.lists.get(num_id or "")
        if found is None or style is None:
            return None
        return next((at for at, level in found.levels.items() if level.style == style), None)

    def label(self, num_id: str | None, level: int) -> Label | None:
        """Counts one paragraph and gives its number; None where it has none (unknown list or level, kind "none" without text)."""
        found = self.lists.get(num_id or "")
        level = max(0, min(level, _LEVELS - 1))
        own = None if found is None else found.levels.get(level)
        if found is None or own is None:
            return None
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        start = own.start
        if level in found.starts and (num_id or "", level) not in self._begun:
            start = found.starts[level]
            counts[level] = None
        self._begun.add((num_id or "", level))
        before = counts[level]
        counts[level] = start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or (restart != 0 and level < restart):
                counts[below] = None
        text = self._print(own, counts, found)
        if not text:
            return None
        return Label(text + ("" if own.suffix == "nothing" else " "), own.bold, own.format)

    @staticmethod
    def _print(own: _Level, counts: list[int | None], found: _List) -> str:
        if own.kind == "bullet":
            return own.text

        def count(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            level = found.levels.get(at)
            if level is None:
                return ""
            reached = counts[at]
            return format_number(level.start if reached is None else reached, "decimal" if own.legal else level.kind)

        return _PLACEHOLDER.sub(count, own.text).strip()


def _levels(parent: Element) -> list[tuple[int, _Level]]:
    levels = []
    for element in parent.iterfind(f"{W}lvl"):
        at = number(element.get(f"{W}ilvl"))
        if at is None:
            continue
        run = element.find(f"{W}rPr")
        kind = value(element, "numFmt") or "decimal"
        text = value(element, "lvlText") or ""
        if kind == "bullet" and len(text) == 1:
            text = _bullet(text, None if run is None else run.find(f"{W}rFonts"))
        # A number belongs to no other list: the level's own numPr says nothing.
        form = replace(paragraph_format(element.find(f"{W}pPr")), num_id=None, level=None)
        levels.append((at, _Level(
            number(value(element, "start")) or 0, kind, text, value(element, "suff") or "tab",
            number(value(element, "lvlRestart")), bool(is_on(element, "isLgl")), value(element, "pStyle"), is_on(run, "b"), form,
        )))
    return levels


def _bullet(character: str, fonts: Element | None) -> str:
    """The bullet as it looks: symbol fonts draw their own at the codes of letters, typed as such or as private use characters."""
    name = "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
    if " " < character < "\u0100" and _SYMBOL_FONT.search(name):
        character = chr(0xF000 + ord(character))
    return SYMBOL_FONTS.get(character, "•") if "\ue000" <= character <= "\uf8ff" else character


def format_number(count: int, kind: str) -> str:
    """A count as a w:numFmt prints it; kinds that Vietnamese documents do not use are printed as decimals."""
    if kind == "none":
        return ""
    if kind == "decimalZero":
        return f"{count:02d}"
    if not 0 < count <= _MOST:
        return str(count)
    if kind in ("lowerRoman", "upperRoman"):
        roman = ""
        for worth, letters in _ROMAN:
            roman += letters * (count // worth)
            count %= worth
        return roman.upper() if kind == "upperRoman" else roman
    if kind in ("lowerLetter", "upperLetter"):
        # After z Word doubles the letter: aa, bb, cc.
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)
        return letters.upper() if kind == "upperLetter" else letters
    return str(count)
