"""The symbols of documents (số, ký hiệu): their grammar and one normal form.

Two families (Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW):
state, number[/year]/kind-issuer or number/issuer-unit ("61/2018/NĐ-CP", "14/KH-UBND", "123/UBND-NC", "80/2015/QH13", "06/CP"),
and Party, number-kind/issuer ("18-NQ/TW"); until the 1990s also number-issuer ("176-HĐBT", "43-CP"). A symbol may be printed with blanks
or a line's end at a hyphen ("NĐ- CP", "104 -CTr/TU", "47 - KH/TU"), in small letters ("30/2020/nđ-cp"), or with its year last
("30/NĐ-CP/2020").

The normal form has no blanks, one kind of hyphen, "Đ" for the letter that only looks like it ("Ð"), the letter of a number in lower case
("36a/NQ-CP"), capitals, and the known codes in their own case ("TTg", "CTr"). It corrects nothing else: a misprint stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span
from extractor.vocabulary import load_vocabulary

__all__ = ["PrintedSymbol", "Symbol", "find_symbols", "intended", "kind_name", "parse_symbol", "same_symbol", "types", "with_number"]

# All dashes but the plain one are read as one of them: a class of two characters is compiled in a fraction of the time of theirs.
_ONE_DASH, _OTHER_DASHES = "\u2010", "\u2011\u2012\u2013\u2014\u2015\u2212"
_ETH = "\u00d0"  # looks like "Đ"
_DASH = f"[-{_ONE_DASH}]"
_BLANK = "[ \u00a0]"
_JOIN = rf"(?:{_DASH}[ \u00a0\n]{{0,3}}|{_BLANK}{{1,2}}{_DASH})"
_SLASH = rf"{_BLANK}?/{_BLANK}?"
_PARTY_KIND = "(?:NQ|CT|KL|QĐ|KH|CTr|HD|TB|CV|BC|TTr)"
# "66.4/2025/NQ-CP". What may not stand before it is looked at behind its first digit: a pattern that begins with one skips the rest.
# Behind it the slash of a state symbol or the dash of a Party symbol, or its kind.
_NUMBER = lazy_pattern(
    r"\d(?:(?<![\w/,].)|(?<=[sS]ố.))(?<!\d[.:-].)(?<!\w-.)(?:\d{0,3}\.\d{1,2}(?=/(?:19|20)\d\d/)|\d{0,5}[a-zđA-ZĐ]?)"
    rf"(?={_BLANK}{{0,2}}(?:/|{_DASH})|{_BLANK}{_PARTY_KIND}{_BLANK}?/)"
)
_BEHIND_NUMBER = lazy_pattern(rf"(?:{_SLASH}(?P<year>(?:19|20)\d\d))?{_SLASH}")
_BEHIND_PARTY_NUMBER = lazy_pattern(
    rf"{_BLANK}{{1,2}}{_DASH}{_BLANK}{{1,2}}(?={_PARTY_KIND}{_SLASH})"
    rf"|{_JOIN}|{_BLANK}(?={_PARTY_KIND}{_SLASH}(?:T|UB|HU|ĐU|QU|B[A-ZĐ]{{1,5}}T[UW]|VPTW))"
)
_LAST_YEAR = lazy_pattern(r"/(?P<year>(?:19|20)\d\d)(?![\w/-])")
# "30/2020/nđ-cp", "31/2024/qh15".
_SMALL = lazy_pattern(
    rf"(?:nđ|nq|qđ|ct|tt|ttlt|kh|ctr|tb|kl|hd|bc|ttr|cđ){_DASH}[a-zđ&]{{2,12}}(?:{_DASH}[a-zđ&]{{2,12}}){{0,3}}(?![\w/-])|(?:ubtv)?qh\d\d(?!\w)"
)
# Of the Government, its head and the Council of Ministers until the 1990s.
_OLD_BEGINS = frozenset("HTC")
_OLD = lazy_pattern(rf"{_DASH}(?P<code>HĐBT|TTg|CP|CT)(?![\w/-])(?!{_DASH})")
_BEHIND_PARTY_KIND = lazy_pattern(_SLASH)
# A code ends where its letters do. Those that words were glued to by a converter ("NĐ-CPquy định") are known to end.
_CODE = lazy_pattern(
    r"(?:CTr|TTr|TTg|QyĐ|QĐi|VPTTg"
    r"|[A-ZĐƯƠ](?:[A-ZĐƯƠÂÊÔ&0-9]|\.(?=[A-ZĐ]{2})|(?<=&)[ \n](?=[A-ZĐ]{2})){0,19}(?:[a-z]{1,2}[A-ZĐ]{0,4})?)(?!\w)"
)
_GLUED = lazy_pattern(r"TTg|CP|UBND|HĐND|TW|TU|QH\d{1,2}")
_LOWER = frozenset("abcdefghijklmnopqrstuvwxyzàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
# "456/UBND - KT": blanks on both sides, right behind the first code, before a unit's code that no agency's name goes on from.
_SPACED = lazy_pattern(
    rf"{_BLANK}{{1,2}}{_DASH}{_BLANK}{{1,2}}(?=[A-ZĐ]{{2,8}}(?![\w/-]|{_BLANK}(?:tỉnh|huyện|xã|thành phố|quận|phường|thị xã)(?!\w)))"
)
_JOINT = lazy_pattern(rf"{_JOIN}|/")
_PARTY_JOINT = lazy_pattern(_JOIN)
_BLANKS = lazy_pattern(r"\s+")
_NO_DASHES = dict.fromkeys(map(ord, f"-{_ONE_DASH}{_OTHER_DASHES}"))
_LAW_CODE = lazy_pattern(r"(?:PL-)?(?:UBTV)?QH\d{0,2}$|[LP]L?-CTN$")
_CANONICAL = {code.casefold(): code for code in ("CTr", "TTr", "TTg", "QyĐ", "QĐi", "VPTTg", "CTrHĐ")}


class Symbol(Struct, frozen=True):
    """A symbol taken apart. `text` is the normal form; two symbols are the same document's when `same_symbol` says so.

    `kind` is None where the symbol names none (official letters, laws); `issuer` is the code, with its unit, as printed.
    """

    text: str
    number: str
    year: int | None
    kind: str | None
    issuer: str
    party: bool = False

    @property
    def issuer_code(self) -> str:
        """The issuer's code without unit or term: "UBND" of "UBND-NC" and "UBND.VX", "QH" of "QH13", "UBTVQH" of "PL-UBTVQH11"."""
        if _LAW_CODE.match(self.issuer):
            return re.sub(r"^P?L-|\d+$", "", self.issuer)
        return re.split(r"[-./]", self.issuer, maxsplit=1)[0]

    @property
    def law(self) -> bool:
        """Whether it is the symbol of a law or ordinance ("80/2015/QH13")."""
        return self.year is not None and self.kind is None and _LAW_CODE.match(self.issuer) is not None


