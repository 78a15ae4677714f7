"""The paragraphs and tables of a body as entries: each with its marker, labels, boldness and the depth that orders it among the others.

What is done beyond a single paragraph: "Phần thứ nhất" alone on a line takes the title below it; among labelled lines a line with a label
of its own ("Đơn vị đăng cai: …") is one of them, though no rule knows it, and so are the lines below a label that are its values; of two
headings without number in a row the first stands above the second; one in capitals stands above all numbers, but inside the section "II"
where "III" follows it, and so do "A.", "B." there. "Nhiệm vụ 1: …", "Nhiệm vụ 2: …" are headings however they are set (`counted_words`).
An "I." before "2." and "3." inside a Roman section is a "1."; lines below an empty "Thời gian thực hiện:" that say by when each part is
due are its values, where a labelled line has told the work. A labelled line farther in than the item
before it belongs to that item, though both have the same dash (nested lists of web pages).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import Document, Paragraph, Table
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span
from extractor.structure.counted_words import counted_heads
from extractor.structure.labels import Labelled, parse_labels
from extractor.structure.numbering import (
    DASH,
    DECIMAL,
    DIVISION,
    DOT,
    LETTER,
    LETTER_HEAD,
    ROMAN,
    ROMAN_DECIMAL,
    SMALL_ROMAN,
    Marker,
    letter_ordinal,
    parse_marker,
)
from extractor.structure.tables import ReadTable, read_table
from extractor.structure.unknown_labels import may_be_value, unknown_label

__all__ = ["Entry", "all_capitals", "entries_of"]

_CAPITALS_DEPTH, _BOLD_DEPTH = 4, 10
_LONG_SET_OFF = 30
_NESTED_DEPTH = 40  # of a labelled line inside an item that has the same dash
_FARTHER_IN = 8.0  # points
_TYPED = "text/"  # media types whose indents nest; those of a printed page only look well
_DATED = lazy_pattern(r"\b(?:ngày|tháng|quý|năm)\s+(?:\d|[IVX]+\b)|\d{1,2}/\d", re.IGNORECASE)
_ENDS_TEXT = (".", ";", ",", ":")


class Entry(Struct, frozen=True):
    """A paragraph or table of a body in its place. `depth` orders it (see `numbering`), None for what closes no numbered section.

    `bold`: all of it but the marker is. `table`: it is one, and has no text. `counted`: it is a heading of a count ("Nhiệm vụ 2: …").
    `indent`: of its first line, in points, where it is typed to nest lists (Markdown, web pages); else None.
    """

    span: Span
    text: str
    marker: Marker | None = None
    labels: tuple[Labelled, ...] = ()
    bold: bool = False
    table: Table | None = None
    depth: int | None = None
    counted: bool = False
    indent: float | None = None

    def within(self, above: Entry) -> bool:
        """Whether it is nested in another: begins farther in, where that is typed."""
        return self.indent is not None and above.indent is not None and self.indent - above.indent > _FARTHER_IN

    @property
    def body(self) -> Span:
        """The span without the marker."""
        return Span(self.span.start + (self.marker.length if self.marker else 0), self.span.end)

    @property
    def plain(self) -> bool:
        """A paragraph without marker and label."""
        return self.table is None and self.marker is None and not self.labels

    @property
    def labelled(self) -> bool:
        """Whether it begins with a label."""
        return bool(self.labels)


def all_capitals(text: str) -> bool:
    """Whether a text of at least two words is set in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 5 and len(text.split()) >= 2 and all(c.isupper() for c in letters)


