"""Foreign files are left alone, those of ours of another document too."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.files.destinations import Refused
from extractor.files.ownership import Kind, check_destination
from extractor.records import Plan
from extractor.release import NAME


def test_a_plan_of_ours_may_be_replaced(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(plan.to_json())
    check_destination(path, source=tmp_path / "a.txt")  # the fixture's source


@pytest.mark.parametrize(
    ("source", "kind", "code"),
    [
        ("b.txt", "plan", "of_other_input"),
        ("a.docx", "plan", "of_other_input"),
        (None, "plan", "of_other_input"),  # standard input
        ("a.txt", "run", "not_ours"),
        ("a.txt", "picture", "not_ours"),
    ],
)
def test_a_plan_of_another_input_is_refused_unless_forced(tmp_path: Path, plan: Plan, source: str | None, kind: Kind, code: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(plan.to_json())
    with pytest.raises(Refused) as refused:
        check_destination(path, source=Path(source) if source else None, kind=kind)
    assert refused.value.code == code
    assert refused.value.details == ({"other": "a.txt"} if code == "of_other_input" else {})
    check_destination(path, source=None, kind=kind, force=True)


def test_a_saved_run_is_overwritten_by_a_run_only(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(b'{"generator": {"name": "%s"}, "documents": 1}' % NAME.encode())
    check_destination(path, source=None, kind="run")
    with pytest.raises(Refused):
        check_destination(path, source=None, kind="plan")


FOREIGN = [
    b"",  # empty: somebody made it
    b"Dear all,",
    b'{"generator": {"name": "another program"}}',
    b'{"name": "%s"}' % NAME.encode(),  # the name, elsewhere
    b'{"generator": "%s"}' % NAME.encode(),
    b"\xff\xfe\x00",
]


@pytest.mark.parametrize("content", FOREIGN)
def test_a_foreign_file_is_refused_unless_forced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        check_destination(path, source=None, force=False)
    assert refused.value.code == "not_ours"
    check_destination(path, source=None, force=True)


def test_the_input_is_refused_even_if_forced(tmp_path: Path, plan: Plan) -> None:
    source = tmp_path / "a.json"
    source.write_bytes(plan.to_json())
    link = tmp_path / "link.json"
    link.symlink_to(source)
    for path in (source, tmp_path / "." / "a.json", link):
        with pytest.raises(Refused) as refused:
            check_destination(path, source=source, force=True)
        assert refused.value.code == "is_input"


def test_a_folder_is_refused_even_if_forced(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        check_destination(tmp_path, source=None, force=True)
    assert refused.value.code == "output_is_folder"
