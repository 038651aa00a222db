"""Refusals of the statistics as refusals of a service: the same sentence and findings, no case named in the log.

The sentence of a refusal goes to the log, which more people read than reviewers. Findings, which may show
the key of a case, go to the person who acts and no further.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from peelian.rules.errors import InvalidValueError
from peelian.stats.errors import StatsError

FINDINGS_SHOWN = 50


@contextmanager
def statistics_refused(field: str) -> Iterator[None]:
    """Turn what the statistics refuse into a refused value of a field."""
    try:
        yield
    except StatsError as error:
        findings = list(_plain_findings(field, error))
        # Where the findings have sentences of their own, the message repeats the first of them.
        message = f"{error.message.partition('. ')[0].rstrip('.')}." if findings else error.message
        count = error.details.get("count")
        raise refused(field, message, findings, count if isinstance(count, int) else None) from error


def refused(
    field: str, message: str, findings: Sequence[Mapping[str, Any]] = (), count: int | None = None
) -> InvalidValueError:
    """A refusal that tells all findings at once, up to a limit, with how many there are."""
    listed = list(findings) or [{"field": field, "value": "", "message": message}]
    return InvalidValueError(
        "invalid-value",
        message,
        {"findings": listed[:FINDINGS_SHOWN], "count": len(listed) if count is None else count},
    )


def number_of(things: int, one: str, many: str = "") -> str:
    """Return "1 case" or "1,200 cases"."""
    return f"1 {one}" if things == 1 else f"{things:,} {many or one + 's'}"


def _plain_findings(field: str, error: StatsError) -> Iterator[dict[str, Any]]:
    found: Any = error.details.get("findings") or []
    for each in found:
        if isinstance(each, dict) and "message" in each:
            yield {
                "field": each.get("column") or field,
                "value": each.get("value", ""),
                "message": f"{_place(each)}{each['message']}",
            }


def _place(finding: Mapping[str, Any]) -> str:
    """The row, also as the line that a spreadsheet shows, and the column."""
    row, column = finding.get("row"), finding.get("column")
    if not row:
        return ""
    named = f", column '{column}'" if column else ""
    return f"Row {row} (line {row + 1} of the file{named}): "


def altered_words(title: object) -> str:
    """What is told in place of results that were changed after they were frozen."""
    return (
        f"The results of the review '{title}' are not shown: what is stored differs from what was frozen. Ask an "
        "administrator to run: peelian audit verify."
    )
