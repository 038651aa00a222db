"""Reading rows of a table of published grades into records."""

from __future__ import annotations

from collections.abc import Mapping

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.table_faults import TableFaults, precision_of
from peelian.apps.organisations.models import Organisation

GRADE_COLUMNS = (
    "force",
    "framework",
    "target",
    "status",
    "grade",
    "standing",
    "as_of",
    "as_of_precision",
    "inspector",
    "source_rank",
    "source",
    "source_url",
    "declared_change",
    "declared_change_location",
    "note",
)
"""Columns of the table. Every row needs force, framework, target, as_of and source. Where a grade stands the
status may be empty; standing is current, the source the inspectorate's own, and the precision that of the date
as written, unless the row says otherwise."""

NEEDED = ("force", "framework", "target", "as_of", "source")
DEFAULTS = {"standing": "current", "source_rank": "primary"}
CHOICES = {
    "status": GradeRecord.Status.values,
    "standing": GradeRecord.Standing.values,
    "as_of_precision": GradeRecord.Precision.values,
    "source_rank": GradeRecord.SourceRank.values,
}
READ_APART = ("force", "framework", "as_of")


class GradeRowReader:
    """Reads rows into records and remembers every fault."""

    def __init__(self, inspectorate: Organisation, file: str) -> None:
        self.inspectorate = inspectorate
        self.faults = TableFaults(file)
        forces = Organisation.objects.filter(kind=Organisation.Kind.FORCE)
        self.forces = {force.slug: force for force in forces}
        self.versions = {version.pk: version for version in FrameworkVersion.objects.all()}

    def read(self, number: int, row: Mapping[str, str]) -> GradeRecord | None:
        """The record of one row, or None where the row has a fault."""
        before = len(self.faults.found)
        values = {name: (row.get(name) or DEFAULTS.get(name, "")).strip() for name in GRADE_COLUMNS}
        values["status"] = values["status"] or ("graded" if values["grade"] else "")
        values["as_of_precision"] = values["as_of_precision"] or precision_of(values["as_of"])
        self.faults.note_unknown_columns(number, row, GRADE_COLUMNS)
        self.faults.note_empty(number, values, NEEDED)
        self.faults.note_unless_one_of(number, values, CHOICES)
        self._check_place(number, values)
        if values["source_url"] and not values["source_url"].startswith(("https://", "http://")):
            message = "Not the address of a page. Give one that starts with https:// or leave it empty."
            self.faults.note(number, "source_url", values["source_url"], message)
        as_of = self.faults.read_day(number, "as_of", values["as_of"])
        if as_of is None or len(self.faults.found) > before:
            return None
        return GradeRecord(
            inspectorate=self.inspectorate,
            force=self.forces[values["force"]],
            framework_version=self.versions[values["framework"]],
            as_of=as_of,
            **{name: value for name, value in values.items() if name not in READ_APART},
        )

    def _check_place(self, number: int, values: dict[str, str]) -> None:
        if values["force"] and values["force"] not in self.forces:
            message = "No force has this name. Use a name such as cleveland."
            self.faults.note(number, "force", values["force"], message)
        version = self.versions.get(values["framework"])
        if version is None:
            self.faults.note_unless_one_of(number, values, {"framework": list(self.versions)})
            return
        targets = [target.identifier for target in version.framework.targets]
        self.faults.note_unless_one_of(number, values, {"target": targets})
        self._check_grade(number, values, version)

    def _check_grade(self, number: int, values: dict[str, str], version: FrameworkVersion) -> None:
        tiers = [tier.identifier for tier in version.scale.tiers]
        if values["grade"] and values["grade"] not in tiers:
            message = f"No grade of the {version.scale.title}. Allowed: {', '.join(tiers)}."
            self.faults.note(number, "grade", values["grade"], message)
        if values["status"] == "graded" and not values["grade"]:
            self.faults.note(number, "grade", "", "The status is graded, but no grade is given.")
        if values["grade"] and values["status"] not in ("graded", "carried-forward"):
            message = "With a grade the status is graded or carried-forward."
            self.faults.note(number, "status", values["status"], message)
