"""A published version as PDF, JSON and CSV, all of the same frozen value."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from peelian.apps.reports.models import Publication
from peelian.interfaces.public.kept_renderings import kept_rendering
from peelian.interfaces.public.reports import publication_or_404
from peelian.rendering.csv_export import figures_csv, grades_csv
from peelian.rendering.json_export import report_json
from peelian.rendering.pdf import report_pdf
from peelian.rules.errors import RefusalError

CSV_TYPE = "text/csv; charset=utf-8"


@require_safe
def pdf(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    """The report as a PDF; a version that cannot be laid out as one has no such address."""
    publication = publication_or_404(reference, number)
    try:
        content = kept_pdf(publication)
    except RefusalError as error:
        raise Http404(error.message) from error
    return _file(publication, content, "application/pdf", "pdf", shown=True)


@require_safe
def json(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    publication = publication_or_404(reference, number)
    return _file(publication, report_json(publication.report), "application/json", "json", shown=True)


@require_safe
def grades(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    publication = publication_or_404(reference, number)
    return _file(publication, grades_csv(publication.report), CSV_TYPE, "grades.csv")


@require_safe
def figures(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    publication = publication_or_404(reference, number)
    return _file(publication, figures_csv(publication.report), CSV_TYPE, "figures.csv")


def kept_pdf(publication: Publication) -> bytes:
    """The PDF of a version, laid out the first time it is asked for and kept under its content hash."""
    return kept_rendering(f"{publication.content_hash}.pdf", lambda: report_pdf(publication.report))


def _file(
    publication: Publication, content: bytes | str, content_type: str, ending: str, *, shown: bool = False
) -> HttpResponse:
    name = f"{publication.reference}-v{publication.version_number}.{ending}"
    place = "inline" if shown else "attachment"
    headers = {"Content-Disposition": f'{place}; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
