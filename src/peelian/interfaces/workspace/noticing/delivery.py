"""How often notices come by email."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.notifications.queries import delivery_of
from peelian.apps.notifications.services import choose_delivery
from peelian.interfaces.workspace.noticing.forms import DeliveryForm
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page


@workspace_page
def delivery(request: HttpRequest) -> HttpResponse:
    """Choose at once, once a day, once a week, or here alone."""
    user = person(request)
    sent = request.method == "POST"
    form = DeliveryForm(request.POST if sent else None, initial={"delivery": delivery_of(user)})
    if sent and form.is_valid():
        chosen = attempt(form, lambda: choose_delivery(actor=user, **form.cleaned_data))
        if chosen is not None:
            messages.success(request, f"Notices by email: {chosen.get_delivery_display().lower()}.")
            return redirect("workspace:notices")
    context = {"heading": "Notices by email", "button": "Save", "back": reverse("workspace:notices")}
    return page(request, "form_page.html", context, form)
