"""Makes the register of distinct agencies from their mentions.

Two mentions are one agency when their full names agree folded, without a leading "các". The order is that of first mention in the text.
One agency has one name, which its mentions get too: of all spellings the fullest, of one body's the one with official capitals (those that
the vocabularies know, then the most: "Ban Biên tập"), of equal ones the first. Whether it is one or many is as at its first mention; many
are "các …" where one of the spellings is.
The level comes from the name's head (`models/agencies.toml`), then from the place in it, and is "other" where neither tells ("Ủy ban nhân
dân" alone); the committees of an association are of its level. A city that a province became is of its rank from that day on.
`code` and `successors` come from the registry (`extractor.registry`, `agency_succession`), and are None and empty of what it does not have.
Of a commune's body the district and province that the text prints behind its name count too; where they differ, two communes are meant and
nothing is told of what followed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from extractor.mentions.agency_levels import youth_body
from extractor.mentions.agency_succession import is_centrally_run, successors
from extractor.mentions.agency_tokens import Words, words_of
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.commune_succession import names_commune, place_behind
from extractor.naming import odd_capitals
from extractor.records import Agency, AgencyMention, Level, Location, Mention, Span, Successor
from extractor.registry import code_of, name_key
from extractor.short_texts import remembering_short_texts

__all__ = ["agency_key", "classify", "register_agencies"]

_DETERMINERS = ("các ", "những ", "từng ", "mỗi ", "mọi ", "tất cả các ", "toàn thể các ")
_PLACES: tuple[tuple[str, Level], ...] = (
    (" xã", "commune"), (" phường", "commune"), (" thị trấn", "commune"), (" đặc khu", "commune"),
    (" huyện", "district"), (" quận", "district"), (" thị xã", "district"), (" tỉnh", "province"), (" thành phố", "province"),
    (" việt nam", "central"), (" trung ương", "central"),
)
_COMMITTEES = frozenset({"đảng", "ban của cấp ủy", "ban đảng"})  # the Party's, or an association's
_BELOW_PROVINCE = frozenset({"district", "commune"})  # whose divisions are their agencies, those of a province's department its units
_BY_PLACE = frozenset({"ủy ban nhân dân", "thường trực", "cơ quan ngành dọc", "thanh tra", "lực lượng", "lực lượng vũ trang", "ngân hàng"})


@remembering_short_texts
def agency_key(name: str) -> str:
    """What makes two names one agency: the folded name without a leading plural word, blanks and hyphens normalised."""
    key = name_key(name)
    return next((key[len(word) :] for word in _DETERMINERS if key.startswith(word)), key)


def _nowhere(_: Span) -> tuple[Location, ...]:
    return ()


def register_agencies(
    mentions: Sequence[AgencyMention], others: Sequence[AgencyMention] = (), province: str | None = None,
    *, text: str = "", district: str | None = None, day: str | None = None, locate: Callable[[Span], tuple[Location, ...]] = _nowhere,
) -> tuple[tuple[Agency, ...], tuple[AgencyMention, ...]]:
    """The distinct agencies, ids "a001" on in order of first mention, and the mentions, in the order given, with their `agency_id`.

    `others` are mentions of which only the agencies are asked for; `province`, `district` ("huyện Lạng Giang") and `day` (EDTF) are the
    document's, `text` is what the mentions stand in, and `locate` tells where on pages. A mention's `name` is that of its agency.
    """
    groups: dict[str, list[AgencyMention]] = {}
    both = (*mentions, *others)
    key_of = {name: agency_key(name) for name in {mention.name for mention in both}}
    keys = [key_of[mention.name] for mention in both]
    for key, mention in sorted(zip(keys, both, strict=True), key=lambda keyed: keyed[1].span):
        groups.setdefault(key, []).append(mention)
    ids = {key: f"a{number:03d}" for number, key in enumerate(groups, start=1)}
    names = {key: _best_spelling([mention.name for mention in group]) for key, group in groups.items()}
    agencies = tuple(_agency(ids[key], names[key], group, locate, text, province, district, day) for key, group in groups.items())
    identified = tuple(
        msgspec.structs.replace(mention, agency_id=ids[key], name=names[key], location=locate(mention.span))
        for key, mention in zip(keys, mentions, strict=False)
    )
    return agencies, identified


def _best_spelling(names: Sequence[str]) -> str:
    """The name of an agency of which these are the spellings, in order of mention."""
    spellings = dict.fromkeys(names)
    if len(spellings) == 1:
        return names[0]
    many = _is_many(names[0])
    alike = [name for name in spellings if _is_many(name) == many]
    if many:
        return min(alike, key=lambda name: (not name.startswith("Các "), name.lower().startswith(_DETERMINERS), -len(name)))
    return min(alike, key=lambda name: (-len(name), odd_capitals(name), -sum(map(str.isupper, name))))


def _is_many(name: str) -> bool:
    """Whether a name is of many bodies; a list that goes on in small letters ("Bộ, ngành") is."""
    return classify(name)[2] or any(part[:1].islower() for part in name.split(", ")[1:])


def _agency(
    identity: str, name: str, group: list[AgencyMention], locate: Callable[[Span], tuple[Location, ...]],
    text: str, province: str | None, district: str | None, day: str | None,
) -> Agency:
    level, kind, collective = classify(name, day)
    distinct = {mention.span: mention for mention in group}
    return Agency(
        id=identity, name=name, level=level, kind=kind, collective=collective,
        code=None if collective else code_of(name), successors=() if collective else _followed(name, group, text, province, district),
        mentions=tuple(Mention(text=mention.text, span=span, location=locate(span)) for span, mention in distinct.items()),
    )


def _followed(
    name: str, group: list[AgencyMention], text: str, province: str | None, district: str | None
) -> tuple[Successor, ...]:
    if not names_commune(name.lower()):
        return successors(name, province)
    behind = {place_behind(text, mention.span.end) for mention in group}
    fullest = max(behind, key=len)
    if not all(fullest.startswith(place) for place in behind):
        return ()
    return successors(f"{name}, {fullest}" if fullest else name, province, district)


def classify(name: str, day: str | None = None) -> tuple[Level, str | None, bool]:
    """Level, kind and whether it is a collective, from a full name; `day` (EDTF) tells which cities were of provinces' rank."""
    lexicon = vocabulary()
    words = words_of(name, Span(0, len(name)))
    at = 0
    collective = words.at(0) in ("các", "những", "từng", "mỗi", "mọi") or words.at(0) == "tất"
    determiner = lexicon.determiners.match(words, at)
    at = determiner[0] if determiner else at
    holder = lexicon.holders.match(words, at)
    if holder and not lexicon.names.match(words, at):
        at = holder[0]
        if (determiner := lexicon.determiners.match(words, at)) is not None:
            collective, at = True, determiner[0]
    folded = f" {' '.join(words.folded[at:])} "
    fixed, head = lexicon.names.match(words, at), lexicon.head_phrases.match(words, at)
    if head and words.at(head[0]) in lexicon.heads[head[1]].not_before:  # "tổ chức" is no "tổ"
        head = None
    if fixed and (head is None or fixed[0] >= head[0]):
        level, kind = lexicon.named[fixed[1]]
    elif head:
        level, kind = lexicon.heads[head[1]].level, lexicon.heads[head[1]].kind
    else:
        return _place_level(folded) or "other", None, collective or "," in name
    if kind in _COMMITTEES and _is_association(words, fixed[0] if fixed else head[0] if head else 0):
        level, kind = "mass_organisation", "đoàn thể"
    collective = collective or " các " in folded or " cấp " in folded
    if kind in _BY_PLACE:
        level = _place_level(folded) or ("other" if kind == "ủy ban nhân dân" else level)
        level = _level_of_city(words, day) if level == "province" else level
    elif words.at(at) == "phòng" and (below := _place_level(folded)) in _BELOW_PROVINCE:  # "Phòng Nội vụ huyện", "Phòng Kinh tế xã"
        level = below
    return level, kind, collective


