"""Items asked on a published comparison that was replaced since."""

from __future__ import annotations

import pytest
from django.urls import reverse

from peelian.apps.followup.models import Item
from peelian.apps.followup.services import confirm_asking, propose_asking
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.measures.services import exclude_force, open_correction, publish_release
from peelian.apps.organisations.models import Organisation, Role
from tests.apps.measures.made import analyst, make_publication, publisher
from tests.apps.world import make_person
from tests.interfaces.workspace.reading import main, signed_in

pytestmark = pytest.mark.django_db


def asked(run: MeasurePublication) -> Item:
    proposal = propose_asking(
        actor=analyst(),
        run=run,
        label="well above average",
        kind="recommendation",
        title="Why so many?",
        text="Say why there are so many.",
    )
    return confirm_asking(
        actor=make_person(run.release.inspectorate, Role.HMI), proposal=proposal, reason="It stands out."
    )


def leave_out(run: MeasurePublication, force: Organisation, reason: str) -> None:
    """A newer version of a publication, in which a force is left out."""
    release = run.release
    release.refresh_from_db()
    opened = open_correction(
        actor=publisher(), release=release, expected_version=release.version, reason="Counted twice"
    )
    exclude_force(
        actor=analyst(), release=opened, expected_version=opened.version, force=force, reason=reason
    )
    release.refresh_from_db()
    publish_release(actor=publisher(), release=release, expected_version=release.version)


def test_items_say_that_the_comparison_they_were_asked_on_was_replaced() -> None:
    run = make_publication()
    umbrella = asked(run)
    item = umbrella.force_items.order_by("-force__name")[0]
    assert item.force is not None
    client = signed_in(make_person(run.release.inspectorate, Role.HMI))
    places = [
        reverse("workspace:national_item", args=[umbrella.pk]),
        reverse("workspace:followed_item", args=[item.pk]),
    ]
    before = [main(client.get(place)) for place in places]

    leave_out(run, item.force, "Other posts")

    grid, own = (main(client.get(place)) for place in places)
    said = f"Version 2 leaves {item.force.name} out: Other posts."
    assert [text for text in before if "was replaced" in text] == []
    assert f"{item.force.name}: {said}" in grid
    assert "The comparison that this was asked on was replaced." in own
    assert said in own
