"""What is known of the documents that plans cite most (`models/cited_laws.toml`), held against how a document cites them.

`contradiction` says the first of these that a citation shows, None where it shows none:
1. `reference_date_unlike`: symbol and type are in the table, and the printed day is another than the table's. A symbol that has its year
   is enough for that; one without ("749/QĐ-TTg") is another document each year, so the printed subject must hold the table's title too, or
   the symbol be one of the Party's centre, whose numbers run on for years, and the printed day the table's a year off;
2. `reference_title_unlike`: symbol and type are in the table, and what is printed is the title of another of its documents. Where the day
   agrees another than a law's name must be that title, or how it begins, and share few words with the own one: subjects are worded in
   many ways;
3. `reference_number_unlike`: the symbol is not in the table. A law's name is, and a law of that name has this number with another year or
   term ("39/2014/QH13", "83/2015/QH14"), or this year with a slip in the number ("93/2019/QH14"); or day, kind, issuer and title are those
   of a document of the table that has another number.
`law_day_unlike` does so for a law that is cited by its name and a day, without number ("Luật Việc làm ngày 16/11/2012"): the day is that of
a law of this name in the year before or behind. Any other day, and a year alone, may be those of a namesake that the table does not have.
Promises: a document that the table does not know, a law's older and newer namesakes, a name that is cut or shortened, a resolution that has
a law's number, and an amending law, whose number and day may be those of the law that it amends, contradict nothing. Nothing is corrected.
The table is read when the first symbol is looked up, and no title of it is compared before symbol or day agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from msgspec import Struct

from extractor.folding import fold
from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.legal_resolving import title_key
from extractor.mentions.legal_symbols import Symbol
from extractor.vocabulary import load_vocabulary

__all__ = ["Contradiction", "Known", "contradiction", "known_documents", "law_day_unlike"]

_UNKNOWN_DAY = "-"
_WHOLE_DAY = len("2026-02-05")
_ABOUT = ("về ", "việc ", "ban hành ", "phê duyệt ", "quy định ")
_LAW_TYPES = ("Luật", "Bộ luật")
_LAW_TERM = lazy_pattern(r"QH\d\d")
_AMENDING = "sửa đổi"
_PARTY_CENTRE = "TW"
_FEWEST_BEGINNING, _MOST_SHARED = 4, 0.5  # words of another's title, and the share of them that the own title may have too


class Known(Struct, frozen=True):
    """A document of the table: `date` is EDTF, None where no source gave it; `title` as it is cited, a law's without "Luật"."""

    symbol: str
    type: str
    issuer: str
    date: str | None
    title: str


class Contradiction(Struct, frozen=True):
    """What a citation says otherwise than the table: the code of the warning, and what stands in the table."""

    code: str
    known: str


@cache
def _groups(kind: str | None) -> list[tuple[str, str, str]]:
    """Type, issuer and lines of the groups of a type, each line behind a line break; laws and codes are one type."""
    kinds = _LAW_TYPES if kind in _LAW_TYPES else (kind,)
    groups = load_vocabulary("cited_laws")["group"]
    return [(group["type"], group["issuer"], f"\n{group['documents']}") for group in groups if group["type"] in kinds]


def _with(kind: str | None, words: str) -> Iterator[Known]:
    """The documents of a type in whose lines some words stand; most documents cite few of the table, so it is searched, not taken apart."""
    for type_name, issuer, lines in _groups(kind):
        at = lines.find(words)
        while at >= 0:
            first = lines.rfind("\n", 0, at + 1) + 1
            yield _known(type_name, issuer, lines[first : lines.index("\n", first)])
            at = lines.find(words, at + 1)


def _known(kind: str, issuer: str, line: str) -> Known:
    symbol, day, title = line.split(" ", 2)
    return Known(symbol, kind, issuer, None if day == _UNKNOWN_DAY else day, title)


def known_documents(symbol: str, kind: str | None) -> list[Known]:
    """The documents of the table that have a symbol in its normal form and a type; several where a number is given anew."""
    return list(_with(kind, f"\n{symbol} "))


@cache
def _titled(kind: str) -> dict[str, list[Known]]:
    """The documents of a type by the words of their titles."""
    found: dict[str, list[Known]] = {}
    for type_name, issuer, lines in _groups(kind):
        for line in lines.strip().split("\n"):
            known = _known(type_name, issuer, line)
            found.setdefault(_key(known.title), []).append(known)
    return found


def _key(title: str) -> str:
    """A title's words, without those in front that say what its document does."""
    key = title_key(title)
    while key.startswith(_ABOUT):
        key = key.removeprefix(next(word for word in _ABOUT if key.startswith(word)))
    return key


