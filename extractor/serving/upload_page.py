"""The page of `GET /`: a form that sends a document and becomes its review page. Works without its script, too.

Its texts are models/interface.toml, [upload]; `{{name}}` in upload.html is filled with them, escaped.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from extractor.lazy_patterns import lazy_pattern
from extractor.messages import Language, wording
from extractor.vocabulary import load_vocabulary

__all__ = ["CONTENT_SECURITY_POLICY", "asset", "upload_page"]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_PLACE = lazy_pattern(r"\{\{(\w+)\}\}")


def upload_page(language: Language, *, limit: int, seconds: float, problem: str = "") -> bytes:
    """HTML in the language; `limit` in MB and `seconds` are told, `problem` is why the last document was not read."""
    details = {"limit": limit, "seconds": f"{seconds:.10g}"}
    texts: dict[str, Any] = {name: wording("upload", name, language, **details) for name in load_vocabulary("interface")["upload"]}
    texts |= {"lang": language, "problem": problem}
    texts |= {"problem_hidden": "" if problem else "hidden", "problem_open": "open" if problem else ""}
    return _PLACE.sub(lambda place: escape(str(texts[place[1]])), asset("upload.html").decode()).encode()


@cache
def asset(name: str) -> bytes:
    """A file of the page."""
    return files("extractor.serving").joinpath(name).read_bytes()
