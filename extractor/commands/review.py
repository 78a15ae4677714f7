"""`extract review plan.pdf` or `plan.tasks.json`: the page on which a person checks the plan against its document and corrects it.

Of a plan's JSON the document is shown as it looks where the PDF that it was read from stands beside it, else its text; a protected one with
its password.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.commands.errors import DONE, CommandError, errors_about, said
from extractor.commands.files import check, check_for, loaded_plan, named_file, original_of, source_of, write
from extractor.commands.passwords import asked_password
from extractor.digests import sha256
from extractor.files.result_names import beside
from extractor.messages import Language, wording
from extractor.terminal.standard_streams import tell

if TYPE_CHECKING:
    from extractor.records import Plan


def review(
    reviewed: Annotated[str, typer.Argument(metavar="PLAN")],
    html: Annotated[str | None, typer.Option("-o", "--output", metavar="HTML")] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    password: Annotated[bool, typer.Option("--password")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    named_file(reviewed, "PLAN")
    source = source_of(reviewed)
    assert source is not None  # standard input is no named file
    destination = named_file(html, "-o") if html is not None else beside(source, ".review.html")
    is_plan = source.suffix.lower() == ".json"
    check(destination, source, "page", force or is_plan)  # before a document is read, which can take minutes
    secret = asked_password(reviewed, lang) if password else None
    plan, data = _plan_and_pages(source) if is_plan else _extracted(source, lang, secret)
    if data is not None and is_plan and not _opens(data, secret):
        if secret is not None:
            raise CommandError(reviewed, said("pages_wrong_password", file=plan.source.filename))
        tell(wording("label", "pages_protected", lang, file=plan.source.filename))
    check_for(plan, destination, source, "page", force)
    from extractor.reviewing.page import review_page

    with errors_about(reviewed):
        page = review_page(plan, data, lang, secret)
    write(destination, page)
    from extractor.terminal.plain_text import plain

    tell(wording("label", "written", lang, path=plain(str(destination))))
    return DONE


def _extracted(source: Path, language: Language, password: str | None) -> tuple[Plan, bytes | None]:
    from extractor import extract
    from extractor.reading.opening import fetch
    from extractor.terminal.page_progress import progress_line

    with errors_about(source), progress_line(language) as progress:
        data, _ = fetch(source)
        plan = extract(data, filename=str(source), progress=progress, password=password)
    return plan, data if _has_pages(plan) else None


def _plan_and_pages(path: Path) -> tuple[Plan, bytes | None]:
    plan = loaded_plan(path)
    original = original_of(plan, path.parent)
    if original is None or not _has_pages(plan):
        return plan, None
    try:
        if not original.is_file() or original.stat().st_size != plan.source.size_bytes:
            return plan, None
        data = original.read_bytes()
    except OSError:
        return plan, None
    return plan, data if sha256(data) == plan.source.sha256 else None


def _opens(pdf: bytes, password: str | None) -> bool:
    """False for a PDF that needs another password; what else is wrong with one is seen when its pages are drawn."""
    from extractor.reading.pdf.pdf_file import PdfError, PdfFile

    try:
        PdfFile(pdf, password).close()
    except PdfError as error:
        return not error.needs_password
    return True


def _has_pages(plan: Plan) -> bool:
    return plan.source.media_type == "application/pdf" and bool(plan.pages)
