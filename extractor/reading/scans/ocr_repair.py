"""Words read from a picture, put right where, and only where, the reading becomes a known form.

In this order: scrawl in the place of a number or day is no text (it is left blank, as in a draft); a line in capitals that is a known line
of a letterhead but for its diacritics (motto, kind of document, "TỈNH" and a province) is that line, and so is a place before ", ngày"; two
words that are a known phrase but for their diacritics ("THỤC HIỆN", "thành phô") are that phrase, unless they are other words that stand
together, or two syllables that were read for sure; a dash with a speck before it is a dash, "Ð" (eth) is "Đ", a capital inside a small
syllable is small ("tỜ"); on a page with "nt" (như trên) its misreadings alone in a cell are that; the parts of a symbol that are known
misreadings ("71/2016/ND-CP") are what they stand for. Every change is told with what was read, for a person to see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractor.folding import fold, without_marks
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.scans.hocr import OcrLine, OcrWord
from extractor.reading.syllables import is_syllable
from extractor.vocabulary import load_vocabulary

__all__ = ["Change", "Reread", "repaired_line", "repaired_lines", "repaired_quarters", "repaired_symbol", "with_one_case", "without_dirt"]

LONGEST_LINE = 80
DIRT = 0.5
"""Below this confidence signs without letters and digits are dirt, except what ends a document ("./.")."""
LONGEST_STROKE = 5
DITTO = "nt"
_LETTERS = lazy_pattern(r"[^\W_]")
_LETTER_RUN = lazy_pattern(r"[^\W\d_]+")
_END = lazy_pattern(r"[./]{1,3}")
_SYMBOL = lazy_pattern(r"[\w&.]+(?:[-/][\w&.]+)+")
_NUMBERED = lazy_pattern(r"\d|-")
_PART = lazy_pattern(r"[^\W_]+")
_JOINED_NUMBER = lazy_pattern(r"(?:[IVX]{1,5}\.|\d{1,2}[.)]|[a-zđ]\))(?=[^\W\d_]{2})")
_DOUBLED = lazy_pattern("ĐÐ|ÐĐ")
_OF_ONE_SHAPE = frozenset("CKOPSUVXY")
_ETH = str.maketrans("Ðð", "Đđ")
_LETTERHEAD = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM", "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN",
)
SURE = 0.75
AS_PRINTED = 0.95
"""Tesseract is never surer of a word than 0.96 or 0.97; on 16 scans it was as sure of both words of 3 wrong pairs in 16."""
# "hand": what may be written by hand; "sure": the part of it that can be right.
_WRITTEN = (
    lazy_pattern(
        r"^Số\s*[:.;]?\s*(?P<hand>(?P<sure>\d{1,5}[a-zA-ZĐđ]?(?=\s*(?:/|-[A-ZĐ])))?[^/]{0,12}?)\s*"
        r"(?=/\s*[A-ZĐ]{2}|-[A-ZĐ][A-Za-zĐđ]{1,3}/[A-ZĐ]{2})"
    ),
    lazy_pattern(
        r",\s*(?:ngày|ngà\w?)(?P<hand>(?P<sure>\s*(?:0?[1-9]|[12]\d|3[01])(?=\s*tháng))?\S{0,8}?\s?\S{0,3}?)\s*"
        r"(?=tháng\s*\d{1,2}\s*năm\s*\d{4})"
    ),
)
_QUARTER = lazy_pattern(r"(?<=[Qq]uý )(?P<number>[IVHTl1]{1,3})(?P<slash>\s?[/⁄](?=\d{4})|(?= năm\b)|(?=,\s))")
_OF_PROVINCE = lazy_pattern(r"\bT[IÌÍỈĨỊ]NH ")
_WORD_IN_SIGNS = lazy_pattern(r"(?P<before>\W*)(?P<word>[^\W\d_]+)(?P<after>\W*)")
_PLACED_DATE = lazy_pattern(r"(?P<place>[^,\d]{4,30})(?=,\s*ngày)")


class Change(Struct, frozen=True):
    """What was read and what it was changed to, and the word's box in pixels."""

    read: str
    given: str
    left: float
    top: float
    right: float
    bottom: float


def without_dirt(lines: Iterable[OcrLine]) -> list[OcrLine]:
    """The lines without words that are specks, strokes of stamps and signatures: signs only, of which the recogniser is not sure."""
    cleaned = []
    for line in lines:
        words = tuple(word for word in line.words if word.confidence >= DIRT or _LETTERS.search(word.text) or _END.fullmatch(word.text))
        if words and not _is_stroke(words):
            cleaned.append(replace(line, words=words))
    return cleaned


