"""Who does a task, with whom, by when, with which product: read from its cells, labels, sentence, headings and introducing sentences.

Leads, nearest source wins: of a table row its cell, else its sentence; of any other task an agency told to act in its own text or named in
the bracket that closes it, else the label, else the heading's agency, else the introducing sentence. "Yêu cầu X …" under a heading that
names an agency orders that agency, not X, "Khuyến khích X, Y …" too, and "Chỉ đạo X …" names X only where nobody else is named. Whoever is
put in charge is a person and no lead ("phân công Phó Chủ tịch UBND phụ trách"). Coordinating agencies add up over all sources; marks tell
them in a cell or label of leads ("Sở Y tế (CT), Sở Nội vụ (PH)"). The deadline is read in `task_times`. Nobody or nothing named: empty or
None, and a warning where a cell was filled but not understood.
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
from extractor.mentions.agency_coordinators import coordinators_among, sentence_coordinators
from extractor.mentions.agency_leads import acts_behind, leads_among
from extractor.mentions.agency_lists import read_agency_list
from extractor.mentions.agency_sentences import is_unit_in_general, task_words
from extractor.mentions.agency_tokens import Words
from extractor.mentions.context import Context
from extractor.mentions.deadlines import main_deadline
from extractor.mentions.times_apart import Stretch
from extractor.records import AgencyMention, Deadline, FoundIn, Output, Person, Span
from extractor.structure.outline import Node
from extractor.structure.tables import Column
from extractor.tasks.closing_brackets import closing_words
from extractor.tasks.finding import Candidate
from extractor.tasks.persons import OFFICE, names_unit, persons_in_list, read_persons
from extractor.tasks.persons_told import holder_named, may_name_holder, person_in_heading, person_told, persons_charged, role_of_charged
from extractor.tasks.sources import NOTHING, SourceReader
from extractor.tasks.surroundings import Surroundings
from extractor.tasks.task_times import TimeReader
from extractor.tasks.times import gaps, in_short, open_times
from extractor.tasks.told_above import mostly_named_in_heading, told_in_heading, told_in_introduction, told_in_preamble
from extractor.tasks.values import helping, leading, marked_aside, persons_beside

_Found = TypeVar("_Found")
_Said = TypeVar("_Said")
_ValueReader = Callable[[str, Span, Context, FoundIn], tuple[_Found, ...]]
_SentenceReader = Callable[[str, Span, Context], tuple[AgencyMention, ...]]

_WEAK = ("yêu cầu", "đề nghị", "chỉ đạo", "đôn đốc")
_ENCOURAGED = "khuyến khích"
_TOGETHER = "hối hợp"
_ONLY_WITH = lazy_pattern(r"(?:\S{1,4}[.)] )?(?:chủ trì,? )?(?:và )?phối hợp(?: (?:với|cùng))?\s*:?")
_LONGEST_ROLE = 40
_LEADS = lazy_pattern(r"(?<!\w)chủ trì(?!\w)|^\W*(?:\S{1,4}[.)] )?(?:giao|đề nghị|yêu cầu)(?!\w)")
_WITH_OTHERS = lazy_pattern(r"(?:chủ trì,? )?(?:và )?phối hợp ")
# What `_CHARGING` has, quick to find.
_CHARGES = ("hân công", "đồng chí", "đ/c", "ông ", "bà ")
_CHARGING = lazy_pattern(r"(?<!\w)(?:phân công|(?:phân công|giao|cử)(?: cho)? (?:đồng chí|đ/c|ông|bà))$")
_HELD = lazy_pattern(OFFICE)
_DIRECTING = ("trực tiếp", "phụ trách", "theo dõi", "chỉ đạo")
_DIRECTS = lazy_pattern(rf",? (?:{'|'.join(_DIRECTING)})(?!\w)")
_NEAR = 20


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
    times = TimeReader(surroundings, candidate)
    deadlines, unread_time = times.deadlines()
    main = main_deadline(deadlines)
    apart = times.times_apart(main) if main else ()
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


class _Reader(SourceReader):
    """Reads who does a task, with whom, and its products."""

    def agencies(self) -> tuple[tuple[AgencyMention, ...], tuple[AgencyMention, ...]]:
        """Lead and coordinating agencies."""
        named, aside = self._stated(leading, self._leading_values), self._stated(marked_aside, self._leading_values)
        stated = _distinct([m for m in named if not any(other.span.covers(m.span) for other in aside)])
        row = self.candidate.origin == "table_row"
        leads = self._leads_of_row(stated) if row else self._leads_of_item(stated)
        beside = self._stated(helping, self.values("coordinating", "coordinating"))
        told = not (row and beside) or _TOGETHER in self.document.slice(self.candidate.span)  # a row seldom tells both
        spoken = coordinators_among(self._words, self.context) if told else ()
        above = self._above(_beside_in_headings)
        if above:
            taken = {fold(m.name) for m in leads}
            above = tuple(m for m in above if fold(m.name) not in taken)
        partners = self._told_to_act if self._only_helps else ()
        coordinating = _distinct((*partners, *spoken, *beside, *aside, *self._above(_beside_in_introductions), *above))
        spans = {m.span for m in leads}
        return _distinct(leads), tuple(m for m in coordinating if m.span not in spans)

    def _above(self, reader: Callable[[Surroundings, tuple[Node, ...]], _Said]) -> _Said:
        return self.surroundings.above(reader, self.candidate.around)

    @cached_property
    def _leading_values(self) -> list[tuple[Span, FoundIn]]:
        return list(self.values("lead", "lead"))

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
        own = () if self._only_helps else self._own_leads()
        directed = bool(own) and self._directed(own[0])
        weak = bool(own) and (all(map(self._weak, own)) or self._before(own[0]).endswith(_ENCOURAGED))
        if own and not directed and not (weak and self._told_above(own)):
            return own
        if self._holders_named and not own:  # "Giao Phó Thủ tướng Lê Văn An chỉ đạo …": he and nobody above
            return stated
        told = () if directed else own
        return stated or self._heading_agencies() or told or self._above(_told_in_introductions) or self._told_in_preamble() or own

    def _told_above(self, own: tuple[AgencyMention, ...]) -> bool:
        """Whether somebody above orders those that a task begins with: the heading's agency, for mere units who is introduced too."""
        units = all(is_unit_in_general(mention.text) for mention in own)
        return bool(self._heading_agencies() or (units and self._above(_told_in_introductions)))

    def _own_leads(self) -> tuple[AgencyMention, ...]:
        told = self._person_charged  # "Đồng chí Phó Chủ tịch UBND tỉnh Lê Văn An …" is he
        named = {m for m, _ in self._holders_named}
        own = (m for m in self._told_to_act if m not in self._put_in_charge and m not in named)
        return tuple(m for m in own if not (told and told.covers(m.span))) or self._bracketed()

    @cached_property
    def _only_helps(self) -> bool:
        """Whether whoever the task begins with only helps whom a heading names: what stands right above says so, and the task no more."""
        if not self._above(_says_only_with) or not self._heading_agencies():
            return False
        return _LEADS.search(fold(self.document.slice(self.candidate.span))) is None

    @cached_property
    def _told_to_act(self) -> tuple[AgencyMention, ...]:
        return leads_among(self._words, self.candidate.span, self.context)

    @cached_property
    def _words(self) -> Words:
        return task_words(self.text, self.candidate.span, self.context)

    @cached_property
    def _put_in_charge(self) -> tuple[AgencyMention, ...]:
        """The offices whose holders are put in charge ("phân công đồng chí Phó Bí thư Đoàn trường trực tiếp phụ trách"): persons."""
        words = self.document.slice(self.candidate.span)
        if not any(map(words.__contains__, _CHARGES)) or not any(map(words.__contains__, _DIRECTING)):
            return ()
        held = (m for m in self._told_to_act if _HELD.match(m.text) and _CHARGING.search(self._before(m)))
        return tuple(m for m in held if _DIRECTS.match(fold(self.text[m.span.end :][:_NEAR])))

    @cached_property
    def _holders_named(self) -> tuple[tuple[AgencyMention, Person], ...]:
        """The offices told to act whose holders are called by name, and these ("Giao Phó Thủ tướng Lê Văn An chỉ đạo …"): persons."""
        if not may_name_holder(self.text, self.candidate.span):
            return ()
        found = ((m, holder_named(self.text, m.span, self.candidate.span.end)) for m in self._told_to_act)
        return tuple((m, person) for m, person in found if person)

    def _bracketed(self) -> tuple[AgencyMention, ...]:
        """Whom the bracket or tail at the task's end names as doing it ("… (Công an tỉnh; trước ngày 30/6)", "… – Công an tỉnh.")."""
        parts = self.surroundings.read(closing_words, self.candidate.span)
        return read_agency_list(self.text, parts[0], self.context, "sentence") if parts else ()

    def _units_in_charge(self) -> tuple[AgencyMention, ...]:
        """The agencies of a column of persons in charge, where a cell names a unit and no person ("Người phụ trách: Tổ Văn phòng")."""
        cells = [span for span, _ in self.values("person", "person")]
        unnamed = [span for span in cells if not any(person.name for person in read_persons(self.text, span, "in_charge"))]
        return _distinct([m for span in unnamed for m in self.surroundings.value(read_agency_list, span, "cell")])

    def _has_column(self, column: Column) -> bool:
        table = self.candidate.node.table
        return table is not None and column in table.where

    def _heading_agencies(self) -> tuple[AgencyMention, ...]:
        """The agencies that the nearest heading names, where it does nothing else and no person is charged."""
        return () if self._person_charged else self._above(_named_in_headings)

    def _told_in_preamble(self) -> tuple[AgencyMention, ...]:
        preamble = self.surroundings.preamble
        return self.surroundings.read(told_in_preamble, preamble) if preamble else ()

    def _directed(self, mention: AgencyMention) -> bool:
        """Whether it is whom another is to direct ("Chỉ đạo Sở X …", "Lãnh đạo UBND tỉnh …"): the lead where nobody else is named.

        "Lãnh đạo Sở chịu trách nhiệm …" is an office that acts.
        """
        leading = mention.text.startswith("Lãnh đạo ")
        return self._before(mention).endswith("chỉ đạo") or (leading and not acts_behind(self.text, mention.span.end))

    def _before(self, mention: AgencyMention) -> str:
        return fold(self.text[max(self.candidate.span.start, mention.span.start - 24) : mention.span.start]).rstrip()

    def _weak(self, mention: AgencyMention) -> bool:
        before = self._before(mention)
        return before.endswith(_WEAK) or before.endswith(tuple(f"{word} các" for word in _WEAK))

    def persons(self) -> tuple[Person, ...]:
        """Persons in charge or performing, from cells and labels."""
        found: list[Person] = []
        for span, source in self.values("person", "person"):
            found += read_persons(self.text, span, self._person_role(source))
        if found and self._units_in_charge():  # a unit in a column of persons leads
            found = [person for person in found if person.name or not names_unit(person)]
        for span, source in self._leading_values:
            found += self.surroundings.value(persons_beside, span, source)
        if not found and (told := self._person_charged):
            found += read_persons(self.text, told, role_of_charged(self.text, told))
        charged = persons_charged(self.text, self.candidate.span) or self._above(_charged_in_heading)
        offices = (Person(text=m.text, span=m.span, name=None, position=m.text, role="in_charge") for m in self._put_in_charge)
        held = (*offices, *(person for _, person in self._holders_named))
        return tuple(found) or (*charged, *(person for person in held if not any(other.span.covers(person.span) for other in charged)))

    @cached_property
    def _person_charged(self) -> Span | None:
        """The person whom the task's own text or the nearest heading tells to do it."""
        if told := person_told(self.text, self.candidate.span, self.context):
            return told
        return self._above(_person_in_heading)

    def _person_role(self, source: FoundIn) -> Literal["in_charge", "performer"]:
        node = self.candidate.node
        if source == "cell" and node.table:
            head = " ".join(fold(self.document.slice(r.row.span)) for r in node.table.head)
            return "performer" if "người thực hiện" in head or "cán bộ thực hiện" in head else "in_charge"
        labels = (fold(self.document.slice(label.label)) for label in self.candidate.labels if label.field == "person")
        return "performer" if any("thực hiện" in label for label in labels) else "in_charge"

    def outputs(self) -> tuple[Output, ...]:
        """The products, one mention a cell or label."""
        spans = [span for span, _ in self.values("output", "output") if fold(self.document.slice(span)).strip() not in NOTHING]
        return tuple(Output(text=self.document.slice(span), span=span) for span in spans)

    def unread_leads(self, leads: tuple[AgencyMention, ...]) -> Iterator[ReadingWarning]:
        """A warning for a lead cell or label that is filled but names no agency."""
        if leads:
            return
        for span, _ in self._leading_values:
            value = self.document.slice(span).strip()
            if fold(value) not in NOTHING and not persons_in_list(self.text, span):
                yield ReadingWarning("lead_names_no_agency", {"text": in_short(value)}, span)


