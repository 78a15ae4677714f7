"""The formats, the names of their files, and their words in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import cli
from extractor.exporting.formats import FORMATS, Format, default_name, export, told
from extractor.files.marks import Marked
from extractor.files.ownership import Kind
from extractor.files.result_names import beside
from extractor.records import Plan
from extractor.vocabulary import load_vocabulary
from tests.exporting.made_plans import plan_of

ROOT = Path(__file__).parents[2]
WORDS = {f"{group}/{name}": entry for group, entries in load_vocabulary("exports").items() for name, entry in entries.items()}


def test_the_commands_know_all_formats() -> None:
    assert tuple(FORMATS) == get_args(Format)
    assert ("json", *FORMATS) == cli.FORMS
    assert set(get_args(Marked)) | {"csv", "ndjson"} == set(FORMATS) <= set(get_args(Kind))
    words = {name: {parameter.name: parameter for parameter in command.params} for name, command in cli.translated_command("vi", ["export"]).commands.items()}
    assert tuple(words["run"]["to"].type.choices) == ("json", *FORMATS)
    assert tuple(words["export"]["form"].type.choices) == tuple(FORMATS)


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


@pytest.mark.parametrize(
    ("source", "ending", "name"),
    [
        ("plan.pdf", ".tasks.json", "plan.tasks.json"),
        ("P.Tasks.JSON", ".csv", "P.csv"),
        ("plan.reviewed.json", ".review.html", "plan.review.html"),
        ("plan.corrected.json", ".reviewed.json", "plan.reviewed.json"),
        ("a.corrected.tasks.json", ".review.html", "a.corrected.review.html"),
        ("corrected.json", ".csv", "corrected.csv"),
        ("plan.tasks.pdf", ".xlsx", "plan.tasks.xlsx"),
    ],
)
def test_what_stands_beside(source: str, ending: str, name: str) -> None:
    assert beside(Path("x", source), ending) == Path("x", name)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_format_in_both_languages_gives_the_same_bytes_twice(plan: Plan, to: Format, language: str) -> None:
    data = export(plan, to, language)  # type: ignore[arg-type]
    assert data
    assert data == export(plan, to, language)  # type: ignore[arg-type]


def test_only_of_calendars_there_is_something_to_tell(plan: Plan) -> None:
    assert [told(plan, to, "vi") for to in FORMATS] == [None] * len(FORMATS)
    undated = plan_of({"text": "Rà soát"})
    assert [to for to in FORMATS if told(undated, to, "vi")] == ["ics"]


def test_what_a_cell_of_a_sheet_cannot_hold_is_told() -> None:
    dated = {"deadline": {"text": "28/02/2024", "end": "2024-02-28"}}
    assert told(plan_of({"text": "x" * 32_767, **dated}), "xlsx", "en") is None
    plan = plan_of({"text": "x" * 32_768, **dated}, {"text": "y", "outputs": ["z" * 20_000, "u" * 20_000], **dated}, {"text": "v", **dated})
    assert (told(plan, "xlsx", "en") or "").startswith("2 tasks have a cell of more than 32767 characters")
    assert told(plan, "csv", "en") is None


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
    groups_by_name = ("kind", "status", "left_out", "recurrence")  # all are looked up by a value or listed
    asked = set(re.findall(r'word\("(\w+)", "(\w+)"', sources)) | {("text", name) for name in re.findall(r'"text", "(\w+)"', sources)}
    asked |= {("sheet", name) for name in re.findall(r'"sheet", "(\w+)"', sources)}
    listed = {(group, name) for group in ("column", "printed") for name in re.findall(r'"(\w+)"', sources)}  # columns are listed by name
    known = {tuple(name.split("/")) for name in WORDS if name.split("/")[0] not in groups_by_name}
    assert known - asked - listed == set()
