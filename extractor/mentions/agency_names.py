"""Names of agencies: a fixed name ("Bộ Chính trị"), or a head with its field, place, proper name or parent ("Sở Nội vụ"), from a word on.

`read_name` gives one agency or the members of an elliptic list; `tail_end` ends what belongs to a name behind it (place, "thuộc Sở",
qualifiers); `read_members` gives those told by their fields alone ("các Sở: | Tài chính, Nội vụ"); `bare_end` ends a head that stands for
the issuer's own house. Nothing reads more than `LONGEST` words on, and names nest at most `_DEEPEST` times: the time is linear in the text.
"""

from __future__ import annotations

from msgspec.structs import replace

from extractor.folding import fold
from extractor.mentions.agency_ellipsis import (
    MOST_MEMBERS,
    Reading,
    behind_colon,
    by_area,
    by_association,
    by_institute,
    by_level,
    by_number,
    by_place,
    by_province,
    by_school,
    by_semicolon,
)
from extractor.mentions.agency_fields import UNITS, beyond_field, other_field, small_field
from extractor.mentions.agency_joints import goes_on, goes_on_before_duty
from extractor.mentions.agency_levels import counted, level, youth_body
from extractor.mentions.agency_parts import LONGEST, field, field_ends, free, goes_further, joined_qualifiers, proper, stopped
from extractor.mentions.agency_places import local, numbered, numbered_unit, place
from extractor.mentions.agency_tails import told_end
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Head, Vocabulary

__all__ = ["bare_end", "read_members", "read_name", "tail_end"]

_DEEPEST = 4
_ASSOCIATIONS = frozenset({"hội", "đoàn", "hiệp", "liên", "công", "tổng"})  # whose central committee is none of the Party
_COMMITTEES = frozenset({"hành", "thư", "vụ"})  # last words of "Ban Chấp hành", "Ban Bí thư", "Ban Thường vụ"
_OVER = frozenset({"sở", "bộ", "kbnn", "kho"})  # whose unit may stand before a dash ("Phòng Nghiệp vụ Y - Sở Y tế")
# Kinds of which none belongs to another of its own name: two that stand beside each other are two ("Sở Nội vụ | Sở Tài chính").
_EQUALS = frozenset({"bộ", "sở", "cục, vụ", "trung tâm", "trạm y tế", "trường", "đơn vị"})
_CORPORATE = frozenset({"Tập đoàn", "Tổng công ty"})
_SCHOOL = "trường đại học"
_INSTITUTES = frozenset({"viện", "trung tâm", "bệnh viện", "chi cục"})
_NUMBERED = frozenset({"đơn vị", "tổ", "cấp ủy"})  # of which there may be several with numbers for names ("Phòng 7", "Chi bộ 1")
# "Văn phòng Sở", "các khoa trực thuộc Bệnh viện": a bare head as a parent.
_BARE = frozenset({
    ("bộ",), ("sở",), ("cục",), ("viện",), ("ban",), ("tỉnh",), ("bệnh", "viện"), ("trung", "tâm"), ("nhà", "trường"), ("chi", "cục"),
    ("công", "ty"), ("tổng", "công", "ty"), ("trường",),
})
_OWNERS = frozenset({"bộ", "sở", "ban", "ngành", "cục", "tổng", "đoàn"})  # first words of nouns that units belong to
_BARE_SIZES = (3, 2, 1)
# Parents that are written in lower case too ("Ban Thường vụ | đảng ủy các xã").
_LOWER_PARENTS = frozenset({"các", "cấp", "ủy", "đảng", "tỉnh", "thành", "huyện", "sở"})
# Last words of what a house has: its committee or cell of the Party, its union.
_OF_HOUSES = frozenset({"ủy", "bộ", "đoàn", "niên", "hiệu", "bgh"})
_MARKS = frozenset(",.;:()\n")
_SEATED = frozenset({"ở", "tại"})
_WHERE = frozenset({"của", "tại", "ở"})  # what a qualifier may begin with: "của Đảng", "ở địa phương"
# Heads of one syllable that in lower case are other words ("lễ hội Xuân", "phòng COVID").
_CAPITAL_ONLY = frozenset({
    "ban", "hội", "vụ", "báo", "đài", "đoàn", "bộ", "cục", "trường", "viện",
    "trạm", "tạp chí", "tổ", "đội", "thuế", "thống kê", "điện lực", "viễn thông",
})
# Heads that people write in lower case too ("ủy ban nhân dân tỉnh", "lực lượng Công an xã"); "trung tâm tỉnh" is a place.
_LOWER_KINDS = frozenset({"ủy ban nhân dân", "cấp ủy", "lực lượng"})
_OF_SCHOOLS = frozenset({"hiệu", "bgh", "đoàn", "niên", "tn", "tế"})  # last words of what each school has
_BY_WORK = frozenset({("nghiệp", "vụ"), ("chuyên", "môn")})


