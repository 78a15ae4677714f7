"""Where in a plan's JSON something is wrong, in words that name the task and the field: for the errors of `records.decode`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from extractor.records import ExtractedTask, Mention, Plan

__all__ = ["other_version", "place_of_mention", "place_of_unfit_task"]

_FIELDS = ("lead_agencies", "coordinating_agencies", "persons", "outputs", "targets", "legal_references")


class _Versioned(msgspec.Struct):
    schema_version: str | int | float


def place_of_mention(plan: Plan, mention: Mention) -> str:
    """Where the plan has this very record: "task 't004', deadline"; "the document's targets"."""
    for name, task in _tasks(plan):
        if mention is task:
            return f"{name}, text"
        if mention is task.deadline:
            return f"{name}, deadline"
        for field in _FIELDS:
            if any(mention is one for one in getattr(task, field)):
                return f"{name}, {field}"
    for agency in plan.agencies:
        if any(mention is one for one in agency.mentions):
            return f"agency {agency.id!r}"
    listed = next(field for field in ("legal_references", "targets", "deadlines") if any(mention is one for one in getattr(plan, field)))
    return f"the document's {listed}"


def _tasks(plan: Plan) -> Iterator[tuple[str, ExtractedTask]]:
    for task in plan.tasks:
        yield f"task {task.id!r}", task
        for original in task.originals:
            yield f"task {task.id!r}, original {original.id!r}", original
    for dropped in plan.dropped:
        yield f"dropped task {dropped.id!r}", dropped


def other_version(data: bytes | str) -> str | None:
    """The `schema_version` of the JSON where it is not one of those that are read; None where it is, or the JSON names none."""
    from extractor.records import VERSIONS_READ

    try:
        version = msgspec.json.decode(data, type=_Versioned).schema_version
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return None if re.fullmatch(VERSIONS_READ, str(version)) else str(version)


def place_of_unfit_task(data: bytes | str) -> str | None:
    """Which task of the JSON is no record of a task, and what of it ("task t004: Expected …").

    None for none of the tasks, or where the JSON is broken or nested too deeply.
    """
    from extractor.records import ExtractedTask, Task

    try:
        plan = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    for field, kind in (("tasks", Task), ("dropped", ExtractedTask)):
        tasks = plan.get(field) if isinstance(plan, dict) else None
        for task in tasks if isinstance(tasks, list) else ():
            try:
                msgspec.convert(task, kind)
            except msgspec.ValidationError as error:
                return f"task {task.get('id') if isinstance(task, dict) else task!r}: {error}"
    return None
