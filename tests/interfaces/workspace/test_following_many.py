"""Items asked of many forces, as pages of the inspectorate."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from peelian.apps.followup.models import AskingProposal, Item
from peelian.apps.followup.services import propose_asking
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


def test_forces_that_stood_out_are_proposed_on_a_page_and_asked_by_another_person() -> None:
    run = make_publication()
    client = signed_in(make_person(make_inspectorate(), Role.ANALYST))
    second = signed_in(make_person(make_inspectorate(), Role.PUBLICATIONS))
    page = reverse("workspace:outliers_ask")
    listed = reverse("workspace:national_items")
    values = {
        "run": str(run.pk),
        "label": "well above average",
        "kind": "area-for-improvement",
        "title": "Outcome",
        "text": "Say why.",
    }

    refused = send(client, page, **values, **day("due", "2017-05-01"))
    shown = send(client, page, **values, closure_criteria="It is known why.")
    changed = client.post(page, filled(shown, title="Outcomes"))
    proposed = client.post(page, filled(changed))
    again = client.post(page, filled(changed), follow=True)
    proposal = AskingProposal.objects.get()
    address = reverse("workspace:asking", args=[proposal.pk])
    own = main(client.get(address))
    waits = main(second.get(reverse("workspace:home")))
    asked_before = Item.objects.filter(addressee="several-forces").exists()
    done = send(second, address, decision="ask")

    assert "Deadline: The deadline lies before" in summary(refused)[0]
    assert "Read this before you propose it" not in main(refused)
    assert "This form was sent before. It was taken once" in main(again)
    assert "Read this before you propose it" in main(changed)
    assert proposed["Location"] == address
    assert "You proposed this, so another person decides" in own
    assert "Forces that a colleague proposes to ask 1" in " ".join(waits.split())
    assert (asked_before, done.status_code) == (False, 302)
    item = Item.objects.get(addressee="several-forces")
    assert second.get(address)["Location"] == reverse("workspace:national_item", args=[item.pk])
    expected = {each.slug for each in run.comparison.forces if each.label == "well above average"}
    assert {each.force.slug for each in item.force_items.all() if each.force} == expected
    named = [each.force.name in main(shown) for each in item.force_items.all() if each.force]
    assert (set(named), "It is known why." in main(shown)) == ({True}, True)
    assert rows(client.get(listed), "national")[0][0] == "Outcomes"


def test_proposal_is_listed_and_sent_back_with_a_reason() -> None:
    run = make_publication()
    analyst = make_person(make_inspectorate(), Role.ANALYST)
    second = signed_in(make_person(make_inspectorate(), Role.HMI))
    proposal = propose_asking(
        actor=analyst,
        run=run,
        label="well above average",
        kind="recommendation",
        title="Why",
        text="Say why.",
    )
    address = reverse("workspace:asking", args=[proposal.pk])

    listed = rows(second.get(reverse("workspace:national_items")), "proposed")
    blank = send(second, address, decision="back")
    send(second, address, decision="back", reason="It is asked in the reports.")

    assert [row[0] for row in listed] == ["Why"]
    assert "needs a reason" in summary(blank)[0]
    assert "It is asked in the reports." in main(signed_in(analyst).get(address))
    assert not Item.objects.filter(addressee="several-forces").exists()


def test_published_measure_leads_to_asking_with_its_comparison_chosen() -> None:
    run = make_publication()
    analyst = signed_in(make_person(make_inspectorate(), Role.ANALYST))
    inspector = signed_in(make_person(make_inspectorate(), Role.INSPECTOR))
    release = reverse("workspace:release", args=[run.release_id])
    asking = f"{reverse('workspace:outliers_ask')}?run={run.pk}"

    assert asking in analyst.get(release).content.decode()
    assert asking not in inspector.get(release).content.decode()
    assert filled(analyst.get(asking))["run"] == [str(run.pk)]


def test_those_who_may_not_propose_find_no_page() -> None:
    make_publication()
    inspector = signed_in(make_person(make_inspectorate(), Role.INSPECTOR))
    force = signed_in(make_person(make_force(), Role.CHIEF_OFFICER))

    assert inspector.get(reverse("workspace:outliers_ask")).status_code == 404
    assert force.get(reverse("workspace:national_items")).status_code == 404
