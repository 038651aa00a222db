"""Errors told as problem documents (RFC 9457): one translation for the public and the workspace API."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.signals import got_request_exception
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from peelian.catalogue import CatalogueError, UnknownIdentifierError
from peelian.rules.errors import (
    ERROR_CODES,
    InvalidValueError,
    NotPermittedError,
    PeelianError,
    StaleEditError,
)

MEDIA_TYPE = "application/problem+json"
DOCUMENTED_AT = "/api/v1/docs"
CODES_OF_STATUS = {400: "malformed-request", 401: "not-signed-in", 403: "csrf-failed", 404: "not-found"}
TOLD_APART = ("findings", "gates", "version", "current")
"""Details that have a place of their own in a problem; all others stand under ``details``."""

logger = logging.getLogger(__name__)


class ProblemFinding(Schema):
    """One value that cannot be accepted: its field, what was seen, and what to do."""

    field: str
    value: str = ""
    message: str
    allowed: list[str] = Field([], description="The values that are accepted, where they can be listed")
    row: int | None = Field(None, description="The row of a file, its header being row 1")


class ProblemGate(Schema):
    """One gate that blocks a step."""

    code: str
    message: str
    target: str = ""


class Problem(Schema):
    """Why a request was not carried out. Nothing was changed."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    findings: list[ProblemFinding] = []
    gates: list[ProblemGate] = []
    version: int | None = Field(None, description="The version that stands now, after a stale edit")
    current: dict[str, Any] | None = Field(None, description="The values that stand now, after a stale edit")
    details: dict[str, Any] = {}


def problems(*statuses: int) -> dict[int, type[Problem]]:
    """Declare the statuses with which a route may refuse."""
    return dict.fromkeys(statuses, Problem)


PUBLIC_PROBLEMS = problems(404, 422)
WORKSPACE_READ_PROBLEMS = problems(401, 404, 422)
WORKSPACE_PROBLEMS = problems(400, 401, 403, 404, 409, 422)


def problem_answer(
    request: HttpRequest, status: int, code: str, detail: str, details: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Write a problem document; values that JSON does not know stand as text."""
    given = dict(details or {})
    problem = Problem(
        type=f"{DOCUMENTED_AT}#{code}",
        title=ERROR_CODES[code],
        status=status,
        detail=detail,
        code=code,
        instance=request.path,
        findings=[_finding(each) for each in given.get("findings", ()) if isinstance(each, Mapping)],
        gates=given.get("gates", []),
        version=given.get("version"),
        current=given.get("current"),
        details={name: value for name, value in given.items() if name not in TOLD_APART},
    )
    body = json.dumps(problem.model_dump(), ensure_ascii=False, default=str)
    answer = HttpResponse(body, status=status, content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "no-store"
    return answer


def not_found(request: HttpRequest) -> HttpResponse:
    """Answer absence and refusal alike."""
    return problem_answer(request, 404, "not-found", ERROR_CODES["not-found"])


def tell_errors_as_problems(api: NinjaAPI) -> None:
    """Give an API the handlers for every error that the layers below raise."""
    told: dict[type[Exception], Any] = {
        PeelianError: _from_peelian,
        UnknownIdentifierError: _from_unknown_identifier,
        CatalogueError: _from_catalogue,
        ValidationError: _from_validation,
        HttpError: _from_http,
        DataError: _from_database,
        RequestDataTooBig: _from_too_large,
        Http404: lambda request, error: not_found(request),
        Exception: _from_failure,
    }
    for kind, tell in told.items():
        api.add_exception_handler(kind, tell)


def status_of(error: PeelianError) -> int:
    """The status of an error: 404 for absence and lacking rights, 422 for values, 409 for everything a rule refuses."""
    if isinstance(error, NotPermittedError) or error.code == "not-found":
        return 404
    return 422 if isinstance(error, InvalidValueError) else 409


def _from_peelian(request: HttpRequest, error: PeelianError) -> HttpResponse:
    if error.code == "not-found":
        return not_found(request)
    details = dict(error.details)
    if isinstance(error, InvalidValueError) and "findings" not in details and "field" in details:
        finding = {"field": details["field"], "value": details.get("value", ""), "message": error.message}
        details = {"findings": [finding]}
    if isinstance(error, StaleEditError):
        details.setdefault("current", {})
    return problem_answer(request, status_of(error), error.code, error.message, details)


def _from_unknown_identifier(request: HttpRequest, error: UnknownIdentifierError) -> HttpResponse:
    return problem_answer(request, 422, error.code, error.message, error.details)


def _from_database(request: HttpRequest, error: DataError) -> HttpResponse:
    """The database refused a value that the checks before it had no rule for."""
    logger.warning("%s", error)
    return problem_answer(
        request,
        422,
        "invalid-value",
        "A value is longer or larger than can be kept. Shorten it, and send it again.",
    )


def _from_too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """The body is longer than any that is read."""
    most = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes"
    detail = f"The body of the request is larger than {most}. Send less at once."
    return problem_answer(request, 400, "malformed-request", detail)


def _from_catalogue(request: HttpRequest, error: CatalogueError) -> HttpResponse:
    """A fault of the installation: its files are named in the server's log, not to the one who asks."""
    logger.error("%s", error.message)
    detail = "The catalogue of this installation cannot be read. Its operator finds the lines to correct in the log."
    return problem_answer(request, 500, error.code, detail)


def _from_failure(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: told to the log and to whoever listens for faults, as one of a page is, and to nobody else."""
    logger.error("Unexpected failure: %s", request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    detail = (
        "The fault is ours and stands in the log. Try again; if it fails a second time, tell the operator."
    )
    return problem_answer(request, 500, "unexpected-failure", detail)


def _from_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    findings = [{"field": _field(each["loc"]), "message": f"{each['msg']}."} for each in error.errors]
    detail = " ".join(f"{each['field']}: {each['message']}" for each in findings)
    return problem_answer(request, 422, "invalid-value", detail, {"findings": findings})


def _from_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    code = CODES_OF_STATUS.get(error.status_code, "refused")
    return problem_answer(request, error.status_code, code, ERROR_CODES[code])


def _field(location: Iterable[str | int]) -> str:
    """The field inside a body or query, without the names of the parts that hold it."""
    parts = [str(part) for part in location]
    return ".".join(parts[2:] if parts[0] == "body" and len(parts) > 2 else parts[1:])


def _finding(found: Mapping[str, Any]) -> ProblemFinding:
    return ProblemFinding(
        field=str(found.get("field", "")),
        value=str(found.get("value", "")),
        message=str(found["message"]),
        allowed=[str(each) for each in found.get("allowed", ())],
        row=found.get("row") or None,
    )
