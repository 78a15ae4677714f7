"""Texts cut for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.exporting.sheet_names import utf16_length
from extractor.shortening import shortened


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("Rà soát", 7, "Rà soát"),
        (" Rà\n soát ", 7, "Rà soát"),
        ("Rà soát văn bản", 12, "Rà soát văn…"),  # the word ends where it is cut
        ("Rà soát văn bản", 11, "Rà soát…"),
        ("Sở Lao động - Thương binh", 14, "Sở Lao động…"),  # no dash stands loose
        ("A Thươngbinhvàxãhội", 10, "A Thươngb…"),  # the only blank is too far in front
        ("👍👍👍👍", 3, "👍👍…"),
    ],
)
def test_cut_between_words(text: str, most: int, told: str) -> None:
    assert shortened(text, most) == told


@given(st.text(max_size=60), st.integers(4, 40), st.sampled_from([len, utf16_length]))
def test_never_longer(text: str, most: int, measure: object) -> None:
    assert measure(shortened(text, most, measure)) <= most  # type: ignore[operator,arg-type]
