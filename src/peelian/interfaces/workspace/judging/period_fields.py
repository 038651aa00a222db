"""The period that a figure speaks of, as fields of a form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from peelian.interfaces.look.dates import DatePartsField
from peelian.rules.periods import Period

PERIOD_KINDS = (
    ("", "Not stated"),
    ("year-ending", "Year ending"),
    ("day", "One day"),
    ("month", "One month"),
    ("range", "From one day to another"),
    ("calendar-year", "Calendar year"),
    ("words", "Words only"),
)
PERIOD_FIELDS = ("period_kind", "period_end", "period_start", "period_text")


class PeriodFields(forms.Form):
    """A stretch of time in one of six forms, or none."""

    period_kind = forms.ChoiceField(label="Period", choices=PERIOD_KINDS, required=False)
    period_end = DatePartsField(
        label="Last day", required=False, help_text="For a month or a calendar year any day in it will do."
    )
    period_start = DatePartsField(
        label="First day", required=False, help_text="Only for a period from one day to another."
    )
    period_text = forms.CharField(
        label="Period in words", required=False, help_text="Only for words, such as summer 2022."
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        kind = values.get("period_kind")
        if kind and kind != "words" and not values.get("period_end") and "period_end" not in self.errors:
            self.add_error("period_end", "Give the last day of the period.")
        if kind == "range" and not values.get("period_start") and "period_start" not in self.errors:
            self.add_error("period_start", "Give the first day of the period.")
        if kind == "words" and not values.get("period_text"):
            self.add_error("period_text", "Give the words of the period.")
        return values

    @property
    def period(self) -> dict[str, object] | None:
        """The period in plain values; nothing where none is stated."""
        values = self.cleaned_data
        kind, end, start = values["period_kind"], values["period_end"], values["period_start"]
        if not kind:
            return None
        if kind == "words":
            return {"kind": kind, "text": values["period_text"], "end": _iso(end)}
        if kind == "month":
            return {"kind": kind, "month": f"{end:%Y-%m}"}
        if kind == "calendar-year":
            return {"kind": kind, "year": end.year}
        if kind == "range":
            return {"kind": kind, "start": _iso(start), "end": _iso(end)}
        return {"kind": kind, "date": _iso(end)}


def period_initial(period: Period | None) -> dict[str, Any]:
    """A period as its fields start."""
    if period is None:
        return {}
    start = period.start if period.kind == "range" else None
    return dict(zip(PERIOD_FIELDS, (period.kind, period.end, start, period.text), strict=True))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
