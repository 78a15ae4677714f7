"""The outline of a document: the tree of its headings, items, paragraphs and table rows, with the sections among them (cấu trúc phần,
mục, khoản).

Input are the Document and the regions of `parts`. Bodies, the articles of a decision and appendices have an outline; letterhead, preamble
and closing have none. A paragraph with a marker stands under the nearest one before it of a smaller depth (`numbering`); one without
stands under the nearest section, a labelled line under the nearest section or numbered item; a paragraph that ends in a colon takes the
items that follow it. `headings` says which nodes are sections. In a table of tasks or indicators, group rows are sections, and the rows
below belong to them.
Promises: every paragraph and table row of these is in the tree once, in document order; sections have ids "s001", … in that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import Document
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Role, Section, Span
from extractor.structure.actions import kind_of_text, opens_with_verb
from extractor.structure.entries import Entry, entries_of
from extractor.structure.headings import TASK_ROLES, heading_of, is_addressed, is_whole_item, without_pointer
from extractor.structure.labels import Labelled
from extractor.structure.numbering import ARTICLE, DASH, DECIMAL, LETTER, ROMAN_DECIMAL, Marker
from extractor.structure.parts import Region
from extractor.structure.roles import is_roadmap, role_of_heading
from extractor.structure.tables import ReadTable, TableRow
from extractor.structure.work_below import directs_fields, tells_work
from extractor.vocabulary import opening

NodeKind = Literal["section", "item", "paragraph", "labels", "row"]

# Rows without a number: a group stands below numbered groups, a task below all of them.
_GROUP_DEPTH, _TASK_DEPTH = 10, 29
_FEW_WORDS = 4
_ENDS_ITEM = (".", ";", ",", ":")
# The outline or form of a report to be written: folded, in the title of an appendix.
_REPORT_FORM = lazy_pattern(
    r"^\W*(?:(?:phụ lục|biểu|mẫu)(?: số)?(?: [ivxl\d]{1,5})?[\s.:–-]+)?"
    r"(?:đề cương|mẫu(?: đề cương)?|biểu mẫu)(?: chi tiết)? (?:các )?báo cáo(?!\w)",
    re.MULTILINE,
)
_APPENDIX = lazy_pattern(r"(?:phụ lục|biểu|phụ biểu|mẫu|danh mục)\s*(?:số\s*)?([ivxl]+|\d{1,2}|[a-h])?\b", re.IGNORECASE)


class Node(Struct, frozen=True):
    """A node of the tree. `span` is its own paragraph or row, `body` the same without marker; `heading` (sections) the words of its
    heading.

    `number` is the marker as printed, or what an appendix is numbered. `role` is its section's. `table` and `row` are given for table rows.
    """

    kind: NodeKind
    span: Span
    body: Span
    marker: Marker | None = None
    number: str | None = None
    heading: Span | None = None
    role: Role | None = None
    labels: tuple[Labelled, ...] = ()
    table: ReadTable | None = None
    row: TableRow | None = None
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def end(self) -> int:
        """Where the last text of the node and all below it ends."""
        return max(self.span.end, self.children[-1].end) if self.children else self.span.end


class Outline(Struct, frozen=True):
    """The sections as records (one a section node, in document order), the nodes at the top of the tree, and the tables read."""

    sections: tuple[Section, ...]
    roots: tuple[Node, ...]
    tables: tuple[ReadTable, ...]

    def nodes(self) -> Iterator[Node]:
        """All nodes in document order."""
        for root in self.roots:
            yield from root.walk()

    def section_nodes(self) -> Iterator[tuple[Node, Span]]:
        """The nodes of `sections`, in their order, with their headings, which may be empty."""
        return ((node, node.heading) for node in self.nodes() if node.kind == "section" and node.heading is not None)


def outline(document: Document, regions: Sequence[Region]) -> Outline:
    """The document's outline. Pure; raises nothing."""
    tables: list[ReadTable] = []
    roots: list[Node] = []
    pending: Region | None = None
    for region in (*regions, None):
        if pending and (region is None or region.kind != "appendix"):
            roots.append(_appendix(document, pending, ()))
            pending = None
        if region is None:
            break
        if region.kind == "appendix_title":
            pending = region
        elif region.kind in ("body", "articles", "appendix"):
            entries = entries_of(document, region.span, tables)
            if pending:
                grown = _grow(entries, "appendix", 2, tables)
                is_form = _REPORT_FORM.search(fold(document.slice(pending.span))) is not None
                roots.append(_appendix(document, pending, _of_form(grown) if is_form else grown))
                pending = None
            else:
                roots += _grow(entries, "appendix" if region.kind == "appendix" else None, 1, tables)
    sections = tuple(_sections(document, roots, None, 1, [0]))
    return Outline(sections, tuple(roots), tuple(tables))


