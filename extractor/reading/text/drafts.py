"""Drafts: the blocks of a text file as its readers hand them on, before they are laid out as a Document."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from extractor.document import Align
from extractor.reading.building import GridCell
from extractor.reading.pieces import Piece

__all__ = ["Draft", "NoteDraft", "TableDraft", "TextDraft"]


class TextDraft(Struct, frozen=True):
    """A paragraph. `flows`: running text, whose second half may stand after a page break. `indent`: of its first line, in characters."""

    piece: Piece
    column: Literal["left", "right"] | None = None
    align: Align | None = None
    flows: bool = False
    indent: int | None = None


class TableDraft(Struct, frozen=True):
    """A table. `columns_guessed`: see document.Table. `unplaced`: how many lines could not be given to a column for sure."""

    cells: tuple[GridCell, ...]
    header_rows: int
    columns_guessed: bool = False
    unplaced: int = 0


class NoteDraft(Struct, frozen=True):
    """A footnote: its mark as printed and its text without it."""

    mark: str
    piece: Piece


Draft = TextDraft | TableDraft | NoteDraft
