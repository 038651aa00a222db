"""What differs between two versions of a return as they were sent, cell by cell and row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

from peelian.records.returned.check import Row
from peelian.records.returned.templates import ReturnTemplate

FIRST_ROW = 2
"""The line of the first row below the header, for versions that did not keep their lines."""


@dataclass(frozen=True)
class CellChange:
    """One cell that differs, or, without a column, a row that came or went with what its cells say.

    `before` is None where the cell was empty or the row is new, `after` where it is empty now or the row is gone.
    """

    row: str
    column: str
    before: str | None
    after: str | None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def lines_of(rows: Sequence[Row], lines: Sequence[int] | None) -> Sequence[int]:
    """The line of the file on which each row stands."""
    return lines or range(FIRST_ROW, FIRST_ROW + len(rows))


def faults_by_cell(findings: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], str]:
    """What stood in each cell that has to be mended, by line and column; a fault of a whole row has no column."""
    faults = (each for each in findings if each["weight"] == "fault" and each["row"])
    return {(each["row"], each["column"]): each["value"] for each in faults}


def as_sent(
    rows: Sequence[Row], lines: Sequence[int] | None, findings: Sequence[Mapping[str, Any]]
) -> tuple[Row, ...]:
    """The rows with what stood in the cells that were refused, which the rows that were read leave out."""
    refused = faults_by_cell(findings)
    return tuple(
        {name: value or refused.get((line, name)) or None for name, value in row.items()}
        for line, row in zip(lines_of(rows, lines), rows, strict=False)
    )


def cell_changes(
    template: ReturnTemplate, before: Sequence[Row], after: Sequence[Row]
) -> tuple[CellChange, ...]:
    """Return every cell whose value differs and every row that came or went, in the order of the rows and columns.

    Rows of the same name are set beside one another in their order.
    """
    old, new = _by_key(template, before), _by_key(template, after)
    return tuple(
        change
        for key in dict.fromkeys([*old, *new])
        for number, (was, now) in enumerate(zip_longest(old.get(key, []), new.get(key, [])), start=1)
        for change in _row_changes(template, _name(key, number), was, now)
    )


def _row_changes(
    template: ReturnTemplate, name: str, was: Row | None, now: Row | None
) -> Iterator[CellChange]:
    if was is None or now is None:
        gone, come = (None if each is None else _row_words(template, each) for each in (was, now))
        yield CellChange(name, "", gone, come)
        return
    for column in template.names:
        if was.get(column) != now.get(column):
            yield CellChange(name, column, was.get(column), now.get(column))


def _by_key(template: ReturnTemplate, rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[template.key_of(row)].append(row)
    return found


def _name(key: str, number: int) -> str:
    return key if number == 1 else f"{key} (row {number} of that name)".strip()


def _row_words(template: ReturnTemplate, row: Row) -> str:
    """What the cells of a row say beside its name."""
    left_out = {"force", *template.row_key}
    told = [f"{name} {row[name]}" for name in template.names if name not in left_out and row.get(name)]
    return "; ".join(told) or "no value"
