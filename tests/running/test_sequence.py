"""`extract_many`: each path with its plan or refusal, in order, and workers that end with the iterator."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import extract, extract_many
from extractor.document import ReadingError
from extractor.running import pool, worker
from tests.running.test_pool import SLOW, instead
from tests.running.test_worker import running, until

TEXT = "KẾ HOẠCH\nTuyên truyền năm 2024\n\nII. NỘI DUNG\n1. Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2024.\n"


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(TEXT.replace("2024", f"202{number}"), "utf-8")
    (tmp_path / "3.txt").unlink()
    return [tmp_path / f"{number}.txt" for number in range(6)]


@pytest.mark.parametrize("workers", [1, 2, 3, None])
def test_each_path_with_what_extract_gives(paths: list[Path], workers: int | None) -> None:
    read = list(extract_many(paths, workers=workers))
    assert [path for path, _ in read] == paths
    for path, plan in read:
        if isinstance(plan, ReadingError):
            assert (path, plan.code) == (paths[3], "file_not_found")
        else:
            assert plan == extract(path)


def test_options(paths: list[Path]) -> None:
    [(_, plan)] = extract_many(paths[:1], min_confidence=1.0)
    assert plan == extract(paths[0], min_confidence=1.0)


def test_a_limit_for_each(paths: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_CODE", instead("extractor.extract = lambda path, **k: time.sleep(60) if path.endswith('1.txt') else read(path)"))
    refused = {path.name: plan.code for path, plan in extract_many(map(str_path, paths), time_limit=2) if isinstance(plan, ReadingError)}
    assert refused == {"1.txt": "document_too_slow", "3.txt": "file_not_found"}


def str_path(path: Path) -> Path:
    return path


def test_paths_are_asked_for_when_there_is_room(paths: list[Path]) -> None:
    asked = 0

    def endless() -> Iterator[Path]:
        nonlocal asked
        while True:
            asked += 1
            yield paths[0]

    plans = extract_many(endless(), workers=1)
    assert asked == 0
    next(plans)
    assert 0 < asked < 20
    plans.close()  # type: ignore[attr-defined]


def test_closed_early_it_ends_its_workers(paths: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    pools: list[pool.Pool] = []
    usual = pool.Pool.__enter__
    monkeypatch.setattr(pool.Pool, "__enter__", lambda self: (pools.append(self), usual(self))[1])
    monkeypatch.setattr(worker, "_CODE", instead(f"if False: {SLOW}"))
    plans = extract_many(paths, workers=2)
    next(plans)
    processes = pools[0].pids()
    assert processes
    plans.close()  # type: ignore[attr-defined]
    until(lambda: not any(map(running, processes)))


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"min_confidence": 2}, {"time_limit": 0}, {"time_limit": float("nan")}])
def test_arguments_out_of_range_are_refused_at_once(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        extract_many([os.devnull], **wrong)  # type: ignore[arg-type]
