"""What front page and closing say of a document: kind, number, issuer, place, date, title, period, signer, recipients.

Precedence: the printed form before what can be derived. Kind: the heading, else the symbol's abbreviation, else "V/v" or "Kính gửi" (an
official letter). Issuer: the letterhead, else the attributes that a legal database's page prints above the text, else the citation in a
gazette's title, else the sentence that announces the plan ("Ủy ban nhân dân tỉnh ban hành Kế hoạch …"), of an official telegram the line
above its addressees ("THỦ TƯỚNG CHÍNH PHỦ điện:"). Title and period of a decision that
issues a plan are the plan's; its kind, number and signer are the decision's. What is not printed is None, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Document, ReadingWarning
from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.records import Issuer, Kind, Metadata, Period, Signer, Span
from extractor.structure.closing import read_recipients, read_signer
from extractor.structure.gazette import citation_in
from extractor.structure.issuers import announced_issuer, full_issuer, province_of
from extractor.structure.kinds import DocumentKind, kind_of_heading, kind_of_symbol
from extractor.structure.letterhead import Letterhead, read_letterhead
from extractor.structure.lines import Line, lines_of
from extractor.structure.page_attributes import attributes_in
from extractor.structure.parts import Region, RegionKind
from extractor.structure.period import own_phrases, period_of_title
from extractor.structure.signs import NUMBER, is_attachment_note, is_authority, is_noise

__all__ = ["province_of", "read_metadata"]

_LETTER = DocumentKind("CV", "Công văn")
_ATTACHED = lazy_pattern(r"\s\((?:kèm theo|ban hành kèm)\s", re.IGNORECASE)  # the note, on the title's last line
_ANNOUNCES = lazy_pattern(
    r"\b(?:ban hành|xây dựng|lập|triển khai|đề ra)\s+(?:kế hoạch|chương trình|phương án|đề án|chỉ thị|quyết định|nghị quyết)\b"
)
# Kinds that plan work ahead: their appendices are part of the plan. Those of a report may tell of any time.
_PLANNING = frozenset({"KH", "CTr", "ĐA", "PA", "DA"})
_YEAR = lazy_pattern(r"\d{4}")
_WIRES = lazy_pattern(r"([^:;.]{3,80}?)\s+điện\s*:\s*$")


def read_metadata(document: Document, regions: Sequence[Region]) -> tuple[Metadata, tuple[ReadingWarning, ...]]:
    """The document's metadata and what a person should look at in them."""
    parts = _Parts(document, regions)
    letterhead = read_letterhead(parts.first("letterhead"))
    if not letterhead.has_number and not letterhead.has_date:
        letterhead = attributes_in(document.text) or letterhead
    kind, title = _kind_and_title(parts, letterhead)
    citation = citation_in(title) if title and not letterhead.has_number else None
    if citation:
        letterhead, title = citation.letterhead, citation.subject
    announcement = _announcement(document, regions)
    authority = next((line.text for line in parts.first("legal_basis") if is_authority(line)), "")
    mentioned = f"{authority}\n{title or ''}\n{announcement[1]}"
    wiring = _wiring(parts.first("legal_basis")) if kind is not None and kind.code == "CĐ" else None
    issuer, superior = _issuers(letterhead, mentioned, wiring or announced_issuer(announcement[1]), document.text)
    period = _period(parts, title, announcement[1], planning=kind is not None and kind.code in _PLANNING)
    closing = parts.first("closing")
    metadata = Metadata(
        kind=Kind(code=kind.code, name=kind.name) if kind else None,
        number=letterhead.number,
        issuer=issuer,
        superior_issuer=superior,
        place=letterhead.place,
        date_issued=letterhead.date,
        title=title,
        period=period,
        signer=_signer(parts),
        recipients=read_recipients(closing),
    )
    return metadata, tuple(_warnings(metadata, letterhead, parts, announcement))


