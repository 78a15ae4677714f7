"""What the rules are unsure of is left out where the second reader rejects it, and nothing else."""

from __future__ import annotations

import pytest

from extractor.extracting import findings_of, plan_of
from extractor.reading.opening import open_document
from extractor.second_reader import rejecting
from extractor.second_reader.items import TASK, item_features, items_of
from extractor.second_reader.models import marginals, model_version, shipped_models
from extractor.second_reader.rejecting import likely, rejected
from tests.conftest import ROOT
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


@pytest.mark.parametrize("name", ["so-ldtbxh-bac-giang-2024.docx", "lao-cai-khoang-san-2026.docx"])
def test_what_is_near_is_enough(name: str) -> None:
    """The probability of an item read with what is near is that of the whole document, wherever it stands."""
    document = open_document(ROOT / "corpus" / "dev" / name)
    items = items_of(findings_of(document).tree)
    whole = [of[TASK] for of in marginals(shipped_models().items, item_features(document, items))]
    assert len(items) > 10
    for place, expected in enumerate(whole):
        assert list(likely(document, items, [place])) == [(place, pytest.approx(expected, abs=1e-4))]
    some = range(0, len(items), 9)
    assert list(likely(document, items, some)) == [(place, pytest.approx(whole[place], abs=1e-4)) for place in some]
