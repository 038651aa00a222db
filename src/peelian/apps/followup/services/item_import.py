"""Bringing in items that older reports or other sources tell of, every fault named before any row is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import ClosureCriterion, Item
from peelian.apps.followup.services.item_rows import ItemRowReader
from peelian.apps.judgements.services.grade_import import IMPORTERS
from peelian.apps.judgements.table_faults import FIRST_ROW
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation

SAME_TITLE = "An item of this title is known with another text. Give each item a title of its own."


@dataclass(frozen=True)
class ItemImport:
    """The items of the table in its order, how many of them are new, and how many got the text that was missing."""

    items: tuple[Item, ...]
    added: int
    completed: int = 0

    @property
    def placeholders(self) -> tuple[Item, ...]:
        """Those that stand for an item whose text is missing."""
        return tuple(item for item in self.items if item.text_missing)


@service("followup.import_items")
def import_items(
    *,
    actor: User | SystemActor,
    inspectorate: Organisation,
    rows: Iterable[Mapping[str, str]],
    file: str = "",
) -> ItemImport:
    """Keep items told by a source. Nothing is kept while any row has a fault; rows known are passed over.

    An item that its source refers to and does not contain is kept as a placeholder. Once a row brings its text, the
    placeholder becomes the item.

    A person needs a publishing role; the operator at the machine acts as a part of the system.

    Raises
    ------
    InvalidValueError
        Its details hold ``findings``: file, row, field, value and message for every fault.
    """
    if isinstance(actor, User):
        require_role(actor, inspectorate, *IMPORTERS, to="import items")
    reader = ItemRowReader(inspectorate, file)
    known = {
        _identity(item): item for item in Item.objects.filter(inspectorate=inspectorate).exclude(source="")
    }
    fresh: list[Item] = []
    criteria: list[tuple[Item, str]] = []
    kept: list[Item] = []
    completed: list[Item] = []
    for number, row in enumerate(rows, FIRST_ROW):
        item = reader.read(number, row)
        if item is None:
            continue
        stored = known.setdefault(_identity(item), item)
        kept.append(stored)
        if stored is item:
            fresh.append(item)
            criteria.append((item, row.get("closure_criteria") or ""))
        elif stored.text_missing and item.text:
            completed.append(_with_text_of(stored, item))
        elif item.text and stored.text != item.text:
            reader.faults.note(number, "text", item.text, SAME_TITLE)
    reader.faults.refuse()
    Item.objects.bulk_create(fresh)
    for item in completed:
        item.save()
    ClosureCriterion.objects.bulk_create(
        ClosureCriterion(item=item, position=position, text=line.strip())
        for item, written in criteria
        for position, line in enumerate(written.splitlines(), 1)
        if line.strip()
    )
    record_event(
        actor=actor,
        action="followup.import_items",
        subject=inspectorate,
        organisation=inspectorate,
        summary=f"Items imported: {len(fresh)} added, {len(kept) - len(fresh)} known already.",
        details={"file": file, "completed": [str(item.pk) for item in completed]},
        public=True,
    )
    return ItemImport(tuple(kept), len(fresh), len(completed))


def _with_text_of(placeholder: Item, found: Item) -> Item:
    """The placeholder as its next version, with the text that was missing."""
    placeholder.text, placeholder.matched = found.text, found.matched
    placeholder.note = found.note or placeholder.note
    placeholder.version += 1
    return placeholder


def _identity(item: Item) -> tuple[object, ...]:
    return (item.force_id, item.kind, item.target, item.title, item.origin_cycle, item.source)
