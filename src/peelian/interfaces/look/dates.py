"""A date typed in three boxes: day, month and year."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms

PARTS = ("day", "month", "year")


class TypedDate(str):
    """What was typed, as year-month-day text for Django and as three parts for showing again."""

    parts: tuple[str, str, str]

    def __new__(cls, day: str, month: str, year: str) -> TypedDate:
        typed = super().__new__(cls, f"{year}-{month}-{day}")
        typed.parts = (day, month, year)
        return typed


class DateParts(forms.TextInput):
    """Widget of three boxes; works with any ``DateField`` and keeps whatever was typed."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """Join the three boxes; nothing typed in any of them is no value."""
        day, month, year = (str(data.get(f"{name}-{part}", "")).strip() for part in PARTS)
        if not (day or month or year):
            return None
        return TypedDate(day, month, year)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say whether the form carried none of the three boxes."""
        return all(f"{name}-{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        """Errors and labels lead to the first box."""
        return f"{id_}-day" if id_ else id_


def date_parts(value: Any) -> tuple[str, str, str]:
    """Day, month and year to show in the boxes for a stored or typed value."""
    if isinstance(value, TypedDate):
        return value.parts
    if isinstance(value, str) and value:
        try:
            value = datetime.date.fromisoformat(value)
        except ValueError:
            return (value, "", "")
    if isinstance(value, datetime.date):
        return (str(value.day), str(value.month), str(value.year))
    return ("", "", "")


class DatePartsField(forms.DateField):
    """Date field with three boxes whose errors name the missing part."""

    widget = DateParts

    def to_python(self, value: Any) -> datetime.date | None:
        """Return the date, or an error that says which part is missing or that it is no date."""
        if isinstance(value, TypedDate):
            missing = [name for name, part in zip(PARTS, value.parts, strict=True) if not part]
            if missing:
                raise forms.ValidationError(
                    f"{self._name} must include a {' and a '.join(missing)}.", code="invalid"
                )
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                f"{self._name} must be a real date, such as 27 3 2022.", code="invalid"
            ) from error

    @property
    def _name(self) -> str:
        return str(self.label or "The date")
