"""Programmes of change: begun with one or two owners, their milestones and comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Milestone, Programme, ProgrammeComment
from peelian.apps.actions.policies import BODY_WORKERS
from peelian.apps.actions.services.work import check_day, check_owner, record, require_worker, words_in
from peelian.apps.audit.services import service
from peelian.apps.followup.models import Item
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import has_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import NotPermittedError, RefusalError


@service("actions.begin_programme")
def begin_programme(
    *,
    actor: User,
    force: Organisation,
    title: str,
    purpose: str,
    benefits: str,
    owner: User,
    starts_on: date,
    ends_on: date | None = None,
    themes: Sequence[str] = (),
    body: Organisation | None = None,
    body_owner: User | None = None,
) -> Programme:
    """Begin a programme of change. A joint one names its second owner at the local policing body."""
    require_worker(actor, force, to="begin a programme")
    problems = Problems()
    problems.need("title", title, "The programme has no title.")
    problems.need("purpose", purpose, "Say what the programme is for.")
    problems.need("benefits", benefits, "Say what the programme is expected to bring.")
    check_owner(problems, owner, force)
    check_day(problems, "starts_on", starts_on)
    check_day(problems, "ends_on", ends_on)
    if ends_on is not None and ends_on < starts_on:
        problems.add("ends_on", ends_on, "The programme ends before it starts. Change one of the days.")
    if (body is None) != (body_owner is None):
        problems.add(
            "body_owner", "", "A joint programme names both the local policing body and its owner there."
        )
    if body is not None and body.oversees_id != force.pk:
        problems.add("body", body.name, f"{body.name} does not hold {force.name} to account.")
    if body is not None and body_owner is not None and not has_role(body_owner, body, *BODY_WORKERS):
        problems.add("body_owner", body_owner.name, f"{body_owner.name} does not work for {body.name}.")
    problems.raise_if_any()
    programme = Programme.objects.create(
        force=force,
        title=title.strip(),
        purpose=purpose.strip(),
        benefits=benefits.strip(),
        themes=words_in(list(themes)),
        owner=owner,
        body=body,
        body_owner=body_owner,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record(actor, force, "begin_programme", programme, f"Programme begun: {programme.title}")
    return programme


@service("actions.add_milestone")
def add_milestone(
    *,
    actor: User,
    programme: Programme,
    title: str,
    due: date,
    due_precision: str = Item.Precision.DAY,
    reported_by_force: bool = False,
) -> Milestone:
    """Add a point that the programme is to reach."""
    _require_owner(actor, programme)
    problems = Problems()
    problems.need("title", title, "The milestone has no title.")
    problems.need_one_of("due_precision", due_precision, Item.Precision.values, "precision")
    check_day(problems, "due", due)
    if due < programme.starts_on:
        problems.add("due", due, "The milestone is due before the programme starts. Give a later day.")
    problems.raise_if_any()
    milestone = Milestone.objects.create(
        programme=programme,
        title=title.strip(),
        due=due,
        due_precision=due_precision,
        reported_by_force=reported_by_force,
    )
    record(
        actor,
        programme.force,
        "add_milestone",
        milestone,
        f"Milestone of {programme.title}: {milestone.title}",
    )
    return milestone


@service("actions.reach_milestone")
def reach_milestone(*, actor: User, milestone: Milestone, reached_on: date) -> Milestone:
    """Record the day on which a milestone was reached."""
    _require_owner(actor, milestone.programme)
    current = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
    if current.reached_on is not None:
        raise RefusalError("refused", "This milestone is recorded as reached already.")
    if not milestone.programme.starts_on <= reached_on <= timezone.localdate():
        raise RefusalError(
            "refused", "A milestone is reached between the start of its programme and today. Give such a day."
        )
    current.reached_on = reached_on
    current.save(update_fields=["reached_on"])
    record(actor, current.programme.force, "reach_milestone", current, f"Milestone reached: {current.title}")
    return current


@service("actions.comment_on_programme")
def comment_on_programme(*, actor: User, programme: Programme, text: str) -> ProgrammeComment:
    """Say something about a programme as one of its owners."""
    if actor.pk not in (programme.owner_id, programme.body_owner_id):
        raise NotPermittedError(
            "not-permitted",
            f"The owners of '{programme.title}' comment on it: {_owners(programme)}. Tell one of them.",
        )
    problems = Problems()
    problems.need("text", text, "The comment says nothing.")
    problems.raise_if_any()
    comment = ProgrammeComment.objects.create(programme=programme, author=actor, text=text.strip())
    record(actor, programme.force, "comment_on_programme", comment, f"Comment on {programme.title}.")
    return comment


def _require_owner(actor: User, programme: Programme) -> None:
    require_worker(actor, programme.force, to="change a programme")
    if programme.owner_id != actor.pk:
        raise NotPermittedError(
            "not-permitted",
            f"'{programme.title}' is changed by its owner in the force, {programme.owner.name}. Ask them.",
        )


def _owners(programme: Programme) -> str:
    second = f" and {programme.body_owner.name}" if programme.body_owner else ""
    return f"{programme.owner.name}{second}"
