"""The course of an item: issued with the report, ended with a reason, taken up by later ones."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from peelian.apps.followup import policies, services
from peelian.apps.followup.models import Item, ItemLink
from peelian.apps.followup.queries import carried_concerns, item_story, open_items, suggestions_by_strength
from peelian.apps.followup.queries.clocks import clocks_due
from peelian.apps.organisations.models import ROLES_BY_KIND, Role
from peelian.rules.errors import GateBlockedError, NotPermittedError, RefusalError, StaleEditError
from tests.apps.followup.world import (
    chief_of,
    close,
    confirm_end,
    draft,
    draft_concern,
    fresh,
    inspector_of,
    issue,
    open_item,
    publisher_of,
    set_aside,
    strategic_owner_of,
    supersede,
)
from tests.apps.judgements.world import finding_in, inspection_of, lead_of
from tests.apps.world import make_all_forces, make_force, make_inspectorate, make_person

pytestmark = pytest.mark.django_db


def test_publication_opens_the_items_on_its_day() -> None:
    item = open_item(inspection_of())

    assert (item.state, item.raised_on, item.listed_on) == ("open", date(2017, 3, 2), date(2017, 3, 2))


def test_force_is_told_once_of_all_that_was_published_on_a_day_until_every_item_has_an_owner() -> None:
    inspection = inspection_of()
    items = [draft(inspection, title=title) for title in ("A", "B", "C")]
    issue(inspection)

    def told(today: date) -> list[tuple[str, date]]:
        return [(each.title, each.due) for each in clocks_due(today) if each.kind == "new-items"]

    first, late = told(date(2017, 3, 2)), told(date(2017, 5, 2))
    for item in items:
        owner = strategic_owner_of(item)
        services.name_owner(actor=owner, item=item, owner=owner, expected_version=fresh(item).version)

    assert first == [("3 new items of 2 March 2017: name an owner for each", date(2017, 3, 16))]
    assert late == []
    assert told(date(2017, 3, 2)) == []


def test_one_new_item_is_told_of_in_the_singular() -> None:
    open_item(inspection_of())

    told = [each.title for each in clocks_due(date(2017, 3, 2)) if each.kind == "new-items"]

    assert told == ["1 new item of 2 March 2017: name its owner"]


@pytest.mark.item("S-132")
def test_cause_of_concern_without_recommendation_is_not_issued() -> None:
    inspection = inspection_of()
    draft(inspection, "cause-of-concern", title="Prevention is failing")

    with pytest.raises(GateBlockedError, match="has no recommendation"):
        issue(inspection)

    assert Item.objects.get().state == "draft"


@pytest.mark.item("S-144")
def test_six_months_from_december_2016_end_in_june_2017() -> None:
    inspection = inspection_of("peel-2016")
    item = draft(inspection, due_months_after_publication=6, due_precision="month")

    issue(inspection, date(2016, 12, 8))

    item.refresh_from_db()
    assert (item.due, item.due_precision) == (date(2017, 6, 8), "month")


@pytest.mark.item("S-034")
def test_item_to_all_forces_gives_each_of_43_forces_its_own_with_the_same_deadline() -> None:
    make_all_forces()
    make_force("btp", in_scope=False)
    inspection = inspection_of("peel-2016")
    national = draft(
        inspection,
        "recommendation",
        addressee="all-forces",
        due_months_after_publication=6,
        deliverables=[{"text": "Plan"}],
    )

    issue(inspection, date(2016, 12, 8))

    national.refresh_from_db()
    items = list(national.force_items.all())
    assert (len(items), {item.due for item in items}) == (43, {date(2017, 6, 8)})
    assert {item.state for item in items} == {"open"}
    assert [item.deliverables.count() for item in items] == [1] * 43
    assert list(inspection.items.all()) == [national]


@pytest.mark.item("S-140")
def test_what_starts_at_once_stands_at_the_top() -> None:
    inspection = inspection_of(window_start=date(2017, 1, 1))
    draft(inspection, title="Dated", due=date(2017, 5, 1))
    draft(inspection, title="Undated")
    draft(inspection, title="At once", immediate=True)
    issue(inspection)

    assert [item.title for item in open_items(make_force())] == ["At once", "Dated", "Undated"]


def test_inspector_does_not_issue() -> None:
    inspection = inspection_of()

    with pytest.raises(NotPermittedError):
        services.issue_items(actor=lead_of(inspection), inspection=inspection, published_on=date(2017, 3, 2))


def test_closed_item_keeps_its_reason_and_never_reopens() -> None:
    item = open_item(inspection_of())
    chief = chief_of(item.inspection)

    closed = close(item)

    assert (closed.state, closed.state_reason) == ("closed", "Plans were seen on site.")
    assert closed.ended_on == timezone.localdate()
    with pytest.raises(RefusalError, match="Only an open item"):
        services.request_setting_aside(
            actor=chief, item=closed, reason="Changed.", expected_version=closed.version
        )


def test_asking_that_an_item_ends_needs_a_reason_a_role_and_the_present_version() -> None:
    item = open_item(inspection_of())
    chief = chief_of(item.inspection)

    with pytest.raises(RefusalError, match="needs a reason"):
        services.request_setting_aside(actor=chief, item=item, reason=" ", expected_version=2)
    with pytest.raises(NotPermittedError):
        services.request_setting_aside(
            actor=publisher_of(item.inspection), item=item, reason="Done.", expected_version=2
        )
    with pytest.raises(StaleEditError):
        services.request_setting_aside(actor=chief, item=item, reason="Done.", expected_version=1)

    item.refresh_from_db()
    assert item.state == "open"


def test_no_ending_is_made_by_one_person_alone() -> None:
    inspection = inspection_of()
    chief = chief_of(inspection)
    item, newer = draft(inspection, title="Older"), draft(inspection, title="Newer")
    issue(inspection)
    aside = services.request_setting_aside(actor=chief, item=item, reason="Over.", expected_version=2)

    with pytest.raises(NotPermittedError, match="another person"):
        services.confirm_closing(actor=chief, item=item, reason="Over.", expected_version=3)
    with pytest.raises(RefusalError, match="has asked already"):
        services.request_superseding(
            actor=inspector_of(item), item=item, by=newer, reason="x", expected_version=3
        )
    assert (fresh(item).state, fresh(item).stage, aside.ends_as) == (
        "open",
        "not-started",
        "no-longer-relevant",
    )


def test_refused_ending_leaves_the_item_where_it_stood() -> None:
    item = open_item(inspection_of())
    services.request_setting_aside(actor=inspector_of(item), item=item, reason="Over.", expected_version=2)

    services.refuse_closing(
        actor=chief_of(item.inspection), item=item, reason="It goes on.", expected_version=3
    )

    stood = fresh(item)
    assert (stood.state, stood.stage, stood.state_reason) == ("open", "not-started", "")


def test_superseded_item_names_the_one_in_its_place() -> None:
    inspection = inspection_of()
    older, newer = draft(inspection, title="Older"), draft(inspection, title="Newer")
    issue(inspection)

    ended = supersede(older, newer)

    link = ItemLink.objects.get()
    assert (ended.state, ended.superseded_by) == ("superseded", newer)
    assert (ended.ended_on, newer.ended_on) == (timezone.localdate(), None)
    assert (link.later, link.earlier, link.kind) == (newer, older, "supersedes")


def test_only_an_open_item_of_the_same_force_takes_the_place_of_another() -> None:
    inspection = inspection_of()
    item, ended, newer = (draft(inspection, title=name) for name in ("item", "ended", "newer"))
    issue(inspection)
    waiting = draft(inspection)
    elsewhere = Item.objects.create(
        inspectorate=inspection.inspectorate, force=make_force("kent"), kind="recommendation",
        addressee="force", title="Of Kent", text="Of Kent.", state="open",
    )  # fmt: skip
    set_aside(ended)
    for other in (item, waiting, fresh(ended), elsewhere):
        with pytest.raises(RefusalError):
            services.request_superseding(
                actor=chief_of(inspection), item=fresh(item), by=other, reason="Newer.", expected_version=2
            )
    supersede(item, newer)

    with pytest.raises(RefusalError, match="Only an open item"):
        supersede(newer, fresh(item))


def test_two_items_do_not_take_the_place_of_each_other() -> None:
    inspection = inspection_of()
    first, second = draft(inspection, title="A"), draft(inspection, title="B")
    issue(inspection)
    actor = inspector_of(first)
    services.request_superseding(actor=actor, item=first, by=fresh(second), reason="x", expected_version=2)

    with pytest.raises(RefusalError, match="It is asked already that 'A' is superseded by 'B'"):
        services.request_superseding(
            actor=actor, item=second, by=fresh(first), reason="x", expected_version=2
        )
    confirm_end(first)

    assert [fresh(first).state, fresh(second).state] == ["superseded", "open"]


@pytest.mark.item("S-157")
def test_story_of_the_4ps_shows_three_rounds() -> None:
    items = [issued_4ps(cycle, day) for cycle, day in ROUNDS.items()]
    actor = lead_of(items[0].inspection)
    services.link_items(actor=actor, later=items[1], earlier=items[0], kind="reframes")
    services.link_items(actor=actor, later=items[2], earlier=items[1], kind="continues")

    story = item_story(AnonymousUser(), items[1])

    assert [entry.item.inspection.framework.cycle for entry in story] == ["2016", "2018/19", "2021/22"]
    assert [[link.kind for link in entry.takes_up] for entry in story] == [[], ["reframes"], ["continues"]]


ROUNDS = {
    "peel-2016": date(2017, 3, 2),
    "peel-2018-19": date(2019, 9, 27),
    "peel-2021-22": date(2023, 3, 17),
}


def issued_4ps(framework: str, published_on: date) -> Any:
    inspection = inspection_of(framework)
    targets = [
        area.identifier for area in inspection.framework.areas if "serious-organised" in area.identifier
    ]
    item = draft(inspection, target=targets[0], title="Work across the 4Ps")
    issue(inspection, published_on)
    item.refresh_from_db()
    return item


def test_story_never_leads_back_to_where_it_began() -> None:
    inspection = inspection_of()
    first, second = draft(inspection, title="First"), draft(inspection, title="Second")
    actor = lead_of(inspection)
    services.link_items(actor=actor, later=second, earlier=first, kind="repeats")

    with pytest.raises(RefusalError, match="lead back"):
        services.link_items(actor=actor, later=first, earlier=second, kind="repeats")


def test_story_hides_drafts_from_the_public() -> None:
    inspection = inspection_of()
    item = open_item(inspection)
    waiting = draft(inspection, title="Secret")
    services.link_items(actor=lead_of(inspection), later=waiting, earlier=item, kind="continues")

    assert [entry.item for entry in item_story(AnonymousUser(), item)] == [item]
    assert [entry.item for entry in item_story(lead_of(inspection), item)] == [item, waiting]


@pytest.mark.item("S-158")
def test_open_concern_of_2019_is_carried_into_the_next_round_with_its_origin() -> None:
    earlier = inspection_of("peel-2018-19")
    concern = draft_concern(earlier)
    issue(earlier, date(2019, 9, 27))
    later = inspection_of("peel-2021-22")

    carried = carried_concerns(make_force(), later.round.starts_on)

    assert [(each.item, each.origin) for each in carried] == [(concern, "2019")]


def test_closed_concern_is_not_carried() -> None:
    earlier = inspection_of("peel-2018-19")
    concern = draft_concern(earlier)
    issue(earlier, date(2019, 9, 27))
    for item in (*concern.recommendations.all(), concern):
        close(item, "Met.")

    assert carried_concerns(make_force(), date(2021, 10, 1)) == []


@pytest.mark.item("S-067")
def test_asks_are_ordered_by_strength_and_only_items_must_be_tracked() -> None:
    inspection = inspection_of()
    improvement = draft(inspection)
    finding_in(inspection, suggestions=[{"strength": "might", "text": "Ask others."}])
    finding_in(inspection, suggestions=[{"strength": "needs to", "text": "Train people."}])

    groups = [g for g in suggestions_by_strength(lead_of(inspection), inspection) if g.items or g.suggestions]

    assert [(g.strength.identifier, g.strength.tracking_duty) for g in groups] == [
        ("area-for-improvement", True),
        ("needs-to", False),
        ("might", False),
    ]
    assert groups[0].items == (improvement,)
    assert [ask.text for group in groups for ask in group.suggestions] == ["Train people.", "Ask others."]


def test_policies_asked_both_ways_give_one_answer() -> None:
    inspection = inspection_of()
    open_item(inspection)
    draft(inspection)
    assert inspection.force is not None
    people: list[Any] = [AnonymousUser(), make_person(make_inspectorate("other"), Role.HMCIC)]
    for organisation in (inspection.inspectorate, inspection.force):
        people += [make_person(organisation, role) for role in ROLES_BY_KIND[organisation.kind]]

    for person in people:
        for can, able in (
            (policies.can_edit_item, policies.items_editable_by),
            (policies.can_close_item, policies.items_closable_by),
            (policies.can_ask_to_end_item, policies.items_endable_by),
        ):
            asked = {item.pk for item in Item.objects.all() if can(person, item)}
            assert {item.pk for item in able(person)} == asked
