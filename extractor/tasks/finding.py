"""Which nodes of the outline are tasks (nhiệm vụ), and what of the outline around each of them speaks for it.

The five forms, in this precedence: table row; field block (a heading whose work its labelled lines tell); list item or paragraph that
orders an action; an item with labelled lines below it; an item whose sub-items are mere topics (one task, sub-items included). The
deepest item that orders an action is the task: what only introduces its sub-items is none, nor is a caption. Documents to be made, listed
under an order, are topics. Purpose, objectives, situation, schedule and funding (but for items that tell an agency to act, of funding
those inside the part on implementation), general closing requests without reports due, notes in brackets, and what tells of the past or of
a time that was over when the plan was issued hold none.
Source: the annotation guidelines, "Tasks".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import Document
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agencies import find_agencies
from extractor.mentions.agency_leads import sentence_leads
from extractor.mentions.context import Context
from extractor.mentions.deadlines import find_deadlines
from extractor.records import Origin, Span
from extractor.structure.actions import acts, introduces_inspected, kind_of_text, lists_documents, names_without_verb
from extractor.structure.headings import TASK_ROLES
from extractor.structure.labels import Field, Labelled, field_of_heading, labels_behind
from extractor.structure.numbering import ARTICLE, Marker, parse_marker
from extractor.structure.outline import Node, Outline
from extractor.tasks.clauses_below import with_clauses_below
from extractor.tasks.numbered_labels import with_numbered_labels
from extractor.tasks.told_then_ordered import orders_behind
from extractor.vocabulary import opening, patterns_of

_REQUESTS = "closing_requests"
_FEW_WORDS = 8
_LABEL_REACH = 60
_TOPICS = ("về ", "đối với ", "liên quan đến ")
_TIMES = ("Đến ", "Tính đến ", "Từ ", "Trong ", "Năm ", "Tháng ", "Quý ", "6 tháng ", "06 tháng ", "9 tháng ", "09 tháng ")
_OPENS = 12  # characters
_SENTENCE_END = lazy_pattern(r"[.;]\s+")
_ASSIGNING = frozenset({"time", "lead", "coordinating", "person"})
_FIELDS = frozenset({"content", "time", "lead", "coordinating", "output", "person"})


class Candidate(Struct, frozen=True):
    """A task found: its origin, span and number; `title` is a field block's heading.

    `around` are the nodes above it, nearest first (sections, introducing items and paragraphs); `labels` the labelled lines that hold for
    it, nearest first. `certain` is False where the wording alone did not show an action.
    """

    node: Node
    origin: Origin
    span: Span
    number: str | None
    around: tuple[Node, ...]
    labels: tuple[Labelled, ...] = ()
    title: Span | None = None
    certain: bool = True


def _said(text: str) -> tuple[Marker | None, str]:
    """A text's marker and the beginning of what stands behind it, folded."""
    marker = parse_marker(text)
    return marker, fold(text[marker.length if marker else 0 :][:1500]).strip()


def is_general_request(text: str, *, trailing: bool = False) -> bool:
    """Whether a text closes the plan, calls out a slogan, is a caption ("Bảng 1. …") or asks for execution in general.

    `trailing`: it stands behind the last item of a body. Not one that also asks for reports at set times ("Định kỳ 06 tháng … báo cáo").
    """
    marker, folded = _said(text)
    if opening(_REQUESTS, "general", folded) or opening(_REQUESTS, "slogan", folded) or opening(_REQUESTS, "caption", folded):
        return True
    if marker and marker.depth == ARTICLE and opening(_REQUESTS, "article", folded):
        return True
    asks = (not marker and opening(_REQUESTS, "request", folded)) or (
        trailing and not re.search(r"\d", folded) and patterns_of(_REQUESTS, "trailing").search(folded)
    )
    return bool(asks) and not patterns_of(_REQUESTS, "reporting_duty").search(folded)


