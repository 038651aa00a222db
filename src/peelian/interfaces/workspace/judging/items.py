"""Pages of causes of concern, recommendations and areas for improvement of a draft."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.followup.models import Item, NoneDeclared
from peelian.apps.followup.policies import items_editable_by
from peelian.apps.followup.queries import suggestions_by_strength
from peelian.apps.followup.services import (
    declare_none,
    draft_item,
    update_item,
    withdraw_draft_item,
    withdraw_none,
)
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.policies import can_write_inspection
from peelian.apps.judgements.targets import Target, inspected_targets
from peelian.catalogue import Area
from peelian.interfaces.workspace.conflicts import add_stored_rows
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import ReasonForm, sent
from peelian.interfaces.workspace.judging.item_forms import ItemForm, KindForm, NoneForm, initial_of, rows_of
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    act_or_tell,
    attempt,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)


@dataclass(frozen=True)
class TargetItems:
    """What one area or pillar asks for, or the recorded answers that it asks for nothing."""

    target: Target
    items: list[Item]
    answers: list[NoneDeclared]
    takes_items: bool

    @property
    def is_silent(self) -> bool:
        """Nothing is drafted, and nobody has said that there is nothing."""
        return self.takes_items and not self.items and not self.answers


@workspace_page
def items(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """What the inspection asks for, by area; none, not applicable and not recorded are three answers."""
    inspection = draft_inspection(request, inspection_id)
    user = person(request)
    context = {
        **frame(inspection, "items"),
        "groups": _by_target(inspection),
        "may_write": can_write_inspection(user, inspection),
        "editable": set(items_editable_by(user).filter(inspection=inspection).values_list("pk", flat=True)),
    }
    return page(request, "judging/items.html", context)


@workspace_page
def asks(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Everything that the inspection asks for, strongest wording first; only items have to be tracked."""
    inspection = draft_inspection(request, inspection_id)
    groups = suggestions_by_strength(person(request), inspection)
    context = {
        **frame(inspection, "items", ("By strength of wording", "")),
        "groups": [group for group in groups if group.items or group.suggestions],
    }
    return page(request, "judging/asks.html", context)


