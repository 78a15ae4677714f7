"""Formatting of Word paragraphs and runs through direct properties, styles, what styles are based on, and document defaults.

Precedence (ECMA-376 Part 1, §17.7.2): direct formatting, character style, paragraph style, document defaults. Bold, italic, capitals,
struck and hidden are toggle properties (§17.7.3): set in both the paragraph and the character style they cancel out. Of fonts only those
count whose name tells of an encoding from before Unicode (`legacy_fonts`), of sizes and colours those that nobody sees (`visibility`).
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from extractor.document import Align
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.legacy_fonts import LegacyFont, legacy_font
from extractor.reading.word.visibility import is_paper_white, is_set_off, is_shaded, is_too_small, shades_table
from extractor.reading.word.xml import Element, W, is_on, number, value

__all__ = ["ParagraphFormat", "RunFormat", "Styles", "inner_rules", "is_drawn", "paragraph_format"]

_TOGGLES = ("b", "i", "caps", "vanish", "strike", "dstrike")
_ALIGN: Mapping[str | None, Align] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify",
    "mediumKashida": "justify", "highKashida": "justify", "lowKashida": "justify", "thaiDistribute": "justify",
}
_MEASURE = lazy_pattern(r"(-?\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm|pc|pi)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pc": 12.0, "pi": 12.0}
_MAX_BASES = 12  # Word allows eleven


class RunFormat(Struct, frozen=True):
    """What of a run's formatting matters to its text."""

    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    struck: bool = False
    tiny: bool = False
    white: bool = False
    legacy: LegacyFont | None = None

    def is_seen(self, coloured: bool) -> bool:
        """Whether text of this format is seen, struck or not; `coloured`: whether anything but paper may be behind it."""
        return not (self.hidden or self.tiny or (self.white and not coloured))


class _Letters(Struct, frozen=True):
    """What a w:rPr itself says of its letters, None for nothing; `shaded`: whether it colours what is behind them."""

    font: str | None = None
    size: str | None = None
    colour: str | None = None
    shaded: bool | None = None

    def over(self, below: _Letters) -> _Letters:
        """These, and where they say nothing those below."""
        return _Letters(
            self.font if self.font is not None else below.font,
            self.size if self.size is not None else below.size,
            self.colour if self.colour is not None else below.colour,
            self.shaded if self.shaded is not None else below.shaded,
        )


class ParagraphFormat(Struct, frozen=True):
    """A paragraph's own or its style's properties; None where they say nothing. Lengths in points.

    `numbering`: (numId, level), each None where not said; numId "0" takes numbering away.
    """

    align: Align | None = None
    left: float | None = None
    first_line: float | None = None
    num_id: str | None = None
    level: int | None = None
    shaded: bool | None = None

    def over(self, below: ParagraphFormat) -> ParagraphFormat:
        """These properties, and where they say nothing those below."""
        return ParagraphFormat(
            self.align if self.align is not None else below.align,
            self.left if self.left is not None else below.left,
            self.first_line if self.first_line is not None else below.first_line,
            self.num_id if self.num_id is not None else below.num_id,
            self.level if self.level is not None else below.level,
            self.shaded if self.shaded is not None else below.shaded,
        )


class _Style(Struct, frozen=True):
    kind: str | None
    based_on: str | None
    toggles: Mapping[str, bool]
    letters: _Letters
    paragraph: ParagraphFormat
    rules: bool | None
    shades: bool


_PLAIN = _Letters()


