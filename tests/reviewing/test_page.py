"""The review page is one file that asks nothing of anybody, in which the document is data."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image

from extractor import load
from extractor.records import Plan
from extractor.reviewing import page_pictures as pictures
from extractor.reviewing.applying import Unmerged
from extractor.reviewing.page import review_page
from extractor.reviewing.page_pictures import page_pictures
from extractor.reviewing.telling import sentence
from extractor.vocabulary import load_vocabulary
from tests.reviewing.test_applying import plan_of
from tests.reviewing.test_page_in_browser import HOSTILE, hostile

ASSETS = Path(__file__).parent.parent.parent / "extractor" / "reviewing" / "assets"
SCRIPTS = "\n".join(path.read_text("utf-8") for path in sorted(ASSETS.glob("*.js")))
SOURCES = SCRIPTS + (ASSETS / "review.html").read_text("utf-8")


def embedded(page: bytes, identity: str) -> str:
    found = re.search(rf'<script type="application/json" id="{identity}">(.*?)</script>'.encode(), page, re.DOTALL)
    assert found
    return found[1].decode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_plan_stands_in_it_as_data(plan: Plan, language: str) -> None:
    page = review_page(plan, None, language)  # type: ignore[arg-type]
    assert load(embedded(page, "plan")) == plan
    assert f'<html lang="{language}">'.encode() in page
    assert page == review_page(plan, None, language)  # type: ignore[arg-type]


def test_nothing_in_a_plan_ends_its_element(pdf_plan: tuple[Plan, bytes]) -> None:
    plan = hostile(pdf_plan[0])
    page = review_page(plan, None, "vi")
    data = embedded(page, "plan")
    assert not set("<>&\u2028\u2029") & set(data)
    assert load(data) == plan
    assert page.count(b"</script>") == 3
    assert page.count(b"<title>") == page.count(b"</title>") == 1
    assert html.escape(HOSTILE).encode() in page


def test_the_policy_lets_only_its_own_script_and_style_run(plan: Plan) -> None:
    page = review_page(plan, None, "vi")
    policy = re.search(rb'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    told = policy[1].decode()
    assert "default-src 'none'" in told
    assert "unsafe" not in told
    for tag, name in ((b"script", "script-src"), (b"style", "style-src")):
        content = re.findall(b"<" + tag + b">(.*?)</" + tag + b">", page, re.DOTALL)
        assert len(content) == 1
        assert f"{name} 'sha256-{base64.b64encode(hashlib.sha256(content[0]).digest()).decode()}'" in told
    assert not re.search(rb"https?://|\bstyle=|\son\w+=", page)


def test_the_scripts_set_text_only() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|localStorage|sessionStorage|fetch\(|XMLHttp", SCRIPTS)


def test_nothing_is_asked_of_a_browser_that_the_oldest_ones_lack() -> None:
    """Chrome 88, Firefox 78, Safari 14 (docs/checking.md). By MDN, what came after one of these."""
    newer = (
        "toSorted", "toReversed", "toSpliced", "findLast", "at", "hasOwn", "groupBy", "structuredClone", "any", "withResolvers", "fromAsync",
        "isWellFormed", "checkVisibility", "showPicker", "requestSubmit", "randomUUID", "replaceWithin", "scrollIntoViewIfNeeded",
    )  # fmt: skip
    found = re.findall(rf"[.](?:{'|'.join(newer)})\(|[?][?]=|[|][|]=|&&=|[(][?]<[=!]|\bstatic \{{|\bimport\b|\bawait\b|\B#\w+\(", SCRIPTS)
    assert found == []


def test_the_script_says_when_it_did_not_start(plan: Plan) -> None:
    for language in ("vi", "en"):
        page = review_page(plan, None, language).decode()  # type: ignore[arg-type]
        assert load_vocabulary("reviewing")["words"]["not_started"][language] in page


def test_each_word_is_used_and_each_that_is_used_is_there() -> None:
    words = set(load_vocabulary("reviewing")["words"])
    python = "".join(path.read_text("utf-8") for path in (ASSETS.parent).glob("*.py"))
    calls = set(re.findall(r'\b(?:word|button|labelled|use)\("(\w+)"', SCRIPTS)) | set(re.findall(r'data-(?:word|label|title)="(\w+)"', SOURCES))
    assert calls <= words
    built = re.findall(r"`(\w+_)\$\{", SCRIPTS)
    unused = [name for name in words if f'"{name}"' not in SOURCES + python and not any(name.startswith(start) for start in built)]
    assert unused == []


@pytest.mark.parametrize("entry", [*load_vocabulary("reviewing")["words"].items(), *load_vocabulary("reviewing")["unmerged"].items()], ids=lambda entry: entry[0])
def test_both_languages_with_the_same_details(entry: tuple[str, dict[str, str]]) -> None:
    texts = entry[1]
    assert set(texts) == {"vi", "en"}
    assert sorted(re.findall(r"\{\w+\}", texts["vi"])) == sorted(re.findall(r"\{\w+\}", texts["en"]))


def test_reasons_and_warnings_are_in_the_language(pdf_plan: tuple[Plan, bytes]) -> None:
    words = json.loads(embedded(review_page(pdf_plan[0], None, "en"), "words"))
    assert words["reasons"]["found_in_cell"] == "Stands in a table's cell."
    assert words["warnings"][0] == "The document has no number yet (symbol /KH-LĐTB&XH)."
    assert 0 < words["doubtful_below"] < 1


def test_a_warning_of_a_later_version_is_told_as_it_told_itself(plan: Plan) -> None:
    later = replace(plan, warnings=(replace(plan.warnings[0], code="not_known_yet", message="Điều mới."),))
    assert json.loads(embedded(review_page(later, None, "en"), "words"))["warnings"] == ["Điều mới."]


def pdf_of(*sizes: tuple[float, float]) -> bytes:
    pdf = pypdfium2.PdfDocument.new()
    for width, height in sizes:
        pdf.new_page(width, height)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def test_pages_are_drawn_one_after_the_other(corpus: Path) -> None:
    drawn = list(page_pictures((corpus / "so-ldtbxh-bac-giang-2024.pdf").read_bytes(), 7))
    assert [picture.page for picture in drawn if picture] == [1, 2, 3, 4, 5, 6, 7]
    for picture in drawn:
        assert picture is not None
        assert picture.media_type == "image/png"
        with Image.open(io.BytesIO(picture.data)) as image:
            assert image.size == (picture.width, picture.height)
            assert image.width * 72 / pictures.RESOLUTION == pytest.approx(595.3 if image.width < image.height else 841.9, abs=1)
        assert len(picture.data) < 150_000


def test_a_scan_is_drawn_with_its_shades(traps: Path) -> None:
    printed, scanned = page_pictures((traps / "mixed_scan_appendix.pdf").read_bytes(), 2)
    assert printed is not None
    assert scanned is not None
    assert (printed.media_type, scanned.media_type) == ("image/png", "image/webp")


def test_large_pages_are_drawn_small_and_strips_not_at_all() -> None:
    large, strip, missing = page_pictures(pdf_of((200_000, 200_000), (10_000, 0.01)), 3)
    assert large is not None
    assert large.width * large.height <= pictures.MOST_PIXELS * 1.01
    assert strip is missing is None


def test_pictures_have_a_bound_and_the_rest_is_text(corpus: Path, pdf_plan: tuple[Plan, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    plan, data = pdf_plan
    sizes = [len(picture.data) for picture in page_pictures(data, 7) if picture]
    monkeypatch.setattr(pictures, "MOST_BYTES", sum(sizes[:3]))
    assert [picture.page for picture in page_pictures(data, 7) if picture] == [1, 2, 3]
    page = review_page(plan, data, "en").decode()
    assert page.count("<figure") == 3
    assert "pages 4 to 7 have no picture" in page
    monkeypatch.undo()
    assert "have no picture" not in review_page(plan, data, "en").decode().split("<script")[0]


def test_a_file_that_cannot_be_opened_leaves_the_text(traps: Path, plan: Plan) -> None:
    protected = (traps / "bad_password_user.pdf").read_bytes()
    for password in (None, "guess"):
        assert list(page_pictures(protected, 1, password)) == []
    (picture,) = page_pictures(protected, 1, "secret")
    assert picture is not None
    assert picture.width > 900
    assert list(page_pictures(b"", 1)) == []
    assert b"<figure" not in review_page(plan_of(), b"no pdf", "vi")


@pytest.mark.parametrize("code", list(load_vocabulary("reviewing")["unmerged"]))
def test_what_was_not_merged_is_told(code: str) -> None:
    told = Unmerged(code, "Sở Nội vụ {field}", "lead_agencies")  # type: ignore[arg-type]
    assert "Sở Nội vụ {field}" in sentence(told, "vi")
    assert "Sở Nội vụ {field}" in sentence(told, "en")
