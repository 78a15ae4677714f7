"""Places and numbers in names of agencies: "các huyện, thành phố", "phường Văn Phú", "khu vực VIII", "cửa khẩu quốc tế Hữu Nghị", "số 2".

Every reader takes the index of the part's first word and returns the index behind it, or None. None reads more than `LONGEST` words.
"""

from __future__ import annotations

from extractor.mentions.agency_joints import starts_agency
from extractor.mentions.agency_levels import counted, level
from extractor.mentions.agency_parts import LONGEST, field_ends, roman, stopped
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Vocabulary

__all__ = ["level_words", "local", "number_end", "numbered", "numbered_unit", "place", "place_members"]

_LONGEST_PLACE = 4
_DOTTED_LEVELS = frozenset({"h", "p", "x", "q", "tt", "tx", "tp"})  # "UBND P. Trường Vinh"
# "các huyện, thành, thị": the last syllable left out, unless a body of these names follows ("các huyện, thành ủy").
_SHORT_LEVELS = frozenset({"thành", "thị"})
_SHORT_LEVELS_GO_ON = frozenset({"phố", "xã", "trấn", "ủy", "đoàn", "lập", "viên"})
_BRANCHES = frozenset({("chi", "nhánh"), ("khu", "vực"), ("cơ", "sở")})
_GATES = frozenset({("cửa", "khẩu"), ("sân", "bay"), ("cảng",)})
_GATE_STARTS = frozenset(gate[0] for gate in _GATES)
_GATE_KINDS = frozenset({"quốc", "tế", "gia", "chính", "phụ", "song", "phương", "cảng", "biển", "hàng", "không", "đường", "bộ", "sắt"})
_PLURAL = frozenset({"các", "những", "từng", "mỗi", "cấp"})
_BOTH_LEVELS = frozenset({("hai", "cấp"), ("2", "cấp"), ("02", "cấp")})
_REGIONS = frozenset({"bắc", "trung", "nam"})
_COUNTED = frozenset({"/", "-", "%", "–"})
_AT_HOUSES, _HOUSES = frozenset({"tại", "ở", "chỉ", "ngoài"}), frozenset({"tầng", "lầu", "nhà", "tòa", "trụ"})  # "tại Phòng 3, tầng 2"


