"""The parts of an agency's name behind its head: field ("Kế hoạch và Đầu tư"), proper or free name, qualifiers; and where a part ends.

Every reader takes the index of the part's first word and returns the index behind it, or None. None reads more than `LONGEST` words.
"""

from __future__ import annotations

from functools import cache

from extractor.mentions.agency_joints import goes_on, prevention, starts_agency
from extractor.mentions.agency_levels import level
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import Vocabulary
from extractor.naming import field_shorts, known_field

LONGEST = 40
_LONGEST_SHORT = 6
_ROMAN = frozenset("IVX")
_BEHIND_NOUNS = frozenset({
    "được", "có", "phải", "không", "chịu", "sẽ", "là", "trong", "về", "theo", "hoặc", "hay", "để", "do", "với", "cho", "tại", "trên", "khi",
})
_BELONGING = frozenset({"thuộc", "trực", "của", "có"})


def roman(word: str) -> bool:
    """Whether a printed word is a small Roman number."""
    return bool(word) and set(word) <= _ROMAN


def stopped(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether a name ends here: a mark, the end, or a word that begins a predicate."""
    if not words.alphabetic(at):
        return True
    return lexicon.stops.match(words, at) is not None and not _kept(words, at, lexicon)


def _kept(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether the word stands inside a phrase that is part of names ("quy | trình", "người | có công")."""
    return lexicon.kept.match(words, at) is not None or kept_before(words, at, lexicon)


def kept_before(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether such a phrase has begun before the word and goes on with it ("nhận và | trả kết quả")."""
    return any((kept := lexicon.kept.match(words, begin)) and kept[0] > at for begin in (at - 1, at - 2) if begin >= 0)


def field(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """A known field ("Kế hoạch và Đầu tư") or its short form ("LĐ-TB&XH")."""
    if not words.capital(start):
        return None
    end = start
    begun = words.slice(start, start + 1).replace("&", "") in _short_beginnings()
    for size in range(min(_LONGEST_SHORT, len(words) - start) if begun else 0, 0, -1):
        if words.alphabetic(start + size - 1) and known_field(words.slice(start, start + size)):
            end = start + size
            break
    if (found := lexicon.fields.match(words, start)) is not None:
        end = max(end, found[0])
    return end if end > start else None


@cache
def _short_beginnings() -> frozenset[str]:
    """All that the first word of a field's short form can be, without the marks inside: cheaper than to ask for each number of words."""
    return frozenset(short[:size] for short in field_shorts() for size in range(1, len(short) + 1))


def proper(words: Words, start: int, lexicon: Vocabulary) -> int | None:
    """A proper name: a capital, then words up to a stop; a joint goes on with it where no other agency begins behind."""
    return goes_further(words, start + 1, lexicon, first=start) if words.capital(start) else None


def goes_further(words: Words, at: int, lexicon: Vocabulary, *, first: int) -> int:
    """The end of a proper name that began at `first` and reaches `at` at least."""
    end = at
    while end < len(words) and end - first < LONGEST:
        word = words.at(end)
        if not words.alphabetic(end) or word == "và":
            further = goes_on(words, end, lexicon)
            if further is None:
                break
            end = further
        elif words.capital(end) and (province := lexicon.provinces.match(words, end)) is not None:  # "Thoát nước Hải Phòng" has no "Phòng"
            end = province[0]
        elif _name_ends(words, end, lexicon) or (words.capital(end) and starts_agency(words, end, lexicon)):
            break
        else:
            end += 1
    return end


def _name_ends(words: Words, at: int, lexicon: Vocabulary) -> bool:
    concerned = words.at(at) == "liên" and words.at(at + 1) == "quan"
    belonging = words.at(at) in _BELONGING and not _kept(words, at, lexicon)
    if concerned or belonging or level(words, at) is not None:
        return True
    if words.capital(at) and words.alphabetic(at - 1) and lexicon.named_works.match(words, at):  # "Viện Nghiên cứu | Quản lý kinh tế"
        return False
    return stopped(words, at, lexicon) or _acts(words, at, lexicon)


def _acts(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether a verb stands here in lower case and is no part of the name.

    So it is where no unit is called after it ("Khoa Dược | dự trù thuốc"), behind a proper name of two syllables ("Hợp tác xã Phú Lương |
    nạo vét kênh mương") or a number ("Bệnh viện Quân y 4 | khám"), and before what it makes or how much ("Phòng Kế hoạch tổng hợp | xây
    dựng danh mục", "Ban Quản lý rừng phòng hộ | trồng 50 ha rừng").
    """
    verb = None if words.capital(at) else lexicon.verbs.match(words, at)
    if verb is None:
        return False
    if verb[1] in lexicon.acting and not kept_before(words, at, lexicon):
        return True
    if words.at(at - 1).isdigit() or roman(words.printed[at - 1]) or makes(words, at, lexicon):
        return True
    if _counts(words, verb[0], lexicon) and not kept_before(words, at, lexicon):
        return True
    named = at > 1 and all(word.istitle() and len(word) > 1 for word in words.printed[at - 2 : at])
    named = named and lexicon.head_phrases.match(words, at - 2) is None  # "Tổ Khoa | học tự nhiên"
    return named


def acting(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether a verb stands here before which names end."""
    verb = lexicon.verbs.match(words, at)
    return verb is not None and verb[1] in lexicon.acting


def _counts(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether how much or how a verb does stands here ("thêm", "120 km"); "đầu tư xây dựng | 1 chủ trì" is a number of the name."""
    if lexicon.done_more.match(words, at) is not None:
        return True
    unit = at + 1
    if not words.at(at).isdigit() or not words.alphabetic(unit) or words.capital(unit):
        return False
    return level(words, unit) is None and lexicon.verbs.match(words, unit) is None and lexicon.stops.match(words, unit) is None


def makes(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether a verb in lower case with what it makes stands here ("xây dựng danh mục", "ghi biên bản")."""
    verb = None if words.capital(at) else lexicon.verbs.match(words, at)
    return verb is not None and lexicon.products.match(words, verb[0]) is not None


def free(words: Words, start: int, lexicon: Vocabulary, *, commas: bool = False) -> int | None:
    """A name in lower case ("Ban Quản lý | dự án đầu tư xây dựng số 1"): up to a stop, a mark or another agency.

    `commas`: it may begin with one, as the head holds the first part ("Trung tâm Văn hóa | , Thể thao và Truyền thanh"); else the head
    alone is no name, so that what begins it is no predicate ("Hội đồng | bán đấu giá tài sản").
    """
    end = start
    while end < len(words) and end - start < LONGEST:
        word = words.at(end)
        if (end > start or commas or word != ",") and (further := goes_on(words, end, lexicon)) is not None:
            end = further
            continue
        called = end == start and not commas and acting(words, end, lexicon) and not stopped(words, end, lexicon)
        if word == "và" or (not called and _name_ends(words, end, lexicon) and not prevention(words, end)):
            break
        if end > start and starts_agency(words, end, lexicon):
            break
        end += 1
    return end if end > start else None


def field_ends(words: Words, at: int, lexicon: Vocabulary) -> bool:
    """Whether a field is complete here: a mark, a predicate, a place or a further joint follows."""
    return stopped(words, at, lexicon) or words.at(at) in ("và", "thuộc", "của") or level(words, at) is not None


def joined_qualifiers(words: Words, at: int, lexicon: Vocabulary) -> int:
    """The end of qualifiers joined by commas or "và" ("mầm non, | tiểu học, THCS")."""
    while words.at(at) in (",", "và") and lexicon.nouns.match(words, at + 1) is None:
        further = lexicon.qualifiers.match(words, at + 1)
        if further is None:
            break
        at = further[0]
    return at


def is_verb(words: Words, start: int, noun: tuple[int, str], lexicon: Vocabulary) -> bool:
    """Whether a noun is a verb here, or its first syllable: "tổ chức thực hiện", "ban hành", "báo cáo"; "tổ chức được giao" is a noun."""
    end, text = noun
    stop = lexicon.stops.match(words, start)
    if stop is not None and stop[0] > end:
        return True
    return text == "tổ chức" and words.alphabetic(end) and words.at(end) not in _BEHIND_NOUNS and stopped(words, end, lexicon)