def _is_association(words: Words, at: int) -> bool:
    """Whether an association stands behind the committee that ends here ("Ban Thường vụ | Hội Nông dân"), or it is a union's board."""
    lexicon = vocabulary()
    if words.at(at) == "-" and lexicon.union_boards.match(words, at + 1):
        return True
    fixed, head = lexicon.names.match(words, at), lexicon.head_phrases.match(words, at)
    levels = (fixed and lexicon.named[fixed[1]][0], head and lexicon.heads[head[1]].level)
    return youth_body(words, at) is not None or "mass_organisation" in levels


def _level_of_city(words: Words, day: str | None) -> Level:
    """The level of a body of the last place: below a province's of its cities ("Công an thành phố | Vinh"); "other" where the day tells."""
    folded = words.folded
    at = next((at for at in range(len(folded) - 2, 0, -1) if folded[at - 1 : at + 1] == ["thành", "phố"]), None)
    if at is None or not words.capital(at + 1):
        return "province"
    province = vocabulary().provinces.match(words, at + 1)
    run = is_centrally_run(words.slice(at + 1, province[0] if province else len(folded)), day)
    return "other" if run is None else "province" if run else "district"


def _place_level(folded: str) -> Level | None:
    folded = folded.replace(" xã hội ", " ")
    found = [(folded.find(place + " "), level) for place, level in _PLACES if place + " " in folded]
    return min(found)[1] if found else None
