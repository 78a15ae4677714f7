"""The command line through its installed entry point: what it writes where, its exit status, and what it never does."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from inspect import signature
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import cli
from extractor import load
from extractor.records import json_schema
from extractor.release import VERSION
from tests.conftest import Command

PLAN = "so-ldtbxh-bac-giang-2024"
LONGEST_HELP = 0.3  # seconds, the budget of `extract --help`
SMALL_PLAN = "KẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2024\n\nII. NỘI DUNG\n1. Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2024.\n"


@pytest.fixture
def pdf(corpus: Path, tmp_path: Path) -> Path:
    """A copy of a plan as PDF, in a folder of its own."""
    return Path(shutil.copy(corpus / f"{PLAN}.pdf", tmp_path / "plan.pdf"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A plan of a few lines, for tests that are not about reading."""
    path = tmp_path / "plan.txt"
    path.write_text(SMALL_PLAN, "utf-8")
    return path


def test_writes_json_beside_the_input_and_shows_it(extract_command: Command, pdf: Path) -> None:
    done = extract_command("plan.pdf")
    assert (done.returncode, done.stdout) == (0, b"")
    plan = load(pdf.with_name("plan.tasks.json").read_bytes())
    shown = done.stderr.decode()
    assert plan.source.filename == "plan.pdf"
    assert f"Tasks: {len(plan.tasks)}" in shown
    assert plan.tasks
    assert "plan.tasks.json" in shown
    assert shown.count("Warning") == len(plan.warnings)
    assert sorted(path.name for path in pdf.parent.iterdir()) == ["plan.pdf", "plan.tasks.json"]


def test_the_same_input_gives_the_same_bytes(extract_command: Command, small: Path) -> None:
    assert extract_command(small, "-o", "-").stdout == extract_command(small, "-o", "-").stdout


def test_standard_output_has_the_json_alone_in_utf8(extract_command: Command, small: Path) -> None:
    done = extract_command("plan.txt", "-o", "-", language="C")
    assert "báo cáo" in json.loads(done.stdout.decode("utf-8"))["text"]
    assert "Nhiệm vụ" in done.stderr.decode("utf-8", "replace")
    assert not small.with_name("plan.tasks.json").exists()


def test_output_file(extract_command: Command, small: Path) -> None:
    assert extract_command("-o", "out.json", "plan.txt").returncode == 0
    load(small.with_name("out.json").read_bytes())


def test_standard_input_goes_to_standard_output(extract_command: Command) -> None:
    done = extract_command("-", stdin=SMALL_PLAN.encode())
    assert load(done.stdout).source.filename is None


