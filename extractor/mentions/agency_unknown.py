"""Members of a sentence's list of agencies that no name is known for: what stands between a joint and the verb, or a further agency.

One unknown member must not cost the known ones; with a capital it is taken as one of them.
"""

from __future__ import annotations

from extractor.mentions.agency_grammar import Reading
from extractor.mentions.agency_officers import behind_address, is_personal_name
from extractor.mentions.agency_sentences import listed, sentence_words
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import vocabulary

__all__ = ["with_unknown"]

_LONGEST_UNKNOWN = 8
_MOST_MEMBERS = 40


def with_unknown(words: Words, readings: list[Reading], end: int, left: int = _MOST_MEMBERS) -> tuple[list[Reading], int]:
    """The agencies of a list and the index of the verb, where words that no name is known for stand between a joint and it.

    With a capital they are a member, and the list may go on behind them ("Sở Xây dựng, | Liên hiệp Thanh niên Xung phong, Sở Y tế"); in
    lower case where a noun of bodies begins them ("Báo Phú Thọ, | hệ thống loa truyền thanh | duy trì chuyên mục"), else passed over.
    """
    lexicon, spoken = vocabulary(), sentence_words()
    begin = end + (2 if words.at(end) == "," and words.at(end + 1) == "và" else 1)
    if not readings or words.at(end) not in (",", "và") or words.at(begin) in spoken.adverbials or words.at(begin) in spoken.no_predicates:
        return readings, end
    if lexicon.verbs.match(words, begin) or lexicon.stops.match(words, begin):
        return readings, end
    if words.capital(begin):
        stop = _unknown_name(words, begin)
        if stop is None or not left:
            return readings, end
        together = readings if _is_person(words, begin, stop) else [*readings, Reading(begin, stop)]
        if words.at(stop) not in (",", "và"):
            return together, stop
        further, behind = listed(words, stop + 1)
        more, last = with_unknown(words, [*together, *further], behind if further else stop, left - 1)
        if further or last > stop:
            return more, last
        verb = next((at for at in range(begin, stop) if not words.capital(at)), begin)  # "Tây Nam | tiêu nước đệm, …": in no list
        return ([*readings, Reading(begin, verb)], verb) if verb - begin > 1 else (readings, end)
    body = spoken.bodies.match(words, begin) is not None
    for at in range(begin + 1, begin + _LONGEST_UNKNOWN):
        if not words.alphabetic(at) or words.capital(at):
            break
        if lexicon.stops.match(words, at) or lexicon.verbs.match(words, at):
            if at - begin == 1 or words.at(at) in spoken.no_predicates:
                return readings, end
            return ([*readings, Reading(begin, at)] if body else readings), at
    return readings, end


def _unknown_name(words: Words, begin: int) -> int | None:
    """The end of a name that no vocabulary has, of two words at least, before a joint or a verb in lower case."""
    lexicon = vocabulary()
    for at in range(begin + 1, begin + _LONGEST_UNKNOWN + 2):
        ends = words.at(at) in (",", "và")
        if not ends and (words.capital(at) or (lexicon.stops.match(words, at) or lexicon.verbs.match(words, at)) is None):
            if not words.alphabetic(at):
                return None
            continue
        return at if at - begin > 1 else None
    return None


def _is_person(words: Words, begin: int, end: int) -> bool:
    """Whether a person or post stands here, which is no agency of a list."""
    lexicon, at = vocabulary(), behind_address(words, begin)
    return at > begin or is_personal_name(words, begin, end) or any(p.match(words, begin) for p in (lexicon.officers, lexicon.holders))
