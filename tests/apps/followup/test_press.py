"""Recommendations told by the press, unmatched until the report is at hand."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.followup import services
from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import ItemFilter, items_filtered
from peelian.apps.followup.services.item_import import ItemImport
from peelian.apps.organisations.models import Role
from peelian.rules.errors import NotPermittedError, RefusalError
from tests.apps.world import LOADER, framework_version, make_force, make_inspectorate, make_person

pytestmark = pytest.mark.django_db
CREDIT = "Video report by A. Reporter, broadcast 17/03/23."
PROMOTION = "Want a quick and expert briefing? Listen to our latest podcasts..."
ACCOUNT = f"""The force is no longer the worst
An inspection found that the force had moved on.
{CREDIT}
Among the recommendations made by the inspector are:
Deal with concerns on prevention that were raised in 2019, with clearer direction.
Assess the risk of every investigation into indecent images of children, and assess it again.
Share safeguarding information better.

{CREDIT}
Talk better with the public.
Use bail well, and manage it well.
The chief constable said: “I am pleased.”
{PROMOTION}
"""


def imported(account: str = ACCOUNT) -> ItemImport:
    framework_version("peel-2021-22")
    return services.import_press_account(
        actor=LOADER,
        inspectorate=make_inspectorate(),
        force=make_force(),
        framework="peel-2021-22",
        account=account,
        source="News broadcast of 17 March 2023",
        published_on=date(2023, 3, 17),
    )


@pytest.mark.item("S-223")
def test_all_five_recommendations_are_kept_unmatched_and_flagged() -> None:
    result = imported()

    assert result.added == 5
    told = items_filtered(make_person(), ItemFilter(origin="press"))
    assert {(each.matched, each.source_rank, each.kind, each.state) for each in told} == {
        (False, "press", "recommendation", "open")
    }
    assert sorted(each.title for each in told) == [
        "Assess the risk of every investigation into indecent images of children",
        "Deal with concerns on prevention that were raised in 2019",
        "Share safeguarding information better",
        "Talk better with the public",
        "Use bail well",
    ]


@pytest.mark.item("S-225")
def test_credits_and_promotion_stand_in_no_record() -> None:
    imported()

    kept = [str(values) for values in Item.objects.values()] + [
        f"{event.summary} {event.details}" for event in AuditEvent.objects.all()
    ]
    assert [text for text in kept if CREDIT in text or "podcast" in text] == []


def test_same_account_is_kept_once() -> None:
    imported()

    assert imported().added == 0


def test_account_without_a_list_is_refused_with_what_to_do() -> None:
    with pytest.raises(RefusalError, match="lists no recommendations"):
        imported("Nothing was asked.")


def test_press_is_brought_in_by_publishing_roles() -> None:
    with pytest.raises(NotPermittedError):
        services.import_press_account(
            actor=make_person(make_inspectorate(), Role.INSPECTOR),
            inspectorate=make_inspectorate(),
            force=make_force(),
            framework="peel-2021-22",
            account=ACCOUNT,
            source="News",
            published_on=date(2023, 3, 17),
        )


@pytest.mark.item("S-185")
def test_items_of_other_bodies_are_labelled_and_found_by_their_origin() -> None:
    framework_version("peel-2021-22")
    base = {"kind": "recommendation", "force": "cleveland", "text": "Look.", "source": "Its own report"}
    rows = [
        base | {"title": "Wellbeing", "origin": "invited-review", "origin_body": "College of Policing"},
        base | {"title": "Custody", "origin": "coroner", "origin_body": "Area coroner"},
        base | {"title": "Fire", "origin": "other-inspectorate", "origin_body": "Another inspectorate"},
        base | {"title": "Own"},
    ]
    make_force()
    services.import_items(actor=LOADER, inspectorate=make_inspectorate(), rows=rows)

    found = {
        origin: [each.title for each in items_filtered(make_person(), ItemFilter(origin=origin))]
        for origin in ("invited-review", "coroner", "other-inspectorate", "inspectorate")
    }
    assert found == {
        "invited-review": ["Wellbeing"],
        "coroner": ["Custody"],
        "other-inspectorate": ["Fire"],
        "inspectorate": ["Own"],
    }