def is_telling(text: str) -> bool:
    """Whether a text assesses, reports, defines or tells what was done and orders nothing ("Tuy nhiên, …", "UBND tỉnh đã ban hành …")."""
    marker, folded = _said(text)
    if opening(_REQUESTS, "assessing", folded):
        told = True
    elif report := opening(_REQUESTS, "reporting", folded):
        told = kind_of_text(folded[report.end() :]) != "action"
    elif past := opening(_REQUESTS, "past", folded):
        who = text[marker.length if marker else 0 :].lstrip()[past.start("who") : past.end("who")]
        others = (sentence for sentence in _SENTENCE_END.split(folded)[1:] if " đã " not in sentence)
        told = not acts(who) and not any(kind_of_text(sentence) == "action" for sentence in others)
    else:
        told = opening(_REQUESTS, "defining", folded) is not None and kind_of_text(folded) != "action"
    return told and not patterns_of(_REQUESTS, "ordering").search(folded)


def _may_order(text: str) -> bool:
    """Whether a text whose first words no rule knows is long enough for an order, and no mere name of somebody."""
    return len(text.split()) >= _FEW_WORDS and not names_without_verb(text)


def find_tasks(document: Document, outline: Outline, context: Context) -> tuple[Candidate, ...]:
    """The tasks of the document in order."""
    bodies = [node for root in outline.roots if root.role != "appendix" for node in root.walk()]
    last = max((node.span.end for node in bodies if node.kind in ("item", "labels", "row")), default=0)
    finder = _Finder(document, context, last, frozenset(_ordering_schedules(document, outline.roots, context)))
    return tuple(sorted(finder.among(outline.roots, (), ()), key=lambda candidate: (candidate.span.start, candidate.node.span.start)))


def _ordering_schedules(document: Document, nodes: Sequence[Node], context: Context) -> Iterator[Span]:
    """The schedules, whole, of which some item tells an agency to act: the other items that order actions are tasks as it is."""
    for node in nodes:
        if node.role != "schedule":
            yield from _ordering_schedules(document, node.children, context)
        elif any(below.kind in ("item", "paragraph") and sentence_leads(document.text, below.body, context) for below in node.walk()):
            yield node.span


