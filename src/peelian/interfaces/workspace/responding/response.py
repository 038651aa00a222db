"""One response as its body works on it, and its text."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.responses.models import Letter, Response
from peelian.apps.responses.policies import can_edit_response, can_publish_response, can_sign_response
from peelian.apps.responses.queries import (
    AnsweredItem,
    answers_of,
    dated_words,
    entered_words,
    form_of,
    standing_of,
)
from peelian.documents.response_form import write_form
from peelian.interfaces.look.responses import AskedLine, response_words
from peelian.interfaces.workspace.addresses import item_address, report_address
from peelian.interfaces.workspace.pages import page, person, workspace_page
from peelian.interfaces.workspace.responding.places import (
    after_last_day_words,
    recipient_words,
    response_frame,
    response_of,
    state_tag,
)
from peelian.rendering.presenters import paragraphs
from peelian.rules.periods import day_words


@workspace_page
def response(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """A response in the order of its form, with what can be done next."""
    user, found = person(request), response_of(request, response_id)
    editable = can_edit_response(user, found)
    context = {
        **response_frame(found),
        **response_words(form_of(found)),
        **_steps(user, found, editable),
        "tag": state_tag(found.state),
        "facts": _facts(found),
        "asked": [_asked(found, each, editable) for each in answers_of(found)],
        "letters": list(Letter.objects.visible_to(user).filter(response=found)),
        "reports": [
            (
                report.title,
                report_address(report.reference) if report.publication_id else "",
                reverse("workspace:response_report", args=[found.pk, report.pk])
                if editable and not report.publication_id
                else "",
            )
            for report in found.reports.all()
        ],
    }
    return page(request, "responding/response.html", context)


@workspace_page
def response_text(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """The form as plain text, draft or not, for the body alone."""
    found = response_of(request, response_id)
    return HttpResponse(
        write_form(form_of(found)),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.reference}.txt"'},
    )


def _steps(user: User, found: Response, editable: bool) -> dict[str, Any]:
    return {
        "editable": editable,
        "may_sign": can_sign_response(user, found),
        "may_publish": can_publish_response(user, found),
        "signed": found.state == Response.State.SIGNED_OFF,
        "published": found.state == Response.State.PUBLISHED,
        "copies_due": found.state in (Response.State.SIGNED_OFF, Response.State.PUBLISHED)
        and found.copies.count() < 2,
    }


def _facts(found: Response) -> list[tuple[str, str]]:
    """How the response stands: its clock, who was asked, who signed, when it went out."""
    facts = [
        ("Last day", _upper_first(found.due_words) or "No fixed day"),
        ("In time", standing_of(found, timezone.localdate()).words),
    ]
    if found.invited_on and found.comments_due and not found.entered_afterwards:
        invited = f"Invited on {day_words(found.invited_on)}, by {day_words(found.comments_due)}."
        awaited = found.state == Response.State.DRAFT and not found.force_response
        beyond = after_last_day_words(found) if awaited else ""
        facts.append(("Comments of the chief officer", f"{invited} {beyond}".strip()))
    if found.force_responded_on and found.force_responded_by:
        step = "Entered" if found.entered_afterwards else "Written"
        told = f"{step} on {day_words(found.force_responded_on)} by {found.force_responded_by.name}"
        facts.append(("Section of the force", told))
    if found.signed_off_on and found.signed_off_by:
        stated = f", as stated; entered by {found.signed_off_by.name}"
        by = stated if found.entered_afterwards else f" by {found.signed_off_by.name}"
        facts.append(("Signed off", f"{day_words(found.signed_off_on)}{by}"))
    if found.published_on:
        facts.append(("Published", dated_words(found.published_on, found.published_precision)))
    if found.withdrawn_on:
        facts.append(("Withdrawn", f"{day_words(found.withdrawn_on)}: {found.withdrawal}"))
        waits = "No: there is no such report" if found.no_such_report else "Yes, as before the draft"
        facts.append(("Report waits for a response", waits))
    copies = found.copies.select_related("sent_by")
    facts += [
        (
            f"Copy to {recipient_words(each)}",
            f"{day_words(each.sent_on)}, {each.sent_by.name}",
        )
        for each in copies
    ]
    if found.source:
        facts += [("Published before at", found.source), ("Entered here", entered_words(found))]
    return facts


def _asked(found: Response, each: AnsweredItem, editable: bool) -> AskedLine:
    return AskedLine(
        what=each.item.get_kind_display(),
        title=each.item.title,
        href=item_address(each.item.pk),
        text=paragraphs(each.item.text),
        due=each.due,
        kind=each.answer.get_kind_display() if each.answer else "",
        answer=paragraphs(each.answer.text) if each.answer else (),
        act=reverse("workspace:response_answer", args=[found.pk, each.item.pk]) if editable else "",
    )


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
