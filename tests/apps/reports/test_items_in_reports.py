"""Causes of concern, recommendations and areas for improvement in the report, and what publication does to them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.apps.followup.models import Item
from peelian.apps.followup.services import declare_none, draft_item
from peelian.apps.inspections.models import Inspection
from peelian.apps.reports.assembly import assemble_report_value
from peelian.apps.reports.queries import unresolved_publication_gates
from peelian.apps.reports.services import publish_report
from peelian.rendering.report_parts import ReportArea
from peelian.rules.errors import RefusalError
from tests.apps.judgements.world import lead_of
from tests.apps.reports.made_up import (
    ORGANISED,
    PUBLISHED,
    RECORDING,
    RESPONDING,
    publisher_of,
    signed_off,
    written_inspection,
)

pytestmark = pytest.mark.django_db


def item(inspection: Inspection, kind: str, **content: Any) -> Item:
    values: dict[str, Any] = {
        "target": ORGANISED,
        "title": "Profiles",
        "text": "Bring the profiles up to date.",
        "addressee": "force",
        **content,
    }
    return draft_item(actor=lead_of(inspection), inspection=inspection, kind=kind, **values)


def section(inspection: Inspection, target: str = ORGANISED) -> ReportArea:
    report = assemble_report_value(inspection, published=PUBLISHED)
    return next(area for area in report.areas if area.identifier == target)


def test_cause_of_concern_stands_with_its_recommendations() -> None:
    inspection = written_inspection()
    cause = item(inspection, "cause-of-concern", title="Stale profiles", text="Profiles are years old.")
    item(inspection, "recommendation", parent=cause, due=date(2023, 9, 30), due_precision="month")

    (box,) = section(inspection).causes_of_concern

    assert (box.title, box.text) == ("Stale profiles", "Profiles are years old.")
    (asked,) = box.recommendations
    assert (asked.reference, asked.addressee, asked.due) == (
        f"{inspection.reference}-R1", "Cleveland Police", "2023-09",
    )  # fmt: skip


@pytest.mark.item("S-132")
def test_cause_of_concern_without_recommendation_cannot_be_published() -> None:
    inspection = written_inspection()
    item(inspection, "cause-of-concern")

    assert [gate.code for gate in unresolved_publication_gates(inspection)] == [
        "concern-without-recommendation"
    ]
    with pytest.raises(RefusalError, match="has no recommendation"):
        assemble_report_value(inspection, published=PUBLISHED)


def test_area_for_improvement_keeps_its_dated_deliverables() -> None:
    inspection = written_inspection()
    item(inspection, "area-for-improvement", deliverables=[{"text": "A plan", "due": date(2023, 5, 1)}])

    (asked,) = section(inspection).areas_for_improvement

    assert asked.reference == f"{inspection.reference}-AFI1"
    assert [(each.text, each.due) for each in asked.deliverables] == [("A plan", "2023-05-01")]
    assert section(inspection).none_declared is None


def test_recommendation_that_stands_alone_by_exception_is_printed() -> None:
    inspection = written_inspection()
    item(inspection, "recommendation", exception_note="Asked for in the area for improvement.")

    assert [each.kind for each in section(inspection).areas_for_improvement] == ["recommendation"]


def test_an_explicit_none_differs_from_nothing_recorded() -> None:
    inspection = written_inspection()
    declare_none(
        actor=lead_of(inspection),
        inspection=inspection,
        target=RESPONDING,
        kind="area-for-improvement",
        answer="none",
    )

    assert section(inspection, RESPONDING).none_declared == "none"
    assert section(inspection, RECORDING).none_declared == "not-recorded"


@pytest.mark.item("S-129")
def test_text_can_point_to_an_item_printed_elsewhere() -> None:
    inspection = written_inspection()
    item(inspection, "area-for-improvement", target=RESPONDING, text="Answer sooner.")
    item(inspection, "area-for-improvement", text="See also {{item:AFI1}}.")

    (asked,) = section(inspection).areas_for_improvement

    assert asked.text == f"See also {inspection.reference}-AFI1."
    assert ("AFI1", f"{inspection.reference}-AFI1") in [
        (each.target, each.text) for each in section(inspection).cross_references
    ]


def test_publication_opens_the_items_and_sets_their_deadlines() -> None:
    inspection = written_inspection()
    asked = item(inspection, "area-for-improvement", due_months_after_publication=6)
    ready = signed_off(inspection)

    publication = publish_report(actor=publisher_of(ready), inspection=ready, published_on=PUBLISHED)

    asked.refresh_from_db()
    assert (asked.state, asked.raised_on, asked.due) == ("open", PUBLISHED, date(2023, 9, 17))
    area = next(each for each in publication.report.areas if each.identifier == ORGANISED)
    assert [(each.status, each.due) for each in area.areas_for_improvement] == [("open", "2023-09-17")]
