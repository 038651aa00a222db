"""The tour shows with whom Cleveland Police works."""

from __future__ import annotations

import pytest

from peelian.apps.directory.models import DirectoryEntry
from peelian.apps.directory.queries import entries_by_group_type, forums_of, relations_of, reports_to
from peelian.apps.organisations.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_regional_and_national_bodies_stand_beside_invented_partners_that_say_so() -> None:
    real = DirectoryEntry.objects.exclude(name__startswith="Invented for the tour").order_by("name")

    assert [(each.name, each.kind) for each in real] == [
        ("GAIN coordinator", "regional-body"),
        ("NERSOU", "regional-body"),
        ("National Crime Agency", "national-body"),
        ("Regional organised crime unit", "regional-body"),
    ]
    cleveland = Organisation.objects.get(slug="cleveland")
    assert sum(each.count for each in entries_by_group_type(cleveland)) == 14


def test_the_agency_receives_reports_and_sits_in_the_forum() -> None:
    agency = DirectoryEntry.objects.get(name="National Crime Agency")

    assert [each.kind for each in reports_to(agency)] == ["organised-crime"]
    assert [each.member_count for each in forums_of(agency.force)] == [5]


def test_durham_reads_its_relations_with_cleveland() -> None:
    durham = Organisation.objects.get(slug="durham")

    assert [(each.other.slug, each.kind) for each in relations_of(durham)] == [
        ("cleveland", "collaboration"),
        ("cleveland", "regional-sharing"),
    ]
