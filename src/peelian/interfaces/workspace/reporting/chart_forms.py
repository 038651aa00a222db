"""The form of a numbered chart: its bars, lines, source and the forces left out."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.inspections.models import Inspection
from peelian.interfaces.workspace.editing import PartsMixin, offer
from peelian.interfaces.workspace.judging.finding_forms import target_choices
from peelian.interfaces.workspace.rows import FormWithRows, Row

PLAIN = ("number", "title", "caption", "unit", "mean", "lower", "upper", "source")
OPTIONAL = ("period", "note")


class BarRow(Row):
    """One bar; a value left empty is told as not recorded."""

    one = "Bar"
    label = forms.CharField(label="Force", required=False, max_length=150)
    value = forms.FloatField(label="Value", required=False, help_text="Empty where it is not recorded.")
    marked = forms.BooleanField(label="Set this bar off from the others", required=False)


class ExclusionRow(Row):
    """A force left out, and why."""

    one = "Force left out"
    force = forms.CharField(label="Force left out", required=False, max_length=150)
    reason = forms.CharField(label="Reason", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("force") and not values.get("reason"):
            self.add_error("reason", "Say why the force is left out.")
        return values


class ChartForm(PartsMixin, FormWithRows):
    """A numbered chart of an area."""

    row_kinds = {"bars": BarRow, "exclusions": ExclusionRow}
    layout = (
        ("The chart", ("target", "number", "title", "caption", "unit")),
        ("Lines across it", ("mean", "lower", "upper")),
        ("Where it comes from", ("period", "source", "note")),
    )

    target = forms.ChoiceField(label="Area or pillar")
    number = forms.IntegerField(
        label="Number", min_value=1, max_value=999, help_text="Charts are numbered through the report."
    )
    title = forms.CharField(label="Title", max_length=200)
    caption = forms.CharField(
        label="Caption",
        max_length=300,
        help_text="Such as: Applications per 1,000 population, forces in England and Wales",
    )
    unit = forms.CharField(label="Unit", max_length=100, help_text="Such as per 1,000 population")
    mean = forms.FloatField(label="Average", required=False)
    lower = forms.FloatField(label="Lower outlier line", required=False)
    upper = forms.FloatField(label="Upper outlier line", required=False)
    period = forms.CharField(
        label="Period", required=False, max_length=200, help_text="Such as year ending 31 March 2022"
    )
    source = forms.CharField(label="Source", max_length=500)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, inspection: Inspection, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        offer(self, "target", [("", "Choose one"), *target_choices(inspection)])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not any(row.is_valid() and row.is_kept for row in self.rows["bars"].forms):
            self.add_error(None, "The chart has no bar. Name at least one force.")
        return values

    @property
    def value(self) -> dict[str, Any]:
        """The chart in plain values."""
        values = self.cleaned_data
        return {
            **{name: values[name] for name in PLAIN},
            **{name: values[name] or None for name in OPTIONAL},
            "bars": self.kept_rows("bars"),
            "exclusions": self.kept_rows("exclusions"),
        }