def read_name(words: Words, start: int, lexicon: Vocabulary, depth: int = 0) -> tuple[Reading, ...]:
    """The agencies whose name begins at a word; `depth` counts the names around this one."""
    if depth > _DEEPEST or words.at(start) not in lexicon.name_starts:
        return ()
    determiner = lexicon.determiners.match(words, start)
    at = determiner[0] if determiner else start
    name, head = lexicon.names.match(words, at), lexicon.head_phrases.match(words, at)
    several = determiner is not None and words.at(start) == "các"  # "các tổ hòa giải"
    small = name is not None and (name[1] in lexicon.any_case or (several and lexicon.named[fold(name[1])][0] == "unit"))
    if name and (words.capital(at) or small) and (head is None or name[0] >= head[0]):
        first = Reading(start, _own(words, tail_end(words, name[0], lexicon, depth)), collective=bool(determiner))
        return by_association(words, first, at, lexicon) if words.at(at) == "hội" and not depth and not determiner else (first,)
    if head is None:
        return ()
    end, phrase = head
    if determiner and words.at(end) == ":":  # "các Sở: Tài chính, Nội vụ"
        head_words = words.slice(at, end)
        prefix = head_words[:1].upper() + head_words[1:]
        listed = by_semicolon(words, end + 1, prefix, lexicon) or read_members(words, end + 1, prefix, lexicon)
        return listed or (by_institute(words, end + 1, prefix, lexicon) if phrase in _INSTITUTES else ())
    if words.at(end) == ":" and words.capital(at) and not depth and "field" in lexicon.heads[phrase].body:  # "Sở: Tài chính, Nội vụ"
        listed = read_members(words, end + 1, words.slice(at, end), lexicon)
        return listed if len(listed) > 1 else ()
    if not words.capital(at) and phrase in _CAPITAL_ONLY:
        return ()
    body_end = _body(words, at, end, lexicon.heads[phrase], lexicon, many=bool(determiner), depth=depth)
    if body_end is None:
        return ()
    whole = tail_end(words, body_end, lexicon, depth) if not _is_equal_beside(words, body_end, phrase, lexicon) else body_end
    if lexicon.heads[phrase].kind in _OVER and not words.capital(body_end) and lexicon.verbs.match(words, body_end):
        whole = body_end  # "Sở Xây dựng | đầu tư hạ tầng"
    if words.at(whole) == "-" and words.at(whole + 1) in _OVER and lexicon.heads[phrase].kind in UNITS:
        whole = _owner(words, whole + 1, lexicon, depth + 1) or whole
    if phrase == _SCHOOL and words.at(whole) in (",", "-") and not _placed(words, at, whole, lexicon):
        above = lexicon.universities.match(words, whole + 1)
        whole = above[0] if above else whole
    if depth == 0 and words.at(whole) == "và" and lexicon.heads[phrase].kind in UNITS and not determiner:
        whole = goes_on_before_duty(words, at, whole, lexicon) or whole
    if phrase == "trường" and not determiner and not depth and (schools := by_school(words, at, end, lexicon)):
        return schools
    several = words.at(end) == "các" or counted(words, end)  # "UBND các xã …", "UBND 3 xã …"
    plural = bool(determiner) or several or words.at(end) in ("cấp", "những")
    first = Reading(start, _own(words, whole), collective=plural)
    if whole == body_end and "field" in lexicon.heads[phrase].body and field(words, end, lexicon) == body_end:
        further = read_members(words, whole, words.slice(at, end), lexicon, joint=True)
        return (Reading(start, whole) if further else first, *further)  # "Các Sở Tài chính, | Xây dựng": one, then another
    if determiner and not depth and lexicon.heads[phrase].kind == "ban đảng" and words.at(whole) in (",", "và"):
        ban = words.slice(at, at + 1)
        boards = read_members(words, whole, ban[:1].upper() + ban[1:], lexicon, joint=True)
        return (Reading(start, whole), *boards) if boards else (first,)  # "các Ban Tổ chức, | Tuyên giáo Tỉnh ủy"
    if not depth and whole == body_end and words.at(whole) in (",", "và") and (words.at(end).isdigit() or words.at(end) == "số"):
        listed = by_number(words, first, at, end, lexicon)
        if len(listed) > 1:
            last = listed[-1]
            return (Reading(start, whole), *listed[1:-1], Reading(last.start, tail_end(words, last.end, lexicon), last.prefix))
    if several and "place" in lexicon.heads[phrase].body:
        return by_place(words, first, at, end, lexicon)
    if depth == 0 and determiner and (members := behind_colon(words, at, whole, lexicon)):
        return members
    if not depth and not several and (areas := by_area(words, first, at, lexicon)):
        return (Reading(start, whole), *areas[1:])
    if depth or plural:
        return (first,)
    beside = by_level(words, first, at, end, lexicon) if "place" in lexicon.heads[phrase].body else ()
    return beside or by_province(words, first, at, lexicon)


