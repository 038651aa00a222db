"""Recording, changing and withdrawing evidence."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.policies import evidence_editable_by, inspectorates_supplied_with_evidence_by
from peelian.apps.evidence.services import record_evidence, update_evidence, withdraw_evidence
from peelian.apps.evidence.values import EvidenceValues
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Organisation
from peelian.catalogue import EvidenceKind
from peelian.interfaces.workspace.inspecting.evidence_forms import (
    EvidenceEditForm,
    EvidencePlaceForm,
    NewEvidenceForm,
    WithdrawForm,
    kind_named,
    newest_framework,
)
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page


@workspace_page
@once
def evidence_add(request: HttpRequest) -> HttpResponse:
    """Choose kind and place, then record what belongs to that kind."""
    user = person(request)
    inspectorate = visible_or_404(inspectorates_supplied_with_evidence_by(user))
    open_inspections = (
        Inspection.objects.drafts_visible_to(user)
        .exclude(state=Inspection.State.PUBLISHED)
        .select_related("framework_version", "force", "inspectorate")
    )
    if "kind" not in request.GET and "step" not in request.GET:
        preset = {"inspection": request.GET.get("inspection"), "force": request.GET.get("force")}
        return _choose_place(request, EvidencePlaceForm(open_inspections, initial=preset))
    place = EvidencePlaceForm(open_inspections, request.GET)
    if not place.is_valid():
        return _choose_place(request, place)
    return _record(request, inspectorate, place.cleaned_data)


@workspace_page
def evidence_edit(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Change an item; a person who changes the kind is asked for what the new kind needs."""
    actor, item = person(request), _editable(request, evidence_id)
    kind = kind_named(request.GET.get("kind") or item.kind) or _stored_kind(item)
    form = EvidenceEditForm(kind, request.POST or None, initial=_values_of(item))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        saved = attempt(
            form,
            lambda: update_evidence(actor=actor, evidence=item, values=form.values, expected_version=version),
        )
        if saved is not None:
            messages.success(request, "The evidence is saved.")
            return redirect("workspace:evidence", evidence_id=item.pk)
    context = {"heading": "Change evidence", "hint": f"Kind: {kind.title}.", "back": _address(item)}
    return page(request, "form_page.html", context, form)


@workspace_page
def evidence_withdraw(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Take an item out of use, with a reason."""
    actor, item = person(request), _editable(request, evidence_id)
    form = WithdrawForm(request.POST or None, initial={"version": item.version})
    if request.method == "POST" and form.is_valid():
        reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
        saved = attempt(
            form,
            lambda: withdraw_evidence(actor=actor, evidence=item, reason=reason, expected_version=version),
        )
        if saved is not None:
            messages.success(request, "The evidence is withdrawn.")
            return redirect("workspace:evidence", evidence_id=item.pk)
    context = {
        "heading": "Withdraw evidence",
        "hint": f"{item.title}. It stays in the register with your reason, and nothing new can rest on it.",
        "button": "Withdraw",
        "warning": True,
        "back": _address(item),
    }
    return page(request, "form_page.html", context, form)


def _choose_place(request: HttpRequest, form: EvidencePlaceForm) -> HttpResponse:
    return page(request, "inspecting/evidence_place.html", {}, form)


def _record(request: HttpRequest, inspectorate: Organisation, place: dict[str, Any]) -> HttpResponse:
    actor = person(request)
    inspection: Inspection | None = place["inspection"]
    kind = kind_named(place["kind"])
    if kind is None:  # the form has just found it among the kinds
        raise LookupError(place["kind"])
    framework = inspection.framework if inspection else newest_framework()
    form = NewEvidenceForm(kind, framework, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: record_evidence(
                actor=actor,
                inspectorate=inspection.inspectorate if inspection else inspectorate,
                values=form.values,
                force=place["force"],
                inspection=inspection,
                links=form.links,
            ),
        )
        if made is not None:
            messages.success(request, "The evidence is recorded.")
            return redirect("workspace:evidence", evidence_id=made.pk)
    about = inspection.title if inspection else f"{place['force'].name}, between inspections"
    context = {
        "heading": f"Record evidence: {kind.title.lower()}",
        "hint": f"About {about}.",
        "button": "Record evidence",
        "back": reverse("workspace:evidence_add"),
    }
    return page(request, "form_page.html", context, form)


def _editable(request: HttpRequest, evidence_id: uuid.UUID) -> EvidenceItem:
    return visible_or_404(
        evidence_editable_by(person(request)).select_related("inspectorate"), pk=evidence_id
    )


def _stored_kind(item: EvidenceItem) -> EvidenceKind:
    """The item's kind even where the catalogue has dropped it since."""
    return kind_named(item.kind) or EvidenceKind(identifier=item.kind, title=item.kind)


def _values_of(item: EvidenceItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in (*EvidenceValues.__dataclass_fields__, "version")}


def _address(item: EvidenceItem) -> str:
    return reverse("workspace:evidence", args=[item.pk])
