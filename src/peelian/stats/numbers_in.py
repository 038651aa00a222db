"""Columns of numbers: text is a finding with its row, never a traceback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from peelian.stats.findings import FINDINGS_SHOWN, Finding, Findings
from peelian.stats.sums import Floats

LARGEST = 1e100
"""Numbers beyond this are slips: their squares could no longer be added."""


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column of numbers with its smallest and largest value; gaps (NaN) are left out of these."""

    values: Floats
    low: float
    high: float
    gaps: bool

    @property
    def largest(self) -> float:
        """Largest absolute value."""
        return max(self.high, -self.low, 0.0)


def numbers_of(values: Floats) -> Numbers:
    """Look through a column once for its ends and its gaps."""
    if not len(values):
        return Numbers(values, 0.0, 0.0, gaps=False)
    low, high = float(values.min()), float(values.max())
    if not np.isnan(high):
        return Numbers(values, low, high, gaps=False)
    return Numbers(
        values,
        float(np.fmin.reduce(values, initial=np.inf)),
        float(np.fmax.reduce(values, initial=-np.inf)),
        gaps=True,
    )


def numeric_column(column: str, values: Any, findings: Findings, *, positive: bool = False) -> Numbers | None:
    """Return a column as floating-point numbers, or note each value that cannot stand and return None.

    None and "" become NaN, which means missing; an infinite or absurdly large number is a finding.
    With ``positive`` every value must be there and above 0.
    """
    array = np.asarray(values)
    if array.dtype.kind in "buif":
        converted = array.astype(np.float64, copy=False)
    else:
        from_text = _from_text(column, array, findings)
        if from_text is None:
            return None
        converted = from_text
    numbers = numbers_of(converted)
    if numbers.largest <= LARGEST and not (positive and (numbers.gaps or numbers.low <= 0)):
        return numbers
    fine = np.abs(converted) <= LARGEST
    fine = fine & (converted > 0) if positive else fine | np.isnan(converted)
    allowed = "above 0 is needed." if positive else f"of at most {LARGEST:g} is allowed."
    wrong = np.flatnonzero(~fine)
    findings.add(
        (
            Finding(
                f"is {converted[at]:g}: a finite number {allowed}", column, int(at) + 1, f"{converted[at]:g}"
            )
            for at in wrong[:FINDINGS_SHOWN]
        ),
        len(wrong),
    )
    return None


def _from_text(column: str, array: Any, findings: Findings) -> Floats | None:
    numbers = np.array([_number(value) for value in array], dtype=object)
    wrong = np.flatnonzero(numbers == None)  # noqa: E711
    findings.add(
        (
            Finding(f"is {str(array[at])!r}: a number is needed.", column, int(at) + 1, str(array[at]))
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
