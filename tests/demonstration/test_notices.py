"""Where the notices of the demonstration lead their readers."""

from __future__ import annotations

import pytest

from peelian.apps.accounts.models import User
from peelian.apps.notifications.models import Escalation, Notice
from peelian.interfaces.workspace.noticing.places import Places
from tests.interfaces.workspace.reading import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def addresses_told(user: User) -> dict[str, str]:
    """The page behind each notice and each late thing of a person, with its kind; those that have none left out."""
    told = list(Notice.objects.visible_to(user).values_list("kind", "about").distinct())
    late = list(Escalation.objects.visible_to(user).values_list("kind", "about").distinct())
    places = Places(user, [*told, *late])
    return {places.of(kind, about): kind for kind, about in (*told, *late)}


def test_everything_that_anybody_is_told_of_leads_to_a_page_that_the_reader_may_open() -> None:
    asked, wrong = set(), []
    for user in User.objects.filter(is_active=True).order_by("email"):
        client = signed_in(user)
        for address, kind in sorted(addresses_told(user).items()):
            asked.add(kind)
            answer = client.get(address, follow=True) if address else None
            if answer is None or answer.status_code != 200:
                wrong.append((user.email, kind, address))

    assert wrong == []
    assert {"item", "item-update", "deliverable"} - asked == set()