class _Finder(Struct, frozen=True):
    document: Document
    context: Context
    last_item: int
    ordering_schedules: frozenset[Span]
    counted: dict[int, tuple[Sequence[Node], int, int]] = {}  # `_acting_items`, by the nodes' identity

    def among(self, nodes: Sequence[Node], around: tuple[Node, ...], labels: tuple[Labelled, ...]) -> Iterator[Candidate]:
        """The tasks among nodes that stand side by side."""
        for node, following in zip_longest(nodes, nodes[1:]):
            if following is not None and following.table and self._is_caption(node):
                continue
            if node.kind == "section":
                yield from self._section(node, around, labels)
            elif node.kind == "row":
                yield Candidate(node, "table_row", node.body, node.number, around, labels)
            elif node.kind != "labels" and (node.role in TASK_ROLES - {"appendix"} or self._told_besides(node, around)):
                yield from self._item(node, around, labels, nodes)

    def _told_besides(self, node: Node, around: Sequence[Node]) -> bool:
        """Whether an item of a schedule, or one on funding inside the part on implementation, tells an agency to act.

        "Quý I/2027, các cơ quan đánh giá kết quả …", "Các sở, ngành lập dự toán …". Of a schedule where one does, also "Tháng 4: Ra quân".
        """
        if any(above.span in self.ordering_schedules for above in around) and kind_of_text(self.document.slice(node.span)) == "action":
            return True
        inside = node.role == "schedule" or (node.role == "funding" and any(above.role == "implementation" for above in around))
        return inside and bool(sentence_leads(self.document.text, node.body, self.context))

    def _section(self, node: Node, around: tuple[Node, ...], outer: tuple[Labelled, ...]) -> Iterator[Candidate]:
        node = replace(node, children=with_numbered_labels(self.document, node))
        node = replace(node, children=with_clauses_below(self.document, node))
        own = tuple(label for child in node.children if child.kind == "labels" for below in child.walk() for label in below.labels)
        inner = (node, *around)
        fields = {label.field for label in own} & _FIELDS
        if fields and node.role in TASK_ROLES and (runs := _labelled_runs(node.children)):
            for run in runs:
                yield from self.among(run.items, inner, (*run.labels, *outer))
        elif fields and node.role in TASK_ROLES and _told_before_sections(node.children):
            yield self._field_block(node, around, (*own, *outer))
            yield from self.among([child for child in node.children if child.kind == "section"], inner, outer)
        elif fields and node.role in TASK_ROLES:
            below = self._without_continuations(node.children)
            how = [child for _, child in below] if self._only_requires(node, [child for _, child in below]) else []
            if how:
                below = []
            found = [task for above, child in below for task in self.among([child], (*above, *inner), (*own, *outer))]
            if not found:
                yield self._field_block(node, around, (*own, *outer), how)
            yield from found
        else:
            yield from self.among(node.children, inner, outer)

    def _without_continuations(self, nodes: Sequence[Node]) -> list[tuple[tuple[Node, ...], Node]]:
        """The nodes of a field block that are neither labelled lines nor go on with the value of a "Nội dung:" line.

        Items that order actions are none of it where they stand below a labelled line of their own, or behind an empty "Nội dung:". With
        each the line that introduces it ("Giải pháp: Giao Văn phòng chủ trì:"), if there is one. What gives reasons has no work under it.
        """
        kept: list[tuple[tuple[Node, ...], Node]] = []
        in_content = False
        for node in nodes:
            if node.kind == "labels":
                in_content = node.labels[-1].field == "content"
                if node.labels[-1].field != "reason" and self._mostly_actions(node.children):
                    introducing = (node,) if node.labels[-1].field == "content" and len(node.labels[-1].value) else ()
                    kept += [(introducing, child) for child in node.children]
                in_content = in_content and len(node.labels[-1].value) > 0
            elif not in_content:
                kept.append(((), node))
        return kept

    def _field_block(
        self, node: Node, around: tuple[Node, ...], labels: tuple[Labelled, ...], how: Sequence[Node] = ()
    ) -> Candidate:
        """The task of a heading: its "Nội dung:" line, else the heading with the lines right below it that say `how` it is done."""
        assert node.heading is not None
        content = _content_span(node.children)
        if content is None and how and how[-1] is node.children[len(how) - 1]:
            content = Span(node.heading.start, how[-1].end)
        return Candidate(node, "field_block", content or node.heading, node.number, around, labels, node.heading)

    def _item(
        self, node: Node, around: tuple[Node, ...], labels: tuple[Labelled, ...], beside: Sequence[Node]
    ) -> Iterator[Candidate]:
        if self._only_assigns(node):
            return
        own = tuple(label for child in node.walk() if child.kind == "labels" for label in child.labels)
        below = [child for child in node.children if child.kind != "labels"]
        topics = self._inspected(node, below) or lists_documents(self.document.slice(node.span), self._slices(below))
        topics = topics or (bool(own) and self._only_requires(node, below))
        parts = not topics and self._mostly_actions(below)
        if below and (parts or any(child.kind == "section" for child in below)):
            shared = tuple(label for child in node.children if child.kind == "labels" for label in child.labels)
            yield from self.among(below, (node, *around), (*shared, *labels))
            return
        text = self.document.slice(node.span)
        kind = kind_of_text(text)
        if below and patterns_of(_REQUESTS, "heeding").match(_said(text)[1]):
            yield from (found for found in self.among(below, (node, *around), labels) if found.certain)
            return
        topic = node.kind == "item" and _said(text)[1].startswith(_TOPICS)
        if (node.kind == "paragraph" or topic) and text.endswith(":") and not below and not own:
            return
        if is_general_request(text, trailing=node.kind == "paragraph" and node.span.start >= self.last_item) or is_telling(text):
            return
        if (kind != "action" and self._is_over(node)) or field_of_heading(self.document.slice(node.body)):
            return
        done = kind != "action" and (kind == "unknown" or ":" in text[:_LABEL_REACH]) and self._agency_acts(node)
        done = done or (kind == "nominal" and not text.endswith(":") and self._orders_behind(node, around, beside))
        unsure = kind == "unknown" and not done and not node.labels and (_may_order(text) or self._told_like(node, text, beside))
        if kind == "action" or unsure or done:
            origin: Origin = "paragraph" if node.kind == "paragraph" and node.marker is None else "list_item"
            span = Span(node.span.start, below[-1].end) if below else node.span
            said = labels_behind(self.document.text, node.span)
            yield Candidate(node, origin, span, node.number, around, (*said, *own, *labels), certain=kind == "action" or done)

    def _only_requires(self, node: Node, below: Sequence[Node]) -> bool:
        """Whether all that stands under an order only says how it is done ("- Bảo đảm đúng quy trình, công khai, minh bạch.")."""
        if not below or any(child.kind == "section" or child.children for child in below):
            return False
        how = patterns_of(_REQUESTS, "requiring")
        return kind_of_text(self.document.slice(node.heading or node.body)) == "action" and all(
            how.match(_said(text)[1]) for text in self._slices(below)
        )

    def _is_over(self, node: Node) -> bool:
        """Whether a text begins with a time that was over when the plan was issued ("Đến ngày 31/12/2025, các hồ chứa đạt 68%").

        Such a time is no deadline where the day of issue is known, so it is looked for without it.
        """
        issued = self.context.date_issued
        if not issued or not self.document.text.startswith(_TIMES, node.body.start):
            return False
        undated = replace(self.context, date_issued=None)
        first = next(iter(find_deadlines(self.document.text, node.body, undated)), None)
        return first is not None and first.end is not None and first.span.start - node.body.start < _OPENS and first.end < issued

    def _slices(self, nodes: Sequence[Node]) -> list[str]:
        return [self.document.slice(node.span) for node in nodes]

    def _only_assigns(self, node: Node) -> bool:
        """Whether an item is a labelled line that says who or when and orders nothing ("2. Đơn vị chủ trì: Sở A")."""
        if not node.labels or node.labels[0].field not in _ASSIGNING or node.children:
            return False
        return kind_of_text(self.document.slice(node.labels[0].value)) != "action"

    def _is_caption(self, node: Node) -> bool:
        """Whether what stands above a table is its caption: a paragraph that ends as no sentence, or that only points to the table."""
        if node.kind != "paragraph" or node.marker or node.children:
            return False
        text = self.document.slice(node.span).rstrip()
        return text[-1:] not in (".", ";") or patterns_of(_REQUESTS, "pointing").search(fold(text)) is not None

    def _told_like(self, node: Node, text: str, beside: Sequence[Node]) -> bool:
        """Whether an item whose first words no rule knows says who or when, as items that order actions beside it do.

        "Tẩm quất cho người cao tuổi vào ngày 15/6." What begins with an agency and has no known verb behind it says when.
        """
        words = self.document.slice(node.body).split(maxsplit=2)
        if node.kind != "item" or ":" in text or len(words) < 3 or not words[1][:1].islower():
            return False
        named = not names_without_verb(text) and find_agencies(self.document.slice(node.body), self.context)
        if not named and not find_deadlines(self.document.text, node.body, self.context):
            return False
        items, acting = self._acting_items(beside)
        return items > 1 and (acting - self._orders(node)) * 2 >= items - 1

    def _inspected(self, node: Node, below: Sequence[Node]) -> bool:
        """Whether what stands under an item is what an inspection looks at: some of it mere topics."""
        topics = any(kind_of_text(text) == "nominal" for text in self._slices(below))
        return topics and introduces_inspected(self.document.slice(node.span))

    def _agency_acts(self, node: Node) -> bool:
        """Whether a text is an agency and what it does ("Sở Y tế giám sát dịch.", "Kinh phí: Sở Tài chính thẩm định."), which its opening
        words alone do not show."""
        leads = sentence_leads(self.document.text, node.body, self.context)
        return bool(leads) and kind_of_text(self.document.slice(Span(leads[-1].span.end, node.span.end))) == "action"

    def _orders_behind(self, node: Node, around: Sequence[Node], beside: Sequence[Node]) -> bool:
        """Whether a text that opens by telling the situation orders something then; no paragraph before the first heading or item."""
        if node.kind == "paragraph" and not around:
            return False
        items, acting = self._acting_items(beside)
        among = node.kind == "item" and items > 1 and acting * 2 >= items - 1
        return orders_behind(self.document.text, node.body, self.context, among_orders=among)

    def _acting_items(self, nodes: Sequence[Node]) -> tuple[int, int]:
        """How many of the nodes are items, and how many of these order actions; counted once, as each of many items asks for it."""
        known = self.counted.get(id(nodes))
        if known is None or known[0] is not nodes:
            items = [node for node in nodes if node.kind == "item"]
            known = self.counted[id(nodes)] = nodes, len(items), sum(map(self._orders, items))
        return known[1:]

    def _mostly_actions(self, nodes: Sequence[Node]) -> bool:
        """Whether at least half of the nodes order actions."""
        return bool(nodes) and sum(map(self._orders, nodes)) * 2 >= len(nodes)

    def _orders(self, node: Node) -> bool:
        """Whether a node orders an action, itself or by most of what stands under it, labelled lines apart."""
        below = [child for child in node.children if child.kind != "labels"]
        return self._mostly_actions(below) or kind_of_text(self.document.slice(node.span)) == "action"


