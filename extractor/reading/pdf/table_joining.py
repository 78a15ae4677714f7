"""Tables joined across pages, as a reader sees them: one table, each row once.

A table goes on when the next page begins with one of the same outer width whose column rulings fit. Then, in this order: the header that is
printed again goes (and its length becomes the head's); a first row that only carries on what the last row began is joined to it, cell by
cell; a merged cell that the page break cut in two is one again.

A row carries on when its first cell is empty and its second too; or when some are and the first is cut in the middle of a sentence; or
when it has text in one cell only, below text; or when no cell of it begins anew (with a list mark, or with a capital after a full stop) and
one of them plainly does not. Bold text never carries on plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.folding import fold
from extractor.reading.building import GridCell
from extractor.reading.layout_words import matches
from extractor.reading.pdf.footnotes import Marks, cite
from extractor.reading.pdf.page_lines import Line
from extractor.reading.pdf.page_paragraphs import is_marked, join_lines
from extractor.reading.pdf.page_tables import PageTable, PlacedCell

__all__ = ["JoinedTable", "goes_on", "join_tables"]

FIT = 4.0
"""Points that column rulings of two pages may differ."""
GUESSED_FIT = 25.0
"""Points that columns inferred on two pages may differ."""
MOST_HEADER_ROWS = 4
MOST_LISTED = 8
"""Lines of a cell that may be a list of names."""
_ENDS = (".", ";", ":")
SHORTEST_REST = 12
"""Characters of a text that may be cut by a page; what is shorter is a number or a label."""


class JoinedTable(Struct, frozen=True):
    """A table of one or more pages: its cells and how many rows its head has (0: not known)."""

    cells: tuple[GridCell, ...]
    header_rows: int


def goes_on(before: PageTable, after: PageTable) -> bool:
    """Whether a page's first table is the last one of the page before, going on."""
    if before.guessed and after.guessed:
        near = len(before.xs) == len(after.xs) and all(abs(x - y) <= GUESSED_FIT for x, y in zip(before.xs, after.xs, strict=True))
        return near and (not after.header_rows or _has_head_of(after, before))
    if abs((before.xs[-1] - before.xs[0]) - (after.xs[-1] - after.xs[0])) > 2 * FIT:
        return False
    shift = before.xs[0] - after.xs[0]
    few, many = sorted(([x + shift for x in after.xs], list(before.xs)), key=len)
    return all(any(abs(x - other) <= FIT for other in many) for x in few)


def _has_head_of(after: PageTable, before: PageTable) -> bool:
    """Whether a part begins with the head of the other, a recogniser's misreadings aside."""
    ours, theirs = (
        [_comparable(row) for row in _rows(part.cells, range(part.header_rows))] for part in (before, after)
    )
    heads = [cell for row in theirs for cell in row]
    return 2 * sum(cell in row for row in ours for cell in heads) >= len(heads)


def join_tables(parts: Sequence[PageTable], marks: Marks) -> JoinedTable:
    """One table of the parts, which stand on pages that follow one another; `marks` are the notes its cells may cite."""
    if parts[0].guessed:
        # The columns were inferred on each page by itself.
        parts = [replace(part, xs=parts[0].xs) if part.guessed and len(part.xs) == len(parts[0].xs) else part for part in parts]
    edges = _common_edges(parts)
    header_rows = parts[0].header_rows
    whole = [_placed(part, edges) for part in parts]
    widths = _text_widths(whole, len(edges) - 1)
    growing = _Growing()
    for part, placed in zip(parts, whole, strict=True):
        if growing.cells:
            repeated = part.header_rows or _repeated_header(growing.beginning(), placed)
            header_rows = max(header_rows, repeated)
            placed = [replace(cell, row=cell.row - repeated) for cell in placed if cell.row >= repeated] if repeated else placed
        growing.add(placed)
    return JoinedTable(
        tuple([
            GridCell(
                cite(cell.lines, join_lines(cell.lines, _breaks(cell.lines, widths[cell.column + cell.column_span - 1])), marks),
                cell.row, cell.column, cell.row_span, cell.column_span,
            )
            for cell in growing.cells
        ]),
        header_rows,
    )


def _common_edges(parts: Sequence[PageTable]) -> list[float]:
    """The column rulings of all parts, two at least, from the left edge of the table."""
    edges: list[float] = []
    for x in sorted(x - part.xs[0] for part in parts for x in part.xs):
        if not edges or x - edges[-1] > FIT:
            edges.append(x)
    return edges if len(edges) > 1 else [0.0, FIT]


