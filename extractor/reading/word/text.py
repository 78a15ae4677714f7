"""The text of one Word paragraph as a Piece: what is printed, once, with tracked changes accepted.

Kept: runs, insertions and text moved here, hyperlinks, content controls, smart tags, field results, equations' text.
Left out: deletions and text moved away, hidden text (direct or through styles), field instructions, comments, marks of notes (they become
citations of the piece); and, as `struck` and `unseen` tell, text that is struck through, white on paper or too small to be read.
Text boxes are collected aside, each once. Symbols become the characters they draw, non-breaking hyphens "-".
Text in fonts from before Unicode is decoded (`legacy_fonts`), run by run.
"""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from extractor.reading.formatted_text import FormattedText
from extractor.reading.legacy_letters import Encoding
from extractor.reading.pieces import SYMBOL_FONTS, Piece
from extractor.reading.word.numbering import format_number
from extractor.reading.word.styles import RunFormat, Styles
from extractor.reading.word.xml import Element, W, children

__all__ = ["Inline", "InlineReader"]

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH = frozenset(f"{{http://schemas.openxmlformats.org/officeDocument/2006/math}}{name}" for name in ("oMath", "oMathPara"))
_BREAKS = frozenset((f"{W}br", f"{W}cr"))
_TABS = frozenset((f"{W}tab", f"{W}ptab"))
_DRAWINGS = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_WHITE = str.maketrans("\t\n\r", "   ")


class Inline(Struct, frozen=True):
    """A paragraph's text and its text boxes (w:txbxContent elements), in order."""

    piece: Piece
    boxes: tuple[Element, ...]
    left_out: bool = False  # whether text of it was struck or unseen


class InlineReader(Struct):
    """Reads paragraphs in order: fields may run over several of them, and notes are numbered as they are cited.

    `marks`: what stands printed where a note is cited, by its key ("footnote-2"), in order of citation.
    """

    styles: Styles
    encoding: Encoding | None = None  # of text whose font tells nothing
    prefix: str = ""  # of the notes' keys: an included file has notes of its own
    guessed: bool = False  # whether text was decoded that no font's name told about
    struck: bool = False  # whether text was left out that is struck through
    unseen: bool = False  # whether text was left out that is white on paper or too small
    marks: dict[str, str] = field(default_factory=dict)
    _cited: dict[str, int] = field(default_factory=dict)
    _fields: list[bool] = field(default_factory=list)  # of each open field: whether its instruction is over
    _instructions: int = 0  # how many of them are in their instruction

    def read(self, paragraph: Element, style: str | None, *, coloured: bool = False) -> Inline:
        """The text of a w:p whose paragraph style is `style`; `coloured`: whether anything but paper may be behind it."""
        collected = _Collected(coloured=coloured)
        for child in children(paragraph):
            if child.tag == f"{W}r":
                self._run(child, style, collected)
            elif child.tag in _MATH:
                collected.add("".join(text.text or "" for text in child.iter(_MATH_TEXT)), RunFormat())
        # An instruction ends with its paragraph: a field that is never closed would swallow the rest of the document.
        while self._fields and not self._fields[-1]:
            self._field("end")
        piece, guessed = collected.text.piece(self.encoding)
        self.guessed = self.guessed or guessed
        return Inline(piece, tuple(collected.boxes), collected.left_out)

    def _run(self, run: Element, style: str | None, collected: _Collected) -> None:
        form = self.styles.run(run.find(f"{W}rPr"), style)
        custom: str | None = None
        for child in children(run):
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType"))
            elif form.hidden or self._instructions:
                continue
            elif tag == f"{W}t":
                text = (child.text or "").translate(_WHITE)
                if self._leaves_out(text, form, collected):
                    text = " " if text != text.strip() else ""
                if custom is not None:
                    self.marks[custom] = text.strip() or self.marks[custom]
                else:
                    collected.add(text.upper() if form.capitals and form.legacy is None else text, form)
            elif tag in _TABS:
                collected.add("\t", form)
            elif tag in _BREAKS:
                collected.add("\n", form)
            elif tag == f"{W}noBreakHyphen":
                collected.add("-", form)
            elif tag == f"{W}softHyphen":
                collected.add("\u00ad", form)  # dropped later, unless it is TCVN3's "ư"
            elif tag == f"{W}sym":
                if not self._leaves_out(_symbol(child), form, collected):
                    collected.add(_symbol(child), form)
            elif tag in _REFERENCES and not self._leaves_out("*", form, collected):
                key = self._cite(_REFERENCES[tag], child.get(f"{W}id", ""))
                collected.text.cite(key)
                # The text of such a run is the mark, chosen by hand ("*").
                custom = key if child.get(f"{W}customMarkFollows") in ("1", "true", "on") else None
            elif tag in _DRAWINGS:
                collected.boxes += _text_boxes(child)
            elif tag == f"{W}ruby":
                for base in child.iterfind(f"{W}rubyBase/{W}r"):
                    self._run(base, style, collected)

    def _leaves_out(self, text: str, form: RunFormat, collected: _Collected) -> bool:
        """Whether nobody would see the text, or see it struck; white space parts words however it looks."""
        unseen = not form.is_seen(collected.coloured)
        if not (form.struck or unseen) or not text.strip():
            return False
        self.struck = self.struck or form.struck
        self.unseen = self.unseen or (unseen and not form.struck)
        collected.left_out = True
        return True

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
            self._instructions += 1
        elif self._fields and kind in ("separate", "end"):
            over = self._fields.pop()
            self._instructions -= not over
            if kind == "separate":
                self._fields.append(True)

    def _cite(self, kind: str, number: str) -> str:
        key = f"{self.prefix}{kind}-{number}"
        if key not in self.marks:
            self._cited[kind] = self._cited.get(kind, 0) + 1
            # Word's own choice where a document makes none: 1, 2 for footnotes, i, ii for endnotes.
            self.marks[key] = format_number(self._cited[kind], "decimal" if kind == "footnote" else "lowerRoman")
        return key


class _Collected(Struct):
    text: FormattedText = field(default_factory=FormattedText)
    boxes: list[Element] = field(default_factory=list)
    coloured: bool = False
    left_out: bool = False

    def add(self, text: str, form: RunFormat) -> None:
        font = form.legacy
        if font is not None and form.capitals:
            font = replace(font, capitals=True)
        self.text.add(text, bold=form.bold, italic=form.italic, font=font)


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    character = chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""
    return SYMBOL_FONTS.get(chr(0xF000 + code), character) if code < 0x100 else SYMBOL_FONTS.get(character, character)


def _text_boxes(drawing: Element) -> list[Element]:
    """The outermost text boxes in a drawing, in the order of the file; what mc:AlternateContent repeats counts once."""
    boxes: list[Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}txbxContent":
            boxes.append(element)
        else:
            waiting += reversed(list(children(element)))
    return boxes
