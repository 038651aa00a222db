"""Outcome columns: numbers as long as the design, with what is missing refused or left out by choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from peelian.stats.design import Design
from peelian.stats.errors import StatsError
from peelian.stats.findings import FINDINGS_SHOWN, Finding, Findings
from peelian.stats.labels import Labels
from peelian.stats.numbers_in import numeric_column
from peelian.stats.sums import Floats, blocks

Bools = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Columns ready to be added up.

    Parameters
    ----------
    columns : the values.
    largest : largest absolute value of each column.
    use : rows with all values present, None when all rows have them.
    binary : whether the first column holds nothing but 0 and 1.
    """

    columns: tuple[Floats, ...]
    largest: tuple[float, ...]
    use: Bools | None
    binary: bool


def read_outcomes(
    design: Design, columns: tuple[Any, ...], missing: str, *, binary: bool, domain: Labels | None = None
) -> Outcomes:
    """Check outcome columns; all that is wrong is told at once.

    Raises
    ------
    StatsError
        ``data-unsound`` for wrong lengths and values, ``outcome-missing`` when something is missing
        and the choice is to refuse, ``no-cases`` when nothing is left.
    """
    findings = Findings()
    read = [numeric_column(_name(at), column, findings) for at, column in enumerate(columns)]
    found = [column for column in read if column is not None]
    numbers = [column.values for column in found]
    for at, column in enumerate(numbers):
        if len(column) != design.rows:
            sentence = f"has {len(column):,} rows where the design has {design.rows:,}."
            findings.add([Finding(sentence, _name(at))])
    findings.refuse_any("data-unsound", "The outcome cannot be used")
    if binary:
        _note_other_than_0_and_1(numbers[0], findings)
    findings.refuse_any("data-unsound", "The outcome cannot be used")
    gaps = [np.isnan(column.values) for column in found if column.gaps]
    use = ~np.logical_or.reduce(gaps) if gaps else None
    if missing == "refuse":
        _refuse_missing(use, domain)
    if use is not None and not use.any():
        raise StatsError(
            "no-cases", f"All {design.rows:,} outcomes are missing: there is nothing to estimate from."
        )
    return Outcomes(tuple(numbers), tuple(column.largest for column in found), use, binary)


def _note_other_than_0_and_1(y: Floats, findings: Findings) -> None:
    if all(_plain(y[block]).all() for block in blocks(len(y))):
        return
    wrong = np.flatnonzero(~_plain(y))
    findings.add(
        (
            Finding(f"is {y[at]:g}: a proportion counts 0 and 1.", "outcome", int(at) + 1, f"{y[at]:g}")
            for at in wrong[:FINDINGS_SHOWN]
        ),
        len(wrong),
    )


def _plain(y: Floats) -> Bools:
    """Whether each value is 0, 1 or missing."""
    return np.asarray((y == 0) | (y == 1) | np.isnan(y))


def _refuse_missing(use: Bools | None, domain: Labels | None) -> None:
    findings = Findings()
    for name, rows in (
        ("outcome", np.empty(0, dtype=int) if use is None else np.flatnonzero(~use)),
        ("domain", np.empty(0, dtype=int) if domain is None else domain.missing_rows()),
    ):
        findings.add(
            (
                Finding("is missing; drop such rows by choice, or fill it in.", name, int(at) + 1)
                for at in rows[:FINDINGS_SHOWN]
            ),
            len(rows),
        )
    findings.refuse_any("outcome-missing", "Outcomes are missing")


def _name(at: int) -> str:
    return "outcome" if at == 0 else "ratio_to"
