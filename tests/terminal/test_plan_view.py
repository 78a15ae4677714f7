"""What the clerk sees."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pytest

from extractor.messages import Language, message
from extractor.records import Deadline, Plan, Span
from extractor.terminal.plan_view import deadline_for_people, show_plan


def shown(plan: Plan, language: Language = "vi") -> str:
    stream = io.StringIO()
    show_plan(plan, language, stream)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def test_says_what_was_found(plan: Plan) -> None:
    text = shown(plan)
    for part in ("Kế hoạch Cải cách hành chính", "Ủy ban nhân dân tỉnh Bắc Giang", "02/2024", "Sở Nội vụ", "đến 28/02/2024", "1 nhiệm vụ"):
        assert part in " ".join(text.split()), part
    assert "Số: không rõ" in text  # a blank number is said to be unknown


def test_each_warning_is_told_in_the_language_with_its_page(plan: Plan) -> None:
    for language, before in (("vi", "Cảnh báo (trang 1): "), ("en", "Warning (page 1): ")):
        assert before + " ".join(message("columns_guessed", {}, language).split()) in " ".join(shown(plan, language).split())


def test_a_terminal_without_columns_has_eighty(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(plan)
    monkeypatch.setenv("COLUMNS", "0")
    assert shown(plan) == text


def test_fits_eighty_columns_without_colour(plan: Plan) -> None:
    long = "Tăng cường tuyên truyền, phổ biến pháp luật " * 20
    task = msgspec.structs.replace(plan.tasks[0], text=long, title=long, number="III.12.4")
    text = shown(msgspec.structs.replace(plan, tasks=(task,) * 3))
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_control_characters_of_the_document_stay_out(plan: Plan) -> None:
    evil = "x\x1b]0;title\x07\x1b[31mred\u202ereversed\u200b\n\ttext"
    task = msgspec.structs.replace(plan.tasks[0], text=evil, title=evil, number=evil)
    metadata = msgspec.structs.replace(plan.metadata, title=evil, number=evil)
    text = shown(msgspec.structs.replace(plan, tasks=(task,), metadata=metadata))
    assert not set(text) & set("\x1b\x07\u202e\u200b")


def test_markup_is_shown_as_it_stands(plan: Plan) -> None:
    task = msgspec.structs.replace(plan.tasks[0], text="[bold]đậm[/bold] :smile:")
    assert "[bold]đậm[/bold] :smile:" in " ".join(shown(msgspec.structs.replace(plan, tasks=(task,))).split())


def test_a_plan_without_tasks_has_no_table(plan: Plan) -> None:
    assert "Chủ trì" not in shown(msgspec.structs.replace(plan, tasks=()))


DEADLINES = [
    ({"kind": "by", "end": "2024-02-28"}, "by 28/02/2024"),
    ({"kind": "from", "start": "2024-02-28"}, "from 28/02/2024"),
    ({"kind": "during", "start": "2024-02-28", "end": "2024-02-28"}, "28/02/2024"),
    ({"kind": "during", "start": "2024-04-01", "end": "2024-06-30"}, "01/04/2024 – 30/06/2024"),
    ({"kind": "ongoing", "start": "2024-01-01", "end": "2024-12-31"}, "2024"),  # a whole year
    ({"kind": "ongoing", "start": "2026-01-01", "end": "2030-12-31"}, "2026 – 2030"),
    ({"kind": "ongoing"}, "as printed"),  # no dates known
    ({"kind": "recurring", "recurrence": "FREQ=YEARLY", "end": "2024-12-31"}, "as printed"),
    ({"kind": "by", "end": "2024-02-28", "resolved": False}, "as printed"),
]


@pytest.mark.parametrize(("values", "told"), DEADLINES)
def test_deadlines(values: dict[str, Any], told: str) -> None:
    deadline = Deadline(**{"text": "as printed", "span": Span(0, 10), "resolved": True, **values})
    assert deadline_for_people(deadline, "en") == told
