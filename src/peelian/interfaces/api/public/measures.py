"""Measures of all forces: what is published, with the lines, the ranks and everything left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from peelian.apps.measures.models import MeasurePublication
from peelian.apps.measures.queries import (
    measure_publication,
    measure_versions,
    published_measures,
    published_periods,
)
from peelian.interfaces.api.answers import Listing, listing_answer, text_answer, value_answer
from peelian.interfaces.api.asking import Filter, Question, parameters, read_question
from peelian.interfaces.api.cursors import page_of_rows
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS, not_found
from peelian.records.comparison import MeasureComparison
from peelian.rendering.measure_csv import measure_csv

router = Router(tags=["measures"])
PERIOD = Filter(
    "period", "Last day of the period, such as 2022-03-31; the latest period where it is not given."
)
VERSION = Filter("version", "Number of the version of that period; the newest where it is not given.")


class MeasureOut(Schema):
    """A measure with its latest published period."""

    measure: str
    title: str
    unit: str
    latest_period: str
    period_end: date
    forces: int
    mean: float | None
    source: str
    version: int
    content_hash: str


class MeasureDetail(Schema):
    """One period of a measure exactly as it was published, and the periods there are."""

    measure: str
    version: int
    versions: list[int]
    published: date
    correction_reason: str
    content_hash: str
    periods: list[date]
    comparison: MeasureComparison


COLUMNS = (
    "measure", "title", "unit", "latest_period", "period_end", "forces", "mean", "source", "version", "content_hash",
)  # fmt: skip


@router.get("/measures", response={200: Listing[MeasureOut], **PUBLIC_PROBLEMS}, openapi_extra=parameters(()))
def list_measures(request: HttpRequest) -> HttpResponseBase:
    """Every measure of which values are published, with its latest period."""
    question = read_question(request, ())
    page = page_of_rows(published_measures(), lambda each: each.measure, question)
    return listing_answer(request, question, page.map(lambda rows: [_row(each) for each in rows]), COLUMNS)


@router.get(
    "/measures/{slug:measure}",
    response={200: MeasureDetail, **PUBLIC_PROBLEMS},
    openapi_extra=parameters((PERIOD, VERSION), paged=False),
)
def show_measure(request: HttpRequest, measure: str) -> HttpResponseBase:
    """One measure with all forces, the lines, the second opinion and what was left out; its CSV has one row a force."""
    question = read_question(request, (PERIOD, VERSION), paged=False)
    published = _published(question, measure)
    if published is None:
        return not_found(request)
    compared = published.comparison
    if question.form == "csv":
        text = measure_csv(compared, published.version_number, published.content_hash)
        return text_answer(request, text, "text/csv; charset=utf-8", f"{measure}.csv")
    value: dict[str, Any] = {
        "measure": published.measure,
        "version": published.version_number,
        "versions": sorted(each.version_number for each in measure_versions(published)),
        "published": published.published_on.isoformat(),
        "correction_reason": published.correction_reason,
        "content_hash": published.content_hash,
        "periods": [
            each.isoformat() for each in published_periods(measure).values_list("period_end", flat=True)
        ],
        "comparison": published.value,
    }
    return value_answer(request, question, value, ())


def _published(question: Question, measure: str) -> MeasurePublication | None:
    text, version = question["period"], question["version"]
    try:
        found = measure_publication(measure, date.fromisoformat(text) if text else None)
    except ValueError:
        return None
    if found is None or not version:
        return found
    return next((each for each in measure_versions(found) if str(each.version_number) == version), None)


def _row(published: MeasurePublication) -> MeasureOut:
    compared = published.comparison
    return MeasureOut(
        measure=published.measure,
        title=published.title,
        unit=compared.definition.unit,
        latest_period=compared.period_words,
        period_end=published.period_end,
        forces=compared.n,
        mean=compared.lines.mean if compared.lines else None,
        source=compared.source,
        version=published.version_number,
        content_hash=published.content_hash,
    )
