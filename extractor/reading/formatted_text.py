"""Collects formatted text run by run, and gives it as a Piece with text in fonts from before Unicode decoded (`legacy_fonts`)."""

from __future__ import annotations

from msgspec import Struct, field

from extractor.reading.legacy_fonts import LegacyFont, decode_piece, may_be_legacy
from extractor.reading.legacy_letters import Encoding
from extractor.reading.pieces import Piece
from extractor.records import Span

__all__ = ["FormattedText"]


class FormattedText(Struct):
    """The runs so far: `parts` are their texts; emphasis, citations and fonts stand off from them by offsets."""

    parts: list[str] = field(default_factory=list)
    _length: int = 0
    _bold: list[Span] = field(default_factory=list)
    _italic: list[Span] = field(default_factory=list)
    _cites: list[tuple[int, str]] = field(default_factory=list)
    _fonts: list[tuple[int, LegacyFont | None]] = field(default_factory=list)

    def add(self, text: str, *, bold: bool = False, italic: bool = False, font: LegacyFont | None = None) -> None:
        """Adds a run."""
        if not text:
            return
        span = Span(self._length, self._length + len(text))
        self.parts.append(text)
        self._length = span.end
        if bold:
            self._bold.append(span)
        if italic:
            self._italic.append(span)
        self._fonts.append((span.end, font))

    def cite(self, key: str) -> None:
        """The mark of the note `key` stands here."""
        self._cites.append((self._length, key))

    def piece(self, encoding: Encoding | None) -> tuple[Piece, bool]:
        """The text, and whether some was decoded though no font told so. `encoding`: of text whose font tells nothing."""
        piece = Piece("".join(self.parts), tuple(self._bold), tuple(self._italic), cites=tuple(self._cites))
        told = any(font is not None for _, font in self._fonts)
        if not (told or may_be_legacy(piece.text)):
            return piece, False
        decoded = decode_piece(piece, self._fonts, encoding)
        return decoded, not told and decoded.text != piece.text
