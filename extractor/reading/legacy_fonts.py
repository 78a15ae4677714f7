"""Finds and decodes text in the fonts from before Unicode: TCVN3 (.VnTime), VNI, and VIQR in files of plain text.

How text is known to be such, in order of precedence:
1. letters that only Unicode has ("ệ", "đ") stand in it: it is Unicode, whatever its font is called;
2. its font's name (".VnTime", "VNI-Times"), unless decoding would spoil what are syllables;
3. where the name is lost, its letters ("¸ µ ®", "ø û ï"), if decoding makes most words syllables and many that were none.
A TCVN3 font whose name ends in H draws capitals. Where that name is lost, a word of capitals whose letters with marks are small
("Së LAO §éNG") is set in capitals, if all words around it are.
Decoding comes before `pieces.canonical`, which drops the soft hyphen that TCVN3 writes "ư" with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from extractor.lazy_patterns import lazy_pattern
from extractor.reading.legacy_letters import Encoding, code_pattern, letter_of, to_unicode
from extractor.reading.pieces import Piece, cut, join, rewritten
from extractor.reading.syllables import is_syllable, syllable_share
from extractor.vocabulary import load_vocabulary

__all__ = ["LegacyFont", "decode_piece", "decode_text", "encoding_of_text", "is_meant", "legacy_font", "may_be_legacy", "set_capitals"]

SAMPLE = 20_000
"""Characters of a text that are judged."""
FEWEST_ODD = 3
"""Fewer odd letters than this are no evidence."""
LEAST_SHARE = 0.7
"""How many words of decoded text are syllables at least; of plans 0.86 to 0.99 are."""
LEAST_GAIN = 0.15
FEWEST_MARKS = 0.2
"""VIQR has no odd letters: a mark of it stands in one word of five at least; in plans in four of five."""

_ONLY_UNICODE = lazy_pattern(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]"
)
# Letters of the two fonts' encodings that Vietnamese does not have in Unicode, and signs that stand there for letters.
_ODD = lazy_pattern(
    "[\u00a8-\u00ac\u00ae\u00b5-\u00b9\u00bb-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7\u00eb\u00ee\u00ef"
    "\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
_VIQR_MARKS = lazy_pattern(r"(?:[aeo]\^|[ou][+*]|a\(|dd)['`?~.]?\w?|[aeiouy][~`]", re.IGNORECASE)
_WORD = lazy_pattern(r"[^\W\d_]+")
_OF_FONTS: tuple[Encoding, ...] = ("tcvn3", "vni")


class LegacyFont(Struct, frozen=True):
    """What a font's name says of text set in it. `capitals`: small letters are drawn as capitals."""

    encoding: Encoding
    capitals: bool = False


@lru_cache(maxsize=256)
def legacy_font(name: str | None) -> LegacyFont | None:
    """The encoding of a font, by its name as Word gives it or a PDF (with the prefix of a subset, "ABCDEF+"); None for others."""
    if not name or "vn" not in name.lower():
        return None
    data = load_vocabulary("legacy_encodings")
    if re.search(data["tcvn3"]["fonts"], name):
        return LegacyFont("tcvn3", bool(re.search(data["tcvn3"]["capital_fonts"], name)))
    return LegacyFont("vni") if re.search(data["vni"]["fonts"], name) else None


def encoding_of_text(text: str, *, plain: bool = False) -> Encoding | None:
    """The encoding of a text whose fonts are not known, by its letters; None for Unicode and where it cannot be told.

    `plain`: the text may be VIQR too, which is for files and mail and never in a font.
    """
    text = text[:SAMPLE]
    if len(_ONLY_UNICODE.findall(text)) > len(text) / 100:
        return None
    if len(_ODD.findall(text)) >= FEWEST_ODD:
        least = max(LEAST_SHARE, syllable_share(text) + LEAST_GAIN)
        shares = {name: syllable_share(to_unicode(text, name)) for name in _OF_FONTS}
        best = max(_OF_FONTS, key=shares.__getitem__)
        return best if shares[best] >= least else None
    words = len(_WORD.findall(text)) if plain else 0
    if words and len(_VIQR_MARKS.findall(text)) >= max(FEWEST_ODD, FEWEST_MARKS * words):
        return "viqr" if syllable_share(to_unicode(text, "viqr")) >= LEAST_SHARE else None
    return None


