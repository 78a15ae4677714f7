"""Letterheads of real documents, as web pages print them, against what a person reads there (`letterheads.toml`)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.reading.opening import open_document
from extractor.records import Metadata
from extractor.structure.kinds import kind_of_symbol
from extractor.structure.metadata import read_metadata
from extractor.structure.parts import divide

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("letterheads.toml").read_text("utf-8"))["letterhead"]
FIELDS = ("number", "issuer", "place", "date", "kind")


def read(text: str) -> dict[str, str | None]:
    document = open_document(text.encode(), filename="page.txt")
    found: Metadata = read_metadata(document, divide(document))[0]
    return {
        "number": found.number,
        "issuer": found.issuer and found.issuer.name,
        "place": found.place,
        "date": found.date_issued,
        "kind": found.kind and found.kind.code,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("number", case["text"].strip()[:20]))
def test_what_a_letterhead_prints_is_read(case: dict[str, Any]) -> None:
    found = read(case["text"])
    fields = [field for field in FIELDS if field not in case.get("not_read", ())]
    assert {field: found[field] for field in fields} == {field: case.get(field) for field in fields}


def test_nearly_all_that_is_printed_is_right() -> None:
    printed = [(case, field) for case in CASES for field in FIELDS if field in case]
    right = sum(read(case["text"])[field] == case[field] for case, field in printed)
    assert right >= 0.95 * len(printed), f"{right} of {len(printed)}"


def test_what_files_print_is_written_as_the_contract_has_it() -> None:
    files = tomllib.loads(Path(__file__).with_name("letterheads_of_files.toml").read_text("utf-8"))["file"]
    assert len({file["sha256"] for file in files}) == len(files) == 19
    for file in files:
        assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", file["date"])
        kind = kind_of_symbol(file["number"]) if "number" in file else None
        assert kind is None or kind.code == file["kind"]
