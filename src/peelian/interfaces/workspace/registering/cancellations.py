"""The register of cancelled crime records: read by the force, written by its crime registrar."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.reviews.models import CancellationApproval
from peelian.apps.reviews.policies import can_register_force, forces_registrable_by, registers_readable_by
from peelian.apps.reviews.services import approve_cancellation
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page


class CancellationForm(forms.Form):
    """Which record is cancelled, why, what shows it, and by which rules."""

    record = forms.CharField(
        label="Crime record", max_length=120, help_text="Its reference. Name no person here."
    )
    reason = forms.ChoiceField(
        label="Reason", choices=CancellationApproval.Reason.choices, widget=forms.RadioSelect
    )
    information = forms.CharField(
        label="Information that can be verified",
        help_text="What shows it, and where it is kept.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    rules = forms.CharField(
        label="Recording standard and its version",
        max_length=200,
        help_text="Such as Home Office counting rules, April 2021.",
    )


@workspace_page
def cancellations(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Every cancellation that the crime registrar of the force approved, latest first."""
    actor = person(request)
    force = visible_or_404(registers_readable_by(actor), pk=organisation_id)
    approved = CancellationApproval.objects.visible_to(actor).filter(force=force)
    context = {
        "force": force,
        "listed": one_page(request, approved.select_related("approved_by")),
        "may_approve": can_register_force(actor, force),
    }
    return page(request, "registering/cancellations.html", context)


@workspace_page
def cancellation_approve(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Approve the cancellation of a crime record."""
    actor = person(request)
    force = visible_or_404(forces_registrable_by(actor), pk=organisation_id)
    form = CancellationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        approved = attempt(form, lambda: approve_cancellation(actor=actor, force=force, **form.cleaned_data))
        if approved is not None:
            messages.success(request, f"The cancellation of {approved.record} is approved.")
            return redirect("workspace:cancellations", organisation_id=force.pk)
    context = {
        "heading": "Approve the cancellation of a crime record",
        "hint": "It stands in the register of the force with your name, and is not changed afterwards.",
        "button": "Approve cancellation",
        "back": reverse("workspace:cancellations", args=[force.pk]),
    }
    return page(request, "form_page.html", context, form)
