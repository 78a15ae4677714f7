"""The characters of a PDF page in fonts from before Unicode (TCVN3, VNI) become Unicode, each with its place.

Where a font's name tells the encoding, its characters are decoded; where none does, the page's letters may tell (`legacy_fonts`). A VNI
letter and its mark become one character that stands where the two stood. Programs that take TCVN3's "ư" for a soft hyphen leave it out of a
PDF; it is put back where a word is no syllable without it and becomes one by it in one way only. Other pages are given back as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.legacy_fonts import LegacyFont, encoding_of_text, is_meant, may_be_legacy, set_capitals
from extractor.reading.legacy_letters import code_pattern, letter_of
from extractor.reading.pdf.page_characters import PageCharacters
from extractor.reading.syllables import is_syllable
from extractor.vocabulary import load_vocabulary

__all__ = ["DecodedPage", "decode_page", "missing_letter"]

FEWEST_RESTORED = 3
"""Fewer words that lack an "ư" than this on a page are misprints."""
_LONGEST_WORD = 8  # letters of a syllable
_WORD = lazy_pattern(r"[^\W\d_]+")
_HYPHEN = lazy_pattern(r"([^\W\d_]{1,3})(-)(?:\r?\n)?([^\W\d_]{1,7})")

Part = tuple[int, int, str]
"""The characters start..end of the page as they were, and what stands for them: one character, for none of them where it was put in."""


class DecodedPage(Struct, frozen=True):
    """The characters; the first that annotations brought (None: none did); how many letters were put back."""

    characters: PageCharacters
    stamped_from: int | None
    restored: int = 0


def decode_page(characters: PageCharacters, stamped_from: int | None = None) -> DecodedPage:
    """The page in Unicode. `stamped_from`: see page_lines.runs_of."""
    text = characters.text
    named = any(style.legacy is not None for style in characters.styles.values())
    if not named and not may_be_legacy(text):
        return DecodedPage(characters, stamped_from)
    encoding = encoding_of_text(text)
    if not named and encoding is None:
        return DecodedPage(characters, stamped_from)
    default = None if encoding is None else LegacyFont(encoding)
    parts = [part for start, end, font in _stretches(characters, default) for part in _decoded(text, start, end, font)]
    letters = "".join(letter for _, _, letter in parts)
    in_capitals = set_capitals(letters)
    if len(in_capitals) == len(parts):
        parts = [(start, end, letter) for (start, end, _), letter in zip(parts, in_capitals, strict=True)]
    missing = _missing_letters(in_capitals) if "ư" not in letters else {}
    restored = len(missing) if len(missing) >= FEWEST_RESTORED else 0
    if restored:
        parts = list(_put_back(parts, missing, len(text)))
    stamped = None if stamped_from is None else sum(1 for start, _, _ in parts if start < stamped_from)
    return DecodedPage(_rebuilt(characters, parts), stamped, restored)


def _stretches(characters: PageCharacters, default: LegacyFont | None) -> Iterator[tuple[int, int, LegacyFont | None]]:
    """Stretches of the text with one font; what PDFium put in belongs to none."""
    start = 0
    fonts = {address: style.legacy or default for address, style in characters.styles.items()}
    for font, group in groupby(characters.objects, key=fonts.__getitem__):
        end = start + sum(1 for _ in group)
        yield start, end, font
        start = end


def _decoded(text: str, start: int, end: int, font: LegacyFont | None) -> Iterator[Part]:
    stretch = text[start:end]
    at = start
    if font is not None and is_meant(stretch, font):
        for found in code_pattern(font.encoding).finditer(stretch):
            yield from ((index, index + 1, _drawn(text[index], font)) for index in range(at, start + found.start()))
            at = start + found.end()
            yield start + found.start(), at, _drawn(letter_of(found.group(), font.encoding), font)
        yield from ((index, index + 1, _drawn(text[index], font)) for index in range(at, end))
    else:
        yield from ((index, index + 1, text[index]) for index in range(start, end))


def _drawn(letter: str, font: LegacyFont) -> str:
    upper = letter.upper()
    return upper if font.capitals and len(upper) == 1 else letter


def _missing_letters(text: str) -> dict[int, bool]:
    """Before which characters an "ư" is missing, and whether a hyphen at a line's end stands for it."""
    missing: dict[int, bool] = {}
    halves: set[int] = set()
    for found in _HYPHEN.finditer(text):
        if is_syllable(f"{found[1]}ư{found[3]}") and not (is_syllable(found[1]) and is_syllable(found[3])):
            missing[found.start(2)] = True
            halves.update((found.start(1), found.start(3)))
    for found in _WORD.finditer(text):
        at = None if found.start() in halves else missing_letter(found.group())
        if at is not None:
            missing[found.start() + at] = False
    return missing


def _put_back(parts: Sequence[Part], missing: dict[int, bool], length: int) -> Iterator[Part]:
    """The characters with the missing letters. After one at a line's end stands a soft hyphen: the word goes on."""
    for index, (start, end, letter) in enumerate(parts):
        hyphen = missing.get(index)
        if hyphen:
            yield from ((start, end, "ư"), (start, end, "\u00ad"))
            continue
        if hyphen is not None:
            yield start, start, "ư"
        yield start, end, letter
    if len(parts) in missing:
        yield length, length, "ư"


def missing_letter(word: str) -> int | None:
    """Where a word of TCVN3 lacks its "ư": None where it lacks none, or where that cannot be told."""
    return _missing_letter(word) if len(word) <= _LONGEST_WORD else None


@lru_cache(maxsize=4096)
def _missing_letter(word: str) -> int | None:
    if sum(map(str.isupper, word)) > 1:
        return None
    known: str | None = load_vocabulary("legacy_encodings")["tcvn3"]["without_soft_hyphen"].get(word.lower())
    if known is not None:
        return known.index("ư")
    if is_syllable(word):
        return None
    places = [at for at in range(len(word) + 1) if is_syllable(word[:at] + "ư" + word[at:])]
    return places[0] if len(places) == 1 else None


def _rebuilt(characters: PageCharacters, parts: Sequence[Part]) -> PageCharacters:
    """The page of these characters."""
    last = len(characters.text) - 1
    firsts = [min(start, last) for start, _, _ in parts]

    def edges(own: Sequence[float], near: Sequence[float]) -> list[float]:
        return [max(own[start:end]) if end > start else near[min(start, last)] for start, end, _ in parts]

    return replace(
        characters,
        text="".join(letter for _, _, letter in parts),
        left=[characters.left[first] for first in firsts],
        right=edges(characters.right, characters.left),
        top=[characters.top[first] for first in firsts],
        bottom=[characters.bottom[first] for first in firsts],
        objects=[characters.objects[first] for first in firsts],
        starts=None, packed=None,
    )
