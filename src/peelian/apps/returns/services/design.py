"""Designing a collection: what is asked, of whom, for when, and how much work it is thought to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.design_days import days_out_of_order
from peelian.apps.returns.models import Collection
from peelian.apps.returns.policies import COLLECTORS
from peelian.apps.returns.services.moving import add_future_problem, locked_for
from peelian.records.returned.templates import template_faults
from peelian.rules.errors import RefusalError

PRECISIONS = ("day", "month", "year")
MOST_HOURS = Decimal(100_000)
EDITED = (
    "title", "purpose", "period", "period_start", "period_end", "requested_on", "requested_precision", "opens_on",
    "closes_on", "burden_estimate_hours", "template",
)  # fmt: skip


@service("returns.create_collection")
def create_collection(
    *,
    actor: User,
    inspectorate: Organisation,
    slug: str,
    title: str,
    period: str,
    requested_on: date,
    requested_precision: str = "day",
    purpose: str = "",
    period_start: date | None = None,
    period_end: date | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
    burden_estimate_hours: Decimal | None = None,
    template: Mapping[str, Any] | None = None,
    forces: Iterable[Organisation] = (),
    is_demonstration: bool = False,
) -> Collection:
    """Begin the design of a collection; no force sees it before it is consulted.

    `template` is a table of records with its sums, in plain values; without one, replies are noted by hand.
    `forces` are those that will be asked, where it is not every force in scope.
    """
    require_role(actor, inspectorate, *COLLECTORS, to="make a collection")
    collection = Collection(
        inspectorate=inspectorate,
        slug=slug,
        title=title,
        purpose=purpose,
        period=period,
        period_start=period_start,
        period_end=period_end,
        requested_on=requested_on,
        requested_precision=requested_precision,
        opens_on=opens_on,
        closes_on=closes_on,
        burden_estimate_hours=burden_estimate_hours,
        template=dict(template or {}),
        is_demonstration=is_demonstration,
    )
    problems = _design_problems(collection)
    problems.need("slug", slug, "The collection has no short name for its address. Give it one.")
    problems.need_address("slug", slug, 80)
    if Collection.objects.filter(inspectorate=inspectorate, slug=slug).exists():
        problems.add("slug", slug, f"There is already a collection '{slug}'. Choose another short name.")
    asked = _forces(problems, forces)
    problems.raise_if_any()
    collection.save(force_insert=True)
    collection.forces.set(asked)
    record_event(
        actor=actor,
        action="returns.create_collection",
        subject=collection,
        organisation=inspectorate,
        summary=f"The collection '{title}' was prepared.",
        details={
            "period": period,
            "requested_on": requested_on.isoformat(),
            "precision": requested_precision,
        },
    )
    return collection


@service("returns.edit_collection")
def edit_collection(
    *,
    actor: User,
    collection: Collection,
    expected_version: int,
    values: Mapping[str, Any],
    forces: Iterable[Organisation] | None = None,
) -> Collection:
    """Change the design of a collection while it is being designed. Logged with what changed."""
    require_role(actor, collection.tenant, *COLLECTORS, to="change a collection")
    _refuse_settled(collection)
    current = lock_for_edit(collection, expected_version, EDITED)
    unknown = sorted(set(values) - set(EDITED))
    problems = Problems()
    for name in unknown:
        problems.add(name, "", f"'{name}' is no part of a design. Use: {', '.join(EDITED)}.")
    problems.raise_if_any()
    changed = {name: getattr(current, name) for name in EDITED} | dict(values)
    problems = _design_problems(Collection(inspectorate=current.inspectorate, slug=current.slug, **changed))
    asked = None if forces is None else _forces(problems, forces)
    problems.raise_if_any()
    changes = save_edit(current, changed)
    if asked is not None:
        current.forces.set(asked)
    record_event(
        actor=actor,
        action="returns.edit_collection",
        subject=current,
        organisation=current.tenant,
        summary=f"The design of the collection '{current.title}' was changed.",
        details=changes,
    )
    return current


@service("returns.consult_on_collection")
def consult_on_collection(
    *,
    actor: User,
    collection: Collection,
    expected_version: int | None = None,
    consulted_on: date | None = None,
) -> Collection:
    """Put a complete design before the forces and the Home Office, for their comments.

    `consulted_on` is the day on which it was put to them; today, unless it was done before in another way.
    """
    current, state = locked_for(actor, collection, "consult", expected_version)
    problems = Problems()
    problems.need("purpose", current.purpose, "The design does not say what the data are for. Say it.")
    problems.need("opens_on", current.opens_on, "The design has no first day. Give it.")
    problems.need("closes_on", current.closes_on, "The design has no last day. Give it.")
    problems.need(
        "burden_estimate_hours",
        current.burden_estimate_hours,
        "The design does not estimate the hours that a force will need. Give an estimate.",
    )
    day = timezone.localdate() if consulted_on is None else consulted_on
    add_future_problem(problems, "consulted_on", day)
    problems.raise_if_any()
    current.consulted_on = day
    return _moved(
        actor, current, state, "returns.consult_on_collection", "was put to the forces for their comments"
    )


@service("returns.redesign_collection")
def redesign_collection(
    *, actor: User, collection: Collection, expected_version: int | None = None
) -> Collection:
    """Take a design that is not open yet back, to change it; it is settled anew then. The comments stay."""
    current, state = locked_for(actor, collection, "redesign", expected_version)
    current.consulted_on, current.agreed_on, current.agreed_with = None, None, ""
    return _moved(actor, current, state, "returns.redesign_collection", "was taken back into design")


def _refuse_settled(collection: Collection) -> None:
    current = Collection.objects.select_for_update().get(pk=collection.pk)
    if current.state != Collection.State.DESIGN:
        raise RefusalError(
            "refused",
            f"'{current.title}' is no longer being designed: it is {current.get_state_display().lower()}. Take it "
            "back into design before it is opened.",
        )


def _moved(actor: User, current: Collection, state: str, action: str, words: str) -> Collection:
    current.state = state
    current.version += 1
    current.save(update_fields=["state", "consulted_on", "agreed_on", "agreed_with", "version"])
    record_event(
        actor=actor,
        action=action,
        subject=current,
        organisation=current.tenant,
        summary=f"The collection '{current.title}' {words}.",
        details={"state": state},
    )
    return current


def _design_problems(collection: Collection) -> Problems:
    """Everything wrong with the values of a design."""
    problems = Problems()
    problems.need("title", collection.title, "The collection has no title. Say what is asked for.")
    problems.need(
        "period",
        collection.period,
        "The collection has no period. Give it, such as 'year ending 31 March 2022'.",
    )
    problems.need_one_of(
        "requested_precision", collection.requested_precision, PRECISIONS, "precision of a date"
    )
    for name, sentence in days_out_of_order(vars(collection)):
        problems.add(name, getattr(collection, name), sentence)
    hours = collection.burden_estimate_hours
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        problems.add(
            "burden_estimate_hours", hours, f"{hours} hours cannot be right. Give 0 to {MOST_HOURS:,}."
        )
    if collection.template:
        for sentence in template_faults(collection.template):
            problems.add("template", "", sentence)
    return problems


def _forces(problems: Problems, forces: Iterable[Organisation]) -> list[Organisation]:
    asked = list(forces)
    for each in asked:
        if each.kind != Organisation.Kind.FORCE:
            problems.add("forces", each.slug, f"{each.name} is no police force. Name forces alone.")
    return asked
