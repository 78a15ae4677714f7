"""Rules found by what they can begin with, and by words that stand behind."""

from __future__ import annotations

import re

import pytest

from extractor.mentions.patterns import Beginnings, any_of

RULES = Beginnings([
    (("trước", "t"), (), "a"), (("0", "trong"), (), "b"), ((), (), "c"), (("đến",), (), "d"), (("20",), (), "e"), (("hết",), ("năm", "quý"), "f"),
])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trước", "ac"),
        ("trong", "abc"),
        ("tuần", "ac"),
        ("t", "ac"),
        ("7", "bc"),
        ("٣", "bc"),
        ("0", "bc"),
        ("19", "bc"),
        ("20", "bce"),
        ("hết", "c"),
        ("hết năm", "cf"),
        ("đến", "cd"),
        ("đầu", "c"),
        ("x", "c"),
        ("", "c"),
    ],
)
def test_rules_that_can_begin(text, expected):
    assert "".join(RULES.at(f"- {text}", 2)) == expected


def test_any_of_words_finds_what_their_alternation_finds():
    words = ("nghị quyết liên tịch", "nghị quyết", "quyết định", r"qu[ýí]\s+\d", "nghị", "q")
    text = "nghị quyết liên tịch, nghị quyết 5, nghị, quyết định, quý 4, q, x"
    assert re.findall(any_of(words), text) == re.findall("|".join(words), text)
