"""Who does a task, with whom, by when, with which product: read from its cells, labels, sentence, headings and introducing sentences.

Leads, nearest source wins: of a table row its cell, else its sentence; of any other task an agency told to act in its own text or named
in the bracket that closes it, else the label, else the heading's agency, else the introducing sentence. "Yêu cầu X …" under a heading
that names an agency orders that agency, not X, and "Chỉ đạo X …" names X only where nobody else is named. Whoever is put in charge is a
person and no lead ("phân công Phó Chủ tịch UBND phụ trách"). Coordinating agencies add up over all sources; marks tell them in a cell or
label of leads ("Sở Y tế (CT), Sở Nội vụ (PH)"). A deadline is the task's own (cell, sentence, bracket), else a label's, else an
introducing sentence's or heading's; a label comes before a mere span in the sentence ("xử lý trong vòng 48 giờ"). Nobody or nothing named:
empty or None, and a warning where a cell was filled but not understood.
Source: annotation guidelines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, TypeVar

from msgspec import Struct

from extractor.document import ReadingWarning
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_coordinators import sentence_coordinators
from extractor.mentions.agency_leads import acts_behind, sentence_leads
from extractor.mentions.agency_lists import read_agency_list
from extractor.mentions.context import Context
from extractor.mentions.deadlines import find_deadlines, main_deadline, read_deadline_value, read_heading_deadline
from extractor.mentions.times_apart import Stretch, times_apart
from extractor.records import AgencyMention, Deadline, FoundIn, Output, Person, Span
from extractor.structure.labels import Field
from extractor.structure.outline import Node
from extractor.structure.tables import Column
from extractor.tasks.closing_brackets import closing_words
from extractor.tasks.drawn_times import in_its_year, marked_stretch, marks_apart, times_in_columns
from extractor.tasks.finding import Candidate
from extractor.tasks.persons import OFFICE, names_unit, persons_in_list, read_persons
from extractor.tasks.persons_told import person_told, persons_charged, role_of_charged
from extractor.tasks.surroundings import Surroundings
from extractor.tasks.times import (
    besides_hours,
    bounded,
    due,
    from_then_on,
    gaps,
    is_day,
    is_span_alone,
    narrows,
    open_times,
    sets_time,
    shortened,
    with_start,
)
from extractor.tasks.told_above import mostly_named_in_heading, told_in_heading, told_in_introduction, told_in_preamble
from extractor.tasks.values import helping, leading, marked_aside, persons_beside, timing

_Found = TypeVar("_Found")
_ValueReader = Callable[[str, Span, Context, FoundIn], tuple[_Found, ...]]
_SentenceReader = Callable[[str, Span, Context], tuple[AgencyMention, ...]]

_WEAK = ("yêu cầu", "đề nghị", "chỉ đạo", "đôn đốc")
_END = lazy_pattern(r"hoàn thành|thời hạn|kết thúc|chậm nhất|hạn")
_TOGETHER = "hối hợp"
# What `_CHARGING` has, quick to find.
_CHARGES = ("hân công", "đồng chí", "đ/c", "ông ", "bà ")
_CHARGING = lazy_pattern(r"(?<!\w)(?:phân công|(?:phân công|giao|cử)(?: cho)? (?:đồng chí|đ/c|ông|bà))$")
_HELD = lazy_pattern(OFFICE)
_DIRECTING = ("trực tiếp", "phụ trách", "theo dõi", "chỉ đạo")
_DIRECTS = lazy_pattern(rf",? (?:{'|'.join(_DIRECTING)})(?!\w)")
_NEAR = 20
_OFTEN = lazy_pattern(r"(?<!\w)(?:mỗi|định kỳ|\d lần)(?!\w)")
_TIMES = lazy_pattern(r"(?<!\w)\d+ lần(?!\w)")
_WHOLE = 0.6
_NOBODY = frozenset({"", "-", "x", "…", "...", "không", "*"})


class Assignment(Struct, frozen=True):
    """What a task's surroundings say of it.

    `deadlines` are all that were read for it, `deadline` the main one; `apart` the times that it stands for where there are gaps between.
    """

    leads: tuple[AgencyMention, ...]
    coordinating: tuple[AgencyMention, ...]
    persons: tuple[Person, ...]
    deadline: Deadline | None
    deadlines: tuple[Deadline, ...]
    apart: tuple[Stretch, ...]
    outputs: tuple[Output, ...]
    warnings: tuple[ReadingWarning, ...]


def assign(surroundings: Surroundings, candidate: Candidate) -> Assignment:
    """The assignment of one task."""
    reader = _Reader(surroundings, candidate)
    leads, coordinating = reader.agencies()
    deadlines, unread_time = reader.deadlines()
    main = main_deadline(deadlines)
    apart = reader.times_apart(main) if main else ()
    warnings = [*reader.unread_leads(leads), *unread_time, *open_times(deadlines), *(gaps(main, apart) if main else ())]
    return Assignment(
        leads,
        coordinating,
        reader.persons(),
        main,
        deadlines,
        apart,
        reader.outputs(),
        tuple(warnings),
    )


class _Reader:
    """Reads one task's surroundings."""

    def __init__(self, surroundings: Surroundings, candidate: Candidate) -> None:
        self.surroundings, self.candidate = surroundings, candidate
        self.document, self.context = surroundings.document, surroundings.context
        self._text = self.document.text

    def _values(self, column: Column, field: Field) -> Iterator[tuple[Span, FoundIn]]:
        """Where a fact is stated outright: the row's cells of a column, the labelled lines of a field."""
        node = self.candidate.node
        if node.table and node.row:
            for cell in node.table.cells(node.row.row, column):
                yield cell.span, "cell"
        for label in self.candidate.labels:
            if label.field == field and len(label.value):
                yield label.value, "label"

    def _sections(self) -> Iterator[Node]:
        return (node for node in self.candidate.around if node.heading)

    def _introductions(self) -> Iterator[Span]:
        for node in self.candidate.around:
            if not node.heading:
                yield node.span

    def agencies(self) -> tuple[tuple[AgencyMention, ...], tuple[AgencyMention, ...]]:
        """Lead and coordinating agencies."""
        named, aside = self._stated(leading, self._leading_values), self._stated(marked_aside, self._leading_values)
        stated = _distinct([m for m in named if not any(other.span.covers(m.span) for other in aside)])
        row = self.candidate.origin == "table_row"
        leads = self._leads_of_row(stated) if row else self._leads_of_item(stated)
        beside = _distinct(self._stated(helping, self._values("coordinating", "coordinating")))
        told = not (row and beside) or _TOGETHER in self.document.slice(self.candidate.span)  # a row seldom tells both
        spoken = sentence_coordinators(self._text, self.candidate.span, self.context) if told else ()
        taken = {fold(m.name) for m in leads}
        above = [m for m in self._beside_in_heading() if fold(m.name) not in taken]
        coordinating = _distinct((*spoken, *beside, *aside, *self._introduced(sentence_coordinators), *above))
        spans = {m.span for m in leads}
        return _distinct(leads), tuple(m for m in coordinating if m.span not in spans)

    @cached_property
    def _leading_values(self) -> list[tuple[Span, FoundIn]]:
        return list(self._values("lead", "lead"))

    def _stated(self, reader: _ValueReader[AgencyMention], values: Iterable[tuple[Span, FoundIn]]) -> list[AgencyMention]:
        """What the reader finds in the cells and labels of a field."""
        return [m for span, found in values for m in self.surroundings.value(reader, span, found)]

    def _leads_of_row(self, stated: tuple[AgencyMention, ...]) -> tuple[AgencyMention, ...]:
        """Of a table row its cell, else its sentence; what is further away is read only where nothing nearer says anything."""
        if stated or self._has_column("lead"):
            return stated
        return self._units_in_charge() or self._own_leads() or self._heading_agencies()

    def _leads_of_item(self, stated: tuple[AgencyMention, ...]) -> tuple[AgencyMention, ...]:
        """Of any other task its own text, else what is stated, else what stands above it."""
        own = self._own_leads()
        directed = bool(own) and self._directed(own[0])
        if own and not directed and not (all(map(self._weak, own)) and self._heading_agencies()):
            return own
        told = () if directed else own
        return stated or self._heading_agencies() or told or self._introduced(told_in_introduction) or self._told_in_preamble() or own

    def _own_leads(self) -> tuple[AgencyMention, ...]:
        told = self._person_charged  # "Đồng chí Phó Chủ tịch UBND tỉnh Lê Văn An …" is he
        own = (m for m in self._told_to_act if m not in self._put_in_charge)
        return tuple(m for m in own if not (told and told.covers(m.span))) or self._bracketed()

    @cached_property
    def _told_to_act(self) -> tuple[AgencyMention, ...]:
        return sentence_leads(self._text, self.candidate.span, self.context)

    @cached_property
    def _put_in_charge(self) -> tuple[AgencyMention, ...]:
        """The offices whose holders are put in charge ("phân công đồng chí Phó Bí thư Đoàn trường trực tiếp phụ trách"): persons."""
        words = self.document.slice(self.candidate.span)
        if not any(word in words for word in _CHARGES) or not any(word in words for word in _DIRECTING):
            return ()
        held = (m for m in self._told_to_act if _HELD.match(m.text) and _CHARGING.search(self._before(m)))
        return tuple(m for m in held if _DIRECTS.match(fold(self._text[m.span.end :][:_NEAR])))

    def _bracketed(self) -> tuple[AgencyMention, ...]:
        """Whom the bracket or tail at the task's end names as doing it ("… (Công an tỉnh; trước ngày 30/6)", "… – Công an tỉnh.")."""
        parts = self.surroundings.read(closing_words, self.candidate.span)
        return read_agency_list(self._text, parts[0], self.context, "sentence") if parts else ()

    def _bracketed_time(self) -> tuple[Deadline, ...]:
        parts = self.surroundings.read(closing_words, self.candidate.span)
        read = ((part, deadline) for part in parts[1:] for deadline in read_deadline_value(self._text, part, self.context))
        # "định kỳ mỗi học kỳ 1 lần" is no one term.
        return tuple(deadline for part, deadline in read if deadline.kind == "recurring" or not self._says_how_often(part))

    def _says_how_often(self, span: Span) -> bool:
        return _OFTEN.search(fold(self.document.slice(span))) is not None

    def _counts_times(self, deadline: Deadline) -> bool:
        """Whether it only says how often the work is done ("02 lần/tháng", "mỗi tuần ít nhất 02 lần")."""
        return deadline.kind == "recurring" and _TIMES.search(fold(deadline.text)) is not None

    def _units_in_charge(self) -> tuple[AgencyMention, ...]:
        """The agencies of a column of persons in charge, where a cell names a unit and no person ("Người phụ trách: Tổ Văn phòng")."""
        cells = [span for span, _ in self._values("person", "person")]
        unnamed = [span for span in cells if not any(person.name for person in read_persons(self._text, span, "in_charge"))]
        return _distinct([m for span in unnamed for m in self.surroundings.value(read_agency_list, span, "cell")])

    def _has_column(self, column: Column) -> bool:
        table = self.candidate.node.table
        return table is not None and column in table.where

    def _heading_agencies(self) -> tuple[AgencyMention, ...]:
        """The agencies that the nearest heading names, where it does nothing else and no person is charged."""
        return () if self._person_charged else next((told for _, told in self._told_in_headings() if told), ())

    def _told_in_headings(self) -> Iterator[tuple[Span, tuple[AgencyMention, ...]]]:
        """Each heading above, nearest first, with whom it tells to act."""
        for node in self._sections():
            if node.heading:
                reader = mostly_named_in_heading if node.role == "implementation" else told_in_heading
                yield node.heading, self.surroundings.read(reader, node.heading)

    def _beside_in_heading(self) -> tuple[AgencyMention, ...]:
        """With whom the nearest heading that says who acts tells to do it ("1. Bộ Tài chính chủ trì, phối hợp với các bộ liên quan:")."""
        telling = next((heading for heading, told in self._told_in_headings() if told), None)
        return self.surroundings.read(sentence_coordinators, telling) if telling else ()

    def _introduced(self, reader: _SentenceReader) -> tuple[AgencyMention, ...]:
        """What the nearest introducing sentence names."""
        return next((found for span in self._introductions() if (found := self.surroundings.read(reader, span))), ())

    def _told_in_preamble(self) -> tuple[AgencyMention, ...]:
        preamble = self.surroundings.preamble
        return self.surroundings.read(told_in_preamble, preamble) if preamble else ()

    def _directed(self, mention: AgencyMention) -> bool:
        """Whether it is whom another is to direct ("Chỉ đạo Sở X …", "Lãnh đạo UBND tỉnh …"): the lead where nobody else is named.

        "Lãnh đạo Sở chịu trách nhiệm …" is an office that acts.
        """
        leading = mention.text.startswith("Lãnh đạo ")
        return self._before(mention).endswith("chỉ đạo") or (leading and not acts_behind(self._text, mention.span.end))

    def _before(self, mention: AgencyMention) -> str:
        return fold(self._text[max(self.candidate.span.start, mention.span.start - 24) : mention.span.start]).rstrip()

    def _weak(self, mention: AgencyMention) -> bool:
        before = self._before(mention)
        return before.endswith(_WEAK) or before.endswith(tuple(f"{word} các" for word in _WEAK))

    def deadlines(self) -> tuple[tuple[Deadline, ...], list[ReadingWarning]]:
        """The deadlines of the nearest source that has one, and warnings for values that could not be read."""
        warnings: list[ReadingWarning] = []
        stated: list[Deadline] = []
        for span, found_in in self._values("time", "time"):
            year = self._year_of_column(span)
            read = read_deadline_value(self._text, span, in_its_year(self.context, year)) if year else self._timed(span, found_in)
            stated += map(due, read) if any(map(is_day, read)) and self._states_an_end(span) else read
            value = self.document.slice(span).strip()
            if not read and fold(value) not in _NOBODY:
                warnings.append(ReadingWarning("deadline_not_understood", {"text": shortened(value)}, span))
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
        for span in self._introductions():
            if found := tuple(d for d in self.surroundings.read(find_deadlines, span) if sets_time(self._text, d, span)):
                return found, besides_hours(warnings)
        for node in self._sections():
            if node.heading and (found := self._heading_deadlines(node, node.heading)):
                return found, besides_hours(warnings)
        return (), warnings

    def _own_deadlines(self) -> tuple[Deadline, ...]:
        return self.surroundings.read(find_deadlines, self.candidate.span) or self._bracketed_time()

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
        return [deadline for cell in cells for deadline in read_deadline_value(self._text, cell.span, self.context)]

    def persons(self) -> tuple[Person, ...]:
        """Persons in charge or performing, from cells and labels."""
        found: list[Person] = []
        for span, source in self._values("person", "person"):
            found += read_persons(self._text, span, self._person_role(source))
        if found and self._units_in_charge():  # a unit in a column of persons leads
            found = [person for person in found if person.name or not names_unit(person)]
        for span, source in self._leading_values:
            found += self.surroundings.value(persons_beside, span, source)
        if not found and (told := self._person_charged):
            found += read_persons(self._text, told, role_of_charged(self._text, told))
        charged = persons_charged(self._text, self.candidate.span)
        offices = (Person(text=m.text, span=m.span, name=None, position=m.text, role="in_charge") for m in self._put_in_charge)
        return tuple(found) or (*charged, *(person for person in offices if not any(other.span.covers(person.span) for other in charged)))

    @cached_property
    def _person_charged(self) -> Span | None:
        """The person whom the task's own text or the nearest heading tells to do it."""
        if told := person_told(self._text, self.candidate.span, self.context):
            return told
        heading = next((node.heading for node in self._sections()), None)
        return self.surroundings.person_in_heading(heading) if heading else None

    def _person_role(self, source: FoundIn) -> Literal["in_charge", "performer"]:
        node = self.candidate.node
        if source == "cell" and node.table:
            head = " ".join(fold(self.document.slice(r.row.span)) for r in node.table.head)
            return "performer" if "người thực hiện" in head or "cán bộ thực hiện" in head else "in_charge"
        labels = (fold(self.document.slice(label.label)) for label in self.candidate.labels if label.field == "person")
        return "performer" if any("thực hiện" in label for label in labels) else "in_charge"

    def outputs(self) -> tuple[Output, ...]:
        """The products, one mention a cell or label."""
        spans = [span for span, _ in self._values("output", "output") if fold(self.document.slice(span)).strip() not in _NOBODY]
        return tuple(Output(text=self.document.slice(span), span=span) for span in spans)

    def unread_leads(self, leads: tuple[AgencyMention, ...]) -> Iterator[ReadingWarning]:
        """A warning for a lead cell or label that is filled but names no agency."""
        if leads:
            return
        for span, _ in self._leading_values:
            value = self.document.slice(span).strip()
            if fold(value) not in _NOBODY and not persons_in_list(self._text, span):
                yield ReadingWarning("lead_names_no_agency", {"text": shortened(value)}, span)


def _distinct(mentions: Sequence[AgencyMention]) -> tuple[AgencyMention, ...]:
    """The mentions, each name once."""
    return tuple({fold(m.name): m for m in reversed(mentions)}.values())[::-1] if len(mentions) > 1 else tuple(mentions)
