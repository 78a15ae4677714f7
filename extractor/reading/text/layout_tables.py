"""Tables in text laid out in columns of characters, without rulings: columns from the gaps, rows from the numbers.

In this order:
1. a table begins with the lines around "TT" at a line's start and ends where a new part of the document begins, the heading that follows
   the one above it ("III." behind "II."), or another head;
2. each page of it is read by itself, since `pdftotext` sets every page to its own scale (`column_edges`);
3. numbers in the first column tell the rows. A number stands in the middle of its row's height or on its first line, whichever the table
   does throughout; rows are parted where the numbers come out in the middle, at blank lines first, and not before a word in lower case
   (`row_extents`);
4. each line of a row is cut at the columns' edges; where columns touch ("… tỉnh giai Đảng ủy UBND") between the two words that stand
   together least in the rest of the document (`line_cutting`);
5. a repeated head is dropped; lines above a page's first row go on with the last row of the page before.
A row of a number and one text that runs over the edges is a group row; its text covers all columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.building import GridCell
from extractor.reading.layout_words import matches
from extractor.reading.pieces import Piece
from extractor.reading.text.cohesion import Cohesion
from extractor.reading.text.column_edges import edges_from_head, edges_like, number_column_end, right_edge
from extractor.reading.text.drafts import TableDraft
from extractor.reading.text.line_cutting import cut_rows
from extractor.reading.text.line_joining import seam
from extractor.reading.text.row_extents import row_extents

__all__ = ["PAGE_BREAK", "find_layout_tables"]

PAGE_BREAK = "\f"
"""Stands as a line of its own between two pages."""

_HEAD = lazy_pattern(r"\s{0,20}(\S{2,4}(?: TT| thứ tự)?)(?:\s{2,}\S|$)")
_NUMBER = lazy_pattern(r"\s{0,12}(\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ]|[A-ZĐ]|[IVXLC]{1,6}(?:\.\d{1,3}){0,2})[.)]?)(?:\s|$)")
_PART = lazy_pattern(r"(\s{0,20})([IVX]{1,5})([.)])\s+\S")
_ROMAN = tuple(tens + ones for tens in ("", "X") for ones in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"))
_MOST_ABOVE = 200
_WIDE = lazy_pattern(r"\S {2,}\S")
_MOST_HEAD_LINES = 8
_LONGEST_HEAD_TEXT = 45
_MOST_COLUMNS = 20


def find_layout_tables(lines: Sequence[str]) -> Iterator[tuple[int, int, TableDraft]]:
    """The tables of a text, in order: first line, the line after the last, and the table. PAGE_BREAK lines part the pages."""
    heads = [index for index, line in enumerate(lines) if _is_head(lines, index)]
    cohesion: Cohesion | None = None
    after = 0
    for position, head in enumerate(heads):
        if head < after:
            continue
        start = _block_start(lines, head, after)
        end = _table_end(lines, head, heads[position + 1 :], start)
        if cohesion is None:
            cohesion = Cohesion(lines)
        table = _Table(lines, start, head, end, cohesion).read()
        if table is not None:
            yield start, table.end, table.draft()
            after = table.end


def _is_head(lines: Sequence[str], index: int) -> bool:
    """Whether the head of a number column stands on the line, and more heads beside it there or on the lines around."""
    found = _HEAD.match(lines[index][:40])
    if not found or not matches("number_column", found[1]):
        return False
    around = [line for line in lines[max(0, index - 3) : index + 4] if line and line != PAGE_BREAK]
    return any(len(line) > found.end(1) + 4 for line in around)


def _block_start(lines: Sequence[str], head: int, after: int) -> int:
    """The first of the head's lines: those above that stand to the right of the number column, up to a blank line."""
    column_end = len(lines[head]) - len(lines[head].lstrip()) + 3
    start = head
    while start > max(after, head - _MOST_HEAD_LINES):
        line = lines[start - 1]
        bare = line.strip()
        if not bare or len(line) - len(line.lstrip()) <= column_end or matches("part_start", bare):
            break
        if len(bare) > _LONGEST_HEAD_TEXT and (bare[0] == "(" or "  " not in bare):
            break  # a caption, "(Kèm theo Kế hoạch số …)"
        start -= 1
    return start


