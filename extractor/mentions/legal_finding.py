"""Finds citations one by one, as they are printed: laws by name, types with symbols, symbols alone, short forms, the document itself.

Nothing is resolved here (see `legal_resolving`): a short form keeps its number, a citation has the date and issuer printed beside it.
Not found, on purpose: the letterhead's number line, "(Kèm theo …)" lines and the document's own number, forms and standards
("Mẫu số 01/KH"), a bare type ("nội dung Chỉ thị"), "Nghị định này" in a document of another kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Any

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.context import Context
from extractor.mentions.legal_issuing import Issue, read_date, read_issue, read_issue_before
from extractor.mentions.legal_laws import find_laws
from extractor.mentions.legal_symbols import PrintedSymbol, Symbol, find_symbols, kind_name, same_symbol, types, with_number
from extractor.mentions.patterns import any_of, begun_with
from extractor.records import Span
from extractor.vocabulary import load_vocabulary

__all__ = ["Citation", "Citations", "find_citations"]

_S = "[ \n]"  # a Document has no two blanks beside each other
_DIRECT = lazy_pattern(r"[ \n]{0,4}[(:]?[ \n]{0,4}(?:số)?[ \n:.]{0,6}")
# "QĐ thành lập số 298/QĐ-UBND", "Quyết định của Thủ tướng Chính phủ số …": some words between type and number.
_LOOSE = lazy_pattern(rf"(?:{_S}[^\W\d_]{{1,12}}){{1,8}}:?{_S}số[ :]{{0,3}}")
_NUMBER_LIST = lazy_pattern(r"(?:(?<![\w/.,-])\d{1,6}[a-zđ]?(?: ?, ?| và )){1,12}$")
_LISTED = lazy_pattern(r"\d{1,6}[a-zđ]?")
_SAID_NUMBER = lazy_pattern(r"(?<!\w)số[ :]{0,3}$")
_SHORT = lazy_pattern(rf"{_S}(?P<said>số{_S})?(?P<number>\d{{1,5}}[a-zđ]?)(?![\w%])(?![/.,-]\d)(?! ?[-/] ?[a-zđ])")
_NEXT_SHORT = lazy_pattern(r"(?: ?, ?| và )(?:số )?(?P<number>\d{1,5}[a-zđ]?)(?![\w%])(?![/.,-]\d)(?! ?[-/] ?[a-zđ])")
_LONGEST_ABBREVIATION = 14
_OPENING = "([\"“*|"
# "Nghị định 30/2020 của Chính phủ", "Luật 118/2025": number and year without the codes.
_YEARED = lazy_pattern(rf"{_S}(?P<said>số{_S})?(?P<number>\d{{1,4}}[a-zđ]?)/(?P<year>(?:19|20)\d\d)(?![\w/-])(?![.,]\d)")
_LIST_GOES_ON = lazy_pattern(rf"[ \n]{{0,2}}(?:[,;.)|\t]|$)|{_S}(?:và|của|ngày|về|do)(?!\w)")
_LONGEST_YEARED = 20
_THIS = lazy_pattern(rf"{_S}này(?!\w)")
_ENCLOSED = lazy_pattern(r"(?:^|[\n\t|])[ *]{0,40}\((?:ban hành[ \n]{1,4})?(?:đính[ \n]{1,4})?(?:kèm|kèm theo)[ \n]")
_LETTERHEAD = lazy_pattern(r"(?:^|[\n\t|])[ *]{0,40}số[ :]{0,6}$")
_LINE_END = lazy_pattern(r"[ *|]{0,9}(?:$|[\n\t|])")
_BREAK = lazy_pattern(r"[.:](?:\s|$)|\n|\t")
_JOINT = lazy_pattern(r"[ \n]{0,3}(?:,|;|và|,[ \n]và)[ \n]{1,3}(?:số[ :]{1,3})?")
# Types whose symbols name no kind: official letters, and the National Assembly's resolutions.
_LETTERS, _OF_ASSEMBLY = frozenset(("Công văn", "Văn bản")), frozenset(("Nghị quyết",))
_LAW_TYPES = frozenset(("Luật", "Bộ luật", "Hiến pháp"))
_MONTHS = 12
_FARTHEST_TYPE = 110
_FARTHEST_MEMBER = 400
_UNITS = ("điểm", "khoản", "điều", "chương", "mục", "phần", "tiểu mục", "tiết", "phụ lục")
_UNIT = f"(?:{'|'.join(_UNITS)})"
_VALUE = r"(?:\d{1,3}(?:\.\d{1,2}){0,2}[a-zđ]{0,2}|(?!n[đq]|[qc]đ|tt|ct|kh)[a-zđ]{1,2}|[ivxlc]{1,6}|này)(?!\w)"
_PINPOINT = lazy_pattern(
    rf"(?<!\w){_UNIT}{_S}(?:từ{_S})?{_VALUE}"
    rf"(?:(?:,|;|{_S}và|{_S}đến|,?{_S}của)?{_S}(?:(?:các{_S})?{_UNIT}{_S}(?:từ{_S})?)?{_VALUE}){{0,40}}(?:,?{_S}(?:của{_S})?)?"
)


_NOTHING = Issue(0)
_WHOLE_DAY = len("2026-02-05")


class Citation(Struct, frozen=True):
    """A citation as printed. `symbol` is None for a law by name, a short form (then `number` is set) and the document itself.

    A `tentative` one is a citation only where the document gives its full form ("Chương trình 1719", the 19 of "Nghị quyết 18, 19").
    """

    span: Span
    type: str | None
    symbol: Symbol | None = None
    number: str | None = None
    said: bool = False
    title: str | None = None
    year: int | None = None
    pinpoint: str | None = None
    issue: Issue = _NOTHING
    before: Issue | None = None
    itself: bool = False
    tentative: bool = False


@cache
def _type_words() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {" ".join(word.split()): entry["name"] for entry in types() for word in entry["words"]}
    ordered = sorted(names, key=len, reverse=True)
    return lazy_pattern(rf"(?<![\w/])(?:{any_of(word.replace(' ', _S) for word in ordered)})(?![\w/])"), names


@cache
def _not_documents() -> re.Pattern[str]:
    words = load_vocabulary("legal_references")["around"]["not_documents"]
    return lazy_pattern(rf"(?<!\w)(?:{'|'.join(words)})(?:{_S}số)?[ :]{{0,3}}$")


@cache
def _short_refused() -> re.Pattern[str]:
    words = sorted(load_vocabulary("legal_references")["around"]["short_refused"], key=len, reverse=True)
    return lazy_pattern(rf"[ \n]{{0,3}}(?:{'|'.join(words)})(?!\w)")


class _Type(Struct, frozen=True):
    """A type's words where they stand ("Quyết định")."""

    start: int
    end: int
    name: str


