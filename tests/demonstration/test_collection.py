"""The collection of the demonstration: every state that a board shows, and nothing of it taken for a real number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from peelian.apps.returns.models import Collection, Return
from peelian.apps.returns.queries import burden, collection_status
from peelian.demonstration.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_collection_is_open_with_every_state_on_its_board():
    collection = Collection.objects.get(slug="vacancies-2026")

    status = collection_status(person("analyst@inspectorate.example"), collection)

    assert status.words() == "2 of 43 replied (1 unable to supply), 41 not yet"
    assert (collection.is_demonstration, burden(collection).told) == (True, Decimal("5.5"))


def test_one_return_is_signed_and_one_is_being_mended():
    versions = Return.objects.order_by("reply__force__slug").values_list("reply__force__slug", "fault_count")

    assert list(versions) == [("cleveland", 0), ("durham", 2)]
    assert Return.objects.signed().get().reply.force.slug == "cleveland"
