"""Rules against the examples that stand beside them in `models/`: each example is recognised, each counter-example is not."""

from collections.abc import Callable

import pytest

from extractor.records import Span
from extractor.structure.actions import kind_of_text
from extractor.structure.labels import parse_labels
from extractor.structure.roles import role_of_heading
from extractor.structure.tables import column_of_header, reports_done, says_as_above
from extractor.tasks.finding import is_general_request, is_telling
from extractor.vocabulary import load_vocabulary


@pytest.mark.parametrize("text", load_vocabulary("actions")["examples"])
def test_action(text: str) -> None:
    assert kind_of_text(text) == "action"


@pytest.mark.parametrize("text", load_vocabulary("actions")["counter_examples"])
def test_no_action(text: str) -> None:
    assert kind_of_text(text) != "action"


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
    assert role_of_heading("1. Bộ Công Thương:", 1, None) == "implementation"  # a directive's agency line


LABELS = {field: rule for field, rule in load_vocabulary("labels").items() if field != "tails"}


@pytest.mark.parametrize(("line", "field"), [(e, field) for field, rule in LABELS.items() for e in rule["examples"]])
def test_label(line: str, field: str) -> None:
    labels = parse_labels(line, Span(0, len(line)))
    assert [label.field for label in labels] == [field]
    assert line[labels[0].value.start : labels[0].value.end] == line.split(":", 1)[1].strip()


def test_several_labels_in_a_line() -> None:
    line = "- Đơn vị chủ trì: Sở Nội vụ; Đơn vị phối hợp: Sở Tài chính, UBND các xã. Thời gian hoàn thành: Quý II/2026."
    labels = parse_labels(line, Span(0, len(line)))
    assert [(label.field, line[label.value.start : label.value.end]) for label in labels] == [
        ("lead", "Sở Nội vụ"), ("coordinating", "Sở Tài chính, UBND các xã"), ("time", "Quý II/2026."),
    ]


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


TELLING_NAMES = ("assessing", "reporting", "defining")
CLOSING = {name: rule for name, rule in load_vocabulary("closing_requests").items() if name not in (*TELLING_NAMES, "ordering")}
ORDERING = load_vocabulary("closing_requests")["ordering"]


@pytest.mark.parametrize("name", TELLING_NAMES)
def test_what_tells_is_told_from_what_orders(name: str) -> None:
    rule = load_vocabulary("closing_requests")[name]
    assert [text for text in rule["examples"] if not is_telling(text)] == []
    assert [text for text in rule["counter_examples"] if is_telling(text)] == []


def test_what_orders_inside_what_tells() -> None:
    assert [text for text in ORDERING["examples"] if is_telling(text)] == []
    assert [text for text in ORDERING["counter_examples"] if not is_telling(text)] == []


@pytest.mark.parametrize(("name", "says"), [("report", reports_done), ("as_above", says_as_above)])
def test_cells(name: str, says: Callable[[str], bool]) -> None:
    rule = load_vocabulary("table_cells")[name]
    assert [text for text in rule["examples"] if not says(text)] == []
    assert [text for text in rule["counter_examples"] if says(text)] == []


@pytest.mark.parametrize(("text", "trailing"), [(e, name == "trailing") for name, rule in CLOSING.items() for e in rule["examples"]])
def test_general_request(text: str, trailing: bool) -> None:
    assert is_general_request(text, trailing=trailing)


@pytest.mark.parametrize(("text", "trailing"), [(e, name == "trailing") for name, rule in CLOSING.items() for e in rule["counter_examples"]])
def test_no_general_request(text: str, trailing: bool) -> None:
    assert not is_general_request(text, trailing=trailing)
