"""In the older frameworks one force and year holds a grade for each pillar, published on days of their own."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.services import advance_inspection, name_accountable_inspector, plan_inspection
from peelian.apps.judgements.queries import standing_grades
from peelian.apps.judgements.services import write_grade_records
from peelian.apps.organisations.models import Role
from tests.apps.judgements.world import evidence_of, finalise, finding_in, propose
from tests.apps.world import make_force, make_person, make_round

pytestmark = pytest.mark.django_db


def publish_pillar(pillar: str, grade: str, published_on: date) -> Inspection:
    """An inspection of one pillar of 2016, graded, and its grades published on a day."""
    round = make_round("peel-2016", pillar=pillar, starts_on=date(2016, 1, 1), ends_on=date(2016, 12, 31))
    lead = make_person(round.inspectorate, Role.LEAD_INSPECTOR)
    inspector = make_person(round.inspectorate, Role.HMI)
    planned = plan_inspection(actor=lead, round=round, force=make_force("cleveland"), lead_inspector=lead)
    named = name_accountable_inspector(
        actor=lead, inspection=planned, inspector=inspector, expected_version=planned.version
    )
    inspection = advance_inspection(actor=lead, inspection=named, action="start-fieldwork")
    finding_in(inspection, pillar)
    propose(inspection, pillar, grade, evidence=[evidence_of(inspection)])
    finalise(inspection, pillar)
    write_grade_records(
        actor=inspector, inspection=inspection, publication_id=uuid.uuid4(), published_on=published_on
    )
    return inspection


@pytest.mark.item("S-013")
def test_one_force_and_year_holds_two_pillar_grades_with_different_publication_dates() -> None:
    legitimacy = publish_pillar("legitimacy", "requires-improvement", date(2016, 12, 8))
    effectiveness = publish_pillar("effectiveness", "good", date(2017, 3, 2))

    graded = [record for record in standing_grades(make_force("cleveland")) if record.status == "graded"]

    assert [
        (record.framework_version_id, record.target, record.grade, record.as_of) for record in graded
    ] == [
        ("peel-2016", "effectiveness", "good", date(2017, 3, 2)),
        ("peel-2016", "legitimacy", "requires-improvement", date(2016, 12, 8)),
    ]
    assert (effectiveness.reference, legitimacy.reference) == (
        "cleveland-2016-effectiveness", "cleveland-2016-legitimacy",
    )  # fmt: skip
