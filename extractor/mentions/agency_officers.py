"""Posts that are told to act without an agency's name ("Cán bộ phụ trách lĩnh vực giám sát", "Các đồng chí chuyên viên"), which stand for
their agency and are named as printed.

They count as the whole of a cell, label or heading, or as one of a list there, and as the subject that a sentence begins with: elsewhere
such words are too common. What the post deals with belongs to it, also behind a comma ("Phó Chủ tịch Thường trực, phụ trách văn hóa"); a
personal name behind it makes it a person.
"""

from __future__ import annotations

from itertools import pairwise

from extractor.mentions.agency_grammar import Reading, read_agency
from extractor.mentions.agency_parts import makes, stopped
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import vocabulary

__all__ = ["behind_address", "is_personal_name", "is_subject", "read_holder_of_two", "read_officers", "read_posts"]

_ENDS = frozenset({";", "\n", "\t", "(", ")", ":", "."})
# What ends even what one deals with ("Cán bộ phụ trách kiểm tra | chủ trì rà soát").
_BOUND = frozenset({
    ("chủ", "trì"), ("có", "trách"), ("chịu", "trách"), ("chủ", "động"), ("phối", "hợp"), ("có", "nhiệm"), ("khẩn", "trương"),
})
_MEMBERSHIPS = ("ủy viên", "phó bí thư")
_SHORTEST_FIELD = 3
_DEALS = (("phụ", "trách"), ("theo", "dõi"))
_TESTED = frozenset({"kiểm", "thanh", "giám"})  # "được kiểm tra" is done to them, "được phân công" charges them
_DEALT = frozenset({"trách", "dõi", "và", "tác", "việc"})  # "phụ trách | phối hợp", "phụ trách công tác | phối hợp"
_LONGEST = 24
_LONGEST_NAME = 5
_MOST_POSTS = 12


def read_officers(words: Words, start: int, *, beside: bool = False) -> Reading | None:
    """The post that begins at `start` with all that belongs to it, or None. `beside`: another post stands before it in a list."""
    lexicon = vocabulary()
    determiner = lexicon.determiners.match(words, start)
    at = behind_address(words, determiner[0] if determiner else start)
    post = lexicon.officers.match(words, at)
    if post is None or not (determiner or beside or words.capital(start)):
        return None
    end = post[0]
    mass = lexicon.staff.match(words, at) is not None and not determiner
    if mass and words.at(end) in (",", "và") and lexicon.officers.match(words, end + 1):  # "Cán bộ, công chức": all of them
        return None
    field = lexicon.fields.match(words, end)
    if field is not None and field[0] - end >= _SHORTEST_FIELD:  # "Trưởng phòng | tổ chức cán bộ"
        end = field[0]
    dealing = False  # "… phụ trách giám sát, phản biện": what one deals with, verbs and lists too
    while end < len(words) and end - start < _LONGEST and words.at(end) not in _ENDS:
        deals = tuple(words.folded[end : end + 2]) in _DEALS
        if words.at(end) in (",", "và") and not _goes_on(words, end + 1, dealing=dealing):
            break
        if words.at(end) == "được" and not dealing and (done := _done_to(words, end + 1)) is not None:
            end = done
            continue
        if not dealing and words.capital(end) and (inner := read_agency(words, end)):  # "Thành viên | Ban Chỉ đạo"
            end = inner[-1].end
            continue
        dealing = dealing or deals or words.at(end) == "được"
        if dealing and tuple(words.folded[end : end + 2]) in _BOUND and words.alphabetic(end - 1) and words.at(end - 1) not in _DEALT:
            break
        if not dealing and makes(words, end, lexicon):  # "Thư ký cuộc họp | ghi biên bản"
            break
        if not dealing and words.alphabetic(end) and stopped(words, end, lexicon) and words.at(end) != "trong":
            break
        end += 2 if deals else 1
    if end - start >= _LONGEST or is_personal_name(words, post[0], end):
        return None
    return Reading(start, end, collective=determiner is not None and words.at(start) in ("các", "những"))


