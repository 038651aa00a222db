"""Findings, case examples, issues told at once: what is kept, listed and refused."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements import services
from peelian.apps.judgements.models import FieldworkIssue, Finding
from peelian.apps.judgements.queries import (
    effect_counts,
    findings_filtered,
    future_checks_for,
    improvement_needs_and_notable_practice,
    judgement_page,
    stages_of,
    suggestions_of_strength,
    vsa_findings_linked_to,
)
from peelian.apps.organisations.models import Role
from peelian.catalogue import Area
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
    evidence_of,
    finding_in,
    inspection_of,
    lead_of,
    propose,
)
from tests.apps.world import make_force, make_inspectorate, make_person

pytestmark = pytest.mark.django_db

SOC = "disrupting-serious-organised-crime"
STRENGTH = {"polarity": "favourable", "text": "Officers know the plans.", "provenance": "verified"}
WEAKNESS = {
    "polarity": "adverse",
    "text": "Staff say that nobody checks them.",
    "provenance": "staff-told-us",
}


def fields_of(error: pytest.ExceptionInfo[InvalidValueError]) -> list[str]:
    findings = error.value.details["findings"]
    assert isinstance(findings, list)
    return [finding["field"] for finding in findings]


def test_finding_keeps_strengths_and_weaknesses_side_by_side() -> None:
    finding = finding_in(inspection_of(), points=[STRENGTH, WEAKNESS])

    assert [(point.polarity, point.text) for point in finding.points.all()] == [
        ("favourable", "Officers know the plans."),
        ("adverse", "Staff say that nobody checks them."),
    ]


def test_each_point_keeps_how_the_inspectorate_knows_it() -> None:
    finding = finding_in(inspection_of(), points=[STRENGTH, WEAKNESS])

    assert [point.provenance for point in finding.points.all()] == ["verified", "staff-told-us"]


def test_key_is_made_from_the_headline_once() -> None:
    inspection = inspection_of()

    keys = [finding_in(inspection, headline="Calls are answered").key for _ in range(2)]

    assert keys == ["calls-are-answered", "calls-are-answered-2"]


def test_every_fault_of_a_finding_is_named_at_once() -> None:
    with pytest.raises(InvalidValueError) as error:
        finding_in(
            inspection_of(),
            headline=" ",
            extent="everywhere",
            sub_theme="unknown",
            characteristics=["nothing.1"],
            also_informs=[AREA],
            suggestions=[{"strength": "perhaps", "text": "Look at it."}],
            points=[{"polarity": "good", "text": "", "provenance": "verified"}],
        )

    assert fields_of(error) == [
        "headline", "extent", "sub_theme", "characteristics", "also_informs", "points", "points", "suggestions",
    ]  # fmt: skip
    assert Finding.objects.count() == 0


def test_sub_theme_and_stage_belong_to_the_area() -> None:
    inspection = inspection_of()
    area = inspection.framework.target(SOC)
    assert isinstance(area, Area)

    finding = finding_in(inspection, SOC, sub_theme=area.sub_themes[0].identifier)

    assert finding.sub_theme == area.sub_themes[0].identifier
    with pytest.raises(InvalidValueError) as error:
        finding_in(inspection, AREA, sub_theme=area.sub_themes[0].identifier)
    assert fields_of(error) == ["sub_theme"]


def test_stage_states_what_is_expected_before_what_was_found() -> None:
    inspection = inspection_of()
    area = inspection.framework.target("service-to-victims")
    assert isinstance(area, Area)
    contact = finding_in(
        inspection, "service-to-victims", stage="contact", headline="Calls are answered quickly"
    )

    stages = stages_of(area, list(inspection.findings.all()))

    assert [title for title, _, _ in stages] == [
        "Contact", "Response", "Crime recording", "Allocation", "Investigation", "Outcome",
    ]  # fmt: skip
    assert stages[0][1:] == (area.stages[0].expectation, [contact])


@pytest.mark.item("S-087", "S-073")
def test_ungraded_finding_on_victims_is_listed_under_the_graded_area_it_feeds() -> None:
    inspection = inspection_of()
    linked = finding_in(
        inspection, "service-to-victims", stage="investigation", also_informs=["investigating-crime"]
    )
    finding_in(inspection, AREA, headline="Not of this kind", also_informs=["investigating-crime"])

    page = judgement_page(lead_of(inspection), inspection, "investigating-crime")
    with pytest.raises(GateBlockedError, match="ungraded"):
        propose(inspection, "service-to-victims")

    assert vsa_findings_linked_to(inspection, "investigating-crime") == [linked]
    assert page is not None
    assert linked in page.informing


def test_evidence_of_another_inspectorate_is_refused_without_naming_it() -> None:
    inspection = inspection_of()
    foreign = evidence_of(inspection, inspectorate=make_inspectorate("other"), title="Secret plan")

    with pytest.raises(InvalidValueError) as error:
        finding_in(inspection, evidence=[foreign])

    assert "Secret plan" not in error.value.message


def test_evidence_of_another_force_and_withdrawn_evidence_are_refused() -> None:
    inspection = inspection_of()
    for item in (
        evidence_of(inspection, force=make_force("durham")),
        evidence_of(inspection, withdrawn_reason="Wrong force."),
    ):
        with pytest.raises(InvalidValueError):
            finding_in(inspection, evidence=[item])


def test_survey_evidence_may_stand_behind_a_finding() -> None:
    inspection = inspection_of()
    survey = evidence_of(inspection, kind="survey", use_limit="themes-only", survey_responses=312)

    assert list(finding_in(inspection, evidence=[survey]).evidence.all()) == [survey]


def test_change_leaves_what_is_not_given_and_is_logged() -> None:
    finding = finding_in(inspection_of(), points=[STRENGTH], progress="improved")

    changed = services.update_finding(
        actor=lead_of(finding.inspection), finding=finding, expected_version=1, headline="A sharper sentence"
    )

    event = AuditEvent.objects.get(action="judgements.update_finding")
    assert (changed.headline, changed.progress, changed.version) == ("A sharper sentence", "improved", 2)
    assert changed.points.count() == 1
    assert event.details["after"]["headline"] == "A sharper sentence"


def test_second_of_two_edits_is_refused_with_the_current_text() -> None:
    finding = finding_in(inspection_of())
    actor = lead_of(finding.inspection)
    services.update_finding(actor=actor, finding=finding, expected_version=1, headline="First")

    with pytest.raises(StaleEditError) as error:
        services.update_finding(actor=actor, finding=finding, expected_version=1, headline="Second")

    current = error.value.details["current"]
    assert isinstance(current, dict)
    assert (current["headline"], Finding.objects.get().headline) == ("First", "First")


@pytest.mark.parametrize("state", [Inspection.State.SIGN_OFF, Inspection.State.PUBLISHED])
def test_finding_stays_as_it_is_from_sign_off_on(state: str) -> None:
    finding = finding_in(inspection_of())
    Inspection.objects.filter(pk=finding.inspection_id).update(state=state)
    finding.refresh_from_db()

    with pytest.raises(RefusalError, match="stays as it is"):
        services.update_finding(
            actor=lead_of(finding.inspection), finding=finding, expected_version=1, headline="Late"
        )


def test_removed_finding_leaves_its_text_in_the_log() -> None:
    finding = finding_in(inspection_of(), body="What we saw.")

    services.remove_finding(actor=lead_of(finding.inspection), finding=finding, expected_version=1)

    event = AuditEvent.objects.get(action="judgements.remove_finding")
    assert (Finding.objects.count(), event.details["body"]) == (0, "What we saw.")


def test_finding_with_a_figure_is_not_removed() -> None:
    finding = finding_in(inspection_of())
    value = {"kind": "count", "key": "G-1", "measure": "plans", "source": "Review", "k": 3, "n": 4}
    services.record_figure(
        actor=lead_of(finding.inspection), inspection=finding.inspection, value=value, finding=finding
    )

    with pytest.raises(RefusalError, match="figures rest on it"):
        services.remove_finding(actor=lead_of(finding.inspection), finding=finding, expected_version=1)

    assert Finding.objects.count() == 1


def test_case_example_needs_a_second_reader_and_a_change_asks_for_a_new_reading() -> None:
    inspection = inspection_of()
    finding = finding_in(inspection, is_case_example=True, anonymised=True)
    writer, reader = lead_of(inspection), accountable_for(inspection)

    with pytest.raises(RefusalError, match="Somebody else"):
        services.confirm_case_example(actor=writer, finding=finding, expected_version=1)
    read = services.confirm_case_example(actor=reader, finding=finding, expected_version=1)
    changed = services.update_finding(actor=writer, finding=read, expected_version=2, body="Another telling.")

    assert (read.second_reader, changed.second_reader) == (reader, None)


def test_case_example_that_is_not_anonymised_is_not_confirmed() -> None:
    inspection = inspection_of()
    finding = finding_in(inspection, is_case_example=True)

    with pytest.raises(RefusalError, match="anonymised"):
        services.confirm_case_example(actor=accountable_for(inspection), finding=finding, expected_version=1)


@pytest.mark.item("S-159")
def test_filter_improved_lists_findings_that_state_improvement() -> None:
    inspection = inspection_of()
    improved = finding_in(inspection, progress="improved", headline="Better than before")
    finding_in(inspection, progress="worse", headline="Worse than before")

    assert list(findings_filtered(lead_of(inspection), progress="improved")) == [improved]


@pytest.mark.item("S-070")
def test_extent_is_printed_and_filtered() -> None:
    inspection = inspection_of()
    isolated = finding_in(inspection, extent="isolated", headline="One unit only")
    finding_in(inspection, extent="systemic", headline="Across the force")

    found = findings_filtered(lead_of(inspection), extent="isolated")

    assert [(finding, finding.get_extent_display()) for finding in found] == [(isolated, "Isolated")]


def test_too_early_is_counted_apart() -> None:
    inspection = inspection_of()
    finding_in(inspection, headline="New team", too_early=True)
    finding_in(inspection, headline="Old team")

    counts = effect_counts(inspection)

    assert (counts.too_early, counts.assessed) == (1, 1)


@pytest.mark.item("S-068")
def test_next_assessment_lists_the_four_points_to_look_at_again() -> None:
    earlier = inspection_of()
    for number in range(4):
        finding_in(earlier, headline=f"Point {number}", future_check=f"Look at point {number} again.")
    finding_in(earlier, headline="Settled")
    later = inspection_of("peel-2023-25", window_start=date(2024, 1, 1), window_end=date(2024, 12, 31))
    user = lead_of(later)

    checks = [finding.future_check for finding in future_checks_for(user, later.force, before=later)]

    assert checks == [f"Look at point {number} again." for number in range(4)]
    assert list(future_checks_for(user, earlier.force, before=earlier)) == []


@pytest.mark.item("S-067")
def test_suggestions_are_found_by_the_strength_of_their_wording() -> None:
    inspection = inspection_of()
    finding_in(
        inspection,
        suggestions=[
            {"strength": "should consider", "text": "Review the rota."},
            {"strength": "might", "text": "Ask neighbouring forces.", "tracked": True},
        ],
    )
    user = lead_of(inspection)

    assert [ask.text for ask in suggestions_of_strength(user, inspection, "should")] == ["Review the rota."]
    assert [ask.tracked for ask in suggestions_of_strength(user, inspection)] == [False, True]


def test_notable_practice_is_listed_by_area() -> None:
    inspection = inspection_of()
    practice = finding_in(inspection, notable_practice=True)

    lists = improvement_needs_and_notable_practice(inspection, AREA)

    assert (lists.improvement_needs, lists.notable_practice) == ((), (practice,))


@pytest.mark.item("S-063")
def test_issue_told_at_once_shows_raised_remedied_and_looked_at_again() -> None:
    inspection = inspection_of()
    user = lead_of(inspection)
    issue = services.raise_fieldwork_issue(
        actor=user, inspection=inspection, text="Callers are not told of delays.", raised_on=date(2022, 5, 3)
    )

    services.record_remedy(
        actor=user, issue=issue, remedy="A call-back is made.", remedied_on=date(2022, 6, 1)
    )
    services.recheck_issue(actor=user, issue=issue, rechecked_on=date(2022, 9, 1), result="confirmed")

    issue.refresh_from_db()
    days = (issue.raised_on, issue.remedied_on, issue.rechecked_on)
    assert days == (date(2022, 5, 3), date(2022, 6, 1), date(2022, 9, 1))
    assert (issue.text, issue.remedy, issue.get_recheck_display()) == (
        "Callers are not told of delays.",
        "A call-back is made.",
        "Remedy confirmed",
    )


def test_remedy_cannot_lie_before_the_issue_nor_be_written_twice() -> None:
    inspection = inspection_of()
    user = lead_of(inspection)
    issue = services.raise_fieldwork_issue(
        actor=user, inspection=inspection, text="Fault.", raised_on=date(2022, 5, 3)
    )

    with pytest.raises(InvalidValueError, match="lies before 3 May 2022"):
        services.record_remedy(actor=user, issue=issue, remedy="Done.", remedied_on=date(2022, 5, 2))
    services.record_remedy(actor=user, issue=issue, remedy="Done.", remedied_on=date(2022, 5, 4))
    with pytest.raises(RefusalError, match="recorded already"):
        services.record_remedy(actor=user, issue=issue, remedy="Other.", remedied_on=date(2022, 5, 4))

    assert FieldworkIssue.objects.get().remedy == "Done."


@pytest.mark.parametrize("role", [Role.PUBLICATIONS, Role.ADMINISTRATOR])
def test_roles_outside_the_inspection_write_no_finding(role: Role) -> None:
    inspection = inspection_of()

    with pytest.raises(NotPermittedError):
        services.write_finding(
            actor=make_person(inspection.inspectorate, role),
            inspection=inspection,
            target=AREA,
            headline="Mine",
        )


def test_force_reads_no_finding() -> None:
    inspection = inspection_of(shared_with_force=True)
    finding_in(inspection)
    assert inspection.force is not None

    assert list(findings_filtered(make_person(inspection.force, Role.FORCE_LIAISON))) == []


def test_writing_closes_with_sign_off_however_long_the_page_was_open() -> None:
    opened = inspection_of()
    Inspection.objects.filter(pk=opened.pk).update(state=Inspection.State.SIGN_OFF)

    with pytest.raises(RefusalError, match="is being signed off"):
        finding_in(opened)

    assert not opened.findings.exists()


def test_log_keeps_the_points_of_a_finding_that_is_changed_and_removed() -> None:
    inspection = inspection_of()
    first = {"polarity": "favourable", "text": "Plans are shared.", "provenance": "verified"}
    second = {"polarity": "adverse", "text": "Few read them.", "provenance": "staff-told-us"}
    finding = finding_in(inspection, points=[first])

    changed = services.update_finding(
        actor=lead_of(inspection), finding=finding, expected_version=1, points=[second]
    )
    services.remove_finding(actor=lead_of(inspection), finding=changed, expected_version=2)

    written, edited, removed = AuditEvent.objects.filter(action__endswith="_finding").order_by("sequence")
    assert written.details["points"] == [first]
    assert (edited.details["before"]["points"], edited.details["after"]["points"]) == ([first], [second])
    assert removed.details["points"] == [second]


def test_writing_in_a_published_report_is_told_to_correct_it() -> None:
    opened = inspection_of()
    Inspection.objects.filter(pk=opened.pk).update(state=Inspection.State.PUBLISHED)

    with pytest.raises(RefusalError) as refusal:
        finding_in(opened)

    assert refusal.value.message.endswith("Correct the published report: that makes a new version.")
