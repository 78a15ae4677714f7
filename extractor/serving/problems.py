"""Refusals as problem details (RFC 9457): a status, a code, and a sentence in the client's language.

The sentence of a code is in models/interface.toml, [service], where the service has its own, else in models/messages.toml.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from extractor.document import ReadingError
from extractor.messages import Language, message, wording
from extractor.vocabulary import load_vocabulary

__all__ = ["MEDIA_TYPE", "Problem", "as_json", "problem_of", "sentence"]

MEDIA_TYPE = "application/problem+json"

_NOTHING: Mapping[str, str] = MappingProxyType({})
# Of the codes of ReadingError; others are 422: a document of a kind that is read, but not this one.
_STATUS = {
    "file_too_large": 413,
    "format_unknown": 415, "format_not_supported": 415, "archive_not_document": 415, "picture_not_supported": 415, "name_hides_text": 415,
    "office_missing": 415,
    "answer_too_large": 422,
    "worker_ended": 500,
    "document_too_slow": 504, "office_too_slow": 504,
}  # fmt: skip


class Problem(Exception):
    """An answer that is no plan. `details` fill the sentence and are told beside it; `headers` go with the answer."""

    def __init__(self, status: int, code: str, details: Mapping[str, object] = _NOTHING, headers: Mapping[str, str] = _NOTHING) -> None:
        super().__init__(status, code)
        self.status, self.code, self.details, self.headers = status, code, details, headers


def problem_of(error: ReadingError) -> Problem:
    """What a document that cannot be read is to the client."""
    return Problem(_STATUS.get(error.code, 422), error.code, error.details)


def sentence(problem: Problem, language: Language) -> str:
    if problem.code in load_vocabulary("interface")["service"]:
        return wording("service", problem.code, language, **problem.details)
    return message(problem.code, {name: str(value) for name, value in problem.details.items()}, language)


def as_json(problem: Problem, language: Language) -> bytes:
    data = {
        "type": f"urn:vn-plan-extract:problem:{problem.code}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
        "detail": sentence(problem, language),
        "details": {name: str(value) for name, value in problem.details.items()},
    }
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")
