"""Plans as JSON in a folder, and databases of them. Without the extra `research` these tests are skipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from extractor.records import Generator, Plan

Written = Callable[..., Path]


@pytest.fixture(scope="session", autouse=True)
def research() -> None:
    for package in ("duckdb", "matplotlib", "pandas", "polars", "pyarrow"):
        pytest.importorskip(package)


@pytest.fixture
def write_plan(tmp_path: Path, plan: Plan) -> Written:
    """Writes a variant of the small plan as NAME.tasks.json: of source `sha`, with other fields or title, and returns the path."""

    def write(name: str, sha: str, *, version: str | None = None, title: str | None = None, **fields: object) -> Path:
        made = msgspec.structs.replace(plan, source=msgspec.structs.replace(plan.source, sha256=sha * 64), **fields)
        if title is not None:
            made = msgspec.structs.replace(made, metadata=msgspec.structs.replace(made.metadata, title=title))
        if version is not None:
            made = msgspec.structs.replace(made, generator=Generator(name=plan.generator.name, version=version, models={}))
        path = tmp_path / "out" / f"{name}.tasks.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.to_json())
        return path

    return write
