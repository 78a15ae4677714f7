"""The grammar of agency names: one agency, or one elliptic list of them, read from a word on.

Order of precedence: an office-holder ("Giám đốc Sở Tài chính"); a name (`agency_names`: "Bộ Chính trị", "UBND các huyện, thành phố"); a
collective ("các Sở, ban, ngành"). Behind each its place, parent and qualifiers. A name ends before punctuation, a verb (`stops`) or another
agency. Nothing reads more than `LONGEST` words on, so that the time is linear in the text.
"""

from __future__ import annotations

from extractor.mentions.agency_clauses import relative_clause
from extractor.mentions.agency_committees import by_committee
from extractor.mentions.agency_ellipsis import Reading, behind_colon, by_association
from extractor.mentions.agency_joints import starts_agency
from extractor.mentions.agency_levels import level
from extractor.mentions.agency_names import bare_end, read_members, read_name, tail_end
from extractor.mentions.agency_parts import LONGEST, is_verb, joined_qualifiers, kept_before, stopped
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Vocabulary, vocabulary

__all__ = ["Reading", "read_agency", "read_companion", "read_series"]

_LONGEST_SYMBOL = 12
_MEMBERS = frozenset({"Thành viên", "Ủy viên"})
_PLURAL_HOLDERS = frozenset({"Bộ trưởng", "Thứ trưởng", "Chủ tịch", "Bí thư", "Giám đốc", "Thủ trưởng"})
# "Trưởng Ban Chỉ đạo": the agency's own head is the holder's second word.
_HEAD_IN_TITLE = frozenset({"Trưởng đoàn", "Trưởng ban", "Trưởng phòng", "Trưởng Ban", "Trưởng Phòng", "Trưởng Công an", "Trưởng trạm"})
_WITH_FIELDS = frozenset({"sở", "bộ", "phòng", "ban", "khoa", "vụ", "cục"})  # whose members are told by their fields alone
_SPECIFIC = frozenset({"cơ quan ngang bộ", "cơ quan thuộc chính phủ", "ban quản trị nhà chung cư"})  # which say whose they are
_OWN_PARTS = frozenset({"ban quản trị nhà chung cư"})  # which are joined to no list
_SMALL_HOUSES = (["công", "đoàn"], ["nhà", "trường"], ["đoàn", "trường"])  # whose heads are called so in lower case ("Chủ tịch công đoàn")
_COMMITTEE_LEVELS = frozenset({"tỉnh", "thành", "huyện", "quận", "thị"})
_PARTY_NOUNS = frozenset({"cấp ủy", "cấp ủy đảng", "tổ chức đảng"})
_JUXTAPOSED = frozenset({"đơn", "ngành", "ban", "địa", "phòng"})  # "các phòng đơn vị trực thuộc"
_ORDERED = (["yêu", "cầu"], ["đề", "nghị"], ["kiến", "nghị"])
# Nouns too common to be an agency without a qualifier, even behind "các"; and without "các" only where "liên quan" stands behind.
_VAGUE = frozenset({
    "cấp", "tổ", "khối", "hộ", "cơ sở", "tỉnh", "huyện", "xã", "phường", "thị xã", "thị trấn", "thành phố", "quỹ",
    "lực lượng", "hội", "trường", "vụ", "hãng", "hộ nuôi", "hộ trồng",
})
_CHARGED = frozenset({("được", "giao"), ("được", "phân"), ("chủ", "trì")})
_WITH_PERSONS = frozenset({"tổ chức", "cơ quan"})  # "Tổ chức, | cá nhân liên quan"
_CONCERNED = frozenset({"tổ chức", "doanh nghiệp", "ngành", "địa phương", "chủ đầu tư", "đơn vị"})
_ISSUING_TOGETHER = frozenset({"sở", "bộ", "cục", "tổng cục", "ngành", "ban", "đơn vị", "cơ quan"})
_LONGEST_DEALING = 4  # words
_NOT_DEALT = frozenset({"và", "của", "thuộc", "có", "tự", "cùng", "đều", "còn", "chưa", "bị", "vẫn", "cũng", "nào", "mới", "này", "đó"})
_OFFICES = frozenset({"sở", "bộ", "ban", "ngành"})
_NO_OFFICES = frozenset({"doanh nghiệp", "hợp tác xã", "công ty", "trường", "viện", "bệnh viện"})
_SCHOOLS = (["trường", "đại"], ["trường", "cao"], ["viện", "nghiên"], ["học", "viện"])
_SCHOOL_KINDS = frozenset({"đại", "cao", "trung", "mầm", "mẫu", "tiểu", "thcs", "thpt", "phổ"})  # first words
_WEAK_DETERMINERS = frozenset({"một số", "hai", "mỗi"})


