"""Who is reminded of what on which day, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peelian.apps.followup.models import (
    Deliverable,
    DeliverableReceipt,
    Item,
    Ownership,
    ProgressReview,
    Revisit,
)
from peelian.apps.followup.queries.clocks import clocks_due
from peelian.apps.notifications.models import Escalation, Notice
from peelian.apps.notifications.services.ticking import write_notices
from peelian.apps.organisations.models import Role
from tests.apps.notifications.world import DUE, make_item, people, tick, told
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person, make_round

pytestmark = pytest.mark.django_db


def tick_daily(first: date, last: date) -> None:
    day = first
    while day <= last:
        tick(day)
        day += timedelta(days=1)


def test_owner_liaison_chief_officer_commissioner_and_inspector_hear_on_their_days() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)

    tick_daily(DUE - timedelta(days=30), DUE + timedelta(days=60))

    assert told(all_of_them.owner) == [
        (date(2017, 5, 12), "four-weeks-before"),
        (date(2017, 6, 2), "week-before"),
        (date(2017, 6, 9), "last-day"),
        (date(2017, 6, 12), "rung-owner"),
    ]
    assert told(all_of_them.liaison) == told(all_of_them.owner)[1:]
    assert told(all_of_them.chief) == [(date(2017, 6, 23), "rung-chief-officer")]
    assert told(all_of_them.commissioner) == [(date(2017, 7, 7), "rung-commissioner")]
    assert told(all_of_them.hmi) == [(date(2017, 8, 4), "rung-oversight-meeting")]
    assert told(all_of_them.hmcic) == []


@pytest.mark.item("S-168")
def test_missed_update_goes_to_the_board_and_the_commissioner() -> None:
    all_of_them = people()
    make_item(due=None, owner=all_of_them.owner, raised_on=date(2017, 3, 2))  # every 90 days

    words = []
    for day in (date(2017, 5, 31), date(2017, 6, 1), date(2017, 6, 14), date(2017, 6, 28)):
        tick(day)
        words += Notice.objects.filter(person=all_of_them.owner, told_on=day).values_list("words", flat=True)

    assert words == ["due today, 31 May 2017", "1 day overdue: was due on 31 May 2017"]
    assert told(all_of_them.chief) == [(date(2017, 6, 14), "rung-chief-officer")]
    assert told(all_of_them.commissioner) == [(date(2017, 6, 28), "rung-commissioner")]
    assert [rung["title"] for rung in Escalation.objects.get().climbed] == [
        "Owner",
        "Management Board",
        "Commissioner",
    ]


def test_tick_run_twice_tells_nothing_twice() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    first = tick(DUE)

    second = tick(DUE)

    assert (first.notices, second.notices) == (2, 0)
    assert Notice.objects.count() == 2


def test_tick_that_was_off_for_weeks_tells_each_person_the_latest_and_loses_nobody() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    tick(DUE - timedelta(days=28))

    tick(DUE + timedelta(days=30))

    day = DUE + timedelta(days=30)
    assert told(all_of_them.owner) == [(date(2017, 5, 12), "four-weeks-before"), (day, "rung-owner")]
    assert told(all_of_them.liaison) == [(day, "rung-owner")]
    assert told(all_of_them.chief) == [(day, "rung-chief-officer")]
    assert told(all_of_them.commissioner) == [(day, "rung-commissioner")]


def test_notice_says_how_the_clock_stands_on_the_day() -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)

    tick(DUE + timedelta(days=3))

    notice = Notice.objects.get(person=all_of_them.owner)
    assert (notice.title, notice.words) == ("Manage risk", "3 days overdue: was due on 9 June 2017")
    assert notice.rung == "Owner"


@pytest.mark.parametrize("left", ["account closed", "role lost"])
def test_item_whose_owner_left_reminds_the_liaison(left: str) -> None:
    all_of_them = people()
    owner = all_of_them.owner
    make_item(owner=owner)
    if left == "account closed":
        owner.is_active = False
        owner.save()
    else:
        owner.memberships.all().delete()

    tick(DUE - timedelta(days=28))

    assert told(owner) == []
    assert told(all_of_them.liaison) == [(date(2017, 5, 12), "four-weeks-before")]


def test_new_owner_hears_of_what_is_late_already() -> None:
    all_of_them = people()
    item = make_item(owner=all_of_them.owner)
    tick(DUE + timedelta(days=5))
    successor = make_person(make_force(), Role.STRATEGIC_OWNER)
    Ownership.objects.filter(item=item).update(until=DUE + timedelta(days=6))
    Ownership.objects.create(item=item, owner=successor, named_by=successor, since=DUE + timedelta(days=6))

    tick(DUE + timedelta(days=7))

    assert told(successor) == [(DUE + timedelta(days=7), "rung-owner")]
    assert len(told(all_of_them.owner)) == 1


def test_clock_that_is_set_anew_reminds_anew() -> None:
    all_of_them = people()
    item = make_item(owner=all_of_them.owner)
    tick(DUE)
    Item.objects.filter(pk=item.pk).update(due=DUE + timedelta(days=7))

    tick(DUE)

    steps = [step for _, step in told(all_of_them.owner)]
    assert steps == ["last-day", "week-before"]


@pytest.mark.parametrize(
    "fields",
    [
        {"stage": "declared-complete"},
        {"stage": "closing-requested"},
        {"state": "closed", "stage": "", "state_reason": "Done"},
        {"state": "draft", "stage": ""},
        {"matched": False},
    ],
)
def test_clock_stands_still_while_the_force_has_nothing_to_do(fields: dict[str, object]) -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner, **fields)

    assert tick(DUE).notices == 0


@pytest.mark.item("S-138")
def test_each_deliverable_runs_on_its_own_clock() -> None:
    all_of_them = people()
    item = make_item(due=None, owner=all_of_them.owner)
    Deliverable.objects.create(item=item, text="Action plan", due=date(2017, 5, 1))
    Deliverable.objects.create(item=item, text="Report", due=date(2017, 6, 1))

    tick(date(2017, 5, 1))
    tick(date(2017, 5, 2))

    found = Notice.objects.filter(person=all_of_them.owner).order_by("told_on").values_list("title", "words")
    assert list(found) == [
        ("Action plan (Manage risk)", "due today, 1 May 2017"),
        ("Action plan (Manage risk)", "1 day overdue: was due on 1 May 2017"),
    ]


@pytest.mark.parametrize(
    ("received", "coming"),
    [
        (None, date(2024, 1, 31)),
        (date(2024, 1, 25), date(2024, 2, 29)),  # early for January
        (date(2024, 2, 3), date(2024, 2, 29)),  # late for January
        (date(2024, 2, 26), date(2024, 3, 31)),
    ],
)
def test_recurring_duty_falls_due_again_after_its_receipt(received: date | None, coming: date) -> None:
    item = make_item(due=None)
    duty = Deliverable.objects.create(
        item=item, text="Report", due=date(2024, 1, 31), received_on=received, recurs_every_months=1
    )

    (clock,) = clocks_due(date(2024, 1, 31))

    assert (clock.subject, clock.due) == (str(duty.pk), coming)


def test_recurring_duty_counts_from_its_latest_receipt() -> None:
    item = make_item(due=None)
    duty = Deliverable.objects.create(
        item=item,
        text="Report",
        due=date(2024, 1, 31),
        received_on=date(2024, 1, 31),
        recurs_every_months=1,
    )
    for version, day in enumerate((date(2024, 1, 31), date(2024, 2, 28)), start=1):
        DeliverableReceipt.objects.create(
            deliverable=duty,
            version=version,
            sent_by=people().liaison,
            received_on=day,
            text="As asked.",
            sha256="0" * 64,
        )

    (clock,) = clocks_due(date(2024, 3, 1))

    assert clock.due == date(2024, 3, 31)


@pytest.mark.item("S-147")
def test_passing_the_day_of_the_next_review_opens_a_task_for_the_inspectors() -> None:
    all_of_them = people()
    inspection = make_inspection(make_round("peel-2016"))
    item = make_item(due=None, inspection=inspection)
    inspector = make_person(make_inspectorate(), Role.INSPECTOR)
    ProgressReview.objects.create(
        item=item,
        reviewer=inspector,
        level="insufficient",
        reasons="Early.",
        reviewed_on=date(2017, 6, 1),
        next_review_on=date(2018, 1, 1),
    )

    tick(date(2017, 12, 31))
    tick(date(2018, 1, 16))

    lead = inspection.lead_inspector
    assert lead is not None
    assert told(lead) == [(date(2017, 12, 31), "last-day"), (date(2018, 1, 16), "rung-inspectors")]
    assert told(all_of_them.owner) == told(all_of_them.hmi) == []


def test_review_that_was_taken_asks_for_nothing_more() -> None:
    item = make_item(due=None)
    hmi = people().hmi
    for reviewed, coming in ((date(2017, 6, 1), date(2018, 1, 1)), (date(2018, 1, 1), None)):
        ProgressReview.objects.create(
            item=item,
            reviewer=hmi,
            level="good",
            reasons="Seen.",
            reviewed_on=reviewed,
            next_review_on=coming,
        )

    assert tick(date(2018, 1, 16)).clocks == 0


def test_revisit_is_due_by_the_end_of_its_window() -> None:
    hmi = people().hmi
    item = make_item(due=None)
    Revisit.objects.create(
        item=item, planned_by=hmi, opens_on=date(2017, 9, 1), closes_on=date(2017, 9, 29), reason="See it."
    )

    tick(date(2017, 9, 29))

    assert told(hmi) == [(date(2017, 9, 29), "last-day")]


def test_kind_without_reminders_is_named_and_hinders_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from peelian.apps.notifications import sources
    from peelian.rules.running_clocks import RunningClock

    stray = RunningClock("stray", "1", "Stray", DUE, make_force().pk)
    monkeypatch.setattr(sources, "SOURCES", (*sources.SOURCES, lambda today, **given: iter([stray])))
    all_of_them = people()
    make_item(owner=all_of_them.owner)

    result = tick(DUE)

    assert result.unknown_kinds == ("stray",)
    assert result.notices == 2


def test_tick_asks_the_database_equally_often_for_one_item_and_for_three() -> None:
    all_of_them = people()

    def queries() -> int:
        Notice.objects.all().delete()
        Escalation.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            write_notices(DUE + timedelta(days=40))
        return len(captured)

    make_item(owner=all_of_them.owner)
    one = queries()
    for number in range(2):
        make_item(owner=all_of_them.owner, title=f"Item {number}")

    assert queries() == one
    assert Notice.objects.count() == 12
