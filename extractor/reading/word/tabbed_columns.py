"""The closing of a Word document whose two columns are parted by tabs instead of a table, as in documents typed before 2010.

    Nơi nhận:                    TM. ỦY BAN NHÂN DÂN
    - Như Điều 2;                KT. CHỦ TỊCH
    - Lưu: VT.                   Nguyễn Văn An

It begins at the recipients' head with something behind a tab, and goes on over lines with tabs and recipients' lines; there the text before
a tab is the left column's, the text behind it the right one's. Everywhere else a tab is a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.nested_blocks import NestedBlock, NestedParagraph
from extractor.reading.pieces import cut
from extractor.reading.text.line_joining import is_item, matches

__all__ = ["with_tabbed_closing"]

_TABS = lazy_pattern(r"[ \t]*\t[ \t]*")


def with_tabbed_closing(blocks: Iterable[NestedBlock]) -> Iterator[NestedBlock]:
    """The blocks, the paragraphs of a closing set with tabs each in its column."""
    inside = False
    for block in blocks:
        text = block.piece.text if isinstance(block, NestedParagraph) else ""
        if isinstance(block, NestedParagraph) and matches("recipients_head", text) and _TABS.search(text.strip()):
            inside = True
        if not inside or not isinstance(block, NestedParagraph):
            inside = False
            yield block
            continue
        if not text.strip():
            yield block
        elif "\t" in text or is_item(text.strip()):
            yield from _sides(block)
        else:
            inside = False
            yield block


def _sides(block: NestedParagraph) -> Iterator[NestedParagraph]:
    """The paragraph's text before its first tab, and that behind it."""
    found = _TABS.search(block.piece.text)
    start, end = found.span() if found else (len(block.piece.text),) * 2
    yield replace(block, piece=cut(block.piece, 0, start), column="left")
    yield replace(block, piece=cut(block.piece, end, len(block.piece.text)), column="right")
