"""The examples of docs/service.md as they stand there, but for the address."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import extract
from tests.serving.running_service import DEV, ROOT, RunningService

MANUAL = (ROOT / "docs" / "service.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8700"
PLAN = DEV / "so-ldtbxh-bac-giang-2024.pdf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(PLAN, tmp_path / "plan.pdf")
    return tmp_path


def test_python(service: RunningService, folder: Path) -> None:
    (code,) = re.findall(r"```py\n(.*?)```", MANUAL, re.DOTALL)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", code.replace(ADDRESS, service.address)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment, check=True)
    assert len(done.stdout.splitlines()) == len(extract(PLAN).tasks)


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
def test_curl(service: RunningService, folder: Path) -> None:
    commands = re.findall(r"(?m)^curl .*$", MANUAL)
    assert len(commands) == 3
    for command in commands:
        subprocess.run(command.replace(ADDRESS, service.address), shell=True, cwd=folder, capture_output=True, check=True)
    assert (folder / "plan.tasks.json").read_bytes() == extract(folder / "plan.pdf").to_json()
    assert (folder / "plan.xlsx").read_bytes().startswith(b"PK")
    assert (folder / "sure.tasks.json").read_bytes() == extract(PLAN.read_bytes(), min_confidence=0.8).to_json()


def test_its_numbers_are_those_of_the_program() -> None:
    """Limits that the manual tells in words."""
    from extractor.serving import receiving, service

    usual = service.Settings()
    assert f"| `--queue` | {usual.queue} |" in MANUAL
    assert f"| `--max-size` | {usual.max_bytes // 2**20} |" in MANUAL
    assert f"| `--time-limit` | {usual.seconds:.0f} |" in MANUAL
    assert f"stopped coming for {receiving.IDLE_SECONDS:.0f} seconds, came at less than {receiving.LEAST_RATE:,} bytes a second" in MANUAL
    assert f"or was not there after {receiving.LONGEST_SECONDS:.0f}" in MANUAL
    assert f"of which more than {service.MOST_ANSWER // 2**20} MB is made" in MANUAL
    assert f"its answer ({service.MOST_ANSWER // 2**20} MB at most" in MANUAL
    assert f"holds more than {service.MOST_MEMORY // 2**20} MB" in MANUAL
