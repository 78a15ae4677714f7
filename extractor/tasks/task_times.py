"""By when a task is to be done: read from its cells, labels, sentence, closing bracket, introducing sentences and headings.

The nearest source wins: the task's own time (cell, sentence, bracket), else a label's, else an introducing sentence's or heading's; a label
comes before a mere span in the sentence ("xử lý trong vòng 48 giờ"). Nothing said: none, and a warning where a cell was filled but not
understood.
Source: annotation guidelines.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import ReadingWarning
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.deadlines import find_deadlines, read_deadline_value, read_heading_deadline
from extractor.mentions.times_apart import Stretch, times_apart
from extractor.records import Deadline, FoundIn, Span
from extractor.structure.outline import Node
from extractor.tasks.bracketed_times import time_in_brackets
from extractor.tasks.closing_brackets import closing_words
from extractor.tasks.drawn_times import in_its_year, marked_stretch, marks_apart, times_in_columns
from extractor.tasks.sources import NOTHING, SourceReader
from extractor.tasks.times import (
    besides_hours,
    bounded,
    due,
    from_then_on,
    in_short,
    is_day,
    is_span_alone,
    narrows,
    sets_time,
    with_start,
)
from extractor.tasks.values import timing

__all__ = ["TimeReader"]

_END = lazy_pattern(r"hoàn thành|thời hạn|kết thúc|chậm nhất|hạn")
_OFTEN = lazy_pattern(r"(?<!\w)(?:mỗi|định kỳ|\d lần)(?!\w)")
_TIMES = lazy_pattern(r"(?<!\w)(?:\d+|một) lần(?!\w)")
_WHOLE = 0.6


class TimeReader(SourceReader):
    """Reads the times of one task."""

    def deadlines(self) -> tuple[tuple[Deadline, ...], list[ReadingWarning]]:
        """The deadlines of the nearest source that has one, and warnings for values that could not be read."""
        warnings: list[ReadingWarning] = []
        stated: list[Deadline] = []
        for span, found_in in self.values("time", "time"):
            year = self._year_of_column(span)
            read = read_deadline_value(self.text, span, in_its_year(self.context, year)) if year else self._timed(span, found_in)
            stated += map(due, read) if any(map(is_day, read)) and self._states_an_end(span) else read
            value = self.document.slice(span).strip()
            if not read and fold(value) not in NOTHING:
                warnings.append(ReadingWarning("deadline_not_understood", {"text": in_short(value)}, span))
        stated += self._drawn(stated)
        warnings = [] if stated else warnings  # "Sáng" beside a cell with the date
        begins = self._begins()
        stated = [with_start(deadline, begins) for deadline in stated] or [from_then_on(begin) for begin in begins]
        if self.candidate.origin != "table_row" or not stated:
            own = self._own_deadlines()
        else:
            own = tuple(deadline for deadline in self._own_deadlines() if narrows(deadline, stated)) if any(map(bounded, stated)) else ()
        if stated and all(is_span_alone(deadline) or self._counts_times(deadline) for deadline in own):
            own = ()  # "xử lý trong vòng 48 giờ", "phát 02 lần/tháng": how fast or often it is done, beside "Thời gian: Quý II"
        if found := own or stated or self._beside_labels():
            return tuple(found), warnings
        for span in self.introductions():
            if found := tuple(d for d in self.surroundings.read(find_deadlines, span) if sets_time(self.text, d, span)):
                return found, besides_hours(warnings)
        for node in self.headed():
            if node.heading and (found := self._heading_deadlines(node, node.heading)):
                return found, besides_hours(warnings)
        return (), warnings

    def _own_deadlines(self) -> tuple[Deadline, ...]:
        found = self.surroundings.read(find_deadlines, self.candidate.span) or self._bracketed_time()
        return found or self.surroundings.read(time_in_brackets, self.candidate.span)

    def _bracketed_time(self) -> tuple[Deadline, ...]:
        parts = self.surroundings.read(closing_words, self.candidate.span)
        read = ((part, deadline) for part in parts[1:] for deadline in read_deadline_value(self.text, part, self.context))
        # "định kỳ mỗi học kỳ 1 lần" is no one term.
        return tuple(deadline for part, deadline in read if deadline.kind == "recurring" or not self._says_how_often(part))

    def _says_how_often(self, span: Span) -> bool:
        return _OFTEN.search(fold(self.document.slice(span))) is not None

    def _counts_times(self, deadline: Deadline) -> bool:
        """Whether it only says how often the work is done ("02 lần/tháng", "mỗi tuần ít nhất 02 lần")."""
        return deadline.kind == "recurring" and _TIMES.search(fold(deadline.text)) is not None

    def _beside_labels(self) -> list[Deadline]:
        """What stands beside who is to act on a labelled line ("Đơn vị chủ trì: Sở Y tế. Hoàn thành trước 15/12/2025.")."""
        values = [label.value for label in self.candidate.labels if label.field in ("lead", "coordinating")]
        return [deadline for value in values for deadline in self.surroundings.read(find_deadlines, value)]

    def _heading_deadlines(self, node: Node, heading: Span) -> tuple[Deadline, ...]:
        """What a heading sets for all under it; of an appendix's or table's group only where it is nothing but a time ("Năm 2026")."""
        if node.role != "appendix":
            return self.surroundings.read(read_heading_deadline, heading)
        found = self.surroundings.read(read_deadline_value, heading)
        return found if found and len(found[0].span) >= _WHOLE * len(heading) else ()

    def _states_an_end(self, value: Span) -> bool:
        """Whether the header or label of a time says that work is to end then ("Thời hạn hoàn thành")."""
        node = self.candidate.node
        heads = [label.label for label in self.candidate.labels if label.value == value]
        if node.table and node.row:
            columns = [i for i, cell in enumerate(node.row.row.cells) if cell.span == value]
            heads += [row.row.cells[i].span for row in node.table.head for i in columns if i < len(row.row.cells)]
        return any(_END.search(fold(self.document.slice(span))) for span in heads)

    def _timed(self, span: Span, found_in: FoundIn) -> tuple[Deadline, ...]:
        return self.surroundings.value(timing, span, found_in)

    def _year_of_column(self, cell: Span) -> int | None:
        """The year of the column in which a cell of the row stands ("Quý IV" under "2015"), or the one that it repeats."""
        table, row = self.candidate.node.table, self.candidate.node.row
        if table is None or row is None or not table.drawn:
            return None
        cells = ((drawn.year, row.row.cells[i]) for i, drawn in table.drawn.items() if i < len(row.row.cells))
        return next((year for year, own in cells if own.column_span == 1 and table.repeated.get(own.span, own).span == cell), None)

    def _drawn(self, stated: Sequence[Deadline]) -> list[Deadline]:
        """What a row says in columns that draw a calendar, beside what is stated there; nothing where another column states a time."""
        table, row = self.candidate.node.table, self.candidate.node.row
        if table is None or row is None or not table.drawn:
            return []
        within = [row.row.cells[i].span for i in table.drawn if i < len(row.row.cells)]
        if not all(any(span.covers(deadline.span) for span in within) for deadline in stated):
            return []
        marked = marked_stretch(self.document, row.row, table.drawn, self.context)
        silent = {i: drawn for i, drawn in table.drawn.items() if i not in table.columns}
        return [*([marked] if marked else []), *times_in_columns(self.document, row.row, silent, self.context)]

    def times_apart(self, deadline: Deadline) -> tuple[Stretch, ...]:
        """The times that a deadline stands for, where there are gaps between: those of its words, or of the columns that are marked."""
        table, row = self.candidate.node.table, self.candidate.node.row
        if table and row and table.drawn and deadline == marked_stretch(self.document, row.row, table.drawn, self.context):
            return marks_apart(self.document, row.row, table.drawn, self.context)
        return times_apart(deadline)

    def _begins(self) -> list[Deadline]:
        """What a column of its own says of when the work begins ("Thời gian bắt đầu")."""
        table, row = self.candidate.node.table, self.candidate.node.row
        cells = table.cells(row.row, "start") if table and row else ()
        return [deadline for cell in cells for deadline in read_deadline_value(self.text, cell.span, self.context)]
