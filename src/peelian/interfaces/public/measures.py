"""Measures of all forces: the list, and the page of one with its charts, tables, and data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from peelian.apps.measures.models import MeasurePublication
from peelian.apps.measures.queries import (
    measure_publication,
    measure_versions,
    published_measures,
    published_periods,
    series_of_force,
)
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces_in_scope
from peelian.interfaces.look.force_comparison import lines_words, method_words, spread_words, total_words
from peelian.interfaces.public import measure_tables as tables
from peelian.interfaces.public.measure_charts import band_map, bar_chart, funnel_chart, trend_chart
from peelian.interfaces.public.measure_words import force_story, map_words, opinion_words, small_base_words
from peelian.interfaces.public.pages import page
from peelian.records.comparison import MeasureComparison
from peelian.rendering.measure_csv import measure_csv


@require_safe
def measure_list(request: HttpRequest) -> HttpResponse:
    """Every measure of which values are published, with its latest period."""
    rows = [
        [
            {"text": each.title, "href": reverse("public:measure", args=[each.measure])},
            {"text": each.comparison.period_words},
            {"text": each.comparison.n, "numeric": True},
            {"text": each.comparison.source},
        ]
        for each in published_measures()
    ]
    columns = tables.columns(("Measure", "Latest period", "Forces", "Source"), ("Forces",))
    return page(request, "measures.html", {"columns": columns, "rows": rows})


@require_safe
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure: forces side by side, what the lines and the second opinion say, and one force over time."""
    published = publication_or_404(request, measure)
    compared = published.comparison
    force = _chosen_force(request)
    marked = force.slug if force else ""
    periods = list(published_periods(measure))
    context = {
        "published": published,
        "compared": compared,
        "definition": compared.definition,
        "force": force,
        "forces": forces_in_scope(),
        "periods": periods,
        "versions": [
            each for each in measure_versions(published) if each.version_number != published.version_number
        ],
        "story": force_story(compared, force) if force else (),
        "lines_words": lines_words(compared),
        "method_words": method_words(compared),
        "spread_words": spread_words(compared),
        "newest": measure_versions(published)[0],
        "total_words": total_words(compared, forces_in_scope().count()),
        "small_base_words": small_base_words(compared),
        "bars": bar_chart(compared, marked) if compared.forces else None,
        "map": band_map(compared, marked),
        "map_words": map_words(compared, force),
        "opinion_words": opinion_words(compared),
        "funnel": funnel_chart(compared, marked),
        **_tables(compared, marked, periods),
        **_neighbours(compared, force),
        **_trend(periods, compared, force),
    }
    return page(request, "measure.html", context)


@require_safe
def measure_values_csv(request: HttpRequest, measure: str) -> HttpResponse:
    """The values of one period, one row a force, those left out among them."""
    published = publication_or_404(request, measure)
    name = f"{measure}-{published.period_end.isoformat()}-v{published.version_number}.csv"
    text = measure_csv(published.comparison, published.version_number, published.content_hash)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def measure_comparison_json(request: HttpRequest, measure: str) -> HttpResponse:
    """The comparison of one period exactly as it was published, with its hash."""
    published = publication_or_404(request, measure)
    _ = published.comparison
    body = {
        "version": published.version_number,
        "content_hash": published.content_hash,
        "correction_reason": published.correction_reason,
        "comparison": published.value,
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False, indent=2), content_type="application/json")


def publication_or_404(request: HttpRequest, measure: str) -> MeasurePublication:
    """The newest version of the period that the address asks for, or of the latest one; an older by its number."""
    found = measure_publication(measure, _chosen_period(request))
    wanted = request.GET.get("version", "")
    if found is not None and wanted:
        versions = {str(each.version_number): each for each in measure_versions(found)}
        found = versions.get(wanted)
    if found is None:
        raise Http404
    return found


def _chosen_period(request: HttpRequest) -> date | None:
    text = request.GET.get("period", "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _chosen_force(request: HttpRequest) -> Organisation | None:
    """The force in question; one that is not known has no page."""
    slug = request.GET.get("force", "")
    if not slug:
        return None
    found = forces_in_scope().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _tables(
    compared: MeasureComparison, marked: str, periods: Sequence[MeasurePublication]
) -> dict[str, object]:
    return {
        "force_columns": tables.force_columns(compared),
        "force_rows": tables.force_rows(compared, marked),
        "funnel_columns": tables.columns(
            tables.FUNNEL_COLUMNS, ("Value", *tables.FUNNEL_COLUMNS[2:4], "Adjusted p")
        ),
        "funnel_rows": tables.funnel_rows(compared),
        "period_columns": tables.columns(
            ("Period", "Mean of forces", "England and Wales", "Forces", "Published"),
            ("Mean of forces", "England and Wales", "Forces"),
        ),
        "period_rows": tables.period_rows(periods),
        "return_columns": tables.columns(tables.RETURN_COLUMNS, ("Version",)),
        "return_rows": tables.return_rows(compared),
    }


def _neighbours(compared: MeasureComparison, force: Organisation | None) -> dict[str, object]:
    found = next((each for each in compared.peers if force and each.slug == force.slug), None)
    if found is None or not found.others:
        return {"peers": None}
    return {
        "peers": found,
        "peer_columns": tables.columns(tables.PEER_COLUMNS, tables.PEER_COLUMNS[1:]),
        "peer_rows": tables.peer_rows(compared, found.group),
    }


def _trend(
    periods: Sequence[MeasurePublication], compared: MeasureComparison, force: Organisation | None
) -> dict[str, object]:
    series = series_of_force(periods, force.slug) if force else None
    if series is None or force is None:
        return {"series": None}
    return {
        "series": series,
        "trend": trend_chart(compared, series, force.name),
        "trend_columns": tables.columns(tables.TREND_COLUMNS, ("Value", "Limits")),
        "trend_rows": tables.trend_rows(compared, series),
    }
