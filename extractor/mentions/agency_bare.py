"""Who is told to act under a name that is none elsewhere: bare units, posts, teams ("2. Văn phòng: …", "Thư ký đoàn", "Tổ tuyên truyền").

In running text such words are too common to be agencies. As the whole of a cell, label or heading, or before the colon that a duty stands
behind, they name one: first what `models/agencies.toml` lists as `bare`, then a team in lower case, then "các" with a noun of collectives.
Beside other agencies of a list a unit in lower case with its capitals is one ("Khoa Dược, | phòng VTTBYT"), a fixed name in lower case
("Giáo viên chủ nhiệm, | tổ chuyên môn"), and so is a place ("…, | Đặc khu Cồn Cỏ"), which may be the whole of a cell too ("Các xã Yên
Thành, Diễn Châu", "Thôn 5"), and a force or branch ("Công an, Quân sự xã"). The house's own office and inspectorate are told to act by
the predicate behind them too ("Văn phòng | bố trí kinh phí"), and so is the house itself ("Sở | chủ trì").
"""

from __future__ import annotations

from extractor.folding import fold
from extractor.mentions.agency_grammar import Reading
from extractor.mentions.agency_joints import is_told
from extractor.mentions.agency_levels import level
from extractor.mentions.agency_parts import field, field_ends, makes, proper
from extractor.mentions.agency_places import place, place_members
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.context import Context

__all__ = [
    "MODALS", "of_issuer", "read_bare", "read_branch", "read_common", "read_house", "read_inspectorate", "read_office", "read_places",
    "read_told", "read_unit_beside",
]

_LONGEST_TEAM = 7
_LONGEST_VILLAGE, _LONGEST_NUMBER = 4, 3
_UNITS = frozenset({"phòng", "khoa", "ban", "tổ"})
_SHORTEST_CAPITALS = 2
_VILLAGES = frozenset({
    ("thôn",), ("bản",), ("ấp",), ("xóm",), ("buôn",), ("khóm",), ("làng",), ("khối",), ("khu", "phố"), ("khối", "phố"),
    ("tổ", "dân", "phố"),
})
MODALS = frozenset({"sẽ", "phải", "cần"})
_NO_DOING = frozenset({"được", "bị", "là", "có", "không", "do"})
_HOUSES = frozenset({"sở", "bộ", "cục"})  # what a plan calls its issuer
_NO_TEAMS = frozenset({"chức", "quốc", "hợp", "tiên", "ấm", "dân", "ngũ", "hình", "tuyển", "trưởng"})


def read_bare(words: Words, start: int) -> tuple[Reading, ...]:
    """What names an agency only on its own or before a colon ("2. Văn phòng: …", "Các trường"): the whole part up to a mark."""
    lexicon = vocabulary()
    found = lexicon.bare.match(words, start) if words.capital(start) else None
    if found is None and words.capital(start) and (team := _team(words, start)) is not None:
        return (Reading(start, team),)
    if found is None and (determiner := lexicon.determiners.match(words, start)) is not None:
        found = lexicon.nouns.match(words, determiner[0])
    if found is None or words.alphabetic(found[0]):
        return ()
    return (Reading(start, found[0], collective=words.at(start) in ("các", "những")),)


def read_common(words: Words, start: int) -> tuple[Reading, ...]:
    """A bare name with a capital before a mark, joint or verb, where whoever is named must act ("phối hợp với | GVBM, CMHS")."""
    lexicon = vocabulary()
    found = lexicon.bare.match(words, start) if words.capital(start) else None
    ends = found is not None and (field_ends(words, found[0], lexicon) or lexicon.verbs.match(words, found[0]) is not None)
    return (Reading(start, found[0], collective=words.at(start) in ("các", "những")),) if found is not None and ends else ()