def _told_in_headings(surroundings: Surroundings, around: Sequence[Node]) -> Iterator[tuple[Span, tuple[AgencyMention, ...]]]:
    """Each heading above, nearest first, with whom it tells to act."""
    for node in around:
        if node.heading:
            reader = mostly_named_in_heading if node.role == "implementation" else told_in_heading
            yield node.heading, surroundings.read(reader, node.heading)


def _named_in_headings(surroundings: Surroundings, around: Sequence[Node]) -> tuple[AgencyMention, ...]:
    """Whom the nearest heading that tells somebody to act tells it."""
    return next((told for _, told in _told_in_headings(surroundings, around) if told), ())


def _beside_in_headings(surroundings: Surroundings, around: Sequence[Node]) -> tuple[AgencyMention, ...]:
    """With whom headings say that it is to be done: that which tells who acts ("1. Bộ Tài chính chủ trì, phối hợp với các bộ:"), and
    below it one that says nothing else ("b) Phối hợp với các sở, ngành")."""
    found: list[AgencyMention] = []
    for heading, told in _told_in_headings(surroundings, around):
        if told or _WITH_OTHERS.match(fold(surroundings.document.slice(heading))):
            found += surroundings.read(sentence_coordinators, heading)
        if told:
            break
    return tuple(found)


