"""Syllables: the orthography, not a word list, decides."""

from __future__ import annotations

import pytest

from extractor.reading.syllables import is_syllable, syllable_share
from extractor.vocabulary import load_vocabulary

DATA = load_vocabulary("syllables")


@pytest.mark.parametrize("word", DATA["examples"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", [*DATA["counter_examples"], "a" * 100_000])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Thực hiện Kế hoạch 14/KH-UBND", 4 / 6),  # abbreviations are none
        ("K\u00ea\u0301 hoa\u0323ch", 1.0),  # decomposed
        ("KÕ ho¹ch", 0.0),  # TCVN3, read as Western letters; signs part words
        ("123 /.", 0.0),
        ("", 0.0),
    ],
)
def test_share(text: str, share: float) -> None:
    assert syllable_share(text) == pytest.approx(share)
