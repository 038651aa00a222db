"""A report value made ready for a page: its words, its charts as pictures, and the list of its parts."""

from __future__ import annotations

from typing import Any

from peelian.interfaces.look.pictures import for_both_widths
from peelian.rendering.charts import chart_picture
from peelian.rendering.report_value import ReportValue
from peelian.rendering.report_view import VICTIMS_PART, report_view


def report_words(value: ReportValue, *, draft: bool = False) -> dict[str, Any]:
    """Everything that the templates under ``look/report`` print of a report.

    The pictures are drawn here and are our own markup, so they may stand in the page as they are.
    A draft names no day of publication and no version.
    """
    pictures = {chart.number: chart_picture(chart) for chart in value.charts()}
    words = report_view(value, pictures, draft=draft)
    for area in words["areas"]:
        for chart in area["charts"]:
            chart["picture"] = for_both_widths(chart["svg"], chart["narrow_svg"])
    return {**words, "parts": report_parts(words)}


def report_parts(words: dict[str, Any]) -> list[dict[str, str]]:
    """The parts that a report has, in the order in which they are read."""
    parts = [
        ("summary", "Summary", True),
        ("changes", "Changes to the framework", words["changes"]),
        ("observations", "Observations of the inspector", words["observations"]),
        (VICTIMS_PART, "Service to victims of crime", words["victims"]),
        *((area["identifier"], area["title"], True) for area in words["areas"]),
        ("about-the-data", "About the data", True),
    ]
    return [{"name": name, "title": title} for name, title, present in parts if present]
