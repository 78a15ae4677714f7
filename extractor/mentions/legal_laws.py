"""Laws, codes, ordinances and the constitution cited by name ("Luật Viên chức", "Bộ luật Lao động", "Hiến pháp năm 2013").

Where a name ends, in this order:
1. an amending law ("Luật sửa đổi, bổ sung một số điều của Luật Đất đai") ends with the law it amends, or where its own number begins;
2. a name that a number follows ("… số 55/2024/QH15") ends there;
3. a name in `models/legal_references.toml` (commas may be missing) ends as it does there;
4. another name with a capital ends before the first word that cannot go on it, at a comma, or after twelve words.
"các Luật: …" lists names of the vocabulary. "luật" without its capital is a citation only before a name of three or more words known from
there. A bare "Luật" is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from extractor.folding import fold, fold_all
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.legal_issuing import read_date
from extractor.mentions.legal_symbols import PrintedSymbol
from extractor.mentions.patterns import begun_with
from extractor.records import Span
from extractor.vocabulary import load_vocabulary

__all__ = ["LawName", "find_laws"]

_S = "[ \n]"  # a Document has no two blanks beside each other
_HEAD = lazy_pattern(rf"(?<!\w)(?P<type>bộ{_S}luật|luật|pháp{_S}lệnh|hiến{_S}pháp)(?!\w)")
_HEAD_WORDS = ("bộ", "luật", "pháp", "hiến")
_TYPES = {"bộ luật": "Bộ luật", "luật": "Luật", "pháp lệnh": "Pháp lệnh", "hiến pháp": "Hiến pháp"}
_AMENDING = lazy_pattern(
    rf"(?:,?{_S}về)?{_S}sửa{_S}đổi(?:,?{_S}bổ{_S}sung)?(?P<object>{_S}(?:một{_S}số{_S}điều(?:{_S}\w+){{0,6}}?|các?{_S}điều|điều{_S}\d+){_S}của)?"
)
_OTHER_LAWS = lazy_pattern(
    rf"{_S}(?:\d{{1,3}}{_S}|các{_S})luật[^;:.()\n\t]{{0,160}}?(?={_S}(?:số{_S}?)?\d{{1,3}}/\d{{4}}/qh|[;.)\n]|{_S}ngày{_S}\d|$)"
)
_NEXT_LAW = lazy_pattern(rf"(?:,|{_S}và){_S}(?:bộ{_S})?luật(?!\w)")
_LISTED = lazy_pattern(rf":(?={_S}\w)")
_NEXT_LISTED = lazy_pattern(rf"(?=,{_S})|;(?={_S})|{_S}và(?={_S})")
_TO_SYMBOL = lazy_pattern(rf"[ \n]{{0,4}}[:,(]?[ \n]{{0,4}}(?:luật{_S})?(?:số[ \n:]{{0,4}})?")
_NUMBERED = lazy_pattern(
    rf"(?:,?{_S}(?!\(số)[\w()/-]+){{1,25}}?(?={_S}số{_S}\d{{1,3}}/\d{{4}}/(?:ubtv)?qh|{_S}\d{{1,3}}/\d{{4}}/(?:ubtv)?qh)"
)
_CLOSED = lazy_pattern(rf"{_S}(?:số{_S}\d|ngày{_S}\d|\d{{1,3}}/\d{{4}})")
_YEAR = lazy_pattern(rf"{_S}(?:năm{_S})?(?P<year>(?:19|20)\d\d)(?![\w/])")
_WORD = lazy_pattern(rf"{_S}(\w+)")
_PAIRED = lazy_pattern(rf"{_S}(?:phòng,{_S}chống|quản{_S}lý,{_S}sử{_S}dụng|bảo{_S}vệ,{_S}chăm{_S}sóc)(?!\w)")
_NAME_GAP = lazy_pattern(r"[ \n]{1,4}(?:-[ \n]{1,2}|\()?|, ?\n?|[/-]")
_NAME_WORD = lazy_pattern(r"\w+")
_BLANKS = lazy_pattern(r"\s+")
_MOST_WORDS = 12
_FIRMLY_KNOWN = 3
_SEVERAL = 3  # laws


class LawName(Struct, frozen=True):
    """A law by name: `title` as printed, without the type and blanks normalised; `symbol` where its number stands right behind the name.

    `year` is the name's, where no number tells it.
    """

    span: Span
    type: str
    title: str | None
    symbol: PrintedSymbol | None
    year: int | None


def _flexible(name: str) -> str:
    return re.escape(fold(name)).replace(",", ",?").replace(r"\ ", _S)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    laws = load_vocabulary("legal_references")["laws"]
    phrase = "|".join(re.escape(fold(end)).replace(r"\ ", _S) for end in sorted(laws["ends"], key=len, reverse=True))
    return {
        "end": lazy_pattern(rf"{_S}(?:{phrase})(?!\w)"),
        "not_name": lazy_pattern(rf"{_S}(?:{'|'.join(map(_flexible, laws['not_names']))})(?!\w)"),
        "not_before": lazy_pattern(rf"(?<!\w)(?:{'|'.join(map(_flexible, laws['not_before']))}){_S}$"),
    }


@cache
def _known_names() -> tuple[frozenset[tuple[str, ...]], int]:
    names = frozenset(tuple(_NAME_WORD.findall(name)) for name in fold_all(load_vocabulary("legal_references")["laws"]["names"]))
    return names, max(map(len, names))


def _known_end(folded: str, at: int) -> tuple[int, int] | None:
    """The end of the longest listed name that begins here, and its number of words."""
    names, longest = _known_names()
    words: list[str] = []
    found = None
    start = at
    while len(words) < longest and (gap := _NAME_GAP.match(folded, at)) and (word := _NAME_WORD.match(folded, gap.end())):
        words.append(word.group())
        at = word.end()
        if tuple(words) in names:
            # The bracket that a name has at its end ("… (HIV/AIDS)").
            closing = folded[at : at + 1] == ")" and "(" in folded[start:at]
            found = at + closing, len(words)
    return found


def _generic_end(text: str, folded: str, at: int) -> int | None:
    """The end of a name that no list holds: capital first, then words up to one that cannot belong to it."""
    first = _WORD.match(folded, at)
    if first is None or not text[first.start(1)].isupper() or _HEAD.match(folded, first.start(1)):
        return None
    end = paired.end() if (paired := _PAIRED.match(folded, at)) else first.end()
    for _ in range(_MOST_WORDS):
        word = _WORD.match(folded, end)
        if word is None or _patterns()["end"].match(folded, end) or word.group(1).isdigit() or _HEAD.match(folded, word.start(1)):
            break
        end = word.end()
    return end


def _name_end(text: str, folded: str, head: re.Match[str]) -> int | None:
    at = head.end()
    patterns = _patterns()
    capital = text[head.start()].isupper()
    known = _known_end(folded, at)
    if known and (capital or text[at : at + 5].lstrip()[:1].isupper() or known[1] >= _FIRMLY_KNOWN):
        # A longer name that its number closes ("Phòng cháy, chữa cháy và …") is more than the known beginning of it.
        numbered = _numbered_end(folded, at, known[0])
        return numbered if numbered and numbered > known[0] else known[0]
    if not capital or patterns["not_name"].match(folded, at):
        return None
    return _numbered_end(folded, at, at) or _generic_end(text, folded, at)


def _numbered_end(folded: str, at: int, known: int) -> int | None:
    """The end of a name that the number of a law follows, where nothing behind `known` ends the name before."""
    match = _NUMBERED.match(folded, at)
    if match is None or _patterns()["end"].search(folded, known, match.end()) or _HEAD.search(folded, known, match.end()):
        return None
    return match.end()


def _amended_end(text: str, folded: str, at: int, *, numbered: bool = False) -> int | None:
    """The end of an amending law's name behind "của": the law it amends, and more laws where a number or date closes the list.

    `numbered`: its number stands before the name, so that a list of three laws up to a semicolon is what it amends.
    """
    if other := _OTHER_LAWS.match(folded, at):
        return other.end()
    blank = _WORD.match(folded, at)
    head = _HEAD.match(folded, blank.start(1)) if blank else None
    end = _name_end(text, folded, head) if head else None
    last, laws = end, 1
    while last is not None and (more := _NEXT_LAW.match(folded, last)):
        head = _HEAD.search(folded, more.start(), more.end())
        last = _name_end(text, folded, head) if head else None
        laws += 1
        if last is not None and (_CLOSED.match(folded, last) or (numbered and laws >= _SEVERAL and folded.startswith(";", last))):
            end = last
    return end


def _listed_laws(text: str, folded: str, start: int, at: int, symbols: dict[int, PrintedSymbol]) -> Iterator[LawName]:
    """The laws of a list behind "các Luật:", each by a name of the vocabulary; the first with that word, which begins at `start`."""
    begin: int | None = start
    joint: re.Match[str] | None = _LISTED.match(folded, at)
    while joint and (known := _known_end(folded, joint.end())) and (gap := _NAME_GAP.match(folded, joint.end())):
        if not text[gap.end()].isupper():
            return
        end = known[0]
        title = _BLANKS.sub(" ", text[gap.end() : end])
        year = _YEAR.match(folded, end)
        symbol = _symbol_behind(folded, year.end() if year else end, symbols, "Luật")
        end = symbol.span.end if symbol else year.end() if year else end
        named = int(year["year"]) if year and symbol is None else None
        yield LawName(Span(gap.end() if begin is None else begin, end), "Luật", title, symbol, named)
        begin, joint = None, _NEXT_LISTED.match(folded, end)


def _symbol_behind(folded: str, at: int, symbols: dict[int, PrintedSymbol], kind: str) -> PrintedSymbol | None:
    """The law's number behind its name, or behind the year of its name; in brackets, where they name no law anew ("(Luật số …)")."""
    join = _TO_SYMBOL.match(folded, at)
    symbol = symbols.get(join.end()) if join and not ("(" in join.group() and "luật" in join.group()) else None
    return symbol if symbol and (symbol.symbol.law or kind == "Pháp lệnh") else None


