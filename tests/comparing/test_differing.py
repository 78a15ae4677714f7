"""The word-level difference: its pieces are the whole of both texts, and what is marked is what differs."""

from __future__ import annotations

import pytest

from extractor import compare
from extractor.comparing.records import Link
from tests.comparing.conftest import MakePlan

CASES = [
    ("Rà soát, đơn giản hóa thủ tục hành chính trong lĩnh vực đất đai.", "Rà soát, cắt giảm thủ tục hành chính trong lĩnh vực đất đai.", "đơn giản hóa ", "cắt giảm "),
    ("Tổ chức tập huấn cho công chức cấp xã về một cửa", "Tổ chức tập huấn cho công chức cấp xã về một cửa, một cửa liên thông", "", "một cửa liên thông"),
    ("Tiếp tục rà soát các quy định về đất đai, xây dựng", "Rà soát các quy định về đất đai, xây dựng", "Tiếp tục ", ""),
    # Two words between changes are no anchor.
    (
        "Kiểm tra việc chấp hành của các sở và báo cáo Ủy ban nhân dân tỉnh kết quả kiểm tra công vụ",
        "Kiểm tra việc chấp hành của các xã và gửi Ủy ban nhân dân tỉnh kết quả kiểm tra công vụ",
        "sở và báo cáo ", "xã và gửi ",
    ),
]  # fmt: skip


def link(make_plan: MakePlan, before: str, after: str) -> Link:
    [one] = compare([make_plan([(before, "Sở Nội vụ", "")]), make_plan([(after, "Sở Nội vụ", "")])]).pairs[0].alignments
    return one.links[0]


@pytest.mark.parametrize(("before", "after", "removed", "added"), CASES)
def test_difference(make_plan: MakePlan, before: str, after: str, removed: str, added: str) -> None:
    pieces = link(make_plan, before, after).difference
    assert "".join(piece.text for piece in pieces if piece.kind == "removed") == removed
    assert "".join(piece.text for piece in pieces if piece.kind == "added") == added
    for text, side in ((before, "before"), (after, "after")):
        spans = [getattr(piece, side) for piece in pieces if getattr(piece, side) is not None]
        assert [span.start for span in spans] == [0, *(span.end for span in spans[:-1])]
        assert spans[-1].end == len(text)
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


@pytest.mark.parametrize("after", ["RÀ SOÁT; thủ tục hành chính: đất đai", "Rà soát thủ tục hành chính (đất đai)"])
def test_case_and_marks_do_not_differ(make_plan: MakePlan, after: str) -> None:
    assert link(make_plan, "Rà soát thủ tục hành chính, đất đai", after).difference == ()
