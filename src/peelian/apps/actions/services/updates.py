"""What a force tells about an item: how it stands, how often it tells, and what holds it up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, Constraint, Update, UpdateInterval
from peelian.apps.actions.services.work import open_item_of_force, open_item_of_inspectorate, record
from peelian.apps.audit.services import service
from peelian.apps.followup.models import Item
from peelian.apps.followup.policies import VERIFIERS
from peelian.apps.followup.services import record_item_activity
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import refuse_repeat
from peelian.apps.organisations.access import has_role
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words

LONGEST_UPDATE = 5_000
"""Characters: what is longer is evidence, or the plan."""


@service("actions.write_update", longest=LONGEST_UPDATE)
def write_update(*, actor: User, item: Item, text: str, on: date | None = None) -> Update:
    """Tell how an open item stands on a day. An update is never changed; a later one says what is new."""
    force = open_item_of_force(actor, item, to="tell how an item stands")
    day = on or timezone.localdate()
    problems = Problems()
    problems.need("text", text, "The update says nothing. Say what was done and what comes next.")
    if item.raised_on is not None and day < item.raised_on:
        problems.add(
            "on",
            day,
            f"The update is dated before the item was raised on {day_words(item.raised_on)}. Give a later day.",
        )
    problems.raise_if_any()
    told = {"item": item, "text": text.strip(), "on": day, "author": actor}
    refuse_repeat(Update.objects.filter(**told), f"Your update of {day_words(day)} in the same words")
    record_item_activity(actor=actor, item=item, on=day)
    update = Update.objects.create(**told)
    record(actor, force, "write_update", update, f"Update on '{item.title}'.", item=str(item.pk))
    return update


@service("actions.set_update_interval")
def set_update_interval(*, actor: User, item: Item, days: int, reason: str) -> UpdateInterval:
    """Agree how often an item is told about, where the interval of the regime does not fit.

    A force tells more often by itself. That it tells less often is agreed by those who wait for it, the
    inspectors of the item.
    """
    to, usual = "set how often an item is told about", regime().work_of_forces.update_every_days
    agreed_by_inspector = has_role(actor, item.inspectorate, *VERIFIERS)
    if agreed_by_inspector:
        force = open_item_of_inspectorate(actor, item, to=to)
    else:
        force = open_item_of_force(actor, item, to=to)
    problems = Problems()
    if not 1 <= days <= 366:
        problems.add("days", days, "An update comes at least once a year. Give 1 to 366 days.")
    elif days > usual and not agreed_by_inspector:
        problems.add(
            "days",
            days,
            f"An item is told about every {usual} days. A force sets a shorter time by itself; a longer one is set "
            "by an inspector of the item. Give fewer days, or ask the inspectorate.",
        )
    problems.need("reason", reason, "Say why another interval than that of the regime fits.")
    problems.raise_if_any()
    interval, _ = UpdateInterval.objects.update_or_create(
        item=item, defaults={"days": days, "reason": reason.strip()}
    )
    record(
        actor,
        force,
        "set_update_interval",
        interval,
        f"'{item.title}' is told about every {days} days. {interval.reason}",
    )
    return interval


@service("actions.raise_constraint", longest=LONGEST_UPDATE)
def raise_constraint(
    *,
    actor: User,
    item: Item,
    title: str,
    outside_control: bool = False,
    reason: str = "",
    cost: str = "",
    benefit: str = "",
    action: Action | None = None,
    raised_on: date | None = None,
) -> Constraint:
    """Record what holds an item up; outside the force's control only with the reason, the cost and the benefit."""
    force = open_item_of_force(actor, item, to="record what holds an item up")
    problems = Problems()
    problems.need("title", title, "Say in a few words what holds the item up.")
    if outside_control:
        problems.need("reason", reason, "Say why this lies outside the force's control.")
        problems.need("cost", cost, "Say what it costs to wait, or to mend it.")
        problems.need("benefit", benefit, "Say what mending it would bring.")
    if action is not None and action.item_id != item.pk:
        problems.add("action", action.title, "This action belongs to another item. Choose one of this item.")
    day = raised_on or timezone.localdate()
    if day > timezone.localdate():
        problems.add("raised_on", day, "A constraint is recorded once it is there. Give a day up to today.")
    problems.raise_if_any()
    said: dict[str, Any] = {
        "item": item,
        "action": action,
        "title": title.strip(),
        "outside_control": outside_control,
        "reason": reason.strip(),
        "cost": cost.strip(),
        "benefit": benefit.strip(),
        "raised_on": day,
    }
    refuse_repeat(Constraint.objects.filter(**said, ended_on__isnull=True), f"'{said['title']}'")
    constraint = Constraint.objects.create(**said, recorded_by=actor)
    record(actor, force, "raise_constraint", constraint, f"'{item.title}' is held up: {constraint.title}")
    return constraint


@service("actions.end_constraint")
def end_constraint(*, actor: User, constraint: Constraint, ended_on: date) -> Constraint:
    """Record that something no longer holds an item up."""
    force = open_item_of_force(actor, constraint.item, to="end a constraint")
    current = Constraint.objects.select_for_update(of=("self",)).get(pk=constraint.pk)
    if current.ended_on is not None:
        raise RefusalError("refused", "This constraint has ended already. Record a new one if it came back.")
    if not current.raised_on <= ended_on <= timezone.localdate():
        raise RefusalError(
            "refused",
            f"A constraint ends between {day_words(current.raised_on)}, when it was raised, and today. "
            "Give such a day.",
        )
    current.ended_on = ended_on
    current.save(update_fields=["ended_on"])
    record(
        actor, force, "end_constraint", current, f"No longer holds '{current.item.title}' up: {current.title}"
    )
    return current