class _Run(Struct, frozen=True):
    """Items side by side and the labelled lines that hold for them."""

    items: tuple[Node, ...] = ()
    labels: tuple[Labelled, ...] = ()


def _labelled_runs(nodes: Sequence[Node]) -> list[_Run]:
    """Runs of items, each with the labelled lines behind it, where a field is told again and again ("- Rà soát … / Thời hạn: … / - …").

    A field that is told once holds for all runs, wherever it stands. Where the lines of a field stand before the first item, each holds for
    the items behind it up to the next. Empty where each field is told once.
    """
    told = [label for node in nodes if node.kind == "labels" for below in node.walk() for label in below.labels]
    counts = Counter(label.field for label in told if label.field in _FIELDS)
    repeated = {field for field, count in counts.items() if count > 1}
    shared = tuple(label for label in told if label.field not in repeated)
    runs: list[_Run] = []
    for node in nodes:
        own = [label for below in node.walk() for label in below.labels if label.field in repeated] if node.kind == "labels" else []
        if own:
            if not runs:
                return _runs_behind(nodes, repeated, shared)
            runs[-1] = replace(runs[-1], labels=(*own, *runs[-1].labels))
        elif node.kind != "labels":
            if runs and not runs[-1].labels:
                runs[-1] = replace(runs[-1], items=(*runs[-1].items, node))
            else:
                runs.append(_Run((node,)))
    return [replace(run, labels=(*run.labels, *shared)) for run in runs] if repeated else []


