"""The grammar of agency names: one agency, or one elliptic list of them, read from a word on.

Order of precedence: an office-holder ("Giám đốc Sở Tài chính"); a fixed name ("Bộ Chính trị"); a head with its field, place or proper name
("Sở Nội vụ", "UBND các huyện, thành phố"); a collective ("các Sở, ban, ngành"). Behind each its place, parent and qualifiers.
A name ends before punctuation, a verb (`stops`) or another agency. Every reader returns the index behind what it read, or None; none reads
more than `_LONGEST` words, so that the time is linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Head, Vocabulary, vocabulary
from extractor.naming import known_field

_LONGEST = 40
_LEVELS = {("tỉnh",), ("thành", "phố"), ("tp",), ("huyện",), ("quận",), ("thị", "xã"), ("thị", "trấn"), ("xã",), ("phường",), ("đặc", "khu")}
_DIGITS = frozenset("0123456789")
_SPECIFIC = frozenset({"cơ quan ngang bộ", "cơ quan thuộc chính phủ"})
_PARTY_NOUNS = frozenset({"cấp ủy", "cấp ủy đảng", "tổ chức đảng"})
_JUXTAPOSED = frozenset({"đơn", "ngành", "ban", "địa", "phòng"})  # "các phòng đơn vị trực thuộc"
# "Sở" alone stands for the issuing department, as a part of a longer name or by itself.
_PARENTS = frozenset({"bộ", "sở", "cục", "chi cục", "tổng cục", "viện", "công ty", "trường", "ban", "trung tâm", "tỉnh"})


@dataclass(frozen=True, slots=True)
class Reading:
    """Words start..end are an agency; `prefix` is the head that an elliptic list left out; `collective`: many agencies under one name.

    `issuer`: the words are a bare "Sở" or "Bộ", which means the document's issuer.
    """

    start: int
    end: int
    prefix: str = ""
    collective: bool = False
    issuer: bool = False


def read_agency(words: Words, start: int) -> tuple[Reading, ...]:
    """The agencies that begin at a word: none, one, or the members of an elliptic list ("Sở Tài chính, Nội vụ")."""
    lexicon = vocabulary()
    if words.at(start) not in lexicon.starts:
        return ()
    return _holder(words, start, lexicon) or _named(words, start, lexicon) or _collective(words, start, lexicon)


def _holder(words: Words, start: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    at = start
    determiner = lexicon.determiners.match(words, at)
    if determiner:
        at = determiner[0]
    found = lexicon.holders.match(words, at)
    if found is None:
        return ()
    end, title = found
    if determiner and title in ("Bộ trưởng", "Thứ trưởng", "Chủ tịch", "Bí thư", "Giám đốc", "Thủ trưởng") and not _agency_at(words, end, lexicon):
        return (Reading(start, end, collective=True),)
    if words.at(end) == "các" or lexicon.singular.match(words, end) and not words.capital(end):
        inner = _named(words, end, lexicon) or _collective(words, end, lexicon)
    else:
        inner = _named(words, end, lexicon)
    if inner:
        head = words.slice(start, inner[0].end)
        first = Reading(start, inner[0].end, collective=bool(determiner) or inner[0].collective)
        title = words.slice(start, end)
        rest = tuple(Reading(r.start, r.end, f"{title} {r.prefix}".strip(), r.collective) for r in inner[1:])
        return (first, *rest) if head else ()
    # "Chánh Thanh tra tỉnh" has its head inside; "Cục trưởng", "Giám đốc" alone name nobody in particular.
    for parent in ("sở", "bộ"):
        if words.at(end) == parent and words.capital(end):
            return (Reading(start, end + 1),)
    return ()


def _agency_at(words: Words, start: int, lexicon: Vocabulary) -> bool:
    return bool(_named(words, start, lexicon) or _collective(words, start, lexicon))


def _named(words: Words, start: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    at = start
    determiner = lexicon.determiners.match(words, at)
    if determiner:
        at = determiner[0]
    name = lexicon.names.match(words, at)
    head = lexicon.head_phrases.match(words, at)
    if name and words.capital(at) and (head is None or name[0] >= head[0]):
        return (Reading(start, _tail(words, name[0], lexicon), collective=bool(determiner)),)
    if head is None:
        return ()
    end, phrase = head
    kind = lexicon.heads[phrase]
    if determiner and words.at(end) == ":":  # "các Sở: Tài chính, Nội vụ"
        members = _members(words, end + 1, words.printed[at], lexicon)
        if members:
            return members
    reading = _body(words, start, at, end, kind, lexicon, many=bool(determiner))
    return reading


def _body(words: Words, start: int, at: int, end: int, head: Head, lexicon: Vocabulary, *, many: bool) -> tuple[Reading, ...]:
    capital = words.capital(at)
    allowed = head.body
    if "field" in allowed and (field := _field(words, end, lexicon)):
        first = Reading(start, _tail(words, field, lexicon), collective=many)
        return (first, *_members(words, first.end, words.slice(at, end), lexicon, joint=True)) if first.end == field else (first,)
    if not capital and not (words.capital(end) and allowed & {"name", "parent", "place"}) and "place" not in allowed:
        return ()
    if "parent" in allowed and (parent := _parent(words, end, lexicon)):
        return (Reading(start, _tail(words, parent, lexicon), collective=many),)
    if "place" in allowed and (place := _place(words, end, lexicon)):
        if capital or words.printed[at].isupper() or words.at(at) in ("ủy", "ubnd"):
            plural = many or words.at(end) in ("các", "cấp", "những") or words.at(end + 1) == ","
            return (Reading(start, _tail(words, place, lexicon), collective=plural),)
    if "name" in allowed and (name := _proper(words, end, lexicon)):
        return (Reading(start, _tail(words, name, lexicon), collective=many),)
    if "free" in allowed and capital and (name := _free(words, end, lexicon)):
        return (Reading(start, _tail(words, name, lexicon), collective=many),)
    if "alone" in allowed and (capital or many) and not words.capital(end):
        if end < len(words) and words.at(end) in ("viên", "bộ"):  # "Tỉnh ủy viên"
            return ()
        return (Reading(start, _tail(words, end, lexicon), collective=many),)
    return ()


def _members(words: Words, start: int, prefix: str, lexicon: Vocabulary, *, joint: bool = False) -> tuple[Reading, ...]:
    """Further fields of an elliptic list. `joint`: a separator comes first."""
    members: list[Reading] = []
    at = start
    while at < len(words):
        if joint or members:
            if words.at(at) not in (",", "và", ";") or words.at(at) == ";" and joint:
                break
            following = at + 1
            if words.at(following) == "và":
                following += 1
        else:
            following = at
        field = _field(words, following, lexicon)
        if field is None or lexicon.head_phrases.match(words, following) and _named_head(words, following, lexicon):
            break
        members.append(Reading(following, field, prefix))
        at = field
    return tuple(members)


def _named_head(words: Words, at: int, lexicon: Vocabulary) -> bool:
    found = lexicon.head_phrases.match(words, at)
    return bool(found and _body(words, at, at, found[0], lexicon.heads[found[1]], lexicon, many=False))


def _field(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """The end of a known field ("Kế hoạch và Đầu tư", "LĐ-TB&XH")."""
    if not words.capital(start):
        return None
    short = next((n for n in range(min(6, len(words) - start), 0, -1) if words.alphabetic(start + n - 1) and known_field(words.slice(start, start + n))), 0)
    found = lexicon.fields.match(words, start)
    end = max(start + short, found[0] if found else 0)
    return end if end > start else None


def _parent(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """The end of an agency that the name belongs to ("Văn phòng | UBND tỉnh", "Văn phòng | Sở")."""
    if not words.capital(start) and words.at(start) not in ("các", "ủy"):
        return None
    inner = _named(words, start, lexicon)
    if inner:
        return inner[0].end
    if words.at(start) in _PARENTS and words.capital(start):
        return start + 1
    return None


def _level(words: Words, start: int) -> int | None:
    for size in (2, 1):
        if start + size <= len(words) and tuple(words.folded[start : start + size]) in _LEVELS:
            return start + size
    return None


def _place(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """The end of a place: "tỉnh (Lào Cai)", "các huyện, thành phố", "cấp xã, phường", "phường Văn Phú", "Lào Cai", "các cấp"."""
    at = start
    word = words.at(at)
    if word in ("chi", "khu") and words.at(at + 1) in ("nhánh", "vực"):  # "Ngân hàng Nhà nước chi nhánh tỉnh", "Kho bạc Nhà nước khu vực VIII"
        at += 2
        if words.at(at).isdigit() or words.printed[at : at + 1] and set(words.printed[at]) <= set("IVX"):
            return at + 1
        return _place(words, at, lexicon) or at
    if word in ("các", "những", "từng", "mỗi") and words.at(at + 1) == "cấp":
        return at + 2
    many = word in ("các", "những", "từng", "mỗi", "cấp")
    if many:
        at += 1
    end = _level(words, at)
    if end is None:
        if many or not words.capital(at):
            return None
        if (province := lexicon.provinces.match(words, at)) is not None:
            return province[0]
        if word == "việt" and words.at(at + 1) == "nam":
            return at + 2
        return at + 2 if words.folded[at : at + 2] == ["trung", "ương"] else None
    if words.at(end - 1) == "tp" and words.at(end) == ".":
        end += 1
    while True:
        name = None if many and words.at(end) in (",", "và") else _place_name(words, end, lexicon)
        end = name or end
        following = end + 1
        if words.at(end) not in (",", "và", "/", "-") or words.at(following) == "":
            return end
        if words.at(following) in ("các", "và", "cấp"):  # "các huyện, các thành phố" is one; "UBND các xã và các đơn vị" is not
            following += 1
        level = _level(words, following)
        if level is None or (name is not None and not many):
            return end
        if words.capital(following) and not words.capital(at):
            return end
        end = level


def _place_name(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    if not words.capital(start):
        return None
    if (province := lexicon.provinces.match(words, start)) is not None:
        return province[0]
    end = start
    while end - start < 4 and words.capital(end) and words.alphabetic(end) and not (end > start and lexicon.head_phrases.match(words, end)):
        end += 1
    return end if end > start and not lexicon.head_phrases.match(words, start) else None


def _stopped(words: Words, at: int, lexicon: Vocabulary) -> bool:
    if not words.alphabetic(at):
        return True
    if lexicon.stops.match(words, at) is None:
        return False
    return not any((kept := lexicon.kept.match(words, begin)) and kept[0] > at for begin in (at, at - 1) if begin >= 0)


def _proper(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """The end of a proper name: a capital, then words up to a stop; parts joined by "và", "-" or "," before another capital."""
    if not words.capital(start) or words.printed[start].isdigit() or lexicon.stops.match(words, start) and words.at(start) != "tổ":
        return None
    end = start + 1
    while end < len(words) and end - start < _LONGEST:
        word = words.at(end)
        if word in ("và", "-", "&", ","):
            joins = words.capital(end + 1) and not _starts_agency(words, end + 1, lexicon)
            if word == "," and joins:  # "Trung tâm Văn hóa, Thể thao và Truyền thông": a last part with "và" must follow
                joins = words.printed[end + 1].isupper() and words.printed[end - 1].isupper() or _last_part(words, end + 1, lexicon)
            if not joins:
                break
            end += 2
        elif word in ("thuộc", "trực", "của", "có", "liên") or _stopped(words, end, lexicon) or _level(words, end):
            break
        elif words.capital(end) and _starts_agency(words, end, lexicon):
            break
        else:
            end += 1
    return end


def _last_part(words: Words, start: int, lexicon: Vocabulary) -> bool:
    for at in range(start, min(start + 6, len(words))):
        if words.at(at) == "và":
            return words.capital(at + 1) and not _starts_agency(words, at + 1, lexicon)
        if not words.alphabetic(at):
            return False
    return False


def _starts_agency(words: Words, at: int, lexicon: Vocabulary) -> bool:
    if words.at(at) not in lexicon.starts:
        return False
    if lexicon.names.match(words, at) or lexicon.holders.match(words, at):
        return True
    found = lexicon.head_phrases.match(words, at)
    return bool(found and (words.capital(found[0]) or lexicon.heads[found[1]].body & {"place", "free"} or found[0] - at > 1))


def _free(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """The end of a name in lower case ("Ban Quản lý | dự án đầu tư xây dựng số 1"): up to a stop, a mark or another agency."""
    end = start
    while end < len(words) and end - start < _LONGEST:
        if words.at(end) == "và":
            if words.capital(end + 1) or words.at(end + 1) in ("các", "những", "phát"):
                if words.at(end + 1) != "phát":
                    break
            else:
                break
        elif words.at(end) in ("thuộc", "của", "liên") or _stopped(words, end, lexicon) or _level(words, end) or end > start and _starts_agency(words, end, lexicon):
            break
        end += 1
    return end if end > start else None


def _tail(words: Words, start: int, lexicon: Vocabulary) -> int:
    """The end of what belongs to a name behind it: place, parent ("thuộc Sở"), "trên địa bàn …", qualifiers."""
    at = start
    while at < len(words) and at - start < _LONGEST:
        word, following = words.at(at), words.at(at + 1)
        belongs = at
        if word in ("thuộc", "của") or (word == "trực" and following == "thuộc"):
            inside = at + (2 if word == "trực" else 1)
            parent = _parent(words, inside, lexicon) or _place(words, inside, lexicon)
            if parent is None and words.folded[inside : inside + 2] == ["trung", "ương"]:
                parent = inside + 2
            if parent is None and words.folded[inside : inside + 2] in (["phạm", "vi"], ["thẩm", "quyền"]):
                return at
            if parent is None:
                return inside if word == "trực" else at
            at = parent
        elif word == "trên" and words.folded[at + 1 : at + 3] == ["địa", "bàn"]:
            at = _place(words, at + 3, lexicon) or at + 3
        elif word in ("về", "đối") and words.folded[at - 2 : at] == ["nhà", "nước"]:  # "các cơ quan quản lý nhà nước về giá"
            at = _free(words, at + (2 if word == "đối" else 1), lexicon) or at
        elif word == "khóa" and set(words.printed[at + 1] if at + 1 < len(words) else "-") <= set("IVX"):
            at += 2
        elif word == "tại" or word == "ở":
            place = _place(words, at + 1, lexicon)
            at = place or at
        elif (qualifier := lexicon.qualifiers.match(words, at)) is not None:
            at = qualifier[0]
        elif (word in ("tỉnh", "huyện", "thành", "tp", "xã", "phường", "cấp", "thị", "các", "quận") or words.capital(at)) and (place := _place(words, at, lexicon)):
            if word == "các" and words.at(at + 1) not in ("tỉnh", "huyện", "xã", "thành", "phường", "thị", "quận", "cấp"):
                break
            at = place
        elif words.capital(at) and words.capital(start - 1) is not None and (parent := _nested(words, at, lexicon)):
            at = parent
        if at == belongs:
            break
    return at


def _nested(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """A parent without "thuộc": "Ban Dân tộc | HĐND tỉnh", "Vụ Pháp chế | Bộ Tư pháp"."""
    found = lexicon.head_phrases.match(words, start)
    if found is None or not lexicon.heads[found[1]].body & {"place", "field", "parent"}:
        return (start + 1) if words.at(start) in ("sở", "bộ") else None
    inner = _named(words, start, lexicon)
    if inner:
        return inner[0].end
    return (start + 1) if words.at(start) in ("sở", "bộ") else None


def _collective(words: Words, start: int, lexicon: Vocabulary) -> tuple[Reading, ...]:
    """ "các Sở, ban, ngành", "từng sở, ngành, địa phương", "cơ quan Thuế", "Bộ, ngành liên quan"."""
    at = start
    determiner = lexicon.determiners.match(words, at)
    if determiner:
        at = determiner[0]
    elif lexicon.singular.match(words, at) is None:
        return ()
    noun = lexicon.nouns.match(words, at)
    if noun is None:
        return ()
    count = 1
    at = _noun_tail(words, noun[0], lexicon)
    qualified = at > noun[0] or noun[1] in _SPECIFIC
    while at < len(words) and at - start < _LONGEST:
        following = at
        while words.at(following) in (",", "và", "-", "/"):
            following += 1
        if following == at and words.at(at) not in _JUXTAPOSED or following - at > 2 or lexicon.determiners.match(words, following):
            break
        if _named(words, following, lexicon) or lexicon.holders.match(words, following):
            break
        more = lexicon.nouns.match(words, following) or lexicon.followers.match(words, following)
        if more is None or more[1] in _SPECIFIC and noun[1] in _SPECIFIC:
            break
        if more[1] == "tổ chức" and _stopped(words, more[0], lexicon) and words.alphabetic(more[0]):  # "tổ chức thực hiện" is a verb
            break
        if more[1] == "chính quyền" and noun[1] not in _PARTY_NOUNS:  # "các sở, ngành và | chính quyền địa phương"
            break
        end = _noun_tail(words, more[0], lexicon)
        qualified = qualified or end > more[0]
        at, count = end, count + 1
    if not determiner and count == 1 and not qualified:
        return ()
    if count == 1 and noun[1] in ("cấp", "tổ", "khối", "hộ", "cơ sở", "tỉnh", "huyện", "xã", "phường", "thị xã", "thị trấn", "thành phố", "quỹ", "lực lượng", "hội", "trường") and not qualified:
        return ()
    return (Reading(start, at, collective=bool(determiner) or count > 1),)


def _noun_tail(words: Words, start: int, lexicon: Vocabulary) -> int:
    return _tail(words, start, lexicon)
