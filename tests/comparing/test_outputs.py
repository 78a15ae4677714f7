"""The page, the workbook and the table: all in them, in both languages, and nothing of a document that acts."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
import zipfile
from html.parser import HTMLParser

import msgspec
import pytest

from extractor import compare
from extractor.comparing.page import comparison_page
from extractor.comparing.records import Comparison
from extractor.comparing.table import show_comparison
from extractor.comparing.workbook import comparison_workbook
from extractor.messages import Language
from extractor.records import Plan
from tests.comparing.conftest import MakePlan

EVIL = '=HYPERLINK("http://x") <script>alert(1)</script> & <img src=x onerror=alert(1)> Rà soát thủ tục hành chính'


class Tags(HTMLParser):
    """What tags with which attributes a page has, and whether all are closed."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def comparison(make_plan: MakePlan) -> Comparison:
    rows = [(EVIL, "Sở Nội vụ", "Quý I/2024"), ("Nâng tỷ lệ hồ sơ nộp trực tuyến đạt 30% trở lên trên Cổng Dịch vụ công", "Sở Nội vụ", "")]
    later = [(f"{EVIL} và báo cáo kết quả", "Sở Tài chính", "Quý I/2025"), (rows[1][0].replace("30", "70"), "Sở Nội vụ", "")]
    return compare([make_plan(rows), make_plan(later, year=2025), make_plan(rows, year=2026)])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_has_all_and_loads_nothing(comparison: Comparison, language: Language) -> None:
    page = comparison_page(comparison, language).decode()
    tags = Tags(page)
    assert tags.open == []
    assert not {"script", "img", "link", "iframe", "object", "form"} & {tag for tag, _ in tags.found}
    assert all(name not in ("style", "src", "href") and not name.startswith("on") for _, attrs in tags.found for name in attrs)
    [style] = re.findall(r"<style>(.*?)</style>", page, re.S)
    assert f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}" in page
    assert "@import" not in style
    assert "url(" not in style
    for plan in comparison.plans:
        assert plan.filename in page
    plots = [attrs for tag, attrs in tags.found if tag == "svg"]
    assert {attrs["class"] for attrs in plots} == {"flow", "indicator", "load"}
    assert page.count("<title>") == len(plots) + 1  # each says in words what it shows
    assert comparison_page(comparison, language).decode() == page


def test_words_of_documents_are_marked_and_escaped(comparison: Comparison) -> None:
    page = comparison_page(comparison, "en").decode()
    assert "&lt;script&gt;alert(1)" in page
    assert re.search(r"<ins>.*?báo cáo kết quả", page)
    assert "<b>Lead:</b> Sở Nội vụ" in page
    assert "given to another body" in page


def test_one_page_of_each_pair_of_neighbours(two_years: tuple[Plan, Plan]) -> None:
    page = comparison_page(compare([*two_years, two_years[0]]), "en").decode()
    assert page.count("<h3>Plan 1 → plan 2</h3>") == page.count("<h3>Plan 2 → plan 3</h3>") == 1
    assert "<h3>Plan 1 → plan 3</h3>" not in page
    assert "Plan 1 → plan 3" in page  # among the counts


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_workbook_holds_text_as_text(comparison: Comparison, language: Language) -> None:
    data = comparison_workbook(comparison, language)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = book.namelist()
        sheets = [book.read(name).decode() for name in names if name.startswith("xl/worksheets/sheet")]
        strings = book.read("xl/sharedStrings.xml").decode()
        assert not any("externalLink" in name or "hyperlink" in name for name in names)
    assert len(sheets) == 8  # plans, summary, two pairs of neighbours, changes, indicators, agencies, documents
    assert not any("<f>" in sheet for sheet in sheets)
    assert "=HYPERLINK(" in strings
    assert comparison_workbook(comparison, language) == data


