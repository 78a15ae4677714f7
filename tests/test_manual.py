"""The manual: it builds without a warning, knows every field of the JSON and every code, and loads nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor.records import json_schema
from recipes.codes_page import lines

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "docs"
_HEADING = re.compile(r"^#{2,3} (\w+)$", re.M)
_FIELDS = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \|", re.M)


def _described() -> dict[str, set[str]]:
    """The fields that docs/json.md describes, by record."""
    parts = _HEADING.split((MANUAL / "json.md").read_text("utf-8"))[1:]
    return {name: set(re.findall(r"\w+", " ".join(_FIELDS.findall(part)))) for name, part in zip(parts[::2], parts[1::2], strict=True)}


def test_every_field_is_described() -> None:
    definitions: dict[str, Any] = json_schema()["$defs"]
    records = {name: set(definition["properties"]) for name, definition in definitions.items() if "properties" in definition}
    assert records.pop("ExtractedTask") == records["Task"] - {"corrected", "originals"}  # described with Task
    assert {name: fields - _described().get(name, set()) for name, fields in records.items() if fields - _described().get(name, set())} == {}
    assert {name: fields - records.get(name, set()) for name, fields in _described().items() if fields - records.get(name, set())} == {}


def test_every_code_is_described() -> None:
    """After a change of models/messages.toml: `make codes`."""
    assert (MANUAL / "codes.md").read_text("utf-8").splitlines() == list(lines())


def test_the_manual_builds_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("material")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "WARNING -" in done.stderr) == (0, False), done.stderr  # `--quiet` would count no warnings
    for page in (tmp_path / "site").rglob("*.html"):
        loaded = re.findall(r"<(?:script|img|iframe)[^>]+src=\"?(https?:[^\" >]+)|<link[^>]+rel=\"?stylesheet\"?[^>]+href=\"?(https?:[^\" >]+)", page.read_text("utf-8"))
        assert not loaded, f"{page.name} loads {loaded}"
