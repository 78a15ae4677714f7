"""Where an agency's name goes on behind "và", a comma or a dash ("Cục Kỹ thuật an toàn | và Môi trường công nghiệp").

A part that begins with no agency of its own belongs to the name before it. A capital begins such a part (Nghị định 30/2020/NĐ-CP, Phụ lục
II: each part of a field has one), unless both its first syllables have one, which makes it a person or a place; a small letter only where
the part is the subject of a known field ("Phòng Chính trị, | tư tưởng") and, behind a comma, ends there.
"""

from __future__ import annotations

from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Vocabulary

__all__ = ["goes_on", "goes_on_before_duty", "goes_on_in_verbs", "goes_on_to_duty", "is_told", "prevention", "starts_agency"]

_OWN_ACTION = frozenset({"các", "những", "việc", "với", "cho", "để", "phối", "chủ", "cùng", "có", "trước", "trong", "tại", "theo"})
_ROLES = frozenset({"phối hợp", "chủ trì", "tham mưu", "báo cáo", "thực hiện"})
_LONGEST_VERBAL = 16
_LONGEST_FIELD = 6  # words of a field before a dash, with the dash before it
_SHORTEST_VERBAL = 3  # "và", a verb of two syllables
_BINDING = frozenset({("chủ", "trì"), ("chủ", "động"), ("có", "trách"), ("chịu", "trách")})
_SYLLABLES = frozenset({"bản", "báo", "xã"})  # nouns of bodies that begin subjects too ("Đo đạc, | Bản đồ", "Báo chí", "Xã hội")
_TOLD = frozenset({("chủ", "trì"), ("có", "trách"), ("chịu", "trách")})
_LONGEST_REST = 8
_JOINTS = frozenset({"và", "-", "&", ",", "/"})
_LEVEL_WORDS = frozenset({"tỉnh", "thành", "tp", "huyện", "quận", "thị", "xã", "phường", "và", "thuộc", "của", "trực", "cấp", "các"})


