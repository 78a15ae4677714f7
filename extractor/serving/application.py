"""The routes of the service, and their OpenAPI description.

`POST /plans` takes a document and gives its plan as JSON, or, as asked by `as` or Accept, its review page; `GET /` is the page to send one
from. The others are for machines: /health, /ready, /metrics, /schema, /openapi.json. There is no page of the description, as FastAPI's own
loads its scripts from elsewhere.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import AsyncIterator, Mapping
from ipaddress import ip_address
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from extractor.messages import Language
from extractor.records import json_schema
from extractor.release import NAME, VERSION
from extractor.running.pool import Arguments
from extractor.serving.gate import CLIENT_GONE, Gate, answer_at_once
from extractor.serving.metrics import MEDIA_TYPE as METRICS_TYPE
from extractor.serving.negotiation import language_of, wants_page
from extractor.serving.problems import MEDIA_TYPE as PROBLEM_TYPE
from extractor.serving.problems import Problem, sentence
from extractor.serving.receiving import received
from extractor.serving.service import ClientGone, Service
from extractor.serving.upload_page import CONTENT_SECURITY_POLICY, asset, upload_page

__all__ = ["application"]

_SCHEMA_TYPE = "application/schema+json"
_REVIEW_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_DOCUMENT = {"type": "string", "contentMediaType": "application/octet-stream"}


def application(service: Service) -> ASGIApp:
    """The ASGI application over a service."""
    app = FastAPI(title=NAME, version=VERSION, docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    _page_routes(app, service)
    _plan_route(app, service)
    _machine_routes(app, service)
    app.add_exception_handler(Problem, _problem_handler(service))
    app.add_exception_handler(HTTPException, _problem_handler(service))
    app.add_exception_handler(RequestValidationError, _problem_handler(service))
    bound = service.settings.host
    return Gate(
        app,
        service.metrics,
        routes=[route.path for route in app.routes if hasattr(route, "path")],
        names=() if _is_address(bound) else (bound,) if not _is_loopback(bound) else (),
        single_words=not _is_loopback(bound),
    )
