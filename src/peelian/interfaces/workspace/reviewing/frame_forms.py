"""The form that loads a frame: the file, and which of its columns says what."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.reviews.models import Review
from peelian.interfaces.workspace.editing import VersionField
from peelian.records.sampling.kept_frame import FrameColumns

FACT = "fact_"


class FrameForm(forms.Form):
    """A list of all cases, one row a case below a header."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        help_text="CSV, Parquet or XLSX (its first sheet), with one row a case below a row of column names.",
    )
    key = forms.CharField(
        label="Column with the reference of each case",
        max_length=200,
        help_text="Each case stands once. References are seen by reviewers alone.",
    )
    stratum = forms.CharField(
        label="Column with the stratum", max_length=200, required=False,
        help_text="Left empty, all cases are one stratum.",
    )  # fmt: skip
    strata = forms.CharField(
        label="Strata that there may be", required=False,
        help_text="Separated by commas. Left empty, every value of the column is a stratum.",
    )  # fmt: skip
    day = forms.CharField(
        label="Column with the day of each case", max_length=200, required=False,
        help_text="Each day is checked against the period of the review.",
    )  # fmt: skip
    version = VersionField()

    def __init__(self, review: Review, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"version": review.version})
        self._fields = [each.identifier for each in review.instrument.fields]
        for each in review.instrument.fields:
            allowed = f" Allowed: {', '.join(each.values)}." if each.values else ""
            self.fields[FACT + each.identifier] = forms.CharField(
                label=f"Column with: {each.title}",
                max_length=200,
                required=False,
                help_text=f"Left empty, a column named {each.identifier} is taken, if there is one.{allowed}",
            )

    @property
    def columns(self) -> FrameColumns:
        """Which column says what."""
        values = self.cleaned_data
        return FrameColumns(
            key=values["key"],
            stratum=values["stratum"],
            day=values["day"],
            facts={name: values[FACT + name] for name in self._fields if values[FACT + name]},
            strata=tuple(part.strip() for part in values["strata"].split(",") if part.strip()),
        )
