"""A closing cut by a page break: recipients (left) or the signer (right) that go on at the top of the next page.

The lines at the top of a page that stand where a column of the page before ended, in its size, are given to that column, so that the left
column comes whole before the right one; so are two columns that a page begins with, but for a letterhead.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from msgspec.structs import replace

from extractor.reading.layout_words import matches
from extractor.reading.pdf.page_layout import PageLayout
from extractor.reading.pdf.page_lines import Line

__all__ = ["join_columns"]

APART = 4.0
"""Points a column's line may begin, or a centred one have its middle, off those above."""


def join_columns(pages: Sequence[PageLayout]) -> list[PageLayout]:
    """The pages with such lines moved to the page before. A moved line keeps the number of the page it is printed on."""
    joined = list(pages)
    for index in range(len(joined) - 1):
        above, below = joined[index], joined[index + 1]
        left, right = above.closing
        if not left or not right:
            continue
        moved = 0
        headed = _begins_with_letterhead(below)
        for item in below.items:
            if not isinstance(item, Line) or (item.column is not None and headed):
                break
            if item.column is not None:
                (left if item.column == "left" else right).append(item)
            elif _goes_under(item, left[-1]) and item.right < min(line.left for line in right):
                left.append(replace(item, column="left"))
            elif _goes_under(item, right[-1]) and item.left > left[0].left + 60:
                right.append(replace(item, column="right"))
            else:
                break
            moved += 1
        if moved:
            body = above.items[: len(above.items) - len(left) - len(right) + moved]
            joined[index] = replace(above, items=(*body, *left, *right))
            joined[index + 1] = replace(below, items=below.items[moved:])
    return joined


def _begins_with_letterhead(page: PageLayout) -> bool:
    columns = takewhile(lambda item: isinstance(item, Line) and item.column is not None, page.items)
    return any(isinstance(item, Line) and matches("national_heading", item.text) for item in columns)


def _goes_under(line: Line, above: Line) -> bool:
    middles = (line.left + line.right) / 2 - (above.left + above.right) / 2
    return abs(line.size - above.size) < 0.6 and (abs(line.left - above.left) < APART or abs(middles) < APART)
