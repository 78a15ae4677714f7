"""The parts of a plan's JSON, contract version 1.0: sections, tasks, what they mention, warnings, pages, and where each stands.

Frozen values, compared by value; `extractor.records` puts them together to a `Plan`, gives them all to others, and checks what is read.
Spans are half-open code point offsets into `Plan.text`; boxes are PDF points, origin top left.
Annotations are evaluated here, not left as text: msgspec would evaluate each for every class that inherits it, before it checks a plan.
Records that come in thousands have `gc=False`: they hold nothing that could hold them, so the collector of cycles need not visit them.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Role = Literal[
    "legal_basis",
    "situation",
    "purpose",
    "objective",
    "content",
    "implementation",
    "funding",
    "schedule",
    "appendix",
    "other",
]
Level = Literal["central", "province", "district", "commune", "unit", "party", "mass_organisation", "press", "other"]
FoundIn = Literal["cell", "label", "heading", "sentence", "correction"]
DeadlineKind = Literal["by", "during", "from", "recurring", "ongoing", "relative"]
Comparator = Literal["=", ">=", ">", "<=", "<", "range", "~"]
Direction = Literal["reach", "increase", "decrease"]
Origin = Literal["list_item", "paragraph", "table_row", "field_block"]
CheckedField = Literal["lead_agencies", "coordinating_agencies", "deadline", "outputs"]

EdtfDate = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="EDTF level 0: YYYY, YYYY-MM or YYYY-MM-DD")]
IsoDate = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="ISO 8601 calendar date")]
Fraction = Annotated[float, Meta(ge=0.0, le=1.0)]
Offset = Annotated[int, Meta(ge=0)]


class Record(Struct, frozen=True, kw_only=True):
    """Base of all records: frozen, compared by value."""


class Span(Struct, frozen=True, order=True, gc=False):
    """Half-open code point offsets: text[start:end]. That it does not end before it starts is held where a plan is read or written."""

    start: Offset
    end: Offset

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share text."""
        return self.start < other.end and other.start < self.end


class BoundingBox(Struct, frozen=True, array_like=True, gc=False):
    """[x0, top, x1, bottom] in PDF points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class Location(Record, frozen=True, kw_only=True, gc=False):
    """A place on a page (from 1)."""

    page: Annotated[int, Meta(ge=1)]
    bbox: BoundingBox


class Mention(Record, frozen=True, kw_only=True, gc=False):
    """Verbatim text, its span, and where it stands on pages (one box a printed line)."""

    text: str
    span: Span
    location: tuple[Location, ...] = ()


class Issuer(Record, frozen=True, kw_only=True):
    """An issuing agency: text as printed, name in full."""

    text: str
    name: str
    agency_id: str | None = None


class AgencyMention(Mention, frozen=True, kw_only=True):
    """An agency as a task names it."""

    agency_id: str | None = None
    name: str
    found_in: FoundIn


class Successor(Record, frozen=True, kw_only=True):
    """A body that followed an agency, from which day on, and by which document; `duties`: the part of its work, where not the whole.

    Of departments of provinces day and ground are those of the decree that told how; each province carried it out by its own resolution,
    on a day of its own. `since` tells steps that followed one another from heirs of one day.
    """

    name: str
    since: IsoDate
    ground: str
    duties: str | None = None


class Agency(Record, frozen=True, kw_only=True):
    """A distinct agency with all its mentions."""

    id: str
    name: str
    level: Level
    kind: str | None = None
    collective: bool = False
    code: str | None = None
    successors: tuple[Successor, ...] = ()
    mentions: tuple[Mention, ...] = ()


class LegalReference(Mention, frozen=True, kw_only=True):
    """One mention of a legal or directing document (viện dẫn)."""

    id: str | None = None
    type: str | None = None
    symbol: str | None = None
    number: str | None = None
    year: int | None = None
    issuer: Issuer | None = None
    date: EdtfDate | None = None
    title: str | None = None
    pinpoint: str | None = None
    iri: str | None = None
    self: bool = False


class Deadline(Mention, frozen=True, kw_only=True):
    """A time by, in or from which something is to be done (thời hạn)."""

    id: str | None = None
    kind: DeadlineKind
    start: IsoDate | None = None
    end: IsoDate | None = None
    recurrence: str | None = None
    duration: str | None = None
    anchor: str | None = None
    resolved: bool


class Target(Mention, frozen=True, kw_only=True):
    """A figure that is to be reached (chỉ tiêu)."""

    id: str | None = None
    indicator: str | None = None
    comparator: Comparator
    value: float
    value_max: float | None = None
    unit: str | None = None
    direction: Direction | None = None
    due: EdtfDate | None = None


class Output(Mention, frozen=True, kw_only=True, gc=False):
    """A product or result (sản phẩm, kết quả). `corrected_text`: what a person put in the printed text's place, else None."""

    corrected_text: str | None = None