def _is_stroke(words: Sequence[OcrWord]) -> bool:
    """Whether a line is one short word that the recogniser doubts, neither syllable nor number: a stroke of a pen ("©G)")."""
    text = words[0].text
    if len(words) > 1 or len(text) > LONGEST_STROKE or words[0].confidence >= DIRT or any(letter.isdigit() for letter in text):
        return False
    return bool(_LETTERS.search(text)) and not any(is_syllable(run) for run in _LETTER_RUN.findall(text))


Reread = Callable[[float, float, float, float], list[OcrLine]]
"""Reads the digits in a box (left, top, right, bottom) of the picture by themselves."""


def repaired_lines(lines: Iterable[OcrLine], read_again: Reread) -> tuple[list[OcrLine], list[Change]]:
    """The lines with what could be put right, and what was changed, word by word."""
    lines = list(lines)
    repaired: list[OcrLine] = []
    changes: list[Change] = []
    dittos = load_vocabulary("ocr_repairs")["dittos"] if any(map(_is_ditto, lines)) else {}
    for line in lines:
        line, unread = _without_scrawl(line, read_again)
        changes += unread
        words = list(line.words)
        text = repaired_line(" ".join(word.text for word in words), [word.confidence for word in words])
        known = repaired_quarters(text).split(" ")
        for index, word in enumerate(words):
            given = repaired_symbol(_DOUBLED.sub("Đ", known[index]).translate(_ETH))
            given = with_one_case(given)
            if len(words) == 1 and word.confidence < AS_PRINTED:
                given = dittos.get(given, given)
            if not index:
                given = load_vocabulary("ocr_repairs")["first_words"].get(given, given)
            if given != word.text:
                changes.append(Change(word.text, given, word.left, word.top, word.right, word.bottom))
                words[index] = _with_text(word, given)
        repaired.append(replace(line, words=(*_parted(words[0]), *words[1:])))
    return repaired, changes


def _is_ditto(line: OcrLine) -> bool:
    """Whether a line is "nt" (như trên) alone."""
    return len(line.words) == 1 and line.words[0].text.strip("-–/. ") == DITTO


def _without_scrawl(line: OcrLine, read_again: Reread) -> tuple[OcrLine, list[Change]]:
    """The line without what stands where the number or day is written by hand and could not be read: the place is left blank.

    Recognisers of print make a number of any handwriting. It counts where it can be a number and the recogniser is sure of it, at once or
    when it reads the digits alone, of which handwriting makes it unsure.
    """
    words = list(line.words)
    changes = []
    for pattern in _WRITTEN:
        text = " ".join(word.text for word in words)
        found = pattern.search(text)
        if found is None or not found["hand"].strip():
            continue
        low, high = found.span("hand")
        at = 0
        kept: list[OcrWord] = []
        hand: list[OcrWord] = []
        for word in words:
            start, end = max(low - at, 0), min(high - at, len(word.text))
            at += len(word.text) + 1
            if start >= end:
                kept.append(word)
                continue
            hand.append(_slice(word, start, end))
            kept += [part for part in (_slice(word, 0, start), _slice(word, end, len(word.text))) if part.text]
        box = hand[0].left, min(word.top for word in hand), hand[-1].right, max(word.bottom for word in hand)
        number = (found["sure"] or "").strip()
        if number and (min(word.confidence for word in hand) >= SURE or _confirmed(number, read_again(*box))):
            continue
        changes.append(Change(found["hand"].strip(), "", *box))
        words = [replace(word, text="ngày") if len(word.text) == 4 and word.text.startswith("ngà") else word for word in kept]
    return (replace(line, words=tuple(words)), changes) if changes else (line, changes)


def _confirmed(number: str, again: Sequence[OcrLine]) -> bool:
    words = [word for line in again for word in line.words]
    return len(words) == 1 and words[0].text == number and words[0].confidence >= SURE


def _slice(word: OcrWord, start: int, end: int) -> OcrWord:
    return replace(
        word, text=word.text[start:end], edges=word.edges[start : end + 1], tops=word.tops[start:end], bottoms=word.bottoms[start:end],
        sure=word.sure[start:end],
    )


def _parted(word: OcrWord) -> tuple[OcrWord, ...]:
    """A line's first word, cut behind the number of a heading or item that the recogniser joined to it ("I.MỤC")."""
    found = _JOINED_NUMBER.match(word.text)
    if found is None:
        return (word,)
    at = found.end()
    return _slice(word, 0, at), _slice(word, at, len(word.text))


