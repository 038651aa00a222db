"""One item over the public API: what closes it, its story, later findings, and the forces that were asked."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from peelian.apps.followup import services
from peelian.apps.followup.models import Item
from peelian.apps.inspections.models import Inspection
from tests.apps.followup.world import declare, draft, issue
from tests.apps.judgements.world import finding_in, inspection_of, lead_of
from tests.apps.world import make_force

pytestmark = pytest.mark.django_db


def test_item_tells_its_criteria_its_later_findings_and_its_forces_and_no_work(client: Client) -> None:
    make_force("durham")
    older = inspection_of("peel-2018-19")
    draft(older, title="Old", closure_criteria=["A plan is used."])
    draft(older, kind="recommendation", title="All", addressee="all-forces", exception_note="National.")
    issue(older, date(2019, 9, 27))
    item, national = Item.objects.filter(national__isnull=True).order_by("position")
    later = inspection_of()
    finding = finding_in(later, headline="The plan is used", progress="improved")
    Inspection.objects.filter(pk=later.pk).update(state="published")
    finding.refresh_from_db()
    services.link_later_finding(actor=lead_of(later), item=item, finding=finding)
    before = client.get(f"/api/v1/items/{item.pk}").json()
    declare(item)

    told = client.get(f"/api/v1/items/{item.pk}").json()
    asked = client.get(f"/api/v1/items/{national.pk}").json()

    assert told == before
    assert told["closure_criteria"] == ["A plan is used."]
    assert [(look["cycle"], look["headline"], look["progress"]) for look in told["later_findings"]] == [
        ("2021/22", "The plan is used", "improved")
    ]
    assert [(each["force"]["slug"], each["state"]) for each in asked["forces"]] == [
        ("cleveland", "open"),
        ("durham", "open"),
    ]
