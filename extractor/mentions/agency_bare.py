"""Who is told to act under a name that is none elsewhere: bare units, posts, teams ("2. Văn phòng: …", "Thư ký đoàn", "Tổ tuyên truyền").

In running text such words are too common to be agencies. As the whole of a cell, label or heading, or before the colon that a duty stands
behind, they name one: first what `models/agencies.toml` lists as `bare`, then a team in lower case, then "các" with a noun of collectives.
"""

from __future__ import annotations

from extractor.mentions.agency_grammar import Reading
from extractor.mentions.agency_tokens import Words
from extractor.mentions.agency_vocabulary import vocabulary

__all__ = ["read_bare"]

_LONGEST_TEAM = 7
_NO_TEAMS = frozenset({"chức", "quốc", "hợp", "tiên", "ấm", "dân", "ngũ", "hình", "tuyển", "trưởng"})


def read_bare(words: Words, start: int) -> tuple[Reading, ...]:
    """What names an agency only on its own or before a colon ("2. Văn phòng: …", "Các trường"): the whole part up to a mark."""
    lexicon = vocabulary()
    found = lexicon.bare.match(words, start) if words.capital(start) else None
    if found is None and words.capital(start) and (team := _team(words, start)) is not None:
        return (Reading(start, team),)
    if found is None and (determiner := lexicon.determiners.match(words, start)) is not None:
        found = lexicon.nouns.match(words, determiner[0])
    if found is None or words.alphabetic(found[0]):
        return ()
    return (Reading(start, found[0], collective=words.at(start) in ("các", "những")),)


def _team(words: Words, start: int) -> int | None:
    """The end of a team's name in lower case, which is all of a value or label ("Tổ tuyên truyền", "Tổ 3")."""
    size = 2 if words.folded[start : start + 2] == ["tiểu", "ban"] else 1
    if size == 1 and words.at(start) not in ("tổ", "đội"):
        return None
    if words.at(start + 1) in _NO_TEAMS or not words.alphabetic(start + size):
        return None
    end = start + size
    while words.alphabetic(end) and end - start < _LONGEST_TEAM:
        end += 1
    return None if words.alphabetic(end) else end