def read_told(words: Words, start: int) -> Reading | None:
    """A bare name or a team right before what it is told to do ("Chủ hộ | có trách nhiệm", "Tổ thủy nông | chủ trì")."""
    if not words.capital(start):
        return None
    if (found := vocabulary().bare.match(words, start)) and is_told(words, found[0]):
        return Reading(start, found[0], collective=words.at(start) in ("các", "những"))
    if words.at(start) not in ("tổ", "đội") or words.at(start + 1) in _NO_TEAMS:
        return None
    for at in range(start + 1, start + _LONGEST_TEAM + 1):
        if is_told(words, at) or _will_act(words, at):
            return Reading(start, at) if at > start + 1 else None
        if not words.alphabetic(at) or words.capital(at) or vocabulary().stops.match(words, at) is not None:
            break
    return None


def _will_act(words: Words, at: int) -> bool:
    """Whether a modal with a verb of doing stands here ("Tổ kiểm phiếu | sẽ kiểm đếm", not "sẽ được thành lập")."""
    verb = vocabulary().verbs.match(words, at + 1) if words.at(at) in MODALS else None
    return verb is not None and words.at(at + 1) not in _NO_DOING


def read_office(words: Words, start: int) -> tuple[Reading, ...]:
    """The house's own office or inspectorate with what it is told to do behind its bare name ("Văn phòng | bố trí kinh phí")."""
    lexicon = vocabulary()
    if not words.capital(start):
        return ()
    found = lexicon.offices.match(words, start)
    if found is None:
        found = lexicon.inspectorates.match(words, start)
        return (Reading(start, found[0]),) if found and lexicon.inspecting.match(words, found[0]) else ()
    for end in sorted({found[0], start + 2}, reverse=True):  # "Văn phòng tổng hợp | là đầu mối", "Văn phòng | tổng hợp kết quả"
        told = lexicon.verbs.match(words, end) is not None and (lexicon.stops.match(words, end) is not None or makes(words, end, lexicon))
        heads = lexicon.inspecting.match(words, end) is not None
        if not words.capital(end) and (heads or (told and lexicon.housed.match(words, end) is None)):
            return (Reading(start, end),)
    return ()


def read_house(words: Words, start: int) -> tuple[Reading, ...]:
    """The word that a plan calls its issuer by, where no name goes on behind it ("Sở | chủ trì", "phối hợp với Sở")."""
    if not words.capital(start) or words.at(start) not in _HOUSES or words.capital(start + 1):
        return ()
    return (Reading(start, start + 1),)


def of_issuer(words: Words, readings: list[Reading], context: Context) -> list[Reading]:
    """The readings without the bare words for a house that the issuer, or who is above it, is not: "Sở" is nobody in a province's plan."""
    houses = [r for r in readings if r.end - r.start == 1 and words.at(r.start) in _HOUSES]
    own = {fold(name).split(" ")[0] for name in (context.issuer, context.superior) if name} if houses else set()
    strange = [r for r in houses if words.at(r.start) not in own]
    return [r for r in readings if r not in strange] if strange else readings


def read_inspectorate(words: Words, start: int) -> tuple[Reading, ...]:
    """The house's own inspectorate under its bare name, as a whole part of a list ("Văn phòng, | Thanh tra, các phòng")."""
    found = vocabulary().inspectorates.match(words, start) if words.capital(start) else None
    return (Reading(start, found[0]),) if found and not words.alphabetic(found[0]) else ()


