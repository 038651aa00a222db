"""What the first pass remembers of the rows that it leaves, so that the second finds them by one look at each row.

A row that is not plain is known again by the hash of one of its cells. Other rows may share it: what is
remembered only says which rows are worth testing once more, and how many must be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
from duckdb.func import PythonUDFType

BITS = 1 << 16
MOST = BITS // 16
"""Beyond it testing every row costs no more than asking which to test."""


class Remembered:
    """The number of the rows that were left, and the hashes of one cell of each, as long as they are not many."""

    def __init__(self, cell: str) -> None:
        self.rows = 0
        self._hash = f"CAST(hash({cell}) % {BITS} AS INTEGER)"
        self._places: set[int] = set()

    @property
    def leave(self) -> str:
        """The SQL that is never true, and remembers the row that it is asked of."""
        return f"remember({self._hash})"

    @property
    def maybe(self) -> str:
        """The SQL that is true of every row that was left, and of few others."""
        if len(self._places) > MOST:
            return "true"
        bits = bytearray(b"0" * BITS)
        for place in self._places:
            bits[place] = ord("1")
        return f"get_bit(CAST('{bits.decode()}' AS BIT), {self._hash}) = 1"

    @contextmanager
    def listening(self, engine: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Let statements of the engine remember rows."""
        engine.create_function(
            "remember",
            self._remember,
            ["INTEGER"],
            "BOOLEAN",
            type=PythonUDFType.ARROW,
            side_effects=True,
        )
        try:
            yield
        finally:
            engine.remove_function("remember")

    def _remember(self, places: Any) -> Any:
        import pyarrow as pa

        self.rows += len(places)
        if len(self._places) <= MOST:
            self._places.update(places.unique().to_pylist())
        return pa.array([False] * len(places))