def _placed(part: PageTable, edges: Sequence[float]) -> list[PlacedCell]:
    """The part's cells in the columns of the whole table."""
    last = len(edges) - 2
    columns = [_nearest(edges, x - part.xs[0]) for x in part.xs]
    if columns == list(range(len(columns))):
        return list(part.cells)
    return [
        PlacedCell(
            cell.row, min(columns[cell.column], last), cell.row_span,  # rulings closer than FIT may be one edge, the last
            max(1, columns[cell.column + cell.column_span] - columns[cell.column]), cell.lines,
        )
        for cell in part.cells
    ]


def _nearest(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x))


Comparable = tuple[int, int, int, str]
"""Of a cell: its column, the columns and rows it covers, and its words."""


def _rows(cells: Iterable[PlacedCell], rows: range) -> list[list[PlacedCell]]:
    """The cells of each of the rows, the first ones."""
    found: list[list[PlacedCell]] = [[] for _ in rows]
    for cell in cells:
        if cell.row < rows.stop:
            found[cell.row].append(cell)
    return found


def _comparable(row: Iterable[PlacedCell]) -> list[Comparable]:
    return sorted([
        (cell.column, cell.column_span, cell.row_span, fold("".join([line.text for line in cell.lines])).replace(" ", "")) for cell in row
    ])


def _repeated_header(beginning: Sequence[PlacedCell], following: Sequence[PlacedCell]) -> int:
    """How many rows of the table's beginning the next part begins with again, a word that had no room there aside."""
    rows = range(MOST_HEADER_ROWS)
    ours, theirs = _rows(beginning, rows), _rows(following, rows)
    count = 0
    while count < MOST_HEADER_ROWS and ours[count] and _is_repeated(ours[count], theirs[count]):
        count += 1
    return count


def _is_repeated(row: Sequence[PlacedCell], other: Sequence[PlacedCell]) -> bool:
    """Whether a row says the same as the other, or of some cells the beginning."""
    if _shape(row) != _shape(other):
        return False
    texts = [(cell[3], same[3]) for cell, same in zip(_comparable(row), _comparable(other), strict=True)]
    equal = sum(text == cut for text, cut in texts)
    return 3 * equal >= 2 * len(texts) and all(text == cut or (cut and text.startswith(cut)) for text, cut in texts)


def _shape(row: Sequence[PlacedCell]) -> list[tuple[int, int, int]]:
    return sorted([(cell.column, cell.column_span, cell.row_span) for cell in row])


class _Growing:
    """The table so far. Which cells begin it and which reach its end is kept, so that a page costs no look at all pages before."""

    def __init__(self) -> None:
        self.cells: list[PlacedCell] = []
        self._height = 0
        self._first: list[int] = []
        self._last: list[int] = []

    def beginning(self) -> list[PlacedCell]:
        """The cells of the first rows, those that a head may have."""
        return [self.cells[index] for index in self._first]

    def add(self, following: Sequence[PlacedCell]) -> None:
        """Puts the next part under the table: what it only carries on into the cells that it carries on."""
        base = 0
        if self.cells and following:
            following, base = self._continued(following)
        reached = list(self._last)
        for index, cell in enumerate(following, len(self.cells)):
            if base:
                cell = PlacedCell(cell.row + base, cell.column, cell.row_span, cell.column_span, cell.lines)
            self.cells.append(cell)
            reached.append(index)
            if cell.row < MOST_HEADER_ROWS:
                self._first.append(index)
        ends = [self.cells[index].row + self.cells[index].row_span for index in reached]
        self._height = max(ends, default=0)
        self._last = [index for index, end in zip(reached, ends, strict=True) if end == self._height]

    def _continued(self, following: Sequence[PlacedCell]) -> tuple[list[PlacedCell], int]:
        """Takes what the next part only carries on; gives what is left of that part, and the row it begins at."""
        last = {column: index for index in self._last for column in _columns(self.cells[index])}
        first = [cell for cell in following if cell.row == 0]
        pairs = [(cell, last.get(cell.column)) for cell in first]
        carried = _is_rest(first, [self.cells[index] if index is not None else None for _, index in pairs])
        base = self._height - 1 if carried else self._height
        done: set[int] = set()
        for cell, index in pairs:
            if index is None:
                continue
            owner = self.cells[index]
            if owner.column != cell.column or owner.column_span != cell.column_span:
                continue
            merged = owner.row_span > 1 or cell.row_span > 1
            if carried or (merged and (not cell.lines or (_begins_small(cell) and owner.lines))):
                span = base + cell.row_span - owner.row
                self.cells[index] = replace(owner, row_span=max(owner.row_span, span), lines=owner.lines + cell.lines)
                done.add(cell.column)
        left = [cell for cell in following if not (cell.row == 0 and cell.column in done)]
        if carried:
            left = [cell for cell in left if cell.row > 0 or cell.lines]
        return left, base


