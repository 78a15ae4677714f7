"""The table of tasks on a terminal: four columns, each section's heading above its own tasks.

Rich measures, wraps and styles each cell by itself, which takes as long for a plan of three hundred tasks as finding them took. So where
every character is one column wide and each column's head has room on a line, the lines are made here, letter for letter like rich's; any
other table is left to rich.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.segment import Segment

__all__ = ["Cells", "print_tasks"]

_NUMBER_WIDTH, _DEADLINE_WIDTH = 7, 14
_BETWEEN = "   "  # two cells: the padding of both and what parts them
_ONE_COLUMN = re.compile(r"[\n -~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2015\u2018-\u201f\u2022\u2026\u2212\u2264\u2265\u25b8]*")


Cells = tuple[str, str, str, str]
"""A task's number, work, lead agencies and deadline."""


def print_tasks(console: Console, head: Cells, rows: Sequence[Cells | str]) -> None:
    """Prints the table; a single text is a section's heading. Each text is one line without blanks around it or several together."""
    widths = None if console.options.ascii_only else _widths(head, rows, console.width)
    if widths is None:
        _print_by_rich(console, head, rows)
        return
    from rich.segment import Segments

    console.print(Segments([*_head(console, head, widths), *_body(console, rows, widths)]), crop=False)


def _cells(row: Cells | str) -> Cells:
    return ("", row, "", "") if isinstance(row, str) else row


def _widths(head: Cells, rows: Sequence[Cells | str], total: int) -> tuple[int, int, int, int] | None:
    """The columns' widths; None where the lines cannot be made here."""
    columns = list(zip(head, *map(_cells, rows), strict=True))
    if not _ONE_COLUMN.fullmatch("\n".join(map("\n".join, columns))):
        return None
    number, work, lead, _ = (max(map(len, column)) for column in columns)
    widest = total - 5  # of one column beside which the others have nothing
    number, work, lead = min(number, _NUMBER_WIDTH), min(work, widest), min(lead, widest)
    excess = number + work + lead + _DEADLINE_WIDTH + 3 * len(_BETWEEN) - total
    if excess > 0:  # the wider of the two that are wrapped gives way until both are alike, then both
        alone = min(excess, abs(work - lead))
        work, lead = (work - alone, lead) if work > lead else (work, lead - alone)
        half = round((excess - alone) / 2)
        work, lead = work - half, lead - (excess - alone - half)
    widths = (number, work, lead, _DEADLINE_WIDTH)
    return widths if all(len(text) <= width for text, width in zip(head, widths, strict=True)) else None


def _head(console: Console, head: Cells, widths: Sequence[int]) -> Iterator[Segment]:
    from rich.segment import Segment

    style = console.get_style("table.header")
    for index, (text, width) in enumerate(zip(head, widths, strict=True)):
        if index:
            yield from (Segment(" ", style), Segment(" "), Segment(" ", style))
        yield Segment(text.ljust(width), style)
    yield Segment(f"\n{'─' * (sum(widths) + 3 * len(_BETWEEN))}\n")


def _body(console: Console, rows: Sequence[Cells | str], widths: Sequence[int]) -> Iterator[Segment]:
    from rich.segment import Segment

    bold = console.get_style("bold")
    number_width, work_width, lead_width, deadline_width = widths
    before, after = " " * number_width + _BETWEEN, _BETWEEN + " " * lead_width + _BETWEEN + " " * deadline_width + "\n"
    for row in rows:
        if isinstance(row, str):
            for line in _wrapped(row, work_width):
                yield from (Segment(before), Segment(line.ljust(work_width), bold), Segment(after))
            continue
        number, *others = row
        wrapped = map(_wrapped, others, (work_width, lead_width, deadline_width))
        columns = zip_longest([_shortened(number, number_width)], *wrapped, fillvalue="")
        lines = (_BETWEEN.join(map(str.ljust, cells, widths)) for cells in columns)
        yield Segment("".join(f"{line}\n" for line in lines))


def _wrapped(text: str, width: int) -> list[str]:
    """The text on lines of at most `width`, broken between words; the end of a longer word is left out."""
    if len(text) <= width:
        return [text]
    line, *words = text.split(" ")
    lines = []
    for word in words:
        if len(line) + 1 + len(word) <= width:
            line += " " + word
        else:
            lines.append(_shortened(line, width))
            line = word
    return [*lines, _shortened(line, width)]


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _print_by_rich(console: Console, head: Cells, rows: Sequence[Cells | str]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    number, work, lead, deadline = head
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(number, no_wrap=True, max_width=_NUMBER_WIDTH)
    table.add_column(work, ratio=9)
    table.add_column(lead, ratio=5)
    table.add_column(deadline, width=_DEADLINE_WIDTH)
    for row in rows:
        style = "bold" if isinstance(row, str) else ""
        table.add_row(*(Text(text, style=style) if text else "" for text in _cells(row)))
    console.print(table)
