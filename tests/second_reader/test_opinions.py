"""Agreement and proposals, with models whose answers are set: what counts as agreement, and what is proposed."""

from __future__ import annotations

import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from docx import Document as WordDocument

from extractor import extract, read
from extractor.extracting import findings_of, plan_of
from extractor.second_reader.models import model_version, shipped_models
from extractor.second_reader.opinions import Opinion, Proposal, second_opinion
from extractor.second_reader.warnings import warnings_of
from tests.second_reader.fake_models import SURE, models
from tests.tasks.plans import plan_text

MADE = Path(__file__).parents[2] / "corpus" / "made"
PLAN = plan_text(
    "II. NHIỆM VỤ\n1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra chợ.\n2. Kho dữ liệu của tỉnh.\n3. Rà soát hồ sơ của Đội Ba."
)
NAMES = {"y": "B-lead", "tế": "I-lead", "nội": "B-coordinating", "vụ": "I-coordinating"}


def opinion(**said: object) -> tuple[tuple[Opinion, ...], tuple[Proposal, ...]]:
    found = findings_of(PLAN)
    assert [PLAN.slice(candidate.span)[:2] for candidate in found.candidates] == ["1.", "3."]
    return second_opinion(PLAN, found.tree, found.candidates, found.assignments, models(**said))  # type: ignore[arg-type]


def test_a_task_that_both_hold_for_one() -> None:
    opinions, proposals = opinion(tasks=["sở y tế", "rà soát"])
    assert [one.task for one in opinions] == pytest.approx([SURE, SURE])
    assert proposals == ()


def test_a_task_that_the_second_reader_does_not_see() -> None:
    opinions, _ = opinion(tasks=["sở y tế"])
    assert [one.task for one in opinions] == pytest.approx([SURE, 1 - SURE])


def test_an_item_that_the_rules_left_out_is_proposed() -> None:
    _, proposals = opinion(tasks=["kho dữ liệu"])
    assert [(p.kind, PLAN.slice(p.span), p.task) for p in proposals] == [("task", "2. Kho dữ liệu của tỉnh.", None)]


def test_what_holds_tasks_is_not_proposed() -> None:
    assert opinion(tasks=["nhiệm vụ"])[1] == ()


def test_agreement_on_agencies_is_the_mean_over_both_readings() -> None:
    opinions, proposals = opinion(names=NAMES)
    nobody = 1 - SURE
    per_word = [(0.01 / 4) * 2, SURE + 0.01 / 4, SURE + 0.01 / 4]  # "Sở" is said to be none
    assert opinions[0].leads == pytest.approx(sum(per_word) / 3)
    assert opinions[0].coordinating == pytest.approx(sum(per_word) / 3)
    assert opinions[1].leads == pytest.approx(1 - nobody / 4 * 2)
    assert proposals == ()


def test_an_agency_that_only_the_second_reader_sees_lowers_agreement_and_is_proposed() -> None:
    opinions, proposals = opinion(names={**NAMES, "đội": "B-lead", "ba": "I-lead"})
    assert opinions[1].leads == pytest.approx(1 - SURE - 0.01 / 4)
    assert [(p.kind, PLAN.slice(p.span), p.task) for p in proposals] == [("lead", "Đội Ba", 1)]


def test_another_role_for_the_same_name_is_disagreement_and_no_proposal() -> None:
    opinions, proposals = opinion(names={"nội": "B-lead", "vụ": "I-lead"})
    assert opinions[0].coordinating is not None
    assert opinions[0].coordinating < 0.1
    assert proposals == ()


def test_who_is_named_above_is_missed_where_both_see_nobody() -> None:
    opinions, _ = opinion(names={"nhiệm": "B-lead"})  # a word of the heading
    assert opinions[1].leads == pytest.approx(1 - SURE - 0.01 / 4)
    assert opinions[1].coordinating == pytest.approx(1 - 0.01 / 4 * 2)


def test_the_role_of_the_section_is_held_against_the_rules() -> None:
    assert opinion()[0][0].role == pytest.approx(SURE)
    assert opinion(roles={"own=nhiệm": "other"})[0][0].role == pytest.approx(1 - SURE)


def test_a_proposal_is_told_with_its_words_and_place() -> None:
    _, proposals = opinion(tasks=["kho dữ liệu"])
    warning = next(warnings_of(PLAN, proposals))
    assert (warning.code, warning.span) == ("second_reader_task", proposals[0].span)
    assert warning.details == {"text": "2. Kho dữ liệu của tỉnh.", "percent": "99%"}


def test_the_plan_says_which_models_read_it() -> None:
    without, with_reader = plan_of(PLAN), plan_of(PLAN, second_reader=True)
    assert "second_reader" not in without.generator.models
    assert with_reader.generator.models["second_reader"] == model_version()
    assert [task.text for task in with_reader.tasks] == [task.text for task in without.tasks]
    reasons = {code for task in with_reader.tasks for code in task.confidence_reasons}
    assert reasons & {"reader_agrees", "reader_disagrees"}
    assert not {code for task in without.tasks for code in task.confidence_reasons} & {"reader_agrees", "reader_disagrees"}
    assert [w for w in with_reader.warnings if not w.code.startswith("second_reader_")] == list(without.warnings)


def test_the_same_in_a_process_of_its_own() -> None:
    data = PLAN.text.encode()
    assert extract(data, filename="a.txt", time_limit=60, second_reader=True) == extract(data, filename="a.txt", second_reader=True)


def test_the_shipped_models_know_their_labels() -> None:
    shipped = shipped_models()
    assert sorted(shipped.items.labels()) == ["none", "task"]
    assert sorted(shipped.agencies.labels()) == ["B-coordinating", "B-lead", "I-coordinating", "I-lead", "O"]
    assert {"content", "implementation", "purpose"} <= set(shipped.headings.labels())


def test_it_costs_nothing_where_it_is_not_asked_for_and_the_rules_are_sure() -> None:
    code = (
        "import sys; from extractor import extract; extract(b'- Ki\\xe1\\xbb\\x83m tra.', filename='a.txt');"
        "print([name for name in sys.modules if name.startswith(('extractor.second_reader', 'extractor.training', 'underthesea', 'spacy'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_neither_spacy_nor_underthesea_is_loaded_to_read_again() -> None:
    code = (
        "import sys; from extractor import extract; extract(b'x', filename='a.txt', second_reader=True);"
        "print([name for name in ('spacy', 'underthesea', 'numpy', 'extractor.training') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_section_without_a_heading_is_read(tmp_path: Path) -> None:
    """An appendix that a second "(Kèm theo …)" opens has none."""
    word = WordDocument(str(MADE / "b3-sgtvt-quang-nam-thien-tai-2021.docx"))
    enclosed = next(paragraph._p for paragraph in word.paragraphs if paragraph.text.startswith("(Kèm theo"))
    enclosed.addnext(deepcopy(enclosed))
    word.save(str(tmp_path / "plan.docx"))
    document = read(tmp_path / "plan.docx")
    found = findings_of(document)
    assert any(node.heading is not None and not node.heading for node in found.tree.nodes() if node.kind == "section")
    assert len(second_opinion(document, found.tree, found.candidates, found.assignments, models())[0]) == len(found.candidates)
