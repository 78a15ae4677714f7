"""The formats, the names of their files, and their words in both languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import cli
from extractor.commands.export import export as export_command
from extractor.exporting.formats import FORMATS, Format, default_name, export, told
from extractor.records import Plan
from extractor.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]
WORDS = {f"{group}/{name}": entry for group, entries in load_vocabulary("exports").items() for name, entry in entries.items()}


def test_the_commands_know_all_formats() -> None:
    assert tuple(FORMATS) == get_args(Format)
    assert ("json", *FORMATS) == cli.FORMS
    for command, name, more in ((cli.run, "to", ("json",)), (export_command, "form", ())):
        told_ones = str(command.__annotations__[name])
        assert [form for form in (*more, *FORMATS) if f"'{form}'" not in told_ones] == []


@pytest.mark.parametrize(
    ("source", "to", "name"),
    [
        ("plan.pdf", "xlsx", "plan.xlsx"),
        ("plan.tasks.json", "xlsx", "plan.xlsx"),
        ("plan.corrected.json", "ics", "plan.ics"),
        ("plan.reviewed.json", "ics", "plan.ics"),
        ("plan.json", "csv", "plan.csv"),
        ("plan.docx", "docx", "plan.tasks.docx"),  # not over the plan
        ("plan.md", "md", "plan.tasks.md"),
        ("a.b.pdf", "parquet", "a.b.parquet"),
        ("plan", "csv", "plan.csv"),
        (".tasks.json", "csv", ".tasks.csv"),
    ],
)
def test_where_an_export_goes(source: str, to: Format, name: str) -> None:
    assert default_name(Path("x", source), to) == Path("x", name)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_format_in_both_languages_gives_the_same_bytes_twice(plan: Plan, to: Format, language: str) -> None:
    data = export(plan, to, language)  # type: ignore[arg-type]
    assert data
    assert data == export(plan, to, language)  # type: ignore[arg-type]


def test_only_of_calendars_there_is_something_to_tell(plan: Plan) -> None:
    assert [told(plan, to, "vi") for to in FORMATS] == [None] * len(FORMATS)


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    slow = ("xlsxwriter", "icalendar", "dateutil", "pyarrow", "docx", "lxml")
    code = f"import sys; from extractor.exporting import formats; print([name for name in {slow} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True).stdout.strip() == b"[]"


@pytest.mark.parametrize("name", WORDS)
def test_words_are_there_in_both_languages_with_the_same_details(name: str) -> None:
    entry = WORDS[name]
    assert set(entry) == {"vi", "en"}
    fields = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in entry.values()]
    assert fields[0] == fields[1]
    assert entry["vi"] != entry["en"]


def test_every_word_is_used() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "extractor" / "exporting").glob("*.py"))
    groups_by_name = ("kind", "status", "left_out")  # all are looked up by a value or listed
    assert [name for name in WORDS if name.split("/")[0] not in groups_by_name and f'"{name.split("/")[1]}"' not in sources] == []