def starts_agency(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether another agency or office-holder seems to begin here."""
    if words.at(at) not in lexicon.starts:
        return False
    if lexicon.names.match(words, at) or lexicon.holders.match(words, at):
        return True
    found = lexicon.head_phrases.match(words, at)
    if found is None or words.at(found[0]) in lexicon.heads[found[1]].not_before or prevention(words, found[0]):
        return False
    if (subject := lexicon.subjects.match(words, at)) and subject[0] > found[0]:  # "Phòng Quản lý | Khoa học" has no "Khoa"
        return False
    alone = words.capital(at) and lexicon.heads[found[1]].body & {"place", "free"}  # "rừng phòng hộ" is no "Phòng"
    long = found[0] - at > 1 and lexicon.heads[found[1]].body != {"field"}  # "Khối Cơ quan và Doanh nghiệp" has no "Cơ quan"
    return bool(alone or words.capital(found[0]) or long)


def prevention(words: Words, at: int) -> bool:
    """Whether the comma here is inside "phòng, chống", which is one word of a name."""
    return words.at(at) == "," and words.at(at - 1) == "phòng" and words.at(at + 1) == "chống"


def goes_on(words: Words, at: int, lexicon: Vocabulary) -> int | None:
    """The index behind the first word of the part that the joint at `at` adds to the name; None where the name ends."""
    if words.at(at) not in _JOINTS:
        return None
    if prevention(words, at):
        return at + 2
    if words.at(at) == "/":
        return at + 2 if words.folded[at - 1 : at + 2] == ["hiv", "/", "aids"] else None
    following = at + 1
    if words.at(at) == "," and words.at(following) == "và":
        following += 1
    if not words.alphabetic(following) or words.at(following).isdigit():
        return None
    if words.capital(following):
        if words.at(following) == "đ" and words.at(following + 1) == "/":  # "Phòng Kinh tế - | Đ/c Nam"
            return None
        return following + 1 if _capital_part(words, at, following, lexicon) else None
    return _small_part(words, at, following, lexicon)


def goes_on_in_verbs(words: Words, start: int, end: int, lexicon: Vocabulary) -> int | None:
    """The end of a unit's name made of verbs ("Phòng Xây dựng, | kiểm tra và theo dõi THPL"), for values and headings that are names.

    The unit's work begins with a verb, each part behind a comma or "và" with a further one in lower case, and the last part ends at a mark.
    What has an object or a role of its own ("kiểm tra các đơn vị", "phối hợp") is an action, not a name. None where the name ends before.
    """
    head = lexicon.head_phrases.match(words, start)
    if words.at(end) != "," or head is None or not words.capital(start) or "field" not in lexicon.heads[head[1]].body:
        return None
    if lexicon.verbs.match(words, head[0]) is None:
        return None
    at = end
    while words.at(at) in (",", "và"):
        verb = lexicon.verbs.match(words, at + 1)
        if verb is None or words.capital(at + 1) or verb[1] in _ROLES:
            break
        stop = verb[0]
        while words.alphabetic(stop) and words.at(stop) != "và":
            if words.at(stop) in _OWN_ACTION or stop - end > _LONGEST_VERBAL:
                return None
            stop += 1
        at = stop
    return at if at > end and not words.alphabetic(at) else None


def goes_on_before_duty(words: Words, start: int, end: int, lexicon: Vocabulary) -> int | None:
    """The end of a unit's name that goes on behind the "và" at `end` in lower case, up to what it is told to do.

    "Vụ Thực hành quyền công tố | và kiểm sát điều tra án trị an | (Vụ 1A) chủ trì": a verb with its object between "và" and "chủ trì", or
    before a short form that begins with the head again, can only be part of the name. None where a mark or another agency stands before.
    """
    if words.at(end) != "và" or words.capital(end + 1) or not lexicon.verbs.match(words, end + 1):
        return None
    for at in range(end + 1, min(end + _LONGEST_VERBAL, len(words))):
        if tuple(words.folded[at : at + 2]) in _BINDING or (words.at(at) == "(" and words.at(at + 1) == words.at(start)):
            return at if at - end > _SHORTEST_VERBAL else None
        if not words.alphabetic(at) or words.capital(at) or words.at(at) in _OWN_ACTION or starts_agency(words, at, lexicon):
            return None
    return None


def is_told(words: Words, at: int) -> bool:
    """Whether the strongest words for what somebody is told to do stand here."""
    return tuple(words.folded[at : at + 2]) in _TOLD


def goes_on_to_duty(words: Words, end: int, lexicon: Vocabulary) -> int:
    """The end of a name that goes on in words no vocabulary has up to what its bearer is told to do ("Chi cục Kiểm lâm | vùng cao có trách
    nhiệm"): they begin in lower case, and no mark, stop, other agency or noun of bodies stands among them. `end` where none follow."""
    if not words.alphabetic(end) or words.capital(end) or words.at(end) == "và":
        return end
    for at in range(end, min(end + _LONGEST_REST, len(words))):
        if at > end and is_told(words, at):
            return at
        others = (lexicon.verbs, lexicon.nouns, lexicon.followers, lexicon.determiners, lexicon.officers)
        if not words.alphabetic(at) or starts_agency(words, at, lexicon) or any(phrases.match(words, at) for phrases in others):
            break
        if lexicon.stops.match(words, at) is not None or words.at(at) in _OWN_ACTION:
            break
    return end


# Khu kinh tế, khu công nghiệp, khu chế xuất, cụm công nghiệp: one board manages several.
_ZONES = frozenset({"kkt", "kcn", "kcx", "ccn", "kcnc"})


def _capital_part(words: Words, at: int, following: int, lexicon: Vocabulary) -> bool:
    if starts_agency(words, following, lexicon) and not (words.at(at) in ("-", "và") and _is_work(words, following, lexicon)):
        return False
    if words.at(at) != "," or _abbreviated(words, at, following):
        return True
    if words.printed[following].isupper() and len(words.printed[following]) > 1:  # "Ban Quản lý KKT, KCN"; "Phòng HCTP, BTTP" are two
        return {words.at(at - 1), words.at(following)} <= _ZONES
    if words.capital(following + 1):  # a person, a place: "Chi cục Kiểm lâm Hà Nội, Đà Nẵng"
        return False
    noun = lexicon.nouns.match(words, following)
    syllable = words.at(following) in _SYLLABLES and words.alphabetic(following + 1) and words.at(following + 1) not in _LEVEL_WORDS
    if noun is not None and not (syllable and noun[0] == following + 1):
        return False
    return not any(phrases.match(words, following) for phrases in (lexicon.followers, lexicon.determiners))


def _abbreviated(words: Words, at: int, following: int) -> bool:
    """Whether the comma here is inside an abbreviation: capitals on both sides and no blank ("Ủy ban KH | ,CN&MT")."""
    tight = words.ends[at - 1] == words.starts[at] and words.ends[at] == words.starts[following]
    return tight and words.printed[at - 1].isupper() and words.printed[following].isupper()


def _is_work(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether an agency begins whose word is a field here: "Công nghiệp - | Viễn thông Quân đội", "Ban Tuyên giáo - | Nữ công",
    and as the third of a unit's "Lao động - Tiền lương - | Bảo hiểm xã hội"."""
    if lexicon.union_boards.match(words, at) is not None:
        return True
    inspecting = lexicon.inspectorates.match(words, at)
    if inspecting is not None and not words.capital(inspecting[0]) and words.at(inspecting[0]) not in _LEVEL_WORDS:
        return True
    found = lexicon.head_phrases.match(words, at)
    if found is None or found[0] - at < 2:
        return False
    if lexicon.heads[found[1]].kind != "cơ quan ngành dọc":  # "Trung tâm Thông tin - | Thư viện"
        return words.at(at - 1) == "-" and not words.alphabetic(found[0]) and "alone" not in lexicon.heads[found[1]].body
    if words.capital(found[0]):
        return True
    nameless = "alone" not in lexicon.heads[found[1]].body and words.at(found[0]) not in _LEVEL_WORDS  # no agency without its place
    return nameless and (words.at(at - 1) == "và" or "-" in words.folded[max(0, at - _LONGEST_FIELD) : at - 1])


def _small_part(words: Words, at: int, following: int, lexicon: Vocabulary) -> int | None:
    found = lexicon.topics.match(words, following)
    if found is None or words.at(at) == "&":
        return None
    end = found[0]
    if words.at(at) != ",":
        return end
    bounded = not words.alphabetic(end) or words.capital(end) or words.at(end) in _LEVEL_WORDS or lexicon.stops.match(words, end)
    return end if bounded else None
