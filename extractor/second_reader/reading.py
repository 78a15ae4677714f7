"""A document read a second time: what the trained models say of its items, headings and words, whatever the rules say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from extractor.document import Document
from extractor.records import Span
from extractor.second_reader.headings import heading_features
from extractor.second_reader.items import TASK, Item, item_features, items_of
from extractor.second_reader.models import Marginals, Models, marginals, word_features
from extractor.second_reader.passages import INSIDE, Passage, columns_of, passages_of
from extractor.structure.outline import Outline

__all__ = ["Named", "SecondReading", "Word", "read_again"]


class Word(Struct, frozen=True, gc=False):
    """A word with the probability that it belongs to the name of who leads, and of who helps."""

    span: Span
    lead: float
    coordinating: float

    def of(self, role: str) -> float:
        """The probability of a role."""
        return self.lead if role == "lead" else self.coordinating


class Named(Struct, frozen=True):
    """An agency that the models see: its words, role ("lead", "coordinating") and mean probability."""

    span: Span
    role: str
    probability: float


class SecondReading(Struct, frozen=True):
    """What the models say: the nodes with their probability of being a task, the probabilities of each section's roles, words, agencies.

    `items` are in document order, `roles` by heading span; `words` and `named` are in order of the text.
    """

    items: tuple[tuple[Item, float], ...]
    roles: Mapping[Span, Mapping[str, float]]
    words: tuple[Word, ...]
    named: tuple[Named, ...]

    def words_in(self, spans: Sequence[Span]) -> list[Word]:
        """The words that were read in some spans."""
        return [word for span in spans for word in self._within(span)]

    def _within(self, span: Span) -> Iterator[Word]:
        at = bisect_left(self.words, span.start, key=lambda word: word.span.start)
        while at < len(self.words) and self.words[at].span.end <= span.end:
            yield self.words[at]
            at += 1

    def named_in(self, spans: Sequence[Span], role: str) -> list[Named]:
        """The agencies of a role that the models see in some spans."""
        found = []
        for span in spans:
            at = bisect_left(self.named, span.start, key=lambda named: named.span.start)
            while at < len(self.named) and self.named[at].span.start < span.end:
                if self.named[at].role == role and span.covers(self.named[at].span):
                    found.append(self.named[at])
                at += 1
        return list(dict.fromkeys(found))


def read_again(document: Document, tree: Outline, models: Models) -> SecondReading:
    """The second reading of a document's outline. Pure; raises nothing."""
    items = items_of(tree)
    tasks = marginals(models.items, item_features(document, items))
    headings = [heading for _, heading in tree.section_nodes()]
    roles = marginals(models.headings, heading_features(tree.sections))
    passages = passages_of(document, tree)
    words: list[Word] = []
    named: list[Named] = []
    for passage in passages:  # one by one: the features of a long document take a hundred megabytes
        told = marginals(models.agencies, word_features([columns_of(document, passage)])[0])
        words += _words(passage, told)
        named += _named(passage, told)
    return SecondReading(
        tuple((item, of.get(TASK, 0.0)) for item, of in zip(items, tasks, strict=True)),
        dict(zip(headings, roles, strict=True)),
        tuple(words),
        tuple(named),
    )


def _words(passage: Passage, told: Marginals) -> Iterator[Word]:
    for span, of in zip(passage.words, told, strict=True):
        lead, coordinating = (sum(of.get(label, 0.0) for label in INSIDE[role]) for role in ("lead", "coordinating"))
        yield Word(span, lead, coordinating)


def _named(passage: Passage, told: Marginals) -> Iterator[Named]:
    """The names: runs of words whose likeliest label is of one role, each beginning of a name beginning a new one."""
    run: list[tuple[Span, float]] = []
    role = ""
    for span, of in zip(passage.words, told, strict=True):
        label = max(of, key=lambda name: (of[name], name))
        place, _, now = label.partition("-")
        if run and (now != role or place == "B"):
            yield _ended(run, role)
            run = []
        if now:
            role = now
            run.append((span, sum(of.get(name, 0.0) for name in INSIDE[now])))
    if run:
        yield _ended(run, role)


def _ended(run: Sequence[tuple[Span, float]], role: str) -> Named:
    return Named(Span(run[0][0].start, run[-1][0].end), role, sum(of for _, of in run) / len(run))
