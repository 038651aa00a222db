"""Cleveland while it is watched: context, an incident, notes, a plan, a meeting, and a notice; an issue of Durham."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.services import raise_fieldwork_issue, share_issue
from peelian.apps.monitoring import services
from peelian.apps.organisations.models import Organisation
from peelian.demonstration.cleveland.script import inspection, lead, window_end
from peelian.demonstration.durham import CONTENT as DURHAM
from peelian.demonstration.material import read_yaml
from peelian.demonstration.people import inspectorate, person

HMI = "hmi@inspectorate.example"
CHIEF = "chief@cleveland.example"


def load_watching() -> Iterator[object]:
    """Put down what the report tells around its grades, and what a force and its inspectorate do between reports."""
    content: dict[str, Any] = read_yaml("watching")
    force = Organisation.objects.get(slug="cleveland")
    for factor in content["context"]:
        yield services.record_context_factor(actor=lead(), inspection=inspection(), **factor)
    yield services.declare_incident(
        actor=person(CHIEF),
        inspectorate=inspectorate(),
        force=force,
        started_on=window_end(),
        **content["incident"],
    )
    for note in content["notes"]:
        yield services.note_monitoring(actor=person(HMI), inspectorate=inspectorate(), force=force, **note)
    yield from _engagement(content, force)
    yield _notice(content["proposal"], force)
    yield _issue(content["issue"])


def _engagement(content: dict[str, Any], force: Organisation) -> Iterator[object]:
    """The improvement plan with what the inspectorate made of it, and the meetings on it."""
    told = content["plan"]
    plan = services.send_improvement_plan(actor=person(CHIEF), force=force, text=told["text"])
    yield services.view_improvement_plan(
        actor=person(HMI), plan=plan, view=told["view"], reasons=told["reasons"]
    )
    for told in content["meetings"]:
        yield services.hold_meeting(
            actor=person(HMI),
            inspectorate=inspectorate(),
            force=force,
            group="Policing Performance Oversight Group",
            held_on=told["held_on"],
            agenda=told["agenda"],
            minutes=told["minutes"],
            agreed=told["agreed"],
        )


def _notice(told: dict[str, Any], force: Organisation) -> object:
    """A proposed move that the force can answer on the tour."""
    proposal = services.propose_move(
        actor=person(HMI),
        inspectorate=inspectorate(),
        force=force,
        stage=told["stage"],
        reasons=told["reasons"],
        evidence=told["evidence"],
    )
    return services.give_notice(
        actor=person(HMI),
        proposal=proposal,
        represent_by=timezone.localdate() + timedelta(days=told["days_to_answer"]),
        expected_version=proposal.version,
    )


def _issue(told: dict[str, Any]) -> object:
    """An issue of the inspection in the field, which the force can answer on the tour."""
    content = read_yaml(DURHAM)
    found = Inspection.objects.get(inspectorate=inspectorate(), reference=content["reference"])
    actor = person(content["team"]["lead"])
    issue = raise_fieldwork_issue(
        actor=actor, inspection=found, text=told["text"], raised_on=timezone.localdate()
    )
    return share_issue(actor=actor, issue=issue)
