"""The period a figure speaks of: a day, a month, a year ending, or only words.

A period knows how it is printed and on which day it ended, when that is known.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from peelian.rules.errors import InvalidValueError

PeriodKind = Literal["year-ending", "day", "month", "range", "calendar-year", "words"]


def day_words(day: date) -> str:
    """Print a date the way the reports do.

    >>> day_words(date(2017, 3, 2))
    '2 March 2017'
    """
    return f"{day.day} {day:%B} {day.year}"


def last_day_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True)
class Period:
    """A stretch of time in one of six forms.

    Build one with the named constructors rather than with the fields.

    Parameters
    ----------
    kind
        The form in which the period was printed.
    start, end
        First and last day, or None where the words do not say.
    text
        The words of a period that has no exact dates, such as "summer 2022".
    """

    kind: PeriodKind
    start: date | None = None
    end: date | None = None
    text: str = ""

    def __post_init__(self) -> None:
        if self.kind == "words" and not self.text.strip():
            raise InvalidValueError("period-invalid", "A period in words needs its words.")
        if self.kind != "words" and self.end is None:
            raise InvalidValueError("period-invalid", f"A period of kind {self.kind} needs its dates.")
        if self.start and self.end and self.end < self.start:
            raise InvalidValueError(
                "period-invalid",
                f"The period ends on {day_words(self.end)}, before it starts on {day_words(self.start)}. "
                "Give the earlier day first.",
            )

    @classmethod
    def year_ending(cls, last_day: date) -> Self:
        """Return the twelve months that end with ``last_day``."""
        return cls("year-ending", _a_year_before(last_day), last_day)

    @classmethod
    def day(cls, day: date) -> Self:
        """Return a single day."""
        return cls("day", day, day)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return a whole month."""
        return cls("month", date(year, month, 1), last_day_of_month(year, month))

    @classmethod
    def range(cls, start: date, end: date) -> Self:
        """Return the days from ``start`` to ``end``, both included."""
        return cls("range", start, end)

    @classmethod
    def calendar_year(cls, year: int) -> Self:
        """Return 1 January to 31 December."""
        return cls("calendar-year", date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def described(cls, text: str, end: date | None = None) -> Self:
        """Return a period known only by its words, with its last day where that is known."""
        return cls("words", None, end, text)

    def words(self) -> str:
        """Return the period as printed, such as "year ending 31 March 2022"."""
        if self.kind == "words" or self.end is None:
            return self.text
        if self.kind == "year-ending":
            return f"year ending {day_words(self.end)}"
        if self.kind == "month":
            return f"{self.end:%B} {self.end.year}"
        if self.kind == "calendar-year":
            return str(self.end.year)
        if self.kind == "range" and self.start is not None:
            return f"{day_words(self.start)} to {day_words(self.end)}"
        return day_words(self.end)

    def to_json(self) -> dict[str, object]:
        """Return plain values from which `period_from_json` builds the same period."""
        end = self.end.isoformat() if self.end else None
        if self.kind == "words":
            return {"kind": "words", "text": self.text, "end": end}
        if self.kind == "month":
            return {"kind": "month", "month": str(end)[:7]}
        if self.kind == "calendar-year":
            return {"kind": "calendar-year", "year": int(str(end)[:4])}
        if self.kind == "range":
            return {"kind": "range", "start": self.start.isoformat() if self.start else None, "end": end}
        return {"kind": self.kind, "date": end}


def period_from_json(data: Mapping[str, object]) -> Period:
    """Build a period from plain values.

    The forms are ``{kind: year-ending, date}``, ``{kind: day, date}``,
    ``{kind: month, month: "2022-09"}``, ``{kind: range, start, end}``,
    ``{kind: calendar-year, year}`` and ``{kind: words, text, end?}``.
    """
    try:
        return _read_period(data)
    except (KeyError, ValueError) as error:
        raise InvalidValueError(
            "period-invalid",
            f"The period {dict(data)} cannot be read ({error}). Give its kind, one of year-ending, day, "
            "month, range, calendar-year, words, with the dates or words of that kind.",
        ) from error


def _read_period(data: Mapping[str, object]) -> Period:
    kind = data["kind"]
    if kind == "year-ending":
        return Period.year_ending(_read_day(data["date"]))
    if kind == "day":
        return Period.day(_read_day(data["date"]))
    if kind == "month":
        year, month = str(data["month"]).split("-")[:2]
        return Period.month(int(year), int(month))
    if kind == "range":
        return Period.range(_read_day(data["start"]), _read_day(data["end"]))
    if kind == "calendar-year":
        return Period.calendar_year(int(str(data["year"])))
    if kind == "words":
        end = data.get("end")
        return Period.described(str(data["text"]), _read_day(end) if end else None)
    raise ValueError(f"unknown kind {kind!r}")


def _read_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _a_year_before(last_day: date) -> date:
    """Return the first day of the year that ends with ``last_day``."""
    if (last_day.month, last_day.day) in {(2, 28), (2, 29)}:
        return date(last_day.year - 1, 3, 1)
    return date.fromordinal(last_day.replace(year=last_day.year - 1).toordinal() + 1)
