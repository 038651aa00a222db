"""Published reports and the inspections behind them, from the frozen versions alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models.fields.json import KT
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Router, Schema
from pydantic import Field

from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries import publication_by_reference, publication_versions, published_reports
from peelian.interfaces.api.answers import Listing, listing_answer, text_answer, value_answer
from peelian.interfaces.api.asking import Filter, parameters, read_question
from peelian.interfaces.api.cursors import page_of_query
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS, not_found
from peelian.interfaces.api.public.grades import ForceName, force_name
from peelian.interfaces.api.public.vocabulary import FORCE, FRAMEWORK
from peelian.rendering.csv_export import grades_csv
from peelian.rendering.json_export import report_document
from peelian.rendering.report_value import ReportValue
from peelian.rules.errors import InvalidValueError

router = Router(tags=["publications"])
FILTERS = (FORCE, FRAMEWORK)
VERSION = Filter("version", "Number of a version; without it, the newest.")
ORDER = ("-published_on", "reference")
WINDOW = {"window_start": KT("value__window__start"), "window_end": KT("value__window__end")}
"""The time of the inspection as it was published, read from the frozen value without the rest of it."""


class PublicationOut(Schema):
    """A published version of a report."""

    reference: str
    version: int
    title: str
    force: ForceName | None
    framework: str
    published_on: date
    content_hash: str
    correction_reason: str
    address: str = Field(description="Where the frozen report can be read as JSON")


class InspectionOut(Schema):
    """An inspection whose report is published."""

    reference: str
    title: str
    force: ForceName | None
    framework: str
    window_start: date | None
    window_end: date | None
    published_on: date
    version: int


class ReportOut(Schema):
    """The frozen report and the hash of its canonical form, as pages and PDF print it."""

    content_hash: str
    report: ReportValue


COLUMNS = (
    "reference", "version", "title", "force.slug", "force.name", "framework", "published_on", "content_hash",
    "correction_reason", "address",
)  # fmt: skip
INSPECTION_COLUMNS = (
    "reference", "title", "force.slug", "force.name", "framework", "window_start", "window_end", "published_on",
    "version",
)  # fmt: skip


@router.get(
    "/publications",
    response={200: Listing[PublicationOut], **PUBLIC_PROBLEMS},
    openapi_extra=parameters(FILTERS),
)
def list_publications(request: HttpRequest) -> HttpResponseBase:
    """The newest version of every published report, latest first."""
    question = read_question(request, FILTERS)
    found = published_reports().filter(**question.given(force="force__slug", framework="framework"))
    page = page_of_query(found, ORDER, question)
    rows = page.map(lambda rows: [_publication_out(each) for each in rows])
    return listing_answer(request, question, rows, COLUMNS)


@router.get(
    "/publications/{slug:reference}",
    response={200: ReportOut, **PUBLIC_PROBLEMS},
    openapi_extra=parameters((VERSION,), paged=False),
)
def show_publication(request: HttpRequest, reference: str) -> HttpResponseBase:
    """A published report whole, as it was frozen; its CSV form holds the grades."""
    question = read_question(request, (VERSION,), paged=False)
    found = publication_by_reference(reference, _version(question["version"]))
    if found is None:
        return not_found(request)
    if question.form == "csv":
        return text_answer(
            request, grades_csv(found.report), "text/csv; charset=utf-8", f"{reference}-grades.csv"
        )
    return value_answer(request, question, report_document(found.report), ())


@router.get(
    "/publications/{slug:reference}/versions",
    response={200: Listing[PublicationOut], **PUBLIC_PROBLEMS},
    openapi_extra=parameters(()),
)
def list_versions(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Every version of a report, newest first, each with the reason of its correction."""
    question = read_question(request, ())
    found = publication_versions(reference).select_related("force")
    page = page_of_query(found, ("-version_number",), question)
    if not page.rows and question.after is None:
        return not_found(request)
    rows = page.map(lambda rows: [_publication_out(each) for each in rows])
    return listing_answer(request, question, rows, COLUMNS)


@router.get(
    "/inspections",
    response={200: Listing[InspectionOut], **PUBLIC_PROBLEMS},
    openapi_extra=parameters(FILTERS),
)
def list_inspections(request: HttpRequest) -> HttpResponseBase:
    """Inspections whose reports are published, latest first; what is under way is not told here."""
    question = read_question(request, FILTERS)
    found = published_reports().filter(**question.given(force="force__slug", framework="framework"))
    page = page_of_query(found.annotate(**WINDOW), ORDER, question)
    rows = page.map(lambda rows: [_inspection_out(each) for each in rows])
    return listing_answer(request, question, rows, INSPECTION_COLUMNS)


def _version(text: str) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and 0 < int(text[:5]) <= 9999:
        return int(text)
    message = (
        f"'{text}' is no number of a version. Give a whole number from 1, or leave it out for the newest."
    )
    raise InvalidValueError(
        "invalid-value", message, {"findings": [{"field": "version", "value": text, "message": message}]}
    )


def _publication_out(found: Publication) -> PublicationOut:
    return PublicationOut(
        reference=found.reference,
        version=found.version_number,
        title=found.title,
        force=force_name(found.force) if found.force else None,
        framework=found.framework,
        published_on=found.published_on,
        content_hash=found.content_hash,
        correction_reason=found.correction_reason,
        address=f"{reverse('api:show_publication', args=[found.reference])}?version={found.version_number}",
    )


def _inspection_out(found: Any) -> InspectionOut:
    return InspectionOut(
        reference=found.reference,
        title=found.title,
        force=force_name(found.force) if found.force else None,
        framework=found.framework,
        window_start=found.window_start,
        window_end=found.window_end,
        published_on=found.published_on,
        version=found.version_number,
    )
