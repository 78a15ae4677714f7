"""The records: round trips, what loading refuses, and the committed JSON Schema."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.records import (
    Agency,
    Deadline,
    ExtractedTask,
    LegalReference,
    Mention,
    OtherVersionError,
    PageRecord,
    Plan,
    PlanError,
    PlanWarning,
    Section,
    Span,
    Target,
    decode,
    json_schema,
)

SCHEMA_FILE = Path(__file__).parent.parent / "extractor" / "schema" / "plan-1.0.schema.json"


def test_round_trip(plan: Plan) -> None:
    assert decode(plan.to_json()) == plan
    assert decode(plan.to_json().decode()).to_json() == plan.to_json()


def test_every_key_is_written(plan: Plan) -> None:
    """Absent is null or [], never a missing key."""
    data = json.loads(plan.to_json())
    assert data["metadata"]["number"] is None
    assert data["tasks"][0]["coordinating_agencies"] == []
    assert data["tasks"][0]["location"] == [{"page": 1, "bbox": [1.0, 2.0, 3.5, 4.0]}]


def test_json_is_readable_utf8(plan: Plan) -> None:
    assert "Sở Nội vụ".encode() in plan.to_json()


def test_committed_schema_is_the_generated_one() -> None:
    """After a change of the record types: `make schema`."""
    assert json.loads(SCHEMA_FILE.read_text("utf-8")) == json.loads(json.dumps(json_schema()))


def test_schema_is_valid_and_accepts_a_plan(plan: Plan) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(plan.to_json()))


CHANGES = [
    ("tasks", 0, "origin", "guess"),  # not one of the origins
    ("tasks", 0, "confidence", 1.5),  # beyond 1
    ("tasks", 0, "deadline", "end", "28/02/2024"),  # no ISO date
    ("tasks", 0, "text", "Another text"),  # not what stands at the span
    ("tasks", 0, "span", {"start": 5, "end": 2}),  # ends before it starts
    ("warnings", 0, "span", {"start": 5, "end": 2}),
    ("tasks", 0, "span", {"start": -1, "end": 2}),  # before the text
    ("tasks", 0, "location", 0, "page", 0),  # pages count from 1
    ("metadata", "date_issued", "02-2024"),  # no EDTF
    ("schema_version", "2.0"),  # another contract
    ("text", 7),
]


@pytest.mark.parametrize("change", CHANGES)
def test_loading_refuses(plan: Plan, change: tuple[Any, ...]) -> None:
    data = json.loads(plan.to_json())
    *path, last, value = change
    target = data
    for key in path:
        target = target[key]
    target[last] = value
    with pytest.raises(PlanError):
        decode(json.dumps(data))


def test_the_mentions_of_originals_are_held_too(plan: Plan) -> None:
    """What a person replaced or dropped is kept as it was extracted, its places included."""
    data = json.loads(plan.to_json())
    task = {key: value for key, value in data["tasks"][0].items() if key not in ("corrected", "originals")}
    data["tasks"][0] |= {"corrected": True, "originals": [task]}
    data |= {"corrected": True, "dropped": [task | {"id": "t900"}]}
    assert json.loads(decode(json.dumps(data)).to_json()) == data
    jsonschema.Draft202012Validator(json_schema()).validate(data)
    for kept in (data["tasks"][0]["originals"][0], data["dropped"][0]):
        text, kept["text"] = kept["text"], "Another text"
        with pytest.raises(PlanError):
            decode(json.dumps(data))
        kept["text"] = text


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"schema_version": "1.0"}'])
def test_broken_json_is_a_plan_error(broken: bytes) -> None:
    with pytest.raises(PlanError):
        decode(broken)


@pytest.mark.parametrize(
    "broken", [b"[" * 100_000, b'{"new": ' + b"[" * 100_000, '{"text": "\ud800"}'], ids=["deep", "deep in an unknown key", "half a character"]
)
def test_hostile_json_is_a_plan_error(broken: bytes | str) -> None:
    with pytest.raises(PlanError):
        decode(broken)


@pytest.mark.parametrize(
    "path",
    [("warnings",), ("metadata", "number"), ("metadata", "period", "end"), ("tasks", 0, "persons"), ("tasks", 0, "deadline", "anchor"), ("warnings", 0, "details")],
)
def test_a_missing_key_is_refused_by_schema_and_loading(plan: Plan, path: tuple[Any, ...]) -> None:
    data = json.loads(plan.to_json())
    *above, key = path
    record = data
    for step in above:
        record = record[step]
    del record[key]
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(data)
    with pytest.raises(PlanError, match=f"`{key}`"):
        decode(json.dumps(data))


def test_unknown_keys_are_left_out(plan: Plan) -> None:
    data = json.loads(plan.to_json())
    data["later"] = data["tasks"][0]["later"] = {"a": 1}
    jsonschema.Draft202012Validator(json_schema()).validate(data)
    assert decode(json.dumps(data)) == plan


@pytest.mark.parametrize(
    "changes",
    [
        {"pages": (PageRecord(number=1, width=float("inf"), height=1.0, start=0, end=0),)},  # JSON has no infinity: msgspec writes null
        {"text": "\ud800"},  # no Unicode
        {"schema_version": "9"},
        {"text": "other"},  # the mentions are not in it
    ],
)
def test_nothing_is_written_that_loading_refuses(plan: Plan, changes: dict[str, Any]) -> None:
    with pytest.raises(PlanError):
        msgspec.structs.replace(plan, **changes).to_json()


@pytest.mark.parametrize("part", ["agencies", "deadlines", "dropped", "legal_references", "sections", "targets", "tasks", "warnings"])
def test_nothing_is_written_of_a_part_that_is_out_of_its_place(plan: Plan, part: str) -> None:
    """Each part is read back by itself while it is written."""
    span = Span(5, 2)
    mention = Mention(text="Sở", span=span)
    agency = Agency(id="a001", name="Sở Nội vụ", level="province", mentions=(mention,))
    task = plan.tasks[0]
    misplaced = {
        "agencies": agency,
        "deadlines": Deadline(text="Sở", span=span, kind="by", resolved=False),
        "dropped": ExtractedTask(**{name: getattr(task, name) for name in ExtractedTask.__struct_fields__} | {"id": "t900", "span": span}),
        "legal_references": LegalReference(text="Sở", span=span),
        "sections": Section(id="s001", parent_id=None, level=1, number=None, heading="Sở", role="content", span=span),
        "targets": Target(text="Sở", span=span, comparator="=", value=1.0),
        "tasks": msgspec.structs.replace(task, span=span),
        "warnings": PlanWarning(code="no_number", message="", span=span),
    }
    changed = msgspec.structs.replace(plan, **{part: (misplaced[part],)})
    with pytest.raises(PlanError):
        changed.to_json()
    with pytest.raises(PlanError):
        decode(msgspec.json.encode(changed))


@given(st.lists(st.text(), max_size=3), st.text())
def test_parts_are_written_as_the_whole_would_be(titles: list[str], text: str) -> None:
    """In the same order and with the same indentation, empty lists and whatever stands in a text included."""
    from tests.exporting.made_plans import plan_of

    plan = plan_of(*({"text": "Rà soát", "title": title} for title in titles))
    plan = msgspec.structs.replace(plan, text=plan.text + text)
    assert plan.to_json() == msgspec.json.format(msgspec.json.encode(plan), indent=1) + b"\n"


def test_a_long_plan_is_held_once_while_it_is_written(plan: Plan) -> None:
    tasks = tuple(msgspec.structs.replace(plan.tasks[0], id=f"t{number}") for number in range(2000))
    long = msgspec.structs.replace(plan, tasks=tasks)
    tracemalloc.start()
    try:
        written = long.to_json()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1.5 * len(written)


def test_records_are_frozen(plan: Plan) -> None:
    with pytest.raises(AttributeError):
        plan.text = ""  # type: ignore[misc]


def test_spans() -> None:
    assert len(Span(3, 8)) == 5
    assert Span(3, 8).covers(Span(4, 8))
    assert not Span(3, 8).covers(Span(2, 5))
    assert Span(3, 8).overlaps(Span(2, 5))
    assert not Span(3, 8).overlaps(Span(8, 9))
    assert msgspec.to_builtins(Span(3, 8)) == {"start": 3, "end": 8}


def test_a_plan_without_keys_that_came_later_is_read(plan: Plan) -> None:
    """These came after the first plans were written; every other key stays required."""
    agency = Agency(id="a001", name="Sở Nội vụ", level="province")
    data = json.loads(msgspec.structs.replace(plan, agencies=(agency,)).to_json())
    del data["agencies"][0]["successors"], data["tasks"][0]["confidence_reasons"], data["tasks"][0]["field_confidence"]
    assert decode(json.dumps(data)).agencies == (agency,)
    del data["agencies"][0]["code"]
    with pytest.raises(PlanError, match="code"):
        decode(json.dumps(data))


def spoiled(plan: Plan, change: Callable[[list[Any], dict[str, Any]], None]) -> bytes:
    data = json.loads(plan.to_json())
    change(data["tasks"], data)
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda tasks, _: tasks[1].update(id=tasks[0]["id"]), "two tasks have the id 't001'"),
        (lambda tasks, data: data.update(dropped=[{key: value for key, value in tasks[0].items() if key not in ("corrected", "originals")}]), "is dropped and is not"),
        (lambda tasks, _: tasks[0].update(parent_id="t001"), "'t001' hangs on itself"),
        (lambda tasks, _: (tasks[0].update(parent_id="t002"), tasks[1].update(parent_id="t001")), "hangs on itself"),
    ],
)
def test_tasks_that_cannot_be_told_apart_are_no_plan(two_tasks: Plan, change: Callable[[list[Any], dict[str, Any]], None], reason: str) -> None:
    with pytest.raises(PlanError, match=reason):
        decode(spoiled(two_tasks, change))
    child = spoiled(two_tasks, lambda tasks, _: tasks[1].update(parent_id="t001"))
    assert decode(child).tasks[1].parent_id == "t001"


@pytest.fixture
def two_tasks() -> Plan:
    from tests.exporting.made_plans import plan_of

    return plan_of({"text": "Rà soát"}, {"text": "Báo cáo"})


def test_a_byte_order_mark_is_no_fault(plan: Plan) -> None:
    assert decode(b"\xef\xbb\xbf" + plan.to_json()) == plan


@pytest.mark.parametrize(("written", "version"), [(b'"2.0"', "2.0"), (b"2", "2"), (b'"compare-1.0"', "compare-1.0")])
def test_another_version_is_named(plan: Plan, written: bytes, version: str) -> None:
    data = plan.to_json().replace(b'"schema_version": "1.0"', b'"schema_version": ' + written, 1)
    with pytest.raises(OtherVersionError, match=version) as raised:
        decode(data)
    assert raised.value.version == version


def test_what_else_is_wrong_with_a_version_that_is_read_is_told_as_it_is(plan: Plan) -> None:
    with pytest.raises(PlanError) as raised:
        decode(plan.to_json().replace(b'"schema_version": "1.0"', b'"schema_version": "1.9", "tasks": 3', 1))
    assert not isinstance(raised.value, OtherVersionError)
