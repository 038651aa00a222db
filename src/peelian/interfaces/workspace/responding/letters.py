"""Letters on an inspection: kept by the body, and made public where it chooses."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from peelian.apps.organisations.access import organisations_with_role
from peelian.apps.responses.models import BODY_ROLES, Letter
from peelian.apps.responses.services import keep_letter, publish_letter
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    act_or_tell,
    attempt,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.interfaces.workspace.responding.forms import LetterForm
from peelian.interfaces.workspace.responding.places import response_address, response_frame, response_of


@workspace_page
@once
def letter_add(request: HttpRequest, response_id: uuid.UUID) -> HttpResponse:
    """Keep a letter beside the response; it is not public by that."""
    user, found = person(request), response_of(request, response_id)
    form = LetterForm(sent(request))
    if form.is_valid():
        kept = attempt(form, lambda: keep_letter(actor=user, response=found, **form.cleaned_data))
        if kept is not None:
            messages.success(request, "The letter is kept. Only your body sees it until you publish it.")
            return redirect(f"{response_address(found)}#letters")
    context = {
        **response_frame(found, "Letter"),
        "heading": "Keep a letter on this inspection",
        "hint": "Such as the letter of the inspector to the commissioner. You decide whether it becomes public.",
        "button": "Keep the letter",
    }
    return page(request, "responding/form.html", context, form)


@workspace_page
@require_POST
def letter_publish(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    """Make a letter public beside its published response."""
    user = person(request)
    own = Letter.objects.visible_to(user).filter(
        response__body__in=organisations_with_role(user, *BODY_ROLES)
    )
    letter = visible_or_404(own.select_related("response__body"), pk=letter_id)
    act_or_tell(
        request,
        lambda: publish_letter(actor=user, letter=letter),
        f"'{letter.title}' is public beside the response.",
    )
    return redirect(f"{response_address(letter.response)}#letters")
