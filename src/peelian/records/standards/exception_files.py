"""The exceptions of a check as files: read in pieces, so that their number does not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.csv as pa_csv
import pyarrow.dataset as pa_dataset

from peelian.records.standards.checked import DETAIL, FORCE, KEY
from peelian.records.standards.results import Exceptional

SHOWN = 20
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so could be read as a formula by a spreadsheet."""


def counts_by_force(path: Path) -> dict[str, int]:
    """Return how many exceptions each force has."""
    counts: Counter[str] = Counter()
    for batch in _batches(path, [FORCE]):
        counts.update(batch.column(0).to_pylist())
    return dict(counts)


def first_rows(path: Path, number: int = SHOWN) -> tuple[Exceptional, ...]:
    """Return the first exceptions."""
    rows = (row for batch in _batches(path, [FORCE, KEY, DETAIL]) for row in batch.to_pylist())
    return tuple(Exceptional(row[FORCE], row[KEY], row[DETAIL] or "") for row in islice(rows, number))


def write_csv(path: Path, target: Path) -> None:
    """Write the exceptions as CSV beside their Parquet; a cell that could run as a formula is quoted."""
    unfinished = target.with_suffix(".csv.part")
    schema = _dataset(path).schema
    with pa_csv.CSVWriter(str(unfinished), schema) as writer:
        for batch in _batches(path, [FORCE, KEY, DETAIL]):
            writer.write_batch(_guarded(batch))
    unfinished.replace(target)


def _guarded(batch: Any) -> Any:
    import pyarrow as pa

    columns = [
        pa.array([_safe(value) for value in column.to_pylist()], pa.string()) for column in batch.columns
    ]
    return pa.record_batch(columns, names=batch.schema.names)


def _safe(value: str | None) -> str | None:
    return f"'{value}" if value and value.startswith(RISKY) else value


def _batches(path: Path, columns: list[str]) -> Iterator[Any]:
    yield from _dataset(path).to_batches(columns=columns)


def _dataset(path: Path) -> Any:
    return pa_dataset.dataset(str(path), format="parquet", exclude_invalid_files=path.is_dir())
