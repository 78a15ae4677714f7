"""Agency names in full and in normal writing.

`full_name` works in this order: blanks and tone placement; capitals (`sentence_case`); abbreviations the document defines; abbreviations
everybody uses, of a whole name ("EVN", `models/registry.toml`) and inside one (`models/abbreviations.toml`); capital at the start of a
name; the place ("UBND tỉnh" in Bắc Giang).
It promises that a name in full comes back as it is, and that nothing is invented: without a province no place is added.
Capital letters follow Nghị định 30/2020/NĐ-CP, Phụ lục II: the head, each part of the field, the proper name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from extractor.folding import fold, fold_all
from extractor.lazy_patterns import lazy_pattern
from extractor.registry import whole_names
from extractor.short_texts import remembering_short_texts
from extractor.vocabulary import load_vocabulary

__all__ = [
    "PLACE_NAME",
    "field_shorts", "fields_with_ampersand", "full_name", "initial_of", "is_acronym", "is_city", "is_common_short", "is_guessed",
    "is_syllable", "known_field", "known_provinces", "odd_capitals", "places_in", "recase", "sentence_case",
]

_BLANKS = lazy_pattern(r"\s+")
_TONE = {
    "uỷ": "ủy", "Uỷ": "Ủy", "UỶ": "ỦY", "hoà": "hòa", "Hoà": "Hòa", "hoá": "hóa", "Hoá": "Hóa", "HOÁ": "HÓA", "HOÀ": "HÒA",
    "toà": "tòa", "Toà": "Tòa", "TOÀ": "TÒA", "thuỷ": "thủy",
    "Thuỷ": "Thủy", "THUỶ": "THỦY", "khoá": "khóa", "Khoá": "Khóa", "KHOÁ": "KHÓA",
}
_TONES = lazy_pattern(rf"\b(?:{'|'.join(_TONE)})\b")
# A department's field written short: capitals, joined by hyphens, ampersands, commas or "và".
_FIELD = lazy_pattern(
    r"(?<![\w/])((?:Bộ|Sở|Ban|Phòng|phòng|Vụ|Cục|Ngành|ngành|Thanh tra|Trung tâm|Chi cục|sở|bộ)\s+)"
    r"([^\W\d_]{1,12}(?:(?:\s?[-–&,.]\s?|\s+và\s+|\s+)[^\W\d_]{1,8}){0,4})(?![\w/])"
)
_WORD = lazy_pattern(r"\w+")
_MARK = lazy_pattern(r"[^\w\s]")
_LONGEST_SYLLABLE = 7
_SYLLABLE = lazy_pattern(r"(?:NGH?|NH|CH|GH|KH|PH|TH|TR|[BCDGHKLMNPQRSTVX])?[AEIOUY]{1,3}(?:NG|NH|CH|[CMNPT])?")
_CHECKED_TONES = "\u0301\u0323"
_VOWEL = lazy_pattern("[AEIOUY]")
_WORDS_LIKE_SHORTS = frozenset({"đầu tư", "vật tư"})
_ROMANS = frozenset({"II", "III", "IV", "VII", "VIII", "IX", "XII", "XIII", "XIV"})


def _squeezed(text: str) -> str:
    text = "".join(text.split())
    for joint in "&.,-–":
        text = text.replace(joint, "")
    return text


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {short: entry["long"] for entry in load_vocabulary("abbreviations")["abbreviation"] for short in entry["shorts"]}
    alternatives = "|".join(re.escape(short) for short in sorted(table, key=len, reverse=True))
    # "TP." takes its dot along; no abbreviation inside a symbol ("14/KH-UBND") or an address.
    return lazy_pattern(rf"(?<![\w/@])(?<!\w-)(?:(TP|Tp|tp)\.\s*(?=\w)|({alternatives})(?![\w@/]))"), table


@cache
def _capital_shorts() -> frozenset[str]:
    return frozenset(short for short in _abbreviations()[1] if short.isupper())


@cache
def field_shorts() -> dict[str, str]:
    """Short form of a department's field, without blanks and marks between its letters, to long form."""
    entries = load_vocabulary("abbreviations")["field"]
    return {_squeezed(short): entry["long"] for entry in entries if "behind" not in entry for short in entry["shorts"]}


