"""Saving a run, and gains and losses against it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.document import ReadingError
from extractor.evaluating import runs
from extractor.evaluating.corpus import annotated_documents, evaluate_corpus
from extractor.evaluating.report import as_json, as_lines, comparison_lines
from extractor.evaluating.runs import NoRunError, Run
from extractor.evaluating.tally import Tally
from extractor.records import Plan


def run_of(found: list[str]) -> Run:
    """A run over a document whose annotation is a, b, c."""
    tally = Tally()
    tally.add("targets", ["a", "b", "c"], found, where="doc")
    return Run.of([("KH", tally)], absent=[])


def test_figures() -> None:
    figures = run_of(["a", "b", "x", "y"]).facets["targets"]
    assert (figures.precision, figures.recall, figures.f1) == (0.5, 0.6667, 0.5714)


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(runs.encode(run_of(["a"])))
    assert runs.load(path) == run_of(["a"])


def test_gains_and_losses() -> None:
    change = runs.compare(run_of(["a", "x"]), run_of(["b", "c"]))
    assert [(error.what, error.item) for error in change.gains] == [("missed", "b"), ("missed", "c"), ("wrong", "x")]
    assert [(error.what, error.item) for error in change.losses] == [("missed", "a")]
    assert change.f1 == {"targets": (0.4, 0.8)}
    lines = comparison_lines(change, "en")
    assert "Gains: 3" in lines
    assert "Losses: 1" in lines


def test_the_same_error_twice_counts_twice() -> None:
    change = runs.compare(run_of(["x"]), run_of(["x", "x"]))
    assert [error.item for error in change.losses] == ["x"]


def test_an_unchanged_run_moves_nothing() -> None:
    change = runs.compare(run_of(["a"]), run_of(["a"]))
    assert (change.f1, change.gains, change.losses) == ({}, [], [])


@pytest.mark.parametrize("content", [b"", b"[]", b'{"documents": 1}', b"\xff"])
def test_no_run(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(content)
    with pytest.raises(NoRunError):
        runs.load(path)


def test_each_annotation_once_pdf_first(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.gold.json", "a.docx", "a.pdf", "sub/b.gold.json", "sub/b.txt", "c.gold.json", "stray.pdf"):
        (tmp_path / name).write_text("{}")
    found = [(gold.name, document and document.name) for gold, document in annotated_documents(tmp_path)]
    assert found == [("a.gold.json", "a.pdf"), ("c.gold.json", None), ("b.gold.json", "b.txt")]


def test_an_unreadable_document_counts_as_nothing_found(tmp_path: Path) -> None:
    (tmp_path / "a.gold.json").write_text(json.dumps({"tasks": [{"text": "Lập kế hoạch"}]}), "utf-8")
    (tmp_path / "a.pdf").write_bytes(b"")

    def unreadable(path: Path) -> Plan:
        raise ReadingError("pdf_broken", file=path.name)

    run = evaluate_corpus(tmp_path, unreadable)
    assert run.absent == ["a"]
    assert run.facets["tasks"].recall == 0.0
    assert "no prediction for a" in as_lines(run, errors=True)[2]
    assert json.loads(as_json(run))["facets"]["tasks"]["gold"] == 1