def read_unit_beside(words: Words, start: int) -> tuple[Reading, ...]:
    """A unit in lower case with its capitals or its field, in a list of agencies ("Khoa Dược, | phòng VTTBYT", "| tổ Công nghệ thông tin").

    So is a fixed name in lower case ("Giáo viên chủ nhiệm, | tổ chuyên môn"). A mark or predicate follows.
    """
    lexicon = vocabulary()
    named = lexicon.names.match(words, start) if words.at(start) in lexicon.name_starts and not words.capital(start) else None
    if named and (field_ends(words, named[0], lexicon) or lexicon.verbs.match(words, named[0])):
        return (Reading(start, named[0]),)
    if words.at(start) == "trường" and words.capital(start + 1) and not words.capital(start):  # "Trường TH Nam Cát, | trường THCS Nam Cát"
        school = proper(words, start + 1, lexicon)
        return (Reading(start, school),) if school is not None and school - start > 2 and field_ends(words, school, lexicon) else ()
    if words.at(start) not in _UNITS:
        return ()
    known = field(words, start + 1, vocabulary())
    if known is not None and known - start > 2 and field_ends(words, known, vocabulary()):
        return (Reading(start, known),)
    short = words.printed[start + 1] if start + 1 < len(words) else ""
    if len(short) < _SHORTEST_CAPITALS or not (short.isalpha() and short.isupper()):
        return ()
    ends = field_ends(words, start + 2, vocabulary()) and words.at(start + 2) not in ("-", "/", "–")
    return (Reading(start, start + 2),) if ends else ()


def read_branch(words: Words, start: int) -> tuple[Reading, ...]:
    """A force or branch under its bare name, with its level ("Công an, | Quân sự xã"); a mark, "và" or a verb follows."""
    lexicon = vocabulary()
    found = lexicon.branches.match(words, start) if words.capital(start) else None
    if found is None:
        return ()
    end = level(words, found[0]) or found[0]
    bounded = field_ends(words, end, lexicon) or words.at(end) == "và" or lexicon.verbs.match(words, end)
    return (Reading(start, end),) if bounded else ()


def read_places(words: Words, start: int) -> tuple[Reading, ...]:
    """Places that act as agencies do: "Đặc khu Cồn Cỏ", "Các xã Yên Thành, Diễn Châu", "Thủ đô Hà Nội"; a capital begins them."""
    lexicon = vocabulary()
    if not words.capital(start):
        return ()
    at = start + (words.at(start) == "các")
    capital_city = words.folded[at : at + 2] == ["thủ", "đô"]
    if not capital_city and (village := _village(words, at)) is not None:
        return (Reading(start, village),) if field_ends(words, village, lexicon) else ()
    kind_end = at + 2 if capital_city else level(words, at)
    named = None
    if kind_end is not None:
        province = lexicon.provinces.match(words, kind_end) if capital_city else None
        named = province[0] if province else None if capital_city else place(words, start, lexicon)
    if kind_end is None or named is None or named == kind_end or not (words.capital(named - 1) or words.at(named - 1).isdigit()):
        return ()
    members = place_members(words, named, lexicon) if at > start else []
    end = members[-1][1] if members else named
    kind = words.slice(at, kind_end)
    readings = [Reading(start, named)]
    for begin, stop, own in members:
        kind = own or kind
        readings.append(Reading(begin, stop, kind))
    return tuple(readings) if field_ends(words, end, lexicon) else ()


def _village(words: Words, start: int) -> int | None:
    """The end of a village or quarter with its number or name ("Thôn | 5", "Tổ dân phố số 3", "Bản Na Ngân"), all of it in capitals."""
    kind = next((size for size in (3, 2, 1) if tuple(words.folded[start : start + size]) in _VILLAGES), None)
    if kind is None or not words.capital(start):
        return None
    at = start + kind + (words.at(start + kind) == "số")
    if words.at(at).isdigit():
        return at + 1 if len(words.at(at)) < _LONGEST_NUMBER else None
    end = at
    while words.capital(end) and end - at < _LONGEST_VILLAGE:
        end += 1
    return (end + words.at(end).isdigit()) if end > at else None


def _team(words: Words, start: int) -> int | None:
    """The end of a team's name in lower case, which is all of a value or label ("Tổ tuyên truyền", "Tổ 3")."""
    size = 2 if words.folded[start : start + 2] == ["tiểu", "ban"] else 1
    if size == 1 and words.at(start) not in ("tổ", "đội"):
        return None
    if words.at(start + 1) in _NO_TEAMS or not words.alphabetic(start + size):
        return None
    end = start + size
    while words.alphabetic(end) and end - start < _LONGEST_TEAM:
        end += 1
    return None if words.alphabetic(end) else end
