"""What stands before the demonstration: the regime and its organisations, and the published grades of the past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peelian.apps.frameworks.queries import regime
from peelian.apps.frameworks.services import synchronise_frameworks
from peelian.apps.judgements.services import import_grade_records
from peelian.apps.organisations.services import synchronise_organisations
from peelian.demonstration.material import read_csv, read_yaml
from peelian.demonstration.people import inspectorate
from peelian.demonstration.steps import LOADER

STANDINGS = {"final": "current", "corrected": "current", "superseded": "corrected", "interim": "interim"}
"""How a row of the list stands in the record: what replaced another row is the current one."""


def synchronise_regime() -> list[str]:
    """Store what the catalogue holds; return warnings about frameworks that can no longer change."""
    catalogue = regime()
    synchronise_organisations(actor=LOADER, catalogue=catalogue)
    return synchronise_frameworks(actor=LOADER, catalogue=catalogue).warnings


def load_national_grades() -> Iterator[object]:
    """Import the published grades of all forces, and those of Cleveland that stand elsewhere."""
    rows = [_national_row(row) for row in read_csv("national-grades")]
    yield import_grade_records(
        actor=LOADER, inspectorate=inspectorate(), rows=rows, file="national-grades.csv"
    )
    yield import_grade_records(
        actor=LOADER,
        inspectorate=inspectorate(),
        rows=[*_told_elsewhere(), _told_by_the_press_statement()],
        file="cleveland-history.yaml",
    )


def _national_row(row: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in row.items() if name not in ("hmi", "record_status")}
    return {**kept, "inspector": row["hmi"], "standing": STANDINGS[row["record_status"]]}


def _told_elsewhere() -> Iterator[dict[str, str]]:
    """Grades that only the account of Cleveland's earlier inspections holds."""
    history = read_yaml("cleveland-history")
    for inspection in history["inspections"]:
        for grade in inspection["grades"]:
            if grade["record"] == "here":
                told = {name: value for name, value in grade.items() if name != "record"}
                yield {"force": history["force"], "framework": inspection["framework"], **told}


def _told_by_the_press_statement() -> dict[str, str]:
    """The grade of 2016 for legitimacy as the inspectorate announced it, with what it said beside it."""
    told = read_yaml("press-statement-2016")
    said = [
        told["round_note"],
        told["published_note"],
        *(each["text"] for each in told["findings"]),
        told["outlook"],
    ]
    return {
        "force": told["force"],
        "framework": told["framework"],
        "target": told["pillar"],
        "grade": told["grade"],
        "as_of": "2016",
        "inspector": told["reported_speech"]["speaker"],
        "source": "Press statement of the inspectorate",
        "note": " ".join(each.strip() for each in said),
    }
