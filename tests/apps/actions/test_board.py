"""The board list, its meetings, and updates that go stale."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peelian.apps.actions import services
from peelian.apps.actions.queries import board_items, board_rows, clocks_due, forum_gaps, stale_items
from peelian.apps.followup import services as followup
from peelian.apps.followup.models import Item
from peelian.rules.errors import InvalidValueError, RefusalError
from tests.apps.actions.world import asked, begun, finished, force_of, moved, worker_of
from tests.apps.followup.world import close, draft, fresh, inspector_of, issue
from tests.apps.judgements.world import inspection_of
from tests.apps.world import make_force

pytestmark = pytest.mark.django_db
TOLD = date(2017, 4, 1)
LAST = TOLD + timedelta(days=90)


@pytest.mark.item("S-165")
def test_every_improvement_area_of_a_published_report_is_on_the_board_list() -> None:
    inspection, force = inspection_of(), make_force()
    for number in range(9):
        draft(inspection, title=f"Area {number}")
    before = list(board_items(force))
    issue(inspection)
    asked_items = list(board_items(force))
    close(Item.objects.get(pk=asked_items[0].pk))

    assert before == []
    assert sorted(each.title for each in asked_items) == [f"Area {number}" for number in range(9)]
    assert board_items(force).count() == 8


@pytest.mark.item("S-168")
def test_update_is_due_on_its_last_day_and_stale_the_day_after() -> None:
    item = asked()
    force = force_of(item)
    services.write_update(actor=worker_of(force), item=item, text="Half done.", on=TOLD)

    def row(day: date) -> tuple[bool, str]:
        found = board_rows(force, board_items(force), day)[0].freshness
        return found.stale, found.words

    assert row(LAST) == (False, "Last update 1 April 2017; next by 30 June 2017")
    assert row(LAST + timedelta(days=1)) == (True, "Last update 1 April 2017: stale, 1 day late")
    assert list(stale_items(Item.objects.all(), LAST)) == []
    assert list(stale_items(Item.objects.all(), LAST + timedelta(days=1))) == [item]


def test_interval_agreed_for_an_item_takes_the_place_of_the_usual_one() -> None:
    item, other = asked(), asked("Another")
    actor = worker_of(force_of(item))
    with pytest.raises(InvalidValueError):
        services.set_update_interval(actor=actor, item=item, days=0, reason="")

    with pytest.raises(InvalidValueError, match="a longer one is set by an inspector of the item"):
        services.set_update_interval(actor=actor, item=item, days=366, reason="It is slow.")
    longer = services.set_update_interval(actor=inspector_of(item), item=item, days=366, reason="It is slow.")
    assert longer.days == 366
    services.set_update_interval(actor=actor, item=item, days=30, reason="It is urgent.")
    day = date(2017, 3, 2) + timedelta(days=31)

    assert list(stale_items(Item.objects.all(), day)) == [item]
    assert set(stale_items(Item.objects.all(), date(2017, 7, 1))) == {item, other}


def test_row_says_who_owns_what_is_late_and_what_holds_it_up() -> None:
    item = asked(due=date(2022, 5, 1))
    force = force_of(item)
    actor, leaves = worker_of(force), worker_of(force, name="Sam Example")
    followup.name_owner(actor=actor, item=item, owner=leaves, expected_version=item.version)
    finished(begun(item, actor), actor)
    begun(item, actor, title="Late", due=date(2022, 4, 30))
    moved(begun(item, actor, title="Given up", due=date(2022, 3, 1)), actor, "stopped")
    services.raise_constraint(actor=actor, item=item, title="Two posts vacant")
    leaves.memberships.all().delete()

    row = board_rows(force, board_items(force), date(2022, 5, 2))[0]

    assert (row.actions, row.actions_done, row.actions_late) == (2, 1, 1)
    assert (row.owner_words, row.due_words, row.overdue) == ("Sam Example (has left)", "By 1 May 2022", True)
    assert row.held_up == ("Two posts vacant",)


def test_board_takes_as_many_queries_for_three_items_as_for_one() -> None:
    item = asked()
    force, counts = force_of(item), []
    for title in ("", "Second", "Third"):
        if title:
            begun(asked(title), worker_of(force))
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            board_rows(force, board_items(force), TOLD)
        counts.append(len(asked_for))

    assert len(set(counts)) == 1


@pytest.mark.item("S-192")
def test_forum_shows_the_gap_between_meetings_and_the_kind_of_member_that_was_away() -> None:
    item = asked()
    force = force_of(item)
    actor = worker_of(force)
    kinds = ["Chief officer", "Analyst"]
    forum = services.found_forum(
        actor=actor, force=force, title="Performance group", every_days=31, member_kinds=kinds,
        measures={"Calls answered in time": 30},
    )  # fmt: skip
    for day, there in ((date(2022, 1, 10), kinds), (date(2022, 2, 7), kinds[:1]), (date(2022, 4, 4), kinds)):
        meeting = services.plan_meeting(actor=actor, forum=forum, on=day)
        services.hold_meeting(
            actor=actor, meeting=meeting, attended=there, minutes="Measures were read.", expected_version=1
        )

    assert [gap.words for gap in forum_gaps(forum, date(2022, 4, 20))] == [
        "No meeting for 56 days after 7 February 2022; 31 are allowed.",
        "On 7 February 2022 without: Analyst.",
    ]
    assert [(each.measure, each.every_days) for each in forum.measures.all()] == [
        ("Calls answered in time", 30)
    ]


def test_decision_belongs_to_a_meeting_that_was_held() -> None:
    item = asked()
    force = force_of(item)
    actor = worker_of(force)
    board = services.found_forum(
        actor=actor, force=force, title="Management Board", every_days=31, member_kinds=["Chief officer"],
        is_board=True,
    )  # fmt: skip
    meeting = services.plan_meeting(actor=actor, forum=board, on=date(2022, 1, 10))

    with pytest.raises(RefusalError, match="not recorded as held"):
        services.decide_on_item(actor=actor, meeting=meeting, item=item, text="Sam leads it.")
    with pytest.raises(InvalidValueError, match="kind of member"):
        services.hold_meeting(
            actor=actor, meeting=meeting, attended=["Mayor"], minutes="Read.", expected_version=1
        )
    with pytest.raises(InvalidValueError, match="its Management Board already"):
        services.found_forum(
            actor=actor,
            force=force,
            title="Board",
            every_days=31,
            member_kinds=["Chief officer"],
            is_board=True,
        )
    held = services.hold_meeting(
        actor=actor, meeting=meeting, attended=["Chief officer"], minutes="Read.", expected_version=1
    )
    decision = services.decide_on_item(actor=actor, meeting=held, item=item, text="Sam leads it.")

    assert list(item.board_decisions.all()) == [decision]


def test_clocks_run_for_updates_and_open_actions() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    action = begun(item, actor)
    finished(begun(item, actor, title="Done"), actor)
    services.write_update(actor=actor, item=item, text="Half done.", on=TOLD)

    found = {clock.kind: (clock.due, clock.private) for clock in clocks_due(TOLD)}

    assert found == {"item-update": (LAST, False), "action": (action.due, True)}
    assert [clock.kind for clock in clocks_due(TOLD, until=LAST)] == ["item-update", "action"]
    assert list(clocks_due(TOLD, organisations=[])) == []
    assert fresh(item).last_update_on == TOLD
