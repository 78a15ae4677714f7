"""Files are written whole or not at all, and foreign files are left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.exporting.json_file import Refused, check_destination, replacing, write
from extractor.records import Plan
from extractor.release import NAME


def test_writes_and_leaves_nothing_beside(tmp_path: Path) -> None:
    write(tmp_path / "a.json", b"one")
    write(tmp_path / "a.json", b"two")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.json": b"two"}


def test_a_failing_block_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def half_written() -> None:
        with replacing(path) as beside:
            beside.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half_written()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.json": b"old"}


@pytest.mark.skipif(os.name == "nt", reason="no such device")
def test_a_device_is_not_replaced() -> None:
    write(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


def test_a_plan_of_ours_may_be_replaced(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(plan.to_json())
    check_destination(path, source=None, force=False)


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
