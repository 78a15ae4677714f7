"""What is free goes back to the system: in a process of its own each, as it is about all that this holds."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")

MB = 10**6
BEGIN = """
import gc, threading
from extractor.running.free_memory import give_back, use_one_arena
from extractor.running.resident_memory import resident_memory

def many():
    return [bytes(1000) for _ in range(40_000)]  # 40 MB, in pieces that the C library gives

def held():
    return resident_memory("self")

bytes(30_000_000)  # from now on the C library takes large blocks from the arenas, and keeps as much at their ends
before = held()
"""


def grown(code: str) -> int:
    """Bytes by which a process has grown at the end of the code."""
    done = subprocess.run([sys.executable, "-c", f"{BEGIN}{code}\nprint(held() - before)"], capture_output=True, check=True, encoding="utf-8")
    return int(done.stdout)


IN_A_THREAD = "thread = threading.Thread(target=many); thread.start(); thread.join()"


def test_what_lies_free_among_the_rest_is_given_back() -> None:
    code = "made = many(); kept = made[::1000]; del made"
    assert grown(code) > 30 * MB
    assert grown(f"{code}\ngive_back()") < 20 * MB


def test_what_a_thread_had_is_given_back() -> None:
    assert grown(f"{IN_A_THREAD}\ngive_back()") > 20 * MB
    assert grown(f"use_one_arena()\n{IN_A_THREAD}\ngive_back()") < 10 * MB


def test_a_worker_lets_go_of_what_refers_to_itself() -> None:
    code = """
from extractor.running.work import _let_go
gc.set_threshold(0)
class Document: pass
one = Document()
one.self, one.text = one, "a" * 60_000_000
del one
"""
    assert grown(code) > 30 * MB
    assert grown(f"{code}\n_let_go(before)") < 20 * MB


def test_a_worker_keeps_no_long_texts() -> None:
    code = """
from extractor import folding
from extractor.reading import syllables
from extractor.running.work import _let_go
folding.fold("Sở Nội vụ báo cáo. " * 20), folding.fold("Sở Nội vụ báo cáo. " * 2000), syllables.is_syllable("a" * 10_000)
_let_go(0)
print([one.cache_info().currsize for one in (folding._folded_long, folding._folded_whole, syllables._is_syllable)])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "[0, 0, 0]\n"
