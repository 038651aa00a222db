"""Signing a return off."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.returns.policies import replies_signable_by
from peelian.apps.returns.rounds import current_round
from peelian.apps.returns.services import sign_off_return
from peelian.interfaces.workspace.collecting.forms import SignOffForm
from peelian.interfaces.workspace.collecting.places import reply_address, reply_frame, reply_to_change
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.rules.number_words import of_number


@workspace_page
def return_sign_off(request: HttpRequest, collection_id: uuid.UUID, slug: str) -> HttpResponse:
    """Answer for the version of the return that was shown, the latest, and say how many hours it took."""
    actor = person(request)
    reply = reply_to_change(request, replies_signable_by(actor), collection_id, slug)
    if isinstance(reply, HttpResponse):
        return reply
    latest = reply.returns.first()
    if latest is None:
        raise Http404
    form = SignOffForm(sent(request), initial={"number": latest.number})
    if form.is_valid():
        values = dict(form.cleaned_data)
        seen = visible_or_404(reply.returns.all(), number=values.pop("number"))
        made = attempt(form, lambda: sign_off_return(actor=actor, version=seen, **values))
        if made is not None:
            messages.success(request, f"Version {seen.number} is signed off.")
            return redirect(reply_address(reply))
        form.data = {**request.POST.dict(), "number": str(latest.number)}
    round_number = current_round(reply.collection)
    context = {
        **reply_frame(reply, ("Sign the return off", "")),
        "heading": f"Sign off version {latest.number}",
        "hint": of_number(latest.row_count, "row")
        + (f", in round {round_number} of validation." if round_number else ".")
        + " The inspectorate sees the return from then on.",
        "shown_text": f"Look at version {latest.number}",
        "shown_href": reply_address(reply, "return_version", number=latest.number),
        "button": "Sign off",
        "cancel": reply_address(reply),
    }
    return page(request, "collecting/form.html", context, form)
