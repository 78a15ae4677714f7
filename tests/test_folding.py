"""Folding: marks moved and left, one kind of sign, many texts at once."""

import pytest

from extractor.folding import fold, fold_all
from extractor.vocabulary import load_vocabulary


@pytest.mark.parametrize("texts", [[], [""], ["Uỷ ban", "", "HOÀ BÌNH – “Qúy”"], load_vocabulary("agencies")["fields"]])
def test_folded_at_once_as_one_by_one(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Uỷ ban, thuỷ lợi, HUỶ", "ủy ban, thủy lợi, hủy"),
        ("hoà, toả, khoẻ, loè; hoàn, ngoài", "hòa, tỏa, khỏe, lòe; hoàn, ngoài"),
        ("Qúy, qủy; quý, quỹ, quả, qoà", "quý, quỷ; quý, quỹ, quả, qoà"),
        ("thuế, Huế, thuở; ngoaà, aoà, uyà, hoàđ", "thuế, huế, thuở; ngoaà, aoà, uyà, hoàđ"),
        ("a–b—c‑d−e\u00a0f\u200bg “h” ’i´ •…‣ ð", "a-b-c-d-e f g \"h\" 'i' •…‣ đ"),
    ],
)
def test_folded(printed: str, folded: str) -> None:
    assert fold(printed) == folded
