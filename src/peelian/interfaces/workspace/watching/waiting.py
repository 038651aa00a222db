"""What waits for a person in the monitoring of forces: notices, proposals, plans, issues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.judgements.models import FieldworkIssue
from peelian.apps.monitoring.models import ImprovementPlan, StageProposal
from peelian.apps.monitoring.policies import (
    forces_answerable_by,
    inspectorates_decidable_by,
    inspectorates_watchable_by,
    proposals_answerable_by,
)
from peelian.apps.monitoring.queries import answer_words
from peelian.interfaces.workspace.inspecting.sections import SHOWN, Cell, Section
from peelian.interfaces.workspace.watching.places import force_address
from peelian.rules.periods import day_words

COLUMNS = ("What waits", "Force", "By")


def monitoring_of_forces(user: User) -> Iterator[Section]:
    """For an inspectorate: proposals that the person may decide on, and plans that nobody has viewed."""
    told = StageProposal.objects.filter(
        state=StageProposal.State.NOTICE_GIVEN, inspectorate__in=inspectorates_decidable_by(user)
    ).exclude(proposed_by=user)
    plans = ImprovementPlan.objects.filter(view="", inspectorate__in=inspectorates_watchable_by(user))
    told = told.select_related("force").prefetch_related("representations")
    rows = [_proposal_row(each, "Decide on a proposed move") for each in told[:SHOWN]]
    rows += [
        [
            {
                "text": "View an improvement plan",
                "href": reverse("workspace:improvement_plan", args=[each.pk]),
            },
            {"text": each.force.name},
            {"text": f"Sent on {day_words(each.sent_on)}"},
        ]
        for each in plans.select_related("force").order_by("sent_on", "pk")[:SHOWN]
    ]
    yield from _section(rows)


def monitoring_of_own_force(user: User) -> Iterator[Section]:
    """For a force: notices that it may answer, and issues of which it has not said what it did."""
    waiting = proposals_answerable_by(user).filter(represent_by__gte=timezone.localdate())
    waiting = waiting.select_related("force").prefetch_related("representations")
    rows = [_proposal_row(each, "Answer a notice") for each in waiting[:SHOWN]]
    issues = FieldworkIssue.objects.filter(
        inspection__force__in=forces_answerable_by(user), shared_on__isnull=False, remedy=""
    )
    for each in issues.select_related("inspection__force").order_by("raised_on", "pk")[:SHOWN]:
        force = each.inspection.force
        rows.append(
            [
                {"text": "Answer an issue told to the force", "href": force_address(force, "feedback")},
                {"text": force.name},
                {"text": f"Told on {day_words(each.raised_on)}"},
            ]
        )
    yield from _section(rows)


def _proposal_row(each: StageProposal, words: str) -> list[Cell]:
    answered = [made.made_on for made in each.representations.all()]
    return [
        {"text": words, "href": reverse("workspace:stage_proposal", args=[each.pk])},
        {"text": each.force.name},
        {"text": answer_words(each, answered, timezone.localdate())},
    ]


def _section(rows: list[list[dict[str, Any]]]) -> Iterator[Section]:
    """The table, where anything waits."""
    if rows:
        more = [("Monitoring of forces", reverse("workspace:monitoring"))]
        yield Section("monitoring", "Monitoring", COLUMNS, rows, "", more)
