"""Writing a report: by several people, none of whom overwrites another."""

from __future__ import annotations

import pytest

from peelian.apps.organisations.models import Role
from peelian.apps.reports.models import ObservationPoint, ReportDraft
from peelian.apps.reports.services import (
    add_chart,
    remove_chart,
    remove_observation_point,
    update_observation_point,
    write_area_text,
    write_observation_point,
    write_report_draft,
)
from peelian.rules.errors import InvalidValueError, NotPermittedError, StaleEditError
from tests.apps.judgements.world import lead_of
from tests.apps.reports.made_up import RESPONDING, finding, point, write_part
from tests.apps.world import make_force, make_inspection, make_person

pytestmark = pytest.mark.django_db

CHART = {
    "number": 1,
    "title": "Calls",
    "caption": "Figure 1: calls",
    "unit": "calls",
    "bars": [{"label": "Cleveland", "value": 1.0}],
    "source": "Home Office",
}


def test_what_is_left_out_stays_as_it_was() -> None:
    inspection = make_inspection()
    write_part(inspection, summary="First words.")

    write_part(inspection, data_introduction="About the data.")

    draft = ReportDraft.objects.get(inspection=inspection)
    assert (draft.summary, draft.data_introduction, draft.version) == ("First words.", "About the data.", 3)


def test_second_of_two_people_is_told_what_the_first_wrote() -> None:
    inspection = make_inspection()
    write_part(inspection, summary="By the first.")

    with pytest.raises(StaleEditError) as error:
        write_report_draft(
            actor=lead_of(inspection), inspection=inspection, expected_version=1, summary="By the second."
        )

    current = error.value.details["current"]
    assert isinstance(current, dict)
    assert current["summary"] == "By the first."
    assert ReportDraft.objects.get(inspection=inspection).summary == "By the first."


@pytest.mark.parametrize("role", [Role.FORCE_LIAISON, Role.CHIEF_OFFICER])
def test_the_force_does_not_write_its_own_report(role: Role) -> None:
    inspection = make_inspection()

    with pytest.raises(NotPermittedError):
        write_report_draft(
            actor=make_person(make_force(), role),
            inspection=inspection,
            expected_version=1,
            summary="All is well.",
        )

    assert not ReportDraft.objects.exists()


def test_note_without_heading_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="Note 1 needs a heading and a text"):
        write_part(make_inspection(), data_notes=[{"text": "No heading."}])


def test_area_outside_the_inspection_is_refused() -> None:
    inspection = make_inspection(areas=[RESPONDING])

    with pytest.raises(InvalidValueError, match="does not cover"):
        write_area_text(
            actor=lead_of(inspection), inspection=inspection, target="preventing-crime", introduction="Words.",
            expected_version=1,
        )  # fmt: skip


def test_observation_points_change_order_and_leave() -> None:
    inspection = make_inspection()
    first, second = point(inspection, "First"), point(inspection, "Second")
    row = finding(inspection, RESPONDING, "Calls are answered")

    update_observation_point(
        actor=lead_of(inspection), point=first, heading="Now last", text="Words.", findings=[row], position=9,
        expected_version=1,
    )  # fmt: skip

    assert [each.heading for each in inspection.observation_points.all()] == ["Second", "Now last"]
    remove_observation_point(actor=lead_of(inspection), point=second, expected_version=1)
    assert [list(each.findings.all()) for each in ObservationPoint.objects.all()] == [[row]]


def test_observation_point_rests_on_findings_of_its_own_inspection() -> None:
    inspection, other = make_inspection(), make_inspection()
    stranger = finding(other, RESPONDING, "Elsewhere")

    with pytest.raises(InvalidValueError, match="belongs to another inspection"):
        write_observation_point(
            actor=lead_of(inspection),
            inspection=inspection,
            heading="Point",
            text="Words.",
            findings=[stranger],
        )


def test_chart_number_stands_once() -> None:
    inspection = make_inspection()
    lead = lead_of(inspection)
    chart = add_chart(actor=lead, inspection=inspection, target=RESPONDING, value=CHART)

    with pytest.raises(InvalidValueError, match="Figure 1 stands in this report already"):
        add_chart(actor=lead, inspection=inspection, target=RESPONDING, value=CHART)
    remove_chart(actor=lead, chart=chart)

    assert add_chart(actor=lead, inspection=inspection, target=RESPONDING, value=CHART).number == 1


def test_chart_without_source_is_refused_naming_the_field() -> None:
    inspection = make_inspection()
    value = {name: each for name, each in CHART.items() if name != "source"}

    with pytest.raises(InvalidValueError) as error:
        add_chart(actor=lead_of(inspection), inspection=inspection, target=RESPONDING, value=value)

    found = error.value.details["findings"]
    assert isinstance(found, list)
    assert [each["field"] for each in found] == ["source"]
