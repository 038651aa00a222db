"""The form of a design: what is asked, for when, of whom, and the columns of the return."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces
from peelian.apps.returns.design_days import days_out_of_order
from peelian.apps.returns.models import Collection
from peelian.apps.returns.services import PRECISIONS
from peelian.catalogue import Catalogue
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.collecting.template_values import (
    OWN_TABLE,
    own_columns,
    own_sums,
    template_of_table,
    template_value,
)
from peelian.interfaces.workspace.editing import SMALL, PartsMixin, VersionField
from peelian.interfaces.workspace.rows import FormWithRows, Row

OWN, NOTES = "own", "none"
BEFORE_CONSULTING = "Needed before the design is put to the forces."
TYPES = (
    ("", "Choose one"), ("whole", "Whole number"), ("number", "Number"), ("money", "Money"), ("code", "One of a list"),
    ("text", "Text"), ("flag", "True or false"), ("month", "Month"), ("date", "Date"), ("moment", "Date and time"),
)  # fmt: skip


class ColumnRow(Row):
    """One column of the return beside the force."""

    one = "Column"
    name = forms.RegexField(
        r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$", label="Column", max_length=60, required=False,
        error_messages={"invalid": "Use small letters, digits and single underscores, such as men_over_50."},
    )  # fmt: skip
    type = forms.ChoiceField(label="Holds", choices=TYPES, required=False)
    unit = forms.CharField(label="Unit of a number", max_length=60, required=False)
    meaning = forms.CharField(label="Meaning", max_length=300, required=False)
    codes = forms.CharField(
        label="Values of a list", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line, such as staff: everybody but officers",
    )  # fmt: skip
    minimum = forms.DecimalField(label="Least", required=False)
    in_key = forms.BooleanField(label="It names the row", required=False)
    dates_row = forms.BooleanField(label="It dates the row", required=False)
    must = forms.BooleanField(label="It has to be filled", required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("name"):
            for name, sentence in (("type", "Say what it holds."), ("meaning", "Say what it means.")):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return values


class SumRow(Row):
    """A column that is the sum of others."""

    one = "Sum"
    total = forms.CharField(label="The sum stands in", max_length=60, required=False)
    parts = forms.CharField(
        label="It adds up", max_length=600, required=False, help_text="Columns separated by commas"
    )


class DesignForm(PartsMixin, FormWithRows):
    """A request for data, before any force sees it."""

    row_kinds = {"columns": ColumnRow, "sums": SumRow}
    layout = (
        ("What is asked", ("inspectorate", "title", "slug", "purpose", "table")),
        ("When", ("period", "period_start", "period_end", "requested_on", "requested_precision", "opens_on",
                  "closes_on")),
        ("Of whom", ("burden_estimate_hours", "forces")),
    )  # fmt: skip

    inspectorate = forms.ModelChoiceField(
        label="Inspectorate", queryset=Organisation.objects.none(), empty_label=None
    )
    title = forms.CharField(label="Title", max_length=200, help_text="What is asked for.")
    slug = forms.SlugField(label="Short name", max_length=80, help_text="Such as workforce-2022")
    purpose = forms.CharField(
        label="Purpose", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"What the data are for. Forces read it. {BEFORE_CONSULTING}",
    )  # fmt: skip
    table = forms.ChoiceField(
        label="What a return holds", required=False,
        help_text="A table of the catalogue brings its own columns; the rows of columns below are then left out.",
    )  # fmt: skip
    period = forms.CharField(label="Period", max_length=120, help_text="Such as year ending 31 March 2022")
    period_start = DatePartsField(label="First day of the period", required=False)
    period_end = DatePartsField(
        label="Last day of the period", required=False,
        help_text="Rows that are dated outside the period are told as faults.",
    )  # fmt: skip
    requested_on = DatePartsField(label="Date of the request")
    requested_precision = forms.ChoiceField(
        label="How exactly the date is known",
        choices=[(name, f"To the {name}") for name in PRECISIONS],
        widget=forms.RadioSelect,
        initial="day",
    )
    opens_on = DatePartsField(label="First day for returns", required=False, help_text=BEFORE_CONSULTING)
    closes_on = DatePartsField(label="Last day for returns", required=False, help_text=BEFORE_CONSULTING)
    burden_estimate_hours = forms.DecimalField(
        label="Hours that a force is likely to need",
        required=False,
        help_text=f"To one decimal, such as 12.5. {BEFORE_CONSULTING}",
        min_value=0,
        max_digits=8,
        decimal_places=1,
    )
    forces = forms.ModelMultipleChoiceField(
        label="Forces that are asked", queryset=Organisation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": f"{SMALL} peelian-many-boxes"}),
        help_text="None ticked: every force in scope. A force out of scope is never part of a total.",
    )  # fmt: skip
    version = VersionField(required=False)

    def __init__(
        self,
        catalogue: Catalogue,
        inspectorates: QuerySet[Organisation] | None,
        data: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self._catalogue = catalogue
        if inspectorates is None:
            del self.fields["inspectorate"], self.fields["slug"]
        else:
            self.fields["inspectorate"].queryset = inspectorates  # type: ignore[attr-defined]
        self.fields["forces"].queryset = forces()  # type: ignore[attr-defined]
        tables = sorted(
            ((name, table.title) for name, table in catalogue.record_tables.items()),
            key=lambda choice: choice[1].casefold(),
        )
        self.fields["table"].choices = [  # type: ignore[attr-defined]
            (OWN, "The columns below"),
            (NOTES, "No table: replies are noted by hand"),
            *tables,
        ]

    def clean(self) -> dict[str, Any]:
        """Days out of order are told with everything else that is wrong."""
        values = super().clean()
        for name, sentence in days_out_of_order(values):
            if name not in self.errors:
                self.add_error(name, sentence)
        return values

    @property
    def design(self) -> dict[str, Any]:
        """The values of the design as services take them."""
        left_out = ("inspectorate", "slug", "table", "forces", "version")
        values = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        return {**values, "template": self._template(values)}

    def _template(self, values: Mapping[str, Any]) -> dict[str, Any]:
        chosen = self.cleaned_data.get("table") or OWN
        columns, sums = self.kept_rows("columns"), own_sums(self.kept_rows("sums"))
        if chosen in self._catalogue.record_tables:
            return template_of_table(self._catalogue.record_tables[chosen], sums)
        if chosen == NOTES or not columns:
            return {}
        return template_value(str(values["title"]), str(values["purpose"]), own_columns(columns), sums)


def initial_of(collection: Collection) -> dict[str, Any]:
    """What the form of a stored design shows."""
    shown = {name: getattr(collection, name) for name in DesignForm.base_fields if hasattr(collection, name)}
    return {**shown, "forces": list(collection.forces.all()), "table": _chosen_table(collection)}


def _chosen_table(collection: Collection) -> str:
    template = collection.return_template
    if template is None:
        return NOTES
    named = template.table.identifier
    return OWN if named == OWN_TABLE else named
