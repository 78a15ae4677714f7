"""The closing of a Word document whose two columns are parted by tabs instead of a table, as in documents typed before 2010.

    Nơi nhận:                    TM. ỦY BAN NHÂN DÂN
    - Như Điều 2;                KT. CHỦ TỊCH
    - Lưu: VT.                   Nguyễn Văn An

`text.closing_rows` tells which lines are its rows: there the text before a tab is the left column's, the text behind it the right one's.
Everywhere else a tab is a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from extractor.reading.nested_blocks import NestedBlock, NestedParagraph
from extractor.reading.pieces import cut
from extractor.reading.text.closing_rows import TABS, halves, in_closing, opens_closing

__all__ = ["with_tabbed_closing"]


def with_tabbed_closing(blocks: Iterable[NestedBlock]) -> Iterator[NestedBlock]:
    """The blocks, the paragraphs of a closing set with tabs each in its column, the left one before the right."""
    left: list[NestedParagraph] = []
    right: list[NestedParagraph] = []
    for block in blocks:
        text = block.piece.text if isinstance(block, NestedParagraph) else ""
        if isinstance(block, NestedParagraph) and (opens_closing(text, TABS) or (left and (not text.strip() or in_closing(text, TABS)))):
            start, end = halves(text, TABS)
            left.append(replace(block, piece=cut(block.piece, 0, start), column="left"))
            right.append(replace(block, piece=cut(block.piece, end, len(text)), column="right"))
            continue
        yield from (*left, *right)
        left.clear()
        right.clear()
        yield block
    yield from (*left, *right)