def _table_end(lines: Sequence[str], head: int, other_heads: Sequence[int], start: int) -> int:
    """The line after the table's last: before another head, or before what begins a new part."""
    own = _head_key(lines, start, head)
    limit = len(lines)
    for other in other_heads:
        if _head_key(lines, other - (head - start), other) != own:
            limit = other
            while limit > head + 1 and lines[limit - 1]:
                limit -= 1
            break
    goes_on = _next_part(lines, start)
    for index in range(head + 1, limit):
        line = lines[index]
        parted = not lines[index - 1] or lines[index - 1] == PAGE_BREAK
        fresh = parted or len(line) - len(line.lstrip()) > 12
        if line and ((fresh and matches("part_start", line)) or (parted and goes_on and goes_on.match(line))):
            limit = index
            break
    return limit


def _next_part(lines: Sequence[str], start: int) -> re.Pattern[str] | None:
    """What matches the heading that follows the one above the table, at its indent ("III. …" behind "II. …"); None where there is none."""
    for line in reversed(lines[max(0, start - _MOST_ABOVE) : start]):
        found = _PART.match(line)
        if found and found[2] in _ROMAN[:-1]:
            indent, following = len(found[1]), _ROMAN[_ROMAN.index(found[2]) + 1]
            return re.compile(rf"\s{{{max(0, indent - 1)},{indent + 1}}}{following}{re.escape(found[3])}\s+\S")
    return None


def _head_key(lines: Sequence[str], start: int, head: int) -> str:
    """What tells a head: the letters of its lines down to the one with "TT"."""
    return "".join(fold("".join(lines[max(0, start) : head + 1])).split())


class _Row(Struct):
    number: str
    cells: list[str]
    group: bool = False


