"""Files are written whole or not at all, and foreign files are left alone."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from extractor.exporting.json_file import Kind, Refused, check_destination, replacing, write, write_all
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


def test_files_that_belong_together_are_all_new_or_all_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "models"
    write_all(folder, {"a": b"1", "b": b"1"})
    really = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda path, data: really(path, data) if data != b"no" else path.joinpath("x").touch())
    with pytest.raises(NotADirectoryError):
        write_all(folder, {"a": b"2", "b": b"no"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a": b"1", "b": b"1"}


@pytest.mark.skipif(os.name == "nt", reason="no such device")
def test_a_device_is_not_replaced() -> None:
    write(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


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


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
@pytest.mark.parametrize("made", ["pipe", "circle", "socket"])
def test_what_is_no_file_is_refused_and_kept(tmp_path: Path, made: str) -> None:
    path = tmp_path / made
    if made == "pipe":
        os.mkfifo(path)
    elif made == "circle":
        path.symlink_to(path)
    else:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(path))
    before = path.lstat()
    for act in (lambda: check_destination(path, source=None, force=True), lambda: write(path, b"x")):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_regular"
    assert path.lstat() == before


@pytest.mark.skipif(os.name == "nt", reason="links need rights")
def test_links_are_followed(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("real")  # nothing there yet
    for data in (b"one", b"two"):
        check_destination(link, source=None, force=True)
        write(link, data)
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"two"
    (tmp_path / "far").symlink_to("missing/real")
    with pytest.raises(Refused) as refused:
        check_destination(tmp_path / "far", source=None)
    assert refused.value.code == "no_folder"


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_the_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write(path, b"one")
    path.chmod(0o640)
    write(path, b"two")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"two", 0o640)


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