def entries_of(document: Document, span: Span, tables: list[ReadTable]) -> list[Entry]:
    """The entries of a region in order. The tables read are added to `tables`; one without a head takes the columns of the last."""
    entries: list[Entry] = []
    for _, block in document.blocks_within(span):
        if isinstance(block, Table):
            tables.append(read_table(document, block, tables[-1] if tables else None))
            entries.append(Entry(block.span, "", table=block))
        else:
            entry = _entry(document, block)
            if entries and _is_title_line(entries[-1], entry):
                entry = _with_title(document, entries.pop(), entry)
            entries.append(entry)
    entries = _with_heads_below(_with_ones(_with_letters(entries)))
    labelled = _with_values_below(document, _with_unknown_labels(document, entries))
    counted = _counted_heads(labelled)
    for at in (headed := counted_heads(labelled)):
        labelled[at] = replace(labelled[at], counted=True, depth=_depth_of_count(labelled, headed))
    depths = dict.fromkeys(_nested_labels(labelled), _NESTED_DEPTH) | _closing_labels(labelled)
    return [
        replace(entry, depth=depths[at]) if at in depths else _with_depth(labelled, at, counted) for at, entry in enumerate(labelled)
    ]


def _entry(document: Document, block: Paragraph) -> Entry:
    text = document.slice(block.span)
    marker = parse_marker(text)
    start = block.span.start + (marker.length if marker else 0)
    bold = sum(min(b.end, block.span.end) - max(b.start, start) for b in block.bold if b.end > start)
    labels = parse_labels(document.text, block.span)
    indent = block.indent if document.source.media_type.startswith(_TYPED) else None
    return Entry(block.span, text, marker, labels, bold >= 0.9 * max(1, block.span.end - start), indent=indent)


