"""What a line break inside a paragraph of a word processor's document means (Word's Shift+Enter).

In centred and right-aligned text (titles, letterhead) it parts lines. In running text it is either an old wrap that came with pasted text,
where the sentence goes on (a space), or a new item typed without a new paragraph. Without the look of an item or the end of a sentence
before it, it is a space.
"""

from __future__ import annotations

from collections.abc import Callable

from extractor.document import Align
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pieces import Piece

__all__ = ["settle_breaks", "settle_cell_breaks"]

_ITEM = lazy_pattern(
    r"[-–—+*•●▪➢✓]\s*\S|\(?[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}[.)/]\s|[a-zđA-ZĐ]{1,2}[.)]\s|[IVX]{1,6}[.)]\s|(?:Điều|Chương|Mục)\s+[0-9IVX]{1,5}"
    r"(?:[.:]|\s*\Z|\s+[A-ZĐ]{2})"  # not what a sentence cites ("tại | Điều 5 Luật Giá")
)
_SENTENCE_END = lazy_pattern(r"[.;:!?…][”\"’')]*\Z")
_LOOK = 60


def settle_breaks(piece: Piece, align: Align | None) -> Piece:
    """A body paragraph with each "\\n" kept where lines part and made a space where the sentence goes on."""
    if align in ("center", "right"):
        return piece
    return _settle(piece, lambda before, after: bool(_ITEM.match(after)) or bool(_SENTENCE_END.search(before) and _begins(after)))


def settle_cell_breaks(piece: Piece) -> Piece:
    """A table cell's paragraph likewise; cells list names without punctuation, so a capital letter begins a line of its own."""
    return _settle(piece, lambda before, after: bool(_ITEM.match(after)) or (before[-1:] != "," and _begins(after)))


def _begins(after: str) -> bool:
    return after[:1].isupper() or after[:1] in "“\"'("


def _settle(piece: Piece, parts: Callable[[str, str], bool]) -> Piece:
    text = piece.text
    if "\n" not in text:
        return piece
    characters = list(text)
    for at, character in enumerate(text):
        if character == "\n":
            before, after = text[max(0, at - _LOOK) : at].rstrip(), text[at + 1 : at + 1 + _LOOK].lstrip()
            if not parts(before, after):
                characters[at] = " "
    return Piece("".join(characters), piece.bold, piece.italic, piece.lines, piece.cites)
