"""Old Word, OpenDocument and RTF through LibreOffice; what goes wrong with another program is said clearly and ends in time."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from extractor.document import Document, Paragraph, ReadingError, Table
from extractor.reading import limits
from extractor.reading.compound_files import is_encrypted_word
from extractor.reading.opening import open_document
from extractor.reading.word import office
from extractor.reading.word.split_lists import join_split_lists
from extractor.reading.word.xml import W
from tests.reading.test_docx import normal
from tests.reading.word_package import NAMES

needs_office = pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")
RTF = rb"{\rtf1\ansi K\u7871? ho\u7841?ch}"


def paragraphs(document: Document, column: str | None = None) -> list[str]:
    return [document.slice(block.span) for block in document.blocks if isinstance(block, Paragraph) and block.column == column]


@needs_office
@pytest.mark.parametrize("name", ["seed1", "seed2", "t_autonum"])
def test_old_word_against_the_truth(traps: Path, name: str) -> None:
    path = traps / f"{name}.doc"
    document = open_document(path)
    truth: dict[str, Any] = json.loads((traps / f"{name}.truth.json").read_text("utf-8"))
    body = paragraphs(document)
    assert [normal(block["text"]) for block in truth["blocks"] if normal(block["text"]) not in body] == []
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for table, expected in zip(tables, truth["tables"], strict=True):
        rows = [[document.slice(cell.span) for cell in row.cells] for row in table.rows[table.header_rows or 1 :]]
        kept = [row[:2] if kind == "group" else row for row, kind in zip(rows, expected["kinds"], strict=True)]
        wanted = [row[:2] if kind == "group" else row for row, kind in zip(expected["rows"], expected["kinds"], strict=True)]
        assert kept == [list(map(normal, row)) for row in wanted]
    source = document.source
    assert (source.filename, source.media_type, source.size_bytes) == (path.name, "application/msword", path.stat().st_size)
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@needs_office
def test_links_are_not_followed(tmp_path: Path) -> None:
    """A field that would put another file's text in keeps the text that it had."""
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", "utf-8")
    field = rf'{{\field{{\*\fldinst INCLUDETEXT "{secret.as_uri()}"}}{{\fldrslt : cũ}}}}'.encode("cp1258", "replace")
    document = open_document(RTF[:-1] + field + b"}", filename="a.rtf")
    assert document.text.startswith("Kế hoạch")
    assert "SECRET" not in document.text


def test_without_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    assert refused(RTF, "a.rtf") == "office_missing"


def test_the_program_is_looked_for_where_it_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_FOLDERS", (str(tmp_path),))
    assert office.find_office() is None
    (tmp_path / "soffice").write_text("", "utf-8")
    assert office.find_office() == str(tmp_path / "soffice")


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
def test_a_program_that_hangs_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    child = tmp_path / "child"
    monkeypatch.setattr(office, "find_office", lambda: script(tmp_path, f"sleep 60 & echo $! > {child}; wait"))
    monkeypatch.setattr(limits, "LONGEST_OFFICE_RUN", 0.5)
    start = time.monotonic()
    assert refused(RTF, "a.rtf") == "office_too_slow"
    assert time.monotonic() - start < 10
    number = int(child.read_text("ascii"))
    for _ in range(100):
        if not running(number):
            break
        time.sleep(0.05)
    assert not running(number)


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
@pytest.mark.parametrize("end", ["limit", "signal"])
def test_nothing_stays_behind_when_this_process_ends_first(tmp_path: Path, end: str) -> None:
    """At the time limit of a document, or at a signal: no program, no copy of the document, none of the program's own files."""
    child, folder = tmp_path / "child", tmp_path / "tmp"
    folder.mkdir()
    script(tmp_path, f'touch "$TMPDIR/own.tmp"; sleep 60 & echo $! > {child}; wait')
    code = (
        "import signal, sys\nfrom extractor import read\nfrom extractor.running.time_limit import time_limit\n"
        "signal.signal(signal.SIGTERM, signal.default_int_handler)\n"
        "with time_limit(float(sys.argv[1]), lambda: print('too long'), status=1):\n    read(sys.stdin.buffer, filename='a.rtf')\n"
    )
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-c", code, "2" if end == "limit" else "60"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment,
    )
    assert process.stdin is not None
    process.stdin.write(RTF)
    process.stdin.close()
    process.stdin = None
    until = time.monotonic() + 30
    while not (child.is_file() and child.read_text("ascii").strip()) and time.monotonic() < until:
        time.sleep(0.02)
    if end == "signal":
        process.terminate()
    told = process.communicate(timeout=30)[0]
    assert (process.returncode != 0, told.strip()) == (True, b"too long" if end == "limit" else b"")
    assert not running(int(child.read_text("ascii")))
    assert [path.name for path in folder.iterdir() if path.suffix != ".lock"] == []


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for the program")
@pytest.mark.parametrize("command", ["exit 1", "exit 0"])
def test_a_program_that_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str) -> None:
    monkeypatch.setattr(office, "find_office", lambda: script(tmp_path, command))
    assert refused(RTF, "a.rtf") == "office_failed"


