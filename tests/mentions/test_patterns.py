"""Rules found by what they can begin with."""

from __future__ import annotations

import pytest

from extractor.mentions.patterns import Beginnings

RULES = Beginnings([(("trước", "t"), "a"), (("0", "trong"), "b"), ((), "c"), (("đến",), "d")])


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
        ("đến", "cd"),
        ("đầu", "c"),
        ("x", "c"),
        ("", "c"),
    ],
)
def test_rules_that_can_begin(text, expected):
    assert "".join(RULES.at(f"- {text}", 2)) == expected
