"""The same form sent twice makes one thing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.followup.models import Item
from peelian.apps.judgements.models import Finding
from peelian.apps.reports.models import ObservationPoint
from tests.apps.judgements.world import lead_of
from tests.apps.world import make_inspection
from tests.interfaces.workspace.filling import filled
from tests.interfaces.workspace.reading import day, signed_in

pytestmark = pytest.mark.django_db
FORMS = [
    ("finding_add", "?target=preventing-crime", {"headline": "Calls wait"}, Finding),
    ("observation_add", "", {"heading": "Risk", "text": "It is understood."}, ObservationPoint),
    (
        "item_add",
        "?kind=area-for-improvement&target=preventing-crime",
        {"title": "Calls", "text": "Answer."},
        Item,
    ),
]


@pytest.mark.parametrize(("name", "query", "typed", "model"), FORMS)
def test_the_same_form_sent_twice_makes_one_thing(
    name: str, query: str, typed: dict[str, str], model: type
) -> None:
    inspection = make_inspection()
    client = signed_in(lead_of(inspection))
    address = reverse(f"workspace:{name}", args=[inspection.pk]) + query
    form = filled(client.get(address), **typed)

    first, second = client.post(address, form), client.post(address, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second.headers["Location"] == first.headers["Location"]
    assert model.objects.count() == 1


def test_evidence_sent_twice_is_recorded_once_and_a_new_form_records_another_alone() -> None:
    inspection = make_inspection()
    client = signed_in(lead_of(inspection))
    address = f"/workspace/evidence/add/?kind=interview&inspection={inspection.pk}&force="
    typed = {
        "title": "Talk", "summary": "Calls wait.", "interviewee_role": "response sergeant",
        "provenance": "staff-told-us", "marking": "official", "use_limit": "none", **day("gathered_on", "2022-03-27"),
    }  # fmt: skip
    form = filled(client.get(address), **typed)

    first, second = client.post(address, form), client.post(address, form)
    same = client.post(address, filled(client.get(address), **typed))
    other = client.post(address, filled(client.get(address), **{**typed, "title": "Another talk"}))

    assert second.headers["Location"] == first.headers["Location"]
    assert (same.status_code, "is on record already. Nothing was added." in same.content.decode()) == (
        422,
        True,
    )
    assert other.headers["Location"] != first.headers["Location"]
    assert EvidenceItem.objects.count() == 2


def test_a_refused_form_is_read_again_when_it_is_sent_again() -> None:
    inspection = make_inspection()
    client = signed_in(lead_of(inspection))
    address = reverse("workspace:observation_add", args=[inspection.pk])
    form = filled(client.get(address), heading="", text="It is understood.")

    answers = [client.post(address, form).status_code for _ in range(2)]

    assert answers == [422, 422]
