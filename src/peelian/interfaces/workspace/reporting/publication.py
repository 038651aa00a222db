"""Pages of sign-off, publication, correction and the press statement."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.reports.models import AccuracyComment, Publication
from peelian.apps.reports.policies import inspections_publishable_by
from peelian.apps.reports.queries import publication_gates
from peelian.apps.reports.services import (
    correct_report,
    make_press_statement,
    publish_report,
    publish_round,
    sign_off_report,
    start_correction,
)
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import ConfirmForm, sent
from peelian.interfaces.workspace.judging.gate_rows import gate_rows
from peelian.interfaces.workspace.pages import (
    attempt,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.interfaces.workspace.reporting.publication_forms import (
    CorrectionForm,
    PressForm,
    PublishForm,
    RoundPublishForm,
    StartCorrectionForm,
)
from peelian.interfaces.workspace.reporting.steps import current_publication, hindrance
from peelian.rules.periods import day_words


@workspace_page
def sign_off(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Close the accuracy check and send the report to sign-off."""
    inspection = draft_inspection(request, inspection_id)
    form = ConfirmForm(sent(request))
    if form.is_valid() and attempted(
        form, lambda: sign_off_report(actor=person(request), inspection=inspection)
    ):
        messages.success(
            request, "The report is with sign-off. Its content stays as it is until it is returned."
        )
        return redirect(part_address(inspection, "report"))
    comments = AccuracyComment.objects.visible_to(person(request)).filter(
        accuracy_check__inspection=inspection,
        accuracy_check__closed_at__isnull=True,
        submitted_at__isnull=False,
    )
    context = {
        **frame(inspection, "report", ("Sign-off", "")),
        "heading": "Send the report to sign-off",
        "hint": f"Comments of the force: {comments.count()}, of which without an answer: "
        f"{comments.filter(accepted__isnull=True).count()}. The factual accuracy check closes with this step.",
        "button": "Send to sign-off",
        "hindrance": hindrance(person(request), inspection, "send-for-sign-off"),
        "cancel": part_address(inspection, "report"),
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def publish(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Publish the report, after showing what stands against it; a corrected one has a page of its own."""
    inspection = draft_inspection(request, inspection_id)
    if request.method != "POST" and inspection.state == Inspection.State.CORRECTED:
        return redirect(part_address(inspection, "correct"))
    form = PublishForm(sent(request), initial={"published_on": timezone.localdate()})
    if form.is_valid():
        published = attempt(
            form,
            lambda: publish_report(
                actor=person(request), inspection=inspection, published_on=form.cleaned_data["published_on"]
            ),
        )
        if published is not None:
            messages.success(
                request, f"{published.title} is published. Its content hash is {published.content_hash}."
            )
            return redirect(part_address(inspection, "report"))
    context = {
        **frame(inspection, "report", ("Publish", "")),
        "heading": "Publish the report",
        "hint": "From then on anybody can read it, and nothing changes it. A correction is a new version.",
        "button": "Publish",
        "hindrance": hindrance(person(request), inspection, "publish"),
        "cancel": part_address(inspection, "report"),
        "gates": gate_rows(person(request), inspection, "publish", publication_gates(inspection)),
    }
    return page(request, "reporting/publish.html", context, form)


@workspace_page
def round_publish(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Publish the reports of several forces in one act."""
    user = person(request)
    chosen = visible_or_404(Round.objects.visible_to(user).select_related("inspectorate"), pk=round_id)
    ready = list(
        inspections_publishable_by(user).filter(round=chosen).select_related("force").order_by("force__name")
    )
    form = RoundPublishForm(ready, sent(request), initial={"published_on": timezone.localdate()})
    back = workspace_address("round", round_id=chosen.pk)
    if form.is_valid():
        published = attempt(
            form,
            lambda: publish_round(
                actor=user,
                round=chosen,
                inspections=form.chosen,
                published_on=form.cleaned_data["published_on"],
            ),
        )
        if published is not None:
            messages.success(request, f"Reports published together: {len(published)}.")
            return redirect(back)
    context = {
        "heading": "Publish reports of the round together",
        "hint": f"{chosen.title}. Signed-off reports that you may publish: {len(ready)}.",
        "button": "Publish them all",
        "back": back,
    }
    return page(request, "form_page.html", context, form)


@workspace_page
def correct(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Correct a published report: open it with a reason, change it, publish the next version."""
    inspection = draft_inspection(request, inspection_id)
    publication = _published(inspection)
    if inspection.state == Inspection.State.PUBLISHED:
        return _start_correction(request, inspection, publication)
    form = CorrectionForm(sent(request), initial={"published_on": timezone.localdate()})
    if form.is_valid():
        corrected = attempt(
            form, lambda: correct_report(actor=person(request), publication=publication, **form.cleaned_data)
        )
        if corrected is not None:
            messages.success(
                request, f"Version {corrected.version_number} is published; the earlier one stays readable."
            )
            return redirect(part_address(inspection, "report"))
    context = {
        **frame(inspection, "report", ("Correction", "")),
        "heading": "Publish the corrected version",
        "hint": f"Version {publication.version_number} of {day_words(publication.published_on)} stays readable and is "
        "marked as corrected.",
        "button": "Publish the correction",
        "hindrance": hindrance(person(request), inspection, "publish"),
        "cancel": part_address(inspection, "report"),
        "gates": gate_rows(person(request), inspection, "publish", publication_gates(inspection)),
    }
    return page(request, "reporting/publish.html", context, form)


@workspace_page
def press_add(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Publish a press statement on the report; its grades are taken from the report."""
    inspection = draft_inspection(request, inspection_id)
    publication = _published(inspection)
    form = PressForm(publication, sent(request))
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form,
            lambda: make_press_statement(
                actor=person(request),
                publication=publication,
                speaker=values["speaker"],
                quote=values["quote"],
                findings=values.get("findings", []),
            ),
        )
        if made is not None:
            messages.success(request, f"The press statement is published: {made.title}")
            return redirect(reverse("public:news", args=[made.pk]))
    context = {
        **frame(inspection, "report", ("Press statement", "")),
        "heading": "Write a press statement",
        "hint": "Title, grades and the way to the report are taken from what is published. It is public at once.",
        "button": "Publish the statement",
        "cancel": part_address(inspection, "report"),
    }
    return page(request, "draft_form.html", context, form)


def _start_correction(request: HttpRequest, inspection: Inspection, publication: Publication) -> HttpResponse:
    form = StartCorrectionForm(sent(request))
    if form.is_valid():
        opened = attempt(
            form,
            lambda: start_correction(
                actor=person(request), publication=publication, reason=form.cleaned_data["reason"]
            ),
        )
        if opened is not None:
            messages.success(
                request, "The report is open for correction. What is published stays as it is meanwhile."
            )
            return redirect(part_address(inspection, "report"))
    context = {
        **frame(inspection, "report", ("Correction", "")),
        "heading": "Correct the published report",
        "hint": "This opens its content. When it is right, publish the corrected version.",
        "button": "Open it for correction",
        "hindrance": hindrance(person(request), inspection, "correct"),
        "cancel": part_address(inspection, "report"),
    }
    return page(request, "draft_form.html", context, form)


def _published(inspection: Inspection) -> Publication:
    publication = current_publication(inspection)
    if publication is None:
        raise Http404
    return publication
