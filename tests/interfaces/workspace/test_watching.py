"""Pages of the monitoring of forces: the whole way of a move, and what happens while a force is watched."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from peelian.apps.monitoring import services
from peelian.apps.monitoring.models import (
    ContextFactor,
    CriticalIncident,
    ImprovementPlan,
    OversightMeeting,
    StageDecision,
    StageProposal,
)
from peelian.apps.organisations.models import Role
from tests.apps.judgements.world import lead_of
from tests.apps.monitoring.world import ENTERING, answer, chief, entered, hmcic, hmi, notice, propose
from tests.apps.world import (
    make_all_forces,
    make_force,
    make_inspection,
    make_inspectorate,
    make_local_policing_body,
    make_person,
    make_round,
)
from tests.interfaces.public.made import make_stage
from tests.interfaces.workspace.filling import send
from tests.interfaces.workspace.reading import day, links, main, rows, signed_in, summary

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 10)
FORCE = "/workspace/monitoring/cleveland/"


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


def address(name: str, thing: Any) -> str:
    return reverse(f"workspace:{name}", args=[thing.pk])


def test_a_move_is_proposed_told_answered_and_decided_on_the_pages() -> None:
    make_force()
    proposer, force, decider = signed_in(hmi()), signed_in(chief()), signed_in(hmcic())

    sent = send(
        proposer, f"{FORCE}propose/", stage="engage", triggers=["service-failure"], reasons="Calls go unanswered.",
        exit_criteria="Calls are answered.\nComplaints fall.",
        **{"evidence-0-text": "A visit", **{f"evidence-0-{k}": v for k, v in day("day", "2023-02-01").items()}},
    )  # fmt: skip
    proposal = StageProposal.objects.get()
    before_notice = force.get(address("stage_proposal", proposal)).status_code
    send(proposer, address("stage_proposal_notice", proposal), **day("represent_by", "2023-03-24"))
    sent_answer = send(force, address("stage_represent", proposal), text="We accept it.")
    read = main(decider.get(address("stage_proposal", proposal)))
    decided = send(decider, address("stage_proposal_decide", proposal), **day("next_review_on", "2023-09-10"))

    assert (sent.status_code, sent_answer.status_code, decided.status_code) == (302, 302, 302)
    assert before_notice == 404
    assert "We accept it." in read
    page = main(force.get(FORCE))
    assert "Engage, decided on 10 March 2023" in page
    assert "The service to the public has failed badly" in page
    assert "The force answered, last on 10 March 2023." in page
    assert "Next review by 10 September 2023." in page


def test_proposal_form_says_everything_that_is_wrong_at_once_and_keeps_what_was_typed() -> None:
    make_force()

    answered = send(signed_in(hmi()), f"{FORCE}propose/", stage="engage", reasons="Calls go unanswered.")

    assert answered.status_code == 422
    assert summary(answered) == [
        "Nothing is named that was weighed. Give at least one piece of evidence.",
        "What leads to it: Say which of the criteria lead to Engage. Choose at least one.",
        "What the force has to show to leave the closer stage: Say what the force has to show before it leaves "
        "Engage. Give at least one line.",
    ]
    assert "Calls go unanswered." in answered.content.decode()


def test_more_evidence_makes_room_without_judging() -> None:
    make_force()

    answered = send(signed_in(hmi()), f"{FORCE}propose/", **{"more-evidence": "1"})

    assert (answered.status_code, summary(answered)) == (200, [])
    assert "Evidence 4" in main(answered)


def test_proposal_is_changed_and_a_stale_change_shows_what_stands() -> None:
    proposal = propose()
    client = signed_in(hmi())
    where = address("stage_proposal_edit", proposal)

    changed = send(client, where, reasons="Others.")
    stale = send(client, where, reasons="Mine.", version="1")

    assert (changed.status_code, stale.status_code) == (302, 422)
    assert "Others." in main(stale)


def test_the_one_who_proposed_cannot_decide_and_is_told_so() -> None:
    both = make_person(make_inspectorate(), Role.HMI, Role.HMCIC)
    proposal = notice(propose(actor=both), TODAY + timedelta(days=14), actor=both)
    answer(proposal)

    answered = send(signed_in(both), address("stage_proposal_decide", proposal))

    assert answered.status_code == 422
    assert summary(answered) == ["You proposed this move, so another person has to decide on it."]


def test_a_day_to_come_is_refused_by_its_field() -> None:
    proposal = notice(propose(), TODAY + timedelta(days=14))
    answer(proposal)

    answered = send(
        signed_in(hmcic()), address("stage_proposal_decide", proposal), **day("effective_on", "2023-03-11")
    )

    assert summary(answered) == [
        "Day of the decision: The decision is dated 11 March 2023, which has not come yet. Give a day up to today."
    ]


def test_withdrawn_proposal_is_read_by_the_force_that_had_notice_of_it() -> None:
    proposal = notice(propose(), TODAY + timedelta(days=14))
    send(signed_in(hmi()), address("stage_proposal_withdraw", proposal), reason="It has acted.")

    assert "Withdrawn: It has acted." in main(signed_in(chief()).get(address("stage_proposal", proposal)))


@pytest.mark.item("S-153")
def test_review_keeps_the_force_in_its_stage_with_factors() -> None:
    entered(date(2023, 3, 10))
    with time_machine.travel(date(2023, 9, 1), tick=False):
        client = signed_in(hmcic())
        refused = send(client, f"{FORCE}review/", reasons="Too early.", factors="")
        kept = send(client, f"{FORCE}review/", reasons="Too early.", factors="The plan is new.")

    assert summary(refused) == [
        "Factors that hold the force in the stage: Staying in a stage needs at least one factor that holds the "
        "force there."
    ]
    assert kept.status_code == 302
    assert StageDecision.objects.latest("effective_on").factors == ["The plan is new."]


@pytest.mark.item("S-224")
def test_primary_source_replaces_the_press_account_which_stays_readable() -> None:
    press = make_stage(make_force(), source_rank="press", source="A newspaper")
    client = signed_in(hmcic())

    sent = send(
        client, f"{FORCE}record/", where="scan-engage:engage", effect="enters", effective_precision="day",
        decided_by="HM Chief Inspector", reasons="Causes of concern.", source_rank="primary", source="The letter",
        replaces=press.pk, **day("effective_on", "2019-10-02"),
    )  # fmt: skip

    assert sent.status_code == 302
    page = main(client.get(FORCE))
    assert "2 October 2019 Enters Engage" in page
    assert "27 September 2019 · replaced by a better source" in page


def test_plan_is_sent_and_viewed_version_by_version() -> None:
    entered(TODAY)
    force, inspector = signed_in(chief()), signed_in(hmi())
    send(force, f"{FORCE}improvement-plan/", text="Calls are answered by May.")
    plan = ImprovementPlan.objects.get()

    sent = send(inspector, address("improvement_plan", plan), view="more-asked", reasons="By whom?")

    assert sent.status_code == 302
    read = main(force.get(address("improvement_plan", plan)))
    assert "More asked for" in read
    assert "By whom?" in read
    assert "Version 1 , sent on 10 March 2023. More asked for on 10 March 2023." in main(force.get(FORCE))


def test_plan_is_sent_as_a_document_that_is_checked_and_read_by_both_sides_alone() -> None:
    entered(TODAY)
    force = signed_in(chief())
    document = SimpleUploadedFile("plan.txt", b"Calls are answered by May.", "text/plain")
    hidden = SimpleUploadedFile("plan.docx", b"MZ\x90no document", "application/msword")

    refused = force.post(f"{FORCE}improvement-plan/", {"text": "", "file": hidden})
    empty = force.post(f"{FORCE}improvement-plan/", {"text": ""})
    force.post(f"{FORCE}improvement-plan/", {"text": "", "file": document})

    plan = ImprovementPlan.objects.get()
    where = address("improvement_plan_file", plan)
    read = signed_in(hmi()).get(where)
    assert (refused.status_code, empty.status_code) == (422, 422)
    assert b"".join(read.streaming_content) == b"Calls are answered by May."  # type: ignore[attr-defined]
    assert signed_in(chief(make_force("kent"))).get(where).status_code == 404


def test_second_view_of_a_plan_is_refused_in_words_and_what_was_typed_stays() -> None:
    entered(TODAY)
    plan = services.send_improvement_plan(actor=chief(), force=make_force(), text="A plan.")
    services.view_improvement_plan(actor=hmi(), plan=plan, view="accepted", reasons="It is whole.")

    late = signed_in(hmi()).post(
        address("improvement_plan", plan), {"view": "more-asked", "reasons": "It names no dates."}
    )

    assert late.status_code == 422
    assert "A view of this version is recorded already: accepted." in main(late)
    assert "It names no dates." in main(late)


def test_meeting_of_the_past_is_recorded_on_a_page_of_its_own() -> None:
    entered(TODAY)

    send(
        signed_in(hmi()), f"{FORCE}meetings/held/", **day("held_on", "2023-03-01"), minutes="Told.", agreed=""
    )

    assert OversightMeeting.objects.get().held_on == date(2023, 3, 1)


def test_meetings_are_planned_with_the_oversight_group_and_recorded() -> None:
    entered(TODAY)
    inspector = signed_in(hmi())
    send(inspector, f"{FORCE}meetings/add/", **day("planned_for", "2023-03-10"))
    meeting = OversightMeeting.objects.get()

    send(
        inspector, address("oversight_meeting_record", meeting), minutes="Told of calls.", agreed="A date.\n"
    )

    page = main(signed_in(chief()).get(FORCE))
    assert "10 March 2023: Policing Performance Oversight Group" in page
    assert "Told of calls." in page
    assert "A date." in page


def test_exit_criteria_show_their_results_to_the_force_and_not_to_its_commissioner() -> None:
    decision = entered(TODAY)
    criterion = decision.exit_criteria.earliest("position")
    send(
        signed_in(hmi()), address("exit_criterion_assess", criterion), result="met", reasons="Seen in March."
    )
    commissioner = make_person(make_local_policing_body(make_force()), Role.COMMISSIONER)

    assert "Seen in March." in main(signed_in(chief()).get(FORCE))
    read = main(signed_in(commissioner).get(FORCE))
    assert "Crime is recorded within a day." in read
    assert "Seen in March." not in read


@pytest.mark.item("S-154")
def test_note_between_reports_stands_on_the_page_of_the_next_assessment() -> None:
    inspection = make_inspection(window_end=date(2023, 12, 31))
    send(signed_in(hmi()), f"{FORCE}notes/add/", text="Supervisors meet weekly.")

    page = signed_in(lead_of(inspection)).get(f"/workspace/inspections/{inspection.pk}/context/")

    assert "10 March 2023 Supervisors meet weekly." in main(page)
    assert f"/workspace/inspections/{inspection.pk}/context/" in links(
        signed_in(lead_of(inspection)).get(f"/workspace/inspections/{inspection.pk}/")
    )


@pytest.mark.item("S-188")
def test_factor_outside_control_without_reason_is_refused_on_the_page() -> None:
    inspection = make_inspection()
    client = signed_in(lead_of(inspection))
    where = f"/workspace/inspections/{inspection.pk}/context/add/"

    refused = send(client, where, direction="adverse", text="Posts are empty.", outside_control="on")
    kept = send(
        client,
        where,
        direction="adverse",
        text="Posts are empty.",
        outside_control="on",
        outside_reason="Few apply.",
    )

    assert summary(refused) == [
        "Why the force could not change it: A factor outside the force's control needs a reason. Say why the force "
        "could not change it."
    ]
    assert (kept.status_code, ContextFactor.objects.count()) == (302, 1)


@pytest.mark.item("S-187")
def test_incident_shows_as_current_on_the_evidence_list_of_its_area_until_it_ends() -> None:
    make_inspection(make_round())
    force, inspector = signed_in(chief()), signed_in(hmi())
    sent = send(
        force, f"{FORCE}incidents/add/", reason="Too few specialists.", measures="Demand goes elsewhere.",
        area="protecting-vulnerable-people", **day("started_on", "2023-03-01"),
    )  # fmt: skip
    incident = CriticalIncident.objects.get()
    listed = "/workspace/evidence/?area=protecting-vulnerable-people"

    current = main(inspector.get(listed))
    send(
        force, address("incident_end", incident), ending="Posts are filled.", **day("ended_on", "2023-03-09")
    )

    assert sent.status_code == 302
    assert "Cleveland Police Current since 1 March 2023 Too few specialists." in current
    assert "1 March 2023 to 9 March 2023" in main(inspector.get(listed))
    assert "Too few specialists." not in main(inspector.get("/workspace/evidence/?area=preventing-crime"))


@pytest.mark.item("S-186")
def test_issue_is_shared_answered_by_the_force_and_looked_at_again() -> None:
    inspection = make_inspection()
    lead, force = signed_in(lead_of(inspection)), signed_in(chief())
    issues = f"/workspace/inspections/{inspection.pk}/issues/"
    send(lead, f"{issues}add/", text="Callers hear nothing.", **day("raised_on", "2023-02-01"))
    issue = inspection.fieldwork_issues.get()
    hidden = main(force.get(FORCE))
    lead.post(address("issue_share", issue))
    send(force, address("issue_answer", issue), remedy="Daily calls.", **day("remedied_on", "2023-02-15"))
    told = main(force.get(FORCE))
    send(
        lead, address("issue_recheck", issue), result="too-early", comment="Only weeks.",
        **day("rechecked_on", "2023-03-10"),
    )  # fmt: skip

    assert "Callers hear nothing." not in hidden
    assert "Remedied on 15 February 2023, after 14 days" in told
    assert "Unconfirmed" in told
    assert "Too early to assess. Only weeks." in main(force.get(FORCE))


def test_board_lists_closer_stages_first_with_constant_queries(django_assert_num_queries: Any) -> None:
    make_all_forces()
    entered(TODAY, make_force("durham"))
    client = signed_in(hmi())

    listed = client.get("/workspace/monitoring/")
    with django_assert_num_queries(7):
        client.get("/workspace/monitoring/")

    assert len(rows(listed, "stages")) == 43
    assert rows(listed, "stages")[0] == ["Durham Constabulary", "Engage", "10 March 2023", "None set", "No"]


@pytest.mark.parametrize("seen", [1, 3])
def test_page_of_a_force_asks_the_same_number_of_questions_however_much_there_is(
    django_assert_max_num_queries: Any, seen: int
) -> None:
    entered(TODAY)
    for number in range(seen):
        services.note_monitoring(
            actor=hmi(), inspectorate=make_inspectorate(), force=make_force(), noted_on=TODAY, text="Seen."
        )
        services.plan_meeting(
            actor=hmi(),
            inspectorate=make_inspectorate(),
            force=make_force(),
            group="Group",
            planned_for=TODAY,
        )
        services.send_improvement_plan(actor=chief(), force=make_force(), text=f"Plan {number}.")
    client = signed_in(hmi())

    with django_assert_max_num_queries(31):
        client.get(FORCE)


def test_strangers_have_no_page_and_forces_no_page_of_others() -> None:
    make_force()
    proposal = propose(**ENTERING)
    strangers = [chief(make_force("durham")), make_person(make_inspectorate("other"), Role.HMI)]

    assert signed_in(strangers[0]).get(FORCE).status_code == 404
    assert [signed_in(each).get(address("stage_proposal", proposal)).status_code for each in strangers] == [
        404,
        404,
    ]
    assert "A move is proposed" not in main(signed_in(strangers[1]).get(FORCE))


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        (Role.PUBLICATIONS, "propose/", 404),
        (Role.HMI, "review/", 404),
        (Role.HMI, "record/", 404),
        (Role.HMCIC, "review/", 200),
        (Role.ANALYST, "notes/add/", 404),
        (Role.INSPECTOR, "improvement-plan/", 404),
    ],
)
def test_steps_are_open_to_their_roles_alone(role: Role, page: str, status: int) -> None:
    make_force()

    assert signed_in(make_person(make_inspectorate(), role)).get(FORCE + page).status_code == status


def test_what_waits_stands_in_the_work_of_each_side() -> None:
    notice(propose(), date(2023, 3, 24))
    until = "The force may answer until 24 March 2023."

    of_decider = rows(signed_in(hmcic()).get("/workspace/"), "monitoring")
    of_force = rows(signed_in(chief()).get("/workspace/"), "monitoring")

    assert of_decider == [["Decide on a proposed move", "Cleveland Police", until]]
    assert of_force == [["Answer a notice", "Cleveland Police", until]]
    assert rows(signed_in(hmi()).get("/workspace/"), "monitoring") == []


def test_answered_notice_says_when_the_force_answered() -> None:
    proposal = notice(propose(), date(2023, 3, 24))
    answer(proposal)
    told = "The force answered on 10 March 2023, and may add to it until 24 March 2023."

    pages = [signed_in(hmcic()).get(each) for each in (address("stage_proposal", proposal), FORCE)]
    with time_machine.travel(date(2023, 3, 25), tick=False):
        afterwards = rows(signed_in(hmcic()).get("/workspace/"), "monitoring")

    assert [told in main(each) for each in pages] == [True, True]
    assert afterwards[0][2] == "The force answered on 10 March 2023."