def _grow(entries: Sequence[Entry], role: Role | None, level: int, tables: Sequence[ReadTable]) -> tuple[Node, ...]:
    """The nodes of a run of entries that stand directly in one section."""
    nodes: list[Node] = []
    depth_of_items = _item_depths(entries)
    at = 0
    while at < len(entries):
        entry = entries[at]
        if entry.table is not None:
            nodes += _rows(next(t for t in tables if t.table is entry.table), role)
            at += 1
            continue
        until = _extent(entries, at)
        first = entries[at + 1] if until > at + 1 else None
        if first and _ends_list(nodes, entry, first):
            heading, until = None, at + 1
        else:
            heading = heading_of(entry, first, role, level, among_items=depth_of_items.get(entry.depth, False))
            heading = without_pointer(entry, heading) if heading else None
            until = until if heading else _item_extent(entries, at, until)
        nodes.append(_node(entry, heading, entries[at + 1 : until], role, level, tables))
        at = until
    return tuple(nodes)


def _item_depths(entries: Sequence[Entry]) -> dict[int | None, bool]:
    """For each depth of numbered entries, whether most of them read as whole items."""
    counts: dict[int, list[bool]] = {}
    for entry in entries:
        if entry.marker and entry.marker.numbered:
            counts.setdefault(entry.marker.depth, []).append(is_whole_item(entry))
    return {depth: sum(whole) * 2 > len(whole) for depth, whole in counts.items()}


def _ends_list(before: Sequence[Node], entry: Entry, first: Entry) -> bool:
    """Whether an entry is the last of a list whose items have no labels of their own: labelled lines behind it hold for the whole list.

    Not those that stand farther in than the entry: they are its own.
    """
    if not first.labels or not entry.marker or not before or (first.marker and first.marker.numbered) or first.within(entry):
        return False
    last = before[-1]
    goes_on = last.marker is not None and last.marker.depth == entry.marker.depth and last.marker.ordinal == (entry.marker.ordinal or 0) - 1
    return goes_on and last.kind == "item" and not any(node.labels for node in last.walk())


def _node(
    entry: Entry,
    heading: Span | None,
    below: Sequence[Entry],
    role: Role | None,
    level: int,
    tables: Sequence[ReadTable],
) -> Node:
    number = entry.marker.number if entry.marker else None
    base = Node("paragraph", entry.span, entry.body, entry.marker, number, heading, role, entry.labels)
    if heading:
        words = entry.text[heading.start - entry.span.start : heading.end - entry.span.start]
        own = role_of_heading(words, level, role) or _role_of_content(words, below)
        own = "content" if own == "schedule" and role in TASK_ROLES and is_roadmap(words) and tells_work(below) else own
        own = "content" if own == "objective" and role in TASK_ROLES and directs_fields(words, below) else own
        return replace(base, kind="section", role=own, children=_grow(below, own, level + 1, tables))
    labelled = entry.labels and (entry.marker is None or entry.marker.depth >= LETTER)
    kind: NodeKind = "labels" if labelled else "item" if entry.marker else "paragraph"
    return replace(base, kind=kind, children=_grow(below, role, level, tables))


def _role_of_content(heading: str, below: Sequence[Entry]) -> Role | None:
    """`content` for a section whose heading orders work, or says nothing but most of whose items do; None: not known."""
    if opens_with_verb(heading) and len(heading.split()) >= _FEW_WORDS:  # "Quy định chung" orders nothing
        return "content"
    kinds = [kind_of_text(entry.text) for entry in below if entry.table is None]
    return "content" if kinds and kinds.count("action") * 2 > len(kinds) else None


def _extent(entries: Sequence[Entry], at: int) -> int:
    """The index behind all that stands under an entry if it is a heading: up to the next entry of its depth or higher."""
    depth = entries[at].depth
    if depth is None and is_addressed(entries[at]) and at + 1 < len(entries) and entries[at + 1].marker is None:
        return _addressed(entries, at)
    if depth is None:
        return at + 1 if not entries[at].text.endswith(":") else _introduced(entries, at)
    for index in range(at + 1, len(entries)):
        other = entries[index].depth
        if other is not None and other <= depth:
            return index
    return len(entries)


def _introduced(entries: Sequence[Entry], at: int) -> int:
    """The index behind the items that a paragraph ending in a colon introduces; plain paragraphs end dashed items only."""
    if at + 1 >= len(entries) or entries[at + 1].marker is None or entries[at].labels:
        return at + 1
    depth = entries[at + 1].depth or 0
    for index in range(at + 1, len(entries)):
        other = entries[index].depth
        if other < depth if other is not None else depth >= DASH:
            return index
    return len(entries)


def _addressed(entries: Sequence[Entry], at: int) -> int:
    """The index behind the paragraphs under a line that only names who is told to act: to the next such line, item or closing request."""
    for index in range(at + 1, len(entries)):
        entry = entries[index]
        if entry.marker is not None or entry.table is not None or is_addressed(entry):
            return index
        if _closes(entry):
            return index
    return len(entries)


