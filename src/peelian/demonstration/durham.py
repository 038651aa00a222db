"""A round under way: planned for every force, with one inspection in the field. Nothing of it is public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.services import record_evidence
from peelian.apps.evidence.values import EvidenceValues
from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.inspections.services import (
    advance_inspection,
    name_accountable_inspector,
    plan_inspection,
    plan_round,
    plan_round_inspections,
    set_team,
)
from peelian.apps.judgements.services import submit_provisional_grade, write_finding
from peelian.apps.organisations.models import Organisation
from peelian.demonstration.material import read_yaml
from peelian.demonstration.people import inspectorate, person

CONTENT = "durham-2025-27"


def load_round() -> Iterator[object]:
    """Plan the round, Durham's inspection with its team, and one for every other force."""
    content = read_yaml(CONTENT)
    team, told = content["team"], content["round"]
    lead = person(team["lead"])
    planned_round = plan_round(
        actor=lead,
        inspectorate=inspectorate(),
        framework_identifier=content["framework"],
        title=told["title"],
        slug=content["framework"],
        number=told["number"],
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
    )
    yield planned_round
    yield _plan_durham(planned_round)
    yield from plan_round_inspections(actor=lead, round=planned_round, is_demonstration=True)


def load_fieldwork() -> Iterator[object]:
    """Gather the first evidence, draft the first finding and propose the first grade."""
    content = read_yaml(CONTENT)
    inspection = Inspection.objects.get(inspectorate=inspectorate(), reference=content["reference"])
    lead = person(content["team"]["lead"])
    inspection = advance_inspection(actor=lead, inspection=inspection, action="start-fieldwork")
    recorded: dict[str, EvidenceItem] = {}
    for entry in content["evidence"]:
        item = record_evidence(
            actor=person(entry["recorded_by"]),
            inspectorate=inspectorate(),
            inspection=inspection,
            values=EvidenceValues(**{name: entry[name] for name in _value_names() if name in entry}),
            links=[(link["target"], link["characteristic"]) for link in entry["links"]],
            is_demonstration=True,
        )
        recorded[item.title] = item
        yield item
    for told in content["findings"]:
        yield write_finding(
            actor=person("inspector@inspectorate.example"),
            inspection=inspection,
            target=told["target"],
            headline=told["headline"],
            body=told["body"].strip(),
            points=told["points"],
            characteristics=told["characteristics"],
            evidence=[recorded[title] for title in told["evidence"]],
        )
    for told in content["grades"]:
        yield submit_provisional_grade(
            actor=lead,
            inspection=inspection,
            target=told["target"],
            grade=told["grade"],
            reasons=told["reasons"].strip(),
            evidence=[recorded[title] for title in told["evidence"]],
            expected_version=1,
        )


def _plan_durham(planned_round: Round) -> Inspection:
    content = read_yaml(CONTENT)
    team: dict[str, Any] = content["team"]
    lead = person(team["lead"])
    planned = plan_inspection(
        actor=lead,
        round=planned_round,
        force=Organisation.objects.get(slug=content["force"]),
        reference=content["reference"],
        lead_inspector=lead,
        is_demonstration=True,
    )
    members = [(person(each["person"]), each["role"]) for each in team["members"]]
    planned = set_team(actor=lead, inspection=planned, members=members, expected_version=planned.version)
    return name_accountable_inspector(
        actor=lead,
        inspection=planned,
        inspector=person(team["accountable"]),
        expected_version=planned.version,
    )


def _value_names() -> list[str]:
    return [field.name for field in fields(EvidenceValues)]
