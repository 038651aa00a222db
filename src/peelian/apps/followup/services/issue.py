"""Issuing items with a published report: from here on they are open, and their clocks run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import ClosureCriterion, Deliverable, Item
from peelian.apps.followup.policies import roles_for
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.access import has_role, require_role
from peelian.apps.organisations.queries import forces_in_scope
from peelian.rules.clocks import months_after
from peelian.rules.gates import GateResult, require_open, tripped
from peelian.rules.transitions import ITEM, next_state


@service("followup.issue_items")
def issue_items(*, actor: User, inspection: Inspection, published_on: date) -> list[Item]:
    """Open every draft item of an inspection on the day its report is published.

    Deadlines counted from publication get their dates. An item to all forces stands itself and gives each
    force in scope an item of its own with the same deadline. A cause of concern without a recommendation
    blocks the whole step. Returns the items of the inspection; those of the forces hang on their `national`.
    """
    roles = roles_for("publish")
    require_role(actor, inspection.inspectorate, *roles, to="issue items")
    role = next(role for role in roles if has_role(actor, inspection.inspectorate, role))
    drafts = list(
        Item.objects.select_for_update()
        .filter(inspection=inspection, state=Item.State.DRAFT)
        .order_by("position", "created_at", "id")
    )
    require_open(concerns_without_recommendation(drafts))
    for item in drafts:
        item.state = next_state(ITEM, item.state, "publish", role)
        item.stage = Item.Stage.NOT_STARTED
        item.raised_on = item.listed_on = published_on
        item.version += 1
        _settle_due(item, published_on)
        item.save()
    fanned = [
        each
        for item in drafts
        if item.addressee == Item.Addressee.ALL_FORCES
        for each in _for_each_force(item)
    ]
    record_event(
        actor=actor,
        action="followup.issue_items",
        subject=inspection,
        organisation=inspection.tenant,
        summary=f"{len(drafts)} items of {inspection.title} issued, and {len(fanned)} of single forces from them.",
        details={"items": [str(item.pk) for item in drafts], "published_on": published_on.isoformat()},
        public=True,
    )
    return drafts


def concerns_without_recommendation(items: Sequence[Item]) -> list[GateResult]:
    """The gate that a cause of concern of these items trips when no recommendation of these answers it."""
    answered = {item.parent_id for item in items if item.kind == Item.Kind.RECOMMENDATION}
    return [
        tripped(
            "concern-without-recommendation",
            f"The cause of concern '{item.title}' has no recommendation. Draft at least one under it.",
            str(item.pk),
        )
        for item in items
        if item.kind == Item.Kind.CAUSE_OF_CONCERN and item.pk not in answered
    ]


def _settle_due(item: Item, published_on: date) -> None:
    if item.due_months_after_publication is not None:
        item.due = months_after(published_on, item.due_months_after_publication)
    for each in item.deliverables.all():
        if each.due_months_after_publication is not None:
            each.due = months_after(published_on, each.due_months_after_publication)
            each.save(update_fields=["due"])


def _for_each_force(national: Item) -> list[Item]:
    deliverables = list(national.deliverables.all())
    items = [
        Item(
            inspectorate=national.inspectorate,
            kind=national.kind,
            target=national.target,
            title=national.title,
            text=national.text,
            national=national,
            addressee=Item.Addressee.FORCE,
            force=force,
            immediate=national.immediate,
            due=national.due,
            due_precision=national.due_precision,
            due_months_after_publication=national.due_months_after_publication,
            strength=national.strength,
            state=national.state,
            stage=national.stage,
            theme=national.theme,
            raised_on=national.raised_on,
            listed_on=national.listed_on,
            origin_cycle=national.origin_cycle,
            position=national.position,
        )
        for force in forces_in_scope()
    ]
    Item.objects.bulk_create(items)
    ClosureCriterion.objects.bulk_create(
        ClosureCriterion(item=item, text=each.text, position=each.position)
        for item in items
        for each in national.closure_criteria.all()
    )
    Deliverable.objects.bulk_create(
        Deliverable(
            item=item,
            text=each.text,
            due=each.due,
            due_precision=each.due_precision,
            due_months_after_publication=each.due_months_after_publication,
            recurs_every_months=each.recurs_every_months,
            parts=each.parts,
            position=each.position,
        )
        for item in items
        for each in deliverables
    )
    return items