def place(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """A place: "tỉnh (Lào Cai)", "các huyện, thành phố", "cấp xã, phường", "phường Văn Phú", "Lào Cai", "khu vực VIII"."""
    word = words.at(start)
    if (word, words.at(start + 1)) in _BRANCHES:
        behind = start + 2
        if words.at(behind).isdigit() or (behind < len(words) and roman(words.printed[behind])):
            return behind + 1
        return place(words, behind, lexicon) or local(words, behind, lexicon) or (None if word == "cơ" else min(behind, len(words)))
    if (gate := _gate(words, start)) is not None:
        return _place_name(words, gate, lexicon)
    if word in _DOTTED_LEVELS and words.at(start + 1) == "." and words.capital(start) and words.capital(start + 2):
        return _commune_name(words, start + 2, lexicon, joined=True)
    if word == "địa" and words.at(start + 1) == "phương":  # "Công an địa phương"
        return start + 2
    if word == "miền" and words.at(start + 1) in _REGIONS and words.capital(start + 1):
        return start + 2
    if (word, words.at(start + 1)) in _BOTH_LEVELS:  # "Tòa án nhân dân hai cấp (tỉnh Nghệ An)"
        return place(words, start + 2, lexicon) or start + 2
    plural = word in _PLURAL or counted(words, start)
    at = start + plural
    if plural and words.folded[at : at + 2] == ["địa", "phương"]:
        return at + 2
    if words.folded[at : at + 5] == ["đơn", "vị", ",", "địa", "phương"]:  # "Công an các đơn vị, địa phương"
        return at + 5
    if plural and words.at(at) == "cấp":
        return at + 1
    if plural and words.folded[at : at + 2] == ["khu", "vực"]:  # "VKSND các khu vực (căn cứ Kế hoạch này)"
        return at + 2 if field_ends(words, at + 2, lexicon) or lexicon.predicates.match(words, at + 2) else None
    end = level(words, at)
    if end is None:
        return None if plural else _place_without_level(words, at, lexicon)
    if words.at(end - 1) == "tp" and words.at(end) == ".":
        end += 1
    unnamed = plural and words.at(end) in (",", "và")  # "các huyện, thị xã Long Khánh và thành phố Biên Hòa"
    while True:
        name = None if plural and words.at(end) in (",", "và") else _commune_name(words, end, lexicon, joined=not plural)
        end = name or end
        following = end + 1
        if words.at(end) not in (",", "và", "/", "-"):
            return end
        if words.at(following) in (("các", "và", "cấp") if plural else ("và", "cấp")):  # "các huyện, các thành phố" is one place
            following += 1
        more = level(words, following)
        if more is None and plural and words.at(following) in _SHORT_LEVELS and words.at(following + 1) not in _SHORT_LEVELS_GO_ON:
            more = following + 1
        abbreviated = words.at(following) in ("tp", "tx")
        if more is None or (name is not None and not unnamed) or (words.capital(following) and not words.capital(at) and not abbreviated):
            return end
        end = more


def _gate(words: Words, start: int) -> int | None:
    """The index of the name of a border gate, port or airport ("Cửa khẩu quốc tế | Hữu Nghị")."""
    if words.at(start) not in _GATE_STARTS:
        return None
    for size in (2, 1):
        if tuple(words.folded[start : start + size]) in _GATES:
            at = start + size
            while words.at(at) in _GATE_KINDS:
                at += 1
            return at
    return None


def _place_without_level(words: Words, at: int, lexicon: Vocabulary) -> int | None:
    if not words.capital(at):
        return None
    if (province := lexicon.provinces.match(words, at)) is not None:
        return province[0]
    return at + 2 if words.folded[at : at + 2] in (["việt", "nam"], ["trung", "ương"]) else None


def local(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """What a branch is called after: "số 3", "12", or a place of two syllables or more, maybe two ("Gio Linh - Cam Lộ")."""
    if words.at(start) == "số" and words.at(start + 1).isdigit():
        return start + 2
    if words.at(start).isdigit():
        return start + 1
    end = _place_name(words, start, lexicon)
    if end is None or any(word.isupper() and len(word) > 1 for word in words.printed[start:end]):
        return None
    if end - start < 2 and "'" not in words.at(start):  # "M'Đrắk" is no common word
        return None
    if all(len(word) < 2 for word in words.printed[start:end]):  # "A Lưới" is a place, "A B" none
        return None
    while words.at(end) == "-" and (more := _place_name(words, end + 1, lexicon)) is not None:
        end = more
    return end


def _place_name(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """A place's own name; a number may tell it from others ("Đạ Tẻh 2"). None begins with a verb ("Công an phường | Phối hợp")."""
    if not words.capital(start):
        return None
    if not words.capital(start + 1) and (verb := lexicon.verbs.match(words, start)) is not None and verb[0] > start + 1:
        return None
    if (province := lexicon.provinces.match(words, start)) is not None:
        return _numbered(words, province[0], lexicon) or province[0]
    end = start
    while end - start < _LONGEST_PLACE and words.capital(end) and words.alphabetic(end) and not _heads(words, end, start, lexicon):
        end += 2 if _hyphenated(words, end + 1) else 1
    return (_numbered(words, end, lexicon) or end) if end > start else None


def _hyphenated(words: Words, at: int) -> bool:
    """Whether the hyphen here joins two syllables of one name ("Krông-Nô"): no blank beside it, a capital and no abbreviation behind."""
    if words.at(at) != "-" or not _tight(words, at) or not words.capital(at + 1):
        return False
    return words.printed[at + 1].istitle() and not words.printed[at - 1][1:].isupper()


def _numbered(words: Words, at: int, lexicon: Vocabulary) -> int | None:
    """The index behind a number that belongs to a name: a mark, predicate or verb follows, not what it counts ("2 tháng", "3/2026")."""
    number, behind = words.at(at), at + 1
    if not number.isdigit() or len(number) > 2 or words.at(behind) in _COUNTED:
        return None
    bounded = field_ends(words, behind, lexicon) or lexicon.verbs.match(words, behind) is not None
    return behind if bounded and not (words.at(behind) in (".", ",") and words.at(behind + 1).isdigit() and _tight(words, behind)) else None


def _tight(words: Words, at: int) -> bool:
    """Whether a mark stands inside a figure ("2.500", "1,5")."""
    return words.ends[at - 1] == words.starts[at] and at + 1 < len(words) and words.ends[at] == words.starts[at + 1]


def _commune_name(words: Words, start: int, lexicon: Vocabulary, *, joined: bool = False) -> int | None:
    """The name behind a level, with its number before or behind it ("phường | 1 Bảo Lộc", "phường | 3").

    `joined`: also with the town it was part of ("Xuân Hương - Đà Lạt"), which is no person and no other agency.
    """
    if words.at(start).isdigit() and len(words.at(start)) < 3:
        name = _place_name(words, start + 1, lexicon)
        urban = words.at(start - 1) in ("phường", "quận") or words.at(start - 1) in (",", "và", ":")
        return name or (_numbered(words, start, lexicon) if urban else None)
    end = _place_name(words, start, lexicon)
    if end is not None and end - start > 2 and _is_person(words, start, end, lexicon):  # "Phó Chủ tịch UBND huyện | Nguyễn Anh Đức"
        return None
    if not joined or end is None or words.at(end) != "-" or words.at(end + 1) in lexicon.family_names:
        return end
    if starts_agency(words, end + 1, lexicon):
        return end
    town = _place_name(words, end + 1, lexicon)
    return town if town is not None and town - end > 2 and field_ends(words, town, lexicon) else end


def _is_person(words: Words, start: int, end: int, lexicon: Vocabulary) -> bool:
    """Whether a personal name stands behind a level that is never called after a person; communes and wards are ("xã Nguyễn Việt Khái").

    Of cities one is, which the provinces have ("thành phố Hồ Chí Minh").
    """
    if words.at(start) not in lexicon.family_names or words.at(start - 1) not in ("tỉnh", "huyện", "phố"):
        return False
    return lexicon.provinces.match(words, start) is None


def _heads(words: Words, at: int, start: int, lexicon: Vocabulary) -> bool:
    """Whether an agency begins here; the last syllable of a place may be a head's word ("xã Khánh Hội", "phường Yên Sở")."""
    found = lexicon.head_phrases.match(words, at)
    return found is not None and (at == start or found[0] - at > 1 or words.capital(found[0]))


def numbered(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """A number that is a name, maybe with a place ("Trường THPT | số 2 Yên Thành"); a document's number is none ("số 3/BC-SYT")."""
    number = words.at(start + 1)
    if words.at(start) != "số" or not number.isdigit() or len(number) > 2 or words.at(start + 2) in ("/", "-", "ngày"):
        return None
    return _place_name(words, start + 2, lexicon) or start + 2


def numbered_unit(words: Words, head: int, start: int, lexicon: Vocabulary) -> int | None:
    """A bare number that is the name of the unit whose head begins at `head` ("Phòng | 7", "Đội | 3"); no room of a house."""
    if words.at(head - 1) in _AT_HOUSES or not words.at(start).isdigit():
        return None
    return number_end(words, start, lexicon)


def number_end(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """The index behind a bare number that is a unit's name; none where it counts something ("15 hộ") or is a room's ("3, tầng 2")."""
    end = start + 1
    if words.capital(end):  # "Phòng 1 | Viện kiểm sát nhân dân tỉnh"
        return end if words.at(start).isdigit() and len(words.at(start)) < 3 and starts_agency(words, end, lexicon) else None
    return None if words.at(end) == "," and words.at(end + 1) in _HOUSES else _numbered(words, start, lexicon)


def place_members(words: Words, start: int, lexicon: Vocabulary) -> list[tuple[int, int, str]]:
    """Further places of a list ("UBND các xã Tân Tiến | , Khánh Hội và phường An Xuyên"): start, end, and the level where named."""
    members: list[tuple[int, int, str]] = []
    at = start
    while words.at(at) in (",", "và", ":") and len(members) < LONGEST:
        following = at + (2 if words.at(at + 1) == "và" else 1)
        behind = level(words, following) or following
        behind += behind > following and words.at(behind - 1) == "tp" and words.at(behind) == "."
        province = lexicon.provinces.match(words, behind) if words.capital(behind) else None  # "Huế" is one syllable
        numbered = words.at(behind).isdigit() and _commune_name(words, behind, lexicon)
        end = numbered or local(words, behind, lexicon) or (province[0] if province else None)
        if end is None or starts_agency(words, behind, lexicon):
            break
        if not stopped(words, end, lexicon) and words.at(end) != "và" and (words.capital(end) or not lexicon.verbs.match(words, end)):
            break
        members.append((behind, end, words.slice(following, behind) if behind > following else ""))
        at = end
    return members


def level_words(own: str) -> int:
    """How many words the level is that a member of a list prints ("thành phố", "TP.")."""
    return own.count(" ") + 1 + own.endswith(".")
