"""The columns of a table without rulings: from where the words of its head stand, and from what stays white in the rows below.

In this order: the head's words that stand close are a chunk; chunks over one another are a column's head, one that stands over several is
the head of them together; between two neighbouring heads the table's columns part at the whitest place of all rows. A row may run over
such a place (a group's heading); where several rows running do, the table has ended.

Lengths are points, coordinates those of `page_characters`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pdf.page_lines import Line, Run

__all__ = ["Chunk", "Word", "crossed", "head_columns", "is_torn", "part_columns", "reach", "words_of"]

WIDE = 1.5
"""Of the font size: a gap that makes a row look like one of a table."""
APART = 0.6
"""Of the font size: words of a head that stand farther apart belong to two columns."""
FEWEST_COLUMNS = 3
MOST_COLUMNS = 20

_WORD = lazy_pattern(r"\S+")


class Word(Struct, frozen=True):
    """A printed word: its box, font size and whether it is bold."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    bold: bool


class Chunk(Struct, frozen=True):
    """Words of one printed row that stand close together."""

    left: float
    right: float
    bottom: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def words_of(line: Line) -> list[Word]:
    """The words of a printed line, from left to right."""
    words = []
    for found in _WORD.finditer(line.text):
        start, end = found.span()
        bold = any(span.start <= start and end <= span.end for span in line.bold)
        words.append(Word(found.group(), line.edges[start], line.edges[end], line.bottom, line.size, bold))
    return words


def is_torn(row: Sequence[Run]) -> bool:
    """Whether a row of runs, from left to right, has two wide gaps: what the head of a table without rulings looks like."""
    gaps = 0
    right = row[0].right
    for run in row:
        if run.left - right >= WIDE * run.style.size:
            gaps += 1
        right = max(right, run.right)
    return gaps >= FEWEST_COLUMNS - 1


def chunks_of(words: Sequence[Word]) -> list[Chunk]:
    """The chunks of a row's words, from left to right."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and word.left - max(other.right for other in groups[-1]) < APART * word.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Chunk(group[0].left, max(word.right for word in group), group[0].bottom, tuple(group)) for group in groups]


def head_columns(rows: Sequence[Sequence[Word]]) -> tuple[list[tuple[float, float]], list[Chunk]]:
    """Where the heads of the columns stand (left, right), and the chunks that head several columns together."""
    chunks = [chunk for row in rows for chunk in chunks_of(row)]
    over = [chunk for chunk in chunks if _heads_several(chunk, chunks)]
    spans: list[tuple[float, float]] = []
    for chunk in sorted((chunk for chunk in chunks if chunk not in over), key=lambda chunk: chunk.left):
        if spans and chunk.left < spans[-1][1] + 1:
            spans[-1] = spans[-1][0], max(spans[-1][1], chunk.right)
        else:
            spans.append((chunk.left, chunk.right))
    return spans, over


def _heads_several(chunk: Chunk, chunks: Iterable[Chunk]) -> bool:
    under = sorted((other for other in chunks if other.bottom > chunk.bottom + 1), key=lambda other: other.left)
    under = [other for other in under if min(other.right, chunk.right) - max(other.left, chunk.left) > 0]
    return any(right.left - left.right > APART * right.words[0].size for left, right in pairwise(under))


def part_columns(heads: Sequence[tuple[float, float]], rows: Sequence[Sequence[Word]]) -> list[float]:
    """The coordinates at which neighbouring columns part: for each gap between heads the middle of its whitest stretch."""
    return [_whitest(left[1], right[0], rows) for left, right in pairwise(heads)]


def _whitest(low: float, high: float, rows: Sequence[Sequence[Word]]) -> float:
    """The middle of the longest stretch of low..high with the least ink, of all rows together."""
    events: list[tuple[float, int]] = []
    for row in rows:
        for word in row:
            if word.right > low and word.left < high:
                events += [(max(word.left, low), 1), (min(word.right, high), -1)]
    best = (0, 0.0, 0.0)
    ink = 0
    at = low
    stretches: list[tuple[int, float, float]] = []
    for place, step in sorted([*events, (high, 0)]):
        if place > at:
            stretches.append((ink, at, place))
        ink += step
        at = place
    best = min(stretches, key=lambda stretch: (stretch[0], stretch[1] - stretch[2]), default=(0, low, high))
    return (best[1] + best[2]) / 2


def crossed(row: Iterable[Word], edges: Sequence[float]) -> list[int]:
    """The edges (by index) that a word of the row runs over, or that the words of one text run past with no more than a space."""
    words = list(row)
    found = {index for word in words for index in range(*reach(word, edges))}
    for word, following in pairwise(words):
        index = bisect_right(edges, word.right)
        if index < len(edges) and following.left > edges[index] and following.left - word.right < 0.32 * word.size:
            found.add(index)
    return sorted(found)


def reach(word: Word, edges: Sequence[float]) -> tuple[int, int]:
    """The columns (from 0) in which a word begins and ends; half a point over an edge is none."""
    first = bisect_right(edges, word.left + 0.5)
    return first, max(first, bisect_right(edges, word.right - 0.5))
