"""Full text: what is found whatever its tones and capitals, what comes first, and the snippet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from extractor.collecting import Database, build
from extractor.collecting.passages import passages_of
from extractor.collecting.words import toneless, words_of
from extractor.records import Plan, Section, Span

Searched = Callable[[str], Database]


@pytest.fixture
def searched(tmp_path: Path, plan: Plan) -> Iterator[Searched]:
    """Opens a database of one plan with a text: without tasks, each line a passage."""
    opened: list[Database] = []

    def of(text: str) -> Database:
        made = msgspec.structs.replace(plan, text=text, tasks=(), deadlines=())
        (tmp_path / "a.tasks.json").write_bytes(made.to_json())
        build(tmp_path, tmp_path / "plans.duckdb")
        opened.append(Database(tmp_path / "plans.duckdb"))
        return opened[-1]

    yield of
    for database in opened:
        database.close()


@pytest.mark.parametrize("text", ["Một cửa điện tử", "ĐƯỜNG HÒA BÌNH, Thuỷ lợi – 45/2025/NĐ-CP", "a\u00a0b", "ǅ İ ß \U0001f4a5"])
def test_words_have_their_places(text: str) -> None:
    assert len(toneless(text)) == len(text)
    for word in words_of(text):
        assert len(text[word.start : word.end]) == len(word.folded) == len(word.plain)


def test_words_are_bare() -> None:
    assert [word.plain for word in words_of("ĐƯỜNG Thuỷ-lợi 45/2025/NĐ-CP_x")] == ["duong", "thuy", "loi", "45", "2025", "nd", "cp", "x"]
    assert [word.folded for word in words_of("hoà thuỷ")] == ["hòa", "thủy"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("một cửa điện tử", 2), ("mot cua dien tu", 2), ("MỘT CỬA", 2), ("điện tử một cửa", 2), ("hòa bình", 1), ("hoà bình", 1), ("hoa binh", 1),
        ('"một cửa điện tử"', 1), ('"mot cua dien tu"', 1), ('"điện tử" "một cửa"', 1), ('"cửa điện"', 1), ("một cửa xyz", 0), ("61/2018/NĐ-CP", 1),
        ("", 0), ("–", 0), ('"', 0), ('""', 0), ("'; DROP TABLE passages; --", 0), ("%", 0), ("một một một", 2),
    ],
)  # fmt: skip
def test_all_words_are_needed_whatever_their_tones(searched: Searched, query: str, found: int) -> None:
    plans = searched("Cơ chế một cửa điện tử.\nMột hồ sơ điện tử gửi qua cửa sổ.\nĐường Hòa Bình theo Nghị định 61/2018/NĐ-CP.\n")
    assert plans.search(query).count == found


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("một cửa", "Cơ chế một cửa."),  # together before apart
        ("cán bộ", "Đào tạo cán bộ của sở."),  # the very tones before others
        ("rà soát", "Rà soát, rà soát."),  # more often in as many words
        ("kế hoạch", "Kế hoạch năm."),  # as often in fewer words
    ],
)
def test_the_best_comes_first(searched: Searched, query: str, first: str) -> None:
    plans = searched(
        "Cửa sổ là một phần.\nCơ chế một cửa.\nSở cần bỏ hạn mức này.\nĐào tạo cán bộ của sở.\nRà soát mọi việc.\nRà soát, rà soát.\n"
        "Kế hoạch của các sở, ban, ngành, đoàn thể.\nKế hoạch năm.\n"
    )
    hits = plans.search(query).hits
    assert hits[0].snippet == first
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_the_limit_keeps_the_best_and_the_count(searched: Searched) -> None:
    found = searched("".join(f"Việc {number} của sở.\n" for number in range(30))).search("việc sở", limit=5)
    assert (found.count, len(found.hits)) == (30, 5)


def test_a_snippet_shows_the_words(searched: Searched) -> None:
    text = "Mở đầu " * 60 + "cơ chế một cửa điện tử " + "kết thúc " * 60
    hit = searched(text).search("mot cua dien tu").hits[0]
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["một", "cửa", "điện", "tử"]
    assert len(hit.snippet) < 200
    assert hit.snippet.startswith("… ")
    assert hit.snippet.endswith(" …")


def test_a_hit_has_its_place(tmp_path: Path, corpus: Path) -> None:
    from extractor import extract

    plan = extract(corpus / "so-ldtbxh-bac-giang-2024.pdf")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.tasks.json").write_bytes(plan.to_json())
    build(tmp_path, tmp_path / "plans.duckdb")
    with Database(tmp_path / "plans.duckdb") as plans:
        hit = plans.search("phần mềm một cửa điện tử").hits[0]
    task = next(task for task in plan.tasks if task.id == hit.task)
    assert (hit.path, hit.title, hit.section) == ("sub/a.tasks.json", plan.metadata.title, task.section_id)
    assert (hit.page, Span(hit.span_start, hit.span_end)) == (task.location[0].page, task.span)
    assert "một cửa điện tử" in hit.snippet


def test_passages_are_tasks_and_lines_in_their_innermost_section(plan: Plan) -> None:
    text = f"Đầu\n\nI. Phần\n  Dòng  \n1. Mục\n{plan.text}\nCuối"

    def section(name: str, level: int, start: str, end: str) -> Section:
        span = Span(text.index(start), text.index(end))
        return Section(id=name, parent_id=None, level=level, number=None, heading=start, role="content", span=span)

    task = plan.tasks[0]
    at = text.index(plan.text)
    moved = msgspec.structs.replace(task, span=Span(at, at + len(plan.text)))
    inner = msgspec.structs.replace(moved, id="t002", text=text[at + 3 : at + 9], span=Span(at + 3, at + 9))
    made = msgspec.structs.replace(
        plan, text=text, tasks=(inner, moved), sections=(section("s002", 2, "1. Mục", "Cuối"), section("s001", 1, "I. Phần", "Cuối"))
    )
    assert [(text[start:end], section, task) for start, end, section, task in passages_of(made)] == [
        ("Đầu", None, None), ("I. Phần", "s001", None), ("Dòng", "s001", None), ("1. Mục", "s002", None), (plan.text, "s002", "t001"), ("Cuối", None, None),
    ]  # fmt: skip
