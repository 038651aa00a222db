"""Responses of local policing bodies: the list, each one whole, and those that came late or are not recorded."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from peelian.apps.organisations.queries import forces
from peelian.apps.responses.models import Letter, Response
from peelian.apps.responses.queries import (
    AnsweredItem,
    AwaitedResponse,
    answers_of,
    awaited_responses,
    dated_words,
    entered_words,
    form_of,
    late_responses,
    published_responses,
    standing_of,
)
from peelian.documents.response_form import write_form
from peelian.interfaces.look.filters import Filters, filter_choice
from peelian.interfaces.look.responses import AskedLine, response_words
from peelian.interfaces.look.tables import headings
from peelian.interfaces.public.pages import (
    ANYBODY,
    first_or_404,
    one_page,
    page,
)
from peelian.rendering.presenters import paragraphs
from peelian.rules.number_words import days_counted
from peelian.rules.periods import day_words

COLUMNS = ("Report", "Force", "Answered by", "Published", "In time")
AWAITED_COLUMNS = ("Report", "Force", "To be answered by", "Last day", "Over by")
SHOWN = 100
Cells = list[list[dict[str, Any]]]


class ResponseFilters(Filters):
    """What a reader of the responses may ask for."""

    def offer(self) -> None:
        self.fields["force"] = filter_choice("Force", list(forces().values_list("slug", "name")))


@require_safe
def response_list(request: HttpRequest) -> HttpResponse:
    """Every published response, latest first; of one force where that is asked for."""
    filters = ResponseFilters(request)
    slug = filters.chosen("force")
    chosen = forces().get(slug=slug) if slug else None
    listed = one_page(request, published_responses(force=chosen))
    context = {
        "force": chosen,
        "form": filters,
        "narrowed": bool(request.GET.get("force")),
        "listed": listed,
        "columns": headings(*COLUMNS),
        "rows": _rows(listed),
    }
    return page(request, "responses.html", context, status=422 if filters.errors else 200)


@require_safe
def late_list(request: HttpRequest) -> HttpResponse:
    """Responses that came after their last day, and reports of which none is recorded after it."""
    over = [each for each in awaited_responses(timezone.localdate()) if each.days_over]
    listed = one_page(request, late_responses())
    context = {
        "listed": listed,
        "columns": headings(*COLUMNS),
        "rows": _rows(listed),
        "awaited_columns": headings(*AWAITED_COLUMNS),
        "awaited": [_awaited_cells(each) for each in over[:SHOWN]],
        "more": max(0, len(over) - SHOWN),
    }
    return page(request, "responses_late.html", context)


@require_safe
def response(request: HttpRequest, reference: str) -> HttpResponse:
    """One response in the order of its form, with its letters."""
    found = _published(reference)
    context = {
        **response_words(form_of(found)),
        "response": found,
        "standing": standing_of(found, timezone.localdate()),
        "published": dated_words(found.published_on, found.published_precision) if found.published_on else "",
        "entered": entered_words(found),
        "asked": [_asked(each) for each in answers_of(found) if each.answer or each.is_recommendation],
        "copies": list(found.copies.all()),
        "letters": list(Letter.objects.visible_to(ANYBODY).filter(response=found).order_by("dated", "title")),
        "reports": [
            (report.title, reverse("public:report", args=[report.reference]) if report.publication_id else "")
            for report in found.reports.all()
        ],
    }
    return page(request, "response.html", context)


@require_safe
def response_text(request: HttpRequest, reference: str) -> HttpResponse:
    """A published response as the text of its form."""
    found = _published(reference)
    return HttpResponse(
        write_form(form_of(found)),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.reference}.txt"'},
    )


def _published(reference: str) -> Response:
    return first_or_404(published_responses().filter(reference=reference))


def _rows(listed: Any) -> Cells:
    today = timezone.localdate()
    return [
        [
            {"text": each.title, "href": reverse("public:response", args=[each.reference])},
            {"text": each.force.name, "href": reverse("public:force", args=[each.force.slug])},
            {"text": each.body.name},
            {"text": dated_words(each.published_on, each.published_precision) if each.published_on else None},
            {"text": standing_of(each, today).words},
        ]
        for each in listed
    ]


def _awaited_cells(each: AwaitedResponse) -> list[dict[str, Any]]:
    return [
        {"text": each.title, "href": reverse("public:report", args=[each.reference])},
        {"text": each.force.name, "href": reverse("public:force", args=[each.force.slug])},
        {"text": each.body.name},
        {"text": day_words(each.due) if each.due else "No fixed day"},
        {"text": days_counted(each.days_over)},
    ]


def _asked(each: AnsweredItem) -> AskedLine:
    return AskedLine(
        what=each.item.get_kind_display(),
        title=each.item.title,
        href=reverse("public:item", args=[each.item.pk]),
        text=paragraphs(each.item.text),
        due=each.due,
        kind=each.answer.get_kind_display() if each.answer else "",
        answer=paragraphs(each.answer.text) if each.answer else (),
    )
