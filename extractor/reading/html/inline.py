"""Collects the text of a paragraph of HTML as a Piece: white space as a browser shows it, emphasis, citations, old fonts decoded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.reading.html.styles import Look
from extractor.reading.legacy_fonts import LegacyFont, decode_piece, may_be_legacy
from extractor.reading.legacy_letters import Encoding
from extractor.reading.pieces import Piece
from extractor.records import Span

__all__ = ["InlineWriter"]

_WHITE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class InlineWriter:
    """Text so far; `take` gives it and begins anew. `encoding`: of text whose font tells nothing."""

    encoding: Encoding | None
    guessed: bool = False
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _bold: list[Span] = field(default_factory=list)
    _italic: list[Span] = field(default_factory=list)
    _cites: list[tuple[int, str]] = field(default_factory=list)
    _fonts: list[tuple[int, LegacyFont | None]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing but white space was written."""
        return not any(part.strip() for part in self._parts)

    @property
    def ends_with_break(self) -> bool:
        """Whether a line break came last, white space apart."""
        for part in reversed(self._parts):
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
        self._add(text, look)

    def break_line(self, look: Look) -> None:
        """Adds a line break."""
        self._add("\n", look)

    def cite(self, key: str) -> None:
        """A footnote's mark stands here."""
        self._cites.append((self._length, key))

    def _add(self, text: str, look: Look) -> None:
        if not text:
            return
        span = Span(self._length, self._length + len(text))
        self._parts.append(text)
        self._length = span.end
        if look.bold:
            self._bold.append(span)
        if look.italic:
            self._italic.append(span)
        self._fonts.append((span.end, look.font))

    def take(self) -> Piece:
        """The paragraph."""
        piece = Piece("".join(self._parts), tuple(self._bold), tuple(self._italic), cites=tuple(self._cites))
        if may_be_legacy(piece.text) or any(font is not None for _, font in self._fonts):
            decoded = decode_piece(piece, self._fonts, self.encoding)
            self.guessed = self.guessed or (decoded.text != piece.text and all(font is None for _, font in self._fonts))
            piece = decoded
        self._parts, self._length, self._bold, self._italic, self._cites, self._fonts = [], 0, [], [], [], []
        return piece
