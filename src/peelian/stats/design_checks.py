"""What can be wrong with the columns of a design, all found at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from peelian.stats.errors import StatsError
from peelian.stats.findings import FINDINGS_SHOWN, Finding, Findings
from peelian.stats.labels import Labels, encode
from peelian.stats.numbers_in import Numbers, numeric_column
from peelian.stats.stages import Stage, agrees
from peelian.stats.sums import Floats, Integers


class DesignChecks:
    """Takes the columns as given, hands them back usable, and gathers what is wrong on the way."""

    def __init__(self, rows: int | None, **columns: Any) -> None:
        self._columns = {name: column for name, column in columns.items() if column is not None}
        self.findings = Findings()
        self.flags: list[str] = []
        self.rows = self._row_count(rows)

    def given(self, column: str) -> bool:
        return column in self._columns

    def refuse(self) -> None:
        """Raise what was found so far."""
        self.findings.refuse_any("design-unsound", "The design cannot be used")

    def labels(self, column: str) -> Labels | None:
        """A column of names as numbers; a row without a name is a finding."""
        if not self.given(column):
            return None
        labels = encode(self._columns[column])
        self._note_rows(column, labels.missing_rows(), "the name is missing; every row needs one.")
        return labels

    def weights(self) -> Numbers | None:
        """The weights as numbers; each must be above 0 and finite."""
        if not self.given("weight"):
            return None
        return numeric_column("weight", self._columns["weight"], self.findings, positive=True)

    def population(self, column: str, stratum_of_row: Integers | None, taken: Floats, names: Any) -> Floats:
        """Units in the population of each stratum; infinite where it is unknown."""
        unknown = np.full(len(taken), np.inf)
        if not self.given(column):
            return unknown
        sizes = self._sizes(column, stratum_of_row, len(taken), names)
        if sizes is None:
            return unknown
        short = np.flatnonzero(sizes < taken)
        self.findings.add(
            (
                Finding(
                    f"stratum {names[at]}: the population is {sizes[at]:,.0f}, fewer than the {taken[at]:,.0f} "
                    "units in the sample; it must be at least as many.",
                    column,
                    value=f"{sizes[at]:g}",
                )
                for at in short[:FINDINGS_SHOWN]
            ),
            len(short),
        )
        return sizes

    def refuse_second_without_cluster(self) -> None:
        self.findings.add(
            [Finding("a second stage needs the units of the first; name the cluster.", "second_cluster")]
        )

    def note_lonely_strata(self, first: Stage) -> None:
        """Tell strata of a single unit beside other findings; where they are all that is wrong they have a refusal."""
        if not self.findings.count:
            return
        alone = np.flatnonzero(first.lonely())
        self.findings.add(
            (
                Finding(
                    f"stratum {first.names[at]} holds a single unit, so its spread is unknown.", "stratum"
                )
                for at in alone[:FINDINGS_SHOWN]
            ),
            len(alone),
        )

    def _sizes(self, column: str, stratum_of_row: Integers | None, groups: int, names: Any) -> Floats | None:
        given = self._columns[column]
        if isinstance(given, Mapping):
            return self._sizes_by_name(column, given, names)
        if np.ndim(given) == 0:
            given = np.full(groups, given)
            by_row = None
        else:
            by_row = np.zeros(self.rows, dtype=np.int8) if stratum_of_row is None else stratum_of_row
        read = numeric_column(column, given, self.findings, positive=True)
        if read is None:
            return None
        sizes = read.values
        return sizes if by_row is None else self._one_size_a_stratum(column, sizes, by_row, groups, names)

    def _one_size_a_stratum(
        self, column: str, sizes: Floats, stratum: Integers, groups: int, names: Any
    ) -> Floats:
        found = np.empty(groups)
        found[stratum] = sizes
        if agrees(found, stratum, sizes):
            return found
        differs = np.flatnonzero(found[stratum] != sizes)
        where = np.unique(stratum[differs])
        self.findings.add(
            (
                Finding(f"stratum {names[at]} has more than one population size; it must have one.", column)
                for at in where[:FINDINGS_SHOWN]
            ),
            len(where),
        )
        return found

    def _sizes_by_name(self, column: str, given: Mapping[Any, float], names: Any) -> Floats:
        by_name = {str(name): float(size) for name, size in given.items()}
        absent = [str(name) for name in names if not by_name.get(str(name), 0) > 0]
        self.findings.add(
            [Finding(f"stratum {name} has no population size above 0.", column) for name in absent]
        )
        return np.array([by_name.get(str(name), np.inf) for name in names])

    def _row_count(self, rows: int | None) -> int:
        lengths = {name: _length(column) for name, column in self._columns.items() if _is_column(column)}
        if rows is None and not lengths:
            raise StatsError("design-unsound", "The design has no column: give one, or the number of rows.")
        expected = next(iter(lengths.values())) if rows is None else rows
        self.findings.add(
            Finding(f"has {length:,} rows where {expected:,} are expected.", name)
            for name, length in lengths.items()
            if length != expected
        )
        self.refuse()
        if expected == 0:
            raise StatsError("no-cases", "There are no rows: an estimate needs at least two cases.")
        return expected

    def _note_rows(self, column: str, wrong: Integers, sentence: str) -> None:
        self.findings.add(
            (Finding(sentence, column, int(at) + 1) for at in wrong[:FINDINGS_SHOWN]), len(wrong)
        )


def refuse_lonely_strata(first: Stage, second: Stage | None) -> None:
    """Refuse strata of a single unit that were not taken whole."""
    for stage, what in ((first, "strata"), (second, "clusters")):
        alone = np.flatnonzero(stage.lonely()) if stage is not None else np.empty(0, dtype=int)
        if stage is not None and len(alone):
            names = [str(stage.names[at]) for at in alone]
            listed = ", ".join(names[:FINDINGS_SHOWN]) + (" ..." if len(names) > FINDINGS_SHOWN else "")
            raise StatsError(
                "single-unit-stratum",
                f"{len(names)} of {len(stage.taken):,} {what} hold a single unit ({listed}), so their spread is "
                "unknown. Join them with a like one, or choose what they add: certainty, remove, adjust "
                "or average.",
                {"strata": names[:FINDINGS_SHOWN], "count": len(names)},
            )


def _length(column: Any) -> int:
    return len(column.codes) if isinstance(column, Labels) else len(column)


def _is_column(column: Any) -> bool:
    return isinstance(column, Labels) or (not isinstance(column, Mapping) and np.ndim(column) > 0)
