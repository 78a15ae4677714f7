"""The review page: one HTML file in which a person checks a plan against its document and corrects it.

It holds all that it needs (style, scripts, the plan, pictures of the pages) and a Content-Security-Policy that forbids everything else:
no address is ever asked, only the one script and the one style whose hashes stand there are run. The plan is data: JSON in which nothing
can end its element, read by `JSON.parse`, shown as text only. Pages beyond the bound of `page_pictures` are shown as text, which the page
tells. What stands in `assets/` is the page's own code, plain JavaScript without a build step: the scripts of `_SCRIPTS` are joined in that
order, each a concern. Words are those of models/reviewing.toml in the page's language; how often something recurs is said as in exports.
The same plan, pictures and language give the same bytes.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from extractor.digests import sha256_source
from extractor.messages import Language, message_or
from extractor.records import Plan
from extractor.release import NAME, VERSION
from extractor.reviewing.page_pictures import page_pictures
from extractor.tasks.confidence import doubtful_below
from extractor.vocabulary import load_vocabulary

__all__ = ["review_page"]

_ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = (
    "offsets.js", "records.js", "recurrence.js", "edits.js", "choosing.js", "elements.js", "document_view.js", "task_list.js", "editor.js",
    "adding.js", "printing.js", "review.js",
)  # fmt: skip
_MARKER = re.compile(rb"\{\{(\w+)\}\}")


def review_page(plan: Plan, data: bytes | None, language: Language, password: str | None = None) -> bytes:
    """The page as UTF-8. `data`: the PDF that the plan was read from, for pictures of its pages; None where the text alone is shown.

    `password`: of a protected PDF, whose text is shown without it.
    """
    style, script = _asset("review.css"), b"\n".join(map(_asset, _SCRIPTS))
    script = b'"use strict";\n(() => {\n' + script + b"\n})();\n"
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        f"style-src {sha256_source(style)}; script-src {sha256_source(script)}"
    )
    parts: dict[bytes, bytes | Iterable[bytes]] = {
        b"language": language.encode(),
        b"generator": f"{NAME} {VERSION}".encode(),
        b"source": escape(plan.source.filename or "-").encode(),
        b"policy": policy.encode(),
        b"title": escape(_title(plan, language)).encode(),
        b"not_started": escape(load_vocabulary("reviewing")["words"]["not_started"][language]).encode(),
        b"style": style,
        b"script": script,
        b"words": _embedded(_words(plan, language)),
        b"plan": _safe(plan.to_json()),
        b"pages": _figures(plan, data, language, password) if data is not None else b"",
    }
    return b"".join(_filled(_asset("review.html"), parts))


def _filled(template: bytes, parts: dict[bytes, bytes | Iterable[bytes]]) -> Iterator[bytes]:
    """The template with its markers filled in, piece by piece: the page is put together once, from the pieces."""
    for at, piece in enumerate(_MARKER.split(template)):
        part = parts[piece] if at % 2 else piece
        if isinstance(part, bytes):
            yield part
        else:
            yield from part


def _figures(plan: Plan, data: bytes, language: Language, password: str | None) -> Iterator[bytes]:
    words = load_vocabulary("reviewing")["words"]
    pictures = iter(page_pictures(data, len(plan.pages), password))
    drawn = 0
    for page, picture in zip(plan.pages, pictures, strict=False):
        label = escape(words["page_number"][language].format(page=page.number))
        drawn += 1
        yield f'<figure class="page" data-page="{page.number}">'.encode()
        if picture is None:
            yield f'<p class="no-picture">{escape(words["no_picture"][language])}</p>'.encode()
        else:
            yield (
                f'<img alt="{label}" width="{picture.width}" height="{picture.height}" loading="lazy" decoding="async"'
                f' src="data:{picture.media_type};base64,'
            ).encode()
            yield base64.b64encode(picture.data)
            yield b'">'
        yield f"<figcaption>{label}</figcaption></figure>\n".encode()
    if 0 < drawn < len(plan.pages):  # none of a file that cannot be opened
        told = words["pictures_end"][language].format(page=plan.pages[drawn].number, last=plan.pages[-1].number)
        yield f'<p class="no-picture" role="note">{escape(told)}</p>\n'.encode()


def _words(plan: Plan, language: Language) -> dict[str, Any]:
    """What the scripts say: the page's own words, the reasons of confidence and the warnings of this plan in the language."""
    codes = {code for task in plan.tasks for code in task.confidence_reasons}
    codes |= {code for task in plan.tasks for field in task.field_confidence for code in field.reasons}
    return {
        "words": {name: entry[language] for name, entry in load_vocabulary("reviewing")["words"].items()},
        "reasons": {code: message_or(code, {}, language, code) for code in sorted(codes)},
        "recurrence": {name: entry[language] for name, entry in load_vocabulary("exports")["recurrence"].items()},
        "warnings": [message_or(warning.code, warning.details, language, warning.message) for warning in plan.warnings],
        "doubtful_below": doubtful_below(),
    }


def _title(plan: Plan, language: Language) -> str:
    heading = load_vocabulary("reviewing")["words"]["page_title"][language]
    return f"{heading}: {plan.metadata.title or plan.source.filename or '-'}"


@cache
def _asset(name: str) -> bytes:
    return (_ASSETS / name).read_bytes()


def _embedded(content: dict[str, Any]) -> bytes:
    return _safe(json.dumps(content, ensure_ascii=False).encode())


def _safe(content: bytes) -> bytes:
    """JSON that stands in HTML: nothing in it can end its element, open a comment or be taken for a reference or the end of a line."""
    for raw in ("<", ">", "&", "\u2028", "\u2029"):
        content = content.replace(raw.encode(), f"\\u{ord(raw):04x}".encode())
    return content
