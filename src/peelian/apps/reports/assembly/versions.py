"""What the next version of a report keeps of the one before it, and whether it says anything else."""

from __future__ import annotations

from typing import Any

from peelian.rendering.report_value import ReportValue

OF_THE_VERSION = {"version": True, "published": True, "correction_reason": True, "supersedes": True}
"""What differs between any two versions, whatever they say."""


def keep_grade_days(value: ReportValue, earlier: ReportValue) -> ReportValue:
    """Let grades that stay as they were keep the day on which they were first published."""
    days = {(line.target, line.grade): line.as_of or earlier.published for line in earlier.summary.grades}
    lines = tuple(
        line.model_copy(update={"as_of": days.get((line.target, line.grade))})
        for line in value.summary.grades
    )
    return value.model_copy(update={"summary": value.summary.model_copy(update={"grades": lines})})


def says_the_same(value: ReportValue, earlier: ReportValue) -> bool:
    """Whether two versions have one content, their numbers, days and reasons apart."""
    return _content(value) == _content(earlier)


def _content(value: ReportValue) -> dict[str, Any]:
    without_days = {"summary": {"grades": {"__all__": {"as_of": True}}}}
    return value.model_dump(mode="json", exclude={**OF_THE_VERSION, **without_days})
