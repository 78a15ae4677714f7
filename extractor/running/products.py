"""What a worker makes of a document beside its plan's JSON: there, as it takes time and opens the document's pages once more."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from extractor.exporting.formats import Format
from extractor.messages import Language
from extractor.reading.json_files import is_result
from extractor.records import Plan, PlanError, decode

__all__ = ["JSON", "Product", "made", "plan_in"]

_PDF = "application/pdf"


class Product(Struct, frozen=True):
    """The plan's JSON, its review page, or an export. The language is that of labels; JSON has none.

    `of_results`: a plan's JSON is taken in a document's place, so that what was corrected can be exported.
    """

    to: Literal["json", "review"] | Format = "json"
    language: Language = "vi"
    of_results: bool = False


JSON = Product()


def plan_in(data: bytes) -> Plan | None:
    """The plan whose JSON the bytes are; None for others, broken JSON of this program too."""
    if not is_result(data):
        return None
    try:
        return decode(data.removeprefix(b"\xef\xbb\xbf"))
    except PlanError:
        return None


def made(plan: Plan, data: bytes | None, product: Product, password: str | None = None) -> bytes:
    """The product of a plan. `data` is the document, whose pages the review page pictures; None where it is not at hand.
    `password`: of a protected one.

    Raises `extractor.exporting.formats.MissingLibrary`.
    """
    if product.to == "json":
        return plan.to_json()
    if product.to == "review":
        from extractor.reviewing.page import review_page

        return review_page(plan, data if plan.source.media_type == _PDF else None, product.language, password)
    from extractor.exporting.formats import export

    return export(plan, product.to, product.language)
