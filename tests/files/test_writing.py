"""Files are written whole or not at all, through links and to devices, and nothing that is no file."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from extractor.files.destinations import Refused
from extractor.files.ownership import check_destination
from extractor.files.writing import replacing, write, write_all


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