def read_agency(words: Words, start: int) -> tuple[Reading, ...]:
    """The agencies that begin at a word: none, one, or the members of an elliptic list ("Sở Tài chính, Nội vụ")."""
    lexicon = vocabulary()
    first = words.at(start)
    if lexicon.openings.match(words, start) is None or _inside_word(words, start, lexicon):
        return ()
    found = _holder(words, start, lexicon) if first in lexicon.holder_starts else ()
    if not found and first in lexicon.name_starts:
        found = read_name(words, start, lexicon)
    several = _of_several(words, start, lexicon) if first in lexicon.of_several.first_words else ()
    if several and (not found or "các" not in words.folded[start : found[-1].end]):  # "Đảng ủy các cơ quan Đảng tỉnh" is a name
        return several
    if found and not (found[0].collective and (words.at(found[-1].end) == "," or _may_be_noun(words, found))):
        return found
    more = _collective(words, start, lexicon) if first in lexicon.collective_starts else ()  # "các huyện ủy, thành ủy"
    return more if more and (not found or more[0].end > found[-1].end) else found


def _of_several(words: Words, start: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The Party's or a union's bodies in several agencies ("Đảng ủy các bộ, cơ quan ngang bộ"); places are read as those of one name."""
    head = lexicon.of_several.match(words, start)
    if head is None or words.at(head[0]) != "các" or words.at(head[0] + 1) == "cấp" or level(words, head[0] + 1) is not None:
        return ()
    named = _collective(words, head[0], lexicon, headed=True)
    return (Reading(start, named[-1].end, collective=True),) if named else ()


def _may_be_noun(words: Words, found: tuple[Reading, ...]) -> bool:
    """Whether a longer noun of collectives may stand here: "các ban quản lý | rừng", of which the grammar knows a head."""
    start, end = found[0].start, found[0].end
    return len(found) == 1 and words.at(start) == "các" and not words.capital(start + 1) and words.alphabetic(end)


def _inside_word(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether the word is part of another: a compound ("trụ | sở Sở Nội vụ") or a document's symbol ("88/KH-UBND")."""
    if not words.capital(at):
        compound = lexicon.compounds.match(words, at - 1) if at else None
        return compound is not None and compound[0] == at + 1
    begin = at
    while begin and words.ends[begin - 1] == words.starts[begin] and at - begin < _LONGEST_SYMBOL and words.at(begin - 1) not in "().,;:":
        begin -= 1
    run = words.folded[begin:at]
    return "/" in run and (run[-1] == "-" or run[0].isdigit())


def read_companion(words: Words, start: int) -> tuple[Reading, ...]:
    """A further part of a list that "các" began ("Các phòng GD&ĐT, | huyện đoàn"): a noun of collectives, then a mark or verb."""
    lexicon = vocabulary()
    noun = lexicon.nouns.match(words, start)
    if noun is None or words.capital(start) or is_verb(words, start, noun, lexicon):
        return ()
    end = tail_end(words, noun[0], lexicon)
    if noun[1].startswith("trường "):
        end = tail_end(words, joined_qualifiers(words, end, lexicon), lexicon)  # "trường đại học, | cao đẳng trên địa bàn tỉnh"
    if noun[1] in _VAGUE and end == noun[0]:
        return ()
    return (Reading(start, end, collective=True),) if _part_ends(words, end, lexicon) else ()


def read_series(words: Words, start: int) -> tuple[Reading, ...]:
    """Several nouns of collectives without "các" ("Hội, hiệp hội xã hội nghề nghiệp"), where a sentence tells them to act."""
    lexicon = vocabulary()
    noun = lexicon.nouns.match(words, start) if words.capital(start) else None
    if noun is None or is_verb(words, start, noun, lexicon):
        return ()
    end, count, _ = _coordinated(words, start, noun, lexicon, singular=False)
    return (Reading(start, end, collective=True),) if count > 1 or "," in noun[1] else ()


def _is_ordered(words: Words, start: int) -> bool:
    """Whether an order stands before: "yêu cầu lãnh đạo các sở" names offices, "lãnh đạo lực lượng vũ trang" is a verb."""
    return words.folded[max(0, start - 2) : start] in _ORDERED or words.at(start - 1) == "giao"


def _holder(words: Words, start: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    determiner = lexicon.determiners.match(words, start)
    at = determiner[0] if determiner else start
    found = lexicon.holders.match(words, at)
    if found is None or (found[1] in _MEMBERS and not determiner):  # some members of a body are not all of it
        return ()
    end, title = found
    inner = _headed(words, end, lexicon)
    if not inner and title in _HEAD_IN_TITLE:
        end = at + 1
        inner = _headed(words, end, lexicon)
    if title == "Đại diện" and not words.capital(at):  # "mời | đại diện Sở Y tế" comes along
        return ()
    if inner and (title != "Lãnh đạo" or words.capital(at) or words.capital(end) or _is_ordered(words, start)):
        first = Reading(start, inner[0].end, collective=bool(determiner) or inner[0].collective)
        title = words.slice(start, end)
        if inner[0].prefix:  # "Giám đốc các Sở: Y tế, Nội vụ"
            return tuple(Reading(r.start, r.end, f"{title} {r.prefix}") for r in inner)
        return (first, *(Reading(r.start, r.end, f"{title} {r.prefix}".strip(), r.collective) for r in inner[1:]))
    if words.at(end) in ("sở", "bộ") and (words.capital(end) or determiner or (words.capital(at) and not words.alphabetic(end + 1))):
        return (Reading(start, end + 1, collective=bool(determiner)),)
    if title == "Thủ trưởng" and (heads := lexicon.nouns.match(words, end)) is not None and words.at(heads[0]) in (",", "và"):
        end, count, _ = _coordinated(words, end, heads, lexicon, singular=False)  # "thủ trưởng ban, ngành"
        return (Reading(start, end, collective=True),) if count > 1 else ()
    if not determiner and words.at(end) not in ("ban", "tỉnh") and (house := bare_end(words, end)):  # "Lãnh đạo Trung tâm"
        return (Reading(start, house),)
    chained = words.at(end) == "," and lexicon.holders.match(words, end + 1)  # "Bộ trưởng, Thủ trưởng cơ quan ngang bộ"
    return (Reading(start, end, collective=True),) if (determiner or chained) and title in _PLURAL_HOLDERS else ()


def _headed(words: Words, start: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """What an office-holder heads: a name, or a collective."""
    if (named := read_name(words, start, lexicon)) or words.capital(start):
        return _with_committees(words, named, lexicon)
    head = lexicon.head_phrases.match(words, start)
    if head and lexicon.heads[head[1]].kind == "cấp ủy" and lexicon.nouns.match(words, start):  # "bí thư tỉnh ủy"
        return _with_committees(words, (Reading(start, tail_end(words, head[0], lexicon)),), lexicon)
    if words.folded[start : start + 2] in _SMALL_HOUSES:
        return (Reading(start, tail_end(words, start + 2, lexicon)),)
    return _collective(words, start, lexicon, headed=True)


def _with_committees(words: Words, named: tuple[Reading, ...], lexicon: Vocabulary) -> tuple[Reading, ...]:
    """What a secretary heads, with the committees of further levels that he heads as well ("Bí thư tỉnh ủy, | thành ủy").

    They are written as the first is, large or small, and have no name, each of a level of its own: "Bí thư Tỉnh ủy, Thành ủy Hà Nội" and
    "Bí thư Huyện ủy, Huyện ủy" are two.
    """
    if len(named) != 1 or not _is_committee(words, named[0].end - 2):
        return named
    first = named[0]
    levels, end, capital = {words.at(first.end - 2)}, first.end, words.capital(first.end - 2)
    while words.at(end) in (",", "và"):
        begin = end + (2 if words.folded[end : end + 2] == [",", "và"] else 1)
        if not _is_committee(words, begin) or words.capital(begin) != capital or words.at(begin) in levels or words.capital(begin + 2):
            break
        levels.add(words.at(begin))
        end = begin + 2
    further = tail_end(words, end, lexicon) if end > first.end else end
    return (Reading(first.start, further, collective=first.collective or end > first.end),)


def _is_committee(words: Words, at: int) -> bool:
    """Whether the Party's committee of a level stands here, whatever its name ("tỉnh ủy", "Thành ủy")."""
    return words.at(at) in _COMMITTEE_LEVELS and words.at(at + 1) == "ủy"


def _collective(words: Words, start: int, lexicon: Vocabulary, *, headed: bool = False) -> tuple[Reading, ...]:
    """ "các Sở, ban, ngành", "từng sở, ngành, địa phương", "cơ quan Thuế", "Bộ, ngành liên quan", with members behind a colon."""
    determiner = lexicon.determiners.match(words, start)
    first = determiner[0] if determiner else start
    noun = lexicon.nouns.match(words, first)
    if noun is None or (determiner is None and lexicon.singular.match(words, start) is None):
        return ()
    if words.at(noun[0]) == "viên":  # "Từng đồng chí Tỉnh ủy viên" are persons
        return ()
    if determiner is None and words.at(start - 1) == "(" and words.alphabetic(start - 2):  # "Công an phường (cơ quan thường trực)"
        return ()
    if noun[1] == "trường" and words.at(noun[0]) == ":" and words.at(noun[0] + 1) in _SCHOOL_KINDS:
        kinds = _kinds_of_school(words, noun[0], lexicon)
        noun = (kinds, "trường học" if kinds > noun[0] else noun[1])
    if noun[1].startswith("trường ") and lexicon.qualifiers.match(words, noun[0] - 2) is not None:
        noun = (joined_qualifiers(words, noun[0], lexicon), noun[1])  # "các trường cao đẳng, | trung cấp"
    end, count, qualified = _coordinated(words, start, noun, lexicon, singular=determiner is None, headed=headed)
    if determiner is not None and end == noun[0] and noun[1] in lexicon.dealing and (dealt := _dealing(words, end, lexicon)) > end:
        end, qualified = dealt, True
    concerned = words.at(end - 1) == "quan" and words.at(end - 2) == "liên"
    listing = words.at(end) == ":" and starts_agency(words, end + 1, lexicon)  # "các hội: | Hội Nghề cá, Hội Tin học"
    if determiner is None:
        # "Doanh nghiệp viễn thông bảo đảm", "phối hợp với chủ đầu tư hạ tầng KCN"
        firms = qualified and (noun[1] == "chủ đầu tư" or (noun[1] == "doanh nghiệp" and words.capital(first)))
        charged = (count > 1 or "," in noun[1]) and tuple(words.folded[end : end + 2]) in _CHARGED  # "Cơ quan, đơn vị được giao nhiệm vụ …"
        if charged:
            return (Reading(start, relative_clause(words, end, lexicon), collective=True),)
        if noun[1] in _CONCERNED and not (concerned or firms or (noun[1] in ("đơn vị", "địa phương") and count > 1)):
            return ()
        if count == 1 and (not qualified or (noun[1] in ("sở", "bộ") and not words.capital(first))):  # "trụ sở UBND tỉnh"
            return ()
    elif members := _behind_colon(words, first, end, noun[1], lexicon):
        return members
    elif count == 1 and not (qualified or headed or listing) and (noun[1] in _VAGUE or _is_weak(determiner[1], noun[1])):
        return ()
    plural = determiner is not None or count > 1
    reading = Reading(start, relative_clause(words, end, lexicon) if plural else end, collective=plural)
    if noun[1].split()[0] in _WITH_FIELDS and words.at(end) in (":", "("):
        return (reading, *read_members(words, end + 1, noun[1].split()[0].capitalize(), lexicon))
    if noun[1].split()[0] == "hội" and words.at(end) == ":":  # "các hội, đoàn thể: | Nông dân, Phụ nữ"
        return by_association(words, reading, first, lexicon)
    return (reading,)


def _behind_colon(words: Words, first: int, end: int, noun: str, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """The places or committees behind a collective's colon ("Các xã: | Yên Thành, Diễn Châu", "các Đảng ủy: | Chính phủ; Quốc hội")."""
    if noun == "đảng ủy" and words.at(end) == ":":
        return by_committee(words, first, end, lexicon)
    return behind_colon(words, first, end, lexicon) if level(words, first) == end else ()


def _kinds_of_school(words: Words, colon: int, lexicon: Vocabulary) -> int:
    """The end of the kinds of schools behind a colon ("Các trường: | Đại học, Cao đẳng, Trung cấp"); the colon where schools are named."""
    first = lexicon.qualifiers.match(words, colon + 1)
    end = joined_qualifiers(words, first[0], lexicon) if first else colon
    return end if first and end > first[0] and not words.capital(end) else colon


def _dealing(words: Words, end: int, lexicon: Vocabulary) -> int:
    """The end of what firms and bodies do or deal in, in words that no vocabulary has ("các hãng xe | công nghệ đăng ký"); else `end`.

    A verb has to follow, and nothing before it may begin a name, a collective or a predicate, or tell whose they are.
    """
    others = (lexicon.nouns, lexicon.followers, lexicon.determiners, lexicon.officers, lexicon.qualifiers, lexicon.predicates)
    for at in range(end, end + _LONGEST_DEALING + 1):
        if not words.alphabetic(at) or words.capital(at):
            return end
        if lexicon.verbs.match(words, at) is not None and not kept_before(words, at, lexicon):
            return at
        if words.at(at) in _NOT_DEALT or stopped(words, at, lexicon) or any(phrases.match(words, at) for phrases in others):
            return end
    return end


def _is_weak(determiner: str, noun: str) -> bool:
    """Whether "mỗi" or "một số" makes no agency of a single common noun ("mỗi đơn vị").

    "Hai Bộ", which stands for the issuers of a joint plan, and "mỗi huyện, thành đoàn" are some.
    """
    several = noun == "sở" or "," in noun or (determiner == "hai" and noun in _ISSUING_TOGETHER)
    return determiner in _WEAK_DETERMINERS and not several


def _stands_apart(noun: str, further: str) -> bool:
    """Whether a further noun of a list has a head word of its own: the first one's again, or that of schools and institutes beside "sở"."""
    head, own = noun.split()[:2], further.split()[:2]
    return (len(head) == 2 and head == own) or (head[0] in _OFFICES and own in _SCHOOLS)


def _part_ends(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether a part of a collective is complete here: a mark, "và" or a predicate follows."""
    return bool(stopped(words, at, lexicon) or words.at(at) == "và" or lexicon.predicates.match(words, at))


def _coordinated(
    words: Words, start: int, noun: tuple[int, str], lexicon: Vocabulary, *, singular: bool, headed: bool = False
) -> tuple[int, int, bool]:
    """The end of the nouns joined to the first, how many they are, and whether one has a qualifier. `headed`: an office stands before."""
    own_parts = _SPECIFIC if headed and noun[1] in _SPECIFIC else _OWN_PARTS
    at, count = tail_end(words, noun[0], lexicon), 1
    qualified = at > noun[0] or noun[1] in _SPECIFIC
    while at < len(words) and at - start < LONGEST:
        following = at
        while following - at < 3 and words.at(following) in (",", "và", "-", "/"):
            following += 1
        if following - at > 2 or (following == at and words.at(at) not in _JUXTAPOSED) or lexicon.determiners.match(words, following):
            break
        if read_name(words, following, lexicon) or lexicon.holders.match(words, following):
            break
        more = lexicon.nouns.match(words, following)
        if more is None and (not singular or noun[1] in _WITH_PERSONS):
            more = lexicon.followers.match(words, following)
        # "các chủ đầu tư, | ban quản trị nhà chung cư", "Thủ trưởng cơ quan ngang Bộ, | cơ quan thuộc Chính phủ"
        if more is None or more[1] in own_parts:
            break
        if is_verb(words, following, more, lexicon):
            break
        if more[1] == "chính quyền" and noun[1] not in _PARTY_NOUNS:  # "các sở, ngành và | chính quyền địa phương"
            break
        end = tail_end(words, more[0], lexicon)
        if more[1].split()[0] in _OFFICES and words.capital(following) and noun[1] in _NO_OFFICES:
            break  # "Doanh nghiệp, | Sở, ban, ngành có liên quan"
        own = end - following > 2 or words.at(following - 1) == "và"  # "các tổ chức phi chính phủ, tổ chức, cá nhân" is one
        if not singular and own and more[1] not in _SPECIFIC and _stands_apart(noun[1], more[1]) and _part_ends(words, end, lexicon):
            break  # "các doanh nghiệp viễn thông, | doanh nghiệp bưu chính"
        qualified = qualified or end > more[0]
        at, count = end, count + 1
    return at, count, qualified