class _Parts:
    """The lines of each region, read once."""

    def __init__(self, document: Document, regions: Sequence[Region]) -> None:
        self._regions = [(region, lines_of(document, region.span)) for region in regions if region.kind not in ("body", "appendix")]
        titles = [index for index, (region, _) in enumerate(self._regions) if region.kind == "title"]
        articles = [index for index, (region, _) in enumerate(self._regions) if region.kind == "articles"]
        untitled = bool(titles and articles) and articles[0] < titles[0]
        self._titles = [(), *self.all("title")] if untitled else self.all("title")

    def all(self, kind: RegionKind) -> list[tuple[Line, ...]]:
        return [lines for region, lines in self._regions if region.kind == kind]

    def first(self, kind: RegionKind) -> tuple[Line, ...]:
        return next(iter(self.all(kind)), ())

    def title(self) -> tuple[Line, ...]:
        """The document's own title; none where a decision has articles before any title, as pages print that drop it."""
        return next(iter(self._titles), ())

    def attached(self) -> tuple[Line, ...]:
        """The title of the plan that a decision issues: the second title."""
        return self._titles[1] if len(self._titles) > 1 else ()


def _kind_and_title(parts: _Parts, letterhead: Letterhead) -> tuple[DocumentKind | None, str | None]:
    kind, title = _heading(parts.title())
    title = _heading(parts.attached())[1] or title or letterhead.subject
    if kind is None and letterhead.subject and letterhead.addressed:
        kind = _LETTER  # "Số: 5347/CT-CS, V/v …, Kính gửi: …": the symbol's first part is who sends it (Cục Thuế)
    if kind is None and letterhead.symbol:
        kind = kind_of_symbol(letterhead.symbol)
    if kind is None and (letterhead.subject or letterhead.addressed):
        kind = _LETTER
    return kind, title


def _heading(lines: Sequence[Line]) -> tuple[DocumentKind | None, str | None]:
    """The kind a title's lines name and their subject: lines joined by one blank, without kind, rules and attachment note."""
    kind: DocumentKind | None = None
    subject: list[str] = []
    for line in lines:
        if line.ruler or is_noise(line):
            continue
        if is_attachment_note(line):
            break
        heading = kind_of_heading(line.text) if kind is None and not subject else None
        if heading:
            kind, rest = heading
            subject.append(line.text[rest:])
        else:
            subject.append(line.text)
    whole = re.sub(r"\s+", " ", " ".join(subject))
    attached = _ATTACHED.search(whole)
    return kind, whole[: attached.start() if attached else None].strip(" -_*.") or None


def _announcement(document: Document, regions: Sequence[Region]) -> tuple[int, str]:
    """Offset and text of the last preamble paragraph that announces the plan; empty where none does."""
    for region in regions:
        if region.kind == "legal_basis":
            text = document.slice(region.span)
            starts = [found.start() for found in _ANNOUNCES.finditer(fold(text))]
            if starts:
                start = text.rfind("\n", 0, starts[-1]) + 1
                end = text.find("\n", starts[-1])
                return region.span.start + start, text[start : end if end >= 0 else len(text)]
    return 0, ""


def _wiring(lines: Sequence[Line]) -> str | None:
    """Who sends an official telegram, as the line above its addressees says ("THỦ TƯỚNG CHÍNH PHỦ | điện:"); None where none does."""
    found = ((line, _WIRES.match(line.folded)) for line in lines)
    return next((line.text[wires.start(1) : wires.end(1)] for line, wires in found if wires), None)


def _issuers(letterhead: Letterhead, mentioned: str, announced: str | None, body: str) -> tuple[Issuer | None, Issuer | None]:
    superior = None
    if letterhead.superior:
        superior = full_issuer(letterhead.superior, above=None, mentioned=mentioned, place=letterhead.place, body=body)
    printed = letterhead.issuer or announced
    if printed is None:
        return None, superior
    return full_issuer(printed, above=superior, mentioned=mentioned, place=letterhead.place, body=body), superior


