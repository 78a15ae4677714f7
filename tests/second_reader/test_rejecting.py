"""What the rules are unsure of is left out where the second reader rejects it, and nothing else."""

from __future__ import annotations

import pytest

from extractor.extracting import findings_of, plan_of
from extractor.second_reader import rejecting
from extractor.second_reader.models import model_version, shipped_models
from extractor.second_reader.opinions import second_opinion
from extractor.second_reader.rejecting import rejected
from tests.second_reader.fake_models import models
from tests.tasks.plans import plan_text

SURE = "1. Sở Y tế kiểm tra chợ."
UNSURE = "2. Nhân dịp này đơn vị nào có thành tích thì thư khen được gửi đến nơi."
PLAN = plan_text(f"II. NHIỆM VỤ\n{SURE}\n{UNSURE}\n3. Rà soát hồ sơ.")


def told(*tasks: str) -> list[str]:
    found = findings_of(PLAN)
    assert [candidate.certain for candidate in found.candidates] == [True, False, True]
    out = rejected(PLAN, found.tree, found.candidates, models(tasks=tasks))
    return [PLAN.slice(found.candidates[index].span) for index in out]


def test_what_the_rules_are_unsure_of_and_the_second_reader_holds_for_none() -> None:
    assert told("sở y tế", "rà soát") == [UNSURE]


def test_what_the_second_reader_holds_for_a_task_stays() -> None:
    assert told("nhân dịp") == []


def test_what_the_rules_are_sure_of_stays() -> None:
    assert told() == [UNSURE]


def test_in_the_plan_it_is_a_warning_and_no_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejecting, "shipped_models", lambda: models(tasks=["sở y tế", "rà soát"]))
    plan = plan_of(PLAN)
    assert [task.text for task in plan.tasks] == [SURE, "3. Rà soát hồ sơ."]
    (warning,) = (warning for warning in plan.warnings if warning.code == "second_reader_no_task")
    assert "items_left_out" not in {warning.code for warning in plan.warnings}  # it is told once
    assert warning.span is not None
    assert PLAN.slice(warning.span) == UNSURE
    assert plan.generator.models["second_reader"] == model_version()


@pytest.mark.parametrize("before", [0, 1, 5, 30, 300])
def test_what_is_near_is_enough(before: int) -> None:
    """The probability is that of the whole document, wherever the item stands."""
    body = "II. NHIỆM VỤ\n" + "\n".join(f"- Sở Y tế kiểm tra chợ {number}." for number in range(before)) + f"\n{UNSURE}\n{SURE}"
    document = plan_text(body)
    found = findings_of(document)
    place = next(index for index, candidate in enumerate(found.candidates) if not candidate.certain)
    whole = second_opinion(document, found.tree, found.candidates, found.assignments)[0][place].task
    assert whole is not None
    near = rejected(document, found.tree, found.candidates, shipped_models()).get(place)
    assert (near is not None) == (whole < 0.2)
    assert near is None or near.details["percent"] == f"{1 - whole:.0%}"
