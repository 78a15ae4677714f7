"""Tables without rulings, or with too few to draw cells: their grid is inferred from where the text stands.

In this order:
1. a head is a row with two wide gaps or more that begins with "TT" ("STT", "Số thứ tự") or is set in bold or capitals; without one there
   is no table, unless the page before ended with one that this page carries on;
2. its words and the white between the rows below give the columns (`unruled_columns`), and show where the table ends: at text that runs
   over the columns, at a wide gap, or where a new part of the document begins;
3. numbers, the position of the texts in their rows, their sentences, and what rulings there are give the rows (`unruled_rows`).

A guess is a table only where rows bear the columns out: text side by side (a letterhead, recipients and signature, two columns of prose)
and lists are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.layout_words import matches
from extractor.reading.pdf.page_characters import PageCharacters
from extractor.reading.pdf.page_lines import Run, set_line
from extractor.reading.pdf.page_rulings import Rulings
from extractor.reading.pdf.page_tables import PageTable, PlacedCell
from extractor.reading.pdf.unruled_columns import (
    FEWEST_COLUMNS,
    MOST_COLUMNS,
    Word,
    crossed,
    head_columns,
    is_torn,
    part_columns,
    reach,
    words_of,
)
from extractor.reading.pdf.unruled_rows import Item, part_rows

__all__ = ["find_unruled"]

FARTHEST = 2.6
"""Of the font size: rows farther apart are one table only where its rows stand as far apart throughout."""
MOST_SPANNING = 3
"""Rows running that may run over the columns: a group's heading."""
MOST_ROWS = 200
HEAD_LINES = 5

_NUMBER = lazy_pattern(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}(?:\.\d{1,3})?|[a-zA-Z]|[đĐ])[.)]{0,2}")

Words = list[Word]


class _Head(Struct, frozen=True):
    """The rows first..last (half-open) that head a table; whether it begins with the number column; whether its style sets it apart."""

    first: int
    last: int
    columns: tuple[tuple[float, float], ...]
    numbered: bool
    styled: bool


def find_unruled(
    characters: PageCharacters, rows: Sequence[Sequence[Run]], rulings: Rulings, page: int, before: PageTable | None = None,
) -> list[PageTable]:
    """The grids, without text, of the tables that rows of runs (from top to bottom) stand in. `before`: one the page before ended with."""
    torn = [index for index, row in enumerate(rows) if is_torn(row)]
    carried = before is not None and before.guessed
    if not (torn or carried) or len(rows) > MOST_ROWS:
        return []
    words = [words_of(set_line(characters, row, page)) for row in rows]
    tables: list[PageTable] = []
    at = 0
    if before is not None and carried and words:
        found = _carried_on(words, rulings, page, before)
        if found is not None:
            table, at = found
            tables.append(table)
    for seed in torn:
        if seed >= at and (head := _head(words, seed, at)) is not None and (found := _headed(words, head, rulings, page)) is not None:
            table, at = found
            tables.append(table)
    return tables


def _head(words: Sequence[Words], seed: int, first_free: int) -> _Head | None:
    """The head around a torn row; None where it is none."""
    styled = _is_styled(words[seed])
    reach = 1.6 if styled else 0.95
    first = last = seed
    while first > max(first_free, seed - HEAD_LINES) and _belongs(words[first - 1], words[first], words[seed], reach, styled, above=True):
        first -= 1
    while last + 1 < min(len(words), seed + HEAD_LINES) and _belongs(words[last + 1], words[last], words[seed], reach, styled, above=False):
        last += 1
    columns, _ = head_columns(words[first : last + 1])
    if not FEWEST_COLUMNS <= len(columns) <= MOST_COLUMNS:
        return None
    left, right = columns[0]
    label = " ".join(word.text for row in words[first : last + 1] for word in row if left <= word.left and word.right <= right)
    numbered = matches("number_column", label)
    return _Head(first, last + 1, tuple(columns), numbered, styled) if numbered or styled else None


def _is_styled(row: Words) -> bool:
    text = "".join(word.text for word in row)
    return all(word.bold for word in row) or (text.isupper() and len(text) > 8)