def _item_extent(entries: Sequence[Entry], at: int, until: int) -> int:
    """The index behind all that stands under an item: a plain paragraph or table after it belongs to the section, not to the item, but
    for the paragraphs right behind one that ends in a colon. An article that introduces a plan with headings holds all of it."""
    marker = entries[at].marker
    if marker is None:
        return until
    introduces = marker.numbered and not entries[at].labels and entries[at].text.endswith(":")
    if introduces and at + 1 < until and _runs_on(entries[at + 1]):
        return next((index for index in range(at + 1, until) if not _runs_on(entries[index])), until)
    for index in range(at + 1, until):
        entry = entries[index]
        if marker.depth == ARTICLE and _heads_below(entries, at, index):
            return until
        if entry.plain or entry.table is not None or (entry.marker is None and not marker.numbered):
            return index
    return until


def _heads_below(entries: Sequence[Entry], at: int, index: int) -> bool:
    """Whether an entry stands under a heading of the plan that the article at an index introduces ("Điều 1. Phê duyệt …:", "I. …")."""
    above = entries[index - 1]
    if not entries[at].text.endswith(":") or above.marker is None or not above.marker.numbered or index - 1 == at:
        return False
    return above.marker.depth <= ROMAN_DECIMAL or above.text.rstrip()[-1:] not in _ENDS_ITEM


def _runs_on(entry: Entry) -> bool:
    """Whether an entry is a paragraph without marker and label that is no heading and does not close the plan either."""
    return entry.plain and entry.depth is None and not _closes(entry)


def _closes(entry: Entry) -> bool:
    """Whether an entry asks for execution in general or for reports of difficulties."""
    folded = fold(entry.text)
    return opening("closing_requests", "general", folded) is not None or opening("closing_requests", "request", folded) is not None


def _rows(table: ReadTable, role: Role | None) -> list[Node]:
    """The rows of a task table as nodes: group rows as sections holding the rows below them. Of a table of indicators the group rows
    alone; other tables have no nodes."""
    kinds = {"tasks": ("group", "task"), "indicators": ("group",)}.get(table.kind, ())
    rows = [row for row in table.rows if row.kind in kinds and row.work]
    return list(_nest_rows(rows, 0, len(rows), table, role))


def _row_depth(row: TableRow) -> int:
    return row.marker.depth if row.marker else _TASK_DEPTH if row.kind == "task" else _GROUP_DEPTH


def _nest_rows(rows: Sequence[TableRow], at: int, until: int, table: ReadTable, role: Role | None) -> Iterator[Node]:
    while at < until:
        row = rows[at]
        assert row.work is not None
        number = row.marker.number if row.marker else None
        base = Node("row", row.row.span, row.work, row.marker, number, role=role, table=table, row=row)
        after = at + 1
        if row.kind == "group":
            while (
                after < until
                and not (rows[after].kind == "group" and _row_depth(rows[after]) <= _row_depth(row))
                and not _escapes(rows[after], row)
            ):
                after += 1
            children = tuple(_nest_rows(rows, at + 1, after, table, role))
            base = replace(base, kind="section", span=row.work, heading=row.work, children=children)
        yield base
        at = after


def _escapes(row: TableRow, group: TableRow) -> bool:
    """Whether a task row goes on with the numbering of the group row itself ("3" after group "2" with rows a, b)."""
    if row.kind != "task" or not row.marker or not group.marker or group.marker.depth < DECIMAL:
        return False
    return row.marker.depth <= group.marker.depth


def _appendix(document: Document, region: Region, children: tuple[Node, ...]) -> Node:
    title = document.slice(region.span)
    bracket = re.search(r"[\n\t ]*\((?:kèm theo|ban hành kèm|theo)", fold(title))
    span = Span(region.span.start, region.span.start + (bracket.start() if bracket else len(title.rstrip())))
    named = _APPENDIX.match(title)
    number = named.group(1) if named and named.group(1) else None
    return Node("section", region.span, span, None, number, span, "appendix", children=children)


def _of_form(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes of a report's outline, whose headings ("IV. Phương hướng, nhiệm vụ") say what to write and hold no work."""
    return tuple(replace(node, role="appendix", children=_of_form(node.children)) for node in nodes)


def _sections(document: Document, nodes: Sequence[Node], parent: str | None, level: int, count: list[int]) -> Iterator[Section]:
    for node in nodes:
        if node.kind != "section" or node.heading is None:
            yield from _sections(document, node.children, parent, level, count)
            continue
        count[0] += 1
        name = f"s{count[0]:03d}"
        heading = " ".join(document.slice(node.heading).split()).strip(" *")
        yield Section(
            id=name,
            parent_id=parent,
            level=level,
            number=node.number,
            heading=heading,
            role=node.role or "other",
            span=Span(node.span.start, node.end),
        )
        yield from _sections(document, node.children, name, level + 1, count)
