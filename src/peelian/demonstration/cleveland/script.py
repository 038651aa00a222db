"""The retold report as the steps read it: who acts, and what each part of the inspection holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.demonstration.material import read_yaml
from peelian.demonstration.people import inspectorate, person

REFERENCE = "cleveland-2021-22"


def script() -> dict[str, Any]:
    """The whole retold report."""
    return read_yaml(REFERENCE)


def inspection() -> Inspection:
    """The inspection as it stands now."""
    return Inspection.objects.get(inspectorate=inspectorate(), reference=REFERENCE)


def lead() -> User:
    return person(script()["team"]["lead"])


def accountable() -> User:
    return person(script()["team"]["accountable"])


def window_end() -> date:
    """The last day of the window, which stands in for days that the sources do not record."""
    day: date = script()["window"]["end"]
    return day


def service_area() -> str:
    name: str = script()["service_to_victims"]["area"]
    return name


def findings() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every finding in the order of the report, with where it stands: target, and stage or sub-theme."""
    service = script()["service_to_victims"]
    for stage in service["stages"]:
        for finding in stage["findings"]:
            yield finding, {"target": service["area"], "stage": stage["identifier"]}
    for finding in service["findings"]:
        yield finding, {"target": service["area"]}
    for area in script()["areas"]:
        for finding in area.get("findings", []):
            yield finding, {"target": area["identifier"]}
        for theme in area.get("sub_themes", []):
            for finding in theme["findings"]:
                yield finding, {"target": area["identifier"], "sub_theme": theme["identifier"]}
