"""Finds agencies (cơ quan, tổ chức) named in free text: names, collectives ("các Sở, ban, ngành") and office-holders ("Giám đốc các Sở").

The grammar is tried at every word that can begin a name, from left to right; mentions do not overlap. Lines printed in capitals are read as
if written normally. Promises: text[span] is the mention's text; time linear in the text; a name the vocabulary cannot begin is not found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.agency_grammar import Reading, read_agency
from extractor.mentions.agency_tokens import Words, words_of
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.context import Context
from extractor.naming import full_name, is_syllable, recase
from extractor.records import AgencyMention, FoundIn, Span
from extractor.short_texts import remembering_short_texts

__all__ = ["find_agencies", "mention_of", "readable"]

_UPPER = f"A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ{''.join(map(chr, range(0x1EA0, 0x1EFA, 2)))}"
# Of more than one word: one alone is an abbreviation. That no word begins before it is looked at behind the first capital: a pattern that
# begins with one skips all other letters.
_CAPITALS = lazy_pattern(rf"[{_UPPER}](?<!\w.)[{_UPPER}]*[ \u00a0,&\-–][{_UPPER} \u00a0,&\-–]*(?<=\w)(?!\w)")


_COMMITTEE = "Ủy ban nhân dân"
# "UBND | các xã Yên Thành", the first of several: its own name has no "các".
_MANY = (" các ", " hai ", " ba ", " bốn ", *(f"{digit} " for digit in range(10)))
_PLURAL_LEVEL = lazy_pattern(
    rf"^(\w+(?: \w+){{0,7}}) (?:các|hai|ba|bốn|\d{{1,2}}) "
    rf"((?i:xã|phường|đặc khu|thị trấn|thị xã|huyện|quận|thành phố|tỉnh) )(?=[{_UPPER}\d])"
)


@remembering_short_texts
def readable(text: str) -> str:
    """The text with runs of words in capitals written normally, of the same length: in capitals no head tells itself from a verb."""
    return _CAPITALS.sub(lambda match: _small(match.group()), text)


@remembering_short_texts  # headings stand in the text as well
def _small(run: str) -> str:
    """Words in capitals written normally, where they are words."""
    return recase(run) if _spoken(run) else run


def _spoken(run: str) -> bool:
    """Whether capitals are several words: most are Vietnamese syllables, of two both are ("TỈNH ỦY", not "UBND TP", "LĐ-TB&XH")."""
    words = re.findall(r"\w+", run)
    syllables = sum(map(is_syllable, words))
    return 2 * syllables > len(words) + (len(words) == 2)


def mention_of(words: Words, reading: Reading, context: Context, found_in: FoundIn) -> AgencyMention:
    """The mention of what the grammar read, its name in full."""
    span = words.span(reading.start, reading.end)
    text = words.text[span.start : span.end]
    return AgencyMention(text=text, span=span, name=_name(text, reading, context), found_in=found_in)


def _name(text: str, reading: Reading, context: Context) -> str:
    """The name in full of an agency as printed, by what the grammar read before it and of its number."""
    name = text
    if reading.prefix:
        name = f"{reading.prefix} {text}"
    if (bare := text.casefold()) in ("sở", "bộ", "cục", "tỉnh"):
        above = context.superior if bare != "tỉnh" else None  # a unit of "Sở" calls it so too
        name = next((own for own in (context.issuer, above) if own and own.casefold().startswith(bare)), name)
    if not reading.collective:
        for determiner in ("các ", "những ", "giao ", "hai "):
            if name.casefold().startswith(determiner):
                name = name[len(determiner) :]
        if any(many in name for many in _MANY):
            name = _PLURAL_LEVEL.sub(r"\1 \2", name)
    name = full_name(name, province=context.province, places=context.places, abbreviations=context.abbreviations)
    if name == _COMMITTEE and text.isupper() and " " in text:  # the first line of a letterhead, the last of the text: "TM. ỦY BAN NHÂN DÂN"
        name = next((own for own in (context.issuer, context.superior) if own and own.startswith(f"{_COMMITTEE} ")), name)
    return name


def scan(words: Words, known: Sequence[Span] = ()) -> Iterator[Reading]:
    """The agencies among the words, in order; none begins within what is `known`, which is in order."""
    places: Iterable[int] = compress(range(len(words)), map(vocabulary().starts.__contains__, words.folded))
    places = vocabulary().openings.among(words, places)
    if known:
        begins, ends = [span.start - words.offset for span in known], [span.end - words.offset for span in known]
        offsets = words.starts
        places = [at for at in places if not (index := bisect_right(begins, offsets[at])) or ends[index - 1] <= offsets[at]]
    end = 0
    for at in places:
        if at >= end and (readings := read_agency(words, at)):
            yield from readings
            end = readings[-1].end


def find_agencies(
    text: str, context: Context, spans: Iterable[Span] | None = None, known: Sequence[Span] = ()
) -> tuple[AgencyMention, ...]:
    """Every mention of an agency in the spans (all of the text by default), in order, with `found_in` "sentence".

    `known`: where agencies are known to be named, in order; there none is looked for.
    """
    shown = readable(text)
    found: list[AgencyMention] = []
    names: dict[tuple[str, str, bool], str] = {}  # a plan names few bodies, these again and again
    for span in spans if spans is not None else (Span(0, len(text)),):
        words = words_of(text, span, shown[span.start : span.end])
        for reading in scan(words, known):
            place = words.span(reading.start, reading.end)
            printed = text[place.start : place.end]
            key = printed, reading.prefix, reading.collective
            if (name := names.get(key)) is None:
                name = names[key] = _name(printed, reading, context)
            found.append(AgencyMention(text=printed, span=place, name=name, found_in="sentence"))
    return tuple(found)