def repaired_line(text: str, confidences: Sequence[float] = ()) -> str:
    """A line of as many words: the known line that it is but for diacritics, else as it was.

    `confidences`: how sure the recogniser is of each word; none where that is not known.
    """
    if len(text) > LONGEST_LINE:
        return text
    known = _known_lines().get(without_marks(text))
    if known is not None and (known.isupper() == text.isupper()):
        return known
    text = _with_phrases(text, confidences)
    if text.isupper():
        found = _OF_PROVINCE.search(text)
        if found is not None and (name := _provinces().get(without_marks(text[found.end() :]))) is not None:
            return f"{text[: found.start()]}TỈNH {name.upper()}"
        return text
    found = _PLACED_DATE.match(text)
    if found is not None and (name := _provinces().get(without_marks(found["place"]).upper())) is not None:
        return name + text[found.end("place") :]
    return text


def _with_phrases(text: str, confidences: Sequence[float]) -> str:
    """A line with the known pairs of words in it that differ in diacritics only put right, in the letters' own case.

    Two syllables of which the recogniser is as sure as it ever is stay: it takes one mark for another only where it doubts.
    """
    words = text.split(" ")
    for at, pair in enumerate(pairwise(words)):
        first, second = (_WORD_IN_SIGNS.fullmatch(word) for word in pair)
        if first is None or second is None or first["after"] or second["before"]:
            continue
        read = fold(f"{first['word']} {second['word']}")
        phrase, others = _phrases().get(without_marks(read), ("", ()))
        if not phrase or read in (fold(phrase), *others):
            continue
        if min(confidences[at : at + 2], default=0.0) >= AS_PRINTED and is_syllable(first["word"]) and is_syllable(second["word"]):
            continue
        given = [_in_case(known, found["word"]) for known, found in zip(phrase.split(" "), (first, second), strict=True)]
        if all(given):
            words[at] = f"{first['before']}{given[0]}"
            words[at + 1] = f"{given[1]}{second['after']}"
    return " ".join(words)


def _in_case(known: str, read: str) -> str:
    """A known word in the case of the word read; "" where that is mixed."""
    return next((cased for cased in (known, known.capitalize(), known.upper()) if without_marks(cased) == without_marks(read)), "")


def repaired_quarters(text: str) -> str:
    """A line of as many words with the numbers of quarters that are known misreadings put right."""
    quarters: dict[str, str] = load_vocabulary("ocr_repairs")["quarters"]
    return _QUARTER.sub(lambda found: quarters.get(found["number"], found["number"]) + found["slash"].replace("⁄", "/"), text)


def repaired_symbol(word: str) -> str:
    """A word with the parts of a document's symbol that are known misreadings put right."""
    parts: dict[str, str] = load_vocabulary("ocr_repairs")["symbols"]

    def part(found: re.Match[str]) -> str:
        return parts.get(found.group(), found.group())

    def symbol(found: re.Match[str]) -> str:
        text = found.group()
        return _PART.sub(part, text) if "/" in text and _NUMBERED.search(text) else text

    return _SYMBOL.sub(symbol, word) if "/" in word else word


def with_one_case(word: str) -> str:
    """A syllable that begins small with the capitals in it made small ("tỜ"): letters of one shape, which the recogniser confuses."""
    letters = _LETTER_RUN.search(word)
    if letters is None or not letters[0][0].islower() or letters[0].islower() or not is_syllable(letters[0]):
        return word
    if any(letter.isupper() and without_marks(letter) not in _OF_ONE_SHAPE for letter in letters[0]):
        return word
    return word.replace(letters[0], letters[0].lower(), 1)


@cache
def _known_lines() -> dict[str, str]:
    """Lines by what they are without diacritics; those that share it with another are left out."""
    kinds = [example for kind in load_vocabulary("document_kinds")["kind"] for example in kind.get("examples", ())]
    return _unique((*_LETTERHEAD, *(kind for kind in kinds if kind.isupper())))


@cache
def _phrases() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Known pairs of words by what they are without diacritics, each with the readings that stay as they are, folded."""
    repairs = load_vocabulary("ocr_repairs")
    known = dict.fromkeys(repairs["phrases"], ()) | repairs["phrases_but"]
    return {bare: (phrase, tuple(map(fold, known[phrase]))) for bare, phrase in _unique(tuple(known)).items()}


@cache
def _provinces() -> dict[str, str]:
    places = load_vocabulary("places")
    return {bare.upper(): name for bare, name in _unique((*places["provinces"], *places["cities"])).items()}


def _unique(texts: Sequence[str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for text in texts:
        found.setdefault(without_marks(text), set()).add(text)
    return {bare: next(iter(same)) for bare, same in found.items() if len(same) == 1}


def _with_text(word: OcrWord, text: str) -> OcrWord:
    """The word with another text, its letters spread evenly where their number changed."""
    count = len(text)
    if count == len(word.text):
        return replace(word, text=text)
    width = (word.right - word.left) / count
    edges = (*(word.left + width * at for at in range(count)), word.right)
    return replace(
        word, text=text, edges=edges, tops=(word.top,) * count, bottoms=(word.bottom,) * count, sure=(word.confidence,) * count,
    )
