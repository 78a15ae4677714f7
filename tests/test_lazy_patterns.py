"""Patterns compiled when they are first used: like compiled ones, and every one in the package compiles."""

import copy
import pickle
import re
import subprocess
import sys

import pytest

from extractor.lazy_patterns import lazy_pattern

EAGER = """
import pkgutil, re
from extractor import lazy_patterns
patterns = []
lazy_patterns.lazy_pattern = lambda source, flags=re.NOFLAG: patterns.append(re.compile(source, flags)) or patterns[-1]
import extractor
for module in pkgutil.walk_packages(extractor.__path__, "extractor."):
    __import__(module.name)
print(len(patterns))
"""


def test_it_is_used_like_a_compiled_pattern() -> None:
    pattern = lazy_pattern(r"(?P<day>\d+)\.", re.IGNORECASE)
    assert pattern.pattern == r"(?P<day>\d+)\."
    assert [match["day"] for match in pattern.finditer("1.2.")] == ["1", "2"]
    assert pattern.sub("x", "1.2.") == "xx"
    assert pattern.groupindex == {"day": 1}
    assert pattern.flags & re.IGNORECASE


def test_it_can_be_copied_and_sent_to_another_process() -> None:
    pattern = lazy_pattern("A", re.IGNORECASE)
    assert all(other.fullmatch("a") for other in (copy.copy(pattern), pickle.loads(pickle.dumps(pattern))))


def test_an_error_is_raised_where_it_is_used() -> None:
    pattern = lazy_pattern("(")
    with pytest.raises(re.error):
        pattern.search("")


def test_every_pattern_at_the_head_of_a_module_compiles() -> None:
    run = subprocess.run([sys.executable, "-c", EAGER], capture_output=True, text=True, check=True)
    assert int(run.stdout) > 200
