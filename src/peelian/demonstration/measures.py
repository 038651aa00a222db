"""Measures of all forces for the tour: real rates of past years, released period by period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from peelian.apps.measures.models import MeasurePublication
from peelian.apps.measures.services import begin_release, import_values, publish_release
from peelian.demonstration.material import read_csv, read_yaml
from peelian.demonstration.people import inspectorate, person
from peelian.records.comparison import MeasureDefinition
from peelian.rules.periods import Period

ANALYST, PUBLISHER = "analyst@inspectorate.example", "publications@inspectorate.example"


def load_measures() -> Iterator[MeasurePublication]:
    """Release every measure of the content, oldest period first."""
    for entry in read_yaml("measures")["measures"]:
        rows = read_csv(entry["table"])
        for year in sorted({row["year_ending"] for row in rows}):
            yield _released(entry, year, [row for row in rows if row["year_ending"] == year])


def _released(entry: dict[str, Any], year: str, rows: list[dict[str, str]]) -> MeasurePublication:
    analyst = person(ANALYST)
    release = begin_release(
        actor=analyst,
        inspectorate=inspectorate(),
        definition=MeasureDefinition.model_validate(entry["definition"]),
        period=Period.year_ending(date.fromisoformat(year)),
        source=entry["source"],
        denominator_source=entry["denominator_source"],
        denominator_note=entry["denominator_note"],
        is_demonstration=True,
    )
    import_values(
        actor=analyst,
        release=release,
        expected_version=1,
        rows=[_row(row, entry["no_denominator"]) for row in rows],
        file=f"{entry['table']}.csv",
    )
    return publish_release(actor=person(PUBLISHER), release=release, expected_version=2)


def _row(row: dict[str, str], no_denominator: str) -> dict[str, str]:
    """A row as the import takes it; a force without a population keeps its count out of the comparison."""
    if row["denominator"]:
        return {name: row[name] for name in ("force", "numerator", "denominator")}
    return {"force": row["force"], "numerator": row["numerator"], "reason": no_denominator}