def _belongs(row: Words, beside: Words, seed: Words, reach: float, styled: bool, *, above: bool) -> bool:
    """Whether a row next to a head's row is one of the head too, and neither the table's title nor its first row."""
    if not row or abs(row[0].bottom - beside[0].bottom) > reach * beside[0].size or _is_styled(row) != styled:
        return False
    left, right = seed[0].left, max(word.right for word in seed)
    if row[0].left < left - 2 or max(word.right for word in row) > right + 60:
        return False
    if not above:
        return _NUMBER.fullmatch(row[0].text) is None or row[0].left > left + 3 * row[0].size
    middle = (row[0].left + max(word.right for word in row)) / 2
    spread = crossed(row, [(a.right + b.left) / 2 for a, b in pairwise(seed) if b.left - a.right > a.size])
    return len(spread) < 2 or abs(middle - (left + right) / 2) > 12


def _headed(words: Sequence[Words], head: _Head, rulings: Rulings, page: int) -> tuple[PageTable, int] | None:
    """The table below a head and the row after its last; None where its rows do not bear the head out."""
    limit = _hard_end(words, head.last)
    edges = part_columns(head.columns, words[head.last : limit])
    for _ in range(2):
        end = _end(words, head.last, limit, edges)
        body = [row for row in words[head.last : end] if not crossed(row, edges)]
        edges = part_columns(head.columns, body or words[head.last : end])
    start = head.last if head.styled else head.first
    items = _items(words[start:end], edges)
    parted = part_rows(items, _rules(rulings, items), goes_on=False)
    headings = [_items(words[head.first : head.last], edges)] if head.styled else parted[:1]
    rows = parted if head.styled else parted[1:]
    full = sum(len({item.column for item in row}) >= min(FEWEST_COLUMNS, len(edges) + 1) for row in rows)
    if full < (1 if head.numbered and head.styled else 2 if head.numbered else 3):
        return None
    return _grid([*headings, *rows], edges, page, headed=True), end


def _carried_on(words: Sequence[Words], rulings: Rulings, page: int, before: PageTable) -> tuple[PageTable, int] | None:
    """The part of a table that a page begins with, in the columns of the page before; None where it begins otherwise."""
    edges = list(before.xs[1:-1])
    if words[0][0].left < before.xs[0] - 12 or _head(words, 0, 0) is not None:
        return None
    end = _end(words, 0, _hard_end(words, 0), edges)
    beside = [row for row in words[:end] if not crossed(row, edges)]
    if not beside or crossed(words[0], edges) or any(_head(words, seed, 0) is not None for seed in range(min(end, 4))):
        return None
    rows = part_rows(items := _items(words[:end], edges), _rules(rulings, items), goes_on=True)
    full = sum(len({item.column for item in row}) > 1 for row in rows)
    if 2 * full < len(rows):
        return None
    return _grid(rows, edges, page, headed=False, outer=(before.xs[0], before.xs[-1])), end


def _hard_end(words: Sequence[Words], start: int) -> int:
    """The row at which another part of the document begins, whatever the columns are."""
    for index in range(start, len(words)):
        text = " ".join(word.text for word in words[index])
        if matches("part_start", text) or matches("side_by_side", text):
            return index
    return len(words)


def _end(words: Sequence[Words], start: int, limit: int, edges: Sequence[float]) -> int:
    """The row after the table's last: rows go on as long as they keep to the columns, or a few run over them that others follow."""
    good, spanning, widest = start, 0, 0.0
    for index in range(start, limit):
        row = words[index]
        if index:
            gap = row[0].bottom - words[index - 1][0].bottom
            if gap > max(FARTHEST * row[0].size, 1.5 * widest) and index > start:
                break
            widest = max(widest, gap)
        over = crossed(row, edges)
        if not over:
            good, spanning = index + 1, 0
            continue
        spanning += 1
        prose = len(over) >= min(2, len(edges)) and not all(word.bold for word in row)
        if spanning > MOST_SPANNING or (prose and spanning > 1):
            break
    last = words[good : good + 1]
    heading = last and good + 1 == len(words) and _NUMBER.fullmatch(last[0][0].text) and all(word.bold for word in last[0])
    return good + 1 if heading and good < limit else good


