"""`peelian import response`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.apps.responses.models import Response
from tests.apps.responses.world import body_of_cleveland
from tests.apps.world import make_inspectorate
from tests.cli.conftest import Give
from tests.documents.test_response_form import SEEDS, seed

pytestmark = pytest.mark.django_db


def test_form_is_taken_over_once_and_its_force_has_to_be_known(give: Give, tmp_path: Path) -> None:
    make_inspectorate()
    body_of_cleveland()
    path = tmp_path / "form.txt"
    path.write_text(seed(SEEDS[0]), encoding="utf-8")
    told = ("--source", "Website", "--framework", "peel-2016", "--target", "effectiveness")

    first = give("import", "response", path, "--force", "cleveland", *told, "--json")
    again = give("import", "response", path, "--force", "cleveland", *told)
    unknown = give("import", "response", path, "--force", "nowhere", *told)

    assert (first.exit_code, json.loads(first.stdout)["due"]) == (0, "2017-04-26")
    assert (again.exit_code, unknown.exit_code, Response.objects.count()) == (1, 1, 1)
    assert "has a response to 'PEEL: Effectiveness 2016' already" in again.stderr + again.stdout


def test_file_that_is_no_text_in_utf_8_is_told(give: Give, tmp_path: Path) -> None:
    body_of_cleveland()
    path = tmp_path / "form.txt"
    path.write_bytes(b"Title of inspection\n\xff\xfe")

    answer = give("import", "response", path, "--force", "cleveland", "--source", "Website")

    assert answer.exit_code == 1
    assert "is not in UTF-8 (byte 20)" in answer.stderr + answer.stdout
