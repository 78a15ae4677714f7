"""The contract of a comparison: its schema as it was written, and every field of it in the manual."""

from __future__ import annotations

import json
import re
from pathlib import Path

from extractor.comparing.records import json_schema

ROOT = Path(__file__).parents[2]
_FIELDS = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \|", re.M)


def test_the_schema_is_the_written_one() -> None:
    """After a change of the records: `make schema`."""
    written = json.loads((ROOT / "extractor" / "schema" / "compare-1.0.schema.json").read_text("utf-8"))
    assert json.loads(json.dumps(json_schema())) == written


def test_every_field_is_described() -> None:
    page = (ROOT / "docs" / "comparing.md").read_text("utf-8").partition("## The JSON")[2]
    parts = re.split(r"^### (\w+)$", page, flags=re.M)[1:]
    described = {name: set(re.findall(r"\w+", " ".join(_FIELDS.findall(part)))) for name, part in zip(parts[::2], parts[1::2], strict=True)}
    known = {"Generator", "Period", "Span"}  # described with the plan
    records = {name: set(record["properties"]) for name, record in json_schema()["$defs"].items() if "properties" in record and name not in known}
    assert described == records
