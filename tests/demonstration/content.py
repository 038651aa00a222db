"""The demonstration content as plain values, read once for the tests beside it."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from peelian.rules.figures import Figure, figure_from_json

FOLDER = Path(str(files("peelian.demonstration"))) / "content"
PLACE = ("finding", "area", "part", "shown", "part_of", "recorded", "recorded_base")


@cache
def read(name: str) -> Any:
    """Return one YAML file of the content."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one CSV file of the content."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def report() -> dict[str, Any]:
    return dict(read("cleveland-2021-22"))


def figure_entries() -> dict[str, dict[str, Any]]:
    return dict(read("cleveland-2021-22-figures"))


def figure_value(key: str) -> Figure:
    """Return one entry of the figures file as the value that the rules make of it."""
    entry = {name: value for name, value in figure_entries()[key].items() if name not in PLACE}
    return figure_from_json({"key": key, **entry})


def evidence_items() -> list[dict[str, Any]]:
    return list(read("cleveland-2021-22-evidence")["items"])


def inspection(reference: str) -> dict[str, Any]:
    """Return one earlier inspection of Cleveland."""
    found = [i for i in read("cleveland-history")["inspections"] if i["reference"] == reference]
    return dict(found[0])


def area_findings(area: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the findings of an area, those of its sub-themes included."""
    themed = [finding for theme in area.get("sub_themes", []) for finding in theme["findings"]]
    return [*area.get("findings", []), *themed]


def victim_findings() -> list[dict[str, Any]]:
    """Return the findings on the service to victims, stage by stage, then the rest."""
    service = report()["service_to_victims"]
    staged = [finding for stage in service["stages"] for finding in stage["findings"]]
    return [*staged, *service["findings"]]


def findings() -> list[dict[str, Any]]:
    """Return every finding in the order of the report."""
    graded = [finding for area in report()["areas"] for finding in area_findings(area)]
    return [*victim_findings(), *graded]


def texts(value: object) -> Iterator[str]:
    """Yield every text inside a value read from YAML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
