"""Words of a text: those of a long one are cut out as printed where they are asked for, and read like those of a short one."""

from __future__ import annotations

import pytest

from extractor.mentions.agency_tokens import _LONG, words_of
from extractor.records import Span

SHORT = "Sở Y tế, UBND\nhuyện Lạng Giang (LĐTB&XH)"


@pytest.mark.parametrize("filling", ["", " báo cáo" * _LONG])
def test_words_as_printed(filling: str) -> None:
    text = SHORT.upper() + filling
    words = words_of(text, Span(0, len(text)), SHORT + filling)
    printed = ["Sở", "Y", "tế", ",", "UBND", "\n", "huyện", "Lạng", "Giang", "(", "LĐTB&XH", ")"]
    assert words.printed[: len(printed)] == printed
    assert [words.printed[index] for index in range(len(printed))] == printed
    assert words.printed[1:3] == ["Y", "tế"]
    assert len(words.printed) == len(words)
    assert (words.capital(4), words.capital(6), words.alphabetic(3), words.capital(len(words))) == (True, False, False, False)
    assert words.printed[-1] == ("cáo" if filling else ")")
    with pytest.raises(IndexError):
        _ = words.printed[len(words)]
