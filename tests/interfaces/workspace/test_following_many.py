"""Items asked of many forces, as pages of the inspectorate."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Role
from tests.apps.followup.world import draft, issue
from tests.apps.judgements.world import inspection_of
from tests.apps.measures.made import make_publication
from tests.apps.world import make_force, make_inspectorate, make_person
from tests.interfaces.workspace.filling import filled, send
from tests.interfaces.workspace.reading import day, main, rows, signed_in, summary

pytestmark = pytest.mark.django_db


def national() -> Item:
    """An item to all forces, which are two here."""
    make_force("durham")
    inspection = inspection_of()
    draft(
        inspection, kind="recommendation", title="Plans", addressee="all-forces", due=date(2022, 6, 1),
        exception_note="National.",
    )  # fmt: skip
    issue(inspection)
    return Item.objects.get(addressee="all-forces")


def test_grid_has_a_row_for_each_force_and_letters_go_to_all_at_once() -> None:
    item = national()
    page = reverse("workspace:national_item", args=[item.pk])
    client = signed_in(make_person(item.inspectorate, Role.HMI))
    letters = reverse("workspace:national_letters", args=[item.pk])

    too_soon = client.post(letters, follow=True)
    for each in item.force_items.all():
        send(
            client,
            reverse("workspace:item_review", args=[each.pk]),
            level="good",
            reasons="The plan was read.",
        )
    sent = client.post(letters, follow=True)

    assert "Cleveland Police has no result yet. Review its progress first." in main(too_soon)
    assert "Each force was sent its own result." in main(sent)
    assert [row[0] for row in rows(client.get(page), "grid")] == ["Cleveland Police", "Durham Constabulary"]
    assert "Progress over the country is consistent." in main(client.get(page))
    assert rows(client.get(reverse("workspace:national_items")), "national")[0][0] == "Plans"


def test_forces_that_stood_out_are_asked_on_a_page() -> None:
    run = make_publication()
    client = signed_in(make_person(make_inspectorate(), Role.PUBLICATIONS))
    page = reverse("workspace:outliers_ask")
    values = {
        "run": str(run.pk),
        "label": "well above average",
        "kind": "area-for-improvement",
        "title": "Outcome",
    }

    def asked(**typed: str) -> Any:
        shown = send(client, page, **values, text="Say why.", **typed)
        assert "Read this before you ask" in main(shown)
        assert not Item.objects.filter(addressee="several-forces", text="Say why.").exists()
        return client.post(page, filled(shown))

    refused = asked(**day("due", "2017-05-01"))
    shown = send(client, page, **values, text="Say why.", closure_criteria="It is known why.")
    changed = client.post(page, filled(shown, title="Outcomes"))
    done = client.post(page, filled(changed))
    again = client.post(page, filled(changed), follow=True)

    assert "This form was sent before. It was taken once" in main(again)
    assert "Read this before you ask" in main(changed)
    assert "Deadline: The deadline lies before" in summary(refused)[0]
    item = Item.objects.get(addressee="several-forces")
    assert done["Location"] == reverse("workspace:national_item", args=[item.pk])
    expected = {each.slug for each in run.comparison.forces if each.label == "well above average"}
    assert {each.force.slug for each in item.force_items.all() if each.force} == expected
    named = [each.force.name in main(shown) for each in item.force_items.all() if each.force]
    assert (set(named), "It is known why." in main(shown)) == ({True}, True)
    assert {each.closure_criteria.count() for each in item.force_items.all()} == {1}


def test_those_who_may_not_issue_find_no_page() -> None:
    make_publication()
    inspector = signed_in(make_person(make_inspectorate(), Role.INSPECTOR))
    force = signed_in(make_person(make_force(), Role.CHIEF_OFFICER))

    assert inspector.get(reverse("workspace:outliers_ask")).status_code == 404
    assert force.get(reverse("workspace:national_items")).status_code == 404
