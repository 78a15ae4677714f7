"""`extract inspect plan.pdf --page N -o page.png`: what was recognised on a page, drawn on its picture."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from extractor.commands.errors import DONE, WRONG_USAGE, CommandError, errors_about, said
from extractor.commands.files import check, named_file, source_of, write


def inspect(
    pdf: Annotated[str, typer.Argument(metavar="PDF")],
    page: Annotated[int, typer.Option("--page", metavar="N", min=1)],
    picture: Annotated[str, typer.Option("-o", "--output", metavar="PNG")],
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Annotated[Literal["vi", "en"], typer.Option(show_default=False)] = "vi",
) -> int:
    source, destination = source_of(pdf), named_file(picture, "-o")
    check(destination, source, "picture", force)
    from extractor import read
    from extractor.exporting.page_picture import draw_page
    from extractor.extracting import plan_of
    from extractor.reading.opening import fetch

    with errors_about(pdf):
        data, _ = fetch(source or sys.stdin.buffer)
        document = read(data, filename=str(source) if source else None)
        if not document.pages:
            raise CommandError(pdf, said("no_pages"), WRONG_USAGE)
        if page > len(document.pages):
            raise CommandError(pdf, said("no_page", page=page, pages=len(document.pages)), WRONG_USAGE)
        drawn = draw_page(data, document, plan_of(document), page)
    write(destination, drawn)
    return DONE
