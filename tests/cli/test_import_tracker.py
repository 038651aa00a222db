"""`peelian import tracker`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.apps.actions.models import Action
from peelian.apps.organisations.models import Role
from tests.apps.actions.trackers import good, workbook
from tests.apps.actions.world import asked, force_of, worker_of
from tests.apps.world import make_person
from tests.cli.conftest import Give

pytestmark = pytest.mark.django_db


def test_good_rows_come_in_and_faults_are_told_with_status_1(give: Give, tmp_path: Path) -> None:
    force = force_of(asked())
    worker = worker_of(force, name="Robin Example")
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(workbook([good(1), good(2, due="soon")]))

    answer = give("import", "tracker", path, "--force", "cleveland", "--by", worker.email, "--json")
    path.write_bytes(workbook([good(1)]))
    again = give("import", "tracker", path, "--force", "cleveland", "--by", worker.email)

    told = json.loads(answer.stdout)
    assert (answer.exit_code, told["taken"], [each["row"] for each in told["findings"]]) == (1, 1, [3])
    assert "Row 3, Target date: 'soon' is no day." in answer.stderr
    assert (again.exit_code, Action.objects.count()) == (0, 1)
    assert "as they stand already: 1" in again.stderr + again.stdout


def test_force_and_person_have_to_be_right(give: Give, tmp_path: Path) -> None:
    force = force_of(asked())
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(workbook([good(1)]))
    registrar = make_person(force, Role.CRIME_REGISTRAR)

    unknown = give("import", "tracker", path, "--force", "nowhere", "--by", registrar.email)
    refused = give("import", "tracker", path, "--force", "cleveland", "--by", registrar.email)

    assert (unknown.exit_code, refused.exit_code) == (1, 1)
    assert "There is no force 'nowhere'" in unknown.stderr
    assert "You cannot bring in a tracker" in refused.stderr
    assert Action.objects.count() == 0
