"""`peelian export items` writes what `peelian import items` reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.apps.followup.models import Item
from peelian.apps.inspections.models import Inspection
from tests.apps.followup.world import open_item
from tests.apps.judgements.world import inspection_of
from tests.cli.conftest import Give

pytestmark = pytest.mark.django_db


def test_items_go_out_with_what_closes_them_and_come_in_again(give: Give, tmp_path: Path) -> None:
    open_item(
        inspection_of(),
        closure_criteria=["A plan stands.", "It is used."],
        theme="domestic-abuse",
        due_months_after_publication=6,
    )
    path = tmp_path / "items.csv"

    out = give("export", "items", "--out", path)
    Inspection.objects.update(state="published")
    again = give("import", "items", path)

    assert (out.exit_code, again.exit_code) == (0, 0), again.stderr
    told = Item.objects.exclude(source="").get()
    assert [each.text for each in told.closure_criteria.all()] == ["A plan stands.", "It is used."]
    assert (told.theme, told.due, told.origin) == (
        "domestic-abuse",
        Item.objects.get(source="").due,
        "inspectorate",
    )