def _placed(words: Words, start: int, end: int, lexicon: Vocabulary) -> bool:
    """Whether a name ends in a province or city ("Trường Đại học Y | Hà Nội")."""
    ends = (found[0] for at in range(start, end) if (found := lexicon.provinces.match(words, at)) is not None)
    return end in ends


def _own(words: Words, end: int) -> int:
    """The end of a name without "cùng cấp", which says where it stands and is no part of it."""
    return end - 2 if words.folded[end - 2 : end] == ["cùng", "cấp"] else end


def _body(words: Words, at: int, end: int, head: Head, lexicon: Vocabulary, *, many: bool, depth: int) -> int | None:
    """The end of what the head at `at`..`end` asks for behind it."""
    capital, allowed = words.capital(at), head.body
    if words.at(end) in head.not_before or (words.at(end - 1) == "tâm" and end - at == 2 and level(words, end) is not None):
        return None  # "Trung tâm | huyện" is a place
    if "field" in allowed and (found := field(words, end, lexicon)):
        return beyond_field(words, end, found, head, lexicon, many=many)
    if not capital and "field" in allowed and (found := small_field(words, at, end, lexicon)):
        return found
    if not capital and tuple(words.folded[end : end + 2]) in _BY_WORK and words.capital(end + 2) and "parent" in allowed:
        return _parent(words, end + 2, lexicon, depth + 1)  # "phòng nghiệp vụ | Công an tỉnh"
    if not capital and not words.capital(end) and "place" not in allowed:
        return None
    if not capital and end - at == 1 and end < len(words) and words.printed[end].isupper():  # "phòng COVID"
        return None
    if not capital and words.folded[end : end + 2] == ["việt", "nam"]:  # "Bộ tiêu chí chất lượng bệnh viện Việt Nam"
        return None
    if "parent" in allowed:
        at_seat = end + (head.kind == "cấp ủy" and words.at(end) in _SEATED)  # "Tổ đảng | ở Thường trực Ủy ban Pháp luật"
        if found := _parent(words, at_seat, lexicon, depth + 1):
            return found
    if "place" in allowed and (capital or head.kind in _LOWER_KINDS) and (found := place(words, end, lexicon)):
        return found
    if "local" in allowed and capital and (found := local(words, end, lexicon)):
        return found
    if "name" in allowed and capital and head.level != "press" and (found := numbered(words, end, lexicon)):
        return found
    if head.kind in _NUMBERED and capital and (found := numbered_unit(words, at, end, lexicon)):
        return found
    if "name" in allowed and (found := proper(words, end, lexicon)):
        return found
    if "free" in allowed and capital and (found := free(words, end, lexicon, commas=head.kind == "trung tâm")):
        return found
    if "alone" in allowed and (capital or many) and not words.capital(end) and words.at(end) not in ("viên", "bộ"):  # "Tỉnh ủy viên"
        further = goes_on(words, end, lexicon) if head.kind == "ban đảng" and words.at(end) == "-" else None
        if further is None:
            return end
        end = goes_further(words, further, lexicon, first=at)  # "Ban Tổ chức | - Kiểm tra (Liên đoàn Lao động tỉnh)"
        return _parent(words, end, lexicon, depth + 1) or end
    return None


