"""Downloads of a draw: its manifest, by which anybody can draw again, and the list of the cases for the force."""

from __future__ import annotations

import csv
import uuid

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from peelian.apps.reviews.models import Review
from peelian.apps.reviews.queries import draw_manifest
from peelian.interfaces.workspace.pages import person, workspace_page
from peelian.interfaces.workspace.reviewing.places import managed_review, review_of
from peelian.rendering.csv_export import guarded


@workspace_page
def review_manifest(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """What a redraw needs, without the reference of any case."""
    found = _drawn(review_of(request, review_id))
    content = draw_manifest(person(request), found)
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="review-{found.pk}.manifest.json"'
    return response


@workspace_page
def review_case_list(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The references of the cases, by which the force finds the files; for those who run the review."""
    found = _drawn(managed_review(request, review_id))
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="review-{found.pk}-cases.csv"',
            "Cache-Control": "no-store",
        },
    )
    rows = csv.writer(response, lineterminator="\n")
    rows.writerow(["case", "reference", "stratum"])
    for case in found.cases.filter(withdrawn_on__isnull=True).order_by("number"):
        rows.writerow([case.number, guarded(case.key), guarded(case.stratum)])
    return response


def _drawn(found: Review) -> Review:
    if not found.seed:
        raise Http404
    return found
