"""`peelian import directory`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.apps.directory.models import DirectoryEntry
from peelian.apps.organisations.models import Role
from tests.apps.directory.world import liaison_of
from tests.apps.world import make_person
from tests.cli.conftest import Give

pytestmark = pytest.mark.django_db
ROWS = "name,kind,group_type,area,note\nTees Council,partner-statutory,local-authority,Tees,\n"


def test_good_rows_come_in_and_faults_are_told_with_status_1(give: Give, tmp_path: Path) -> None:
    liaison, _ = liaison_of()
    path = tmp_path / "partners.csv"
    path.write_text(f"{ROWS}Nobody,rival,,,\n", encoding="utf-8")

    answer = give("import", "directory", path, "--force", "cleveland", "--by", liaison.email, "--json")
    path.write_text(ROWS, encoding="utf-8")
    again = give("import", "directory", path, "--force", "cleveland", "--by", liaison.email)

    told = json.loads(answer.stdout)
    assert (answer.exit_code, told["added"], [each["row"] for each in told["findings"]]) == (1, 1, ["3"])
    assert "Row 3, kind: 'rival' is no kind of organisation." in answer.stderr
    assert (again.exit_code, DirectoryEntry.objects.count()) == (0, 1)
    assert "partners.csv: 1 row. 0 came in, 1 was here already, 0 have faults." in again.stderr + again.stdout


def test_force_and_person_have_to_be_right(give: Give, tmp_path: Path) -> None:
    _, force = liaison_of()
    path = tmp_path / "partners.csv"
    path.write_text(ROWS, encoding="utf-8")
    registrar = make_person(force, Role.CRIME_REGISTRAR)

    unknown = give("import", "directory", path, "--force", "nowhere", "--by", registrar.email)
    refused = give("import", "directory", path, "--force", "cleveland", "--by", registrar.email)

    assert (unknown.exit_code, refused.exit_code) == (1, 1)
    assert "There is no force 'nowhere'" in unknown.stderr
    assert "You cannot bring in a directory" in refused.stderr
    assert DirectoryEntry.objects.count() == 0