@pytest.mark.parametrize(("language", "again", "before"), [
    ("vi", "Có lại ở kế hoạch 3: [2] Lắp đặt", "Đã có ở kế hoạch 1: [2] Lắp đặt"),
    ("en", "There again in plan 3: [2] Lắp đặt", "There before in plan 1: [2] Lắp đặt"),
])  # fmt: skip
def test_a_task_that_comes_back_is_told_at_both_ends(make_plan: MakePlan, language: Language, again: str, before: str) -> None:
    stays, leaves = ("Rà soát thủ tục hành chính", "Sở Nội vụ", ""), ("Lắp đặt biển báo giao thông", "Sở Xây dựng", "")
    told = compare([make_plan([stays, leaves]), make_plan([stays], year=2025), make_plan([stays, leaves], year=2026)])
    stream = io.StringIO()
    show_comparison(told, language, stream)
    with zipfile.ZipFile(io.BytesIO(comparison_workbook(told, language))) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    page = comparison_page(told, language).decode()
    assert Tags(page).open == []
    for shown in (page, strings):
        assert again in shown
        assert before in shown
    assert again.split(":")[0] in " ".join(stream.getvalue().split())
    gone = compare([make_plan([stays, leaves]), make_plan([stays], year=2025)])
    assert not re.search("Có lại|Đã có|There again|There before", comparison_page(gone, language).decode())


def test_figures_and_changes_of_the_workbook_name_their_tasks(comparison: Comparison) -> None:
    with zipfile.ZipFile(io.BytesIO(comparison_workbook(comparison, "en"))) as book:
        strings = html.unescape(book.read("xl/sharedStrings.xml").decode())
    assert "[2] Nâng tỷ lệ hồ sơ nộp trực tuyến đạt 30% trở lên" in strings  # of a change
    for shown in (strings, comparison_page(comparison, "en").decode()):
        assert "task 2" in shown  # of a figure


@pytest.mark.parametrize(("language", "words"), [("vi", ("Giữ nguyên", "Sửa lời", "Chỉ tiêu qua các kế hoạch")), ("en", ("Kept", "Reworded", "Targets over the plans"))])
def test_the_table(comparison: Comparison, language: Language, words: tuple[str, ...]) -> None:
    stream = io.StringIO()
    show_comparison(comparison, language, stream)
    shown = stream.getvalue()
    assert all(word in shown for word in words)
    assert max(map(len, shown.splitlines())) <= 140
    assert "\x1b" not in shown
    assert " ".join(shown.split()).count("30 % (2024) → ≥ 70 % (2025) → ≥ 30 % (2026)") == 1


def test_plans_without_tasks(make_plan: MakePlan, comparison: Comparison) -> None:
    empty = msgspec.structs.replace(make_plan([(EVIL, "Sở Nội vụ", "")]), tasks=())
    none = compare([empty, empty])
    assert none.pairs[0].alignments == ()
    assert b"</html>" in comparison_page(none, "vi")
    assert comparison_workbook(none, "vi")
    show_comparison(none, "vi", io.StringIO())
    assert {one.kind for one in compare([empty, make_plan([(EVIL, "Sở Nội vụ", "")])]).pairs[0].alignments} == {"new"}


def test_control_characters_do_not_reach_the_page(comparison: Comparison) -> None:
    plans = tuple(msgspec.structs.replace(plan, title=f"a\x00\x1b[31m{plan.title}") for plan in comparison.plans)
    page = comparison_page(msgspec.structs.replace(comparison, plans=plans), "vi").decode()
    assert not set(page) & {chr(code) for code in range(32)} - {"\n", "\t"}


@pytest.mark.parametrize(("language", "order", "same", "scan"), [
    ("vi", "kế hoạch 2 có trước kế hoạch 1", "kế hoạch 2 và kế hoạch 3", "được nhận dạng từ ảnh quét: kế hoạch 3"),
    ("en", "plan 2 is earlier than plan 1", "plan 2 and plan 3", "recognised from a scan: plan 3"),
])  # fmt: skip
def test_what_to_know_before_is_in_every_output(make_plan: MakePlan, language: Language, order: str, same: str, scan: str) -> None:
    rows = [("Rà soát thủ tục hành chính", "Sở Nội vụ", "")]
    plan = make_plan(rows)
    scanned = msgspec.structs.replace(plan, source=msgspec.structs.replace(plan.source, text_origin="ocr"))
    told = compare([make_plan(rows, year=2025), plan, scanned])
    stream = io.StringIO()
    show_comparison(told, language, stream)
    with zipfile.ZipFile(io.BytesIO(comparison_workbook(told, language))) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    for shown in (" ".join(stream.getvalue().split()), comparison_page(told, language).decode(), strings):
        assert order in shown
        assert same in shown
        assert scan in shown
    assert b'"order_of_time"' in told.to_json()
