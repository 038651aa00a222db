"""The tour shows the work of Cleveland Police: its plans, actions, board and public statements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, ChiefStatement, PlanReceipt, PracticeNote, Programme
from peelian.apps.actions.queries import (
    board_items,
    board_pack,
    board_rows,
    forum_gaps,
    incomplete_exits,
    items_without_theme,
    joint_actions_without_partner,
    overdue_milestones,
    reviews_without_result,
    state_on,
    unevaluated_initiatives,
)
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation
from peelian.rendering.board_pack import board_pack_pdf

pytestmark = pytest.mark.usefixtures("demonstration")


@pytest.fixture
def cleveland(db: None) -> Organisation:
    return Organisation.objects.get(slug="cleveland")


@pytest.mark.item("S-163")
def test_statements_of_both_chief_constables_stand_under_their_rounds(cleveland: Organisation) -> None:
    kept = ChiefStatement.objects.filter(force=cleveland).order_by("stated_on")

    assert [(each.about, each.name, each.office, each.stated_on.year) for each in kept] == [
        ("Effectiveness 2016", "Iain Spittal", "Chief constable", 2017),
        ("PEEL 2021/22", "Mark Webster", "Chief constable", 2023),
    ]
    assert [each.inspection.reference if each.inspection else "" for each in kept] == [
        "",
        "cleveland-2021-22",
    ]
    assert kept[1].still_missing != ""


@pytest.mark.item("S-165")
def test_nine_areas_of_effectiveness_2016_came_to_the_board_by_themselves(cleveland: Organisation) -> None:
    raised = Item.objects.filter(force=cleveland, raised_on=date(2017, 3, 2), kind="area-for-improvement")
    open_ones = raised.filter(state=Item.State.OPEN)

    assert raised.count() == 9
    assert set(open_ones) - set(board_items(cleveland)) == set()


@pytest.mark.item("S-179", "S-180", "S-181")
def test_states_in_october_2017_and_the_result_of_the_plan_are_told(cleveland: Organisation) -> None:
    actions = {each.title: each for each in Action.objects.filter(force=cleveland)}
    names = (
        "Review of the capability to counter corruption",
        "Closer watch over computer systems",
        "Intelligence from organisations that support vulnerable people",
    )

    states = [state_on(actions[name], date(2017, 10, 1)) for name in names]

    assert states == ["in-progress", "in-progress", "not-started"]
    assert PlanReceipt.objects.get(version__plan__force=cleveland).result == "comprehensive"


def test_board_shows_fresh_and_stale_news_and_a_board_pack(cleveland: Organisation, tmp_path: Path) -> None:
    today = timezone.localdate()
    rows = {row.item.title: row for row in board_rows(cleveland, board_items(cleveland), today)}

    missing = rows["Missing and absent children"]
    assert (missing.freshness.stale, missing.actions, missing.actions_done, missing.actions_late) == (
        False,
        3,
        1,
        1,
    )
    assert rows["Prevention of crime and anti-social behaviour"].held_up == ("Recruiting a senior team",)
    assert sum(row.freshness.stale for row in rows.values()) > 5
    assert board_pack_pdf(board_pack(cleveland, today)).startswith(b"%PDF-")


def test_lists_of_gaps_have_something_to_show(cleveland: Organisation) -> None:
    today = timezone.localdate()
    plan = cleveland.action_plans.get(title="Plan to 2020")

    assert [each.title for each in overdue_milestones(cleveland, today)] == [
        "Review of the operating model and of support functions"
    ]
    assert [each.title for each in joint_actions_without_partner(cleveland)] == [
        "Intelligence from organisations that support vulnerable people"
    ]
    assert [each.item.title for each in items_without_theme(plan)] == [
        "Plans across the 4Ps and their effect"
    ]
    assert len(unevaluated_initiatives(cleveland)) == 2
    assert len(reviews_without_result(cleveland)) == len(incomplete_exits(cleveland)) == 1
    assert [gap.words.split("without: ")[1] for gap in forum_gaps(cleveland.forums.get(), today)] == [
        "Finance."
    ]


def test_commissioner_and_durham_see_what_is_theirs(cleveland: Organisation) -> None:
    commissioner = User.objects.get(email="commissioner@cleveland-pcc.example")
    durham = User.objects.get(email="liaison@durham.example")

    assert [each.title for each in Programme.objects.visible_to(commissioner)] == [
        "Joint programme of change"
    ]
    assert PracticeNote.objects.visible_to(durham).count() == 1
    assert Action.objects.visible_to(durham).count() == 0
