"""Published grades, items and stages, and reading pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from lxml import html

from peelian.apps.followup.models import Item
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.monitoring.models import StageDecision
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
        "status": "graded" if grade else "not-graded",
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
        "title": "Improve the first investigation",
        "text": "The force should improve the first investigation of a crime.",
        "addressee": "force",
        "force": force or make_force(),
        "state": "open",
        "raised_on": date(2017, 3, 2),
        "listed_on": date(2017, 3, 2),
        **fields,
    }
    values.setdefault("stage", "not-started" if values["state"] == "open" else "")
    return Item.objects.create(**values)


def make_stage(force: Organisation, **fields: Any) -> StageDecision:
    values: dict[str, Any] = {
        "inspectorate": make_inspectorate(),
        "force": force,
        "stage_set": "scan-engage",
        "stage": "engage",
        "effect": "enters",
        "effective_on": date(2019, 9, 27),
        "decided_by": "not recorded",
        "reasons": "Causes of concern were not met.",
        "source": "The published report",
        **fields,
    }
    return StageDecision.objects.create(**values)


def read(client: Client, address: str, **headers: Any) -> html.HtmlElement:
    """A page as a tree; it must be there."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, (address, response.status_code)
    return html.fromstring(response.content)


def words(element: html.HtmlElement) -> str:
    """The text of an element with single spaces."""
    return " ".join(element.text_content().split())


def table(page: html.HtmlElement, caption: str) -> list[list[str]]:
    """The rows of the table whose caption starts with the words; of a list without rows, what it says."""
    for said in page.xpath("//*[@class='peelian-empty']"):
        if words(said[0]).startswith(caption):
            return [[words(said[1])]]
    found = next(each for each in page.iter("table") if words(each.find("caption")).startswith(caption))
    return [[words(cell) for cell in row] for row in found.find("tbody").iter("tr")]


def heads(page: html.HtmlElement, caption: str) -> list[str]:
    """The first cells of that table, as far as they are links."""
    found = next(each for each in page.iter("table") if words(each.find("caption")).startswith(caption))
    return [words(link) for link in found.xpath("./tbody/tr/th/a")]
