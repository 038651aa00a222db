"""Forms of the sample: how many cases, from which stratum, and by which seed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from peelian.apps.reviews.models import Review
from peelian.apps.reviews.queries import plan_of_sets
from peelian.interfaces.workspace.editing import VersionField

WAYS = (
    ("sizes", "So many cases from each stratum"),
    ("size", "So many cases in all, shared out between the strata"),
    ("half_width_pp", "As many cases as a precision needs"),
)
SHARES = (
    ("proportional", "In proportion to the cases of each stratum"),
    ("equal", "The same number from each stratum"),
    ("square-root", "In proportion to the square root of the cases of each stratum"),
)
SIZE = "size_of_"
MOST_STRATA = 60


class SampleForm(forms.Form):
    """How many cases are drawn. The field that belongs to the chosen way is read, the others are left."""

    mark_optional = False
    way = forms.ChoiceField(
        label="How is the size given?", choices=WAYS, widget=forms.RadioSelect, initial="sizes"
    )
    size = forms.IntegerField(label="Cases in all", min_value=1, required=False)
    half_width_pp = forms.FloatField(
        label="Wanted precision: plus or minus how many percentage points",
        min_value=0.1,
        max_value=50,
        required=False,
    )
    expected_percent = forms.FloatField(
        label="Share that is expected, in percent",
        min_value=0,
        max_value=100,
        initial=50,
        required=False,
        help_text="50 percent asks for the most cases. Precision is worked out for this share.",
    )
    allocation = forms.ChoiceField(label="Shared out", choices=SHARES, required=False)
    version = VersionField()

    def __init__(self, review: Review, data: Any = None) -> None:
        self._strata = list(review.strata.all())
        has_sizes = 1 < len(self._strata) <= MOST_STRATA
        super().__init__(data, initial=_initial(review, WAYS if has_sizes else WAYS[1:]))
        if not has_sizes:
            self.fields["way"].choices = WAYS[1:]  # type: ignore[attr-defined]
            return
        own = _own_sizes(review)
        for at, stratum in enumerate(self._strata):
            self.fields[f"{SIZE}{at}"] = forms.IntegerField(
                label=f"Cases from {stratum.stratum}",
                min_value=1,
                max_value=stratum.population,
                initial=stratum.size or own.get(stratum.stratum),
                required=False,
                help_text=f"The frame holds {stratum.population:,}.",
            )
        self.order_fields(["way", *(f"{SIZE}{at}" for at in range(len(self._strata)))])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        way = values.get("way")
        if way in ("size", "half_width_pp") and values.get(way) is None and way not in self.errors:
            self.add_error(way, f"Give it: {self.fields[way].label}.")
        if way == "sizes" and not self.errors and not self._sizes(values):
            self.add_error(None, "No stratum has a number of cases. Give one for at least one stratum.")
        return values

    @property
    def plan(self) -> dict[str, Any]:
        """The plan as the services take it."""
        values = self.cleaned_data
        if values["way"] == "sizes":
            return {"sizes": self._sizes(values), "proportion": self.proportion}
        shared = {"allocation": values["allocation"] or "proportional", "proportion": self.proportion}
        return {values["way"]: values[values["way"]], **shared}

    @property
    def proportion(self) -> float:
        """The share that precision is worked out for."""
        given = self.cleaned_data.get("expected_percent")
        return 0.5 if given is None else given / 100

    def _sizes(self, values: Mapping[str, Any]) -> dict[str, int]:
        return {
            stratum.stratum: values[f"{SIZE}{at}"]
            for at, stratum in enumerate(self._strata)
            if values.get(f"{SIZE}{at}")
        }


class DrawForm(forms.Form):
    """The seed of a draw."""

    seed = forms.CharField(
        label="Seed",
        max_length=120,
        required=False,
        help_text="The same seed draws the same cases from the same frame. Left empty, one is chosen by chance.",
    )
    version = VersionField()


class DoubleMarkingForm(forms.Form):
    """Which share of the sample two reviewers mark."""

    percent = forms.IntegerField(label="Share marked twice, in percent", min_value=0, max_value=100)
    version = VersionField()


def _initial(review: Review, ways: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    plan = review.plan
    way = next((name for name, _ in ways if plan.get(name) is not None), ways[0][0])
    return {
        "version": review.version,
        "way": way,
        "size": plan.get("size"),
        "half_width_pp": plan.get("half_width_pp"),
        "expected_percent": 100 * plan.get("proportion", 0.5),
        "allocation": plan.get("allocation", "proportional"),
    }


def _own_sizes(review: Review) -> dict[str, int]:
    """Sizes of the plan as it stands, else those that the question set fixes."""
    plan = review.plan or plan_of_sets(review)
    return dict(plan.get("sizes") or {})
