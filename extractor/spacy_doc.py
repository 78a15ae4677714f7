"""A text with labelled spans as a spaCy `Doc` for research: Vietnamese words as tokens, the spans in groups.

Words are segmented by underthesea's CRF over tokens cut here, so that offsets stay exact and symbols ("61/2018/NĐ-CP") and dates stay
whole. A word never reaches over the edge of a span, and `doc.text` is the text. Knows nothing of plans: `records.Plan.to_spacy` says which
spans a plan has. Nothing is downloaded. Loading spaCy and underthesea takes about two seconds.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from extractor.lazy_patterns import lazy_pattern

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Labelled", "doc_of", "words"]

Stretch = tuple[int, int]
"""Half-open offsets into a text."""
Labelled = tuple[int, int, str, str]
"""A span's offsets, its label and its id."""

_TOKEN = lazy_pattern(
    r"\d{1,5}[a-zđ]?(?:/\d{4})?(?:/|-)[A-ZĐ][\w&.]*(?:[-/][\w&.]+)*"  # symbols of documents
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d+(?:[.,]\d+)*%?"  # dates and numbers
    r"|\w+|[^\w\s]|\s"
)
_SENTENCE = 200  # tokens given to the tagger at once: its cost grows with the length


@cache
def _segmenter() -> Any:
    """underthesea's word segmenter. Importing the package hangs a handler on the root logger; it is taken off again.

    The package's public `word_tokenize` parts texts its own way and takes no tokens of others, so its model is opened by its place inside
    the package, as `word_tokenize` opens it. A release may move it: hence the upper bound in `pyproject.toml`.
    """
    root = logging.getLogger()
    before = list(root.handlers)
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea.pipeline import word_tokenize

    root.handlers[:] = before
    tagger = FastCRFSequenceTagger()
    folder = word_tokenize.__file__.rsplit("__init__", 1)[0]
    tagger.load(f"{folder}models/ws_crf_vlsp2013_20230727")
    return tagger


def words(text: str, edges: Iterable[int] = ()) -> list[Stretch]:
    """The words of a text, blanks that stand alone included, none reaching over an edge; together they cover the text."""
    cuts = sorted({0, len(text), *edges})
    found: list[Stretch] = []
    for start, end in itertools.pairwise(cuts):
        tokens = [m.span() for m in _TOKEN.finditer(text, start, end)]
        for at in range(0, len(tokens), _SENTENCE):
            found += _joined(text, tokens[at : at + _SENTENCE])
    return found


def _joined(text: str, tokens: list[Stretch]) -> Iterator[Stretch]:
    solid = [(start, end) for start, end in tokens if not text[start:end].isspace()]
    tags = dict(zip(solid, _segmenter().predict([[text[start:end]] for start, end in solid]), strict=True)) if solid else {}
    word: Stretch | None = None
    blank: Stretch | None = None
    for token in tokens:
        if token not in tags:
            if word and blank is None and text[token[0]] == " ":
                blank = token
                continue
            yield from (part for part in (word, blank, token) if part)
            word = blank = None
        elif tags[token] == "I-W" and word and blank:
            word, blank = (word[0], token[1]), None
        else:
            yield from (part for part in (word, blank) if part)
            word, blank = token, None
    yield from (part for part in (word, blank) if part)


def doc_of(text: str, groups: Mapping[str, Iterable[Labelled]]) -> Doc:
    """A text as a Doc over `spacy.blank("xx")`'s vocabulary, with its labelled spans as span groups."""
    import spacy
    from spacy.tokens import Doc

    held = {name: list(spans) for name, spans in groups.items()}
    edges = {offset for spans in held.values() for start, end, _, _ in spans for offset in (start, end)}
    texts: list[str] = []
    spaces: list[bool] = []
    for start, end in words(text, edges):
        if text[start:end] == " " and texts and not spaces[-1]:
            spaces[-1] = True
        else:
            texts.append(text[start:end])
            spaces.append(False)
    doc = Doc(spacy.blank("xx").vocab, words=texts, spaces=spaces)
    for name, spans in held.items():
        doc.spans[name] = [
            found
            for start, end, label, identity in spans
            if (found := doc.char_span(start, end, label=label, span_id=identity, alignment_mode="expand")) is not None
        ]
    return doc
