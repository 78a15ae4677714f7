"""Folding many texts at once gives what folding each gives."""

import pytest

from extractor.folding import fold, fold_all
from extractor.vocabulary import load_vocabulary


@pytest.mark.parametrize("texts", [[], [""], ["Uỷ ban", "", "HOÀ BÌNH – “Qúy”"], load_vocabulary("agencies")["fields"]])
def test_folded_at_once_as_one_by_one(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]
