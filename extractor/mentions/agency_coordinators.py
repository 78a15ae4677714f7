"""With whom a task is to be done: the agencies behind "phối hợp (với)", "phối hợp giữa X với", "(có) sự phối hợp của" or a leading "Cùng
với", as far as the list goes, or before a mere "phối hợp".

None is whom another is to urge or guide to cooperate ("đôn đốc các chủ đầu tư phối hợp"), and "cơ chế phối hợp" names nobody.
"""

from __future__ import annotations

from extractor.mentions.agencies import mention_of
from extractor.mentions.agency_bare import of_issuer, read_house
from extractor.mentions.agency_grammar import Reading
from extractor.mentions.agency_labels import SHORT_LABELS, label_end
from extractor.mentions.agency_marks import mark_behind
from extractor.mentions.agency_sentences import listed, new_ones, only_cooperates, sentence_words, task_words
from extractor.mentions.agency_tokens import Words
from extractor.mentions.context import Context
from extractor.records import AgencyMention, Span

__all__ = ["coordinators_among", "sentence_coordinators"]

_NEAR_LIST = 30
_NEAR = 14
_LEADING = (["chủ", "trì"], ["đầu", "mối"], ["thường", "trực"])
_LEADING_WORDS = frozenset(words[0] for words in _LEADING)
_LONGEST_SHARE = 5  # "với sự tham gia | phối hợp của"


def sentence_coordinators(text: str, span: Span, context: Context, *, led: bool = False) -> tuple[AgencyMention, ...]:
    """The agencies that the text of the span names behind "phối hợp (với)", or before a mere "phối hợp".

    `led`: whoever leads is known, so that "X phối hợp" makes X no leader; else only what stands behind "chủ trì" is read so.
    """
    return coordinators_among(task_words(text, span, context), context, led=led)


def coordinators_among(words: Words, context: Context, *, led: bool = False) -> tuple[AgencyMention, ...]:
    """What `sentence_coordinators` gives of a span whose `task_words` are known."""
    spoken = sentence_words()
    if spoken.helping.isdisjoint(words.folded):
        return ()
    found: list[Reading] = []
    lead = 0 if led else _first_lead(words)
    for at in [at for at, word in enumerate(words.folded[:-1]) if word in spoken.helping]:
        if words.at(at) in ("(", "[") and (mark := mark_behind(words, at)) is not None:
            found += new_ones(words, _marked(words, mark[1]) if mark[0] == "coordinating" else [], found)
            continue
        if (shared := _shared(words, at)) is not None:
            readings, end = listed(words, shared, partners=True)
            # "Cùng với Sở A, Sở B rà soát": Sở B may be who acts.
            one_list = len(readings) == 1 or words.at(at) != "cùng" or (readings and "và" in words.folded[readings[0].end : end])
            found += new_ones(words, readings if one_list else [], found)
            continue
        verb = spoken.together.match(words, at)
        begin = label_end(words, at, "phối hợp") if verb or words.at(at) in SHORT_LABELS else None
        if begin is None and verb is None:
            continue
        if begin is None and (_in_noun(words, at) or _object_before(words, at)):
            continue
        begin = begin or (verb[0] if verb else at)
        at_once = words.at(at) in ("phối", *SHORT_LABELS) or (words.at(at) == "kết" and words.capital(begin))  # "kết hợp Công an xã"
        if not at_once and words.at(begin) != "với" and words.folded[at : at + 2] != ["chủ", "trì"]:
            continue
        while (manner := spoken.manners.match(words, begin)) is not None:
            begin = manner[0]
            if words.at(begin) == "," and spoken.manners.match(words, begin + 1):  # "phối hợp chặt chẽ, quyết liệt với"
                begin += 1
        if words.at(at) == "phối":
            begin = _between(words, at, begin) or _behind_shared_verb(words, begin)
        readings, _ = listed(words, begin, partners=True)
        if readings and readings[0].collective and words.at(begin - 1) != "với" and _of_what_is_planned(words, at):
            continue  # "kế hoạch phối hợp | các lực lượng"
        if not readings and lead <= at:
            readings = _before(words, at, alone=only_cooperates(words, at))
        if not readings and words.at(begin - 1) == "với":
            readings = _house_and_others(words, begin)
        found += new_ones(words, readings, found)
    return tuple(mention_of(words, reading, context, "sentence") for reading in of_issuer(words, found, context))


def _of_what_is_planned(words: Words, at: int) -> bool:
    """Whether "phối hợp" only says what is planned or raised right before it ("phương án | phối hợp các lực lượng")."""
    planned = sentence_words().planned.match(words, at - 2) if at > 1 else None
    return planned is not None and planned[0] == at


