"""Phrase sets: what the pattern of the same alternatives, longest first, finds."""

from __future__ import annotations

import re

import pytest

from extractor.phrases import PhraseSet

PHRASES = ("xây dựng", "xây", "xây dựng, ban hành", "phòng, chống", "phòng", "in", "ủy ban nhân dân", "12 giờ")
TEXTS = (
    "xây dựng kế hoạch",
    "xây dựng, ban hành quy chế",  # the longest of three
    "xây dựng, ban hành_x",  # an underscore goes on with the word: the next shorter one
    "xây dựngx xây",  # no phrase but a shorter one of the same first word
    "phòng,chống dịch, phòng, chống bão",
    "tin in ấn; đã in",  # "in" inside a word is none
    "các ủy ban nhân dân tỉnh",
    "ủy  ban\nnhân dân xã",  # broken as a cell breaks it
    "ủy     ban nhân dân",  # five blanks are more than a break
    "lúc 12 giờ, 112 giờ",
    "",
    "  ",
    "xây",
)


def _pattern(*, broken: bool) -> str:
    ordered = sorted((re.escape(phrase) for phrase in PHRASES), key=len, reverse=True)
    return "|".join(phrase.replace(r"\ ", "[ \\n]{1,4}") if broken else phrase for phrase in ordered)


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("text", TEXTS)
def test_as_the_pattern(text: str, broken: bool) -> None:
    phrases, pattern = PhraseSet(PHRASES, broken=broken), _pattern(broken=broken)
    for at in range(len(text) + 1):
        match = re.compile(rf"(?:{pattern})(?!\w)").match(text, at)
        assert phrases.end_at(text, at) == (match.end() if match else None)
        for end in (len(text), max(at, len(text) - 3)):
            found = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)").finditer(text, at, end)
            assert list(phrases.find(text, at, end)) == [match.span() for match in found]


def test_nothing_is_found_in_another_phrase() -> None:
    assert list(PhraseSet(("sở y tế", "y tế")).find("sở y tế và y tế")) == [(0, 7), (11, 15)]


def test_a_phrase_begins_with_a_word() -> None:
    with pytest.raises(ValueError, match="begins with a letter"):
        PhraseSet(("xây", "(kèm theo)"))


def test_hostile_text_takes_linear_time() -> None:
    assert PhraseSet(PHRASES, broken=True).end_at("ủy" + " \n" * 200_000) is None
    assert not list(PhraseSet(PHRASES, broken=True).find("ủy ban\n" * 30_000))