def may_be_legacy(text: str) -> bool:
    """Whether a text without known fonts is worth a look: quick, and true for hardly any Unicode text."""
    return _ODD.search(text) is not None or "\u00ad" in text


def is_meant(text: str, font: LegacyFont) -> bool:
    """Whether text in a font of that name is in its encoding: documents turned into Unicode may keep the old font's name."""
    if _ONLY_UNICODE.search(text):
        return False
    return text.isascii() or syllable_share(to_unicode(text, font.encoding)) >= syllable_share(text)


def decode_text(text: str, encoding: Encoding) -> str:
    """A text without fonts in Unicode."""
    decoded = to_unicode(text, encoding)
    return set_capitals(decoded) if encoding == "tcvn3" else decoded


def decode_piece(piece: Piece, fonts: Sequence[tuple[int, LegacyFont | None]], default: Encoding | None = None) -> Piece:
    """The piece in Unicode, everything that stands off from it moved along.

    `fonts`: (end, font) of its stretches, in order. `default`: the encoding of the whole document where no font tells.
    """
    stretches: list[Piece] = []
    fallback = default or encoding_of_text(piece.text)
    start, spelt = 0, False
    for end, font in _joined(fonts, None if fallback is None else LegacyFont(fallback)):
        stretch = cut(piece, start, end)
        if font is not None and is_meant(stretch.text, font):
            stretch = _decoded(stretch, font)
            spelt = spelt or font.encoding == "tcvn3"
        stretches.append(stretch)
        start = end
    whole = join(stretches)
    return _with_text(whole, set_capitals(whole.text)) if spelt else whole


def _decoded(piece: Piece, font: LegacyFont) -> Piece:
    piece = rewritten(piece, code_pattern(font.encoding), lambda found: letter_of(found.group(), font.encoding))
    return _with_text(piece, "".join(letter.upper()[:1] for letter in piece.text)) if font.capitals else piece


def _joined(fonts: Sequence[tuple[int, LegacyFont | None]], default: LegacyFont | None) -> list[tuple[int, LegacyFont | None]]:
    """The stretches with the same font made one: a letter and its mark may stand in two runs."""
    found: list[tuple[int, LegacyFont | None]] = []
    for end, font in fonts:
        font = font or default
        if found and found[-1][1] == font:
            found.pop()
        found.append((end, font))
    return found


def _with_text(piece: Piece, text: str) -> Piece:
    return Piece(text, piece.bold, piece.italic, piece.lines, piece.cites)


def set_capitals(text: str) -> str:
    """Words of capitals whose letters with marks are small set in capitals: TCVN3 has no capitals with a tone ("VIÖT" is "VIệT").

    A word with two plain capitals and no small plain letter is one, if it is a syllable. A shorter one ("Và", "Sở") is where the nearest
    such words beside it on the line are.
    """
    return "\n".join(_line_in_capitals(line) for line in text.split("\n"))


def _line_in_capitals(line: str) -> str:
    words = list(_WORD.finditer(line))
    sizes = [_size(word.group()) for word in words]
    if "mixed" not in sizes and "short" not in sizes:
        return line
    parts: list[str] = []
    at = 0
    for index, word in enumerate(words):
        if sizes[index] == "mixed" or (sizes[index] == "short" and _among_capitals(sizes, index)):
            parts += line[at : word.start()], word.group().upper()
            at = word.end()
    return "".join(parts) + line[at:]


def _size(word: str) -> str:
    """ "mixed": small letters with marks among plain capitals; "short": at most one plain letter, a capital; "capitals"; "small". """
    plain = [letter for letter in word if letter.isascii()]
    if word.isupper():
        return "capitals" if len(word) > 1 and is_syllable(word) else "other"
    if any(letter.islower() for letter in plain):
        return "small"
    if len(plain) > 1:
        return "mixed" if is_syllable(word) else "other"
    return "short" if is_syllable(word) else "other"


def _among_capitals(sizes: Sequence[str], index: int) -> bool:
    """Whether the nearest words before and after that tell anything are in capitals, or there is none on one side."""
    beside = []
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(sizes) and sizes[at] in ("short", "other") and abs(at - index) < 4:
            at += step
        if 0 <= at < len(sizes):
            beside.append(sizes[at])
    return bool(beside) and all(size in ("capitals", "mixed") for size in beside)
