"""Odd values among the returns of all forces: found by the outlier lines that the reports print.

Whole numbers are counts, so they are compared per 1,000 population; other numbers as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from peelian.records.returned.check import Row, values_by_key
from peelian.records.returned.templates import ReturnTemplate
from peelian.stats.outlier_lines import BETWEEN, outlier_lines

FEWEST_FORCES = 5
"""Below so many values the lines say nothing of use."""


@dataclass(frozen=True)
class OddValue:
    """A value outside the lines, with the sentence that asks the force about it."""

    force: str
    row: str
    column: str
    value: str
    sentence: str


def odd_values(
    template: ReturnTemplate, returns: Mapping[str, list[Row]], populations: Mapping[str, int]
) -> Iterator[OddValue]:
    """Yield every value that lies outside the lines of its row and column.

    Parameters
    ----------
    returns
        Rows by the short name of the force; forces out of scope are left to the caller to leave out.
    populations
        Residents by force; a count of a force without one is not compared.
    """
    by_force = {force: values_by_key(template, rows) for force, rows in returns.items()}
    keys = dict.fromkeys(key for rows in by_force.values() for key in rows)
    for column in template.numeric:
        counted = template.table.column(column).type == "whole"
        for key in keys:
            told = {force: rows[key].get(column) for force, rows in by_force.items() if key in rows}
            values = {force: Decimal(value) for force, value in told.items() if value is not None}
            yield from _outside(column, key, values, populations if counted else None)


def _outside(
    column: str, key: str, values: Mapping[str, Decimal], populations: Mapping[str, int] | None
) -> Iterator[OddValue]:
    if populations is None:
        compared = {force: float(value) for force, value in values.items()}
    else:
        compared = {
            force: float(value) * 1000 / populations[force]
            for force, value in values.items()
            if populations.get(force)
        }
    if len(compared) < FEWEST_FORCES:
        return
    lines = outlier_lines(list(compared), list(compared.values()))
    unit = "" if populations is None else " per 1,000 population"
    for each in lines.units:
        if each.label != BETWEEN:
            sentence = (
                f"{each.value:.4g}{unit} is {each.label}: the lines of {lines.n} forces are {lines.lower:.4g} and "
                f"{lines.upper:.4g}. Correct it, or say why it is right."
            )
            yield OddValue(each.unit, key, column, str(values[each.unit]), sentence)
