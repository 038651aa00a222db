"""Bringing in items that older reports or other sources tell of, every fault named before any row is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Item
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.services.grade_import import IMPORTERS
from peelian.apps.judgements.table_faults import TableFaults, precision_of
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation

ITEM_COLUMNS = (
    "kind",
    "force",
    "framework",
    "inspection",
    "target",
    "title",
    "text",
    "addressee",
    "addressee_name",
    "immediate",
    "due",
    "due_precision",
    "strength",
    "exception_note",
    "state",
    "state_reason",
    "raised_on",
    "raised_precision",
    "source_rank",
    "source",
    "matched",
    "origin_cycle",
    "note",
)
"""Columns of the table. Every row needs kind, title, text and source. The addressee is one force, the item open
and matched, the source the inspectorate's own, unless the row says otherwise; force is a name such as cleveland,
framework and inspection are their short names."""

NEEDED = ("kind", "title", "text", "source")
DEFAULTS = {
    "addressee": "force",
    "state": "open",
    "source_rank": "primary",
    "matched": "yes",
    "immediate": "no",
}
CHOICES = {
    "kind": Item.Kind.values,
    "addressee": Item.Addressee.values,
    "state": [state for state in Item.State.values if state != Item.State.DRAFT],
    "source_rank": Item.SourceRank.values,
    "matched": ("yes", "no"),
    "immediate": ("yes", "no"),
}
AS_WRITTEN = (
    "kind",
    "target",
    "title",
    "text",
    "addressee",
    "addressee_name",
    "strength",
    "state",
    "state_reason",
    "source_rank",
    "source",
    "note",
)
WITH_PUBLIC_REPORT = (Inspection.State.PUBLISHED, Inspection.State.CORRECTED)
SAME_TITLE = "An item of this title is known with another text. Give each item a title of its own."
ALONE = "Told by its source without the cause of concern behind it."


@dataclass(frozen=True)
class ItemImport:
    """The items of the table in its order, and how many of them are new."""

    items: tuple[Item, ...]
    added: int


@service("followup.import_items")
def import_items(
    *,
    actor: User | SystemActor,
    inspectorate: Organisation,
    rows: Iterable[Mapping[str, str]],
    file: str = "",
) -> ItemImport:
    """Keep items told by a source. Nothing is kept while any row has a fault; rows known are passed over.

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
    kept: list[Item] = []
    for number, row in enumerate(rows, 1):
        item = reader.read(number, row)
        if item is None:
            continue
        stored = known.setdefault(_identity(item), item)
        kept.append(stored)
        if stored is item:
            fresh.append(item)
        elif stored.text != item.text:
            reader.faults.note(number, "text", item.text, SAME_TITLE)
    reader.faults.refuse()
    Item.objects.bulk_create(fresh)
    record_event(
        actor=actor,
        action="followup.import_items",
        subject=inspectorate,
        organisation=inspectorate,
        summary=f"Items imported: {len(fresh)} added, {len(kept) - len(fresh)} known already.",
        details={"file": file},
        public=True,
    )
    return ItemImport(tuple(kept), len(fresh))


def _identity(item: Item) -> tuple[object, ...]:
    return (item.force_id, item.kind, item.target, item.title, item.origin_cycle, item.source)


class ItemRowReader:
    """Reads rows into items and remembers every fault."""

    def __init__(self, inspectorate: Organisation, file: str) -> None:
        self.inspectorate = inspectorate
        self.faults = TableFaults(file)
        forces = Organisation.objects.filter(kind=Organisation.Kind.FORCE)
        self.forces = {force.slug: force for force in forces}
        self.versions = {version.pk: version for version in FrameworkVersion.objects.all()}
        published = Inspection.objects.filter(inspectorate=inspectorate, state__in=WITH_PUBLIC_REPORT)
        inspections = published.select_related("framework_version")
        self.inspections = {inspection.reference: inspection for inspection in inspections}

    def read(self, number: int, row: Mapping[str, str]) -> Item | None:
        """The item of one row, or None where the row has a fault."""
        before = len(self.faults.found)
        values = {name: (row.get(name) or DEFAULTS.get(name, "")).strip() for name in ITEM_COLUMNS}
        self.faults.note_unknown_columns(number, row, ITEM_COLUMNS)
        self.faults.note_empty(number, values, NEEDED)
        self.faults.note_unless_one_of(number, values, CHOICES)
        self._check_force(number, values)
        version = self._framework(number, values)
        self._check_end(number, values)
        values["due_precision"] = values["due_precision"] or precision_of(values["due"])
        self.faults.note_unless_one_of(number, values, {"due_precision": Item.Precision.values})
        due = self.faults.read_day(number, "due", values["due"])
        raised = self.faults.read_day(number, "raised_on", values["raised_on"])
        if len(self.faults.found) > before:
            return None
        return self._item(values, version, due, raised)

    def _check_force(self, number: int, values: dict[str, str]) -> None:
        named = values["force"]
        if values["addressee"] == "force" and named not in self.forces:
            self.faults.note(number, "force", named, "No force has this name. Use a name such as cleveland.")
        if values["addressee"] in ("national-body", "partner") and not values["addressee_name"]:
            self.faults.note(number, "addressee_name", "", "Name the body or partner that is to act.")

    def _framework(self, number: int, values: dict[str, str]) -> FrameworkVersion | None:
        """The framework that the row is told under: its inspection's, or the one it names."""
        inspection = self.inspections.get(values["inspection"])
        if values["inspection"] and inspection is None:
            self.faults.note(
                number, "inspection", values["inspection"], "No published inspection is called this."
            )
        version = inspection.framework_version if inspection else self.versions.get(values["framework"])
        if values["framework"] and version is None:
            self.faults.note_unless_one_of(number, values, {"framework": list(self.versions)})
        if values["target"] and version is not None:
            targets = [target.identifier for target in version.framework.targets]
            self.faults.note_unless_one_of(number, values, {"target": targets})
        return version

    def _check_end(self, number: int, values: dict[str, str]) -> None:
        if values["state"] != Item.State.OPEN and not values["state_reason"]:
            self.faults.note(number, "state_reason", "", "An item that has ended needs the reason.")

    def _item(
        self, values: dict[str, str], version: FrameworkVersion | None, due: date | None, raised: date | None
    ) -> Item:
        alone = ALONE if values["kind"] == Item.Kind.RECOMMENDATION else ""
        return Item(
            inspectorate=self.inspectorate,
            force=self.forces.get(values["force"]) if values["addressee"] == "force" else None,
            inspection=self.inspections.get(values["inspection"]),
            stage=Item.Stage.NOT_STARTED if values["state"] == Item.State.OPEN else "",
            immediate=values["immediate"] == "yes",
            matched=values["matched"] == "yes",
            due=due,
            due_precision=values["due_precision"],
            raised_on=raised,
            raised_precision=values["raised_precision"] or precision_of(values["raised_on"]),
            listed_on=raised or timezone.localdate(),
            origin_cycle=values["origin_cycle"] or (version.cycle if version else ""),
            exception_note=values["exception_note"] or alone,
            **{name: values[name] for name in AS_WRITTEN},
        )
