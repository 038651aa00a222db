"""While a force is watched: its plan, meetings, exit criteria, notes, context, incidents, and issues it answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from peelian.apps.judgements.models import FieldworkIssue
from peelian.apps.judgements.services import (
    raise_fieldwork_issue,
    recheck_issue,
    share_issue,
    tell_remedy,
)
from peelian.apps.monitoring import services
from peelian.apps.monitoring.models import (
    ContextFactor,
    CriticalIncident,
    ImprovementPlan,
    MonitoringNote,
    OversightMeeting,
)
from peelian.apps.monitoring.queries import (
    clocks_due,
    context_of,
    feedback_of,
    force_watch,
    incidents_on_area,
    notes_for,
)
from peelian.apps.organisations.models import Role
from peelian.rules.errors import (
    GateBlockedError,
    InvalidValueError,
    NotPermittedError,
    RefusalError,
    StaleEditError,
)
from tests.apps.judgements.world import evidence_of, inspection_of, lead_of, propose
from tests.apps.monitoring.world import chief, entered, hmi
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person, make_round
from tests.interfaces.public.made import make_stage

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 10)


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


def note(noted_on: date, text: str = "The plan is followed.", **fields: Any) -> MonitoringNote:
    values = {"actor": hmi(), "inspectorate": make_inspectorate(), "force": make_force(), **fields}
    return services.note_monitoring(noted_on=noted_on, text=text, **values)


def incident(**fields: Any) -> CriticalIncident:
    values: dict[str, Any] = {
        "actor": chief(),
        "inspectorate": make_inspectorate(),
        "force": make_force(),
        "framework": "peel-2021-22",
        "target": "protecting-vulnerable-people",
        "reason": "Too few specialists for domestic abuse.",
        "measures": "Demand goes to response teams.",
        "started_on": date(2023, 3, 1),
        **fields,
    }
    return services.declare_incident(**values)


def gates(error: pytest.ExceptionInfo[GateBlockedError]) -> list[str]:
    blocking: Any = error.value.details["gates"]
    return [gate["code"] for gate in blocking]


def told_issue() -> FieldworkIssue:
    """An issue of an inspection in fieldwork, told to the force and shared with it."""
    inspection = make_inspection()
    issue = raise_fieldwork_issue(
        actor=lead_of(inspection), inspection=inspection, text="Callers hear nothing back.",
        raised_on=date(2023, 2, 1),
    )  # fmt: skip
    return share_issue(actor=lead_of(inspection), issue=issue)


def test_force_in_the_usual_stage_has_no_improvement_plan_to_send() -> None:
    with pytest.raises(RefusalError, match="usual stage"):
        services.send_improvement_plan(actor=chief(), force=make_force(), text="A plan.")


def test_versions_of_a_plan_are_kept_each_with_its_view() -> None:
    entered(TODAY)
    first = services.send_improvement_plan(actor=chief(), force=make_force(), text="A plan.")
    services.view_improvement_plan(actor=hmi(), plan=first, view="more-asked", reasons="It names no dates.")
    second = services.send_improvement_plan(actor=chief(), force=make_force(), text="A plan with dates.")

    with pytest.raises(RefusalError, match="recorded already: more asked for"):
        services.view_improvement_plan(actor=hmi(), plan=first, view="accepted", reasons="It does.")
    with pytest.raises(InvalidValueError, match="no reasons"):
        services.view_improvement_plan(actor=hmi(), plan=second, view="accepted", reasons=" ")
    with pytest.raises(RefusalError, match="empty"):
        services.send_improvement_plan(actor=chief(), force=make_force(), text=" ")
    with pytest.raises(RefusalError, match="what version 2 of the plan says"):
        services.send_improvement_plan(actor=chief(), force=make_force(), text="A plan with dates.")

    kept = ImprovementPlan.objects.order_by("version").values_list("version", "text", "view")
    assert list(kept) == [(1, "A plan.", "more-asked"), (2, "A plan with dates.", "")]


def test_meetings_are_planned_and_recorded_once_with_what_was_agreed() -> None:
    values: dict[str, Any] = {
        "inspectorate": make_inspectorate(),
        "force": make_force(),
        "planned_for": TODAY,
    }
    with pytest.raises(InvalidValueError, match="9 March 2023 has passed"):
        services.plan_meeting(actor=hmi(), group="Group", **{**values, "planned_for": date(2023, 3, 9)})
    with pytest.raises(RefusalError, match="Name the group"):
        services.plan_meeting(actor=hmi(), group=" ", **values)
    meeting = services.plan_meeting(actor=hmi(), group="Oversight group", **values)
    with pytest.raises(RefusalError, match="has not come yet"):
        services.record_meeting(actor=hmi(), meeting=meeting, held_on=date(2023, 3, 11), minutes="Said.")
    with pytest.raises(RefusalError, match="no minutes"):
        services.record_meeting(actor=hmi(), meeting=meeting, held_on=TODAY, minutes="")

    services.record_meeting(
        actor=hmi(),
        meeting=meeting,
        held_on=TODAY,
        minutes="The chief constable presented.",
        agreed=["A date.", " "],
    )

    with pytest.raises(RefusalError, match="recorded already"):
        services.record_meeting(actor=hmi(), meeting=meeting, held_on=TODAY, minutes="Again.")
    assert OversightMeeting.objects.get().agreed == ["A date."]


def test_meeting_of_the_past_is_recorded_as_held_and_reminds_nobody() -> None:
    where: dict[str, Any] = {"actor": hmi(), "inspectorate": make_inspectorate(), "force": make_force()}

    with pytest.raises(RefusalError, match="has not come yet"):
        services.hold_meeting(**where, group="Group", held_on=date(2023, 3, 11), minutes="Said.")
    services.hold_meeting(**where, group="Group", held_on=date(2020, 1, 1), minutes="Said.")

    assert OversightMeeting.objects.get().held_on == date(2020, 1, 1)
    assert list(clocks_due(TODAY)) == []


def test_exit_criterion_of_a_stage_that_the_force_has_left_keeps_its_result() -> None:
    criterion = entered(TODAY).exit_criteria.earliest("position")

    def assess(result: str, reasons: str, version: int) -> None:
        services.assess_exit_criterion(
            actor=hmi(), criterion=criterion, result=result, reasons=reasons, expected_version=version
        )

    assess("not-met", "Not yet seen.", 1)
    assess("met", "Seen now.", 2)
    with pytest.raises(StaleEditError, match="is at version 3 now"):
        assess("not-met", "Typed before that was seen.", 2)
    with pytest.raises(InvalidValueError):
        assess("perhaps", "", 3)
    with time_machine.travel(date(2023, 6, 1), tick=False):
        make_stage(make_force(), stage="scan", effective_on=date(2023, 6, 1))
        with pytest.raises(RefusalError, match="has left the stage"):
            assess("not-met", "No.", 3)

    criterion.refresh_from_db()
    assert (criterion.result, criterion.reasons) == ("met", "Seen now.")
    kept = [(each.result, each.reasons) for each in criterion.assessments.all()]
    assert kept == [("not-met", "Not yet seen."), ("met", "Seen now.")]


@pytest.mark.item("S-154")
def test_notes_between_reports_are_dated_and_listed_in_the_next_assessment() -> None:
    earlier = make_inspection(window_start=date(2020, 1, 1), window_end=date(2020, 12, 31))
    coming = make_inspection(
        make_round(starts_on=date(2021, 10, 1), ends_on=date(2022, 12, 31)), earlier.force
    )
    note(date(2020, 6, 1), "Of the round before.")
    second = note(date(2022, 5, 4), "Supervisors meet weekly.")
    first = note(date(2021, 2, 3), "The plan is late.")
    note(date(2023, 2, 1), "After the window.")
    note(date(2022, 5, 4), "Another force.", force=make_force("durham"))

    assert list(notes_for(hmi(), coming)) == [first, second]
    assert list(notes_for(chief(), coming)) == []


def test_note_of_a_day_to_come_and_an_empty_one_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="has not come yet"):
        note(date(2023, 3, 11))
    with pytest.raises(InvalidValueError, match="more than 20 years back"):
        note(date(1066, 10, 14))
    with pytest.raises(RefusalError, match="empty"):
        note(TODAY, " ")
    author = hmi()
    note(TODAY, actor=author)
    with pytest.raises(RefusalError, match="is on record already"):
        note(TODAY, actor=author)
    with pytest.raises(NotPermittedError):
        note(TODAY, actor=chief())


@pytest.mark.item("S-187")
def test_critical_incident_is_declared_by_the_force_and_shows_as_current_until_it_ends() -> None:
    declared = incident()
    area = "protecting-vulnerable-people"

    current = [each.is_current for each in incidents_on_area(hmi(), area)]
    services.end_incident(
        actor=chief(), incident=declared, ended_on=date(2023, 3, 9), ending="Posts are filled."
    )

    assert current == [True]
    assert [(each.reason, each.measures, each.is_current) for each in incidents_on_area(hmi(), area)] == [
        ("Too few specialists for domestic abuse.", "Demand goes to response teams.", False)
    ]
    assert list(incidents_on_area(hmi(), "preventing-crime")) == []
    assert list(incidents_on_area(chief(make_force("durham")), area)) == []


def test_incident_needs_reason_measures_an_area_and_a_day_that_has_come() -> None:
    with pytest.raises(InvalidValueError) as error:
        incident(reason="", measures="", target="nothing", started_on=date(2023, 3, 11))
    declared = incident()
    with pytest.raises(RefusalError, match="cannot end before"):
        services.end_incident(actor=chief(), incident=declared, ended_on=date(2023, 2, 1), ending="Over.")
    services.end_incident(actor=chief(), incident=declared, ended_on=TODAY, ending="Over.")
    with pytest.raises(RefusalError, match="ended on 10 March 2023 already"):
        services.end_incident(actor=chief(), incident=declared, ended_on=TODAY, ending="Over.")

    findings: Any = error.value.details["findings"]
    assert [each["field"] for each in findings] == ["target", "reason", "measures", "started_on"]


@pytest.mark.item("S-188")
def test_factor_outside_the_control_of_the_force_needs_its_reason() -> None:
    inspection = make_inspection()
    values: dict[str, Any] = {
        "actor": lead_of(inspection), "inspection": inspection, "direction": "adverse",
        "text": "Two senior posts could not be filled.", "outside_control": True,
    }  # fmt: skip

    with pytest.raises(InvalidValueError, match="outside the force's control needs a reason"):
        services.record_context_factor(**values)
    factor = services.record_context_factor(**values, outside_reason="Few candidates apply in the region.")

    assert ContextFactor.objects.get() == factor
    assert factor.outside_reason == "Few candidates apply in the region."


@pytest.mark.item("S-189", "S-213")
def test_context_is_attached_to_an_assessment_and_no_grade_rests_on_it_alone() -> None:
    inspection = inspection_of()
    lead = lead_of(inspection)
    factor = services.record_context_factor(
        actor=lead,
        inspection=inspection,
        direction="favourable",
        text="The chief and the commissioner stayed.",
    )
    context = evidence_of(inspection, title="Statement on stability", use_limit="context-only")

    with pytest.raises(GateBlockedError) as alone:
        propose(inspection, evidence=[])
    with pytest.raises(GateBlockedError) as on_context:
        propose(inspection, evidence=[context])

    assert list(context_of(lead, inspection)) == [factor]
    assert gates(alone) == ["no-evidence"]
    assert gates(on_context) == ["context-only-evidence"]


@pytest.mark.item("S-186")
def test_feedback_and_remedy_are_dated_and_unconfirmed_until_an_inspector_looks() -> None:
    issue = told_issue()
    assert list(feedback_of(chief(), make_force())) == [issue]

    tell_remedy(
        actor=chief(), issue=issue, remedy="Callers are updated daily.", remedied_on=date(2023, 2, 15)
    )
    issue.refresh_from_db()
    told = (issue.days_to_remedy, issue.recheck)
    recheck_issue(
        actor=lead_of(issue.inspection),
        issue=issue,
        rechecked_on=TODAY,
        result="too-early",
        comment="Two weeks only.",
    )

    issue.refresh_from_db()
    assert told == (14, "unconfirmed")
    assert (issue.recheck, issue.recheck_comment) == ("too-early", "Two weeks only.")


def test_issue_that_was_not_shared_is_nothing_to_the_force() -> None:
    inspection = make_inspection()
    issue = raise_fieldwork_issue(
        actor=lead_of(inspection), inspection=inspection, text="A fault.", raised_on=date(2023, 2, 1)
    )

    with pytest.raises(RefusalError, match="not shared"):
        tell_remedy(actor=chief(), issue=issue, remedy="Mended.", remedied_on=TODAY)

    assert list(feedback_of(chief(), make_force())) == []


def test_remedy_is_told_by_the_force_itself_once_and_not_of_a_day_to_come() -> None:
    issue = told_issue()
    with pytest.raises(NotPermittedError):
        tell_remedy(actor=chief(make_force("durham")), issue=issue, remedy="Mended.", remedied_on=TODAY)
    with pytest.raises(RefusalError, match="has not come yet"):
        tell_remedy(actor=chief(), issue=issue, remedy="Mended.", remedied_on=date(2023, 3, 11))
    tell_remedy(actor=chief(), issue=issue, remedy="Mended.", remedied_on=TODAY)
    with pytest.raises(RefusalError, match="recorded already"):
        tell_remedy(actor=chief(), issue=issue, remedy="Otherwise.", remedied_on=TODAY)
    with pytest.raises(RefusalError, match="reads this issue since"):
        share_issue(actor=lead_of(issue.inspection), issue=issue)


def test_each_side_reads_of_a_force_what_is_its_to_read(django_assert_max_num_queries: Any) -> None:
    entered(TODAY)
    services.send_improvement_plan(actor=chief(), force=make_force(), text="A plan.")
    services.plan_meeting(
        actor=hmi(), inspectorate=make_inspectorate(), force=make_force(), group="Group", planned_for=TODAY
    )
    note(TODAY)
    incident()
    told_issue()

    def parts(user: Any) -> tuple[int, ...]:
        watch = force_watch(user, make_force(), TODAY)
        return tuple(
            len(each)
            for each in (
                watch.proposals, watch.representations, watch.plans, watch.meetings, watch.notes, watch.incidents,
                watch.feedback,
            )
        )  # fmt: skip

    with django_assert_max_num_queries(25):
        of_inspectorate = parts(hmi())
    assert of_inspectorate == (1, 1, 1, 1, 1, 1, 1)
    assert parts(chief()) == (1, 1, 1, 1, 0, 1, 1)
    assert parts(chief(make_force("durham"))) == (0, 0, 0, 0, 0, 0, 0)
    assert parts(make_person(make_inspectorate("other"), Role.HMI)) == (0, 0, 0, 0, 0, 0, 0)
