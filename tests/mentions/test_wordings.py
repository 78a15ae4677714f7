"""Wordings of deadlines and targets, positive and negative, each judged by hand (wordings.toml), under a fixed reference."""

from __future__ import annotations

from pathlib import Path

import pytest
import rtoml

from extractor.mentions.context import Context
from extractor.mentions.targets import find_targets
from extractor.records import Span
from tests.mentions.test_deadlines import as_value, in_text
from tests.mentions.test_targets import render

WORDINGS = rtoml.load(Path(__file__).with_name("wordings.toml"))
DEADLINES, TARGETS = WORDINGS["deadlines"], WORDINGS["targets"]
REFERENCE = Context(date_issued="2026-02-05", period=("2026", "2026"))


def targets(sentence: str) -> str:
    found = find_targets(sentence, Span(0, len(sentence)), REFERENCE)
    return "; ".join(render(target) + (f" @{target.due}" if target.due else "") for target in found)


@pytest.mark.parametrize(("phrase", "expected"), DEADLINES["in_text"])
def test_a_deadline_in_running_text(phrase, expected):
    assert "; ".join(in_text(phrase)) == expected


@pytest.mark.parametrize("phrase", DEADLINES["not_in_text"])
def test_no_deadline_in_running_text(phrase):
    assert in_text(phrase) == []


@pytest.mark.parametrize(("phrase", "expected"), DEADLINES["as_value"])
def test_a_time_as_a_value(phrase, expected):
    assert "; ".join(as_value(phrase)) == expected


@pytest.mark.parametrize("phrase", DEADLINES["no_value"])
def test_no_time_as_a_value(phrase):
    assert as_value(phrase) == []


@pytest.mark.parametrize(("sentence", "expected"), TARGETS["reached"])
def test_a_target(sentence, expected):
    assert targets(sentence) == expected


@pytest.mark.parametrize("sentence", TARGETS["not_reached"])
def test_no_target(sentence):
    assert targets(sentence) == ""
