"""`extract compare`: what it reads, writes and refuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extractor.comparing.records import decode, json_schema
from extractor.release import NAME
from tests.conftest import Command


@pytest.fixture
def plans(corpus: Path, tmp_path: Path) -> Path:
    """A folder with two plans."""
    shutil.copy(corpus / "bac-giang-2019-md.md", tmp_path / "a.md")
    shutil.copy(corpus / "so-ldtbxh-2024-md.md", tmp_path / "b.md")
    return tmp_path


def test_the_table_goes_to_standard_output(extract_command: Command, plans: Path) -> None:
    done = extract_command("compare", "a.md", "b.md")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Plan 1 → plan 2" in done.stdout.decode()
    assert sorted(path.name for path in plans.iterdir()) == ["a.md", "b.md"]


def test_json_on_standard_output_and_nothing_else(extract_command: Command, plans: Path) -> None:
    done = extract_command("compare", "a.md", "b.md", "-o", "-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(decode(done.stdout).pairs) == 1
    Draft202012Validator(json_schema()).validate(json.loads(done.stdout))


def test_formats_by_the_ending(extract_command: Command, plans: Path) -> None:
    done = extract_command("compare", "a.md", "b.md", "-o", "c.json", "-o", "c.html", "-o", "c.xlsx")
    assert done.returncode == 0
    assert decode((plans / "c.json").read_bytes()).generator.name == NAME
    assert (plans / "c.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert (plans / "c.xlsx").read_bytes().startswith(b"PK")


def test_what_extract_wrote_is_read_as_it_is(extract_command: Command, plans: Path) -> None:
    assert extract_command("a.md", "--quiet").returncode == 0
    done = extract_command("compare", "a.tasks.json", "b.md", "-o", "-")
    assert done.stdout == extract_command("compare", "a.md", "b.md", "-o", "-").stdout


def test_standard_input_is_one_plan(extract_command: Command, plans: Path) -> None:
    done = extract_command("compare", "-", "-", "--lang", "en")
    assert done.returncode == 2
    assert "only one plan can be read from standard input" in done.stderr.decode()


def test_own_results_are_written_again_and_others_never(extract_command: Command, plans: Path) -> None:
    (plans / "foreign.html").write_text("<p>")
    for name, status in (("c.json", 0), ("c.json", 0), ("c.html", 0), ("c.html", 0), ("c.xlsx", 0), ("c.xlsx", 2), ("foreign.html", 2)):
        assert extract_command("compare", "a.md", "b.md", "-o", name, "--quiet").returncode == status, name
    assert extract_command("compare", "a.md", "b.md", "-o", "c.xlsx", "--force", "--quiet").returncode == 0
    assert extract_command("a.md", "--quiet").returncode == 0
    assert extract_command("compare", "a.tasks.json", "b.md", "-o", "a.tasks.json", "--force").returncode == 2  # the input itself


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("a.md",), 2, "two plans at least"),
        (("a.md", "none.pdf"), 1, "none.pdf"),
        (("a.md", "b.md", "-o", "c.txt"), 2, ".json, .xlsx or .html"),
        (("a.md", "broken.json"), 1, "is no plan"),
    ],
)
def test_refusals(extract_command: Command, plans: Path, words: tuple[str, ...], status: int, said: str) -> None:
    (plans / "broken.json").write_text('{"tasks": 3}')
    done = extract_command("compare", *words)
    assert done.returncode == status
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(("language", "words"), [("vi", "JSON của phiên bản 2.0"), ("en", "is JSON of version 2.0")])
def test_json_of_another_version_is_told_by_its_version(extract_command: Command, plans: Path, language: str, words: str) -> None:
    assert extract_command("a.md", "--quiet").returncode == 0
    written = (plans / "a.tasks.json").read_bytes()
    (plans / "a.tasks.json").write_bytes(written.replace(b'"schema_version": "1.0"', b'"schema_version": "2.0"', 1))
    for arguments in (("compare", "a.tasks.json", "b.md"), ("export", "a.tasks.json", "--to", "md"), ("review", "a.tasks.json")):
        done = extract_command(*arguments, "--lang", language)
        assert done.returncode == 1
        assert f"a.tasks.json: {words}" in done.stderr.decode()
