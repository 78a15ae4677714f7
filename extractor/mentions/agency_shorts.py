"""Short forms that stand for how an agency's name begins ("TTYT huyện", "CTĐL Gia Lai"), spelled out for the grammar.

Such are those of `models/abbreviations.toml` and those the document defines itself, where the long form is an agency's name or a beginning
of one that the grammar reads and no head of the vocabulary writes so short, and "P." before a field ("P. Kinh tế"). Each syllable of the
long form becomes a word that stands where the short form is printed: what is read keeps its text and place.
"""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from extractor.mentions.agency_grammar import read_agency
from extractor.mentions.agency_parts import field
from extractor.mentions.agency_tokens import Words, words_of
from extractor.mentions.agency_vocabulary import vocabulary
from extractor.mentions.context import Context
from extractor.records import Span
from extractor.registry import whole_names
from extractor.vocabulary import load_vocabulary

__all__ = ["spelled_out"]


class _Long(Struct, frozen=True):
    printed: tuple[str, ...]
    folded: tuple[str, ...]


def spelled_out(words: Words, context: Context) -> Words:
    """The words with short forms of agencies spelled out; the same where none stands among them."""
    names = _common() if not context.abbreviations else _all(tuple(context.abbreviations.items()))
    if len(words) and words.text.find("P.", words.offset + words.starts[0], words.offset + words.ends[-1]) >= 0:
        words = _with_divisions(words)
    if names.keys().isdisjoint(words.printed):
        return words
    longs = {short: long for short in names.keys() & words.printed if (long := _begins(short, names[short])) is not None}
    if not longs:
        return words
    printed: list[str] = []
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, word in enumerate(words.printed):
        long = longs.get(word)
        if long is None or _no_name(words, index):
            long = _Long((word,), (words.folded[index],))
        printed += long.printed
        folded += long.folded
        starts += [words.starts[index]] * len(long.folded)
        ends += [words.ends[index]] * len(long.folded)
    return Words(text=words.text, printed=printed, folded=folded, starts=starts, ends=ends, offset=words.offset)


def _with_divisions(words: Words) -> Words:
    """With "P." spelled out before a division's field ("P. Kinh tế", "P.VHXH"), as before a place it is a ward; "VP." without its dot."""
    lexicon = vocabulary()
    printed, folded, starts, ends = list(words.printed), list(words.folded), list(words.starts), list(words.ends)
    for at in range(len(words) - 3, -1, -1):
        if words.printed[at] not in ("P", "VP") or words.at(at + 1) != "." or words.at(at - 1) in ("/", "-"):
            continue
        if words.printed[at] == "VP":  # "VP. HĐND và UBND"
            if words.capital(at + 2):
                del printed[at + 1], folded[at + 1], starts[at + 1], ends[at + 1]
            continue
        short = words.printed[at + 2]
        if field(words, at + 2, lexicon) or (len(short) > 1 and short.isalpha() and short.isupper()):
            printed[at : at + 2], folded[at : at + 2] = ["Phòng"], ["phòng"]
            starts[at : at + 2], ends[at : at + 2] = [words.starts[at]], [words.ends[at + 1]]
    return Words(text=words.text, printed=printed, folded=folded, starts=starts, ends=ends, offset=words.offset)


def _no_name(words: Words, index: int) -> bool:
    """Whether a short form stands in a symbol, or alone in the brackets that define it ("Các Công ty Điện lực (CTĐL)")."""
    before, behind = words.at(index - 1), words.at(index + 1)
    return before in ("/", "-") or behind in ("/", "-") or (before == "(" and behind == ")")


@cache
def _common() -> dict[str, str]:
    """The names in full by their short forms: those of whole names ("BNV"), and those that names begin with."""
    return whole_names() | {short: entry["long"] for entry in load_vocabulary("abbreviations")["abbreviation"] for short in entry["shorts"]}


@lru_cache(maxsize=8)
def _all(own: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The same with the document's own."""
    return _common() | dict(own)


@lru_cache(maxsize=512)
def _begins(short: str, name: str) -> _Long | None:
    """The words of the long form where an agency's name begins so."""
    lexicon = vocabulary()
    if not (short.replace("&", "").isalpha() and short.isupper() and len(short) > 1):
        return None
    if short.casefold() in lexicon.starts or short.casefold() in _written_short():
        return None
    plain = " ".join(name.split())
    words = words_of(plain, Span(0, len(plain)))
    known = lexicon.head_phrases.match(words, 0) or lexicon.names.match(words, 0)
    if known is None:
        return None
    written = _with_capitals(words, known[0])
    words = words_of(written, Span(0, len(written)))
    read = read_agency(words, 0)
    if known[0] == len(words) and len(known[1].split()) > 1:  # "VP" is how "Văn phòng UBND" begins, no agency by itself
        return _Long(tuple(words.printed), tuple(words.folded))
    if len(read) != 1 or read[0].end != len(words) or read[0].collective:
        return None
    return _Long(tuple(words.printed), tuple(words.folded))


@cache
def _written_short() -> frozenset[str]:
    """Short forms that names of the vocabulary hold ("Hội LHPN")."""
    return frozenset(word for phrase in (*vocabulary().heads, *vocabulary().named) for word in phrase.split())


def _with_capitals(words: Words, head: int) -> str:
    """The name with a capital where it and what stands behind its head begin ("trung tâm kiểm soát bệnh tật")."""
    begins = {words.starts[0], words.starts[head] if head < len(words) else 0}
    return "".join(letter.upper() if at in begins else letter for at, letter in enumerate(words.text))
