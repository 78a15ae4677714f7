"""Who does a task, with whom, by when, with which product: read from its cells, labels, sentence, headings and introducing sentences.

Leads, nearest source wins: of a table row its cell, else its sentence; of any other task an agency told to act in its own text or named
in the bracket that closes it, else the label, else the heading's agency, else the introducing sentence. "Yêu cầu X …" under a heading
that names an agency orders that agency, not X, and "Chỉ đạo X …" names X only where nobody else is named. Coordinating agencies add up
over all sources; marks tell them in a cell or label of leads ("Sở Y tế (CT), Sở Nội vụ (PH)"). A deadline is the task's own (cell,
sentence, bracket), else a label's, else an introducing sentence's or heading's. Nobody or nothing named: empty or None, and a warning
where a cell was filled but not understood. Source: annotation guidelines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import Document, ReadingWarning
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_coordinators import sentence_coordinators
from extractor.mentions.agency_leads import acts_behind, sentence_leads
from extractor.mentions.agency_lists import read_agency_list
from extractor.mentions.agency_marks import read_marked_list
from extractor.mentions.context import Context
from extractor.mentions.deadlines import find_deadlines, main_deadline, read_deadline_value, read_heading_deadline
from extractor.records import AgencyMention, Deadline, FoundIn, Mention, Person, Span
from extractor.structure.labels import Field
from extractor.structure.outline import Node
from extractor.structure.tables import Column
from extractor.tasks.closing_brackets import closing_bracket
from extractor.tasks.finding import Candidate
from extractor.tasks.marked_months import marked_months
from extractor.tasks.persons import names_unit, persons_in_list, read_persons
from extractor.tasks.persons_told import person_in_heading, person_told, persons_charged
from extractor.tasks.times import besides_hours, due, from_then_on, narrows, open_times, sets_time, shortened, with_start
from extractor.tasks.told_above import mostly_named_in_heading, ordered_in_introduction, told_in_heading, told_in_introduction

_Found = TypeVar("_Found")
_SentenceReader = Callable[[str, Span, Context], tuple[AgencyMention, ...]]

_WEAK = ("yêu cầu", "đề nghị", "chỉ đạo", "đôn đốc")
_END = lazy_pattern(r"hoàn thành|thời hạn|kết thúc|chậm nhất|hạn")
_WHOLE = 0.6
_NOBODY = frozenset({"", "-", "x", "…", "...", "không", "*"})


class Assignment(Struct, frozen=True):
    """What a task's surroundings say of it. `deadlines` are all that were read for it, `deadline` the main one."""

    leads: tuple[AgencyMention, ...]
    coordinating: tuple[AgencyMention, ...]
    persons: tuple[Person, ...]
    deadline: Deadline | None
    deadlines: tuple[Deadline, ...]
    outputs: tuple[Mention, ...]
    warnings: tuple[ReadingWarning, ...]


class Surroundings:
    """A document around its tasks: what its headings, introducing sentences and cells say, each read once for all the tasks it concerns.

    `preamble` is the sentence that introduces a directive's items, None where the document has none.
    """

    def __init__(self, document: Document, context: Context, preamble: Span | None) -> None:
        self.document, self.context, self.preamble = document, context, preamble
        self._read: dict[tuple[Callable[..., Any], Span], Any] = {}
        self._listed: dict[tuple[str, FoundIn], tuple[int, tuple[AgencyMention, ...]]] = {}

    def listed(self, span: Span, found: FoundIn) -> tuple[AgencyMention, ...]:
        """The agencies that a cell or label lists; a column says the same in many rows, which is read once."""
        words = self.document.slice(span)
        if (words, found) not in self._listed:
            self._listed[words, found] = span.start, read_agency_list(self.document.text, span, self.context, found)
        first, mentions = self._listed[words, found]
        by = span.start - first
        return tuple(replace(m, span=Span(m.span.start + by, m.span.end + by)) for m in mentions) if by else mentions

    def read(self, reader: Callable[[str, Span, Context], tuple[_Found, ...]], span: Span) -> tuple[_Found, ...]:
        """What the reader finds in the span."""
        if (reader, span) not in self._read:
            self._read[reader, span] = reader(self.document.text, span, self.context)
        found: tuple[_Found, ...] = self._read[reader, span]
        return found


