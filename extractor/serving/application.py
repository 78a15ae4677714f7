"""The routes of the service.

`POST /plans` takes a document and gives its plan as JSON, or, as asked by `as` or Accept, its review page or an export; `GET /` is the page
to send one from. The others are for machines: /health, /ready, /metrics, /schema, /openapi.json (`description`). There is no page of the
description: FastAPI's own loads its scripts from elsewhere.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal, cast
from urllib.parse import quote

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from extractor.exporting.formats import FORMATS, Format, default_name
from extractor.lazy_patterns import lazy_pattern
from extractor.messages import Language
from extractor.reading.opening import base_name
from extractor.records import json_schema
from extractor.release import NAME, VERSION
from extractor.running.pool import Arguments
from extractor.running.products import Product
from extractor.serving import metrics
from extractor.serving.addresses import is_loopback, own_names
from extractor.serving.answering import Answer
from extractor.serving.description import PAGES, PLANS, described
from extractor.serving.gate import CLIENT_GONE, Gate, answer_at_once
from extractor.serving.negotiation import language_of, wants_page
from extractor.serving.problems import Problem, sentence
from extractor.serving.receiving import received
from extractor.serving.service import ClientGone, Service
from extractor.serving.upload_page import CONTENT_SECURITY_POLICY, asset, upload_page

__all__ = ["application"]

_POLICY = lazy_pattern(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
_HEAD_BYTES = 4096  # of a review page, in which its policy stands
_HTML = "text/html; charset=utf-8"
_NEEDS = {"parquet": "pyarrow"}  # what formats need beside the program
_ASSETS = {"/upload.css": "text/css; charset=utf-8", "/upload.js": "text/javascript; charset=utf-8"}

Lang = Annotated[Language | None, Query(description="Language of the page and of problems; else Accept-Language decides.")]


def application(service: Service) -> ASGIApp:
    """The ASGI application over a service."""
    app = FastAPI(title=NAME, version=VERSION, docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    _plans(app, service)
    _page(app, service)
    _machines(app, service)
    for kind in (Problem, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, lambda request, error: _Refusal(_as_problem(error), service, request))
    routes = {path for route in app.routes if (path := getattr(route, "path", None))}
    host, language = service.settings.host, service.settings.language
    return Gate(app, service.metrics, routes=routes, names=own_names(host), single_words=not is_loopback(host), language=language)


def _plans(app: FastAPI, service: Service) -> None:
    @app.post("/plans", **PLANS)
    async def extract_plan(
        request: Request,
        to: Annotated[
            Literal["json", "review"] | Format | None, Query(alias="as", description="What to answer with; else Accept decides.")
        ] = None,
        ocr: Annotated[Literal["auto", "always", "never"], Query(description="Which pages of a PDF are read as pictures.")] = "auto",
        min_confidence: Annotated[
            float, Query(ge=0, le=1, allow_inf_nan=False, description="Tasks that are less sure are left out; a warning says how many.")
        ] = 0.0,
        second_reader: Annotated[bool, Query(description="Trained models read it too; what they propose is a warning.")] = False,
        lang: Lang = None,
    ) -> Response:
        if to in _NEEDS and find_spec(_NEEDS[to]) is None:
            raise Problem(501, "format_missing", {"format": to, "package": _NEEDS[to]})
        language = lang or _language(request, service)
        product = Product(to or ("review" if wants_page(request.headers.get("accept", "")) else "json"), language, of_results=True)
        with ExitStack() as place:
            place.enter_context(service.place())
            try:
                upload = await received(request.headers, request.stream(), service.settings.max_bytes)
                arguments = Arguments(upload.filename, ocr, upload.password, min_confidence, second_reader)
                answer = await service.made(upload.data, arguments, product, _gone(request))
            except (ClientDisconnect, ClientGone):
                return Response(status_code=CLIENT_GONE)
            media_type, headers = _described(product, upload.filename, answer)
            return Answer(answer, place.pop_all(), media_type=media_type, headers=headers)


def _described(product: Product, filename: str | None, answer: bytes) -> tuple[str, dict[str, str]]:
    """The media type of an answer, and its headers."""
    headers = {"vary": "accept, accept-language"}
    if product.to == "json":
        return "application/json", headers
    if product.to == "review":
        return _HTML, headers | {"content-security-policy": _page_policy(answer), "content-language": product.language}
    headers["content-disposition"] = f"attachment; filename*=UTF-8''{_export_name(filename, product.to)}"
    return FORMATS[product.to].media_type, headers


def _page_policy(page: bytes) -> str:
    """The policy that a review page has in its head, by which only its own script and style are run, and that no page may frame it."""
    found = _POLICY.search(page[:_HEAD_BYTES])
    if found is None:
        raise ValueError("a review page without its policy")
    return f"{unescape(found[1].decode())}; frame-ancestors 'none'"


def _export_name(filename: str | None, to: Format) -> str:
    """The name of an export, as a header says it."""
    name = base_name(filename or "")
    return quote(default_name(Path(name if name not in ("", ".", "..") else "plan"), to).name, safe="")


async def _gone(request: Request) -> None:
    """Ends when the client does. The body has been received: nothing but its end can come."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _page(app: FastAPI, service: Service) -> None:
    @app.get("/", **PAGES)
    async def page_to_send_a_document(request: Request, lang: Lang = None) -> Response:
        language = lang or _language(request, service)
        page = _upload_page(service, language)
        headers = {"content-security-policy": CONTENT_SECURITY_POLICY, "content-language": language, "vary": "accept-language"}
        return Response(page, media_type=_HTML, headers=headers)

    for path, media_type in _ASSETS.items():
        app.get(path, include_in_schema=False)(_asset(path.removeprefix("/"), media_type))


