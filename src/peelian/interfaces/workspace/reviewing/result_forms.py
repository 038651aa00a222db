"""Forms beside the results: an earlier round as published, the volume of recorded crime, and figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from peelian.apps.reviews.models import Review
from peelian.interfaces.workspace.editing import VersionField, offer
from peelian.interfaces.workspace.judging.period_fields import PeriodFields
from peelian.rules.periods import Period, period_from_json


class EarlierForm(PeriodFields):
    """A result of an earlier round as it was published."""

    question = forms.ChoiceField(label="Question")
    group = forms.ChoiceField(label="Of which cases", required=False)
    value_percent = forms.DecimalField(label="Percentage as printed", max_digits=7, decimal_places=4)
    half_width_pp = forms.DecimalField(
        label="Half-width of the interval as printed, in percentage points", max_digits=7, decimal_places=4
    )
    source = forms.CharField(label="Where it was published", max_length=300)
    field_order = ("question", "group", "value_percent", "half_width_pp", "source")

    def __init__(
        self, review: Review, groups: list[tuple[str, str]], data: Any = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        offer(self, "question", [(each.identifier, each.text) for each in review.instrument.scored_questions])
        self.fields["group"].choices = groups  # type: ignore[attr-defined]
        self.fields["period_kind"].required = True

    @property
    def earlier(self) -> dict[str, Any]:
        """What the service takes."""
        values: dict[str, Any] = {
            name: self.cleaned_data[name]
            for name in ("question", "group", "value_percent", "half_width_pp", "source")
        }
        for name in ("value_percent", "half_width_pp"):
            values[name] = Decimal(values[name])
        return {**values, "period": self.whole_period}

    @property
    def whole_period(self) -> Period:
        return period_from_json(self.period or {})


class VolumeForm(forms.Form):
    """How many crimes the force recorded in the year."""

    recorded = forms.IntegerField(label="Crimes recorded in the year", min_value=1, max_value=10**9)
    source = forms.CharField(
        label="Source", max_length=300, help_text="Who published the number, when, and for which year."
    )
    version = VersionField()
