"""Compiled patterns kept between runs: the same patterns, and none of a document's words."""

import marshal
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor import pattern_cache

PLAN = Path(__file__).parents[1] / "corpus" / "dev" / "so-ldtbxh-bac-giang-2024.docx"
COMMAND = [str(Path(sys.executable).with_name("extract")), str(PLAN), "-o", "-", "--quiet"]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The place of the file, empty, for this process."""
    path = tmp_path / "__pycache__" / "patterns.bin"
    monkeypatch.setattr(pattern_cache, "_path", lambda: path)
    monkeypatch.setattr(pattern_cache, "_new", [])
    pattern_cache._kept.cache_clear()
    yield path
    pattern_cache._kept.cache_clear()


def _keep(*patterns: tuple[str | bytes, int]) -> None:
    for source, flags in patterns:
        pattern_cache.compiled(source, flags)
    pattern_cache.keep()
    pattern_cache._kept.cache_clear()


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    compiled: list[object] = []
    compile_one = re.compile
    monkeypatch.setattr(re, "compile", lambda source, flags: compiled.append(source) or compile_one(source, flags))
    return compiled


CASES = [(r"(?P<ngày>\d+)/(?P<tháng>\d+)", 0), ("[ăâđêôơư]+", int(re.IGNORECASE)), (rb"\{(\w+)\}", 0), (r"(?i:a)(?<!b)(?P<x>c)(?P=x)", int(re.MULTILINE))]


def test_what_is_taken_up_is_what_would_be_compiled(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _keep(*CASES)
    expected = [re.compile(source, flags) for source, flags in CASES]
    compiled = _counted(monkeypatch)
    for (source, flags), pattern in zip(CASES, expected, strict=True):
        again = pattern_cache.compiled(source, flags)
        assert again == pattern  # of patterns: the same code, flags and source
        assert (again.groups, again.groupindex) == (pattern.groups, pattern.groupindex)
    assert compiled == []
    assert pattern_cache.compiled("[ăâđêôơư]+", 0).flags & re.IGNORECASE == 0  # other flags are another pattern
    assert compiled == ["[ăâđêôơư]+"]


def test_what_another_run_kept_stays(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _keep(CASES[0])
    _keep(CASES[1])
    compiled = _counted(monkeypatch)
    for case in CASES[:2]:
        pattern_cache.compiled(*case)
    assert compiled == []
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def _another_python(kept: Path) -> None:
    made_by, forms = marshal.loads(kept.read_bytes())
    kept.write_bytes(marshal.dumps((("0", *made_by[1:]), forms)))


def _wrong_code(kept: Path) -> None:
    made_by, forms = marshal.loads(kept.read_bytes())
    kept.write_bytes(marshal.dumps((made_by, {key: (form[0], b"\xff" * len(form[1]), *form[2:]) for key, form in forms.items()})))


def _wrong_shape(kept: Path) -> None:
    made_by, forms = marshal.loads(kept.read_bytes())
    kept.write_bytes(marshal.dumps((made_by, {key: (form[0], form[1][:-3], *form[2:]) for key, form in forms.items()})))


@pytest.mark.parametrize("spoil", [
    lambda kept: kept.unlink(),
    lambda kept: kept.write_bytes(b""),
    lambda kept: kept.write_bytes(kept.read_bytes()[:100]),
    lambda kept: kept.write_bytes(b"\0" * 1000),
    lambda kept: kept.write_bytes(marshal.dumps(17)),
    _another_python,
    _wrong_code,
    _wrong_shape,
])  # fmt: skip
def test_a_file_that_is_no_use_is_as_good_as_none(kept: Path, spoil: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch) -> None:
    _keep(*CASES)
    spoil(kept)
    compiled = _counted(monkeypatch)
    for source, flags in CASES:
        assert pattern_cache.compiled(source, flags) == re.compile(source, flags)
    assert len(compiled) == 2 * len(CASES)
    pattern_cache.keep()
    assert marshal.loads(kept.read_bytes())[0][0] != "0"  # and is made anew


def test_a_wrong_pattern_is_told_as_ever_and_nothing_is_kept_of_it(kept: Path) -> None:
    with pytest.raises(re.error):
        pattern_cache.compiled("(", 0)
    pattern_cache.keep()
    assert not kept.exists()


def test_where_nothing_can_be_written_nothing_is_said(kept: Path) -> None:
    kept.parent.write_text("no folder")
    _keep(*CASES)
    assert kept.parent.read_text() == "no folder"


def test_left_overs_do_not_gather(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_cache, "_MOST", 3)
    _keep(*CASES[:2])
    _keep(*CASES[2:])
    assert set(marshal.loads(kept.read_bytes())[1]) == set(CASES[2:])


def test_the_command_keeps_them_once_and_nothing_of_the_document(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path)}
    first = subprocess.run(COMMAND, env=environment, capture_output=True, check=True)
    (kept,) = tmp_path.rglob("patterns.*.bin")
    content, time = kept.read_bytes(), kept.stat().st_mtime_ns
    second = subprocess.run(COMMAND, env=environment, capture_output=True, check=True)
    assert (second.stdout, second.stderr) == (first.stdout, first.stderr)
    assert (kept.read_bytes(), kept.stat().st_mtime_ns) == (content, time)
    forms = marshal.loads(content)[1]
    assert len(forms) > 100


def test_nothing_of_a_document_is_kept(tmp_path: Path) -> None:
    own = tmp_path / "plan.txt"
    own.write_text(PLAN_OF_ITS_OWN, encoding="utf-8")
    run = subprocess.run([*COMMAND[:1], own, *COMMAND[2:]], env=os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path)}, capture_output=True, check=True)
    assert "Ban Quản trị kỳ quan".encode() in run.stdout  # the document's own abbreviation was read
    (kept,) = tmp_path.rglob("patterns.*.bin")
    assert b"BQTKQ" not in kept.read_bytes()


PLAN_OF_ITS_OWN = """ỦY BAN NHÂN DÂN
TỈNH BẮC GIANG
Số: 12/KH-UBND
Bắc Giang, ngày 02 tháng 3 năm 2024

KẾ HOẠCH
Bảo tồn kỳ quan năm 2024

I. NHIỆM VỤ
1. Ban Quản trị kỳ quan (viết tắt là BQTKQ) chủ trì khảo sát hiện trạng, hoàn thành trước ngày 30/6/2024.
2. BQTKQ chủ trì, phối hợp với Sở Văn hóa, Thể thao và Du lịch xây dựng báo cáo, hoàn thành trước ngày 30/9/2024.
"""
