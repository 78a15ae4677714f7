"""The evaluation gives the figures of the project's reference scorer (reference_score.py, kept as it was handed over)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.evaluating.facets import score_plan
from extractor.evaluating.runs import Run
from extractor.evaluating.tally import Tally
from tests.evaluating import reference_score

GOLD = sorted((Path(__file__).parents[2] / "corpus" / "dev").glob("*.gold.json"))
ROLE_ERRORS = "section_roles"  # the reference counts them and does not list them


def perfect(gold: dict[str, Any]) -> dict[str, Any]:
    """A prediction in the contract's form that says what the annotation says."""
    metadata = dict(gold["metadata"])
    if metadata.get("issuer"):
        metadata["issuer"] = {"text": metadata["issuer"], "name": metadata["issuer"], "agency_id": None}
    if metadata.get("kind"):
        metadata["kind"] = {"code": metadata["kind"], "name": metadata["kind"]}
    text = "".join(task["text"] for task in gold["tasks"])
    tasks, start = [], 0
    for task in gold["tasks"]:
        end = start + len(task["text"])
        tasks.append({
            "text": task["text"],
            "span": {"start": start, "end": end},
            "lead_agencies": [{"text": name, "name": name} for name in task.get("lead") or []],
            "coordinating_agencies": [{"text": name, "name": name} for name in task.get("coordinating") or []],
            "deadline": task.get("deadline"),
            "outputs": [{"text": output} for output in task.get("outputs") or []],
            "targets": task.get("targets") or [],
            "legal_references": [{"symbol": symbol, "text": symbol} for symbol in task.get("legal_references") or []],
        })
        start = end
    here = {"text": "", "span": {"start": 0, "end": 0}}
    references = [{**r, **here, "issuer": {"name": r["issuer"]} if r.get("issuer") else None} for r in gold.get("legal_references") or []]
    agencies = [{"name": name, "mentions": [{"text": name}]} for name in gold.get("agencies") or []]
    return {
        "metadata": metadata, "text": text, "sections": gold["sections"], "tasks": tasks, "legal_references": references,
        "targets": [{**target, **here} for target in gold.get("targets") or []], "agencies": agencies, "deadlines": [],
    }  # fmt: skip


def thinned(plan: dict[str, Any]) -> dict[str, Any]:
    """Every third value of each layer is missing."""
    layers = ("tasks", "sections", "legal_references", "targets", "agencies")
    return {**plan, **{layer: [item for i, item in enumerate(plan[layer]) if i % 3] for layer in layers}}


def doubled(plan: dict[str, Any]) -> dict[str, Any]:
    """Every task and target twice: one of each pair is wrong, and ties have to be broken alike."""
    return {**plan, "tasks": [task for task in plan["tasks"] for _ in (0, 1)], "targets": plan["targets"] * 2}


def blurred(plan: dict[str, Any]) -> dict[str, Any]:
    """Wordings, roles, days, spans and metadata are off by a little, here and there."""
    tasks = []
    for i, task in enumerate(plan["tasks"]):
        task = dict(task)
        if i % 2:
            task["text"] = task["text"][: len(task["text"]) * 2 // 3]
        if i % 3 == 0 and task["deadline"]:
            task["deadline"] = {**task["deadline"], "kind": "during", "end": "2020-01-01"}
        if i % 4 == 0:
            task["lead_agencies"], task["coordinating_agencies"] = task["coordinating_agencies"], task["lead_agencies"]
        tasks.append(task)
    sections = [{**s, "role": "other" if i % 2 else s["role"], "heading": s["heading"].upper()} for i, s in enumerate(plan["sections"])]
    references = [{**r, "date": "2001-01-01" if i % 4 == 0 else r.get("date"), "issuer": None if i % 5 == 0 else r.get("issuer")}
                  for i, r in enumerate(plan["legal_references"])]  # fmt: skip
    return {**plan, "tasks": tasks, "sections": sections, "legal_references": references, "metadata": {**plan["metadata"], "number": "1/X"}}


def perfect_again(plan: dict[str, Any]) -> dict[str, Any]:
    """Nothing is off."""
    return plan


def unread(plan: dict[str, Any]) -> dict[str, Any]:
    """Nothing was extracted."""
    return {}


@pytest.mark.parametrize("spoiled", [perfect_again, thinned, doubled, blurred, unread])
def test_same_figures_and_errors(spoiled: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    reference, tally = reference_score.Tally(), Tally()
    for path in GOLD:
        gold = json.loads(path.read_text("utf-8"))
        plan = spoiled(perfect(gold))
        reference_score.score_document(gold, plan, reference, path.name.split(".")[0])
        score_plan(gold, plan, tally, path.name.removesuffix(".gold.json"))
    run = Run.of([("KH", tally)], absent=[])
    figures = {facet: {name: getattr(row, name) for name in row.__struct_fields__} for facet, row in run.facets.items()}
    assert figures == dict(reference.rows())
    assert list(figures) == [facet for facet, _ in reference.rows()]  # printed in the same order

    def comparable(item: Any) -> Any:
        return json.loads(json.dumps(item))

    assert [(f, w, at, comparable(item)) for f, w, at, item in tally.failings if f != ROLE_ERRORS] == [
        (f, w, at, comparable(item)) for f, w, at, item in reference.errors
    ]


def test_perfect_is_perfect_and_spoiled_is_not() -> None:
    """The comparison above means something: the spoiled predictions do lower the figures."""
    gold = json.loads(GOLD[0].read_text("utf-8"))
    figures = {}
    for spoil in (perfect_again, thinned, doubled, blurred):
        tally = Tally()
        score_plan(gold, spoil(perfect(gold)), tally, "x")
        figures[spoil.__name__] = tally.figures()
    assert {row.f1 for row in figures["perfect_again"].values()} == {1.0}
    assert figures["thinned"]["tasks"].recall < 0.7 < figures["thinned"]["tasks"].precision
    assert figures["doubled"]["tasks"].precision == 0.5
    assert figures["blurred"]["spans"].f1 < 1.0
