"""Issuing items with a published report: from here on they are open, and their clocks run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Deliverable, Item
from peelian.apps.followup.policies import roles_for
from peelian.apps.followup.services.fanning import fan_out
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import has_role, require_role
from peelian.apps.organisations.queries import forces_in_scope
from peelian.rules.clocks import Precision, due_words, last_due_day, months_after
from peelian.rules.gates import GateResult, require_open, tripped
from peelian.rules.periods import day_words
from peelian.rules.transitions import ITEM, next_state


@service("followup.issue_items")
def issue_items(*, actor: User, inspection: Inspection, published_on: date) -> list[Item]:
    """Open every draft item of an inspection on the day its report is published.

    Deadlines counted from publication get their dates. An item to all forces stands itself and gives each
    force in scope an item of its own with the same deadline. A cause of concern without a recommendation
    blocks the whole step, and so does a deadline before the day of publication. Returns the items of the
    inspection; those of the forces hang on their `national`.
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
    _refuse_past_deadlines(drafts, published_on)
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
        for each in fan_out(item, forces_in_scope())
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


def _refuse_past_deadlines(items: Sequence[Item], published_on: date) -> None:
    """Nothing can be asked for by a day before it is asked."""
    problems = Problems()
    for item in items:
        dated: list[Item | Deliverable] = [item, *item.deliverables.all()]
        for asked in dated:
            precision = cast(Precision, asked.due_precision)
            if asked.due is not None and last_due_day(asked.due, precision) < published_on:
                problems.add(
                    "due",
                    asked.due,
                    f"'{asked}' is due {due_words(asked.due, precision)}, before it is issued on "
                    f"{day_words(published_on)}. Give it a later deadline.",
                )
    problems.raise_if_any()


def _settle_due(item: Item, published_on: date) -> None:
    if item.due_months_after_publication is not None:
        item.due = months_after(published_on, item.due_months_after_publication)
    for each in item.deliverables.all():
        if each.due_months_after_publication is not None:
            each.due = months_after(published_on, each.due_months_after_publication)
            each.save(update_fields=["due"])
