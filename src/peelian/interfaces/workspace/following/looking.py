"""Reviews of progress, results on what was handed in, and visits to look again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.actions.queries import interval_of
from peelian.apps.actions.services import set_update_interval
from peelian.apps.followup.models import DeliverableReceipt, Item, ReceiptDocument, Revisit
from peelian.apps.followup.policies import VERIFIERS
from peelian.apps.followup.services import (
    open_receipt_document,
    record_revisit,
    review_deliverable,
    review_progress,
    schedule_revisit,
)
from peelian.apps.organisations.access import has_role
from peelian.interfaces.workspace.acting.item_forms import IntervalForm
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.following.places import (
    BESIDE,
    followed_item,
    lead_past_ended,
    step_address,
    step_context,
)
from peelian.interfaces.workspace.following.seen_forms import (
    ReceiptForm,
    ReviewForm,
    RevisitDoneForm,
    RevisitForm,
)
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page


@workspace_page
@once
def item_review(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Record how far the item has come, with reasons, and when to look next."""
    item = _looked_at(request, followed_item(request, item_id))
    form = ReviewForm(person(request), item, sent(request))
    if form.is_valid():
        names = ("level", "reasons", "reviewed_on", "next_review_on")
        values = {name: form.cleaned_data[name] for name in names}
        made = attempt(
            form,
            lambda: review_progress(
                actor=person(request), item=item, parts=form.parts, evidence=form.chosen_evidence, **values
            ),
            kept_at=step_address("followed_item", item),
        )
        if made is not None:
            messages.success(request, f"Recorded: {made.get_level_display().lower()}.")
            return redirect("workspace:followed_item", item.pk)
    context = step_context(item, "Review progress", "Record the review")
    return page(request, "following/step.html", context, form)


@workspace_page
@once
def item_revisit(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Plan a visit inside a window of days."""
    item = _looked_at(request, followed_item(request, item_id))
    form = RevisitForm(sent(request))
    if form.is_valid():
        made = attempt(
            form,
            lambda: schedule_revisit(actor=person(request), item=item, **form.cleaned_data),
            kept_at=step_address("followed_item", item),
        )
        if made is not None:
            messages.success(request, "The revisit is planned.")
            return redirect("workspace:followed_item", item.pk)
    return page(request, "following/step.html", step_context(item, "Plan a revisit", "Plan it"), form)


@workspace_page
def item_interval(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Set how often the force tells of the item, a longer time than is usual too."""
    item = _looked_at(request, followed_item(request, item_id))
    if item.force is None:
        raise Http404
    form = IntervalForm(sent(request), initial={"days": interval_of(item, None)})
    if form.is_valid():
        made = attempt(
            form, lambda: set_update_interval(actor=person(request), item=item, **form.cleaned_data)
        )
        if made is not None:
            messages.success(request, f"{item.force.name} tells of the item every {made.days} days.")
            return redirect("workspace:followed_item", item.pk)
    hint = f"{interval_of(item, None)} days are usual. The force reads the reason."
    context = step_context(item, "How often is this item told about?", "Save", hint)
    return page(request, "following/step.html", context, form)


@workspace_page
def revisit_done(request: HttpRequest, revisit_id: uuid.UUID) -> HttpResponse:
    """Record that a planned visit took place."""
    planned = Revisit.objects.visible_to(person(request)).filter(done_on__isnull=True)
    revisit = visible_or_404(planned.select_related(*(f"item__{name}" for name in BESIDE)), pk=revisit_id)
    item = _looked_at(request, revisit.item)
    form = RevisitDoneForm(sent(request))
    if form.is_valid():
        made = attempt(
            form, lambda: record_revisit(actor=person(request), revisit=revisit, **form.cleaned_data)
        )
        if made is not None:
            messages.success(request, "The revisit is recorded.")
            return redirect("workspace:followed_item", item.pk)
    context = step_context(item, "What did the revisit see?", "Record the revisit")
    return page(request, "following/step.html", context, form)


@workspace_page
def receipt_review(request: HttpRequest, receipt_id: uuid.UUID) -> HttpResponse:
    """Read one version of what was handed in, and record the result; to others, the item tells how it stands."""
    received = DeliverableReceipt.objects.visible_to(person(request)).select_related(
        "deliverable", "sent_by", *(f"deliverable__item__{name}" for name in BESIDE)
    )
    receipt = visible_or_404(received, pk=receipt_id)
    if request.method != "POST" and not _may_judge(request, receipt.deliverable.item):
        return redirect("workspace:followed_item", receipt.deliverable.item_id)
    item = _looked_at(request, receipt.deliverable.item)
    form = ReceiptForm(receipt.deliverable.parts, sent(request))
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(form, lambda: review_deliverable(actor=person(request), receipt=receipt, **values))
        if made is not None:
            messages.success(request, f"Recorded: {made.get_result_display().lower()}.")
            return redirect("workspace:followed_item", item.pk)
    context = step_context(item, str(receipt.deliverable), "Record the result")
    document = ReceiptDocument.objects.filter(receipt=receipt).first()
    return page(
        request, "following/receipt.html", {**context, "receipt": receipt, "document": document}, form
    )


@workspace_page
def receipt_document(request: HttpRequest, document_id: uuid.UUID) -> FileResponse:
    """Download what was handed in; the reading is logged. It is offered for saving, never shown in the page."""
    actor = person(request)
    found: ReceiptDocument = visible_or_404(
        ReceiptDocument.objects.visible_to(actor).select_related("receipt__deliverable__item__force"),
        pk=document_id,
    )
    opened = open_receipt_document(actor=actor, document=found)
    return FileResponse(opened, as_attachment=True, filename=found.file_name, content_type=found.media_type)


def _looked_at(request: HttpRequest, item: Item) -> Item:
    """An item whose progress the person may judge, while it is open."""
    if not _may_judge(request, item):
        raise Http404
    lead_past_ended(request, item)
    return item


def _may_judge(request: HttpRequest, item: Item) -> bool:
    return has_role(person(request), item.inspectorate, *VERIFIERS)
