"""Cells that tell by themselves who leads and who helps, whatever their column's header says.

In this precedence: a cell that begins with a label of one of both ("Chủ trì: Sở A", "Phối hợp: B" in the columns "Ngành Y tế", "Ngành Giáo
dục"); a cell with a slash under a header that has one too ("Cơ quan chủ trì / phối hợp" over "Sở A / Sở B, C": the first leads). Each part
is a cell of its own, of the same place and a narrower span. A slash inside a name ("UBND/HĐND") parts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from extractor.document import Cell, Document, Row
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span
from extractor.structure.labels import parse_labels

__all__ = ["Told", "told_cells"]

Told = tuple[Literal["lead", "coordinating"], Cell]

_SHARED = lazy_pattern(r"chủ trì[\s()]*/[\s()]*(?:(?:các )?(?:cơ quan|đơn vị|cq|đv)[\s,/]*){0,2}phối hợp")
_SPACED = lazy_pattern(r"\s+/\s*|/\s+")


def told_cells(document: Document, rows: Sequence[Row], head: int, columns: Mapping[int, str]) -> dict[Span, tuple[Told, ...]]:
    """For the spans of such cells behind the first `head` rows, what they tell. `columns` are the meanings that the headers give."""
    open_columns = [i for i in range(len(rows[0].cells) if rows else 0) if columns.get(i) in (None, "lead", "coordinating")]
    shared = {i for i in open_columns if _is_shared(document, rows[:head], i)}
    found: dict[Span, tuple[Told, ...]] = {}
    for row in rows[head:]:
        if not shared and document.text.find(":", row.span.start, row.span.end) < 0:
            continue
        for i in open_columns:
            cell = row.cells[i] if i < len(row.cells) else None
            if cell is None or not (i in shared or document.text.find(":", cell.span.start, cell.span.end) > 0):
                continue
            if not len(cell.span) or cell.span in found or cell.column_span == len(row.cells):
                continue
            told = tuple(_labelled(document, cell)) or (tuple(_parted(document, cell)) if i in shared else ())
            if told:
                found[cell.span] = told
    return found


def _is_shared(document: Document, head: Sequence[Row], column: int) -> bool:
    printed = " ".join(document.slice(row.cells[column].span) for row in head if column < len(row.cells))
    return "/" in printed and _SHARED.search(" ".join(fold(printed).split())) is not None


def _labelled(document: Document, cell: Cell) -> Iterator[Told]:
    for label in parse_labels(document.text, cell.span):
        if label.field in ("lead", "coordinating") and len(label.value):
            yield label.field, replace(cell, span=label.value)


def _parted(document: Document, cell: Cell) -> Iterator[Told]:
    printed = document.slice(cell.span)
    slash = _SPACED.search(printed)
    if slash is None or not slash.start() or slash.end() == len(printed):
        return
    yield "lead", replace(cell, span=Span(cell.span.start, cell.span.start + slash.start()))
    yield "coordinating", replace(cell, span=Span(cell.span.start + slash.end(), cell.span.end))
