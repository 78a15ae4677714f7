"""Two texts that stand side by side outside a table: the letterhead (issuer | Quốc hiệu) and the closing (Nơi nhận | signature).

Converters write them as a table of two columns. `is_side_by_side` knows one by its words (`models/layout_words.toml`), `side_by_side` gives
its paragraphs, row by row, the left text before the right. A cell in which several printed lines were run together is parted again at
rulers ("-------"), wide spaces, the motto, and before the recipients' dashes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.pieces import Piece, cut, join
from extractor.reading.text.drafts import TextDraft
from extractor.reading.text.inline_markup import inline
from extractor.reading.text.line_joining import is_ruler

__all__ = ["is_side_by_side", "side_by_side"]

_MOST_ROWS = 8
_BREAK = lazy_pattern(r"\s*\n\s*|\s{2,}|\s+[-–_=*]{3,}(?=\s|$)|(?<=[;:,.])\s+(?=[-–+]\s)")
_DAY = lazy_pattern(r", ngày\s*\d{0,2}$")
_MOTTO = lazy_pattern(r"(?<=\S)\s{1,3}(?=độc lập\s{0,2}-\s{0,2}tự do\s{0,2}-\s{0,2}hạnh phúc)")


def is_side_by_side(rows: Sequence[Sequence[str]]) -> bool:
    """Whether raw rows of two cells are two texts side by side and no table."""
    if not 0 < len(rows) <= _MOST_ROWS or not all(len([cell for cell in row if cell.strip()]) <= 2 and len(row) <= 3 for row in rows):
        return False
    return any(matches("side_by_side", inline(cell).text) for row in rows for cell in row)


def side_by_side(rows: Sequence[Sequence[str]]) -> list[TextDraft]:
    """The paragraphs of two texts side by side, given as raw rows."""
    drafts: list[TextDraft] = []
    for row in rows:
        middle = (len(row) + 1) // 2
        for number, cell in enumerate(row):
            side: Literal["left", "right"] = "left" if number < middle else "right"
            drafts += [TextDraft(piece, column=side) for piece in cell_lines(cell)]
    return drafts


def cell_lines(cell: str) -> list[Piece]:
    """The printed lines that a raw cell holds."""
    whole = inline(cell)
    lines: list[Piece] = []
    for start, end in _stretches(whole.text):
        line = cut(whole, start, end)
        if is_ruler(line.text):
            continue
        if lines and _one_line(lines[-1].text, line.text):
            lines[-1] = join([lines[-1], line], " ")
        else:
            lines.append(line)
    return lines


def _one_line(first: str, second: str) -> bool:
    """Whether two stretches are one line or name: "BỘ NÔNG NGHIỆP VÀ  MÔI TRƯỜNG", "Hải Dương, ngày" + "05 tháng 6", "ỦY" + "BAN"."""
    if matches("unfinished", first[-20:]) or (" " not in first and first[-1:].isalpha()):
        return True
    if f"{fold(first)} {fold(second)}" == "thủ tướng chính phủ" or (_DAY.search(fold(first)) and fold(second).startswith("tháng")):
        return True
    return not matches("side_by_side", first) and matches("side_by_side", f"{first} {second}")


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    breaks = sorted({found.span() for found in _BREAK.finditer(text)} | {found.span() for found in _MOTTO.finditer(fold(text))})
    at = 0
    for start, end in breaks:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)
