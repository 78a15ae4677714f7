"""How sure tasks and their fields are: the codes that tell it, what they are worth, and what is done with it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from extractor import extract
from extractor.document import ReadingWarning
from extractor.evaluating.calibration import fit, read_observations
from extractor.extracting import plan_of
from extractor.mentions.context import Context
from extractor.messages import message
from extractor.records import CheckedField, Plan, Span, Task
from extractor.structure.outline import outline
from extractor.structure.parts import divide
from extractor.tasks.assigning import assign
from extractor.tasks.confidence import doubtful_below, field_confidence, share_right
from extractor.tasks.finding import find_tasks
from extractor.tasks.signs import ANYWHERE, DOUBTS, FOUND, Signed, signs
from extractor.tasks.surroundings import Surroundings
from extractor.vocabulary import load_vocabulary
from tests.tasks.plans import plan_text, table_plan

OBSERVATIONS = Path(__file__).parent.parent.parent / "corpus" / "first_sight.csv"


def tasks_of(body: str) -> tuple[Task, ...]:
    return plan_of(plan_text(body)).tasks


def fields_of(task: Task) -> dict[str, tuple[str, ...]]:
    return {entry.field: entry.reasons for entry in task.field_confidence}


# The model ---------------------------------------------------------------------------------------------------------------------------


def test_the_model_knows_each_code_and_no_more() -> None:
    rules = load_vocabulary("confidence")
    assert set(rules) == {"doubtful_below", "anywhere", *FOUND}
    assert set(rules["anywhere"]) == set(ANYWHERE)
    assert set(FOUND) == set(DOUBTS) == {"text", *get_args(CheckedField)}
    for signed in FOUND:
        assert (tuple(rules[signed]["found"]), tuple(rules[signed]["doubts"])) == (FOUND[signed], DOUBTS[signed])


@pytest.mark.parametrize("code", sorted({*ANYWHERE, *(c for codes in (*FOUND.values(), *DOUBTS.values()) for c in codes)}))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_code_is_explained(code: str, language: str) -> None:
    assert message(code, {}, language)  # type: ignore[arg-type]


@pytest.mark.parametrize("signed", FOUND)
def test_a_doubt_never_makes_surer(signed: Signed) -> None:
    for found in FOUND[signed]:
        sure = share_right(signed, (found,))
        for doubt in (*DOUBTS[signed], "ocr_doubtful", "columns_guessed_here", "reader_disagrees"):
            assert share_right(signed, (found, doubt)) <= sure


@pytest.mark.parametrize("signed", FOUND)
def test_a_second_reader_s_opinion_counts_where_it_is_known_what_it_is_worth(signed: Signed) -> None:
    agrees, no_opinion, disagrees = (share_right(signed, (FOUND[signed][-1], *code)) for code in (("reader_agrees",), (), ("reader_disagrees",)))
    assert agrees >= no_opinion >= disagrees
    assert (no_opinion > disagrees) == (signed in ("text", "lead_agencies", "coordinating_agencies"))


@pytest.mark.parametrize("signed", FOUND)
def test_the_numbers_are_those_that_the_observations_give(signed: Signed) -> None:
    model, rules = fit(signed, read_observations(OBSERVATIONS)), load_vocabulary("confidence")[signed]
    assert {code: round(number, 2) for code, number in model.found.items()} == rules["found"]
    assert {code: round(number, 2) for code, number in model.doubts.items()} == rules["doubts"]


def test_values_are_shares() -> None:
    worst = ("paragraph", *DOUBTS["text"], "ocr_doubtful")
    assert share_right("text", worst) == 0.01
    assert 0.9 < share_right("text", ("table_row",)) <= 0.99
    assert field_confidence("outputs", ("found_in_label",)).value == share_right("outputs", ("found_in_label",))


# The signs ---------------------------------------------------------------------------------------------------------------------------


def test_a_row_of_a_table_is_surer_than_an_item_and_an_item_than_a_paragraph() -> None:
    (row,) = table_plan("TT | Nội dung | Chủ trì | Thời gian\n1 | Xây dựng kế hoạch | Sở Nội vụ | Quý II/2026").tasks
    assert (row.confidence_reasons, fields_of(row)) == (
        ("table_row",), {"lead_agencies": ("found_in_cell",), "deadline": ("found_in_cell",)},
    )  # fmt: skip
    item, paragraph = tasks_of("II. NHIỆM VỤ\n1. Xây dựng kế hoạch tuyên truyền.\nIII. GIẢI PHÁP\nXây dựng kế hoạch tuyên truyền.")
    assert item.confidence_reasons == ("list_item", "nobody_named", "no_time")
    assert paragraph.confidence_reasons == ("paragraph", "nobody_named", "no_time")
    assert row.confidence > item.confidence > paragraph.confidence


@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        ("II. NHIỆM VỤ\n1. Sở Y tế xây dựng kế hoạch trước ngày 30/6/2026.", {"lead_agencies": ("found_in_sentence",), "deadline": ("found_in_sentence",)}),
        ("II. NHIỆM VỤ\n1. Xây dựng kế hoạch.\n- Đơn vị chủ trì: Sở Y tế.\n- Thời gian: Quý II/2026.", {"lead_agencies": ("found_in_label",), "deadline": ("found_in_label",)}),
        ("III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) Xây dựng kế hoạch tuyên truyền.", {"lead_agencies": ("found_in_heading",)}),
        ("III. TỔ CHỨC THỰC HIỆN\nXây dựng kế hoạch tuyên truyền trong toàn ngành.", {"lead_agencies": ("not_named", "lead_expected")}),
        ("II. NHIỆM VỤ\n1. Xây dựng kế hoạch.\n- Đơn vị chủ trì: theo phân công sau.", {"lead_agencies": ("not_named", "value_not_understood")}),
        ("II. NHIỆM VỤ\n1. Giao Sở Y tế, Sở Nội vụ xây dựng kế hoạch.", {"lead_agencies": ("found_in_sentence", "several_named")}),
        ("II. NHIỆM VỤ\n1. Sở Y tế phối hợp với Sở Nội vụ rà soát.", {"lead_agencies": ("found_in_sentence",), "coordinating_agencies": ("found_in_sentence",)}),
        ("II. NHIỆM VỤ\n1. Xây dựng quy chế phối hợp liên ngành.", {"lead_agencies": ("not_named",), "coordinating_agencies": ("not_named",)}),
        ("II. NHIỆM VỤ\n1. Hằng quý, Sở Y tế báo cáo kết quả.", {"lead_agencies": ("found_in_sentence",), "deadline": ("found_in_sentence", "recurring_time")}),
        ("II. NHIỆM VỤ\n1. Xây dựng kế hoạch.\n- Đơn vị chủ trì: Sở Y tế.\n- Thời gian: khi thuận lợi.", {"lead_agencies": ("found_in_label",), "deadline": ("not_named", "value_not_understood")}),
        ("II. NHIỆM VỤ\n1. Xây dựng kế hoạch.\n- Đơn vị chủ trì: Sở Y tế.\n- Sản phẩm: Kế hoạch của ngành.", {"lead_agencies": ("found_in_label",), "outputs": ("found_in_label",)}),
    ],
)  # fmt: skip
def test_reasons_of_fields(body: str, reasons: dict[str, tuple[str, ...]]) -> None:
    assert fields_of(tasks_of(body)[0]) == reasons


def test_an_agency_told_by_an_introducing_sentence() -> None:
    body = "II. NHIỆM VỤ\nGiao Sở Y tế thực hiện các nhiệm vụ sau:\n1. Xây dựng kế hoạch tuyên truyền.\n2. Tổ chức tập huấn."
    assert [fields_of(task)["lead_agencies"] for task in tasks_of(body)] == [("found_in_introduction",)] * 2


def test_words_that_may_be_misread_are_doubts_of_what_they_stand_in() -> None:
    document = plan_text("II. NHIỆM VỤ\n1. Sở Y tế xây dựng kế hoạch trước ngày 30/6/2026.\n2. Sở Y tế rà soát trước ngày 30/7/2026.")
    at = document.text.index("30/6/2026")
    doubtful = replace(document, warnings=(ReadingWarning("ocr_uncertain", {"text": "30/6"}, Span(at, at + 4)),))
    clear, sure = (plan_of(one).tasks[0] for one in (doubtful, document))
    assert clear.confidence_reasons == ("list_item", "ocr_doubtful")
    assert fields_of(clear) == {"lead_agencies": ("found_in_sentence",), "deadline": ("found_in_sentence", "ocr_doubtful")}
    assert clear.confidence < sure.confidence
    assert fields_of(plan_of(doubtful).tasks[1])["deadline"] == ("found_in_sentence",)


def test_a_second_reader_s_agreement_is_a_sign() -> None:
    document = plan_text("II. NHIỆM VỤ\n1. Sở Y tế xây dựng kế hoạch trước ngày 30/6/2026.")
    regions = divide(document)
    tree = outline(document, regions)
    context = Context()
    (candidate,) = find_tasks(document, tree, context)
    assignment = assign(Surroundings(document, context, None), candidate)
    agreement: dict[Signed, float | None] = {"text": 0.9, "lead_agencies": 0.2, "deadline": None}
    assert dict(signs(document, candidate, assignment, (), agreement)) == {
        "text": ("list_item", "reader_agrees"),
        "lead_agencies": ("found_in_sentence", "reader_disagrees"),
        "deadline": ("found_in_sentence",),  # no opinion
    }


# What is done with it ----------------------------------------------------------------------------------------------------------------

MIXED = """II. NHIỆM VỤ
1. Sở Y tế xây dựng kế hoạch trước ngày 30/6/2026.
2. Chắp cánh cho phong trào thể thao quần chúng trong toàn tỉnh.
3. Sở Nội vụ rà soát chỉ tiêu 95% trước ngày 30/7/2026.
"""


@pytest.fixture
def mixed() -> bytes:
    return plan_text(MIXED).text.encode()


def codes(plan: Plan) -> dict[str, dict[str, str]]:
    return {warning.code: warning.details for warning in plan.warnings}


def test_the_doubtful_are_named_in_one_warning(mixed: bytes) -> None:
    plan = extract(mixed, filename="plan.md")
    assert [task.confidence < doubtful_below() for task in plan.tasks] == [False, True, False]
    assert plan.tasks[1].confidence_reasons == ("list_item", "unknown_wording", "nobody_named", "no_time")
    assert codes(plan)["doubtful_tasks"] == {"count": "1", "tasks": "t002"}


def test_a_long_list_of_doubtful_tasks_is_cut() -> None:
    plan = plan_of(plan_text("II. NHIỆM VỤ\n" + "\n".join(f"{n}. Chắp cánh cho phong trào số {n} trong toàn tỉnh." for n in range(1, 41))))
    named = codes(plan)["doubtful_tasks"]
    assert named["count"] == str(len(plan.tasks))
    assert named["tasks"].endswith("t029, t030, …")


def test_min_confidence_leaves_out_and_says_so(mixed: bytes) -> None:
    whole = extract(mixed, filename="plan.md")
    plan = extract(mixed, filename="plan.md", min_confidence=0.8)
    assert plan.tasks == (whole.tasks[0], whole.tasks[2])  # with the ids that they have in the whole list
    assert [task.id for task in plan.tasks] == ["t001", "t003"]
    assert codes(plan)["tasks_below_confidence"] == {"count": "1", "least": "0.8"}
    assert "doubtful_tasks" not in codes(plan)
    assert (plan.targets, plan.deadlines, plan.agencies, plan.sections) == (whole.targets, whole.deadlines, whole.agencies, whole.sections)
    assert extract(mixed, filename="plan.md", min_confidence=0.8, time_limit=50) == plan


def test_no_min_confidence_leaves_out_nothing(mixed: bytes) -> None:
    assert extract(mixed, filename="plan.md", min_confidence=0) == extract(mixed, filename="plan.md")
    assert "tasks_below_confidence" not in codes(extract(mixed, filename="plan.md", min_confidence=0.1))


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
def test_min_confidence_is_a_share(mixed: bytes, least: float) -> None:
    with pytest.raises(ValueError, match="min_confidence"):
        extract(mixed, min_confidence=least)
