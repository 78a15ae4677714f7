"""The trained models of the second reader: which they are, what they were made of, and how they are asked.

Each is a linear-chain CRF in the file format of `underthesea_core`, which reads it in milliseconds; the package underthesea is not needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from extractor.digests import sha256
from extractor.vocabulary import load_vocabulary, models_folder

__all__ = [
    "FILES",
    "FOLDER",
    "VERSION_FILE",
    "Marginals",
    "Models",
    "marginals",
    "model_version",
    "shipped_folder",
    "shipped_models",
    "version_of",
    "word_features",
]

FOLDER = "second_reader"
FILES = ("items.crf", "headings.crf", "agencies.crf")
VERSION_FILE = "version.txt"

Features = list[list[str]]
Marginals = list[dict[str, float]]
"""For each place of a sequence the probability of each label."""


class Models:
    """Three trained models, each loaded when it is first asked for; for their labels see where they are used.

    `items` and `headings` read one sequence a document, `agencies` one a passage. Raises OSError where the file is missing or no model.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self) -> None:
        """Loads all of them now."""
        _ = self.items, self.headings, self.agencies

    @cached_property
    def items(self) -> Any:
        return _tagger(self._folder / FILES[0])

    @cached_property
    def headings(self) -> Any:
        return _tagger(self._folder / FILES[1])

    @cached_property
    def agencies(self) -> Any:
        return _tagger(self._folder / FILES[2])


def shipped_folder() -> Path:
    """Where the models are that come with the program."""
    return models_folder() / FOLDER


@cache
def shipped_models() -> Models:
    """The models that come with the program, loaded once a process."""
    return Models(shipped_folder())


@cache
def model_version() -> str:
    """The version of the shipped models (`version_of`). It was written when they were trained, and is only read here."""
    return (shipped_folder() / VERSION_FILE).read_text("utf-8").strip()


def version_of(models: Mapping[str, bytes], features: Mapping[str, Any]) -> str:
    """What tells two second readers apart: "version" of `features.toml`, which is that of the code that makes features, and the first eight
    hex digits of the SHA-256 of all else that decides: the files of the models (`FILES`), the templates, words and thresholds.
    """
    import json

    decides = json.dumps(features, ensure_ascii=False, sort_keys=True).encode()
    digest = sha256(b"".join(models[name] for name in FILES) + decides)
    return f"{features['version']}+{digest[:8]}"


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
