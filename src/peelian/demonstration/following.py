"""What follows the reports: items of many forces and of other bodies, and invented work for the tour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peelian.apps.followup import services
from peelian.apps.followup.models import Item
from peelian.apps.followup.services.deliverable_import import import_deliverables
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.judgements.models import Finding
from peelian.apps.organisations.models import Organisation
from peelian.demonstration.material import read_yaml
from peelian.demonstration.people import inspectorate, person
from peelian.demonstration.steps import LOADER

NAME = "following"
FILE = "following.yaml"


def load_told() -> Iterator[object]:
    """What sources tell beside the items of Cleveland: where there is none, who else was asked, and who asked."""
    content = read_yaml(NAME)
    yield from _none_told(content["effectiveness_2016"])
    yield from _national(content["national"])
    rows = [{"force": content["force"], **row} for row in content["other_bodies"]]
    yield from services.import_items(
        actor=LOADER, inspectorate=inspectorate(), rows=[_cells(row) for row in rows], file=FILE
    ).items
    for told in content["later_findings"]:
        finding = _finding(told)
        yield services.link_later_finding(actor=_inspector(), item=_item(told["item"]), finding=finding)
    for title, theme in content["themes"].items():
        item = _item(title)
        yield services.assign_theme(actor=_inspector(), item=item, theme=theme, expected_version=item.version)


def load_work() -> Iterator[object]:
    """A look again at the 4Ps with its evidence, and invented work on four items, each at another point."""
    content = read_yaml(NAME)
    again = content["looked_at_again"]
    yield services.review_progress(
        actor=_inspector(),
        item=_item(again["item"]),
        level=again["level"],
        reasons=again["reasons"],
        reviewed_on=again["reviewed_on"],
        evidence=list(_finding(again).evidence.all()),
    )
    for told in content["work"]["items"]:
        yield _worked_on(told)


def _none_told(told: dict[str, Any]) -> Iterator[object]:
    version = FrameworkVersion.objects.get(pk=told["framework"])
    for each in told["none"]:
        yield services.tell_none(
            actor=LOADER,
            inspectorate=inspectorate(),
            force=Organisation.objects.get(slug=read_yaml(NAME)["force"]),
            framework_version=version,
            kind=Item.Kind.AREA_FOR_IMPROVEMENT,
            source=told["source"],
            **each,
        )


def _national(told: dict[str, Any]) -> Iterator[object]:
    """The item to all forces, one of its own for each, and the results that are told."""
    rows = [_cells(told["row"])]
    national = services.import_items(actor=LOADER, inspectorate=inspectorate(), rows=rows, file=FILE).items[0]
    import_deliverables(actor=LOADER, item=national, deliverables=told["deliverables"])
    yield from services.issue_national(actor=LOADER, item=national)
    for result in told["results"]:
        values = dict(result)
        item = Item.objects.get(national=national, force__slug=values.pop("force"))
        yield services.review_progress(actor=_inspector(), item=item, **values)


def _worked_on(told: dict[str, Any]) -> Item:
    """Take an item through the steps that are told of it, by the people of the tour."""
    people = read_yaml(NAME)["work"]
    owner, item = person(people["owner"]), _item(told["title"])
    services.name_owner(actor=owner, item=item, owner=owner, expected_version=item.version)
    for step in told["steps"]:
        _step(step, told)
    return _item(told["title"])


def _step(step: str, told: dict[str, Any]) -> None:
    owner, item = person(read_yaml(NAME)["work"]["owner"]), _item(told["title"])
    if step == "start":
        services.start_work(actor=owner, item=item, expected_version=item.version)
    elif step == "declare":
        services.declare_complete(
            actor=owner,
            item=item,
            statement=told["statement"],
            evidence={},
            expected_version=item.version,
        )
    elif step == "take-up":
        services.take_up_declaration(actor=_inspector(), item=item, expected_version=item.version)
    elif step == "ask":
        services.request_closing(
            actor=_inspector(), item=item, reason=told["reasons"], expected_version=item.version
        )
    else:
        services.verify_declaration(
            actor=_inspector(),
            item=item,
            method="desk",
            result={"return": "returned", "met": "met"}[step],
            reasons=told["reasons"],
            expected_version=item.version,
        )


def _inspector() -> Any:
    return person(read_yaml(NAME)["work"]["inspector"])


def _item(title: str) -> Item:
    return Item.objects.get(force__slug=read_yaml(NAME)["force"], title=title)


def _finding(told: dict[str, Any]) -> Finding:
    return Finding.objects.get(inspection__reference=told["inspection"], key=told["finding"])


def _cells(row: dict[str, Any]) -> dict[str, str]:
    """A row of the table of items, as text."""
    return {name: str(value).strip() for name, value in row.items()}
