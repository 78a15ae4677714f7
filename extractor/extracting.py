"""From a Document to a Plan: structure, then mentions, then tasks, each a pure function of what came before.

The rules find (`findings_of`); what they are unsure of the second reader may reject; `plan_of` enters the rest into a plan.
`plan_of` promises: mentions are in document order, carry ids (r001 …, g001 …, d001 …) and places; a task repeats the mentions of its own
text as the same values; every warning of every room is in the plan, once. Tasks below a wanted confidence are left out at the end: what
stays is as it is in the whole list, its ids and all mentions of the document included.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import Document, Places, ReadingWarning
from extractor.mentions.abbreviations import find_abbreviations
from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_register import agency_key, register_agencies
from extractor.mentions.context import Context
from extractor.mentions.deadlines import find_deadlines
from extractor.mentions.issuer_warnings import issuer_warnings
from extractor.mentions.legal_finding import find_citations
from extractor.mentions.legal_references import legal_references
from extractor.mentions.legal_warnings import reference_warnings
from extractor.mentions.named_times import find_named_periods
from extractor.mentions.target_tables import is_indicator_table, read_indicator_table
from extractor.mentions.targets import find_product_targets, find_targets
from extractor.mentions.unit_initials import find_unit_initials
from extractor.messages import message
from extractor.records import (
    SCHEMA_VERSION,
    Agency,
    Deadline,
    Generator,
    Issuer,
    LegalReference,
    Mention,
    Metadata,
    PageRecord,
    Plan,
    PlanWarning,
    SourceRecord,
    Span,
    Target,
)
from extractor.release import NAME, RECOGNISER_MODEL, VERSION
from extractor.structure.metadata import province_of, read_metadata
from extractor.structure.outline import Outline, outline
from extractor.structure.parts import Region, divide
from extractor.structure.tables import Column
from extractor.structure.years import year_marks
from extractor.tasks.assigning import Assignment, assign
from extractor.tasks.doubts import doubtful_tasks, doubts, left_out, several_deadlines
from extractor.tasks.entering import COUNTING, Agreement, enter_tasks
from extractor.tasks.finding import Candidate, find_tasks
from extractor.tasks.surroundings import Surroundings
from extractor.tasks.told_above import gives_an_order

_M = TypeVar("_M", bound=Mention)

# Kinds whose preamble tells its addressees to do the items that follow: chỉ thị, công điện, thông báo kết luận, công văn, kết luận.
_DIRECTING = frozenset({"CT", "CĐ", "TB", "CV", "KL"})
# The columns of a table that tells who answers for what is to be reached: its figures stand in the indicators' own words.
_ANSWERING: frozenset[Column] = frozenset({"number", "indicator", "lead", "coordinating", "person", "note"})
# Sections that tell the past or the law: their figures and times are nobody's targets and deadlines.
_TELLING = frozenset({"situation", "legal_basis"})
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh"})


class Findings(Struct, frozen=True):
    """What the rules alone found in a document, before it is entered into a plan: its outline, the tasks, and what is said of each."""

    metadata: Metadata
    warnings: tuple[ReadingWarning, ...]
    tree: Outline
    context: Context
    surroundings: Surroundings
    candidates: tuple[Candidate, ...]
    assignments: tuple[Assignment, ...]


def findings_of(document: Document) -> Findings:
    """What the rules find. Raises nothing for any Document that a reader gives."""
    regions = divide(document)
    metadata, warnings = read_metadata(document, regions)
    tree = outline(document, regions)
    context = _context(document, metadata, tree)
    candidates = find_tasks(document, tree, context)
    surroundings = Surroundings(document, context, _preamble(document, regions, metadata))
    assignments = tuple(assign(surroundings, candidate) for candidate in candidates)
    return Findings(metadata, tuple(warnings), tree, context, surroundings, candidates, assignments)


def plan_of(document: Document, min_confidence: float = 0.0, *, second_reader: bool = False) -> Plan:
    """The plan that a document states, without the tasks whose confidence is below `min_confidence`, of which a warning tells.

    Raises nothing for any Document that a reader gives. Items of which the rules are unsure are left out where the trained models reject
    them, with a warning. `second_reader`: the models read the whole document; their agreement counts in the confidence, and what they
    propose beside the rules' findings is a warning.
    """
    all_found = findings_of(document)
    unsure = not all(candidate.certain for candidate in all_found.candidates)
    found, rejections = _without_rejected(document, all_found) if unsure else (all_found, [])
    metadata, tree, context, candidates, assignments = found.metadata, found.tree, found.context, found.candidates, found.assignments
    locate = Places(document.lines)

    citations = find_citations(document.text, context, document.body_end)
    references = _entered(locate, "r", legal_references(document.text, citations, context))
    targets = _entered(locate, "g", _targets(document, tree, context, candidates))
    deadlines = _entered(locate, "d", _deadlines(tree, found.surroundings, assignments))
    agencies, assignments = _with_agencies(document, locate, context, assignments, _law_titles(document, references))
    identity = {agency_key(agency.name): agency.id for agency in agencies}
    references = tuple(replace(reference, issuer=_identified(reference.issuer, identity)) for reference in references)
    agreements, proposals = _second_reading(document, found) if second_reader else ([None] * len(candidates), [])
    all_tasks = enter_tasks(document, locate, metadata, tree, candidates, assignments, references, targets, deadlines, agreements)
    kept = [index for index, task in enumerate(all_tasks) if task.confidence >= min_confidence]
    tasks = tuple(all_tasks[index] for index in kept)

    warnings = [
        *document.warnings,
        *found.warnings,
        *issuer_warnings(metadata, context.province),
        *reference_warnings(citations, context),
        *(warning for assignment in assignments for warning in assignment.warnings),
        *doubts(document, tree, candidates, assignments, [one for one in all_found.candidates if not one.certain]),
        *doubtful_tasks(tasks),
        *several_deadlines(tasks, [assignments[index] for index in kept]),
        *left_out(all_tasks, min_confidence),
        *rejections,
        *proposals,
    ]
    source = document.source
    return Plan(
        schema_version=SCHEMA_VERSION,
        generator=Generator(name=NAME, version=VERSION, models=_models(document, second_reader or unsure)),
        source=SourceRecord(
            filename=source.filename,
            media_type=source.media_type,
            sha256=source.sha256,
            size_bytes=source.size_bytes,
            pages=source.pages,
            text_origin=source.text_origin,
            ocr_confidence=source.ocr_confidence,
        ),
        metadata=replace(
            metadata,
            issuer=_identified(metadata.issuer, identity),
            superior_issuer=_identified(metadata.superior_issuer, identity),
        ),
        text=document.text,
        pages=tuple(PageRecord(number=p.number, width=p.width, height=p.height, start=p.start, end=p.end) for p in document.pages),
        sections=tree.sections,
        tasks=tasks,
        legal_references=references,
        agencies=agencies,
        targets=targets,
        deadlines=deadlines,
        warnings=tuple(_plan_warnings(warnings, locate)),
    )


def _without_rejected(document: Document, found: Findings) -> tuple[Findings, list[ReadingWarning]]:
    """The findings without the tasks of which the rules are unsure and which the second reader rejects, and a warning for each of these."""
    from extractor.second_reader.rejecting import rejected

    out = rejected(document, found.tree, found.candidates)
    kept = [index for index in range(len(found.candidates)) if index not in out]
    candidates, assignments = (tuple(of[index] for index in kept) for of in (found.candidates, found.assignments))
    return replace(found, candidates=candidates, assignments=assignments), list(out.values())


def _models(document: Document, second_reader: bool) -> dict[str, str]:
    """What the plan was made with: the rules, the recogniser's model where pages were read as pictures, the second reader where it read."""
    models = {"rules": VERSION}
    if document.source.text_origin in ("ocr", "mixed"):
        models["vie.traineddata"] = RECOGNISER_MODEL
    if second_reader:
        from extractor.second_reader.models import model_version

        models["second_reader"] = model_version()
    return models


