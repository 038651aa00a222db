"""`peelian import press`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.apps.followup.models import Item
from tests.apps.followup.test_press import ACCOUNT
from tests.apps.world import framework_version, make_force, make_inspectorate
from tests.cli.conftest import Give

pytestmark = pytest.mark.django_db


def test_press_account_comes_in_once_and_its_force_has_to_be_known(give: Give, tmp_path: Path) -> None:
    framework_version("peel-2021-22")
    make_inspectorate()
    make_force()
    path = tmp_path / "news.txt"
    path.write_text(ACCOUNT, encoding="utf-8")
    told = ("--framework", "peel-2021-22", "--published", "2023-03-17", "--source", "News")

    first = give("import", "press", path, "--force", "cleveland", *told, "--json")
    again = give("import", "press", path, "--force", "cleveland", *told)
    unknown = give("import", "press", path, "--force", "nowhere", *told)

    assert (first.exit_code, json.loads(first.stdout)["added"]) == (0, 5)
    assert "0 added, 5 known already." in again.stderr + again.stdout
    assert (unknown.exit_code, Item.objects.count()) == (1, 5)
