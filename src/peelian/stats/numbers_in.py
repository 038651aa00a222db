"""Columns of numbers: text is a finding with its row, never a traceback."""

from __future__ import annotations

from typing import Any

import numpy as np

from peelian.stats.findings import FINDINGS_SHOWN, Finding, Findings
from peelian.stats.sums import Floats

LARGEST = 1e100
"""Numbers beyond this are slips: their squares could no longer be added."""


def numeric_column(column: str, values: Any, findings: Findings) -> Floats | None:
    """Return a column as floating-point numbers, or note each value that is none and return None.

    None and "" become NaN, which means missing; an infinite or absurdly large number is a finding.
    """
    array = np.asarray(values)
    if array.dtype.kind in "buif":
        numbers = array.astype(np.float64, copy=False)
    else:
        converted = _from_text(column, array, findings)
        if converted is None:
            return None
        numbers = converted
    if largest_of(numbers) > LARGEST:
        wrong = np.flatnonzero(np.abs(numbers) > LARGEST)
        findings.add(
            (
                Finding(
                    f"is {numbers[at]:g}: a finite number of at most {LARGEST:g} is allowed.",
                    column,
                    int(at) + 1,
                    f"{numbers[at]:g}",
                )
                for at in wrong[:FINDINGS_SHOWN]
            ),
            len(wrong),
        )
    return numbers


def largest_of(numbers: Floats) -> float:
    """Largest absolute value, leaving out what is missing."""
    return max(float(np.fmax.reduce(numbers, initial=0.0)), -float(np.fmin.reduce(numbers, initial=0.0)))


def _from_text(column: str, array: Any, findings: Findings) -> Floats | None:
    numbers = np.array([_number(value) for value in array], dtype=object)
    wrong = np.flatnonzero(numbers == None)  # noqa: E711
    findings.add(
        (
            Finding(f"is {array[at]!r}: a number is needed.", column, int(at) + 1, str(array[at]))
            for at in wrong[:FINDINGS_SHOWN]
        ),
        len(wrong),
    )
    return None if len(wrong) else numbers.astype(np.float64)


def _number(value: Any) -> float | None:
    if value is None or value == "":
        return float("nan")
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
