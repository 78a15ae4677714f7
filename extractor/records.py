"""The records of the JSON task list, contract version 1.0: what `extract` writes and other systems read.

The `Plan` of the parts in `extractor.plan_parts`, which are all to be had from here; JSON in (`decode`, validated) and out
(`Plan.to_json`), for research a spaCy `Doc` (`Plan.to_spacy`); the JSON Schema is generated from the records (`json_schema`).
Loading checks types, ranges and that every mention's text is the slice of the plan's text that its span names.
Annotations are evaluated here too, not left as text.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta, Struct

from extractor.plan_parts import (
    Agency,
    AgencyMention,
    BoundingBox,
    CheckedField,
    Comparator,
    Deadline,
    DeadlineKind,
    Direction,
    EdtfDate,
    ExtractedTask,
    FieldConfidence,
    FoundIn,
    Fraction,
    Generator,
    IsoDate,
    Issuer,
    Kind,
    LegalReference,
    Level,
    Location,
    Mention,
    Metadata,
    Offset,
    Origin,
    Output,
    PageRecord,
    Period,
    Person,
    PlanWarning,
    Record,
    Role,
    Section,
    Signer,
    SourceRecord,
    Span,
    Successor,
    Target,
    Task,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = [
    "SCHEMA_VERSION",
    "VERSIONS_READ",
    "Agency",
    "AgencyMention",
    "BoundingBox",
    "CheckedField",
    "Comparator",
    "Deadline",
    "DeadlineKind",
    "Direction",
    "EdtfDate",
    "ExtractedTask",
    "FieldConfidence",
    "FoundIn",
    "Fraction",
    "Generator",
    "IsoDate",
    "Issuer",
    "Kind",
    "LegalReference",
    "Level",
    "Location",
    "Mention",
    "Metadata",
    "Offset",
    "Origin",
    "OtherVersionError",
    "Output",
    "PageRecord",
    "Period",
    "Person",
    "Plan",
    "PlanError",
    "PlanWarning",
    "Record",
    "Role",
    "Section",
    "Signer",
    "SourceRecord",
    "Span",
    "Successor",
    "Target",
    "Task",
    "decode",
    "json_schema",
]

SCHEMA_VERSION = "1.0"
VERSIONS_READ = r"^1\.\d+$"
_AT_ONCE = 50  # records of a list that are written together
# Keys that plans written before do not have.
_ADDED = frozenset({"confidence_reasons", "corrected", "corrected_text", "dropped", "field_confidence", "originals", "successors"})


class Plan(Record, frozen=True, kw_only=True):
    """A whole document as a task list. `to_json` and `decode` round-trip.

    `corrected`: a person has checked it, and corrected what was wrong; `dropped` are the tasks, as extracted, that they held to be none.
    """

    schema_version: Annotated[str, Meta(pattern=VERSIONS_READ)]
    generator: Generator
    source: SourceRecord
    metadata: Metadata
    text: str
    pages: tuple[PageRecord, ...]
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    legal_references: tuple[LegalReference, ...]
    agencies: tuple[Agency, ...]
    targets: tuple[Target, ...]
    deadlines: tuple[Deadline, ...]
    warnings: tuple[PlanWarning, ...]
    corrected: bool = False
    dropped: tuple[ExtractedTask, ...] = ()

    def to_json(self) -> bytes:
        """UTF-8 JSON, indented by one space, keys in the contract's order, a line feed at the end.

        Raises PlanError for a plan that `decode` would refuse: a value out of its range, a number that JSON has not (infinity).
        """
        try:
            return _in_parts(self)
        except PlanError:
            _checked(_encoded(self))  # which says where in the plan
            raise

    def to_spacy(self) -> "Doc":
        """A spaCy `Doc` of the plan's text: Vietnamese words as tokens, and span groups.

        The groups are sections, tasks, agencies, lead_agencies, coordinating_agencies, deadlines, targets and legal_references; a span's
        label is its role, origin, level, place, kind, comparator or type, its id the record's. Loading spaCy takes about two seconds.
        """
        from extractor.spacy_doc import doc_of

        return doc_of(self.text, {name: [(s.start, s.end, label, i) for s, label, i in spans] for name, spans in self._span_groups()})

    def _span_groups(self) -> Iterator[tuple[str, Iterator[tuple[Span, str, str]]]]:
        """The spans of each group with their labels and ids."""
        yield "sections", ((s.span, s.role, s.id) for s in self.sections)
        yield "tasks", ((t.span, t.origin, t.id) for t in self.tasks)
        yield "agencies", ((m.span, a.level, a.id) for a in self.agencies for m in a.mentions)
        yield "lead_agencies", ((m.span, m.found_in, m.agency_id or "") for t in self.tasks for m in t.lead_agencies)
        yield "coordinating_agencies", ((m.span, m.found_in, m.agency_id or "") for t in self.tasks for m in t.coordinating_agencies)
        yield "deadlines", ((d.span, d.kind, d.id or "") for d in self.deadlines)
        yield "targets", ((t.span, t.comparator, t.id or "") for t in self.targets)
        yield "legal_references", ((r.span, r.type or "", r.id or "") for r in self.legal_references)

    def mentions(self) -> Iterator[Mention]:
        """Every mention of the plan, parts of tasks and of their originals included."""
        for part in (*self.tasks, *self.dropped, *self.agencies, *self.legal_references, *self.targets, *self.deadlines):
            yield from _mentions(part)


class PlanError(ValueError):
    """JSON that is no plan of this contract; the message says where and why."""


class OtherVersionError(PlanError):
    """JSON of a version of the contract that this program does not read, or of another contract; `version` is its `schema_version`."""

    def __init__(self, version: str) -> None:
        super().__init__(f"schema_version is {version!r}; this program reads 1.x")
        self.version = version


def decode(data: bytes | str) -> Plan:
    """A Plan from its JSON.

    Raises OtherVersionError for another version, PlanError where the JSON is broken or nested too deeply, a key is missing (what is absent
    is null or []; only keys that the contract got later may be), a value has the wrong type, a mention's text is not where its span says,
    or tasks cannot be told apart (`task_identity`). Keys that the contract does not have are left out, and so is a byte order mark, with
    which editors save.
    """
    if isinstance(data, bytes):
        data = data.removeprefix(b"\xef\xbb\xbf")
    plan = _checked(data)
    try:
        _require_keys(plan, msgspec.json.decode(data), "$")
    except RecursionError as error:
        raise PlanError(str(error)) from error
    return plan


def decode_written(data: bytes) -> Plan:
    """A Plan from bytes that this version wrote and nobody has touched since: nothing is looked at again.

    Raises PlanError for what is no plan at all.
    """
    try:
        return msgspec.json.decode(data, type=Plan)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise PlanError(str(error)) from error


def _checked(data: bytes | str) -> Plan:
    try:
        plan = msgspec.json.decode(data, type=Plan)
    except msgspec.ValidationError as error:
        from extractor.record_places import other_version, place_of_unfit_task

        if (version := other_version(data)) is not None:
            raise OtherVersionError(version) from error
        raise PlanError(place_of_unfit_task(data) or str(error)) from error
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise PlanError(str(error)) from error
    named = plan.tasks, plan.dropped, plan.agencies, plan.legal_references, plan.targets, plan.deadlines
    for part in chain(*named, plan.sections, plan.warnings):
        if isinstance(misplaced := _misplaced(part, plan.text), Mention):
            from extractor.record_places import place_of_mention

            span = misplaced.span
            raise PlanError(f"{place_of_mention(plan, misplaced)}: text[{span.start}:{span.end}] is not {misplaced.text[:60]!r}")
        if misplaced is not None:
            raise PlanError(f"span ends before it starts: {misplaced.start}..{misplaced.end}")
    if fault := _fault_of(plan):
        raise PlanError(fault)
    return plan


def _in_parts(plan: Plan) -> bytes:
    """The JSON, made and read back in parts, so that a long plan is never held twice. Raises PlanError where `decode` would refuse it."""
    written = BytesIO()
    for name, kind in Plan.__annotations__.items():
        written.write(b'%b"%b": ' % (b",\n " if written.tell() else b"{\n ", name.encode()))
        value, decoder = getattr(plan, name), msgspec.json.Decoder(kind)
        if not (value and isinstance(value, (tuple, list))):
            written.write(_written(value, decoder, plan.text))
            continue
        for at in range(0, len(value), _AT_ONCE):
            written.write(b",\n  " if at else b"[\n  ")
            written.write(_written(value[at : at + _AT_ONCE], decoder, plan.text))
        written.write(b"\n ]")
    written.write(b"\n}\n")
    if fault := _fault_of(plan):
        raise PlanError(fault)
    return written.getvalue()


def _written(value: object, decoder: msgspec.json.Decoder[Any], text: str) -> memoryview:
    """The JSON of a value of a plan, or of some of its list, without the list's brackets. `decoder`: of its type."""
    data = _encoded(value)
    try:
        read = decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise PlanError(str(error)) from error
    for part in read if isinstance(read, tuple) else (read,):
        if (misplaced := _misplaced(part, text)) is not None:
            raise PlanError(f"out of its place: {misplaced}")
    formatted = memoryview(msgspec.json.format(b"[%b]" % data, indent=1))
    return formatted[len("[\n [\n  ") : -len("\n ]\n]")] if read and isinstance(read, tuple) else formatted[len("[\n ") : -len("\n]")]


