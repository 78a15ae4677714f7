"""NDJSON: one task a line, as it stands in the plan's JSON with all its spans, and `plan`, which says whose it is.

The spans point into the plan's text, which is not repeated: `plan.sha256` names the document.
"""

from __future__ import annotations

import msgspec

from extractor.messages import Language
from extractor.records import Plan

__all__ = ["export", "plan_identity"]


def plan_identity(plan: Plan) -> dict[str, str | None]:
    """What tells a plan from others: its document, and what its letterhead says."""
    data = plan.metadata
    return {
        "schema_version": plan.schema_version,
        "generator": f"{plan.generator.name} {plan.generator.version}",
        "filename": plan.source.filename,
        "sha256": plan.source.sha256,
        "kind": data.kind.name if data.kind else None,
        "number": data.number,
        "title": data.title,
        "issuer": data.issuer.name if data.issuer else None,
        "date_issued": data.date_issued,
    }


def export(plan: Plan, language: Language) -> bytes:
    """The lines, each ended by a line feed."""
    identity = plan_identity(plan)
    return b"".join(msgspec.json.encode({"plan": identity, **msgspec.structs.asdict(task)}) + b"\n" for task in plan.tasks)
