"""The table of tasks on a terminal: four columns, each section's heading above its own tasks.

Rich measures, wraps and styles each cell by itself, which takes as long for a plan of three hundred tasks as finding them took. So where
every character is one column wide and each column's head has room on a line, the lines are made here, letter for letter like rich's; any
other table is left to rich.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from extractor.terminal.pieces import Piece, in_one_column

__all__ = ["DEADLINE_WIDTH", "NUMBER_WIDTH", "Cells", "cells_of", "table_pieces"]

NUMBER_WIDTH, DEADLINE_WIDTH = 7, 14
_BETWEEN = "   "  # two cells: the padding of both and what parts them

Cells = tuple[str, str, str, str]
"""A task's number, work, lead agencies and deadline."""


def table_pieces(head: Cells, rows: Sequence[Cells | str], width: int) -> list[Piece] | None:
    """The table; None where it is left to rich. A single text is a section's heading.

    Each text is one line without blanks around it or several together.
    """
    widths = _widths(head, rows, width)
    return [*_head(head, widths), *_body(rows, widths)] if widths is not None else None


def cells_of(row: Cells | str) -> Cells:
    """A row's cells; a heading stands in the column of the work."""
    return ("", row, "", "") if isinstance(row, str) else row


def _widths(head: Cells, rows: Sequence[Cells | str], total: int) -> tuple[int, int, int, int] | None:
    """The columns' widths; None where the lines cannot be made here."""
    columns = list(zip(head, *map(cells_of, rows), strict=True))
    if not in_one_column("\n".join(map("\n".join, columns))):
        return None
    number, work, lead, _ = (max(map(len, column)) for column in columns)
    widest = total - 5  # of one column beside which the others have nothing
    number, work, lead = min(number, NUMBER_WIDTH), min(work, widest), min(lead, widest)
    excess = number + work + lead + DEADLINE_WIDTH + 3 * len(_BETWEEN) - total
    if excess > 0:  # the wider of the two that are wrapped gives way until both are alike, then both
        alone = min(excess, abs(work - lead))
        work, lead = (work - alone, lead) if work > lead else (work, lead - alone)
        half = round((excess - alone) / 2)
        work, lead = work - half, lead - (excess - alone - half)
    widths = (number, work, lead, DEADLINE_WIDTH)
    return widths if all(len(text) <= width for text, width in zip(head, widths, strict=True)) else None


def _head(head: Cells, widths: Sequence[int]) -> Iterator[Piece]:
    for index, (text, width) in enumerate(zip(head, widths, strict=True)):
        if index:
            yield from ((" ", "bold"), (" ", ""), (" ", "bold"))
        yield text.ljust(width), "bold"
    yield f"\n{'─' * (sum(widths) + 3 * len(_BETWEEN))}\n", ""


def _body(rows: Sequence[Cells | str], widths: Sequence[int]) -> Iterator[Piece]:
    number_width, work_width, lead_width, deadline_width = widths
    before, after = " " * number_width + _BETWEEN, _BETWEEN + " " * lead_width + _BETWEEN + " " * deadline_width + "\n"
    line_of = (_BETWEEN.join(f"%-{width}s" for width in widths) + "\n").__mod__
    for row in rows:
        if isinstance(row, str):
            for line in _wrapped(row, work_width):
                yield from ((before, ""), (line.ljust(work_width), "bold"), (after, ""))
            continue
        number, work, lead, deadline = row
        wrapped = (_wrapped(work, work_width), _wrapped(lead, lead_width), _wrapped(deadline, deadline_width))
        yield "".join(map(line_of, zip_longest([_shortened(number, number_width)], *wrapped, fillvalue=""))), ""


def _wrapped(text: str, width: int) -> list[str]:
    """The text on lines of at most `width`, broken between words; the end of a longer word is left out."""
    lines = []
    while len(text) > width:
        cut = text.rfind(" ", 0, width + 1)
        if cut < 0:
            cut = text.find(" ")
            if cut < 0:
                break
        lines.append(_shortened(text[:cut], width))
        text = text[cut + 1 :]
    return [*lines, _shortened(text, width)]


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
