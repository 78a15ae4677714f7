"""Patterns compiled when they are first used: like compiled ones, and every one in the package compiles."""

import copy
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.lazy_patterns import lazy_pattern
from tests.necessary_words import has_one_of

EAGER = """
import pkgutil, re
from extractor import lazy_patterns
patterns = []
lazy_patterns.lazy_pattern = lambda source, flags=re.NOFLAG, **_: patterns.append(re.compile(source, flags)) or patterns[-1]
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


def test_a_pattern_with_needs_is_not_compiled_for_texts_that_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_one = re.compile
    monkeypatch.setattr(re, "compile", lambda source, flags: compiled.append(source) or compile_one(source, flags))
    pattern = lazy_pattern(r"(?:tỉnh|xã)\s+\w+", needs=("tỉnh", "xã"))
    without = "huyện A"
    assert (pattern.search(without), pattern.match(without), pattern.fullmatch(without)) == (None, None, None)
    assert (list(pattern.finditer(without)), pattern.findall(without), pattern.sub("", without)) == ([], [], without)
    assert compiled == []
    for again in (pickle.loads(pickle.dumps(pattern)), copy.copy(pattern), pattern):
        assert again.search(without) is None
        assert again.match("của tỉnh A", 4)
        assert [found.group() for found in again.finditer("tỉnh A, xã B")] == ["tỉnh A", "xã B"]
        assert (again.findall("xã B"), again.sub("đó", "xã B"), again.fullmatch("xã B ")) == (["xã B"], "đó", None)
        assert again.search(without) is None
    assert len(compiled) == 3  # each once


def test_a_compiled_pattern_is_not_asked_for_texts_that_have_none_of_its_words() -> None:
    pattern = lazy_pattern("tỉnh", needs=("tỉnh",))
    assert pattern.search("tỉnh A")
    asked: list[str] = []
    pattern._compiled = type("Asked", (), {"search": lambda _, text, *place: asked.append(text)})()  # type: ignore[attr-defined]
    pattern.search("huyện A")
    pattern.search("huyện A, tỉnh B")
    pattern.search("huyện A", 0, 5)  # at places of a text only the whole of it is looked through, and no more than once
    assert asked == ["huyện A, tỉnh B", "huyện A"]


class _Counted(str):
    """A text that counts how often it is looked through."""

    looked: int = 0

    def __contains__(self, word: object) -> bool:
        _Counted.looked += 1
        return super().__contains__(word)  # type: ignore[operator]


def test_a_text_that_is_asked_place_after_place_is_looked_through_once() -> None:
    pattern, text = lazy_pattern("tỉnh", needs=("tỉnh",)), _Counted("huyện A " * 100)
    _Counted.looked = 0
    assert [pattern.search(text, at, at + 8) for at in range(100)] == [None] * 100
    assert _Counted.looked == 1
    assert pattern.search("tỉnh A", 0)  # another text is another question
    assert pattern.match(_Counted("huyện A, tỉnh B"), 9)


def test_every_pattern_at_the_head_of_a_module_compiles() -> None:
    run = subprocess.run([sys.executable, "-c", EAGER], capture_output=True, text=True, check=True)
    assert int(run.stdout) > 200


COLLECTED = r'''
import inspect, pkgutil, re, sys, time, tomllib
from pathlib import Path
from extractor import lazy_patterns

sources = {}
written = lazy_patterns.lazy_pattern
def collect(source, flags=re.NOFLAG, *, needs=()):
    sources.setdefault((source, flags), []).append(tuple(needs))
    return written(source, flags, needs=needs)
lazy_patterns.lazy_pattern = collect
from extractor.mentions.patterns import PatternTable
filled = PatternTable.__init__
def fill(table, patterns, macros):
    filled(table, patterns, macros)
    for name, pattern in patterns.items():
        if isinstance(pattern, str):
            table[name]
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
'''

REPEATING = COLLECTED + r'''
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

NEEDING = COLLECTED + r'''
from tests.necessary_words import has_one_of
needing = {(source, flags, words) for (source, flags), needs in sources.items() for words in needs if words}
print(len(needing))
for source, flags, words in needing:
    if not has_one_of(source, flags, words):
        sys.exit(f"{words} are not necessary: {source[:100]}")
'''


def test_no_pattern_takes_a_power_of_the_repeats_of_its_own_words() -> None:
    """Each pattern of the modules and of the models against its own words, 24 times over and with an end that cannot match."""
    run = subprocess.run([sys.executable, "-c", REPEATING], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert int(run.stdout) > 500


def test_what_a_pattern_needs_is_in_all_that_it_matches() -> None:
    run = subprocess.run([sys.executable, "-c", NEEDING], capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert run.stderr == ""
    assert int(run.stdout) > 40


@pytest.mark.parametrize(("source", "words", "needed"), [
    ("trước ngày", ("ngày",), True),
    ("trước(?: ngày)?", ("ngày",), False),
    ("(?:tỉnh|xã) A", ("tỉnh", "xã"), True),
    ("(?:tỉnh|xã|huyện) A", ("tỉnh", "xã"), False),
    ("(?:tỉnh|xã|huyện) A", ("A",), True),
    ("(?:tỉnh){0,2}", ("tỉnh",), False),
    ("(?:tỉnh){1,2}", ("tỉnh",), True),
    ("(?=có)\\w+", ("có",), True),
    ("(?!có)\\w+", ("có",), False),
    ("(?<!không )có", ("không",), False),
    ("h[ằà]ng năm", ("hằng", "hàng"), True),
    ("h[ằà]ng năm", ("hằng",), False),
    ("năm\\s+2", ("năm 2",), False),
    ("(?P<y>19|20)", ("19", "20"), True),
    ("[<≤]", ("<", "≤"), True),
    ("[<≤]", ("<",), False),
    ("(?i:tỉnh)", ("tỉnh",), False),
    ("(?>tỉnh)++", ("tỉnh",), True),
])
def test_necessary_words_are_told_from_others(source: str, words: tuple[str, ...], needed: bool) -> None:
    assert has_one_of(source, re.NOFLAG, words) is needed
