"""Kinds and signature words: the data files held against their own examples."""

import pytest

from extractor.structure.kinds import kind_of_heading, kind_of_symbol
from extractor.structure.lines import lines_of
from extractor.structure.signs import is_capacity, is_noise, is_person, is_position
from extractor.vocabulary import load_vocabulary
from tests.structure.documents import document

KINDS = load_vocabulary("document_kinds")["kind"]
SIGNING = load_vocabulary("signing")
TESTS = {"capacity": is_capacity, "position": is_position, "noise": is_noise, "surname": is_person}


@pytest.mark.parametrize(("name", "heading"), [(kind["name"], example) for kind in KINDS for example in kind.get("examples", ())])
def test_example_is_of_its_kind(name: str, heading: str) -> None:
    found = kind_of_heading(heading)
    assert found is not None
    assert found[0].name == name


@pytest.mark.parametrize("line", [example for kind in KINDS for example in kind.get("counter_examples", ())])
def test_counter_example_is_no_heading(line: str) -> None:
    assert kind_of_heading(line) is None


def test_every_heading_kind_has_an_example() -> None:
    assert all(kind.get("examples") for kind in KINDS if kind.get("heading", True))


@pytest.mark.parametrize(("symbol", "code"), [
    ("14/KH-UBND", "KH"),
    ("/KH-LĐTB&XH", "KH"),  # not numbered yet
    ("104-CTr/TU", "CTr"),  # the Party writes the kind behind the number
    ("61/2018/NĐ-CP", "NĐ"),
    ("36a/NQ-CP", "NQ"),
    ("144/KH-UBND.VX", "KH"),
    ("123/UBND-NC", None),  # official letter: issuer and unit, no kind
    ("55/HĐND-TT", None),  # "TT" is a unit here, no circular
])
def test_kind_of_symbol(symbol: str, code: str | None) -> None:
    kind = kind_of_symbol(symbol)
    assert (kind.code if kind else None) == code


@pytest.mark.parametrize(("heading", "rest"), [
    ("KẾ HOẠCH", ""),
    ("KẾ HOẠCH TRIỂN KHAI CHUYỂN ĐỔI SỐ", "TRIỂN KHAI CHUYỂN ĐỔI SỐ"),
    ("CHƯƠNG TRÌNH HÀNH ĐỘNG", ""),  # the kind's own tail is no subject
    ("GIẤY MỜI HỌP", ""),
])
def test_rest_of_heading(heading: str, rest: str) -> None:
    found = kind_of_heading(heading)
    assert found is not None
    assert heading[found[1] :] == rest


@pytest.mark.parametrize(("sort", "line"), [(sort, example) for sort in TESTS for example in SIGNING[sort]["examples"]])
def test_signing_example(sort: str, line: str) -> None:
    assert TESTS[sort](lines_of(document(line))[0])


@pytest.mark.parametrize(("sort", "line"), [(sort, example) for sort in TESTS for example in SIGNING[sort]["counter_examples"]])
def test_signing_counter_example(sort: str, line: str) -> None:
    assert not TESTS[sort](lines_of(document(line))[0])