def _second_reading(document: Document, found: Findings) -> tuple[list[Agreement | None], list[ReadingWarning]]:
    """How far the trained models agree about each task that the rules found, and what they propose beside."""
    from extractor.second_reader.opinions import second_opinion
    from extractor.second_reader.warnings import warnings_of

    opinions, proposals = second_opinion(document, found.tree, found.candidates, found.assignments)
    agreements: list[Agreement | None] = [
        {"text": one.task, "lead_agencies": one.leads, "coordinating_agencies": one.coordinating} for one in opinions
    ]
    return agreements, list(warnings_of(document, proposals))


def _context(document: Document, metadata: Metadata, tree: Outline) -> Context:
    return Context(
        kind_code=metadata.kind.code if metadata.kind else None,
        kind_name=metadata.kind.name if metadata.kind else None,
        own_number=metadata.number,
        issuer=metadata.issuer.name if metadata.issuer else None,
        superior=metadata.superior_issuer.name if metadata.superior_issuer else None,
        province=province_of(metadata),
        date_issued=metadata.date_issued,
        period=(metadata.period.start, metadata.period.end),
        abbreviations=find_unit_initials(document.text) | find_abbreviations(document.text),
        years=year_marks(tree, metadata),
        periods=find_named_periods(document.text),
    )


def _preamble(document: Document, regions: Sequence[Region], metadata: Metadata) -> Span | None:
    """The last paragraph before the first item, which names who is to do the items: a directive's, of other kinds one that orders it."""
    basis = [region.span for region in regions if region.kind == "legal_basis"]
    if not basis:
        return None
    inside = [block.span for block in document.blocks if basis[0].covers(block.span)]
    if not inside or not (words := document.slice(inside[-1]).rstrip()).endswith(":"):
        return None
    directing = metadata.kind is not None and metadata.kind.code in _DIRECTING
    return inside[-1] if directing or gives_an_order(words) else None


