"""Notices, what is late, and the calendar, as pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action
from peelian.apps.followup.models import Item
from peelian.apps.frameworks.queries import regime
from peelian.apps.notifications.models import CalendarAddress, Escalation, Notice
from peelian.apps.notifications.queries import delivery_of
from peelian.apps.notifications.queries.ticks import IDLE, NEVER
from peelian.apps.notifications.services import make_calendar_address, revoke_calendar_address
from peelian.apps.organisations.models import Role
from peelian.apps.reports.models import AccuracyCheck
from peelian.apps.responses.models import ScrutinyItem
from peelian.interfaces.workspace.addresses import item_address
from peelian.interfaces.workspace.noticing import calendar
from peelian.interfaces.workspace.noticing.places import ITEMS, LISTS, PAGES, kind_title, place_of
from tests.apps.notifications.world import DUE, make_item, people, tick
from tests.apps.world import make_force, make_inspection, make_local_policing_body, make_person
from tests.interfaces.workspace.reading import (
    day,
    heading,
    links,
    main,
    rows,
    signed_in,
    summary,
    tree,
    words,
)
from tests.rendering.sample import sample_report

pytestmark = pytest.mark.django_db
NOTICES, LATE = "/workspace/notices/", "/workspace/late/"
LATER = DUE + timedelta(days=30)
NOW = datetime(2017, 7, 9, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day_in_summer() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def calendar_of(user: User, client: Client | None = None) -> tuple[int, str]:
    secret = make_calendar_address(actor=user)
    answer = (client or Client()).get(reverse("workspace:calendar_feed", args=[secret]))
    return answer.status_code, re.sub(r"\r\n[ \t]", "", answer.content.decode())


def test_address_of_a_notice_leads_its_person_to_the_thing_and_nobody_else() -> None:
    owner = people().owner
    item = make_item(owner=owner)
    tick(LATER)
    notice = Notice.objects.get(person=owner)
    here = f"{NOTICES}{notice.pk}/"

    assert signed_in(owner).get(here)["Location"] == reverse("workspace:followed_item", args=[item.pk])
    assert signed_in(people().chief).get(here).status_code == 404


def test_person_reads_what_they_were_told_and_marks_it_as_read() -> None:
    owner = people().owner
    item = make_item(owner=owner)
    tick(LATER)
    client = signed_in(owner)

    before = client.get(NOTICES)
    notice = Notice.objects.get(person=owner)
    client.post("/workspace/notices/read/", {"notice": str(notice.pk)})
    after = client.get(NOTICES)

    assert rows(before, "notices") == [
        [
            "Manage risk Open item",
            "30 days overdue: was due on 9 June 2017 Owner",
            "Cleveland Police",
            "9 July 2017",
            "Sent",
            "Mark as read : Manage risk",
        ]
    ]
    assert reverse("workspace:followed_item", args=[item.pk]) in links(before)
    assert rows(after, "notices")[0][-1] == "Read"
    assert Notice.objects.get(person=owner).read_at == NOW


def test_all_are_marked_as_read_at_once_and_nobody_elses() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    make_item(owner=all_of_them.owner, title="Second")
    tick(DUE)
    client = signed_in(all_of_them.owner)
    foreign = Notice.objects.filter(person=all_of_them.liaison)[0]

    client.post("/workspace/notices/read/", {"notice": str(foreign.pk)})
    client.post("/workspace/notices/read/", {"notice": "nonsense"})
    client.post("/workspace/notices/read/", {"all": "1"})

    assert Notice.objects.filter(person=all_of_them.owner, read_at__isnull=True).count() == 0
    assert Notice.objects.filter(person=all_of_them.liaison, read_at__isnull=True).count() == 2


def test_notices_are_narrowed_to_unread_and_to_words() -> None:
    owner = people().owner
    make_item(owner=owner)
    make_item(owner=owner, title="Recording crime")
    tick(DUE)
    client = signed_in(owner)

    assert [row[0].split(" Open")[0] for row in rows(client.get(f"{NOTICES}?text=crime"), "notices")] == [
        "Recording crime"
    ]
    client.post("/workspace/notices/read/", {"all": "1"})
    assert rows(client.get(f"{NOTICES}?read=unread"), "notices") == [["No notice fits."]]


def test_way_of_delivery_is_chosen_on_a_page() -> None:
    owner = people().owner
    client = signed_in(owner)

    refused = client.post("/workspace/notices/delivery/", {"delivery": "hourly"})
    client.post("/workspace/notices/delivery/", {"delivery": "weekly"})

    assert refused.status_code == 422
    assert delivery_of(owner) == "weekly"
    assert "by email once a week" in main(client.get(NOTICES))


def test_late_things_stand_with_their_ladder() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    tick(LATER)

    response = signed_in(all_of_them.commissioner).get(LATE)

    assert rows(response, "late") == [
        [
            "Manage risk of Cleveland Police Open item",
            "Cleveland Police",
            "9 June 2017",
            "30",
            "Commissioner",
            "Oversight meeting, 4 August 2017",
        ]
    ]


def test_ladder_is_shown_stopped_and_let_go_on() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    tick(date(2017, 6, 23))
    found = Escalation.objects.get()
    address = f"{LATE}{found.pk}/"
    client = signed_in(all_of_them.commissioner)

    shown = client.get(address)
    unsaid = client.post(f"{address}stop/", {"version": "1", "reason": ""})
    past = {"version": "1", "reason": "A new date was agreed.", **day("until", "2017-07-01")}
    refused = client.post(f"{address}stop/", past)
    stop = {"version": "1", "reason": "A new date was agreed.", **day("until", "2017-08-01")}
    client.post(f"{address}stop/", stop)
    stopped = client.get(address)
    client.post(f"{address}resume/", {"version": "2"})
    going_on = client.get(address)

    assert rows(shown, "rungs") == [
        ["Owner", "12 June 2017", "23 June 2017", "2"],
        ["Chief officer", "23 June 2017", "23 June 2017", "1"],
        ["Commissioner", "7 July 2017", "Not yet", "Nobody yet"],
    ]
    assert summary(unsaid) == ["Reason: Say why it is stopped, for those who see it stand still."]
    assert summary(refused) == ["Until: 1 July 2017 is not after today. Give a later day, or none."]
    words = "Stopped on 9 July 2017 until 1 August 2017: A new date was agreed."
    assert words in main(stopped)
    assert "Stopped by Cam Commissioner." in main(stopped)
    assert words not in main(going_on)


def test_what_is_done_leaves_the_page_before_the_next_tick() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    done = make_item(owner=all_of_them.owner, title="Done since")
    tick(LATER)
    ladder = Escalation.objects.get(title="Done since")
    Item.objects.filter(pk=done.pk).update(stage=Item.Stage.DECLARED_COMPLETE)
    client = signed_in(all_of_them.owner)

    assert [row[0] for row in rows(client.get(LATE), "late")] == ["Manage risk of Cleveland Police Open item"]
    assert "It is no longer late, and nobody further is told." in main(client.get(f"{LATE}{ladder.pk}/"))


def test_pages_say_when_they_were_worked_out_and_that_no_tick_runs() -> None:
    owner = people().owner

    def told() -> list[str]:
        pages = [tree(signed_in(owner).get(address)) for address in (LATE, NOTICES)]
        return [words(page.get_element_by_id("worked-out")) for page in pages]

    never = told()
    tick(LATER)
    fresh = told()
    with time_machine.travel(NOW + timedelta(days=1, minutes=1), tick=False):
        idle = told()

    assert never == [NEVER] * 2
    assert fresh == ["Worked out on 9 July 2017 at 10:00. What came up since is added at the next run."] * 2
    assert idle == [f"Worked out on 9 July 2017 at 10:00. {IDLE}"] * 2


def test_those_who_owe_a_thing_see_its_ladder_and_no_way_to_stop_it() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    tick(LATER)
    address = f"{LATE}{Escalation.objects.get().pk}/"
    stranger = make_person(make_force("durham"), Role.CHIEF_OFFICER)

    own = signed_in(all_of_them.chief)
    assert "Stop the escalation" not in main(own.get(address))
    assert own.get(f"{address}stop/").status_code == 404
    assert own.post(f"{address}resume/", {"version": "1"}).status_code == 404
    assert signed_in(stranger).get(address).status_code == 404


def test_calendar_address_is_shown_once_and_opens_the_calendar_without_sign_in() -> None:
    owner = people().owner
    make_item(owner=owner, due=date(2017, 7, 31))
    client = signed_in(owner)

    refused = client.post("/workspace/notices/calendar/", {})
    made = client.post("/workspace/notices/calendar/", {"understood": "on"})
    address = str(re.search(r"http://testserver(/workspace/calendar/[^<]+)", made.content.decode())[1])  # type: ignore[index]
    feed = Client().get(address)

    assert refused.status_code == 422
    assert heading(made) == "Your calendar address"
    assert address not in client.get("/workspace/notices/calendar/").content.decode()
    assert (feed.status_code, feed["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert feed["Cache-Control"] == "private, no-store"
    assert "SUMMARY:Manage risk\r\n" in feed.content.decode()


@pytest.mark.parametrize("ended", ["revoked", "made anew", "account closed"])
def test_calendar_address_that_ended_finds_nothing(ended: str) -> None:
    owner = people().owner
    secret = make_calendar_address(actor=owner)
    address = reverse("workspace:calendar_feed", args=[secret])
    before = Client().get(address).status_code
    if ended == "revoked":
        revoke_calendar_address(actor=owner)
    elif ended == "made anew":
        make_calendar_address(actor=owner)
    else:
        User.objects.filter(pk=owner.pk).update(is_active=False)

    assert (before, Client().get(address).status_code) == (200, 404)


def test_secret_itself_is_stored_nowhere() -> None:
    secret = make_calendar_address(actor=people().owner)

    stored = CalendarAddress.objects.values().get()
    assert secret not in str(stored)
    assert Client().get(reverse("workspace:calendar_feed", args=[stored["secret_sha256"]])).status_code == 404


def test_calendar_holds_what_the_person_has_to_do_and_nothing_of_others() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner, title="Owned", due=date(2017, 7, 31))
    make_item(title="Of nobody", due=date(2017, 8, 31))
    durham = make_force("durham")
    make_item(title="Foreign", force=durham, due=date(2017, 7, 31))
    make_item(title="Closed", state="closed", stage="", state_reason="Done", due=date(2017, 7, 31))

    def titles(user: User) -> list[str]:
        return re.findall(r"SUMMARY:(.*)\r\n", calendar_of(user)[1])

    assert titles(all_of_them.owner) == ["Owned"]
    assert titles(all_of_them.liaison) == ["Owned", "Of nobody"]
    assert titles(all_of_them.chief) == []
    assert titles(make_person(make_local_policing_body(durham), Role.COMMISSIONER)) == []


def test_calendar_that_leaves_days_out_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = people().owner
    for number, due in enumerate((date(2017, 7, 10), date(2017, 7, 31), date(2017, 8, 31))):
        make_item(owner=owner, title=f"Owned {number}", due=due)
    monkeypatch.setattr(calendar, "MOST", 1)

    text = calendar_of(owner)[1]

    assert re.findall(r"SUMMARY:(.*)\r\n", text) == [
        "Owned 0",
        "2 more are due that this calendar does not show",
    ]


def test_title_of_a_draft_report_stays_out_of_the_calendar() -> None:
    liaison = people().liaison
    inspection = make_inspection(state="accuracy-check", title="Secret inspection", shared_with_force=True)
    AccuracyCheck.objects.create(
        inspection=inspection,
        value=sample_report().model_dump(mode="json"),
        content_hash="0" * 64,
        shared_at=NOW,
        shared_by=inspection.lead_inspector,
        closes_on=date(2017, 7, 20),
    )

    _, text = calendar_of(liaison)

    assert re.findall(r"(?:SUMMARY|DESCRIPTION):(.*)\r\n", text) == [
        "Factual accuracy check",
        "Factual accuracy check: due in 11 days\\, on 20 July 2017",
    ]
    assert "Secret" not in text


def test_pages_ask_the_database_equally_often_for_one_and_for_three_rows() -> None:
    owner = people().owner
    secret = make_calendar_address(actor=owner)
    client = signed_in(owner)
    addresses = (NOTICES, LATE, reverse("workspace:calendar_feed", args=[secret]))

    def queries() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            found.append(len(captured))
        return found

    make_item(owner=owner)
    tick(LATER)
    queries()
    one = queries()
    for number in range(2):
        make_item(owner=owner, title=f"Item {number}")
    tick(LATER + timedelta(days=1))

    assert queries() == one


def test_first_page_shows_the_latest_unread_notices() -> None:
    owner = people().owner
    make_item(owner=owner)
    tick(LATER)
    client = signed_in(owner)

    before = rows(client.get("/workspace/"), "unread-notices")
    client.post("/workspace/notices/read/", {"all": "1"})

    words = "30 days overdue: was due on 9 June 2017"
    assert before == [["Manage risk", "Open item", words, "Cleveland Police"]]
    assert rows(client.get("/workspace/"), "unread-notices") == []


def test_every_kind_of_clock_has_a_page_or_a_list() -> None:
    kinds = {rule.clock for rule in regime().reminders.rules}

    assert {*ITEMS, *PAGES, *LISTS} == kinds
    assert [kind for kind in kinds if kind_title(kind) == kind] == []


def test_item_that_climbed_leads_its_readers_each_to_the_page_that_they_may_open() -> None:
    all_of_them = people()
    scrutinised, other = make_item(title="Scrutinised"), make_item(title="Other")
    scrutiny = ScrutinyItem.objects.create(
        body=make_local_policing_body(make_force()), item=scrutinised, update_due=date(2018, 1, 1)
    )
    tick(LATER)
    own = reverse("workspace:scrutiny_item", args=[scrutiny.pk])
    followed = reverse("workspace:followed_item", args=[scrutinised.pk])
    client = signed_in(all_of_them.commissioner)
    ladder = Escalation.objects.get(title="Scrutinised")

    listed = [each for each in links(client.get(NOTICES)) if each in (own, item_address(other.pk))]

    assert sorted(listed) == sorted([own, item_address(other.pk)])
    assert [client.get(each).status_code for each in listed] == [200, 200]
    assert own in links(client.get(f"{LATE}{ladder.pk}/"))
    assert place_of(all_of_them.chief, "item", str(scrutinised.pk)) == followed


def test_what_is_no_identifier_or_not_for_the_reader_leads_nowhere() -> None:
    stranger = make_person(make_force("durham"), Role.CHIEF_OFFICER)
    draft = make_item(state="draft", stage="", title="Draft")

    assert place_of(stranger, "item", "nonsense") == ""
    assert place_of(stranger, "item", str(draft.pk)) == ""


def test_own_action_stands_in_the_calendar_under_its_public_item_alone() -> None:
    owner = people().owner
    item = make_item(owner=owner, due=None)
    Action.objects.create(
        force=make_force(), item=item, title="Secret step", owner=owner, due=date(2017, 7, 31)
    )

    _, text = calendar_of(owner)

    assert re.findall(r"SUMMARY:(.*)\r\n", text) == ["Action of a force: Manage risk"]
    assert "Secret" not in text