@cache
def _shorts_behind() -> dict[tuple[str, str], str]:
    """Head and short form of a field that is another behind this head ("phòng", "VHTT") to long form."""
    entries = load_vocabulary("abbreviations")["field"]
    return {(entry["behind"], _squeezed(short)): entry["long"] for entry in entries if "behind" in entry for short in entry["shorts"]}


@remembering_short_texts
def known_field(short: str) -> bool:
    """Whether a short form names a department's field ("LĐ-TB&XH", "KHTC")."""
    return _squeezed(short) in field_shorts()


def is_common_short(short: str) -> bool:
    """Whether everybody's abbreviations have a short form ("UBND", "LHPN")."""
    return short in _capital_shorts()


def initial_of(letter: str) -> str:
    """A first letter for comparing initials: a capital without marks; "Đ" stays, "Ư" is "U"."""
    upper = letter.upper()
    return upper if upper == "Đ" else unicodedata.normalize("NFD", upper)[0]


@cache
def known_provinces() -> dict[str, str]:
    """Folded name to name, of every province and centrally-run city before and after July 2025."""
    places = load_vocabulary("places")
    return {fold(name): name for name in (*places["provinces"], *places["cities"])}


@cache
def _cities() -> frozenset[str]:
    return frozenset(map(fold, load_vocabulary("places")["cities"]))


def is_city(province: str) -> bool:
    """Whether the place is a centrally-run city (thành phố trực thuộc Trung ương)."""
    return fold(province) in _cities()


@cache
def fields_with_ampersand() -> dict[str, str]:
    """Fields as some print them ("Kế hoạch & Đầu tư") to their own writing."""
    return {field.replace(" và ", " & "): field for field in load_vocabulary("agencies")["fields"] if " và " in field}


def _expand_fields(text: str) -> str:
    shorts, behind = field_shorts(), _shorts_behind()

    def expand(match: re.Match[str]) -> str:
        head, rest = match.groups()
        # The longest beginning of the rest that is a known short form; what follows stays.
        ends = [m.end() for m in _WORD.finditer(rest)]
        for end in reversed(ends):
            short = _squeezed(rest[:end])
            if (long := behind.get((head.strip().lower(), short)) or shorts.get(short)) is not None:
                return f"{head[0].upper()}{head[1:]}{long}{rest[end:]}"
        return match.group()

    return _FIELD.sub(expand, text)


def _expand_own(text: str, own: Mapping[str, str]) -> str:
    if not any(short in text for short in own):
        return text
    pattern = _own_shorts(tuple(own))
    return pattern.sub(lambda match: _without_repeated_head(text[: match.start()], own[match.group()]), text) if pattern else text


def _without_repeated_head(before: str, long: str) -> str:
    """The long form without its first words where they stand before the short form already ("Công ty | LCIDI")."""
    said, words = before.split(), long.split()
    most = min(len(said), len(words) - 1)
    size = next((n for n in range(most, 0, -1) if [fold(w) for w in said[-n:]] == [fold(w) for w in words[:n]]), 0)
    return " ".join(words[size:]) if size else long


@lru_cache(maxsize=8)
def _own_shorts(shorts: tuple[str, ...]) -> re.Pattern[str] | None:
    alternatives = "|".join(re.escape(short) for short in sorted(shorts, key=len, reverse=True) if short)
    return re.compile(rf"(?<![\w/-])(?:{alternatives})(?![\w/])") if alternatives else None


