"""Grades and figures of a report as CSV (RFC 4180) that a spreadsheet cannot run.

A cell whose text could be read as a formula gets a leading apostrophe. Numbers
stay numbers, negative ones too.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peelian.rendering.finding_view import period_words
from peelian.rendering.report_parts import FigureRecord
from peelian.rendering.report_value import ReportValue, content_hash

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

REPORT_COLUMNS = ("reference", "version", "content_hash", "force", "force_code", "framework", "scale")
GRADE_COLUMNS = (*REPORT_COLUMNS, "published", "target", "title", "grade", "label", "as_of", "reason")
FIGURE_COLUMNS = (
    *REPORT_COLUMNS,
    "key",
    "kind",
    "measure",
    "words",
    "bound",
    "value",
    "value_percent",
    "half_width_pp",
    "level",
    "k",
    "n",
    "numerator",
    "base",
    "base_source",
    "per",
    "new",
    "unit",
    "decimals",
    "period",
    "source",
    "provenance",
    "polarity",
    "area",
    "finding",
    "note",
    "reading_note",
)


def guarded(cell: object) -> object:
    """Return a cell that a spreadsheet shows as text, never runs.

    >>> guarded("=1+1"), guarded(-3.5), guarded("plain")
    ("'=1+1", -3.5, 'plain')
    """
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows under their columns, every cell guarded; absent values are empty."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(row.get(column)) for column in columns])
    return out.getvalue()


def grades_csv(value: ReportValue) -> str:
    """Write one row a graded or ungraded part of the framework; a grade is as of publication unless it says else."""
    head = {**_report_cells(value), "published": value.published.isoformat()}
    graded = [
        head | line.model_dump(mode="json") | {"as_of": (line.as_of or value.published).isoformat()}
        for line in value.summary.grades
    ]
    ungraded = [head | line.model_dump(mode="json") for line in value.summary.ungraded]
    return csv_text(GRADE_COLUMNS, [*graded, *ungraded])


def figures_csv(value: ReportValue) -> str:
    """Write one row a figure, with its numbers, words, period and source."""
    head = _report_cells(value)
    return csv_text(FIGURE_COLUMNS, [head | _figure_cells(each) for each in value.about_the_data.figures])


def _report_cells(value: ReportValue) -> dict[str, Any]:
    return {
        "reference": value.reference,
        "version": value.version,
        "content_hash": content_hash(value),
        "force": value.force.name,
        "force_code": value.force.code,
        "framework": value.framework.identifier,
        "scale": value.framework.scale,
    }


def _figure_cells(figure: FigureRecord) -> dict[str, Any]:
    return {**figure.model_dump(mode="json"), "period": period_words(figure)}
