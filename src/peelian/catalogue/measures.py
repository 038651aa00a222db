"""Measures of a force's records: what is counted, over what, for which period, and how it may be read.

A measure is data. The engine in `peelian.records.measures` works it out from the tables of
`peelian.catalogue.record_tables`; a measure never names an engine or holds a statement.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from peelian.catalogue.conditions import SPAN_SECONDS, TODAY, ColumnPath, Condition, Span
from peelian.catalogue.record_tables import Name
from peelian.catalogue.values import CatalogueValue, Identifier, Text

MeasureKind = Literal[
    "count",
    "total",
    "rate",
    "share",
    "split",
    "within-target",
    "mean",
    "median",
    "percentile",
    "change",
    "spread",
    "ratio",
    "attainment",
    "repeats",
]
Polarity = Literal["higher-is-better", "lower-is-better", "neither"]

PERIOD_BREAKDOWNS = ("year", "month", "day", "hour")
"""Breakdowns that every measure with a dating column has, by the moment in that column."""
REPEAT = "repeat"
"""Says of a planted record how many rows it stands for."""
DEFAULT_SMALL_BASE = 30
"""Below so many cases a share stands as a count; nobody publishes the limit, so a measure may set its own."""


class MeasuredValue(CatalogueValue):
    """The number that a row brings: a column, a span of time, or the difference of two columns.

    A span that ends `today` ends on the last day of the period. The difference is the first
    column less the second.
    """

    column: ColumnPath | None = None
    seconds: tuple[ColumnPath, ColumnPath] | None = None
    minutes: tuple[ColumnPath, ColumnPath] | None = None
    hours: tuple[ColumnPath, ColumnPath] | None = None
    days: tuple[ColumnPath, ColumnPath] | None = None
    difference: tuple[ColumnPath, ColumnPath] | None = None

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        if sum(getattr(self, name) is not None for name in MeasuredValue.model_fields) != 1:
            raise ValueError(
                "Give the value as exactly one of: column, seconds, minutes, hours, days, difference"
            )
        return self

    @property
    def span(self) -> Span | None:
        """The span of time; None where the value is none."""
        given = {unit: getattr(self, unit) for unit in SPAN_SECONDS if getattr(self, unit) is not None}
        return Span(**given) if given else None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the value reads."""
        if self.column is not None:
            return (self.column,)
        ends = self.difference or self.seconds or (self.span.ends if self.span else ())
        return tuple(name for name in ends if name != TODAY)


class Target(CatalogueValue):
    """The largest value that meets the standard: one number, a column, or a number for each code of a column."""

    at_most: Decimal | None = None
    in_column: Name | None = None
    column: Name | None = None
    limits: dict[str, Decimal] = Field(default_factory=dict)


class Link(CatalogueValue):
    """Rows of another table that belong to a row: `columns` pairs theirs with ours."""

    table: Name
    columns: dict[Name, Name] = Field(min_length=1)
    where: tuple[Condition, ...] = ()


class Held(CatalogueValue):
    """Counts the rows that hold on the last day of the period: begun by then and not yet ended."""

    start: Name | None = None
    end: Name | None = None


class Base(CatalogueValue):
    """What a rate is formed on: residents, a sum of a column, distinct values of a column, or another table."""

    population: bool = False
    sum: Name | None = None
    distinct: Name | None = None
    table: Name | None = None
    where: tuple[Condition, ...] = ()
    held: Held | None = None
    factor: int = Field(default=1, gt=0)


class Band(CatalogueValue):
    """A breakdown by size: a value cut at `edges`, each edge the first number of the next band."""

    name: Identifier
    value: MeasuredValue
    edges: tuple[int, ...] = Field(min_length=1)


class Exclusion(CatalogueValue):
    """Rows left out of a measure, and the reason that is printed beside it."""

    where: tuple[Condition, ...] = Field(min_length=1)
    reason: Text


class MeasureExample(CatalogueValue):
    """Planted records with the words that a calculation by hand prints for each group.

    A record with `repeat` stands for so many rows. A record without a key is numbered, and one
    without a force is Cleveland's. The key of `prints` is the force and the breakdowns of `by`,
    parted by commas; groups that are not listed are not there.
    """

    by: tuple[str, ...] = ("force",)
    first_day: date = date(2021, 4, 1)
    last_day: date = date(2022, 3, 31)
    records: dict[Name, tuple[dict[str, object], ...]]
    populations: tuple[dict[str, str | int], ...] = ()
    prints: dict[str, Text] = Field(min_length=1)


class Measure(CatalogueValue):
    """One measure with everything that its reader needs to know of it.

    `where` says which rows are in scope, the base of a share; `counted` says which of them count.
    `window` is the length in months where it is not that of the period asked for; `earlier` is how
    many months before the period a change is counted from. `linked` counts rows that have a row in
    another table. `part` and `whole` are columns whose sums form a share; `whole_bound` says in
    which column a whole is "more than" its number. `over` is the column whose values form the groups of a
    spread or a ratio, or of which those count that occur `times` times or more.
    """

    identifier: Identifier
    items: tuple[Text, ...] = ()
    figures: tuple[Text, ...] = ()
    title: Text
    definition: Text
    reading_note: Text
    source: Text
    unit: Text
    decimals: int = Field(default=1, ge=0, le=6)
    polarity: Polarity
    table: Name
    kind: MeasureKind
    where: tuple[Condition, ...] = ()
    counted: tuple[Condition, ...] = ()
    value: MeasuredValue | None = None
    target: Target | None = None
    per: Base | None = None
    percentile: Decimal | None = Field(default=None, gt=0, lt=1)
    distinct: Name | None = None
    weigh: Name | None = None
    part: Name | None = None
    whole: Name | None = None
    whole_bound: Name | None = None
    split_by: Name | None = None
    over: Name | None = None
    times: int | None = Field(default=None, gt=1)
    reference: Text | None = None
    linked: Link | None = None
    held: Held | None = None
    window: int | None = Field(default=None, gt=0)
    earlier: int | None = Field(default=None, gt=0)
    period_column: Name | None = None
    breakdowns: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    interval: bool = True
    small_base: int = Field(default=DEFAULT_SMALL_BASE, ge=0)
    examples: tuple[MeasureExample, ...] = Field(min_length=1)

    def band(self, name: str) -> Band | None:
        """Return the band of a name, or None."""
        return next((band for band in self.bands if band.name == name), None)

    @property
    def splits(self) -> tuple[str, ...]:
        """The column by which the measure is told apart beyond what is asked for."""
        name = {"split": self.split_by, "ratio": self.over}.get(self.kind)
        return (name,) if name else ()


class MeasuresFile(CatalogueValue):
    """The content of one file of the folder `measures`."""

    measures: tuple[Measure, ...] = Field(min_length=1)
