"""What holds of every comparison: of a plan with itself, the other way round, with a further plan, in another order of tasks."""

from __future__ import annotations

import random
import time
from itertools import cycle, pairwise
from pathlib import Path

import msgspec
import pytest

from extractor import compare, extract, load
from extractor.comparing.records import Comparison, PlanPair, decode
from extractor.records import Plan, PlanError
from recipes.plan_pairs import Pair

CORPUS = Path(__file__).parents[2] / "corpus"
OTHERS = ("made/binh-dinh-chuyen-doi-so-2024.pdf", "made/xa-do-luong-cchc-2026.pdf", "dev/bo-nnmt-nd180-2026.txt")
MIRRORED = {"kept": "kept", "reworded": "reworded", "merged": "split", "split": "merged", "dropped": "new", "new": "dropped"}


def groups(pair: PlanPair) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    return {(one.kind, frozenset(one.before), frozenset(one.after)) for one in pair.alignments}


@pytest.fixture(scope="module", params=OTHERS)
def other(request: pytest.FixtureRequest) -> Plan:
    return extract(CORPUS / request.param)


def test_every_plan_against_itself_is_all_kept_and_nothing_moved(all_plans: dict[str, Plan]) -> None:
    assert len(all_plans) > 75
    for name, plan in all_plans.items():
        pair = compare([plan, plan]).pairs[0]
        assert {one.kind for one in pair.alignments} == {"kept"}, name
        texts = {task.id: task.text for task in plan.tasks}
        assert [one for one in pair.alignments if texts[one.before[0]] != texts[one.after[0]]] == [], name
        assert [one.changes for one in pair.alignments if one.changes and one.before == one.after] == [], name


def mirrored(pair: PlanPair) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    return {(MIRRORED[kind], after, before) for kind, before, after in groups(pair)}


def test_each_annotated_pair_the_other_way_round_is_the_same(annotated: list[Pair]) -> None:
    for one in annotated:
        there, back = (compare(plans).pairs[0] for plans in ([one.before, one.after], [one.after, one.before]))
        assert groups(there) == mirrored(back), one.name
        assert any(alignment.links for alignment in there.alignments), one.name


def test_each_plan_with_the_next_of_the_corpus_the_other_way_round_is_the_same(all_plans: dict[str, Plan]) -> None:
    for first, second in pairwise(all_plans):
        there, back = (compare(plans).pairs[0] for plans in ([all_plans[first], all_plans[second]], [all_plans[second], all_plans[first]]))
        assert groups(there) == mirrored(back), (first, second)


def test_a_third_plan_changes_no_pairing_of_an_annotated_pair(annotated: list[Pair], all_plans: dict[str, Plan]) -> None:
    for one, stranger in zip(annotated, cycle(all_plans.values())):
        alone = compare([one.before, one.after]).pair(0, 1).alignments
        assert compare([one.before, stranger, one.after]).pair(0, 2).alignments == alone, one.name
        assert compare([stranger, one.before, one.after]).pair(1, 2).alignments == alone, one.name


def test_no_pairing_of_an_annotated_pair_hangs_on_the_order_of_tasks(annotated: list[Pair]) -> None:
    chance = random.Random(1)
    for one in annotated:
        shuffled = [
            msgspec.structs.replace(plan, tasks=tuple(chance.sample(plan.tasks, len(plan.tasks)))) for plan in (one.before, one.after)
        ]
        assert groups(compare(shuffled).pairs[0]) == groups(compare([one.before, one.after]).pairs[0]), one.name


def test_the_other_way_round_the_same_tasks_belong_together(two_years: tuple[Plan, Plan], other: Plan) -> None:
    for first, second in (two_years, (two_years[0], other), (two_years[1], other)):
        there, back = compare([first, second]).pairs[0], compare([second, first]).pairs[0]
        assert groups(there) == {(MIRRORED[kind], after, before) for kind, before, after in groups(back)}
        scores = {(link.before, link.after): link.likeness for one in there.alignments for link in one.links}
        assert scores == {(link.after, link.before): link.likeness for one in back.alignments for link in one.links}


def test_a_further_plan_changes_nothing_between_two(two_years: tuple[Plan, Plan], other: Plan) -> None:
    alone = compare(two_years).pair(0, 1)
    first, second = two_years
    assert compare([first, second, other]).pair(0, 1) == alone
    assert compare([first, other, second]).pair(0, 2).alignments == alone.alignments
    assert compare([other, first, second]).pair(1, 2).alignments == alone.alignments


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_tasks_does_not_count(two_years: tuple[Plan, Plan], seed: int) -> None:
    chance = random.Random(seed)
    shuffled = [msgspec.structs.replace(plan, tasks=tuple(chance.sample(plan.tasks, len(plan.tasks)))) for plan in two_years]
    assert groups(compare(shuffled).pairs[0]) == groups(compare(two_years).pairs[0])


def test_every_task_is_in_one_alignment(two_years: tuple[Plan, Plan], other: Plan) -> None:
    for pair, plans in ((pair, (two_years[0], other)) for pair in compare([two_years[0], other]).pairs):
        for side, plan in zip(("before", "after"), plans, strict=True):
            told = [task for one in pair.alignments for task in getattr(one, side)]
            assert sorted(told) == sorted(task.id for task in plan.tasks)


def test_both_places_of_every_statement_are_there(two_years: tuple[Plan, Plan]) -> None:
    comparison = compare(two_years)
    for place, plan in enumerate(two_years):
        for task in comparison.plans[place].tasks:
            assert plan.text[task.span.start : task.span.end] == task.text
            assert task.page is not None
    for one in comparison.pairs[0].alignments:
        for change in one.changes:
            for value, plan in ((value, plan) for side, plan in ((change.before, two_years[0]), (change.after, two_years[1])) for value in side):
                assert 0 <= value.span.start <= value.span.end <= len(plan.text)
                assert value.task in {task.id for task in plan.tasks}


def test_json_holds_it_all(two_years: tuple[Plan, Plan]) -> None:
    comparison = compare(two_years)
    assert decode(comparison.to_json()) == comparison
    assert compare(two_years).to_json() == comparison.to_json()
    with pytest.raises(PlanError):
        decode(b"{}")


def test_sources_may_be_plans_their_json_or_documents(two_years: tuple[Plan, Plan], tmp_path: Path) -> None:
    path = tmp_path / "first.json"
    path.write_bytes(two_years[0].to_json())
    expected: Comparison = compare([load(path.read_bytes()), two_years[1]])
    assert compare([path, CORPUS / "dev" / "so-ldtbxh-bac-giang-2024.pdf"]) == expected
    assert compare([path.read_bytes(), two_years[1]]) == expected
    assert compare([b"\xef\xbb\xbf" + path.read_bytes(), two_years[1]]) == expected  # as editors save it
    with pytest.raises(ValueError, match="two are needed"):
        compare([path])


def test_hundreds_of_tasks_of_the_same_words_are_paired_in_seconds(two_years: tuple[Plan, Plan]) -> None:
    plan = two_years[0]
    alike = tuple(msgspec.structs.replace(plan.tasks[0], id=f"t{number:03}") for number in range(300))
    crowd = msgspec.structs.replace(plan, tasks=alike)
    start = time.process_time()
    pair = compare([crowd, crowd]).pairs[0]
    assert (pair.count("kept"), len(pair.alignments)) == (300, 300)
    assert time.process_time() - start < 20
