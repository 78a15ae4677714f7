"""Fitting confidence to observations, and judging what was given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.evaluating import calibration
from extractor.evaluating.calibration import Observation, fit, left_out, observe
from extractor.evaluating.reliability import Band, Judged, judge_tasks, table
from extractor.evaluating.report import reliability_lines
from extractor.evaluating.runs import Run
from extractor.evaluating.tally import Tally
from tests.conftest import ROOT


def observed(reasons: str, right: int, of: int, document: str = "1") -> Observation:
    return Observation("s", document, "text", tuple(reasons.split()), right, of)


def test_many_observations_give_their_share_and_few_little() -> None:
    model = fit("text", [observed("list_item", 900, 1000), observed("paragraph", 500, 1000), observed("table_row", 0, 1)])
    assert model.share(("list_item",)) == pytest.approx(0.9, abs=0.01)
    assert model.share(("paragraph",)) == pytest.approx(0.5, abs=0.01)
    assert model.share(("table_row",)) > 0.4
    assert model.found["field_block"] == pytest.approx(sum(model.found[c] for c in ("list_item", "paragraph", "table_row")) / 3, abs=0.2)


def test_a_doubt_is_worth_at_most_nothing() -> None:
    model = fit("text", [observed("list_item", 50, 100), observed("list_item no_time", 95, 100), observed("list_item ends_open", 10, 100)])
    assert model.doubts["no_time"] == 0.0
    assert model.doubts["ends_open"] < -1
    assert model.share(("list_item", "no_time")) == model.share(("list_item",))


def test_what_was_observed_of_other_fields_counts_nothing() -> None:
    own = [observed("list_item", 9, 10)]
    assert fit("text", own) == fit("text", [*own, Observation("s", "1", "outputs", ("found_in_cell",), 0, 100)])


def test_a_document_is_judged_by_the_others() -> None:
    judged = list(left_out("text", [observed("list_item", 0, 50, "1"), observed("list_item", 50, 50, "2")]))
    assert [one.right for one in judged] == [False] * 50 + [True] * 50
    assert judged[0].confidence > 0.9 > 0.1 > judged[-1].confidence


def test_observations_are_counts_a_document() -> None:
    one, other = Judged("text", ("list_item",), 0.9, True), Judged("text", ("list_item",), 0.9, False)
    assert list(observe("s", [[one, other, one], [other]])) == [observed("list_item", 2, 3, "1"), observed("list_item", 0, 1, "2")]


def test_observing_reads_what_was_written_at_first_sight(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    task: dict[str, Any] = {"text": "Xây dựng kế hoạch", "confidence": 0.9, "confidence_reasons": ["list_item"], "field_confidence": []}
    (tmp_path / "a.gold.json").write_text(json.dumps({"tasks": [{"text": "Xây dựng kế hoạch"}]}), "utf-8")
    (tmp_path / "a.tasks.json").write_text(json.dumps({"tasks": [task, {**task, "text": "Nơi nhận"}]}), "utf-8")
    calibration.main(["--observe", str(tmp_path), "real-7"])
    assert capsys.readouterr().out == "real-7,1,text,list_item,1,2\n"


GOLD = {"text": "a", "lead": ["Sở Y tế", "Sở Nội vụ"], "coordinating": [], "deadline": {"kind": "by", "end": "2026-06-30"}, "outputs": ["Kế hoạch năm"]}
LEADS = [{"text": "Sở Nội vụ"}, {"text": "Sở Y tế"}]


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("lead_agencies", LEADS, True),
        ("lead_agencies", LEADS[:1], False),  # one is missing
        ("lead_agencies", [*LEADS, {"text": "Sở Tài chính"}], False),  # one too many
        ("lead_agencies", [], False),
        ("coordinating_agencies", [], True),
        ("coordinating_agencies", LEADS[:1], False),
        ("deadline", {"kind": "by", "end": "2026-06-30"}, True),
        ("deadline", {"kind": "by", "end": "2026-07-30"}, False),
        ("deadline", None, False),
        ("outputs", [{"text": "kế hoạch năm"}], True),
        ("outputs", [{"text": "Báo cáo"}], False),
    ],
)
def test_a_field_is_right_as_a_whole(field: str, value: Any, right: bool) -> None:
    found = {"text": "a", field: value, "field_confidence": [{"field": field, "value": 0.8, "reasons": ["not_named"]}]}
    assert list(judge_tasks([GOLD], [found], [(0, 0)])) == [Judged(field, ("not_named",), 0.8, right)]


def test_fields_of_what_is_no_task_are_not_judged() -> None:
    entry = {"field": "deadline", "value": 0.8, "reasons": ["not_named"]}
    found = {"text": "b", "confidence": 0.6, "confidence_reasons": ["paragraph"], "field_confidence": [entry]}
    assert list(judge_tasks([GOLD], [found], [])) == [Judged("text", ("paragraph",), 0.6, False)]


def test_bands() -> None:
    given = [(0.0, True), (0.49, False), (0.5, True), (0.9, True), (0.94, False), (0.95, True), (1.0, True)]
    judged = [Judged("text", (), confidence, right) for confidence, right in given]
    bands = {"text": [Band(0.0, 2, 1), Band(0.5, 1, 1), Band(0.9, 2, 1), Band(0.95, 2, 2)]}
    assert table(judged) == bands
    head, row = reliability_lines(bands)[1:]
    assert head.split()[4:] == ["0.00-0.50", "0.50-0.70", "0.70-0.80", "0.80-0.90", "0.90-0.95", "0.95-1"]
    assert row.split() == ["text", "1/2", "1/1", "-", "-", "1/2", "2/2"]
    assert reliability_lines({}) == []


def test_a_run_has_the_reliability_of_all_its_documents() -> None:
    tallies = [Tally(), Tally()]
    for tally, right in zip(tallies, (True, False), strict=True):
        tally.judged.append(Judged("text", (), 0.9, right))
    assert Run.of([("KH", tally) for tally in tallies], absent=[]).reliability == {"text": [Band(0.9, 2, 1)]}


def _printed(line: str) -> list[str]:
    """The cells of a row of a reliability table, as a comment or as Markdown: "right/given" a band, and the share of those above."""
    return [{"–": "-", "text": "task"}.get(cell, cell) for cell in line.strip("# |").replace("|", " ").split()]


def _rows(path: str, start: str) -> dict[str, list[str]]:
    lines = [_printed(line) for line in (ROOT / path).read_text("utf-8").splitlines() if line.startswith(start)]
    return {cells[0]: cells[1:] for cells in lines if len(cells) == 8 and "/" in "".join(cells[1:7])}


def test_the_printed_reliability_is_that_of_the_observations() -> None:
    """But for the tasks' own row, which takes five seconds: `make confidence` prints it."""
    printed, rules = _rows("docs/accuracy.md", "| "), _rows("models/confidence.toml", "#   ")
    assert set(rules) == {"task", "lead_agencies", "coordinating_agencies", "deadline", "outputs"}
    assert {field: printed[field] for field in rules} == rules
    observations = calibration.read_observations(ROOT / "corpus" / "first_sight.csv")
    for field in ("lead_agencies", "coordinating_agencies", "deadline", "outputs"):
        judged = list(left_out(field, observations))
        high = [one.right for one in judged if one.confidence >= 0.9]
        bands = _printed(reliability_lines(table(judged))[2])[1:]
        assert rules[field] == [*bands, f"{sum(high) / len(high):.3f}".lstrip("0")], field
