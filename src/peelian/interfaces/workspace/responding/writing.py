"""Opening a response and writing its sections."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.models import Organisation
from peelian.apps.reports.models import Publication
from peelian.apps.responses.items import items_to_answer
from peelian.apps.responses.models import AnsweredReport, ItemAnswer, Response
from peelian.apps.responses.queries import reports_of, responses_of
from peelian.apps.responses.services import (
    ReportAnswered,
    answer_item,
    open_response,
    quote_item,
    write_response,
)
from peelian.interfaces.workspace.editing import offer, sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.responding.forms import AnswerForm, OpenForm, QuoteForm, SectionsForm
from peelian.interfaces.workspace.responding.places import (
    last_day_words,
    own_bodies,
    past_drafting,
    response_address,
    response_frame,
    response_of,
)

SECTIONS = (
    "inspection_types", "force_quoted", "executive_summary", "findings_introduction", "body_comment",
    "commissioner_name", "commissioner_office", "reply",
)  # fmt: skip


@workspace_page
@once
def response_open(request: HttpRequest) -> HttpResponse:
    """Open the response to a report; its clock is worked out from the day of publication."""
    user = person(request)
    bodies = own_bodies(user)
    if not bodies:
        raise Http404
    reports = {row.publication.reference: row.publication for row in reports_of(user)}
    known = {"report": request.GET.get("report", ""), **_known_before(user, request.GET.get("again", ""))}
    form = OpenForm(sent(request), initial=known)
    _offer_reports(form, bodies, reports)
    if form.is_valid():
        opened = attempt(form, lambda: _open(user, form.cleaned_data, bodies, reports))
        if opened is not None:
            messages.success(request, f"The response is open. {last_day_words(opened)}")
            return redirect(response_address(opened))
    context = {
        "heading": "Open a response",
        "hint": "Choose the report, or give its title and day. The last day follows from them by the rule of the time.",
        "button": "Open the response",
        "back": reverse("workspace:responses"),
    }
    return page(request, "responding/open.html", context, form)


@workspace_page
def response_edit(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Write the body's sections of a draft."""
    user, found = person(request), response_of(request, response_id)
    if request.method != "POST" and (past := past_drafting(request, found)):
        return past
    start = {name: getattr(found, name) for name in (*SECTIONS, "version")}
    form = SectionsForm(sent(request), initial=start)
    offer(form, "inspection_types", [(each.identifier, each.title) for each in regime().inspection_kinds])
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        written = attempt(
            form,
            lambda: write_response(actor=user, response=found, expected_version=version, **values),
        )
        if written is not None:
            messages.success(request, "The sections are saved.")
            return redirect(response_address(found))
    context = {**response_frame(found, "Write"), "heading": "Write the response", "button": "Save"}
    return page(request, "responding/sections.html", context, form)


@workspace_page
def response_answer(request: HttpRequest, response_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """Answer one recommendation or area for improvement."""
    user, found = person(request), response_of(request, response_id)
    if request.method != "POST" and (past := past_drafting(request, found)):
        return past
    item = next((each for each in items_to_answer(found) if each.pk == item_id), None)
    if item is None:
        raise Http404
    given = ItemAnswer.objects.filter(response=found, item=item).first()
    start = {"kind": given.kind, "text": given.text} if given else {}
    form = AnswerForm(sent(request), initial={**start, "version": found.version})
    if form.is_valid():
        values = form.cleaned_data
        answered = attempt(
            form,
            lambda: answer_item(
                actor=user,
                response=found,
                item=item,
                kind=values["kind"],
                text=values["text"],
                expected_version=values["version"],
            ),
        )
        if answered is not None:
            messages.success(request, f"'{item.title}' is answered.")
            return redirect(f"{response_address(found)}#answers")
    context = {
        **response_frame(found, "Answer"),
        "heading": "Answer an item",
        "button": "Save answer",
        "item": item,
    }
    return page(request, "responding/form.html", context, form)


@workspace_page
def response_quote(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Tie an item of an earlier report to the response."""
    user, found = person(request), response_of(request, response_id)
    if past := past_drafting(request, found):
        return past
    known = {each.pk for each in items_to_answer(found)}
    items = [
        each
        for each in Item.objects.published().filter(force=found.force).order_by("-listed_on", "title", "id")
        if each.pk not in known
    ]
    form = QuoteForm(sent(request), initial={"version": found.version})
    choices = [
        ("", "Choose an item"),
        *((str(each.pk), f"{each.title} ({each.listed_on:%B %Y})") for each in items),
    ]
    offer(form, "item", choices if items else [])
    if "item" in form.fields and form.is_valid():
        chosen = next(each for each in items if str(each.pk) == form.cleaned_data["item"])
        version = form.cleaned_data["version"]
        quoted = attempt(
            form, lambda: quote_item(actor=user, response=found, item=chosen, expected_version=version)
        )
        if quoted is not None:
            messages.success(request, f"'{chosen.title}' can be answered now.")
            return redirect(f"{response_address(found)}#answers")
    context = {
        **response_frame(found, "Item of an earlier report"),
        "heading": "Take up an item of an earlier report",
        "hint": "Where the answered report looks at an earlier recommendation again, tie it to the response.",
        "hindrance": "" if items else "No further item of the force is known.",
        "button": "Take it up",
    }
    return page(request, "responding/form.html", context, form)


def _known_before(user: User, draft: str) -> dict[str, Any]:
    """Title and day of a report that is known from a withdrawn draft alone, so that nobody types them anew."""
    withdrawn = responses_of(user).filter(state=Response.State.WITHDRAWN)
    found = next((each for each in withdrawn if str(each.pk) == draft), None)
    own = AnsweredReport.objects.filter(response=found, publication__isnull=True)
    return dict(own.values("title", "published_on", "published_precision").first() or {})


def _offer_reports(form: OpenForm, bodies: list[Organisation], reports: dict[str, Publication]) -> None:
    named = [
        (reference, f"{each.title} ({each.published_on:%-d %B %Y})") for reference, each in reports.items()
    ]
    offer(form, "report", [("", "None of these"), *named] if named else [])
    offer(form, "second", [("", "None"), *named] if named else [])
    offer(form, "body", [(str(each.pk), each.name) for each in bodies] if len(bodies) > 1 else [])


def _open(
    user: User, values: dict[str, Any], bodies: list[Organisation], reports: dict[str, Publication]
) -> Response:
    body = next(each for each in bodies if values.get("body", str(bodies[0].pk)) == str(each.pk))
    answered = []
    if chosen := values.get("report"):
        answered.append(ReportAnswered(publication=reports[chosen]))
    elif values["title"] or values["published_on"]:
        answered.append(
            ReportAnswered(
                title=values["title"],
                published_on=values["published_on"],
                published_precision=values["published_precision"] or "day",
            )
        )
    if (second := values.get("second")) and second != chosen:
        answered.append(ReportAnswered(publication=reports[second]))
    return open_response(actor=user, body=body, reports=answered)
