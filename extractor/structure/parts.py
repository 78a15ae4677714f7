"""Divides a document into its parts (thể thức văn bản): letterhead, title, legal bases, articles, body, closing, appendices.

A document is read from front to back as *letterhead, title, preamble, content, closing*; a decision (quyết định) that issues a plan is
followed by the plan, with a title, and sometimes a letterhead, of its own; then come the appendices. Precedence where signs disagree:
words of the form (quốc hiệu, "Số:", "Nơi nhận:", "Phụ lục", "(Kèm theo …)") before capitals, capitals before layout.

`divide` promises: the regions are sorted, do not overlap, begin and end at block borders, and cover every block; no document is refused.
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from extractor.document import Document
from extractor.records import Span
from extractor.structure.closing import closing_end, starts_closing
from extractor.structure.front import letterhead_end, preamble_end
from extractor.structure.kinds import kind_of_heading
from extractor.structure.lines import Line, lines_of
from extractor.structure.signs import is_addressee, is_article, is_attachment_note, is_enacting, is_item, is_noise, is_subject_note
from extractor.structure.titles import appendix_title_end, starts_attachment, title_end

__all__ = ["Region", "RegionKind", "divide"]

RegionKind = Literal["letterhead", "title", "legal_basis", "articles", "body", "closing", "appendix_title", "appendix"]


class Region(Struct, frozen=True):
    """A part of the document: its kind and the stretch of text from its first block's start to its last block's end."""

    kind: RegionKind
    span: Span


class _Part(Struct, frozen=True):
    """Lines start..end (indices, half-open) of one kind."""

    kind: RegionKind
    start: int
    end: int


# How far the signs of a letterhead are looked for, in lines: of the document, of what a decision issues.
_FRONT = 60
_SECOND_FRONT = 12

# Kinds that issue another document, which follows them in the same file.
_ISSUING = frozenset({"QĐ", "NQ", "TT", "NĐ", "TTr", "TTLT"})


def divide(document: Document) -> tuple[Region, ...]:
    """The document's regions. A document without blocks has none."""
    lines = lines_of(document)
    parts = _with_articles(lines, _walk(lines))
    part_of_block: dict[int, int] = {}
    for number, part in enumerate(parts):
        for line in lines[part.start : part.end]:
            part_of_block.setdefault(line.block, number)
    regions: list[Region] = []
    previous = None
    for block, number in sorted(part_of_block.items()):
        span = document.blocks[block].span
        if number == previous:
            span = Span(regions.pop().span.start, span.end)
        regions.append(Region(parts[number].kind, span))
        previous = number
    return tuple(regions)


def _walk(lines: Sequence[Line]) -> list[_Part]:
    parts: list[_Part] = []

    def at() -> int:
        return parts[-1].end if parts else 0

    def take(kind: RegionKind, end: int) -> bool:
        start = at()
        if end > start:
            parts.append(_Part(kind, start, end))
        return end > start

    attached = issuing = False
    while at() < len(lines):
        front = at()
        take("letterhead", letterhead_end(lines, front, _SECOND_FRONT if attached else _FRONT))
        take("title", title_end(lines, at()))
        take("legal_basis", preamble_end(lines, at()))
        issuing = not attached and _issues(lines[front : at()])
        take("body", _content_end(lines, at(), before_attachment=issuing))
        closed = take("closing", closing_end(lines, at()))
        labelled = False
        while at() < len(lines):
            before = at()
            if issuing and starts_attachment(lines, before):
                attached = True
                break
            if not closed and starts_closing(lines, before):
                closed = take("closing", closing_end(lines, before))
                continue
            labelled = take("appendix_title", appendix_title_end(lines, before, after_closing=closed and not labelled)) or labelled
            take("appendix", _appendix_end(lines, at(), stop_at_closing=not closed))
            if at() == before:
                take("appendix", before + 1)
    return parts


def _issues(front: Sequence[Line]) -> bool:
    """Whether a front page is of a document that can issue another one: by its kind, its enacting words, or as a letter."""
    for line in front:
        heading = kind_of_heading(line.text)
        if (heading and heading[0].code in _ISSUING) or is_enacting(line) or is_addressee(line) or is_subject_note(line):
            return True
        if heading:
            return False
    return False


def _content_end(lines: Sequence[Line], at: int, *, before_attachment: bool) -> int:
    for index in range(at, len(lines)):
        if starts_closing(lines, index) or appendix_title_end(lines, index) > index:
            return index
        if before_attachment and is_attachment_note(lines[index]):
            # The attached plan's title without a closing above it: back to its kind's heading.
            heads = [back for back in range(max(at, index - 6), index) if kind_of_heading(lines[back].text)]
            if heads:
                return heads[0]
    return len(lines)


def _appendix_end(lines: Sequence[Line], at: int, *, stop_at_closing: bool) -> int:
    for index in range(at, len(lines)):
        if appendix_title_end(lines, index) > index or (stop_at_closing and starts_closing(lines, index)):
            return index
    return len(lines)


def _with_articles(lines: Sequence[Line], parts: Sequence[_Part]) -> list[_Part]:
    """The parts, with the body of a decision that only issues another document told as its articles."""
    first = next((number for number, part in enumerate(parts) if part.kind == "body"), None)
    if first is None:
        return list(parts)
    body = parts[first]
    opening = next((line for line in lines[body.start : body.end] if not (line.ruler or is_noise(line))), None)
    if opening is None or not is_article(opening):
        return list(parts)
    attached = any(part.kind == "title" for part in parts[first + 1 :])
    if attached or _issues_enclosure(lines[body.start : body.end]):
        return [*parts[:first], _Part("articles", body.start, body.end), *parts[first + 1 :]]
    return list(parts)


def _issues_enclosure(articles: Sequence[Line]) -> bool:
    """Whether the first article says that something is issued with the decision ("Ban hành kèm theo Quyết định này …").

    What stands under a number of its own ("Điều 1. Phê duyệt Đề án với những nội dung sau: I. …") is the plan itself.
    """
    for number, line in enumerate(articles):
        if number and (is_article(line) or is_item(line)):
            return False
        if "kèm theo" in line.folded:
            return True
    return False
