"""A small run of `benchmarks.service_load`: many clients, hostile ones among them, each answer held against the right one."""

from __future__ import annotations

import asyncio

from benchmarks.service_load import Load, run


def test_under_load() -> None:
    report = asyncio.run(run(Load(clients=8, seconds=4, workers=2, seed=7, scans=False, late=2, idle=3)))
    assert report.wrong == []
    assert sum(report.right.values()) > 8
    assert len([name for name in report.right if name.startswith("review page of")]) == 3  # by clients that take it at once, late, not
    assert "status 0" in report.drained