class PrintedSymbol(Struct, frozen=True):
    """A symbol and where it stands; the span is of the symbol alone, without "số"."""

    span: Span
    symbol: Symbol


@cache
def types() -> tuple[dict[str, Any], ...]:
    """The types of documents of `models/legal_references.toml`."""
    return tuple(load_vocabulary("legal_references")["type"])


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    return {code.casefold(): (code, entry["name"]) for entry in types() for code in entry["codes"]}


def kind_name(code: str | None) -> str | None:
    """The type's name for an abbreviation in a symbol ("KH" is "Kế hoạch"), or None."""
    found = _kinds().get(code.casefold()) if code else None
    return found[1] if found else None


def _number(printed: str) -> str:
    return printed[:-1] + printed[-1].lower()


def _codes(printed: str) -> str:
    plain = _BLANKS.sub("", printed).replace(_ONE_DASH, "-")
    return re.sub(r"[^-/]+", lambda code: _CANONICAL.get(code.group().casefold(), code.group()), plain)


def _state(number: str, year: str | None, tail: str) -> Symbol:
    number, tail = _number(number), _codes(tail)
    first, _, rest = tail.partition("-")
    kind, issuer = (first, rest) if rest and kind_name(first) and not _LAW_CODE.match(tail) else (None, tail)
    text = f"{number}/{year}/{tail}" if year else f"{number}/{tail}"
    return Symbol(text, number, int(year) if year else None, kind, issuer)


def _party(number: str, kind: str, issuer: str) -> Symbol:
    number, kind, issuer = _number(number), _codes(kind), _codes(issuer)
    return Symbol(f"{number}-{kind}/{issuer}", number, None, kind, issuer, party=True)


def _code_end(text: str, at: int | None) -> int | None:
    """The end of a code that begins at an offset."""
    if at is None:
        return None
    if (glued := _GLUED.match(text, at)) and text[glued.end() : glued.end() + 1] in _LOWER:
        return glued.end()
    code = _CODE.match(text, at)
    return code.end() if code else None


def _joined_end(text: str, at: int, joint: re.Pattern[str], most: int) -> int:
    """The end of further codes behind a code that ends at an offset, each behind a joint."""
    for _ in range(most):
        joined = joint.match(text, at)
        end = _code_end(text, joined.end()) if joined else None
        if end is None:
            break
        at = end
    return at


