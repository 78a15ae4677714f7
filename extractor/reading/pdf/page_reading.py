"""The pages of an open PDF, each read as what it is: its own characters, or its picture.

Each page's text layer is judged (`text_layer`); a page whose text is missing or lies is rendered and read as a picture, unless `ocr` says
otherwise: "always" reads every page so, "never" none. PDFium works in one thread only, so pages are rendered here, one after another, and
read in as many threads as there are processors; at most one rendered page more than these waits. What comes back is in page order,
whatever came first. A page that cannot be read (it is broken, or larger than any paper) is a warning; the others go on.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from extractor.document import OcrMode
from extractor.lazy_patterns import lazy_pattern
from extractor.reading.pdf import pdfium
from extractor.reading.pdf.drawn_digits import drawn_digits, with_digits
from extractor.reading.pdf.form_fields import Field, fields_of, form_of, with_values
from extractor.reading.pdf.page_characters import Box, PageCharacters, box_of, read_characters
from extractor.reading.pdf.page_decoding import decode_page
from extractor.reading.pdf.page_layout import PageLayout, lay_out
from extractor.reading.pdf.page_lines import runs_of
from extractor.reading.pdf.page_objects import IDENTITY, Holder, objects_of, transformed
from extractor.reading.pdf.page_rulings import read_rulings
from extractor.reading.pdf.page_view import PageView
from extractor.reading.pdf.pdf_file import Page, PdfError, PdfFile
from extractor.reading.pdf.text_layer import Trust, judge

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from extractor.reading.pdf.pages_ahead import PagesAhead
    from extractor.reading.scans.page_image import PageImage
    from extractor.reading.scans.page_scan import Scan

__all__ = ["Progress", "ReadPage", "processors", "read_pages", "read_text"]

MOST_STAMPED = 1_000
"""Characters: a page with more text than this is not judged by its picture."""
_BROKEN = (ArithmeticError, LookupError, MemoryError, ValueError)
"""What reading a page may raise whose numbers make no sense."""
LARGEST_SIDE = 14_400.0
"""Points: 200 inches, the most that viewers give a page."""
_STAMPED_NUMBER = lazy_pattern(r"\s*\d{1,5}[a-zđ]?\s*")

Progress = Callable[[int, int], None]
"""Called with how many pages are done, of how many."""


class ReadPage(Struct, frozen=True):
    """A page (from 1): its layout, None where it could not be read; its scan where it was read as a picture; what a person should know."""

    number: int
    layout: PageLayout | None
    scan: Scan | None = None
    warning: str | None = None
    reason: str = ""


def read_pages(
    pdf: PdfFile, count: int, ocr: OcrMode = "auto", progress: Progress | None = None, *, layered: bool = False,
    ahead: PagesAhead | None = None,
) -> Iterator[ReadPage]:
    """Every page of a file, in order. `layered`: forms of it may belong to layers, which PDFium does not tell of them.

    `ahead`: pages that another process reads meanwhile.
    """
    with form_of(pdf) as form:
        yield from _read_pages(pdf, form, count, ocr, progress, layered, ahead)


def _read_pages(
    pdf: PdfFile, form: int | None, count: int, ocr: OcrMode, progress: Progress | None, layered: bool, ahead: PagesAhead | None
) -> Iterator[ReadPage]:
    waiting: deque[ReadPage | Future[ReadPage]] = deque()
    pool: Executor | None = None
    before: PageLayout | None = None
    given: ReadPage | None = None
    workers = processors()
    done = 0
    try:
        for number in range(1, count + 1):
            known = ahead.take(number, before) if ahead is not None else None
            page = known or read_text(pdf, form, number, ocr, before, layered)
            before = page.layout if isinstance(page, ReadPage) else None
            if isinstance(page, ReadPage):
                waiting.append(page)
            else:
                if pool is None:
                    from concurrent.futures import ThreadPoolExecutor

                    pool = ThreadPoolExecutor(workers)
                waiting.append(pool.submit(page))
            while waiting and (isinstance(waiting[0], ReadPage) or len(waiting) > workers + 1):
                given = _finished(waiting.popleft(), given)
                yield given
                done += 1
                if progress is not None:
                    progress(done, count)
        while waiting:
            given = _finished(waiting.popleft(), given)
            yield given
            done += 1
            if progress is not None:
                progress(done, count)
    finally:
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def _finished(page: ReadPage | Future[ReadPage], before: ReadPage | None) -> ReadPage:
    """The page when it is read; a scan carries on a table without rulings or columns that the page before ended with."""
    page = page if isinstance(page, ReadPage) else page.result()
    if page.scan is None or page.scan.after is None:
        return page
    above = before.layout if before is not None else None
    goes_on = above is not None and (above.last_columns is not None or (above.last_table is not None and above.last_table.guessed))
    layout = page.scan.after(above) if above is not None and goes_on else page.layout
    return replace(page, layout=layout, scan=replace(page.scan, layout=layout, after=None))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_text(
    pdf: PdfFile, form: int | None, number: int, ocr: OcrMode, before: PageLayout | None, layered: bool
) -> ReadPage | Callable[[], ReadPage]:
    """The page from its text layer where that can be trusted; else what is still to be done to read it as a picture."""
    try:
        page = pdf[number - 1]
        try:
            annotated = _is_annotated(page)
            sampled = annotated and ocr != "never" and _is_paper(page)
            count, text = _printed(page, sampled=sampled) if annotated else (0, "")
            image = _without_stamps(page, text) if sampled else None
            fields = fields_of(form, page)
            stamped_from = count if annotated and _flatten(page) else None
            if stamped_from is not None:
                page.close()
                page = pdf[number - 1]
            decoded = decode_page(_characters(page, fields), stamped_from)
            characters, stamped_from = decoded.characters, decoded.stamped_from
            view = PageView(page, characters, layered_forms=layered)
            digits = drawn_digits(page, view.holders, characters) if number == 1 and ocr != "never" else []
            if digits:
                stamped_from = len(characters.text) if stamped_from is None else stamped_from
                characters = with_digits(characters, digits, box_of(page))
            layout = lay_out(characters, read_rulings(page, characters, view.holders), number, stamped_from, before, view)
            text = "\n".join(layout.texts)
            trust = judge(text, _pictured(page, view.holders) if len(text) < MOST_STAMPED else 0.0)
            if trust in ("scanned", "empty") and not _is_paper(page):
                width, height = page.get_size()
                return ReadPage(number, layout, warning="page_unreadable", reason=f"{width:.0f} x {height:.0f} pt")
            if (ocr == "always" or (ocr == "auto" and trust != "digital")) and _is_paper(page):
                from extractor.reading.scans.ocr_engine import is_installed

                if is_installed():
                    return _reading(page, number, image, _stamps(characters, stamped_from), layout.unseen if trust == "empty" else ())
            if trust == "digital" and digits:
                read = ", ".join(found.text for found in digits)
                return ReadPage(number, layout, warning="digits_drawn", reason=read)
            if trust == "digital" and decoded.restored:
                return ReadPage(number, layout, warning="letters_restored", reason=str(decoded.restored))
            return ReadPage(number, layout, warning=_unread(page, trust, ocr))
        finally:
            page.close()
    except PdfError as error:
        return ReadPage(number, None, warning="page_unreadable", reason=str(error))
    except _BROKEN as error:
        return ReadPage(number, None, warning="page_unreadable", reason=type(error).__name__)


def _unread(page: Page, trust: Trust, ocr: OcrMode) -> str | None:
    """The warning for a page of which its text layer is all there is."""
    if trust == "digital":
        return None
    if trust == "lying":
        return "page_text_doubtful"
    from extractor.reading.scans.page_image import is_blank

    if is_blank(page):
        return None
    return "page_without_text" if ocr == "never" else "page_needs_ocr"


def _is_paper(page: Page) -> bool:
    """Whether a page is small enough to be looked at: else its text is all that there is of it."""
    return bool(max(page.get_size()) <= LARGEST_SIDE)


def _is_annotated(page: Page) -> bool:
    return bool(pdfium.FPDFPage_GetAnnotCount(page.raw))


def _printed(page: Page, *, sampled: bool) -> tuple[int, str]:
    """How many characters a page has without its annotations, and the first of them where they are asked for."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        return count, text_page.beginning(min(count, MOST_STAMPED)) if sampled else ""
    finally:
        text_page.close()