def test_quiet_says_nothing(extract_command: Command, small: Path) -> None:
    done = extract_command(small, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_strict_turns_warnings_into_status_1(extract_command: Command, small: Path) -> None:
    done = extract_command(small, "--strict")  # no number, no issuer: warnings
    assert done.returncode == 1
    assert load(small.with_name("plan.tasks.json").read_bytes()).warnings


def test_tasks_that_are_not_sure_enough_are_left_out_and_counted(extract_command: Command, small: Path) -> None:
    small.write_text(SMALL_PLAN + "2. Chắp cánh cho phong trào thi đua trong toàn ngành.\n3. Sở Nội vụ rà soát thủ tục.\n", "utf-8")
    whole, sure = (load(extract_command(small, *least, "-o", "-").stdout) for least in ((), ("--min-confidence", "0.8")))
    assert [task.id for task in whole.tasks] == ["t001", "t002", "t003"]
    assert [task.id for task in sure.tasks] == ["t001", "t003"]
    shown = extract_command(small, "--min-confidence", "0.8").stderr.decode()
    assert ("thi đua" in shown, "1 task(s) with a confidence below 0.8 were left out" in shown) == (False, True)


def test_a_file_of_its_own_is_written_again(extract_command: Command, small: Path) -> None:
    assert [extract_command(small).returncode for _ in (1, 2)] == [0, 0]


def test_a_foreign_file_is_kept(extract_command: Command, small: Path) -> None:
    foreign = small.with_name("plan.tasks.json")
    foreign.write_text("my notes")
    refused = extract_command(small)
    assert (refused.returncode, foreign.read_text()) == (2, "my notes")
    assert "--force" in refused.stderr.decode()
    assert extract_command(small, "--force").returncode == 0
    load(foreign.read_bytes())


def test_the_input_is_never_written_over(extract_command: Command, small: Path) -> None:
    assert extract_command(small, "-o", small, "--force").returncode == 2
    assert small.read_text("utf-8") == SMALL_PLAN


def test_inspect_draws_a_page(extract_command: Command, pdf: Path) -> None:
    assert extract_command("inspect", pdf, "--page", "6", "-o", "page.png").returncode == 0
    assert extract_command("inspect", pdf, "--page", "1", "-o", "page.png").returncode == 0  # its own picture is drawn anew
    assert pdf.with_name("page.png").read_bytes().startswith(b"\x89PNG")
    assert extract_command("inspect", pdf, "--page", "600", "-o", "other.png").returncode == 2
    assert sorted(path.name for path in pdf.parent.iterdir()) == ["page.png", "plan.pdf"]


def test_schema(extract_command: Command) -> None:
    assert json.loads(extract_command("schema").stdout) == json.loads(json.dumps(json_schema()))


def test_version(extract_command: Command) -> None:
    assert extract_command("--version").stdout.decode().split() == ["vn-plan-extract", VERSION]


def test_a_file_with_the_name_of_a_command(extract_command: Command, tmp_path: Path) -> None:
    (tmp_path / "schema").write_text(SMALL_PLAN, "utf-8")
    assert load(extract_command("./schema", "-o", "-").stdout).tasks
    assert load(extract_command("-o", "-", "--", "schema").stdout).tasks


@pytest.mark.parametrize(
    ("arguments", "routed"),
    [
        ([], ["run"]),
        (["plan.pdf"], ["run", "plan.pdf"]),
        (["schema"], ["schema"]),
        (["--lang", "en", "schema"], ["schema", "--lang", "en"]),  # an option's value is no first word
        (["-o", "schema", "plan.pdf"], ["run", "-o", "schema", "plan.pdf"]),
        (["--output=x", "evaluate", "corpus"], ["evaluate", "--output=x", "corpus"]),
        (["--lang", "en", "corpus", "query", "SELECT 1"], ["corpus", "query", "--lang", "en", "SELECT 1"]),  # a command of a group
        (["corpus"], ["corpus"]),
        (["--quiet", "-"], ["run", "--quiet", "-"]),
        (["--", "schema"], ["run", "--", "schema"]),
        (["run"], ["run", "run"]),  # a file called run
        (["--help"], ["run", "--help"]),
        (["a.pdf", "b.pdf", "-o", "out"], ["many", "a.pdf", "b.pdf", "-o", "out"]),
        (["a.pdf", "--lang", "en", "--", "-b.pdf"], ["many", "a.pdf", "--lang", "en", "--", "-b.pdf"]),
        (["/", "--quiet"], ["many", "/", "--quiet"]),  # a folder
        (["plans/**/*.pdf"], ["many", "plans/**/*.pdf"]),
        (["--files-from", "-", "-o", "out"], ["many", "--files-from", "-", "-o", "out"]),
        (["--files-from=list"], ["many", "--files-from=list"]),
        (["a.pdf", "-o", "out/"], ["many", "a.pdf", "-o", "out/"]),  # what a shell's pattern makes of one file
        (["a.pdf", "--output=out/"], ["many", "a.pdf", "--output=out/"]),
        (["many", "a.pdf"], ["many", "a.pdf"]),
        (["schema", "a", "b"], ["schema", "a", "b"]),
    ],
)
def test_routing(arguments: list[str], routed: list[str]) -> None:
    assert cli.routed(arguments) == routed


def test_words_read_without_typer_are_read_alike() -> None:
    """All runs of up to four words: what is plain has the values that Typer gives, and Typer reads what is not."""
    group: Any = cli.translated_command("vi")
    command = group.commands[cli.DEFAULT_COMMAND]
    defaults = {name: parameter.default for name, parameter in signature(cli.run).parameters.items()}
    words = ("a.pdf", "b", "-", "--", "", "schema", "-o", "--output", "--output=c", "-oc", "--quiet", "--force", "--lang", "en", "--to", "csv", "--time-limit", "5")
    plain = 0
    for count in range(5):
        for given in product(words, repeat=count):
            arguments = cli.plain_arguments(given)
            if arguments is None:
                continue
            plain += 1
            routed = cli.routed(given)
            values = command.make_context("extract", routed[1:]).params
            assert routed[0] == cli.DEFAULT_COMMAND, given
            assert {**values, "version": False} == {**defaults, **arguments}, given
    assert plain > 100
    assert all(cli.plain_arguments(["a.pdf", *rest]) is None for rest in (["-o"], ["--version"], ["--help"], ["--lang", "fr"], ["--to", "pdf"], ["-o", "--force"]))


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "vi"),
        ([], {"LANG": "C.UTF-8"}, "vi"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "vi_VN.UTF-8"}, "vi"),  # the more particular decides
        ([], {"LC_ALL": "", "LANG": "en_US"}, "en"),  # empty is not set
        (["--lang", "vi"], {"LANG": "en_US"}, "vi"),
        (["x", "--lang=en"], {"LANG": "vi_VN"}, "en"),
    ],
)
def test_language(arguments: Sequence[str], environment: Mapping[str, str], language: str) -> None:
    assert cli.language_for(arguments, environment) == language
    chosen = bool(arguments)
    assert cli.language_for(arguments, environment, vietnamese=False) == (language if chosen else "en")  # letters that cannot be shown