def assign(surroundings: Surroundings, candidate: Candidate) -> Assignment:
    """The assignment of one task."""
    reader = _Reader(surroundings, candidate)
    leads, coordinating = reader.agencies()
    deadlines, unread_time = reader.deadlines()
    warnings = [*reader.unread_leads(leads), *unread_time, *open_times(deadlines)]
    return Assignment(
        leads,
        coordinating,
        reader.persons(),
        main_deadline(deadlines),
        deadlines,
        reader.outputs(),
        tuple(warnings),
    )


class _Reader(Struct, frozen=True):
    surroundings: Surroundings
    candidate: Candidate

    @property
    def document(self) -> Document:
        return self.surroundings.document

    @property
    def context(self) -> Context:
        return self.surroundings.context

    @property
    def _text(self) -> str:
        return self.document.text

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
        named, aside = self._stated_leads()
        stated = _distinct(m for m in named if not any(other.span.covers(m.span) for other in aside))
        own = sentence_leads(self._text, self.candidate.span, self.context) or self._bracketed()
        heading = () if self._person_charged() else self._heading_agencies()
        if self.candidate.origin == "table_row":
            leads = stated or (() if self._has_column("lead") else self._units_in_charge() or own or heading)
        elif own and not self._directed(own[0]) and not (heading and all(self._weak(m) for m in own)):
            leads = own
        else:
            told = () if own and self._directed(own[0]) else own
            leads = stated or heading or told or self._introduced(told_in_introduction) or self._told_in_preamble() or own
        beside = _distinct(m for span, found in self._values("coordinating", "coordinating") for m in self._helpers(span, found))
        spoken = (
            sentence_coordinators(self._text, self.candidate.span, self.context)
            if self.candidate.origin != "table_row" or not beside
            else ()
        )
        taken = {fold(m.name) for m in leads}
        above = [m for m in self._beside_in_heading() if fold(m.name) not in taken]
        coordinating = _distinct((*spoken, *beside, *aside, *self._introduced(sentence_coordinators), *above))
        spans = {m.span for m in leads}
        return _distinct(leads), tuple(m for m in coordinating if m.span not in spans)

    def _stated_leads(self) -> tuple[list[AgencyMention], list[AgencyMention]]:
        """Whom the lead's cells and labels name, and whom they name as coordinating ("Sở Y tế (CT), Sở Nội vụ (PH)")."""
        named: list[AgencyMention] = []
        aside: list[AgencyMention] = []
        for span, found in self._values("lead", "lead"):
            roles = read_marked_list(self._text, span, self.context, found)
            named += roles.leads if roles else self.surroundings.listed(span, found)
            aside += roles.coordinating if roles else ()
            aside += sentence_coordinators(self._text, span, self.context, led=True)
        return named, aside

    def _helpers(self, span: Span, found: FoundIn) -> tuple[AgencyMention, ...]:
        """Whom a cell or label of coordinating agencies names, with marks or without."""
        roles = read_marked_list(self._text, span, self.context, found)
        return (*roles.leads, *roles.coordinating) if roles else self.surroundings.listed(span, found)

    def _bracketed(self) -> tuple[AgencyMention, ...]:
        """Whom the bracket at the task's end names as doing it ("… (Công an tỉnh; trước ngày 30/6)")."""
        parts = self.surroundings.read(closing_bracket, self.candidate.span)
        return read_agency_list(self._text, parts[0], self.context, "sentence") if parts else ()

    def _bracketed_time(self) -> tuple[Deadline, ...]:
        parts = self.surroundings.read(closing_bracket, self.candidate.span)
        return tuple(deadline for part in parts[1:] for deadline in read_deadline_value(self._text, part, self.context))

    def _units_in_charge(self) -> tuple[AgencyMention, ...]:
        """The agencies of a column of persons in charge, where a cell names a unit and no person ("Người phụ trách: Tổ Văn phòng")."""
        cells = [span for span, _ in self._values("person", "person")]
        unnamed = [span for span in cells if not any(person.name for person in read_persons(self._text, span, "in_charge"))]
        return _distinct(m for span in unnamed for m in self.surroundings.listed(span, "cell"))

    def _has_column(self, column: Column) -> bool:
        table = self.candidate.node.table
        return table is not None and column in table.columns.values()

    def _heading_agencies(self) -> tuple[AgencyMention, ...]:
        """The agencies that the nearest heading names, where it does nothing else."""
        return next((told for _, told in self._told_in_headings() if told), ())

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
        return self.surroundings.read(ordered_in_introduction, preamble) if preamble else ()

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
        for span, _ in self._values("time", "time"):
            read = read_deadline_value(self._text, span, self.context)
            stated += [due(deadline) for deadline in read] if self._states_an_end(span) else read
            value = self.document.slice(span).strip()
            if not read and fold(value) not in _NOBODY:
                warnings.append(ReadingWarning("deadline_not_understood", {"text": shortened(value)}, span))
        if not stated and (marked := self._marked()):
            stated = [marked]
        warnings = [] if stated else warnings  # "Sáng" beside a cell with the date
        begins = self._begins()
        stated = [with_start(deadline, begins) for deadline in stated] or [from_then_on(begin) for begin in begins]
        own = self.surroundings.read(find_deadlines, self.candidate.span) or self._bracketed_time()
        if self.candidate.origin == "table_row" and stated:
            own = tuple(deadline for deadline in own if narrows(deadline, stated))
        if found := own or stated or self._beside_labels():
            return tuple(found), warnings
        for span in self._introductions():
            if found := tuple(d for d in self.surroundings.read(find_deadlines, span) if sets_time(self._text, d, span)):
                return found, besides_hours(warnings)
        for node in self._sections():
            if node.heading and (found := self._heading_deadlines(node, node.heading)):
                return found, besides_hours(warnings)
        return (), warnings

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

    def _marked(self) -> Deadline | None:
        node = self.candidate.node
        return marked_months(self.document, node.table, node.row.row, self.context) if node.table and node.row else None

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
        if self._units_in_charge():  # a unit in a column of persons leads
            found = [person for person in found if person.name or not names_unit(person)]
        for span, _ in self._values("lead", "lead"):
            found += persons_in_list(self._text, span) or persons_charged(self._text, span)
        if not found and (told := self._person_charged()):
            found += read_persons(self._text, told, "performer")
        return tuple(found) or persons_charged(self._text, self.candidate.span)

    def _person_charged(self) -> Span | None:
        """The person whom the task's own text or the nearest heading tells to do it."""
        if told := person_told(self._text, self.candidate.span):
            return told
        heading = next((node.heading for node in self._sections()), None)
        return person_in_heading(self._text, heading) if heading else None

    def _person_role(self, source: FoundIn) -> Literal["in_charge", "performer"]:
        node = self.candidate.node
        if source == "cell" and node.table:
            head = " ".join(fold(self.document.slice(r.row.span)) for r in node.table.rows if r.kind == "head")
            return "performer" if "người thực hiện" in head or "cán bộ thực hiện" in head else "in_charge"
        labels = (fold(self.document.slice(label.label)) for label in self.candidate.labels if label.field == "person")
        return "performer" if any("thực hiện" in label for label in labels) else "in_charge"

    def outputs(self) -> tuple[Mention, ...]:
        """The products, one mention a cell or label."""
        spans = [span for span, _ in self._values("output", "output") if fold(self.document.slice(span)).strip() not in _NOBODY]
        return tuple(Mention(text=self.document.slice(span), span=span) for span in spans)

    def unread_leads(self, leads: tuple[AgencyMention, ...]) -> Iterator[ReadingWarning]:
        """A warning for a lead cell or label that is filled but names no agency."""
        if leads:
            return
        for span, _ in self._values("lead", "lead"):
            value = self.document.slice(span).strip()
            if fold(value) not in _NOBODY and not persons_in_list(self._text, span):
                yield ReadingWarning("lead_names_no_agency", {"text": shortened(value)}, span)


def _distinct(mentions: Iterable[AgencyMention]) -> tuple[AgencyMention, ...]:
    """The mentions, each name once."""
    return tuple({fold(m.name): m for m in reversed(tuple(mentions))}.values())[::-1]
