"""Plans for the tests of comparing: short ones written here, and two of the corpus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from extractor import extract
from extractor.records import Plan
from recipes.plan_pairs import Pair, pairs

Row = tuple[str, str, str]
"""A task's text, its lead, its time."""
MakePlan = Callable[..., Plan]


@pytest.fixture(scope="session")
def make_plan() -> MakePlan:
    """A plan with a table of tasks, of a province and year."""

    def made(rows: Sequence[Row], *, year: int = 2024, province: str = "Bắc Giang") -> Plan:
        day = f"{province}, ngày 15 tháng 01 năm {year}\n\n"
        lines = [f"| {number} | {text} | {lead} | {time} |" for number, (text, lead, time) in enumerate(rows, start=1)]
        table = "\n".join(("| TT | Nội dung nhiệm vụ | Đơn vị chủ trì | Thời gian thực hiện |", "|---|---|---|---|", *lines))
        head = f"ỦY BAN NHÂN DÂN TỈNH {province.upper()}\n\nSố: 15/KH-UBND\n\n{day}**KẾ HOẠCH**\n\n**Cải cách hành chính năm {year}**\n\n"
        plan = extract(f"{head}{table}\n".encode(), filename=f"{year}.md")
        assert len(plan.tasks) == len(rows)
        return plan

    return made


@pytest.fixture(scope="session")
def two_years() -> tuple[Plan, Plan]:
    """The two plans of the corpus that follow one another."""
    folder = Path(__file__).parents[2] / "corpus" / "dev"
    return extract(folder / "bac-giang-2019.pdf"), extract(folder / "so-ldtbxh-bac-giang-2024.pdf")


@pytest.fixture(scope="session")
def annotated() -> list[Pair]:
    """The annotated pairs of corpus/pairs."""
    return list(pairs())


@pytest.fixture(scope="session")
def all_plans() -> dict[str, Plan]:
    """Every plan of corpus/dev and corpus/made, in one of the formats in which it stands there."""
    folder = Path(__file__).parents[2] / "corpus"
    documents: dict[str, Path] = {}
    for path in sorted((*(folder / "dev").iterdir(), *(folder / "made").iterdir())):
        if path.suffix in (".pdf", ".docx", ".txt", ".md") and path.name != "README.md":
            documents.setdefault(path.stem, path)
    return {name: extract(path) for name, path in documents.items()}
