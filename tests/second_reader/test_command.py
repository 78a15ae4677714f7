"""The second reader from the command line, and what it costs."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from extractor import extract
from tests.conftest import Command

PLAN = "KẾ HOẠCH\n\nII. NHIỆM VỤ\n\n1. Sở Y tế chủ trì kiểm tra chợ.\n"


@pytest.mark.parametrize("options", [("--second-reader",), ("--second-reader", "--ocr", "never")])  # without Typer, and with it
def test_it_reads_where_it_is_asked_for(extract_command: Command, tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "plan.txt").write_text(PLAN)
    models = json.loads(extract_command("plan.txt", "-o", "-", *options).stdout)["generator"]["models"]
    assert sorted(models) == ["rules", "second_reader"]
    assert "second_reader" not in json.loads(extract_command("plan.txt", "-o", "-").stdout)["generator"]["models"]


def test_the_same_bytes_each_time(traps: Path) -> None:
    path = traps / "t_merged.docx"
    assert extract(path, second_reader=True).to_json() == extract(path, second_reader=True).to_json()


def _seconds(text: str) -> float:
    started = time.process_time()
    extract(text.encode(), filename="plan.md", second_reader=True)
    return time.process_time() - started


@pytest.mark.parametrize("unit", ["\n\n- Sở Y tế chủ trì kiểm tra chợ.", " Sở Y tế chủ trì kiểm tra chợ", "\n\n- Kho dữ liệu"])
def test_the_time_is_linear(unit: str) -> None:
    front = "KẾ HOẠCH\n\nII. NHIỆM VỤ"
    _seconds(front + unit * 10)
    assert _seconds(front + unit * 1600) < 10 * max(_seconds(front + unit * 400), 0.05)
