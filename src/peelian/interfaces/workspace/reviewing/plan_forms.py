"""Forms of the plan of a review: its instrument, its period, and how it is marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from peelian.apps.reviews.models import Review
from peelian.catalogue import Instrument
from peelian.interfaces.look.choices import HintedRadioSelect
from peelian.interfaces.workspace.editing import VersionField
from peelian.interfaces.workspace.judging.period_fields import PeriodFields, period_initial
from peelian.rules.periods import Period, day_words, period_from_json


class PlanFields(PeriodFields):
    """What a plan says whatever its instrument."""

    title = forms.CharField(
        label="Title", max_length=200, help_text="For instance: Victim service assessment, autumn 2022."
    )
    small_base = forms.IntegerField(
        label="Small base",
        min_value=1,
        max_value=1000,
        initial=30,
        help_text="Below so many relevant cases the count is printed alone, without percentage or interval.",
    )
    double_marking_percent = forms.IntegerField(
        label="Share marked twice, in percent",
        min_value=0,
        max_value=100,
        initial=10,
        help_text="A second reviewer marks these cases without seeing the first. They are chosen by chance.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["period_kind"].required = True
        self.fields["period_kind"].label = "Period that the cases lie in"

    @property
    def whole_period(self) -> Period:
        """The period, which the form has asked for."""
        return period_from_json(self.period or {})

    @property
    def plan(self) -> dict[str, Any]:
        """What both services of a plan take."""
        names = ("title", "small_base", "double_marking_percent")
        return {**{name: self.cleaned_data[name] for name in names}, "period": self.whole_period}


class PlanForm(PlanFields):
    """A new review."""

    instrument = forms.ChoiceField(label="Question set")
    field_order = ("instrument", "title")

    def __init__(self, instruments: Iterable[Instrument], data: Any = None) -> None:
        super().__init__(data)
        listed = list(instruments)
        hints = {each.identifier: instrument_hint(each) for each in listed}
        self.fields["instrument"].widget = HintedRadioSelect(hints=hints)
        self.fields["instrument"].choices = [  # type: ignore[attr-defined]
            (each.identifier, each.title) for each in listed
        ]


class RevisedPlanForm(PlanFields):
    """The plan of a review whose sample is not drawn yet; its question set stays."""

    version = VersionField()
    field_order = ("title",)


def revised_initial(review: Review) -> dict[str, Any]:
    """The plan as its form starts."""
    names = ("title", "small_base", "double_marking_percent", "version")
    return {
        **{name: getattr(review, name) for name in names},
        **period_initial(review.population_period),
    }


def instrument_hint(instrument: Instrument) -> str:
    """Version, validity and length of an instrument."""
    asked = len(instrument.questions)
    return (
        f"Version {instrument.version}, valid from {day_words(instrument.valid_from)}. {asked} questions to each "
        f"{instrument.unit}."
    )
