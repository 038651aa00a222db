"""Versions of plans that were sent: read by force and inspectorate, received and reviewed."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.actions.models import PlanDocument, PlanReceipt, PlanVersion
from peelian.apps.actions.policies import can_receive_plan_version, plan_versions_receivable_by
from peelian.apps.actions.services import (
    open_plan_document,
    receive_plan,
    review_plan,
)
from peelian.interfaces.workspace.acting.places import (
    Button,
    Cell,
    Table,
    address,
    require,
    works_for,
)
from peelian.interfaces.workspace.acting.plan_forms import ReviewForm
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import (
    act_or_tell,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.rules.periods import day_words


@workspace_page
def plan_version(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """One version as it was sent, for the force and the inspectorate."""
    user = person(request)
    found = _visible_version(request, version_id)
    force = found.plan.force
    receipt = PlanReceipt.objects.filter(version=found).first()
    document = PlanDocument.objects.filter(version=found).first()
    rows: list[list[Cell]] = [
        [
            {"text": action["title"]},
            {"text": item["title"]},
            {"text": action["owner"]},
            {"text": day_words(date.fromisoformat(action["due"])) if action["due"] else "No date"},
            {"text": action["state"].replace("-", " ").capitalize()},
        ]
        for item in found.content["items"]
        for action in item["actions"]
    ]
    context = {
        "caption": f"{force.name}: {found.plan.title}",
        "heading": f"Version {found.number}",
        "warnings": found.warnings,
        "buttons": _receiving(found, receipt) if can_receive_plan_version(user, found) else [],
        "facts": [
            ("Dated", day_words(found.dated)),
            ("Sent", f"{day_words(found.sent_on)}, by {found.sent_by.name}"),
            ("Strategy", _strategy(found)),
            ("Receipt", receipt_words(found)),
            *([("Reasons", receipt.reasons)] if receipt and receipt.reasons else []),
            ("Items", "\n".join(item["title"] for item in found.content["items"])),
            ("Fingerprint", found.sha256),
            *([("Fingerprint of the document", document.sha256)] if document else []),
        ],
        "tables": [
            Table(
                "actions", "Actions as they stood", ("Action", "Item", "Owner", "Due", "State"), rows,
                "It held no action.",
            )
        ],
        "texts": [("The plan", found.text)] if found.text else [],
        "links": [(document.file_name, address("plan_document", document.pk))] if document else [],
        "links_title": "The plan as a document",
        "crumbs": _version_crumbs(request, found),
    }  # fmt: skip
    return page(request, "acting/place.html", context)


@workspace_page
def plan_document(request: HttpRequest, document_id: uuid.UUID) -> FileResponse:
    """Download the document of a version; the reading is logged. It is offered for saving, never shown in the page."""
    actor = person(request)
    found: PlanDocument = visible_or_404(
        PlanDocument.objects.visible_to(actor).select_related("version__plan__force"), pk=document_id
    )
    opened = open_plan_document(actor=actor, document=found)
    return FileResponse(opened, as_attachment=True, filename=found.file_name, content_type=found.media_type)


@workspace_page
def plans_sent(request: HttpRequest) -> HttpResponse:
    """Versions of plans that forces sent to the inspectorate, latest first."""
    found = plan_versions_receivable_by(person(request)).select_related("plan__force", "receipt")
    listed = one_page(request, found.order_by("-sent_at", "pk"))
    rows: list[list[Cell]] = [
        [
            {"text": f"{each.plan.title}, version {each.number}", "href": address("plan_version", each.pk)},
            {"text": each.plan.force.name},
            {"text": day_words(each.sent_on)},
            {"text": receipt_words(each)},
        ]
        for each in listed
    ]
    columns = ("Plan", "Force", "Sent", "Receipt")
    table = Table(
        "sent", "Plans of forces, latest first", columns, rows, "No force has sent a plan.", [], listed
    )
    crumbs = {"items": [{"text": "Your work", "href": address("home")}, {"text": "Plans of forces"}]}
    return page(
        request, "acting/place.html", {"heading": "Plans of forces", "crumbs": crumbs, "tables": [table]}
    )


@workspace_page
def plan_receive(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """Give the inspectorate's receipt."""
    found = _visible_version(request, version_id)
    require(can_receive_plan_version(person(request), found))
    if request.method == "POST":
        act_or_tell(
            request, lambda: receive_plan(actor=person(request), version=found), "The receipt is given."
        )
    return redirect("workspace:plan_version", found.pk)


@workspace_page
def plan_review(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """Record what the inspectorate makes of a version."""
    found = _visible_version(request, version_id)
    require(can_receive_plan_version(person(request), found))
    receipt = visible_or_404(PlanReceipt.objects.filter(version=found, result=""))
    form = ReviewForm(sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempted(form, lambda: review_plan(actor=person(request), receipt=receipt, **given)):
            return redirect("workspace:plan_version", found.pk)
    context: dict[str, Any] = {
        "crumbs": _version_crumbs(request, found),
        "heading": "What do you make of this plan?",
        "button": "Record the result",
        "back": address("plan_version", found.pk),
        "subject": f"{found.plan.force.name}: {found}",
        "hint": "A plan is not incomplete because an action in it has not begun.",
    }
    return page(request, "acting/step.html", context, form)


def receipt_words(version: PlanVersion) -> str:
    """What became of a version, in a few words."""
    receipt = getattr(version, "receipt", None)
    if receipt is None:
        return "Not received yet"
    result = f"; {receipt.get_result_display().lower()}" if receipt.result else ""
    return f"Received {day_words(receipt.received_on)}{result}"


def _visible_version(request: HttpRequest, version_id: uuid.UUID) -> PlanVersion:
    found = PlanVersion.objects.visible_to(person(request))
    return visible_or_404(found.select_related("plan__force", "sent_by", "receipt"), pk=version_id)


def _version_crumbs(request: HttpRequest, found: PlanVersion) -> dict[str, Any]:
    own = works_for(person(request), found.plan.force)
    before = (
        {"text": found.plan.title, "href": address("plan", found.plan_id)}
        if own
        else {"text": "Plans of forces", "href": address("plans_sent")}
    )
    first = {"text": "Your work", "href": address("home")}
    return {"items": [first, before, {"text": f"Version {found.number}"}]}


def _receiving(found: PlanVersion, receipt: PlanReceipt | None) -> list[Button]:
    if receipt is None:
        return [Button("Give the receipt", address("plan_receive", found.pk), posts=True)]
    return [] if receipt.result else [Button("Record the result", address("plan_review", found.pk))]


def _strategy(found: PlanVersion) -> str:
    if not found.strategy or found.strategy_agreed_on is None:
        return "None cited"
    version = f", version {found.strategy_version}" if found.strategy_version else ""
    return f"{found.strategy}{version}, agreed on {day_words(found.strategy_agreed_on)}"
