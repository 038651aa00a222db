"""Checks of the values with which conditions compare: each has to be of the type of its column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from peelian.catalogue.conditions import PRESENCE, Condition, Operand
from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.reading import Location, Origin
from peelian.catalogue.record_tables import DATED, RecordColumn

NUMBERS_TO_COMPARE = ("at_least", "at_most", "more_than", "less_than")
WORDS = ("text", "code", "reference", "force")
NUMBERS = ("whole", "number", "money")


def value_findings(
    condition: Condition, column: RecordColumn | None, place: Location, origin: Origin
) -> Iterator[CatalogueFinding]:
    """Yield the values of a condition that its column, or its span of time, cannot be compared with."""
    for name, value in condition.tests:
        if condition.span is not None and not _is_number(value):
            message = f"A span is compared with numbers of {condition.span.unit}; {value!r} is none."
            yield origin.finding(place, value, message)
        if column is None or name in PRESENCE:
            continue
        if column.type in WORDS and name in NUMBERS_TO_COMPARE:
            message = (
                f"'{column.name}' holds words; '{name}' compares numbers and dates. Use 'equals' or 'one_of'."
            )
            yield origin.finding(place, value, message)
            continue
        for each in value if isinstance(value, tuple) else (value,):
            message = _fault(name, each, column)
            if message:
                yield origin.finding(place, each, message)


def _fault(name: str, value: object, column: RecordColumn) -> str:
    if column.type == "flag":
        if name in ("equals", "not_equals") and isinstance(value, bool):
            return ""
        return f"'{column.name}' is a flag; it equals true or false, or it is missing."
    if isinstance(value, Operand):
        return ""
    if column.type in NUMBERS and not _is_number(value):
        return f"'{column.name}' holds numbers; {value!r} is none. Write digits without quotation marks."
    if column.type in DATED and not _is_day(value):
        return f"'{column.name}' holds dates; {value!r} is none. Write it as '2022-03-31'."
    return ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_day(value: object) -> bool:
    """Whether a value names a day or a moment."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            read(str(value))
        except ValueError:
            continue
        return True
    return False