@pytest.mark.parametrize(
    ("language", "words"),
    [("en_US.UTF-8", ("Usage:", "--force", "evaluate")), ("vi_VN.UTF-8", ("Cách dùng:", "--force", "evaluate", "In hướng dẫn này"))],
)
def test_help_in_both_languages(extract_command: Command, language: str, words: tuple[str, ...]) -> None:
    text = extract_command("--help", language=language).stdout.decode()
    assert [word for word in words if word not in text] == []
    assert max(map(len, text.splitlines())) <= 80
    if language.startswith("vi"):
        assert not {"Usage", "Options", "Commands", "Show"} & set(text.replace(":", " ").split())


@pytest.mark.parametrize("command", [(), ("inspect",), ("evaluate",), ("schema",)])
def test_the_frame_of_help_is_translated_too(extract_command: Command, command: tuple[str, ...]) -> None:
    text = extract_command(*command, "--help", language="vi_VN.UTF-8").stdout.decode()
    assert not {"default", "required", "int", "integer", "range", "float", "text", "path", "boolean"} & set(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "PLAN"),
        (["plan.txt", "extra.txt"], "-o"),  # several need a folder for the results
        (["."], "-o"),
        (["--files-from", "plan.txt"], "-o"),
        (["inspect", "plan.txt", "extra.txt", "--page", "1", "-o", "x.png"], "extra.txt"),
        (["--bogus", "plan.txt"], "--bogus"),
        (["plan.txt", "--lang", "fr"], "--lang"),
        (["plan.txt", "-o"], "-o"),
        (["inspect", "plan.txt", "--page", "0", "-o", "x.png"], "--page"),
        (["inspect", "plan.txt", "--page", "1", "-o", "x.png"], "plan.txt"),  # text has no pages
        (["evaluate", "."], "gold.json"),  # nothing annotated there
        (["plan.txt", "-o", "."], "-o"),  # a folder
        (["plan.txt", "--min-confidence", "1.5"], "--min-confidence"),
        (["plan.txt", "--min-confidence", "-0.1"], "--min-confidence"),
        (["plan.txt", "--min-confidence", "nan"], "--min-confidence"),
        (["plan.txt", "--min-confidence", "viel"], "--min-confidence"),
    ],
)
@pytest.mark.parametrize("language", ["en_US.UTF-8", "vi_VN.UTF-8"])
def test_wrong_usage(extract_command: Command, small: Path, arguments: list[str], told: str, language: str) -> None:
    done = extract_command(*arguments, language=language)
    message = done.stderr.decode()
    assert done.returncode == 2
    assert "Traceback" not in message
    assert told in message or (language.startswith("vi") and "extract --help" in message)
    assert [path.name for path in small.parent.iterdir()] == ["plan.txt"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.pdf", None),
        ("empty.pdf", b""),
        ("empty.docx", b""),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
        ("not_word.docx", b"PK\x03\x04 not a package"),
    ],
)
@pytest.mark.parametrize("language", ["en_US.UTF-8", "vi_VN.UTF-8"])
def test_unreadable_documents(extract_command: Command, tmp_path: Path, name: str, content: bytes | None, language: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = sorted(path.name for path in tmp_path.iterdir())
    done = extract_command(name, language=language)
    message = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b"")
    assert name in message
    assert "Traceback" not in message
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_evaluate_saves_and_compares(extract_command: Command, small: Path) -> None:
    gold = {"tasks": [{"text": "Sở Nội vụ tổng hợp báo cáo trước ngày 28/02/2024.", "lead": ["Sở Nội vụ"]}]}
    small.with_name("plan.gold.json").write_text(json.dumps(gold), "utf-8")
    figures = json.loads(extract_command("evaluate", ".", "--json", "--save", "run.json").stdout)
    assert figures["facets"]["tasks"]["gold"] == 1
    assert figures["reliability"]["text"] == [{"least": 0.95, "given": 1, "right": 1}]
    table = extract_command("evaluate", ".", "--errors", "--against", "run.json").stdout.decode()
    assert "Gains: 0" in table
    assert "right of those given" in table
    assert "tasks" in table
    refused = extract_command("evaluate", ".", "--against", "plan.txt")
    assert refused.returncode == 2
    for options in (["--errors"], ["--against", "run.json"]):
        assert extract_command("evaluate", ".", "--json", *options).returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_nothing_half_written(entry_point: str, tmp_path: Path, sent: signal.Signals) -> None:
    child = subprocess.Popen([entry_point, "-", "-o", "out.json"], cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stderr is not None
    child.stdin.write(b" " * 1_000_000)  # more than a pipe holds: when this returns, the command is reading and waits for the end
    child.stdin.flush()
    time.sleep(0.3)  # until it has read all and is blocked: Python looks at signals only when a read is interrupted
    child.send_signal(sent)
    assert child.wait(timeout=20) == 130
    assert b"Traceback" not in child.stderr.read()
    assert list(tmp_path.iterdir()) == []
    child.stderr.close()
    with contextlib.suppress(BrokenPipeError):
        child.stdin.close()


@pytest.mark.skipif(os.name == "nt", reason="POSIX shell")
def test_a_closed_pipe_is_no_error_to_tell(entry_point: str, small: Path) -> None:
    for arguments in ("schema", "plan.txt --quiet -o -", "--help"):
        done = subprocess.run(f"'{entry_point}' {arguments} | true", shell=True, cwd=small.parent, capture_output=True, check=False)
        assert done.stderr == b""


def test_help_is_instant_and_imports_nothing_slow(extract_command: Command) -> None:
    extract_command("--help")  # the first run compiles
    started = os.times()
    extract_command("--help")
    ended = os.times()
    spent = ended.children_user + ended.children_system - started.children_user - started.children_system
    assert spent < LONGEST_HELP * 2  # twice: the machine of the tests may be busy


def test_the_command_line_imports_nothing_slow() -> None:
    slow = ("spacy", "underthesea", "pdfplumber", "docx", "lxml", "rich", "holidays", "xlsxwriter", "icalendar", "dateutil", "pyarrow")
    code = f"import sys, cli; cli.main(['--help']); print([name for name in {slow} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=Path(cli.__file__).parent, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"