def _runs_behind(nodes: Sequence[Node], repeated: Set[Field], shared: tuple[Labelled, ...]) -> list[_Run]:
    """Runs of items, each behind its labelled lines; lines that no item follows hold for the last run."""
    runs: list[tuple[list[Node], list[Labelled]]] = []
    for node in nodes:
        if node.kind != "labels":
            runs[-1][0].append(node)
        elif own := [label for below in node.walk() for label in below.labels if label.field in repeated]:
            if not runs or runs[-1][0]:
                runs.append(([], []))
            runs[-1][1].extend(own)
    if len(runs) > 1 and not runs[-1][0]:
        _, further = runs.pop()
        runs[-1][1].extend(further)
    return [_Run(tuple(items), (*labels, *shared)) for items, labels in runs if items]


def _told_before_sections(nodes: Sequence[Node]) -> bool:
    """Whether the work of a heading is told by its "Nội dung:" line and further labelled lines, and only headings stand behind them, which
    have work of their own ("3. Hội nghị lần thứ ba / Nội dung: … / Thời gian: … / 3.1. Báo cáo kết quả")."""
    lines = list(takewhile(lambda node: node.kind == "labels", nodes))
    fields = {label.field for node in lines for label in node.labels if len(label.value)}
    behind = nodes[len(lines) :]
    return "content" in fields and len(fields) > 1 and bool(behind) and all(node.kind == "section" for node in behind)


def _content_span(nodes: Sequence[Node]) -> Span | None:
    """The value of the "Nội dung:" line with the paragraphs that go on with it."""
    for index, node in enumerate(nodes):
        for label in node.labels:
            if label.field == "content":
                more = list(takewhile(lambda n: n.kind not in ("labels", "section", "row"), nodes[index + 1 :]))
                goes_on = label is node.labels[-1]
                end = more[-1].end if more and goes_on else node.end if goes_on else label.value.end
                start = label.value.start if len(label.value) else more[0].span.start if more else label.value.start
                return Span(start, end) if end > start else None
    return None
