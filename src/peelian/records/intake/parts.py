"""The accepted parts of a table, and from which row of which file each of their rows came."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from peelian.records.duck import quoted_text
from peelian.records.intake.sources import Source


@dataclass(frozen=True)
class Part:
    """One Parquet file of accepted rows.

    `passed` lists, in order, the rows of the file that are not in the part and stand between rows that are;
    `rows` lists the number of every row instead, where the part holds rows that were read again.
    """

    source: Source
    path: Path
    first_row: int
    passed: Sequence[int] = ()
    rows: Sequence[int] | None = None

    def row(self, place: int) -> int:
        """Return the number in its file of the row at a place in the part, the first place being 0.

        >>> Part(source=None, path=Path(), first_row=2, passed=(3, 4, 7)).row(1)  # type: ignore[arg-type]
        5
        """
        if self.rows is not None:
            return self.rows[place]
        # The row before which as many rows were passed over as the search itself finds.
        before = bisect_right(
            range(len(self.passed)), place, key=lambda number: self.passed[number] - self.first_row - number
        )
        return self.first_row + place + before


def rows_of(parts: Sequence[Part]) -> str:
    """Return the SQL of the rows of parts; a column that only some of them have is blank in the others."""
    files = ", ".join(quoted_text(str(part.path)) for part in parts)
    return f"read_parquet([{files}], union_by_name = true)"
