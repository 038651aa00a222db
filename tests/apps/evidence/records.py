"""Evidence for tests, with what its kind asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.services import record_evidence
from peelian.apps.evidence.values import EvidenceValues
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Role
from tests.apps.world import make_person

BY_KIND: dict[str, dict[str, Any]] = {
    "interview": {"interviewee_role": "Response sergeant"},
    "observation": {"forum": "Serious and organised crime partnership", "attendance_count": 23},
    "document": {
        "document_owner": "Force intelligence unit", "document_date": date(2019, 5, 1), "document_version": "2.1",
    },
    "workforce-survey": {"survey_responses": 214},
    "public-feedback": {"public_group": "young-people", "attendance_count": 12},
}  # fmt: skip


def values(kind: str = "interview", **changes: Any) -> EvidenceValues:
    given: dict[str, Any] = {
        "kind": kind,
        "title": f"A {kind}",
        "summary": "What was said about calls that wait.",
        "provenance": "staff-told-us",
        "marking": "official",
        "gathered_on": date(2022, 3, 1),
        **BY_KIND.get(kind, {}),
        **changes,
    }
    return EvidenceValues(**given)


def record(inspection: Inspection, kind: str = "interview", **changes: Any) -> EvidenceItem:
    """An item of the inspection, recorded by one of its inspectors."""
    links = changes.pop("links", ())
    is_between = changes.pop("between_inspections", False)
    return record_evidence(
        actor=make_person(inspection.inspectorate, Role.INSPECTOR),
        inspectorate=inspection.inspectorate,
        force=inspection.force,
        inspection=None if is_between else inspection,
        values=values(kind, **changes),
        links=links,
    )
