"""A plan as a spaCy Doc: the same text, words that keep symbols whole, spans that are the mentions."""

import logging
from pathlib import Path

from extractor import extract
from extractor.records import Plan
from extractor.spacy_doc import words


def test_words_cover_the_text_and_keep_symbols_whole() -> None:
    text = "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ,\nỦy ban nhân dân  tỉnh"
    spans = words(text)
    assert "".join(text[start:end] for start, end in spans) == text
    found = [text[start:end] for start, end in spans]
    assert {"61/2018/NĐ-CP", "23/4/2018", "Chính phủ"} <= set(found)


def test_no_word_reaches_over_an_edge() -> None:
    text = "Ủy ban nhân dân tỉnh"
    assert all(not (start < 6 < end) for start, end in words(text, [6]))


def test_doc_of_a_plan(corpus: Path) -> None:
    handlers = list(logging.getLogger().handlers)
    plan = extract(corpus / "so-ldtbxh-bac-giang-2024.docx")
    doc = plan.to_spacy()
    assert doc.text == plan.text
    assert [span.text for span in doc.spans["tasks"]] == [task.text for task in plan.tasks]
    assert [span.text for span in doc.spans["legal_references"]] == [reference.text for reference in plan.legal_references]
    assert [span.id_ for span in doc.spans["deadlines"]] == [deadline.id for deadline in plan.deadlines]
    assert logging.getLogger().handlers == handlers


def test_each_group_has_the_plan_s_spans_with_label_and_id(plan: Plan) -> None:
    doc = plan.to_spacy()
    assert {name: [(span.text, span.label_, span.id_) for span in spans] for name, spans in doc.spans.items()} == {
        "sections": [],
        "tasks": [(plan.text, "list_item", "t001")],
        "agencies": [],
        "lead_agencies": [("Sở Nội vụ", "sentence", "a1")],
        "coordinating_agencies": [],
        "deadlines": [("trước ngày 28/02/2024", "by", "d1")],
        "targets": [],
        "legal_references": [],
    }
