"""The kinds of figure: what each is called, and the fields of its own that its form has."""

from __future__ import annotations

import re
from typing import Any

from django import forms

KIND_TITLES = {
    "count": ("Count", "So many of so many relevant cases, such as 75 of 77"),
    "estimate": ("Estimate", "A percentage from a sample, with the half-width of its interval"),
    "rate": ("Rate", "So many per 1,000 of a base, such as 29.9 per 1,000 population"),
    "percentage-change": ("Change in percent", "An increase or a fall, with its base where that is known"),
    "share": ("Percentage", "A percentage whose counts are not given"),
    "quantity": ("Number", "A number, with its unit where it has one"),
    "statement": ("Words", "A quantity that the source gives in words only, such as several years"),
}
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,10})?")
MOST = 10**12
WHOLE = "Digits without commas."
PRINTED = "As it is printed: 2.0 and 2 are not the same."


class PrintedNumberField(forms.CharField):
    """A number kept as it was typed, so that its printed decimals stay; commas are left out."""

    def clean(self, value: Any) -> str | None:
        typed = str(super().clean(value)).replace(",", "")
        if typed and not NUMBER.fullmatch(typed):
            raise forms.ValidationError(f"'{value}' is no number. Give one such as 96.4.")
        return typed or None


def _number(label: str, *, required: bool = True, hint: str = PRINTED) -> forms.CharField:
    return PrintedNumberField(label=label, required=required, help_text=hint, max_length=40)


def _whole(label: str, *, required: bool = True, hint: str = WHOLE) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=required, help_text=hint, max_value=MOST)


KIND_FIELDS: dict[str, dict[str, forms.Field]] = {
    "count": {"k": _whole("Cases counted"), "n": _whole("Of so many relevant cases")},
    "estimate": {
        "value_percent": _number("Percentage"),
        "half_width_pp": _number("Half-width of the interval, in percentage points"),
        "level": forms.FloatField(
            label="Level", initial=0.95, min_value=0, max_value=1, help_text="0.95 where the source names none."
        ),
        "method": forms.CharField(label="Method", initial="as published", max_length=200),
    },
    "rate": {
        "value": _number("Rate", required=False, hint="Left empty, it is formed from the two numbers below."),
        "numerator": _whole("Events", required=False),
        "base": _whole(
            "Base",
            required=False,
            hint="Left empty, the mid-2020 population of the force. Another population needs a remark.",
        ),
        "per": forms.IntegerField(label="For every", initial=1000, min_value=1, max_value=MOST),
        "base_unit": forms.CharField(label="Unit of the base", initial="population", max_length=100),
        "base_source": forms.CharField(label="Source of the base", required=False, max_length=300),
    },
    "percentage-change": {
        "value_percent": _number(
            "Change in percent",
            required=False,
            hint="A fall is negative. Left empty, it is formed from the counts.",
        ),
        "base": _whole("Count before", required=False),
        "new": _whole("Count after", required=False),
    },
    "share": {"value_percent": _number("Percentage")},
    "quantity": {"value": _number("Number"), "unit": forms.CharField(label="Unit", required=False, max_length=100)},
    "statement": {"text": forms.CharField(label="Words as printed", max_length=300)},
}  # fmt: skip
