"""Names of results: what stands beside a document or a plan, by the name of the document.

"plan" is the document's name of plan.pdf and of what is known as a result of it: plan.tasks.json, plan.corrected.json (as a review page
saves), plan.reviewed.json (corrections applied), whatever the case of the letters. Of other JSON only ".json" is left out.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["beside"]

_OF_PLANS = (".tasks.json", ".corrected.json", ".reviewed.json")


def beside(source: Path, ending: str) -> Path:
    """The result with this ending beside a document or plan: "plan.xlsx" beside "plan.pdf" and "plan.tasks.json"."""
    name = source.name
    known = next((each for each in _OF_PLANS if name.lower().endswith(each) and len(name) > len(each)), source.suffix)
    return source.with_name((name[: -len(known)] if known else name) + ending)
