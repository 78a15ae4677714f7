"""Where annotations stand in a text, and that they come through spaCy's format as they are."""

from __future__ import annotations

import spacy
from spacy.tokens import DocBin

from extractor.training.examples import examples_of, truths_of
from tests.training.lessons import lesson, small_corpus

BODY = "II. NHIỆM VỤ\n1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra chợ.\n2. Kho dữ liệu của tỉnh do Đội Ba giữ."


def places(*tasks: dict[str, object]) -> tuple[list[str], list[tuple[str, str]]]:
    made = lesson("a", BODY, *tasks)
    text = made.document.text
    return (
        [text[span.start : span.end] for span in made.truth.tasks],
        [(text[span.start : span.end], role) for span, role in made.truth.agencies],
    )


def test_tasks_and_agencies_that_the_rules_find_too() -> None:
    tasks, agencies = places({"text": "1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra chợ.", "lead": ["Sở Y tế"], "coordinating": ["Sở Nội vụ"]})
    assert tasks == ["1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra chợ."]
    assert agencies == [("Sở Y tế", "lead"), ("Sở Nội vụ", "coordinating")]


def test_a_task_that_the_rules_miss() -> None:
    assert places({"text": "Kho dữ liệu của tỉnh do Đội Ba giữ"})[0] == ["2. Kho dữ liệu của tỉnh do Đội Ba giữ."]


def test_an_agency_that_the_rules_miss_stands_where_its_words_are() -> None:
    said = {"text": "1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ kiểm tra chợ.", "lead": ["Sở Y tế"], "coordinating": ["kiểm tra"]}
    assert ("kiểm tra", "coordinating") in places(said)[1]


def test_what_is_nowhere_is_left_out() -> None:
    assert places({"text": "Tổ chức hội nghị tổng kết cuối năm", "lead": ["Sở Y tế"]}) == ([], [])


def test_sections_with_their_annotated_role() -> None:
    made = lesson("a", BODY, sections=(("Nhiệm vụ", "implementation"), ("Kinh phí", "funding")))
    assert [(made.document.slice(span), role) for span, role in made.truth.headings] == [("NHIỆM VỤ", "implementation")]


def test_through_spacy_and_back() -> None:
    lessons = small_corpus()
    truths = truths_of(examples_of(lessons))
    assert truths == {made.name: made.truth for made in lessons}
    assert examples_of(lessons) == examples_of(lessons)


def test_other_programs_read_the_examples_with_spacy_alone() -> None:
    made = small_corpus()[0]
    (doc,) = DocBin(store_user_data=True).from_bytes(examples_of([made])).get_docs(spacy.blank("xx").vocab)
    assert doc.text == made.document.text
    assert [(span.text, span.label_) for span in doc.spans["agencies"]] == [("Sở Y tế", "lead"), ("Công an tỉnh", "coordinating")]
    assert [span.label_ for span in doc.spans["sections"]] == ["purpose", "content"]