def _entered(locate: Places, letter: str, mentions: Iterable[_M]) -> tuple[_M, ...]:
    """The mentions in document order with ids and places, each place of the text once."""
    distinct = {(mention.span, mention): mention for mention in mentions}
    ordered = sorted(distinct.values(), key=lambda mention: mention.span)
    return tuple(replace(m, id=f"{letter}{number:03d}", location=locate(m.span)) for number, m in enumerate(ordered, start=1))


def _running_text(tree: Outline) -> Iterator[Span]:
    """The paragraphs, items and work cells of the outline, headings left out, and what only tells the past or the law."""
    for node in tree.nodes():
        if node.role in _TELLING:
            continue
        if node.kind == "section" and node.heading:
            if node.heading.end < node.body.end:
                yield Span(node.heading.end, node.body.end)
        else:
            yield node.body


def _targets(document: Document, tree: Outline, context: Context, candidates: Sequence[Candidate]) -> Iterator[Target]:
    blocks = (candidate.span for candidate in candidates if candidate.span == candidate.title)  # a heading that is the work itself
    for span in (*_running_text(tree), *blocks):
        yield from find_targets(document.text, span, context)
    for table in tree.tables:
        if is_indicator_table(document, table.table):
            yield from read_indicator_table(document, table.table, context)
        elif table.kind == "indicators" and _ANSWERING.issuperset(table.columns.values()):  # "Hồ sơ trực tuyến đạt 90%" | "Sở Nội vụ"
            for row in table.rows:
                for cell in table.cells(row.row, "indicator") if row.kind == "task" else ():
                    yield from find_targets(document.text, cell.span, context)
        elif table.kind == "tasks":
            for row in table.rows:
                for column in COUNTING if row.kind == "task" else ():
                    for cell in table.cells(row.row, column):
                        read = find_targets if column == "note" else find_product_targets
                        yield from read(document.text, cell.span, context)


def _deadlines(tree: Outline, surroundings: Surroundings, assignments: Sequence[Assignment]) -> Iterator[Deadline]:
    """Those of the tasks, and those of running text that no task holds."""
    own = [deadline for assignment in assignments for deadline in assignment.deadlines]
    yield from own
    taken = sorted({deadline.span for deadline in own})
    for span in _running_text(tree):
        yield from (deadline for deadline in surroundings.read(find_deadlines, span) if not _overlaps(taken, deadline.span))


def _overlaps(spans: Sequence[Span], span: Span) -> bool:
    """Whether a span shares text with one of the spans, which are in order."""
    at = bisect_left(spans, span.end, key=lambda other: other.start)
    return at > 0 and max(other.end for other in spans[max(0, at - 3) : at]) > span.start


def _law_titles(document: Document, references: Sequence[LegalReference]) -> Iterator[Span]:
    """Where laws are named by their titles, which name no agency that acts ("Luật Tổ chức chính quyền địa phương")."""
    for reference in references:
        if reference.type in _LAWS and reference.title and (at := document.slice(reference.span).find(reference.title)) >= 0:
            yield Span(reference.span.start + at, reference.span.start + at + len(reference.title))


def _with_agencies(
    document: Document, locate: Places, context: Context, assignments: Sequence[Assignment], unnamed: Iterable[Span]
) -> tuple[tuple[Agency, ...], tuple[Assignment, ...]]:
    """The register of all agencies, none of which begins in the `unnamed` places, and the assignments with ids and places in theirs."""
    named = [mention for a in assignments for mention in (*a.leads, *a.coordinating)]
    known = sorted({*(mention.span for mention in named), *unnamed})
    others = find_agencies(document.text, context, known=known)
    agencies, identified = register_agencies(
        named, others, context.province, text=document.text, district=context.district, day=context.date_issued, locate=locate
    )
    rest = iter(identified)
    done = tuple(
        replace(a, leads=tuple(islice(rest, len(a.leads))), coordinating=tuple(islice(rest, len(a.coordinating))))
        for a in assignments
    )
    return agencies, done


def _identified(issuer: Issuer | None, identity: Mapping[str, str]) -> Issuer | None:
    """The issuer with the id that the register gives its agency, by the full name or as printed; None where it has no such agency."""
    if issuer is None:
        return None
    return replace(issuer, agency_id=identity.get(agency_key(issuer.name)) or identity.get(agency_key(issuer.text)))


def _plan_warnings(warnings: Iterable[ReadingWarning], locate: Places) -> Iterator[PlanWarning]:
    """Each warning once, with its message, and the page it was given or its span begins on."""
    seen: set[tuple[object, ...]] = set()
    for warning in warnings:
        key = (warning.code, warning.span, warning.page, tuple(warning.details.items()))
        if key not in seen:
            seen.add(key)
            text = message(warning.code, warning.details)
            page = warning.page if warning.page is not None or warning.span is None else _page_of(locate, warning.span)
            yield PlanWarning(code=warning.code, message=text, span=warning.span, page=page, details=dict(warning.details))


def _page_of(locate: Places, span: Span) -> int | None:
    return next((location.page for location in locate(span)), None)
