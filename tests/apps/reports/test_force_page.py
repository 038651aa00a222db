"""The public page of a force: its grades over the frameworks, its items, its stage and its reports."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peelian.apps.followup.services import draft_item
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.organisations.models import Organisation
from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries import force_public_page
from tests.apps.judgements.world import lead_of
from tests.apps.reports.made_up import ORGANISED, RESPONDING, published, written_inspection
from tests.apps.world import framework_version, make_force, make_inspectorate

pytestmark = pytest.mark.django_db

TODAY = date(2023, 6, 1)


def earlier_grade(force: Organisation, framework: str, grade: str, year: int) -> GradeRecord:
    return GradeRecord.objects.create(
        inspectorate=make_inspectorate(), force=force, framework_version=framework_version(framework),
        target="effectiveness", status="graded", grade=grade, as_of=date(year, 3, 2), source="National table",
    )  # fmt: skip


def published_with_an_item() -> Publication:
    inspection = written_inspection()
    draft_item(
        actor=lead_of(inspection), inspection=inspection, kind="area-for-improvement", target=ORGANISED,
        title="Profiles", text="Bring the profiles up to date.", addressee="force",
    )  # fmt: skip
    return published(inspection)


def test_page_shows_current_grades_items_stage_and_reports() -> None:
    publication = published_with_an_item()
    assert publication.force is not None

    page = force_public_page(publication.force, TODAY)

    assert [(row.record.target, row.label) for row in page.graded] == [
        (RESPONDING, "Good"),
        (ORGANISED, "Requires improvement"),
    ]
    assert [item.title for item in page.open_items] == ["Profiles"]
    assert page.stage is not None
    assert (page.stage.stage.identifier, page.stage.decision) == ("scan", None)
    assert page.publications == (publication,)


@pytest.mark.item("S-028")
def test_history_shows_the_break_between_scales_and_no_direction_across_it() -> None:
    publication = published_with_an_item()
    force = make_force()
    earlier_grade(force, "peel-2015", "requires-improvement", 2016)
    earlier_grade(force, "peel-2016", "good", 2017)

    newest, middle, oldest = force_public_page(force, TODAY).history

    assert publication.framework == newest.version.identifier
    assert newest.with_earlier is not None
    assert (newest.with_earlier.comparable, bool(newest.with_earlier.reason)) == (False, True)
    assert {row.comparison.outcome for row in newest.rows if row.comparison} <= {"not-comparable"}
    (row,) = middle.rows
    assert row.comparison is not None
    assert row.comparison.words == "improved by one tier"
    assert oldest.with_earlier is None


def test_drafts_leave_no_trace_on_the_page() -> None:
    force = make_force()
    before = force_public_page(force, TODAY)

    inspection = written_inspection(force=force)

    assert Inspection.objects.filter(pk=inspection.pk).exists()
    assert force_public_page(force, TODAY) == before


def test_page_takes_the_same_number_of_queries_for_one_grade_and_for_many() -> None:
    few, many = make_force("cleveland"), make_force("durham")
    earlier_grade(few, "peel-2015", "good", 2016)
    for framework, year in (("peel-2015", 2016), ("peel-2016", 2017), ("peel-2017", 2018)):
        earlier_grade(many, framework, "good", year)

    counts = []
    for force in (few, many):
        with CaptureQueriesContext(connection) as captured:
            force_public_page(force, TODAY)
        counts.append(len(captured))

    assert counts[0] == counts[1]