class Person(Mention, frozen=True, kw_only=True):
    """A person in charge or a named performer of a task. `name` is None where only an office is named ("Thủ trưởng các đơn vị")."""

    name: str | None
    position: str | None = None
    role: Literal["in_charge", "performer"]


class Kind(Record, frozen=True, kw_only=True):
    """Document kind: abbreviation of Nghị định 30/2020/NĐ-CP, Phụ lục III, and its name."""

    code: str | None
    name: str


class Period(Record, frozen=True, kw_only=True):
    """The time a plan covers."""

    start: EdtfDate | None = None
    end: EdtfDate | None = None


class Signer(Record, frozen=True, kw_only=True):
    """Who signed: `capacity` is all that stands for another (TM., KT. …), `position` the signer's own."""

    name: str
    position: str | None = None
    capacity: str | None = None


class Metadata(Record, frozen=True, kw_only=True):
    """What the letterhead and the closing say of the document."""

    kind: Kind | None = None
    number: str | None = None
    issuer: Issuer | None = None
    superior_issuer: Issuer | None = None
    place: str | None = None
    date_issued: EdtfDate | None = None
    title: str | None = None
    period: Period = Period()
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()


class Section(Record, frozen=True, kw_only=True):
    """A numbered or set-off heading and all that stands under it. `span` covers heading and content."""

    id: str
    parent_id: str | None
    level: Annotated[int, Meta(ge=1)]
    number: str | None
    heading: str
    role: Role
    span: Span


class FieldConfidence(Record, frozen=True, kw_only=True, gc=False):
    """How sure a field of a task is, given that the task is one, and why.

    `reasons` are codes of `models/messages.toml`: how it was found ("not_named" for an empty field), then each doubt.
    """

    field: CheckedField
    value: Fraction
    reasons: tuple[str, ...]


class ExtractedTask(Mention, frozen=True, kw_only=True):
    """One piece of work the plan orders (nhiệm vụ), as it was extracted.

    `confidence`: that this is a task, in its right extent; `confidence_reasons` are codes like those of its fields. `field_confidence`: the
    leads always, other fields where they have something or should have.
    """

    id: str
    fingerprint: Annotated[str, Meta(pattern=r"^[0-9a-f]+$")]
    number: str | None
    section_id: str | None
    parent_id: str | None
    origin: Origin
    title: str | None
    lead_agencies: tuple[AgencyMention, ...] = ()
    coordinating_agencies: tuple[AgencyMention, ...] = ()
    persons: tuple[Person, ...] = ()
    deadline: Deadline | None = None
    outputs: tuple[Output, ...] = ()
    targets: tuple[Target, ...] = ()
    legal_references: tuple[LegalReference, ...] = ()
    confidence: Fraction
    confidence_reasons: tuple[str, ...] = ()
    field_confidence: tuple[FieldConfidence, ...] = ()


class Task(ExtractedTask, frozen=True, kw_only=True):
    """A task as it is to be used.

    `corrected`: a person changed, split, merged or added it (`extractor.reviewing`). `originals` are then the tasks as extracted that it
    was made of: one, several where tasks were merged, none for one that a person added. A mention that a person put in has, where it stands
    nowhere in the document, the text "" at the end of the task, and says what was meant in its other fields (`name`, `corrected_text`, the
    days); an agency's `found_in` is "correction".
    """

    corrected: bool = False
    originals: tuple[ExtractedTask, ...] = ()


class PlanWarning(Record, frozen=True, kw_only=True):
    """What a person should look at. `message` is Vietnamese; `code` and `details` give it in another language."""

    code: str
    message: str
    span: Span | None = None
    page: int | None = None
    details: dict[str, str] = {}


class PageRecord(Record, frozen=True, kw_only=True):
    """A page, its size in points, and the stretch of text on it."""

    number: Annotated[int, Meta(ge=1)]
    width: float
    height: float
    start: Offset
    end: Offset


class SourceRecord(Record, frozen=True, kw_only=True):
    """The file that was read."""

    filename: str | None
    media_type: str
    sha256: str
    size_bytes: Offset
    pages: int | None
    text_origin: Literal["digital", "ocr", "mixed", "text"]
    ocr_confidence: Fraction | None


class Generator(Record, frozen=True, kw_only=True):
    """The program that wrote the plan, with the versions of its models."""

    name: str
    version: str
    models: dict[str, str]
