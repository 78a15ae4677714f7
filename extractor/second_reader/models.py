"""The trained models of the second reader: which they are, what they were made of, and how they are asked.

Each is a linear-chain CRF in the file format of `underthesea_core`, which reads it in milliseconds; the package underthesea is not needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from extractor.vocabulary import load_vocabulary, models_folder

__all__ = ["FILES", "FOLDER", "Marginals", "Models", "load_models", "model_version", "shipped_models", "word_features"]

FOLDER = "second_reader"
FILES = ("items.crf", "headings.crf", "agencies.crf")

Features = list[list[str]]
Marginals = list[dict[str, float]]
"""For each place of a sequence the probability of each label."""


class Models(Struct, frozen=True):
    """Three trained models; `items` and `headings` read one sequence a document, `agencies` one a passage. For their labels see there."""

    items: Any
    headings: Any
    agencies: Any


def load_models(folder: Path) -> Models:
    """The models in a folder. Raises OSError where a file is missing, ValueError where it holds no model."""
    return Models(*(_tagger(folder / name) for name in FILES))


@cache
def shipped_models() -> Models:
    """The models that come with the program, loaded once a process."""
    return load_models(models_folder() / FOLDER)


@cache
def model_version() -> str:
    """The version of the shipped models: of their features, and the first eight hex digits of the SHA-256 of their files."""
    data = b"".join((models_folder() / FOLDER / name).read_bytes() for name in FILES)
    return f"{load_vocabulary(f'{FOLDER}/features')['version']}+{sha256(data).hexdigest()[:8]}"


def _tagger(path: Path) -> Any:
    from underthesea_core import CRFTagger

    path.stat()
    tagger = CRFTagger()
    tagger.load(str(path))
    return tagger


def marginals(tagger: Any, sequence: Features) -> Marginals:
    """The probabilities of the labels along a sequence; an empty one has none."""
    if not sequence:
        return []
    labels: Sequence[str] = tagger.labels()
    return [dict(zip(labels, row, strict=True)) for row in tagger.marginals(sequence)]


@cache
def _featurizer() -> Any:
    from underthesea_core import CRFFeaturizer

    return CRFFeaturizer(load_vocabulary(f"{FOLDER}/features")["templates"], set())


def word_features(passages: list[list[list[str]]]) -> list[Features]:
    """The features of the words of passages, given by their columns (`passages.columns_of`)."""
    made: list[Features] = _featurizer().process(passages)
    return made
