"""Tables of indicators (bảng chỉ tiêu): which tables they are, and the targets of their cells.

Such a table names an indicator in each row and gives its figures in one column, or in one column a year. It is told from a table of
tasks by both: its head ("Chỉ tiêu", "Mục tiêu", years) and the cells below, of which most are figures. Columns of what has been reached
or spent so far ("Hiện trạng", "Thực hiện 2025", "Kinh phí"), of a year before the plan's own, and those that compare ("2026/2025 (%)") hold
no targets; the years of "Lộ trình thực hiện" do. A head of several rows says the year in any of them ("Mục tiêu | Năm 2026"): it is as
deep as the cells of its first row reach, and a row that names nothing but years or quarters ("2013 | 2014 | 2015") belongs to it. So a year
at the head of a column is never a target's value.
A table may instead name who has to reach them in each row, or the year, and an indicator in each head ("Đơn vị | Chỉ tiêu hồ sơ trực tuyến
(%)", "Năm | Tỷ lệ hộ nghèo (%)"): its targets say both.
A table may share a quantity out, among the things or places of its rows and those of its heads (shared_tables.py): each figure, totals
included, is a target that says both, in a year that its head or the sentence above names.
Each filled figure is one target; so many of so many ("5/7") is so many. Its unit is the one printed in the cell, else the unit column's,
else the one in the column's head or in the indicator's name. `due` is the year of the head or row, with the month where the head names a
quarter or a half, else that of a row above that says nothing but a time ("Giai đoạn 2025-2027"), else the last year of the plan's period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from extractor.document import Cell, Document, Row, Table
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.context import Context
from extractor.mentions.numbers import LARGEST, NUMBER, number_value
from extractor.mentions.shared_tables import FEWEST_SHARES, may_share, shared_table
from extractor.mentions.target_quantities import is_money, is_unit
from extractor.records import Comparator, Direction, Span, Target
from extractor.structure.drawn_columns import draws_calendar
from extractor.vocabulary import load_vocabulary

_SIGNS: tuple[tuple[str, Comparator], ...] = (
    (r"tối\s+thiểu|ít\s+nhất|không\s+(?:dưới|thấp\s+hơn|ít\s+hơn)|≥|>=|từ", ">="),
    (r"không\s+(?:quá|vượt\s+quá|trên|cao\s+hơn)|tối\s+đa|≤|<=", "<="),
    (r"trên|hơn|>", ">"),
    (r"dưới|<", "<"),
    (r"khoảng|xấp\s+xỉ|gần|~", "~"),
)
_SIGN = lazy_pattern("|".join(f"({words})" for words, _ in _SIGNS))
_FIGURE = lazy_pattern(
    rf"\s*(?:(?:phấn\s+đấu|đạt|là|giảm|tăng|còn|bình\s+quân)\s+){{0,4}}"
    rf"(?P<sign>{'|'.join(words for words, _ in _SIGNS)})?\s*(?:đạt\s+)?"
    rf"(?:(?P<low>{NUMBER})|(?P<some>\d{{1,4}})/(?P<of>\d{{1,4}})(?![\d/]))(?:\s?%?\s*(?:-|\bđến\b)\s*(?P<high>{NUMBER}))?"
    r"\s*(?P<unit>%(?:\s?/\s?\w+)?|(?!trở\s)[^\W\d_][^\n\t;()]{0,40}?)?\s*(?P<more>trở\s+lên|trở\s+xuống)?\s*[.;]?\s*"
)
_LONGEST_FIGURE = 200  # code points: more than the words, numbers and unit that a figure has
_BOUND_AT_END = lazy_pattern(r"(?:tối\s+thiểu|ít\s+nhất|trên|dưới|không\s+quá|tối\s+đa)\s*$")
_YEAR = lazy_pattern(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_QUARTER = lazy_pattern(r"(?<!\w)quý\s+(?P<quarter>iv|i{1,3}|[1-4])(?!\w)|(?<!\w)(?:0?(?P<months>[369])|sáu)\s+tháng\s+đầu\s+năm")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_UNIT_IN_NAME = lazy_pattern(r"\(\s*(%|[^()\d]{1,20})\s*\)\s*$")
_COUNTED = lazy_pattern(r"\s*số(?:\s+lượng)?\s+(.{2,60}?)(?=\s+(?:được|đạt|có|trên|tại|của|trong|ở|hoàn)\b|\s*\(|$)")
_MOVES = lazy_pattern(r"\s*(?:giảm|tăng)\s")
_DIGIT = lazy_pattern(r"\d")
_LETTER = lazy_pattern(r"[^\W\d_]")
_NAME = lazy_pattern(r"[^\W\d_]{2}")
_ENOUGH = 0.6
_HEAD_ROWS = 4  # what reaches further is a cell merged over rows of the body too


class _Columns(Struct, frozen=True):
    """Column numbers of a table of indicators; `values` with the year that the head gives, where it gives one.

    `heads` are the indicators that the heads of the columns name, in a table whose rows name who has to reach them, or by when, and in one
    that shares out what the heads name.
    """

    name: int
    unit: int | None
    values: tuple[tuple[int, str | None], ...]
    first_row: int
    heads: dict[int, str] = {}
    units: dict[int, str] = {}  # those that the heads give in brackets
    by_year: bool = False  # whether the name of a row is a year
    shared: bool = False  # whether a quantity is shared out, with the unit that a line above the table gives
    unit_above: str | None = None


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    return {name: lazy_pattern(pattern) for name, pattern in load_vocabulary("targets")["tables"].items()}


def is_indicator_table(document: Document, table: Table) -> bool:
    """Whether the table states indicators with figures to be reached."""
    return _columns(document, table) is not None


def read_indicator_table(document: Document, table: Table, context: Context) -> tuple[Target, ...]:
    """The targets of a table of indicators, row by row; empty for any other table."""
    columns = _columns(document, table)
    return tuple(_targets(document, table, columns, context)) if columns else ()


def _columns(document: Document, table: Table) -> _Columns | None:
    if len(table.rows) < 2:
        return None
    first_row = _depth(document, table)
    titles = [_title(document, table.rows[:first_row], column) for column in range(len(table.rows[0].cells))]
    return _of_indicators(document, table, titles, first_row) or _shared_out(document, table, titles, first_row)


def _of_indicators(document: Document, table: Table, titles: list[str], first_row: int) -> _Columns | None:
    """The columns of a table that says in its head what it is."""
    heads = _heads()
    named = (column for column, title in enumerate(titles) if heads["name_head"].search(title))
    name = next((column for column in named if not _figures(document, table, first_row, column)), None)
    if name is None:
        return _by_bodies(document, table, titles, first_row)
    unit = next((column for column, title in enumerate(titles) if heads["unit_head"].search(title)), None)
    values = tuple(
        (column, _due(title))
        for column, title in enumerate(titles)
        if column not in (name, unit)
        and heads["value_head"].search(title)
        and (not heads["not_value"].search(title) or heads["planned_year"].search(title))
        and _figures(document, table, first_row, column)
    )
    called = heads["indicator_words"].search(titles[name]) is not None
    if not values and called and unit is not None and any(map(heads["answering_head"].search, titles)):
        results = (column for column, title in enumerate(titles) if heads["result_head"].search(title))
        values = tuple((column, None) for column in results if _figures(document, table, first_row, column))
    stated = any(heads["indicator_words"].search(titles[column]) for column in (name, *(column for column, _ in values)))
    units = {column: printed for column, _ in values if (printed := _unit_of_head(titles[column]))}
    return _Columns(name, unit, values, first_row, units=units) if values and (stated or unit is not None) else None


def _depth(document: Document, table: Table) -> int:
    """How many rows the head has: those that its cells reach, and rows that name years or quarters alone."""
    rows = table.rows
    reached = max((cell.row + cell.row_span for cell in rows[0].distinct if len(cell.span)), default=1)
    depth = max(table.header_rows or 1, min(reached, _HEAD_ROWS))
    while depth < len(rows) and draws_calendar(document, rows[depth], depth):
        depth += 1
    return min(depth, len(rows) - 1)


def _by_bodies(document: Document, table: Table, titles: list[str], first_row: int) -> _Columns | None:
    """The columns of a table with a body or a year in each row and an indicator in each head; None where it is none."""
    heads = _heads()
    years = next((column for column, title in enumerate(titles) if title.strip() == "năm"), None)
    body = next((column for column, title in enumerate(titles) if heads["body_head"].search(title)), years)
    by_year = body is not None and body == years
    if body is None or (not by_year and _figures(document, table, first_row, body)):
        return None
    values = tuple(
        (column, _due(title))
        for column, title in enumerate(titles)
        if column != body and heads["indicator_head"].search(title) and not heads["not_value"].search(title)
        and _figures(document, table, first_row, column)
    )  # fmt: skip
    printed = {column: _lowest(document, table.rows[:first_row], column) for column, _ in values}
    return _Columns(body, None, values, first_row, printed, by_year=by_year) if values else None


def _shared_out(document: Document, table: Table, titles: list[str], first_row: int) -> _Columns | None:
    """The columns of a table that shares a quantity out; None where it is none, or one of its columns holds anything else."""
    if not may_share(document, table, first_row):
        return None
    heads, head = _heads(), table.rows[:first_row]
    unit = next((column for column, title in enumerate(titles) if heads["unit_head"].search(title)), None)
    units = {column: named for column in range(len(titles)) if (named := _unit_of_heads(document, head, column)) and not is_money(named)}
    above = shared_table(document, table, unit_told=unit is not None or len(units) >= FEWEST_SHARES)
    if above is None:
        return None
    aside = {column for column, title in enumerate(titles) if column == unit or heads["aside"].search(title)}
    names, *rest = [column for column in range(len(titles)) if column not in aside] or [0]
    if _figures(document, table, first_row, names) or not all(_figures(document, table, first_row, column) for column in rest):
        return None
    values = tuple(
        (column, _due(titles[column]) or _due(f"{titles[column]} {above.caption}"))
        for column in rest
        if not heads["not_value"].search(titles[column]) and (unit is not None or above.unit or column in units)
    )
    if len(values) < FEWEST_SHARES:
        return None
    printed = {column: _lowest(document, head, column) for column, _ in values}
    return _Columns(names, unit, values, first_row, printed, units, shared=True, unit_above=above.unit)


def _unit_of_heads(document: Document, rows: tuple[Row, ...], column: int) -> str | None:
    """The unit in brackets that the lowest of a column's heads gives."""
    return next(filter(None, (_unit_of_head(fold(_flat(document, row, column))) for row in reversed(rows))), None)


