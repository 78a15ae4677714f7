"""A table's head in two rows, of which only the cells are known, one after another.

    TT | Nội dung | Phân công | Thời gian thực hiện | Ghi chú          the first row; two of its cells stand over several columns,
    Chủ trì | Phối hợp | Bắt đầu | Kết thúc                            whose own heads are the second row's, in the same order

Which cell stands over which is told by the words of both (`models/layout_words.toml`, `over_…` and `under_…`); a head of which they do not
tell it is none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from msgspec import Struct

from extractor.reading.building import GridCell
from extractor.reading.layout_words import matches
from extractor.reading.text.inline_markup import inline

__all__ = ["StackedHead", "heads_parts_of", "stacked_head"]

_KINDS = ("actors", "times", "years")


class StackedHead(Struct, frozen=True):
    """The cells of both rows; which of the first stand over several columns, by their places in it, and over how many."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    over: dict[int, int]

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.first) - len(self.over) + len(self.second)

    def cells(self, notes: Collection[str]) -> list[GridCell]:
        """The head on the grid: a cell of the first row that stands over one column alone is as high as both rows."""
        cells: list[GridCell] = []
        column = taken = 0
        for place, text in enumerate(self.first):
            size = self.over.get(place, 0)
            cells.append(GridCell(inline(text, notes), 0, column, 1 if size else 2, size or 1))
            cells += [GridCell(inline(self.second[taken + at], notes), 1, column + at) for at in range(size)]
            taken += size
            column += size or 1
        return cells


def stacked_head(first: Sequence[str], second: Sequence[str]) -> StackedHead | None:
    """The head that two rows of cells make; None where the second's stand under none of the first's."""
    runs = [(kind, sum(1 for _ in cells)) for kind, cells in groupby(map(_kind_under, second))]
    over: dict[int, int] = {}
    at = len(first)
    for kind, size in reversed(runs):  # columns of a kind stand rather to the right: "Chỉ tiêu" is the work, "Lộ trình" has the years
        at = next((place for place in reversed(range(at)) if kind is not None and matches(f"over_{kind}", first[place])), -1)
        if at < 0 or size < 2:
            return None
        over[at] = size
    return StackedHead(tuple(first), tuple(second), dict(sorted(over.items()))) if over else None


def heads_parts_of(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a second row on the same columns has the heads of parts of the first's cells ("Phân công", "" over "Chủ trì", "Phối hợp")."""
    under = [place for place, cell in enumerate(second) if cell.strip()]
    return len(under) > 1 and all(_stands_under(first, second, place) for place in under)


def _stands_under(first: Sequence[str], second: Sequence[str], place: int) -> bool:
    """Whether the nearest cell of the first row from there to the left stands over what the second's cell is."""
    kind = _kind_under(second[place].strip())
    over = next((cell.strip() for cell in reversed(first[: place + 1]) if cell.strip()), "")
    return kind is not None and matches(f"over_{kind}", over)


def _kind_under(cell: str) -> str | None:
    return next((kind for kind in _KINDS if matches(f"under_{kind}", cell)), None)