def _says_only_with(surroundings: Surroundings, around: Sequence[Node]) -> bool:
    """Whether what stands right above says only that those named below help ("b) Chủ trì, phối hợp:", "- Sở Tài chính tham mưu …")."""
    above = next((node.heading or node.span for node in around), None)
    return above is not None and len(above) < _LONGEST_ROLE and _ONLY_WITH.fullmatch(fold(surroundings.document.slice(above))) is not None


def _told_in_introductions(surroundings: Surroundings, around: Sequence[Node]) -> tuple[AgencyMention, ...]:
    return _introduced(told_in_introduction, surroundings, around)


def _beside_in_introductions(surroundings: Surroundings, around: Sequence[Node]) -> tuple[AgencyMention, ...]:
    return _introduced(sentence_coordinators, surroundings, around)


def _introduced(reader: _SentenceReader, surroundings: Surroundings, around: Sequence[Node]) -> tuple[AgencyMention, ...]:
    """What the nearest introducing sentence names."""
    spans = (node.span for node in around if not node.heading)
    return next((found for span in spans if (found := surroundings.read(reader, span))), ())


def _person_in_heading(surroundings: Surroundings, around: Sequence[Node]) -> Span | None:
    """The person for whom the nearest heading is."""
    heading = next((node.heading for node in around if node.heading), None)
    return surroundings.read(person_in_heading, heading) if heading else None


def _charged_in_heading(surroundings: Surroundings, around: Sequence[Node]) -> tuple[Person, ...]:
    """The persons whom the bracket at the end of the nearest heading puts in charge ("1. Ban Giám hiệu (đồng chí Lê Văn An phụ trách)")."""
    heading = next((node.heading for node in around if node.heading), None)
    if heading is None or not surroundings.document.slice(heading).rstrip(" .:").endswith(")"):
        return ()
    return persons_charged(surroundings.document.text, heading)


def _distinct(mentions: Sequence[AgencyMention]) -> tuple[AgencyMention, ...]:
    """The mentions, each name once."""
    return tuple({fold(m.name): m for m in reversed(mentions)}.values())[::-1] if len(mentions) > 1 else tuple(mentions)