def _lowest(document: Document, rows: tuple[Row, ...], column: int) -> str:
    """What the lowest row of the head that says something says of a column."""
    return next(filter(_LETTER.search, (_flat(document, row, column) for row in reversed(rows))), "")


def _flat(document: Document, row: Row, column: int) -> str:
    return " ".join(document.slice(row.cells[column].span).split()) if column < len(row.cells) else ""


def _title(document: Document, rows: tuple[Row, ...], column: int) -> str:
    """What the head's rows say above a column, each wording once: a cell may span several."""
    return fold(" ".join(dict.fromkeys(filter(None, (_flat(document, row, column) for row in rows)))))


def _due(title: str) -> str | None:
    """The year of a head, with the last month of the quarter or half that it names ("Năm 2026 Quý I")."""
    years = _YEAR.findall(title)
    part = _QUARTER.search(title) if len(set(years)) == 1 else None
    if part is None:
        return years[-1] if years else None
    printed = part["quarter"]
    month = 3 * (_QUARTERS.get(printed) or int(printed)) if printed else int(part["months"] or 6)
    return f"{years[0]}-{month:02}"


def _unit_of_head(title: str) -> str | None:
    """The unit in brackets at the end of a head ("Năm 2026 (%)"); None for any other remark there ("Năm 2026 (KH)")."""
    named = _UNIT_IN_NAME.search(title)
    return named[1].strip() if named and is_unit(named[1].strip()) else None


