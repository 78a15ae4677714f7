"""`extract review` and `extract apply` as they are called."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

import cli
from extractor import extract, load
from extractor.reading import opening
from extractor.records import Plan
from extractor.reviewing.page import review_page
from tests.reviewing.corrections import typed_agency, with_fields

NAME = "so-ldtbxh-bac-giang-2024"


@pytest.fixture
def folder(tmp_path: Path, corpus: Path, pdf_plan: tuple[Plan, bytes]) -> Path:
    """A PDF, and what was extracted of it."""
    shutil.copy(corpus / f"{NAME}.pdf", tmp_path)
    (tmp_path / f"{NAME}.tasks.json").write_bytes(pdf_plan[0].to_json())
    return tmp_path


def corrected(plan: Plan, name: str) -> bytes:
    return with_fields(plan, 1, lead_agencies=(typed_agency(plan.tasks[1], name),)).to_json()


@pytest.mark.parametrize("given", [f"{NAME}.pdf", f"{NAME}.tasks.json"])
def test_the_page_stands_beside_the_plan(folder: Path, given: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["review", str(folder / given), "--lang", "en"]) == 0
    page = (folder / f"{NAME}.review.html").read_bytes()
    assert page.count(b"<figure") == 7
    assert b'<html lang="en">' in page
    assert "Written to" in capsys.readouterr().err


@pytest.mark.parametrize("change", ["gone", "other"])
def test_without_its_own_file_the_text_is_shown(folder: Path, change: str) -> None:
    pdf = folder / f"{NAME}.pdf"
    if change == "gone":
        pdf.unlink()
    else:
        pdf.write_bytes(pdf.read_bytes() + b"\n")
    assert cli.main(["review", str(folder / f"{NAME}.tasks.json")]) == 0
    assert b"<figure" not in (folder / f"{NAME}.review.html").read_bytes()


def test_a_plan_cannot_name_a_file_elsewhere(folder: Path) -> None:
    data = json.loads((folder / f"{NAME}.tasks.json").read_bytes())
    data["source"]["filename"] = f"../{folder.name}/{NAME}.pdf"
    (folder / "x.tasks.json").write_text(json.dumps(data), encoding="utf-8")
    assert cli.main(["review", str(folder / "x.tasks.json")]) == 0
    assert b"<figure" not in (folder / "x.review.html").read_bytes()


def test_a_page_is_written_again_but_not_over_another_or_over_the_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = folder / f"{NAME}.review.html"
    plan = str(folder / f"{NAME}.tasks.json")
    assert cli.main(["review", plan]) == cli.main(["review", plan]) == 0
    assert cli.main(["review", plan, "-o", plan, "--force"]) == 2
    page.write_text("<html>mine</html>", encoding="utf-8")
    assert cli.main(["review", plan]) == 2
    assert page.read_text(encoding="utf-8") == "<html>mine</html>"
    other = json.loads(Path(plan).read_bytes())
    other["source"]["filename"] = "<khác>.docx"
    (folder / "other.tasks.json").write_text(json.dumps(other), encoding="utf-8")
    assert cli.main(["review", str(folder / "other.tasks.json"), "-o", str(page), "--force"]) == 0
    capsys.readouterr()
    assert cli.main(["review", plan, "--lang", "en"]) == 2
    assert "<khác>.docx" in capsys.readouterr().err
    assert cli.main(["review", str(folder / "other.tasks.json"), "-o", str(page)]) == 0


@pytest.mark.parametrize("words", [("review",), ("export", "--to", "csv"), ("apply",)])
def test_the_document_itself_is_never_written_over(folder: Path, words: tuple[str, ...]) -> None:
    """The plan that was read may be the one file that cannot be made again."""
    pdf, plan = folder / f"{NAME}.pdf", str(folder / f"{NAME}.tasks.json")
    before = pdf.read_bytes()
    given = [plan, plan] if words[0] == "apply" else [plan]
    assert cli.main([words[0], *given, *words[1:], "-o", str(pdf), "--force"]) == 2
    assert pdf.read_bytes() == before


def test_what_stands_in_the_way_is_told_before_the_document_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / f"{NAME}.review.html").write_text("mine", encoding="utf-8")
    (folder / f"{NAME}.csv").write_text("mine", encoding="utf-8")
    monkeypatch.setattr("extractor.extract", lambda *_, **__: pytest.fail("read"))
    assert cli.main(["review", str(folder / f"{NAME}.pdf")]) == 2
    assert cli.main(["export", str(folder / f"{NAME}.pdf"), "--to", "csv"]) == 2


def test_corrections_in_a_sheet_are_not_lost_by_exporting_again(folder: Path, pdf_plan: tuple[Plan, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    (folder / f"{NAME}.corrected.json").write_bytes(corrected(pdf_plan[0], "Sở A"))
    assert cli.main(["export", str(folder / f"{NAME}.corrected.json"), "--to", "xlsx"]) == 0
    sheet = (folder / f"{NAME}.xlsx").read_bytes()
    for words in (["export", str(folder / f"{NAME}.tasks.json")], [str(folder / f"{NAME}.pdf"), "--quiet"]):
        assert cli.main([*words, "--to", "xlsx", "--lang", "en"]) == 2
        assert "holds a person's corrections" in capsys.readouterr().err
        assert (folder / f"{NAME}.xlsx").read_bytes() == sheet


def test_corrections_of_another_document_are_told_and_nothing_is_written(folder: Path, pdf_plan: tuple[Plan, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    from tests.reviewing.test_applying import plan_of

    other = plan_of()
    (folder / "other.corrected.json").write_bytes(corrected(other, "Sở A"))
    assert cli.main(["apply", str(folder / f"{NAME}.tasks.json"), str(folder / "other.corrected.json"), "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert "corrections of another document (a.txt)" in told
    assert told.count("\n") == 1
    assert not (folder / f"{NAME}.reviewed.json").exists()


@pytest.mark.parametrize("found", ["corrected", "foreign"])
def test_what_somebody_saves_while_a_document_is_read_is_kept(
    folder: Path, pdf_plan: tuple[Plan, bytes], monkeypatch: pytest.MonkeyPatch, found: str
) -> None:
    result = folder / f"{NAME}.tasks.json"
    saved = corrected(pdf_plan[0], "Sở A") if found == "corrected" else b"mine"
    reading = opening.open_document

    def read(*arguments: object, **options: object) -> object:
        result.write_bytes(saved)
        return reading(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "open_document", read)
    assert cli.main([str(folder / f"{NAME}.pdf"), "--quiet"]) == 2
    assert result.read_bytes() == saved
    assert cli.main([str(folder / f"{NAME}.pdf"), "--quiet", "--force"]) == 0
    assert result.read_bytes() != saved


def test_what_is_no_file_has_a_bound(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(folder / f"{NAME}.tasks.json")
    monkeypatch.setattr("extractor.reading.limits.MAX_FILE_BYTES", 2**20)
    assert cli.main(["apply", plan, "/dev/zero", "--lang", "en"]) == 1
    assert "larger than 1 MB" in capsys.readouterr().err
    (folder / f"{NAME}.pdf").unlink()
    os.mkfifo(folder / f"{NAME}.pdf")  # where its pages would be looked for
    assert cli.main(["review", plan]) == 0
    assert b"<figure" not in (folder / f"{NAME}.review.html").read_bytes()


def test_what_is_no_plan_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.json").write_text("{}", encoding="utf-8")
    assert cli.main(["review", str(folder / "x.json"), "--lang", "en"]) == 1
    assert "is no plan" in capsys.readouterr().err
    assert cli.main(["review", "-", "--lang", "en"]) == 2
    assert cli.main(["apply", str(folder / "x.json"), str(folder / "x.json"), "--lang", "en"]) in (1, 2)


def test_corrections_are_applied_one_after_the_other(folder: Path, pdf_plan: tuple[Plan, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    plan = pdf_plan[0]
    (folder / "a.corrected.json").write_bytes(corrected(plan, "Sở A"))
    (folder / "b.corrected.json").write_bytes(corrected(plan, "Sở B"))
    words = ["apply", str(folder / f"{NAME}.tasks.json"), str(folder / "a.corrected.json"), str(folder / "b.corrected.json"), "--lang", "en"]
    assert cli.main(words) == 0
    told = capsys.readouterr().err
    assert "b.corrected.json: Not merged: “Leads” of the task" in told
    made = load((folder / f"{NAME}.reviewed.json").read_bytes())
    assert made == load(corrected(plan, "Sở A"))
    assert cli.main([*words, "--strict"]) == 1
    assert cli.main([*words[:3], "-o", str(folder / "a.corrected.json"), "--force"]) == 2
    assert load((folder / "a.corrected.json").read_bytes()) == made


def test_what_was_corrected_is_exported(folder: Path, pdf_plan: tuple[Plan, bytes]) -> None:
    (folder / "a.corrected.json").write_bytes(corrected(pdf_plan[0], "Sở A"))
    assert cli.main(["apply", str(folder / f"{NAME}.tasks.json"), str(folder / "a.corrected.json"), "-o", str(folder / "b.json")]) == 0
    assert cli.main(["export", str(folder / "b.json"), "--to", "csv", "-o", str(folder / "b.csv")]) == 0
    assert "Sở A" in (folder / "b.csv").read_text("utf-8-sig")


def test_corrections_are_not_lost_by_extracting_again(folder: Path, pdf_plan: tuple[Plan, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    result = folder / f"{NAME}.tasks.json"
    result.write_bytes(corrected(pdf_plan[0], "Sở A"))
    assert cli.main([str(folder / f"{NAME}.pdf"), "--quiet", "--lang", "en"]) == 2
    assert "holds a person's corrections" in capsys.readouterr().err
    assert load(result.read_bytes()).corrected
    assert cli.main([str(folder / f"{NAME}.pdf"), "--quiet", "--force"]) == 0


@pytest.fixture
def protected(tmp_path: Path, traps: Path) -> Path:
    """A PDF with a password, "secret", and what was extracted of it."""
    path = tmp_path / "plan.pdf"
    shutil.copy(traps / "bad_password_user.pdf", path)
    (tmp_path / "plan.tasks.json").write_bytes(extract(path, password="secret").to_json())
    return path


@pytest.mark.parametrize("given", ["plan.pdf", "plan.tasks.json"])
def test_the_pages_of_a_protected_pdf_are_shown_with_its_password(
    protected: Path, given: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("extractor.commands.review.asked_password", lambda plan, lang: "secret")
    assert cli.main(["review", str(protected.with_name(given)), "--password", "--lang", "en"]) == 0
    page = protected.with_name("plan.review.html").read_bytes()
    assert page.count(b"<figure") == len(load(protected.with_name("plan.tasks.json").read_bytes()).pages) > 0
    text_alone = review_page(load(protected.with_name("plan.tasks.json").read_bytes()), None, "en")
    assert page.count(b"secret") == text_alone.count(b"secret")  # of the page's own words
    assert "password" not in capsys.readouterr().err


def test_without_the_password_a_person_is_told_why_there_is_only_text(protected: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["review", str(protected.with_name("plan.tasks.json")), "--lang", "en"]) == 0
    assert b"<figure" not in protected.with_name("plan.review.html").read_bytes()
    assert "plan.pdf is protected by a password" in capsys.readouterr().err
    assert cli.main(["review", str(protected), "--lang", "en", "--force"]) == 1
    assert "Run it again with --password" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["plan.pdf", "plan.tasks.json"])
def test_a_wrong_password_writes_nothing(protected: Path, given: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("extractor.commands.review.asked_password", lambda plan, lang: "guess")
    assert cli.main(["review", str(protected.with_name(given)), "--password", "--lang", "en"]) == 1
    assert "wrong" in capsys.readouterr().err
    assert not protected.with_name("plan.review.html").exists()