def _columns(cell: PlacedCell) -> range:
    return range(cell.column, cell.column + cell.column_span)


def _begins_small(cell: PlacedCell) -> bool:
    return bool(cell.lines) and cell.lines[0].text[:1].islower()


def _is_rest(row: Sequence[PlacedCell], owners: Sequence[PlacedCell | None]) -> bool:
    """Whether a page's first row only carries on the row above the page break, whose cells are `owners`; see the module's docstring."""
    empty = {column for cell in row if not cell.lines for column in _columns(cell)}
    filled = [(cell, owner) for cell, owner in zip(row, owners, strict=True) if cell.lines]
    if not filled or any(owner is None or owner.column_span != cell.column_span for cell, owner in filled):
        return False
    if 0 not in empty:
        # A table without a number column: some cells had no more to say, and the others go on in the middle of their sentences.
        rest = any(owner is not None and owner.lines for cell, owner in zip(row, owners, strict=True) if not cell.lines)
        return rest and all(
            owner is not None and owner.lines and not _ended(owner.lines) and not is_marked(cell.lines[0].text)
            and min(len(cell.lines[0].text), len(owner.lines[0].text)) >= SHORTEST_REST
            for cell, owner in filled if cell.column == 0 or not _begins_small(cell)
        )
    if 1 in empty:
        return True
    above = [owner.lines for _, owner in filled if owner is not None]
    if any(lines and cell.lines[0].all_bold and not lines[-1].all_bold for (cell, _), lines in zip(filled, above, strict=True)):
        return False
    if len(filled) == 1 and above[0]:
        return True
    anew = [
        is_marked(cell.lines[0].text) or (bool(lines) and _ended(lines) and not _begins_small(cell))
        for (cell, _), lines in zip(filled, above, strict=True)
    ]
    plain = [bool(lines) and (_begins_small(cell) or not _ended(lines)) for (cell, _), lines in zip(filled, above, strict=True)]
    return not any(anew) and any(plain)


def _ended(lines: Sequence[Line]) -> bool:
    return lines[-1].text.endswith(_ENDS)


def _text_widths(parts: Iterable[Iterable[PlacedCell]], columns: int) -> list[float]:
    """How wide the widest line is that stands in each column alone, in points."""
    widths = [0.0] * columns
    for part in parts:
        for cell in part:
            if cell.column_span == 1:
                for line in cell.lines:
                    width = line.edges[-1] - line.edges[0]
                    if width > widths[cell.column]:
                        widths[cell.column] = width
    return widths


def _breaks(lines: Sequence[Line], width: float) -> list[int]:
    """The lines of a cell that begin a paragraph of their own: with a list mark, or after a line that had room for them.

    A short cell lists names without punctuation: there a capital begins one where the line above plainly had room and can end a name.
    Where the cell begins with a label ("Chủ trì: Sở Y tế"), so does each further label at a line's beginning ("Phối hợp: Sở Tài chính").
    """
    starts: list[int] = []
    if len(lines) < 2:
        return starts
    few = len(lines) <= MOST_LISTED
    above, reached = lines[0].text, lines[0].edges
    labelled = ":" in above and matches("label_line", above)
    for index, line in enumerate(lines[1:], 1):
        text, edges, size = line.text, line.edges, line.size
        if labelled and ":" in text and text[:1].isupper() and _ends_name(above) and matches("label_line", text):
            starts.append(index)
            above, reached = text, edges
            continue
        space = text.find(" ")
        word = edges[space if space > 0 else len(text)] - edges[0]
        room = width - (reached[-1] - reached[0]) - word - 0.3 * size
        ended = above.endswith(_ENDS)
        if ended or room > 0:  # as with few lines
            begins = text[:1].isupper() and (
                (ended and room > 0.5 * size)
                or (few and room > size and _ends_name(above) and not (above.isupper() and text.isupper()) and not _all_bold(lines))
            )
            if begins or is_marked(text):
                starts.append(index)
        above, reached = text, edges
    return starts


def _all_bold(lines: Sequence[Line]) -> bool:
    return all(line.all_bold for line in lines)


def _ends_name(text: str) -> bool:
    """Whether a name in a list can end with this line: not with "và" and the like, in an open bracket, or at a dash or comma."""
    return text[-1:] not in ",-–—/&(" and text.count("(") <= text.count(")") and not matches("unfinished", text[-20:])
