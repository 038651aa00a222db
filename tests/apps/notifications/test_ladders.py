"""What is late climbs rung by rung, each dated; those above may stop it, and it ends when the thing is done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item
from peelian.apps.notifications import services
from peelian.apps.notifications.models import Escalation
from peelian.apps.notifications.policies import can_stop_escalation, escalations_stoppable_by
from peelian.apps.notifications.queries import ladders_of, stopped_words
from peelian.apps.organisations.models import Role
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from tests.apps.notifications.world import DUE, People, make_item, people, tick, told
from tests.apps.world import make_force, make_inspectorate, make_local_policing_body, make_person

pytestmark = pytest.mark.django_db
STOP_DAY = date(2017, 6, 26)
NOW = datetime(2017, 6, 26, 9, tzinfo=UTC)


def ladder() -> Escalation:
    return Escalation.objects.get()


def climbed(escalation: Escalation) -> list[tuple[str, str, str, int]]:
    return [(rung["title"], rung["due"], rung["on"], rung["people"]) for rung in escalation.climbed]


def stop(actor: User, until: date | None = None, reason: str = "A new date was agreed.") -> Escalation:
    with time_machine.travel(NOW, tick=False):
        return services.stop_escalation(
            actor=actor, escalation=ladder(), reason=reason, until=until, expected_version=ladder().version
        )


def late_item() -> People:
    """An item that has climbed to the chief officer by the day on which it is stopped."""
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    tick(STOP_DAY)
    return all_of_them


def test_rungs_are_dated_by_the_rule_and_by_the_day_on_which_they_were_taken() -> None:
    people()
    make_item()
    tick(date(2017, 6, 12))
    tick(date(2017, 6, 25))

    escalation = ladder()

    assert climbed(escalation) == [
        ("Owner", "2017-06-12", "2017-06-12", 1),
        ("Chief officer", "2017-06-23", "2017-06-25", 1),
    ]
    assert (escalation.next_rung, escalation.next_on) == ("Commissioner", date(2017, 7, 7))
    assert (escalation.began_on, escalation.highest) == (date(2017, 6, 12), "Chief officer")


def test_rung_on_which_nobody_stands_is_taken_all_the_same() -> None:
    make_item()

    tick(STOP_DAY)

    assert [people for _, _, _, people in climbed(ladder())] == [0, 0]


def test_what_is_not_late_stands_on_no_ladder() -> None:
    make_item()

    tick(DUE)

    assert Escalation.objects.count() == 0


def test_stopped_ladder_climbs_no_further_and_goes_on_where_it_stood() -> None:
    all_of_them = late_item()
    stop(all_of_them.commissioner)

    tick(DUE + timedelta(days=100))
    assert told(all_of_them.commissioner) == []
    assert climbed(ladder())[-1][0] == "Chief officer"

    with time_machine.travel(NOW, tick=False):
        services.resume_escalation(
            actor=all_of_them.commissioner, escalation=ladder(), expected_version=ladder().version
        )
    tick(DUE + timedelta(days=101))
    assert told(all_of_them.commissioner) == [(DUE + timedelta(days=101), "rung-commissioner")]
    assert climbed(ladder())[-1][0] == "Oversight meeting"


def test_ladder_stopped_until_a_day_goes_on_by_itself() -> None:
    all_of_them = late_item()
    stopped = stop(all_of_them.hmi, until=date(2017, 7, 31))

    tick(date(2017, 7, 30))
    before = told(all_of_them.commissioner)
    tick(date(2017, 7, 31))

    assert before == []
    assert told(all_of_them.commissioner) == [(date(2017, 7, 31), "rung-commissioner")]
    assert stopped_words(stopped, date(2017, 7, 30)) == (
        "Stopped on 26 June 2017 until 31 July 2017: A new date was agreed."
    )
    assert stopped_words(stopped, date(2017, 7, 31)) == ""


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("owner", False), ("liaison", False), ("chief", False), ("commissioner", True), ("hmi", True)],
)
def test_those_who_owe_a_thing_never_stop_its_ladder(role: str, allowed: bool) -> None:
    all_of_them = late_item()
    person = getattr(all_of_them, role)

    assert can_stop_escalation(person, ladder()) is allowed
    assert list(escalations_stoppable_by(person)) == ([ladder()] if allowed else [])
    if not allowed:
        with pytest.raises(NotPermittedError):
            stop(person)


def test_stop_needs_a_reason_and_a_later_day_and_is_made_once() -> None:
    hmi = late_item().hmi

    with pytest.raises(InvalidValueError) as refusal:
        stop(hmi, until=STOP_DAY, reason=" ")
    stop(hmi)
    with pytest.raises(RefusalError):
        stop(hmi)
    with pytest.raises(StaleEditError):
        services.resume_escalation(actor=hmi, escalation=ladder(), expected_version=1)

    assert [finding["field"] for finding in refusal.value.details["findings"]] == ["reason", "until"]


@pytest.mark.parametrize(
    "change",
    [
        {"state": "closed", "stage": "", "state_reason": "Done"},
        {"stage": "declared-complete"},
        {"due": DUE + timedelta(days=400)},
    ],
)
def test_ladder_ends_when_the_thing_is_late_no_more(change: dict[str, object]) -> None:
    late_item()
    Item.objects.update(**change)

    result = tick(STOP_DAY + timedelta(days=1))

    assert result.ladders_ended == 1
    assert (ladder().ended_on, ladder().next_on) == (STOP_DAY + timedelta(days=1), None)


def test_thing_that_comes_back_unfinished_goes_on_on_the_same_ladder() -> None:
    all_of_them = late_item()
    Item.objects.update(stage="declared-complete")
    tick(STOP_DAY + timedelta(days=1))
    Item.objects.update(stage="in-progress")

    tick(STOP_DAY + timedelta(days=2))

    assert ladder().ended_on is None
    assert [rung for rung, *_ in climbed(ladder())] == ["Owner", "Chief officer"]
    assert len(told(all_of_them.chief)) == 1


def test_each_sees_the_ladders_of_what_they_owe_follow_or_oversee() -> None:
    all_of_them = late_item()
    stranger_force = make_force("durham")
    strangers = [
        make_person(stranger_force, Role.CHIEF_OFFICER),
        make_person(make_local_policing_body(stranger_force), Role.COMMISSIONER),
        make_person(make_inspectorate("other"), Role.HMI),
        make_person(make_force(), Role.ADMINISTRATOR),
    ]

    seen = [ladders_of(person).count() for person in vars(all_of_them).values()]

    assert seen == [1] * 6
    assert [ladders_of(person).count() for person in strangers] == [0] * 4


def test_private_ladder_is_nothing_to_the_local_policing_body() -> None:
    all_of_them = people()
    collection = Collection.objects.create(
        inspectorate=make_inspectorate(),
        slug="asked",
        title="Asked",
        state="open",
        period="year",
        requested_on=date(2017, 1, 1),
        opened_on=date(2017, 1, 1),
        closes_on=DUE,
    )
    CollectionReply.objects.create(collection=collection, force=make_force())

    tick(DUE + timedelta(days=100))

    assert ladders_of(all_of_them.commissioner).count() == 0
    assert ladders_of(all_of_them.chief).count() == 1
    assert told(all_of_them.commissioner) == []
