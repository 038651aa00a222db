"""The product's routes, and beside them two bare Django pages to measure against."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from peelian.apps.evidence.models import EvidenceItem
from peelian.config import urls

BODY = (
    "<!DOCTYPE html><html lang='en'><head><title>Bare</title></head><body><p>A bare page.</p></body></html>"
)
ROWS = 50


def bare(request: HttpRequest) -> HttpResponse:
    """A page that asks no database and fills no template."""
    return HttpResponse(BODY)


@login_required
def bare_list(request: HttpRequest) -> HttpResponse:
    """The least that a list for a signed-in person is: a page of rows in a plain table, nothing else."""
    rows = EvidenceItem.objects.visible_to(request.user).select_related("force", "recorded_by")
    return render(request, "bare_list.html", {"page": Paginator(rows, ROWS).get_page(1)})


urlpatterns = [path("bare/", bare), path("bare/list/", bare_list), *urls.urlpatterns]
handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500
