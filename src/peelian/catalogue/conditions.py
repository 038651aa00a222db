"""Conditions on the rows of a table of records: the language in which standards and measures say "where".

A list of conditions means all of them; `any_of` holds lists of which one is enough. What is
missing satisfies no comparison, be it "equals" or "not equals"; only `missing` asks for it.
A column may be reached through a reference: `crime_id.offence_group` is the column
`offence_group` of the crime that the column `crime_id` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from peelian.catalogue.values import CatalogueValue

NAME = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
ColumnPath = Annotated[str, StringConstraints(pattern=rf"^{NAME}(?:\.{NAME})*$")]
"""The name of a column, or the way to it through references, parted by full stops."""

TODAY = "today"
"""Stands for the day on which records are checked, where the end of a span is asked for."""

Plain = bool | int | float | str
COMPARISONS = ("equals", "not_equals", "at_least", "at_most", "more_than", "less_than", "before", "after")
LISTS = ("one_of", "none_of")
PRESENCE = ("missing", "present")
TESTS = (*COMPARISONS, *LISTS, *PRESENCE)
SPAN_SECONDS = {"minutes": 60, "hours": 3600, "days": 86400}


class Age(CatalogueValue):
    """A length of time counted back from today."""

    days: int = Field(default=0, ge=0)
    months: int = Field(default=0, ge=0)


class Operand(CatalogueValue):
    """What a column is compared with when it is no plain value: another column, or today less an age."""

    column: ColumnPath | None = None
    today: bool = False
    less: Age = Age()

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.column is not None) == self.today:
            raise ValueError("Name either a column or 'today: true' to compare with")
        return self


class Span(CatalogueValue):
    """The time from one column to another, or to `today`, in one unit."""

    minutes: tuple[ColumnPath, ColumnPath] | None = None
    hours: tuple[ColumnPath, ColumnPath] | None = None
    days: tuple[ColumnPath, ColumnPath] | None = None

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        if sum(getattr(self, unit) is not None for unit in SPAN_SECONDS) != 1:
            raise ValueError("Give the span in exactly one unit: minutes, hours or days")
        return self

    @property
    def unit(self) -> str:
        """The unit in which the span is counted."""
        return next(unit for unit in SPAN_SECONDS if getattr(self, unit) is not None)

    @property
    def ends(self) -> tuple[str, str]:
        """The column where the span starts, and the column where it ends, or `today`."""
        ends: tuple[str, str] = getattr(self, self.unit)
        return ends


class Condition(CatalogueValue):
    """One test of a row: of a column, of a span of time, or a choice between lists of tests."""

    column: ColumnPath | None = None
    span: Span | None = None
    any_of: tuple[tuple[Condition, ...], ...] = ()
    equals: Plain | Operand | None = None
    not_equals: Plain | Operand | None = None
    one_of: tuple[Plain, ...] | None = None
    none_of: tuple[Plain, ...] | None = None
    missing: bool | None = None
    present: bool | None = None
    at_least: Plain | Operand | None = None
    at_most: Plain | Operand | None = None
    more_than: Plain | Operand | None = None
    less_than: Plain | Operand | None = None
    before: Plain | Operand | None = None
    after: Plain | Operand | None = None

    @model_validator(mode="after")
    def _tests_one_thing(self) -> Self:
        if (self.column is not None) + (self.span is not None) + bool(self.any_of) != 1:
            raise ValueError("A condition names exactly one of 'column', 'span' and 'any_of'")
        if self.any_of and self.tests:
            raise ValueError("The tests belong into the lists of 'any_of', not beside it")
        if not self.any_of and not self.tests:
            raise ValueError(f"Say what is asked: one of {', '.join(TESTS)}")
        return self

    @property
    def tests(self) -> tuple[tuple[str, object], ...]:
        """Each test that is asked, with the value it is given."""
        given = ((name, getattr(self, name)) for name in TESTS)
        return tuple((name, value) for name, value in given if value is not None)


Conditions = tuple[Condition, ...]


def columns_in(conditions: Iterable[Condition]) -> Iterator[str]:
    """Yield every column that conditions name, also inside `any_of`, in the order of the text."""
    for condition in conditions:
        if condition.column is not None:
            yield condition.column
        if condition.span is not None:
            yield from (end for end in condition.span.ends if end != TODAY)
        for _, value in condition.tests:
            if isinstance(value, Operand) and value.column is not None:
                yield value.column
        for choice in condition.any_of:
            yield from columns_in(choice)