def _items(rows: Iterable[Words], edges: Sequence[float]) -> list[Item]:
    """The lines of the cells: a row's words by column, those of one text that runs over edges together."""
    items = []
    for row in rows:
        over = set(crossed(row, edges))
        groups: list[tuple[int, int, Words]] = []
        for word in row:
            begins, ends = reach(word, edges)
            if groups and all(edge in over for edge in range(groups[-1][1], begins)):
                first, _, group = groups[-1]
                groups[-1] = first, ends, [*group, word]
            else:
                groups.append((begins, ends, [word]))
        items += [_item(group, first, last) for first, last, group in groups]
    return items


def _item(words: Words, first: int, last: int) -> Item:
    text = " ".join(word.text for word in words)
    anchor = first == 0 and first == last and (_NUMBER.fullmatch(text) is not None or matches("number_column", text))
    head = words[0]
    return Item(
        head.bottom - 1.1 * head.size, head.bottom, head.left, max(word.right for word in words), first, last, head.size,
        head.right - head.left, text[:1].islower(), all(word.bold for word in words), anchor,
    )


def _rules(rulings: Rulings, items: Sequence[Item]) -> list[float]:
    """The heights at which rulings run along most of the table."""
    left, right = min((item.left for item in items), default=0.0), max((item.right for item in items), default=0.0)
    lengths: dict[int, float] = {}
    for ruling in rulings.horizontal:
        inside = min(ruling.end, right) - max(ruling.start, left)
        if inside > 0:
            lengths[round(ruling.at)] = lengths.get(round(ruling.at), 0.0) + inside
    top, bottom = min((item.top for item in items), default=0.0), max((item.bottom for item in items), default=0.0)
    return [float(at) for at, length in lengths.items() if length > 0.5 * (right - left) and top + 1 < at < bottom - 1]


def _grid(
    rows: Sequence[Sequence[Item]], edges: Sequence[float], page: int, *, headed: bool, outer: tuple[float, float] | None = None,
) -> PageTable:
    """The grid of rows of lines; a head over several columns makes the head two rows. `outer`: sides that it reaches to at least."""
    items = [item for row in rows for item in row]
    low, high = outer or (edges[0], edges[-1])
    heads = int(headed)
    xs = (min(low, *(item.left - 2 for item in items)), *edges, max(high, *(item.right + 2 for item in items)))
    ys = [min(item.top for item in rows[0])]
    cells: list[PlacedCell] = []
    for number, row in enumerate(rows):
        bottom = max(item.bottom for item in row)
        below = min((item.bottom - item.size for item in rows[number + 1]), default=bottom + 2) if number + 1 < len(rows) else bottom + 2
        at = len(ys) - 1
        spanning = {item.column: item for item in row if item.last > item.column}
        if number == 0 and headed and spanning and max(item.bottom for item in spanning.values()) < bottom - 2:
            ys.append(max(item.bottom for item in spanning.values()) + 1)
            cells += _head_cells(spanning.values(), len(xs) - 1)
            heads += 1
        else:
            cells += _row_cells(row, spanning, at, len(xs) - 1)
        ys.append((bottom + below) / 2)
    return PageTable(page, xs, tuple(ys), tuple(cells), header_rows=heads, guessed=True)


def _row_cells(row: Sequence[Item], spanning: dict[int, Item], at: int, columns: int) -> Iterable[PlacedCell]:
    """The cells of one row; a text that runs over columns takes those up to the next text."""
    column = 0
    while column < columns:
        width = 1
        if column in spanning:
            width = min((item.column for item in row if item.column > spanning[column].last), default=columns) - column
        yield PlacedCell(at, column, 1, width)
        column += width


def _head_cells(over: Iterable[Item], columns: int) -> Iterable[PlacedCell]:
    """The cells of a head on two levels: `over` head several columns each."""
    covered: set[int] = set()
    for item in over:
        covered |= set(range(item.column, item.last + 1))
        yield PlacedCell(0, item.column, 1, item.last + 1 - item.column)
    for column in range(columns):
        if column in covered:
            yield PlacedCell(1, column, 1, 1)
        else:
            yield PlacedCell(0, column, 2, 1)