def _period(parts: _Parts, title: str | None, announcement: str, *, planning: bool) -> Period:
    """Printed in the title, else in what the preamble announces, else, in a plan, the one that the appendices' titles agree on."""
    own = period_of_title(title) if title else None
    if own is None and announcement:
        own = period_of_title(_announced(announcement))
    if own is None and planning:
        stages = {
            (phrase.period.start, phrase.period.end)
            for lines in parts.all("appendix_title")
            for phrase in own_phrases(" ".join(line.text for line in lines if not is_attachment_note(line)))
            if phrase.grain == "years"
        }
        own = Period(start=min(stages)[0], end=min(stages)[1]) if len(stages) == 1 else None
    return own or Period()


def _announced(announcement: str) -> str:
    """What is announced: the words behind "ban hành Kế hoạch"."""
    ends = [match.end() for match in _ANNOUNCES.finditer(fold(announcement))]
    return re.split(r"[,;:]\s*(?:cụ thể|như sau|với)|\bvới (?:các )?nội dung|\bnhư sau", announcement[ends[-1] :])[0] if ends else ""


def _signer(parts: _Parts) -> Signer | None:
    return next((signer for closing in parts.all("closing") if (signer := read_signer(closing))), None)


def _warnings(metadata: Metadata, letterhead: Letterhead, parts: _Parts, announcement: tuple[int, str]) -> list[ReadingWarning]:
    warnings: list[ReadingWarning] = []
    front = parts.first("letterhead")
    span = Span(front[0].start, front[-1].span.end) if front else None
    if not letterhead.has_number and not letterhead.has_date:
        warnings.append(ReadingWarning("letterhead_missing"))
    else:
        if metadata.number is None:
            warnings.append(ReadingWarning("number_missing", {"symbol": letterhead.symbol or "?"}, span))
        if metadata.date_issued is None or len(metadata.date_issued) < 10:
            warnings.append(ReadingWarning("date_incomplete", {"date": metadata.date_issued or "?"}, span))
    if metadata.title is None:
        warnings.append(ReadingWarning("title_missing"))
    if metadata.signer is None:
        warnings.append(ReadingWarning("signer_missing"))
    warnings += _contradicting_years(metadata, parts, announcement)
    warnings += _attachment_notes(metadata, parts)
    return warnings


def _contradicting_years(metadata: Metadata, parts: _Parts, announcement: tuple[int, str]) -> list[ReadingWarning]:
    """The title's year against the announcing sentence's, and against the date of issue: a plan for a year that is over."""
    end = _YEAR.match(metadata.period.end or "")
    titles = parts.attached() or parts.title()
    if end is None or not titles or period_of_title(metadata.title or "") is None:
        return []
    year = end.group()
    span = Span(titles[0].start, titles[-1].span.end)
    told = period_of_title(_announced(announcement[1])) if announcement[1] else None
    if told and told.end and told.end[:4] != year:
        sentence = Span(announcement[0], announcement[0] + len(announcement[1]))
        return [ReadingWarning("years_contradict", {"title": year, "other": told.end[:4]}, sentence)]
    if metadata.date_issued and metadata.date_issued[:4] > year:
        return [ReadingWarning("years_contradict", {"title": year, "other": metadata.date_issued[:4]}, span)]
    return []


def _attachment_notes(metadata: Metadata, parts: _Parts) -> list[ReadingWarning]:
    """Notes "(Kèm theo Kế hoạch số …)" whose number is blank or another than the document's own."""
    warnings: list[ReadingWarning] = []
    for lines in (parts.attached(), *parts.all("appendix_title")):
        for line in lines:
            match = NUMBER.search(line.folded) if is_attachment_note(line) else None
            if match is None:
                continue
            span = Span(line.start, line.span.end)
            printed = re.sub(r"\s+", "", match[1] + match[2])
            if not printed:
                warnings.append(ReadingWarning("attachment_number_missing", {}, span))
            elif metadata.number and printed != re.split(r"[-/](?=\D)", fold(metadata.number))[0]:
                warnings.append(ReadingWarning("attachment_number_differs", {"number": metadata.number, "note": printed}, span))
    return warnings
