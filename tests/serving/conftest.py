"""One service for the tests that only ask it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.serving.running_service import RunningService


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if os.name == "nt" and "serving" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason="SIGTERM ends it"))


@pytest.fixture(scope="session")
def service() -> Iterator[RunningService]:
    running = RunningService("--workers", "1", "--queue", "20", "--max-size", "1")
    yield running
    running.end()
