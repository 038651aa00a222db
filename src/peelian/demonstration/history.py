"""Cleveland before and after the published report: items that sources tell of, and its stages of monitoring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from peelian.apps.followup.models import Item
from peelian.apps.followup.services import import_items, link_items
from peelian.apps.followup.services.deliverable_import import import_deliverables
from peelian.apps.monitoring.services import decide_stage
from peelian.apps.organisations.models import Organisation
from peelian.demonstration.cleveland.script import lead
from peelian.demonstration.material import read_yaml
from peelian.demonstration.people import inspectorate, person
from peelian.demonstration.steps import LOADER

CHIEF_INSPECTOR = "hmcic@inspectorate.example"
FILE = "cleveland-history.yaml"
RESPONSE_2016 = "Commissioner's response to the effectiveness inspection of 2016"
YEAR_ALONE = 4


def load_items() -> Iterator[object]:
    """Import what was asked of the force in other reports, and tie each item to the one before it."""
    told = [*_items_of_inspections(), *_items_of_the_press()]
    result = import_items(actor=LOADER, inspectorate=inspectorate(), rows=[row for row, _ in told], file=FILE)
    items = {entry["id"]: item for item, (_, entry) in zip(result.items, told, strict=True)}
    yield from result.items
    for _, entry in told:
        if "deliverables" in entry:
            yield _import_deliverables(items[entry["id"]], entry["deliverables"])
        for link in entry.get("lineage", []):
            yield link_items(
                actor=lead(), later=items[entry["id"]], earlier=items[link["earlier"]], kind=link["link"]
            )


def load_stages() -> Iterator[object]:
    """Put the decisions on the monitoring stage on record, the press account of 2019 first."""
    monitoring = read_yaml("cleveland-history")["monitoring"]
    force = Organisation.objects.get(slug=read_yaml("cleveland-history")["force"])
    for told in monitoring["decisions"]:
        yield decide_stage(
            actor=person(CHIEF_INSPECTOR),
            inspectorate=inspectorate(),
            force=force,
            stage_set=monitoring["stage_set"],
            stage=told["stage"],
            effect=told["effect"],
            effective_on=_first_day(told["effective"]),
            effective_precision=told["effective_precision"],
            decided_by=told["decided_by"],
            reasons=told["reasons"],
            factors=told["factors"],
            source_rank=told["source_rank"],
            source=told["source"],
            note=told["note"],
        )


def _items_of_inspections() -> Iterator[tuple[dict[str, str], dict[str, Any]]]:
    """The items of earlier inspections, each as a row of the table and as the content tells it."""
    for inspection in read_yaml("cleveland-history")["inspections"]:
        for item in inspection.get("items", []):
            context = {
                "framework": inspection["framework"],
                "source": RESPONSE_2016,
                "source_rank": Item.SourceRank.SECONDARY.value,
                "raised_on": str(inspection["published"]),
            }
            yield _row(item, context), item


def _items_of_the_press() -> Iterator[tuple[dict[str, str], dict[str, Any]]]:
    """What the press names of the latest report, which the report's own text does not show."""
    told = read_yaml("cleveland-history")["press_recommendations_2021_22"]
    for item in told["items"]:
        context = {
            "framework": "peel-2021-22",
            "source": told["source"],
            "source_rank": told["source_rank"],
            "raised_on": str(told["source_date"]),
            "matched": "no",
        }
        yield _row(item, context), item


def _row(item: dict[str, Any], context: dict[str, str]) -> dict[str, str]:
    """One row of the table of items: what the item says of itself stands before its context."""
    as_told = ("kind", "target", "title", "text", "strength", "exception_note", "source", "source_rank")
    row = {**context, "force": "cleveland", **{name: item[name] for name in as_told if item.get(name)}}
    if "matched" in item:
        row["matched"] = "yes" if item["matched"] else "no"
    if item.get("immediate"):
        row["immediate"] = "yes"
    return {name: value.strip() for name, value in row.items()} | {"note": _note(item)}


def _note(item: dict[str, Any]) -> str:
    """What became of the item, as far as it is told; a second area where one is named."""
    parts = [item.get(name, "") for name in ("follow_up", "progress", "recommendations_note", "later")]
    others = ", ".join(item.get("also_targets", []))
    if others:
        parts.append(f"Concerns also: {others.replace('-', ' ')}.")
    return " ".join(part.strip() for part in parts if part)


def _import_deliverables(item: Item, told: list[dict[str, Any]]) -> object:
    return import_deliverables(
        actor=LOADER,
        item=item,
        deliverables=[{"text": each["text"], "due": each["due"], "parts": each["parts"]} for each in told],
    )


def _first_day(written: str | date) -> date:
    """A year alone stands for its first day; the precision beside it says so."""
    if isinstance(written, date):
        return written
    return date(int(written), 1, 1) if len(written) == YEAR_ALONE else date.fromisoformat(written)
