"""Reading rows of a table into items, every fault remembered with its row and column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from django.utils import timezone

from peelian.apps.followup.models import Item
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.table_faults import TableFaults, precision_of
from peelian.apps.organisations.models import Organisation
from peelian.rules.clocks import Precision, last_due_day, months_after
from peelian.rules.likely_days import unlikely_words

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
    "origin",
    "origin_body",
    "theme",
    "due_months_after_publication",
    "closure_criteria",
    "note",
)
"""Columns of the table. Every row needs kind, title, text and source. The addressee is one force, the item open
and matched, the source the inspectorate's own, unless the row says otherwise; force is a name such as cleveland,
framework and inspection are their short names. Months after publication are counted from the day raised, in its
precision; closure criteria stand one to a line. An item that its source refers to and does not contain has no text
and is not matched; its note says where the source refers to it."""

NEEDED = ("kind", "title", "source")
DEFAULTS = {
    "addressee": "force",
    "state": "open",
    "source_rank": "primary",
    "matched": "yes",
    "immediate": "no",
    "origin": "inspectorate",
}
CHOICES = {
    "kind": Item.Kind.values,
    "addressee": Item.Addressee.values,
    "state": [state for state in Item.State.values if state != Item.State.DRAFT],
    "source_rank": Item.SourceRank.values,
    "matched": ("yes", "no"),
    "immediate": ("yes", "no"),
    "origin": Item.Origin.values,
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
    "origin",
    "origin_body",
    "theme",
    "note",
)
WITH_PUBLIC_REPORT = (Inspection.State.PUBLISHED, Inspection.State.CORRECTED)
MOST_MONTHS = 120
ALONE = "Told by its source without the cause of concern behind it."


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
        self._check_text(number, values)
        self._check_force(number, values)
        version = self._framework(number, values)
        self._check_end(number, values)
        values["due_precision"] = values["due_precision"] or precision_of(values["due"])
        self.faults.note_unless_one_of(number, values, {"due_precision": Item.Precision.values})
        due = self.faults.read_day(number, "due", values["due"])
        raised = self.faults.read_day(number, "raised_on", values["raised_on"])
        months = self._months(number, values, raised)
        self._check_origin(number, values)
        self._check_order(number, values, due, raised)
        if len(self.faults.found) > before:
            return None
        if months is not None and raised is not None:
            due = months_after(raised, months)
            values["due_precision"] = precision_of(values["raised_on"])
        return self._item(values, version, due, raised, months)

    def _check_text(self, number: int, values: dict[str, str]) -> None:
        """An item needs its text, or stands for one whose text is missing and says where it is referred to."""
        if values["text"]:
            return
        if values["matched"] == "yes":
            self.faults.note_empty(number, values, ("text",))
        elif not values["note"]:
            self.faults.note(
                number,
                "note",
                "",
                "An item without its text needs a note that says where its source refers to it.",
            )

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

    def _months(self, number: int, values: dict[str, str], raised: date | None) -> int | None:
        """How many months after the day raised the item is due; None where a date or nothing is given."""
        name = "due_months_after_publication"
        written = values[name]
        if not written:
            return None
        if not written.isdecimal() or not 0 < int(written) <= MOST_MONTHS:
            self.faults.note(number, name, written, f"Give a number of months from 1 to {MOST_MONTHS}.")
            return None
        if raised is None or values["due"] or precision_of(values["raised_on"]) == "year":
            self.faults.note(
                number,
                name,
                written,
                "Months are counted from a day or month in raised_on, and stand in the place of due.",
            )
            return None
        return int(written)

    def _check_origin(self, number: int, values: dict[str, str]) -> None:
        own = values["origin"] in (Item.Origin.INSPECTORATE, Item.Origin.PRESS)
        if not own and not values["origin_body"]:
            self.faults.note(
                number, "origin_body", "", "Name the body, such as the coroner's area or the college."
            )
        self.faults.note_unless_one_of(
            number, values, {"theme": ["", *(each.identifier for each in regime().themes)]}
        )

    def _check_order(
        self, number: int, values: dict[str, str], due: date | None, raised: date | None
    ) -> None:
        today = timezone.localdate()
        if raised and raised > today:
            self.faults.note(
                number, "raised_on", values["raised_on"], "That day has not come yet. Give a day up to today."
            )
        if due and due > months_after(today, MOST_MONTHS):
            self.faults.note(
                number, "due", values["due"], unlikely_words(due, today, years=MOST_MONTHS // 12)
            )
        precision = values["due_precision"]
        if due and raised and precision in Item.Precision.values:
            last = last_due_day(due, cast(Precision, precision))
            if last < raised:
                self.faults.note(
                    number, "due", values["due"], "The deadline lies before the day the item was raised."
                )

    def _item(
        self,
        values: dict[str, str],
        version: FrameworkVersion | None,
        due: date | None,
        raised: date | None,
        months: int | None,
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
            due_months_after_publication=months,
            due_precision=values["due_precision"],
            raised_on=raised,
            raised_precision=values["raised_precision"] or precision_of(values["raised_on"]),
            listed_on=raised or timezone.localdate(),
            origin_cycle=values["origin_cycle"] or (version.cycle if version else ""),
            exception_note=values["exception_note"] or alone,
            **{name: values[name] for name in AS_WRITTEN},
        )
