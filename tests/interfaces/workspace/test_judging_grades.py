"""Judgements as pages: proposed with reasons and evidence, made final, reopened, and what stands against them."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from peelian.apps.audit.models import AuditEvent
from peelian.apps.followup.services import draft_item
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import GateOverride, Judgement
from peelian.apps.organisations.models import Role
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
from tests.apps.world import make_force, make_inspectorate, make_person
from tests.interfaces.workspace.filling import filled, send
from tests.interfaces.workspace.reading import labels, links, main, signed_in, summary, typed

pytestmark = pytest.mark.django_db
REASONS = "Plans are used and their effect is measured."
STEPS = ["judgement", "judgement_provisional", "judgement_finalise", "judgement_reopen", "judgement_change"]


def lead(inspection: Inspection) -> Client:
    return signed_in(lead_of(inspection))


def hmi(inspection: Inspection) -> Client:
    return signed_in(accountable_for(inspection))


def address(name: str, inspection: Inspection, target: str = AREA) -> str:
    return reverse(f"workspace:{name}", args=[inspection.pk, target])


def override_address(inspection: Inspection, step: str, gate: str, target: str = AREA) -> str:
    named = urlencode({"step": step, "gate": gate, "target": target})
    return f"{reverse('workspace:gate_override', args=[inspection.pk])}?{named}"


@pytest.mark.item("S-131")
def test_a_grade_is_proposed_with_its_reasons_and_evidence() -> None:
    inspection = inspection_of()
    plans = evidence_of(inspection)

    response = send(
        lead(inspection), address("judgement_provisional", inspection), grade="good", reasons=REASONS,
        evidence=[str(plans.pk)],
    )  # fmt: skip

    assert response.headers["Location"] == address("judgement", inspection)
    judgement = Judgement.objects.get()
    assert (judgement.state, judgement.grade, judgement.reasons) == ("provisional", "good", REASONS)
    assert list(judgement.evidence.all()) == [plans]
    shown = main(lead(inspection).get(address("judgement", inspection)))
    assert f"Good Provisional grade Reasons {REASONS}" in shown


@pytest.mark.item("S-131")
def test_a_grade_without_reasons_or_evidence_is_refused_and_nothing_typed_is_lost() -> None:
    inspection = inspection_of()
    plans = evidence_of(inspection)
    page = address("judgement_provisional", inspection)

    without_reasons = send(lead(inspection), page, grade="good", evidence=[str(plans.pk)])
    without_evidence = send(lead(inspection), page, grade="good", reasons=REASONS)

    assert without_reasons.status_code == 422
    assert summary(without_reasons) == ["Reasons: Give an answer. This cannot be left empty."]
    assert without_evidence.status_code == 422
    assert summary(without_evidence) == [
        "The grade has no linked evidence. Link at least one item of evidence."
    ]
    assert typed(without_evidence, "reasons") == REASONS
    assert Judgement.objects.exclude(state="none").count() == 0


def test_the_grades_of_the_scale_are_offered_with_their_meaning() -> None:
    old, new = inspection_of("peel-2016"), inspection_of()

    four = labels(lead(old).get(address("judgement_provisional", old, "effectiveness")), "grade")
    five = labels(lead(new).get(address("judgement_provisional", new)), "grade")

    assert four == ["Outstanding", "Good", "Requires improvement", "Inadequate"]
    assert five == ["Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate"]


def test_no_grade_is_chosen_beforehand() -> None:
    inspection = inspection_of()

    assert "grade" not in filled(lead(inspection).get(address("judgement_provisional", inspection)))


def test_survey_evidence_is_refused_as_support() -> None:
    inspection = inspection_of()
    survey = evidence_of(inspection, title="Survey of the workforce", use_limit="themes-only")

    response = send(
        lead(inspection), address("judgement_provisional", inspection), grade="good", reasons=REASONS,
        evidence=[str(survey.pk)],
    )  # fmt: skip

    assert response.status_code == 422
    assert summary(response)[0].startswith("Evidence Survey of the workforce is limited to themes")


@pytest.mark.item("S-025")
def test_a_grade_with_an_unassessed_characteristic_is_not_made_final() -> None:
    inspection = inspection_of()
    finding_in(inspection, characteristics=[f"{AREA}.1"])
    propose(inspection)

    page = main(hmi(inspection).get(address("judgement", inspection)))
    response = send(hmi(inspection), address("judgement_finalise", inspection))

    assert "Not assessed" in page
    assert response.status_code == 422
    assert "no finding speaks to 3 of its 4 characteristics" in summary(response)[0]
    assert Judgement.objects.get().state == "provisional"


@pytest.mark.item("S-002")
def test_only_the_accountable_inspector_makes_a_grade_final() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)
    another = signed_in(make_person(inspection.inspectorate, Role.HMI))
    page = address("judgement_finalise", inspection)

    by_lead, by_another = send(lead(inspection), page), send(another, page)

    assert summary(by_lead)[0].startswith("You cannot finalise a grade: that is for the role HM Inspector")
    assert "is the accountable inspector" in summary(by_another)[0]
    assert Judgement.objects.get().state == "provisional"
    assert send(hmi(inspection), page).status_code == 302
    assert Judgement.objects.get().state == "final"


def test_the_page_offers_each_person_the_steps_they_may_take() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)
    page, final_step = address("judgement", inspection), address("judgement_finalise", inspection)

    assert final_step in links(hmi(inspection).get(page))
    assert final_step not in links(lead(inspection).get(page))
    assert address("judgement_provisional", inspection) in links(lead(inspection).get(page))


def test_a_final_grade_is_reopened_with_a_reason() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)
    finalise(inspection)
    page = address("judgement_reopen", inspection)

    without_reason = send(hmi(inspection), page)
    response = send(hmi(inspection), page, reason="New evidence came in.")

    assert without_reason.status_code == 422
    assert response.status_code == 302
    assert Judgement.objects.get().state == "provisional"
    assert (
        AuditEvent.objects.get(action="judgements.reopen_grade").details["reason"] == "New evidence came in."
    )


def test_two_people_who_propose_never_overwrite_each_other() -> None:
    inspection = inspection_of()
    plans = str(evidence_of(inspection).pk)
    page = address("judgement_provisional", inspection)
    late = filled(lead(inspection).get(page), grade="inadequate", reasons="Late.", evidence=[plans])
    send(lead(inspection), page, grade="good", reasons=REASONS, evidence=[plans])

    response = lead(inspection).post(page, late)

    assert response.status_code == 422
    assert "Nothing was overwritten" in summary(response)[0]
    assert f"Reasons {REASONS}" in main(response)
    assert typed(response, "reasons") == "Late."
    assert Judgement.objects.get().grade == "good"


@pytest.mark.item("S-030")
def test_a_low_grade_without_an_item_is_warned_of_and_the_warning_acknowledged() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection, grade="inadequate")
    page = override_address(inspection, "finalise", "low-grade-without-item")

    assert page in links(hmi(inspection).get(address("judgement", inspection)))
    refused = send(lead(inspection), page, reason="We know.")
    response = send(hmi(inspection), page, reason="The boxes are missing from the source.")

    assert refused.status_code == 422
    assert response.headers["Location"] == address("judgement", inspection)
    assert GateOverride.objects.get().reason == "The boxes are missing from the source."
    shown = main(hmi(inspection).get(address("judgement", inspection)))
    assert "Let pass:" in shown
    assert "The boxes are missing from the source." in shown


def test_a_firm_gate_cannot_be_let_pass() -> None:
    inspection = inspection_of()

    response = send(
        signed_in(chief_of(inspection)),
        override_address(inspection, "finalise", "no-reasons"),
        reason="Please.",
    )

    assert response.status_code == 422
    assert "cannot be overridden" in summary(response)[0]


def test_an_unknown_gate_is_not_found() -> None:
    inspection = inspection_of()

    unknown = override_address(inspection, "finalise", "no-such-gate")
    too_long = override_address(inspection, "finalise", "low-grade-without-item", "x" * 121)

    assert [hmi(inspection).get(page).status_code for page in (unknown, too_long)] == [404, 404]


@pytest.mark.item("S-029")
def test_that_performance_fell_is_said_only_with_the_report_s_own_words() -> None:
    inspection = inspection_of()
    propose(inspection)
    page = address("judgement_change", inspection)

    refused = send(lead(inspection), page, statement="It got worse.")
    response = send(lead(inspection), page, statement="Performance has fallen.", location="Page 4")

    assert refused.status_code == 422
    assert response.status_code == 302
    shown = main(lead(inspection).get(address("judgement", inspection)))
    assert "“Performance has fallen.” (Page 4)" in shown


@pytest.mark.item("S-031")
def test_the_page_lists_what_needs_to_improve_and_what_others_can_learn_from() -> None:
    inspection = inspection_of()
    finding_in(inspection, headline="Schools are visited", notable_practice=True)
    draft_item(
        actor=lead_of(inspection), inspection=inspection, kind="area-for-improvement", target=AREA,
        title="Plans are not measured", text="Measure them.", addressee="force",
    )  # fmt: skip

    shown = main(lead(inspection).get(address("judgement", inspection)))

    assert "What needs to improve Plans are not measured" in shown
    assert "What others can learn from Schools are visited" in shown


def test_the_list_names_every_area_with_its_grade_or_without() -> None:
    inspection = inspection_of()
    propose(inspection)

    shown = main(lead(inspection).get(reverse("workspace:judgements", args=[inspection.pk])))

    assert "Preventing crime and anti-social behaviour Good Provisional grade 0" in shown
    assert "Providing a service to the victims of crime Not graded Carries no grade 0" in shown


@pytest.mark.parametrize("name", STEPS)
def test_others_find_nothing(name: str) -> None:
    inspection = inspection_of(shared_with_force=True)
    propose(inspection)
    strangers = (
        make_person(make_inspectorate("another"), Role.HMCIC),
        make_person(make_force(), Role.CHIEF_OFFICER),
    )

    for stranger in strangers:
        assert signed_in(stranger).get(address(name, inspection)).status_code == 404
        assert signed_in(stranger).post(address(name, inspection)).status_code == 404


@pytest.mark.parametrize("name", STEPS)
def test_an_area_that_is_not_inspected_is_not_found(name: str) -> None:
    inspection = inspection_of()

    assert lead(inspection).get(address(name, inspection, "no-such-area")).status_code == 404
