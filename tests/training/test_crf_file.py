"""The file of a CRF: what is written is what was learned, rounded, in one order, and underthesea_core reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from underthesea_core import CRFTagger, CRFTrainer

from extractor.training.crf_file import STEP, Weights, canonical, read_weights

WEIGHTS = Weights(("B", "A"), {("x=1", "A"): 1.01, ("x=2", "B"): -0.5, ("x=3", "B"): 0.01}, {("A", "B"): 2.0, ("B", "A"): 0.0})


def test_rounded_and_what_is_nothing_left_out() -> None:
    read = read_weights(canonical(WEIGHTS))
    assert read.labels == ("A", "B")
    assert read.attributes == {("x=1", "A"): 1.0, ("x=2", "B"): -0.5}
    assert read.transitions == {("A", "B"): 2.0, ("B", "A"): 0.0}


def test_the_order_and_the_last_bits_do_not_matter() -> None:
    turned = dict(reversed(WEIGHTS.attributes.items()))
    turned["x=1", "A"] += STEP / 1e6
    assert canonical(Weights(("A", "B"), turned, WEIGHTS.transitions)) == canonical(WEIGHTS)


def test_what_underthesea_saves_is_read_and_what_is_written_underthesea_reads(tmp_path: Path) -> None:
    sequences = [[["x=1"], ["x=2", "y=ấ"]], [["x=2"], ["x=1"]]]
    model = CRFTrainer(loss_function="lbfgs", l2_penalty=0.1, max_iterations=20, verbose=0).train(sequences, [["A", "B"], ["B", "A"]])
    model.save(str(tmp_path / "saved"))
    weights = read_weights((tmp_path / "saved").read_bytes())
    assert {name for name, _ in weights.attributes} == {"x=1", "x=2", "y=ấ"}
    (tmp_path / "written").write_bytes(canonical(weights))
    tagger, first = CRFTagger(), CRFTagger.from_model(model)
    tagger.load(str(tmp_path / "written"))
    for sequence in sequences:
        assert tagger.tag(sequence) == first.tag(sequence)
        for mine, theirs in zip(tagger.marginals(sequence), first.marginals(sequence), strict=True):
            by_label = dict(zip(first.labels(), theirs, strict=True))
            assert dict(zip(tagger.labels(), mine, strict=True)) == pytest.approx(by_label, abs=0.05)


def test_other_data_is_refused() -> None:
    with pytest.raises(ValueError, match="no CRF model"):
        read_weights(b"UTCF" + bytes(60))