def _figures(document: Document, table: Table, first_row: int, column: int) -> bool:
    """Whether most filled cells of a column are figures."""
    filled = [fold(document.slice(row.cells[column].span)).strip() for row in table.rows[first_row:] if column < len(row.cells)]
    filled = [text for text in filled if text]
    figures = [text for text in filled if len(text) <= _LONGEST_FIGURE and _DIGIT.search(text) and _figure(text)]
    return bool(filled) and len(figures) >= _ENOUGH * len(filled)


def _figure(text: str) -> re.Match[str] | None:
    """The figure that a folded cell is; None for any other cell, and for more than there are ("7/5")."""
    match = _FIGURE.fullmatch(text) if len(text) <= _LONGEST_FIGURE else None
    return match if match and (match["of"] is None or int(match["some"]) <= int(match["of"])) else None


def _targets(document: Document, table: Table, columns: _Columns, context: Context) -> Iterator[Target]:
    first = (context.period[0] or context.date_issued or "")[:4]
    below: str | None = None
    for row in table.rows[columns.first_row :]:
        if len(row.cells) <= columns.name:
            continue
        name = row.cells[columns.name]
        if not (columns.by_year or _NAME.search(document.slice(name.span))):
            continue  # a row that numbers the columns
        said = fold(_flat(document, row, columns.name))
        told = _due(said) if columns.by_year else None
        if _heads()["period_row"].search(said):
            below = _due(said)
        seen: set[Span] = set()
        for column, year in columns.values:
            cell = row.cells[column] if column < len(row.cells) else name
            if cell.span in seen or not len(cell.span) or cell.span == name.span:
                continue
            seen.add(cell.span)
            due = told or year or below or _period_end(context)
            if due and due[:4] < first and (told or year):
                continue  # what was reached in a year before the plan's own
            unit = row.cells[columns.unit] if columns.unit is not None and columns.unit < len(row.cells) else None
            if columns.shared and unit is not None and is_money(fold(_flat(document, row, unit.column))):
                continue
            indicator = _flat(document, row, columns.name)
            if head := columns.heads.get(column):
                indicator = head if columns.by_year else f"{indicator}: {head}"
            if target := _target(document, indicator, unit, cell, due, columns.units.get(column) or columns.unit_above):
                yield target


