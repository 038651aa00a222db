"""Deadline: one thing follows another in time. At the due moment it is in time, past it it is late.

A row whose start or limit is blank cannot be judged; one whose code has no limit is not relevant,
for no clock runs for it. A row that is open is overdue when the day of the check lies past its due day.
"""

from __future__ import annotations

from typing import Any

import ibis

from peelian.catalogue.conditions import SPAN_SECONDS
from peelian.catalogue.standard_parameters import DeadlineParameters
from peelian.catalogue.standards import DeadlineStandard
from peelian.records.expressions import seconds_between
from peelian.records.local_time import instant, local_date
from peelian.records.standards.checked import Checked, Records, exceptions, whole
from peelian.records.standards.unjudged import BY_DATE
from peelian.records.standards.working_days import due_days


def check(standard: DeadlineStandard, records: Records) -> Checked:
    """Return the rows for which a clock ran, and those that are late with by how much."""
    parameters = standard.parameters
    rows = records.relevant(standard)
    rows = rows.mutate(limit=_limit(rows, parameters))
    rows = rows.filter(rows["limit"].notnull())
    timed = _timed(rows, parameters, records)
    late = timed.filter((timed["late_by"] > 0).fill_null(False))
    return Checked(rows, exceptions(late, records.key(late, standard.table), _detail(late, parameters)))


def _limit(rows: Any, parameters: DeadlineParameters) -> Any:
    """The length of the limit for each row, in the unit of the standard; blank where there is none."""
    if parameters.limit_in is not None:
        return rows[parameters.limit_in.column].cast("int64")
    if parameters.limit_by is not None:
        column = rows[parameters.limit_by.column]
        choices = [(column == code, limit.length) for code, limit in parameters.limit_by.limits.items()]
        return ibis.cases(*choices, else_=ibis.null("int64")).cast("int64")
    return ibis.literal(parameters.limit.length if parameters.limit else 0).cast("int64")


def _timed(rows: Any, parameters: DeadlineParameters, records: Records) -> Any:
    """Rows with `open`, and with `late_by`: above 0 where they are late."""
    today = ibis.date(records.today.isoformat())
    end = rows[parameters.end] if parameters.end else ibis.null("date")
    rows = rows.mutate(open=end.isnull())
    if parameters.unit in BY_DATE or rows[parameters.start].type().is_date():
        rows = rows.mutate(
            first_day=local_date(rows[parameters.start]),
            last_day=ibis.coalesce(local_date(end), _at_end(rows, parameters, today)),
        )
        return _late_by_date(rows, parameters, records)
    finish = ibis.coalesce(instant(end), instant(_at_end(rows, parameters, today)))
    seconds = seconds_between(rows[parameters.start], finish)
    return rows.mutate(late_by=seconds - rows["limit"] * SPAN_SECONDS[parameters.unit])


def _at_end(rows: Any, parameters: DeadlineParameters, today: Any) -> Any:
    """When an open row is taken to end: today, or its start where an open row is never overdue."""
    return local_date(rows[parameters.start]) if parameters.unfinished == "open" else today


def _late_by_date(rows: Any, parameters: DeadlineParameters, records: Records) -> Any:
    if parameters.unit == "working_days":
        lengths = (
            {limit.length for limit in parameters.limit_by.limits.values()}
            if parameters.limit_by
            else {parameters.limit.length if parameters.limit else 0}
        )
        due = due_days(lengths, records.catalogue.holidays)
        same = [rows["limit"] == due["due_length"], rows["first_day"] == due["due_from"]]
        rows = rows.left_join(due, same)
        return rows.mutate(late_by=rows["last_day"].delta(rows["due_on"], unit="day"))
    if parameters.unit == "months":
        return rows.mutate(
            late_by=past_months(rows["first_day"], rows["last_day"], rows["limit"]).cast("int64")
        )
    return rows.mutate(late_by=rows["last_day"].delta(rows["first_day"], unit="day") - rows["limit"])


def past_months(first: Any, last: Any, months: Any) -> Any:
    """Return whether a day lies past so many months after another.

    The due day has the number of the first day, or is the last of a shorter month; then no day
    of that month comes after it, so that the numbers of the days can be compared as they are.
    """
    apart = (last.year() - first.year()) * 12 + last.month() - first.month()
    return (apart > months) | ((apart == months) & (last.day() > first.day()))


def _detail(rows: Any, parameters: DeadlineParameters) -> Any:
    """How late a row is, in the unit of its limit, or in one that says more; months have no count."""
    unit = parameters.unit
    state = ibis.ifelse(rows["open"], ibis.literal(", open"), ibis.literal(""))
    if unit == "months":
        return ibis.literal("late") + state
    if unit in BY_DATE or rows[parameters.start].type().is_date():
        return _number_late(rows["late_by"], "days") + state
    return late_words(rows["late_by"], unit) + state


def late_words(seconds: Any, unit: str) -> Any:
    """A time in the largest unit of which it has one whole, parts left out; of units above the limit's, two."""
    own = SPAN_SECONDS[unit]
    sizes = sorted(((size, name) for name, size in SPAN_SECONDS.items()), reverse=True)
    choices = [
        (seconds >= (2 if size > own else 1) * size, _number_late(seconds // size, name))
        for size, name in sizes
    ]
    return ibis.cases(*choices, else_=ibis.literal(f"less than 1 {sizes[-1][1][:-1]} late"))


def _number_late(late: Any, unit: str) -> Any:
    return whole(late) + ibis.ifelse(
        late == 1, ibis.literal(f" {unit[:-1]} late"), ibis.literal(f" {unit} late")
    )
