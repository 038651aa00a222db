"""The work of forces as pages: a force's own path, what others may read, and refusals that keep what was typed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions import services
from peelian.apps.actions.models import (
    Action,
    ActionPlan,
    BoardMeeting,
    Constraint,
    Forum,
    Initiative,
    PlanVersion,
    PracticeNote,
    Programme,
    TrackerImport,
    Update,
    UpdateInterval,
)
from peelian.apps.actions.queries import board_pack, left_owners, missing_of
from peelian.apps.audit.models import AuditEvent
from peelian.apps.followup import services as followup
from peelian.apps.followup.models import Deliverable, Item
from peelian.apps.organisations.models import Role
from peelian.rules.errors import RefusalError
from tests.apps.actions.trackers import HEADING, good, workbook
from tests.apps.actions.world import asked, begun, force_of, moved, worker_of
from tests.apps.followup.world import start
from tests.apps.world import make_force, make_local_policing_body, make_person
from tests.interfaces.workspace.filling import filled, send
from tests.interfaces.workspace.reading import day, heading, links, main, rows, signed_in, summary, typed

pytestmark = pytest.mark.django_db


def at(name: str, *arguments: Any) -> str:
    return reverse(f"workspace:{name}", args=[getattr(each, "pk", each) for each in arguments])


@pytest.fixture
def item() -> Item:
    return asked("Prevention of crime")


@pytest.fixture
def worker(item: Item) -> User:
    return worker_of(force_of(item), name="Robin Example")


def commissioner_of(item: Item) -> User:
    return make_person(make_local_policing_body(force_of(item)), Role.COMMISSIONER)


def test_force_works_on_an_item_from_its_board(item: Item, worker: User) -> None:
    client = signed_in(worker)

    board = client.get(at("boards"), follow=True)
    assert rows(board, "board")[0][0] == "Prevention of crime"
    assert at("item_plan", item) in links(board)
    send(client, at("update_add", item), text="Half done.", **day("on", "2017-05-02"))
    send(client, at("interval_set", item), days="30", reason="It is urgent.")
    send(client, at("constraint_add", item), title="Two posts vacant", **day("raised_on", "2021-01-01"))
    send(
        client,
        at("action_add", item),
        title="Road shows",
        owner=worker.pk,
        target_count="13",
        **day("due", "2018-01-31"),
    )
    action = Action.objects.get()
    send(client, at("action_count", action), done_count="5")
    page = client.get(at("item_plan", item))

    assert rows(page, "actions") == [
        ["Road shows", "Robin Example", "31 January 2018 (late)", "In progress (5 of 13)"]
    ]
    assert rows(page, "updates") == [["2 May 2017", "Half done.", "Robin Example"]]
    assert "30 days: It is urgent." in main(page)
    assert "The latest update is" in main(page)
    send(client, at("constraint_end", Constraint.objects.get()), **day("day", "2022-01-01"))
    assert Constraint.objects.filter(ended_on__isnull=True).count() == 0
    assert (Update.objects.count(), UpdateInterval.objects.get().days) == (1, 30)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"immediate": True}, "At once"),
        ({"due": date(2017, 6, 1), "due_precision": "month"}, "By June 2017"),
        ({"immediate": False, "due": None}, "Date not recorded"),
    ],
)
def test_deadline_of_an_item_reads_the_same_on_every_page(
    item: Item, worker: User, fields: dict[str, Any], said: str
) -> None:
    Item.objects.filter(pk=item.pk).update(**fields)
    client = signed_in(worker)
    places = (at("item_plan", item), at("followed_item", item), reverse("public:item", args=[item.pk]))

    told = [main(client.get(place)) for place in places]

    assert [said in words for words in told] == [True] * 3
    assert [said in " ".join(row) for row in rows(client.get(at("boards"), follow=True), "board")] == [True]


def test_action_is_moved_evidenced_and_done(item: Item, worker: User) -> None:
    client = signed_in(worker)
    first, action = (
        begun(item, worker, title="Write the course"),
        begun(item, worker, title="Hold the course"),
    )
    send(client, at("need_add", action), needed=first.pk)
    send(client, at("partner_add", action), name="Harbour")
    partner = action.partners.get()
    send(
        client,
        at("partner_confirm", action, partner.pk),
        confirmed_by="A. Example",
        **day("confirmed_on", "2017-05-01"),
    )
    send(client, at("action_move", action), state="in-progress")
    send(client, at("evidence_of_action", action), text="Lists.", source="D/1", **day("dated", "2017-06-01"))

    waits = send(client, at("action_move", action), state="done")
    send(client, at("need_remove", action, first))
    send(client, at("action_move", action), state="done")
    send(client, at("action_edit", action), title="Hold the whole course")
    page = client.get(at("action", action))

    assert waits.status_code == 422
    assert summary(waits) == [
        "'Hold the course' needs these done first: Write the course. Finish them, or take the need away."
    ]
    assert heading(page) == "Hold the whole course"
    assert [row[1] for row in rows(page, "states")] == ["Not started", "In progress", "Done"]
    assert rows(page, "evidence") == [["Lists.", "1 June 2017", "D/1", "None"]]
    assert rows(page, "partners") == [["Harbour", "1 May 2017, A. Example"]]


def test_due_day_is_moved_with_its_reason_and_the_page_tells_the_earlier_one(
    item: Item, worker: User
) -> None:
    client, action = signed_in(worker), begun(item, worker, due=date(2017, 12, 31))
    later = {"title": action.title, "owner": worker.pk, **day("due", "2030-11-02")}

    refused = client.post(at("action_edit", action), {**later, "version": 1})
    send(client, at("action_edit", action), **later, due_reason="The trainer left.")

    assert summary(refused) == [
        "Why the day is moved: The action was due on 31 December 2017, and the new day is later. Say why it is moved."
    ]
    assert "because: The trainer left." in main(client.get(at("action", action)))


def test_stale_edit_of_an_action_shows_all_that_stands_there_in_words(item: Item, worker: User) -> None:
    client, action = signed_in(worker), begun(item, worker, target_count=13)
    send(client, at("action_count", action), done_count="5")

    stale = client.post(
        at("action_edit", action),
        {"title": "Mine", "owner": worker.pk, "version": 1, **day("due", "2017-06-30")},
    )

    shown = main(stale)
    assert stale.status_code == 422
    for words in (
        "How many are done",
        "In progress",
        "Robin Example",
        "It is done with partners outside the force",
    ):
        assert words in shown
    assert "in-progress" not in shown.split("What is saved now")[1].split("</dl>")[0]


def test_file_of_evidence_is_checked_and_read_by_the_force_alone(
    item: Item, worker: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client, action = signed_in(worker), begun(item, worker)
    told = {"text": "Lists.", **day("dated", "2017-06-01")}
    bad = {**told, "file": SimpleUploadedFile("lists.pdf", b"no pdf at all")}
    refused = client.post(at("evidence_of_action", action), bad)
    good_file = {**told, "file": SimpleUploadedFile("lists.txt", b"Names of those trained.")}
    page = client.post(at("evidence_of_action", action), good_file, follow=True)
    evidence = action.evidence.get()

    read = client.get(at("action_file", evidence))

    assert refused.status_code == 422
    assert "its name says a PDF" in summary(refused)[0]
    assert rows(page, "evidence")[0][3] == "lists.txt"
    assert b"".join(read.streaming_content) == b"Names of those trained."  # type: ignore[attr-defined]
    assert read["Content-Disposition"].startswith("attachment")
    assert AuditEvent.objects.filter(action="actions.open_action_file", outcome="read").count() == 1
    strangers = (commissioner_of(item), make_person(item.inspectorate, Role.HMI))
    assert [signed_in(each).get(at("action_file", evidence)).status_code for each in strangers] == [404, 404]


def test_refused_step_keeps_what_was_typed(item: Item, worker: User) -> None:
    page = send(
        signed_in(worker),
        at("constraint_add", item),
        title="No candidates",
        outside_control="on",
        cost="Two posts.",
    )

    assert page.status_code == 422
    assert summary(page) == [
        "Why it lies outside the force's control: Say why this lies outside the force's control.",
        "What mending it would bring: Say what mending it would bring.",
    ]
    assert typed(page, "cost") == "Two posts."


def test_plan_goes_to_the_inspectorate_and_comes_back_with_receipt_and_result(
    item: Item, worker: User
) -> None:
    client, inspector = signed_in(worker), signed_in(make_person(item.inspectorate, Role.INSPECTOR))
    slug = force_of(item).slug
    begun(item, worker)
    send(
        client, at("plan_add", slug), title="Plan to 2020", themes="Prevention\nProtection", last_year="2020"
    )
    plan = ActionPlan.objects.get()
    send(client, at("plan_tie", plan), item=item.pk)
    assert "Tied to no theme of the plan: Prevention of crime." in main(client.get(at("plan", plan)))
    send(client, at("plan_tie", plan), item=item.pk, theme="Prevention")
    send(
        client, at("plan_send", plan), text="What we will do.", strategy="National strategy",
        **day("dated", "2017-03-31"), **day("strategy_agreed_on", "2017-04-19"),
    )  # fmt: skip
    version = PlanVersion.objects.get()

    waiting = inspector.get(at("home"))
    shown = inspector.get(at("plan_version", version))
    inspector.post(at("plan_receive", version))
    send(inspector, at("plan_review", version), result="comprehensive", reasons="It covers every part.")
    send(client, at("plan_edit", plan), title="Plan to 2021")

    assert [row[0] for row in rows(waiting, "plans-received")] == ["Plan to 2020, version 1"]
    assert "was agreed on 19 April 2017, after it" in main(shown)
    assert rows(client.get(at("plan", plan)), "versions")[0][3].endswith("; comprehensive")
    assert rows(inspector.get(at("plans_sent")), "sent")[0][0] == "Plan to 2021, version 1"
    assert heading(client.get(at("plans", slug))) == "Plans"
    assert signed_in(commissioner_of(item)).get(at("plan_version", version)).status_code == 404


def test_tracker_is_brought_in_and_its_faults_are_shown(item: Item, worker: User) -> None:
    client = signed_in(worker)
    data = workbook([good(1, item=item.title), good(2, item=item.title, due="soon")])
    page = client.post(
        at("tracker", force_of(item).slug), {"file": SimpleUploadedFile("tracker.xlsx", data)}, follow=True
    )
    refused = client.post(at("tracker", force_of(item).slug), {"file": SimpleUploadedFile("t.csv", b"a,b\n")})

    assert rows(page, "faults") == [
        ["3", "Target date", "soon", "'soon' is no day. Write 2 March 2017, 02/03/2017 or 2017-03-02."]
    ]
    assert Action.objects.get().tracker_reference == "A1"
    assert refused.status_code == 422
    assert "is a heading with the columns that are needed" in summary(refused)[0]
    assert len(HEADING) == 12
    assert (
        signed_in(commissioner_of(item)).get(at("tracker_result", TrackerImport.objects.get())).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04"), ("xlsx", b"PK\x03\x04")]
)
def test_board_pack_is_one_click_away(item: Item, worker: User, form: str, start: bytes) -> None:
    client = signed_in(worker)
    address = at("board_pack", force_of(item).slug, form)

    answer = client.get(address)

    assert address in links(client.get(at("board", force_of(item).slug)))
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    assert answer["Cache-Control"] == "private, no-store"


def test_joint_programme_is_read_by_both_owners_and_changed_by_one(item: Item) -> None:
    force = force_of(item)
    chief, second = worker_of(force, Role.CHIEF_OFFICER), commissioner_of(item)
    own, other = signed_in(chief), signed_in(second)
    send(
        own, at("programme_add", force.slug), title="Towards 2020", purpose="Change.", benefits="Time.",
        themes="Prevention", owner=chief.pk, body_owner=second.pk, **day("starts_on", "2017-01-01"),
    )  # fmt: skip
    programme = Programme.objects.get()
    send(
        own,
        at("programme_action", programme),
        title="Restructure",
        owner=chief.pk,
        theme="Prevention",
        **day("due", "2018-01-01"),
    )
    send(
        own,
        at("milestone_add", programme),
        title="First stage",
        due_precision="month",
        **day("due", "2017-06-01"),
    )
    send(other, at("programme_comment", programme), text="On time?")
    milestone = programme.milestones.get()
    before = rows(own.get(at("programme", programme)), "milestones")
    send(own, at("milestone_reach", milestone), **day("day", "2017-06-20"))

    page = other.get(at("programme", programme))
    assert before == [["First stage", "June 2017", "Overdue: record it"]]
    assert rows(page, "milestones") == [["First stage", "June 2017", "Reached on 20 June 2017"]]
    assert [row[0] for row in rows(page, "actions")] == ["Restructure"]
    assert rows(page, "comments")[0][1] == "On time?"
    assert heading(other.get(at("action", programme.actions.get()))) == "Restructure"
    assert [
        other.get(at(name, each)).status_code
        for name, each in (
            ("action_edit", programme.actions.get()), ("programme_action", programme), ("milestone_add", programme),
        )
    ] == [404] * 3  # fmt: skip
    assert rows(other.get(at("programmes", force.slug)), "programmes")[0][0] == "Towards 2020"


def test_initiatives_practice_forums_and_records_have_their_pages(item: Item, worker: User) -> None:
    client, force = signed_in(worker), force_of(item)
    send(
        client, at("initiative_add", force.slug), kind="pilot", title="Pilot", objectives="Faster.", owner=worker.pk,
        **day("evaluation_due", "2022-06-01"),
    )  # fmt: skip
    initiative = Initiative.objects.get()
    waiting = client.get(at("initiatives", force.slug) + "?show=waiting")
    send(
        client,
        at("initiative_evaluate", initiative),
        result="It is faster.",
        **day("evaluated_on", "2022-07-01"),
    )
    send(client, at("note_add", force.slug), title="Health check", text="Once a year.")
    durham = make_force("durham")
    send(client, at("note_share", PracticeNote.objects.get()), forces=[durham.pk])
    send(
        client, at("forum_add", force.slug), title="Management Board", is_board="on", every_days="31",
        member_kinds="Chief officer\nAnalyst", measures="Calls answered | 30",
    )  # fmt: skip
    send(client, at("meeting_add", Forum.objects.get()), **day("day", "2022-01-10"))
    meeting = BoardMeeting.objects.get()
    send(client, at("meeting_hold", meeting), attended=["Chief officer"], minutes="Read.")
    send(client, at("decision_add", meeting), item=item.pk, text="Sam leads it.")
    send(
        client,
        at("record_add", force.slug, "exit"),
        collaboration="Firearms",
        **day("decided_on", "2021-04-01"),
    )
    send(
        client, at("record_add", force.slug, "allegation"), reference="A1", **day("received_on", "2017-05-01")
    )
    send(
        client, at("record_add", force.slug, "check"), title="Health check", scope="internal", every_months="12",
        owner=worker.pk, **day("first_due", "2017-01-31"),
    )  # fmt: skip
    send(
        client, at("record_add", force.slug, "review"), asked_by="Chief", reviewer="College", scope="Teams",
        **day("asked_on", "2022-03-01"),
    )  # fmt: skip
    send(
        client, at("record_add", force.slug, "statement"), about="Effectiveness 2016", name="A. Chief",
        office="Chief constable", quote="Welcome.", **day("stated_on", "2017-03-02"),
    )  # fmt: skip
    records = client.get(at("force_records", force.slug))

    assert rows(waiting, "initiatives")[0][3] == "Due by 1 June 2022 (overdue)"
    assert "It is faster." in main(client.get(at("initiative", initiative)))
    assert heading(signed_in(worker_of(durham)).get(at("note", PracticeNote.objects.get()))) == "Health check"
    assert (
        signed_in(worker_of(make_force("gwent"))).get(at("note", PracticeNote.objects.get())).status_code
        == 404
    )
    assert "On 10 January 2022 without: Analyst." in main(client.get(at("forum", Forum.objects.get())))
    assert rows(client.get(at("meeting", meeting)), "decisions") == [["Prevention of crime", "Sam leads it."]]
    assert rows(records, "exits") == [
        ["Firearms", "1 April 2021", "Missing: business case, cost, replacement plan. Add it"]
    ]
    assert rows(records, "checks")[0][3] == "31 January 2017 (overdue)"
    assert rows(records, "reviews")[0][3] == "No result: record it"
    assert "5 are allowed" in rows(records, "allegations")[0][2]
    assert rows(records, "statements")[0][:2] == ["Effectiveness 2016", "A. Chief, Chief constable"]
    check, review = force.recurring_checks.get(), force.outside_reviews.get()
    send(client, at("check_run", check), result="Nothing.", **day("done_on", "2026-01-01"))
    send(
        client,
        at("outside_review_result", review),
        result="Teams are small.",
        **day("result_on", "2022-05-01"),
    )
    assert (check.runs.count(), force.outside_reviews.get().result) == (1, "Teams are small.")


def test_commissioner_reads_the_board_and_updates_and_nothing_of_the_force_alone(
    item: Item, worker: User
) -> None:
    begun(item, worker, title="Quiet action")
    services.write_update(actor=worker, item=item, text="Half done.", on=date(2017, 5, 2))
    client, slug = signed_in(commissioner_of(item)), force_of(item).slug

    board, page, home = (client.get(each) for each in (at("board", slug), at("item_plan", item), at("home")))

    assert rows(board, "board")[0][3].startswith("Stale")
    assert rows(page, "updates") == [["2 May 2017", "Half done.", "Robin Example"]]
    assert "Quiet action" not in main(board) + main(page)
    assert [row[0] for row in rows(home, "stale-updates")] == ["Prevention of crime"]
    closed = [at("board_pack", slug, "pdf"), at("tracker", slug), at("plans", slug), at("update_add", item)]
    assert [client.get(each).status_code for each in closed] == [404] * 4


def test_board_and_panel_name_what_is_stale_and_who_left(item: Item, worker: User) -> None:
    leaves = worker_of(force_of(item), name="Sam Example")
    followup.name_owner(actor=worker, item=item, owner=leaves, expected_version=item.version)
    leaves.memberships.all().delete()
    client = signed_in(worker)

    board = client.get(at("board", force_of(item).slug) + "?show=stale")
    panel = client.get(at("followed_item", item))

    assert "Sam Example has left and still owns 1 item. Name another owner for each." in main(board)
    assert rows(board, "board")[0][4] == "Sam Example (has left)"
    assert "What the force does about it" in main(panel)
    assert at("item_plan", item) in links(panel)


def test_board_and_pack_name_the_same_late_things_by_how_late_they_are(item: Item, worker: User) -> None:
    force = force_of(item)
    programme = services.begin_programme(
        actor=worker, force=force, title="Ethics", purpose="Trust.", benefits="Fewer complaints.", owner=worker,
        starts_on=date(2018, 1, 1),
    )  # fmt: skip
    services.add_action(
        actor=worker, programme=programme, title="Brief staff", owner=worker, due=date(2018, 5, 1)
    )
    services.begin_initiative(
        actor=worker, force=force, kind="pilot", title="Body cameras", objectives="Fewer complaints.", owner=worker,
        evaluation_due=date(2020, 1, 1),
    )  # fmt: skip
    Deliverable.objects.create(item=item, text="A plan for prevention", due=date(2017, 5, 1))
    services.set_up_check(
        actor=worker, force=force, title="Review of vetting", scope="internal", every_months=12,
        first_due=date(2021, 1, 1), owner=worker,
    )  # fmt: skip

    page = signed_in(worker).get(at("board", force.slug))

    named = board_pack(force, timezone.localdate()).faults
    assert [each.partition(". Due")[0] for each in named] == [
        "Not sent: A plan for prevention (Prevention of crime)",
        "Action not done: Brief staff",
        "Evaluation is missing: Body cameras",
        "Check not done: Review of vetting",
    ]
    assert [each in main(page) for each in named] == [True] * 4
    totals = "1 late deliverable, 1 late action, 1 late evaluation, 1 late check. What is late longest comes first:"
    assert totals in main(page)
    pack = board_pack(force, timezone.localdate())
    assert "; ".join(totals.partition(".")[0].split(", ")) in pack.summary[0]
    assert [(each.title, each.serves, each.late) for each in pack.actions] == [
        ("Brief staff", "Ethics", True)
    ]
    assert at("followed_item", item) in links(page)


def test_what_somebody_who_left_owns_is_listed_and_handed_over_at_once(item: Item, worker: User) -> None:
    force = force_of(item)
    leaves = worker_of(force, name="Sam Example")
    followup.name_owner(actor=worker, item=item, owner=leaves, expected_version=item.version)
    for number in range(3):
        begun(item, leaves, title=f"Action {number}")
    leaves.memberships.all().delete()
    client = signed_in(worker)

    listed = client.get(at("left_owner", force.slug, leaves))
    before = main(client.get(at("action", Action.objects.first())))
    send(client, at("hand_over", force.slug, leaves), owner=worker.pk)

    assert [row[0] for row in rows(listed, "actions")] == ["Action 0", "Action 1", "Action 2"]
    assert rows(listed, "items") == [["Prevention of crime"]]
    assert "Sam Example (has left)" in before
    assert {each.owner for each in Action.objects.all()} == {worker}
    assert item.ownerships.get(until__isnull=True).owner == worker
    assert left_owners(force) == []
    assert client.get(at("left_owner", force.slug, leaves)).status_code == 404


def test_referral_and_what_an_exit_lacks_are_recorded_from_their_lists(item: Item, worker: User) -> None:
    force, client = force_of(item), signed_in(worker)
    case = services.record_allegation(actor=worker, force=force, reference="A1", received_on=date(2022, 5, 1))
    left = services.leave_collaboration(
        actor=worker,
        force=force,
        collaboration="Firearms",
        decided_on=date(2022, 5, 1),
        cost="1 million pounds.",
    )

    page = client.get(at("force_records", force.slug))
    send(client, at("allegation_referral", case), **day("day", "2022-05-03"))
    send(
        client,
        at("exit_complete", left),
        business_case="A paper.",
        cost="1 million.",
        replacement_plan="Own unit.",
    )

    assert {at("allegation_referral", case), at("exit_complete", left)} <= set(links(page))
    case.refresh_from_db()
    left.refresh_from_db()
    assert (case.referred_on, missing_of(left)) == (date(2022, 5, 3), [])
    with pytest.raises(RefusalError, match="is on record"):
        services.record_allegation(actor=worker, force=force, reference="A1", received_on=date(2022, 5, 2))


def test_drafted_plan_opens_at_once(item: Item, worker: User) -> None:
    answer = signed_in(worker).post(at("plan_add", force_of(item).slug), {"title": "Ethics"})

    assert answer["Location"] == at("plan", ActionPlan.objects.get())


def test_declaring_page_warns_of_what_was_not_sent_and_of_actions_of_which_none_is_done(
    item: Item, worker: User
) -> None:
    Deliverable.objects.create(
        item=item, text="A plan for prevention", due=timezone.localdate() - timedelta(days=2)
    )
    moved(begun(item, worker), worker, "stopped")
    start(item)

    shown = main(signed_in(worker).get(at("item_declare", item)))

    assert "Not sent: A plan for prevention. Due " in shown
    assert "2 days late." in shown
    assert "No action on it is done; 1 was stopped." in shown


def test_strangers_find_no_board(item: Item, worker: User) -> None:
    action = begun(item, worker)
    slug = force_of(item).slug
    for stranger in (
        worker_of(make_force("durham")),
        make_person(),
        make_person(item.inspectorate, Role.HMI),
    ):
        client = signed_in(stranger)
        assert [client.get(at(n, *a)).status_code for n, a in (
            ("board", [slug]), ("action", [action]), ("force_records", [slug]), ("forums", [slug]),
        )] == [404] * 4  # fmt: skip


def test_board_asks_as_many_questions_for_three_items_as_for_one(item: Item, worker: User) -> None:
    client, counts = signed_in(worker), []
    begun(item, worker)
    client.get(at("board", force_of(item).slug))
    for title in ("", "Second", "Third"):
        if title:
            begun(asked(title), worker)
        with CaptureQueriesContext(connection) as told:
            client.get(at("board", force_of(item).slug))
        counts.append(len(told))

    assert len(set(counts)) == 1


def test_force_keeps_what_it_typed_when_the_item_ended_meanwhile_and_is_led_to_the_item(
    item: Item, worker: User
) -> None:
    action = begun(item, worker)
    client = signed_in(worker)
    forms = {name: client.get(at(name, item)) for name in ("update_add", "constraint_add", "item_owner")}
    Item.objects.filter(pk=item.pk).update(state="superseded", stage="", state_reason="Said better.")

    opened = client.get(at("update_add", item), follow=True)
    sent = client.post(at("update_add", item), filled(forms["update_add"], text="Half done."))
    held = client.post(at("constraint_add", item), filled(forms["constraint_add"], title="Two posts vacant"))
    owned = client.post(at("item_owner", item), filled(forms["item_owner"], owner=str(worker.pk)))
    moved = client.get(at("action_move", action), follow=True)

    assert "'Prevention of crime' was superseded already. Here it is." in main(opened)
    assert [each.status_code for each in (sent, held, owned)] == [422, 422, 422]
    assert (typed(sent, "text"), typed(held, "title")) == ("Half done.", "Two posts vacant")
    assert "'Prevention of crime' was superseded, so 'Train supervisors' is worked on no more." in main(moved)
    assert "Not needed any more: its item was superseded" in main(moved)
    assert Update.objects.count() == 0


def test_the_same_update_of_two_windows_is_kept_once_and_leads_to_it(item: Item, worker: User) -> None:
    client = signed_in(worker)
    first, second = client.get(at("update_add", item)), client.get(at("update_add", item))

    client.post(at("update_add", item), filled(first, text="Half done."))
    again = client.post(at("update_add", item), filled(second, text="Half done."), follow=True)

    assert "in the same words is on record already. Nothing was added." in main(again)
    assert Update.objects.count() == 1


def test_page_of_an_item_names_its_day_and_late_actions_to_the_force_alone(item: Item, worker: User) -> None:
    Item.objects.filter(pk=item.pk).update(due=date(2017, 6, 1))
    begun(item, worker, due=date(2018, 1, 31))
    begun(item, worker, title="Later", due=date(2037, 1, 31))
    inspector = make_person(item.inspectorate, Role.INSPECTOR)

    own, inspectors = (main(signed_in(user).get(at("item_plan", item))) for user in (worker, inspector))

    assert "The day of the item has passed: by 1 June 2017." in own
    assert "Action not done: Train supervisors. Due 31 January 2018." in own
    assert "Action not done: Later" not in own
    assert ("The day of the item has passed" in inspectors, "Train supervisors" in inspectors) == (
        True,
        False,
    )


def test_plan_is_sent_as_a_document_that_both_sides_open(item: Item, worker: User) -> None:
    plan = services.draft_plan(actor=worker, force=force_of(item), title="Plan to 2020")
    services.tie_item(actor=worker, plan=plan, item=item)
    client = signed_in(worker)
    today = day("dated", timezone.localdate().isoformat())

    def send_document() -> Any:
        file = SimpleUploadedFile("plan.txt", b"What we will do.")
        return client.post(at("plan_send", plan), {**today, "file": file}, follow=True)

    empty = client.post(at("plan_send", plan), today)
    send_document()
    again = send_document()
    version = PlanVersion.objects.get()
    inspector = signed_in(make_person(item.inspectorate, Role.HMI))
    shown, read = (
        inspector.get(at("plan_version", version)),
        inspector.get(at("plan_document", version.document)),
    )

    assert "Write it, or attach the document." in summary(empty)[0]
    assert "The same plan as version 1 is on record already." in main(again)
    assert at("plan_document", version.document) in links(shown)
    assert b"".join(read.streaming_content) == b"What we will do."  # type: ignore[attr-defined]
    assert AuditEvent.objects.filter(action="actions.open_plan_document", outcome="read").count() == 1
    assert signed_in(commissioner_of(item)).get(at("plan_document", version.document)).status_code == 404
