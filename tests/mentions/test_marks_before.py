"""The last mark before each of a row of places is what a search of the stretch before it finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.lazy_patterns import lazy_pattern
from extractor.mentions.marks_before import MarksBefore
from extractor.mentions.target_indicators import CLAUSE_START

SENTENCE_END = lazy_pattern(r"[.\n](?=\s|$)")
PIECES = ["1", "25", "%", ",", ";", ".", "\n", " ", "và", "và ", "v", "à", ", không để xảy ra ", "không ", "hai xã"]


@pytest.mark.parametrize("mark", [CLAUSE_START, SENTENCE_END])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40), reach=st.integers(1, 40), every=st.integers(1, 3))
@settings(max_examples=300, derandomize=True)
def test_it_finds_what_a_search_of_the_stretch_finds(mark, pieces, reach, every):
    text = "".join(pieces)
    places = [at for at, letter in enumerate(text) if letter.isdigit() or text.startswith("hai", at)][::every]
    marks = MarksBefore(text, mark, reach)
    for at in places:
        ends = [found.end() for found in mark.finditer(text, max(0, at - reach), at)]
        assert marks.end(at) == (ends[-1] if ends else max(0, at - reach))


def test_each_stretch_is_looked_through_once():
    class Counting:
        looked = 0

        def finditer(self, text, start, end):
            Counting.looked += end - start
            return iter(())

    marks = MarksBefore("1% " * 1000, Counting(), 300)  # type: ignore[arg-type]
    assert [marks.end(at) for at in range(0, 3000, 3)][-1] == 2997 - 300
    assert Counting.looked < 3 * 3000
