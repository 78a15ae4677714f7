"""The contract over time: what is written today satisfies every 1.x schema there ever was, and what was ever written is read today."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractor import extract, load
from extractor.records import SCHEMA_VERSION, Plan

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = sorted((ROOT / "extractor" / "schema").glob("plan-1.*.schema.json"))
SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))
PLANS = sorted(path for path in (ROOT / "corpus" / "dev").iterdir() if path.suffix in (".pdf", ".docx", ".md", ".txt"))


@cache
def schema(path: Path) -> Any:
    return jsonschema.Draft202012Validator(json.loads(path.read_text("utf-8")))


@cache
def written(path: Path) -> Any:
    return json.loads(extract(path).to_json())


def test_the_version_written_has_its_schema_and_no_later_one_is_there() -> None:
    assert [path.name for path in SCHEMAS] == [f"plan-1.{minor}.schema.json" for minor in range(len(SCHEMAS))]
    assert SCHEMAS[-1].name == f"plan-{SCHEMA_VERSION}.schema.json"


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.name)
def test_what_is_written_today_satisfies_every_schema(plan: Path, path: Path) -> None:
    schema(path).validate(written(plan))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_what_a_person_corrected_satisfies_every_schema(path: Path) -> None:
    data = json.loads((Path(__file__).parent / "samples" / "plan-1.0-corrected.tasks.json").read_bytes())
    assert all((data["corrected"], data["dropped"], data["tasks"][0]["originals"]))
    schema(path).validate(json.loads(load(json.dumps(data)).to_json()))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_what_was_ever_written_is_read(sample: Path) -> None:
    """Nothing of it is lost: written again it has all that it had, and what came later."""
    data = json.loads(sample.read_bytes())
    plan = load(sample.read_bytes())
    assert isinstance(plan, Plan)
    assert lacking(data, json.loads(plan.to_json())) == []


def lacking(old: Any, new: Any, path: str = "$") -> list[str]:
    """Where the new JSON has not what the old one has; keys that it has besides are none of these places."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [place for key in old for place in (lacking(old[key], new[key], f"{path}.{key}") if key in new else [f"{path}.{key}"])]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [place for at, (first, second) in enumerate(zip(old, new, strict=True)) for place in lacking(first, second, f"{path}[{at}]")]
    return [] if old == new else [path]


def test_what_would_be_lost_is_found() -> None:
    assert lacking({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2, "c": 3}], "d": 4}) == []
    assert lacking({"a": [1, {"b": 2}]}, {"a": [1, {"c": 2}]}) == ["$.a[1].b"]
    assert lacking({"a": [1]}, {"a": [1, 2]}) == ["$.a"]


@pytest.mark.parametrize("change", [{"found_in": "guess"}, {"text": None}, {"span": {"start": 0}}])
def test_a_value_that_the_first_schema_does_not_have_breaks_the_contract(change: dict[str, Any]) -> None:
    """New keys go; a new value of a closed list, null where there was none, or a key left out does not."""
    sample = next(path for path in SAMPLES if path.name == "plan-1.0.tasks.json")
    data = json.loads(sample.read_bytes())
    mention = next(task["lead_agencies"][0] for task in data["tasks"] if task["lead_agencies"])
    mention["later"] = "a key that 1.0 does not have"
    assert schema(SCHEMAS[0]).is_valid(data)
    mention.update(change)
    assert not schema(SCHEMAS[0]).is_valid(data)
