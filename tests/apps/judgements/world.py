"""Findings, evidence and grades for tests, made through the services where there is one."""

from __future__ import annotations

from datetime import date
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection, InspectionComponent
from peelian.apps.judgements import services
from peelian.apps.judgements.models import Finding, Judgement
from peelian.apps.organisations.models import Role
from tests.apps.world import make_inspection, make_person, make_round

AREA = "preventing-crime"


def inspection_of(framework: str = "peel-2021-22", **fields: Any) -> Inspection:
    """An inspection whose required components are done."""
    inspection = make_inspection(make_round(framework), **fields)
    for component in inspection.framework.components:
        if component.required:
            InspectionComponent.objects.create(
                inspection=inspection, component=component.identifier, state="done", done_on=date(2022, 6, 1)
            )
    return inspection


def lead_of(inspection: Inspection) -> User:
    assert inspection.lead_inspector is not None
    return inspection.lead_inspector


def accountable_for(inspection: Inspection) -> User:
    assert inspection.accountable_inspector is not None
    return inspection.accountable_inspector


def chief_of(inspection: Inspection) -> User:
    return make_person(inspection.inspectorate, Role.HMCIC)


def evidence_of(inspection: Inspection, **fields: Any) -> EvidenceItem:
    values: dict[str, Any] = {
        "inspectorate": inspection.inspectorate,
        "force": inspection.force,
        "inspection": inspection if "force" not in fields else None,
        "kind": "document",
        "title": "Problem-solving plans",
        "summary": "Plans read on site.",
        "provenance": "verified",
        "marking": "official",
        "gathered_on": date(2022, 5, 4),
        "recorded_by": lead_of(inspection),
        **fields,
    }
    return EvidenceItem.objects.create(**values)


def finding_in(inspection: Inspection, target: str = AREA, **content: Any) -> Finding:
    values = {"headline": "The force plans prevention with its partners", **content}
    return services.write_finding(actor=lead_of(inspection), inspection=inspection, target=target, **values)


def assess_fully(inspection: Inspection, target: str = AREA) -> Finding:
    """A finding that speaks to every characteristic of an area."""
    area = inspection.framework.target(target)
    cited = [each.identifier for each in getattr(area, "characteristics", ())]
    return finding_in(inspection, target, characteristics=cited)


def propose(inspection: Inspection, target: str = AREA, grade: str = "good", **fields: Any) -> Judgement:
    values: dict[str, Any] = {
        "actor": lead_of(inspection),
        "reasons": "Plans are used and their effect is measured.",
        "expected_version": 1,
        **fields,
    }
    if "evidence" not in values:
        values["evidence"] = [evidence_of(inspection)]
    return services.submit_provisional_grade(inspection=inspection, target=target, grade=grade, **values)


def finalise(inspection: Inspection, target: str = AREA, **fields: Any) -> Judgement:
    values: dict[str, Any] = {"actor": accountable_for(inspection), "expected_version": 2, **fields}
    return services.finalise_grade(inspection=inspection, target=target, **values)