def _is_own(printed: PrintedSymbol, folded: str, context: Context) -> bool:
    start, end = printed.span.start, printed.span.end
    if same_symbol(printed.symbol.text, context.own_number):
        return True
    line = folded[max(0, start - 60) : start]
    if _LETTERHEAD.search(line) and _LINE_END.match(folded, end):
        return True
    # "(Kèm theo Kế hoạch số 14/KH-UBND …" on a line of its own names the plan it stands in.
    nearest = max(0, start - _FARTHEST_TYPE)
    line_start = max(folded.rfind("\n", nearest, start), folded.rfind("\t", nearest, start))
    if line_start < 0:
        if nearest:
            return False
        line_start = 0
    return _ENCLOSED.match(folded, line_start) is not None and ")" not in folded[line_start:start]


class _Finder:
    """One pass over one text; holds what the steps share."""

    def __init__(self, text: str, context: Context) -> None:
        self.text, self.folded, self.context = text, fold(text), context
        self.symbols = list(find_symbols(text))
        self.pinpoints = {match.end(): match.start() for match in begun_with(_UNITS, _PINPOINT, self.folded)}
        pattern, names = _type_words()
        self.kinds = [_Type(m.start(), m.end(), names[" ".join(m.group().split())]) for m in pattern.finditer(self.folded)]
        self.kind_ends = [kind.end for kind in self.kinds]
        self.used: set[int] = set()
        self.issuer_ends: dict[int, int | None] = {}
        self.found: list[Citation] = []

    def add(self, start: int, end: int, kind: str | None, *, read: bool = True, **fields: Any) -> None:
        """Adds a citation with the pinpoint in front of it and what is printed around it."""
        pinpoint = None
        first = start
        if (begin := self.pinpoints.get(start)) is not None:
            pinpoint = " ".join(self.text[begin:start].split()).removesuffix("của").rstrip(", ")
            first = begin
        issue = read_issue(self.text, self.folded, end) if read else Issue(end)
        before = read_issue_before(self.text, self.folded, first, self.issuer_ends) if read and issue.issuer is None else None
        self.found.append(Citation(Span(first, end), kind, pinpoint=pinpoint, issue=issue, before=before, **fields))

    def laws(self) -> None:
        """Laws by name or number; their words and symbols are used up."""
        by_start = {printed.span.start: printed for printed in self.symbols}
        taken: list[Span] = []
        for law in find_laws(self.text, self.folded, by_start):
            symbol = law.symbol.symbol if law.symbol else None
            self.add(law.span.start, law.span.end, law.type, symbol=symbol, title=law.title, year=law.year)
            taken.append(law.span)
        starts = [span.start for span in taken]

        def free(start: int) -> bool:
            at = bisect_right(starts, start) - 1
            return at < 0 or taken[at].end <= start

        for kind in self.kinds:
            named = kind.name == "Luật" and self.text[kind.start].isupper() and free(kind.start)
            if named and "/" in self.text[kind.end : kind.end + _LONGEST_YEARED] and (match := _YEARED.match(self.folded, kind.end)):
                self.add(kind.start, match.end(), kind.name, number=match["number"], year=int(match["year"]), said=True)
        self.symbols = [printed for printed in self.symbols if free(printed.span.start)]
        self.used.update(index for index, kind in enumerate(self.kinds) if not free(kind.start) or kind.name in _LAW_TYPES)

    def head(self, at: int, symbol: Symbol) -> _Type | None:
        """The type printed before a number."""
        index = bisect_right(self.kind_ends, at) - 1
        if index < 0 or index in self.used:
            return None
        kind = self.kinds[index]
        if at - kind.end > _FARTHEST_TYPE:
            return None
        direct = _DIRECT.fullmatch(self.folded, kind.end, at)
        alike = kind_name(symbol.kind) == kind.name or (symbol.kind is None and kind.name in (_OF_ASSEMBLY if symbol.law else _LETTERS))
        if direct or (alike and _LOOSE.fullmatch(self.folded, kind.end, at) and not _not_documents().search(self.folded, kind.end, at)):
            self.used.add(index)
            return kind
        return None

    def with_symbols(self) -> None:
        """Types with symbols, symbols that share a type or a symbol's end ("số 1656 và 1662/QĐ-UBND"), symbols alone."""
        previous: Citation | None = None
        for printed in self.symbols:
            start, end = printed.span.start, printed.span.end
            symbol = printed.symbol
            if _is_own(printed, self.folded, self.context):
                self.head(start, symbol)
                continue
            listed = _NUMBER_LIST.search(self.folded, max(0, start - 90), start)
            kind = self.head(listed.start(), symbol) if listed else None
            if listed and kind:
                for number in _LISTED.finditer(self.folded, listed.start(), start):
                    first = kind.start if number.start() == listed.start() else number.start()
                    member = with_number(symbol, self.text[number.start() : number.end()])
                    self.add(first, number.end(), kind.name, symbol=member, read=False)
                self.add(start, end, kind.name, symbol=symbol)
            elif kind := self.head(start, symbol):
                self.add(kind.start, end, kind.name, symbol=symbol)
            else:
                name = self._untyped(printed, previous)
                if name is None:
                    continue
                self.add(self._abbreviated(start, symbol), end, name, symbol=symbol)
            previous = self.found[-1]

    def _untyped(self, printed: PrintedSymbol, previous: Citation | None) -> str | None:
        """The type of a symbol without one before it: its abbreviation's or its enumeration's; None where it is no citation."""
        start = printed.span.start
        if _not_documents().search(self.folded, max(0, start - 24), start):
            return None
        gap = self.folded[previous.issue.end : start] if previous and start - previous.issue.end <= _FARTHEST_MEMBER else None
        enumerated = gap is not None and not _BREAK.search(gap)
        if enumerated and previous and previous.symbol and previous.symbol.kind == printed.symbol.kind:
            said = _SAID_NUMBER.search(self.folded, max(0, start - 8), start)
            if printed.symbol.kind or said or _JOINT.fullmatch(gap or ""):
                return previous.type
        return kind_name(printed.symbol.kind)

    def _abbreviated(self, at: int, symbol: Symbol) -> int:
        """Where a citation begins that has its type as the abbreviation of its own symbol in front ("KH số 12/KH-UBND")."""
        before = self.text[max(0, at - _LONGEST_ABBREVIATION) : at]
        words = before.replace(":", " ").split() if before[-1:] in (" ", "\n", ":") else []
        said = bool(words) and words[-1].lower() == "số"
        code = words[-1 - said].lstrip(_OPENING) if len(words) > said else ""
        return at - len(before) + before.rindex(code) if symbol.kind and code.casefold() == symbol.kind.casefold() else at

    def short_forms(self) -> None:
        """Types with a number alone ("Chỉ thị 11", "Đề án số 08"), and "Kế hoạch này"."""
        entries = {entry["name"]: entry for entry in types()}
        for index, kind in enumerate(self.kinds):
            if index in self.used:
                continue
            entry = entries[kind.name]
            if (match := _THIS.match(self.folded, kind.end)) and self._may_be_itself(entry):
                self.add(kind.start, match.end(), kind.name, itself=True, read=False)
            elif (match := _YEARED.match(self.folded, kind.end)) and self._is_yeared(entry, match):
                self.add(kind.start, match.end(), kind.name, number=match["number"], year=int(match["year"]), said=True)
            elif (match := _SHORT.match(self.folded, kind.end)) and self.text[kind.start].isupper():
                year = len(match["number"]) == 4 and match["number"][:2] in ("19", "20")
                dated = self._is_dated(match)
                tentative = not (match["said"] or dated or entry.get("short"))
                if (year and not dated) or (tentative and not entry.get("short_if_known")) or (not dated and self._counts(match)):
                    continue
                self.add(kind.start, match.end(), kind.name, number=match["number"], said=bool(match["said"]) or dated, tentative=tentative)
                self._listed(kind.name, match.end(), said=bool(match["said"]))

    @staticmethod
    def _is_yeared(entry: dict[str, Any], match: re.Match[str]) -> bool:
        """Whether number and year are a document's, and no month of a year: its type is given both, or the number can be no month."""
        number = match["number"]
        no_month = bool(match["said"]) or not number.isdigit() or int(number) > _MONTHS
        return entry.get("yeared", False) or (entry.get("short", False) and no_month)

    def _is_dated(self, match: re.Match[str]) -> bool:
        """Whether the day of a document stands behind its number ("Quyết định 1605 ngày 13/11/2019"); "Kế hoạch 5 năm" has none."""
        dated = read_date(self.folded, match.end())
        return dated is not None and len(dated[0]) == _WHOLE_DAY

    def _counts(self, match: re.Match[str]) -> bool:
        """Whether the number counts what follows it; "số 1528 ngày 30/6/2025" does not."""
        dated = match["said"] and read_date(self.folded, match.end())
        return not dated and _short_refused().match(self.folded, match.end()) is not None

    def _listed(self, name: str, at: int, *, said: bool) -> None:
        """The later numbers of a list of short forms ("các Nghị quyết 18, 19 và 57"), as sure as the first where "số" stands before it."""
        while (match := _NEXT_SHORT.match(self.folded, at)) and not _short_refused().match(self.folded, match.end()):
            sure = said and len(match["number"]) > 1 and _LIST_GOES_ON.match(self.folded, match.end()) is not None
            self.add(match.start("number"), match.end(), name, number=match["number"], said=sure, tentative=not sure)
            at = match.end()

    def _may_be_itself(self, entry: dict[str, Any]) -> bool:
        code = self.context.kind_code
        own = entry.get("own", [])
        return code in own if code else bool(own) and self.context.kind_name in (None, entry["name"])


class Citations(Struct, frozen=True):
    """What a document cites, in order of place, and the folded text that it was found in."""

    found: tuple[Citation, ...]
    folded: str


def find_citations(text: str, context: Context, notes_from: int) -> Citations:
    """Every citation of a document's whole text, as printed, the footnotes' (from offset `notes_from`) behind the body's."""
    if 0 < notes_from < len(text) and text[notes_from - 1] == "\n":
        # Nothing is read across the border: a citation does not end in a footnote.
        text = f"{text[: notes_from - 1]}\t{text[notes_from:]}"
    finder = _Finder(text, context)
    finder.laws()
    finder.with_symbols()
    finder.short_forms()
    found = sorted(finder.found, key=lambda citation: (citation.span.start, citation.span.end))
    return Citations(tuple(found), finder.folded)
