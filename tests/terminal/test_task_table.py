"""The table of tasks is rich's, whoever makes its lines."""

from __future__ import annotations

import io
import random

import pytest
from rich.console import Console

from extractor.terminal import rich_view
from extractor.terminal.rich_view import print_table
from extractor.terminal.task_table import Cells

HEAD = ("Số", "Nhiệm vụ", "Chủ trì", "Thời hạn")
WORDS = ["Ủy", "ban", "“nhân", "dân”", "–", "x", "phối-hợp", "a" * 23, "b" * 40, "…", "12/2024", "≥", "▸"]
UNUSUAL = ["計画", "o\u031b", "\u200d", "👍"]


def made(console: Console, rows: list[Cells | str], by_rich: bool) -> str:
    console.file = io.StringIO()
    (rich_view._print_by_rich if by_rich else print_table)(console, HEAD, rows)
    return str(console.file.getvalue())


def rows_of(source: random.Random, words: list[str]) -> list[Cells | str]:
    def text(most: int) -> str:
        return " ".join(source.choices(words, k=source.randint(0, most)))

    def row() -> Cells | str:
        if source.random() < 0.2:
            return f"▸ {text(20)}".rstrip()
        return (source.choice(["", "1", "a)", "II.1.2.3.4"]), text(source.choice([1, 20])), text(source.choice([1, 9])), text(4))

    return [row() for _ in range(source.randint(0, 6))]


@pytest.mark.parametrize("terminal", [True, False])
def test_the_lines_are_those_of_rich(terminal: bool) -> None:
    source = random.Random(5)
    for width in [*range(1, 20), *range(20, 131), *range(40, 121)]:
        console = Console(force_terminal=terminal, color_system="standard" if terminal else None, width=width, highlight=False)
        words = WORDS if source.random() < 0.9 else WORDS + UNUSUAL
        rows = rows_of(source, words)
        assert made(console, rows, False) == made(console, rows, True), (width, rows)


def test_ordinary_tables_are_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rich_view, "_print_by_rich", None)
    for width in (60, 80, 120):
        made(Console(width=width), [("1", " ".join(WORDS), "Sở Nội vụ", "2024")] * 3, False)