def _period_end(context: Context) -> str | None:
    last = context.period[1]
    return last[:4] if last else None


def _target(document: Document, indicator: str, unit: Cell | None, cell: Cell, due: str | None, of_head: str | None) -> Target | None:
    printed = document.slice(cell.span)
    match = _figure(fold(printed))
    if match is None:
        return None
    start, end = len(printed) - len(printed.lstrip()), len(printed.rstrip())
    own_unit = printed[match.start("unit") : match.end("unit")].strip(" .;") if match["unit"] else ""
    low, high = number_value(match["low"] or match["some"]), number_value(match["high"]) if match["high"] else None
    if max(low, high or 0.0) > LARGEST or (high is not None and high < low):
        return None
    return Target(
        text=printed[start:end],
        span=Span(cell.span.start + start, cell.span.start + end),
        indicator=indicator or None,
        comparator=_comparator(match, fold(indicator)),
        value=low,
        value_max=high,
        unit=" ".join(own_unit.split()) or _unit(document, unit, indicator, of_head),
        direction=_direction(fold(printed) if _MOVES.match(fold(printed)) else fold(indicator)),
        due=due,
    )


def _comparator(match: re.Match[str], indicator: str) -> Comparator:
    if match["high"]:
        return "range"
    if match["more"]:
        return "<=" if match["more"].endswith("xuống") else ">="
    bound = match["sign"] or (found.group().strip() if (found := _BOUND_AT_END.search(indicator)) else "")
    found = _SIGN.fullmatch(bound)
    return _SIGNS[(found.lastindex or 1) - 1][1] if found else "="


def _unit(document: Document, unit: Cell | None, indicator: str, of_head: str | None) -> str | None:
    if unit is not None and (printed := " ".join(document.slice(unit.span).split())):
        return printed
    if of_head:
        return of_head
    if named := _UNIT_IN_NAME.search(indicator):
        return named[1].strip()
    counted = _COUNTED.match(fold(indicator))
    return indicator[counted.start(1) : counted.end(1)] if counted else None


def _direction(indicator: str) -> Direction:
    if re.match(r"\s*(?:cắt\s+)?giảm\b", indicator):
        return "decrease"
    return "increase" if re.match(r"\s*(?:tăng|nâng)\b", indicator) else "reach"