def test_one_at_a_time() -> None:
    with office._turn("a"):
        monkey = pytest.MonkeyPatch()
        monkey.setattr(limits, "LONGEST_OFFICE_WAIT", 0.0)
        with pytest.raises(ReadingError) as caught, office._turn("b"):
            pass
        monkey.undo()
    assert caught.value.code == "office_too_slow"
    with office._turn("c"):
        pass


def script(folder: Path, command: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{command}\n", "ascii")
    path.chmod(0o700)
    return str(path)


def running(number: int) -> bool:
    """Whether a process runs; one that ended and that nobody has asked about does not."""
    if not sys.platform.startswith("linux"):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
        return True
    try:
        return Path(f"/proc/{number}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def refused(data: bytes, name: str) -> str:
    with pytest.raises(ReadingError) as caught:
        open_document(data, filename=name)
    return caught.value.code


def test_encrypted_word(traps: Path) -> None:
    data = (traps / "t_autonum.doc").read_bytes()
    assert not is_encrypted_word(data)
    start = data.index(b"\xec\xa5")
    locked = data[: start + 10] + bytes([data[start + 10], data[start + 11] | 1]) + data[start + 12 :]
    assert refused(locked, "a.doc") == "doc_encrypted"
    assert not is_encrypted_word(data[:600])


@pytest.mark.parametrize(
    ("lists", "joined"),
    [
        (["2", "1", "1"], ["1", "1", "1"]),  # the first item of a list that starts anew
        (["2", "1", None, "3", "4"], ["1", "1", None, "4", "4"]),
        (["1", "2", "2"], ["2", "2", "2"]),
        (["2", None, "1", "1"], ["2", None, "1", "1"]),  # a line between: two lists
        (["1", "1", "2"], ["1", "1", "2"]),  # a list of two is one
        (["5", "1", "1"], ["5", "1", "1"]),  # they count in different ways
        (["1", "2", "1"], ["1", "2", "1"]),  # the second goes on with what began before
    ],
)
def test_split_lists(lists: list[str | None], joined: list[str | None]) -> None:
    from lxml import etree

    def mark(number: str | None) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr></w:p>' if number else "<w:p/>"

    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{}"/></w:lvl>'
    numbers = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{level.format("%1)" if at == 5 else "%1.")}</w:abstractNum>' for at in range(1, 6)
    ) + "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, 6))
    numbering = etree.fromstring(f"<w:numbering {NAMES}>{numbers}</w:numbering>")
    for line in ("{}", "<w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr>"):
        content = "".join(line.format(mark(number)) for number in lists)
        inner = content if line == "{}" else f"<w:tbl>{content}</w:tbl>"
        document = etree.fromstring(f"<w:document {NAMES}><w:body>{inner}</w:body></w:document>")
        count = join_split_lists(document, numbering)
        found = [element.get(f"{W}val") for element in document.iter("{*}numId")]
        assert found == [number for number in joined if number]
        assert count == sum(a != b for a, b in zip(lists, joined, strict=True))