def _encoded(value: object) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError as error:
        raise PlanError(str(error)) from error


def _misplaced(part: object, text: str) -> Mention | Span | None:
    """The first mention of a part of a plan that is not where it says in the text, or its span where that ends before it starts."""
    for mention in _mentions(part):
        span = mention.span
        if text[span.start : span.end] != mention.text or not span.start <= span.end <= len(text):
            return mention
    if isinstance(part, (Section, PlanWarning)) and part.span is not None and part.span.end < part.span.start:
        return part.span
    return None


def _mentions(part: object) -> Iterator[Mention]:
    """The mentions that a part of a plan is or has."""
    if isinstance(part, ExtractedTask):
        yield part
        yield from (*part.lead_agencies, *part.coordinating_agencies, *part.persons, *part.outputs, *part.targets, *part.legal_references)
        if part.deadline:
            yield part.deadline
        if isinstance(part, Task):
            yield from chain.from_iterable(map(_mentions, part.originals))
    elif isinstance(part, Agency):
        yield from part.mentions
    elif isinstance(part, Mention):
        yield part


def _fault_of(plan: Plan) -> str | None:
    from extractor.task_identity import fault_of

    return fault_of(plan)


def _require_keys(record: object, data: Any, path: str) -> None:
    """Holds decoded records against the JSON they came from: where a key is missing msgspec puts the default in."""
    if isinstance(record, tuple):
        for index, (item, part) in enumerate(zip(record, data, strict=True)):
            _require_keys(item, part, f"{path}[{index}]")
    elif isinstance(record, Struct) and isinstance(data, dict):
        for name in record.__struct_fields__:
            if name not in data and name in _ADDED:
                continue
            if name not in data:
                raise PlanError(f"Object missing required field `{name}` - at `{path}`")
            _require_keys(getattr(record, name), data[name], f"{path}.{name}")


def json_schema() -> dict[str, Any]:
    """The contract as JSON Schema, Draft 2020-12. Every key is required in what `extract` writes."""
    schema = msgspec.json.schema(Plan)
    for definition in schema["$defs"].values():
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vietnamese plan as a task list",
        "version": SCHEMA_VERSION,
        **schema,
    }
