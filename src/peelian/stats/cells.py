"""Where rows lie: the parts of units that fall into each domain, and the spread between them.

A cell is the part of one unit that lies in one domain; where every row is a unit of its own,
a row is a cell. A group is one stratum crossed with one domain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from peelian.stats.stages import Stage
from peelian.stats.sums import FEW_TERMS, Floats, GroupedSum, Integers, blocks


@dataclass(frozen=True, eq=False)
class Scores:
    """Linearised values, worked out a block of rows at a time.

    Parameters
    ----------
    rows : number of rows that are used.
    at : gives the values of a block of the used rows.
    bound : a number no smaller than any absolute value.
    """

    rows: int
    at: Callable[[slice], Floats]
    bound: float

    def blocks(self) -> Iterator[tuple[slice, Floats]]:
        for block in blocks(self.rows):
            yield block, self.at(block)


@dataclass(frozen=True, eq=False)
class Cells:
    """Cells of one stage.

    Parameters
    ----------
    cell_of_row : cell of each used row; None where a row is a cell.
    most_rows : most rows in a cell.
    group_of_cell : group of each cell.
    count : cells in each group.
    stratum, domain : stratum and domain of each group.
    domains : number of domains.
    """

    cell_of_row: Integers | None
    most_rows: int
    group_of_cell: Integers
    count: Floats
    stratum: Integers
    domain: Integers
    domains: int

    def units_in_domains(self) -> Floats:
        """Units that have a row in each domain."""
        return np.asarray(np.bincount(self.domain, self.count, self.domains), dtype=np.float64)

    def strata_in_domains(self) -> Integers:
        """Strata that have a row in each domain."""
        return np.bincount(self.domain, minlength=self.domains)


@dataclass(frozen=True, eq=False)
class Spread:
    """Count, mean and sum of squared deviations of the cell totals in each group."""

    stratum: Integers
    domain: Integers
    count: Floats
    mean: Floats
    squares: Floats


def cells_of(stage: Stage, rows: Integers | None, domain: Integers | None, domains: int, used: int) -> Cells:
    """Find the cells of a stage.

    Parameters
    ----------
    stage : the stage.
    rows : indices of the rows used, None for all.
    domain : domain of each used row, None where there is one domain.
    domains : number of domains.
    used : number of rows used.
    """
    if stage.unit_of_row is None:
        stratum = _of_rows(stage.stratum_of_unit, rows)
        group = _crossed(stratum, domain, domains, used)
        return _with_groups(None, 1, group, domains)
    parent = stage.stratum_of_unit
    if rows is None and domain is None:
        group = _crossed(parent, None, 1, stage.units)
        return _with_groups(stage.unit_of_row, _most(stage.unit_of_row), group, 1)
    unit = stage.unit_of_row if rows is None else stage.unit_of_row[rows]
    cell_of_row, unit_of_cell, domain_of_cell = _distinct(unit, domain, domains)
    stratum = None if parent is None else parent[unit_of_cell]
    group = _crossed(stratum, domain_of_cell, domains, len(unit_of_cell))
    return _with_groups(cell_of_row, _most(cell_of_row), group, domains)


def spread_of(cells: Cells, scores: Scores) -> Spread:
    """Centre the cell totals on their group's mean, then add the squares.

    The mean is taken first and the squares in a second pass, less the square of what
    rounding left of the mean (Chan, Golub and LeVeque 1983, equation 1.7), so that equal
    totals give exactly 0.
    """
    totals = scores if cells.cell_of_row is None else _cell_totals(cells, scores)
    terms = int(cells.count.max())
    sums, largest = GroupedSum(len(cells.count), terms, totals.bound), 0.0
    for block, values in totals.blocks():
        sums.add(cells.group_of_cell[block], values)
        largest = max(largest, float(values.max()), -float(values.min()))
    mean = sums.result() / cells.count
    first = GroupedSum(len(mean), terms, 2 * largest)
    second = GroupedSum(len(mean), terms, 4 * largest * largest)
    for block, values in totals.blocks():
        group = cells.group_of_cell[block]
        away = values - mean[group]
        first.add(group, away)
        second.add(group, away * away)
    squares = np.maximum(second.result() - first.result() ** 2 / cells.count, 0.0)
    return Spread(cells.stratum, cells.domain, cells.count, mean, squares)


def _cell_totals(cells: Cells, scores: Scores) -> Scores:
    parts = 1 if cells.most_rows <= FEW_TERMS else 2
    sums = GroupedSum(len(cells.group_of_cell), cells.most_rows, scores.bound, parts)
    for block, values in scores.blocks():
        sums.add(cells.cell_of_row[block], values)  # type: ignore[index]
    totals = sums.result()
    largest = max(float(totals.max()), -float(totals.min()))
    return Scores(len(totals), lambda block: totals[block], largest)


def _distinct(
    unit: Integers, domain: Integers | None, domains: int
) -> tuple[Integers, Integers, Integers | None]:
    """Number the pairs of unit and domain that occur, in sorted order."""
    top = int(unit.max()) + 1
    if domain is None:
        present = np.zeros(top, dtype=bool)
        present[unit] = True
        if present.all():
            return unit, np.arange(top), None
        return (np.cumsum(present) - 1)[unit], np.flatnonzero(present), None
    domain_of_unit = np.full(top, -1, dtype=np.int64)
    domain_of_unit[unit] = domain
    if np.array_equal(domain_of_unit[unit], domain):
        present = domain_of_unit >= 0
        if present.all():
            return unit, np.arange(top), domain_of_unit
        return (np.cumsum(present) - 1)[unit], np.flatnonzero(present), domain_of_unit[present]
    key = unit.astype(np.int64) * domains
    key += domain
    cell_of_row, pairs = _numbered(key)
    return cell_of_row, pairs // domains, pairs % domains


def _numbered(key: Integers) -> tuple[Integers, Integers]:
    """Number the values that occur, in sorted order; quick where the rows already stand by unit."""
    nearly_sorted = bool((np.diff(key[: 1 << 16]) >= 0).mean() > 0.5) if len(key) > 1 else True
    order = np.argsort(key, kind="stable" if nearly_sorted else None)
    ranked = key[order]
    new = np.empty(len(key), dtype=bool)
    new[0] = True
    np.not_equal(ranked[1:], ranked[:-1], out=new[1:])
    kind: type[np.integer] = np.int32 if len(key) < 2**31 else np.int64
    place: Integers = np.cumsum(new, dtype=kind) - kind(1)
    number: Integers = np.empty(len(key), dtype=kind)
    number[order] = place
    return number, ranked[new]


def _crossed(stratum: Integers | None, domain: Integers | None, domains: int, rows: int) -> Integers:
    if stratum is None:
        return np.zeros(rows, dtype=np.int8) if domain is None else domain
    return stratum if domain is None else stratum * np.int64(domains) + domain


def _with_groups(cell_of_row: Integers | None, most: int, group: Integers, domains: int) -> Cells:
    """Number the groups that occur and count their cells."""
    size = int(group.max()) + 1
    if size > 4 * len(group) + 1024:
        number, found = _numbered(group)
        count = np.bincount(number).astype(np.float64)
        return Cells(cell_of_row, most, number, count, found // domains, found % domains, domains)
    count = np.bincount(group, minlength=size).astype(np.float64)
    found = np.flatnonzero(count)
    number = group if len(found) == size else (np.cumsum(count > 0) - 1)[group]
    return Cells(cell_of_row, most, number, count[found], found // domains, found % domains, domains)


def _most(cell_of_row: Integers) -> int:
    """Most rows in a cell."""
    return int(np.bincount(cell_of_row).max())


def _of_rows(codes: Integers | None, rows: Integers | None) -> Integers | None:
    return codes if codes is None or rows is None else codes[rows]
