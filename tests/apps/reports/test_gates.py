"""What stands between a report and its publication."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from peelian.apps.audit.models import AuditEvent
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection, InspectionComponent
from peelian.apps.judgements.services import confirm_case_example, override_gate, reopen_grade
from peelian.apps.reports.assembly.abbreviations import unexpanded_abbreviations, used_abbreviations
from peelian.apps.reports.assembly.material import gather_material
from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries import publication_gates, unresolved_publication_gates
from peelian.apps.reports.services import publish_report, share_for_accuracy_check, sign_off_report
from peelian.rules.errors import GateBlockedError, RefusalError
from tests.apps.judgements.world import accountable_for, lead_of
from tests.apps.reports.made_up import (
    PUBLISHED,
    RESPONDING,
    chief_inspector_of,
    finding,
    pass_the_last_day,
    point,
    published,
    publisher_of,
    signed_off,
    write_part,
    written_inspection,
)

pytestmark = pytest.mark.django_db


def blocking(inspection: Inspection) -> list[tuple[str, str]]:
    return [(gate.code, gate.target) for gate in unresolved_publication_gates(inspection)]


def refused_for(inspection: Inspection) -> list[str]:
    """Try to publish; the gates that refused it."""
    ready = signed_off(inspection)
    with pytest.raises(GateBlockedError) as error:
        publish_report(actor=publisher_of(ready), inspection=ready, published_on=PUBLISHED)
    assert not Publication.objects.exists()
    assert Inspection.objects.get(pk=ready.pk).state == Inspection.State.SIGN_OFF
    gates = error.value.details["gates"]
    assert isinstance(gates, list)
    return [gate["code"] for gate in gates]


def test_nothing_blocks_a_complete_report() -> None:
    assert blocking(written_inspection()) == []


@pytest.mark.item("S-119")
@pytest.mark.parametrize(
    ("part", "empty"),
    [
        ("summary", {"summary": ""}),
        ("about-the-data", {"data_introduction": ""}),
    ],
)
def test_missing_part_blocks_publication(part: str, empty: dict[str, str]) -> None:
    inspection = written_inspection()
    inspection.figures.all().delete()
    inspection.findings.update(body="")
    write_part(inspection, **empty)

    assert blocking(inspection) == [("report-part-missing", part)]
    assert refused_for(inspection) == ["report-part-missing"]


@pytest.mark.item("S-119")
def test_report_without_observations_or_findings_names_every_missing_part_at_once() -> None:
    inspection = written_inspection()
    inspection.observation_points.all().delete()
    inspection.figures.all().delete()
    inspection.findings.all().delete()

    parts = {target for code, target in blocking(inspection) if code == "report-part-missing"}

    assert parts == {"observations", "service-to-victims", "areas"}


@pytest.mark.item("S-003")
def test_report_without_signatory_is_not_published() -> None:
    inspection = written_inspection()
    write_part(inspection, signatory_office="")

    assert refused_for(inspection) == ["observations-without-signatory"]


@pytest.mark.item("S-121")
def test_headed_point_links_to_a_finding_or_blocks() -> None:
    inspection = written_inspection()
    point(inspection, "Nothing stands behind this")

    assert refused_for(inspection) == ["observation-without-finding"]


@pytest.mark.item("S-129")
def test_dangling_reference_blocks_and_nobody_lets_it_pass() -> None:
    inspection = written_inspection()
    pass_the_last_day(
        share_for_accuracy_check(
            actor=lead_of(inspection), inspection=inspection, closes_on=timezone.localdate()
        )
    )
    write_part(inspection, summary="As {{finding:nowhere}} says.")
    inspection = sign_off_report(actor=accountable_for(inspection), inspection=inspection)

    with pytest.raises(RefusalError) as refused:
        override_gate(
            actor=chief_inspector_of(inspection), inspection=inspection, step="publish",
            gate="dangling-reference", target="{{finding:nowhere}}", reason="The original report has it.",
        )  # fmt: skip

    with pytest.raises(GateBlockedError, match="leads nowhere"):
        publish_report(actor=publisher_of(inspection), inspection=inspection, published_on=PUBLISHED)

    assert refused.value.code == "override-refused"
    assert not Publication.objects.exists()


def test_draft_with_a_dangling_reference_is_not_shown_to_the_force() -> None:
    inspection = written_inspection()
    write_part(inspection, summary="As {{finding:nowhere}} says.")

    with pytest.raises(GateBlockedError) as refused:
        share_for_accuracy_check(
            actor=lead_of(inspection), inspection=inspection, closes_on=timezone.localdate()
        )

    assert refused.value.message == (
        "The reference '{{finding:nowhere}}' leads nowhere. Point it to something in the report, or remove it."
    )


def test_unclosed_reference_is_flagged() -> None:
    inspection = written_inspection()
    write_part(inspection, summary="As {{finding:risk says.")

    assert blocking(inspection) == [("dangling-reference", "As {{finding:risk says.")]


def test_provisional_grade_blocks() -> None:
    inspection = written_inspection()
    reopen_grade(
        actor=accountable_for(inspection), inspection=inspection, target=RESPONDING, expected_version=3,
        reason="New evidence came in.",
    )  # fmt: skip

    assert refused_for(inspection) == ["grade-not-final"]


@pytest.mark.item("S-038")
def test_report_without_victim_service_assessment_is_not_published() -> None:
    inspection = written_inspection()
    InspectionComponent.objects.filter(inspection=inspection).update(state="planned", done_on=None)

    assert refused_for(inspection) == ["required-component-missing"]


@pytest.mark.item("S-066")
def test_case_example_needs_anonymity_and_a_second_reader() -> None:
    inspection = written_inspection()
    case = finding(
        inspection, RESPONDING, "One caller waited for days", is_case_example=True, anonymised=True
    )
    assert blocking(inspection) == [("case-example-unchecked", case.key)]

    confirm_case_example(actor=accountable_for(inspection), finding=case, expected_version=1)

    assert blocking(inspection) == []


def test_warnings_do_not_stop_publication_and_are_kept() -> None:
    publication = published()

    kept = AuditEvent.objects.get(action="reports.publish_with_warnings")
    assert kept.subject_reference == str(publication.pk)
    assert [each["gate"] for each in kept.details["warnings"]] == ["areas-declared", "grades-declared"]


def test_abbreviation_that_nobody_can_expand_is_told_to_those_who_publish() -> None:
    inspection = written_inspection()
    write_part(inspection, summary="The QZX was used.")

    warned = [(gate.code, gate.target) for gate in publication_gates(inspection) if gate.severity == "warn"]
    assert ("abbreviation-unexpanded", "QZX") in warned


@pytest.mark.item("S-408")
def test_abbreviations_of_organised_crime_are_expanded_in_the_glossary_or_reported() -> None:
    six = ("LRO", "OCG", "ROCU", "NCA", "GAIN", "NERSOU")
    inspection = written_inspection()
    write_part(inspection, summary=f"Used without a word of explanation: {', '.join(six)}.")
    material = gather_material(inspection)
    known = regime().abbreviations

    assert unexpanded_abbreviations(material, ()) == six
    assert unexpanded_abbreviations(material, known) == ()
    assert {each.text for each in used_abbreviations(material, known) if each.expansion} >= set(six)


def test_gates_take_the_same_number_of_queries_however_much_the_report_holds() -> None:
    small, large = written_inspection(), written_inspection()
    for number in range(8):
        finding(large, RESPONDING, f"Another finding {number}")

    assert queries_for(small) == queries_for(large)


def queries_for(inspection: Inspection) -> int:
    fresh = Inspection.objects.get(pk=inspection.pk)
    with CaptureQueriesContext(connection) as captured:
        publication_gates(fresh)
    return len(captured)
