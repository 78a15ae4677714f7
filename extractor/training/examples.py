"""Where the annotations of plans stand in their texts, as spaCy's DocBin: the form in which the second reader's training data are kept.

A Doc is a plan: its canonical text, blank pipeline "xx", with the span groups "tasks" (label "task"), "agencies" ("lead",
"coordinating") and "sections" (the heading's words; label the section's role). `doc.user_data["name"]` is the plan's name. Other
programs read it with `DocBin().from_disk(…).get_docs(spacy.blank("xx").vocab)`. Same lessons, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from extractor.lazy_patterns import lazy_pattern
from extractor.records import Span
from extractor.training.aligning import Truth
from extractor.training.lessons import Lesson

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["FILE", "examples_of", "truths_of"]

FILE = "training.spacy"

_TOKEN = lazy_pattern(r"\w+|[^\w\s]|\s")
_TASK = "task"


def examples_of(lessons: Sequence[Lesson]) -> bytes:
    """The lessons as a DocBin's bytes."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("xx").vocab
    docs = [_doc(vocab, lesson.name, lesson.document.text, lesson.truth) for lesson in lessons]
    data: bytes = DocBin(attrs=["ORTH"], docs=docs, store_user_data=True).to_bytes()
    return data


def truths_of(data: bytes) -> dict[str, Truth]:
    """Where the annotations of each plan stand, by its name. Raises ValueError for what is no DocBin."""
    import spacy
    from spacy.tokens import DocBin

    docs = DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("xx").vocab)
    return {doc.user_data["name"]: _truth(doc) for doc in docs}


def _doc(vocab: Vocab, name: str, text: str, truth: Truth) -> Doc:
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    for token in _TOKEN.findall(text):
        if token == " " and words and not spaces[-1]:
            spaces[-1] = True
        else:
            words.append(token)
            spaces.append(False)
    doc = Doc(vocab, words=words, spaces=spaces, user_data={"name": name})
    for group, spans in _groups(truth).items():
        found = (doc.char_span(span.start, span.end, label=label, alignment_mode="expand") for span, label in spans)
        doc.spans[group] = [span for span in found if span is not None]
    return doc


def _groups(truth: Truth) -> Mapping[str, Sequence[tuple[Span, str]]]:
    return {"tasks": [(span, _TASK) for span in truth.tasks], "agencies": truth.agencies, "sections": truth.headings}


def _truth(doc: Doc) -> Truth:
    def spans(group: str) -> Iterator[tuple[Span, str]]:
        return ((Span(span.start_char, span.end_char), span.label_) for span in doc.spans[group])

    return Truth(tuple(span for span, _ in spans("tasks")), tuple(spans("agencies")), tuple(spans("sections")))
