"""Persons of cells and labels, against the examples beside the rules."""

from typing import Any

import pytest

from extractor.records import Span
from extractor.tasks.persons import read_persons
from extractor.vocabulary import load_vocabulary


@pytest.mark.parametrize("example", load_vocabulary("persons")["examples"], ids=lambda e: e["text"][:30])
def test_persons(example: dict[str, Any]) -> None:
    text = f"x {example['text']} y"
    found = read_persons(text, Span(2, len(text) - 2), "in_charge")
    assert [f"{p.name or ''} | {p.position or ''}" for p in found] == example["persons"]
    assert all(text[p.span.start : p.span.end] == p.text for p in found)