def contradiction(symbol: Symbol, kind: str | None, title: str | None, date: str | None) -> Contradiction | None:
    """How a citation contradicts the table, by its symbol, type, printed title (a law's name, another's subject) and EDTF date."""
    if kind in _LAW_TYPES and title is not None and fold(title).startswith(_AMENDING):
        return None
    known = known_documents(symbol.text, kind)
    if known:
        return _date_unlike(symbol, known, title, date) or _title_unlike(symbol, known, title, date)
    if title is None:
        return None
    return _law_unlike(symbol, _key(title)) if kind in _LAW_TYPES else _day_alike(symbol, kind, title, date)


def law_day_unlike(kind: str, name: str, date: str) -> Contradiction | None:
    """How the day of a law cited without its number contradicts the table, by type ("Luật", "Bộ luật"), name and whole EDTF day."""
    laws = [law for law in _titled(kind).get(_key(name), ()) if law.date]
    if len(date) != _WHOLE_DAY or any(law.date == date for law in laws):
        return None
    meant = [f"{law.date} ({law.symbol})" for law in laws if _a_year_off(law.date, date)]
    return Contradiction("reference_date_unlike", ", ".join(meant)) if meant else None


def _a_year_off(known: str | None, printed: str) -> bool:
    return known is not None and known[4:] == printed[4:] and abs(int(known[:4]) - int(printed[:4])) == 1


def _date_unlike(symbol: Symbol, known: list[Known], title: str | None, date: str | None) -> Contradiction | None:
    if date is None:
        return None
    if symbol.year is None:
        key, runs_on = _key(title) if title else "", symbol.party and symbol.issuer == _PARTY_CENTRE
        if any(document.date == date for document in known):
            return None
        known = [document for document in known if _key(document.title) in key or (runs_on and _a_year_off(document.date, date))]
    days = [document.date for document in known if document.date]
    if not days or any(day.startswith(date) or date.startswith(day) for day in days):
        return None
    return Contradiction("reference_date_unlike", days[0])


def _title_unlike(symbol: Symbol, known: list[Known], title: str | None, date: str | None) -> Contradiction | None:
    if title is None or symbol.year is None:
        return None
    document = known[0]
    key, own = _key(title), _key(document.title)
    if key == own or (not symbol.law and (key in own or own in key)) or (symbol.law and own.startswith(_AMENDING)):
        return None
    others = _titled(document.type)
    unlike = key in others if symbol.law or date is None else _is_anothers(key, own, others)
    return Contradiction("reference_title_unlike", document.title) if unlike else None


def _is_anothers(key: str, own: str, titles: Collection[str]) -> bool:
    """Whether a title is one of some, or how one of them begins, and few of its words are words of the own title."""
    words, own_words = key.split(), set(own.split())
    if sum(word in own_words for word in words) > _MOST_SHARED * len(words):
        return False
    return key in titles or (len(words) >= _FEWEST_BEGINNING and any(title.startswith(f"{key} ") for title in titles))


def _law_unlike(symbol: Symbol, key: str) -> Contradiction | None:
    laws = [law for law in _titled("Luật").get(key, ()) if _LAW_TERM.search(law.symbol)]
    newest = max((int(law.symbol.split("/")[1]) for law in laws), default=0)
    if symbol.year is None or _LAW_TERM.fullmatch(symbol.issuer) is None:
        return None
    meant = []
    for law in laws:
        number, year, term = law.symbol.split("/")
        same = number == symbol.number and (symbol.year <= newest or term == symbol.issuer)
        if same or (int(year) == symbol.year and _slip(number, symbol.number)):
            meant.append(law.symbol)
    return Contradiction("reference_number_unlike", ", ".join(meant)) if meant else None


def _day_alike(symbol: Symbol, kind: str | None, title: str, date: str | None) -> Contradiction | None:
    rest = symbol.text[len(symbol.number) :]
    for document in _with(kind, f" {date} ") if date is not None and len(date) == _WHOLE_DAY else ():
        if document.symbol.lstrip("0123456789") == rest and _key(title) == _key(document.title):
            return Contradiction("reference_number_unlike", document.symbol)
    return None


def _slip(one: str, other: str) -> bool:
    """Whether two numbers of one length differ in one digit, or in the order of two neighbours."""
    if len(one) != len(other):
        return False
    apart = [index for index, (first, second) in enumerate(zip(one, other, strict=True)) if first != second]
    if len(apart) == 2:
        first, second = apart
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(apart) == 1
