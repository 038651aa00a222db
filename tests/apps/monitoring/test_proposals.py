"""A move between stages: proposed, told to the force, answered, decided by a second person, and told to all."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from peelian.apps.audit.models import AuditEvent
from peelian.apps.monitoring import services
from peelian.apps.monitoring.models import Representation, StageDecision, StageProposal
from peelian.apps.monitoring.queries import clocks_due, stage_on
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from tests.apps.followup.world import draft_concern, issue
from tests.apps.monitoring.world import (
    LEAVING,
    answer,
    chief,
    decide_on,
    entered,
    fresh,
    hmcic,
    hmi,
    notice,
    propose,
)
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 10)


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


def fields(error: pytest.ExceptionInfo[InvalidValueError]) -> list[str]:
    findings: Any = error.value.details["findings"]
    return [each["field"] for each in findings]


@pytest.mark.item("S-150", "S-151")
def test_force_enters_engage_by_a_decision_that_tells_its_whole_way() -> None:
    proposal = notice(propose(), date(2023, 3, 24))
    answer(proposal)

    decision = decide_on(proposal, TODAY, next_review_on=date(2023, 9, 10)).decision

    assert decision is not None
    assert (decision.stage, decision.effect, decision.criteria_version) == ("engage", "enters", "2018")
    assert decision.triggers == ["concern-not-answered"]
    assert (decision.evidence_from, decision.evidence_to) == (date(2022, 11, 4), date(2023, 1, 20))
    assert (decision.notice_given_on, decision.represented_on) == (TODAY, TODAY)
    assert decision.decided_by == "Chief Inspector Example"
    assert [each.text for each in decision.exit_criteria.all()] == proposal.exit_criteria
    held = stage_on(make_force(), TODAY)
    assert held is not None
    assert held.stage.identifier == "engage"


def test_proposal_to_enter_needs_criteria_evidence_with_days_exit_criteria_and_reasons() -> None:
    with pytest.raises(InvalidValueError) as error:
        propose(triggers=[], reasons=" ", evidence=[], exit_criteria=[""])

    assert fields(error) == ["reasons", "evidence", "triggers", "exit_criteria"]


def test_evidence_of_a_day_to_come_unknown_triggers_and_no_day_are_refused_together() -> None:
    evidence = [{"text": "A visit", "day": date(2023, 3, 11)}, {"text": "A letter", "day": None}]

    with pytest.raises(InvalidValueError) as error:
        propose(triggers=["bad-press"], evidence=evidence)

    assert fields(error) == ["evidence", "evidence", "triggers"]
    assert "has not come yet" in error.value.message
    assert StageProposal.objects.count() == 0


def test_a_force_cannot_be_moved_to_where_it_is() -> None:
    with pytest.raises(InvalidValueError, match="in the stage Scan already"):
        propose(**LEAVING)


def test_one_proposal_a_force_is_open_at_a_time() -> None:
    propose()

    with pytest.raises(RefusalError, match="open already"):
        propose()


def test_nobody_decides_before_the_force_could_answer() -> None:
    proposal = notice(propose(), date(2023, 3, 24))

    with pytest.raises(RefusalError, match="until 24 March 2023") as error:
        decide_on(proposal, TODAY)
    with time_machine.travel(date(2023, 3, 25), tick=False):
        decided = decide_on(proposal, date(2023, 3, 25))

    assert error.value.code == "notice-running"
    assert decided.decision is not None
    assert decided.decision.represented_on is None


def test_decision_takes_a_second_person() -> None:
    both = make_person(make_inspectorate(), Role.HMI, Role.HMCIC)
    proposal = notice(propose(actor=both), TODAY + timedelta(days=14), actor=both)
    answer(proposal)

    with pytest.raises(NotPermittedError, match="another person") as error:
        decide_on(proposal, TODAY, actor=both)

    assert error.value.code == "second-person-needed"
    assert StageDecision.objects.count() == 0


def test_database_itself_refuses_one_person_as_proposer_and_decider() -> None:
    proposal = propose()

    with pytest.raises(IntegrityError), transaction.atomic():
        StageProposal.objects.filter(pk=proposal.pk).update(decided_by=proposal.proposed_by)


def test_decision_of_a_day_to_come_or_before_the_notice_is_refused() -> None:
    proposal = notice(propose(), TODAY + timedelta(days=14))
    answer(proposal)

    with pytest.raises(InvalidValueError, match="11 March 2023, which has not come yet"):
        decide_on(proposal, date(2023, 3, 11))
    with pytest.raises(RefusalError, match="before the notice of 10 March 2023"):
        decide_on(proposal, date(2023, 3, 9))


def test_two_who_decide_at_once_make_one_decision() -> None:
    proposal = notice(propose(), TODAY + timedelta(days=14))
    answer(proposal)
    opened = fresh(proposal).version
    decide_on(proposal, TODAY, expected_version=opened)

    with pytest.raises(StaleEditError):
        decide_on(proposal, TODAY, expected_version=opened)

    assert StageDecision.objects.count() == 1


@pytest.mark.parametrize("role", [Role.HMI, Role.LEAD_INSPECTOR, Role.PUBLICATIONS])
def test_only_the_chief_inspector_decides_on_a_move(role: Role) -> None:
    proposal = notice(propose(), TODAY + timedelta(days=14))
    answer(proposal)

    with pytest.raises(NotPermittedError):
        decide_on(proposal, TODAY, actor=make_person(make_inspectorate(), role))


def test_what_the_force_was_told_stays_as_it_was_told() -> None:
    proposal = notice(propose(), date(2023, 3, 24))

    with pytest.raises(RefusalError, match="stays as it is"):
        services.change_proposal(
            actor=hmi(), proposal=proposal, expected_version=fresh(proposal).version, reasons="Others."
        )


def test_draft_is_changed_and_a_stale_change_overwrites_nothing() -> None:
    proposal = propose()
    services.change_proposal(actor=hmi(), proposal=proposal, expected_version=1, reasons="Others.")

    with pytest.raises(StaleEditError):
        services.change_proposal(actor=hmi(), proposal=proposal, expected_version=1, reasons="Mine.")

    assert fresh(proposal).reasons == "Others."


def test_representations_are_made_by_the_force_until_the_last_day_and_to_a_notice() -> None:
    proposal = propose()
    with pytest.raises(RefusalError, match="no notice"):
        answer(proposal)
    notice(proposal, date(2023, 3, 24))
    with pytest.raises(RefusalError, match="empty"):
        answer(proposal, " ")
    with pytest.raises(NotPermittedError):
        services.make_representations(actor=chief(make_force("durham")), proposal=proposal, text="No.")
    with time_machine.travel(date(2023, 3, 24), tick=False):
        answer(proposal)
        with pytest.raises(RefusalError, match="already, made on 24 March 2023"):
            answer(proposal)
    with time_machine.travel(date(2023, 3, 25), tick=False), pytest.raises(RefusalError, match="last day"):
        answer(proposal)

    assert Representation.objects.count() == 1


def test_representations_and_drafts_are_read_by_the_two_sides_alone() -> None:
    proposal = propose()
    force, other, inspector = chief(), chief(make_force("durham")), hmi()
    commissioner = make_person(make_inspectorate("other"), Role.HMI)
    before = [StageProposal.objects.visible_to(each).count() for each in (force, inspector)]
    notice(proposal, date(2023, 3, 24))
    answer(proposal)

    assert before == [0, 1]
    readers = (force, inspector, other, commissioner)
    assert [StageProposal.objects.visible_to(each).count() for each in readers] == [1, 1, 0, 0]
    assert [Representation.objects.visible_to(each).count() for each in readers] == [1, 1, 0, 0]


@pytest.mark.item("S-150", "S-151")
def test_force_leaves_with_one_cause_of_concern_still_open() -> None:
    inspection = make_inspection()
    concern = draft_concern(inspection)
    issue(inspection, date(2022, 6, 1))
    decision = entered(TODAY)
    with time_machine.travel(date(2023, 9, 1), tick=False):
        leaving = notice(propose(**LEAVING), date(2023, 9, 1) + timedelta(days=14))
        answer(leaving)
        with pytest.raises(
            RefusalError, match="No final result is recorded for: Crime is recorded within a day;"
        ) as error:
            decide_on(leaving, date(2023, 9, 1))
        for criterion in decision.exit_criteria.all():
            services.assess_exit_criterion(
                actor=hmi(),
                criterion=criterion,
                result="met",
                reasons="Seen at the revisit.",
                expected_version=criterion.version,
            )
        left = decide_on(leaving, date(2023, 9, 1)).decision

    assert error.value.code == "exit-criteria-open"
    assert left is not None
    assert (left.stage, left.effect) == ("scan", "enters")
    assert list(left.left_open.all()) == [concern]
    stages = [stage_on(make_force(), day) for day in (date(2023, 3, 9), TODAY, date(2023, 9, 1))]
    assert [each.stage.identifier for each in stages if each] == ["scan", "engage", "scan"]


def test_withdrawn_proposal_says_why_and_makes_room_for_another() -> None:
    proposal = propose()
    with pytest.raises(RefusalError, match="needs a reason"):
        services.withdraw_proposal(actor=hmi(), proposal=proposal, reason="", expected_version=1)

    services.withdraw_proposal(
        actor=hmi(), proposal=proposal, reason="The force has acted.", expected_version=1
    )

    assert propose().state == "draft"


def test_nothing_public_changes_before_the_decision() -> None:
    proposal = notice(propose(), TODAY + timedelta(days=14))
    answer(proposal)
    told = AuditEvent.objects.filter(action__startswith="monitoring.").values_list("action", "organisation")

    assert [(action, organisation) for action, organisation in told] == [
        ("monitoring.propose_move", str(make_inspectorate().pk)),
        ("monitoring.give_notice", str(make_inspectorate().pk)),
        ("monitoring.make_representations", str(make_force().pk)),
    ]
    assert StageDecision.objects.count() == 0


def test_clocks_run_for_answers_reviews_and_meetings() -> None:
    proposal = notice(propose(), date(2023, 3, 24))
    running = [(each.kind, each.due, each.organisation, each.private) for each in clocks_due(TODAY)]
    answer(proposal)
    decide_on(proposal, TODAY, next_review_on=date(2023, 9, 10))
    services.plan_meeting(
        actor=hmi(), inspectorate=make_inspectorate(), force=make_force(), group="Group",
        planned_for=date(2023, 5, 2),
    )  # fmt: skip

    later = [(each.kind, each.due) for each in clocks_due(TODAY)]
    soon = [each.kind for each in clocks_due(TODAY, until=date(2023, 6, 1))]

    assert running == [("stage-notice", date(2023, 3, 24), make_force().pk, True)]
    assert later == [("stage-review", date(2023, 9, 10)), ("oversight-meeting", date(2023, 5, 2))]
    assert soon == ["oversight-meeting"]
    of_force = [each.kind for each in clocks_due(TODAY, organisations=[make_force().pk])]
    assert of_force == ["oversight-meeting"]


def test_staying_after_a_review_ends_the_clock_of_that_review() -> None:
    entered(TODAY)
    with time_machine.travel(date(2023, 9, 1), tick=False):
        services.decide_stage(
            actor=hmcic(), inspectorate=make_inspectorate(), force=make_force(), stage_set="scan-engage",
            stage="engage", effect="stays", effective_on=date(2023, 9, 1), decided_by="Chief Inspector",
            reasons="Too early.", factors=["The plan is new."], next_review_on=date(2024, 3, 1),
        )  # fmt: skip

        assert [each.due for each in clocks_due(date(2023, 9, 1))] == [date(2024, 3, 1)]


@pytest.mark.parametrize("effective_on", [TODAY, TODAY - timedelta(days=29)])
def test_move_of_these_weeks_is_proposed_and_not_recorded_as_one_of_the_past(effective_on: date) -> None:
    with pytest.raises(InvalidValueError, match="Propose the move instead"):
        record_entering(effective_on, "Letter")


def test_nothing_is_recorded_as_past_after_a_move_was_told_to_the_force_here() -> None:
    entered(TODAY)
    with (
        time_machine.travel(date(2024, 3, 10), tick=False),
        pytest.raises(InvalidValueError, match="up to 9 March 2023"),
    ):
        record_entering(date(2023, 6, 1), "Letter")


def test_past_decision_names_its_source() -> None:
    with pytest.raises(InvalidValueError, match="Name the source"):
        record_entering(date(2019, 9, 27), " ")


@pytest.mark.parametrize("day", [TODAY, TODAY + timedelta(days=6), date(2062, 1, 1)])
def test_notice_leaves_the_force_time_to_answer_and_ends(day: date) -> None:
    with pytest.raises(RefusalError, match="needs time to answer"):
        notice(propose(), day)


def record_entering(effective_on: date, source: str) -> object:
    return services.decide_stage(
        actor=hmcic(), inspectorate=make_inspectorate(), force=make_force(), stage_set="scan-engage",
        stage="engage", effect="enters", effective_on=effective_on, decided_by="Me alone", reasons="So I say.",
        source=source,
    )  # fmt: skip