def read_members(words: Words, start: int, prefix: str, lexicon: Vocabulary, *, joint: bool = False) -> tuple[Reading, ...]:
    """Further fields of an elliptic list. `joint`: a comma or "và" comes first.

    Where the first is no known field ("Các Cục: Đăng kiểm Việt Nam, Hàng hải Việt Nam kiểm tra"), there are two at least and a predicate;
    of the Party's boards two at least.
    """
    members: list[Reading] = []
    known_first = False
    at = start
    while len(members) < MOST_MEMBERS:
        following = at
        if joint or members:
            if words.at(at) not in ((",", "và") if joint else (",", "và", ";")):
                break
            following += 2 if words.at(at + 1) == "và" else 1
        known = field(words, following, lexicon)
        if prefix == "Ban" and (board := _board(words, following, lexicon)):
            known = board
        corporation = lexicon.corporations.match(words, following) if prefix in _CORPORATE and words.capital(following) else None
        known = corporation[0] if corporation else known  # "Các Tập đoàn: | Điện lực Việt Nam"
        ends = known is not None and (field_ends(words, known, lexicon) or lexicon.verbs.match(words, known) is not None)
        whole = known is not None and (joint or (ends and not (words.at(known) == "-" and words.capital(known + 1))))
        other = None if whole or joint else other_field(words, following, lexicon)
        end = other if other is not None and words.at(other) != ":" else known
        begins = corporation is None and lexicon.head_phrases.match(words, following) is not None
        if end is None or (begins and read_name(words, following, lexicon, _DEEPEST - 1)):
            break
        known_first = known_first or (not members and end == known)
        members.append(Reading(following, end, prefix))
        at = end
    bounded = len(members) > 1 and (stopped(words, at, lexicon) or lexicon.verbs.match(words, at) is not None)
    if members:
        members[-1] = replace(members[-1], end=_last_end(words, at, lexicon))
    alone = len(members) == 1 and not joint and prefix == "Ban" and _board(words, start, lexicon) is not None  # "Các Ban: | Tổ chức"
    return tuple(members) if (known_first and not alone) or bounded else ()


def _last_end(words: Words, at: int, lexicon: Vocabulary) -> int:
    """The end of a list's last member with what all are of: "các phòng: Nội vụ, Kinh tế | huyện", "Ban Pháp chế, Đô thị | HĐND tỉnh"."""
    if level(words, at) is not None:
        return place(words, at, lexicon) or at
    head = lexicon.head_phrases.match(words, at) if words.capital(at) else None
    return (_parent(words, at, lexicon, 1) or at) if head and lexicon.heads[head[1]].kind == "ủy ban nhân dân" else at


