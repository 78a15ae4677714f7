"""Tables that share a quantity out (bảng phân bổ, giao chỉ tiêu): whether a table is one, and what stands above it.

Such a table names a place, a body or a thing in each row and one in each head; its cells say how much of one unit each of them is to
reach. It is told by all of these:

- its unit, in a column of its own ("ĐVT"), in brackets in its head, in a line above it ("ĐVT: ha"), or in brackets at the end of its
  caption; a sum of money is none, since budgets are shared out in the same form;
- what stands above: going up, over remarks in brackets and lines of the unit, the first sentence that speaks of sharing out or aiming
  ("phân bổ", "chỉ tiêu giao"), or of what was found or spent, decides (`shared` of `models/targets.toml`);
- at least two columns of figures, and no column that holds anything else than the names, the unit, figures, numbers of rows or remarks.

Which columns there are, and which of them tell of what was reached, is for the caller to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from extractor.document import Document, Paragraph, Table
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.target_quantities import is_money, is_unit
from extractor.vocabulary import load_vocabulary

__all__ = ["FEWEST_SHARES", "SharedTable", "may_share", "shared_table"]

_LINES_ABOVE, _LONGEST = 4, 250  # paragraphs that are looked at above a table; code points of a sentence that introduces one
_SENTENCE = lazy_pattern(r"[.;]\s")
_REMARK = lazy_pattern(r"\s*\(.*\)\s*")
_UNIT_LINE = lazy_pattern(r"(?:^|[\s(])(?:đơn\s+vị(?:\s+tính)?|đvt|đ\.v\.t)\s*:\s*(?P<unit>[^():;.\d]{1,20}?)\s*\)?\s*$")
_BRACKETED = lazy_pattern(r"\((?P<unit>[^()\d]{1,20})\)\s*:?\s*$")
_FEWEST_ROWS, FEWEST_SHARES = 2, 2  # rows of figures, columns of figures
_ROWS_TRIED, _BEGINNING = 3, 3  # rows looked at first, and characters of their cells


class SharedTable(Struct, frozen=True):
    """What stands above a table that shares out: the unit (None: its head gives it) and the folded sentence that says so."""

    unit: str | None
    caption: str


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: lazy_pattern(load_vocabulary("targets")["shared"][name]) for name in ("orders", "tells")}


def may_share(document: Document, table: Table, first_row: int) -> bool:
    """Whether a table is large enough, and one of its first rows has enough cells, besides the first, that begin with a digit."""
    if len(table.rows) - first_row < _FEWEST_ROWS or len(table.rows[0].cells) < 1 + FEWEST_SHARES:
        return False
    return any(
        sum(any(map(str.isdigit, document.text[cell.span.start : cell.span.end][:_BEGINNING])) for cell in row.cells[1:]) >= FEWEST_SHARES
        for row in table.rows[first_row : first_row + _ROWS_TRIED]
    )


def shared_table(document: Document, table: Table, *, unit_told: bool) -> SharedTable | None:
    """What stands above a table that may share out, if that makes it one that does; None where nothing above says so.

    `unit_told`: its head gives the unit.
    """
    unit = caption = None
    for printed in _above(document, table):
        folded = fold(printed)
        if unit is None and (found := _UNIT_LINE.search(folded) or _BRACKETED.search(folded)):
            named = found["unit"].strip()
            if is_money(named):
                return None
            unit = printed[found.start("unit") : found.end("unit")].strip() if is_unit(named) else None
        if _rules()["tells"].search(folded):
            return None
        if not _REMARK.fullmatch(folded) and _rules()["orders"].search(folded):
            caption = folded
            break
    return SharedTable(unit, caption) if caption is not None and (unit or unit_told) else None


def _above(document: Document, table: Table) -> Iterator[str]:
    """The last sentence of each paragraph directly above a table, from below, as far as it can introduce it."""
    at = bisect_left(document.blocks, table.span.start, key=lambda block: block.span.start)
    for block in reversed(document.blocks[max(0, at - _LINES_ABOVE) : at]):
        if not isinstance(block, Paragraph):
            return
        printed = " ".join(document.slice(block.span).split())
        last = _SENTENCE.split(printed)[-1]
        if len(last) <= _LONGEST:
            yield last