def _asset(name: str, media_type: str) -> Any:
    async def give() -> Response:
        return Response(asset(name), media_type=media_type, headers={"cache-control": "no-cache"})

    return give


def _machines(app: FastAPI, service: Service) -> None:
    @app.head("/health", include_in_schema=False)
    @app.get("/health", summary="Whether the process lives.")
    async def health() -> dict[str, str]:
        return {"status": "ok", "version": VERSION}

    @app.head("/ready", include_in_schema=False)
    @app.get("/ready", summary="Whether it takes documents; 503 once it is told to end.")
    async def ready() -> dict[str, str]:
        if service.draining:
            raise Problem(503, "draining", headers={"Retry-After": "5"})
        return {"status": "ready"}

    @app.get("/metrics", summary="Counts and seconds as Prometheus text; nothing of any document.", response_class=Response)
    async def counted() -> Response:
        return Response(service.metrics.text(service.measured()), media_type=metrics.MEDIA_TYPE)

    @app.get("/schema", summary="The JSON Schema of a plan.", response_class=Response)
    async def schema() -> Response:
        return Response(_schema(), media_type="application/schema+json")

    @app.get("/openapi.json", include_in_schema=False)
    async def description() -> Response:
        return Response(json.dumps(described(app), ensure_ascii=False), media_type="application/json")


@cache
def _schema() -> bytes:
    return json.dumps(json_schema(), ensure_ascii=False, indent=1).encode() + b"\n"


def _language(request: Request, service: Service) -> Language:
    return language_of(request.headers.get("accept-language", ""), service.settings.language)


def _upload_page(service: Service, language: Language, problem: str = "") -> bytes:
    return upload_page(language, limit=service.settings.max_bytes // 2**20, seconds=service.settings.seconds, problem=problem)


def _as_problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        names = sorted({str(each["loc"][1]) for each in error.errors()})  # ("query", the name, …)
        return Problem(422, "bad_option", {"names": ", ".join(names)})
    if not isinstance(error, HTTPException):
        return Problem(500, "internal")
    status = error.status_code
    code = {404: "not_found", 405: "method_not_allowed"}.get(status, "bad_request")
    return Problem(status, code, headers=error.headers or {})


class _Refusal(Response):
    """A problem as an answer: the page that it was sent from where a page is wanted, else problem details."""

    def __init__(self, problem: Problem, service: Service, request: Request) -> None:
        super().__init__(status_code=problem.status)
        self._problem = problem
        lang = request.query_params.get("lang")
        self._language: Language = cast("Language", lang) if lang in ("vi", "en") else _language(request, service)
        self._page: bytes | None = None
        asked = request.query_params.get("as")
        if request.url.path == "/plans" and asked != "json" and wants_page(request.headers.get("accept", "")):
            self._page = _upload_page(service, self._language, sentence(problem, self._language))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        policy = {"content-security-policy": CONTENT_SECURITY_POLICY} if self._page is not None else {}
        await answer_at_once(self._problem, scope, receive, send, language=self._language, page=self._page, page_headers=policy)
