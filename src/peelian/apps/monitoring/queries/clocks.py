"""What is due in the monitoring of forces: for those who remind people of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q

from peelian.apps.monitoring.models import OversightMeeting, StageProposal
from peelian.apps.monitoring.queries.stages import standing_decisions
from peelian.apps.organisations.queries import due_from
from peelian.rules.running_clocks import RunningClock


def clocks_due(
    today: date, *, until: date | None = None, organisations: Collection[uuid.UUID] | None = None
) -> Iterator[RunningClock]:
    """Every clock of monitoring that runs: answers to notices, reviews of a stage, planned meetings.

    Parameters
    ----------
    until
        Leave out what is due later.
    organisations
        Only what these organisations owe; None for all.
    """
    yield from _answers(today, until, organisations)
    yield from _reviews(until, organisations)
    yield from _meetings(until, organisations)


def _answers(
    today: date, until: date | None, organisations: Collection[uuid.UUID] | None
) -> Iterator[RunningClock]:
    """Notices that a force may still answer and has not; after the last day there is nothing to be done."""
    waiting = StageProposal.objects.filter(
        state=StageProposal.State.NOTICE_GIVEN, represent_by__gte=today, representations__isnull=True
    )
    for each in due_from(waiting, "represent_by", until, "force", organisations):
        yield RunningClock(
            kind="stage-notice",
            subject=str(each.pk),
            title="Representations on the proposed stage of monitoring",
            due=each.represent_by,
            organisation=each.force_id,
            force=each.force_id,
            inspectorate=each.inspectorate_id,
            watchers=(each.proposed_by_id,),
            private=True,
        )


def _reviews(until: date | None, organisations: Collection[uuid.UUID] | None) -> Iterator[RunningClock]:
    """The next review of a stage, as the latest decision on a force has set it."""
    later = standing_decisions().filter(force=OuterRef("force"), effective_on__gt=OuterRef("effective_on"))
    latest = standing_decisions().exclude(Exists(later)).select_related("force")
    for each in due_from(latest, "next_review_on", until, "inspectorate", organisations):
        yield RunningClock(
            kind="stage-review",
            subject=str(each.pk),
            title=f"Review of the stage of monitoring of {each.force.name}",
            due=each.next_review_on,
            organisation=each.inspectorate_id,
            inspectorate=each.inspectorate_id,
            private=True,
        )


def _meetings(until: date | None, organisations: Collection[uuid.UUID] | None) -> Iterator[RunningClock]:
    """Meetings that are planned and not recorded."""
    planned = OversightMeeting.objects.filter(held_on__isnull=True)
    if organisations is not None:  # a meeting concerns both sides: the force prepares what it tells
        planned = planned.filter(Q(inspectorate__in=organisations) | Q(force__in=organisations))
    for each in due_from(planned, "planned_for", until, "inspectorate", None):
        yield RunningClock(
            kind="oversight-meeting",
            subject=str(each.pk),
            title=f"Meeting: {each.group}",
            due=each.planned_for,
            organisation=each.inspectorate_id,
            force=each.force_id,
            inspectorate=each.inspectorate_id,
            watchers=(each.planned_by_id,),
            private=True,
        )
