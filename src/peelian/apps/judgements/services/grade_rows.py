"""Reading rows of a table of published grades into records, with every fault remembered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import InvalidValueError

GRADE_COLUMNS = (
    "force", "framework", "target", "status", "grade", "standing", "as_of", "as_of_precision", "inspector",
    "source_rank", "source", "source_url", "declared_change", "declared_change_location", "note",
)  # fmt: skip
"""Columns of the table. force, framework, target, as_of and source are needed in every row; status may be left
empty where a grade stands, standing is then current, the source the
inspectorate's own, and the precision that of the date as written."""

NEEDED = ("force", "framework", "target", "as_of", "source")
DEFAULTS = {"standing": "current", "source_rank": "primary"}
CHOICES = {
    "status": GradeRecord.Status.values,
    "standing": GradeRecord.Standing.values,
    "as_of_precision": GradeRecord.Precision.values,
    "source_rank": GradeRecord.SourceRank.values,
}


def precision_of(written: str) -> str:
    """How exactly a date was written: a year alone, a month, or a day."""
    return {4: "year", 7: "month"}.get(len(written), "day")


class GradeRowReader:
    """Reads rows into records and remembers every fault."""

    def __init__(self, inspectorate: Organisation, file: str) -> None:
        self.inspectorate = inspectorate
        self.file = file
        self.findings: list[dict[str, object]] = []
        self.forces = {
            force.slug: force for force in Organisation.objects.filter(kind=Organisation.Kind.FORCE)
        }
        self.versions = {version.pk: version for version in FrameworkVersion.objects.all()}

    def read(self, number: int, row: Mapping[str, str]) -> GradeRecord | None:
        """The record of one row, or None where the row has a fault."""
        values = {name: (row.get(name) or DEFAULTS.get(name, "")).strip() for name in GRADE_COLUMNS}
        values["status"] = values["status"] or ("graded" if values["grade"] else "")
        values["as_of_precision"] = values["as_of_precision"] or precision_of(values["as_of"])
        before = len(self.findings)
        for name in sorted(set(row) - set(GRADE_COLUMNS), key=str):
            self._note(
                number, str(name), str(row[name]), f"No such column. Columns: {', '.join(GRADE_COLUMNS)}."
            )
        for name in NEEDED:
            if not values[name]:
                self._note(number, name, "", f"The column {name} is empty. Fill it in.")
        for name, allowed in CHOICES.items():
            if values[name] not in allowed:
                self._note(number, name, values[name], f"Allowed: {', '.join(allowed)}.")
        self._check_place(number, values)
        as_of = self._day(number, values["as_of"])
        return self._record(values, as_of) if len(self.findings) == before and as_of else None

    def refuse(self) -> None:
        if self.findings:
            first = self.findings[0]
            raise InvalidValueError(
                "invalid-value",
                f"{len(self.findings)} values of the table cannot be kept; nothing was imported. The first: row "
                f"{first['row']}, {first['field']} {first['value']!r}. {first['message']}",
                {"findings": self.findings},
            )

    def refuse_contradiction(self, stored: GradeRecord, record: GradeRecord) -> None:
        raise InvalidValueError(
            "invalid-value",
            f"The source {record.source} gives {record.target} of {record.force} on {record.as_of} as "
            f"{record.grade or record.status}, but {stored.grade or stored.status} is recorded from it already. A "
            "published grade is never edited: import the correction as a row of its own, with its own date.",
            {"target": record.target, "grade": record.grade, "recorded": stored.grade},
        )

    def _check_place(self, number: int, values: dict[str, str]) -> None:
        if values["force"] and values["force"] not in self.forces:
            self._note(
                number, "force", values["force"], "No force has this name. Use a name such as cleveland."
            )
        version = self.versions.get(values["framework"])
        if version is None:
            allowed = ", ".join(self.versions)
            self._note(
                number, "framework", values["framework"], f"No framework has this name. Allowed: {allowed}."
            )
            return
        if values["target"] not in {target.identifier for target in version.framework.targets}:
            allowed = ", ".join(target.identifier for target in version.framework.targets)
            self._note(
                number,
                "target",
                values["target"],
                f"No pillar or area of {version.title}. Allowed: {allowed}.",
            )
        self._check_grade(number, values, version)

    def _check_grade(self, number: int, values: dict[str, str], version: FrameworkVersion) -> None:
        tiers = [tier.identifier for tier in version.scale.tiers]
        if values["grade"] and values["grade"] not in tiers:
            self._note(
                number,
                "grade",
                values["grade"],
                f"No grade of the {version.scale.title}. Allowed: {', '.join(tiers)}.",
            )
        if values["status"] == "graded" and not values["grade"]:
            self._note(number, "grade", "", "The status is graded, but no grade is given.")
        if values["grade"] and values["status"] not in ("graded", "carried-forward"):
            self._note(
                number, "status", values["status"], "With a grade the status is graded or carried-forward."
            )

    def _day(self, number: int, text: str) -> date | None:
        """The day; a month or a year alone stands for its first day."""
        try:
            return date.fromisoformat(text + {"year": "-01-01", "month": "-01"}.get(precision_of(text), ""))
        except ValueError:
            if text:
                self._note(number, "as_of", text, "Not a date. Write 2017-03-02, or 2017-03, or 2017.")
            return None

    def _record(self, values: dict[str, str], as_of: date) -> GradeRecord:
        columns = {
            name: values[name] for name in GRADE_COLUMNS if name not in ("force", "framework", "as_of")
        }
        return GradeRecord(
            inspectorate=self.inspectorate,
            force=self.forces[values["force"]],
            framework_version=self.versions[values["framework"]],
            as_of=as_of,
            **columns,
        )

    def _note(self, row: int, field: str, value: str, message: str) -> None:
        self.findings.append(
            {"file": self.file, "row": row, "field": field, "value": value, "message": message}
        )
