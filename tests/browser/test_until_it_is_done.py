"""From a published cause of concern until it is done, in a real browser: all who have a part in it, day by day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from peelian.apps.inspections.models import Inspection
from peelian.apps.monitoring.models import ExitCriterion, StageProposal
from peelian.apps.responses.models import Response, ScrutinyItem
from tests.apps.followup.world import close
from tests.browser.until_it_is_done import (
    CALLS,
    CRITERION,
    RECORDS,
    Desk,
    People,
    item,
    on,
    report_with_two_concerns,
    the_people,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PUBLISHED, DAY_56 = date(2026, 3, 2), date(2026, 4, 26)
ENTERED, LEFT = date(2026, 5, 4), date(2026, 10, 5)


def publish(desk: Desk, people: People, inspection: Inspection) -> None:
    """The publications office publishes the report with its causes of concern."""
    desk.sit(people.publications, f"inspections/{inspection.pk}/report/publish/")
    desk.press("Publish")
    desk.told("is published.")
    desk.read(f"/items/{item(CALLS).pk}/")
    desk.shows(CALLS, "Open")


def plan_and_start(desk: Desk, people: People) -> None:
    """The force names an owner, starts, plans an action with evidence, and says how it stands."""
    here = f"items/{item(CALLS).pk}/"
    desk.sit(people.chief, here)
    desk.press("Name the owner")
    desk.choose(people.owner.name)
    desk.press("Name the owner")
    desk.told("Owner Example owns the item.")
    desk.sit(people.owner, here)
    desk.press("Start the work")
    desk.told("The work has begun.")
    desk.sit(people.owner, f"{here}plan/action/")
    desk.write("What is done", "A second shift at the switchboard")
    desk.window.get_by_label("Owner", exact=True).select_option(label=people.owner.name)
    desk.date("Done by", date(2026, 3, 16))
    desk.press("Add the action")
    desk.told("The action is added.")


def finish_the_action(desk: Desk, people: People) -> None:
    """The action is done, with evidence, and the force tells how the matter stands."""
    here = f"items/{item(CALLS).pk}/"
    action = item(CALLS).actions.get()
    desk.sit(people.owner, f"actions/{action.pk}/evidence/")
    desk.write("What it shows", "The roster of the second shift.")
    desk.date("Dated", date(2026, 3, 13))
    desk.press("Add the evidence")
    for state in ("In progress", "Done"):
        desk.sit(people.owner, f"actions/{action.pk}/move/")
        desk.choose(state)
        desk.press("Save")
        desk.told("The state is recorded.")
    desk.sit(people.owner, f"{here}plan/update/")
    desk.write("How it stands", "The second shift works since 13 March.")
    desk.press("Write the update")
    desk.told("The update is written.")


def declare(desk: Desk, people: People, evidence: str) -> None:
    desk.sit(people.owner, f"items/{item(CALLS).pk}/declare/")
    desk.write("What was done", "A second shift answers calls.")
    desk.write(CRITERION, evidence)
    desk.press("Declare complete")
    desk.told("Declared complete.")


def verify(desk: Desk, people: People, result: str, reasons: str) -> None:
    """An inspector takes the declaration up and records what the test found."""
    desk.sit(people.inspector, f"items/{item(CALLS).pk}/")
    desk.press("Take up the declaration")
    desk.told("You are verifying the declaration.")
    desk.press("Record the verification")
    desk.shows("A second shift answers calls.")
    desk.choose("Desk review", result)
    desk.write("Reasons", reasons)
    desk.press("Record the result")
    desk.told(f"Recorded: {result.lower()}.")


def ask_for_closing(desk: Desk, people: People) -> None:
    desk.sit(people.inspector, f"items/{item(CALLS).pk}/ask-closing/")
    desk.write("Reason", "Calls were answered in time on every day of three weeks.")
    desk.press("Ask for closing")
    desk.told("Another person decides.")


def close_as_second_person(desk: Desk, people: People) -> None:
    desk.sit(people.hmi, f"items/{item(CALLS).pk}/decide-closing/")
    desk.choose("Close the item")
    desk.write("Reason", "Calls are answered in time.")
    desk.press("Decide")
    desk.told("Closed.")


def answer_the_report(desk: Desk, people: People, inspection: Inspection) -> None:
    """The commissioner opens the response and answers each recommendation; the chief officer comments."""
    desk.sit(people.commissioner, f"responses/open/?report={inspection.reference}")
    desk.press("Open the response")
    desk.told("26 April 2026")
    desk.press("Write the sections")
    desk.write("Executive summary of the report", "The report in short.")
    desk.window.get_by_label("Comment", exact=False).first.fill("The body welcomes the report.")
    desk.write("Name of the commissioner", people.commissioner.name)
    desk.write("Office", "Police and Crime Commissioner")
    desk.press("Save")
    for title, answer in (("Answer calls", "Action taken"), ("Record crime", "Action proposed")):
        desk.follow(re.compile(f"^Answer ?: {title}$"))
        desk.choose(answer)
        desk.write("In words", f"On: {title}.")
        desk.press("Save answer")
    desk.follow("Invite comments")
    desk.date("Comments by", date(2026, 4, 20))
    desk.press("Invite comments")
    desk.sit(people.chief, f"responses/{Response.objects.get().pk}/comment/")
    desk.write("Force response to recommendations", "The force accepts the report.")
    desk.write("Name of the one who speaks", people.chief.name)
    desk.write("Office", "Chief Constable")
    desk.press("Save comments")


def publish_the_response(desk: Desk, people: People) -> None:
    """Signed off and published on the last day; the scrutiny programme follows of itself."""
    desk.sit(people.commissioner, f"responses/{Response.objects.get().pk}/")
    desk.press("Sign off")
    desk.press("Sign off")
    desk.press("Publish")
    desk.press("Publish")
    desk.told("The response is published. On time.")
    desk.sit(people.commissioner, "scrutiny/")
    expect(desk.window.get_by_role("row", name="Record crime")).to_be_visible()


def enter_engage(desk: Desk, people: People) -> None:
    """An HM Inspector proposes and gives notice, the force answers, HM Chief Inspector decides."""
    desk.sit(people.hmi, "monitoring/cleveland/")
    desk.press("Propose another stage")
    desk.choose("Engage", "A cause of concern has not been answered")
    desk.write("Reasons", "The force does not record crime, and has no plan to.")
    desk.write("What the force has to show to leave the closer stage", "Crime is recorded within a day.")
    first = desk.window.get_by_role("group", name="Evidence 1", exact=True)
    first.get_by_label("What was weighed").fill("Review of crime records")
    for name, number in (("Day", "20"), ("Month", "4"), ("Year", "2026")):
        first.get_by_label(name, exact=True).fill(number)
    desk.press("Save proposal")
    desk.told("Nobody outside the inspectorate knows of it yet.")
    give_notice_and_answer(desk, people, "We had no means to record in time.")
    decide(desk, people)


def give_notice_and_answer(desk: Desk, people: People, words: str) -> None:
    """On the page of the proposal that stands open, then as the chief officer."""
    desk.press("Give notice to the force")
    desk.date("Last day for the force to answer", date(2026, 10, 30))
    desk.press("Give notice")
    desk.told("Notice is given.")
    proposal = StageProposal.objects.get(state="notice-given")
    desk.sit(people.hmcic, f"monitoring/proposals/{proposal.pk}/decide/")
    desk.press("Decide")
    desk.refused("may answer the notice until 30 October 2026 and has not yet.")
    desk.sit(people.chief, f"monitoring/proposals/{proposal.pk}/represent/")
    desk.write("What the force says to the notice", words)
    desk.press("Send to the inspectorate")
    desk.told("The representations are made.")


def decide(desk: Desk, people: People) -> None:
    proposal = StageProposal.objects.get(state="notice-given")
    desk.sit(people.hmcic, f"monitoring/proposals/{proposal.pk}/")
    desk.press("Decide")
    desk.shows(RECORDS)
    desk.press("Decide")
    desk.told("The decision is made, and the public can read it.")


def work_in_engage(desk: Desk, people: People) -> None:
    """The force sends its plan, the oversight group meets, and the exit criterion is met."""
    desk.sit(people.chief, "monitoring/cleveland/improvement-plan/")
    desk.write("The improvement plan, or what to know of the document", "A desk for recording by July.")
    desk.press("Send the plan")
    desk.told("Version 1 of the plan is sent.")
    desk.sit(people.hmi, "monitoring/cleveland/meetings/add/")
    desk.date("Day", date(2026, 9, 1))
    desk.press("Plan the meeting")
    desk.told("The meeting is planned.")
    desk.sit(people.hmi, f"monitoring/exit-criteria/{ExitCriterion.objects.get().pk}/")
    desk.choose("Met")
    desk.write("Reasons", "Seen in the records of August.")
    desk.press("Record the result")
    desk.told("The result is recorded.")


def leave_engage(desk: Desk, people: People) -> None:
    desk.sit(people.hmi, "monitoring/cleveland/propose/")
    desk.choose("Scan")
    desk.write("Reasons", "Crime is recorded in time.")
    first = desk.window.get_by_role("group", name="Evidence 1", exact=True)
    first.get_by_label("What was weighed").fill("Records of August")
    for name, number in (("Day", "28"), ("Month", "9"), ("Year", "2026")):
        first.get_by_label(name, exact=True).fill(number)
    desk.press("Save proposal")
    give_notice_and_answer(desk, people, "We thank the inspectorate.")
    decide(desk, people)


def what_the_public_reads(desk: Desk) -> None:
    """The item and its end, the response, and the whole way through the closer stage; nothing said in trust."""
    desk.read(f"/items/{item(CALLS).pk}/")
    desk.shows("Closed", "Calls are answered in time.")
    desk.read(f"/responses/{Response.objects.get().reference}/")
    desk.shows("On: Record crime.", "The force accepts the report.")
    desk.read("/forces/cleveland/")
    desk.shows(
        "5 October 2026",
        "Leaves Engage for Scan",
        "Causes of concern that were still open when the force left:",
        "4 May 2026",
        "Enters Engage",
        "What led to it, by the criteria of version 2018:",
        "Seen in the records of August.",
    )
    timeline = desk.window.locator("#monitoring ~ ol")
    expect(timeline.get_by_role("link", name=RECORDS)).to_be_visible()
    expect(timeline.get_by_role("link", name=CALLS)).to_have_count(0)
    for secret in ("We had no means", "A desk for recording", "We thank the inspectorate"):
        expect(desk.window.locator("body")).not_to_contain_text(secret)
    desk.read("/monitoring/")
    desk.shows("No force is recorded in a closer stage.", "Enters Engage", "Leaves Engage for Scan")


def journey(desk: Desk) -> None:
    with on(date(2026, 2, 2)):
        people, inspection = the_people(), report_with_two_concerns()
    with on(PUBLISHED):
        publish(desk, people, inspection)
    with on(date(2026, 3, 9)):
        plan_and_start(desk, people)
    with on(date(2026, 3, 16)):
        finish_the_action(desk, people)
        declare(desk, people, "The roster.")
    with on(date(2026, 3, 20)):
        verify(desk, people, "Returned: not met", "A roster shows no answered call.")
    with on(date(2026, 4, 10)):
        declare(desk, people, "Times of every call of three weeks.")
        verify(desk, people, "Met", "The times were read and checked.")
        close(item("Answer calls"))
        ask_for_closing(desk, people)
    with on(date(2026, 4, 13)):
        close_as_second_person(desk, people)
        answer_the_report(desk, people, inspection)
    with on(DAY_56):
        publish_the_response(desk, people)
    with on(ENTERED):
        enter_engage(desk, people)
    with on(date(2026, 9, 1)):
        work_in_engage(desk, people)
    with on(LEFT):
        leave_engage(desk, people)
        what_the_public_reads(desk)


@pytest.mark.item("S-150", "S-151")
def test_a_cause_of_concern_is_followed_until_it_is_done(live_server: Any, page: Page) -> None:
    desk = Desk(page, live_server, checked=True)
    journey(desk)

    assert desk.faults == {}
    response = Response.objects.get()
    assert (response.due, response.published_on) == (DAY_56, DAY_56)
    assert ScrutinyItem.objects.count() >= 1
    assert (item(CALLS).state, item(RECORDS).state) == ("closed", "open")


def test_the_whole_way_works_without_scripts(live_server: Any, page_without_scripts: Page) -> None:
    journey(Desk(page_without_scripts, live_server, checked=False))

    assert (item(CALLS).state, item(RECORDS).state) == ("closed", "open")
