"""Items that a source refers to and does not contain: kept as placeholders until their text is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from peelian.apps.audit.actors import SystemActor
from peelian.apps.followup.models import Item
from peelian.apps.followup.services import import_items
from peelian.interfaces.cli.main import main
from peelian.interfaces.public.item_words import source_notes
from peelian.rules.errors import InvalidValueError
from tests.apps.world import make_force, make_inspectorate

pytestmark = pytest.mark.django_db
LRO_MODEL = {
    "kind": "area-for-improvement",
    "force": "cleveland",
    "title": "Model of local responsible officers",
    "text": "",
    "matched": "no",
    "source": "Serious and organised crime section of the report on Cleveland Police",
    "note": "Concerns with the present model are said to stand under tackling serious and organised crime; no such "
    "area for improvement is there.",
}
UNDERSTOOD = {
    **LRO_MODEL,
    "title": "Effect of activity against organised crime",
    "text": "The force should understand the effect of its activity against organised crime.",
    "matched": "yes",
}
OPERATOR = SystemActor("operator")


def bring_in(*rows: dict[str, str]) -> Any:
    return import_items(actor=OPERATOR, inspectorate=make_inspectorate(), rows=rows)


@pytest.mark.item("S-390")
def test_item_that_is_referred_to_and_not_contained_is_kept_as_one_placeholder(tmp_path: Path) -> None:
    make_inspectorate()
    make_force("cleveland")
    table = tmp_path / "items.csv"
    columns = list(LRO_MODEL)
    lines = [",".join(f'"{row[name]}"' for name in columns) for row in (LRO_MODEL, UNDERSTOOD)]
    table.write_text("\n".join([",".join(columns), *lines]) + "\n", encoding="utf-8")

    answer = CliRunner().invoke(main, ["import", "items", str(table), "--json"], catch_exceptions=False)

    told = json.loads(answer.stdout)
    assert (told["added"], len(told["placeholders"])) == (2, 1)
    assert told["placeholders"] == [
        {"title": LRO_MODEL["title"], "flag": "text missing", "note": LRO_MODEL["note"]}
    ]
    kept = Item.objects.get(title=LRO_MODEL["title"])
    assert (kept.text_missing, kept.matched) == (True, False)
    assert source_notes(kept) == ("Text missing: its source refers to it and does not contain it",)


def test_placeholder_becomes_the_item_once_its_text_is_brought_in() -> None:
    make_force("cleveland")
    bring_in(LRO_MODEL)

    found = bring_in({**LRO_MODEL, "text": "The force should make time for the role.", "matched": "yes"})

    kept = Item.objects.get()
    assert (found.added, found.completed, found.placeholders) == (0, 1, ())
    assert (kept.text, kept.matched, kept.version) == ("The force should make time for the role.", True, 2)
    assert kept.note == LRO_MODEL["note"]
    assert [row.version for row in kept.history.order_by("history_id")][-1:] == [2]


def test_placeholder_that_is_known_is_passed_over_and_takes_no_text_away() -> None:
    make_force("cleveland")
    bring_in({**LRO_MODEL, "text": "The force should make time for the role."})

    again = bring_in(LRO_MODEL)

    assert (again.added, again.completed) == (0, 0)
    assert Item.objects.get().text == "The force should make time for the role."


@pytest.mark.parametrize(
    ("change", "field"),
    [({"matched": "yes"}, "text"), ({"note": ""}, "note")],
)
def test_missing_text_is_said_to_be_missing_with_where_it_is_referred_to(
    change: dict[str, str], field: str
) -> None:
    make_force("cleveland")

    with pytest.raises(InvalidValueError) as refused:
        bring_in({**LRO_MODEL, **change})

    listed: Any = refused.value.details["findings"]
    assert [each["field"] for each in listed] == [field]
