"""Documents from strings, for the tests of structure: one line a paragraph.

"<" and ">" before a line set it in the left or right column, "^" centres it; a line with tabs is a table row.
"""

from __future__ import annotations

from extractor.document import Block, Cell, Document, Paragraph, Row, Source, Table
from extractor.records import Span

_SOURCE = Source(None, "text/plain", "0" * 64, 0, None, "text")


def document(text: str) -> Document:
    """A Document of the lines; empty lines are left out."""
    out: list[str] = []
    blocks: list[Block] = []
    at = 0
    for line in (line.strip(" ") for line in text.strip("\n").split("\n")):
        if not line:
            continue
        mark, printed = (line[0], line[1:]) if line[0] in "<>^" else ("", line)
        span = Span(at, at + len(printed))
        if "\t" in printed:
            row, start = _row(printed, at, 0)
            if blocks and isinstance(blocks[-1], Table):
                table = blocks[-1]
                row, _ = _row(printed, at, len(table.rows))
                blocks[-1] = Table(Span(table.span.start, span.end), (*table.rows, row))
            else:
                blocks.append(Table(Span(start, span.end), (row,)))
        else:
            column = {"<": "left", ">": "right"}.get(mark)
            blocks.append(Paragraph(span, align="center" if mark == "^" else None, column=column))  # type: ignore[arg-type]
        out.append(printed)
        at = span.end + 1
    return Document(_SOURCE, "\n".join(out), tuple(blocks))


def _row(line: str, at: int, index: int) -> tuple[Row, int]:
    cells = []
    start = at
    for column, value in enumerate(line.split("\t")):
        cells.append(Cell(Span(start, start + len(value)), index, column))
        start += len(value) + 1
    return Row(tuple(cells), Span(at, at + len(line))), at
