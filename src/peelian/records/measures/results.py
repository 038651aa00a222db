"""What measures came to: plain values that say themselves in words, as JSON, CSV or Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from peelian.catalogue.measures import Measure
from peelian.records.measures.scope import Days

if TYPE_CHECKING:
    import pyarrow as pa

NO_DETAILS: Mapping[str, float] = MappingProxyType({})
Status = Literal["value", "small-base", "no-base", "excluded"]
FORCE = "force"
REVERSED_WORDS = "The end lies before the beginning, so that the time between cannot be told."
COLUMNS = (
    "measure", "force", "breakdown", "numerator", "denominator", "value", "lower", "upper", "method",
    "unit", "status", "prints", "missing", "excluded", "first_day", "last_day",
)  # fmt: skip


class MeasureValue(NamedTuple):
    """One measure for one group of rows.

    `value` is a proportion for shares and a plain number otherwise, None where `status` says why.
    `missing` counts rows of the base that lack the value, `excluded` the rows that each exclusion
    of the measure takes, in its order, `reversed` the rows left out since an end lies before its beginning.
    """

    measure: str
    group: tuple[tuple[str, str], ...]
    status: Status
    words: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    method: str = ""
    missing: int = 0
    excluded: tuple[int, ...] = ()
    reversed: int = 0
    details: Mapping[str, float] = NO_DETAILS

    @property
    def force(self) -> str:
        """The force that the value is of."""
        return next((name for key, name in self.group if key == FORCE), "")

    @property
    def breakdown(self) -> tuple[tuple[str, str], ...]:
        """The group beside the force."""
        return tuple(part for part in self.group if part[0] != FORCE)

    @property
    def place(self) -> str:
        """The group in one line, the force first."""
        return ", ".join(value for _, value in self.group)


@dataclass(frozen=True)
class LeftOut:
    """A measure that could not be worked out, and why; for all forces where none is named."""

    measure: str
    reason: str
    force: str = ""


@dataclass(frozen=True)
class MeasureResults:
    """The values of many measures for one period, with the measures that were left out."""

    days: Days
    by: tuple[str, ...]
    measures: tuple[Measure, ...]
    values: tuple[MeasureValue, ...]
    left_out: tuple[LeftOut, ...] = ()

    @cached_property
    def _definitions(self) -> dict[str, Measure]:
        return {measure.identifier: measure for measure in self.measures}

    def of(self, measure: str) -> tuple[MeasureValue, ...]:
        """Return the values of one measure, in the order of their groups."""
        return tuple(value for value in self.values if value.measure == measure)

    def prints(self, measure: str) -> dict[str, str]:
        """Return the words of one measure by group."""
        return {value.place: value.words for value in self.of(measure)}

    def rows(self) -> list[dict[str, Any]]:
        """Return one plain row a value, as the CSV and Parquet files hold them."""
        return [self._row(value) for value in self.values]

    def to_json(self) -> dict[str, Any]:
        """Return plain values, numbers in full precision."""
        return {
            "period": {"first_day": self.days.first.isoformat(), "last_day": self.days.last.isoformat()},
            "by": list(self.by),
            "measures": [_described(measure) for measure in self.measures],
            "values": [self._json(value) for value in self.values],
            "left_out": [_named(each) for each in self.left_out],
        }

    def to_csv(self) -> str:
        """Return the values as CSV with a heading; a text that a spreadsheet would run is quoted."""
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({name: _cell(cell) for name, cell in row.items()} for row in self.rows())
        return out.getvalue()

    def to_arrow(self) -> pa.Table:
        """Return the values as a table, for Parquet."""
        import pyarrow as pa

        numbers = {"numerator", "denominator", "value", "lower", "upper"}
        kinds = {
            name: pa.float64() if name in numbers else pa.int64() if name == "missing" else pa.string()
            for name in COLUMNS
        }
        return pa.Table.from_pylist(self.rows(), schema=pa.schema(list(kinds.items())))

    def _row(self, value: MeasureValue) -> dict[str, Any]:
        measure = self._definitions[value.measure]
        return {
            "measure": value.measure,
            "force": value.force,
            "breakdown": "; ".join(f"{name}: {text}" for name, text in value.breakdown),
            "numerator": _counted(value.numerator),
            "denominator": _counted(value.denominator),
            "value": value.value,
            "lower": value.lower,
            "upper": value.upper,
            "method": value.method,
            "unit": measure.unit,
            "status": value.status,
            "prints": value.words,
            "missing": value.missing,
            "excluded": "; ".join(_exclusions(measure, value)),
            "first_day": self.days.first.isoformat(),
            "last_day": self.days.last.isoformat(),
        }

    def _json(self, value: MeasureValue) -> dict[str, Any]:
        measure = self._definitions[value.measure]
        row = {name: cell for name, cell in self._row(value).items() if name not in ("breakdown", "excluded")}
        reasons = [{"reason": reason, "rows": rows} for reason, rows in _left_out(measure, value)]
        return {**row, "breakdown": dict(value.breakdown), "excluded": reasons, **value.details}


def _named(out: LeftOut) -> dict[str, str]:
    """What was left out as plain values; the force only where it is one alone."""
    return {name: value for name, value in asdict(out).items() if value or name != FORCE}


def _described(measure: Measure) -> dict[str, Any]:
    names = ("identifier", "title", "definition", "reading_note", "source", "unit", "polarity", "kind")
    return {name: getattr(measure, name) for name in names}


def _exclusions(measure: Measure, value: MeasureValue) -> list[str]:
    return [f"{reason} ({rows:,} rows)" for reason, rows in _left_out(measure, value)]


def _left_out(measure: Measure, value: MeasureValue) -> list[tuple[str, int]]:
    """Why rows of the base are left out, and how many."""
    pairs = zip((each.reason for each in measure.exclusions), value.excluded, strict=False)
    return [(reason, rows) for reason, rows in (*pairs, (REVERSED_WORDS, value.reversed)) if rows]


def _counted(number: float | None) -> float | None:
    """A sum that came to a whole number as counts are printed, 3 and not 3.0."""
    return int(number) if number is not None and number == int(number) else number


def _cell(cell: Any) -> Any:
    """Keep a spreadsheet from running a text as a formula."""
    risky = isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{cell}" if risky else cell
