"""The service to victims as a public page: stage by stage in plain words, and without any grade."""

from __future__ import annotations

import pytest
from django.test import Client

from peelian.apps.frameworks.queries import regime
from tests.apps.reports.made_up import published
from tests.interfaces.public.made import read, words

pytestmark = pytest.mark.django_db


@pytest.mark.item("S-226")
def test_service_to_victims_has_its_page_by_stage_and_no_grade(client: Client) -> None:
    report = published()
    (area,) = [
        each for each in regime().frameworks["peel-2021-22"].areas if each.identifier == "service-to-victims"
    ]

    page = read(client, f"/reports/{report.reference}/service-to-victims/")

    part = page.xpath("//main")[0]
    assert [stage.title for stage in area.stages if stage.title in words(part)] == [
        stage.title for stage in area.stages
    ]
    assert [words(each) for each in part.xpath(".//*[contains(@class, 'peelian-grade')]")] == ["Not graded"]
    assert part.xpath(".//*[contains(@class, 'peelian-grade__step')]") == []