@workspace_page
@once
def item_add(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Draft an item: first of which kind, then what."""
    inspection = draft_inspection(request, inspection_id)
    trail = frame(inspection, "items", ("Draft an item", ""))
    kind, held = request.GET.get("kind", ""), request.GET.get("target", "")
    if kind not in Item.Kind.values:
        context = {**trail, "heading": "What is it?"}
        return page(request, "judging/choose.html", context, KindForm(initial={"target": held}))
    start = {"target": held, "parent": request.GET.get("parent", "")}
    form = ItemForm(kind, inspection, sent(request), initial=start)
    if request.method == "POST" and form.is_valid():
        drafted = attempt(
            form,
            lambda: draft_item(actor=person(request), inspection=inspection, kind=kind, **form.content),
        )
        if drafted is not None:
            messages.success(request, f"{drafted.get_kind_display()} drafted: {drafted.title}")
            return redirect(part_address(inspection, "items"))
    return _form_page(
        request, inspection, form, {**trail, "heading": f"Draft: {Item.Kind(kind).label.lower()}"}
    )


@workspace_page
def item_edit(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Change a draft item."""
    stored, inspection = _draft(request, item_id)
    form = ItemForm(
        stored.kind, inspection, sent(request), initial=initial_of(stored), stored=rows_of(stored)
    )
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        changed = attempt(
            form,
            lambda: update_item(actor=person(request), item=stored, expected_version=version, **form.content),
        )
        if changed is not None:
            messages.success(request, f"{changed.get_kind_display()} changed: {changed.title}")
            return redirect(part_address(inspection, "items"))
        add_stored_rows(form, "Deliverables", stored.deliverables.all())
    context = {
        **frame(inspection, "items", (f"Change: {stored.title}", "")),
        "heading": f"Change: {stored.get_kind_display().lower()}",
        "item": stored,
    }
    return _form_page(request, inspection, form, context)


@workspace_page
def item_withdraw(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Take a draft item out, with the reason."""
    stored, inspection = _draft(request, item_id)
    form = ReasonForm(sent(request), initial={"version": stored.version})
    if form.is_valid() and attempted(
        form,
        lambda: withdraw_draft_item(
            actor=person(request),
            item=stored,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        ),
    ):
        messages.success(request, f"Taken out: {stored.title}")
        return redirect(part_address(inspection, "items"))
    context = {
        **frame(inspection, "items", (f"Take out: {stored.title}", "")),
        "heading": "Take this item out of the draft?",
        "caption": stored.title,
        "hint": "Its text and your reason stay in the log.",
        "button": "Take it out",
        "warning": True,
        "cancel": part_address(inspection, "items"),
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def none_declare(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Say that an area has no item of a kind, or that the question does not arise."""
    inspection = draft_inspection(request, inspection_id)
    form = NoneForm(inspection, sent(request), initial={"target": request.GET.get("target", "")})
    if form.is_valid():
        declared = attempt(
            form, lambda: declare_none(actor=person(request), inspection=inspection, **form.cleaned_data)
        )
        if declared is not None:
            messages.success(request, "The answer is recorded.")
            return redirect(part_address(inspection, "items"))
    context = {
        **frame(inspection, "items", ("Say that there is none", "")),
        "heading": "Say that there is none",
        "hint": "None, not applicable and not recorded are three different answers.",
        "cancel": part_address(inspection, "items"),
    }
    return page(request, "draft_form.html", context, form)


@workspace_page
def none_withdraw(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Take back the answer that there is none."""
    inspection = draft_inspection(request, inspection_id)
    if request.method == "POST":
        named = {name: request.POST.get(name, "") for name in ("target", "kind")}
        declared = visible_or_404(inspection.none_declared.all(), **named)
        act_or_tell(
            request,
            lambda: withdraw_none(actor=person(request), declared=declared),
            "The answer is taken back.",
        )
    return redirect(part_address(inspection, "items"))


def _draft(request: HttpRequest, item_id: uuid.UUID) -> tuple[Item, Inspection]:
    """A draft item and its inspection; published items have their own public pages."""
    drafts = Item.objects.visible_to(person(request)).filter(state=Item.State.DRAFT)
    found = visible_or_404(drafts, pk=item_id)
    if found.inspection_id is None:
        raise Http404
    return found, draft_inspection(request, found.inspection_id)


def _form_page(
    request: HttpRequest, inspection: Inspection, form: ItemForm, context: dict[str, Any]
) -> HttpResponse:
    extra = {"button": "Save item", "cancel": part_address(inspection, "items"), **form.row_sets}
    return page(request, "judging/item_form.html", {**context, **extra}, form)


def _by_target(inspection: Inspection) -> list[TargetItems]:
    drafted: dict[str, list[Item]] = defaultdict(list)
    answered: dict[str, list[NoneDeclared]] = defaultdict(list)
    rows = inspection.items.filter(national__isnull=True).select_related("force", "parent")
    for item in rows.prefetch_related("deliverables", "closure_criteria"):
        drafted[item.target].append(item)
    for answer in inspection.none_declared.all():
        answered[answer.target].append(answer)
    return [
        TargetItems(
            target,
            _in_reading_order(drafted[target.identifier]),
            answered[target.identifier],
            not isinstance(target, Area) or target.allows_items,
        )
        for target in inspected_targets(inspection)
    ]


def _in_reading_order(rows: list[Item]) -> list[Item]:
    """Each cause of concern with its recommendations after it, then the rest."""
    concerns = [row for row in rows if row.kind == Item.Kind.CAUSE_OF_CONCERN]
    held = {row.pk for row in concerns}
    ordered = [each for row in concerns for each in (row, *(one for one in rows if one.parent_id == row.pk))]
    return [*ordered, *(row for row in rows if row.pk not in held and row.parent_id not in held)]
