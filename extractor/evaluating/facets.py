"""Scores one extracted plan against its annotation, facet by facet, into a Tally.

The order: metadata, sections and their roles, tasks, the parts of each task beside its annotated partner, references, targets,
agencies (recall alone: where the generic collectives end is a matter of taste), spans.
An annotation may leave a layer out (`null` or absent); what is not annotated is not scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractor.evaluating.equality import (
    SAME_NAME,
    cited,
    deadline_score,
    name_score,
    reference_score,
    target_score,
    wordings,
)
from extractor.evaluating.matching import name_tokens, similarity, tokens
from extractor.evaluating.reliability import judge_tasks
from extractor.evaluating.tally import Tally
from extractor.lazy_patterns import lazy_pattern

__all__ = ["score_plan"]

Data = Mapping[str, Any]
_NUMBERED = lazy_pattern(r"\d|self")
_SAME_TASK, _SAME_HEADING, _SAME_ISSUER = 0.75, 0.8, 0.6
_NO_TASK: Data = {}


def score_plan(gold: Data, plan: Data, tally: Tally, name: str) -> None:
    """Adds one document's counts. `plan` is the contract's JSON as data, empty where nothing could be extracted."""
    own_number = (gold.get("metadata") or {}).get("number")
    _score_metadata(gold.get("metadata") or {}, plan.get("metadata") or {}, tally, name)
    _score_sections(gold.get("sections") or [], plan.get("sections") or [], tally, name)
    _score_tasks(gold.get("tasks") or [], plan.get("tasks") or [], own_number, tally, name)
    if gold.get("legal_references") is not None:
        _score_references(cited(gold["legal_references"], own_number), cited(plan.get("legal_references"), own_number), tally, name)
    if gold.get("targets") is not None:
        tally.add("targets", gold["targets"], plan.get("targets") or [], target_score, where=name)
    if gold.get("agencies") is not None:
        _score_agencies(gold["agencies"], plan.get("agencies") or [], tally, name)
    if plan.get("text") is not None:
        _score_spans(plan, tally, name)


def _score_metadata(gold: Data, found: Data, tally: Tally, name: str) -> None:
    for field, value in gold.items():
        wanted, got = _comparable(field, value), _comparable(field, found.get(field))
        if isinstance(wanted, str) and isinstance(got, str):
            right = similarity(tokens(wanted), tokens(got)) >= (SAME_NAME if field in ("issuer", "title") else 1.0)
        else:
            right = (wanted or None) == (got or None)
        tally.judge("metadata", right, name, (field, wanted, got), part=field)


def _comparable(field: str, value: Any) -> Any:
    if field == "period":
        return tuple((value or {}).get(end) for end in ("start", "end"))
    if field == "signer":
        return " ".join(tokens((value or {}).get("name")))
    if field == "kind" and isinstance(value, Mapping):
        return value.get("code")
    if field == "issuer" and isinstance(value, Mapping):
        return value.get("name")
    return value


def _score_sections(gold: list[Data], found: list[Data], tally: Tally, name: str) -> None:
    def alike(first: Data, second: Data) -> float:
        return similarity(tokens(first.get("heading")), tokens(second.get("heading")))

    for i, j in tally.add("sections", gold, found, alike, floor=_SAME_HEADING, where=name):
        if gold[i].get("role"):
            wanted, got = gold[i]["role"], found[j].get("role")
            tally.judge("section_roles", wanted == got, name, (gold[i].get("heading"), wanted, got))


def _score_tasks(gold: list[Data], found: list[Data], own_number: str | None, tally: Tally, name: str) -> None:
    first = [(tokens(task["text"]), task["text"]) for task in gold]
    second = [(tokens(task.get("text")), task.get("text")) for task in found]
    matched = tally.add(
        "tasks", first, second, lambda a, b: similarity(a[0], b[0]), floor=_SAME_TASK, where=name, shown=lambda task: task[1]
    )
    tally.judged += judge_tasks(gold, found, matched)
    partner = dict(matched)
    taken = set(partner.values())
    couples = [(task, found[partner[i]] if i in partner else _NO_TASK) for i, task in enumerate(gold)]
    couples += [(_NO_TASK, task) for j, task in enumerate(found) if j not in taken]
    for wanted, got in couples:
        where = f"{name}: {(wanted.get('text') or got.get('text') or '')[:60]}"
        _score_task_parts(wanted, got, own_number, tally, where)


def _score_task_parts(gold: Data, found: Data, own_number: str | None, tally: Tally, where: str) -> None:
    for facet, key in (("lead_agencies", "lead"), ("coordinating_agencies", "coordinating")):
        tally.add(facet, wordings(gold.get(key)), wordings(found.get(facet)), name_score, floor=SAME_NAME, where=where)
    tally.add("deadlines", _present(gold.get("deadline")), _present(found.get("deadline")), deadline_score, where=where)
    outputs, got = (" ".join(wordings(task.get("outputs"))) for task in (gold, found))
    tally.add(
        "outputs", _present(outputs), _present(got), lambda a, b: similarity(tokens(a), tokens(b)), floor=SAME_NAME, where=where
    )
    tally.add("task_targets", gold.get("targets") or [], found.get("targets") or [], target_score, where=where)
    references = [_annotated_reference(text) for text in gold.get("legal_references") or []]
    tally.add(
        "task_references", cited(references, own_number), cited(found.get("legal_references"), own_number), reference_score,
        floor=SAME_NAME, where=where,
    )  # fmt: skip


def _present(value: Any) -> list[Any]:
    return [value] if value else []


def _annotated_reference(text: str) -> Data:
    """A task's annotated reference is a symbol, or the name of a law."""
    return {"symbol": text} if _NUMBERED.search(text) else {"symbol": None, "type": "", "title": text}


def _score_references(gold: list[Data], found: list[Data], tally: Tally, name: str) -> None:
    for i, j in tally.add("legal_references", gold, found, reference_score, floor=SAME_NAME, where=name):
        for field in ("date", "issuer"):
            wanted, got = gold[i].get(field), _comparable("issuer", found[j].get(field))
            if wanted:
                right = wanted == got if field == "date" else similarity(tokens(wanted), tokens(got)) >= _SAME_ISSUER
                tally.judge(f"reference_{field}", right, name, (gold[i].get("symbol"), wanted, got))


def _score_agencies(gold: list[str], found: list[Data], tally: Tally, name: str) -> None:
    def distinct(names: list[str]) -> list[str]:
        return list({" ".join(name_tokens(text)): text for text in names}.values())

    mentioned = distinct([text for agency in found for text in wordings(agency.get("mentions")) or [agency.get("name") or ""]])
    wanted = distinct(gold)
    hits = {i for i, text in enumerate(wanted) if any(name_score(text, other) >= SAME_NAME for other in mentioned)}
    tally.recall("agencies_recall", wanted, hits, name)


def _score_spans(plan: Data, tally: Tally, name: str) -> None:
    for group in ("tasks", "legal_references", "targets", "deadlines"):
        for mention in plan.get(group) or []:
            span = mention.get("span")
            place = (span["start"], span["end"]) if span else None
            right = place is not None and plan["text"][slice(*place)] == mention.get("text")
            tally.judge("spans", right, name, (group, place, (mention.get("text") or "")[:80]))