def _read_state(text: str, number: re.Match[str]) -> tuple[int, Symbol] | None:
    """The end of a state symbol whose number is given, and the symbol."""
    behind = _BEHIND_NUMBER.match(text, number.end())
    end = _code_end(text, behind.end()) if behind else None
    if behind is None:
        return None
    if end is None:
        small = _SMALL.match(text, behind.end()) if text[behind.end() : behind.end() + 1] in _LOWER else None
        return (small.end(), _state(number.group(), behind["year"], small.group().upper())) if small else None
    end = _joined_end(text, _joined_end(text, end, _SPACED, 1), _JOINT, 4)
    symbol = _state(number.group(), behind["year"], text[behind.end() : end])
    if symbol.year is None and text.startswith("/", end) and (last := _LAST_YEAR.match(text, end)):
        return last.end(), replace(symbol, text=symbol.text + last.group(), year=int(last["year"]))
    return end, symbol


def _read_old(text: str, number: re.Match[str]) -> tuple[int, Symbol] | None:
    """The end of a symbol of the old form whose number is given ("176-HĐBT"), and the symbol."""
    old = _OLD.match(text, number.end()) if text[number.end() + 1 : number.end() + 2] in _OLD_BEGINS else None
    if old is None:
        return None
    printed = _number(number.group())
    return old.end(), Symbol(f"{printed}-{old['code']}", printed, None, None, old["code"])


def _read_party(text: str, number: re.Match[str]) -> tuple[int, Symbol] | None:
    """The end of a Party symbol whose number is given, and the symbol, whose kind may be none that is known."""
    behind = _BEHIND_PARTY_NUMBER.match(text, number.end())
    kind = _CODE.match(text, behind.end()) if behind else None
    slash = _BEHIND_PARTY_KIND.match(text, kind.end()) if kind else None
    end = _code_end(text, slash.end()) if slash else None
    if kind is None or slash is None or end is None:
        return None
    end = _joined_end(text, end, _PARTY_JOINT, 3)
    return end, _party(number.group(), kind.group(), text[slash.end() : end])


def _plain(text: str) -> str:
    """The text with one dash, and one "Đ"; its offsets are the same."""
    for dash in _OTHER_DASHES:
        text = text.replace(dash, _ONE_DASH)
    return text.replace(_ETH, "Đ")


def find_symbols(text: str) -> Iterator[PrintedSymbol]:
    """Every stretch that has the form of a symbol, in order, none overlapping. Whether it names a document is for the caller to say."""
    text = _plain(text)
    found: list[tuple[int, int, Symbol]] = []
    state_end = party_end = 0
    for number in _NUMBER.finditer(text):
        start = number.start()
        if start >= state_end and (state := _read_state(text, number) or _read_old(text, number)):
            state_end = state[0]
            found.append((start, *state))
        if start >= party_end and (party := _read_party(text, number)):
            party_end = party[0]
            if kind_name(party[1].kind):
                found.append((start, *party))
    at = 0
    for start, end, symbol in sorted(found, key=lambda item: (item[0], -item[1])):
        if start >= at:
            yield PrintedSymbol(Span(start, end), symbol)
            at = end


def parse_symbol(text: str) -> Symbol | None:
    """The symbol that a text is as a whole ("14/KH-UBND", "104 -CTr/TU"), or None."""
    text = text.strip()
    found = next(find_symbols(text), None)
    return found.symbol if found is not None and found.span == Span(0, len(text)) else None


@cache
def _misprints() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = load_vocabulary("legal_references")["misprint"]
    return tuple((lazy_pattern(rule["pattern"], needs=rule["needs"]), rule["expected"]) for rule in rules)


def intended(symbol: Symbol) -> Symbol | None:
    """What a symbol with a known kind of misprint should read ("866/QĐ-Tg": 866/QĐ-TTg), or None where it looks right."""
    for pattern, expected in _misprints():
        if match := pattern.match(symbol.text):
            return parse_symbol(match.expand(expected))
    return None


def with_number(symbol: Symbol, number: str) -> Symbol:
    """The symbol of a list's other member: "18, 19-NQ/TW" gives 18 the rest of 19's symbol."""
    number = _number(number)
    rest = symbol.text[len(symbol.number) :]
    return Symbol(number + rest, number, symbol.year, symbol.kind, symbol.issuer, symbol.party)


def same_symbol(one: str | None, other: str | None) -> bool:
    """Whether two printed symbols name one document: blanks, kinds of hyphen and case do not tell them apart, nor does a lost hyphen."""
    if not one or not other:
        return False
    return _bare(one) == _bare(other)


def _bare(symbol: str) -> str:
    return "".join(symbol.split()).translate(_NO_DASHES).casefold()
