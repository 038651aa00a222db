"""Why a file is no table: its encoding, rows of another length, or two columns of one name, told with the row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from peelian.stats.errors import StatsError


def refuse_repeated_columns(path: Path) -> None:
    """Refuse a CSV file that names a column twice, since it is not known which of them is meant."""
    if path.suffix.lower() != ".csv":
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        header = next(csv.reader(file), [])
    names = [name.strip().casefold() for name in header]
    twice = [name for place, name in enumerate(header) if name and names[place] in names[:place]]
    if twice:
        raise StatsError(
            "file-unreadable",
            f"{path.name} names a column twice: {', '.join(map(repr, twice))}. Capitals do not tell names apart. "
            "Give each column a name of its own.",
            {"file": str(path), "columns": twice},
        )


def why_unreadable(path: Path, said: str) -> str:
    """Return the first fault of a file in a sentence; where none is found, what the engine said of it."""
    if path.suffix.lower() != ".csv":
        return f"{said.rstrip('.')}. Save it anew as Parquet, or as CSV."
    return next(
        _faults(path), f"{said.rstrip('.')}. Save it as CSV with commas, a header and one row a line."
    )


def _faults(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for line, content in enumerate(file):
            try:
                content.decode("utf-8")
            except UnicodeDecodeError:
                yield f"{_place(line)} holds bytes that are no UTF-8 text. Save the file as UTF-8."
                return
    yield from _ragged(path)


def _ragged(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        columns = len(next(rows, []))
        for row, cells in enumerate(rows, start=1):
            if len(cells) not in (0, columns):
                yield (
                    f"row {row} has {len(cells)} cells, and the header has {columns}. Put quotes around a cell that "
                    "holds a comma, or fill the row."
                )


def _place(line: int) -> str:
    return "the header" if line == 0 else f"row {line}"
