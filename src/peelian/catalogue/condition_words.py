"""Conditions and limits as a reader is told of them, in words."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.catalogue.column_names import code_words, name_words
from peelian.catalogue.conditions import TODAY, Age, Condition, Operand
from peelian.catalogue.standard_parameters import Limit

COMPARED = {
    "equals": "is",
    "not_equals": "is not",
    "one_of": "is one of",
    "none_of": "is none of",
    "at_least": "is at least",
    "at_most": "is at most",
    "more_than": "is more than",
    "less_than": "is less than",
    "before": "is before",
    "after": "is after",
}


def conditions_words(conditions: Iterable[Condition]) -> str:
    """Return a list of conditions in words.

    >>> conditions_words([Condition(column="channel", equals="online"), Condition(column="left_on", missing=True)])
    'channel is online, and day left is blank'
    """
    return ", and ".join(condition_words(condition) for condition in conditions)


def condition_words(condition: Condition) -> str:
    """Return one condition in words."""
    if condition.any_of:
        return "either " + "; or ".join(conditions_words(choice) for choice in condition.any_of)
    if condition.span is not None:
        start, end = (
            column_words(each).removeprefix("time ").removeprefix("day ") for each in condition.span.ends
        )
        about = f"the time from {start} to {end} in {condition.span.unit}"
    else:
        about = column_words(str(condition.column))
    return f"{about} " + " and ".join(_test_words(name, value) for name, value in condition.tests)


def column_words(path: str) -> str:
    """Return a column in words; one that is reached through a reference says of what it is.

    >>> column_words("crime_id.offence_group"), column_words("attended_at")
    ('offence group of the crime', 'time attended')
    """
    if path == TODAY:
        return "today"
    *references, name = path.split(".")
    of = [reference.removesuffix("_id").replace("_", " ") for reference in reversed(references)]
    return " of the ".join([name_words(name), *of])


def limit_words(limit: Limit) -> str:
    """Return a length of time in words.

    >>> limit_words(Limit(working_days=1)), limit_words(Limit(calendar_days=0))
    ('1 working day', 'the same day')
    """
    if limit.length == 0:
        return "the same day" if limit.unit != "minutes" else "the same minute"
    unit = limit.unit.replace("calendar_", "").replace("_", " ")
    return f"{limit.length} {unit.removesuffix('s') if limit.length == 1 else unit}"


def _test_words(name: str, value: object) -> str:
    if name in ("missing", "present"):
        return "is blank" if bool(value) == (name == "missing") else "is given"
    return f"{COMPARED[name]} {_value_words(value)}"


def _value_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value_words(each) for each in value)
    if isinstance(value, Operand):
        return column_words(value.column) if value.column else "today" + _age_words(value.less)
    if isinstance(value, bool):
        return "true" if value else "false"
    return code_words(str(value))


def _age_words(age: Age) -> str:
    lengths = (("month", age.months), ("day", age.days))
    parts = [f"{number} {unit if number == 1 else unit + 's'}" for unit, number in lengths if number]
    return f" less {' and '.join(parts)}" if parts else ""
