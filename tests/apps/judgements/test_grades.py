"""Provisional and final grades: who may give them, and what stands in the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.evidence.services import withdraw_evidence
from peelian.apps.inspections.models import Inspection, InspectionComponent
from peelian.apps.judgements import services
from peelian.apps.judgements.models import Judgement
from peelian.apps.judgements.queries import gates_of_judgements, gates_of_target, judgement_page, overrides_of
from peelian.apps.organisations.models import Role
from peelian.rules.errors import (
    GateBlockedError,
    InvalidValueError,
    NotPermittedError,
    RefusalError,
    StaleEditError,
)
from tests.apps.judgements.world import (
    AREA,
    accountable_for,
    assess_fully,
    chief_of,
    evidence_of,
    finalise,
    finding_in,
    inspection_of,
    lead_of,
    propose,
)
from tests.apps.world import make_force, make_person

pytestmark = pytest.mark.django_db

SEED_GRADES = {
    "recording-data-about-crime": "good",
    "treating-the-public": "adequate",
    "preventing-crime": "inadequate",
    "responding-to-the-public": "adequate",
    "investigating-crime": "requires-improvement",
    "protecting-vulnerable-people": "requires-improvement",
    "managing-offenders": "adequate",
    "disrupting-serious-organised-crime": "adequate",
    "building-the-workforce": "requires-improvement",
    "planning-and-value-for-money": "inadequate",
}
"""The ten grades of Cleveland in 2021/22."""


def blocked_by(error: pytest.ExceptionInfo[GateBlockedError]) -> list[str]:
    gates = error.value.details["gates"]
    assert isinstance(gates, list)
    return [gate["code"] for gate in gates]


def test_proposed_grade_keeps_its_reasons_evidence_and_author() -> None:
    inspection = inspection_of()
    item = evidence_of(inspection)

    judgement = propose(inspection, evidence=[item])

    judgement.refresh_from_db()
    assert (judgement.state, judgement.grade, judgement.provisional_by) == (
        "provisional",
        "good",
        lead_of(inspection),
    )
    assert list(judgement.evidence.all()) == [item]


@pytest.mark.item("S-002")
def test_analyst_cannot_finalise_and_the_attempt_is_logged_while_the_inspector_can() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)
    analyst = make_person(inspection.inspectorate, Role.ANALYST)

    with pytest.raises(NotPermittedError):
        finalise(inspection, actor=analyst)

    refused = AuditEvent.objects.get(outcome="refused")
    assert (refused.action, refused.actor_reference) == ("judgements.finalise_grade", analyst.audit_reference)
    assert Judgement.objects.get(inspection=inspection).state == "provisional"
    final = finalise(inspection)
    assert (final.state, final.final_by) == ("final", accountable_for(inspection))


def test_another_hm_inspector_cannot_finalise() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)

    with pytest.raises(NotPermittedError, match="is the accountable inspector"):
        finalise(inspection, actor=make_person(inspection.inspectorate, Role.HMI))


def test_chief_inspector_who_is_accountable_finalises() -> None:
    inspection = inspection_of()
    chief = chief_of(inspection)
    Inspection.objects.filter(pk=inspection.pk).update(accountable_inspector=chief)
    inspection.refresh_from_db()
    assess_fully(inspection)
    propose(inspection)

    assert finalise(inspection, actor=chief).state == "final"


@pytest.mark.item("S-026")
def test_adequate_cannot_be_given_in_a_2016_round() -> None:
    inspection = inspection_of("peel-2016")

    with pytest.raises(GateBlockedError) as error:
        propose(inspection, grade="adequate")

    assert blocked_by(error) == ["grade-not-on-scale"]
    assert [tier.identifier for tier in inspection.scale.tiers] == [
        "inadequate",
        "requires-improvement",
        "good",
        "outstanding",
    ]


@pytest.mark.item("S-016")
def test_ungraded_question_takes_no_grade() -> None:
    inspection = inspection_of("peel-2016")

    with pytest.raises(GateBlockedError) as error:
        propose(inspection, "specialist-capabilities")

    assert blocked_by(error) == ["area-ungraded"]


def test_ungraded_inspection_takes_no_grade() -> None:
    inspection = inspection_of("peel-2016", graded=False)

    with pytest.raises(RefusalError, match="ungraded inspection"):
        propose(inspection, "effectiveness")


@pytest.mark.item("S-094")
def test_crime_recording_is_graded_only_when_tested() -> None:
    inspection = inspection_of()
    target = "recording-data-about-crime"

    with pytest.raises(GateBlockedError) as error:
        propose(inspection, target)
    test = next(part for part in inspection.framework.components if part.area == target)
    InspectionComponent.objects.create(
        inspection=inspection, component=test.identifier, state="done", done_on=date(2022, 6, 1)
    )
    judgement = propose(inspection, target)

    assert (blocked_by(error), judgement.grade) == (["area-not-tested"], "good")


@pytest.mark.item("S-017")
def test_overall_grade_stands_although_one_question_needs_improvement() -> None:
    inspection = inspection_of("peel-2016")
    propose(inspection, "protecting-vulnerable-people", "requires-improvement")

    propose(inspection, "effectiveness", "good", reasons="Four of five questions are answered well.")

    grades = dict(Judgement.objects.filter(inspection=inspection).values_list("target", "grade"))
    assert grades == {"protecting-vulnerable-people": "requires-improvement", "effectiveness": "good"}


@pytest.mark.item("S-131")
@pytest.mark.parametrize(
    ("reasons", "with_evidence", "gates"),
    [("", True, ["no-reasons"]), ("Plans are used.", False, ["no-evidence"])],
)
def test_grade_needs_reasons_and_evidence(reasons: str, with_evidence: bool, gates: list[str]) -> None:
    inspection = inspection_of()
    support = [evidence_of(inspection)] if with_evidence else []

    with pytest.raises(GateBlockedError) as error:
        propose(inspection, reasons=reasons, evidence=support)

    assert (blocked_by(error), Judgement.objects.count()) == (gates, 0)


@pytest.mark.item("S-058")
def test_survey_evidence_cannot_support_a_grade() -> None:
    inspection = inspection_of()
    survey = evidence_of(inspection, kind="survey", use_limit="themes-only", survey_responses=312)

    with pytest.raises(RefusalError) as error:
        propose(inspection, evidence=[survey, evidence_of(inspection)])

    assert error.value.code == "evidence-themes-only"


@pytest.mark.item("S-025")
def test_grade_with_an_unassessed_characteristic_cannot_be_final() -> None:
    inspection = inspection_of()
    area = inspection.framework.target(AREA)
    cited = [each.identifier for each in area.characteristics][1:]  # type: ignore[union-attr]
    finding_in(inspection, characteristics=cited)
    propose(inspection)

    with pytest.raises(GateBlockedError) as error:
        finalise(inspection)

    assert blocked_by(error) == ["characteristic-unassessed"]


@pytest.mark.item("S-038")
def test_grade_cannot_be_final_without_the_victim_service_assessment() -> None:
    inspection = inspection_of()
    InspectionComponent.objects.filter(inspection=inspection).update(state="planned")
    assess_fully(inspection)
    propose(inspection)

    with pytest.raises(GateBlockedError) as error:
        finalise(inspection)

    assert blocked_by(error) == ["required-component-missing"]


def test_low_grade_without_an_item_warns_and_the_warning_stays_in_the_log() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection, grade="inadequate")

    final = finalise(inspection)

    event = AuditEvent.objects.get(action="judgements.finalise_grade")
    warnings = [warning["gate"] for warning in event.details["warnings"]]
    assert (final.state, warnings) == ("final", ["low-grade-without-item"])
    assert [gate.code for gate in gates_of_target(inspection, AREA)] == ["low-grade-without-item"]


def test_point_told_as_verified_by_what_staff_said_alone_is_named_until_verified_evidence_is_linked() -> None:
    inspection = inspection_of()
    told = evidence_of(inspection, kind="interview", provenance="staff-told-us", interviewee_role="Sergeant")
    point: Any = {"polarity": "adverse", "text": "Records differ.", "provenance": "verified"}
    finding = finding_in(inspection, headline="Records differ", points=[point], evidence=[told])
    assess_fully(inspection)
    propose(inspection)

    before = [(gate.code, "“Records differ”" in gate.message) for gate in gates_of_target(inspection, AREA)]
    finding.evidence.add(evidence_of(inspection))
    after = [gate.code for gate in gates_of_target(inspection, AREA)]

    assert (before, after) == ([("unverified-point", True)], [])


@pytest.mark.item("S-030")
def test_seed_grades_without_items_warn_for_five_areas() -> None:
    inspection = inspection_of()
    crime_test = next(
        part for part in inspection.framework.components if part.area == "recording-data-about-crime"
    )
    InspectionComponent.objects.create(
        inspection=inspection, component=crime_test.identifier, state="done", done_on=date(2022, 6, 1)
    )
    support = [evidence_of(inspection)]
    for target, grade in SEED_GRADES.items():
        finding_in(inspection, target)
        propose(inspection, target, grade, evidence=support)

    warned = [
        gate.target for gate in gates_of_judgements(inspection) if gate.code == "low-grade-without-item"
    ]

    low = [target for target, grade in SEED_GRADES.items() if grade in ("requires-improvement", "inadequate")]
    assert (len(warned), sorted(warned)) == (5, sorted(low))


def test_two_people_on_one_judgement_do_not_overwrite_each_other() -> None:
    inspection = inspection_of()
    propose(inspection, grade="good")

    with pytest.raises(StaleEditError) as error:
        propose(inspection, grade="adequate", expected_version=1)

    current = error.value.details["current"]
    assert isinstance(current, dict)
    assert (current["grade"], Judgement.objects.get().grade) == ("good", "good")


def test_final_grade_is_reopened_with_a_reason_before_publication() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)
    finalise(inspection)

    judgement = services.reopen_grade(
        actor=accountable_for(inspection),
        inspection=inspection,
        target=AREA,
        expected_version=3,
        reason="New data.",
    )

    assert (judgement.state, judgement.final_by, judgement.grade) == ("provisional", None, "good")


def test_final_grade_is_not_proposed_over() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)
    finalise(inspection)

    with pytest.raises(RefusalError, match="so you cannot propose a grade"):
        propose(inspection, grade="adequate", expected_version=3)


def test_published_inspection_takes_no_grade() -> None:
    inspection = inspection_of(state=Inspection.State.PUBLISHED)

    with pytest.raises(RefusalError, match="frozen"):
        propose(inspection)


def test_area_outside_the_inspection_takes_no_grade() -> None:
    inspection = inspection_of(areas=["responding-to-the-public"])

    with pytest.raises(InvalidValueError, match="does not cover"):
        propose(inspection)


def test_area_of_another_framework_takes_no_grade() -> None:
    with pytest.raises(InvalidValueError) as error:
        propose(inspection_of(), "effectiveness")

    assert error.value.code == "unknown-identifier"


def test_evidence_of_another_force_does_not_support_a_grade() -> None:
    inspection = inspection_of()
    elsewhere = evidence_of(inspection, force=make_force("durham"))

    with pytest.raises(InvalidValueError, match="does not belong"):
        propose(inspection, evidence=[elsewhere])


@pytest.mark.item("S-029")
def test_declared_change_needs_statement_and_location() -> None:
    inspection = inspection_of()

    with pytest.raises(InvalidValueError) as error:
        services.declare_change(
            actor=lead_of(inspection),
            inspection=inspection,
            target=AREA,
            statement="Fell.",
            location="",
            expected_version=1,
        )
    judgement = services.declare_change(
        actor=lead_of(inspection),
        inspection=inspection,
        target=AREA,
        statement="The force prevents less crime than before.",
        location="Preventing crime, first finding",
        expected_version=1,
    )

    assert error.value.code == "declared-statement-missing"
    assert judgement.declared_change_location == "Preventing crime, first finding"


def test_blocking_gate_is_let_pass_by_the_higher_signatory_only() -> None:
    inspection = inspection_of()
    request: dict[str, Any] = {
        "inspection": inspection,
        "step": "item",
        "gate": "recommendation-without-concern",
        "target": "R1",
        "reason": "The recommendation follows from another inspection.",
    }

    with pytest.raises(NotPermittedError):
        services.override_gate(actor=accountable_for(inspection), **request)
    override = services.override_gate(actor=chief_of(inspection), **request)

    assert (override.role, overrides_of(inspection, "item")[0].reason) == ("hmcic", request["reason"])


def test_firm_gate_is_never_overridden() -> None:
    inspection = inspection_of()

    with pytest.raises(RefusalError) as error:
        services.override_gate(
            actor=chief_of(inspection),
            inspection=inspection,
            step="finalise",
            gate="no-evidence",
            reason="Hurry.",
        )

    assert error.value.code == "override-refused"


def test_warning_is_acknowledged_by_an_hm_inspector_with_a_reason() -> None:
    inspection = inspection_of()

    with pytest.raises(RefusalError, match="needs a reason"):
        services.override_gate(
            actor=accountable_for(inspection),
            inspection=inspection,
            step="publish",
            gate="areas-declared",
            reason=" ",
        )
    override = services.override_gate(
        actor=accountable_for(inspection),
        inspection=inspection,
        step="publish",
        gate="areas-declared",
        reason="As printed.",
    )

    assert (override.role, override.reason) == ("hmi", "As printed.")


def test_page_of_a_judgement_shows_what_it_rests_on() -> None:
    inspection = inspection_of()
    finding = assess_fully(inspection)
    propose(inspection)

    page = judgement_page(lead_of(inspection), inspection, AREA)

    assert page is not None
    assert (page.findings, page.linked_items, page.gates) == ((finding,), 0, ())
    assert all(state.is_assessed for state in page.characteristics)
    assert (page.may_write, page.may_grade, page.may_finalise) == (True, True, False)


@pytest.mark.parametrize("role", [Role.FORCE_LIAISON, Role.CHIEF_OFFICER])
def test_force_reads_no_judgement(role: Role) -> None:
    inspection = inspection_of(shared_with_force=True)
    assert inspection.force is not None

    assert judgement_page(make_person(inspection.force, role), inspection, AREA) is None


def test_page_that_was_opened_before_publication_changes_no_grade_after_it() -> None:
    opened = inspection_of()
    propose(opened)
    Inspection.objects.filter(pk=opened.pk).update(state=Inspection.State.PUBLISHED)

    with pytest.raises(RefusalError, match="its grades are frozen"):
        propose(opened, grade="inadequate", expected_version=2)

    assert Judgement.objects.get(inspection=opened).grade == "good"


def test_no_change_is_declared_once_the_report_is_being_signed_off() -> None:
    inspection = inspection_of(state=Inspection.State.SIGN_OFF)

    with pytest.raises(RefusalError, match="is being signed off"):
        services.declare_change(
            actor=lead_of(inspection),
            inspection=inspection,
            target=AREA,
            statement="Performance has fallen.",
            location="Preventing crime",
            expected_version=1,
        )


def test_log_names_the_evidence_that_a_grade_rests_on() -> None:
    inspection = inspection_of()
    support = evidence_of(inspection)

    propose(inspection, evidence=[support])

    event = AuditEvent.objects.get(action="judgements.submit_provisional_grade")
    assert event.details["evidence"] == [str(support.pk)]


def test_evidence_behind_a_published_grade_stays_as_it_was() -> None:
    inspection = inspection_of()
    between = evidence_of(inspection, force=inspection.force)
    propose(inspection, evidence=[between])
    Inspection.objects.filter(pk=inspection.pk).update(state=Inspection.State.PUBLISHED)

    with pytest.raises(RefusalError, match="which is published, and stays as it was"):
        withdraw_evidence(
            actor=lead_of(inspection), evidence=between, reason="Out of date", expected_version=1
        )