@remembering_short_texts
def _expand(text: str) -> str:
    """With the abbreviations everybody uses in full, blanks normalised, a capital first."""
    if (whole := whole_names().get(text)) is not None:
        return whole
    if " & " in text:
        for printed, field in fields_with_ampersand().items():
            text = text.replace(printed, field)
    text = _expand_fields(text)
    pattern, table = _abbreviations()
    text = pattern.sub(lambda match: "thành phố " if match[1] else table[match[2]], text)
    text = _BLANKS.sub(" ", text).strip()
    text = text.replace("nhân dân&Ủy ban", "nhân dân và Ủy ban")  # "HĐND&UBND"
    return text[:1].upper() + text[1:]


@cache
def _casing() -> dict[str, str]:
    """Folded phrase to its normal writing."""
    vocabulary, places = load_vocabulary("agencies"), load_vocabulary("places")
    phrases = [*places["before_proper"], *places["regions"], *vocabulary["compounds"], *vocabulary["fields"]]
    phrases += [*vocabulary.get("phrases", ()), *known_provinces().values()]
    for entry in vocabulary["head"]:
        phrases += entry["texts"]
    for entry in vocabulary.get("name", ()):
        phrases += entry["texts"]
    folded = _MARK.sub(" ", "\n".join(fold_all(phrases))).split("\n")
    return {" ".join(words.split()): phrase for words, phrase in zip(folded, phrases, strict=True)}


@cache
def _casing_begun() -> frozenset[str]:
    """The words that begin a phrase of which the normal writing is known."""
    return frozenset(phrase.partition(" ")[0] for phrase in _casing())


_PLACE_LEVELS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường")
_LEVELS_BEGUN = frozenset(level.partition(" ")[0] for level in _PLACE_LEVELS)
_LONGEST = 8


@cache
def _before_proper() -> frozenset[str]:
    return frozenset(map(fold, load_vocabulary("places")["before_proper"]))


def sentence_case(text: str) -> str:
    """A name printed in capitals, in normal writing; other text comes back with its blanks normalised.

    Known heads, fields, names and provinces give their own capitals; what follows a level of place ("HUYỆN", "XÃ") is a proper name.
    """
    text = _BLANKS.sub(" ", text).strip()
    if " " not in text:  # one word alone is an abbreviation
        return text
    name = recase(text)
    return name[:1].upper() + name[1:]


def recase(text: str) -> str:
    """As `sentence_case`, of the same length as the text: blanks and line breaks stay."""
    return "".join(part for part, _ in _recased_parts(text)) if _is_capitals(text) else text


def is_guessed(text: str) -> bool:
    """Whether a name in capitals has words of which no vocabulary tells how they are written, so that their capitals are guessed."""
    return _is_capitals(text) and not all(known for _, known in _recased_parts(text))


def odd_capitals(name: str) -> int:
    """How many parts of a name have other capitals than the vocabularies give them; what they do not have, and the first, count not."""
    capitals = name.upper()
    if len(capitals) != len(name):
        return 0
    at, odd = 0, 0
    for part, known in _recased_parts(capitals):
        printed = name[at : at + len(part)]
        odd += known and at > 0 and printed != part
        at += len(part)
    return odd


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and sum(character.isupper() for character in letters) >= 0.9 * len(letters)


