"""Where the documents of the tests stand, and the installed command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from extractor.records import (
    AgencyMention,
    BoundingBox,
    Deadline,
    Generator,
    Issuer,
    Kind,
    Location,
    Metadata,
    Plan,
    PlanWarning,
    SourceRecord,
    Span,
    Task,
)
from extractor.release import NAME, VERSION

ROOT = Path(__file__).resolve().parent.parent

# How long an example takes says how busy the machine is, and tests run beside each other: what takes too long has a test of its own.
settings.register_profile("beside others", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("beside others")

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The annotated plans."""
    return ROOT / "corpus" / "dev"


@pytest.fixture(scope="session")
def traps() -> Path:
    """Made documents with one difficulty each."""
    return ROOT / "tests" / "traps"


@pytest.fixture(scope="session")
def entry_point() -> str:
    """The `extract` command that the installation made beside this Python."""
    command = Path(sys.executable).with_name("extract.exe" if os.name == "nt" else "extract")
    assert command.is_file(), "install the package first: pip install -e .[dev]"
    return str(command)


@pytest.fixture
def extract_command(entry_point: str, tmp_path: Path) -> Command:
    """Runs the installed command in an empty folder, in English unless told otherwise."""

    def run(*arguments: str | Path, stdin: bytes = b"", language: str = "en_US.UTF-8") -> subprocess.CompletedProcess[bytes]:
        command = [entry_point, *map(str, arguments)]
        environment = {**os.environ, "LC_ALL": language, "NO_COLOR": "1", "COLUMNS": "80"}
        return subprocess.run(command, input=stdin, capture_output=True, cwd=tmp_path, env=environment, timeout=60, check=False)

    return run


@pytest.fixture
def plan() -> Plan:
    """A small plan: one task with a lead and a deadline, a place on a page, and a warning."""
    text = "Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2024."

    def span(part: str) -> Span:
        return Span(text.index(part), text.index(part) + len(part))

    lead = AgencyMention(text="Sở Nội vụ", span=span("Sở Nội vụ"), agency_id="a1", name="Sở Nội vụ tỉnh Bắc Giang", found_in="sentence")
    due = "trước ngày 28/02/2024"
    deadline = Deadline(id="d1", text=due, span=span(due), kind="by", end="2024-02-28", resolved=True)
    task = Task(
        id="t001", fingerprint="0f", number="1", section_id=None, parent_id=None, origin="list_item", title=None, confidence=0.9,
        text=text, span=Span(0, len(text)), location=(Location(page=1, bbox=BoundingBox(1.0, 2.0, 3.5, 4.0)),),
        lead_agencies=(lead,), deadline=deadline,
    )  # fmt: skip
    issuer = Issuer(text="UBND TỈNH", name="Ủy ban nhân dân tỉnh Bắc Giang")
    return Plan(
        schema_version="1.0",
        generator=Generator(name=NAME, version=VERSION, models={}),
        source=SourceRecord(
            filename="a.txt", media_type="text/plain", sha256="0" * 64, size_bytes=1, pages=None, text_origin="text", ocr_confidence=None
        ),
        metadata=Metadata(kind=Kind(code="KH", name="Kế hoạch"), issuer=issuer, date_issued="2024-02", title="Cải cách hành chính"),
        text=text, pages=(), sections=(), tasks=(task,), legal_references=(), agencies=(), targets=(), deadlines=(deadline,),
        warnings=(PlanWarning(code="columns_guessed", message="?", page=1),),
    )  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate-golden", action="store_true", help="write the golden summaries anew (never in CI)")


@pytest.fixture
def regenerate_golden(request: pytest.FixtureRequest) -> bool:
    """Whether the golden summaries are to be written anew; refused in CI, where they are held against."""
    asked = bool(request.config.getoption("--regenerate-golden"))
    assert not (asked and os.environ.get("CI")), "golden files are not regenerated in CI"
    return asked
