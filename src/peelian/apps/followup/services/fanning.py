"""One item asked of many forces gives each of them an item of its own, with the same words and deadlines."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.apps.followup.models import ClosureCriterion, Deliverable, Item
from peelian.apps.organisations.models import Organisation

COPIED = (
    "inspectorate",
    "kind",
    "target",
    "title",
    "text",
    "immediate",
    "due",
    "due_precision",
    "due_months_after_publication",
    "strength",
    "exception_note",
    "state",
    "stage",
    "theme",
    "origin",
    "origin_body",
    "outlier_run",
    "raised_on",
    "raised_precision",
    "listed_on",
    "source",
    "source_rank",
    "matched",
    "origin_cycle",
    "position",
)


def fan_out(national: Item, forces: Iterable[Organisation]) -> list[Item]:
    """Give each force an item that hangs on the one to all of them; criteria and deliverables go with it."""
    copied = {name: getattr(national, name) for name in COPIED}
    items = [
        Item(**copied, national=national, addressee=Item.Addressee.FORCE, force=force) for force in forces
    ]
    Item.objects.bulk_create(items)
    ClosureCriterion.objects.bulk_create(
        ClosureCriterion(item=item, text=each.text, position=each.position)
        for item in items
        for each in national.closure_criteria.all()
    )
    Deliverable.objects.bulk_create(
        Deliverable(
            item=item,
            text=each.text,
            due=each.due,
            due_precision=each.due_precision,
            due_months_after_publication=each.due_months_after_publication,
            recurs_every_months=each.recurs_every_months,
            parts=each.parts,
            position=each.position,
        )
        for item in items
        for each in national.deliverables.all()
    )
    return items
