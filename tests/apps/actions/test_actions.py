"""Actions: their owners, days, states by date, counts, needs and partners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from peelian.apps.actions import services
from peelian.apps.actions.models import Action, ActionDependency, Constraint, Update
from peelian.apps.actions.queries import (
    freshness,
    joint_actions_without_partner,
    left_owners,
    stale_items,
    state_on,
)
from peelian.apps.actions.queries.clocks import clocks_due
from peelian.apps.audit.models import AuditEvent
from peelian.apps.followup import services as followup
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from peelian.rules.periods import day_words
from tests.apps.actions.world import asked, begun, finished, force_of, moved, worker_of
from tests.apps.followup.world import ask_to_close, declare, draft, fresh, issue, start, supersede, verify
from tests.apps.world import make_force, make_local_policing_body, make_person

pytestmark = pytest.mark.django_db


def findings_of(error: InvalidValueError) -> list[str]:
    found: Any = error.details["findings"]
    return [finding["field"] for finding in found]


@pytest.mark.item("S-167")
def test_item_with_an_open_action_is_neither_declared_nor_closed() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    action = begun(item, actor)
    start(item)

    with pytest.raises(RefusalError, match="Open actions on 'Prevention': Train supervisors"):
        followup.declare_complete(
            actor=actor, item=item, statement="Done.", evidence={}, expected_version=fresh(item).version
        )
    finished(action, actor)
    ask_to_close(item)
    followup.confirm_closing(
        actor=make_person(item.inspectorate, Role.HMCIC), item=item, reason="Met.", expected_version=fresh(item).version
    )  # fmt: skip

    assert fresh(item).state == "closed"


def test_inspectorate_asking_for_closing_is_not_told_what_the_force_has_open() -> None:
    item = asked()
    worker = worker_of(force_of(item))
    action = finished(begun(item, worker), worker)
    verify(item)
    Action.objects.filter(pk=action.pk).update(state="in-progress")

    with pytest.raises(RefusalError) as error:
        followup.request_closing(
            actor=make_person(item.inspectorate, Role.HMI), item=item, reason="Met.",
            expected_version=fresh(item).version,
        )  # fmt: skip

    assert (error.value.code, "Train supervisors" in str(error.value)) == ("actions-open", False)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (declare, "was declared complete. No action is begun"),
        (verify, "was declared complete, and that is being verified"),
        (ask_to_close, "was put forward for closing"),
    ],
)
def test_no_action_is_begun_or_taken_up_again_once_the_item_is_declared(
    step: Callable[[Item], Item], said: str
) -> None:
    item = asked()
    actor = worker_of(force_of(item))
    stopped = moved(begun(item, actor), actor, "stopped")
    step(item)

    for attempt in (
        lambda: begun(item, actor, title="One more"),
        lambda: moved(stopped, actor, "in-progress"),
    ):
        with pytest.raises(RefusalError, match=f"'Prevention' {said}"):
            attempt()

    assert [each.state for each in Action.objects.all()] == ["stopped"]


def test_action_needs_title_owner_and_a_day_after_the_item_was_raised() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    gone = worker_of(force_of(item), name="Gone Example")
    gone.is_active = False
    gone.save()

    with pytest.raises(InvalidValueError) as error:
        services.add_action(actor=actor, item=item, title=" ", owner=gone, due=date(2017, 3, 1))
    with pytest.raises(InvalidValueError) as nothing:
        services.add_action(actor=actor, item=item, title="Something")

    assert findings_of(error.value) == ["title", "owner", "due"]
    assert findings_of(nothing.value) == ["owner", "due"]
    assert Action.objects.count() == 0


def test_actions_are_for_the_force_alone() -> None:
    item = asked()
    others = [
        make_person(item.inspectorate, Role.HMI),
        make_person(make_force("durham"), Role.CHIEF_OFFICER),
        make_person(make_local_policing_body(force_of(item)), Role.COMMISSIONER),
        make_person(force_of(item), Role.CRIME_REGISTRAR),
    ]

    for other in others:
        with pytest.raises(NotPermittedError):
            begun(item, other)

    assert Action.objects.count() == 0
    assert AuditEvent.objects.filter(action="actions.add_action", outcome="refused").count() == len(others)


@pytest.mark.item("S-148", "S-179", "S-180")
def test_state_on_a_past_day_can_be_told() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    action = begun(item, actor, title="Review of capability", starts_on=date(2017, 4, 3))
    moved(action, actor, "in-progress", date(2017, 9, 11))
    services.add_evidence(actor=actor, action=action, text="The review.", dated=date(2018, 1, 10))
    moved(action, actor, "done", date(2018, 1, 15))

    days = [date(2017, 3, 31), date(2017, 4, 3), date(2017, 10, 1), date(2018, 1, 15)]
    assert [state_on(action, day) for day in days] == [None, "not-started", "in-progress", "done"]


def test_state_is_not_dated_ahead_or_before_the_one_it_follows() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    action = begun(item, actor, starts_on=date(2017, 4, 3))

    for day in (timezone.localdate() + timedelta(days=1), date(2017, 4, 2)):
        with pytest.raises(InvalidValueError):
            moved(action, actor, "in-progress", day)

    assert action.states.count() == 1


def test_done_needs_evidence_and_what_it_needs_done_first() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    first, second = begun(item, actor, title="Write the course"), begun(item, actor, title="Hold the course")
    services.add_dependency(actor=actor, action=second, needed=first)
    moved(second, actor, "in-progress")
    with pytest.raises(RefusalError, match="needs these done first: Write the course"):
        moved(second, actor, "done")
    moved(first, actor, "in-progress")
    with pytest.raises(RefusalError, match="Nothing shows"):
        moved(first, actor, "done")

    finished(first, actor)
    finished(second, actor)

    assert {each.state for each in Action.objects.all()} == {"done"}


def test_stopping_needs_its_reason_and_done_is_not_reached_in_one_step() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    action = begun(item, actor)

    with pytest.raises(InvalidValueError, match="why the action is stopped"):
        moved(action, actor, "stopped", note=" ")
    with pytest.raises(InvalidValueError, match="in-progress, stopped"):
        moved(action, actor, "done")


def test_needs_make_no_circle() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    a, b, c = (begun(item, actor, title=title) for title in "ABC")
    services.add_dependency(actor=actor, action=a, needed=b)
    services.add_dependency(actor=actor, action=b, needed=c)

    with pytest.raises(RefusalError, match="'C' needs 'A' needs 'B' needs 'C'"):
        services.add_dependency(actor=actor, action=c, needed=a)
    with pytest.raises(RefusalError, match="circle"):
        services.add_dependency(actor=actor, action=a, needed=a)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionDependency.objects.create(action=a, needed=a)
    services.remove_dependency(actor=actor, action=b, needed=c)
    services.add_dependency(actor=actor, action=c, needed=a)

    assert ActionDependency.objects.count() == 2


@pytest.mark.item("S-171")
def test_countable_action_is_capped_at_its_target_until_that_is_set_anew() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    shows = begun(item, actor, title="Awareness road shows", target_count=13, unit="road shows")

    counted = services.count_action(actor=actor, action=shows, done_count=5, expected_version=shows.version)

    assert (counted.percent_done, counted.state) == (38, "in-progress")
    with pytest.raises(RefusalError, match="0 to 13"):
        services.count_action(actor=actor, action=counted, done_count=14, expected_version=counted.version)
    reset = services.change_action(
        actor=actor, action=counted, expected_version=counted.version, target_count=15
    )
    again = services.count_action(actor=actor, action=reset, done_count=14, expected_version=reset.version)
    assert (again.done_count, again.percent_done) == (14, 93)
    with pytest.raises(RefusalError, match="14 of 15"):
        finished(again, actor)


@pytest.mark.item("S-172")
def test_joint_action_without_a_partner_is_listed() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    named = begun(item, actor, title="With agencies", joint=True)
    partner = services.name_partner(actor=actor, action=named, name="Harbour")
    unnamed = begun(item, actor, title="With nobody named", joint=True)
    begun(item, actor, title="Alone")

    with pytest.raises(InvalidValueError, match="who confirmed"):
        services.confirm_partner(actor=actor, partner=partner, confirmed_by="", confirmed_on=date(2017, 5, 1))
    services.confirm_partner(
        actor=actor, partner=partner, confirmed_by="A. Example, manager", confirmed_on=date(2017, 5, 1)
    )

    assert list(joint_actions_without_partner(force_of(item))) == [unnamed]
    partner.refresh_from_db()
    assert partner.confirmed_on == date(2017, 5, 1)


def test_later_due_day_needs_its_reason_and_the_earlier_one_stays() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    action = begun(item, actor)

    def changed(due: date, **content: Any) -> Action:
        current = Action.objects.get(pk=action.pk)
        return services.change_action(
            actor=actor, action=current, expected_version=current.version, due=due, **content
        )

    with pytest.raises(InvalidValueError) as refused:
        changed(date(2018, 6, 30), due_reason=" ")
    changed(date(2018, 6, 30), due_reason="The trainer left.")
    changed(date(2017, 7, 31))

    assert str(refused.value) == (
        "The action was due on 30 June 2017, and the new day is later. Say why it is moved."
    )
    today = day_words(timezone.localdate())
    assert [each.words for each in action.moved_days.all()] == [
        f"Moved from 30 June 2017 to 30 June 2018 on {today}, because: The trainer left.",
        f"Moved from 30 June 2018 to 31 July 2017 on {today}",
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            date(2017, 3, 1),
            "1 March 2017 lies before 2 March 2017, when the item was raised. Give 2 March 2017 or a later day.",
        ),
        (date(9999, 1, 1), "1 January 9999 lies more than 20 years ahead. Correct the year."),
    ],
)
def test_action_and_initiative_are_due_on_a_day_that_can_be_meant(day: date, said: str) -> None:
    item = asked()
    actor = worker_of(force_of(item))

    for attempt in (
        lambda: begun(item, actor, due=day),
        lambda: services.begin_initiative(
            actor=actor,
            force=force_of(item),
            kind="pilot",
            title="Body cameras",
            objectives="Fewer complaints.",
            owner=actor,
            evaluation_due=day,
            item=item,
        ),
    ):
        with pytest.raises(InvalidValueError) as error:
            attempt()
        assert str(error.value) == said


def test_owner_does_not_own_an_item_before_it_was_raised() -> None:
    item = asked()
    actor = worker_of(force_of(item))

    with pytest.raises(RefusalError) as error:
        followup.name_owner(
            actor=actor, item=item, owner=actor, since=date(2000, 1, 1), expected_version=item.version
        )

    assert str(error.value) == (
        "1 January 2000 lies before 2 March 2017, when the item was raised. Give 2 March 2017 or a later day."
    )


def test_programme_runs_on_days_that_can_be_meant() -> None:
    force = make_force()
    actor = worker_of(force)

    with pytest.raises(InvalidValueError) as error:
        services.begin_programme(
            actor=actor, force=force, title="Ethics", purpose="Trust.", benefits="Fewer complaints.", owner=actor,
            starts_on=date(1026, 1, 1), ends_on=date(9999, 12, 31),
        )  # fmt: skip

    assert findings_of(error.value) == ["starts_on", "ends_on"]


def test_two_people_do_not_overwrite_each_other() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    action = begun(item, actor)
    services.change_action(actor=actor, action=action, expected_version=1, title="Train all supervisors")

    with pytest.raises(StaleEditError):
        services.change_action(actor=actor, action=action, expected_version=1, title="Train some")

    assert Action.objects.get().title == "Train all supervisors"


def test_owner_who_left_is_named_with_what_waits() -> None:
    item = asked()
    stays, leaves = worker_of(force_of(item)), worker_of(force_of(item), name="Sam Example")
    followup.name_owner(actor=stays, item=item, owner=leaves, expected_version=item.version)
    begun(item, leaves)
    begun(item, stays, title="Another")
    leaves.memberships.all().delete()

    left = left_owners(force_of(item))

    assert [each.words for each in left] == [
        "Sam Example has left and still owns 1 item, 1 action. Name another owner for each."
    ]


def test_update_is_dated_after_the_item_and_not_ahead() -> None:
    item = asked()
    actor = worker_of(force_of(item))

    for day in (date(2017, 3, 1), timezone.localdate() + timedelta(days=1)):
        with pytest.raises((InvalidValueError, RefusalError)):
            services.write_update(actor=actor, item=item, text="Half done.", on=day)
    with pytest.raises(InvalidValueError, match="says nothing"):
        services.write_update(actor=actor, item=item, text=" ")
    with pytest.raises(InvalidValueError, match="200,000 characters"):
        services.write_update(actor=actor, item=item, text="a" * 200_000)
    services.write_update(actor=actor, item=item, text="Half done.", on=date(2017, 5, 1))
    services.write_update(actor=actor, item=item, text="Earlier.", on=date(2017, 4, 1))

    assert fresh(item).last_update_on == date(2017, 5, 1)
    assert [each.text for each in Update.objects.filter(item=item)] == ["Half done.", "Earlier."]


@pytest.mark.item("S-188")
def test_constraint_outside_the_force_says_why_what_it_costs_and_what_mending_brings() -> None:
    item = asked()
    actor = worker_of(force_of(item))

    with pytest.raises(InvalidValueError) as error:
        services.raise_constraint(
            actor=actor, item=item, title="No candidates for a senior post", outside_control=True
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Constraint.objects.create(
            item=item, title="No", outside_control=True, raised_on=date(2017, 5, 1), recorded_by=actor
        )
    made = services.raise_constraint(
        actor=actor, item=item, title="No candidates for a senior post", outside_control=True,
        reason="The pool of candidates is national.", cost="Two posts vacant.", benefit="A team that stays.",
        raised_on=date(2022, 5, 1),
    )  # fmt: skip
    with pytest.raises(RefusalError, match="between 1 May 2022"):
        services.end_constraint(actor=actor, constraint=made, ended_on=date(2022, 4, 1))
    ended = services.end_constraint(actor=actor, constraint=made, ended_on=date(2022, 9, 1))

    assert findings_of(error.value) == ["reason", "cost", "benefit"]
    assert (ended.ended_on, Constraint.objects.count()) == (date(2022, 9, 1), 1)


def test_news_of_items_reach_force_overseer_and_inspectorate_alone() -> None:
    item = asked()
    force = force_of(item)
    actor = worker_of(force)
    services.write_update(actor=actor, item=item, text="Half done.")
    readers = [
        actor,
        make_person(make_local_policing_body(force), Role.COMMISSIONER),
        make_person(item.inspectorate, Role.ANALYST),
    ]
    strangers = [
        make_person(make_force("durham"), Role.CHIEF_OFFICER),
        make_person(make_local_policing_body(make_force("durham")), Role.COMMISSIONER),
        make_person(),
    ]

    assert [Update.objects.visible_to(each).count() for each in readers] == [1, 1, 1]
    assert [Update.objects.visible_to(each).count() for each in strangers] == [0, 0, 0]


def superseded_with_an_open_action() -> tuple[Action, Any]:
    item = asked()
    actor = worker_of(force_of(item))
    action = begun(item, actor)
    newer = draft(item.inspection, title="Newer")
    issue(item.inspection)
    supersede(item, newer)
    return Action.objects.select_related("item", "programme", "force").get(pk=action.pk), actor


def test_action_of_a_superseded_item_stays_on_record_and_is_worked_on_no_more() -> None:
    action, actor = superseded_with_an_open_action()

    for attempt in (
        lambda: moved(action, actor, "in-progress"),
        lambda: services.add_evidence(actor=actor, action=action, text="Lists.", dated=timezone.localdate()),
    ):
        with pytest.raises(
            RefusalError, match="'Prevention' was superseded, so 'Train supervisors' is worked"
        ):
            attempt()

    assert action.state_words == "Not needed any more: its item was superseded"
    assert Action.objects.get().state == "not-started"


def test_action_of_a_superseded_item_runs_no_clock_and_keeps_nobody_from_leaving() -> None:
    action, actor = superseded_with_an_open_action()
    actor.memberships.all().delete()

    kinds = {clock.kind for clock in clocks_due(date(2030, 1, 1), organisations=[action.force_id])}

    assert (kinds - {"item-update"}, left_owners(action.force)) == (set(), [])


def test_the_same_action_update_or_constraint_is_recorded_once() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    repeats = (
        lambda: begun(item, actor),
        lambda: services.write_update(actor=actor, item=item, text="Half done."),
        lambda: services.raise_constraint(actor=actor, item=item, title="Two posts vacant"),
    )
    for give in repeats:
        give()

    for again in repeats:
        with pytest.raises(RefusalError) as error:
            again()
        assert error.value.code == "on-record-already"

    assert (Action.objects.count(), Update.objects.count(), Constraint.objects.count()) == (1, 1, 1)


def test_what_only_the_press_tells_of_is_neither_stale_nor_late() -> None:
    told, matched = asked("Told"), asked("Matched")
    Item.objects.filter(pk=told.pk).update(matched=False)
    today = date(2020, 1, 1)

    stale = stale_items(Item.objects.all(), today)
    late = [clock.title for clock in clocks_due(today) if clock.kind == "item-update"]

    assert ([each.title for each in stale], late) == ([matched.title], [matched.title])
    assert freshness(fresh(told), None, today).words == "No update due"