def _recased_parts(text: str) -> list[tuple[str, bool]]:
    """The parts of a text in capitals in normal writing, each with whether that is known."""
    words = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]
    begun = _casing_begun()
    out: list[tuple[str, bool]] = []
    at = index = 0
    proper = False
    while index < len(words):
        start, end, word = words[index]
        separator = text[at:start]
        if separator.strip():
            proper = False
        out.append((separator, True))
        for size in range(min(_LONGEST, len(words) - index) if word in begun else 0, 0, -1):
            phrase = _casing().get(" ".join(w for _, _, w in words[index : index + size]))
            if phrase is not None and not (size == 1 and proper):
                last = words[index + size - 1][1]
                out.append((_recased(text[start:last], phrase), True))
                at, index = last, index + size
                proper = fold(phrase) in _before_proper()
                break
        else:
            levels = _PLACE_LEVELS if word in _LEVELS_BEGUN else ()
            level = next((lv for lv in levels if _joined(words, index, len(lv.split())) == lv), None)
            if level:
                last = words[index + len(level.split()) - 1][1]
                out.append((text[start:last].lower(), True))
                at, index = last, index + len(level.split())
                proper = True
                continue
            printed = text[start:end]
            if (printed in _capital_shorts() and not _is_syllable_of(words, index)) or is_acronym(printed, proper=proper):
                out.append((printed, True))
                proper = proper or word in _before_proper()
            elif proper and word not in ("và", "các", "của"):
                out.append((printed.capitalize(), True))
            else:
                out.append((printed.lower(), False))
                proper = False
            at, index = end, index + 1
    out.append((text[at:], True))
    return out


def is_syllable(word: str) -> bool:
    """Whether a word in capitals is a Vietnamese syllable; one that ends in c, ch, p or t has a tone ("SÓC", not "SOC")."""
    marks = unicodedata.normalize("NFD", word.replace("Đ", "D"))
    bare = "".join(character for character in marks if not unicodedata.combining(character))
    if len(word) > _LONGEST_SYLLABLE or _SYLLABLE.fullmatch(bare) is None:
        return False
    return not bare.endswith(("C", "P", "T", "CH")) or any(tone in marks for tone in _CHECKED_TONES)


def is_acronym(word: str, *, proper: bool = False) -> bool:
    """Whether a word in capitals keeps them: letters without marks that make no syllable ("THCS", "ATTP"), a Roman number.

    `proper`: it is part of a proper name, where a foreign syllable is none ("HUYỆN EA KAR").
    """
    if word in _ROMANS:
        return True
    plain = word.replace("Đ", "D")
    if len(word) < 2 or not plain.isascii() or not plain.isalpha() or is_syllable(word):
        return False
    return not (proper and _VOWEL.search(plain))


def _is_syllable_of(words: list[tuple[int, int, str]], index: int) -> bool:
    """Whether what reads like an abbreviation is a word's second syllable ("ĐẦU TƯ")."""
    return index > 0 and _joined(words, index - 1, 2) in _WORDS_LIKE_SHORTS


def _joined(words: list[tuple[int, int, str]], index: int, size: int) -> str:
    return " ".join(w for _, _, w in words[index : index + size])


def _recased(printed: str, phrase: str) -> str:
    """The printed phrase with the casing of the known one; its own dashes and commas stay."""
    cased = iter(_WORD.findall(phrase))
    return _WORD.sub(lambda match: next(cased), printed)


