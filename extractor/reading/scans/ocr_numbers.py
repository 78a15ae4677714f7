"""Numbers read from a picture, put right from their sequence (I→1, II→H): the number column of a table, headings in capitals, items a), b).

A row number is one letter or two, and a recogniser without words around it confuses them. The numbers of a table are nested counts (A, B;
I, II; 1, 2; a, b): each either goes on with a count that is open or begins one at its first number. Of all readings of a column that
confusables allow (`models/ocr_repairs.toml`), the one that breaks and changes least is taken, where it is the only one. Rows of groups
count apart from the rows below them. A number is never put where none was read.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pdf.page_layout import PageLayout
from extractor.reading.pdf.page_lines import Line
from extractor.reading.pdf.page_tables import PageTable
from extractor.records import Span
from extractor.vocabulary import load_vocabulary

__all__ = ["Correction", "repaired_numbers", "with_sequences"]

BREAK, AGAIN, CHANGE, STROKES = 1.5, 0.9, 1.0, 1.3
"""What costs a step that no count allows, a count that begins again by itself, a reading that the recogniser's is known to be, and one
whose strokes it might be."""
OF_GROUP = 0.7
"""How much of it another reading costs in the number of a group: these are few and most are Roman, so that a break tells more."""
MOST_STATES = 60
MOST_ROWS = 2_000
LONGEST = 6
MOST_STROKES = 4
FEWEST_COLUMNS = 3
"""A table of a number and one text has no groups."""
_HEADING = lazy_pattern(r"[A-ZĐ0-9|\]]{1,5}\.(?=\s+[^\W\d_]{2}[^a-zà-ỹđ]*\Z)")
_ITEM = lazy_pattern(r"[a-zđøœöó€8]\)(?=\s+[^\W\d_]{2})")
_ENDING = lazy_pattern(r"[.)]?\Z")
_ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX",
)
_COUNTS: Mapping[str, Sequence[str]] = {
    "roman": _ROMAN, "letters": tuple("ABCDĐEGHIKLMNOPQRSTUVXY"),
    "small": tuple("abcdđeghiklmnopqrstuvxy"), "small without đ": tuple("abcdeghiklmnopqrstuvxy"),
}


class Correction(Struct, frozen=True):
    """A number that was put right: as read, as given, and where it stands: the page and a point of it."""

    page: int
    read: str
    given: str
    left: float
    top: float


def with_sequences(layouts: Sequence[PageLayout], scanned: Mapping[int, object]) -> tuple[list[PageLayout], list[Correction]]:
    """The layouts with the numbers of tables and headings on scanned pages put right, and what was changed."""
    chain: list[tuple[int, int]] = []
    changed: dict[tuple[int, int], PageTable] = {}
    corrections: list[Correction] = []
    layouts = _repaired_marks(layouts, scanned, corrections, _HEADING, "numbers")
    layouts = _repaired_marks(layouts, scanned, corrections, _ITEM, "item_letters")

    def close() -> None:
        tables = [changed.get(place) or _table(layouts, place) for place in chain]
        for place, table in zip(chain, _repaired_tables(tables, corrections), strict=True):
            changed[place] = table
        chain.clear()

    for at, layout in enumerate(layouts):
        for index, item in enumerate(layout.items):
            if not isinstance(item, PageTable) or layout.number not in scanned:
                close()
                continue
            if chain and len(_table(layouts, chain[-1]).xs) != len(item.xs):
                close()
            chain.append((at, index))
    close()
    return [
        replace(layout, items=tuple(changed.get((at, index), item) for index, item in enumerate(layout.items)))
        for at, layout in enumerate(layouts)
    ], corrections


def _repaired_marks(
    layouts: Sequence[PageLayout], scanned: Mapping[int, object], corrections: list[Correction], mark: re.Pattern[str], table: str,
) -> list[PageLayout]:
    """The layouts with what `mark` finds at the beginning of lines as one sequence; marks on digital pages are taken as they are.

    `table`: the confusables, a table of `models/ocr_repairs.toml`.
    """
    places: list[tuple[int, int, int]] = []
    for at, layout in enumerate(layouts):
        for index, item in enumerate(layout.items):
            if isinstance(item, Line) and item.column is None and (found := mark.match(item.text)):
                places.append((at, index, found.end()))
    if len(places) > MOST_ROWS:
        return list(layouts)
    read = [layouts[at].items[index] for at, index, _ in places]
    numbers = [line.text[:end] for line, (_, _, end) in zip(read, places, strict=True) if isinstance(line, Line)]
    fixed = [layouts[at].number not in scanned for at, _, _ in places]
    items = [list(layout.items) for layout in layouts]
    for (at, index, end), line, after in zip(places, read, repaired_numbers(numbers, fixed, table=table), strict=True):
        if isinstance(line, Line) and line.text[:end] != after:
            middle = (line.left + line.edges[end]) / 2, (line.top + line.bottom) / 2
            corrections.append(Correction(line.page, line.text[:end], after, *middle))
            items[at][index] = _with_number(line, end, after)
    return [replace(layout, items=tuple(own)) for layout, own in zip(layouts, items, strict=True)]


def _with_number(line: Line, end: int, number: str) -> Line:
    """The line with another number in place of its first `end` characters."""
    width = (line.edges[end] - line.left) / len(number)
    by = len(number) - end
    edges = array("d", (*(line.left + width * at for at in range(len(number))), *line.edges[end:]))

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(span.start if span.start == 0 else max(0, span.start + by), span.end + by) for span in spans if span.end > end)

    return replace(
        line, text=number + line.text[end:], edges=edges, bold=moved(line.bold), italic=moved(line.italic), raised=moved(line.raised),
    )


def _table(layouts: Sequence[PageLayout], place: tuple[int, int]) -> PageTable:
    item = layouts[place[0]].items[place[1]]
    assert isinstance(item, PageTable)
    return item


def _repaired_tables(tables: Sequence[PageTable], corrections: list[Correction]) -> list[PageTable]:
    """The tables, which follow one another, with their first columns as one sequence."""
    places = [
        (number, index) for number, table in enumerate(tables) for index, cell in enumerate(table.cells)
        if cell.column == 0 and cell.column_span == 1 and len(cell.lines) == 1 and len(cell.lines[0].text) <= LONGEST
    ]
    if not 1 < len(places) <= MOST_ROWS:
        return list(tables)
    cells = [list(table.cells) for table in tables]
    read = [cells[number][index].lines[0].text for number, index in places]
    groups = [_is_group(tables[number], tables[number].cells[index].row) for number, index in places]
    for (number, index), before, after in zip(places, read, repaired_numbers(read, groups=groups), strict=True):
        if before != after:
            line = cells[number][index].lines[0]
            corrections.append(Correction(line.page, before, after, (line.left + line.right) / 2, (line.top + line.bottom) / 2))
            cells[number][index] = replace(cells[number][index], lines=(_with_text(line, after),))
    return [replace(table, cells=tuple(own)) for table, own in zip(tables, cells, strict=True)]


def _is_group(table: PageTable, row: int) -> bool:
    """Whether the row has one text over all columns behind its number, or one in capitals or bold and nothing in the other columns."""
    own = [cell for cell in table.cells if cell.row == row]
    filled = [cell for cell in own if cell.lines]
    if len(table.xs) <= FEWEST_COLUMNS:
        return False
    if len(own) == 2 or len(filled) != 2 or any(cell.row_span > 1 for cell in own):
        return len(own) == 2
    heading = filled[1].lines
    return all(line.text.isupper() for line in heading) or all(line.all_bold for line in heading)


def _with_text(line: Line, text: str) -> Line:
    width = (line.right - line.left) / len(text)
    edges = array("d", (*(line.left + width * at for at in range(len(text))), line.right))
    return replace(line, text=text, edges=edges, bold=(), italic=(), raised=())


_Counts = tuple[tuple[str, int], ...]
_GROUP = "group "


class _State(Struct, frozen=True):
    """A reading of the numbers so far: what it costs, the open counts from outermost to innermost, the readings chosen."""

    cost: float
    counts: _Counts
    chosen: tuple[str, ...]


def repaired_numbers(
    numbers: Sequence[str], fixed: Sequence[bool] = (), groups: Sequence[bool] = (), *, table: str = "numbers",
) -> list[str]:
    """The numbers of a column from top to bottom, those put right that the sequence proves wrong.

    `fixed`: which are certain; `groups`: which stand before one text over all columns, and so count groups of the others.
    """
    states = [_State(0.0, (), ())]
    for at, number in enumerate(numbers):
        group = at < len(groups) and groups[at]
        readings = [(number, 0.0)] if at < len(fixed) and fixed[at] else _readings(number, group, table)
        reached: dict[_Counts, _State] = {}
        for state in states:
            for reading, cost in readings:
                for counts, broken in _group_steps(state.counts, reading) if group else _steps(state.counts, reading):
                    new = _State(state.cost + cost + broken, counts, (*state.chosen, reading))
                    known = reached.get(counts)
                    if known is None or new.cost < known.cost:
                        reached[counts] = new
        states = sorted(reached.values(), key=lambda state: state.cost)[:MOST_STATES]
    best = states[0]
    rivals = [state for state in states[1:] if state.cost < best.cost + 0.25 and state.chosen != best.chosen]
    return list(numbers) if rivals or list(best.chosen) == list(numbers) else list(best.chosen)


def _readings(number: str, group: bool, table: str) -> list[tuple[str, float]]:
    """What a number may be and what that costs; one that counts groups may be any number of its strokes."""
    ending = _ENDING.search(number)
    bare = number[: ending.start()] if ending else number
    tail = number[len(bare) :]
    repairs = load_vocabulary("ocr_repairs")
    confusable = dict.fromkeys(repairs[table].get(bare, ()), CHANGE * OF_GROUP if group else CHANGE)
    if group and bare and len(bare) <= MOST_STROKES and set(bare) <= set(repairs["strokes"]):
        confusable = dict.fromkeys(repairs["stroke_numbers"], STROKES * OF_GROUP) | confusable
    # A bracket behind a number that is none of a list in brackets is a stroke of it: "s)" for 3.
    kept = tail if tail == "." or table != "numbers" else ""
    return [(number, 0.0), *((other + kept, cost) for other, cost in confusable.items())]


def _group_steps(counts: _Counts, number: str) -> list[tuple[_Counts, float]]:
    """Where the number of a group may lead: groups count apart from rows, which begin again below it or go on."""
    of_groups = tuple((family.removeprefix(_GROUP), value) for family, value in counts if family.startswith(_GROUP))
    rows = tuple(count for count in counts if not count[0].startswith(_GROUP))
    found = []
    for after, cost in _steps(of_groups, number):
        above = tuple((_GROUP + family, value) for family, value in after)
        # A deeper group begins before the rows of the one above it.
        deeper = (BREAK if rows else BREAK / 2) if 0 < len(of_groups) < len(after) else 0.0
        found += [((*above, *below)[-4:], cost + deeper) for below in {rows, ()}]
    return found


def _steps(counts: _Counts, number: str) -> list[tuple[_Counts, float]]:
    """Where a number may lead from the open counts, and what that costs."""
    found: list[tuple[_Counts, float]] = []
    for family, value in _values(number.rstrip(".)")):
        depth = next((at for at, (name, _) in enumerate(counts) if name == family), None)
        if depth is not None and counts[depth][1] + 1 == value:
            found.append(((*counts[:depth], (family, value)), 0.0))
        elif depth is None and value == 1 and len(counts) < 4:
            found.append(((*counts, (family, 1)), 0.0))
        elif depth is not None:
            found.append(((*counts[:depth], (family, value)), BREAK if value != 1 else AGAIN))
        else:
            found.append(((*counts, (family, value))[-4:], BREAK))
    return found or [(counts, BREAK)]


def _values(number: str) -> list[tuple[str, int]]:
    """What a number may count: ("arabic", 3)."""
    if number.isascii() and number.isdigit() and len(number) <= 3:
        return [("arabic", int(number))]
    return [(family, signs.index(number) + 1) for family, signs in _COUNTS.items() if number in signs]