def _without_stamps(page: Page, text: str) -> PageImage | None:
    """The picture of a page that must be read as one, without its annotations: signing programs stamp theirs over what is printed.

    `text`: the beginning of what is printed.
    """
    if judge(text, _pictured(page, objects_of(page))) == "digital":
        return None
    from extractor.reading.scans.page_image import render

    return render(page, annotations=False)


def _stamps(characters: PageCharacters, stamped_from: int | None) -> PageCharacters | None:
    """The number and day that were stamped on a signed page: runs of digits among its annotations."""
    if stamped_from is None:
        return None
    kept = [
        index for run in runs_of(characters, stamped_from)
        if run.stamped and _STAMPED_NUMBER.fullmatch(characters.text[run.start : run.end])
        for index in range(run.start, run.end)
    ]
    if not kept:
        return None

    def taken(values: Sequence[Any]) -> list[Any]:
        return [values[index] for index in kept]

    characters = characters.from_top()
    return replace(
        characters, text="".join(taken(characters.text)), left=taken(characters.left), right=taken(characters.right),
        top=taken(characters.top), bottom=taken(characters.bottom), objects=taken(characters.objects), starts=None, packed=None,
    )


def _characters(page: Page, fields: Sequence[Field]) -> PageCharacters:
    text_page = page.get_textpage()
    try:
        characters = read_characters(page, text_page, [field.box for field in fields])
    finally:
        text_page.close()
    left, _, _, top = box_of(page)
    return with_values(characters, fields, left, top)


def _flatten(page: Page) -> bool:
    """Puts annotations (stamps, signatures, values of forms) into the page. Whether that changed it."""
    return bool(pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _reading(
    page: Page, number: int, image: PageImage | None, stamps: PageCharacters | None, unseen: tuple[Box, ...],
) -> Callable[[], ReadPage]:
    """Renders the page where that is not done; what is left to do is reading the picture. `unseen`: where it has text that is not seen."""
    from extractor.reading.scans.ocr_engine import RecognitionError
    from extractor.reading.scans.page_image import render
    from extractor.reading.scans.page_scan import read_scan

    picture = image or render(page)

    def read() -> ReadPage:
        try:
            scan = read_scan(picture, number, stamps)
        except RecognitionError as error:
            return ReadPage(number, None, warning="page_unreadable", reason=str(error))
        except _BROKEN as error:
            return ReadPage(number, None, warning="page_unreadable", reason=type(error).__name__)
        return ReadPage(number, replace(scan.layout, unseen=unseen), scan, None if scan.words or scan.blank else "page_without_text")

    return read


def _pictured(page: Page, holders: Sequence[Holder]) -> float:
    """How much of the page its largest picture covers."""
    width, height = page.get_size()
    largest = 0.0
    for holder in holders:
        for index, box in holder.drawn:
            if holder.kinds[index] == pdfium.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = transformed(holder.matrix or IDENTITY, box)
                largest = max(largest, (right - left) * (top - bottom))
    return float(largest / max(1.0, width * height))