def find_laws(text: str, folded: str, symbols: dict[int, PrintedSymbol]) -> Iterator[LawName]:
    """Every law cited by name, in order, none inside another. `symbols` are the document's printed symbols by where they start."""
    at = 0
    for head in begun_with(_HEAD_WORDS, _HEAD, folded):
        start = head.start()
        if start < at:
            continue
        kind = _TYPES[_BLANKS.sub(" ", head["type"])]
        if _patterns()["not_before"].search(folded, max(0, start - 12), start):
            continue
        if folded.startswith(":", head.end()) and folded.endswith("các ", 0, start):
            for law in _listed_laws(text, folded, start, head.end(), symbols):
                yield law
                at = law.span.end
            continue
        end: int | None
        if kind == "Hiến pháp":
            end = head.end() if text[start].isupper() else None
        elif amending := _AMENDING.match(folded, head.end()):
            end = _amended_end(text, folded, amending.end()) if amending["object"] else None
        elif (direct := _TO_SYMBOL.match(folded, head.end())) and direct.end() in symbols and symbols[direct.end()].symbol.law:
            end = head.end()
        else:
            end = _name_end(text, folded, head)
        if end is None:
            continue
        title = _BLANKS.sub(" ", text[head.end() : end]).strip() or None
        year = _YEAR.match(folded, end)
        symbol = _symbol_behind(folded, year.end() if year else end, symbols, kind)
        at = covered = symbol.span.end if symbol else year.end() if year else end
        if symbol and title is None:
            # "Luật số 87/2025/QH15 sửa đổi, bổ sung một số điều của Luật …": the name stands behind the number, and date.
            dated = read_date(folded, at)
            behind = dated[1] if dated else at
            amending = _AMENDING.match(folded, behind)
            amended = _amended_end(text, folded, amending.end(), numbered=True) if amending and amending["object"] else None
            if amended is not None:
                title, covered = _BLANKS.sub(" ", text[behind:amended]).strip(), amended
        yield LawName(Span(start, at), kind, title, symbol, int(year["year"]) if year and symbol is None else None)
        at = covered
