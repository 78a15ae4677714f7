"""What the second reader sees, and what it must not see: the decisions of the rules."""

from __future__ import annotations

from extractor.extracting import findings_of
from extractor.second_reader.headings import heading_features
from extractor.second_reader.items import item_features, items_of
from extractor.second_reader.models import word_features
from extractor.second_reader.passages import columns_of, passages_of
from extractor.structure.metadata import read_metadata
from extractor.structure.outline import outline
from extractor.structure.parts import divide
from tests.tasks.plans import plan_text

PLAN = plan_text(
    "II. NHIỆM VỤ\n1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra chợ. Báo cáo UBND tỉnh.\n2. Số hóa hồ sơ\n"
    "- Nội dung: Quét hồ sơ.\n- Cơ quan chủ trì: Sở Nội vụ; Thời gian: Quý I/2026."
)
TREE = outline(PLAN, divide(PLAN))


def test_every_node_is_an_item_once_with_what_stands_above_it() -> None:
    items = items_of(TREE)
    assert [item.node for item in items] == list(TREE.nodes())
    numbered = next(item for item in items if item.node.number == "1")
    assert PLAN.slice(numbered.around[0].heading or numbered.node.span) == "NHIỆM VỤ"


def test_an_item_shows_its_words_its_place_and_the_headings_above_it() -> None:
    items = items_of(TREE)
    features = dict(zip((item.node.number for item in items), item_features(PLAN, items), strict=True))["1"]
    assert {"kind=item", "first=sở y tế", "has=chủ", "heading=nhiệm", "top=nhiệm vụ"} <= set(features)


def test_nothing_of_the_rules_is_seen() -> None:
    seen = {name.partition("=")[0] for place in item_features(PLAN, items_of(TREE)) for name in place}
    assert not seen & {"role", "task", "action", "certain"}
    assert not {name.partition("=")[0] for place in heading_features(TREE.sections) for name in place} & {"role"}
    assert findings_of(PLAN).candidates  # they are there to be seen


def test_a_heading_shows_the_headings_above_it() -> None:
    nested = plan_text("II. NHIỆM VỤ\n1. Hoàn thiện thể chế\na) Rà soát quy chế.\nb) Ban hành quy chế.")
    first, second = heading_features(outline(nested, divide(nested)).sections)
    assert "own=nhiệm vụ" in first
    assert {"own=hoàn thiện", "parent=nhiệm", "top=nhiệm vụ", "level=2"} <= set(second)


def test_passages_are_what_stands_for_itself() -> None:
    passages = {PLAN.slice(passage.span): passage.kind for passage in passages_of(PLAN, TREE)}
    assert passages["NHIỆM VỤ"] == "heading content"
    assert passages["Sở Nội vụ"] == "label lead"
    assert passages["Quý I/2026."] == "label time"
    assert passages["Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra chợ. Báo cáo UBND tỉnh."] == "item"


def test_words_of_telling_are_seen_within_a_sentence() -> None:
    passage = next(passage for passage in passages_of(PLAN, TREE) if passage.kind == "item")
    rows = columns_of(PLAN, passage)
    words = [PLAN.slice(word) for word in passage.words]
    before, behind = ([row[column] for row in rows] for column in (3, 4))
    assert before[words.index("Nội")] == "phối hợp"
    assert behind[words.index("Y")] == "chủ trì"
    assert before[words.index("Báo")] == "-"
    assert {len(row) for row in rows} == {12}


def test_each_word_has_every_feature() -> None:
    rows = [columns_of(PLAN, passage) for passage in passages_of(PLAN, TREE)]
    features = word_features(rows)
    assert [len(words) for words in features] == [len(row) for row in rows]
    assert len({len(word) for words in features for word in words}) == 1


def test_a_document_without_outline_has_nothing_to_see() -> None:
    empty = plan_text("")
    tree = outline(empty, divide(empty))
    assert read_metadata(empty, divide(empty))[0].number == "14/KH-UBND"
    assert passages_of(empty, tree) == ()
    assert item_features(empty, items_of(tree)) == []
