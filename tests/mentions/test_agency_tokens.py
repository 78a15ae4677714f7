"""Words of a text: those of a long one are cut out as printed where they are asked for, and read like those of a short one."""

from __future__ import annotations

import pytest

from extractor.mentions.agency_tokens import _LONG, Phrases, words_of
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


def test_places_where_phrases_may_stand() -> None:
    phrases = Phrases(["sở", "ban chỉ đạo", "lao động thương binh"])
    text = "sở y tế, ban hành, ban chỉ huy, ban chỉ đạo, lao động - thương binh, lao - động thương binh, sở và ban"
    words = words_of(text, Span(0, len(text)))
    firsts = [at for at in range(len(words)) if words.at(at) in phrases.first_words]
    kept = phrases.among(words, firsts)
    assert [" ".join(words.folded[at : at + 2]) for at in kept] == ["sở y", "ban chỉ", "ban chỉ", "lao động", "lao -", "sở và"]
    assert {at for at in firsts if phrases.match(words, at)} <= set(kept)
