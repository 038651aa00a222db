"""Findings about data: where, what was seen and what is allowed, all told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from peelian.stats.errors import StatsError

FINDINGS_SHOWN = 20
ROWS_COUNTED = "Rows are counted below the header: row 1 is line 2 of a spreadsheet."
"""Told wherever findings about a file name rows."""


@dataclass(frozen=True)
class Finding:
    """One place where the data are not as they must be.

    Parameters
    ----------
    message : the sentence: what was seen and what is allowed.
    column : the argument or column it is about.
    row : number of the row, counted from 1, or None when it is about the whole column.
    value : the value seen, as text.
    """

    message: str
    column: str = ""
    row: int | None = None
    value: str = ""

    def words(self) -> str:
        """The place and the sentence on one line."""
        place = ", ".join(part for part in (self.column, f"row {self.row}" if self.row else "") if part)
        return f"{place}: {self.message}" if place else self.message


class Findings:
    """Gathers findings, keeps the first few of each kind, and counts them all."""

    def __init__(self) -> None:
        self.kept: list[Finding] = []
        self.count = 0

    def add(self, findings: Iterable[Finding], count: int | None = None) -> None:
        """Keep some findings; ``count`` is how many there are when not all are given."""
        listed = list(findings)
        self.kept.extend(listed)
        self.count += len(listed) if count is None else count

    def refuse_any(self, code: str, opening: str) -> None:
        """Raise one error with all that was found, if anything was.

        Raises
        ------
        StatsError
            Its details hold ``findings`` (at most ``FINDINGS_SHOWN``, as plain dictionaries)
            and ``count``, how many there are.
        """
        if not self.count:
            return
        shown = self.kept[:FINDINGS_SHOWN]
        things = "1 finding" if self.count == 1 else f"{self.count:,} findings"
        more = f", of which {len(shown)} are listed" if len(shown) < self.count else ""
        raise StatsError(
            code,
            f"{opening}: {things}{more}. {' '.join(finding.words() for finding in shown[:3])}",
            {"findings": [asdict(finding) for finding in shown], "count": self.count},
        )
