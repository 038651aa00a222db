"""An inspection as the workspace API tells it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.queries import components_of


class InspectionRow(Schema):
    """What a list tells of an inspection, to its inspectorate and to a force that was shown it."""

    id: UUID
    reference: str
    title: str
    force: str | None
    framework: str
    state: str
    window_start: date
    window_end: date


class MemberOut(Schema):
    """Somebody of the team, in a role."""

    name: str
    email: str
    role: str


class ComponentOut(Schema):
    """A part of the assessment, and whether it is done."""

    identifier: str
    title: str
    required: bool
    state: str
    done_on: date | None
    note: str
    version: int


class InspectionOut(InspectionRow):
    """An inspection as its inspectorate sees it."""

    round: UUID
    scope: str
    kinds: list[str]
    pillar: str
    areas: list[str]
    graded: bool
    first_time_topics: list[str]
    lead_inspector: str | None
    accountable_inspector: str | None
    progress_outlook: str
    response_to_last_inspection: str
    version: int
    team: list[MemberOut]
    components: list[ComponentOut]


def inspection_out(inspection: Inspection) -> InspectionOut:
    """An inspection as its inspectorate sees it."""
    team = inspection.team.select_related("user").order_by("user__name")
    return InspectionOut(
        **inspection_row(inspection),
        round=inspection.round_id,
        scope=inspection.scope,
        kinds=inspection.kinds,
        pillar=inspection.pillar,
        areas=inspection.areas,
        graded=inspection.graded,
        first_time_topics=inspection.first_time_topics,
        lead_inspector=_name(inspection.lead_inspector),
        accountable_inspector=_name(inspection.accountable_inspector),
        progress_outlook=inspection.progress_outlook,
        response_to_last_inspection=inspection.response_to_last_inspection,
        version=inspection.version,
        team=[MemberOut(name=each.user.name, email=each.user.email, role=each.role) for each in team],
        components=[ComponentOut.from_orm(each) for each in components_of(inspection)],
    )


def inspection_row(inspection: Inspection) -> dict[str, Any]:
    """What a list tells of an inspection."""
    return {
        "id": inspection.pk,
        "reference": inspection.reference,
        "title": inspection.title,
        "force": inspection.force.slug if inspection.force else None,
        "framework": inspection.framework_version_id,
        "state": inspection.state,
        "window_start": inspection.window_start,
        "window_end": inspection.window_end,
    }


def _name(user: User | None) -> str | None:
    return user.name if user else None