# "UBND tỉnh" wants its province, "Công an xã" its commune; "các tỉnh", "cấp tỉnh", "huyện, xã", "hợp tác xã" want none.
_NONE_BEFORE = "".join(
    f"(?<!{word} )"
    for word in (
        ",", "các", "cấp", "trong", "ngoài", "những", "từng", "mỗi", "mọi", "liên", "hai", "số", "toàn", "và", "tác", "tấn", "nhiều",
    )
)
_PROVINCE_ENDS = ("tỉnh", "Tỉnh", "Tỉnh ủy", "Tỉnh đoàn")
_WANTS_PROVINCE = lazy_pattern(rf"{_NONE_BEFORE}\b({'|'.join(_PROVINCE_ENDS)})$")
# What the patterns below end with: quicker to look for, and most names do not.
_PLACE_ENDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "huyện", "quận", "phường", "xã", "ủy", "đoàn")
_CITY_ENDS = ("thành phố", "Thành ủy", "Thành đoàn")
_WANTS_PLACE = lazy_pattern(
    rf"(?<=[^\W\d] ){_NONE_BEFORE}(thành phố|thị xã|thị trấn|đặc khu|huyện|quận|phường|(?<!thị )xã)$|^(huyện|quận|thị) (?:ủy|đoàn)$",
    re.IGNORECASE,
)
_UPPER = f"A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ{''.join(map(chr, range(0x1EA0, 0x1EFA, 2)))}"
_LETTERS = r"\w*(?:['’`]\w+)?"  # "Cư M'gar"
_LEVELS = ("thành phố ", "thị xã ", "thị trấn ", "đặc khu ", "huyện ", "quận ", "phường ", "xã ")
PLACE_NAME = rf"(?:\d{{1,2}}|[{_UPPER}]{_LETTERS}(?:(?: - | )[{_UPPER}]{_LETTERS}){{0,4}})(?!\w)"  # "4", "Tân Hưng", "Cư M'gar"
_PLACE_OF_LEVEL = lazy_pattern(
    rf"(?<!tác )(?<!tấn )\b((?i:thành phố|thị xã|thị trấn|đặc khu|huyện|quận|phường|xã)) ({PLACE_NAME})"
)
_COMMITTEES = {"thị": "thị xã"}
_WANTS_CITY = lazy_pattern(r"(?:^|(?<= ))(?:(?<=nhân dân )(thành phố)|(Thành ủy|Thành đoàn))$")


@lru_cache(64)
def places_in(*names: str | None) -> Mapping[str, str]:
    """Level to proper name of the places in full names: "Ủy ban nhân dân xã Tân Hưng" has {"xã": "Tân Hưng"}; the first name counts."""
    told = [name for name in reversed(names) if name and any(level in name.lower() for level in _LEVELS)]
    return {fold(match[1]): match[2] for name in told for match in _PLACE_OF_LEVEL.finditer(name)}


def _with_own_place(name: str, places: Mapping[str, str]) -> str:
    wanted = _WANTS_PLACE.search(name) if name.lower().endswith(_PLACE_ENDS) else None
    if wanted is None:
        return name
    level = fold(wanted[1] or wanted[2])
    place = places.get(_COMMITTEES.get(level, level))
    if place is None:
        return name
    return f"{name[: wanted.start()]}{level} {place}" if wanted[1] else f"{name} {place}"


def _with_place(name: str, province: str | None, places: Mapping[str, str]) -> str:
    if places and (filled := _with_own_place(name, places)) != name:
        return filled
    if not province:
        return name
    if is_city(province):
        return f"{name} {province}" if name.endswith(_CITY_ENDS) and _WANTS_CITY.search(name) else name
    wanted = _WANTS_PROVINCE.search(name) if name.endswith(_PROVINCE_ENDS) else None
    if wanted is None:
        return name
    return f"{name[: wanted.start()]}tỉnh {province}" if wanted[1] == "Tỉnh" and wanted.start() else f"{name} {province}"


@remembering_short_texts
def _normal(text: str) -> str:
    """With blanks, tone placement and capitals normalised."""
    return sentence_case(_TONES.sub(lambda match: _TONE[match.group()], _BLANKS.sub(" ", text).strip()))


def full_name(
    text: str, *, province: str | None = None, places: Mapping[str, str] = {}, abbreviations: Mapping[str, str] = {}
) -> str:
    """The name in full: "UBND tỉnh" in a plan of Bắc Giang is "Ủy ban nhân dân tỉnh Bắc Giang".

    `province` is without "tỉnh" or "thành phố"; it is added behind a name that ends in "tỉnh", "Tỉnh ủy", "Thành ủy" and the like, so
    "Sở Nội vụ" keeps its name. `places` are those of the document's issuers by level (`places_in`): in a plan of UBND xã Tân Hưng
    "Công an xã" is "Công an xã Tân Hưng", while "UBND các xã" is filled with none. `abbreviations` are the document's own. The first
    letter becomes a capital.
    """
    name = _normal(text)
    return _with_place(_expand(_expand_own(name, abbreviations) if abbreviations else name), province, places)
