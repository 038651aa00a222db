"""The clocks of every part of the product reach those who owe the thing, and nobody who must not know of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from peelian.apps.followup.models import Item
from peelian.apps.notifications.models import Notice
from peelian.apps.notifications.sources import running_clocks
from peelian.apps.organisations.models import Role
from peelian.apps.reports.models import AccuracyCheck
from peelian.apps.responses import services as responses
from peelian.apps.responses.models import Response
from peelian.apps.returns.models import Collection, CollectionReply
from tests.apps.notifications.world import DUE, make_item, people, tick, told
from tests.apps.responses.world import body_of_cleveland, officer, open_response
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person
from tests.rendering.sample import sample_report

pytestmark = pytest.mark.django_db
LAST_DAY = date(2017, 4, 26)
"""The 56th day beginning with 2 March 2017."""


def kinds(today: date, **given: Any) -> list[tuple[str, date, bool]]:
    return [(each.kind, each.due, each.private) for each in running_clocks(today, **given)]


def test_statutory_clock_reminds_the_body_and_nobody_else() -> None:
    all_of_them = people()
    open_response()

    for days in (-28, -7, -2, 0, 1):
        tick(LAST_DAY + timedelta(days=days))

    assert kinds(LAST_DAY) == [("response", LAST_DAY, True)]
    assert [step for _, step in told(all_of_them.commissioner)] == [
        "four-weeks-before",
        "week-before",
        "two-days-before",
        "last-day",
        "rung-responding-body",
    ]
    assert Notice.objects.exclude(organisation=body_of_cleveland()).count() == 0


def test_invited_comments_remind_the_chief_officer_until_they_are_given() -> None:
    chief = people().chief
    with time_machine.travel(datetime(2017, 4, 3, 9, tzinfo=UTC), tick=False):
        response = open_response()
        by = date(2017, 4, 19)
        responses.invite_comments(
            actor=officer(), response=response, by=by, expected_version=response.version
        )
    tick(by)
    Response.objects.update(force_responded_on=by)

    assert told(chief) == [(by, "last-day")]
    assert [kind for kind, *_ in kinds(by)] == ["response"]


def test_response_that_is_published_or_has_no_fixed_day_has_no_clock() -> None:
    open_response(title="PEEL: Effectiveness 2015", published_on=date(2016, 2, 18))

    assert kinds(LAST_DAY) == []


def test_reply_to_a_collection_is_owed_by_the_force_until_it_is_given() -> None:
    force, inspectorate = make_force(), make_inspectorate()
    collection = Collection.objects.create(
        inspectorate=inspectorate,
        slug="asked",
        title="Asked",
        state="open",
        period="year",
        requested_on=date(2017, 1, 1),
        opened_on=date(2017, 1, 1),
        closes_on=DUE,
    )
    reply = CollectionReply.objects.create(collection=collection, force=force)

    waiting = kinds(DUE)
    CollectionReply.objects.filter(pk=reply.pk).update(state="answered", answered_on=DUE)

    assert (waiting, kinds(DUE)) == ([("data-return", DUE, True)], [])


def test_accuracy_check_reminds_the_force_and_its_inspectors() -> None:
    all_of_them = people()
    inspection = make_inspection(state="accuracy-check")
    lead = inspection.lead_inspector
    assert lead is not None
    check = AccuracyCheck.objects.create(
        inspection=inspection,
        value=sample_report().model_dump(mode="json"),
        content_hash="0" * 64,
        shared_at=datetime(2017, 6, 1, tzinfo=UTC),
        shared_by=lead,
        closes_on=DUE,
    )

    tick(DUE)
    AccuracyCheck.objects.filter(pk=check.pk).update(closed_at=datetime(2017, 6, 9, tzinfo=UTC))

    assert told(all_of_them.liaison) == told(lead) == [(DUE, "last-day")]
    assert told(all_of_them.commissioner) == told(all_of_them.chief) == []
    assert kinds(DUE) == []


def test_clocks_can_be_asked_for_one_organisation_and_up_to_a_day() -> None:
    make_item(due=DUE)
    make_item(due=DUE + timedelta(days=1), force=make_force("durham"))
    open_response()

    own = [make_force().pk]

    assert kinds(DUE, organisations=own) == [("item", DUE, False)]
    assert kinds(DUE, until=DUE) == [("item", DUE, False), ("response", LAST_DAY, True)]
    assert kinds(DUE, organisations=[body_of_cleveland().pk]) == [("response", LAST_DAY, True)]


def test_item_to_all_forces_runs_in_the_items_of_the_forces_alone() -> None:
    national = make_item(addressee="all-forces", force=None)
    make_item(national=national)

    assert [each.subject for each in running_clocks(DUE)] == [
        str(item.pk) for item in Item.objects.filter(national=national)
    ]


def test_notices_of_one_who_left_are_hidden_from_them() -> None:
    owner = people().owner
    make_item(owner=owner)
    tick(DUE)
    before = Notice.objects.visible_to(owner).count()
    owner.memberships.all().delete()
    make_person(make_force("durham"), Role.STRATEGIC_OWNER)
    left = type(owner).objects.get(pk=owner.pk)

    assert (before, Notice.objects.visible_to(left).count()) == (1, 0)