class _Table(Struct):
    """A table while it is read, page after page."""

    lines: Sequence[str]
    start: int
    head: int
    end: int
    cohesion: Cohesion
    rows: list[_Row] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    frame: tuple[int, int] = (0, 0)
    head_height: int = 0
    head_above: int = 0
    top_aligned: bool | None = None

    def read(self) -> _Table | None:
        """Reads all pages; None where the head's columns cannot be told apart."""
        self.head_above = self.head - self.start
        key = _head_key(self.lines, self.start, self.head)
        at = self.start
        used = self.start
        while at < self.end:
            page_end = next((index for index in range(at, self.end) if self.lines[index] == PAGE_BREAK), self.end)
            last = page_end == self.end
            page = [index for index in range(at, page_end) if self.lines[index]]
            taken = self._page(page, key, first=at == self.start, last=last)
            if taken is None:
                return None
            used = taken if taken > used else used
            at = page_end + 1
        self.end = min(used + 1, self.end)
        return self

    def _page(self, page: list[int], key: str, *, first: bool, last: bool) -> int | None:
        """Reads the page whose lines that are not blank are given by index. The last line taken; None where there are no columns."""
        if not page:
            return self.start
        head_at = self.head if first else self._repeated_head(page, key)
        body = page
        if not first and head_at is not None:
            begin = page.index(head_at) - self.head_above
            body = page[:begin] + page[begin + self.head_height :]
            head_lines = [self.lines[index] for index in page[begin : begin + self.head_height]]
        texts = [self.lines[index] for index in body]
        limit = number_column_end(texts, _NUMBER)
        numbers = [at for at, text in enumerate(texts) if _number(text, limit) or (first and body[at] == self.head)]
        blank_above = [not self.lines[index - 1] for index in body]
        work = [_after_number(text, limit) for text in texts]
        if self.top_aligned is None:
            self.top_aligned = _tops(numbers[1:], work)
        extents = row_extents(numbers, blank_above, work, top_aligned=self.top_aligned, whole_first=first, open_end=last)
        if first:
            begin, end = extents[0]
            self.head_height = end - begin
            head_lines = texts[begin:end]
        if first or head_at is not None:
            found = edges_from_head(head_lines, texts, limit)
            if found is None or len(found) >= _MOST_COLUMNS or (not first and len(found) != len(self.edges)):
                if first:
                    return None
                found = edges_like(self.edges, self.frame, texts, limit)
        else:
            found = edges_like(self.edges, self.frame, texts, limit)
        self.edges, self.frame = found, (limit, right_edge(texts, limit))
        self._add_rows(texts, numbers, extents, limit)
        return body[extents[-1][1] - 1] if extents else body[-1]

    def _repeated_head(self, page: Sequence[int], key: str) -> int | None:
        for position, index in enumerate(page[: 3 * _MOST_HEAD_LINES]):
            begin = position - self.head_above
            if begin >= 0 and "".join(fold("".join(self.lines[at] for at in page[begin : position + 1])).split()) == key:
                return index
        return None

    def _add_rows(self, texts: Sequence[str], numbers: Sequence[int], extents: Sequence[tuple[int, int]], limit: int) -> None:
        """Adds a page's rows; lines above the first go on with the last row of the page before."""
        begin = extents[0][0] if extents else len(texts)
        rest = list(texts[:begin]) if self.rows else []
        printed: list[tuple[str, list[str]]] = []
        for number_at, (start, end) in zip(numbers, extents, strict=True):
            number = _number(texts[number_at], limit) or texts[number_at].split("  ")[0].strip() or texts[number_at].split()[0]
            lines = list(texts[start:end])
            lines[number_at - start] = _blanked(texts[number_at], number)
            printed.append((number, lines))
        rows_cut = cut_rows([rest, *(lines for _, lines in printed)], self.edges, self.cohesion)
        if rest:
            last = self.rows[-1]
            for column, parts in enumerate(zip(*rows_cut[0], strict=True)):
                last.cells[column] = _flowed([last.cells[column], *parts])
        for (number, lines), cut in zip(printed, rows_cut[1:], strict=True):
            if self.rows and _is_one_text(lines, self.edges):
                text = _flowed([line.strip() for line in lines])
                runs_over = any(len(line) > self.edges[0] + 3 for line in lines)
                self.rows.append(_Row(number, [text, *[""] * len(self.edges)], group=runs_over))
            else:
                self.rows.append(_Row(number, [_flowed(parts) for parts in zip(*cut, strict=True)]))

    def draft(self) -> TableDraft:
        cells: list[GridCell] = []
        for index, row in enumerate(self.rows):
            cells.append(GridCell(Piece(row.number), index, 0))
            if row.group:
                cells.append(GridCell(Piece(row.cells[0]), index, 1, column_span=len(row.cells)))
            else:
                cells += [GridCell(Piece(text), index, column) for column, text in enumerate(row.cells, start=1)]
        return TableDraft(tuple(cells), 1, columns_guessed=True)


def _number(text: str, limit: int) -> str | None:
    """The number that stands in the number column of a line."""
    found = _NUMBER.match(text[:40])
    return found[1] if found and found.start(1) < limit else None


def _after_number(text: str, limit: int) -> str:
    number = _number(text, limit)
    rest = _blanked(text, number) if number else text
    return rest.strip() if len(rest) - len(rest.lstrip()) < limit + 6 else ""


def _blanked(text: str, number: str) -> str:
    at = text.index(number)
    return text[:at] + " " * len(number) + text[at + len(number) :]


def _tops(numbers: Sequence[int], work: Sequence[str]) -> bool:
    """Whether numbers stand on the first lines of their rows: the work begins beside each, never in the middle of a sentence."""
    return len(numbers) > 0 and all(work[at] and not work[at][0].islower() for at in numbers)


def _is_one_text(lines: Sequence[str], edges: Sequence[int]) -> bool:
    """Whether a row holds one text only: every line begins in the work column and has no gap."""
    return not any(_WIDE.search(line) for line in lines) and all(len(line) - len(line.lstrip()) < edges[0] - 3 for line in lines)


def _flowed(parts: Sequence[str]) -> str:
    text = ""
    for part in parts:
        if part:
            text = text + seam(text, part) + part if text else part
    return text