def _board(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """A board of the Party by its field ("Các Ban: | Tổ chức, Tuyên giáo"), with whose it is behind the last ("Dân vận | Tỉnh ủy")."""
    board = lexicon.boards.match(words, start) if words.capital(start) else None
    if board is None:
        return None
    end = tail_end(words, _parent(words, board[0], lexicon, 1) or board[0], lexicon)
    return end if words.at(end) in (",", "và", ";") or field_ends(words, end, lexicon) else None


def _parent(words: Words, start: int, lexicon: Vocabulary, depth: int) -> int | None:
    """The end of an agency that the name belongs to ("Văn phòng | UBND tỉnh", "Đảng ủy | cơ quan Bộ Y tế", "Văn phòng | nhà trường")."""
    if words.folded[start : start + 2] == ["nhà", "trường"]:
        return start + 2
    if words.folded[start : start + 2] == ["cơ", "quan"] and words.capital(start + 2):
        start += 2
    if not words.capital(start) and words.at(start) not in _LOWER_PARENTS:
        return None
    if inner := read_name(words, start, lexicon, depth):
        return inner[0].end
    return bare_end(words, start)


def bare_end(words: Words, start: int) -> int | None:
    """The end of a head that stands for the issuer's own house ("Văn phòng | Sở"), where no name goes on behind it."""
    if not words.capital(start):
        return None
    size = next((size for size in _BARE_SIZES if start + size <= len(words) and tuple(words.folded[start : start + size]) in _BARE), 0)
    return start + size if size and not words.capital(start + size) else None


def _is_equal_beside(words: Words, at: int, phrase: str, lexicon: Vocabulary) -> bool:
    """Whether an equal stands behind a name: another one, on a line of its own in a cell ("Vụ Pháp chế | Vụ Tổ chức"), and no parent."""
    kind = lexicon.heads[phrase].kind
    behind = lexicon.head_phrases.match(words, at) if kind in _EQUALS and words.capital(at) and words.capital(at + 1) else None
    return behind is not None and (behind[1] == phrase or kind == lexicon.heads[behind[1]].kind == "bộ")


def _nested(words: Words, start: int, lexicon: Vocabulary, depth: int) -> int | None:
    """A parent without "thuộc": "Ban Dân tộc | HĐND tỉnh", "Vụ Pháp chế | Bộ Tư pháp"."""
    found = lexicon.head_phrases.match(words, start)
    if (youth := youth_body(words, start)) is not None:  # "Ban Phong trào | Tỉnh đoàn"
        return youth
    central = words.folded[start - 2 : start] == ["trung", "ương"]
    if words.at(start) in _ASSOCIATIONS and central and (words.at(start - 3) in _COMMITTEES or words.at(start) == "đoàn"):
        if inner := read_name(words, start, lexicon, depth):  # "Ban Chấp hành Trung ương | Hội Nông dân Việt Nam"
            return inner[0].end
        return start + 1 if words.at(start) in ("đoàn", "hội") and not words.capital(start + 1) else None  # "Ban Bí thư Trung ương | Đoàn"
    kept = {"place", "field", "parent"} | ({"free"} if words.folded[start - 2 : start] == ["công", "đoàn"] else set())  # of a corporation
    if found and lexicon.heads[found[1]].body & kept and (inner := read_name(words, start, lexicon, depth)):
        return inner[0].end
    return start + 1 if words.at(start) in ("sở", "bộ") else bare_end(words, start)


def _owner(words: Words, start: int, lexicon: Vocabulary, depth: int) -> int | None:
    """The end of the Sở or Bộ behind a dash ("Phòng Nghiệp vụ Y - | Sở Y tế")."""
    inner = read_name(words, start, lexicon, depth)
    return inner[0].end if len(inner) == 1 else None


def tail_end(words: Words, start: int, lexicon: Vocabulary, depth: int = 0) -> int:
    """The end of what belongs to a name behind it: place, parent ("thuộc Sở"), "trên địa bàn …", qualifiers."""
    at = start
    while at < len(words) and at - start < LONGEST and depth <= _DEEPEST:
        end = _tail_part(words, at, lexicon, depth)
        if end is None or end <= at:
            break
        at = end
    return min(at, len(words))


def _tail_part(words: Words, at: int, lexicon: Vocabulary, depth: int) -> int | None:
    word, following = words.at(at), words.at(at + 1)
    if word in _MARKS and lexicon.qualifiers.match(words, at) is None:  # where most names end
        return None
    if word in _WHERE and (where := lexicon.qualifiers.match(words, at)) is not None:
        return where[0]
    if word in ("thuộc", "của") or (word == "trực" and following == "thuộc"):
        inside = at + (2 if word == "trực" else 1)
        if words.at(inside) in (",", "và", "hoặc") and words.folded[inside + 1 : inside + 3] == ["trực", "thuộc"]:
            inside += 3  # "các đơn vị thuộc, trực thuộc | Bộ"
        parent = _parent(words, inside, lexicon, depth + 1) or place(words, inside, lexicon) or _several(words, inside, lexicon, depth)
        if parent is None and words.folded[inside : inside + 2] == ["trung", "ương"]:
            return inside + 2
        return parent or (inside if word == "trực" else None)
    if words.at(at - 1) in _OF_SCHOOLS:
        if word == "trường" and stopped(words, at + 1, lexicon):  # "Trạm Y tế | trường"
            return at + 1
        if word == "các" and (schools := lexicon.nouns.match(words, at + 1)) and "trường" in schools[1]:  # "BGH | các nhà trường"
            return schools[0]
    if words.at(at - 1) in _OF_HOUSES and (word, following) in (("cơ", "quan"), ("nhà", "trường")):  # "Công đoàn | cơ quan Sở"
        alone = at + 2 if word == "nhà" or stopped(words, at + 2, lexicon) else None
        return _parent(words, at, lexicon, depth + 1) or alone
    if (told := told_end(words, at, lexicon)) is not None:
        return told
    if (qualifier := lexicon.qualifiers.match(words, at)) is not None and not _invests(words, at, lexicon):
        return joined_qualifiers(words, qualifier[0], lexicon)
    if (level(words, at) or word in ("cấp", "các", "chi", "khu", "miền") or words.capital(at)) and (found := place(words, at, lexicon)):
        return found
    return _nested(words, at, lexicon, depth + 1) if words.capital(at) else None


def _several(words: Words, start: int, lexicon: Vocabulary, depth: int) -> int | None:
    """The end of a collective that others belong to ("các cơ quan chuyên môn thuộc | các bộ, ngành Trung ương")."""
    end, at = None, start + 1
    while words.at(start) == "các" and (noun := lexicon.nouns.match(words, at)) is not None and noun[1].split()[0] in _OWNERS:
        end = tail_end(words, noun[0], lexicon, depth + 1)
        if words.at(end) not in (",", "và"):
            break
        at = end + 1
    return end


def _invests(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether what could qualify a collective is the verb behind a place ("UBND xã | đầu tư xây dựng") or behind "liên quan"."""
    governs = words.at(at) == "quản" and words.at(at - 1) in ("bộ", "sở")  # "các Bộ | quản lý ngành", but "các Bộ đầu tư xây dựng"
    named = words.capital(at - 1) and not governs
    placed = named or any(level(words, at - size) == at for size in (1, 2) if at >= size)
    concerned = words.folded[max(0, at - 2) : at] == ["liên", "quan"]  # "các cơ quan có liên quan | quản lý lĩnh vực báo chí"
    return (placed or concerned) and lexicon.verbs.match(words, at) is not None
