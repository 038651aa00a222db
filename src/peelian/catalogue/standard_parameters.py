"""What each kind of check needs to know: the parameters of a standard, one model a kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from peelian.catalogue.column_names import thing_words
from peelian.catalogue.conditions import ColumnPath, Conditions, Plain
from peelian.catalogue.record_tables import Name
from peelian.catalogue.values import CatalogueValue, Identifier, Text

LIMIT_UNITS = ("minutes", "hours", "days", "calendar_days", "working_days", "months")
LINK = "Columns of the other table, each with the column of this table that it must equal."


class Limit(CatalogueValue):
    """A length of time in one unit; `days` are 24 hours where a moment starts them.

    `calendar_days` and `months` go by the date in London, `working_days` leave out weekends
    and holidays. All of them end with the last instant of the last day.
    """

    minutes: int | None = Field(default=None, ge=0)
    hours: int | None = Field(default=None, ge=0)
    days: int | None = Field(default=None, ge=0)
    calendar_days: int | None = Field(default=None, ge=0)
    working_days: int | None = Field(default=None, ge=0)
    months: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        if sum(getattr(self, unit) is not None for unit in LIMIT_UNITS) != 1:
            raise ValueError(f"Give the length in exactly one unit of {', '.join(LIMIT_UNITS)}")
        return self

    @property
    def unit(self) -> str:
        """The unit of the length."""
        return next(unit for unit in LIMIT_UNITS if getattr(self, unit) is not None)

    @property
    def length(self) -> int:
        """How many of the unit."""
        return int(getattr(self, self.unit))


class LimitBy(CatalogueValue):
    """A limit for each code of a column; rows with another code have no limit."""

    column: ColumnPath
    limits: dict[str, Limit] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_one_unit(self) -> Self:
        if len({limit.unit for limit in self.limits.values()}) > 1:
            raise ValueError("Give every limit in the same unit")
        return self


class LimitIn(CatalogueValue):
    """A limit that stands in a column, such as the time that a force has published."""

    column: ColumnPath
    unit: Literal["minutes", "hours", "days", "calendar_days"]


class LinkedRows(CatalogueValue):
    """Rows of another table that belong to a row, and how many of them there must be."""

    table: Name
    link: dict[Name, ColumnPath] = Field(min_length=1, description=LINK)
    where: Conditions = ()
    at_least: int = Field(default=1, ge=0)
    at_most: int | None = Field(default=None, ge=0)


class Need(CatalogueValue):
    """Something that a complete row has; a plain name means that the column is filled in.

    `says` is the name of what is missing, as the exceptions print it.
    """

    column: ColumnPath | None = None
    any_of: tuple[ColumnPath, ...] = ()
    met: Conditions = ()
    linked: LinkedRows | None = None
    says: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = (self.column is not None, bool(self.any_of), bool(self.met), self.linked is not None)
        if sum(given) != 1:
            raise ValueError("A need is exactly one of: the name of a column, 'any_of', 'met', 'linked'")
        if (self.met or self.linked) and not self.says:
            raise ValueError("Say with 'says' what is missing where this need is not met")
        return self

    @property
    def words(self) -> str:
        """What is missing where the need is not met."""
        paths = (self.column,) if self.column else self.any_of
        return self.says or " or ".join(thing_words(path.rpartition(".")[2]) for path in paths)


class ScoreParameters(CatalogueValue):
    """The question of a review instrument that judges each sampled case."""

    instrument: Identifier
    question: Identifier


class CompletenessParameters(CatalogueValue):
    """What every relevant row needs. Blank fails; of a flag, false is an answer."""

    needs: tuple[Need, ...] = Field(min_length=1)


class DeadlineParameters(CatalogueValue):
    """From `start`, `end` must follow inside the limit; at the due moment it is still in time.

    Without `end` nothing can finish it, so that it is overdue once today has passed the limit.
    Where `unfinished` is `open`, a row whose end is blank is never overdue.
    """

    start: ColumnPath
    end: ColumnPath | None = None
    limit: Limit | None = None
    limit_by: LimitBy | None = None
    limit_in: LimitIn | None = None
    unfinished: Literal["overdue", "open"] = "overdue"

    @model_validator(mode="after")
    def _has_one_limit(self) -> Self:
        if sum(given is not None for given in (self.limit, self.limit_by, self.limit_in)) != 1:
            raise ValueError("Give exactly one of 'limit', 'limit_by' and 'limit_in'")
        return self

    @property
    def unit(self) -> str:
        """The unit in which the limit is given."""
        if self.limit is not None:
            return self.limit.unit
        if self.limit_by is not None:
            return next(iter(self.limit_by.limits.values())).unit
        return self.limit_in.unit if self.limit_in else "days"


class RateParameters(CatalogueValue):
    """A measure, and the value that each force has to reach or must not pass, where there is one."""

    measure: Identifier
    at_least: Decimal | None = None
    at_most: Decimal | None = None


class RecencyParameters(CatalogueValue):
    """How old a dated thing may be.

    With `name_column` the newest row of each name counts, and every force must have a row for
    each name of `expected_list`.
    """

    column: ColumnPath
    limit: Limit
    name_column: Name | None = None
    expected_list: tuple[Text, ...] = ()


class NearCopies(CatalogueValue):
    """Texts that say nearly the same as another one of the same thing.

    `within` are the columns that two rows share when they belong together. The likeness of two
    texts is 1 less the share of letters that must change to turn one into the other.
    """

    column: Name
    within: tuple[Name, ...] = Field(min_length=1)
    similarity_at_least: float = Field(gt=0, le=1)


class Order(CatalogueValue):
    """One column by which a list is ordered; `first` names codes in the order that they come."""

    column: ColumnPath
    first: tuple[Text, ...] = ()
    descending: bool = False


class ListParameters(CatalogueValue):
    """The rows that the list returns: those that meet the conditions, or near copies of one another."""

    conditions: Conditions = ()
    near_copies: NearCopies | None = None
    order_by: tuple[Order, ...] = ()

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.conditions and self.near_copies is None:
            raise ValueError("Give 'conditions' or 'near_copies'; a list without either returns every row")
        return self


class DistinctText(CatalogueValue):
    """An event counts only where its text differs from that of every earlier event of the same thing."""

    column: Name
    similarity_below: float = Field(gt=0, le=1)


class EventsParameters(CatalogueValue):
    """Events that must follow a row: the first inside `first` of `start`, then one in each `every`.

    The windows are fixed from the start and end at `until`, or today while that is blank. An
    event counts where it meets the conditions of `each` and has what `needs` names.
    """

    events: Name
    link: dict[Name, ColumnPath] = Field(min_length=1, description=LINK)
    at: Name
    start: ColumnPath
    until: ColumnPath | None = None
    first: Limit | None = None
    every: Limit | None = None
    every_in: LimitIn | None = None
    each: Conditions = ()
    needs: tuple[Name, ...] = ()
    distinct_text: DistinctText | None = None

    @model_validator(mode="after")
    def _has_one_step(self) -> Self:
        if (self.every is not None) == (self.every_in is not None):
            raise ValueError("Give exactly one of 'every' and 'every_in'")
        fixed = ("minutes", "hours", "days")
        if any(limit is not None and limit.unit not in fixed for limit in (self.first, self.every)):
            raise ValueError("Give 'first' and 'every' in minutes, hours or days")
        return self


class Members(CatalogueValue):
    """Who must attend each meeting: every kind of `expected`, or at least so many rows of attendance."""

    table: Name
    link: dict[Name, ColumnPath] = Field(min_length=1, description=LINK)
    column: Name | None = None
    expected: tuple[Text, ...] = ()
    where: Conditions = ()
    at_least: int | None = Field(default=None, ge=1)


class CalendarParameters(CatalogueValue):
    """Dated rows that must follow one another: no two of a group further apart than `every`.

    The last must be no further from today. Every force must have a row for each group of `expected_list`.
    """

    at: ColumnPath
    group: Name
    every: Limit | None = None
    expected_list: tuple[Text, ...] = ()
    members: Members | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if self.every is None and self.members is None:
            raise ValueError("Give 'every', 'members' or both")
        if self.every is not None and self.every.unit not in ("days", "calendar_days", "months"):
            raise ValueError("Give 'every' in days or months")
        return self


class CoverageParameters(CatalogueValue):
    """What each relevant person or thing must have, and the share of a force that must have it."""

    has: LinkedRows | None = None
    met: Conditions = ()
    at_least: Decimal = Field(default=Decimal(1), ge=0, le=1)

    @model_validator(mode="after")
    def _asks_for_one_thing(self) -> Self:
        if (self.has is not None) == bool(self.met):
            raise ValueError("Give exactly one of 'has' and 'met'")
        return self


class LinkParameters(CatalogueValue):
    """A column that must lead to a row of another table; where it is required, blank is broken too."""

    column: ColumnPath
    table: Name
    to: Name | None = None
    required: bool = False


class Reasons(CatalogueValue):
    """The reasons that are allowed for an act."""

    column: ColumnPath
    one_of: tuple[Plain, ...] = Field(min_length=1)


class PermissionParameters(CatalogueValue):
    """Who may do what the row records, what must be recorded with it, and for which reasons."""

    column: ColumnPath | None = None
    allowed: tuple[Text, ...] = ()
    also_needs: tuple[Need, ...] = ()
    allowed_reasons: Reasons | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if (self.column is not None) != bool(self.allowed):
            raise ValueError("Give 'column' together with 'allowed'")
        if self.column is None and not self.also_needs and self.allowed_reasons is None:
            raise ValueError("Say who is allowed, what is needed, or which reasons are allowed")
        return self
