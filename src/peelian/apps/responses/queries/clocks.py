"""What is due to responses and to the scrutiny after them: for those who remind people of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q

from peelian.apps.followup.models import Item, Ownership
from peelian.apps.responses.models import AnsweredReport, Response, ScrutinyItem
from peelian.apps.responses.queries.awaiting import awaited_responses, left_unanswered
from peelian.rules.running_clocks import RunningClock

NEVER = date.max


def clocks_due(
    today: date, *, until: date | None = None, organisations: Collection[uuid.UUID] | None = None
) -> Iterator[RunningClock]:
    """Every clock that runs; with `until` only what is due by then, with `organisations` only what they owe."""
    for clock in (*_awaited(today), *_drafts(), *_left(today), *_comments(), *_scrutiny(), *_questions()):
        if clock.due <= (until or NEVER) and (organisations is None or clock.organisation in organisations):
            yield clock


def _awaited(today: date) -> Iterator[RunningClock]:
    """The statutory clock of each published report: it runs whether or not a draft was begun."""
    for each in awaited_responses(today):
        if each.due is not None:
            yield RunningClock(
                kind="response",
                subject=f"{each.reference}:{each.body.slug}",
                title=each.title,
                due=each.due,
                organisation=each.body.pk,
                force=each.force.pk,
            )


def _drafts() -> Iterator[RunningClock]:
    """Drafts about reports of which only the title and the day are known here; the force does not know of them."""
    known = AnsweredReport.objects.filter(publication__isnull=False).values("response_id")
    done = Q(state__in=[Response.State.PUBLISHED, Response.State.WITHDRAWN])
    found = Response.objects.exclude(done | Q(pk__in=known))
    for pk, title, due, body in found.order_by("pk").values_list("pk", "title", "due", "body_id"):
        if due is not None:
            yield RunningClock("response", str(pk), title, due, body, private=True)


def _left(today: date) -> Iterator[RunningClock]:
    """Reports of such drafts that were withdrawn: the duty to answer them stays, under the clock of the draft."""
    for each in left_unanswered(today):
        if each.due is not None:
            yield RunningClock(
                "response", str(each.withdrawn), each.title, each.due, each.body.pk, private=True
            )


def _comments() -> Iterator[RunningClock]:
    """The chief officer's comments that a body has invited and the force has not given."""
    found = Response.objects.filter(
        state=Response.State.DRAFT, invited_on__isnull=False, force_responded_on__isnull=True
    ).order_by("pk")
    for pk, title, due, force in found.values_list("pk", "title", "comments_due", "force_id"):
        if due is not None:
            yield RunningClock("response-comments", str(pk), title, due, force, force=force, private=True)


def _scrutiny() -> Iterator[RunningClock]:
    """Updates on items that a body waits for; nobody but the body knows of them, though the item is public."""
    found = ScrutinyItem.objects.filter(state=ScrutinyItem.State.OPEN).order_by("pk")
    for pk, title, due, body, item in found.values_list(
        "pk", "item__title", "update_due", "body_id", "item__state"
    ):
        public = title if item != Item.State.DRAFT else ""
        yield RunningClock("scrutiny-update", str(pk), title, due, body, private=True, belongs_to=public)


def _questions() -> Iterator[RunningClock]:
    """Questions that a body put to its force and the force has not answered; nobody else knows of them."""
    found = ScrutinyItem.objects.filter(
        state=ScrutinyItem.State.OPEN, asked_on__isnull=False, answered_on__isnull=True
    ).order_by("pk")
    owners = dict(
        Ownership.objects.filter(until__isnull=True, item__scrutiny__in=found)
        .order_by("item_id")
        .values_list("item_id", "owner_id")
    )
    for pk, item, title, due, force in found.values_list(
        "pk", "item_id", "item__title", "update_due", "item__force_id"
    ):
        people = (owners[item],) if item in owners else ()
        yield RunningClock(
            "scrutiny-question", str(pk), title, due, force, force=force, people=people, private=True
        )
