"""Published grades and items for the tests of the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from peelian.apps.followup.models import Item
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.organisations.models import Organisation
from tests.apps.world import framework_version, make_force, make_inspectorate


def make_grade(
    force: Organisation | None = None, framework: str = "peel-2016", grade: str = "good", **fields: Any
) -> GradeRecord:
    values: dict[str, Any] = {
        "inspectorate": make_inspectorate(),
        "force": force or make_force(),
        "framework_version": framework_version(framework),
        "target": "effectiveness",
        "status": "graded" if grade else "ungraded",
        "grade": grade,
        "as_of": date(2017, 3, 2),
        "source": "The published report",
        **fields,
    }
    return GradeRecord.objects.create(**values)


def make_item(force: Organisation | None = None, **fields: Any) -> Item:
    values: dict[str, Any] = {
        "inspectorate": make_inspectorate(),
        "kind": "area-for-improvement",
        "title": "Improve the initial investigation",
        "text": "The force should improve the initial investigation of crime.",
        "addressee": "force",
        "force": force or make_force(),
        "state": "open",
        "raised_on": date(2017, 3, 2),
        "listed_on": date(2017, 3, 2),
        **fields,
    }
    values.setdefault("stage", "not-started" if values["state"] == "open" else "")
    return Item.objects.create(**values)
