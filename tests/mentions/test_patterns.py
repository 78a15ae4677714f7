"""Rules found by what they can begin with, and by words that stand behind."""

from __future__ import annotations

import re

import pytest

from extractor.mentions.patterns import Beginnings, any_of, begun_with

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


@pytest.mark.parametrize("text", ["", "mục", "tiểu mục 1, mục 2", "danh mục 1; mục 2 mục 3", "mục 1 mục 1mục 2", "mục tiểu mục 3"])
def test_what_begins_with_words_is_found_as_finditer_finds_it(text):
    pattern = re.compile(r"(?<!\w)(?:tiểu mục|mục) \d(?:, mục \d)?")
    found = [match.span() for match in begun_with(("mục", "tiểu mục"), pattern, text)]
    assert found == [match.span() for match in pattern.finditer(text)]


def test_rules_are_found_anew_when_as_many_keys_were_met_as_are_kept():
    rules = Beginnings([(("đến",), (), "a"), (("0",), (), "b"), ((), (), "c")])
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 1000)]
    assert all(rules.at(f"{letter}ế", 0) == ["c"] for letter in letters)
    assert ["".join(rules.at(text, 0)) for text in ("đến", "15", "đi")] == ["ac", "bc", "c"]