def _house_and_others(words: Words, start: int) -> list[Reading]:
    """The issuer by its bare word, and those listed behind it ("phối hợp với | Sở, các phòng")."""
    house = list(read_house(words, start))
    return house + (listed(words, start + 2, partners=True)[0] if house and words.at(start + 1) in (",", "và") else [])


def _first_lead(words: Words) -> int:
    """The index of the first "chủ trì", "đầu mối" or "thường trực"; the number of words where there is none."""
    folded = words.folded
    return next((at for at, word in enumerate(folded) if word in _LEADING_WORDS and folded[at : at + 2] in _LEADING), len(words))


def _shared(words: Words, at: int) -> int | None:
    """The index behind "Cùng (với)" that begins a sentence, or behind "(có|với) sự phối hợp của"; None where neither stands here."""
    if words.at(at) == "cùng":
        begins = words.capital(at) and not words.alphabetic(at - 1)
        return at + (2 if words.at(at + 1) == "với" else 1) if begins else None
    if words.folded[at : at + 3] != ["phối", "hợp", "của"]:
        return None
    before = words.folded[max(0, at - _LONGEST_SHARE) : at]
    return at + 3 if "sự" in before and not {"có", "với"}.isdisjoint(before) else None


def _in_noun(words: Words, at: int) -> bool:
    """Whether "phối hợp" only describes a noun ("cơ quan | phối hợp"), or "liên kết" is one; behind "liên quan" it is a verb."""
    if words.at(at) == "liên":  # "đẩy mạnh hợp tác, | liên kết với các trường" is the work itself, with a named school it is none
        general = words.folded[at + 2 : at + 4] == ["với", "các"]
        return general and words.folded[max(0, at - 3) : at - 1] == ["hợp", "tác"] and words.at(at - 1) in (",", "và")
    return at > 0 and words.at(at - 1) in sentence_words().nouns_before and words.folded[at - 2 : at] != ["liên", "quan"]


def _behind_shared_verb(words: Words, at: int) -> int:
    """The index behind a verb that has its object in common with "phối hợp" ("phối hợp, hướng dẫn Bộ Y tế"): a named agency."""
    verb = sentence_words().shared.match(words, at + (words.at(at) == ","))
    object_, _ = listed(words, verb[0]) if verb else ([], at)
    return verb[0] if verb and object_ and not object_[0].collective else at


def _between(words: Words, verb: int, at: int) -> int | None:
    """The index behind the "với" of "(tăng cường) phối hợp giữa nhà trường với …"; None where it is not told, or names an agreement."""
    if words.at(at) != "giữa" or (words.alphabetic(verb - 1) and words.at(verb - 1) not in sentence_words().doing):
        return None
    for begin in range(at + 1, min(at + _NEAR, len(words))):
        if not words.alphabetic(begin):
            return None
        if words.at(begin) == "với":
            return begin + 1
    return None


def _before(words: Words, at: int, *, alone: bool) -> list[Reading]:
    """The agencies listed right before "phối hợp", behind "chủ trì" ("Sở A chủ trì, Sở B và Sở C phối hợp").

    Where "phối hợp" is not `alone` ("phối hợp tổ chức chiến dịch"), their list follows at once on who leads ("làm đầu mối, | Phòng B").
    """
    begin = at
    while begin > max(0, at - _NEAR_LIST) and words.folded[begin - 2 : begin] not in _LEADING:
        begin -= 1
    if not alone and (words.folded[max(0, begin - 2) : begin] not in _LEADING or words.at(begin) not in (",", ";")):
        return []
    for start in range(begin, at if alone else min(begin + 3, at)):
        readings, end = listed(words, start)
        if readings and end == at:
            return readings
    return []


def _marked(words: Words, end: int) -> list[Reading]:
    """The agencies listed before the mark "(phối hợp)" that ends here, but for those that another mark makes leads."""
    for start in range(max(0, end - _NEAR_LIST), end):
        readings, stop = listed(words, start)
        if readings and stop >= end:
            marks = [(reading, mark_behind(words, reading.end)) for reading in readings]
            return [reading for reading, mark in marks if mark is not None and mark[0] == "coordinating"]
    return []


def _object_before(words: Words, at: int) -> bool:
    """Whether "phối hợp" is what the object of another verb is to do ("đôn đốc các chủ đầu tư phối hợp")."""
    for begin in range(max(0, at - _NEAR), at):
        if words.at(begin) in (".", ";", ":"):
            continue
        if begin and words.at(begin - 1) in sentence_words().object_verbs:
            readings, end = listed(words, begin)
            if readings and at - 3 <= end <= at and not any(w in (".", ";", ",") for w in words.folded[end:at]):
                return words.folded[max(0, begin - 2) : begin] not in (["đề", "nghị"], ["yêu", "cầu"])
    return False
