"""The scrutiny programme as pages of the local policing body."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from peelian.apps.actions.models import Update
from peelian.apps.notifications.services import make_calendar_address
from peelian.apps.organisations.models import Role
from peelian.apps.responses import services
from peelian.apps.responses.models import (
    FundedInitiative,
    Opportunity,
    PlanPriority,
    ScrutinyItem,
    ScrutinyMeeting,
)
from peelian.apps.responses.queries import funded_initiatives
from peelian.rules.periods import day_words
from tests.apps.followup.world import close
from tests.apps.responses.world import (
    body_of_cleveland,
    chief,
    make_item,
    officer,
    open_response,
    published,
)
from tests.apps.world import make_force, make_inspectorate, make_local_policing_body, make_person
from tests.interfaces.workspace.filling import filled, send
from tests.interfaces.workspace.reading import day, main, rows, signed_in, summary

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(officer())


def programme(client: Client, **query: str) -> list[list[str]]:
    return rows(client.get(reverse("workspace:scrutiny"), query), "scrutiny")


def tell(item: Any, text: str, on: date) -> Update:
    return Update.objects.create(item=item, text=text, on=on, author=chief())


@pytest.mark.item("S-211")
def test_items_of_all_reports_stand_in_one_list(client: Client) -> None:
    make_item(title="Of the first report")
    make_item(title="Of the second report", raised_on=date(2017, 10, 2))
    published()
    published(open_response(title="A review", published_on=date(2017, 10, 2), framework="", target=""))

    assert {row[0] for row in programme(client)} == {"Of the first report", "Of the second report"}


@pytest.mark.item("S-205")
def test_body_sees_the_latest_update_of_the_force_on_each_item(client: Client) -> None:
    told, silent = make_item(title="Told"), make_item(title="Silent")
    published()
    tell(told, "We began.", date(2026, 3, 1))
    tell(told, "Half is done.", date(2026, 6, 1))

    updates = {row[0]: row[3] for row in programme(client)}

    assert updates == {"Told": "1 June 2026: Half is done.", "Silent": "The force has told nothing yet"}
    assert silent.title in updates


def test_item_is_asked_about_dated_and_tied_to_the_plan(client: Client) -> None:
    make_item()
    published()
    scrutiny = ScrutinyItem.objects.get()
    send(client, reverse("workspace:priority_add"), title="Safer streets", plan="2024 to 2029")
    send(
        client,
        reverse("workspace:scrutiny_meeting_add"),
        title="Scrutiny board",
        **day("held_on", "2026-12-01"),
    )
    priority, meeting = PlanPriority.objects.get(), ScrutinyMeeting.objects.get()
    due = timezone.localdate() + timedelta(days=30)

    send(
        client,
        reverse("workspace:scrutiny_item", args=[scrutiny.pk]),
        question="By when?",
        meeting=str(meeting.pk),
        priorities=[str(priority.pk)],
        **day("update_due", due.isoformat()),
    )

    (row,) = programme(client, priority=str(priority.pk))
    assert row[4:6] == ["Not answered yet", day_words(due)]
    assert row[7] == "Safer streets"
    held = main(client.get(reverse("workspace:scrutiny_meeting", args=[meeting.pk])))
    assert "Question: By when?" in held


def test_item_whose_update_is_overdue_says_so(client: Client) -> None:
    make_item()
    published(on=timezone.localdate() - timedelta(days=120))

    assert programme(client)[0][5].endswith(", overdue")


def test_item_tells_its_own_day_and_the_clock_of_the_inspectorate_apart(client: Client) -> None:
    today = timezone.localdate()
    make_item(title="Late", due=today - timedelta(days=3), raised_on=date(2017, 3, 2))
    make_item(title="At once", immediate=True, raised_on=date(2017, 3, 2))
    published()

    stands = {row[0]: (row[2], row[5], row[6]) for row in programme(client)}
    (item,) = ScrutinyItem.objects.filter(item__title="Late")
    shown = main(client.get(reverse("workspace:scrutiny_item", args=[item.pk])))

    late = f"Open. By {day_words(today - timedelta(days=3))}, 3 days late"
    to_body = day_words(today + timedelta(days=90))
    to_inspectorate = f"31 May 2017, {(today - date(2017, 5, 31)).days:,} days late"
    assert stands == {
        "Late": (late, to_body, to_inspectorate),
        "At once": ("Open. At once", to_body, to_inspectorate),
    }
    assert f"Update to you due {to_body}" in shown
    assert f"Update to the inspectorate due {to_inspectorate}" in shown


def test_end_of_scrutiny_needs_what_came_of_it(client: Client) -> None:
    make_item()
    published()
    address = reverse("workspace:scrutiny_end", args=[ScrutinyItem.objects.get().pk])

    refused = send(client, address, state="ended", result="")
    send(client, address, state="ended", result="It is done.")

    assert (refused.status_code, len(summary(refused))) == (422, 1)
    assert programme(client, state="ended")[0][1] == "Ended"
    assert programme(client, state="open")[0][0].startswith("No item is in the programme")


def test_opportunity_is_noted_and_gets_its_result(client: Client) -> None:
    send(
        client, reverse("workspace:opportunity_add"), area="prevention", text="Work with schools.", owner="A"
    )
    noted = Opportunity.objects.get()

    send(client, reverse("workspace:opportunity_result", args=[noted.pk]), result="Ten schools take part.")

    shown = main(client.get(reverse("workspace:scrutiny_programme")))
    assert "Prevention, followed by A Work with schools." in shown
    assert "Ten schools take part." in shown


@pytest.mark.item("S-212")
def test_what_the_body_pays_for_is_listed_with_its_funder_and_the_day_of_its_result(client: Client) -> None:
    body = body_of_cleveland()
    typed_in = {
        "title": "Mobile application",
        "aim": "Another way to report.",
        **day("result_due", "2026-12-31"),
    }
    send(client, reverse("workspace:funding_add"), **typed_in)
    (paid,) = FundedInitiative.objects.all()

    listed = main(client.get(reverse("workspace:scrutiny_programme")))
    send(client, reverse("workspace:funding_result", args=[paid.pk]), result="A trial was held.")

    assert f"Paid for by {body.name}, result due 31 December 2026 Mobile application" in listed
    assert [each.title for each in funded_initiatives(officer())] == ["Mobile application"]
    assert [each.title for each in funded_initiatives(chief())] == []
    assert FundedInitiative.objects.get().result == "A trial was held."


def test_other_people_see_none_of_it() -> None:
    make_item()
    published()
    scrutiny = ScrutinyItem.objects.get()
    body = body_of_cleveland()
    meeting = services.hold_meeting(actor=officer(), body=body, title="Board", held_on=date(2026, 12, 1))
    others = [
        chief(),
        make_person(make_inspectorate(), Role.HMCIC),
        make_person(make_local_policing_body(make_force("durham")), Role.COMMISSIONER),
    ]

    for person in others:
        stranger = signed_in(person)
        assert scrutiny.item.title not in main(stranger.get(reverse("workspace:scrutiny")))
        for address in (
            reverse("workspace:scrutiny_item", args=[scrutiny.pk]),
            reverse("workspace:scrutiny_end", args=[scrutiny.pk]),
            reverse("workspace:scrutiny_question", args=[scrutiny.pk]),
            reverse("workspace:scrutiny_meeting", args=[meeting.pk]),
        ):
            assert stranger.get(address).status_code == 404
    assert signed_in(chief()).get(reverse("workspace:priority_add")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_programme_asks_as_often_for_three_items_as_for_one(
    client: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        tell(make_item(title=f"Item {each}"), "We began.", date(2026, 3, 1))
    published()

    with django_assert_max_num_queries(17):
        listed = programme(client)

    assert len(listed) == number


def ask(text: str = "By when is it done?") -> ScrutinyItem:
    """A question to the force on the one item of the programme."""
    make_item()
    published()
    scrutiny = ScrutinyItem.objects.get()
    return services.scrutinise(
        actor=officer(), scrutiny=scrutiny, expected_version=scrutiny.version, question=text
    )


def test_question_reaches_the_force_and_its_answer_the_body(client: Client) -> None:
    asked = ask()
    address = reverse("workspace:scrutiny_question", args=[asked.pk])
    force = [
        signed_in(make_person(make_force(), role))
        for role in (Role.FORCE_LIAISON, Role.STRATEGIC_OWNER, Role.CHIEF_OFFICER)
    ]

    places = (
        reverse("workspace:home"),
        reverse("workspace:scrutiny"),
        reverse("workspace:followed_item", args=[asked.item_id]),
        address,
    )
    told = {"By when is it done?" in main(each.get(place)) for each in force for place in places}
    form = filled(force[0].get(address), answer="In May.")
    sent = [force[0].post(address, form).status_code for _ in range(2)]

    assert (told, sent) == ({True}, [302, 302])
    assert "In May." in main(client.get(reverse("workspace:scrutiny_item", args=[asked.pk])))
    assert programme(client)[0][4] == f"Answered on {day_words(timezone.localdate())}"
    assert "By when is it done?" not in main(force[0].get(reverse("workspace:home")))


def test_question_is_for_its_own_force_and_body_alone() -> None:
    asked = ask()
    others = [
        make_person(make_force("durham"), Role.CHIEF_OFFICER),
        make_person(make_inspectorate(), Role.HMCIC),
        make_person(make_local_policing_body(make_force("durham")), Role.COMMISSIONER),
    ]

    for person in others:
        stranger = signed_in(person)
        assert stranger.get(reverse("workspace:scrutiny_question", args=[asked.pk])).status_code == 404
        for place in ("home", "scrutiny"):
            assert "By when is it done?" not in main(stranger.get(reverse(f"workspace:{place}")))


def test_item_without_a_question_shows_its_force_nothing_of_the_programme() -> None:
    make_item()
    published()
    scrutiny = ScrutinyItem.objects.get()
    force = signed_in(chief())

    assert force.get(reverse("workspace:scrutiny_question", args=[scrutiny.pk])).status_code == 404
    assert "Your local policing body has asked nothing." in main(force.get(reverse("workspace:scrutiny")))


def test_update_is_due_on_a_day_to_come(client: Client) -> None:
    make_item()
    published()
    scrutiny = ScrutinyItem.objects.get()
    address = reverse("workspace:scrutiny_item", args=[scrutiny.pk])

    refused = send(client, address, **day("update_due", "1999-01-01"))

    assert (refused.status_code, summary(refused)) == (
        422,
        ["Update to you due: 1 January 1999 has passed. Give a day from today on."],
    )
    assert ScrutinyItem.objects.get().update_due == scrutiny.update_due


def test_question_is_asked_while_an_update_is_overdue(client: Client) -> None:
    make_item()
    published(on=timezone.localdate() - timedelta(days=120))
    scrutiny = ScrutinyItem.objects.get()

    send(client, reverse("workspace:scrutiny_item", args=[scrutiny.pk]), question="Why is nothing told?")

    assert ScrutinyItem.objects.get().question == "Why is nothing told?"


def test_state_of_the_item_stands_beside_that_of_the_scrutiny(client: Client) -> None:
    item = make_item()
    published()
    close(item)

    (row,) = programme(client)
    page = main(client.get(reverse("workspace:scrutiny_item", args=[ScrutinyItem.objects.get().pk])))

    assert (row[1], row[2]) == ("Open", "Closed")
    assert "The item itself is no longer open" in page


def test_calendar_names_the_public_item_of_an_update() -> None:
    make_item()
    published()
    secret = make_calendar_address(actor=officer())

    text = Client().get(reverse("workspace:calendar_feed", args=[secret])).content.decode()

    assert "SUMMARY:Update for a scrutiny programme: Manage risk\r\n" in text