class Styles(Struct):
    """The styles of one document, resolved on demand and kept."""

    defined: Mapping[str, _Style]
    default_styles: Mapping[str, str]
    defaults: Mapping[str, bool]
    default_format: ParagraphFormat
    default_letters: _Letters = _PLAIN
    _toggles: dict[str | None, Mapping[str, bool]] = field(default_factory=dict)
    _formats: dict[str | None, ParagraphFormat] = field(default_factory=dict)
    _runs: dict[tuple[object, ...], RunFormat] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """The styles of a w:styles element; none where a document has none."""
        if root is None:
            return cls({}, {}, {}, ParagraphFormat())
        defined: dict[str, _Style] = {}
        defaults: dict[str, str] = {}
        for style in root.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId")
            if name is None:
                continue
            kind = style.get(f"{W}type")
            defined[name] = _Style(
                kind, value(style, "basedOn"), _own_toggles(style.find(f"{W}rPr")), _letters(style.find(f"{W}rPr")),
                paragraph_format(style.find(f"{W}pPr")), inner_rules(style.find(f"{W}tblPr")), kind == "table" and shades_table(style),
            )
            if style.get(f"{W}default") in ("1", "true", "on"):
                defaults[kind or ""] = name
        run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        paragraph = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
        return cls(defined, defaults, _own_toggles(run), paragraph_format(paragraph), _letters(run))

    def paragraph(self, name: str | None) -> ParagraphFormat:
        """What a paragraph style says, through all it is based on, down to the document defaults."""
        name = name if name in self.defined else self.default_styles.get("paragraph")
        if name not in self._formats:
            found = ParagraphFormat()
            for style in self._chain(name):
                found = found.over(style.paragraph)
            self._formats[name] = found.over(self.default_format)
        return self._formats[name]

    def run(self, properties: Element | None, paragraph_style: str | None) -> RunFormat:
        """The format of a run (its w:rPr, or None) in a paragraph of that style."""
        # Runs repeat their properties: what they come to is worked out once for each way in which they are written.
        key = (paragraph_style, *(part for child in (() if properties is None else properties) for part in (child.tag, *child.items())))
        if key not in self._runs:
            self._runs[key] = self._resolved(properties, paragraph_style)
        return self._runs[key]

    def _resolved(self, properties: Element | None, paragraph_style: str | None) -> RunFormat:
        character_style = value(properties, "rStyle")
        outer = self._style_toggles(paragraph_style or self.default_styles.get("paragraph"))
        inner = self._style_toggles(character_style)
        values = []
        for tag in _TOGGLES:
            own = is_on(properties, tag)
            styled = outer.get(tag, False) != inner.get(tag, False) if tag in outer or tag in inner else self.defaults.get(tag, False)
            values.append(styled if own is None else own)
        letters = _letters(properties)
        for style in (*self._chain(character_style), *self._chain(paragraph_style or self.default_styles.get("paragraph"))):
            letters = letters.over(style.letters)
        letters = letters.over(self.default_letters)
        bold, italic, capitals, hidden, struck, struck_twice = values
        white = is_paper_white(letters.colour) and not letters.shaded
        return RunFormat(
            bold, italic, capitals, hidden, struck or struck_twice, is_too_small(letters.size), white, legacy_font(letters.font)
        )

    def numbering_style(self, name: str | None) -> str | None:
        """The style, among this one and those it is based on, that asks for numbering: levels are linked to styles by name."""
        for step, style in zip(self._names(name), self._chain(name), strict=False):
            if style.paragraph.num_id is not None:
                return step
        return None

    def rules(self, name: str | None) -> bool:
        """Whether a table style draws lines between columns."""
        chain = self._chain(name if name in self.defined else self.default_styles.get("table"))
        return next((style.rules for style in chain if style.rules is not None), False)

    def shades(self, name: str | None) -> bool:
        """Whether a table style shades cells."""
        return any(style.shades for style in self._chain(name if name in self.defined else self.default_styles.get("table")))

    def _names(self, name: str | None) -> list[str]:
        names: list[str] = []
        while name in self.defined and name not in names and len(names) < _MAX_BASES:
            assert name is not None
            names.append(name)
            name = self.defined[name].based_on
        return names

    def _chain(self, name: str | None) -> list[_Style]:
        return [self.defined[step] for step in self._names(name)]

    def _style_toggles(self, name: str | None) -> Mapping[str, bool]:
        if name not in self._toggles:
            found: dict[str, bool] = {}
            for style in self._chain(name):
                for tag, on in style.toggles.items():
                    found.setdefault(tag, on)
            self._toggles[name] = found
        return self._toggles[name]


def _own_toggles(properties: Element | None) -> Mapping[str, bool]:
    found = {tag: is_on(properties, tag) for tag in _TOGGLES}
    return {tag: on for tag, on in found.items() if on is not None}


def _letters(properties: Element | None) -> _Letters:
    if properties is None:
        return _PLAIN
    colour = value(properties, "color")
    shaded = True if is_paper_white(colour) and is_set_off(properties) else is_shaded(properties)
    return _Letters(_font(properties), value(properties, "sz"), colour, shaded)


def _font(properties: Element) -> str | None:
    """The font of letters beyond ASCII that a w:rPr names (§17.3.2.26); "" for one of the theme, None where it names none."""
    fonts = properties.find(f"{W}rFonts")
    if fonts is None:
        return None
    if fonts.get(f"{W}hAnsiTheme") is not None:
        return ""
    name: str | None = fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
    return name


def paragraph_format(properties: Element | None) -> ParagraphFormat:
    """What a w:pPr itself says."""
    if properties is None:
        return ParagraphFormat()
    left = first_line = None
    indent = properties.find(f"{W}ind")
    if indent is not None:
        left = _points(indent.get(f"{W}left") or indent.get(f"{W}start"))
        first_line = _points(indent.get(f"{W}firstLine"))
        hanging = _points(indent.get(f"{W}hanging"))
        if hanging is not None:
            first_line = -hanging
    numbering = properties.find(f"{W}numPr")
    return ParagraphFormat(
        _ALIGN.get(value(properties, "jc")), left, first_line, value(numbering, "numId"), number(value(numbering, "ilvl")),
        is_shaded(properties),
    )


def inner_rules(properties: Element | None) -> bool | None:
    """Whether a w:tblPr asks for lines between columns; None where it says nothing."""
    inside = None if properties is None else properties.find(f"{W}tblBorders/{W}insideV")
    return None if inside is None else is_drawn(inside)


def is_drawn(border: Element) -> bool:
    """Whether a border is seen: one set to none or drawn in white is not."""
    return border.get(f"{W}val") not in ("nil", "none") and border.get(f"{W}color", "").upper() != "FFFFFF"


def _points(twentieths: str | None) -> float | None:
    """A measure in points; strict OOXML gives those with their unit (§22.9.2.15)."""
    measured = _MEASURE.fullmatch(twentieths or "")
    if measured:
        return float(measured[1]) * _POINTS[measured[2]]
    amount = number(twentieths)
    return None if amount is None else amount / 20
