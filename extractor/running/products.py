"""What a worker makes of a document beside its plan's JSON: there, as it takes time and opens the document's pages once more."""

from __future__ import annotations

from msgspec import Struct

from extractor.messages import Language
from extractor.records import Plan

__all__ = ["JSON", "Product", "made"]

_PDF = "application/pdf"


class Product(Struct, frozen=True):
    """`to`: "json" or "review". The language is that of its labels; JSON has none."""

    to: str = "json"
    language: Language = "vi"


JSON = Product()


def made(plan: Plan, data: bytes | None, product: Product) -> bytes:
    """The product of a plan. `data` is the document, whose pages the review page pictures, None where it is not at hand."""
    if product.to == "json":
        return plan.to_json()
    from extractor.reviewing.page import review_page

    return review_page(plan, data if plan.source.media_type == _PDF else None, product.language)
