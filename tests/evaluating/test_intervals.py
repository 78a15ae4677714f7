"""Intervals of F1 by bootstrap over documents, figures by kind and by field."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.evaluating.intervals import f1_intervals
from extractor.evaluating.report import as_lines
from extractor.evaluating.runs import Run
from extractor.evaluating.tally import Counts, Tally, figures_of

DOCUMENTS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20)).flatmap(lambda n: st.integers(0, min(n)).map(lambda hit: Counts(*n, hit))),
    min_size=2, max_size=12,
)  # fmt: skip


@settings(max_examples=25)
@given(DOCUMENTS)
def test_an_interval_lies_between_the_worst_and_the_best_document(counts: list[Counts]) -> None:
    low, high = f1_intervals([{"tasks": count} for count in counts])["tasks"]
    single = [figures_of(count).f1 for count in counts if count.gold + count.predicted] or [1.0]
    empty = any(count.gold + count.predicted == 0 for count in counts)
    assert min(single) - 1e-4 <= low <= high <= (1.0 if empty else max(single) + 1e-4)


def test_documents_alike_leave_no_doubt() -> None:
    assert f1_intervals([{"tasks": Counts(4, 4, 3)}] * 5) == {"tasks": (0.75, 0.75)}


def test_one_document_says_nothing_of_others() -> None:
    assert f1_intervals([{"tasks": Counts(4, 4, 3)}]) == {}


def test_the_same_again() -> None:
    documents = [{"tasks": Counts(10, 9, hit), "targets": Counts(3, hit % 3, 0)} for hit in range(9)]
    assert f1_intervals(documents) == f1_intervals(documents)
    low, high = f1_intervals(documents)["tasks"]
    assert low < figures_of(Counts(90, 81, 36)).f1 < high


def tally(*, found: list[str], number: bool) -> Tally:
    made = Tally()
    made.judge("metadata", number, "doc", "number", part="number")
    made.add("tasks", ["a", "b"], found, where="doc")
    return made


def test_figures_by_kind_and_field() -> None:
    run = Run.of([("KH", tally(found=["a", "b"], number=True)), ("CT", tally(found=["a"], number=False)), ("KH", tally(found=[], number=True))], absent=[])
    assert {kind: (figures.documents, figures.facets["tasks"].hit) for kind, figures in run.kinds.items()} == {"CT": (1, 1), "KH": (2, 2)}
    assert (run.facets["tasks"].hit, run.facets["metadata"].gold) == (3, 3)
    assert (run.fields["metadata.number"].hit, run.fields["metadata.number"].gold) == (2, 3)
    lines = as_lines(run, errors=False)
    assert any(line.split() == ["metadata.number", "2", "3"] for line in lines)
    assert any(line.split()[:3] == ["KH", "2", "0.667"] for line in lines)