def _with_letters(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, with an "i)", "v)" or "x)" read as a letter where it goes on a count of letters ("h)", "i)", "k)")."""
    found: list[Entry] = []
    last = 0
    for at, entry in enumerate(entries):
        marker = entry.marker
        goes_on = marker and marker.depth == SMALL_ROMAN and marker.number and last and letter_ordinal(marker.number) == last + 1
        if marker and goes_on and not _counts_on(entries, at):
            entry = replace(entry, marker=replace(marker, depth=LETTER, ordinal=last + 1))
        if entry.marker and entry.marker.depth == LETTER:
            last = entry.marker.ordinal or 0
        elif entry.marker and entry.marker.depth < LETTER:
            last = 0
        found.append(entry)
    return found


def _with_ones(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, an "I." that begins the count of "2." and "3." inside a Roman section read as the "1." it was meant to be."""
    found = list(entries)
    above = 0
    for at, entry in enumerate(entries):
        marker = entry.marker
        if not marker or marker.depth != ROMAN:
            continue
        if marker.ordinal == 1 and above and _next_number(entries, at) == (DECIMAL, 2):
            found[at] = replace(entry, marker=replace(marker, depth=DECIMAL))
        else:
            above = marker.ordinal or 0
    return found


def _next_number(entries: Sequence[Entry], at: int) -> tuple[int, int | None] | None:
    """The depth and place of the first number at or above the depth of "1." behind an index."""
    further = (entry.marker for entry in entries[at + 1 : at + _FAR] if entry.marker)
    return next(((marker.depth, marker.ordinal) for marker in further if marker.depth <= DECIMAL), None)


def _heads(entries: Sequence[Entry]) -> list[tuple[int, Marker]]:
    """Where "A.", "B." and "I.", "II." stand, and their markers."""
    return [(at, entry.marker) for at, entry in enumerate(entries) if entry.marker and entry.marker.depth in (LETTER_HEAD, ROMAN)]


def _with_heads_below(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, "A.", "B." below the Roman heads where these come first and their count goes on over them ("II", "A", "B", "III")."""
    heads = _heads(entries)
    romans = [marker.ordinal or 0 for _, marker in heads if marker.depth == ROMAN]
    if not heads or heads[0][1].depth != ROMAN or romans != list(range(romans[0], romans[0] + len(romans))):
        return list(entries)
    found = list(entries)
    for at, marker in heads:
        if marker.depth == LETTER_HEAD:
            found[at] = replace(entries[at], marker=replace(marker, depth=ROMAN_DECIMAL))
    return found


_FAR = 200


def _counts_on(entries: Sequence[Entry], at: int) -> bool:
    """Whether the "i)" at an index begins a count of small Roman numbers ("i)", "ii)")."""
    further = (e.marker for e in entries[at + 1 : at + _FAR] if e.marker)
    following = next((marker for marker in further if marker.depth <= SMALL_ROMAN or marker.depth == LETTER), None)
    return following is not None and following.depth == SMALL_ROMAN and following.number == "ii"


def _is_title_line(above: Entry, entry: Entry) -> bool:
    """Whether an entry is the title of the "Phần thứ nhất" or "Chương I" that stands alone on the line above."""
    bare = above.marker is not None and above.marker.depth <= DIVISION and not len(above.body)
    return bare and entry.plain and not entry.text.endswith((".", ";", ":")) and (entry.bold or all_capitals(entry.text))


def _with_title(document: Document, above: Entry, title: Entry) -> Entry:
    assert above.marker is not None
    span = Span(above.span.start, title.span.end)
    marker = replace(above.marker, length=title.span.start - span.start)
    return Entry(span, document.slice(span), marker, bold=title.bold)


def _level(entry: Entry) -> int | None:
    return entry.marker.depth if entry.marker else None


def _with_unknown_labels(document: Document, entries: Sequence[Entry]) -> list[Entry]:
    """The entries, lines among labelled ones with the labels that no rule knows, from each known one down and up as far as they go."""
    found = list(entries)
    known = [bool(entry.labels) for entry in entries]
    if any(known):
        for at in (*range(len(found)), *reversed(range(len(found)))):
            found[at] = _with_unknown_label(document, found, known, at)
    return found


def _with_unknown_label(document: Document, entries: Sequence[Entry], known: Sequence[bool], at: int) -> Entry:
    entry = entries[at]
    if entry.labels or entry.table is not None or (entry.marker and entry.marker.depth < LETTER):
        return entry
    beside = [i for i in (at - 1, at + 1) if 0 <= i < len(entries) and entries[i].labels and _level(entries[i]) == _level(entry)]
    if _set_off_depth(entry) == _BOLD_DEPTH and not any(entries[i].bold for i in beside):
        return entry  # a bold heading among labelled lines that are none ("Mô hình A: Chuyển đổi số")
    label = unknown_label(document.text, entry.span, beside_known=any(known[i] for i in beside)) if beside else None
    return replace(entry, labels=(label,)) if label else entry


def _with_values_below(document: Document, entries: Sequence[Entry]) -> list[Entry]:
    """The entries, lines below a label without value labelled as its values ("Đơn vị thực hiện:", "- Sở Nội vụ.", "- Sở Y tế.")."""
    found = list(entries)
    for at, entry in enumerate(entries):
        label = entry.labels[-1] if entry.labels else None
        if label is None or len(label.value) or (entry.marker and entry.marker.depth < LETTER):
            continue
        for below in range(at + 1, len(entries)):
            other = entries[below]
            deeper = other.marker and (entry.marker is None or other.marker.depth > entry.marker.depth) and other.marker.depth >= LETTER
            if other.labels or other.table or not (deeper or (other.marker is None and below == at + 1)):
                break
            if not (may_be_value(document.slice(other.body).rstrip(), label.field) or (deeper and _tells_time(found, at, label, other))):
                break
            found[below] = replace(other, labels=(Labelled(label.field, label.label, other.body),))
            if other.marker is None:
                break
    return found


def _tells_time(entries: Sequence[Entry], at: int, label: Labelled, line: Entry) -> bool:
    """Whether a line below "Thời gian thực hiện:" says by when a part is due: the labelled lines before have told the work."""
    if label.field != "time" or not _DATED.search(line.text):
        return False
    before = takewhile(lambda entry: entry.labels, reversed(entries[:at]))
    return any(told.field == "content" and len(told.value) for entry in before for told in entry.labels)


def _counted_heads(entries: Sequence[Entry]) -> list[tuple[int, int | None]]:
    """Where the highest headings "A.", "B." or "I.", "II." of the region stand, and their places in the count."""
    heads = _heads(entries)
    top = min((marker.depth for _, marker in heads), default=None)
    return [(at, marker.ordinal) for at, marker in heads if marker.depth == top]


def _with_depth(entries: Sequence[Entry], at: int, counted: Sequence[tuple[int, int | None]]) -> Entry:
    entry = entries[at]
    if entry.marker:
        return replace(entry, depth=entry.marker.depth)
    if entry.counted:
        return entry
    depth = _set_off_depth(entry)
    if depth is None:
        return entry
    if depth == _CAPITALS_DEPTH and _is_counted_over(counted, at):
        return replace(entry, depth=_BOLD_DEPTH - 1)
    below = _set_off_depth(entries[at + 1]) if at + 1 < len(entries) else None
    return replace(entry, depth=depth - 1 if below == depth else depth)


def _is_counted_over(counted: Sequence[tuple[int, int | None]], at: int) -> bool:
    """Whether the count of the highest headings goes on over an entry: what stands in capitals between II and III stands in II."""
    after = bisect_left(counted, (at, 0))
    if not 0 < after < len(counted):
        return False
    before, following = counted[after - 1][1], counted[after][1]
    return before is not None and following == before + 1


def _nested_labels(entries: Sequence[Entry]) -> set[int]:
    """The indices of labelled lines that stand farther in than the item before them, though both begin with the same dash."""
    found: set[int] = set()
    item: Entry | None = None
    for at, entry in enumerate(entries):
        if not entry.marker or entry.marker.depth < DASH:
            item = None
        elif not entry.labels:
            item = entry
        elif item and item.marker and item.marker.depth == entry.marker.depth and entry.within(item):
            found.add(at)
    return found


def _closing_labels(entries: Sequence[Entry]) -> dict[int, int]:
    """The depth of labelled lines with a star that close a list ("- Rà soát …", "- Lập …", "* Cơ quan chủ trì: …"), by index: the items'.

    They hold for all items, so they are no part of the last one. The list has two items or more and no other labelled line, its last item
    introduces nothing, and nothing but a heading or a shallower item follows.
    """
    found: dict[int, int] = {}
    for first, entry in enumerate(entries):
        above = entries[first - 1] if first else None
        if not _is_starred(entry) or above is None or above.labels or above.marker is None or above.text.endswith(":"):
            continue
        depth = above.marker.depth
        end = next((at for at in range(first, len(entries)) if not _is_starred(entries[at])), len(entries))
        behind = entries[end].marker if end < len(entries) else None
        if not LETTER <= depth < DOT or (end < len(entries) and behind is not None and behind.depth >= depth) or entry.within(above):
            continue
        listed = list(takewhile(lambda other, d=depth: other.marker is not None and other.marker.depth >= d, reversed(entries[:first])))
        if sum(other.marker is not None and other.marker.depth == depth for other in listed) > 1 and not any(o.labels for o in listed):
            found |= dict.fromkeys(range(first, end), depth)
    return found


def _is_starred(entry: Entry) -> bool:
    return bool(entry.labels) and entry.text.startswith("*")


def _depth_of_count(entries: Sequence[Entry], heads: Collection[int]) -> int:
    """The depth of headings of a count: below all numbers, but above "1.", "2." where these begin anew under one after another."""
    below = (entries[at + 1].marker for at in heads)
    anew = sum(marker is not None and marker.depth == DECIMAL and marker.ordinal == 1 for marker in below)
    return ROMAN_DECIMAL if anew > 1 else _BOLD_DEPTH


def _set_off_depth(entry: Entry) -> int | None:
    """The depth of a heading without number: in capitals above all numbers, in bold below them; None for other text."""
    if entry.marker or entry.labels or entry.table is not None or entry.text.endswith(_ENDS_TEXT):
        return None
    if len(re.findall(r"\S+", entry.text[:400])) > _LONG_SET_OFF:
        return None
    return _CAPITALS_DEPTH if all_capitals(entry.text) else _BOLD_DEPTH if entry.bold else None
