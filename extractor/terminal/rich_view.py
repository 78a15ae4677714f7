"""The view of a plan by rich: where a character is not one column wide, and on screens that are not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from extractor.terminal.pieces import USUAL, Paragraph
from extractor.terminal.task_table import DEADLINE_WIDTH, NUMBER_WIDTH, Cells, cells_of, table_pieces

__all__ = ["console_of", "print_paragraphs", "print_table"]


def console_of(stream: TextIO, *, widest: int) -> Console:
    """Rich's console of the stream, its width held within bounds."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console.width = min(console.width or USUAL, widest)
    return console


def print_paragraphs(console: Console, paragraphs: Sequence[Paragraph]) -> None:
    for text, style in paragraphs:
        console.print(Text(text, style=style))


def print_table(console: Console, head: Cells, rows: Sequence[Cells | str]) -> None:
    pieces = None if console.options.ascii_only else table_pieces(head, rows, console.width)
    if pieces is None:
        _print_by_rich(console, head, rows)
        return
    bold = console.get_style("bold")
    console.print(Segments([Segment(text, bold if style else None) for text, style in pieces]), crop=False)


def _print_by_rich(console: Console, head: Cells, rows: Sequence[Cells | str]) -> None:
    number, work, lead, deadline = head
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(number, no_wrap=True, max_width=NUMBER_WIDTH)
    table.add_column(work, ratio=9)
    table.add_column(lead, ratio=5)
    table.add_column(deadline, width=DEADLINE_WIDTH)
    for row in rows:
        style = "bold" if isinstance(row, str) else ""
        table.add_row(*(Text(text, style=style) if text else "" for text in cells_of(row)))
    console.print(table)
