"""Forms of releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from peelian.apps.judgements.models import Finding
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.covered import covered_period
from peelian.apps.returns.models import Collection
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import VersionField
from peelian.records.comparison import MeasureDefinition
from peelian.rules.periods import Period

OF_COLLECTION = "collection"
KINDS = (
    ("year-ending", "Year ending on this day"),
    ("month", "The month of this day"),
    ("day", "This day alone"),
    (OF_COLLECTION, "The period of the collection that is chosen below"),
)


class WordsForm(forms.Form):
    """Where the values of a release come from, and what its reader is told."""

    source = forms.CharField(label="Source", max_length=300, help_text="Where the values come from.")
    denominator_source = forms.CharField(
        label="Source of the denominators",
        max_length=300,
        required=False,
        help_text="Left empty, populations are the mid-2020 estimates.",
    )
    denominator_note = forms.CharField(
        label="Why other populations than the mid-2020 estimates",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label="Note to the reader", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class EditForm(WordsForm):
    """The same, of a draft that stands."""

    version = VersionField()


class ReleaseForm(WordsForm):
    """A measure, a period and a source."""

    inspectorate = forms.ModelChoiceField(
        label="Inspectorate", queryset=Organisation.objects.none(), empty_label=None
    )
    measure = forms.ChoiceField(label="Measure")
    period_kind = forms.ChoiceField(label="Period", choices=KINDS, initial="year-ending")
    period_end = DatePartsField(
        label="Last day", required=False, help_text="Not needed for the period of a collection."
    )
    collection = forms.ModelChoiceField(
        label="Collection that the values come from",
        queryset=Collection.objects.none(),
        required=False,
        empty_label="None",
    )
    field_order = ("inspectorate", "measure", "period_kind", "period_end")

    def __init__(
        self,
        inspectorates: QuerySet[Organisation],
        definitions: Mapping[str, MeasureDefinition],
        collections: QuerySet[Collection],
        *args: Any,
    ) -> None:
        super().__init__(*args)
        self._definitions = definitions
        self.fields["inspectorate"].queryset = inspectorates  # type: ignore[attr-defined]
        self.fields["collection"].queryset = collections  # type: ignore[attr-defined]
        titles = sorted((each.title, name) for name, each in definitions.items())
        self.fields["measure"].choices = [(name, f"{title} ({name})") for title, name in titles]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the last day, or for the collection whose period it is."""
        given = dict(self.cleaned_data)
        if given.get("period_kind") == OF_COLLECTION:
            if not given.get("collection") and "collection" not in self.errors:
                self.add_error("collection", "Choose the collection whose period the release is of.")
        elif not given.get("period_end") and "period_end" not in self.errors:
            self.add_error("period_end", "Enter the last day of the period.")
        return given

    @property
    def _period(self) -> Period:
        kind, end = self.cleaned_data["period_kind"], self.cleaned_data["period_end"]
        if kind == OF_COLLECTION:
            return covered_period(self.cleaned_data["collection"])
        if kind == "month":
            return Period.month(end.year, end.month)
        return Period.day(end) if kind == "day" else Period.year_ending(end)

    @property
    def values(self) -> dict[str, Any]:
        """What the form says, as the service takes it."""
        left_to_period = ("period_kind", "period_end")
        given = {name: value for name, value in self.cleaned_data.items() if name not in left_to_period}
        period = self._period
        definition = self._definitions[given.pop("measure")]
        return {**given, "definition": definition, "period": period}


class ValuesForm(forms.Form):
    """A table of values."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text="CSV in UTF-8 with the columns force, numerator, denominator, value, unit and reason, or the results "
        "that peelian records measures writes. A value without numerator and denominator needs its unit. Findings "
        "count rows as a spreadsheet does: the header is row 1.",
    )
    version = VersionField()


class ReturnsForm(forms.Form):
    """Which columns of the returns hold the numbers."""

    numerator = forms.ChoiceField(label="Column with the numerator, or with the value")
    denominator = forms.ChoiceField(
        label="Column with the denominator",
        required=False,
        help_text="None for a plain value, and for a rate on the mid-2020 population.",
    )
    version = VersionField()

    def __init__(self, columns: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(column, column) for column in columns]
        self.fields["numerator"].choices = named  # type: ignore[attr-defined]
        self.fields["denominator"].choices = [("", "None"), *named]  # type: ignore[attr-defined]


class ExcludeForm(forms.Form):
    """Why a force is left out."""

    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is printed under every chart and table of the measure.",
    )
    version = VersionField()


class MeasureChartForm(forms.Form):
    """A published measure that is to be a chart of a report, and where it stands."""

    publication = forms.ModelChoiceField(
        label="Published measure", queryset=MeasurePublication.objects.none(), empty_label=None
    )
    target = forms.ChoiceField(label="Area")
    number = forms.IntegerField(label="Number of the figure", min_value=1, max_value=999)

    def __init__(
        self,
        publications: QuerySet[MeasurePublication],
        targets: Sequence[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publication"].queryset = publications  # type: ignore[attr-defined]
        self.fields["target"].choices = targets  # type: ignore[attr-defined]


class FlowForm(forms.Form):
    """A published value that is to be a figure, and where it stands."""

    publication = forms.ModelChoiceField(
        label="Published measure", queryset=MeasurePublication.objects.none(), empty_label=None
    )
    finding = forms.ModelChoiceField(label="Finding", queryset=Finding.objects.none(), empty_label=None)
    key = forms.CharField(label="Key", max_length=60, help_text="Such as F-1.")

    def __init__(
        self,
        publications: QuerySet[MeasurePublication],
        findings: QuerySet[Finding],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publication"].queryset = publications  # type: ignore[attr-defined]
        self.fields["finding"].queryset = findings  # type: ignore[attr-defined]
