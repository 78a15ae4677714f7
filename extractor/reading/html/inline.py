"""Collects the text of a paragraph of HTML as a Piece: white space as a browser shows it, emphasis, citations, old fonts decoded.

Text that is struck through or too small to be read is left out, as `struck` and `unseen` tell.
"""

from __future__ import annotations

from msgspec import Struct, field

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.formatted_text import FormattedText
from extractor.reading.html.styles import Look
from extractor.reading.legacy_letters import Encoding
from extractor.reading.pieces import Piece

__all__ = ["InlineWriter"]

_WHITE = lazy_pattern(r"[ \t\r\n\f]+")


class InlineWriter(Struct):
    """Text so far; `take` gives it and begins anew. `encoding`: of text whose font tells nothing."""

    encoding: Encoding | None
    guessed: bool = False
    struck: bool = False
    unseen: bool = False
    left_out: bool = False  # of the paragraph that is collected
    _text: FormattedText = field(default_factory=FormattedText)

    @property
    def empty(self) -> bool:
        """Whether nothing but white space was written."""
        return not any(part.strip() for part in self._text.parts)

    @property
    def ends_with_break(self) -> bool:
        """Whether a line break came last, white space apart."""
        for part in reversed(self._text.parts):
            if part == "\n":
                return True
            if part.strip():
                return False
        return False

    def write(self, text: str, look: Look) -> None:
        """Adds text of an element with that look."""
        if not look.keeps_spaces:
            text = _WHITE.sub(" ", text)
        if look.capitals and look.font is None:
            text = text.upper()
        if (look.struck or look.tiny) and text.strip():
            self.struck = self.struck or look.struck
            self.unseen = self.unseen or not look.struck
            self.left_out = True
            text = " " if text != text.strip() else ""
        self._add(text, look)

    def break_line(self, look: Look) -> None:
        """Adds a line break."""
        self._add("\n", look)

    def cite(self, key: str) -> None:
        """A footnote's mark stands here."""
        self._text.cite(key)

    def _add(self, text: str, look: Look) -> None:
        self._text.add(text, bold=look.bold, italic=look.italic, font=look.font)

    def take(self) -> Piece:
        """The paragraph."""
        piece, guessed = self._text.piece(self.encoding)
        self.guessed = self.guessed or guessed
        self._text = FormattedText()
        self.left_out = False
        return piece
