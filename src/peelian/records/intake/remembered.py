"""What the first pass remembers of the rows that it leaves, so that the second finds them by one look at each row.

A row that is not plain is known again by the hash of one of its cells, that of its identifier. Other rows may share
it: what is remembered only says which rows are worth another look, and how many must be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import duckdb
from duckdb.func import PythonUDFType

BITS = 1 << 16
MOST = BITS // 16
"""Beyond it testing every row costs no more than asking which to test."""
MOST_LETTERS = 1 << 24
"""Beyond it the cells of the rows are not kept but read again."""


class Remembered:
    """The number of the rows that were left, and as long as they are not many, what tells them from others.

    Parameters
    ----------
    key
        The SQL of the cell by whose hash a row is known again.
    width
        How many cells a row has.
    """

    def __init__(self, key: str, width: int) -> None:
        self.rows = 0
        self.key = key
        self._cells = f"[{', '.join(f'c{place}' for place in range(width))}]"
        self._hash = f"CAST(hash({key}) % {BITS} AS INTEGER)"
        self._places: set[int] = set()
        self._letters = 0
        self._held: list[Any] = []
        # The engine asks from several threads at once.
        self._lock = Lock()

    @property
    def leave(self) -> str:
        """The SQL that is never true, and remembers the row that it is asked of."""
        return f"remember({self._hash}, {self._cells})"

    @property
    def maybe(self) -> str:
        """The SQL that is true of every row that was left, and of few others."""
        if len(self._places) > MOST:
            return "true"
        bits = bytearray(b"0" * BITS)
        for place in self._places:
            bits[place] = ord("1")
        return f"get_bit(CAST('{bits.decode()}' AS BIT), {self._hash}) = 1"

    @property
    def held(self) -> Any | None:
        """The cells of all rows that were left as a table of Arrow, in no order; None where they are too many."""
        import pyarrow as pa

        if len(self._places) > MOST or self._letters > MOST_LETTERS:
            return None
        return pa.table({"cells": pa.chunked_array(self._held, pa.list_(pa.string()))})

    @contextmanager
    def listening(self, engine: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Let statements of the engine remember rows."""
        engine.create_function(
            "remember",
            self._remember,
            ["INTEGER", "VARCHAR[]"],
            "BOOLEAN",
            type=PythonUDFType.ARROW,
            side_effects=True,
        )
        try:
            yield
        finally:
            engine.remove_function("remember")

    def _remember(self, places: Any, cells: Any) -> Any:
        import pyarrow as pa

        with self._lock:
            self.rows += len(places)
            if len(self._places) <= MOST:
                self._places.update(places.unique().to_pylist())
            self._letters += cells.nbytes
            if self._letters <= MOST_LETTERS:
                self._held += cells.chunks
            else:
                self._held.clear()
        return pa.array([False] * len(places))
