"""The OpenAPI description: what FastAPI knows of the routes, with the body of a document, the plan's schema and the problems."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from extractor.exporting.formats import FORMATS
from extractor.records import json_schema
from extractor.serving.problems import MEDIA_TYPE

__all__ = ["PAGES", "PLANS", "described"]

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "details"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "What programs go by; it stays, the sentence may change."},
        "detail": {"type": "string", "description": "A sentence for people, Vietnamese or English."},
        "details": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_HTML = {"text/html": {"schema": {"type": "string"}}}
_EXPORTS = {info.media_type: _BINARY for info in FORMATS.values()}
_PROBLEMS = {
    400: "No document in the form, or no form.",
    403: "Sent by another web page.",
    408: "The document did not come in time.",
    413: "Larger than the service takes, or than is read at all.",
    415: "No kind of document that is read.",
    421: "Asked by a name that is not this service's.",
    422: "A document that cannot be read (broken, protected by a password, …), or an option that is none.",
    429: "The queue is full; Retry-After says when to come again. The document need not have been sent.",
    500: "The process that read it ended, twice, or an error of the service.",
    501: "A format whose library the server does not have.",
    503: "The service is ending.",
    504: "Not read in the time that one document may take.",
}


def _problem(text: str, *, page: bool = False) -> dict[str, Any]:
    content: dict[str, Any] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": text, "content": content | (_HTML if page else {})}


PLANS: dict[str, Any] = {
    "summary": "Extract the task list of a document.",
    "response_description": "The plan as JSON, its review page, or an export.",
    "responses": {
        200: {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Plan"}}, **_HTML, **_EXPORTS}},
        **{status: _problem(text, page=True) for status, text in _PROBLEMS.items()},
        429: {
            **_problem(_PROBLEMS[429], page=True),
            "headers": {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}},
        },
    },
    "openapi_extra": {
        "requestBody": {
            "required": True,
            "description": "The document, as it is (Content-Disposition may name it) or as the part `file` of a form.",
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {
                            "file": {"type": "string", "format": "binary"},
                            "password": {"type": "string", "description": "Of a protected PDF or DOCX."},
                        },
                    }
                },
                "application/octet-stream": _BINARY,
                "application/pdf": _BINARY,
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _BINARY,
                "text/plain": _BINARY,
            },
        }
    },
}
PAGES: dict[str, Any] = {
    "summary": "The page to send a document from.",
    "responses": {200: {"content": _HTML}, 422: _problem(_PROBLEMS[422])},
}


def described(app: FastAPI) -> dict[str, Any]:
    """The description of an application's routes. OpenAPI 3.1, whose schemas are those of JSON Schema Draft 2020-12."""
    description = get_openapi(title=app.title, version=app.version, routes=app.routes)
    plan = json.loads(json.dumps(json_schema()).replace('"#/$defs/', '"#/components/schemas/'))
    description["components"] = {"schemas": {**plan["$defs"], "Problem": _PROBLEM}}
    return description
