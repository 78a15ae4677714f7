"""A plan as a spaCy `Doc` for research: Vietnamese words as tokens, and sections, tasks and mentions as span groups.

Words are segmented by underthesea's CRF over tokens cut here, so that offsets stay exact and symbols ("61/2018/NĐ-CP") and dates stay
whole. A word never reaches over the edge of a mention. `doc.text` is the plan's text. Group names: sections, tasks, agencies,
lead_agencies, coordinating_agencies, deadlines, targets, legal_references; a span's label is its role, kind or type, its id the record's.
Nothing is downloaded. Loading spaCy and underthesea takes about two seconds.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from extractor.lazy_patterns import lazy_pattern
from extractor.records import Plan, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TOKEN = lazy_pattern(
    r"\d{1,5}[a-zđ]?(?:/\d{4})?(?:/|-)[A-ZĐ][\w&.]*(?:[-/][\w&.]+)*"  # symbols of documents
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d+(?:[.,]\d+)*%?"  # dates and numbers
    r"|\w+|[^\w\s]|\s"
)
_SENTENCE = 200  # tokens given to the tagger at once: its cost grows with the length


@cache
def _segmenter() -> Any:
    """underthesea's word segmenter. Importing the package hangs a handler on the root logger; it is taken off again."""
    root = logging.getLogger()
    before = list(root.handlers)
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
    from underthesea.pipeline import word_tokenize

    root.handlers[:] = before
    tagger = FastCRFSequenceTagger()
    folder = word_tokenize.__file__.rsplit("__init__", 1)[0]
    tagger.load(f"{folder}models/ws_crf_vlsp2013_20230727")
    return tagger


def words(text: str, edges: Iterable[int] = ()) -> list[Span]:
    """The words of a text as spans, blanks that stand alone included, none reaching over an edge; together they cover the text."""
    cuts = sorted({0, len(text), *edges})
    found: list[Span] = []
    for start, end in itertools.pairwise(cuts):
        tokens = [Span(m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
        for at in range(0, len(tokens), _SENTENCE):
            found += _joined(text, tokens[at : at + _SENTENCE])
    return found


def _joined(text: str, tokens: list[Span]) -> Iterator[Span]:
    solid = [token for token in tokens if not text[token.start : token.end].isspace()]
    tags = dict(zip(solid, _segmenter().predict([[text[t.start : t.end]] for t in solid]), strict=True)) if solid else {}
    word: Span | None = None
    blank: Span | None = None
    for token in tokens:
        if token not in tags:
            if word and blank is None and text[token.start] == " ":
                blank = token
                continue
            yield from (part for part in (word, blank, token) if part)
            word = blank = None
        elif tags[token] == "I-W" and word and blank:
            word, blank = Span(word.start, token.end), None
        else:
            yield from (part for part in (word, blank) if part)
            word, blank = token, None
    yield from (part for part in (word, blank) if part)


def to_spacy(plan: Plan) -> Doc:
    """The plan as a Doc over `spacy.blank("xx")`'s vocabulary, with span groups; see the module's docstring."""
    import spacy
    from spacy.tokens import Doc

    groups = {name: list(spans) for name, spans in _groups(plan)}
    edges = {offset for spans in groups.values() for span, _, _ in spans for offset in (span.start, span.end)}
    texts: list[str] = []
    spaces: list[bool] = []
    for word in words(plan.text, edges):
        if plan.text[word.start : word.end] == " " and texts and not spaces[-1]:
            spaces[-1] = True
        else:
            texts.append(plan.text[word.start : word.end])
            spaces.append(False)
    doc = Doc(spacy.blank("xx").vocab, words=texts, spaces=spaces)
    for name, spans in groups.items():
        doc.spans[name] = [
            found
            for span, label, identity in spans
            if (found := doc.char_span(span.start, span.end, label=label, span_id=identity, alignment_mode="expand")) is not None
        ]
    return doc


def _groups(plan: Plan) -> Iterator[tuple[str, Iterator[tuple[Span, str, str]]]]:
    yield "sections", ((s.span, s.role, s.id) for s in plan.sections)
    yield "tasks", ((t.span, t.origin, t.id) for t in plan.tasks)
    yield "agencies", ((m.span, a.level, a.id) for a in plan.agencies for m in a.mentions)
    yield "lead_agencies", ((m.span, m.found_in, m.agency_id or "") for t in plan.tasks for m in t.lead_agencies)
    yield "coordinating_agencies", ((m.span, m.found_in, m.agency_id or "") for t in plan.tasks for m in t.coordinating_agencies)
    yield "deadlines", ((d.span, d.kind, d.id or "") for d in plan.deadlines)
    yield "targets", ((t.span, t.comparator, t.id or "") for t in plan.targets)
    yield "legal_references", ((r.span, r.type or "", r.id or "") for r in plan.legal_references)
