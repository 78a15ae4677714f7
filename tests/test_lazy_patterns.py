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


REPEATING = r'''
import inspect, pkgutil, re, sys, time, tomllib
from pathlib import Path
from extractor import lazy_patterns

sources = {}
written = lazy_patterns.lazy_pattern
lazy_patterns.lazy_pattern = lambda source, flags=re.NOFLAG: sources.setdefault((source, flags)) or written(source, flags)
from extractor.mentions.patterns import PatternTable, compile_pattern
filled = PatternTable.__init__
def fill(table, patterns, macros):
    filled(table, patterns, macros)
    for pattern in patterns.values():
        if isinstance(pattern, str):
            compile_pattern(pattern, macros)
PatternTable.__init__ = fill
import extractor
for module in pkgutil.walk_packages(extractor.__path__, "extractor."):
    __import__(module.name)
from extractor.vocabulary import models_folder, patterns_of
for module in [module for name, module in sys.modules.items() if name.startswith("extractor.")]:
    for made in [made for made in vars(module).values() if hasattr(made, "cache_info") and made.__module__ == module.__name__]:
        if not inspect.signature(made).parameters:
            made()
for file in models_folder().glob("*.toml"):
    for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if isinstance(table, dict) and "patterns" in table:
            patterns_of(file.stem, name)

print(len(sources))
PHRASE, ESCAPE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*"), re.compile(r"\\[a-zA-Z]|\(\?(?:P<\w+>|P=\w+\)|[a-z]+:)?")
for source, flags in sources:
    if not isinstance(source, str):
        continue
    pattern = re.compile(source, flags)
    phrases = PHRASE.findall(ESCAPE.sub("|", re.sub(r"\\s[+*?]*", " ", source)))
    words = dict.fromkeys(word for phrase in phrases for word in (phrase, *phrase.split()))
    for word in [*words, "1", "a", "i", "-", "Ab"]:
        for unit in (f"{word} ", f"{word}, "):
            for opening in ("", f"{next(iter(words), '')} "):
                for often in (12, 16, 20, 24):
                    begun = time.process_time()
                    pattern.search(opening + unit * often + "\0!")
                    if time.process_time() - begun > 0.3:
                        sys.exit(f"{unit!r} {often} times: {source[:100]}")
'''


def test_no_pattern_takes_a_power_of_the_repeats_of_its_own_words() -> None:
    """Each pattern of the modules and of the models against its own words, 24 times over and with an end that cannot match."""
    run = subprocess.run([sys.executable, "-c", REPEATING], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert int(run.stdout) > 500
