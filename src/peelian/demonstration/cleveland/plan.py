"""Planning the round and the inspection, and starting the fieldwork."""

from __future__ import annotations

from collections.abc import Iterator

from peelian.apps.inspections.services import (
    advance_inspection,
    plan_inspection,
    plan_round,
    record_component,
    record_outlook,
    set_team,
)
from peelian.apps.organisations.models import Organisation, Role
from peelian.demonstration.cleveland.script import accountable, inspection, lead, script, window_end
from peelian.demonstration.material import read_yaml
from peelian.demonstration.people import inspectorate, person

DATE_NOTE = "The day is not recorded; the last day of the window stands in for it (demonstration)."
ROLES = {"inspector@inspectorate.example": Role.INSPECTOR, "analyst@inspectorate.example": Role.ANALYST}


def load_plan() -> Iterator[object]:
    """Plan the round and Cleveland's inspection in it, name the team, and go into the field."""
    content = script()
    window = content["window"]
    planned_round = plan_round(
        actor=lead(),
        inspectorate=inspectorate(),
        framework_identifier=content["framework"],
        title=content["round"]["title"],
        slug=content["framework"],
        number=content["round"]["number"],
        starts_on=window["start"],
        ends_on=window["end"],
    )
    yield planned_round
    planned = plan_inspection(
        actor=lead(),
        round=planned_round,
        force=Organisation.objects.get(slug=content["force"]),
        reference=content["reference"],
        title=content["title"],
        kinds=content["kinds"],
        lead_inspector=lead(),
        accountable_inspector=accountable(),
        is_demonstration=content["demonstration"],
    )
    yield planned
    team = [(person(email), ROLES[email]) for email in content["team"]["members"]]
    yield set_team(actor=lead(), inspection=planned, members=team, expected_version=planned.version)
    yield advance_inspection(actor=lead(), inspection=planned, action="start-fieldwork")


def load_components() -> Iterator[object]:
    """Record the victim service assessment and the test of crime recording as done, and the outlook."""
    for component in ("victim-service-assessment", "crime-data-integrity"):
        yield record_component(
            actor=lead(),
            inspection=inspection(),
            component=component,
            state="done",
            expected_version=1,
            done_on=window_end(),
            note=DATE_NOTE,
        )
    current = inspection()
    yield record_outlook(
        actor=lead(),
        inspection=current,
        progress_outlook=read_yaml("cleveland-history")["monitoring"]["outlook"],
        response_to_last_inspection="",
        expected_version=current.version,
    )
