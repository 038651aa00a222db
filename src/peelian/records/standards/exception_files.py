"""The exceptions of a check as files: read in pieces, so that their number does not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from peelian.records.formula_guard import NUMBER, RISKY
from peelian.records.standards.checked import DETAIL, FORCE, KEY
from peelian.records.standards.results import Exceptional

SHOWN = 20
PIECE = 100_000
"""So many exceptions are in memory at once."""
BUFFER = 1 << 16
"""So many bytes are read at once: the first exceptions are there before the rest is read."""


def counts_by_force(path: Path) -> dict[str, int]:
    """Return how many exceptions each force has."""
    counts: Counter[str] = Counter()
    for batch in _batches(path, [FORCE]):
        for found in pc.value_counts(batch.column(0)):
            counts[found["values"].as_py()] += found["counts"].as_py()
    return dict(counts)


def first_rows(path: Path, number: int = SHOWN) -> tuple[Exceptional, ...]:
    """Return the first exceptions, without reading on to the others."""
    batches = _batches(path, [FORCE, KEY, DETAIL], number)
    rows = islice((row for batch in batches for row in batch.to_pylist()), number)
    return tuple(Exceptional(row[FORCE], row[KEY], row[DETAIL] or "") for row in rows)


def write_csv(path: Path, target: Path) -> None:
    """Write the exceptions as CSV beside their Parquet; what could run as a formula is kept from it."""
    unfinished = target.with_suffix(".csv.part")
    names = [FORCE, KEY, DETAIL]
    with pa_csv.CSVWriter(str(unfinished), pa.schema([(name, pa.string()) for name in names])) as writer:
        for batch in _batches(path, names):
            cells = [_guarded(column.cast(pa.string())) for column in batch.columns]
            writer.write_batch(pa.record_batch(cells, names=names))
    unfinished.replace(target)


def _guarded(column: Any) -> Any:
    """Cells with an apostrophe before those that a spreadsheet could run."""
    risky = pc.and_not(pc.match_substring_regex(column, RISKY), pc.match_substring_regex(column, NUMBER))
    return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)


def _batches(path: Path, columns: list[str], rows: int = PIECE) -> Iterator[Any]:
    """The rows of a file, or of the files that an engine has put into a folder."""
    for file in sorted(path.glob("*.parquet")) if path.is_dir() else [path]:
        read = pq.ParquetFile(file, read_dictionary=[FORCE], pre_buffer=False, buffer_size=BUFFER)
        yield from read.iter_batches(rows, columns=columns, use_threads=False)
