"""Rules against the examples that stand beside them in `models/`: each example is recognised, each counter-example is not."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.folding import fold
from extractor.records import Span
from extractor.structure.actions import acts, kind_of_text, names_without_verb, tells_briefly
from extractor.structure.counted_words import counted_word
from extractor.structure.labels import labels_behind, parse_labels
from extractor.structure.numbering import parse_marker
from extractor.structure.roles import role_of_heading
from extractor.structure.tables import column_of_header, lists_procedures, names_measured, reports_done, row_repeated, says_as_above
from extractor.structure.unknown_labels import unknown_label
from extractor.tasks.finding import is_general_request, is_telling
from extractor.vocabulary import load_vocabulary, opening, patterns_of


@pytest.mark.parametrize("text", load_vocabulary("actions")["examples"])
def test_action(text: str) -> None:
    assert kind_of_text(text) == "action"


@pytest.mark.parametrize("text", load_vocabulary("actions")["counter_examples"])
def test_no_action(text: str) -> None:
    assert kind_of_text(text) != "action"


@pytest.mark.parametrize("table", ["needed", "master_plan", "inspecting", "seated", "making", "document", "maybe_document", "more_than_named", "consisting"])
def test_patterns_of_actions(table: str) -> None:
    rule, pattern = load_vocabulary("actions")[table], patterns_of("actions", table)
    assert all(pattern.search(_words(text)) for text in rule["examples"])
    assert not any(pattern.search(_words(text)) for text in rule["counter_examples"])


def _words(text: str) -> str:
    """The folded text without its marker."""
    marker = parse_marker(text)
    return fold(text[marker.length if marker else 0 :])


CUED = [
    (name, table)
    for name in ("actions", "closing_requests")
    for table, rule in load_vocabulary(name).items()
    if isinstance(rule, dict) and not isinstance(rule["patterns"][0], str)
]


@pytest.mark.parametrize(("name", "table"), CUED)
def test_the_words_that_a_pattern_needs_rule_nothing_out(name: str, table: str) -> None:
    texts = [_words(text) for rule in load_vocabulary(name).values() if isinstance(rule, dict) for text in rule["examples"]]
    assert all(bool(opening(name, table, text)) == bool(patterns_of(name, table).search(text)) for text in texts)
    assert all(rule["pattern"].startswith("^") for rule in load_vocabulary(name)[table]["patterns"])


@pytest.mark.parametrize("rule", [rule for name, table in CUED for rule in load_vocabulary(name)[table]["patterns"]])
@given(data=st.data())
@settings(max_examples=30, derandomize=True)
def test_all_that_a_pattern_matches_has_one_of_its_words(rule: dict[str, Any], data: st.DataObject) -> None:
    text = data.draw(st.from_regex(rule["pattern"]))
    assert text.startswith(tuple(rule["starts"])) if "starts" in rule else any(words in text for words in rule["has"])


ROLES = load_vocabulary("section_roles")


@pytest.mark.parametrize(("heading", "role"), [(e, role) for role, rule in ROLES.items() for e in rule["examples"]])
def test_role(heading: str, role: str) -> None:
    assert role_of_heading(heading, 1, None) == role


@pytest.mark.parametrize(("heading", "role"), [(e, role) for role, rule in ROLES.items() for e in rule["counter_examples"]])
def test_other_role(heading: str, role: str) -> None:
    assert role_of_heading(heading, 1, None) != role


def test_subsection_inherits() -> None:
    assert role_of_heading("3.3. Huy động, phân bổ và sử dụng hiệu quả các nguồn lực", 3, "content") == "content"
    assert role_of_heading("2. Sở Tài chính", 2, "implementation") == "implementation"
    assert role_of_heading("7. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam thành phố", 2, "content") == "content"
    assert role_of_heading("2. Tổ chức triển khai các văn bản hướng dẫn thi hành Luật", 2, "content") == "content"
    assert role_of_heading("2. Tổ chức thực hiện", 2, "content") == "implementation"
    assert role_of_heading("V. TỔ CHỨC THỰC HIỆN KẾ HOẠCH", 1, None) == "implementation"
    assert role_of_heading("1. Bộ Công Thương:", 1, None) == "implementation"  # a directive's agency line
    assert [role_of_heading(heading, 1, None) for heading in load_vocabulary("actions")["no_subjects"] if heading != "tổ chức"].count("implementation") == 0


@pytest.mark.parametrize(
    ("heading", "parent", "role"),
    [  # of several subjects the one that holds tasks; what has been is told of all of them
        ("II. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM NĂM 2025", None, "content"),
        ("Phần thứ hai: PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026", None, "content"),
        ("II. MỘT SỐ CHỈ TIÊU, NHIỆM VỤ TRỌNG TÂM", None, "content"),
        ("IV. KINH PHÍ VÀ TỔ CHỨC THỰC HIỆN", None, "implementation"),
        ("II. THỜI GIAN, ĐỊA ĐIỂM, NỘI DUNG", None, "content"),
        ("III. THỜI GIAN VÀ TIẾN ĐỘ THỰC HIỆN", None, "schedule"),
        ("I. Tình hình thực hiện nhiệm vụ, giải pháp năm 2024", None, "situation"),
        # under a section of tasks these are verbs or parts of other words
        ("3. Đánh giá chất lượng nước sinh hoạt nông thôn", "content", "content"),
        ("4. Hạn chế sử dụng túi ni lông", "content", "content"),
        ("5. Định hướng nghề nghiệp cho học sinh", "content", "content"),
        ("4. Lịch sử, văn hóa địa phương", "content", "content"),
        ("3. Căn cứ chức năng, nhiệm vụ", "implementation", "implementation"),
        ("C. NGUỒN LỰC", "implementation", "funding"),
        ("2. Thuận lợi hóa thương mại qua biên giới", "content", "content"),
        ("3. Phân tích tình hình tội phạm mạng", "content", "content"),
        ("Đánh giá chung", "content", "situation"),
    ],
)
def test_several_subjects_and_weak_openers(heading: str, parent: str | None, role: str) -> None:
    assert role_of_heading(heading, 1 if parent is None else 2, parent) == role


def test_who_is_named_and_told_nothing() -> None:
    assert names_without_verb("- Các cơ quan Trung ương đóng trên địa bàn tỉnh Lâm Đồng.")
    assert not names_without_verb("- Các cơ quan Trung ương báo cáo kết quả.")
    assert not names_without_verb("- Rà soát các văn bản")


@pytest.mark.parametrize("text", ["Sở Kế hoạch và Đầu tư rà soát hồ sơ", "Các phòng chủ trì", "Sở Y tế cấp giấy phép"])
def test_who_acts(text: str) -> None:
    assert acts(text)


@pytest.mark.parametrize("text", ["Sở Kế hoạch và Đầu tư", "Thanh tra tỉnh", "Các cơ quan, tổ chức", "Các sở, ban, ngành cấp tỉnh"])
def test_who_is_only_named(text: str) -> None:
    assert not acts(text)


LABELS = {field: rule for field, rule in load_vocabulary("labels").items() if isinstance(rule, dict) and "names" in rule}


@pytest.mark.parametrize(
    "text",
    [
        "Công an tỉnh tăng cường tuần tra.", "Sở Y tế tổ chức trực 24/24 giờ.", "Báo Bắc Ninh đưa tin kịp thời.", "UBND các xã, phường triển khai thực hiện.",
        "Các chủ đầu tư đẩy nhanh giải ngân.", "Thanh tra tỉnh kiểm tra đột xuất.", "Văn phòng UBND tỉnh theo dõi, đôn đốc.",
    ],
)
def test_a_short_sentence_that_tells_somebody_to_act(text: str) -> None:
    assert tells_briefly(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tổ kiểm tra liên ngành.", "Hội đồng thẩm định.", "Các đơn vị tham gia Hội thi.", "Sở Giáo dục và Đào tạo.", "Các tổ chức chính trị - xã hội.",
        "Trung tâm kiểm soát bệnh tật tỉnh.", "Các cơ sở sản xuất, kinh doanh.", "Sở Y tế (cơ quan thường trực).", "Các trường học, cơ sở đào tạo.",
        "Chi cục quản lý thị trường tỉnh.", "Công tác phối hợp.", "UBND các xã, phường.",
    ],
)
def test_a_name_with_a_verb_in_it_tells_nobody(text: str) -> None:
    assert not tells_briefly(text)


def test_a_label_behind_which_another_stands() -> None:
    """ "đầu mối" may be an order; "phối hợp" of the next label is none of its value."""
    line = "Đơn vị đầu mối: Vụ Pháp chế. Đơn vị tham gia phối hợp: các Vụ, Cục."
    assert [label.field for label in parse_labels(line, Span(0, len(line)))] == ["lead", "coordinating"]


@pytest.mark.parametrize(("line", "field"), [(e, field) for field, rule in LABELS.items() for e in rule["examples"]])
def test_label(line: str, field: str) -> None:
    labels = parse_labels(line, Span(0, len(line)))
    assert [label.field for label in labels] == [field]
    assert line[labels[0].value.start : labels[0].value.end] == line.split(":", 1)[1].strip()


@pytest.mark.parametrize("line", load_vocabulary("labels")["before_names_examples"])
def test_labels_before_names(line: str) -> None:
    assert [label.field for label in parse_labels(line, Span(0, len(line)))] == ["lead"]


@pytest.mark.parametrize("line", load_vocabulary("labels")["not_before_orders_examples"])
def test_labels_of_who_may_be_told(line: str) -> None:
    assert len(parse_labels(line, Span(0, len(line)))) == 1


@pytest.mark.parametrize("line", load_vocabulary("labels")["not_before_orders_counter_examples"])
def test_who_is_told_to_act_is_no_label(line: str) -> None:
    assert parse_labels(line, Span(0, len(line))) == ()


@pytest.mark.parametrize("line", load_vocabulary("labels")["before_names_counter_examples"])
def test_words_that_are_labels_only_before_names(line: str) -> None:
    assert parse_labels(line, Span(0, len(line))) == ()


UNKNOWN = load_vocabulary("labels")["unknown"]


@pytest.mark.parametrize(("line", "field"), [(example["line"], example["field"]) for example in UNKNOWN["examples"]])
def test_labels_that_no_name_gives(line: str, field: str) -> None:
    assert parse_labels(line, Span(0, len(line))) == ()
    label = unknown_label(line, Span(0, len(line)), beside_known=False)
    assert label is not None
    assert label.field == field


@pytest.mark.parametrize("line", UNKNOWN["counter_examples"])
def test_what_is_no_label_among_labels(line: str) -> None:
    assert unknown_label(line, Span(0, len(line)), beside_known=True) is None


def test_words_that_are_counted() -> None:
    labels = load_vocabulary("labels")
    assert [text for text in labels["counted_examples"] if counted_word(text) is None] == []
    assert [text for text in labels["counted_counter_examples"] if counted_word(text) is not None] == []
    assert [text for text in labels["counted_examples"] if unknown_label(text, Span(0, len(text)), beside_known=True)] == []


def test_several_labels_in_a_line() -> None:
    line = "- Đơn vị chủ trì: Sở Nội vụ; Đơn vị phối hợp: Sở Tài chính, UBND các xã. Thời gian hoàn thành: Quý II/2026."
    labels = parse_labels(line, Span(0, len(line)))
    assert [(label.field, line[label.value.start : label.value.end]) for label in labels] == [
        ("lead", "Sở Nội vụ"), ("coordinating", "Sở Tài chính, UBND các xã"), ("time", "Quý II/2026."),
    ]


def test_a_bracket_that_closes_behind_a_label_is_none_of_its_value() -> None:
    line = "- Tổ chức hội nghị (chủ trì: Sở Y tế; thời gian: Quý II; sản phẩm: Kế hoạch)."
    labels = labels_behind(line, Span(0, len(line)))
    assert [(label.field, line[label.value.start : label.value.end]) for label in labels] == [("time", "Quý II"), ("output", "Kế hoạch")]
    line = "Sản phẩm: Kế hoạch (bản điện tử)."
    assert [line[label.value.start : label.value.end] for label in parse_labels(line, Span(0, len(line)))] == ["Kế hoạch (bản điện tử)."]


@pytest.mark.parametrize("line", ["Sở Nội vụ: chủ trì", "Nội dung kiểm tra theo quy định", "1. Tổ chức thực hiện các nội dung sau:", "Trách nhiệm của các sở"])
def test_no_label(line: str) -> None:
    assert parse_labels(line, Span(0, len(line))) == ()


HEADERS = load_vocabulary("table_headers")


@pytest.mark.parametrize(("header", "column"), [(e, column) for column, rule in HEADERS.items() for e in rule["examples"]])
def test_column(header: str, column: str) -> None:
    assert column_of_header(header) == column
    assert column_of_header(header.upper()) == column


@pytest.mark.parametrize(("header", "column"), [(e, column) for column, rule in HEADERS.items() for e in rule["counter_examples"]])
def test_other_column(header: str, column: str) -> None:
    assert column_of_header(header) != column


TELLING_NAMES = ("assessing", "reporting", "past", "defining")
CLOSING = {name: rule for name, rule in load_vocabulary("closing_requests").items() if name not in (*TELLING_NAMES, "ordering", "pointing", "requiring", "reporting_duty", "heeding")}
ORDERING = load_vocabulary("closing_requests")["ordering"]


@pytest.mark.parametrize("name", TELLING_NAMES)
def test_what_tells_is_told_from_what_orders(name: str) -> None:
    rule = load_vocabulary("closing_requests")[name]
    assert [text for text in rule["examples"] if not is_telling(text)] == []
    assert [text for text in rule["counter_examples"] if is_telling(text)] == []


def test_what_orders_inside_what_tells() -> None:
    assert [text for text in ORDERING["examples"] if is_telling(text)] == []
    assert [text for text in ORDERING["counter_examples"] if not is_telling(text)] == []


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Đơn vị chủ trì: Sở Nội vụ Đơn vị phối hợp: Sở Tài chính Thời gian thực hiện: Quý II", ["Sở Nội vụ", "Sở Tài chính", "Quý II"]),
        ("- Đơn vị chủ trì: Sở Nội vụ, Cơ quan phối hợp: Sở Y tế.", ["Sở Nội vụ", "Sở Y tế."]),  # a comma between
        ("Nội dung: Rà soát theo Mốc: 30/6", ["Rà soát theo Mốc: 30/6"]),  # one syllable may be the sentence's own
        ("Đơn vị chủ trì: Sở Nội vụ theo đơn vị phối hợp: Sở Y tế", ["Sở Nội vụ theo đơn vị phối hợp: Sở Y tế"]),  # no capital
    ],
)
def test_labels_run_together(line: str, values: list[str]) -> None:
    labels = parse_labels(line, Span(0, len(line)))
    assert [line[label.value.start : label.value.end] for label in labels] == values


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Rà soát quy chế (Sản phẩm: Quyết định).", ["Quyết định"]),
        ("Rà soát quy chế [Sản phẩm: Quyết định; hoàn thành trước 30/6]", ["Quyết định"]),
        ("Trưng bày gian hàng (sản phẩm OCOP: gốm, mây tre)", []),
    ],
)
def test_products_in_brackets(line: str, values: list[str]) -> None:
    labels = labels_behind(line, Span(0, len(line)))
    assert [line[label.value.start : label.value.end] for label in labels] == values


def says_as_row(cell: str) -> bool:
    return row_repeated(cell) is not None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("report", reports_done), ("as_above", says_as_above), ("as_row", says_as_row), ("measured", names_measured),
        ("catalogue", lists_procedures),
    ],
)
def test_cells(name: str, says: Callable[[str], bool]) -> None:
    rule = load_vocabulary("table_cells")[name]
    assert [text for text in rule["examples"] if not says(text)] == []
    assert [text for text in rule["counter_examples"] if says(text)] == []


@pytest.mark.parametrize("name", ["by_part", "giver", "with_members"])
def test_what_headings_call_those_who_act_by(name: str) -> None:
    rule, pattern = load_vocabulary("told_headings")[name], patterns_of("told_headings", name)
    assert [text for text in rule["examples"] if not pattern.match(fold(text))] == []
    assert [text for text in rule["counter_examples"] if pattern.match(fold(text))] == []


def test_what_only_points_to_a_table() -> None:
    rule, pattern = load_vocabulary("closing_requests")["pointing"], patterns_of("closing_requests", "pointing")
    assert [text for text in rule["examples"] if not pattern.search(fold(text))] == []
    assert [text for text in rule["counter_examples"] if pattern.search(fold(text))] == []


def test_reports_asked_for_at_set_times() -> None:
    rule, pattern = load_vocabulary("closing_requests")["reporting_duty"], patterns_of("closing_requests", "reporting_duty")
    assert [text for text in rule["examples"] if not pattern.search(fold(text)) or is_general_request(text, trailing=True)] == []
    assert [text for text in rule["counter_examples"] if pattern.search(fold(text))] == []


@pytest.mark.parametrize("name", ["requiring", "heeding"])
def test_what_only_says_how_an_order_is_carried_out_or_what_is_to_be_heeded(name: str) -> None:
    rule, pattern = load_vocabulary("closing_requests")[name], patterns_of("closing_requests", name)
    assert [text for text in rule["examples"] if not pattern.match(fold(text))] == []
    assert [text for text in rule["counter_examples"] if pattern.match(fold(text))] == []


@pytest.mark.parametrize(("text", "trailing"), [(e, name == "trailing") for name, rule in CLOSING.items() for e in rule["examples"]])
def test_general_request(text: str, trailing: bool) -> None:
    assert is_general_request(text, trailing=trailing)


@pytest.mark.parametrize(("text", "trailing"), [(e, name == "trailing") for name, rule in CLOSING.items() for e in rule["counter_examples"]])
def test_no_general_request(text: str, trailing: bool) -> None:
    assert not is_general_request(text, trailing=trailing)
