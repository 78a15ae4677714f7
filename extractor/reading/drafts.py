"""Drafts: the blocks of a text file as its readers hand them on, before they are laid out as a Document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.document import Align
from extractor.reading.building import GridCell
from extractor.reading.pieces import Piece

__all__ = ["Draft", "NoteDraft", "TableDraft", "TextDraft"]


@dataclass(frozen=True, slots=True)
class TextDraft:
    """A paragraph. `flows`: running text, whose second half may stand after a page break."""

    piece: Piece
    column: Literal["left", "right"] | None = None
    align: Align | None = None
    flows: bool = False


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table. `columns_guessed`: see document.Table. `unplaced`: how many lines could not be given to a column for sure."""

    cells: tuple[GridCell, ...]
    header_rows: int
    columns_guessed: bool = False
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A footnote: its mark as printed and its text without it."""

    mark: str
    piece: Piece


Draft = TextDraft | TableDraft | NoteDraft
