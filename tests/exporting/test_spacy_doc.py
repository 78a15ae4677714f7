"""A plan as a spaCy Doc: the same text, words that keep symbols whole, spans that are the mentions."""

import logging
from pathlib import Path

from extractor import extract
from extractor.exporting.spacy_doc import to_spacy, words


def test_words_cover_the_text_and_keep_symbols_whole() -> None:
    text = "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ,\nỦy ban nhân dân  tỉnh"
    spans = words(text)
    assert "".join(text[s.start : s.end] for s in spans) == text
    found = [text[s.start : s.end] for s in spans]
    assert {"61/2018/NĐ-CP", "23/4/2018", "Chính phủ"} <= set(found)


def test_no_word_reaches_over_an_edge() -> None:
    text = "Ủy ban nhân dân tỉnh"
    assert all(not (s.start < 6 < s.end) for s in words(text, [6]))


def test_doc_of_a_plan(corpus: Path) -> None:
    handlers = list(logging.getLogger().handlers)
    plan = extract(corpus / "so-ldtbxh-bac-giang-2024.docx")
    doc = to_spacy(plan)
    assert doc.text == plan.text
    assert [span.text for span in doc.spans["tasks"]] == [task.text for task in plan.tasks]
    assert [span.text for span in doc.spans["legal_references"]] == [reference.text for reference in plan.legal_references]
    assert [span.id_ for span in doc.spans["deadlines"]] == [deadline.id for deadline in plan.deadlines]
    assert logging.getLogger().handlers == handlers
