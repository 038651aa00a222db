"""The grades of a force over all frameworks as CSV, each with its scale and what may be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peelian.apps.judgements.queries import FrameworkGrades, GradeHistoryRow
from peelian.apps.organisations.models import Organisation
from peelian.rendering.csv_export import csv_text

COLUMNS = (
    "force",
    "force_code",
    "framework",
    "framework_title",
    "scale",
    "target",
    "title",
    "status",
    "grade",
    "label",
    "as_of",
    "as_of_precision",
    "standing",
    "comparison",
    "comparison_words",
    "comparison_reason",
    "inspector",
    "source_rank",
    "source",
    "source_url",
    "note",
)


def force_history_csv(force: Organisation, history: Sequence[FrameworkGrades]) -> str:
    """One row for each standing grade, oldest framework first."""
    return csv_text(COLUMNS, [_cells(force, row) for grades in history for row in grades.rows])


def _cells(force: Organisation, row: GradeHistoryRow) -> dict[str, Any]:
    record, version, comparison = row.record, row.record.framework_version, row.comparison
    return {
        "force": force.name,
        "force_code": force.code,
        "framework": version.pk,
        "framework_title": version.title,
        "scale": version.scale.identifier,
        "target": record.target,
        "title": row.title,
        "status": record.status,
        "grade": record.grade,
        "label": row.label,
        "as_of": record.as_of.isoformat(),
        "as_of_precision": record.as_of_precision,
        "standing": record.standing,
        "comparison": comparison.outcome if comparison else "",
        "comparison_words": comparison.words if comparison else "",
        "comparison_reason": comparison.reason if comparison else "",
        "inspector": record.inspector,
        "source_rank": record.source_rank,
        "source": record.source,
        "source_url": record.source_url,
        "note": record.note,
    }