def _done_to(words: Words, start: int) -> int | None:
    """The index behind what is done to staff ("Giáo viên được | kiểm tra"); what they are charged with goes on ("được giao …")."""
    charged = vocabulary().charges.match(words, start - 1)
    verb = vocabulary().verbs.match(words, start)
    return verb[0] if verb is not None and (charged is None or words.at(start) in _TESTED) else None


def read_posts(words: Words, start: int, *, beside: bool = False) -> list[Reading]:
    """The posts of a list that begins with one ("Kế toán, thủ quỹ"); `beside`: one stands before it already."""
    found: list[Reading] = []
    at = start
    while (officer := read_officers(words, at, beside=beside or bool(found))) is not None and len(found) < _MOST_POSTS:
        if found and _same_holder(words, found[-1]):
            found[-1] = Reading(found[-1].start, officer.end)
        else:
            found.append(officer)
        if words.at(officer.end) not in (",", "và"):
            break
        at = officer.end + 1
    return found


def read_holder_of_two(words: Words, start: int) -> Reading | None:
    """The one comrade who holds two posts ("Đồng chí Phó Bí thư Đảng ủy, Chủ tịch UBND xã"), or None."""
    if behind_address(words, start) == start or not (posts := read_posts(words, start)):
        return None
    first = read_officers(words, start)
    return posts[0] if first is not None and first.end < posts[0].end else None


def _same_holder(words: Words, before: Reading) -> bool:
    """Whether the post behind a comma is held by the one comrade whose membership stands before it ("Đồng chí Ủy viên Ban Thường vụ, |
    Chủ tịch UBND xã")."""
    at, further = behind_address(words, before.start), before.end + 1
    if at == before.start or words.at(before.end) != "," or behind_address(words, further) > further:
        return False
    member = vocabulary().officers.match(words, at)
    return member is not None and " ".join(words.folded[at : member[0]]).endswith(_MEMBERSHIPS)


def is_subject(words: Words, reading: Reading) -> bool:
    """Whether a heading that is this reading names staff as its subject and tells nobody to act ("Giáo viên dạy giỏi", "Công chức xã")."""
    if reading.collective or vocabulary().staff.match(words, reading.start) is None or read_agency(words, reading.start):
        return False
    inner = words.folded[reading.start : reading.end]
    return "được" not in inner and not any(pair in _DEALS for pair in pairwise(inner))


def behind_address(words: Words, at: int) -> int:
    """The index behind "đồng chí", "đ/c", "ông", "bà" or "ông (bà)"; the same where none stands here."""
    if words.folded[at : at + 2] == ["đồng", "chí"]:
        return at + 2
    if words.folded[at : at + 3] == ["đ", "/", "c"]:
        return at + 3
    if words.at(at) not in ("ông", "bà"):
        return at
    return at + (4 if words.folded[at + 1 : at + 4] == ["(", "bà", ")"] else 3 if words.folded[at + 1 : at + 3] == ["/", "bà"] else 1)


def _goes_on(words: Words, at: int, *, dealing: bool) -> bool:
    """Whether what stands behind a comma or "và" still belongs to the post."""
    if tuple(words.folded[at : at + 2]) in _DEALS:
        return True
    lexicon = vocabulary()
    further = lexicon.officers.match(words, behind_address(words, at)) or read_agency(words, at)
    return not further and (dealing or (words.at(at - 1) == "và" and lexicon.determiners.match(words, at) is None))


def is_personal_name(words: Words, start: int, end: int) -> bool:
    """Whether the words are a person's name: a family name and one to four names, all with capitals."""
    name = words.printed[start:end]
    return 2 <= len(name) <= _LONGEST_NAME and all(word.istitle() for word in name) and words.at(start) in vocabulary().family_names
