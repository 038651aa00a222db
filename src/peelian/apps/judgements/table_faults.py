"""Faults of a table that somebody brings in: all of them, each with its file, row and column."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from peelian.rules.errors import InvalidValueError
from peelian.rules.number_words import of_number

FIRST_ROW = 2
"""The number of the first row under the header."""


@dataclass
class TableFaults:
    """What was found wrong so far. The header is row 1, as in a spreadsheet."""

    file: str
    found: list[dict[str, object]] = field(default_factory=list)

    def note(self, row: int, name: str, value: str, message: str) -> None:
        self.found.append({"file": self.file, "row": row, "field": name, "value": value, "message": message})

    def note_unknown_columns(self, number: int, row: Mapping[str, str], columns: Collection[str]) -> None:
        for name in row:
            if name not in columns:
                allowed = ", ".join(columns)
                self.note(number, str(name), str(row[name]), f"No such column. Columns: {allowed}.")

    def note_empty(self, number: int, values: Mapping[str, str], needed: Collection[str]) -> None:
        for name in needed:
            if not values[name]:
                self.note(number, name, "", f"The column {name} is empty. Fill it in.")

    def note_unless_one_of(
        self, number: int, values: Mapping[str, str], choices: Mapping[str, Collection[str]]
    ) -> None:
        for name, allowed in choices.items():
            if values[name] not in allowed:
                self.note(number, name, values[name], f"Allowed: {_listed(allowed)}.")

    def read_day(self, number: int, name: str, text: str) -> date | None:
        """The day; a month or a year alone stands for its first day."""
        if not text:
            return None
        try:
            return date.fromisoformat(text + {"year": "-01-01", "month": "-01"}.get(precision_of(text), ""))
        except ValueError:
            self.note(number, name, text, "Not a date. Write 2017-03-02, or 2017-03, or 2017.")
            return None

    def refuse(self) -> None:
        """Raise one error that holds every fault, if there are any.

        Raises
        ------
        InvalidValueError
            Its details hold ``findings``: file, row, field, value and message of each.
        """
        if self.found:
            first = self.found[0]
            raise InvalidValueError(
                "invalid-value",
                f"{of_number(len(self.found), 'value')} of the table cannot be kept; nothing was imported. The first: "
                f"row {first['row']}, {first['field']} {first['value']!r}. {first['message']}",
                {"findings": self.found},
            )


def _listed(allowed: Collection[str]) -> str:
    """What a cell may say; that it may say nothing is told last."""
    named = ", ".join(each for each in allowed if each)
    return f"{named}, or an empty cell" if "" in allowed else named


def precision_of(written: str) -> str:
    """How exactly a date was written: a year alone, a month, or a day."""
    return {4: "year", 7: "month"}.get(len(written), "day")
